"""Made-up articles of 3 KB, and the one answer of 4.5 KB that is right for each of them.

Every article tells the same meetings in the same paragraphs, dated by its own day of
publication, among paragraphs of random words of its own: to near-duplicate detection
they differ, and to merging they are meetings of different days.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

from tests.drafts import actor, claim, meeting, statement

SCENES = (
    ("Recep Tayyip Erdogan", "Turkish", "Vladimir Putin", "Russian", "Sochi", "Tehran", 15),
    ("Emmanuel Macron", "French", "Angela Merkel", "German", "Berlin", "Paris", 40),
    ("Narendra Modi", "Indian", "Xi Jinping", "Chinese", "Beijing", "New Delhi", 80),
    ("Shinzo Abe", "Japanese", "Moon Jae-in", "South Korean", "Seoul", "Tokyo", 120),
)
LINES = (
    "{one_adjective} leader {one} met {other_adjective} leader {other} in {place} on Monday.",
    "“We agreed on a demilitarised zone,” {one_last} said after the talks, "
    "“and it will be {width} km wide.”",
    "{other_last} called the talks very useful and thanked his host for two days of work.",
    "“The war must end this year,” {other_last} told reporters in {place}.",
    "The two will meet again in {next_place} on May 4, {one_last} said.",
)
FILLER = 7
"""Paragraphs of random words."""
WORDS = (
    "harbour market bridge winter students engineers farmers railway museum river council "
    "budget school hospital weather garden library theatre orchestra factory village coast "
    "mountain road traffic police court festival market price harvest energy water forest"
).split()
FIRST_DAY = date(2010, 1, 5)


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, date]]:
    """`count` texts with their days of publication."""
    rng = random.Random(seed)
    told = [line for scene in SCENES for line in _lines(scene)]
    for number in range(count):
        filler = [
            f"{' '.join(rng.choices(WORDS, k=24)).capitalize()} {number}." for _ in range(FILLER)
        ]
        yield "\n\n".join(told + filler), FIRST_DAY + timedelta(days=number % 5000)


def json_lines(count: int) -> Iterator[str]:
    """The articles as `summitry run` reads them."""
    for number, (text, day) in enumerate(texts(count)):
        line = {
            "text": text,
            "title": f"Report {number}",
            "outlet": f"Outlet {number % 40}",
            "published_on": f"{day}",
            "url": f"https://news.invalid/{number}",
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"


def answer() -> str:
    """The draft that a model would give for any of the texts."""
    actors, meetings, statements = [], [], []
    for at, (one, _, other, _, place, next_place, width) in enumerate(SCENES):
        a, b, p = f"a{2 * at + 1}", f"a{2 * at + 2}", 5 * at
        actors += [
            actor(a, one, at=[f"{p + 1}:{one}"]),
            actor(b, other, at=[f"{p + 1}:{other}"]),
        ]
        meetings += [
            meeting(f"m{2 * at + 1}", a, b, pl=place, at=[f"{p + 1}"]),
            meeting(
                f"m{2 * at + 2}", a, b, pl=next_place, s="scheduled", dt="May 4", at=[f"{p + 5}"]
            ),
        ]
        statements += [
            statement(
                a,
                at=[f"{p + 2}:“We agreed…zone,”", f"{p + 2}:“and it…wide.”"],
                m=f"m{2 * at + 1}",
                claims=[claim(f"The demilitarised zone will be {width} km wide.", [f"{p + 2}"])],
            ),
            statement(b, at=[f"{p + 3}:called the…useful"], m=f"m{2 * at + 1}"),
            statement(
                b,
                at=[f"{p + 4}:“The war…this year,”"],
                m=f"m{2 * at + 1}",
                claims=[claim("The war must end this year.", [f"{p + 4}"])],
            ),
            statement(a, at=[f"{p + 5}:The two…May 4,"], m=f"m{2 * at + 2}"),
        ]
    head = {"lang": "en", "ti": None, "pub": None, "by": None, "dl": None}
    draft = {"h": head, "A": actors, "M": meetings, "S": statements, "C": []}
    return json.dumps(draft, ensure_ascii=False, separators=(",", ":"))


def _lines(scene: tuple[str, str, str, str, str, str, int]) -> list[str]:
    one, one_adjective, other, other_adjective, place, next_place, width = scene
    return [
        line.format(
            one=one,
            one_adjective=one_adjective,
            one_last=one.rsplit(maxsplit=1)[-1],
            other=other,
            other_adjective=other_adjective,
            other_last=other.rsplit(maxsplit=1)[-1],
            place=place,
            next_place=next_place,
            width=width,
        )
        for line in LINES
    ]
