"""Texts that are one source's own words from end to end: statements, messages, signed letters.

`"Statement from Prime Minister Mara Venn on the Bridge"` above `"I welcome the vote. …"`: no
mark and no cue says in the text itself who speaks.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.rules.bylines import HONOURS, Byline, byline
from pipeline.rules.text import Layout
from pipeline.rules.turn import ENDED, TOLD_AGAIN, Turn, whole
from pipeline.rules.words import PERSON, RANK, UPPER
from schemas.draft import ActorDraft
from schemas.vocabulary import Medium

_FIRST = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Mm]y|[Oo]ur|me|us)\b(?!\.)")
_I = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|[Mm]y)\b(?!\.)")
_OF_OTHERS = re.compile(
    r"\b(?:calls?|meetings?|visits?|trips?|travels?|conversations?|participation|dinner|lunch"
    r"|breakfast|bilateral|talks|engagements?|convening|dialogue|consultations|summit)\b",
    re.IGNORECASE,
)
_ACTS = (
    r"(?:will|has|had|is|was|would|also|today|and|met|spoke|\w+ed|says?|said|told|wrote|made|held"
    r"|gave)\b"
)
_SALUTED = re.compile(
    r"(?:My )?Dear .{3,60}?[:,](?: \(.{3,80}\))?$|(?:TO|To) (?:THE|the) [\w ,]{5,80}:$"
)
_VALEDICTION = (
    r"(?:Yours |Very |Most )?(?:[Ss]incerely|[Rr]espectfully|[Ff]aithfully|[Tt]ruly)"
    r"(?: yours| submitted)?,?"
)
_CLOSED = re.compile(rf"{_VALEDICTION}$")
_SIGNED = re.compile(
    rf"(?:{_VALEDICTION}\s+)?(?:/s/ )?(?P<name>(?!T[Hh][Ee] )[{UPPER}][\w.’'-]+"
    rf"(?: (?:[{UPPER}][\w.’'-]*|de|van|von|al|bin|der)){{1,4}}(?:,? (?:JR|SR|Jr|Sr)\.?)?)$"
)
_SELF = re.compile(
    rf"\bI, (?P<name>[{UPPER}][{UPPER}.’'-]*(?: [{UPPER}][{UPPER}.’'-]*){{1,4}}(?:, (?:JR|SR)\.)?),"
    r" (?:the )?(?P<role>[A-Z][\w ]{2,60}?),"
)
_LAST_LINES = 4
"""Paragraphs at a letter's end among which its signature stands."""


def own_voice(layout: Layout) -> Iterator[Turn]:
    """The one turn of a text that is wholly its author's; nothing where the text tells of him."""
    by = byline(layout)
    found = _titled(layout, by) if by is not None else None
    found = found or _proclaimed(layout) or _signed(layout)
    if found is not None:
        yield found


def _titled(layout: Layout, by: Byline) -> Turn | None:
    """A text below a title that says whose it is: `"Statement by Venn"`, `"Remarks by Venn"`."""
    if not by.who or (len(by.who) > 1 and by.paper == "remarks"):
        return None
    numbers = _own_paragraphs(layout)
    if not numbers or _told_of(layout, by.who):
        return None
    marked = [number for number in numbers if _in_marks(layout, number)]
    first = [number for number in numbers if _says(layout, number, _FIRST)]
    if 0 < len(marked) < len(numbers) and not set(first) - set(marked):
        if marked != numbers[: len(marked)]:
            return None  # a report around a quotation
        numbers = marked  # "“…” A fact sheet is available here."
    speaks = any(_says(layout, number, _I) for number in numbers)
    readout = by.paper == "statement" and _OF_OTHERS.search(by.about)
    if readout and not speaks and not marked:
        return None  # "Statement by the spokesman on the minister's call": a readout
    if not first and not marked and by.paper not in ("statement", "message"):
        return None
    return _turn(layout, numbers, by.medium, by.who)


def _own_paragraphs(layout: Layout) -> list[int]:
    """Numbers of the paragraphs of prose up to a mark of the end."""
    found: list[int] = []
    for number, (start, end) in enumerate(layout.article.paragraphs, start=1):
        if found and ENDED.match(layout.text, start, end):
            break
        if number not in layout.body or _ASIDE.fullmatch(layout.text, start, end):
            continue
        if found or not _PLACE.fullmatch(layout.text, start, end):
            found.append(number)
    return found


_ASIDE = re.compile(
    r"\s*[(\[][^()\[\]]*[)\]]\s*|\**[^.]{0,60}:\**|\d{1,2}:\d\d [AP]\.M\..*"
    rf"|[{UPPER}][{UPPER} .,’'-]+"
)
"""A paragraph that nobody speaks: `"(Applause.)"`, a salutation, an hour, a signature."""
_PLACE = re.compile(rf"(?:(?:[{UPPER}][\w.’'-]*|\d+)[, |]*){{1,7}}")
"""Where something was said, above it: `"Washington, D.C."`."""


def _in_marks(layout: Layout, number: int) -> bool:
    start, end = layout.article.paragraphs[number - 1]
    mark = layout.quotation_at(start) or layout.quotation_at(min(start + 1, end - 1))
    return (
        mark is not None
        and mark.start <= start + 1
        and not re.search(r"\w", layout.text[mark.end : end])
    )


def _says(layout: Layout, number: int, words: re.Pattern[str]) -> bool:
    """Whether a paragraph says one of the words outside marks."""
    start, end = layout.article.paragraphs[number - 1]
    return any(
        layout.quotation_at(found.start()) is None
        for found in words.finditer(layout.text, start, end)
    )


def _told_of(layout: Layout, who: tuple[ActorDraft, ...]) -> bool:
    """Whether the text tells what its author does, by name: `"Venn said"`, `"Mr. Venn met"`."""
    for one in who:
        name = (one.name or "").split()
        last = name[-1] if name else (one.role or "")
        own = {word.casefold() for word in (*name, *(one.role or "").split())}
        if not last:
            continue
        named = re.compile(
            rf"(?<![-‑\u2060])(?:\b(?P<before>[{UPPER}][\w.’'-]*)\s)?\b{re.escape(last)} {_ACTS}"
        )
        for found in named.finditer(layout.text):
            before = (found["before"] or last).casefold()
            titled = before in own or before.rstrip(".") in PERSON | RANK | HONOURS
            if titled and layout.quotation_at(found.start()) is None:
                return True  # not "Joe Biden is" for Jill Biden
    return TOLD_AGAIN.search(layout.text) is not None


def _proclaimed(layout: Layout) -> Turn | None:
    """A text in which its author names himself: `"I, MARA VENN, President of Lornia, do …"`."""
    found = _SELF.search(layout.text)
    if found is None or layout.quotation_at(found.start()) is not None:
        return None
    numbers = _own_paragraphs(layout)
    name = found["name"]
    author = ActorDraft(ref="", name=name, kind="person", role=found["role"])
    return _turn(layout, numbers, "release", (author,))


def _signed(layout: Layout) -> Turn | None:
    """A letter: a salutation above, the author's name below: `"Dear Mr. Speaker: … MARA VENN"`."""
    paragraphs = layout.article.paragraphs
    opened = next(
        (
            number
            for number, (start, end) in enumerate(paragraphs[:_FIRST_LINES], start=1)
            if _SALUTED.fullmatch(layout.text, start, end)
        ),
        None,
    )
    if opened is None:
        return None
    closed = len(paragraphs) + 1
    author: ActorDraft | None = None
    for number in range(len(paragraphs), max(opened + 1, len(paragraphs) - _LAST_LINES), -1):
        start, end = paragraphs[number - 1]
        signed = _SIGNED.fullmatch(layout.text, start, end)
        if signed is not None and not _SENTENCE_END.search(signed["name"]):
            author = ActorDraft(ref="", name=signed["name"], kind="person")
            closed = number
        elif _CLOSED.fullmatch(layout.text, start, end):
            closed = number
    if author is None:
        return None
    numbers = [one for one in _own_paragraphs(layout) if opened < one < closed]
    return _turn(layout, numbers, "release", (author,))


_FIRST_LINES = 8
_SENTENCE_END = re.compile(r"(?<!JR)(?<!SR)(?<!Jr)(?<!Sr)\.$")


def _turn(
    layout: Layout, numbers: Sequence[int], medium: Medium, who: tuple[ActorDraft, ...]
) -> Turn | None:
    content: list[tuple[int, int]] = []
    for number in numbers:
        start, end = layout.article.paragraphs[number - 1]
        label = _LABEL.match(layout.text, start, end)
        content += whole(layout, label.end() if label else start, end)
    if not content:
        return None
    return Turn(tuple(content), "", medium, paragraphs=tuple(numbers), authors=who)


_LABEL = re.compile(rf"(?:[{UPPER}][{UPPER}.’'‑-]+ ?){{1,5}}:\s+(?=\S)")
"""The one label of a text that one person speaks: `"THE PRESIDENT:  Good evening."`."""
