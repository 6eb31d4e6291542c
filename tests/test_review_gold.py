"""What people decided, as gold: read back by `summitry eval`, right where all was accepted."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.intervals import Interval, read_interval
from pipeline.evaluation.score import evaluate
from pipeline.reviewing import deciding, desk
from pipeline.reviewing.cast import cast_of
from pipeline.reviewing.deciding import Wish
from pipeline.reviewing.decisions import Decision
from pipeline.reviewing.desk import Filters
from pipeline.reviewing.edits import Written
from pipeline.reviewing.gold import write_gold
from pipeline.reviewing.keep import keep, standing
from pipeline.storing.database import Database
from pipeline.storing.land import now


@pytest.fixture
def seeds(seeds_db: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(seeds_db, tmp_path / "seeds.duckdb"))


def accept_everything(db: Database) -> None:
    """As somebody would on the page; laid over once an article."""
    for (article_id,) in db.query("SELECT article_id FROM articles ORDER BY 1").rows:
        there = standing(db, article_id)
        cast = cast_of(there.current)
        made = [
            Decision(
                decision_id=f"{article_id}-{key}",
                decided_at=now(),
                decided_by="ana",
                kind="accept",
                article_id=article_id,
                target=key,
                run_id=there.run_id,
                before=record,
                after=record,
                cast=cast.rows_for(record),
            )
            for key, record in there.current.records.items()
        ]
        db.insert([decision.as_row() for decision in made[:-1]])
        keep(db, standing(db, article_id), made[-1])


def test_everything_accepted_is_gold_against_which_nothing_is_wrong(
    seeds: Path, tmp_path: Path
) -> None:
    with Database.open(seeds) as db:
        accept_everything(db)
        written = write_gold(db, tmp_path / "gold")
        assert (written.articles, written.complete) == (5, 5)
        evaluation = evaluate(db, read_gold([tmp_path / "gold"]))
    assert not evaluation.absent
    assert not evaluation.lost
    wrong = {
        figure.metric: figure.value
        for figure in evaluation.figures
        if figure.value not in (None, 1.0)
        and figure.metric not in ("ungrounded", "event.false_merges", "event.missed_merges")
    }
    assert not wrong
    counts = {f.metric: f.n for f in evaluation.figures}
    assert counts["meeting"] == 23
    assert counts["statement"] > 80
    for metric in ("ungrounded", "event.false_merges", "event.missed_merges"):
        figure = evaluation.figure(metric)
        assert figure is not None
        assert figure.value == 0


def test_one_corrected_date_is_the_one_error_of_the_old_database(
    seeds: Path, tmp_path: Path
) -> None:
    old = Path(shutil.copy(seeds, tmp_path / "old.duckdb"))
    with Database.open(seeds) as db:
        accept_everything(db)
        article_id, key = db.query(
            "SELECT article_id, summit_id FROM summits WHERE date_precision = 'day' "
            "ORDER BY summit_id LIMIT 1"
        ).rows[0]
        told = desk.item(db, article_id, key)["shown"]
        correction = Written.model_validate(
            {
                "kind": "summit",
                "fields": {"date_start": "2017-01-02", "date_end": "2017-01-02"},
                "spans": [(s["char_start"], s["char_end"]) for s in told["spans"]],
                "people": [{"actor": p["actor_id"], "role": p["role"]} for p in told["people"]],
            }
        )
        deciding.decide(
            db,
            Wish(
                kind="correct",
                article_id=article_id,
                key=key,
                version=told["version"],
                record=correction,
            ),
            "ana",
        )
        write_gold(db, tmp_path / "gold")
    with Database.open(old, read_only=True) as db:
        evaluation = evaluate(db, read_gold([tmp_path / "gold"]))
    wrong = {
        (result.metric, result.record)
        for figure in evaluation.figures
        for result in figure.results
        if figure.metric.startswith(("meeting", "statement", "claim", "actor"))
        and result.hit < max(result.in_gold, result.in_found)
    }
    assert wrong == {("meeting.date", key), ("meeting.date_iou", key)}


def test_undecided_and_rejected_records_are_left_out(seeds: Path, tmp_path: Path) -> None:
    with Database.open(seeds) as db:
        items = desk.queue(db, Filters(kind="summit"))["items"]
        article_id = items[0]["article_id"]
        mine = [one["key"] for one in items if one["article_id"] == article_id]
        assert len(mine) > 2
        for kind, key in zip(("accept", "reject"), mine, strict=False):
            version = desk.item(db, article_id, key)["shown"]["version"]
            deciding.decide(
                db, Wish(kind=kind, article_id=article_id, key=key, version=version), "ana"
            )
        written = write_gold(db, tmp_path / "gold")
        assert (written.articles, written.complete, written.records) == (1, 0, 1)
        (path,) = [p for p in (tmp_path / "gold").iterdir() if p.name != "aliases.json"]
        told = json.loads(path.read_text(encoding="utf-8"))
        assert [meeting["id"] for meeting in told["meetings"]] == [mine[0]]
        assert told["complete"] == dict.fromkeys(
            ("meetings", "direct", "indirect", "mixed", "claims"), False
        )
        assert told["rejected"] == 1
        # What is not decided is no error of the database.
        evaluation = evaluate(db, read_gold([tmp_path / "gold"]))
        assert evaluation.figure("meeting").value == 1.0  # type: ignore[union-attr]


def test_gold_without_decisions_is_told(seeds: Path, tmp_path: Path) -> None:
    with Database.open(seeds) as db, pytest.raises(UsageError, match="nothing is decided yet"):
        write_gold(db, tmp_path / "gold")


def test_folder_of_others_is_left_alone(seeds: Path, tmp_path: Path) -> None:
    out = tmp_path / "gold"
    out.mkdir()
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    with Database.open(seeds) as db:
        accept_one(db)
        with pytest.raises(UsageError, match=r"notes\.txt"):
            write_gold(db, out)
        (out / "notes.txt").unlink()
        write_gold(db, out)
        first = sorted(p.name for p in out.iterdir())
        write_gold(db, out)  # its own files it writes anew
    assert sorted(p.name for p in out.iterdir()) == first


def accept_one(db: Database) -> None:
    one = desk.queue(db, Filters(kind="summit"))["items"][0]
    version = desk.item(db, one["article_id"], one["key"])["shown"]["version"]
    deciding.decide(
        db,
        Wish(kind="accept", article_id=one["article_id"], key=one["key"], version=version),
        "ana",
    )


def test_gold_notation_has_open_sides() -> None:
    day = date(2018, 4, 30)
    assert read_interval("../2018-04-30") == Interval(None, day)
    assert read_interval("2018-04-30/..") == Interval(day, None)
    assert read_interval("2018-04-30/2018-04-30") == Interval(day, day)
