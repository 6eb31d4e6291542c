"""A short article and drafts of it, in the form that goes over the wire."""

import json
from typing import Any

from pipeline.reading.text import make_article
from schemas.draft import ArticleDraft
from schemas.records import Article

Wire = dict[str, Any]

TEXT = """\
ANKARA — Turkish President Recep Tayyip Erdogan met Russian President Vladimir Putin in Sochi on Monday.
“We agreed on a demilitarised zone,” Erdogan said after the talks, “and it will be 15 km wide.”
Putin called the talks very useful.
“The war must end this year,” Putin told reporters.
The two will meet again in Tehran on May 4, the Kremlin said."""

ZONE = ["2:“We agreed…zone,”", "2:“and it…wide.”"]
"""The anchors of paragraph 2's quotation, which its cue splits."""
WAR = ["4:“The war…this year,”"]


def article(text: str = TEXT, source_path: str = "a.txt", **known: Any) -> Article:
    return make_article(text, source_path, **{"published_text": "2018-09-18", **known})


def actor(ref: str, name: str | None, kind: str = "person", **fields: Any) -> Wire:
    """In the plain form; with `m` a collective."""
    return {"r": ref, "n": name, "k": kind, "ro": None, "of": None, **fields}


def meeting(ref: str = "m1", *who: str, at: list[str] | None = None, **fields: Any) -> Wire:
    return {
        "r": ref,
        "n": None,
        "s": "held",
        "ch": "in_person",
        "lv": "leaders",
        "dt": "on Monday",
        "d": None,
        "pl": "Sochi",
        "w": list(who) or ["a1", "a2"],
        "at": ["1"] if at is None else at,
        **fields,
    }


def statement(*who: str, at: list[str], claims: list[Wire] | None = None, **fields: Any) -> Wire:
    return {
        "w": list(who) or ["a1"],
        "at": at,
        "act": "assert",
        "in": "unspecified",
        "m": None,
        "d": None,
        "c": claims or [],
        **fields,
    }


def claim(text: str, at: list[str], **fields: Any) -> Wire:
    """In the plain form; in the full one with any of `f`, `q`, `w`."""
    plain = {"t": text, "k": "event", "d": None, "at": at, **fields}
    if plain.keys().isdisjoint(("f", "q", "w")):
        return plain
    return {"f": "certain", "q": None, "w": [], **plain}


def draft(
    actors: list[Wire] | None = None,
    meetings: list[Wire] | None = None,
    statements: list[Wire] | None = None,
    claims: list[Wire] | None = None,
    **head: Any,
) -> Wire:
    """A report; without arguments the full and sound one of `TEXT`."""
    return {
        "h": {"lang": "en", "ti": None, "pub": None, "by": None, "dl": "1:ANKARA", **head},
        "A": ACTORS if actors is None else actors,
        "M": [meeting()] if meetings is None else meetings,
        "S": STATEMENTS if statements is None else statements,
        "C": [] if claims is None else claims,
    }


def repair(**given: Wire | None) -> Wire:
    """One corrected record: `repair(M=meeting())`; withdrawn: `repair()`."""
    return repairs(given)


def repairs(*given: dict[str, Wire | None]) -> Wire:
    """Corrected records in the order in which they were asked for."""
    nothing = {"A": None, "M": None, "S": None, "C": None}
    return {"R": [{"i": number, **nothing, **one} for number, one in enumerate(given, 1)]}


def covering(*statements: Wire | None, actors: list[Wire] | None = None) -> Wire:
    """Answers on quotations in the order in which they were asked about; None = no speech."""
    return {
        "A": actors or [],
        "Q": [{"i": number, "S": one} for number, one in enumerate(statements, 1)],
    }


def parsed(wire: Wire) -> ArticleDraft:
    return ArticleDraft.model_validate_json(json.dumps(wire))


ACTORS = [
    actor("a1", "Recep Tayyip Erdogan", ro="Turkish President", of="Turkey"),
    actor("a2", "Vladimir Putin", ro="Russian President", of="Russia"),
    actor("a3", "Kremlin", "government_body", of="Russia"),
]
STATEMENTS = [
    statement(
        "a1",
        at=ZONE,
        m="m1",
        act="commit",
        claims=[
            claim(
                "The demilitarised zone will be 15 km wide.",
                ["2:“and it…wide.”"],
                k="commitment",
                q="=15 km",
            )
        ],
    ),
    statement("a2", at=["3:the talks…useful."]),
    statement("a2", at=WAR, act="request"),
    statement("a3", at=["5:The two…May 4,"]),
]
