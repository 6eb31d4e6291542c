"""Who is quoted by whom somebody quotes: speech within a statement's own words.

`“He told me, ‘Go,’” Venn said` is a statement of Venn's, and “Go” is one of his, by way of Venn.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.grounding.quotations import Quotation, quotations, within
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.said import Said, covered
from pipeline.rules.speech import Reading
from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens
from pipeline.rules.verbs import verbs

_MARKS = re.compile("[“”\"‘’'«»„‟‹›‚‛]")
_SELF = frozenset("i we me us".split())
_PERSONS = {"he": "m", "him": "m", "she": "f", "her": "f"}
_REACH = 6
"""Mentions before a quotation among which its "she" looks for somebody."""


def relayed(
    layout: Layout, tokens: Tokens, cast: Cast, said: Sequence[Said], formed: Sequence[Said]
) -> Iterator[Said]:
    """The statements within statements; `formed` are turns, whose words stand in no marks."""
    for one in said:
        for span in one.content:
            for outer in within(layout.quotations, *span):
                if covered((outer.start, outer.end), (span,)):
                    inside = (outer.start + 1, outer.end - outer.closed)
                    yield from _within(layout, tokens, cast, one, inside)
    for one in formed:
        for span in one.content:
            yield from _within(layout, tokens, cast, one, span)


def _within(
    layout: Layout, tokens: Tokens, cast: Cast, outer: Said, span: tuple[int, int]
) -> Iterator[Said]:
    """The statements of others in a stretch of somebody's words."""
    start, end = span
    stretch = tokens.between(start, end)
    if "v" not in tokens.classes[stretch.start : stretch.stop]:
        return
    marks = tuple(_marks(layout.text, start, end))
    speech = Speech(layout, tokens, _heard_by(cast, tokens, outer, span, marks), marks)
    reading = Reading(speech)
    for sentence in layout.sentences[max(0, layout.sentence_number(start)) :]:
        if sentence.start >= end:
            break
        first, last = max(start, sentence.start), min(end, sentence.end)
        if first < last:
            reading.utterance(first, last, sentence.paragraph)
    for inner in reading.found:
        others = not set(inner.speakers) & set(outer.speakers)
        if others and inner.cue is not None and _is_told(speech, inner):
            via = tuple(dict.fromkeys((*outer.via, *outer.speakers, *inner.via)))
            yield replace(inner, via=tuple(one for one in via if one not in inner.speakers))


def _is_told(speech: Speech, inner: Said) -> bool:
    """Whether somebody speaks, and outside marks by a verb of telling, not of agreeing."""
    assert inner.cue is not None
    actors = [speech.cast.actors[one] for one in inner.speakers]
    if any(speech.marks(start, end) for start, end in inner.content):
        return True
    told = (verbs()[low] for low in _low(speech.tokens, inner.cue) if low in verbs())
    return all(one.kind != "collective" for one in actors) and any(
        "q" in verb.frames and verb.frames & {"t", "o"} and "attitude" not in verb.uses
        for verb in told
    )


def _low(tokens: Tokens, span: tuple[int, int]) -> Sequence[str]:
    stretch = tokens.between(*span)
    return tokens.low[stretch.start : stretch.stop]


def _marks(text: str, start: int, end: int) -> Iterator[Quotation]:
    """The quotations within a stretch that itself is quoted, or is not."""
    if _MARKS.search(text, start, end):
        yield from quotations(text, ((start, end),))


def _heard_by(
    cast: Cast, tokens: Tokens, outer: Said, span: tuple[int, int], marks: Sequence[Quotation]
) -> Cast:
    """The mentions in a stretch as its speaker means them: "I" is himself."""
    start, end = span
    known = {mention.start: mention for mention in cast.within(start, end)}
    before = _before(cast, start)
    heard: list[Mention] = []
    for at in tokens.between(start, end):
        begin = tokens.starts[at]
        mention = known.get(begin)
        low = tokens.low[at]
        if low in _SELF or tokens.classes[at] == "h":
            actors = mention.actors if mention and not mention.quoted else ()
            if low in _SELF:
                actors = outer.speakers
            elif low != "it":
                actors = actors or _meant(cast, low, [*before, *heard], outer)
            stop = tokens.ends[at]
            mention = Mention(begin, stop, tokens.words[at], "pronoun", actors, (begin, stop), stop)
        elif mention is None or mention.kind == "pronoun":
            continue
        quoted = any(mark.start <= begin < mark.end for mark in marks)
        opens = any(mark.start + 1 == begin for mark in marks)
        if opens and mention.kind == "name" and " " not in mention.text:
            continue  # no name: "He said, ‘Pack …"
        heard.append(mention if mention.quoted == quoted else replace(mention, quoted=quoted))
    return replace(cast, mentions=tuple(heard))


def _before(cast: Cast, start: int) -> list[Mention]:
    found: list[Mention] = []
    mention = cast.before(start)
    while mention is not None and len(found) < _REACH:
        found.insert(0, mention)
        mention = cast.before(mention.start)
    return found


def _meant(cast: Cast, low: str, mentions: Sequence[Mention], outer: Said) -> tuple[int, ...]:
    """Whom "he" or "she" in somebody's words means: the last such person who is not himself."""
    wanted = _PERSONS.get(low)
    if wanted is None:
        return ()
    for mention in reversed(mentions):
        actor = mention.actor
        if actor is None or actor in outer.speakers or mention.kind == "adjective":
            continue
        draft = cast.actors[actor]
        if draft.kind in ("person", "role_holder"):
            gender = cast.genders[actor] if actor < len(cast.genders) else ""
            if gender in ("", wanted):
                return (actor,)
    return ()
