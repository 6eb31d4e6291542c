"""A shard: some articles on their way out, and their ends on the way back.

What lies where:

    <session>/there/000007               the shard is there; it stays when the shard has gone
    <session>/000007/articles.parquet    what the driver asks for
    <session>/000007/answers/<key>.json  an answer, kept the moment it came
    <session>/000007/ends.parquet        how each article ended, with the answers it rests on
"""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from pipeline.distributing.place import Place
from pipeline.errors import DatabaseError, Usage
from pipeline.extracting.faults import first_line
from pipeline.running.ending import Done
from pipeline.storing.answers import Kept
from schemas.records import Article, ArticleRecords

ARTICLES, ANSWERS, ENDS = "articles.parquet", "answers", "ends.parquet"
SHARD = 20
"""Articles in one."""
END = "end"
"""In place of a shard's name: there are no more."""
USAGE = tuple(field.name for field in dataclasses.fields(Usage))


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it travels between driver and worker."""

    key: str
    article_id: str | None
    """None where nobody has asked for it yet."""
    kept: Kept | None = None
    """None where the driver has it, and learns only which article it is about."""
    model: str | None = None
    shape: str | None = None
    unreadable: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An article on its way out, with all that is kept about it."""

    article: Article
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """How an article ended, with what was answered on the way."""

    done: Done
    answers: tuple[Answered, ...] = ()


_ANSWERS = TypeAdapter(tuple[Answered, ...])
_ANSWER = TypeAdapter(Answered)
_ASKED = pa.schema([("article", pa.string()), ("answers", pa.string())])
_TEXTS = ("source_path", "article_id", "outcome", "reason", "raw")
_ENDED = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS),
        *((name, pa.int64()) for name in USAGE),
        ("keys", pa.list_(pa.string())),
        ("article", pa.string()),  # JSON, as what follows
        ("records", pa.string()),
        ("answers", pa.string()),
    ]
)


def shard_name(number: int) -> str:
    return f"{number:06}"


def say_there(session: Place, name: str) -> None:
    """Tell that a shard is there, or with END that no more will be."""
    (session / "there" / name).put(b"")


def is_there(session: Place, name: str) -> bool:
    return (session / "there" / name).exists()


def put_articles(shard: Place, asked: Iterable[Asked]) -> None:
    rows = [
        {"article": one.article.model_dump_json(), "answers": _json(one.answers)} for one in asked
    ]
    (shard / ARTICLES).put(_parquet(rows, _ASKED))


def articles_of(shard: Place) -> list[Asked] | None:
    """None where the shard is no longer there: the driver has taken it up.

    Raises DatabaseError where it is none of this version's.
    """
    content = (shard / ARTICLES).get()
    if content is None:
        return None
    with _of_this_version(shard):
        return [
            Asked(
                Article.model_validate_json(row["article"]),
                _ANSWERS.validate_json(row["answers"]),
            )
            for row in _rows(content)
        ]


def put_answer(shard: Place, answer: Answered) -> None:
    (shard / ANSWERS / f"{answer.key}.json").put(_ANSWER.dump_json(answer))


def answers_in(shard: Place) -> list[Answered]:
    """What was answered before a worker died."""
    found = []
    for place in (shard / ANSWERS).within():
        try:
            found.append(_ANSWER.validate_json(place.get() or b""))
        except ValidationError:
            continue  # cut off, where the file system writes in parts
    return found


def put_ends(shard: Place, ends: Sequence[Ended]) -> None:
    (shard / ENDS).put(_parquet([_writable(end) for end in ends], _ENDED))


def ends_of(shard: Place) -> list[Ended]:
    """Raises DatabaseError where they are none of this version's."""
    content = (shard / ENDS).get()
    with _of_this_version(shard):
        return [] if content is None else [_ended(row) for row in _rows(content)]


def forget_in(shard: Place, article_ids: Collection[str]) -> None:
    """Leave out of a shard what is about these articles."""
    asked = articles_of(shard) or []
    left = [one for one in asked if one.article.article_id not in article_ids]
    if len(left) < len(asked):
        put_articles(shard, left)
    for place in (shard / ANSWERS).within():
        try:
            gone = _ANSWER.validate_json(place.get() or b"").article_id in article_ids
        except ValidationError:
            gone = True  # cut off: of whom, nobody knows
        if gone:
            place.remove()
    forget_ends(shard / ENDS, article_ids)


def forget_ends(file: Place, article_ids: Collection[str]) -> None:
    """The same of a file of ends."""
    content = file.get()
    ends = [] if content is None else _rows(content)
    left = [row for row in ends if row["article_id"] not in article_ids]
    if len(left) < len(ends):
        file.put(_parquet(left, _ENDED))


def named_ends(file: Place) -> list[tuple[str, str]]:
    """(article_id, source_path) of a file of ends."""
    content = file.get()
    if content is None:
        return []
    table = pq.read_table(pa.BufferReader(content), columns=["article_id", "source_path"])
    return [(row["article_id"], row["source_path"]) for row in table.to_pylist()]


def put_given(session: Place, answers: Sequence[Answered]) -> None:
    """Answers that any article may ask for: imported ones."""
    (session / "given.json").put(_ANSWERS.dump_json(tuple(answers)))


def given_in(session: Place) -> tuple[Answered, ...]:
    content = (session / "given.json").get()
    return () if content is None else _ANSWERS.validate_json(content)


def _writable(end: Ended) -> dict[str, Any]:
    try:
        return _row(end)
    except ValueError as error:  # half a surrogate pair: costs the article, not the shard
        reason = f"its records cannot be written: {first_line(error)}"
        done = replace(
            end.done, outcome="invalid", reason=reason, raw=None, article=None, records=None
        )
        return _row(Ended(done, end.answers))


def _row(end: Ended) -> dict[str, Any]:
    done = end.done
    return {
        **{name: getattr(done, name) for name in _TEXTS},
        **dataclasses.asdict(done.usage),
        "keys": list(done.keys),
        # With records it is theirs.
        "article": done.article.model_dump_json() if done.article and not done.records else None,
        "records": done.records.model_dump_json() if done.records else None,
        "answers": _json(end.answers),
    }


def _ended(row: dict[str, Any]) -> Ended:
    records = row["records"] and ArticleRecords.model_validate_json(row["records"])
    article = row["article"] and Article.model_validate_json(row["article"])
    done = Done(
        **{name: row[name] for name in _TEXTS},
        usage=Usage(**{name: row[name] for name in USAGE}),
        article=records.article if records else article,
        records=records,
        keys=tuple(row["keys"]),
    )
    return Ended(done, _ANSWERS.validate_json(row["answers"]))


@contextmanager
def _of_this_version(shard: Place) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValidationError, pa.ArrowException) as error:
        raise DatabaseError(
            f"{shard.url} is damaged, or another version of summitry put it there: go on with that "
            "one, or remove it; what was answered there is then asked again"
        ) from error


def _json(answers: tuple[Answered, ...]) -> str:
    return _ANSWERS.dump_json(answers).decode()


def _parquet(rows: list[dict[str, Any]], schema: Any) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _rows(content: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(pa.BufferReader(content)).to_pylist()
    return rows
