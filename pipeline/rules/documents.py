"""Speech told by form, not by a cue: transcripts, posts, and reproduced statements."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.bylines import Byline, byline, labelled
from pipeline.rules.mentions import Cast
from pipeline.rules.own_voice import own_voice
from pipeline.rules.reproduced import reproduced
from pipeline.rules.text import Layout
from pipeline.rules.transcripts import transcript
from pipeline.rules.turn import Turn, whole
from pipeline.rules.verbs import verbs
from pipeline.rules.words import UPPER

_POSTED = re.compile(
    rf"[—–-]\s*(?P<name>[{UPPER}][^()@]{{1,60}}?)\s*\(@\w+\)\s+\w+ \d{{1,2}}, \d{{4}}"
)
_LINKS = re.compile(r"\s*(?:https?://|pic\.twitter\.com|#\w+\s+(?:pic\.|https?:)).*$", re.DOTALL)
_JOINT = re.compile(
    r"\bjoint (?:\w+ ){0,3}(?:statement|communiqu[eé]|declaration)\b", re.IGNORECASE
)
_CREDIT = re.compile(
    r"[—–-]\s*\S.{0,60}\bvia (?P<via>.+)$|(?:Note (?:for|to) editors|Done (?:at|in)|For the )\b"
)


def turns(layout: Layout, cast: Cast) -> tuple[Turn, ...]:
    """Everything whose form says who speaks, in text order."""
    spoken = list(transcript(layout, cast))
    if spoken and (by := byline(layout)) is not None:
        spoken = [_titled(by, turn) for turn in spoken]
    found = [*_posts(layout), *_on_platforms(layout), *spoken]
    if not any(turn.medium == "press_conference" for turn in found):
        found += list(_joint(layout, cast)) or list(reproduced(layout, cast)) or own_voice(layout)
    return tuple(sorted((one for one in found if one.content), key=lambda one: one.content[0]))


def _titled(by: Byline, turn: Turn) -> Turn:
    """A transcript's turn with whom of the title its label means: `"THE PRESIDENT"`."""
    meant = labelled(by, turn.name) if turn.name and not turn.speakers else None
    return replace(turn, authors=(meant,)) if meant is not None else turn


def _posts(layout: Layout) -> Iterator[Turn]:
    """`"Working for peace. pic.twitter.com/x"` above `"— Jane Doe (@jane) May 3, 2019"`"""
    paragraphs = layout.article.paragraphs
    for number in range(2, len(paragraphs) + 1):
        start, end = paragraphs[number - 1]
        credit = _POSTED.match(layout.text, start, end)
        if credit is None:
            continue
        first, last = paragraphs[number - 2]
        links = _LINKS.search(layout.text, first, last)
        last = links.start() if links else last
        note = re.compile(r"\s*\([^()]*\bvia @\w+\)$").search(layout.text, first, last)
        last = note.start() if note else last
        if last > first:
            yield Turn(
                ((first, last),), credit["name"], "social_post", paragraphs=(number - 1, number)
            )


def _on_platforms(layout: Layout) -> Iterator[Turn]:
    """`"Venn on X: We are ready."`, without marks."""
    for number, (start, end) in enumerate(layout.article.paragraphs, start=1):
        found = _ON_PLATFORM.match(layout.text, start, end)
        if found:
            yield Turn(((found.end(), end),), found["name"], "social_post", paragraphs=(number,))


_ON_PLATFORM = re.compile(
    rf"(?P<name>[{UPPER}][\w.’'-]+(?: [{UPPER}][\w.’'-]+){{0,4}})(?: writes| wrote| posts| posted)?"
    r" on (?:X|Twitter|Telegram|Facebook|Truth Social|Instagram|Weibo|Threads|Bluesky|LinkedIn)"
    r"(?: \([^)]*\))?: (?=\w)"
)


def _joint(layout: Layout, cast: Cast) -> Iterator[Turn]:
    """Each sentence of a reproduced joint statement, up to its credit line."""
    number = _heading(layout)
    if number is None:
        return
    by = byline(layout)
    authors = by.who if by is not None and len(by.who) > 1 else ()
    speakers: tuple[int, ...] = ()
    opened = False
    sentences = [one for one in layout.sentences if one.paragraph >= number]
    found: list[Turn] = []
    via = ""
    for sentence in sentences:
        start, _ = layout.article.paragraphs[sentence.paragraph - 1]
        credit = _CREDIT.match(layout.text, start, sentence.end)
        if credit:
            via = credit["via"] or ""
            break
        if sentence.paragraph not in layout.body:
            continue
        begin = sentence.start
        if not authors and not speakers and not (opened and _elsewhere(cast, begin)):
            speakers = _signing(cast, layout.text, begin, sentence.end)
        opened = True
        if _ITEM.fullmatch(layout.text, begin, sentence.end) or _RELEASED.search(
            layout.text, begin, sentence.end
        ):
            continue
        own = _own(cast, layout.text, begin)
        if authors or speakers:
            spans = whole(layout, begin, sentence.end)
            who = own or (() if authors else speakers)
            signed = () if own else authors
            numbers = (sentence.paragraph,)
            found.append(Turn(spans, "", "joint_statement", who, "", numbers, signed))
    for turn in found:
        yield replace(turn, via=via)


_ITEM = re.compile(r"(?:\d{1,2}|[a-z])[.)]$")
_RELEASED = re.compile(
    r"\b(?:released?|issued?|made|published?|adopted|agreed)\b.{0,30}\bfollowing\b.{0,60}:$"
)
"""What announces a joint text: `"The leaders released the following joint statement:"`."""
_NEAR = 6
"""Characters from a sentence's start up to which somebody is its subject: "The "."""


def _elsewhere(cast: Cast, start: int) -> bool:
    """Whether a sentence does not open with somebody: whoever it names later signs nothing."""
    found = cast.after(start)
    return found is None or found.start > start + _NEAR


def _heading(layout: Layout) -> int | None:
    """Number of the paragraph behind the heading of a joint statement."""
    for number, (start, end) in enumerate(layout.article.paragraphs, start=1):
        if number in layout.body or end - start > 300:
            continue
        if _JOINT.search(layout.text, start, end) and not re.search(
            r"\b(?:said|after|calls?|agree)\b", layout.text[start:end]
        ):
            return number + 1
    title = layout.article.title or ""
    return (
        1 if _JOINT.search(title) and not re.search(r"\b(?:said|after|calls?)\b", title) else None
    )


_MAIN = re.compile(
    r",?\s+(?:met|meets|attended|held|gathered|convened|discussed|in the presence of)\b"
)


def _signing(cast: Cast, text: str, start: int, end: int) -> tuple[int, ...]:
    """The persons, or else states, that the first sentence names as its subject."""
    persons: dict[int, None] = {}
    states: dict[int, None] = {}
    for mention in cast.within(start, end):
        if mention.quoted or mention.kind in ("adjective", "seat"):
            continue
        for actor in mention.actors:
            draft = cast.actors[actor]
            if draft.kind == "person" and draft.role:
                persons[actor] = None
            elif draft.kind == "state":
                states[actor] = None
        if len(persons) > 1 and _MAIN.match(text, mention.tail):
            break
    return tuple(persons) if len(persons) > 1 else tuple(states) if len(states) > 1 else ()


def _own(cast: Cast, text: str, start: int) -> tuple[int, ...]:
    """One of the parties, or a third, who says a sentence alone: `"Lornia undertakes to …"`."""
    found = cast.at(start)
    if found is None or found.start != start or found.kind == "pronoun" or not found.actors:
        return ()
    parts = found.kind == "collective" and " of " in found.text and len(found.actors) > 1
    if not parts and (found.actor is None or cast.actors[found.actor].kind == "collective"):
        return ()
    verb = re.compile(r"\s+(\w+)").match(text, found.tail)
    return found.actors if verb and verb[1].lower() in verbs() else ()
