"""How claims stand to each other: what a live run asks at its end, in a batch after the others."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pipeline.batching.terms import Terms
from pipeline.errors import ModelError, NotAnswered
from pipeline.extracting.model import Answer
from pipeline.extracting.prompt import Message
from pipeline.extracting.recall import Recall
from pipeline.relating.claimlinks import candidates
from pipeline.relating.judge import Judgement, judge
from pipeline.relating.relate import keep_judgement
from pipeline.running.run import RunSettings, run_row
from pipeline.storing.batches import Batches
from pipeline.storing.database import Database
from pipeline.storing.land import begin_run, finish_run

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of the pairs of claims that wording decides."""

    found: Judgement
    missing: tuple[NotAnswered, ...]
    """The questions that nobody has answered."""
    keys: tuple[str, ...]
    """Of the kept answers, whose cost no outcome has counted yet."""


@dataclass
class _Asking:
    """Asks memory, and remembers what it lacks."""

    recall: Recall
    missing: list[NotAnswered] = field(default_factory=list)

    async def ask(self, messages: Sequence[Message], shape: type[T]) -> Answer[T]:
        try:
            return await self.recall.ask(messages, shape)
        except NotAnswered as error:
            self.missing.append(error)
            raise


def judged(batches: Batches, terms: Terms, db: Path) -> Judged:
    """Put the questions that a live run would put now to the kept answers."""
    with Database.open(db, read_only=True) as opened:
        pairs = candidates(opened)
    failures = batches.failures(str(terms))

    def missing(key: str, body: bytes) -> ModelError:
        # No Transport: after one of these a live run puts no further question.
        return ModelError(failures[key]) if key in failures else NotAnswered(key, body)

    asking = _Asking(Recall(terms.wire, batches.answers, missing=missing))
    found = asyncio.run(judge(pairs, asking))
    return Judged(found, tuple(asking.missing), tuple(asking.recall.keys))


def land_judged(batches: Batches, one: Judged, settings: RunSettings) -> str:
    """Keep the verdicts and what they cost, as a run of its own, whose id is returned."""
    row = run_row(settings)
    batches.answers.claim(one.keys, row.run_id)
    with Database.open(settings.db) as db:
        begin_run(db, row)
        cost_usd = settings.cost(settings.model, one.found.usage)
        keep_judgement(db, one.found, settings.model, row.run_id, cost_usd=cost_usd)
        finish_run(db, row.run_id)
    batches.answers.bill(one.keys)
    return row.run_id
