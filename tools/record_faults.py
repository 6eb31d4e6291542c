"""Records `cassettes/faults/` from a real faulty server on loopback (tests/loopback.py).

    python -m tools.record_faults

The article and the answers are made up (tests/drafts.py); the HTTP is real.
"""

import asyncio
from pathlib import Path

from pipeline.extracting.cassettes import recorded
from pipeline.extracting.extract import ExtractionFailed, extract
from pipeline.extracting.model import Model, ModelSettings
from tests import loopback as lo
from tests.drafts import (
    STATEMENTS,
    WAR,
    article,
    covering,
    draft,
    meeting,
    repairs,
    statement,
)

FAULTS = Path(__file__).resolve().parent.parent / "cassettes" / "faults"
GOOD = draft()
BAD_ANCHORS = draft(
    meetings=[meeting(), meeting("m2", at=["1:met in Ankara"]), meeting("m3", at=["9:nowhere"])],
    statements=[*STATEMENTS, statement("a2", at=["3:called the talks useless"])],
)
LEFT_OUT = draft(statements=[one for one in STATEMENTS if one["at"] != WAR][1:])
SCRIPTS: dict[str, list[lo.Reply]] = {
    "429_with_retry_after": [lo.busy("0"), lo.busy("1"), lo.answer(GOOD)],
    "500_then_success": [lo.status(500), lo.status(500), lo.answer(GOOD)],
    "cut_off": [lo.cut_off()],
    "refusal": [lo.refusal()],
    "no_json": [lo.answer("Here is the report you asked for:"), lo.answer("Sorry, again:")],
    "three_bad_anchors": [
        lo.answer(BAD_ANCHORS),
        lo.answer(repairs({"M": meeting("m2", at=["1:in Sochi on Monday"])}, {}, {})),
    ],
    "two_quotations_left_out": [
        lo.answer(LEFT_OUT),
        lo.answer(covering(STATEMENTS[0], next(one for one in STATEMENTS if one["at"] == WAR))),
    ],
}


def main() -> None:
    for name, replies in SCRIPTS.items():
        with lo.Loopback(*replies) as server, recorded(FAULTS / f"{name}.yaml"):
            asyncio.run(_extract(server.url))
        print(f"{name}: {len(server.raw)} requests")


async def _extract(url: str) -> None:
    settings = ModelSettings("openai/scripted", url)
    async with Model.connect(settings) as model:
        try:
            await extract(article(), model)
        except ExtractionFailed as failure:
            print(f"  {failure}")


if __name__ == "__main__":
    main()
