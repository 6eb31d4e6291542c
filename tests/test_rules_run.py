"""`summitry run` by the built-in rules: the default, beside and after a model, and rebuilt."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.extracting.byrules import READ_BY, rules_prompt, rules_sha256
from pipeline.relating.deciding import decide
from pipeline.reviewing import deciding, desk
from pipeline.reviewing.deciding import Wish
from pipeline.running.ending import Done
from pipeline.running.landing import BATCH, Landing, known
from pipeline.running.run import RunSettings, run_row
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database
from tests import loopback as lo
from tests.command import Command
from tests.drafts import TEXT, draft
from tests.loopback import Loopback

DB = Path("summits.duckdb")
RUSSIAN = (
    "МОСКВА — Президент России Владимир Путин в понедельник встретился в Сочи с президентом "
    "Турции. «Мы договорились о демилитаризованной зоне», — сказал он журналистам."
)


@pytest.fixture
def summitry(summitry: Command, place: Path) -> Command:
    """In a folder that holds the article as a.txt."""
    (place / "a.txt").write_text(TEXT, encoding="utf-8")
    return summitry


def rows(sql: str) -> list[dict[str, Any]]:
    with Database.open(DB, read_only=True) as db:
        return db.dicts(sql)


def by_model(summitry: Command, *words: str) -> int:
    """Read the folder through a model; how often it was asked."""
    with Loopback(script=lambda _: lo.answer(draft())) as server:
        asked = ("--model", "openai/test", "--base-url", server.url)
        assert summitry("run", "a.txt", *asked, *words).code == 0
        return len(server.raw)


def made_by() -> list[str]:
    return [
        r["model"] for r in rows("SELECT DISTINCT model FROM statements JOIN runs USING (run_id)")
    ]


def test_without_a_model_the_rules_read(summitry: Command) -> None:
    told = summitry("run", "a.txt")
    assert told.code == 0
    (line,) = (line for line in told.err.splitlines() if "rules" in line)
    assert "built-in rules" in line
    assert "--model openai/gpt-5-mini" in line
    (run,) = rows("FROM runs")
    assert (run["model"], run["prompt"]) == ("rules", rules_prompt())
    assert run["prompt_sha256"] == rules_sha256()
    quotes = rows("SELECT speakers, text FROM quotes WHERE quote_type = 'direct'")
    assert {(row["speakers"], row["text"]) for row in quotes} >= {
        ("Vladimir Putin", "“The war must end this year,”")
    }
    (meeting,) = rows("SELECT status, channel, place_text FROM summits WHERE status = 'held'")
    assert tuple(meeting.values()) == ("held", "in_person", "Sochi")
    (outcome,) = rows("FROM outcomes")
    assert (outcome["outcome"], outcome["attempts"], outcome["cost_usd"]) == ("records", 0, 0.0)
    assert rows("SELECT language FROM articles") == [{"language": "en"}]
    assert not Path("summits.answers").exists()


def test_named_rules_read_though_a_model_is_configured(
    summitry: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITRY_MODEL", "openai/test")
    assert summitry("run", "a.txt", "--model", "rules").code == 0
    assert made_by() == ["rules"]


def test_same_rules_again_read_nothing_and_changed_rules_read_again(summitry: Command) -> None:
    summitry("run", "a.txt")
    again = summitry("run", "a.txt")
    assert again.code == 0
    assert "articles    nothing new" in again.out
    assert len(rows("FROM runs")) == 1
    with Database.open(DB) as db:
        db.query("UPDATE runs SET prompt_sha256 = 'that of other rules'")
    assert summitry("run", "a.txt").code == 0
    assert len(rows("FROM runs")) == 2


def test_the_rules_version_covers_all_that_makes_records_of_a_text() -> None:
    """Every package that reading by rules imports is one whose change reads again."""
    told = subprocess.run(
        [sys.executable, "-c", "import sys, pipeline.extracting.byrules as b; "
         "print(*{name.split('.')[1] for name in sys.modules if name.startswith('pipeline.')})"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    beside = {"extracting", "errors", "identity", "resources", "reading", "settings"}
    assert set(told) <= {*READ_BY, *beside}, set(told) - {*READ_BY, *beside}


def test_language_that_the_rules_do_not_read_is_skipped_with_its_name(summitry: Command) -> None:
    Path("b.txt").write_text(RUSSIAN, encoding="utf-8")
    told = summitry("run", "a.txt", "b.txt")
    assert told.code == 1
    assert "b.txt: skipped: language: ru" in told.err
    (outcome,) = rows("FROM outcomes WHERE outcome <> 'records'")
    assert outcome["outcome"] == "skipped"
    assert outcome["reason"].startswith("language: ru ")
    (article,) = rows(f"FROM articles WHERE article_id = '{outcome['article_id']}'")
    assert (article["language"], article["text"]) == ("ru", RUSSIAN)
    assert rows(f"FROM statements WHERE article_id = '{outcome['article_id']}'") == []


def test_model_takes_the_rules_place_and_decisions_stay(summitry: Command) -> None:
    summitry("run", "a.txt")
    (held,) = (r["summit_id"] for r in rows("SELECT summit_id FROM summits WHERE status = 'held'"))
    with Database.open(DB) as db:
        decide(db, "event_split", [held], "ann")
    assert by_model(summitry) == 1
    assert made_by() == ["openai/test"]
    assert [r["superseded_by"] for r in rows("FROM superseded")] == [
        r["run_id"] for r in rows("FROM runs WHERE model = 'openai/test'")
    ]
    (event,) = rows(
        "SELECT decided_by FROM event_mentions JOIN summits USING (summit_id) WHERE status = 'held'"
    )
    assert event["decided_by"] == "ann"


def test_what_a_person_decided_goes_from_the_rules_to_a_model_and_back(summitry: Command) -> None:
    """Decided on what the rules read, and on what the model read: both stand in every reading."""

    def desk_says(kind: str, sql: str, **fields: str) -> None:
        (row,) = rows(sql)
        with Database.open(DB) as db:
            told = desk.item(db, row["article_id"], row["id"])["shown"]
            assert told is not None
            form = {
                "kind": told["kind"],
                "fields": fields,
                "spans": [(span["char_start"], span["char_end"]) for span in told["spans"]],
                "people": [
                    {"actor": p["actor_id"], "role": p.get("role", "")} for p in told["people"]
                ],
            }
            wish = {"kind": kind, "article_id": row["article_id"], "key": row["id"],
                    "version": told["version"], "record": form if fields else None}  # fmt: skip
            deciding.decide(db, Wish.model_validate(wish), "ann")

    meeting = "SELECT article_id, summit_id AS id FROM summits WHERE status = 'held'"
    war = "SELECT article_id, statement_id AS id FROM statements WHERE contains(text, 'The war')"
    zone = "SELECT article_id, statement_id AS id FROM statements WHERE contains(text, 'agreed on')"

    summitry("run", "a.txt")
    desk_says("correct", meeting, status="cancelled")
    desk_says("reject", war)
    cancelled = "SELECT status FROM summits WHERE status = 'cancelled'"
    assert by_model(summitry) == 1
    assert made_by() == ["openai/test"]
    assert len(rows(cancelled)) == 1
    assert rows(war) == []
    assert rows(meeting) == []

    desk_says("correct", zone, act="threaten")
    assert summitry("run", "a.txt", "--model", "rules", "--again").code == 0
    assert made_by() == ["rules"]
    assert len(rows(cancelled)) == 1
    assert rows(war) == []
    assert rows("SELECT act FROM statements WHERE contains(text, 'agreed on')") == [
        {"act": "threaten"}
    ]
    assert rows("SELECT count(*) AS n FROM flags WHERE code = 'decision_without_record'") == [
        {"n": 0}
    ]


def test_rules_leave_what_a_model_read_and_say_so(summitry: Command) -> None:
    assert by_model(summitry) == 1
    Path("b.txt").write_text(TEXT.replace("Sochi", "Kazan"), encoding="utf-8")
    told = summitry("run", "a.txt", "b.txt")
    assert told.code == 0
    assert "the records that openai/test made of 1 article stay: --again" in told.err
    assert "unchanged   1" in told.out
    assert sorted(made_by()) == ["openai/test", "rules"]
    # Its text under a new name is no new reading either.
    Path("c.txt").write_text(TEXT, encoding="utf-8")
    assert summitry("run", "c.txt").code == 0
    assert summitry("rebuild").code == 0
    assert sorted(made_by()) == ["openai/test", "rules"]
    assert summitry("run", "a.txt", "--again").code == 0
    assert made_by() == ["rules"]


def test_after_the_rules_were_asked_for_the_model_reads_again_without_a_call(
    summitry: Command,
) -> None:
    by_model(summitry)
    summitry("run", "a.txt", "--model", "rules", "--again")
    assert by_model(summitry) == 0
    assert made_by() == ["openai/test"]


def test_rebuild_reads_by_todays_rules_and_keeps_what_is_known(summitry: Command) -> None:
    line = {"text": TEXT, "title": "Talks", "outlet": "TASS", "url": "https://t.example/1",
            "published_on": "2018-09-18"}  # fmt: skip
    Path("b.jsonl").write_text(json.dumps(line), encoding="utf-8")
    summitry("run", "b.jsonl")
    known = "SELECT * EXCLUDE (article_id) FROM articles"
    right, told = rows("SELECT * EXCLUDE (run_id) FROM statements ORDER BY 1"), rows(known)
    assert told[0]["outlet"] == "TASS"
    with Database.open(DB) as db:
        db.query("UPDATE statements SET act = 'threaten', said_on = NULL")
    assert summitry("rebuild").code == 0
    assert rows("SELECT * EXCLUDE (run_id) FROM statements ORDER BY 1") == right
    assert rows(known) == told


@pytest.mark.parametrize(
    ("bare", "full"),
    [
        (
            "Lavrov met Cavusoglu in Antalya on Monday.",
            "Russian Foreign Minister Sergei Lavrov met his Turkish counterpart Mevlut Cavusoglu "
            "in Antalya on Monday, the ministry said.",
        ),
        (
            "Putin met Erdogan in Sochi on Monday.",
            "Russian President Vladimir Putin met Turkish President Recep Tayyip Erdogan in Sochi "
            "on Monday, the Kremlin said.",
        ),
    ],
)
def test_meeting_told_by_bare_and_by_full_names_is_one_event(
    summitry: Command, bare: str, full: str
) -> None:
    lines = [{"text": text, "published_on": "2022-03-15"} for text in (bare, full)]
    Path("b.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    summitry("run", "b.jsonl")
    assert rows("SELECT n_articles FROM events") == [{"n_articles": 2}]
    assert len(rows("FROM review_queue WHERE reason = 'surname_alone'")) == 2


def test_show_says_who_read_an_article(summitry: Command) -> None:
    summitry("run", "a.txt")
    assert "read by rules, run" in summitry("show", "a.txt").out
    by_model(summitry)
    assert "read by openai/test, run" in summitry("show", "a.txt").out


def test_dry_run_of_the_rules_foretells_nothing_and_writes_nothing(summitry: Command) -> None:
    assert summitry("run", "a.txt", "--dry-run").code == 0
    assert not DB.exists()


def test_endpoint_without_a_model_is_told(summitry: Command) -> None:
    ran = summitry("run", "a.txt", "--base-url", "http://127.0.0.1:1/v1")
    assert ran.code == 2
    assert "no model is named" in ran.err


@pytest.mark.parametrize("turns", range(5))
def test_landing_that_is_told_to_stop_as_a_batch_fills_stops(tmp_path: Path, turns: int) -> None:
    """What extracts without waiting fills the last batch in the very turn in which it ends."""

    async def main() -> None:
        settings = RunSettings("rules", tmp_path / "x.duckdb")
        there = known(settings.db, run_row(settings), print)
        with Answers.open(":memory:") as answers:
            landed = asyncio.Event()
            landing = Landing(settings.db, there, answers, lambda _: landed.set(), print)
            lander = asyncio.create_task(landing.keep_landing())
            landing.add(Done("-1", None, "unreadable"))
            await landed.wait()
            for n in range(BATCH):
                landing.add(Done(str(n), None, "unreadable"))
            for _ in range(turns):
                await asyncio.sleep(0)
            lander.cancel()
            await asyncio.wait([lander], timeout=5)
            assert lander.cancelled()
            await landing.finish(10)

    asyncio.run(main())
