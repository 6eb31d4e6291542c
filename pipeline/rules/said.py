"""Statements in offsets of the text, in the order in which an article gives them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.grounding.quotations import Quotation
from pipeline.rules.wordings import act_of
from schemas.vocabulary import Act, Medium


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in offsets of the text, before it becomes a draft."""

    content: tuple[tuple[int, int], ...]
    speakers: tuple[int, ...]
    act: Act
    medium: Medium = "unspecified"
    via: tuple[int, ...] = ()
    addressees: tuple[int, ...] = ()
    cue: tuple[int, int] | None = None
    """The words of cue and source."""


@dataclass
class Thread:
    """The statements found so far, and the last of them that holds a quotation."""

    text: str
    found: list[Said] = field(default_factory=list)
    last_quoted: int = -1
    """Index of the last statement that holds a quotation."""
    quoted_in: int = 0
    """Paragraph of the last quotation that has a speaker."""

    def add(self, said: Said, paragraph: int) -> None:
        """A statement that holds a quotation of that paragraph."""
        self.found.append(said)
        self.last_quoted = len(self.found) - 1
        self.quoted_in = paragraph

    def quote(self, mark: Quotation, paragraph: int, speakers: tuple[int, ...]) -> None:
        """A quotation that stands alone."""
        act = act_of(None, self.text[mark.start : mark.end])
        self.add(Said(((mark.start, mark.end),), speakers, act), paragraph)

    def follow(self, mark: Quotation, paragraph: int, said: Said) -> None:
        """A quotation alone by whoever says `said`, in the same medium."""
        act = act_of(None, self.text[mark.start : mark.end])
        content = ((mark.start, mark.end),)
        self.add(Said(content, said.speakers, act, said.medium, said.via), paragraph)

    def extend(self, mark: Quotation) -> None:
        """The last quotation goes on."""
        said = self.found[self.last_quoted]
        content = (*said.content, (mark.start, mark.end))
        self.found[self.last_quoted] = replace(said, content=content)


def covered(span: tuple[int, int], held: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch lies in one of others."""
    start, end = span
    for one, two in held:  # noqa: SIM110 - a generator takes three times as long
        if one <= start and end <= two:
            return True
    return False


def touched(span: tuple[int, int], held: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch shares a character with one of others."""
    return any(one < span[1] and span[0] < two for one, two in held)
