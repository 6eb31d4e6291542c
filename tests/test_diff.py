"""What two runs made of the same articles, field by field, and why."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.storing.database import Database
from pipeline.storing.diff import RunsDiff, diff
from schemas.records import Article
from tests.drafts import TEXT, article, draft, meeting
from tests.loopback import Loopback
from tests.test_run import always, runs


def two_runs(db: Path, first: Any, second: Any, *, models: tuple[str, str]) -> tuple[str, str]:
    """The ids of two runs over one article, with these answers."""
    ids = []
    for model, wire in zip(models, (first, second), strict=True):
        with Loopback(script=always(wire)) as server:
            ids.append(runs(server, db, [article()], model=model).run_id)
    return str(ids[0]), str(ids[1])


def compared(db: Path, run_a: str, run_b: str) -> RunsDiff:
    with Database.open(db, read_only=True) as database:
        return diff(database, run_a, run_b)


@pytest.fixture
def changed(tmp_path: Path) -> tuple[Path, str, str]:
    """One reading says that the meeting was a phone call without a place."""
    db = tmp_path / "x.duckdb"
    first = draft()
    second = draft(meetings=[meeting(ch="phone", pl=None)])
    return db, *two_runs(db, first, second, models=("openai/a", "openai/b"))


def test_a_changed_field_is_shown_with_both_values(changed: tuple[Path, str, str]) -> None:
    found = compared(*changed)
    (one,) = found.articles
    fields = {c.field: (c.before, c.after) for c in one.changes if c.record_kind == "summit"}
    assert fields["channel"] == ("in_person", "phone")
    assert fields["place_text"] == ("Sochi", None)
    assert "title" not in fields
    assert all(c.change == "changed" for c in one.changes)


def test_the_other_model_is_named_as_the_reason(changed: tuple[Path, str, str]) -> None:
    (one,) = compared(*changed).articles
    assert one.why == ("another model: openai/a -> openai/b",)


def test_the_other_way_round_shows_the_values_the_other_way_round(
    changed: tuple[Path, str, str],
) -> None:
    db, run_a, run_b = changed
    there, back = compared(db, run_a, run_b), compared(db, run_b, run_a)
    turned = [
        dataclasses.replace(c, before=c.after, after=c.before) for c in there.articles[0].changes
    ]
    assert sorted(turned, key=repr) == sorted(back.articles[0].changes, key=repr)


def test_a_run_compared_with_itself_differs_in_nothing(changed: tuple[Path, str, str]) -> None:
    db, run_a, _ = changed
    found = compared(db, run_a, run_a)
    assert (found.articles, found.same) == ((), 1)


def test_a_record_that_one_run_lacks_is_added_or_removed(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    ids = two_runs(db, draft(), draft(meetings=[]), models=("openai/a", "openai/b"))
    (one,) = compared(db, *ids).articles
    assert [(c.record_kind, c.change) for c in one.changes if c.record_kind == "summit"] == [
        ("summit", "removed")
    ]
    (back,) = compared(db, *reversed(ids)).articles
    assert [c.change for c in back.changes if c.record_kind == "summit"] == ["added"]


def test_the_same_answers_blame_rules_and_metadata(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=always(draft())) as server:
        first = runs(server, db, [article()], model="openai/a").run_id
        second = runs(server, db, [article()], model="openai/b").run_id
    with Database.open(db) as database:
        database.query("UPDATE summits SET date_start = '2018-09-10'")  # as another rule would
    (one,) = compared(db, str(first), str(second)).articles
    assert "the same answers" in one.why[0]
    assert {c.field for c in one.changes} == {"date_start"}


def test_a_failed_reading_is_an_outcome_that_changed_and_no_record_removed(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    ids = two_runs(db, draft(), {"nonsense": 1}, models=("openai/a", "openai/b"))
    with Database.open(db, read_only=True) as database:
        assert database.query("SELECT count(*) FROM summits").rows == ((1,),)
    (one,) = compared(db, *ids).articles
    assert [(c.field, c.before, c.after) for c in one.changes] == [
        ("outcome", "records", "invalid")
    ]


def test_an_unknown_run_is_told_with_those_that_there_are(changed: tuple[Path, str, str]) -> None:
    db, run_a, _ = changed
    with pytest.raises(UsageError, match=f"no run 'x9'; there are: {run_a}"):
        compared(db, "x9", run_a)


def test_the_command_prints_changes_for_eyes_and_for_machines(
    changed: tuple[Path, str, str],
) -> None:
    db, run_a, run_b = changed
    told = CliRunner().invoke(app, ["diff", run_a, run_b, "--db", str(db)])
    assert told.exit_code == 0
    assert "channel: in_person -> phone" in told.output
    assert "1 article that differ, 0 alike" in told.output
    lines = CliRunner().invoke(app, ["diff", run_a, run_b, "--db", str(db), "--json"]).output
    events = [json.loads(line) for line in lines.splitlines()]
    assert {"channel", "place_text"} <= {event.get("field") for event in events}
    assert events[-1]["event"] == "summary"
    assert events[-1]["differ"] == 1


def other(number: int) -> Article:
    return article(f"{TEXT}\nNumber {number}.", f"{number}.txt")


def test_articles_that_a_run_found_done_are_alike_and_no_loss(tmp_path: Path) -> None:
    """The same folder again with one article more: nobody is asked about the others."""
    db = tmp_path / "x.duckdb"
    with Loopback(script=always(draft())) as server:
        first = runs(server, db, [other(1), other(2)]).run_id
        second = runs(server, db, [other(1), other(2), other(3)]).run_id
    found = compared(db, str(first), str(second))
    assert (found.articles, found.same, found.left) == ((), 2, 2)
    assert (found.unknown, found.only_a, found.only_b) == (0, 0, 1)
    told = CliRunner().invoke(app, ["diff", str(first), str(second), "--db", str(db)])
    assert "0 articles that differ, 2 alike; 2 of these left as they were" in told.output
    assert "1 only in the second run, not there yet in the first" in told.output


def test_what_a_run_left_is_what_the_one_before_it_made(tmp_path: Path) -> None:
    """Another model reads one of two; a third run, which reads neither, is compared with both."""
    db = tmp_path / "x.duckdb"
    with Loopback(script=always(draft())) as server:
        first = runs(server, db, [other(1), other(2)], model="openai/a").run_id
        with Loopback(script=always(draft(meetings=[meeting(ch="phone", pl=None)]))) as changed:
            second = runs(changed, db, [other(1)], model="openai/b").run_id
        third = runs(server, db, [other(3)], model="openai/a").run_id
    found = compared(db, str(first), str(third))
    assert [one.article_id for one in found.articles] == [other(1).article_id]
    assert (found.same, found.left) == (1, 1)
    assert (found.only_a, found.only_b) == (0, 1)
    back = compared(db, str(second), str(third))
    assert (back.articles, back.same, back.left) == ((), 1, 1)
