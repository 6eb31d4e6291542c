"""Relations between claims in the database: rebuilt by rules and by what a judge has said.

Rebuilding looks at all claims, so that the links depend on what is in the database alone
and not on the order in which it came. Claims are compared as columns of numbers; only the
sentences of pairs that a rule may relate are read, so many at a time. The database is open
while something is read or written, not while claims are compared or a model is asked.

    open_pairs = rebuild_claim_links(path)
    judgement = await judge(open_pairs, model)
    keep_verdicts(path, judgement, model_name)

A pair without rule and verdict is no row of `claim_links`; `candidates` lists it.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, get_args

from pipeline.identity import digest
from pipeline.lookup.registry import load
from pipeline.relating.claimblocks import Skipped
from pipeline.relating.claimcandidates import Nearest, are_candidates, most_urgent
from pipeline.relating.claimcolumns import Claims
from pipeline.relating.claimpairs import Pair, Pairs, compared, gathered, pair_of
from pipeline.relating.claimrules import (
    Link,
    contradiction_stands,
    link_of,
    may_link,
    restatements,
    told_again,
)
from pipeline.relating.claimtopics import Assertion
from pipeline.relating.judge import JUDGE, PAIRS_PER_RUN, Judgement, Verdict, sentences_of
from pipeline.relating.opening import Where, opened
from pipeline.relating.shelves import Shelves, borders
from pipeline.storing.database import Database
from pipeline.storing.land import now
from pipeline.storing.sqlfiles import sql
from schemas.judge import JudgedRelation
from schemas.tables import ClaimLinkRow, DecisionRow
from schemas.vocabulary import ClaimRelation

HALFWAY = 1e-6
"""How far from halfway between two thousandths a score is that numpy rounds as Python does."""
AT_ONCE = 25_000
"""Links that are written in one transaction."""
COLUMNS_AT_ONCE = 50_000
"""Claims that the database joins and sorts together."""
READ_AT_ONCE = 10_000
"""Pairs whose sentences are in memory together."""
VERDICT = "claim_link"
"""The kind under which `decisions` keeps verdicts."""
_RELATIONS: Mapping[JudgedRelation, tuple[ClaimRelation, bool] | None] = {
    "none": None,
    "same": ("same", False),
    "A supports B": ("supports", False),
    "B supports A": ("supports", True),
    "A qualifies B": ("qualifies", False),
    "B qualifies A": ("qualifies", True),
    "A updates B": ("updates", False),
    "B updates A": ("updates", True),
    "tension": ("tension", False),
    "contradicts": ("contradicts", False),
}
"""What a verdict means, and whether it is B that stands so to A."""
_LINK = [("a", "i4"), ("b", "i4"), ("kind", "i1"), ("score", "i2")]
_Row = tuple[str, str, ClaimRelation, str, float]
"""A link as `claim_links` has it."""
_Said = dict[tuple[str, str], tuple[str, JudgedRelation]]
"""Two claims -> the hash of their sentences and the verdict on these."""


def rebuild_claim_links(where: Where) -> tuple[Pair, ...]:
    """Make `claim_links` anew; returns the most urgent candidates not yet judged.

    Articles that are duplicates are left out: call it after `find_duplicates`. What is as
    it was is not written; the rest is, `AT_ONCE` links in a transaction.
    """
    links, undecided = _links(where)
    for since, until, rows in links.stretches():
        claims = {"since": since, "until": until}
        with opened(where, read_only=True) as db:
            there = db.run("claim_links_between", claims).rows
        if there != tuple(rows):
            with opened(where) as db, db.transaction():
                if there:
                    db.run("claim_delete_links", claims)
                db.append(ClaimLinkRow, rows)
    return undecided


def candidates(where: Where) -> tuple[Pair, ...]:
    """The pairs whose wording decides and that nobody has judged, the likeliest first.

    No more of them than one run asks about.
    """
    return _links(where)[1]


def keep_verdicts(where: Where, judgement: Judgement, model: str) -> tuple[Pair, ...]:
    """Keep what the judge said, in one transaction, then rebuild; returns what is still open.

    Verdicts stand in `decisions`, bound to the two sentences, so that no later run asks
    the same again; `undone_by` takes one out of force.
    """
    at = now()
    with opened(where) as db, db.transaction():
        db.insert(_decision(verdict, model, at) for verdict in judgement.verdicts)
    return rebuild_claim_links(where)


def _decision(verdict: Verdict, model: str, at: object) -> DecisionRow:
    return DecisionRow.model_validate(
        {
            "decision_id": digest(VERDICT, verdict.claim_a, verdict.claim_b, model, at),
            "decided_at": at,
            "decided_by": model,
            "kind": VERDICT,
            "article_id": None,
            "target": f"{verdict.claim_a},{verdict.claim_b}",
            "value": json.dumps(
                {
                    "claim_a": verdict.claim_a,
                    "claim_b": verdict.claim_b,
                    "sentences": verdict.sentences,
                    "relation": verdict.relation,
                    "prompt": JUDGE,
                }
            ),
            "undone_by": None,
        }
    )


class _Links:
    """All links as numbers on disk, until they are written: eleven bytes each."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._kinds: dict[tuple[ClaimRelation, str], int] = {}
        self._waiting: list[tuple[Any, ...]] = []
        self._size = 0
        self._found = Shelves(_LINK, borders(len(claims), AT_ONCE))
        """Places of both claims, the link's kind and its score in thousandths."""

    def add(self, relation: ClaimRelation, rule: str, a: Any, b: Any, scores: Any) -> None:
        """Links of one kind from claims at some places to claims at others."""
        import numpy as np

        kind = self._kinds.setdefault((relation, rule), len(self._kinds))
        thousandths = in_thousandths(np.asarray(scores))
        self._waiting.append((a, b, np.full(len(thousandths), kind), thousandths))
        self._size += len(thousandths)
        if self._size >= AT_ONCE:
            self._put_away()

    def _put_away(self) -> None:
        import numpy as np

        if self._waiting:
            self._found.add(*(np.concatenate(some) for some in zip(*self._waiting, strict=True)))
        self._waiting, self._size = [], 0

    def stretches(self) -> Iterator[tuple[str, str | None, list[_Row]]]:
        """(first claim, claim after the last or None, rows in order), from end to end."""
        since = ""
        waiting: list[_Row] = []
        for rows in self._stretches():
            if waiting:
                yield since, (until := rows[0][0]), waiting
                since = until
            waiting = rows
        yield since, None, waiting

    def _stretches(self) -> Iterator[list[_Row]]:
        """The links in order, all of one claim in one stretch."""
        import numpy as np

        self._put_away()
        for shelf in range(len(self._found)):
            rows = self._found[shelf]
            rows = rows[np.lexsort((rows["b"], rows["a"]))]
            start = 0
            while start < len(rows):
                end = start + AT_ONCE
                if end < len(rows):
                    end = int(np.searchsorted(rows["a"], rows["a"][end - 1], side="right"))
                yield self._rows(*(rows[name][start:end] for name, _ in _LINK))
                start = end

    def _rows(self, a: Any, b: Any, kind: Any, score: Any) -> list[_Row]:
        ids = (self._claims.ids_of(places) for places in (a, b))
        kinds = list(self._kinds)
        return [
            (one, other, *kinds[at], thousandths / 1000)
            for one, other, at, thousandths in zip(*ids, kind.tolist(), score.tolist(), strict=True)
        ]


def in_thousandths(scores: Any) -> Any:
    """Scores from 0 to 1, rounded as Python does it: by all digits of what lies halfway."""
    import numpy as np

    exact = 1000 * scores
    found = np.rint(exact).astype(np.int16)
    for at in np.flatnonzero(np.abs(np.abs(exact - found) - 0.5) < HALFWAY).tolist():
        found[at] = round(1000 * round(float(scores[at]), 3))
    return found


def _links(where: Where) -> tuple[_Links, tuple[Pair, ...]]:
    """All links, and the most urgent candidates that have no verdict."""
    with opened(where, read_only=True) as db:
        verdicts = _verdicts(db)
        people = [str(row[0]) for row in db.query(sql("claim_people")).rows]
        claims = Claims(assertions(db), load(), people)
    links, nearest = _Links(claims), Nearest(claims)
    decided: set[int] = set()
    worth_reading = _worth_reading(claims, _keys_of(claims, verdicts), links, nearest)
    for some in gathered(worth_reading, READ_AT_ONCE):
        columns, here = some.among(claims)
        candidate = are_candidates(columns, here)
        unlinked = []
        for at, pair, a, b in _read(where, claims, some):
            link = link_of(pair)
            if link is None and candidate[at]:
                # Judged pairs take their places among the nearest, so that the next run does
                # not ask about the second nearest; but what was judged stays, however many
                # are nearer.
                unlinked.append(at)
                if said := _said(pair, verdicts):
                    decided.add(claims.key(a, b))
                    link = _judged(pair, said)
            if link is not None:
                places = ([a], [b]) if link.a is pair.a else ([b], [a])
                links.add(link.relation, link.rule, *places, [link.score])
        nearest.add(columns, here.only(unlinked))
    asked = most_urgent(claims, nearest, decided, PAIRS_PER_RUN)
    return links, tuple(pair for _, pair, _, _ in _read(where, claims, asked))


def _worth_reading(
    claims: Claims, judged: list[int], links: _Links, nearest: Nearest
) -> Iterator[Pairs]:
    """The pairs whose sentences must be read.

    The links of those that repeat each other word for word go to `links`, the candidates
    among all others to `nearest`.
    """
    import numpy as np

    for columns, some in compared(claims, Skipped()):
        everywhere = some.everywhere(columns)
        said = np.isin(claims.key(everywhere.a, everywhere.b), judged)
        near = may_link(columns, some)
        again = near & ~said & told_again(columns, some)
        read = (near | said) & ~again
        rest = ~near & ~said
        repeated, places = some.only(again), everywhere.only(again)
        linked = np.zeros(len(repeated), dtype=bool)
        for relation, rule, which, turned in restatements(columns, repeated):
            these, back = places.only(which), turned[which]
            a, b = (np.where(back, *two) for two in ((these.b, these.a), (these.a, these.b)))
            links.add(relation, rule, a, b, these.whole)
            linked |= which
        rest[np.flatnonzero(again)[~linked]] = True
        left = some.only(rest)
        nearest.add(columns, left.only(are_candidates(columns, left)))
        yield everywhere.only(read)


def _read(where: Where, claims: Claims, some: Pairs) -> Iterator[tuple[int, Pair, int, int]]:
    """(number, pair with its sentences, places of its claims) of each."""
    if not len(some):
        return
    ids = [claims.ids_of(places) for places in (some.a, some.b)]
    with opened(where, read_only=True) as db:
        rows = db.run("claim_assertions", {"claim_ids": sorted({*ids[0], *ids[1]})}).dicts()
    found = {row["claim_id"]: _assertion(row) for row in rows}
    for at, (id_a, id_b, (a, b, topic, whole)) in enumerate(zip(*ids, some.each(), strict=True)):
        one, other = found.get(id_a), found.get(id_b)
        if one and other:  # else another process has just replaced its article
            yield at, pair_of(claims, one, other, topic, whole), a, b


def _keys_of(claims: Claims, verdicts: _Said) -> list[int]:
    places = ((claims.place_of(a), claims.place_of(b)) for a, b in verdicts)
    return [claims.key(a, b) for a, b in places if a is not None and b is not None]


def _judged(pair: Pair, said: JudgedRelation) -> Link | None:
    """The link that a verdict makes; a contradiction that cannot be one is tension."""
    meant = _RELATIONS[said]
    if meant is None:
        return None
    relation, turned = meant
    if relation == "contradicts" and not contradiction_stands(pair):
        relation = "tension"
    a, b = (pair.b, pair.a) if turned else (pair.a, pair.b)
    return Link(a, b, relation, "judge", round(pair.whole, 3))


def assertions(db: Database, at_once: int = COLUMNS_AT_ONCE) -> Iterator[Assertion]:
    """All claims in the order of their ids, without their evidence.

    Stretch by stretch: to join and sort all of them at once takes a kilobyte each.
    """
    ids = db.run("claim_stretches", {"size": at_once}).rows
    for since, until in pairwise(["", *(str(row[0]) for row in ids), None]):
        claims = {"since": since, "until": until}
        yield from map(_assertion, db.each(sql("claim_columns"), parameters=claims))


def _assertion(row: dict[str, Any]) -> Assertion:
    row["asserters"] = frozenset(row["asserters"] or ())
    row["asserter_names"] = tuple(row.get("asserter_names") or ())
    return Assertion(**row)


def _verdicts(db: Database) -> _Said:
    """The verdicts that stand; the later one outweighs the earlier."""
    found: _Said = {}
    for (value,) in db.query(sql("claim_verdicts")).rows:
        told = json.loads(value)
        if told.get("relation") in get_args(JudgedRelation):
            found[told["claim_a"], told["claim_b"]] = told["sentences"], told["relation"]
    return found


def _said(pair: Pair, verdicts: _Said) -> JudgedRelation | None:
    """The verdict on a pair, if its sentences are still those that were judged."""
    sentences, relation = verdicts.get((pair.a.claim_id, pair.b.claim_id), ("", None))
    return relation if relation and sentences == sentences_of(pair) else None
