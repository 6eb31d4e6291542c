"""Relating in bounded memory finds what looking at everything at once finds."""

import random
import tracemalloc
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.lookup.registry import load
from pipeline.relating.changes import Changes
from pipeline.relating.claimblocks import Skipped
from pipeline.relating.claimcandidates import OPEN, Nearest
from pipeline.relating.claimcolumns import Claims
from pipeline.relating.claimlinks import assertions, in_thousandths
from pipeline.relating.claimnumbers import DOUBTED, STRETCH
from pipeline.relating.claimpairs import Pairs, compared, pair_of
from pipeline.relating.claimrules import link_of, may_link, restatements, told_again
from pipeline.relating.claimtopics import Assertion
from pipeline.relating.events import meetings, rebuild_events
from pipeline.relating.relate import relate
from pipeline.storing.database import Database
from schemas.tables import ClaimRow, EventLinkRow, EventRow, ParticipationRow, Row, SummitRow
from tests import rows as small

DAY = date(2020, 3, 2)
links = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")),
    st.sampled_from(["rule_one", "rule_two"]),
    max_size=8,
)


@given(before=links, after=links, at_once=st.integers(1, 9))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_table_holds_just_what_was_told_whatever_it_held(
    tmp_path: Path,
    before: dict[tuple[str, str], str],
    after: dict[tuple[str, str], str],
    at_once: int,
) -> None:
    with Database.open(tmp_path / "a.duckdb") as db:
        for told in (before, after):
            changes = Changes(db, (EventLinkRow,), at_once)
            changes.add(EventLinkRow, ((a, b, "part_of", rule) for (a, b), rule in told.items()))
            with db.transaction():
                changes.write(db)
            changes.close()
            found = db.query("SELECT event_a, event_b, rule FROM event_links").rows
            assert sorted(found) == sorted((a, b, rule) for (a, b), rule in told.items())


@given(
    st.lists(st.floats(0, 1) | st.integers(0, 999).map(lambda at: (at + 0.5) / 1000), min_size=1)
)
def test_scores_are_rounded_as_python_rounds_them(scores: list[float]) -> None:
    near = [min(1.0, float(np.nextafter(score, to))) for score in scores for to in (0, 2)]
    found = in_thousandths(np.array(scores + near))
    assert found.tolist() == [round(1000 * round(score, 3)) for score in scores + near]


def claims_of(seed: int, size: int = 250) -> list[Assertion]:
    """Sentences of few words, so that many are alike; some count, some deny."""
    rng = random.Random(seed)
    made = []
    for at in range(size):
        number, thing = rng.choice((33, 34, 340)), rng.choice(("soldiers", "farmers"))
        text, value = rng.choice(
            (
                (f"At least {number} Turkish {thing} died in Idlib.", float(number)),
                (f"The {thing} did {rng.choice(('', 'not '))}leave the harbour in Idlib.", None),
                (f"The truce in {rng.choice(('Idlib', 'Aleppo'))} holds since 2018.", None),
            )
        )
        day = DAY + timedelta(days=rng.randrange(20))
        made.append(
            Assertion(
                f"c{at:04}",
                f"a{at // 4}",
                None,
                text,
                "casualty" if value else "state",
                rng.choice(("certain", "probable")),
                "-" if " not " in text else "+",
                value=value,
                unit=f"Turkish {thing}" if value else None,
                comparator=">=" if value else None,
                published_low=day,
                published_high=day,
                asserters=frozenset(rng.sample(("PUT", "ERD"), rng.randrange(3))),
            )
        )
    return made


@pytest.mark.parametrize("seed", range(3))
def test_no_pair_is_left_unread_that_a_rule_relates(seed: int) -> None:
    row = claims_of(seed)
    claims = Claims(row, load())
    linked = 0
    for columns, some in compared(claims, Skipped()):
        read = may_link(columns, some)
        for at, (a, b, topic, whole) in enumerate(some.everywhere(columns).each()):
            if link_of(pair_of(claims, row[a], row[b], topic, whole)):
                linked += 1
                assert read[at]
    assert linked > 50


@pytest.mark.parametrize("seed", range(3))
def test_columns_tell_of_what_is_told_again_what_the_rules_see(seed: int) -> None:
    rng = random.Random(seed)
    row = [
        replace(
            one,
            certainty=rng.choice((*DOUBTED, "certain", "certain")),  # type: ignore[arg-type]
            claim_type=rng.choice(("state", "state", "prediction")),
            polarity=rng.choice("+-"),  # type: ignore[arg-type]
            value=one.value if rng.random() < 0.5 else None,
            time_start=rng.choice((None, DAY, one.published_low)),
            time_end=rng.choice((None, one.published_low, DAY + timedelta(days=30))),
        )
        for one in claims_of(seed, 500)
    ]
    claims = Claims(row, load())
    kinds = Counter[tuple[str, str] | None]()
    for columns, some in compared(claims, Skipped()):
        again = some.only(told_again(columns, some))
        found: dict[int, tuple[str, str, bool]] = {}
        for relation, rule, which, turned in restatements(columns, again):
            for at in np.flatnonzero(which).tolist():
                assert at not in found
                found[at] = relation, rule, bool(turned[at])
        for at, (a, b, topic, whole) in enumerate(again.everywhere(columns).each()):
            link = link_of(pair_of(claims, row[a], row[b], topic, whole))
            seen = (link.relation, link.rule, link.a is row[b]) if link else None
            assert found.get(at) == seen
            kinds[seen and seen[:2]] += 1
    assert len(kinds) == 5  # four relations, and none
    assert min(kinds.values()) > 5


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 4)),
        unique_by=lambda one: frozenset(one[:2]),
        max_size=60,
    ),
    st.integers(1, 30),
)
@settings(max_examples=40, deadline=None)
def test_the_nearest_are_the_most_alike_of_either_claim(
    found: list[tuple[int, int, int]], unsorted: int
) -> None:
    claims = Claims(claims_of(1, 10), load())
    all_of_them, _ = claims.of(np.arange(10))
    pairs = [
        (a, b, topic / 4) if claims.order[a] < claims.order[b] else (b, a, topic / 4)
        for a, b, topic in found
        if a != b
    ]
    columns = [np.array(column) for column in zip(*pairs, strict=True)] if pairs else []
    nearest = Nearest(claims, unsorted)
    if pairs:
        a, b, topic = columns
        for part in (slice(at, at + 7) for at in range(0, len(a), 7)):
            nearest.add(all_of_them, Pairs(a, b, a, topic, topic).only(part))
    of: dict[int, list[tuple[bool, float, int, int]]] = defaultdict(list)
    for one, other, alike in pairs:
        differs = bool(all_of_them["denies"][one] != all_of_them["denies"][other])
        for end in (one, other):
            of[end].append((differs, alike, one, other))
    wanted = {key[2:] for keys in of.values() for key in sorted(keys)[-OPEN:]}
    kept = [
        pair
        for a, b, *_ in nearest.stretches()
        for pair in zip(a.tolist(), b.tolist(), strict=True)
    ]
    assert set(kept) == wanted


def test_relating_by_path_leaves_the_database_to_others_and_finds_the_same(tmp_path: Path) -> None:
    tables = []
    for name in ("open", "path"):
        path = tmp_path / f"{name}.duckdb"
        with Database.open(path) as db:
            with db.transaction():
                db.insert(small.rows())
            if name == "open":
                relate(db)
        if name == "path":
            relate(path)
            relate(path)
        with Database.open(path, read_only=True) as db:
            tables.append([db.query(f"FROM {t} ORDER BY ALL").rows for t in ("events", "summits")])
            assert db.query("SELECT count(*) FROM events").rows[0][0]
    assert tables[0] == tables[1]
    assert EventRow.table == "events"


@pytest.mark.parametrize("at_once", [1, 2, 7])
def test_claims_and_meetings_read_in_parts_are_those_read_at_once(
    tmp_path: Path, at_once: int
) -> None:
    rng = random.Random(at_once)
    with Database.open(tmp_path / "a.duckdb") as db:
        template = small.rows()
        [summit] = [row for row in template if isinstance(row, SummitRow)][:1]
        [claim] = [row for row in template if isinstance(row, ClaimRow)][:1]
        more: list[Row] = []
        for number in range(20):
            summit_id = f"s{number:03}"
            more.append(summit.model_copy(update={"summit_id": summit_id}))
            more.append(claim.model_copy(update={"claim_id": f"c{number:03}"}))
            more += [
                ParticipationRow(
                    summit_id=summit_id,
                    actor_id=party,
                    party_id=party,
                    party_iso3=None,
                    role="participant",
                )
                for party in rng.sample(("FRA", "RUS", "SYR", "TUR"), rng.randrange(4))
            ]
        with db.transaction():
            db.insert([*template, *more])
        whole, parts = list(assertions(db)), list(assertions(db, at_once))
        assert parts == whole
        assert len(parts) > 20
        told = [(row["level"], row["parties"]) for row in meetings(db, at_once)]
        assert sorted(told) == sorted((row["level"], row["parties"]) for row in meetings(db))
        assert len(told) > 20
        # Those of the same parties and level stand together.
        assert len(list(groupby(told))) == len({(level, tuple(all_)) for level, all_ in told})


def test_events_noted_in_parts_are_those_noted_at_once(tmp_path: Path) -> None:
    template = small.rows()
    [summit] = [row for row in template if isinstance(row, SummitRow)][:1]
    more = [summit.model_copy(update={"summit_id": f"s{number}"}) for number in range(5)]
    told = []
    for at_once in (1, 2, 1_000):
        with Database.open(tmp_path / f"{at_once}.duckdb") as db:
            with db.transaction():
                db.insert([*template, *more])
            rebuild_events(db, pointed_at_once=at_once)
            told.append(db.query("SELECT summit_id, event_id FROM summits ORDER BY ALL").rows)
    assert told[0] == told[1] == told[2]
    assert all(event_id for _, event_id in told[0])


def test_claims_read_from_disk_are_those_put_away_and_take_few_bytes_of_memory() -> None:
    size = STRETCH + 500
    row = claims_of(1, size)
    for number, one in enumerate(row):
        row[number] = replace(one, claim_id=f"c{number:06}", position=number)
    Claims(row[:500], load())  # what is loaded once is
    tracemalloc.start()
    claims = Claims(row, load())
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert taken < 30 * size  # rows of words, numbers and names are some hundred
    wanted = np.array([STRETCH, 3, STRETCH - 1, size - 1])
    columns, (at,) = claims.of(wanted)
    assert columns.places[at].tolist() == wanted.tolist()
    assert columns.places.tolist() == sorted(wanted.tolist())
    assert columns["position"].tolist() == sorted(wanted.tolist())
    assert columns["counts"].tolist() == [row[at].value is not None for at in columns.places]
    assert claims.ids_of(wanted) == [row[at].claim_id for at in wanted]
    assert [claims.place_of(row[at].claim_id) for at in wanted] == wanted.tolist()
    assert claims.place_of("c") is claims.place_of("c000003x") is claims.place_of("d") is None


def test_pairs_across_stretches_are_those_of_the_claims_alone() -> None:
    """Two claims that nobody else resembles, one at each end."""
    filler = [replace(one, claim_id=f"m{at:06}") for at, one in enumerate(claims_of(2, STRETCH))]
    text = "Whalers wintered near Spitsbergen."
    alike = [
        replace(one, claim_id=name, article_id=name, text=text, asserters=frozenset())
        for name, one in zip(("a", "z"), filler[:2], strict=True)
    ]
    claims = Claims([alike[0], *filler, alike[1]], load())
    found = [
        pair[:2]
        for columns, some in compared(claims, Skipped())
        for pair in some.everywhere(columns).each()
    ]
    assert found.count((0, len(claims) - 1)) + found.count((len(claims) - 1, 0)) == 1
    assert len(found) == len(set(found))
