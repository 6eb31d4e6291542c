"""The desk on a real database: decisions kept, followed, undone; two people at once."""

import asyncio
import json
import re
import shutil
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.relating.relate import relate
from pipeline.reviewing import deciding, desk
from pipeline.reviewing.deciding import Conflict, Wish
from pipeline.reviewing.desk import Filters
from pipeline.reviewing.edits import Written
from pipeline.reviewing.faults import Unfit
from pipeline.reviewing.forms import FORMS
from pipeline.reviewing.keep import laid_over, link, standing
from pipeline.storing.database import Database, table_names
from pipeline.storing.diff import diff
from pipeline.storing.land import End, finish_run, land
from pipeline.storing.validate import validate
from tests.drafts import ACTORS, STATEMENTS, TEXT, Wire, article, claim, draft, meeting, statement
from tests.test_land import outcome, records, started

ARTICLE = article().article_id
OTHER_MODEL = draft(
    [ACTORS[0], ACTORS[1]],
    [meeting("m1", "a1", "a2", at=["1:Erdogan met…Monday."], dt=None, pl=None, ch="unspecified")],
    [statement("a1", at=["2:“We agreed…zone,”"]), statement("a2", at=["4:“The war…year,”"])],
)
NOTHING = draft([], [], [], dl=None)


def landed(path: Path, *readings: Wire) -> Path:
    """A database with these readings of one article, one run each."""
    runs = [f"r{n}" for n in range(1, 4)]
    with started(path, *runs) as db:
        for run_id, wire in zip(runs, readings, strict=False):
            read(db, run_id, wire)
    return path


def read(db: Database, run_id: str, wire: Wire) -> None:
    found = records(wire)
    land(db, [End(outcome(run_id), found.article, found)], laid_over=laid_over)
    finish_run(db, run_id)
    relate(db)


FLAGGED = draft(meetings=[meeting(d="2018-09-25")])


@pytest.fixture(scope="module")
def flagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return landed(tmp_path_factory.mktemp("desk") / "x.duckdb", FLAGGED)


@pytest.fixture
def db(flagged: Path, tmp_path: Path) -> Any:
    with Database.open(shutil.copy(flagged, tmp_path / "x.duckdb")) as database:
        yield database


def key_of(db: Database, table: str, words: str = "") -> str:
    singular = {"summits": "summit", "statements": "statement", "claims": "claim"}.get(
        table, "mention"
    )
    rows = db.query(
        f"SELECT {singular}_id FROM {table} WHERE contains(to_json({table})::VARCHAR, ?)", [words]
    ).rows
    assert len(rows) == 1, rows
    return str(rows[0][0])


def shown(db: Database, key: str) -> dict[str, Any]:
    found = desk.item(db, ARTICLE, key)["shown"]
    assert found is not None
    return dict(found)


def written(of: dict[str, Any], **fields: Any) -> Written:
    """The form as the page sends it, with fields changed."""
    return Written.model_validate(
        {
            "kind": of["kind"],
            "fields": fields,
            "spans": [(s["char_start"], s["char_end"]) for s in of["spans"]],
            "people": [{"actor": p["actor_id"], "role": p.get("role", "")} for p in of["people"]],
        }
    )


def decide(db: Database, kind: str, key: str, by: str = "ana", **more: Any) -> dict[str, Any]:
    at = shown(db, key) if ":" not in key and kind != "add" else {}
    wish = {
        "kind": kind,
        "article_id": ARTICLE,
        "key": key,
        "version": at.get("version", ""),
        **more,
    }
    return deciding.decide(db, Wish.model_validate(wish), by)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def dump(db: Database) -> dict[str, Any]:
    """All rows but what records decisions themselves."""
    tables = set(table_names()) - {"decisions"}
    return {name: sorted(map(repr, db.query(f"FROM {name}").rows)) for name in sorted(tables)}


def dates(db: Database) -> list[str]:
    return [str(row[0]) for row in db.query("SELECT date_start FROM summits ORDER BY 1").rows]


def correct_date(db: Database, by: str = "ana", day: str = "2018-09-16") -> dict[str, Any]:
    key = key_of(db, "summits")
    form = written(shown(db, key), date_start=day, date_end=day)
    return decide(db, "correct", key, by, record=form)


# ---- what survives ---------------------------------------------------------------


@pytest.mark.parametrize("later", [FLAGGED, OTHER_MODEL, NOTHING], ids=["same", "other", "none"])
def test_decisions_survive_a_later_reading(db: Database, later: Wire) -> None:
    correct_date(db)
    war = key_of(db, "statements", "The war must end")
    decide(db, "reject", war)
    decide(
        db,
        "add",
        "",
        record=Written(
            kind="statement",
            fields={"act": "assert", "medium": "unspecified"},
            spans=(span("The two will meet again in Tehran on May 4,"),),
            people=({"actor": key_actor(db, "Putin"), "role": "speaker"},),  # type: ignore[arg-type]
        ),
        again=True,
    )
    read(db, "r2", later)
    assert "2018-09-16" in dates(db)
    assert not db.query("SELECT 1 FROM statements WHERE contains(text, 'The war must end')").rows
    assert db.query("SELECT 1 FROM statements WHERE contains(text, 'meet again')").rows
    assert {row[0] for row in db.query("SELECT run_id FROM summits").rows} == {"r2"}


def key_actor(db: Database, words: str) -> str:
    rows = db.query("SELECT actor_id FROM actors WHERE contains(name, ?)", [words]).rows
    return str(rows[0][0])


def test_decision_that_finds_nothing_is_at_the_head_of_the_queue(db: Database) -> None:
    decide(db, "accept", key_of(db, "summits"))
    read(db, "r2", NOTHING)
    first = desk.queue(db, Filters())["items"][0]
    assert first["reasons"][0]["code"] == "decision_without_record"
    assert first["state"] == "open"
    # Who decides again has seen the present reading: it is settled.
    decide(db, "accept", first["key"])
    assert not [one for one in desk.queue(db, Filters())["items"] if one["key"] == first["key"]]


def test_undo_restores_every_row(db: Database) -> None:
    before = dump(db)
    made = [
        correct_date(db)["decision_id"],
        decide(db, "reject", key_of(db, "statements", "We agreed"))["decision_id"],
        decide(db, "accept", key_of(db, "claims"))["decision_id"],
    ]
    assert dump(db) != before
    for decision_id in reversed(made):
        deciding.take_back(db, decision_id, "bo")
    assert dump(db) == before
    kept = db.query("SELECT DISTINCT undone_by FROM decisions").rows
    assert kept == (("bo",),)
    with pytest.raises(UsageError, match="undone already, by bo"):
        deciding.take_back(db, made[0], "ana")


def test_undo_after_a_later_reading_gives_that_reading(tmp_path: Path) -> None:
    with Database.open(landed(tmp_path / "decided.duckdb", FLAGGED)) as db:
        made = correct_date(db)["decision_id"]
        read(db, "r2", OTHER_MODEL)
        deciding.take_back(db, made, "ana")
        after = db.query("SELECT * EXCLUDE (event_id) FROM summits").rows
    with Database.open(landed(tmp_path / "never.duckdb", FLAGGED, OTHER_MODEL)) as db:
        assert after == db.query("SELECT * EXCLUDE (event_id) FROM summits").rows


def test_earlier_decision_is_undone_after_the_later_one_on_its_record(db: Database) -> None:
    first = correct_date(db)["decision_id"]
    correct_date(db, "bo", "2018-09-15")
    with pytest.raises(UsageError, match="bo decided on the same record later"):
        deciding.take_back(db, first, "ana")


def test_superseded_reading_is_kept_as_it_was_read(db: Database) -> None:
    correct_date(db)
    read(db, "r2", OTHER_MODEL)
    kept = db.query("SELECT records::VARCHAR FROM superseded WHERE run_id = 'r1'").rows[0][0]
    lines = json.loads(kept)
    assert [line["date_start"] for line in lines if line["kind"] == "summit"] == ["2018-09-17"]
    assert [line["title"] for line in lines if line["kind"] == "article"] == [None]


def test_runs_are_compared_by_what_they_read(db: Database) -> None:
    correct_date(db)
    read(db, "r2", FLAGGED)
    assert dates(db) == ["2018-09-16"]
    found = diff(db, "r1", "r2")
    assert (found.articles, found.same) == ((), 1)


def test_rows_stay_sound(db: Database, tmp_path: Path) -> None:
    correct_date(db)
    decide(db, "reject", key_of(db, "statements", "We agreed"))
    read(db, "r2", OTHER_MODEL)
    db.close()
    *faults, summary = validate([str(tmp_path / "x.duckdb")])
    assert not faults, faults
    assert summary.errors == 0  # type: ignore[union-attr]


def test_rejected_meeting_leaves_events(db: Database) -> None:
    decide(db, "reject", key_of(db, "summits"))
    assert db.query("SELECT count(*) FROM events").rows == ((0,),)
    assert db.query("SELECT count(*) FROM statements WHERE summit_id IS NOT NULL").rows == ((0,),)


# ---- two windows -----------------------------------------------------------------


def test_decision_on_an_older_version_is_told_with_both(db: Database) -> None:
    key = key_of(db, "summits")
    seen = shown(db, key)
    correct_date(db, "bo", "2018-09-15")
    form = written(seen, date_start="2018-09-14", date_end="2018-09-14")
    with pytest.raises(Conflict, match="bo corrected it since you opened it") as conflict:
        decide_at(db, key, seen["version"], form)
    assert conflict.value.current["record"]["date_start"] == "2018-09-15"
    assert dates(db) == ["2018-09-15"]
    decide_at(db, key, conflict.value.current["version"], form)
    assert dates(db) == ["2018-09-14"]


def decide_at(db: Database, key: str, version: str, form: Written) -> None:
    wish = Wish(kind="correct", article_id=ARTICLE, key=key, version=version, record=form)
    deciding.decide(db, wish, "ana")


def test_decision_on_a_rejected_record_is_told(db: Database) -> None:
    key = key_of(db, "claims")
    seen = shown(db, key)
    decide(db, "reject", key, "bo")
    with pytest.raises(Conflict, match="the record is gone"):
        deciding.decide(
            db, Wish(kind="accept", article_id=ARTICLE, key=key, version=seen["version"]), "ana"
        )


def test_record_added_twice_is_told(db: Database) -> None:
    form = Written.model_validate(
        {"kind": "summit", "fields": new_meeting(), "spans": [span("The two will meet again")]}
    )
    decide(db, "add", "", record=form)
    with pytest.raises(Conflict, match="rests on these very words already"):
        decide(db, "add", "", "bo", record=form)
    decide(db, "add", "", "bo", record=form, again=True)
    assert db.query("SELECT count(*) FROM summits").rows == ((3,),)


def new_meeting(**fields: Any) -> dict[str, Any]:
    return {
        "status": "scheduled",
        "channel": "in_person",
        "level": "leaders",
        "date_precision": "unknown",
        "date_basis": "none",
        **fields,
    }


# ---- what a person writes is grounded ----------------------------------------------


def test_span_is_cut_at_words(db: Database) -> None:
    form = Written.model_validate(
        {"kind": "summit", "fields": new_meeting(), "spans": [span("demilitarised zon")]}
    )
    with pytest.raises(Unfit, match="cut inside a word"):
        decide(db, "add", "", record=form)


def test_span_outside_the_article_is_refused(db: Database) -> None:
    form = Written.model_validate(
        {"kind": "summit", "fields": new_meeting(), "spans": [(5, 99999)]}
    )
    with pytest.raises(Unfit, match="lies outside the article"):
        decide(db, "add", "", record=form)


def test_words_that_the_article_lacks_are_refused(db: Database) -> None:
    key = key_of(db, "summits")
    with pytest.raises(Unfit, match="does not stand in the article") as fault:
        decide(db, "correct", key, record=written(shown(db, key), place_text="Geneva"))
    assert fault.value.field == "place_text"


def test_place_follows_its_words(db: Database) -> None:
    key = key_of(db, "summits")
    decide(db, "correct", key, record=written(shown(db, key), place_text="Tehran"))
    assert db.query(
        "SELECT s.country_iso3, p.name FROM summits s JOIN places p USING (place_id)"
    ).rows == (("IRN", "Tehran"),)


def test_day_of_two_days_is_refused(db: Database) -> None:
    key = key_of(db, "summits")
    with pytest.raises(Unfit, match="date_precision"):
        decide(db, "correct", key, record=written(shown(db, key), date_start="2018-09-16"))


def test_claim_that_its_evidence_does_not_bear_out_is_refused(db: Database) -> None:
    key = key_of(db, "claims")
    form = written(shown(db, key), text="The demilitarised zone will be 20 km wide.")
    with pytest.raises(Unfit) as fault:
        decide(db, "correct", key, record=form)
    assert fault.value.field == "text"


def test_statement_is_the_articles_text_however_its_span_is_drawn(db: Database) -> None:
    key = key_of(db, "statements", "The war must end")
    told = shown(db, key)
    form = written(told).model_copy(update={"spans": (span("“The war must end this year,”"),)})
    made = decide(db, "correct", key, record=form)["shown"]
    assert made["record"]["text"] == "“The war must end this year,”"
    assert made["record"]["quote_type"] == "direct"
    assert made["record"]["quoted_ratio"] == 1


def test_quotation_that_a_person_cuts_short_is_refused(db: Database) -> None:
    key = key_of(db, "statements", "The war must end")
    half = written(shown(db, key)).model_copy(update={"spans": (span("The war must end this"),)})
    with pytest.raises(Unfit, match="the quotation goes on"):
        decide(db, "correct", key, record=half)


def test_new_actor_must_stand_in_the_article_and_is_resolved(db: Database) -> None:
    key = key_of(db, "statements", "The war must end")
    form = written(shown(db, key)).model_dump()
    form["people"] = [{"actor": "new:1", "role": "speaker"}]
    form["new_actors"] = [{"ref": "new:1", "kind": "person", "name": "Sergei Lavrov"}]
    with pytest.raises(Unfit, match="“Sergei Lavrov” does not stand in the article"):
        decide(db, "correct", key, record=form)
    form["new_actors"] = [{"ref": "new:1", "kind": "state", "name": "Tehran"}]
    decide(db, "correct", key, record=form)
    rows = db.query("SELECT actor_id FROM statement_actors WHERE statement_id = ?", [key]).rows
    assert rows == (("state:IRN",),)
    assert db.query("SELECT name FROM actor_mentions WHERE actor_id = 'state:IRN'").rows == (
        ("Tehran",),
    )


# ---- the queue -------------------------------------------------------------------


def test_queue_says_why_and_leaves_out_what_is_decided(db: Database) -> None:
    items = desk.queue(db, Filters())["items"]
    key = key_of(db, "summits")
    assert items[0]["key"] == key
    assert "model_date_differs" in {reason["code"] for reason in items[0]["reasons"]}
    assert "a meeting of leaders" in items[0]["stakes"]
    decide(db, "accept", key)
    answer = desk.queue(db, Filters())
    assert key not in {one["key"] for one in answer["items"]}
    assert answer["progress"]["decided"] == 1
    assert not db.query("SELECT 1 FROM review_queue WHERE record_id = ?", [key]).rows
    decided = desk.queue(db, Filters(state="decided"))["items"]
    assert [(one["key"], one["decided_by"]) for one in decided] == [(key, "ana")]


def test_score_is_points_times_stakes(db: Database) -> None:
    item = desk.queue(db, Filters())["items"][0]
    points = sum(reason["points"] for reason in item["reasons"])
    assert item["score"] == pytest.approx(points * 1.5)  # a meeting of leaders


def test_queue_is_filtered_by_kind_reason_and_article(db: Database) -> None:
    assert {one["kind"] for one in desk.queue(db, Filters(kind="claim"))["items"]} == {"claim"}
    by_reason = desk.queue(db, Filters(reason="model_date_differs"))["items"]
    assert [one["kind"] for one in by_reason] == ["summit"]
    assert desk.queue(db, Filters(article="nowhere"))["items"] == []
    assert all(one["reasons"] for one in desk.queue(db, Filters(reason="any"))["items"])


def test_open_quotation_is_asked_about_until_somebody_says_what_it_is(tmp_path: Path) -> None:
    with Database.open(landed(tmp_path / "x.duckdb", draft(statements=STATEMENTS[1:]))) as db:
        quotes = desk.queue(db, Filters(kind="quotation"))["items"]
        assert len(quotes) == 2
        decide(db, "not_speech", quotes[0]["key"])
        assert len(desk.queue(db, Filters(kind="quotation"))["items"]) == 1
        start, end = quote_of(db, quotes[1]["key"])
        decide(
            db,
            "add",
            "",
            record=Written.model_validate(
                {
                    "kind": "statement",
                    "fields": {"act": "assert", "medium": "unspecified"},
                    "spans": [(start, end)],
                    "people": [{"actor": key_actor(db, "Erdo"), "role": "speaker"}],
                }
            ),
        )
        assert desk.queue(db, Filters(kind="quotation"))["items"] == []
        assert db.query("SELECT verdict FROM quote_spans WHERE char_start = ?", [start]).rows == (
            ("speech",),
        )


def quote_of(db: Database, key: str) -> tuple[int, int]:
    about = desk.item(db, ARTICLE, key)["about"]
    return about["start"], about["end"]


def test_refused_record_that_is_set_aside_stays_so_in_the_next_run(tmp_path: Path) -> None:
    wire = draft(claims=[claim("Ninety ships sank.", ["3"])])
    with started(tmp_path / "x.duckdb", "r1", "r2") as db:
        for run_id in ("r1", "r2"):
            found = with_rejects(wire)
            land(db, [End(outcome(run_id), found.article, found)], laid_over=laid_over)
            refused = desk.queue(db, Filters(kind="refused"))["items"]
            if run_id == "r1":
                assert len(refused) == 1
                decide(db, "dismiss", refused[0]["key"])
        assert refused == []


def with_rejects(wire: Wire) -> Any:
    from pipeline.grounding.ground import ground
    from pipeline.resolving.resolve import resolve
    from schemas.records import Reject
    from tests.drafts import parsed

    grounding = ground(article(), parsed(wire))
    rejects = tuple(
        Reject(record_kind=f.kind, draft=f.draft, code=f.code, message=f.message)
        for f in grounding.failures
    )
    assert rejects
    return resolve(grounding.records.model_copy(update={"rejects": rejects}))


def test_not_sure_is_a_list_of_its_own_and_settles_nothing(db: Database) -> None:
    key = key_of(db, "summits")
    decide(db, "unsure", key)
    assert [one["key"] for one in desk.queue(db, Filters(state="unsure"))["items"]] == [key]
    assert db.query("SELECT 1 FROM flags WHERE record_id = ?", [key]).rows


def test_mention_that_records_need_is_not_rejected(db: Database) -> None:
    with pytest.raises(UsageError, match="would lose this actor"):
        decide(db, "reject", key_of(db, "actor_mentions", "Kremlin"))


def test_mention_corrected_to_another_actor_takes_its_records_along(db: Database) -> None:
    key = key_of(db, "actor_mentions", "Kremlin")
    form = written(shown(db, key), actor_id=key_actor(db, "Putin"))
    decide(db, "correct", key, record=form)
    said = key_of(db, "statements", "meet again")
    rows = db.query("SELECT actor_id FROM statement_actors WHERE statement_id = ?", [said]).rows
    assert rows == ((key_actor(db, "Putin"),),)


def test_history_tells_who_decided_what(db: Database) -> None:
    correct_date(db, "bo")
    told = desk.history(db, ARTICLE)[0]
    assert (told["kind"], told["decided_by"], told["record_kind"]) == ("correct", "bo", "summit")


def test_view_tells_who_decided_on_which_record(db: Database) -> None:
    correct_date(db, "bo")
    key = key_of(db, "summits")
    gone = key_of(db, "claims")
    decide(db, "accept", key)
    decide(db, "unsure", key, "cy")
    decide(db, "reject", gone)
    rows = db.query(
        "SELECT record_id, verdict, decided_by FROM decided_records ORDER BY verdict"
    ).rows
    assert rows == ((key, "accept", "ana"), (gone, "reject", "ana"))


def test_articles_are_found_by_their_words(db: Database) -> None:
    assert [one["article_id"] for one in desk.articles(db, "TEHRAN")] == [ARTICLE]
    assert desk.articles(db, "100% of") == []


def test_unknown_article_and_key_are_told(db: Database) -> None:
    with pytest.raises(UsageError, match="no article 'x'"):
        desk.item(db, "x", "y")
    assert desk.item(db, ARTICLE, "y")["shown"] is None


# ---- events ----------------------------------------------------------------------


def test_events_are_set_apart_and_merged_from_the_page(seeds_copy: Path) -> None:
    with Database.open(seeds_copy) as db:
        event = db.query(
            "SELECT event_id, list(summit_id ORDER BY summit_id) FROM event_mentions "
            "GROUP BY event_id HAVING count(*) > 1 ORDER BY 1"
        ).rows[0]
        one = event[1][0]
        article_id = db.query("SELECT article_id FROM summits WHERE summit_id = ?", [one]).rows[0][
            0
        ]
        near = desk.item(db, article_id, one)["events"]
        assert next(e for e in near if e["own"])["event_id"] == event[0]
        made = deciding.merge_or_split(db, "event_split", [one], "ana")
        assert (
            len(next(e for e in desk.item(db, article_id, one)["events"] if e["own"])["tellings"])
            == 1
        )
        deciding.take_back(db, made["decision_id"], "ana")
        own = next(e for e in desk.item(db, article_id, one)["events"] if e["own"])
        assert len(own["tellings"]) == len(event[1])


def test_links_of_a_rejected_claim_go_at_once_and_the_others_are_made_anew(
    seeds_copy: Path,
) -> None:
    with Database.open(seeds_copy) as db:
        links = db.query("SELECT claim_a, claim_b, relation FROM claim_links ORDER BY ALL").rows
        key = links[0][0]
        article_id = db.query("SELECT article_id FROM claims WHERE claim_id = ?", [key]).rows[0][0]
        version = desk.item(db, article_id, key)["shown"]["version"]
        wish = Wish(kind="reject", article_id=article_id, key=key, version=version)
        done = deciding.decide(db, wish, "ana")
        assert done["unlinked"]
        left = db.query("SELECT claim_a, claim_b, relation FROM claim_links ORDER BY ALL").rows
        assert left == tuple(row for row in links if key not in row)
        assert deciding.take_back(db, done["decision_id"], "ana")["unlinked"]
        link(db)
        assert (
            links
            == db.query("SELECT claim_a, claim_b, relation FROM claim_links ORDER BY ALL").rows
        )


@pytest.fixture
def seeds_copy(seeds_db: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(seeds_db, tmp_path / "seeds.duckdb"))


def test_decisions_survive_the_recorded_run_made_again(seeds_copy: Path, tmp_path: Path) -> None:
    """`summitry run` itself lands the reading under what was decided."""
    with Database.open(seeds_copy) as db:
        article_id, key = db.query(
            "SELECT article_id, summit_id FROM summits ORDER BY summit_id LIMIT 1"
        ).rows[0]
        told = desk.item(db, article_id, key)["shown"]
        form = written(told, date_start="2017-01-02", date_end="2017-01-02", date_precision="day")
        deciding.decide(
            db,
            Wish(
                kind="correct", article_id=article_id, key=key, version=told["version"], record=form
            ),
            "ana",
        )
    again(seeds_copy)
    with Database.open(seeds_copy) as db:
        rows = db.query(
            "SELECT date_start::VARCHAR, run_id FROM summits WHERE summit_id = ?", [key]
        ).rows
        runs = db.query("SELECT count(*) FROM runs").rows[0][0]
        assert rows[0][0] == "2017-01-02"
        assert runs == 2
        there = standing(db, article_id)
    assert there.run_id == rows[0][1]
    assert str(getattr(there.read.records[key].row, "date_start", "")) != "2017-01-02"


def test_any_decisions_leave_sound_rows_and_undo_leaves_the_reading(
    seeds_copy: Path,
) -> None:
    """Forty random wishes on the seeds: what is refused alters nothing, the rest comes back."""
    random = Random(7)
    odd = ["", None, "2018-02-30", "2018-01-01", "held", "<b>", "Putin", "Idlib", "12", 1e308]
    with Database.open(seeds_copy) as db:
        before = dump(db)
        items = desk.queue(db, Filters())["items"]
        made = 0
        for _ in range(40):
            chosen = random.choice(items)
            told = desk.item(db, chosen["article_id"], chosen["key"])
            if not told["shown"]:
                continue
            text, fields = told["article"]["text"], FORMS[told["shown"]["kind"]]
            form = written(told["shown"]).model_dump()
            form["fields"] = {f.name: random.choice(odd) for f in fields if random.random() < 0.05}
            if random.random() < 0.3:
                places = [match.span() for match in re.finditer(r"\w+", text)]
                at = random.randrange(len(places) - 12)
                form["spans"] = [(places[at][0], places[at + random.randrange(12)][1])]
            kinds = ["accept", "correct", "correct", "add", "reject", "unsure"]
            wish = {
                "kind": random.choice(kinds),
                "article_id": chosen["article_id"],
                "key": chosen["key"],
                "version": told["shown"]["version"],
                "record": form,
                "again": True,
            }
            with suppress(UsageError):
                deciding.decide(db, Wish.model_validate(wish), "ana")
                made += 1
        assert made > 10
    *faults, _ = validate([str(seeds_copy)])
    assert not faults
    with Database.open(seeds_copy) as db:
        for decision in desk.history(db):  # the newest first
            deciding.take_back(db, decision["decision_id"], "ana")
        link(db)
        assert dump(db) == before


def again(path: Path) -> None:
    """The seeds' recorded answers under another name of the model: a second reading."""
    from pipeline.extracting.cassettes import RECORDED_MODEL, RECORDED_URL, replayed
    from pipeline.extracting.model import Model, ModelSettings
    from pipeline.reading.read import read as read_articles
    from pipeline.running.run import RunSettings, run
    from tests.conftest import ROOT, SEEDS

    async def all_articles() -> None:
        async with Model.connect(ModelSettings(RECORDED_MODEL, RECORDED_URL)) as model:
            settings = RunSettings(model="loopback/another", db=path, jobs=1, judge=False)
            summary = await run(read_articles([str(SEEDS)]), model, settings)
        assert not summary.failed, summary

    with replayed(ROOT / "cassettes" / "seeds"):
        asyncio.run(all_articles())


def test_view_and_page_have_the_same_order_and_reasons(seeds_db: Path) -> None:
    with Database.open(seeds_db, read_only=True) as db:
        items = desk.queue(db, Filters(reason="any"))["items"]
        view = db.query("SELECT priority, article_id, reason FROM review_queue").rows
    page = [
        (rank, one["article_id"], reason["code"])
        for rank, one in enumerate(items, start=1)
        for reason in one["reasons"]
    ]
    assert len({code for _, _, code in page}) > 1
    assert [tuple(row) for row in view] == page


def test_day_in_another_form_is_refused_with_the_right_one(db: Database) -> None:
    key = key_of(db, "summits")
    form = written(shown(db, key), date_start="5/3/2020")
    with pytest.raises(UsageError, match=r"date_start is '5/3/2020': write the day as year-month"):
        decide(db, "correct", key, record=form)
