"""Speakers whom no table lists, told by their place beside a quotation or a verb of saying."""

import re
from collections.abc import Iterator

from pipeline.rules.phrase import Phrase
from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens
from pipeline.rules.verbs import forms
from pipeline.rules.words import DATA, DOCUMENTS

_BEFORE_VERB = re.compile(r"c?(D[lM]{0,2}l)(?=v)")
_BEHIND_VERB = re.compile(r"c?v(D[lM]{0,2}l)(?=[xcfw])")
_WHOSE = frozenset("a an the his her their its one another".split())
WRITTEN = (
    DOCUMENTS
    | DATA
    | frozenset(
        """
        article story headline sign banner placard poster caption label song proverb saying adage
        slogan book chapter article page paragraph clause section part thing way day time year
        morning evening night week month words word answer question talks deal truth same latter
        """.split()
    )
)


_ONE_OF = re.compile(r"(?<=Do)D(?:[lMACS]{1,2}p)?n?[lM]{0,2}l(?=[vc])")
_SPEAKING = re.compile(r"(?<![ofp])D[lM]{0,3}l(?=c?w|l?v)")
_WHO_ACTS = re.compile(r"[a-z]{2,}(?:[^aeiou]er|eer|or|ist|ian|man|woman)s?")
_LIFELESS = frozenset(
    """
    matter number paper letter order offer weather winter summer river water power chapter
    latter former other another rather after under over former counter computer tower border
    dinner supper theater theatre factor sector error horror motor door floor color colour
    favor favour labor labour behavior behaviour honor honour armor armour corridor list gist
    laser filter shelter disaster cancer timber lumber banner poster corner flower shower
    transfer container server trailer barrier career frontier pier tier beer deer cheer
    newsletter register monster cluster quarter master buffer timer poor major minor
    october november december september folder roller boulder thunder wonder murder remainder
    """.split()
)
_OPENED = (["“"], ['"'], ["«"], ["‘"])
_HOUSES = frozenset(
    """
    orchestra museum theatre theater zoo festival studio label publisher franchise cooperative
    inquiry tribunal jury gallery brewery cathedral diocese library hospital school chain league
    federation association society squad team body mission retailer supermarket utility regulator
    watchdog
    """.split()
)
"""What acts as one and speaks by itself, though elsewhere it is a thing or a place."""
_SOME = frozenset("one some many several most".split())


def bystanders(layout: Layout, tokens: Tokens) -> Iterator[Phrase]:
    """Whoever a bare noun names right beside a quotation and a verb of saying.

    `"“No,” the shopfitter said"`, `"“No,” sighed a young reveller."`, `"one of the riggers said"`
    """
    for match in _ONE_OF.finditer(tokens.classes):
        first, last = match.span()
        head = tokens.low[last - 1]
        if tokens.low[first - 2] in _SOME and head.endswith("s") and head not in WRITTEN:
            begin = max(first, tokens.classes.rfind("n", first, last)) + 1
            yield Phrase(first, last, "group", "the", title=(begin, last), head=head, tail=last)
    yield from _many(tokens)
    yield from _speaking(tokens)
    for quotation in layout.quotations:
        at = tokens.first_at(quotation.end)
        found = _BEFORE_VERB.match(tokens.classes, at) or _BEHIND_VERB.match(tokens.classes, at)
        if found is None:
            continue
        first, last = found.span(1)
        head = tokens.low[last - 1]
        if tokens.low[first] in _WHOSE and head not in WRITTEN and not head.endswith("ly"):
            yield Phrase(
                first,
                last,
                "role",
                tokens.low[first],
                title=(first + 1, last),
                head=head,
                tail=last,
            )


def _speaking(tokens: Tokens) -> Iterator[Phrase]:
    """Who does something and speaks: `"the broadcaster said"`, `"its organisers added"`."""
    for match in _SPEAKING.finditer(tokens.classes):
        first, last = match.span()
        head, verb = tokens.low[last - 1], tokens.low[last + (tokens.classes[last] == "l")]
        if tokens.low[first] not in _WHOSE or head in _LIFELESS or head in WRITTEN:
            continue
        marked = tokens.words[last + 1 : last + 2] in _OPENED
        if tokens.classes[last] in "lv" and verb not in _SAYING and not marked:
            continue
        many = head.endswith("s")
        if many and not (tokens.classes[last] == "v" and _are_many(head)):
            continue
        if many or head in _HOUSES or _WHO_ACTS.fullmatch(head):
            yield Phrase(
                first,
                last,
                "group" if many else "body" if head in _HOUSES else "role",
                tokens.low[first],
                title=(first + 1, last),
                head=head,
                tail=last,
            )


def _are_many(head: str) -> bool:
    """`"organisers"`, `"campaigners"`: more than one who does something."""
    return _WHO_ACTS.fullmatch(head) is not None and head[:-1] not in _LIFELESS


_SAYING = forms("person")
"""Verbs of which only who speaks is the subject."""


_COUNTED = re.compile(r"(?<=x)lo[lM]{2,5}")
MANY = frozenset("thousands hundreds dozens scores millions".split())


def _many(tokens: Tokens) -> Iterator[Phrase]:
    """`"Thousands of delivery riders stayed at home, saying …"`"""
    for match in _COUNTED.finditer(tokens.classes):
        first, end = match.span()
        for at in range(first + 2, end - 1) if tokens.low[first] in MANY else ():
            head = tokens.low[at]
            if head.endswith("s") and not tokens.low[at + 1].endswith("s"):
                title = (first + 2, at + 1)
                yield Phrase(first, at + 1, "group", "", title=title, head=head, tail=at + 1)
                break
