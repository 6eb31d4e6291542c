"""Which quotations a statement covers: what was said and nobody recorded is counted here."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from pipeline.grounding.quotations import Quotation, is_insertion, spoken_words, words
from schemas.records import QuoteSpan, Statement
from schemas.vocabulary import Verdict

SPEECH_WORDS = 4
"""Shorter quotations may be terms or scare quotes."""
_WORD = re.compile(r"\w+")


def quote_spans(
    text: str,
    marks: Sequence[Quotation],
    statements: Sequence[Statement],
    not_speech: frozenset[int] = frozenset(),
) -> tuple[QuoteSpan, ...]:
    """Every quotation of four words or more with the statement that covers it, if any.

    A quotation in a headline that stands again in a covered one of the body counts as
    covered by that statement.
    """
    content = _Content(text, statements)
    found = []
    for mark in marks:
        quoted = text[mark.start : mark.end]
        if spoken_words(quoted) < SPEECH_WORDS:
            continue
        statement = content.covering(text, mark) or content.repeating(quoted)
        spoken: Verdict = "not_speech" if mark.start in not_speech else "open"
        found.append(
            QuoteSpan(
                start=mark.start,
                end=mark.end,
                text=quoted,
                statement_id=statement.statement_id if statement else None,
                verdict="speech" if statement else spoken,
            )
        )
    return tuple(found)


class _Content:
    """All statements' stretches in text order: a long article has thousands of them."""

    def __init__(self, text: str, statements: Sequence[Statement]) -> None:
        held = [(start, end, said) for said in statements for start, end in _stretches(text, said)]
        self._held = sorted(held, key=lambda one: one[0])
        self._starts = [start for start, _, _ in self._held]
        self._longest = max((end - start for start, end, _ in self._held), default=0)
        self._statements = statements

    def covering(self, text: str, mark: Quotation) -> Statement | None:
        """The statement that holds most of the quotation's words, if each lies in some."""
        first = bisect_left(self._starts, mark.start - self._longest)
        last = bisect_left(self._starts, mark.end)
        near = [one for one in self._held[first:last] if one[1] > mark.start]
        if len(near) == 1 and near[0][0] <= mark.start and mark.end <= near[0][1]:
            return near[0][2]
        places = [word.start() for word in _WORD.finditer(text, mark.start, mark.end)]
        holding = [
            [said.statement_id for start, end, said in near if start <= at < end] for at in places
        ]
        if not near or not all(holding):
            return None
        # Of two that hold as many words the one that begins first: dict keeps that order.
        most = Counter(chain.from_iterable(map(dict.fromkeys, holding))).most_common(1)[0][0]
        return next(said for _, _, said in near if said.statement_id == most)

    def repeating(self, quoted: str) -> Statement | None:
        """The first statement that holds the same words elsewhere."""
        wanted = _words(quoted)
        return next(
            (said for said, held in self._folded if any(wanted in words for words in held)), None
        )

    @cached_property
    def _folded(self) -> list[tuple[Statement, list[str]]]:
        return [(said, [_words(span.text) for span in said.content]) for said in self._statements]


def _stretches(text: str, said: Statement) -> list[tuple[int, int]]:
    """Where its content stands, a cue that only dashes set off within."""
    found: list[tuple[int, int]] = []
    for span in said.content:
        if found and is_insertion(text, found[-1][1], span.start):
            found[-1] = found[-1][0], span.end
        else:
            found.append((span.start, span.end))
    return found


def _words(text: str) -> str:
    """`'“It was, very, good!”' -> ' it was very good '`"""
    return f" {' '.join(words(text))} ".casefold()
