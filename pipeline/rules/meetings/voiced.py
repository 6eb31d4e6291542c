"""Who "I" and "we" are where a text's form says who speaks: transcripts, joint statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.rules.meetings.at_home import is_private
from pipeline.rules.meetings.diplomats import is_company, is_diplomatic
from pipeline.rules.meetings.heading import Heading
from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.said import Said
from pipeline.rules.text import Layout

_FIRST = re.compile(r"\b(?:I|[Ww]e)\b(?!\.)")
_I = re.compile(r"\bI\b(?!\.)")
_BY = re.compile(r"(?:remarks|statement|op-ed|letter)s? (?:\w+ ){0,5}?(?:by|from|of) ⟦0⟧(?! and|,)")
_TWO = 2


def voiced(
    layout: Layout,
    cast: Cast,
    spoken: Sequence[Said],
    quoted: Sequence[Said],
    head: Heading | None,
) -> Cast:
    """The cast with the "I" and "we" of those who speak in the text's own voice as mentions.

    "We" are those who sign together, or the two who stand before the press together. In
    quotations only "I" is somebody: whom "we" means there nobody can tell.
    """
    found = [*_pronouns(layout, cast, spoken, head), *_in_quotations(layout, cast, quoted)]
    if not found:
        return cast
    mentions = sorted([*cast.mentions, *found], key=lambda one: one.start)
    return replace(cast, mentions=tuple(mentions))


def _pronouns(
    layout: Layout, cast: Cast, spoken: Sequence[Said], head: Heading | None
) -> Iterator[Mention]:
    pair = _pair(cast, spoken)
    for said in spoken:
        together = said.speakers if len(said.speakers) > 1 else ()
        if not together and set(said.speakers) <= set(pair):
            together = pair
        for start, end in said.content:
            yield from _in(layout, cast, (start, end), (said.speakers, together))
    if not spoken and head and _BY.match(head.clause.text):
        speaker = head.clause.masked.mentions[0].actors
        for start, end in layout.article.paragraphs:
            yield from _in(layout, cast, (start, end), (speaker, ()))


def _in_quotations(layout: Layout, cast: Cast, quoted: Sequence[Said]) -> Iterator[Mention]:
    """`"I met him on Monday," she said`: each "I" within the marks of one speaker's words."""
    seen: set[int] = set()
    for said in quoted:
        if len(said.speakers) != 1 or said.via:
            continue
        for start, end in said.content:
            for match in _I.finditer(layout.text, start, end):
                at = match.start()
                if at in seen or cast.at(at) or layout.quotation_at(at) is None:
                    continue
                seen.add(at)
                one = Mention(at, at + 1, "I", "pronoun", said.speakers, match.span(), at + 1)
                yield replace(one, quoted=True)


def _in(
    layout: Layout, cast: Cast, span: tuple[int, int], who: tuple[tuple[int, ...], tuple[int, ...]]
) -> Iterator[Mention]:
    """The pronouns of a stretch; who: whom "I" means and whom "we" means there."""
    speaker, together = who
    for match in _FIRST.finditer(layout.text, *span):
        meant = speaker if match[0] == "I" else together
        if not meant or (match[0] == "I" and len(meant) > 1) or cast.at(match.start()):
            continue
        if layout.quotation_at(match.start()) is None:
            yield Mention(
                match.start(), match.end(), match[0], "pronoun", meant, match.span(), match.end()
            )


def _pair(cast: Cast, spoken: Sequence[Said]) -> tuple[int, ...]:
    """The two of different states who speak in a transcript, where there are two."""
    found = dict.fromkeys(a for said in spoken if len(said.speakers) == 1 for a in said.speakers)
    countries = cast.countries or ()
    pair = tuple(
        one
        for one in found
        if is_diplomatic(cast.actors[one], countries[one] if one < len(countries) else None)
        and not is_private(cast.actors[one])
    )
    return pair if len(pair) == _TWO and is_company(cast, pair) else ()
