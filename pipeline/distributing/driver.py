"""The driver: articles into shards, the workers' ends and answers back, a shard at a time."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from types import TracebackType
from typing import Protocol, Self
from uuid import uuid4

from pipeline.distributing.place import Place
from pipeline.distributing.shard import (
    END,
    ENDS,
    SHARD,
    Answered,
    Asked,
    answers_in,
    articles_of,
    ends_of,
    put_articles,
    put_given,
    say_there,
    shard_name,
)
from pipeline.distributing.takedown import KEPT, OPEN
from pipeline.distributing.worker import Report
from pipeline.errors import ConfigurationError, SummitryError
from pipeline.extracting.faults import first_line
from pipeline.resolving.dated import dated_article
from pipeline.running.attempt import Stop
from pipeline.running.ceilings import Spending
from pipeline.running.ending import Done
from pipeline.storing.answers import Answers, Kept, Shown
from pipeline.storing.takedowns import Takedowns
from schemas.records import Article

FLUSH_SECONDS = 0.5
"""So long a shard waits for more articles."""
AT_FIRST = 1_000
"""Articles that may be on their way before it is known how many workers there are."""
Way = tuple[Article, "asyncio.Future[Done]"]
"""An article on its way, and its end."""


class Cluster(Protocol):
    """Who works shards off; all but `leave` is called in one thread."""

    def begin(self) -> int:
        """Be ready; how many articles it takes at once."""

    def reports(self, session: str) -> Iterator[Report]:
        """What came of the shards of that folder, in any order, until its END."""

    def leave(self) -> None:
        """Stop all work, at once."""


class Driver:
    """Takes articles to their ends through a cluster, which begins with the first of them.

    What workers were paid for is kept in `answers` before an article counts as ended: an
    end that is lost with the driver is made again without a call. With `keep` the ends'
    Parquet stays, below `kept`.
    """

    def __init__(
        self,
        cluster: Callable[[], Cluster],
        place: Place,
        answers: Answers,
        spending: Spending,
        *,
        keep: bool = False,
    ) -> None:
        self._make = cluster
        self._cluster: Cluster | None = None
        self._place = place
        self._session = place / OPEN / uuid4().hex[:12]
        self._answers = answers
        self._spending = spending
        self._keep = keep
        self._width = AT_FIRST
        self._waiting: list[Way] = []
        """Not in a shard yet."""
        self._flush: asyncio.TimerHandle | None = None
        self._sent: dict[str, dict[str, Way]] = {}
        """Of each shard under way its articles, by id."""
        self._count = 0
        self._putting: set[asyncio.Task[None]] = set()
        self._reports: asyncio.Queue[Report | Exception | None] = asyncio.Queue()
        self._taking: asyncio.Task[None] | None = None
        self._fault: Exception | None = None

    async def __aenter__(self) -> Self:
        """Take up what a driver that died had not.

        Raises ConfigurationError where another database's shards lie.
        """
        owner, own = self._place / "answers-go-to", self._answers.file.path.encode()
        if (found := owner.get()) is None:
            owner.put(own)
        elif found != own:
            raise ConfigurationError(
                f"{self._place.url} holds shards of {found.decode()}: give each database a path "
                f"of its own (--shards), or remove {owner.name} there if it has moved"
            )
        Takedowns(self._answers).note_shards(self._place.url)
        for session in (self._place / OPEN).within():
            await self._rescue(session)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._taking is None:
            return
        try:
            if kind is None:
                await asyncio.gather(*self._putting)
                await asyncio.to_thread(say_there, self._session, END)
                await self._taking
        finally:  # a full disk has no room for END either
            if self._cluster is not None:
                await asyncio.to_thread(self._cluster.leave)
            self._taking.cancel()
        await asyncio.gather(*self._putting, self._taking, return_exceptions=True)
        await self._rescue(self._session)

    def width(self) -> int:
        """How many articles may be under way."""
        return self._width

    async def end(self, article: Article) -> Done:
        """How it ends; raises Stop where every other would meet the same."""
        if self._fault is not None:
            raise self._fault
        try:
            article.model_dump_json()
        except ValueError as error:  # half a surrogate pair is no Unicode
            reason = f"the article cannot be sent: {first_line(error)}"
            return Done(article.source_path, article.article_id, "invalid", reason)
        if self._taking is None:
            self._begin()
        end: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._waiting.append((article, end))
        if len(self._waiting) >= SHARD:
            self._send()
        elif self._flush is None:
            self._flush = asyncio.get_running_loop().call_later(FLUSH_SECONDS, self._send)
        return await end

    def _begin(self) -> None:
        given = [Answered(key, None, kept) for key, kept in self._answers.unasked()]
        loop = asyncio.get_running_loop()

        def hear(report: Report | Exception | None) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody listens any more
                loop.call_soon_threadsafe(self._reports.put_nowait, report)

        def work() -> None:
            try:
                if given:
                    put_given(self._session, given)
                self._cluster = self._make()
                self._width = self._cluster.begin()
                for report in self._cluster.reports(self._session.url):
                    hear(report)
                hear(None)
            except Exception as error:  # noqa: BLE001 - raised where it is awaited
                hear(error)

        threading.Thread(target=work, daemon=True, name="cluster").start()
        self._taking = asyncio.create_task(self._take_reports())

    def _send(self) -> None:
        if self._flush is not None:
            self._flush.cancel()
            self._flush = None
        self._count += 1
        name = shard_name(self._count)
        self._sent[name] = {article.article_id: (article, end) for article, end in self._waiting}
        self._waiting = []
        putting = asyncio.create_task(self._put(name))
        self._putting.add(putting)
        putting.add_done_callback(self._putting.discard)

    async def _put(self, name: str) -> None:
        asked = [
            Asked(article, tuple(self._known(article.article_id)))
            for article, _ in self._sent[name].values()
        ]
        try:
            await asyncio.to_thread(put_articles, self._session / name, asked)
            await asyncio.to_thread(say_there, self._session, name)
        except Exception as error:  # noqa: BLE001 - nobody else hears of it
            self._fail(error)

    def _known(self, article_id: str) -> Iterable[Answered]:
        return (Answered(key, article_id, kept) for key, kept in self._answers.about(article_id))

    async def _take_reports(self) -> None:
        try:
            while (report := await self._next_report()) is not None:
                await self._take(report)
        except Exception as error:  # noqa: BLE001 - the cluster's own, of any kind
            self._fail(error)

    async def _next_report(self) -> Report | None:
        """None at the end; raises what ended the cluster."""
        report = await self._reports.get()
        if isinstance(report, Exception):
            raise report
        if report is None and self._sent:
            raise Stop("the cluster ended before the articles did; run the same again")
        return report

    async def _take(self, report: Report) -> None:
        """Take a shard up: its answers kept, its articles ended, nothing of it left."""
        sent = self._sent.get(report.shard)
        if sent is None:
            return  # told again: it was taken up
        shard = self._session / report.shard
        ends = await asyncio.to_thread(ends_of, shard)
        articles = {article_id: article for article_id, (article, _) in sent.items()}
        self._keep_answers((answer for end in ends for answer in end.answers), articles)
        self._spending.add(report.spent)
        if report.stop is None:
            if self._keep:
                await asyncio.to_thread(self._keep_shard, shard, articles)
            await asyncio.to_thread(shard.remove)
        del self._sent[report.shard]
        for done in (end.done for end in ends):
            _, end = sent.pop(str(done.article_id))
            if not end.done():
                end.set_result(replace(done, cost_usd=self._spending.cost_of(done.usage)))
        lost = Stop(
            report.stop
            or f"shard {shard.url} is not there: a worker must see the same folder as "
            "this machine; name such a one, or a bucket, with --shards"
        )
        _fail_all(sent.values(), lost)

    def _keep_shard(self, shard: Place, articles: Iterable[str]) -> None:
        name = sha256("\n".join((self._session.name, *sorted(articles))).encode()).hexdigest()[:16]
        (self._place / KEPT / f"{name}.parquet").put((shard / ENDS).get() or b"")

    def _keep_answers(self, answers: Iterable[Answered], articles: dict[str, Article]) -> None:
        """Keep what is new; what is about an article that is not there cannot be read again."""
        for answer in answers:
            article = articles.get(answer.article_id or "")
            if article is None:
                continue
            shown = Shown(article, dated_article(article).published)
            shape = answer.shape or ""
            if answer.kept is None:
                self._answers.attach(answer.key, shape, shown, answer.unreadable)
            elif _is_new(answer.kept, self._answers.find(answer.key)):
                self._answers.keep(
                    answer.key, answer.kept, model=answer.model, shape=shape, shown=shown
                )

    async def _rescue(self, session: Place) -> None:
        """Keep what was answered in a session that is over, and remove it."""
        for shard in await asyncio.to_thread(lambda: list(session.within())):
            if answers := await asyncio.to_thread(answers_in, shard):
                asked = await asyncio.to_thread(articles_of, shard) or []
                self._keep_answers(answers, {one.article.article_id: one.article for one in asked})
        await asyncio.to_thread(session.remove)

    def _fail(self, error: Exception) -> None:
        fault: Exception = error
        if not isinstance(error, SummitryError):
            words = str(error).strip().splitlines() or [""]
            fault = Stop(f"the cluster failed: {type(error).__name__}: {words[-1]}")
            fault.__cause__ = error
        self._fault = fault
        _fail_all(self._waiting, fault)
        for sent in self._sent.values():
            _fail_all(sent.values(), fault)
        self._sent.clear()


def _fail_all(ways: Iterable[Way], fault: Exception) -> None:
    for _, end in ways:
        if not end.done():
            end.set_exception(fault)


def _is_new(kept: Kept, there: Kept | None) -> bool:
    """Whether it is to be kept: a good answer, and what is billed already, stay as they are."""
    if there is None:
        return True
    same = (there.outcome, there.raw, there.usage) == (kept.outcome, kept.raw, kept.usage)
    return there.outcome != "answer" and not same
