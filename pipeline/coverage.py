"""Which quotations a statement covers: what was said and nobody recorded is counted here."""

import re
from collections.abc import Sequence

from pipeline.quotations import Quotation, words
from schemas.records import QuoteSpan, Statement
from schemas.vocabulary import Verdict

SPEECH_WORDS = 4
"""Shorter quotations may be terms or scare quotes (design.md, Coverage needs no gold)."""
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
    found = []
    for mark in marks:
        quoted = text[mark.start : mark.end]
        if len(words(quoted)) < SPEECH_WORDS:
            continue
        statement = _covering(text, mark, statements) or _repeating(quoted, statements)
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


def _covering(text: str, mark: Quotation, statements: Sequence[Statement]) -> Statement | None:
    """The statement that holds most of the quotation's words, if all lie in some statement."""
    places = [word.start() for word in _WORD.finditer(text, mark.start, mark.end)]
    held = [
        sum(any(span.start <= at < span.end for span in statement.content) for at in places)
        for statement in statements
    ]
    covered = all(
        any(span.start <= at < span.end for s in statements for span in s.content) for at in places
    )
    return statements[held.index(max(held))] if covered and statements else None


def _repeating(quoted: str, statements: Sequence[Statement]) -> Statement | None:
    wanted = " ".join(words(quoted)).casefold()
    return next(
        (
            statement
            for statement in statements
            if any(wanted in " ".join(words(s.text)).casefold() for s in statement.content)
        ),
        None,
    )
