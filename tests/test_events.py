"""Events in real databases: incremental, independent of order, explained, reversible."""

import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from pipeline.identity import record_ids
from pipeline.relating.deciding import decide, undo
from pipeline.relating.events import rebuild_events
from pipeline.relating.explaining import explain
from pipeline.storing.database import Database
from schemas import tables as t
from schemas.records import Span
from tests.command import Command, in_process
from tests.rows import article

PARAGRAPH = (
    "Reported by {outlet}. Putin flew to Ankara on 4 April and met the Turkish president there. "
    "Later Putin held separate talks with Erdogan and Rouhani in the palace. "
    "Nothing else is known of that day."
)
MET = "met the Turkish president there"
FLEW = "Putin flew to Ankara on 4 April and met the Turkish president"
TALKS = "held separate talks with Erdogan and Rouhani"
TALKS_LONGER = "Later Putin held separate talks with Erdogan and Rouhani in the palace."
APRIL_4 = date(2018, 4, 4)
CITIES = {"Ankara": "TUR", "Sochi": "RUS", "Tehran": "IRN"}


@dataclass(frozen=True)
class Told:
    """A meeting as an article tells it: Putin and Erdogan in person on 4 April 2018."""

    words: str = MET
    parties: tuple[str, ...] = ("RUS", "TUR")
    status: Any = "held"
    channel: Any = "in_person"
    level: Any = "leaders"
    day: date | None = APRIL_4
    end: date | None = None
    precision: Any = "day"
    place: str | None = None


IN_APRIL: dict[str, Any] = {"day": date(2018, 4, 1), "end": date(2018, 4, 30), "precision": "month"}


def text_of(outlet: str) -> str:
    return PARAGRAPH.format(outlet=outlet)


def id_of(outlet: str) -> str:
    return article(text_of(outlet)).article_id


def rows_of(outlet: str, *told: Told, **changes: Any) -> list[t.Row]:
    """An article's rows as landing writes them, ids and all."""
    row = article(text_of(outlet), outlet=outlet, published_on=date(2018, 4, 6), **changes)
    spans = [_span(row.text, one.words) for one in told]
    apart = [f"{one.parties} {one.status} {one.channel} {one.day}" for one in told]
    keyed = [([span], key) for span, key in zip(spans, apart, strict=True)]
    rows: list[t.Row] = [row]
    for given, one, span in zip(
        record_ids(row.article_id, "summit", keyed), told, spans, strict=True
    ):
        rows += _meeting_rows(row.article_id, given, one, span)
    return rows


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words, match="exact")


def _meeting_rows(article_id: str, summit_id: str, told: Told, span: Span) -> Iterator[t.Row]:
    iso3 = CITIES.get(told.place or "")
    if told.place:
        yield t.PlaceRow(
            place_id=told.place, name=told.place, kind="city", geoname_id=None, country_iso3=iso3
        )
    yield t.SummitRow(
        summit_id=summit_id,
        article_id=article_id,
        run_id="r1",
        event_id=None,
        title=None,
        status=told.status,
        channel=told.channel,
        level=told.level,
        date_text=None,
        date_start=told.day,
        date_end=told.end or told.day,
        date_precision=told.precision,
        date_basis="explicit",
        place_text=told.place,
        place_id=told.place,
        geoname_id=None,
        country_iso3=iso3,
    )
    for party in told.parties:
        yield t.ActorRow(
            actor_id=party, name=party, kind="state", country_iso3=party, wikidata_qid=None
        )
        yield t.ParticipationRow(
            summit_id=summit_id,
            actor_id=party,
            party_id=party,
            party_iso3=party,
            role="participant",
        )
    yield t.EvidenceRow(
        record_id=summit_id,
        record_kind="summit",
        field="evidence",
        position=0,
        article_id=article_id,
        char_start=span.start,
        char_end=span.end,
        text=span.text,
        match="exact",
    )


def put(db: Database, rows: Iterable[t.Row]) -> None:
    """Rows of new articles, and those that articles share."""
    for indexed, some in groupby(
        sorted(rows, key=lambda row: row.indexed), lambda row: row.indexed
    ):
        db.insert(some, clash="replace" if indexed else "error")


def tell(db: Database, outlet: str, *told: Told, **changes: Any) -> list[str]:
    """Land an article in place of what it told before; the ids of its meetings."""
    with db.transaction():
        db.run("delete_generations", {"article_ids": [id_of(outlet)]})
        rows = {
            (row.table, *(getattr(row, key) for key in row.key)): row
            for row in rows_of(outlet, *told, **changes)
        }
        put(db, rows.values())
    rebuild_events(db)
    return [row.summit_id for row in rows.values() if isinstance(row, t.SummitRow)]


def groups(db: Database) -> set[frozenset[str]]:
    """Events as sets of their meetings' ids."""
    found = db.query("SELECT list(summit_id) FROM event_mentions GROUP BY event_id")
    return {frozenset(row[0]) for row in found.rows}


def event_of(db: Database, summit_id: str) -> str | None:
    found = db.query("SELECT event_id FROM summits WHERE summit_id = ?", [summit_id])
    return found.rows[0][0] if found.rows else None


def exported(db: Database) -> list[list[tuple[Any, ...]]]:
    """All rows of the event tables."""
    tables = ("events", "event_mentions", "event_links")
    return [sorted(db.query(f"FROM {table}").rows, key=str) for table in tables]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The default database of an empty current folder."""
    for name in list(os.environ):
        if name.startswith("SUMMITRY_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "summits.duckdb"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with Database.open(path) as database:
        yield database


@pytest.fixture
def summitry(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Run `summitry events …` on the database of this folder."""
    return in_process(monkeypatch, capsys, "events")


# -- incremental, whatever the order --------------------------------------------------------


def test_new_article_joins_the_old_event_whose_id_stays(db: Database) -> None:
    (first,) = tell(db, "Tass", Told(channel="unspecified"))
    before = event_of(db, first)
    (second,) = tell(db, "BBC", Told(channel="in_person", place="Ankara"))
    (third,) = tell(db, "AP", Told(**IN_APRIL))
    assert groups(db) == {frozenset({first, second, third})}
    assert {event_of(db, one) for one in (first, second, third)} == {before}
    assert db.dicts("SELECT channel, place_text, n_articles FROM events") == [
        {"channel": "in_person", "place_text": "Ankara", "n_articles": 3}
    ]


def test_call_on_the_day_of_a_meeting_is_an_event_with_an_id_of_its_own(db: Database) -> None:
    tell(db, "Tass", Told(), Told(TALKS, channel="phone"))
    before = exported(db)
    tell(db, "BBC", Told(channel="phone"))
    tell(db, "AP", Told())
    ids = [{row[0] for row in rows[0]} for rows in (before, exported(db))]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


def test_article_that_is_gone_takes_its_event_with_it(db: Database) -> None:
    tell(db, "Tass", Told())
    tell(db, "Tass")
    assert exported(db) == [[], [], []]


def test_rebuilding_again_changes_nothing(db: Database) -> None:
    tell(db, "Tass", Told(), Told(TALKS, ("RUS", "IRN")))
    before = exported(db)
    rebuild_events(db)
    assert exported(db) == before


ORDERS = 4


def test_order_of_landing_changes_no_event_mention_or_link(tmp_path: Path) -> None:
    later = APRIL_4 + timedelta(days=20)
    articles = {
        "Tass": (Told(), Told(TALKS, ("RUS", "IRN"), place="Tehran")),
        "BBC": (Told(channel="unspecified"), Told(TALKS, day=later)),
        "AP": (Told(**IN_APRIL),),
        "AFP": (Told(TALKS, status="postponed"), Told(status="scheduled", day=later)),
        "DPA": (Told(status="scheduled", day=later, end=later, place="Sochi"),),
        "Anadolu": (Told(), Told(TALKS, place="Ankara"), Told(TALKS_LONGER, channel="phone")),
        "Reuters": (Told(channel="unspecified", place="Ankara"),),
    }
    seen = []
    for seed in range(ORDERS):
        order = sorted(articles)
        random.Random(seed).shuffle(order)
        with Database.open(tmp_path / f"{seed}.duckdb") as db:
            for outlet in order:
                tell(db, outlet, *articles[outlet])
            seen.append(exported(db))
    assert all(one == seen[0] for one in seen)
    assert all(seen[0])


def test_recorded_articles_give_the_same_events_in_any_order(
    tmp_path: Path, seeds_db: Path, devset_db: Path
) -> None:
    by_article: dict[str, list[t.Row]] = {}
    for source in (seeds_db, devset_db):
        with Database.open(source, read_only=True) as db:
            for article_id, rows in recorded(db):
                by_article.setdefault(article_id, []).extend(rows)
    assert len(by_article) == 22
    seen = []
    for seed in range(2):
        order = sorted(by_article)
        random.Random(seed).shuffle(order)
        with Database.open(tmp_path / f"{seed}.duckdb") as db:
            for at, article_id in enumerate(order):
                put(db, by_article[article_id])
                if at % 5 == 4:
                    rebuild_events(db)
            rebuild_events(db)
            seen.append(exported(db))
    assert seen[0] == seen[1]
    assert all(seen[0])


def recorded(db: Database) -> Iterator[tuple[str, list[t.Row]]]:
    """Each article with all that events are made of."""
    of_article = "FROM {} WHERE article_id = ?"
    of_summit = "FROM {} WHERE summit_id IN (SELECT summit_id FROM summits WHERE article_id = ?)"
    for (article_id,) in db.query("SELECT article_id FROM articles").rows:
        rows: list[t.Row] = [t.PlaceRow(**row) for row in db.dicts("FROM places")]
        wanted = (
            (t.ArticleRow, of_article),
            (t.SummitRow, of_article),
            (t.EvidenceRow, of_article),
            (t.ParticipationRow, of_summit),
        )
        for model, statement in wanted:
            found = db.dicts(statement.format(model.table), [article_id])
            rows += [model.model_validate(row) for row in found]
        yield article_id, rows


# -- what stays apart -----------------------------------------------------------------------


def test_announced_meeting_is_linked_to_the_held_one_and_never_merged(db: Database) -> None:
    (plan,) = tell(db, "Tass", Told(status="scheduled"))
    (held,) = tell(db, "BBC", Told())
    assert len(groups(db)) == 2
    assert db.query("SELECT event_a, event_b, relation FROM event_links").rows == (
        (event_of(db, plan), event_of(db, held), "realised_as"),
    )


def test_postponed_meeting_is_linked_to_its_new_date(db: Database) -> None:
    (old,) = tell(db, "Tass", Told(status="postponed"))
    later = APRIL_4 + timedelta(days=20)
    (new,) = tell(db, "BBC", Told(status="scheduled", day=later))
    assert db.query("SELECT event_a, event_b, relation FROM event_links").rows == (
        (event_of(db, old), event_of(db, new), "rescheduled_as"),
    )


def test_telling_that_fits_two_events_waits_in_the_review_queue(db: Database) -> None:
    later = APRIL_4 + timedelta(days=20)
    tell(db, "Tass", Told())
    tell(db, "BBC", Told(day=later))
    (vague,) = tell(db, "AP", Told(**IN_APRIL))
    assert frozenset({vague}) in groups(db)
    queued = db.dicts("SELECT record_id, article_id FROM review_queue WHERE reason LIKE '%event%'")
    assert queued == [{"record_id": vague, "article_id": id_of("AP")}]


def test_meetings_that_only_their_article_tells_apart_join_none_and_keep_nobody_apart(
    db: Database,
) -> None:
    twins = tell(db, "Tass", Told(), Told(TALKS))
    joined = [tell(db, outlet, Told())[0] for outlet in ("BBC", "AP", "AFP")]
    assert groups(db) == {frozenset(joined), *(frozenset({one}) for one in twins)}
    queued = db.dicts("SELECT record_id FROM review_queue WHERE reason = 'ambiguous_event'")
    assert {row["record_id"] for row in queued} == set(twins)


def test_ambiguous_telling_is_no_event_that_others_could_join(db: Database) -> None:
    tell(db, "Tass", Told())
    (call,) = tell(db, "BBC", Told(channel="phone"))
    (either,) = tell(db, "AP", Told(channel="unspecified"))
    (vague,) = tell(db, "AFP", Told(channel="phone", **IN_APRIL))
    assert {frozenset({call, vague}), frozenset({either})} <= groups(db)


# -- near-duplicates ------------------------------------------------------------------------


def test_copy_counts_once_and_its_telling_stands_in_the_originals_event(db: Database) -> None:
    (first,) = tell(db, "Tass", Told())
    (other,) = tell(db, "BBC", Told())
    (copy,) = tell(db, "Tass, again", Told(), duplicate_of=id_of("Tass"))
    assert groups(db) == {frozenset({first, other, copy})}
    assert db.query("SELECT n_articles FROM events").rows == ((2,),)
    rules = dict(db.query("SELECT summit_id, rule FROM event_mentions").rows)
    assert rules[copy] == "copy"
    assert event_of(db, copy) == event_of(db, first)


def test_copy_that_reads_more_than_its_original_makes_no_event(db: Database) -> None:
    tell(db, "Tass", Told())
    extra = Told(TALKS, ("RUS", "IRN"))
    _, more = tell(db, "Tass, again", Told(), extra, duplicate_of=id_of("Tass"))
    assert db.query("SELECT count(*) FROM events").rows == ((1,),)
    assert event_of(db, more) is None


def test_article_found_to_be_a_copy_later_loses_the_event_it_made(db: Database) -> None:
    tell(db, "Tass", Told())
    told = Told(), Told(TALKS, ("RUS", "IRN"))
    _, more = tell(db, "Tass, again", *told)
    assert event_of(db, more)
    tell(db, "Tass, again", *told, duplicate_of=id_of("Tass"))
    assert event_of(db, more) is None
    assert {row[0] for row in db.query("SELECT event_id FROM summits").rows} - {None} == {
        row[0] for row in db.query("SELECT event_id FROM events").rows
    }


def test_copy_makes_nothing_ambiguous(db: Database) -> None:
    later = APRIL_4 + timedelta(days=20)
    (first,) = tell(db, "Tass", Told())
    tell(db, "Tass, again", Told(day=later), duplicate_of=id_of("Tass"))
    (vague,) = tell(db, "AP", Told(**IN_APRIL))
    assert frozenset({first, vague}) in groups(db)


def test_decision_on_a_version_holds_for_the_later_version(db: Database) -> None:
    (old,) = tell(db, "Tass", Told())
    (call,) = tell(db, "BBC", Told(channel="phone"))
    decide(db, "event_merge", [old, call], "ann")
    (new,) = tell(db, "Tass, corrected", Told())
    tell(db, "Tass", Told(), duplicate_of=id_of("Tass, corrected"))
    assert groups(db) == {frozenset({old, new, call})}


# -- explained ------------------------------------------------------------------------------


def test_explain_tells_rule_evidence_and_near_misses(summitry: Command, path: Path) -> None:
    with Database.open(path) as db:
        (first,) = tell(db, "Tass", Told(place="Ankara"))
        tell(db, "BBC", Told(FLEW))
        (call,) = tell(db, "AP", Told(channel="phone"))
        (plan,) = tell(db, "AFP", Told(status="scheduled"))
        (loose,) = tell(
            db, "DPA", Told(day=date(2018, 1, 1), end=date(2018, 12, 31), precision="year")
        )
        (other,) = tell(db, "Reuters", Told(TALKS, ("RUS", "IRN")))
        event = event_of(db, first)
    ran = summitry("explain", str(event))
    assert (ran.code, ran.err) == (0, "")
    assert f"event {event}: 2 tellings\n" in ran.out
    assert f"{first}  rule only, decided by rule" in ran.out
    assert "rule same_day, decided by rule" in ran.out
    assert f"“{MET}”" in ran.out
    assert f"“{FLEW}”" in ran.out
    for miss, why in (
        (call, "channels differ: in_person, phone"),
        (plan, "status differs: held, scheduled"),
        (other, "parties differ: RUS, TUR / IRN, RUS"),
        (loose, f"no exact enough date to join on: {loose} has 'year'"),
    ):
        assert any(miss in line and why in line for line in ran.out.splitlines()), why
    assert f"{call} (article {id_of('AP')}), 2018-04-04: channels differ" in ran.out
    assert f"{loose} (article {id_of('DPA')}), 2018-01-01 to 2018-12-31: no exact" in ran.out
    told = json.loads(summitry("explain", str(event), "--json").out)
    assert len(told["members"]) == 2
    assert {miss["summit_id"] for miss in told["near_misses"]} >= {call, plan, other}


def test_explain_says_who_set_a_meeting_apart(db: Database) -> None:
    (first,) = tell(db, "Tass", Told())
    (second,) = tell(db, "BBC", Told())
    decide(db, "event_split", [second], "ann")
    (miss,) = explain(db, str(event_of(db, first))).near_misses
    assert miss["why_apart"] == "set apart by ann"


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "nothing"),
        ("merge", "nothing", "neither"),
        ("merge", "nothing"),
        ("split", "nothing"),
        ("undo", "nothing"),
    ],
)
def test_unknown_id_is_told_in_one_line_with_exit_code_2(
    summitry: Command, path: Path, words: Sequence[str]
) -> None:
    with Database.open(path) as db:
        tell(db, "Tass", Told())
    ran = summitry(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("summitry: ")
    assert ran.err.count("\n") == 1


# -- reversible -----------------------------------------------------------------------------


def decided_on(path: Path, summitry: Command, kind: str, *ids: str) -> str:
    """Decide by the command; the decision's id."""
    ran = summitry(kind, *ids, "--by", "ann")
    assert (ran.code, ran.err) == (0, "")
    (decision,) = json.loads(summitry("decisions", "--json").out)
    assert decision["kind"] == f"event_{kind}"
    assert f"decision {decision['decision_id']} by ann" in ran.out
    return str(decision["decision_id"])


def test_merge_survives_rebuilding_and_new_articles(summitry: Command, path: Path) -> None:
    with Database.open(path) as db:
        (meeting,) = tell(db, "Tass", Told())
        (call,) = tell(db, "BBC", Told(channel="phone"))
        ids = [str(event_of(db, one)) for one in (meeting, call)]
    decided_on(path, summitry, "merge", *ids)
    with Database.open(path) as db:
        assert groups(db) == {frozenset({meeting, call})}
        rebuild_events(db)
        (later,) = tell(db, "AP", Told())
        assert groups(db) == {frozenset({meeting, call, later})}
        assert {row[0] for row in db.query("SELECT decided_by FROM event_mentions").rows} == {"ann"}


def test_merging_the_same_pair_again_is_the_same_decision(summitry: Command, path: Path) -> None:
    with Database.open(path) as db:
        (first,) = tell(db, "Tass", Told())
        (second,) = tell(db, "BBC", Told(channel="phone"))
    decision = decided_on(path, summitry, "merge", first, second)
    again = summitry("merge", second, first, "--by", "bob")
    assert (again.code, again.out) == (0, f"decision {decision} by ann; stands already\n")
    assert len(json.loads(summitry("decisions", "--json").out)) == 1
    summitry("undo", decision, "--by", "ann")
    assert "the events are rebuilt" in summitry("merge", first, second, "--by", "bob").out
    assert len(json.loads(summitry("decisions", "--json").out)) == 2


def test_a_word_that_a_later_one_outweighed_may_be_given_again(db: Database) -> None:
    (first,) = tell(db, "Tass", Told())
    (second,) = tell(db, "BBC", Told(channel="phone"))
    merged = decide(db, "event_merge", [first, second], "ann")
    decide(db, "event_split", [second], "bob")
    again = decide(db, "event_merge", [first, second], "ann")
    assert again.decision_id != merged.decision_id
    assert event_of(db, first) == event_of(db, second)


def test_split_survives_rebuilding_and_new_articles(summitry: Command, path: Path) -> None:
    with Database.open(path) as db:
        (first,) = tell(db, "Tass", Told())
        (second,) = tell(db, "BBC", Told())
    decided_on(path, summitry, "split", second)
    with Database.open(path) as db:
        rebuild_events(db)
        (third,) = tell(db, "AP", Told())
        assert groups(db) == {frozenset({first, third}), frozenset({second})}


@pytest.mark.parametrize("kind", ["merge", "split"])
@pytest.mark.parametrize("words", [MET, FLEW])
def test_decision_survives_reading_the_article_again(
    summitry: Command, path: Path, kind: str, words: str
) -> None:
    channel = "phone" if kind == "merge" else "in_person"
    with Database.open(path) as db:
        (first,) = tell(db, "Tass", Told())
        (second,) = tell(db, "BBC", Told(channel=channel))
    decided_on(path, summitry, kind, *([first, second] if kind == "merge" else [second]))
    with Database.open(path) as db:
        tell(db, "BBC")  # the reading in between finds nothing
        (again,) = tell(db, "BBC", Told(words, channel=channel))
        assert (again == second) == (words == MET)
        assert len(groups(db)) == (1 if kind == "merge" else 2)
        assert db.query(
            "SELECT DISTINCT decided_by FROM event_mentions WHERE summit_id = ?", [again]
        ).rows == (("ann",),)


ERDOGAN = Told(TALKS)
ROUHANI = Told(TALKS, ("RUS", "IRN"))


@pytest.mark.parametrize("words", [TALKS, TALKS_LONGER])
@pytest.mark.parametrize("decided", [ERDOGAN, ROUHANI])
def test_decision_follows_the_parties_where_two_meetings_rest_on_one_sentence(
    db: Database, words: str, decided: Told
) -> None:
    ids = dict(zip((ERDOGAN, ROUHANI), tell(db, "Tass", ERDOGAN, ROUHANI), strict=True))
    (same,) = tell(db, "BBC", decided)
    decide(db, "event_split", [ids[decided]], "ann")
    for told in ((ERDOGAN, ROUHANI), (ROUHANI, ERDOGAN)):
        again = tell(db, "Tass", *(replace(one, words=words) for one in told))
        mine = again[told.index(decided)]
        assert decided_ids(db) == {mine}
        assert event_of(db, mine) != event_of(db, same)


def decided_ids(db: Database) -> set[str]:
    found = db.query("SELECT summit_id FROM event_mentions WHERE rule = 'decided'")
    return {row[0] for row in found.rows}


def test_decision_never_falls_on_the_other_meeting_of_its_sentence(db: Database) -> None:
    _, rouhani = tell(db, "Tass", ERDOGAN, ROUHANI)
    decide(db, "event_split", [rouhani], "ann")
    tell(db, "Tass", ERDOGAN)
    assert decided_ids(db) == set()
    (flag,) = db.dicts("SELECT * FROM review_queue WHERE reason = 'decision_without_meeting'")
    assert flag["article_id"] == id_of("Tass")
    _, again = tell(db, "Tass", ERDOGAN, ROUHANI)
    assert decided_ids(db) == {again}
    assert db.query("SELECT count(*) FROM flags").rows == ((0,),)


def test_decision_that_two_meetings_could_be_meant_by_rests_and_is_flagged(db: Database) -> None:
    (old,) = tell(db, "Tass", Told(TALKS, ("RUS", "TUR", "IRN")))
    decide(db, "event_split", [old], "ann")
    tell(db, "Tass", ERDOGAN, ROUHANI)
    assert decided_ids(db) == set()
    assert db.query("SELECT code FROM flags").rows == (("decision_without_meeting",),)


def test_decision_follows_a_meeting_whose_parties_were_corrected(db: Database) -> None:
    (old,) = tell(db, "Tass", Told(TALKS, ("RUS", "IRN", "TUR")))
    decide(db, "event_split", [old], "ann")
    neighbour = Told(MET, ("RUS", "IRN", "TUR"))
    _, corrected = tell(db, "Tass", neighbour, Told(TALKS_LONGER, ("RUS", "IRN")))
    assert decided_ids(db) == {corrected}


def test_plan_and_meeting_of_one_sentence_are_told_apart_by_status(db: Database) -> None:
    plan = Told(TALKS, status="scheduled", day=APRIL_4 + timedelta(days=30))
    meeting = Told(TALKS)
    before = tell(db, "Tass", plan, meeting)
    decide(db, "event_split", [before[1]], "ann")
    longer = [replace(one, words=TALKS_LONGER) for one in (meeting, plan)]
    after = tell(db, "Tass", *longer)
    assert decided_ids(db) == {after[0]}


def test_undone_decision_no_longer_counts_and_stays_on_record(
    summitry: Command, path: Path
) -> None:
    with Database.open(path) as db:
        (first,) = tell(db, "Tass", Told())
        (second,) = tell(db, "BBC", Told())
        before = exported(db)
    decision = decided_on(path, summitry, "split", second)
    with Database.open(path) as db:
        assert len(groups(db)) == 2
    ran = summitry("undo", decision, "--by", "bob")
    assert (ran.code, ran.err) == (0, "")
    with Database.open(path) as db:
        assert groups(db) == {frozenset({first, second})}
        assert exported(db) == before
    (row,) = json.loads(summitry("decisions", "--json").out)
    assert (row["decided_by"], row["undone_by"], row["meetings"]) == ("ann", "bob", second)
    again = summitry("undo", decision)
    assert again.code == 2
    assert "undone already, by bob" in again.err


def test_undoing_the_later_word_brings_back_the_earlier(db: Database) -> None:
    (first,) = tell(db, "Tass", Told())
    (second,) = tell(db, "BBC", Told(channel="phone"))
    decide(db, "event_merge", [first, second], "ann")
    split = decide(db, "event_split", [second], "bob")
    assert len(groups(db)) == 2
    undo(db, split.decision_id, "bob")
    assert groups(db) == {frozenset({first, second})}


def test_decision_on_an_article_that_left_the_database_does_nothing(db: Database) -> None:
    (first,) = tell(db, "Tass", Told())
    (second,) = tell(db, "BBC", Told(channel="phone"))
    decide(db, "event_merge", [first, second], "ann")
    db.run("delete_generations", {"article_ids": [id_of("BBC")]})
    db.query("DELETE FROM articles WHERE article_id = ?", [id_of("BBC")])
    rebuild_events(db)
    assert groups(db) == {frozenset({first})}
