"""Marks that hold no speech: names of acts and reports, slogans, and terms.

`H.R. 4, the “Harbour Security Act of 2026,”`, `the “small yard, high fence” approach`,
`coined the term “a free and open sea”`.
"""

import re
from collections.abc import Iterator

from pipeline.rules.auxiliaries import AUXILIARY
from pipeline.rules.clauses import FINITE
from pipeline.rules.text import Layout
from pipeline.rules.verbs import verbs

_SMALL = frozenset(
    "a an and as at but by for from if in into it its nor not of on or our over the their to "
    "under up via with without your my is be are vs amid".split()
)
"""Words that a title in capitals leaves small."""
_LEAST = 2
"""Words with a capital, beside the first, from which words in marks are a name."""
_NAMING = re.compile(
    r"\b(?:(?:en)?titled|dubbed|nicknamed|branded|(?:known|named|designated|honou?red|voted|listed"
    r"|rated|ranked) (?:as )?(?:the |an? )?|(?:the|this|that|an?|its|his|her|their|our|new|famous"
    r"|iconic|familiar|well-known|popular) (?:[\w-]+ ){0,2}?(?:term|phrase|expression|word|motto"
    r"|slogan|mantra|refrain|tagline|nickname|moniker|title|theme|rubric|heading|headline"
    r"|battle cry|rallying cry|hashtag|label|acronym|concept|doctrine|song|hymn|poem|book|film"
    r"|movie|novel|album|article|essay|report|study|paper|bill|act|proposal|initiative|program(?:me)?|campaign"
    r"|event|series|project|strategy|plan))"
    r"(?:,| is| was| of|:| [—–-]| the)?\s*$",
    re.IGNORECASE,
)
"""What stands before the marks of a name: `"a report titled"`, `"coined the term"`."""
_OWNER = re.compile(
    r"(?:\b(?:an?|the|this|that|these|those|its|his|her|their|our|your|my|any|every|each|so-called)"
    r"|['’]s|s['’])(?: (?:new|recent|own|popular|famous|national|annual))?\s$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s([a-z][a-z-]+)\b")
_STOPS = ".,!?;:—"
_WORD = re.compile(r"\w[\w'’.-]*")
_NEAR = 90
"""Characters before the marks among which a word that names them stands."""
_NO_NOUN = _SMALL | frozenset(
    "there here too now then today yesterday tomorrow again once later earlier soon either also "
    "only already alone instead anymore anyway together back away so that than when while as if "
    "because since until unless though although but or nor yet who which whose where after "
    "before about between against during he she they we you i him them us".split()
)


def terms(layout: Layout) -> frozenset[int]:
    """Offsets of the quotations in prose that are names or terms by form and place."""
    return frozenset(_terms(layout))


def _terms(layout: Layout) -> Iterator[int]:
    text = layout.text
    for mark in layout.quotations:
        number = layout.paragraph_at(mark.start)
        start, end = layout.article.paragraphs[number - 1]
        # In a headline in capitals each quotation looks like a name.
        if number not in layout.body or not mark.closed:
            continue
        before, after = text[max(start, mark.start - _NEAR) : mark.start], text[mark.end : end]
        if not re.search(r"\w", before + after):
            continue
        inside = text[mark.start + 1 : mark.end - 1]
        if _is_name(inside) or _NAMING.search(before) or _describes(before, inside, after):
            yield mark.start


def _is_name(inside: str) -> bool:
    """Whether words have capitals as a name has: `"Harbour Security and Pay Act of 2026,"`."""
    if inside.rstrip()[-1:] in "!?":
        return False
    held = [word for word in _WORD.findall(inside) if word[0].isalpha()]
    large = [word for word in held[1:] if word[0].isupper() and word != "I"]
    small = [word for word in held if word[0].islower() and word not in _SMALL]
    return bool(held) and held[0][0].isupper() and len(large) >= _LEAST and not small


def _describes(before: str, inside: str, after: str) -> bool:
    """Whether a noun follows that the marks describe: `"a “small yard, high fence” approach"`."""
    owned, noun = _OWNER.search(before), _NOUN.match(after)
    if owned is None or noun is None or inside.rstrip()[-1:] in _STOPS:
        return False
    word = noun[1]
    verb = verbs().get(word)
    inflected = verb is not None and word != verb.lemma  # "the “X” rule" is a noun
    acts = word in FINITE or word in AUXILIARY or inflected or word.endswith(("ed", "ly"))
    return not acts and word not in _NO_NOUN
