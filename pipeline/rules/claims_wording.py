"""A claim's sentence: the words of the text, the pronoun at its head replaced by a name."""

import re
from dataclasses import dataclass

from pipeline.rules.claims_clauses import is_noun, main_of
from pipeline.rules.claims_names import (
    are_several,
    body,
    carries,
    name_of,
    speaks_for_himself,
    spoken_name,
)
from pipeline.rules.finite_verbs import AUXILIARIES, FINITE_VERBS, PASTS, any_of
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout
from pipeline.rules.words import GIVEN

_FIRST = re.compile(
    r"\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Mm]y|[Mm]e|[Mm]yself|[Oo]urselves|I|I['’]\w+|[Ww]e['’]\w+)\b"
)
_SECOND = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_HEAD = re.compile(r"(?P<we>We|we|I)(?P<cut>['’](?:ll|ve|re|d|m))?\s+(?P<verb>[\w’']+)")
_OUR = re.compile(r"(?:Our|our|My|my)\s+")
_ITS = re.compile(r"(?:[Ii]ts|[Hh]is|[Hh]er) (?=[a-z])")
_THIRD = re.compile(r"(?:He|She|They|he|she|they)\s+")
_LATER = re.compile(r"(?P<front>[A-Z][^,;:“\"]{2,90}, )(?P<who>he|she|they) (?=[a-z])")
_IT = re.compile(r"[Ii]t\s+(?!(?:is|was|would be|seems|appears|seemed) )")
_POINTS = re.compile(
    r"^(?:The following|Their|His|Her|Its|their|his|her|its|[Tt]he (?:need|importance|necessity"
    r"|determination|desire|readiness|hope|role|fate|use|way)\b(?! (?:is|was|has|of .{1,60} (?:is"
    r"|was|has)))|This|That|These|Those|There (?!is|are|was|were|has|have|will)|It|Here|Such"
    r"|And|But|So|Or|What|Who|Why|How|Which|If|When|Because|Yet|Nor|Then|Both"
    r"|Some (?!\d|[a-z]+ [a-z]|U\.|[A-Z])|Many|One|this|that|there|it|which|who|what|because"
    r"|if|when|and|but|as|than|how|why)\b"
)
_TO = re.compile(r"to (?=[a-z])")
_AFTER_TO = re.compile(r"\bto [\"“‘]?$")
_NO_DEED = re.compile(
    r"(?:the|an?|its|their|his|her|our|this|these|those|that|all|both|full|such|any|\w+(?:ed|ity|tion"
    r"|ment|ness|ance|ence|ship|ous|cal|ful|ies|ism|acy))\b(?! (?:to|for) )"
)
"""What is no verb behind "committed to": `"the truce"`, `"accountability"`."""
_DEVOTED = re.compile(r"\b(?:committ?ed|commitment|dedicated|dedication) to $")
_CLAUSE_BEHIND = re.compile(
    r"(?:^|\n|[,:;.!?…—–“\"‘(«„-]|\b(?:that|said|says?|saying|adding|tweeted|wrote|think|believes?"
    r"|thinks|believed|thought|and|but|while))[\s“\"‘]*$"
)
"""Behind these words a clause is told, behind others ("expressed") often a mere noun."""
_GIVEN = "|".join(sorted(name.title() for name in GIVEN if name.endswith("ed")))
_LOOSE = re.compile(
    r"(?:To [a-z]+ [^,]*$|(?:Whether|How|Why|Where|If|When|As|While|Because|Although|Though|Since"
    r"|After|Before|Unless|Until|From|Despite|Thanks to|Due to)\b[^,]*$|(?:19|20)\d\d[,)]"
    r"|Whether\b|(?!United|Allied|Armed|Limited|Red|Unmanned|Mixed|Advanced|Applied|Associated"
    rf"|(?:{_GIVEN})\b)[A-Z][a-z]+ed (?:the|an?|its|their|his|her|from|to|in|over|more|at|by"
    r"|on|with|for|out|access|and)\b)"
)
"""Heads of what is no sentence: `"Graduated from a college"`, `"2012, with respect to"`."""
_SINGULAR = {
    "have": "has",
    "are": "is",
    "am": "is",
    "were": "was",
    "do": "does",
    "'ve": "has",
    "'re": "is",
    "'m": "is",
}
_SAFE = re.compile(rf"(?:{any_of(AUXILIARIES | PASTS)}|\w+ed)$")
"""A verb that is the same behind a name as behind "we"."""
_FINITE = re.compile(
    rf"(?<!to )\b(?:{any_of(FINITE_VERBS)}|makes? up|accounts? for|ended"
    r"|[a-z]{2,}s (?=(?:(?:about|around|nearly|almost|some|at least|more than|over|up to|only"
    r"|just|an? (?:estimated|further)) )*[$€£]?\d))\b"
    r"|^(?:\S+ ){1,9}?(?:(?:[a-z]{2,}ly|also|then|later|since) )?(?!need|indeed|hundred|speed"
    r"|united|limited|based|led|backed)[a-z]{2,}ed\b"
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose)\b")
_VERB_FIRST = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"[A-Z\d$€£“\"(]|(?:the|an?|some|more|about|at|up|nearly|almost|around|hundreds|thousands"
    r"|dozens|tens|millions)\b"
)
_PREPOSITIONS = frozenset("with in on to for of by from after before during amid despite".split())
_A_WORD = re.compile(r"[^\W\d_]{2}")
_EDGES = " \t\n\xa0\"“”«»„‟‘’'.,;:!?…-–—•*"


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text that is to become one claim, and who speaks in it."""

    layout: Layout
    cast: Cast
    start: int
    end: int
    speakers: tuple[int, ...]


def worded(unit: Unit, *, commits: bool) -> str | None:
    """The claim's sentence; None where it would not stand alone."""
    text = unit.layout.text
    whole = " ".join(text[unit.start : unit.end].split())
    words = whole.strip(_EDGES)
    if whole.rstrip(" *").endswith((":", "—")) or _LOOSE.match(words):
        return None
    if not words or words.count('"') % 2:
        words = words.replace('"', "")
    if words.count("“") != words.count("”"):
        words = words.replace("“", "").replace("”", "")
    if words.count("(") != words.count(")"):
        return None
    if "you" in words.lower() and _SECOND.search(words):
        return None
    named = _named(unit, words, commits=commits)
    if named is None or not _A_WORD.search(named):
        return None
    return f"{named[0].upper()}{named[1:]}."


def follows_to(text: str, start: int) -> bool:
    """Whether what begins there is the deed of a promise: `"agreed to “| help"`."""
    return bool(_AFTER_TO.search(text[max(0, start - 5) : start]))


def _named(unit: Unit, words: str, *, commits: bool) -> str | None:
    """The words with a name for whom the pronoun at their head, or nothing, stands for."""
    to = _TO.match(words)
    if to or (follows_to(unit.layout.text, unit.start) and words[:1].islower()):
        return _promised(unit, words[to.end() if to else 0 :]) if commits else None
    if head := _HEAD.match(words):
        spoken = _first_person(unit, words, head)
        return None if spoken is None or _FIRST.search(spoken) else spoken
    if own := _OUR.match(words):
        owner = (
            body(unit.cast, unit.speakers)
            if words[:1] in "Oo"
            else spoken_name(unit.cast, unit.speakers)
        )
        owner = (
            None if words[:1] in "Oo" and speaks_for_himself(unit.cast, unit.speakers) else owner
        )
        words = f"{owner}’s {words[own.end() :]}" if owner else words
    if (its := _ITS.match(words)) and (owner := _owner(unit, words)):
        words = f"{owner}’s {words[its.end() :]}"
    if _FIRST.search(words):
        return None
    if third := _THIRD.match(words):
        name = _third_person(unit, words, _offset(unit, words), third[0])
        return f"{name} {words[third.end() :]}" if name else None
    if later := _LATER.match(words):
        # "Before the war, | he led the army": kept as it is where nobody is sure to be meant.
        at = unit.layout.text.find(f", {later['who']} ", unit.start, unit.end) + len(", ")
        if name := _third_person(unit, words, at, later["who"]):
            words = f"{later['front']}{name} {words[later.end() :]}"
    if its := _IT.match(words):
        mention = unit.cast.at(_offset(unit, words))
        name = (
            spoken_name(unit.cast, unit.speakers)
            if mention and mention.actors == unit.speakers
            else None
        )
        return f"{name} {words[its.end() :]}" if name else None
    return words if _stands_alone(words) and not _nominal(unit, words) else None


def _third_person(unit: Unit, words: str, at: int, pronoun: str) -> str | None:
    """Whom the "he" or "they" at an offset means, by name; None where that is not sure."""
    mention = unit.cast.at(at)
    if mention is None or mention.kind != "pronoun":
        return None
    kinds = {unit.cast.actors[one].kind for one in mention.actors}
    alone = pronoun[:1] in "HhSs"
    if not (kinds <= {"person", "role_holder"} if alone else are_several(unit.cast, mention)):
        return None
    name = name_of(unit.cast, mention)
    return name if name and carries(name, words) else None


def _nominal(unit: Unit, words: str) -> bool:
    """Whether what was "expressed" or "noted" is a noun with a clause in it, not a clause.

    `"the efforts to ensure that Ostrava has water"`; "that" before it makes a clause sure.
    """
    text = unit.layout.text
    if not unit.speakers or _CLAUSE_BEHIND.search(text[max(0, unit.start - 24) : unit.start]):
        return False
    main = main_of(words)
    return main is None or bool(
        re.search(r" (?:to|for|of [a-z]+ing|against|how) ", words[: main.start])
    )


def _owner(unit: Unit, words: str) -> str | None:
    """Whose "its" or "his" at the head is: the one speaker's, where no other can be meant."""
    mention = unit.cast.at(_offset(unit, words))
    other = mention is not None and mention.kind == "pronoun" and mention.actors != unit.speakers
    if len(unit.speakers) != 1 or other:
        return None
    person = unit.cast.actors[unit.speakers[0]].kind in ("person", "role_holder")
    return (
        spoken_name(unit.cast, unit.speakers)
        if person != words.lower().startswith("its ")
        else None
    )


def _promised(unit: Unit, deed: str) -> str | None:
    """`"help them return" -> "Mara Venn will help them return"`, of what she promised."""
    speaker = spoken_name(unit.cast, unit.speakers)
    if speaker is None or _FIRST.search(deed):
        return None
    if _NO_DEED.match(deed) or deed.split(" ", 1)[0].endswith("ing"):
        if not _DEVOTED.search(unit.layout.text[max(0, unit.start - 24) : unit.start]):
            return None
        several = len(unit.speakers) > 1 or speaker.lower().startswith("the ")
        return f"{speaker} {'are' if several else 'is'} committed to {deed}"
    return f"{speaker} will {deed}"


def _stands_alone(words: str) -> bool:
    """Whether a clause has a subject and a verb of its own and points at nothing before it."""
    if _POINTS.match(words) or _VERB_FIRST.match(words) or not finite(words) or is_noun(words):
        return False
    first = words.split(maxsplit=1)[0]
    return bool(_OPENS.match(words)) or not (first.endswith("ing") or first in _PREPOSITIONS)


def finite(words: str) -> bool:
    """Whether a clause has a verb of its own: `"the need to help" -> False`.

    A verb behind "that" or "which" is another clause's: `"a raid that killed two" -> False`.
    """
    found = _FINITE.search(_RELATIVE.split(words, maxsplit=1)[0])
    return bool((found and " to be " not in found[0]) or main_of(words))


def _first_person(unit: Unit, words: str, head: re.Match[str]) -> str | None:
    """`"We lost 12 soldiers" -> "Ostrava lost 12 soldiers"`; None where no name fits."""
    name = (
        spoken_name(unit.cast, unit.speakers)
        if head["we"] == "I"
        else body(unit.cast, unit.speakers)
    )
    if not name or not carries(name, words):
        return None
    cut = (head["cut"] or "").replace("’", "'")
    if cut == "'ll":
        verb, rest = "will", words[head.start("verb") :]
        return f"{name} {verb} {rest}"
    if cut in ("'ve", "'re", "'m"):
        return f"{name} {_SINGULAR[cut]} {words[head.start('verb') :]}"
    if cut or not _SAFE.match(head["verb"]):
        return None
    plural = head["we"] != "I" and len(unit.speakers) > 1
    verb = head["verb"] if plural else _SINGULAR.get(head["verb"], head["verb"])
    return f"{name} {verb}{words[head.end() :]}"


def _offset(unit: Unit, words: str) -> int:
    return unit.layout.text.find(words.split(maxsplit=1)[0], unit.start, unit.end)
