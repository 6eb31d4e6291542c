"""How many of a model's errors the second reading finds, and how often it cries wolf.

    python bench/second_reading.py

Replays the recorded answers of the seeds and the devset, plants one error at a time in a
copy of the records (each statement dropped, given to another actor of the article; each
meeting dropped, moved by a week, given another status or channel) and counts which errors
get a flag of their own. Flags on the records as they are, and flags about anything but the
error, are false alarms. `by coverage`: what the count of uncovered quotations finds alone.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from pipeline.extracting.byrules import read_by_rules
from pipeline.extracting.cassettes import RECORDED_MODEL, RECORDED_URL, replayed
from pipeline.extracting.extract import extract
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.second_reading import differences
from pipeline.grounding.coverage import quote_spans
from pipeline.grounding.quotations import quotations
from pipeline.reading.read import read
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from schemas.records import Article, ArticleRecords, Flag, Statement, Summit

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (("seeds", "seeds"), ("tests/devset", "devset"))
SEED = 5
OTHER_STATUS = {"held": "cancelled"}
OTHER_CHANNEL = {"phone": "in_person"}
Planted = tuple[str, str, str | None, ArticleRecords]
"""Kind, code of the flag that finds it, words or record it is about, the records."""


async def recorded(folder: str, cassettes: str) -> list[ArticleRecords]:
    """The resolved records of a folder's recorded answers."""
    found = []
    with replayed(ROOT / "cassettes" / cassettes):
        async with Model.connect(ModelSettings(RECORDED_MODEL, RECORDED_URL)) as model:
            for article in read([str(ROOT / folder)]):
                if isinstance(article, Article):
                    extraction = await extract(dated_article(article), model)
                    found.append(resolve(extraction.records))
    return found


def planted(records: ArticleRecords, chance: random.Random) -> Iterator[Planted]:
    """Copies of the records with one error each."""
    for at, said in enumerate(records.statements):
        kept = (*records.statements[:at], *records.statements[at + 1 :])
        marks = quotations(records.article.text, records.article.paragraphs)
        yield (
            f"statement dropped ({said.quote_type})",
            "second_reading_left_out",
            said.content[0].text,
            _with(
                records,
                statements=kept,
                quote_spans=quote_spans(records.article.text, marks, kept),
            ),
        )
        others = [
            actor.ref
            for actor in records.actors
            if actor.name and actor.ref not in (*said.speakers, *said.via)
        ]
        if others:
            wrong = said.model_copy(update={"speakers": (chance.choice(others),), "via": ()})
            yield (
                f"speaker swapped ({said.quote_type})",
                "second_reading_speaker",
                said.statement_id,
                _with(records, statements=_put(records.statements, at, wrong)),
            )
    for at, met in enumerate(records.summits):
        kept = (*records.summits[:at], *records.summits[at + 1 :])
        yield "meeting dropped", "second_reading_meeting", None, _with(records, summits=kept)
        changes: list[tuple[str, dict[str, Any]]] = [
            ("status", {"status": OTHER_STATUS.get(met.status, "held")}),
            ("channel", {"channel": OTHER_CHANNEL.get(met.channel, "phone")}),
        ]
        if met.date.start and met.date.end:
            week = timedelta(days=7 if met.date.precision == "day" else 370)
            date = {"start": met.date.start + week, "end": met.date.end + week}
            changes.append(("date", {"date": met.date.model_copy(update=date)}))
        for what, update in changes:
            wrong_meeting = met.model_copy(update=update)
            yield (
                f"{what} changed",
                f"second_reading_{what}",
                met.summit_id,
                _with(records, summits=_put(records.summits, at, wrong_meeting)),
            )


def _with(records: ArticleRecords, **update: Any) -> ArticleRecords:
    return records.model_copy(update=update)


def _put(row: tuple[Any, ...], at: int, one: Statement | Summit) -> tuple[Any, ...]:
    return (*row[:at], one, *row[at + 1 :])


def _about(code: str, subject: str | None) -> Callable[[Flag], bool]:
    def is_about(flag: Flag) -> bool:
        if flag.code != code:
            return False
        return flag.record_id in (None, subject)

    return is_about


def main() -> None:
    chance = random.Random(SEED)
    for folder, cassettes in FOLDERS:
        rows = asyncio.run(recorded(folder, cassettes))
        found: Counter[str] = Counter()
        covered: Counter[str] = Counter()
        number: Counter[str] = Counter()
        stray: Counter[str] = Counter()
        alarms: Counter[str] = Counter()
        spent = 0.0
        for records in rows:
            begun = time.process_time()
            rules = resolve(read_by_rules(records.article))
            before = differences(records, rules)
            spent += time.process_time() - begun
            alarms.update(flag.code for flag in before)
            opened = sum(span.verdict == "open" for span in records.quote_spans)
            for kind, code, subject, wrong in planted(records, chance):
                number[kind] += 1
                flags = [flag for flag in differences(wrong, rules) if flag not in before]
                is_about = _about(code, subject)
                found[kind] += any(map(is_about, flags))
                stray[kind] += sum(not is_about(flag) for flag in flags)
                now_open = sum(span.verdict == "open" for span in wrong.quote_spans)
                covered[kind] += now_open > opened
        print(f"\n{folder}: {len(rows)} articles, {1000 * spent / len(rows):.1f} ms CPU each")
        print(
            f"false alarms on the records as they are: {sum(alarms.values())} {dict(alarms) or ''}"
        )
        print("| error | planted | found | by coverage | missed | false alarms |")
        print("|---|---|---|---|---|---|")
        for kind, count in sorted(number.items()):
            missed = count - found[kind] - covered[kind]
            print(
                f"| {kind} | {count} | {found[kind]} | {covered[kind]} | {missed} | {stray[kind]} |"
            )


if __name__ == "__main__":
    main()
