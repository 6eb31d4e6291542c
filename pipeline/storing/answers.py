"""Answers that were paid for: one SQLite file beside the database, `summits.answers`.

Each is kept by the content of its request (the SHA-256 of the body that goes out) the
moment it comes, before anything is done with it: a killed run pays for no answer twice,
and a changed rule is applied to the old answers without a call. Several processes may
share the file.

What an answer cost is counted in one outcome: `claim` says in which, just before that
lands, `bill` that it has landed. After a crash between the two, `claimed` tells what the
database must be asked about.

An article that is asked about `anew` (a replay) gets its answers beside the kept ones, under
keys of their own; they take the old ones' place once their outcome has landed. A replay that
was killed so leaves the old ones in use, and the new ones for the next replay.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self

from pipeline.errors import Usage
from pipeline.storing.answers_file import AnswersFile
from schemas.records import Article, DateInterval

BY_READING = {"article_id", "sha256", "text", "paragraphs", "source_path", "fetched_at"}
"""What of an article is not kept here: the database has it."""
ANEW = "new-"
"""Begins the key of an answer that has not taken the place of the old one yet."""
WAITING = ("batch/forget_open", "batch/forget_requests", "batch/forget_sources")
"""Take out what of an article waits for a batch."""
KeptOutcome = Literal["answer", "refused", "truncated", "invalid"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What one request came to."""

    outcome: KeptOutcome
    raw: str | None
    """The answer's text as received."""
    usage: Usage
    reason: str | None = None
    """Why it is no answer."""
    billed: bool = False
    """Its tokens are counted in an outcome that has landed."""
    article_id: str | None = None
    """None where it is about no single article, or nobody has asked for it yet."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as it was given to extraction."""

    read: Article
    """As it was read."""
    published: DateInterval
    """The publication date that the model was shown."""

    @property
    def article(self) -> Article:
        return self.read.model_copy(update={"published": self.published})


class Answers:
    """The kept answers; use `with Answers.open(path) as answers`."""

    def __init__(self, file: AnswersFile, anew: Collection[str] = ()) -> None:
        self.file = file
        self._anew = frozenset(anew)

    @classmethod
    def beside(cls, db: Path, *, must_exist: bool = False, anew: Collection[str] = ()) -> "Answers":
        """The answers of a database: `summits.duckdb -> summits.answers`.

        Where they `must_exist` and do not, an empty store in memory. Of the articles that are
        asked about `anew`, what was kept before this is not found.
        """
        path = answers_path(db)
        return cls.open(path if path.exists() or not must_exist else ":memory:", anew)

    @classmethod
    def open(cls, path: str | Path, anew: Collection[str] = ()) -> "Answers":
        """Open `path`, made if new; raises DatabaseError where it cannot be used."""
        return cls(AnswersFile.open(path), anew)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.file.close()

    def find(self, key: str) -> Kept | None:
        kept = self._found(self._place(key))
        # What is billed led to what is asked about anew; what is not was paid for by a replay
        # that was killed.
        hidden = kept is not None and kept.billed and kept.article_id in self._anew
        return None if hidden else kept

    def _found(self, stored: str) -> Kept | None:
        rows = self.file.run("find", {"key": stored})
        return _kept(rows[0]) if rows else None

    def _place(self, key: str) -> str:
        """The key under which a request's answer is kept now."""
        begun = self._found(ANEW + key) if self._anew else None
        return ANEW + key if begun is not None and begun.article_id in self._anew else key

    def about(self, article_id: str) -> list[tuple[str, Kept]]:
        """All that is kept about an article, by key."""
        return [
            (row[0], _kept(row[1:])) for row in self.file.run("about", {"article_id": article_id})
        ]

    def unasked(self) -> list[tuple[str, Kept]]:
        """What was imported and nobody has asked for yet, by key."""
        return [(row[0], _kept(row[1:])) for row in self.file.run("unasked")]

    def _place_of_new(self, key: str, about: str | None) -> str:
        """The key under which a new answer is kept: the old one's, unless that is still in use."""
        if about not in self._anew:
            return key
        old = self._found(key)
        return ANEW + key if old is not None and old.billed else key

    def keep(
        self,
        key: str,
        kept: Kept,
        *,
        model: str | None,
        shape: str | None,
        shown: Shown | None,
        batch: str | None = None,
    ) -> None:
        """Keep an answer, the article as it was shown, and that a `batch` gave it, in one step.

        On return it survives the death of this process.
        """
        usage = kept.usage
        about = shown.read.article_id if shown else None
        with self.file.transaction():
            if batch is not None:
                self.file.run("batch/answered", {"batch": batch, "key": key})
            if shown is not None:
                self.file.run("keep_article", _given(shown))
            self.file.run(
                "keep",
                {
                    "key": self._place_of_new(key, about),
                    "article_id": about,
                    "model": model,
                    "shape": shape,
                    "outcome": kept.outcome,
                    "reason": kept.reason,
                    "raw": kept.raw,
                    "attempts": usage.attempts,
                    "input_tokens": usage.input_tokens,
                    "output_tokens": usage.output_tokens,
                    "cached_tokens": usage.cached_tokens,
                    "latency_ms": usage.latency_ms,
                    "batch_input_tokens": usage.batch_input_tokens,
                    "batch_output_tokens": usage.batch_output_tokens,
                    "batch_cached_tokens": usage.batch_cached_tokens,
                    "received_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                },
            )

    def attach(self, key: str, shape: str, shown: Shown, unreadable: str | None = None) -> None:
        """Note which article an imported answer is about, and whether it can be read."""
        with self.file.transaction():
            self.file.run("keep_article", _given(shown))
            article_id = shown.read.article_id
            self.file.run("attach", {"key": key, "article_id": article_id, "shape": shape})
            if unreadable is not None:
                self.file.run("spoil", {"key": key, "reason": unreadable})

    def shown(self, article_id: str, text: Article) -> Shown | None:
        """The article as it was last shown to a model; `text` gives what is not kept here."""
        rows = self.file.run("article", {"article_id": article_id})
        if not rows:
            return None
        given = json.loads(rows[0][0])
        kept = text.model_dump(include=BY_READING) | given["read"]
        return Shown(Article.model_validate(kept), DateInterval.model_validate(given["published"]))

    def claim(self, keys: Iterable[str], run_id: str) -> None:
        """Note the run whose outcome counts these answers, just before it lands."""
        places = [{"key": self._place(key), "run_id": run_id} for key in keys]
        if places:
            with self.file.transaction():
                self.file.many("claim", places)

    def bill(self, keys: Iterable[str]) -> None:
        """Note that the outcome that counts these answers has landed.

        What was asked anew takes its old answer's place, unless it is a failure and that is
        none.
        """
        stored = [self._place(key) for key in keys]
        anew = [key for key in stored if key.startswith(ANEW)]
        if stored:
            with self.file.transaction():
                self.file.many("bill", [{"key": key} for key in stored])
                for step in ("make_place", "take_place", "drop_anew"):
                    self.file.many(step, [{"new": k, "old": k.removeprefix(ANEW)} for k in anew])

    def claimed(self) -> list[tuple[str, str, str | None]]:
        """(key, run_id, article_id) of answers of which only the database knows whether
        their outcome has landed.
        """
        return [(key, run_id, article_id) for key, run_id, article_id in self.file.run("claimed")]

    def begun_anew(self) -> int:
        """How many answers a replay paid for that was killed before it landed."""
        return int(self.file.run("begun_anew")[0][0])

    def forget(self, article_id: str) -> int:
        """Take out all that was answered about an article, for good; returns how many answers.

        What a batch still answers about it is not kept; that it was asked is, without a word.
        Their bytes are overwritten, in the file and in its journal.
        """
        with self.file.transaction():
            forgotten = self.file.count("forget_answers", {"article_id": article_id})
            for name in ("forget_article", *WAITING):
                self.file.run(name, {"article_id": article_id})
        self.file.flush()
        return forgotten


def answers_path(db: Path) -> Path:
    """Where a database's answers are kept: `a/summits.duckdb -> a/summits.answers`."""
    return db.with_suffix(".answers") if db.suffix == ".duckdb" else Path(f"{db}.answers")


def _kept(row: Sequence[Any]) -> Kept:
    outcome, reason, raw, attempts, asked, given, cached, latency, *batch, billed, article_id = row
    usage = Usage(attempts, asked, given, latency, cached, *batch)
    return Kept(outcome, raw, usage, reason, bool(billed), article_id)


def _given(shown: Shown) -> dict[str, str]:
    given = {
        "read": shown.read.model_dump(mode="json", exclude=BY_READING),
        "published": shown.published.model_dump(mode="json"),
    }
    return {
        "article_id": shown.read.article_id,
        "given": json.dumps(given, ensure_ascii=False),
    }
