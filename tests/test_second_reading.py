"""The rules read beside a model: where the two differ, a person is told; nothing changes."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.second_reading import with_second_reading
from pipeline.grounding.ground import ground
from pipeline.resolving.resolve import resolve
from pipeline.running.run import RunSettings, run
from pipeline.storing.database import Database
from schemas.records import ArticleRecords, Flag
from tests import loopback as lo
from tests.drafts import TEXT, WAR, ZONE, article, draft, meeting, parsed, statement
from tests.loopback import Loopback


def read(wire: dict[str, Any], text: str = TEXT) -> ArticleRecords:
    """A model's resolved records with the second reading's flags."""
    return with_second_reading(resolve(ground(article(text), parsed(wire)).records))


def told(wire: dict[str, Any], text: str = TEXT) -> list[tuple[str, str]]:
    return [
        (flag.code.removeprefix("second_reading_"), flag.message)
        for flag in read(wire, text).flags
        if flag.code.startswith("second_reading")
    ]


def test_readings_that_agree_raise_nothing() -> None:
    again = meeting("m2", pl="Tehran", s="scheduled", dt="May 4", at=["5"])
    assert told(draft(meetings=[meeting(), again])) == []


def test_other_speaker_is_told_with_both_readings() -> None:
    wrong = draft(statements=[statement("a1", at=ZONE), statement("a1", at=WAR)])
    (flag,) = [one for one in read(wrong).flags if one.code == "second_reading_speaker"]
    assert "the model has Recep Tayyip Erdogan say this, the rules Vladimir Putin" in flag.message
    assert "The war must end this year" in flag.message
    records = read(wrong)
    (said,) = (s for s in records.statements if "war" in s.content[0].text)
    assert flag.record_id == said.statement_id


def test_relay_is_no_other_speaker() -> None:
    relayed = [statement("a1", at=ZONE), statement("a1", "a2 via", at=WAR)]
    assert "speaker" not in dict(told(draft(statements=relayed)))


@pytest.mark.parametrize(
    ("verb", "is_told"), [("said on Sunday that he had", True), ("offered to", False)]
)
def test_what_somebody_offers_may_be_left_out(verb: str, is_told: bool) -> None:
    text = TEXT + f"\n\nHassan Rouhani {verb} host the next round in Tehran next spring."
    found = [message for code, message in told(draft(), text) if code == "left_out"]
    assert any("Rouhani" in message for message in found) == is_told


def test_the_outer_speaker_of_a_quotation_within_one_is_no_other_speaker() -> None:
    inner = TEXT.replace(
        "The war must end this year", "I told him, and Erdogan said, ‘It must end’"
    )
    model = draft(statements=[statement("a1", at=ZONE), statement("a2", at=["4:“I told…end’,”"])])
    assert "speaker" not in dict(told(model, inner))


SHORT = TEXT.replace("“The war must end this year,” Putin", "The war is “a disaster”, Putin")


def test_short_quotation_that_the_model_left_out_is_told() -> None:
    found = told(draft(statements=[statement("a1", at=ZONE)], claims=[]), SHORT)
    assert any(
        code == "left_out" and "Vladimir Putin, told" in message and "“a disaster”" in message
        for code, message in found
    )


def test_open_quotation_is_not_told_twice() -> None:
    records = read(draft(statements=[statement("a1", at=ZONE)], claims=[]))
    assert any(span.verdict == "open" for span in records.quote_spans)
    assert not any("The war must" in flag.message for flag in records.flags)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"s": "cancelled"}, "status", "the model has cancelled, the rules held"),
        ({"ch": "phone"}, "channel", "the model has phone, the rules in_person"),
        ({"dt": "May 4"}, "date", "the rules 2018-09-17"),
    ],
)
def test_meeting_that_differs_is_told_with_both_readings(
    change: dict[str, Any], code: str, words: str
) -> None:
    found = dict(told(draft(meetings=[meeting(**change)])))
    assert words in found[code]


def test_meeting_that_the_model_left_out_is_told() -> None:
    held, planned = [words for code, words in told(draft(meetings=[])) if code == "meeting"]
    assert "Recep Tayyip Erdogan" in held
    assert "2018-09-17" in held
    assert "scheduled, 2019-05-04" in planned


def test_other_language_is_not_compared() -> None:
    russian = "Путин заявил журналистам: «Война должна закончиться в этом году». " * 5
    records = resolve(ground(article(russian), parsed(draft([], [], [], [], dl=None))).records)
    assert with_second_reading(records) == records


def test_nothing_but_flags_is_added() -> None:
    plain = resolve(ground(article(), parsed(draft(meetings=[]))).records)
    twice = with_second_reading(plain)
    assert twice.model_copy(update={"flags": plain.flags}) == plain
    assert twice.flags[: len(plain.flags)] == plain.flags
    assert all(isinstance(flag, Flag) for flag in twice.flags)


@pytest.mark.parametrize("second_reading", [True, False])
def test_run_puts_differences_into_the_queue_unless_told_not_to(
    tmp_path: Path, second_reading: bool
) -> None:
    db = tmp_path / "x.duckdb"
    wrong = draft(meetings=[meeting(s="cancelled")])

    async def main() -> None:
        with Loopback(script=lambda _: lo.answer(wrong)) as server:
            settings = ModelSettings("openai/test", server.url)
            async with Model.connect(settings) as model:
                await run(
                    [article()],
                    model,
                    RunSettings("openai/test", db, second_reading=second_reading),
                )
            assert len(server.raw) == 1  # nobody is asked again

    asyncio.run(main())
    with Database.open(db, read_only=True) as opened:
        rows = opened.dicts("FROM review_queue WHERE reason = 'second_reading_status'")
        (kept,) = opened.dicts("SELECT settings FROM runs")
    assert len(rows) == second_reading
    assert json.loads(kept["settings"])["second_reading"] == second_reading
    assert all(row["record_id"] for row in rows)
