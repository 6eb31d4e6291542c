"""Speech told by form, not by a cue: transcripts, posts, and reproduced statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import UPPER, Layout
from pipeline.rules.verbs import verbs
from pipeline.rules.words import PERSON, RANK
from schemas.vocabulary import Medium

_LABEL = re.compile(
    rf"(?:(?P<who>Q|A|[{UPPER}][{UPPER}.’'‑-]+(?: [{UPPER}(][{UPPER}.()’'‑-]*){{0,6}}"
    rf"|(?:[{UPPER}][\w.’'-]+ ){{0,4}}[{UPPER}][\w’'-]+)(?: \([^)]{{1,40}}\))?:\s+(?=\S)"
    r"|(?P<bare>[QA])\s{2,}(?=\S))"
)
_NOT_A_LABEL = frozenset(
    "watch read also note update background photo video source sources editor listen more "
    "fact facts myth claim truth reality issue answer summary "
    "related location date time venue subject from to re contact title published".split()
)
_ROLES = PERSON | RANK | frozenset("q question moderator audience reporter interviewer".split())
_POSTED = re.compile(
    rf"[—–-]\s*(?P<name>[{UPPER}][^()@]{{1,60}}?)\s*\(@\w+\)\s+\w+ \d{{1,2}}, \d{{4}}"
)
_LINKS = re.compile(r"\s*(?:https?://|pic\.twitter\.com|#\w+\s+(?:pic\.|https?:)).*$", re.DOTALL)
_JOINT = re.compile(
    r"\bjoint (?:\w+ ){0,3}(?:statement|communiqu[eé]|declaration)\b", re.IGNORECASE
)
_ISSUED = re.compile(r"^(?:statement|message)\b.{0,40}\b(?:by|from|of)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"[—–-]\s*\S.{0,60}\bvia (?P<via>.+)$|(?:Note (?:for|to) editors|Done (?:at|in)|For the )\b"
)
LABELS = 2
"""Paragraphs with a speaker's label from which a text is a transcript."""
_JOINED = 2
"""Quotations in one span from which it would join what stands apart."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one source says in whole paragraphs or sentences: spans and who, by name."""

    content: tuple[tuple[int, int], ...]
    name: str
    """The label or the name under a post; empty where `speakers` are given."""
    medium: Medium
    speakers: tuple[int, ...] = ()
    via: str = ""
    paragraphs: tuple[int, ...] = ()


def turns(layout: Layout, cast: Cast) -> tuple[Turn, ...]:
    """Everything whose form says who speaks, in text order."""
    found = [*_posts(layout), *_on_platforms(layout), *_transcript(layout)]
    if not any(turn.medium == "press_conference" for turn in found):
        found += _joint(layout, cast)
    return tuple(sorted((one for one in found if one.content), key=lambda one: one.content[0]))


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


def _transcript(layout: Layout) -> Iterator[Turn]:
    """Turns under labels: `"MODERATOR: Good afternoon."`, `"Q: Why? / A: Because."`"""
    paragraphs = layout.article.paragraphs
    labels = [_label(layout, number) for number in range(1, len(paragraphs) + 1)]
    if sum(label is not None for label in labels) < LABELS:
        return
    upper = [label[0] for label in labels if label and label[0].isupper()]
    spoken = len(set(upper)) < len(upper) or any(map(_is_speaker, upper))
    if len(upper) < LABELS or not spoken:
        return  # headings of a fact sheet: "PROTECTING RIGHTS: The order …"
    turn: Turn | None = None
    askers = _askers(layout, labels)
    for number, label in enumerate(labels, start=1):
        start, end = paragraphs[number - 1]
        if label is not None and (label[0].isupper() or label[0] in ("Q", "A")):
            if turn:
                yield turn
            medium: Medium = "interview" if label[0] in ("Q", "A") else "press_conference"
            said = _whole(layout, label[1], end)
            turn = Turn(said, askers.get(number, label[0]), medium, paragraphs=(number,))
        elif turn and number in layout.body and not _closes(number, labels):
            turn = Turn(
                (*turn.content, *_whole(layout, start, end)),
                turn.name,
                turn.medium,
                paragraphs=(*turn.paragraphs, number),
            )
        elif turn:
            yield turn
            turn = None
    if turn:
        yield turn


def _askers(layout: Layout, labels: list[tuple[str, int] | None]) -> dict[int, str]:
    """Who asks, by paragraph, where a house has its reporters name themselves first.

    `"Q: Jo Hale, Lornian Post. Is it over?"`; a question without a name is the last one's. Where
    the first question names nobody, only those that do.
    """
    found: dict[int, str] = {}
    last: str | None = None
    asked = 0
    for number, label in enumerate(labels, start=1):
        if label is None or label[0].split()[0] not in _ASKING:
            continue
        asked += 1
        start, end = layout.article.paragraphs[number - 1]
        named = _NOTED.match(layout.text, start, label[1]) or _NAMED.match(
            layout.text, label[1], end
        )
        if named:
            found[number] = named["name"]
            last = named["name"] if asked == 1 or last else None
        elif last:
            found[number] = last
    return found


_ASKING = frozenset("Q QUESTION REPORTER JOURNALIST".split())
_NAMED = re.compile(
    rf"(?:I['’]m |I am |This is |(?:Hi|Hello|Good \w+|Thanks|Thank you)[,.] (?:I['’]m )?)?"
    rf"(?P<name>[{UPPER}][\w’'-]+(?: (?:[{UPPER}][\w’'-]+|al|bin|de|van|von)){{1,3}})"
    rf"(?:,? (?:from|with|of) (?:the )?|, (?:the )?)[{UPPER}][\w’'-]*(?: [\w’'-]+){{0,3}}[.:;,—]"
)


_NOTED = re.compile(rf"[{UPPER}]+ \((?P<name>[{UPPER}][\w’'-]+(?: [\w.’'-]+){{1,3}}), [^()]+\):")
"""A label that says who asks: `"QUESTION (Jo Hale, Lornian Post):"`."""


def _is_speaker(label: str) -> bool:
    """`"Q"`, `"THE PRESIDENT"`, `"MR. VENN"`, `"MODERATOR"`: a label that names a role."""
    words = {word.strip("().").casefold() for word in label.split()}
    return bool(words & _ROLES)


def _whole(layout: Layout, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A stretch as one span; by sentences where it quotes twice, for no span may join two.

    A sentence that itself quotes twice is left out.
    """
    if _quotes(layout, start, end) < _JOINED:
        return ((start, end),)
    return tuple(
        (max(start, sentence.start), sentence.end)
        for sentence in layout.sentences
        if start < sentence.end <= end
        and _quotes(layout, max(start, sentence.start), sentence.end) < _JOINED
    )


def _quotes(layout: Layout, start: int, end: int) -> int:
    return sum(start < mark.end and mark.start < end for mark in layout.quotations)


def _closes(number: int, labels: list[tuple[str, int] | None]) -> bool:
    """A paragraph behind the last answer of an interview is the reporter's again."""
    short = any(label and label[0] in ("Q", "A") for label in labels)
    return short and not any(labels[number:])


def _label(layout: Layout, number: int) -> tuple[str, int] | None:
    start, end = layout.article.paragraphs[number - 1]
    found = _LABEL.match(layout.text, start, end)
    if found is None:
        return None
    who = str(found["who"] or found["bare"])
    return None if who.split(maxsplit=1)[0].lower() in _NOT_A_LABEL else (who, found.end())


def _joint(layout: Layout, cast: Cast) -> Iterator[Turn]:
    """Each sentence of a reproduced joint statement, up to its credit line."""
    number = _heading(layout)
    if number is None:
        return
    speakers: tuple[int, ...] = ()
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
        speakers = speakers or _signing(cast, layout.text, sentence.start, sentence.end)
        begin = sentence.start
        item = re.compile(r"(?:\d{1,2}|[a-z])[.)]$").fullmatch(layout.text, begin, sentence.end)
        if speakers and item is None:
            found.append(
                Turn(
                    ((begin, sentence.end),),
                    "",
                    "joint_statement",
                    _own(cast, layout.text, begin) or speakers,
                    paragraphs=(sentence.paragraph,),
                )
            )
    for turn in found:
        yield Turn(turn.content, "", turn.medium, turn.speakers, via, turn.paragraphs)


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


def mention_of(cast: Cast, name: str) -> Mention | None:
    """The cast's mention that a label names, by its last word: `"FOREIGN MINISTER VENN"`."""
    last = name.rsplit(maxsplit=1)[-1].casefold().strip("().")
    for mention in cast.mentions:
        for actor in mention.actors:
            draft = cast.actors[actor]
            words = (draft.name or "").casefold().split()
            if draft.kind == "person" and words and words[-1] == last:
                return mention
    return None
