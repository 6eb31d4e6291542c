"""A run: every source to exactly one outcome, extraction side by side, landing in batches."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from pipeline.errors import Usage, counted
from pipeline.extracting.bymodel import Extracts, by_model
from pipeline.extracting.byrules import rules_prompt, rules_sha256
from pipeline.extracting.extract import Asks
from pipeline.extracting.prompt import EXTRACT, is_choice, prompts_sha256
from pipeline.extracting.recall import Recall, Wire
from pipeline.extracting.second_reading import with_second_reading
from pipeline.reading.raw import Source
from pipeline.running.attempt import Attempt
from pipeline.running.ceilings import Cost, Spending
from pipeline.running.ending import Done
from pipeline.running.flight import Flight, ToEnd
from pipeline.running.garbage import seldom_collected
from pipeline.running.landing import LOCKED_SECONDS, Known, Landing, known, settle
from pipeline.settings import RULES
from pipeline.storing.answers import Answers
from pipeline.storing.land import new_run
from schemas.records import Article
from schemas.tables import RunRow

JOBS = 4


class Speaks(Asks, Wire, Protocol):
    """A model: it asks, and writes and reads without asking."""


class Workers(Protocol):
    """Takes articles to their ends in other processes, or on other machines."""

    @property
    def end(self) -> ToEnd: ...

    def width(self) -> int:
        """How many articles may be on their way there."""


Elsewhere = Callable[[Answers, Spending], AbstractAsyncContextManager[Workers]]
"""Workers, as long as the context lasts; what they are paid for is kept, and counted, here."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What shapes a run's records; kept with the run."""

    model: str
    db: Path
    prompt: str = EXTRACT
    jobs: int = JOBS
    """Calls in flight, at most."""
    judge: bool = True
    """Ask the model how claims stand to each other where rules cannot tell."""
    second_reading: bool = False
    """Have the rules read beside a model, and flag where the two differ."""
    again: bool = False
    """Extract what has its records already as well; kept answers are not paid for again."""
    anew: Collection[str] = ()
    """Articles of which the kept answers are not to be used."""
    max_usd: float | None = None
    max_tokens: int | None = None
    cost: Cost = lambda _model, _usage: None
    others: Mapping[str, Any] = field(default_factory=dict)
    """Whatever else was set, for the record."""


@dataclass
class Summary:
    """What a run came to; grows while it goes on."""

    run_id: str | None = None
    outcomes: dict[str, int] = field(default_factory=dict)
    records: dict[str, int] = field(
        default_factory=lambda: {"summits": 0, "statements": 0, "claims": 0}
    )
    rejects: int = 0
    quotes: int = 0
    quotes_covered: int = 0
    unchanged: int = 0
    usage: Usage = field(default_factory=Usage)
    """Of what landed: what a killed run paid for is counted where it lands."""
    cost_usd: float | None = None
    interrupted: bool = False
    ceiling: str | None = None
    """The ceiling that ended the run, in words."""

    def add(self, done: Done) -> None:
        if done.unchanged and not done.failed:
            self.unchanged += 1
            return
        self.outcomes[done.outcome] = self.outcomes.get(done.outcome, 0) + 1
        self.charge(done.usage, done.cost_usd)
        if done.records is not None:
            for name in self.records:
                self.records[name] += len(getattr(done.records, name))
            self.rejects += len(done.records.rejects)
            self.quotes += len(done.records.quote_spans)
            self.quotes_covered += sum(s.verdict != "open" for s in done.records.quote_spans)

    def charge(self, usage: Usage, cost_usd: float | None) -> None:
        self.usage += usage
        if cost_usd is not None:
            self.cost_usd = (self.cost_usd or 0.0) + cost_usd

    @property
    def tokens(self) -> int:
        return self.usage.input_tokens + self.usage.output_tokens

    @property
    def failed(self) -> int:
        return sum(n for kind, n in self.outcomes.items() if kind not in ("records", "empty"))

    @property
    def ended_well(self) -> int:
        return self.unchanged + sum(self.outcomes.values()) - self.failed


class _Untouched:
    """What a run leaves as it is, though a person may want it read again."""

    def __init__(self, there: Known, *, again: bool) -> None:
        self._there = there
        self._by_models = {} if again else there.by_models
        self._of_models: Counter[str] = Counter()
        self._undated = 0

    def add(self, done: Done) -> None:
        if done.published_on is not None and done.article_id is not None:
            self._undated += done.published_on != self._there.published.get(done.article_id)
        if done.article_id in self._by_models:
            self._of_models[self._by_models[done.article_id]] += 1

    def notices(self) -> Iterator[str]:
        for name, number in self._of_models.items():
            articles = counted(number, "article")
            yield f"the records that {name} made of {articles} stay: --again reads by rules"
        if self._undated:
            yield (
                f"--published is not used for {counted(self._undated, 'article')} with records "
                "already: add --again to read with it"
            )


async def run(
    sources: Iterable[Source],
    model: Speaks | None,
    settings: RunSettings,
    *,
    extracts: Extracts | None = None,
    elsewhere: Elsewhere | None = None,
    tell: Callable[[Done], None] = lambda _: None,
    notice: Callable[[str], None] = lambda _: None,
    stop: asyncio.Event | None = None,
    summary: Summary | None = None,
) -> Summary:
    """Extract and land every source; see `Summary` for what came of it.

    `extracts` makes the records, where `model` is not to be asked for them; without a
    model nobody judges either. With `elsewhere` they are made there. `tell` hears of each
    source once its rows have landed, `notice` what a person should know, `summary` is
    filled while the run goes on.

    One bad article never stops a run; a wrong key, an unknown model, an endpoint that
    never answered (Stop), a full disk (DatabaseError) do, and the same run goes on later.
    Setting `stop` lets what is in flight finish and land, as reaching a ceiling does.
    """
    summary = Summary() if summary is None else summary
    stopping = asyncio.Event() if stop is None else stop
    spending = Spending(settings.model, settings.cost, settings.max_usd, settings.max_tokens)

    there = known(settings.db, run_row(settings), notice)
    spending.add(there.spent)
    if settings.again:
        there.done.clear()
        there.told.clear()
    untouched = _Untouched(there, again=settings.again)

    def count(done: Done) -> None:
        summary.add(done)
        untouched.add(done)
        tell(done)

    keeps_answers = Answers.beside(settings.db, must_exist=model is None, anew=settings.anew)
    with seldom_collected(), keeps_answers as answers:
        settle(settings.db, answers)
        if extracts is None:
            if model is None:
                raise AssertionError("neither a model nor another extractor")
            extracts = by_model(model, model, answers, settings.prompt, spent=spending.add)
        landing = Landing(settings.db, there, answers, count, notice)
        endpoint = str(settings.others.get("base_url") or settings.model)
        to_end: ToEnd = Attempt(extracts, spending.cost_of, endpoint).end
        width = _width(model)
        try:
            async with AsyncExitStack() as stack:
                if elsewhere is not None:
                    workers = await stack.enter_async_context(elsewhere(answers, spending))
                    to_end, width = workers.end, workers.width
                # Where the model only chose among what the rules found, they said it already.
                alone = settings.model != RULES and not is_choice(settings.prompt)
                if settings.second_reading and alone:
                    to_end = _read_twice(to_end)
                flight = Flight(to_end, there, spending, stopping, width=width)
                await _to_the_end(flight.ends(sources), landing, count, there)
            summary.ceiling = flight.ceiling
            if settings.judge and model and not stopping.is_set() and not summary.ceiling:
                judging = Recall(model, answers, None, model, spent=spending.add)
                enough = lambda: stopping.is_set() or spending.reached is not None  # noqa: E731
                judged = await landing.judge(judging, spending.cost_of, enough)
                summary.charge(judged, spending.cost_of(judged))
                summary.ceiling = spending.reached
        finally:
            landing.close()
            summary.run_id = landing.run_id
    for told in untouched.notices():
        notice(told)
    summary.interrupted = stopping.is_set()
    return summary


async def _to_the_end(
    ends: AsyncGenerator[Done], landing: Landing, count: Callable[[Done], None], there: Known
) -> None:
    """Land what ends while the others go on; whatever happens, what has ended lands.

    An end that nobody was asked for and that was told before is told, and lands no more.
    """
    patience = LOCKED_SECONDS
    lander = asyncio.create_task(landing.keep_landing())
    try:
        async with aclosing(ends):
            async for done in ends:
                told = there.told.get(done.source_path)
                same = told == (done.article_id, done.outcome, done.reason)
                if done.unchanged or (same and not done.usage.attempts):
                    count(done)
                else:
                    landing.add(done)
                if lander.done():
                    break
    except asyncio.CancelledError:
        patience = 0
        raise
    finally:
        if lander.done():
            lander.result()
        lander.cancel()
        with suppress(asyncio.CancelledError):
            await lander
        await landing.finish(patience)


def _width(model: Any) -> Callable[[], int]:
    """How many articles are in flight: a few more than calls, for those between two calls."""
    pace = getattr(model, "pace", None)
    return lambda: pace.limit + pace.limit // 8 if pace is not None else 1


def _read_twice(to_end: ToEnd) -> ToEnd:
    """What ends with records ends with what the rules read otherwise as well."""

    async def end(article: Article) -> Done:
        done = await to_end(article)
        if done.records is None:
            return done
        return replace(done, records=with_second_reading(done.records))

    return end


def run_row(settings: RunSettings) -> RunRow:
    """A run that begins now."""
    by_rules = settings.model == RULES
    return new_run(
        model=settings.model,
        prompt=rules_prompt() if by_rules else settings.prompt,
        prompt_sha256=rules_sha256() if by_rules else prompts_sha256(settings.prompt),
        settings={
            "jobs": settings.jobs,
            "second_reading": settings.second_reading,
            **settings.others,
        },
    )
