"""The bytes of a request are those that instructor sends; an answer's bytes are read with care."""

import asyncio
import contextlib
import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from pipeline.errors import Invalid, ModelError, Refused, Transport, Truncated
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.prompt import Message
from pipeline.extracting.wire import canonical, completion_in, placeholders, template
from schemas.draft import ArticleDraft, CoverageDraft, RepairDraft
from tests import loopback as lo
from tests.drafts import draft
from tests.loopback import Loopback

MODES = ["json_schema", "tools", "json", "md_json"]
CHATS: list[list[Message]] = [
    [
        {"role": "system", "content": "Answer. {{ x }} {% y %}"},
        {"role": "user", "content": 'He said “no”, "yes"\n\t\\ \u2028 \x7f 🕊 سلام {{ 7*7 }}'},
    ],
    [{"role": "user", "content": ""}],
    [
        {"role": "user", "content": "one"},
        {"role": "assistant", "content": "two"},
        {"role": "user", "content": "@summitry-message-0@ @summitry-message-1@"},
    ],
    [
        {"role": "system", "content": "one"},
        {"role": "user", "content": "two"},
        {"role": "user", "content": "three"},
    ],
]
OFFLINE = "http://127.0.0.1:9/v1"


def replying(mode: str) -> lo.Script:
    text = json.dumps(draft())
    call = {"content": None, "tool_calls": [tool_call(text)]}
    if mode == "tools":
        return lambda _: lambda handler: handler.send(200, lo.completion(call, "tool_calls"))
    return lambda _: lo.answer(text)


def tool_call(arguments: str) -> lo.Body:
    function = {"name": "ArticleDraft", "arguments": arguments}
    return {"id": "1", "type": "function", "function": function}


def model(**given: object) -> Model:
    asked = {"name": "openai/test", "base_url": OFFLINE, **given}
    return Model.connect(ModelSettings(**asked))  # type: ignore[arg-type]


@pytest.mark.parametrize("chat", CHATS, ids=["hostile", "empty", "marks", "two of a role"])
@pytest.mark.parametrize("limit", [None, 900])
@pytest.mark.parametrize("mode", MODES)
def test_request_on_the_wire_is_the_one_that_instructor_sends(
    mode: str, limit: int | None, chat: list[Message]
) -> None:
    async def both(url: str) -> None:
        async with model(base_url=url, mode=mode, max_output_tokens=limit) as asked:
            await asked.ask(chat, ArticleDraft)
            await asked._client.create(**asked._request(chat, ArticleDraft))

    with Loopback(script=replying(mode)) as server:
        asyncio.run(both(server.url))
    ours, instructors = server.raw
    assert ours == instructors
    kept = [
        {k.lower(): v for k, v in one.items() if "idempotency" not in k.lower()}
        for one in server.headers
    ]
    assert kept[0] == kept[1]


@pytest.mark.parametrize("shape", [ArticleDraft, RepairDraft, CoverageDraft])
def test_body_is_what_goes_out(shape: type[BaseModel]) -> None:
    with Loopback(lo.busy(), lo.status(400)) as server:

        async def ask() -> bytes:
            async with model(base_url=server.url) as asked:
                with pytest.raises(Transport):
                    await asked.ask(CHATS[0], shape)
                return asked.body(CHATS[0], shape)

        body = asyncio.run(ask())
    assert server.raw == [body, body]


def test_a_shape_is_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = model()
    prepared = []
    monkeypatch.setattr(
        asked, "_prepared", lambda *call: prepared.append(call) or Model._prepared(asked, *call)
    )
    bodies = {asked.body([{"role": "user", "content": str(n)}], ArticleDraft) for n in range(5)}
    assert len(bodies) == 5
    assert len(prepared) == 1


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
sometimes_marks = st.one_of(words, st.sampled_from(["@summitry-message-0@", "\\", '"', "\u0000"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(sometimes_marks, min_size=1, max_size=4), st.sampled_from(MODES))
def test_any_words_are_put_in_as_instructor_puts_them(texts: Sequence[str], mode: str) -> None:
    asked = MODELS[mode]
    chat: list[Message] = [
        {"role": "system" if at == 0 else "user", "content": text} for at, text in enumerate(texts)
    ]
    assert asked.body(chat, ArticleDraft) == asked._prepared(chat, ArticleDraft)


MODELS = {mode: model(mode=mode) for mode in MODES}


def test_half_a_surrogate_pair_is_told_and_not_sent() -> None:
    with Loopback(lo.answer(draft())) as server:

        async def ask() -> None:
            async with model(base_url=server.url) as asked:
                await asked.ask([{"role": "user", "content": "so \ud83d far"}], ArticleDraft)

        with pytest.raises(Invalid, match="cannot be sent"):
            asyncio.run(ask())
    assert server.raw == []


def test_a_request_that_holds_a_placeholder_twice_gives_no_template() -> None:
    mark = placeholders(["user"])[0]["content"]
    assert template(f"[{mark}]".encode(), 1) is not None
    assert template(f"[{mark}{mark}]".encode(), 1) is None
    assert template(b"[]", 1) is None
    assert template(f"{placeholders('ab')[1]['content']}{mark}".encode(), 2) is None


def test_other_providers_requests_have_one_form() -> None:
    def body(**changed: object) -> bytes:
        asked = Model(None, ModelSettings("claude", **changed))  # type: ignore[arg-type]
        return asked.body(CHATS[0], ArticleDraft)

    assert body() == body()
    assert body() != body(max_output_tokens=5) != body(mode="tools")
    assert body() != Model(None, ModelSettings("claude")).body(CHATS[0], RepairDraft)
    assert json.loads(body())["messages"] == CHATS[0]


def test_order_of_keys_changes_no_canonical_form() -> None:
    assert canonical({"a": 1, "b": {"c": 2, "d": 3}}) == canonical({"b": {"d": 3, "c": 2}, "a": 1})


def test_a_provider_of_another_kind_answers_in_the_shape_and_is_retried_by_us_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    block = {"type": "tool_use", "id": "t", "name": "ArticleDraft", "input": draft()}
    message = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "model": "c",
        "content": [block],
        "stop_reason": "tool_use",
        "stop_sequence": None,
        "usage": {"input_tokens": 5, "output_tokens": 6},
    }
    busy = lo.status(529, "overloaded", retry_after="0")
    with Loopback(busy, lambda handler: handler.send(200, message)) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "none")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url.removesuffix("/v1"))

        async def ask() -> None:
            async with Model.connect(ModelSettings("anthropic/c")) as asked:
                got = await asked.ask(CHATS[0], ArticleDraft)
                assert type(got.value) is ArticleDraft
                assert asked.parse(got.raw, ArticleDraft) == got.value
                assert json.loads(got.raw) == draft()
                usage = got.usage
                assert (usage.attempts, usage.input_tokens, usage.output_tokens) == (2, 5, 6)

        asyncio.run(ask())
    assert len(server.raw) == 2


# -- what came back -----------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
def test_a_stored_answer_is_read_as_the_live_one_was(mode: str) -> None:
    with Loopback(script=replying(mode)) as server:

        async def ask() -> None:
            async with model(base_url=server.url, mode=mode) as asked:
                got = await asked.ask(CHATS[0], ArticleDraft)
                assert asked.parse(got.raw, ArticleDraft) == got.value

        asyncio.run(ask())


def test_stored_answer_that_is_no_json_is_invalid() -> None:
    with pytest.raises(Invalid, match="is not the JSON"):
        model().parse("Here it is: ", ArticleDraft)
    with pytest.raises(Invalid, match="is empty"):
        model().parse(" ", ArticleDraft)


def test_json_within_other_words_is_read_only_in_the_mode_that_asks_for_it() -> None:
    told = f"Here it is:\n```json\n{json.dumps(draft())}\n```"
    assert model(mode="md_json").parse(told, ArticleDraft).actors
    with pytest.raises(Invalid):
        model(mode="json").parse(told, ArticleDraft)


@pytest.mark.parametrize(
    ("sent", "kind", "words"),
    [
        (b"", Invalid, "it begins: nothing"),
        (b"<html>\x1b[31m<body>", Invalid, "it begins: <html>"),
        (b"\xff\xfe\x00", Invalid, "cannot be read"),
        (b"[]", Invalid, "cannot be read"),
        (b"null", Invalid, "cannot be read"),
        (b"{}", Invalid, "holds no choice"),
        (b'{"choices": []}', Invalid, "holds no choice"),
        (b'{"choices": [{}]}', Invalid, "cannot be read"),
        (b'{"choices": [{"message": {"content": 5}}]}', Invalid, "cannot be read"),
        (b'{"error": "overloaded"}', Transport, "overloaded"),
        (b'{"error": {"message": "slow down", "code": 429}}', Transport, "slow down"),
        (b'{"error": {"message": "bad key", "code": "401"}}', Transport, "check the key"),
        (b'{"error": {"message": "no", "code": "content_filter"}}', Refused, "filter"),
        (b'{"choices": [{"message": {}, "finish_reason": "length"}]}', Truncated, "cut off"),
        (b'{"choices": [{"message": {}, "finish_reason": "error"}]}', Transport, "broke off"),
        (b'{"choices": [{"message": {"refusal": "No."}}]}', Refused, "No."),
    ],
)
def test_what_is_no_answer_says_what_it_is(sent: bytes, kind: type[ModelError], words: str) -> None:
    with pytest.raises(kind) as caught:
        completion_in(sent)
    assert words in str(caught.value)
    assert str(caught.value).isprintable()


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_a_model_error(sent: bytes) -> None:
    with pytest.raises(ModelError):
        completion_in(sent)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["choices", "message", "content", "error", "code", "usage"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(json_values)
def test_any_json_is_an_answer_or_a_model_error(value: object) -> None:
    with contextlib.suppress(ModelError):
        assert completion_in(json.dumps(value).encode()).choices
