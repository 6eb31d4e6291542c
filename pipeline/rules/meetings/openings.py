"""How a transcript of a meeting opens: where it was spoken, and the words that greet the guest.

Its title tells that they met; "PRESIDENT VENN: Okay." shows nobody that they did.
"""

import re

from pipeline.lookup.places import resolve_place
from pipeline.rules.meetings.wording import channel_of
from pipeline.rules.text import Layout, Sentence
from schemas.vocabulary import Channel

_GREETS = re.compile(
    r"\bwelcom\w+|\bthank\w*\b.*?\bfor (?:coming|being (?:here|with)|having|hosting|join\w+"
    r"|taking the time|inviting|bringing|the (?:invitation|welcome|visit))"
    r"|\b(?:good|great|wonderful|nice|pleasure|pleased|hono\w+|glad|happy|delighted)\b.*?\bto"
    r" (?:see|meet|host|have|be (?:here|back|with)) (?:you|him|her|them|my|our|the|so|many|a"
    r"|again|here|back|with)\b"
    r"|\bwe (?:gather|meet|come together)\b"
    r"|\blook\w* forward to\b.*?\b(?:meeting|conversation|discussions?|talks?|speaking)\b"
    r"|\b(?:our|this|the) (?:bilateral |first |productive )*meeting\b",
    re.IGNORECASE,
)
_WITHIN = 10
"""Sentences of a transcript among which somebody greets."""
_SHORT = 5
"""Words of a turn with its label that show nothing: "PRESIDENT VENN: Okay."."""
_HOUR = re.compile(r"\d{1,2}:\d{2}")
_ROOM = re.compile(
    r"\b(?:House|Office|Palace|Hall|Room|Hotel|Castle|Residence|Headquarters|Embassy|Cent(?:er|re)"
    r"|Kremlin|Chancellery|Villa|Base|Airport|Parliament)\b"
)


def greeting(layout: Layout) -> Sentence:
    """The sentence of the text's opening that best shows a meeting; else its first of some length.

    `"Okay." "Well, Mr. President, welcome back to the White House." -> the second`
    """
    body = [one for one in layout.sentences if one.paragraph in layout.body]
    opening = (body or layout.sentences)[:_WITHIN]
    words = [layout.text[one.start : one.end] for one in opening]
    long = [len(some.split()) >= _SHORT for some in words]
    for one, some, enough in zip(opening, words, long, strict=True):
        if enough and _GREETS.search(some):
            return one
    return next((one for one, enough in zip(opening, long, strict=True) if enough), opening[0])


def spoken_at(layout: Layout) -> tuple[str | None, Channel | None]:
    """Where a transcript's first lines say that it was spoken, and over which line.

    `"Carbis Bay Hotel", "Cornwall, United Kingdom" -> "Cornwall"`, `"Via Teleconference" -> video`
    """
    room: str | None = None
    for number, (start, end) in enumerate(layout.article.paragraphs, start=1):
        if number in layout.body:
            break
        line = layout.text[start:end].strip().strip("*_").strip()
        if _HOUR.search(line) or ":" in line:
            continue
        if channel := channel_of(line):
            return None, channel
        city = line.split(",", maxsplit=1)[0].strip()
        found = resolve_place(city) if "," in line else None
        if found is not None and found.country_iso3:
            return city, None
        room = room or (line if _ROOM.search(line) else None)
    return room, None
