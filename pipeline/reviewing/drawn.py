"""Stretches of text that a person drew, as grounding's own code finds and judges them."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.grounding.locate import TextIndex
from pipeline.grounding.meaning import check_content
from pipeline.grounding.quotations import quotations
from pipeline.reviewing.faults import Unfit
from pipeline.reviewing.records import Record
from schemas.records import Span
from schemas.vocabulary import RecordKind

Places = Sequence[tuple[int, int]]


def drawn(
    index: TextIndex, kind: RecordKind, places: Places, before: Record | None
) -> tuple[Span, ...]:
    """The spans at these places, white space at their ends left off; raises Unfit.

    Those that the record had before stay as they were found then.
    """
    known = {(s.char_start, s.char_end): s.match for s in before.spans} if before else {}
    found = []
    for start, end in dict.fromkeys(places):
        if (start, end) in known:
            words, match = index.text[start:end], known[start, end]
            found.append(Span(start=start, end=end, text=words, match=match))
        else:
            found.append(_exact(index, start, end))
    if not found:
        raise Unfit("spans", "select the words of the article on which the record rests")
    if kind == "statement":
        found.sort(key=lambda span: span.start)
        if any(other.start < one.end for one, other in pairwise(found)):
            raise Unfit("spans", "two of the stretches overlap; select each once")
    if [(s.start, s.end) for s in found] != list(known):
        marks = quotations(index.text, index.article.paragraphs)
        for doubt in check_content(index, found, marks, evidence=kind != "statement"):
            if doubt.severity == "reject":
                raise Unfit("spans", doubt.message)
    return tuple(found)


def _exact(index: TextIndex, start: int, end: int) -> Span:
    text = index.text
    if not 0 <= start < end <= len(text):
        raise Unfit("spans", f"{start}–{end} lies outside the article, which has {len(text)}")
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    for span in index.find(text[start:end], start, end):
        if (span.start, span.end) == (start, end):
            return span
    raise Unfit("spans", f"“{words.strip()[:60]}” is cut inside a word or a number, or is empty")
