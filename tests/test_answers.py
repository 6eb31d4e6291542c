"""What was answered is kept by its request: asked once, counted once, gone when forgotten."""

import asyncio
import json
import multiprocessing
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel, ValidationError

from pipeline.errors import (
    DatabaseError,
    Invalid,
    ModelError,
    NotAnswered,
    Refused,
    Transport,
    Truncated,
    Usage,
)
from pipeline.extracting.model import Answer, ModelSettings
from pipeline.extracting.prompt import Message
from pipeline.extracting.recall import Recall
from pipeline.resolving.dated import dated_article
from pipeline.storing.answers import Answers, Kept, Shown, answers_path
from pipeline.storing.takedowns import Takedowns
from tests.drafts import article

T = TypeVar("T", bound=BaseModel)
COST = Usage(2, 100, 7, 5, 40)
CHAT = [{"role": "user", "content": "How many met in {{ Sochi }}? 🕊"}]


class Count(BaseModel):
    n: int


class Wire:
    settings = ModelSettings("test")

    def body(self, messages: Sequence[Message], shape: type[BaseModel]) -> bytes:
        return json.dumps({"messages": list(messages), "shape": shape.__name__}).encode()

    def parse(self, raw: str, shape: type[T]) -> T:
        try:
            return shape.model_validate_json(raw)
        except ValidationError as error:
            raise Invalid("no such JSON", raw) from error


class Endpoint:
    """Gives what it is told to, in turn, and counts."""

    def __init__(self, *given: str | ModelError) -> None:
        self.given = list(given)
        self.calls = 0

    async def ask(self, messages: Sequence[Message], shape: type[T]) -> Answer[T]:
        self.calls += 1
        given = self.given.pop(0)
        if isinstance(given, ModelError):
            given.usage = COST
            raise given
        return Answer(Wire().parse(given, shape), given, COST)


def shown(text: str = "Putin met Erdogan.") -> Shown:
    one = article(text)
    return Shown(one, dated_article(one).published)


def asked(recall: Recall, chat: list[Message] = CHAT) -> Answer[Count]:
    return asyncio.run(recall.ask(chat, Count))


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Answers.open(tmp_path / "x.answers") as answers:
        yield answers


# -- asking -------------------------------------------------------------------------------


def test_what_was_answered_is_not_asked_again_by_another_process(tmp_path: Path) -> None:
    live = Endpoint('{"n": 3}')
    for _ in range(2):
        with Answers.open(tmp_path / "x.answers") as answers:
            answer = asked(Recall(Wire(), answers, shown(), live))
            assert (answer.value, answer.raw, answer.usage) == (Count(n=3), '{"n": 3}', COST)
    assert live.calls == 1


@pytest.mark.parametrize("change", ["messages", "shape"])
def test_another_question_is_asked(store: Answers, change: str) -> None:
    class Number(BaseModel):
        n: int

    live = Endpoint('{"n": 3}', '{"n": 4}')
    recall = Recall(Wire(), store, shown(), live)
    asked(recall)
    chat = [{**CHAT[0], "content": "And in Tehran?"}] if change == "messages" else CHAT
    asyncio.run(recall.ask(chat, Number if change == "shape" else Count))
    assert live.calls == 2


def test_the_same_question_put_twice_about_one_article_is_asked_twice(store: Answers) -> None:
    live = Endpoint('{"n": 3}', '{"n": 4}')
    recall = Recall(Wire(), store, shown(), live)
    assert [asked(recall).value.n for _ in range(2)] == [3, 4]
    again = Recall(Wire(), store, shown(), live)
    assert [asked(again).value.n for _ in range(2)] == [3, 4]
    assert live.calls == 2


def test_tokens_are_counted_until_their_outcome_has_landed_and_never_after(store: Answers) -> None:
    live = Endpoint('{"n": 3}')
    killed, resumed = Recall(Wire(), store, shown(), live), Recall(Wire(), store, shown(), live)
    assert asked(killed).usage == COST
    assert asked(resumed).usage == COST
    assert killed.keys == resumed.keys
    store.bill(resumed.keys)
    later = Recall(Wire(), store, shown(), live)
    assert asked(later).usage == Usage()
    assert later.keys == []


@pytest.mark.parametrize(
    "failure",
    [Refused("no", "no"), Truncated("cut off", '{"n'), Invalid("no JSON", "three")],
    ids=["refused", "truncated", "invalid"],
)
def test_failure_stands_until_it_has_landed_then_is_asked_again(
    store: Answers, failure: ModelError
) -> None:
    live = Endpoint(failure, '{"n": 3}')
    seen = []
    for _ in range(2):  # the second as after a kill
        recall = Recall(Wire(), store, shown(), live)
        with pytest.raises(type(failure)) as raised:
            asked(recall)
        seen.append((str(raised.value), raised.value.raw, raised.value.usage))
    assert seen[0] == seen[1] == (str(failure), failure.raw, COST)
    assert live.calls == 1
    store.bill(recall.keys)
    with pytest.raises(type(failure)) as raised:
        asked(Recall(Wire(), store, shown(), replay=True))
    assert raised.value.usage == Usage()
    assert asked(Recall(Wire(), store, shown(), live)).value == Count(n=3)


@pytest.mark.parametrize(
    "failure",
    [Transport("HTTP 500", retry=True), Invalid("the endpoint's answer cannot be read")],
    ids=["transport", "a proxy's page"],
)
def test_call_without_an_answer_is_never_kept(store: Answers, failure: ModelError) -> None:
    live = Endpoint(failure, '{"n": 3}')
    with pytest.raises(type(failure)):
        asked(Recall(Wire(), store, shown(), live))
    assert asked(Recall(Wire(), store, shown(), live)).value == Count(n=3)


def test_where_nobody_is_called_the_missing_request_is_told_with_its_id(store: Answers) -> None:
    with pytest.raises(NotAnswered) as raised:
        asked(Recall(Wire(), store, shown()))
    missing = raised.value
    assert missing.body == Wire().body(CHAT, Count)
    store.keep(missing.key, Kept("answer", '{"n": 3}', COST), model=None, shape=None, shown=None)
    recall = Recall(Wire(), store, shown())
    assert asked(recall).value == Count(n=3)
    # Imported, it was about nobody; now a takedown finds it.
    assert store.forget(shown().read.article_id) == 1


def test_imported_answer_that_cannot_be_read_is_asked_again_once(store: Answers) -> None:
    def given(attempts: int) -> None:
        kept = Kept("answer", "three", Usage(attempts, 100, 7))
        store.keep(key, kept, model=None, shape=None, shown=None)

    with pytest.raises(NotAnswered) as raised:
        asked(Recall(Wire(), store, shown()))
    key = raised.value.key
    given(1)
    with pytest.raises(NotAnswered, match=key[:16]):
        asked(Recall(Wire(), store, shown()))
    given(2)
    with pytest.raises(Invalid):
        asked(Recall(Wire(), store, shown()))


def test_what_a_call_costs_is_heard_and_a_kept_answer_costs_nothing(store: Answers) -> None:
    heard: list[Usage] = []
    live = Endpoint('{"n": 3}', Transport("HTTP 500", retry=True))
    asked(Recall(Wire(), store, shown(), live, spent=heard.append))
    asked(Recall(Wire(), store, shown(), live, spent=heard.append))
    with pytest.raises(Transport):
        asked(Recall(Wire(), store, shown(), live, spent=heard.append), [*CHAT, *CHAT])
    assert heard == [COST, COST]


# -- the file -----------------------------------------------------------------------------


def test_store_lies_beside_its_database() -> None:
    assert answers_path(Path("a/summits.duckdb")) == Path("a/summits.answers")
    assert answers_path(Path("a/summits.db")) == Path("a/summits.db.answers")


def test_article_comes_back_as_it_was_shown(store: Answers) -> None:
    one = article(title="T", url="https://example.org/1", published_text="18 September 2018")
    told = Shown(one, dated_article(one).published)
    assert told.published != one.published
    store.keep("k", Kept("answer", "{}", COST), model="m", shape="S", shown=told)
    bare = article(title=None, published_text=None)
    assert store.shown(one.article_id, bare) == told
    assert store.shown("nobody", bare) is None


def test_claims_say_what_was_about_to_land(store: Answers) -> None:
    for key in ("a", "b", "c"):
        store.keep(key, Kept("answer", "{}", COST), model="m", shape="S", shown=shown())
    store.claim(["a", "b"], "run-1")
    store.bill(["a"])
    assert store.claimed() == [("b", "run-1", shown().read.article_id)]


def test_forgotten_text_is_in_no_byte_of_the_files(tmp_path: Path) -> None:
    path = tmp_path / "x.answers"
    secret = "the zone will be 15 km wide" * 300
    with Answers.open(path) as answers:
        gone, kept = shown("Gone, said Putin."), shown("Kept, said Putin.")
        for key, one, raw in (("a", gone, secret), ("b", kept, "still here")):
            answers.keep(key, Kept("answer", raw, COST), model="m", shape="S", shown=one)
        assert secret[:40] in _bytes(path)
        assert answers.forget(gone.read.article_id) == 1
        # While the store is open, as in another process that goes on.
        assert secret[:12] not in _bytes(path)
        assert gone.read.article_id not in _bytes(path)
        assert answers.find("a") is None
        assert answers.find("b") is not None


def _bytes(path: Path) -> str:
    files = path.parent.glob(f"{path.name}*")
    return "".join(file.read_bytes().decode("latin-1") for file in files)


def _write(path: Path, name: str) -> None:
    with Answers.open(path) as answers:
        for n in range(100):
            key = f"{name}-{n}"
            answers.keep(key, Kept("answer", key, COST), model="m", shape="S", shown=None)


def test_several_processes_share_a_store(tmp_path: Path) -> None:
    path = tmp_path / "x.answers"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, name)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    with Answers.open(path) as answers:
        found = [answers.find(f"{name}-{n}") for name in "abc" for n in range(100)]
    assert all(kept and kept.usage == COST for kept in found)


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda path: path.write_bytes(b"Dear diary" * 200), "move it away"),
        (lambda path: path.mkdir(), "cannot be used"),
        (lambda path: _sqlite(path, "CREATE TABLE cats (name)"), "no answers of summitry"),
        (lambda path: _sqlite(path, "PRAGMA user_version = 7"), "no answers of summitry"),
        (
            lambda path: _sqlite(path, "CREATE TABLE answers (key); PRAGMA user_version = 7"),
            "has version 7, made by a newer summitry; this one knows up to 3: upgrade summitry",
        ),
    ],
    ids=["no database", "folder", "foreign", "foreign and empty", "newer"],
)
def test_store_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, prepare: Any, words: str
) -> None:
    path = tmp_path / "x.answers"
    prepare(path)
    with pytest.raises(DatabaseError, match=words) as raised:
        Answers.open(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def _sqlite(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="is its folder there"):
        Answers.open(tmp_path / "no" / "x.answers")


def test_answers_that_a_killed_replay_of_an_earlier_version_set_aside_are_in_use_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.answers"
    kept = Kept("answer", '{"n": 1}', Usage(1, 2, 3))
    with Answers.open(path) as answers:
        for key in ("a", "old-a", "old-b"):
            answers.keep(key, kept, model=None, shape=None, shown=None)
        for table in ("forgetting", "shards"):
            answers.file.connection.execute(f"DROP TABLE {table}")
        answers.file.connection.execute("PRAGMA user_version = 2")
    with Answers.open(path) as answers:
        assert answers.find("b") == kept
        assert answers.find("old-a") is None
        assert Takedowns(answers).shards() == []
