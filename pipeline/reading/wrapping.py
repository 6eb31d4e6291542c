"""Which line ends are only wrapping: judged from line lengths, never from meaning.

A writer that wraps at width W breaks a line where the next word no longer fits:
`len(line) + 1 + len(next word) > W`. In a wrapped text most line ends agree on
one W; in verse, lists, transcripts and one-line paragraphs they do not.
Measured on 5,338 White House texts wrapped at 72 and on the same sentences laid
out as lists, transcripts and one line a paragraph: docs/decisions.md.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

NARROWEST, WIDEST = 40, 120
"""Widths in characters between which a text counts as wrapped."""
SLACK = 5
"""Characters by which a line may fall short: PDF text is wrapped by points, not characters."""
LEAST_LINE_ENDS = 3
MOST = 0.5
"""Share of the line ends that must agree on the width."""
RUNS_ON = 0.25
"""Share of those after which the next line begins in lower case, as headlines never do."""
TOO_LONG = 0.1
"""Share of lines beyond the width from which on the text is not wrapped."""
LONGEST_WORD = 25

# Neither "J. Smith" nor "— among our" begins an item: wrapping may start a line there.
LIST_ITEM = re.compile(
    r"[ \t]*(?:(?:[-*+•·▪◦‣>|#]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\))(?:[ \t\xa0]|$)"
    r"|[–—][ \t\xa0]+[A-Z\d])"
)
# After a word it is the end of a sentence: "slated for November / 28. One of the goals".
NUMBERED = re.compile(r"\d{1,3}\.[ \t\xa0]")
UNBREAKABLE = re.compile(r"[^ \t]{30}")


class LineEnd(NamedTuple):
    """A line and the one that follows it in the same block, neither of them blank."""

    line: str
    following: str

    @property
    def length(self) -> int:
        return len(self.line.rstrip())

    def agrees_with(self, width: int) -> bool:
        """Whether a writer at this width would have broken here."""
        if UNBREAKABLE.search(self.line):  # an address: the line is as long as it must be
            return self.length >= width - SLACK
        return self.length <= width <= self.length + _first_word(self.following) + SLACK

    def runs_on(self) -> bool:
        """Whether the sentence plainly goes on: lower case, or a script without case."""
        first, last = self.following.strip()[:1], self.line.rstrip()[-1:]
        return first.islower() or (
            first.isalnum() and not first.isupper() and last not in '.!?:;"”»'
        )

    def joinable(self) -> bool:
        """Not before a list item, nor inside a script that puts no space between words."""
        line, following = self.line.rstrip(), self.following.strip()
        if not line or not following or LIST_ITEM.match(following):
            return False
        if NUMBERED.match(following) and not line[-1].isalnum():
            return False
        return not (_is_wide(line[-1]) and _is_wide(following[0]))


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def _first_word(line: str) -> int:
    # A no-break space holds words together, for the writer who wrapped the line too.
    return min(len(re.split(r"[ \t]", line.strip(" \t"), maxsplit=1)[0]), LONGEST_WORD)


def wrap_width(line_ends: Sequence[LineEnd], lines: Iterable[str]) -> int | None:
    """The width at which the text was wrapped, None where it was not or cannot be told.

    `line_ends` are those inside blocks; `lines` all lines of the text.
    """
    judged = [end for end in line_ends if end.joinable() and not UNBREAKABLE.search(end.line)]
    if len(judged) < LEAST_LINE_ENDS:
        return None
    votes: Counter[int] = Counter()
    for end in judged:
        least = max(end.length, NARROWEST)
        votes.update(range(least, min(end.length + _first_word(end.following) + SLACK, WIDEST) + 1))
    if not votes:
        return None
    most = max(votes.values())
    width = max(width for width, count in votes.items() if count == most)
    if most < max(LEAST_LINE_ENDS, MOST * len(judged)):
        return None
    agreeing = [end for end in judged if end.agrees_with(width)]
    if sum(end.runs_on() for end in agreeing) < RUNS_ON * len(agreeing):
        return None
    breakable = [line for line in lines if line.strip() and not UNBREAKABLE.search(line)]
    if sum(len(line.rstrip()) > width for line in breakable) > TOO_LONG * len(breakable):
        return None
    return width


def unwrap(text: str) -> str:
    """The text with each wrapping line end replaced by one space; its length stays.

    A text whose lines are not wrapped comes back as it is. `unwrap(unwrap(text))`
    is `unwrap(text)`.
    """
    while (joined := _joined_once(text)) != text:
        text = joined
    return text


def _joined_once(text: str) -> str:
    if text.count("\n") == 2 * text.count("\n\n"):  # no two lines without a blank one between
        return text
    lines = text.split("\n")
    width = wrap_width([end for _, end in _line_ends(lines)], lines)
    if width is None:
        return text
    wrapped = {i for i, end in _line_ends(lines) if end.joinable() and end.agrees_with(width)}
    separators = (" " if i in wrapped else "\n" for i in range(len(lines) - 1))
    return lines[0] + "".join(
        separator + line for separator, line in zip(separators, lines[1:], strict=True)
    )


def _line_ends(lines: Sequence[str]) -> Iterator[tuple[int, LineEnd]]:
    for i in range(len(lines) - 1):
        if lines[i].strip() and lines[i + 1].strip():
            yield i, LineEnd(lines[i], lines[i + 1])
