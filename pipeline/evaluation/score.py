"""The whole evaluation of one database against one gold."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from pipeline.errors import ConfigurationError, UsageError
from pipeline.evaluation.actors import Cast, Who, score_actors
from pipeline.evaluation.claims import score_claims
from pipeline.evaluation.coreference import score_events
from pipeline.evaluation.gold import Gold, GoldArticle
from pipeline.evaluation.meeting_slots import Aligned
from pipeline.evaluation.meetings import score_meetings
from pipeline.evaluation.results import Figure, Result, figures
from pipeline.evaluation.spans import locate
from pipeline.evaluation.statements import score_statements
from pipeline.evaluation.stored import StoredArticle, find_articles
from pipeline.storing.database import Database

PACKAGES = ("scipy", "scorch")
"""The extra `eval`: assignment and coreference scorers."""
MISSED = "(missed)"
EXTRA = "(not in gold)"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What `summitry eval` found."""

    gold: str
    run_ids: tuple[str, ...]
    """The runs whose records were judged, the latest first."""
    docs: tuple[str, ...]
    absent: tuple[str, ...]
    """Gold documents that the database never saw: not scored."""
    failed: tuple[tuple[str, str], ...]
    """Gold documents whose reading failed, and how: all that gold has of them is missed."""
    lost: tuple[str, ...]
    """Gold's words that the stored text does not hold: a fault of reading, or of gold."""
    unjudged: int
    """Found meetings that an incomplete gold says nothing about."""
    figures: tuple[Figure, ...]
    confusion: Mapping[tuple[str, str], int]
    """(gold's status, found status) -> meetings."""

    def figure(self, metric: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.metric == metric), None)


def evaluate(database: Database, gold: Gold) -> Evaluation:
    """Score every gold article that the database saw; raises UsageError if it saw none.

    Raises ConfigurationError where the packages of the extra `eval` are not installed.
    """
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"summitry eval needs {' and '.join(missing)}: pip install 'summitry[eval]'"
        )
    stored = find_articles(database, gold.articles)
    seen = [(one, article) for one in gold.articles if (article := stored[one.doc]) is not None]
    absent = tuple(one.doc for one in gold.articles if stored[one.doc] is None)
    if not seen:
        raise UsageError(
            f"{database.path} holds none of the {len(gold.articles)} articles of gold; "
            f"looked for {', '.join(absent[:3])}{' …' if len(absent) > 3 else ''}"
        )
    results: list[Result] = []
    told: list[Result] = []
    people: list[Cast] = []
    aligned: list[Aligned] = []
    for one, article in seen:
        who = Who(one.actors, article.actors)
        meetings, scored = score_meetings(one, article, who)
        aligned.append(meetings)
        results += scored
        if one.statements or one.claims:
            meeting_of = {found.id: meeting.id for meeting, found in meetings.pairs}
            told += score_statements(one, article, who, meeting_of)
            told += score_claims(one, article, who)
            people.append((one.doc, one.actors, article.actors, who))
    told += score_actors(people)
    docs = tuple(one.doc for one, _ in seen)
    ids = [article.article_id for _, article in seen if article.article_id]
    runs = database.run("eval_runs", {"articles": ids}).rows
    extra = sum(len(meetings.extra) for meetings in aligned)
    # Those that count as errors: all where gold is complete, else those that repeat a meeting.
    errors = sum(1 for result in results if result.metric == "meeting" and not result.in_gold)
    return Evaluation(
        gold=gold.label,
        run_ids=tuple(row[0] for row in runs),
        docs=docs,
        absent=absent,
        failed=tuple(
            (one.doc, article.outcome)
            for one, article in seen
            if article.outcome not in {"records", "empty", None}
        ),
        lost=tuple(_lost(seen)),
        unjudged=extra - errors,
        figures=(
            *sorted(figures([*results, *told], docs), key=_place),
            *score_events(aligned),
            _ungrounded(seen),
        ),
        confusion=_confusion(aligned),
    )


GROUPS = ("meeting", "statement", "quote_coverage", "claim", "actor")


def _place(figure: Figure) -> tuple[int, str]:
    return GROUPS.index(figure.metric.partition(".")[0]), figure.metric


def _ungrounded(seen: list[tuple[GoldArticle, StoredArticle]]) -> Figure:
    rows = tuple(
        Result(
            "ungrounded", one.doc, f"evidence:{at}", 0, 1, 1, "the article's words", "others", text
        )
        for one, article in seen
        for at, text in enumerate(article.ungrounded)
    )
    return Figure("ungrounded", float(len(rows)), len(rows), results=rows)


def _lost(seen: list[tuple[GoldArticle, StoredArticle]]) -> list[str]:
    return [
        f"{record}: {quote.text}"
        for one, article in seen
        if article.article_id
        for record, quotes in (
            *((m.id, m.evidence) for m in one.meetings),
            *((s.id, s.content) for s in one.statements),
            *((c.id, c.evidence) for c in one.claims),
        )
        for quote in quotes
        if locate(article.text, quote.text, quote.near) is None
    ]


def _confusion(
    aligned: list[Aligned],
) -> dict[tuple[str, str], int]:
    counts: Counter[tuple[str, str]] = Counter()
    for meetings in aligned:
        for meeting, found in meetings.pairs:
            right = found.status in meeting.statuses
            counts[found.status if right else meeting.statuses[0], found.status] += 1
        for meeting in meetings.missed:
            counts[meeting.statuses[0], MISSED] += 1
        if meetings.complete:
            for found in meetings.extra:
                counts[EXTRA, found.status] += 1
    return dict(counts)
