"""Batches in the file of kept answers: what was submitted, what it answers, who waits for it.

The sources that wait are kept whole, with their texts: whoever has the database and its
answers can collect, tomorrow or on another machine. `terms` are model, endpoint, mode and
prompt as one JSON text: what all requests of a batch have in common.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.storing.answers import Answers, Kept

PAIRS = "(claim pairs)"
"""Stands for a source: how claims stand to each other, asked once the articles are in."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch as it was last seen."""

    name: str
    """SHA-256 of its file of requests, `.`, how often it was submitted before."""
    terms: str
    batch_id: str | None
    """None: about to be made."""
    status: str
    """As the endpoint calls it; "about to be made" while nobody knows whether it has the batch."""
    requests: int
    completed: int
    """As the endpoint counts; requests that failed are not among them."""
    failed: int
    begun_at: str
    """UTC."""
    collected_at: str | None
    """When its answers were read in; None: they were not yet."""
    open: int
    """Requests of which nobody knows how they ended."""

    def age_left(self, seconds: float) -> float:
        """How much is left until it is so many seconds old; below 0 if it is older."""
        begun = datetime.fromisoformat(self.begun_at)
        return seconds - (datetime.now(UTC) - begun).total_seconds()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One source that waits, without its text."""

    place: int
    source_path: str
    article_id: str | None


class Batches:
    """The batches of one file of answers."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.file = answers, answers.file

    # -- sources that wait ----------------------------------------------------------------

    def wait(self, terms: str, sources: Iterable[tuple[str, str | None, str]]) -> None:
        """Keep sources: (source_path, article_id, the source as JSON), all in one step."""
        with self.file.transaction():
            for path, article_id, source in sources:
                self.file.run(
                    "batch/wait",
                    {
                        "terms": terms,
                        "source_path": path,
                        "article_id": article_id,
                        "source": source,
                    },
                )

    def wait_to_judge(self, terms: str) -> None:
        """Have pairs of claims judged on these terms, once the articles are in."""
        self.wait(terms, [(PAIRS, None, "")])

    def to_judge(self, terms: str) -> bool:
        """Whether pairs of claims are to be judged now."""
        return bool(self.file.run("batch/to_judge", {"terms": terms}))

    def judged(self, terms: str, *, again: bool = False) -> None:
        """They are; or their failure was told, and they wait to be asked `again`."""
        with self.file.transaction():
            self.file.run("batch/told", {"article_id": PAIRS})
            if not again:
                self.file.run("batch/judged", {"terms": terms})

    def terms(self) -> dict[str, int]:
        """The terms on which something waits -> how many sources do."""
        return dict(self.file.run("batch/terms"))

    def waiting(self, terms: str) -> list[Waiting]:
        """In the order in which they came."""
        return [Waiting(*row) for row in self.file.run("batch/sources", {"terms": terms})]

    def source(self, place: int) -> str:
        """A source that waits, as JSON."""
        return str(self.file.run("batch/source", {"place": place})[0][0])

    def landed(self, ended: Iterable[Waiting], again: Iterable[Waiting]) -> None:
        """Let those go that have `ended`; those whose failure was told wait to be asked `again`."""
        with self.file.transaction():
            for one in ended:
                self.file.run("batch/waits_no_more", {"place": one.place})
            for one in again:
                self.file.run("batch/told", {"article_id": one.article_id})

    # -- batches --------------------------------------------------------------------------

    def all(self) -> list[Batch]:
        """The earliest first."""
        return [Batch(*row) for row in self.file.run("batch/all")]

    def name(self, digest: str) -> str:
        """What the next batch of this content is called."""
        return f"{digest}.{self.file.run('batch/times', {'digest': digest})[0][0]}"

    def is_open(self, key: str) -> bool:
        """Whether a batch is still to answer this request."""
        return bool(self.file.run("batch/is_open", {"key": key}))

    def intend(self, name: str, terms: str, requests: Iterable[tuple[str, str]]) -> None:
        """Note, before anything is sent, a batch of these (key, article_id)."""
        requests = list(requests)
        with self.file.transaction():
            self.file.run(
                "batch/intend",
                {"name": name, "terms": terms, "requests": len(requests), "at": _now()},
            )
            for key, article_id in requests:
                self.file.run(
                    "batch/intend_request", {"batch": name, "key": key, "article_id": article_id}
                )

    def drop(self, name: str) -> None:
        """Take back what was intended and never made."""
        with self.file.transaction():
            self.file.run("batch/drop", {"name": name})
            self.file.run("batch/drop_requests", {"name": name})

    def seen(self, name: str, batch_id: str, status: str, completed: int, failed: int) -> None:
        self.file.run(
            "batch/refresh",
            {
                "name": name,
                "batch_id": batch_id,
                "status": status,
                "completed": completed,
                "failed": failed,
            },
        )

    # -- what came of requests ------------------------------------------------------------

    def state(self, name: str, key: str) -> str | None:
        """`open`, `answered` or `failed`; None for a request that is not of this batch."""
        rows = self.file.run("batch/state", {"batch": name, "key": key})
        return str(rows[0][0]) if rows else None

    def forgotten(self, name: str) -> int:
        """How many of its requests were about articles that have been forgotten."""
        return int(self.file.run("batch/forgotten", {"batch": name})[0][0])

    def keep(self, name: str, key: str, kept: Kept) -> None:
        self.answers.keep(key, kept, model=None, shape=None, shown=None, batch=name)

    def fail(self, name: str, key: str, reason: str) -> None:
        self.file.run("batch/fail", {"batch": name, "key": key, "reason": reason})

    def collected(self, name: str, reason: str) -> None:
        """All its answers are in; what is open still fails for `reason`."""
        with self.file.transaction():
            self.file.run("batch/fail_rest", {"batch": name, "reason": reason})
            self.file.run("batch/collected", {"name": name, "at": _now()})

    def failures(self, terms: str) -> dict[str, str]:
        """Key -> why, of requests that failed and are not asked again, until that has landed."""
        return dict(self.file.run("batch/failures", {"terms": terms}))


def open_batches(batches: Iterable[Batch]) -> Iterator[Batch]:
    return (batch for batch in batches if batch.collected_at is None)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
