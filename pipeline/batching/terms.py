"""What all requests of a batch have in common, and the sources that wait for their answers."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from pipeline.errors import DatabaseError, UsageError
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.prompt import prompts_sha256
from pipeline.reading.raw import Raw, Source
from pipeline.reading.unreadable import Unreadable
from pipeline.storing.answers import answers_path
from pipeline.storing.batches import Batches, Waiting
from pipeline.storing.database import Database
from pipeline.storing.land import read_before
from schemas.records import Article
from schemas.tables import SCHEMA_VERSION

STEP = 200
"""Sources that are kept in one step."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Which model, where, and how it is asked."""

    model: str
    """`openai/…`, or with `base_url` any name the endpoint knows."""
    base_url: str | None
    mode: str | None
    max_output_tokens: int | None
    prompt: str

    @property
    def wire(self) -> Model:
        """Writes requests and reads answers; asks nobody."""
        return Model.silent(
            ModelSettings(self.model, self.base_url, self.mode, self.max_output_tokens)
        )

    def __str__(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def of(cls, text: str) -> "Terms":
        return cls(**json.loads(text))


def wait(batches: Batches, terms: Terms, sources: Iterable[Article | Unreadable]) -> int:
    """Keep sources with their texts until their answers are there; returns how many."""
    count = 0
    step: list[tuple[str, str | None, str]] = []
    for source in sources:
        article_id = source.article_id if isinstance(source, Article) else None
        step.append((source.source_path, article_id, source.model_dump_json()))
        count += 1
        if len(step) == STEP:
            batches.wait(str(terms), step)
            step.clear()
    batches.wait(str(terms), step)
    return count


def unread(sources: Iterable[Source], db: Path, terms: Terms) -> Iterator[Article | Unreadable]:
    """The sources but those whose records, made in this very way, are in the database."""
    done: set[str] = set()
    known: set[tuple[str, str]] = set()
    read: dict[str, str] = {}
    if db.exists():
        words = {
            "model": terms.model,
            "prompt_sha256": prompts_sha256(terms.prompt),
            "schema_version": SCHEMA_VERSION,
        }
        with Database.open(db, read_only=True) as opened:
            done = {row[0] for row in opened.run("done", words).rows}
            known = {(row[0], row[1]) for row in opened.run("sources").rows}
            read = {digest: told[0] for digest, told in read_before(opened).items()}

    def is_done(article_id: str | None, path: str) -> bool:
        return article_id in done and (article_id, path) in known

    for given in sources:
        if isinstance(given, Raw):
            if is_done(read.get(given.digest), given.source_path):
                continue
            source = given.read()
        else:
            source = given
        article_id = source.article_id if isinstance(source, Article) else None
        if not is_done(article_id, source.source_path):
            yield source


def waiting(batches: Batches, terms: Terms) -> Iterator[tuple[Waiting, Article | Unreadable]]:
    """The sources that wait on these terms, in the order in which they came, one in memory."""
    for one in batches.waiting(str(terms)):
        kind = Unreadable if one.article_id is None else Article
        yield one, kind.model_validate_json(batches.source(one.place))


def articles(batches: Batches, terms: Terms) -> Iterator[Article]:
    """Of each text that waits the source that came first."""
    seen = set()
    for _, source in waiting(batches, terms):
        if isinstance(source, Article) and source.article_id not in seen:
            seen.add(source.article_id)
            yield source


@contextmanager
def alone(db: Path) -> Iterator[None]:
    """No other process of this machine submits or collects for this database meanwhile."""
    path = lock_path(db)
    try:
        lock = path.open("wb")
    except OSError as error:
        raise DatabaseError(f"{path} cannot be made: {error}") from error
    with lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except OSError:
            raise UsageError(
                f"another process submits or collects batches for {db}; wait until it is done"
            ) from None
        yield


def lock_path(db: Path) -> Path:
    """`a/summits.duckdb -> a/summits.answers.lock`"""
    answers = answers_path(db)
    return answers.with_name(f"{answers.name}.lock")
