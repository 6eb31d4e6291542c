"""A worker: takes a shard's articles to their ends, whatever died on the way before it."""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field

from pipeline.distributing.place import Place
from pipeline.distributing.shard import (
    Answered,
    Asked,
    Ended,
    answers_in,
    articles_of,
    given_in,
    put_answer,
    put_ends,
)
from pipeline.errors import SummitryError, Usage
from pipeline.extracting.bymodel import by_model
from pipeline.extracting.model import Model, ModelSettings
from pipeline.running.attempt import Attempt, Stop
from pipeline.running.garbage import seldom_collected
from pipeline.storing.answers import Kept, Shown


@dataclass(frozen=True, slots=True)
class Orders:
    """What a worker needs to know."""

    session: str
    """The folder of the run's shards."""
    asked: ModelSettings
    """`jobs` are this worker's."""
    prompt: str
    endpoint: str
    """Whom to name where nobody answers."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a shard; its articles' ends lie in the shard."""

    shard: str
    spent: Usage = Usage()  # noqa: RUF009 - frozen
    """On calls, those of workers that died over it among them."""
    stop: str | None = None
    """A fault that every other article would meet too."""


@dataclass
class Memory:
    """The answers that a shard's articles may ask for; a new one is safe once it is kept."""

    shard: Place
    given: dict[str, Kept] = field(default_factory=dict)
    found: dict[str, Answered] = field(default_factory=dict)
    """New ones, by key: the driver does not have them."""

    def find(self, key: str) -> Kept | None:
        new = self.found.get(key)
        return new.kept if new is not None and new.kept is not None else self.given.get(key)

    def keep(
        self, key: str, kept: Kept, *, model: str | None, shape: str | None, shown: Shown | None
    ) -> None:
        about = shown.read.article_id if shown else None
        answer = Answered(key, about, kept, model, shape)
        put_answer(self.shard, answer)
        self.found[key] = answer

    def attach(self, key: str, shape: str, shown: Shown, unreadable: str | None = None) -> None:
        about = shown.read.article_id
        self.found[key] = Answered(key, about, shape=shape, unreadable=unreadable)

    def of(self, article_id: str | None) -> tuple[Answered, ...]:
        return tuple(one for one in self.found.values() if one.article_id == article_id)


class Worker:
    """One of a process; its methods run in one event loop."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._session = Place(orders.session)
        self._model: Model | None = None
        self._imported: tuple[Answered, ...] = ()
        self._answered = False
        self._seldom = ExitStack()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._model is not None:
            await self._model.__aexit__()
        self._seldom.close()

    async def extract(self, name: str) -> Report:
        """Take the articles of one shard to their ends.

        Done again, it asks only what no worker before it was answered, and puts the same
        ends in the place of the old.
        """
        shard = self._session / name
        asked = articles_of(shard)
        if asked is None:
            return Report(name)
        try:
            model = self._connected()
            return await self._extracted(shard, asked, model)
        except SummitryError as error:
            return Report(name, stop=str(error))

    def _connected(self) -> Model:
        if self._model is None:
            self._imported = given_in(self._session)
            self._model = Model.connect(self._orders.asked)
            # As long as the worker lives: shards go on beside one another.
            self._seldom.enter_context(seldom_collected())
        return self._model

    async def _extracted(self, shard: Place, asked: list[Asked], model: Model) -> Report:
        given = (*self._imported, *(answer for one in asked for answer in one.answers))
        rescued = answers_in(shard)
        memory = Memory(
            shard,
            {answer.key: answer.kept for answer in given if answer.kept is not None},
            {answer.key: answer for answer in rescued},
        )
        spent = [answer.kept.usage for answer in rescued if answer.kept is not None]
        extracts = by_model(model, model, memory, self._orders.prompt, spent=spent.append)
        attempt = Attempt(extracts, lambda _: None, self._orders.endpoint, self._answered)
        ends = await asyncio.gather(
            *(attempt.end(one.article) for one in asked), return_exceptions=True
        )
        self._answered |= attempt.answered
        done = [end for end in ends if not isinstance(end, BaseException)]
        faults = [end for end in ends if isinstance(end, BaseException)]
        put_ends(shard, [Ended(end, memory.of(end.article_id)) for end in done])
        stop = next((str(fault) for fault in faults if isinstance(fault, Stop)), None)
        if stop is None and faults:
            raise faults[0]
        return Report(shard.name, sum(spent, Usage()), stop)
