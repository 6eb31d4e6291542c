"""The recorded seeds and devset: the figures that must not fall, and what must always hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.score import evaluate
from pipeline.storing.database import Database
from tests.conftest import DEVSET, ROOT

GOLD = ROOT / "tests" / "gold"
SEED_FLOORS = {
    "meeting": 0.97,
    "meeting.kind": 0.95,
    "meeting.date": 0.97,
    "meeting.place": 0.97,
    "meeting.participants": 0.97,
    "statement.speaker": 0.97,
    "statement.speaker.quoted": 0.97,
    "quote_coverage": 1.0,
    "actor": 1.0,
    "actor.found": 1.0,
    "actor.apart": 1.0,
    "claim": 0.8,
    "claim.asserters": 0.95,
    "event.b3": 1.0,
}
DEVSET_FLOORS = {
    "meeting": 0.95,
    "meeting.status": 0.95,
    "meeting.participants": 0.93,
    "event.b3": 0.93,
}


@pytest.fixture(scope="module")
def seeds(seeds_db: Path) -> Iterator[Database]:
    with Database.open(seeds_db, read_only=True) as db:
        yield db


@pytest.fixture(scope="module")
def devset(devset_db: Path) -> Iterator[Database]:
    with Database.open(devset_db, read_only=True) as db:
        yield db


def lost(db: Database, gold: Path, floors: dict[str, float]) -> dict[str, object]:
    """Each figure below its floor, with the records that lost it."""
    found = evaluate(db, read_gold([gold]))
    below: dict[str, object] = {}
    for metric, floor in floors.items():
        figure = found.figure(metric)
        if figure.value is None or figure.value < floor:
            below[metric] = (figure.value, [one for one in figure.results if one.hit < 1])
    return below


def test_the_seeds_figures_hold(seeds: Database) -> None:
    assert lost(seeds, GOLD, SEED_FLOORS) == {}


def test_the_devset_figures_hold(devset: Database) -> None:
    assert lost(devset, DEVSET, DEVSET_FLOORS) == {}


def test_no_merge_is_false_and_none_is_missed_on_the_devset(devset: Database) -> None:
    found = evaluate(devset, read_gold([DEVSET]))
    assert found.figure("event.false_merges").value == 0
    assert found.figure("event.missed_merges").value == 0


@pytest.mark.parametrize("recorded", ["seeds", "devset"])
def test_every_question_has_its_recorded_answer(
    recorded: str, request: pytest.FixtureRequest
) -> None:
    """A rule that refuses more than when the answers were recorded asks what none answers."""
    db: Database = request.getfixturevalue(recorded)
    assert db.dicts("SELECT message FROM flags WHERE code = 'follow_up_failed'") == []
    assert db.dicts("SELECT draft, message FROM rejects") == []


def test_no_merge_is_false_and_none_is_missed_on_the_seeds(seeds: Database) -> None:
    found = evaluate(seeds, read_gold([GOLD]))
    assert found.figure("event.false_merges").value == 0
    assert found.figure("event.missed_merges").value == 0


def test_every_piece_of_evidence_is_the_articles_own_text(seeds: Database) -> None:
    rows = seeds.dicts(
        """
        SELECT count(*) AS n, count(*) FILTER (
            WHERE e.text <> substr(a.text, e.char_start + 1, e.char_end - e.char_start)
        ) AS wrong
        FROM evidence AS e JOIN articles AS a ON a.article_id = e.article_id
        """
    )
    assert rows[0]["n"] > 300
    assert rows[0]["wrong"] == 0


def test_every_record_shows_its_words(seeds: Database) -> None:
    for table, key in (
        ("summits", "summit_id"),
        ("statements", "statement_id"),
        ("claims", "claim_id"),
        ("actor_mentions", "mention_id"),
    ):
        bare = seeds.dicts(
            f"SELECT {key} FROM {table} WHERE {key} NOT IN (SELECT record_id FROM evidence)"
        )
        assert bare == [], table


def test_the_berlin_visit_is_postponed_and_rescheduled_not_merged(devset: Database) -> None:
    linked = devset.dicts(
        """
        SELECT a.place_text AS place, b.date_start AS day
        FROM event_links AS l
        JOIN events AS a ON a.event_id = l.event_a
        JOIN events AS b ON b.event_id = l.event_b
        WHERE l.relation = 'rescheduled_as'
        """
    )
    assert {row["place"] for row in linked} >= {"Germany", "Angola"}
    assert devset.dicts("SELECT * FROM events WHERE status = 'postponed' AND n_articles > 1") == []
