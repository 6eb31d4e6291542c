"""What stands between two spaces, read once: its words, and what no closer look will find there.

Numbers, dates, negations and hedges are dear to look for, and most texts have none. Articles
repeat the same few thousand chunks, so that a text without them is told by its chunks alone.
"""

from functools import lru_cache
from typing import NamedTuple

from pipeline.grounding.mentions import may_name
from pipeline.grounding.negation import may_turn
from pipeline.grounding.numerals import may_count
from pipeline.grounding.wording import CHUNKS, Form, forms_in
from pipeline.grounding.written_dates import may_date

NUMBER, DATE, TURN = 1, 2, 4
"""What a chunk may hold a part of, as bits: a number, a date, a negation or hedge."""


class Chunk(NamedTuple):
    forms: tuple[Form, ...]
    """Its words."""
    named: tuple[tuple[int, Form, int], ...]
    """Those that can be part of a name, with their numbers and where they begin."""
    may: int


@lru_cache(maxsize=CHUNKS)
def chunk_of(text: str) -> Chunk:
    """`"(Baku" -> words baku; named 0, Baku, 1`, `"twelfth." -> words twelfth; may NUMBER`"""
    words = forms_in(text)
    forms = tuple([form for form, _ in words])
    named = [(at, form, start) for at, (form, start) in enumerate(words) if may_name(form)]
    number, date = may_count(text) and NUMBER, may_date(text) and DATE
    turn = may_turn(text) and TURN
    return Chunk(forms, tuple(named), number | date | turn)


def may_hold(text: str, what: int) -> bool:
    """Whether a text may hold that; where it is false, it does not."""
    return any(chunk_of(chunk).may & what for chunk in text.split(" "))
