"""Made-up articles of 3 KB, and for each the one answer of 4.5 KB that is right for it.

Every article tells four meetings in the same order of paragraphs. Who met, where, what was
said, how wide, until when: all that is drawn by the article's number, among paragraphs of
random words. So articles differ as news does: some tell of the same meeting or say the same
on one thing, most do not.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.drafts import actor, claim, meeting, statement

Fields = dict[str, str]
LEADERS = (
    ("Recep Tayyip Erdogan", "Erdogan", "Turkish"),
    ("Vladimir Putin", "Putin", "Russian"),
    ("Emmanuel Macron", "Macron", "French"),
    ("Angela Merkel", "Merkel", "German"),
    ("Narendra Modi", "Modi", "Indian"),
    ("Xi Jinping", "Xi", "Chinese"),
    ("Shinzo Abe", "Abe", "Japanese"),
    ("Moon Jae-in", "Moon", "South Korean"),
    ("Hassan Rouhani", "Rouhani", "Iranian"),
    ("Benjamin Netanyahu", "Netanyahu", "Israeli"),
    ("Volodymyr Zelensky", "Zelensky", "Ukrainian"),
    ("Boris Johnson", "Johnson", "British"),
    ("Justin Trudeau", "Trudeau", "Canadian"),
    ("Jair Bolsonaro", "Bolsonaro", "Brazilian"),
    ("Andrzej Duda", "Duda", "Polish"),
    ("Viktor Orban", "Orban", "Hungarian"),
    ("Aleksandar Vucic", "Vucic", "Serbian"),
    ("Kyriakos Mitsotakis", "Mitsotakis", "Greek"),
    ("Imran Khan", "Khan", "Pakistani"),
    ("Ilham Aliyev", "Aliyev", "Azerbaijani"),
    ("Nikol Pashinyan", "Pashinyan", "Armenian"),
    ("Alexander Lukashenko", "Lukashenko", "Belarusian"),
)
PLACES = (
    "Sochi Tehran Berlin Paris Beijing Seoul Tokyo Geneva Vienna Ankara Warsaw Budapest Athens "
    "Belgrade Cairo Oslo Helsinki Brussels Rome Madrid Lisbon Astana Baku Yerevan Minsk Jakarta"
).split()
WORKS = (
    "demilitarised zone/wide",
    "buffer strip/wide",
    "security corridor/wide",
    "gas pipeline/long",
    "rail tunnel/long",
    "border fence/long",
    "shipping canal/long",
    "motorway/long",
    "supply road/long",
    "power line/long",
)
DISPUTES = (
    "war blockade embargo siege boycott shelling standoff strike crisis fighting occupation trial"
).split()
DEADLINES = ("this year", "this month", "this week")
ADJECTIVES = "useful frank constructive open warm difficult productive serious".split()
MONTHS = "January February March April May June July August September October November".split()
LINES = (
    "{adjective} leader {one} met {other_adjective} leader {other} in {place} on Monday.",
    "“We agreed on a {work},” {last} said after the talks, “and it will be {size} km {extent}.”",
    "{other_last} called the talks very {how} and thanked his host for two days of work.",
    "“The {dispute} must end {deadline},” {other_last} told reporters in {place}.",
    "The two will meet again in {next_place} on {month} {day}, {last} said.",
)
SCENES = 4
FILLER = 7
"""Paragraphs of random words."""
WORDS = (
    "harbour market bridge winter students engineers farmers railway museum river council "
    "budget school hospital weather garden library theatre orchestra factory village coast "
    "mountain road traffic police court festival market price harvest energy water forest"
).split()
FIRST_DAY = date(2010, 1, 5)
MARK = "Report no. "
"""What stands before an article's number, in its last paragraph."""


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, date]]:
    """`count` texts with their days of publication."""
    rng = random.Random(seed)
    for number in range(count):
        told = [line.format_map(scene) for scene in scenes(number) for line in LINES]
        filler = [f"{' '.join(rng.choices(WORDS, k=24)).capitalize()}." for _ in range(FILLER)]
        day = FIRST_DAY + timedelta(days=number % 5000)
        yield "\n\n".join([*told, *filler, f"{MARK}{number}."]), day


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


def scenes(number: int) -> list[Fields]:
    """What an article's meetings were, and what was said there."""
    rng = random.Random(number)
    people, places = rng.sample(LEADERS, 2 * SCENES), rng.sample(PLACES, 2 * SCENES)
    drawn = []
    for at in range(SCENES):
        one, other = people[2 * at : 2 * at + 2]
        work, extent = rng.choice(WORKS).split("/")
        drawn.append(
            {
                "one": one[0],
                "last": one[1],
                "adjective": one[2],
                "other": other[0],
                "other_last": other[1],
                "other_adjective": other[2],
                "place": places[2 * at],
                "next_place": places[2 * at + 1],
                "work": work,
                "work_end": work.rsplit(maxsplit=1)[-1],
                "extent": extent,
                "size": str(rng.randint(2, 900)),
                "how": rng.choice(ADJECTIVES),
                "dispute": rng.choice(DISPUTES),
                "deadline": (deadline := rng.choice(DEADLINES)),
                "deadline_end": deadline.rsplit(maxsplit=1)[-1],
                "month": rng.choice(MONTHS),
                "day": str(rng.randint(1, 28)),
            }
        )
    return drawn


def answer(number: int = 0) -> str:
    """The draft that a model would give for the text of this number."""
    return draft(scenes(number))


def answer_template() -> str:
    """Any text's draft, to be filled by `%` with `filling(number)`."""
    names = scenes(0)[0]
    return draft([{name: f"%({name}{at})s" for name in names} for at in range(SCENES)])


def filling(number: int) -> dict[bytes, bytes]:
    return {
        f"{name}{at}".encode(): value.encode()
        for at, scene in enumerate(scenes(number))
        for name, value in scene.items()
    }


def number_in(request: bytes) -> int:
    """The number of the article that a request is about; 0 where it names none."""
    begin = request.rfind(MARK.encode()) + len(MARK)
    digits = request[begin : begin + 9].split(b".", 1)[0]
    return int(digits) if digits.isdigit() else 0


def draft(told: list[Fields]) -> str:
    actors, meetings, statements = [], [], []
    for at, scene in enumerate(told):
        a, b, p = f"a{2 * at + 1}", f"a{2 * at + 2}", 5 * at
        held, planned = f"m{2 * at + 1}", f"m{2 * at + 2}"
        actors += [
            actor(a, scene["one"], at=[f"{p + 1}:{scene['one']}"]),
            actor(b, scene["other"], at=[f"{p + 1}:{scene['other']}"]),
        ]
        again = f"{scene['month']} {scene['day']}"
        meetings += [
            meeting(held, a, b, pl=scene["place"], at=[f"{p + 1}"]),
            meeting(
                planned, a, b, pl=scene["next_place"], s="scheduled", dt=again, at=[f"{p + 5}"]
            ),
        ]
        statements += _statements(scene, a, b, p, held, planned)
    head = {"lang": "en", "ti": None, "pub": None, "by": None, "dl": None}
    made = {"h": head, "A": actors, "M": meetings, "S": statements, "C": []}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _statements(
    scene: Fields, a: str, b: str, p: int, held: str, planned: str
) -> list[dict[str, Any]]:
    width = f"The {scene['work']} will be {scene['size']} km {scene['extent']}."
    end = f"The {scene['dispute']} must end {scene['deadline']}."
    agreed = [f"{p + 2}:“We agreed…{scene['work_end']},”", f"{p + 2}:“and it…{scene['extent']}.”"]
    asked = [f"{p + 4}:“The {scene['dispute']}…{scene['deadline_end']},”"]
    again = [f"{p + 5}:The two…{scene['month']} {scene['day']},"]
    return [
        statement(a, at=agreed, m=held, claims=[claim(width, [f"{p + 2}"])]),
        statement(b, at=[f"{p + 3}:called the…{scene['how']}"], m=held),
        statement(b, at=asked, m=held, claims=[claim(end, [f"{p + 4}"])]),
        statement(a, at=again, m=planned),
    ]
