"""Papers and media between words and who says them: "the letter", "Axios reports, citing"."""

import re

from pipeline.rules.cue import Cue
from pipeline.rules.heard import Speech
from pipeline.rules.words import MEDIA, OUTLETS

IN_A_PAPER = re.compile(
    r"\b[Ii]n (?:an?|the|its|his|her|their|two|three|this|\w+day['’]s) (?:[\w-]+ ){0,3}?"
    r"(?:statements?|letters?|reports?|messages?|declaration|communiqu[eé]|memo|release|survey|study)"
    r"\b"
)
"""How a source says something in a paper that may speak later: "in a letter"."""


def cited(speech: Speech, cue: Cue, last: int) -> tuple[int, ...]:
    """`"Axios reports, citing two officials"`: they speak, and the medium passes it on."""
    if not all(is_medium(speech, one) for one in cue.speakers):
        return ()
    behind = range(cue.last, min(cue.last + 8, last - 1))
    for at in (*range(cue.first, cue.at), *behind):
        if speech.tokens.low[at] in ("citing", "quoting"):
            found = speech.cast.at(speech.tokens.starts[at + 1])
            return found.actors if found else ()
    return ()


def issuers(speech: Speech, cue: Cue, papers: tuple[int, ...]) -> tuple[int, ...]:
    """Whose "the statement", "her message" is: of whoever was named last, or spoke jointly."""
    first = speech.tokens.low[cue.first]
    offset = speech.tokens.starts[cue.first]
    found = speech.cast.before(offset)
    for _ in range(60):
        if found is None:
            break
        if found.actors and not found.quoted:
            persons = speech.cast.actors[found.actors[0]].kind == "person"
            if first in ("his", "her") and persons and len(found.actors) == 1:
                return found.actors
            if first not in ("his", "her") and len(found.actors) > 1 and not papers:
                return found.actors
        found = speech.cast.before(found.start)
    return papers


def is_medium(speech: Speech, actor: int) -> bool:
    """Whether an actor is a news medium, which passes on what others say."""
    draft = speech.cast.actors[actor]
    name = draft.name or ""
    body = draft.kind not in ("person", "role_holder", "collective")
    last = name.split(" ")[-1].lower() in MEDIA
    return draft.kind == "media" or name in OUTLETS or last or (body and "channel" in name.lower())
