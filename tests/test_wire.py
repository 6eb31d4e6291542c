"""The bytes of a request are those that instructor sends; an answer's bytes are read with care."""

import asyncio
import contextlib
import gc
import json
from collections.abc import Sequence
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema
from tenacity import RetryCallState

from pipeline.errors import Invalid, ModelError, Refused, Transport, Truncated
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.prompt import Message
from pipeline.extracting.wire import canonical, completion_in, placeholders, template
from schemas.draft import (
    ActorDraft,
    ArticleDraft,
    ClaimDraft,
    CoverageDraft,
    Lenient,
    MeetingDraft,
    RepairDraft,
    RepairItem,
    StatementDraft,
    _keep_malformed,
)
from tests import loopback as lo
from tests.drafts import actor, claim, draft, meeting, statement
from tests.loopback import Body, Loopback

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
            await asked.ask(chat, ArticleDraft)  # made by openai, the next one after its pattern
            await asked.ask(chat, ArticleDraft)
            await asked._client.create(**asked._request(chat, ArticleDraft))

    with Loopback(script=replying(mode)) as server:
        asyncio.run(both(server.url))
    first, ours, instructors = server.raw
    assert first == ours == instructors
    kept = [
        {k.lower(): v for k, v in one.items() if "idempotency" not in k.lower()}
        for one in server.headers
    ]
    assert kept[0] == kept[1] == kept[2]


FAULTS = {
    "wrong key": lo.status(401, "line\nline"),
    "other's key": lo.status(403),
    "no such model": lo.status(404, "what?"),
    "page": lo.html(502),
    "no words": lambda handler: handler.send(500, ""),
    "busy": lo.busy("7"),
    "filter": lo.status(400, error={"code": "content_filter"}),
    "not modified": lambda handler: handler.send(304, ""),
    "circle": lo.redirect("/v1/chat/completions"),
    "dropped": lo.dropped,
    "hang": lo.hang,
    "half": lo.half(draft()),
    "no HTTP": lo.garbage,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_alike_of_the_first_request_and_of_a_later_one(fault: lo.Reply) -> None:
    async def told(url: str, before: int) -> list[object]:
        async with model(base_url=url, attempts=1, timeout=0.5) as asked:
            for _ in range(before):
                await asked.ask(CHATS[0], ArticleDraft)
            with pytest.raises(ModelError) as caught:
                await asked.ask(CHATS[0], ArticleDraft)
        return [type(caught.value), vars(caught.value) | {"usage": None}, str(caught.value)]

    with Loopback(*[fault] * 30) as server:
        first = asyncio.run(told(server.url, 0))
    with Loopback(lo.answer(draft()), *[fault] * 30) as server:
        assert asyncio.run(told(server.url, 1)) == first


def test_a_cookie_is_sent_back_as_long_as_the_endpoint_has_it_so() -> None:
    replies = [
        lo.with_headers(draft(), set_cookie="a=1; Path=/"),
        lo.with_headers(draft(), set_cookie="a=2; Path=/"),
        lo.with_headers(draft(), set_cookie="a=; Max-Age=0; Path=/"),
        lo.answer(draft()),
    ]

    async def ask(url: str) -> None:
        async with model(base_url=url) as asked:
            for _ in replies:
                await asked.ask(CHATS[0], ArticleDraft)

    with Loopback(*replies) as server:
        asyncio.run(ask(server.url))
    assert [one.get("Cookie", one.get("cookie")) for one in server.headers] == [
        None, "a=1", "a=2", None,
    ]  # fmt: skip


def test_a_call_that_succeeds_leaves_nothing_of_tenacity_to_collect() -> None:
    async def ask(url: str) -> None:
        async with model(base_url=url) as asked:
            asked.body(CHATS[0], ArticleDraft)  # instructor prepares it, with tenacity
            gc.collect()
            gc.disable()
            try:
                await asked.ask(CHATS[0], ArticleDraft)
                assert not [one for one in gc.get_objects() if isinstance(one, RetryCallState)]
            finally:
                gc.enable()

    with Loopback(lo.answer(draft())) as server:
        asyncio.run(ask(server.url))


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


class _InPython:
    """Every item through Python, as `Lenient` has those that do not fit."""

    def __init__(self, shape: type[BaseModel]) -> None:
        self.shape = shape

    def __get_pydantic_core_schema__(
        self, _source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        whole = handler.generate_schema(self.shape)
        return core_schema.no_info_wrap_validator_function(_keep_malformed, whole)


RECORDS: dict[type[BaseModel], Body] = {
    ActorDraft: actor("a1", "Lavrov"),
    MeetingDraft: meeting("m1", "a1", "a2 host"),
    StatementDraft: statement("a1", "a2 via", at=["1"], claims=[claim("It rained.", ["1"])]),
    ClaimDraft: claim("It rained 3 days.", ["1"], q="=3 days"),
    RepairItem: {"i": 1, "A": None, "M": None, "S": None, "C": claim("It rained.", ["1"])},
}
READERS: dict[type[BaseModel], list[TypeAdapter[Any]]] = {
    shape: [TypeAdapter(tuple[Annotated[Any, way(shape)], ...]) for way in (Lenient, _InPython)]
    for shape in RECORDS
}
ODD = st.one_of(
    st.sampled_from(["", "a1", "a1 via", "a1 judge", "-certain", "sure", ">=2 men", "many", "12"]),
    st.sampled_from([0, 1, 1.0, 1.5, -3, True, False, None, 2**70, 1e300]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["a1", "x"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("rtkx"), inner),
        max_leaves=4,
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([*RECORDS]), st.data())
def test_a_record_is_read_as_one_that_goes_through_python(
    shape: type[BaseModel], drawn: st.DataObject
) -> None:
    record = dict(RECORDS[shape])
    for key in drawn.draw(st.lists(st.sampled_from([*record, "new"]), max_size=2)):
        if drawn.draw(st.booleans()):
            record[key] = drawn.draw(ODD)
        else:
            record.pop(key, None)
    sent = json.dumps([record, drawn.draw(ODD)])
    items, slowly = READERS[shape]
    read = items.validate_json(sent, strict=False)
    assert repr(read) == repr(slowly.validate_json(sent, strict=False))
    assert items.validate_python(read) == read
