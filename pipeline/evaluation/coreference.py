"""Events across articles: which meetings are one, by scorch's MUC, B³ and CEAF-e.

A mention is a meeting record; an aligned pair is the same mention on both sides. A summit
without event_id is an event of its own. Gold's missed meetings stand on its side alone; found
meetings without partner stand on theirs alone where gold is complete, else they are left out
(the devset does not know them). CoNLL is the mean of the three F1; where neither side merges
anything MUC has nothing to count, and it and CoNLL are left out. No interval is given: an
article that is drawn twice would merge with itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from statistics import mean

from pipeline.evaluation.gold import GoldMeeting
from pipeline.evaluation.meeting_slots import Aligned, words_of
from pipeline.evaluation.results import Figure, Result
from pipeline.evaluation.stored import StoredMeeting

Clusters = list[set[str]]
Scorer = Callable[[Clusters, Clusters], tuple[float, float, float]]


def score_events(articles: Sequence[Aligned]) -> list[Figure]:
    """Figures with and without singletons, and how many pairs are wrongly or not merged."""
    key: dict[str, str] = {}
    response: dict[str, str] = {}
    for article in articles:
        for meeting in article.gold.meetings:
            key[meeting.id] = meeting.event
        for meeting, found in article.pairs:
            response[meeting.id] = event_of(found)
        for found in article.extra if article.complete else ():
            response[f"+{found.id}"] = event_of(found)
    gold_clusters, found_clusters = clusters(key), clusters(response)
    figures = list(scores(gold_clusters, found_clusters, "event"))
    key_merged, found_merged = (
        [cluster for cluster in side if len(cluster) > 1]
        for side in (gold_clusters, found_clusters)
    )
    figures += scores(key_merged, found_merged, "event.no_singletons")
    pairs = [(article.gold.doc, *pair) for article in articles for pair in article.pairs]
    return [*figures, *_merges(pairs)]


def event_of(found: StoredMeeting) -> str:
    return found.event_id or f"single:{found.id}"


def clusters(event_of_mention: dict[str, str]) -> Clusters:
    """`{"a": "e1", "b": "e1", "c": "e2"} -> [{"a", "b"}, {"c"}]`"""
    groups: dict[str, set[str]] = {}
    for mention, event in event_of_mention.items():
        groups.setdefault(event, set()).add(mention)
    return list(groups.values())


def scores(key: Clusters, response: Clusters, prefix: str) -> Iterator[Figure]:
    """MUC, B³, CEAF-e and CoNLL; none where gold, or both without merges, have nothing."""
    from scorch.scores import b_cubed, ceaf_e, muc

    mentions = sum(map(len, key))
    if not mentions:
        return
    scorers: dict[str, Scorer] = {"b3": b_cubed, "ceaf_e": ceaf_e}
    if any(len(cluster) > 1 for cluster in (*key, *response)):
        scorers = {"muc": muc, **scorers}
    made = []
    for name, scorer in scorers.items():
        recall, precision, f1 = scorer(key, response)
        made.append(Figure(f"{prefix}.{name}", f1, mentions, precision, recall))
    yield from made
    if "muc" in scorers:
        conll = mean(figure.value or 0.0 for figure in made)
        yield Figure(f"{prefix}.conll", conll, mentions)


def _merges(pairs: Iterable[tuple[str, GoldMeeting, StoredMeeting]]) -> Iterator[Figure]:
    """Counts over pairs of aligned meetings: one event for two, two events for one."""
    false: list[Result] = []
    missed: list[Result] = []
    for (doc_a, gold_a, found_a), (doc_b, gold_b, found_b) in combinations(list(pairs), 2):
        wanted, got = gold_a.event == gold_b.event, event_of(found_a) == event_of(found_b)
        if wanted == got:
            continue
        words = " / ".join(words_of(meeting) for meeting in (gold_a, gold_b))
        docs = doc_a if doc_a == doc_b else f"{doc_a}, {doc_b}"
        shown = ("two events", "one") if got else ("one event", "two")
        metric, rows = ("event.false_merges", false) if got else ("event.missed_merges", missed)
        rows.append(Result(metric, docs, f"{gold_a.id}+{gold_b.id}", 0, 1, 1, *shown, words))
    yield Figure("event.false_merges", float(len(false)), len(false), results=tuple(false))
    yield Figure("event.missed_merges", float(len(missed)), len(missed), results=tuple(missed))
