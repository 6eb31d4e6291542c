"""A claim's sentence: the words of the text, the pronoun at its head replaced by a name."""

import re
from dataclasses import dataclass

from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout
from pipeline.rules.triggers import spotter
from schemas.vocabulary import ClaimType

_CONTROL = re.compile(
    r"\b(?:control(?:s|led|ling)?|seiz(?:e|es|ed|ing)|captur(?:e|es|ed|ing)|retook|retak(?:e|en"
    r"|ing)|recaptur\w+|took (?:control|over)|overran|fell to|lost control"
    r"|occup(?:y|ies|ied)|liberat\w+|besieg\w+|in (?:full )?control"
    r"|under (?:the )?(?:\w+ )?control|stronghold|bastion|(?:rebel|government|opposition"
    r"|militia)-(?:held|controlled))\b",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(
    r"\b(?:claimed responsibility|responsib(?:le|ility) for|blam(?:e|es|ed)|carried out by"
    r"|was caused by|were caused by|to blame|accus(?:e|es|ed)|perpetrat\w+|orchestrat\w+"
    r"|mastermind\w*)\b",
    re.IGNORECASE,
)
_COMMITTED = re.compile(
    r"\b(?:pledg(?:e|es|ed)|vow(?:s|ed)?|agreed to|promis(?:e|es|ed)|committed to|undertook"
    r"|undertakes|decided to|determined to|guarantee[sd]?|intends? to|ready to|willing to)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|is (?:expected|likely|set|due|scheduled|slated|to)|are (?:expected"
    r"|likely|set|due|scheduled|slated|to)|slated|scheduled|could|may|might)\b",
    re.IGNORECASE,
)
_HAPPENINGS = (
    r"kill|wound|injur|attack|struck|strik|shell|bomb|launch|fir(?:ed|ing)|invad|shot|sign"
    r"|resign|stepped down|step(?:s)? down|elect|arrest|detain|releas|evacuat|fled"
    r"|displac|deploy|withdr[ae]w|broke out|took effect|takes effect|began|begun|started|ended"
    r"|halt|suspend|impos|lift|sanction|expel|halv|collaps|destroy|hit|met|hosted"
    r"|visited|gathered|held|discussed|spoke|phoned|called|arrived|launched|intervene|advanc"
    r"|retreat|clash|ambush|hijack|explod|crash|drown|vot(?:ed|e)|ratif|adopt|approv"
    r"|reject|annex|declar|recogni[sz]ed|expelled|recalled|restored|resumed|cut|rose|fell|grew"
    r"|supported|backed|opposed|joined|left|opened|closed|seceded|won|lost|delayed|postponed"
    r"|cancel"
)
_HAPPENED = re.compile(rf"\b(?:{_HAPPENINGS})\w*\b", re.IGNORECASE)
_STANDS = re.compile(
    r"\b(?:remain(?:s|ed)?|ha(?:s|ve) (?:been|remained|largely|long|staunchly)|back(?:s|ed)"
    r"|support(?:s|ed)?|is (?:a|an|the|part|home)|are (?:a|an|the|part|home)|ha(?:s|ve) \w+ed)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"^[^,]*?\b(?:(?:is|are|was|were) (?:an?|the|deeply|part of|home to|guarantors?)|ha(?:s"
    r"|ve) (?:long|staunchly|largely|always|remained|been an?|been the))\b"
)
_FIRST = re.compile(
    r"\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Mm]y|[Mm]e|[Mm]yself|[Oo]urselves|I|I['’]\w+|[Ww]e['’]\w+)\b"
)
_SECOND = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_HEAD = re.compile(r"(?P<we>We|we|I)(?P<cut>['’](?:ll|ve|re|d|m))?\s+(?P<verb>[\w’']+)")
_OUR = re.compile(r"(?:Our|our|My|my)\s+")
_THIRD = re.compile(r"(?:He|She|They|he|she|they)\s+")
_IT = re.compile(r"[Ii]t\s+(?!(?:is|was|would be|seems|appears|seemed) )")
_POINTS = re.compile(
    r"^(?:The following|Their|His|Her|Its|their|his|her|its|[Tt]he (?:need|importance|necessity"
    r"|determination|desire|readiness|hope|role|fate|use|way)\b(?! (?:is|was|has|of .{1,60} (?:is"
    r"|was|has)))|This|That|These|Those|There|It|Here|Such|And|But|So|Or|What|Who|Why|How|Which|If"
    r"|When|Because|Yet|Nor|Then|Both|Some(?! \d)|Many|One|this|that|there|it|which|who|what"
    r"|because|if|when|and|but|as|than|how|why)\b"
)
_TO = re.compile(r"to (?=[a-z])")
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
_SAFE = re.compile(
    r"(?:will|would|can|could|may|might|must|shall|should|have|has|had|are|am|is|were|was|do|did"
    r"|do|\w+ed|lost|met|held|took|gave|made|sent|won|saw|got|said|told|went|came|kept|found|built"
    r"|began|paid|fought|brought|agreed)$"
)
_FINITE = re.compile(
    r"(?<!to )\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does"
    r"|did|do|lost|met|held|took|gave|made|sent|won|saw|fell|rose|grew"
    r"|began|fled|hit|shot|struck|broke|spoke|left|kept|found|built|paid|fought|brought|became"
    r"|went|came|said|says|remains?|controls?|holds?|backs?|supports?|seeks?"
    r"|withdrew|drew|threw|knew|flew|drove|wrote|chose|froze|stole|swore|shook|led|dealt|felt|meant"
    r"|bought|thought|caught|taught|sought|sank|ran|sat|stood|put|set|quit|shut|split|spread|cost|overran"
    r"|retook|overthrew|undertook|got|heard|told|sold|drank|blew|laid|spent|lit|dug|swept|bore|ended"
    r"|wants?|hopes?|aims?|live|expects?|intends?|owns?|needs?|makes? up"
    r"|accounts? for|plans?|faces?|opposes?|includes?|employs?|rejects?|continues?|costs?"
    r"|stands?)\b"
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
_EDGES = " \t\n\xa0\"“”«»„‟‘’'.,;:!?…-–—•*"


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text that is to become one claim, and who speaks in it."""

    layout: Layout
    cast: Cast
    start: int
    end: int
    speakers: tuple[int, ...]


_HELD_TALKS = re.compile(r"\bh[eo]ld(?:ing|s)? (?:\w+ )?(?:talks|meeting)")
_spot = spotter(
    r"claimed|responsib\w*|blam\w*|carried|caused|accus\w*|perpetrat\w*|(?:orchestrat|mastermind)\w*",
    r"is|are|was|were|ha[sve]+",
    r"(?:control|seiz|captur|ret[ao]|recaptur|liberat|besieg|occup)\w*|took|overran|fell|lost|under"
    r"|stronghold|bastion|held",
    r"(?:pledg|vow|promis|guarantee|intend|undert)\w*|agreed|committed|decided|determined|ready"
    r"|willing",
    r"will|shall|would|is|are|slated|scheduled|could|may|might",
    rf"(?:{_HAPPENINGS})\w*",
    r"remain\w*|ha[sve]+|(?:back|support)(?:s|ed)?|is|are",
)
"""Which of the patterns of `kind_of` are worth a search, in their order."""


def kind_of(text: str, *, commits: bool) -> ClaimType | None:
    """What kind of claim a clause makes; None where it tells nothing that can be checked."""
    words = _spot(text)
    if words & 1 and _RESPONSIBLE.search(text):
        return "responsibility"
    if words & 2 and _LASTS.search(text):
        return "commitment" if commits else "state"
    if words & 4 and _CONTROL.search(text) and not _HELD_TALKS.search(text):
        return "control"
    if commits or (words & 8 and _COMMITTED.search(text)):
        return "commitment"
    if words & 16 and _AHEAD.search(text):
        return "prediction"
    if words & 32 and _HAPPENED.search(text):
        return "event"
    return "state" if words & 64 and _STANDS.search(text) else None


def worded(unit: Unit, *, commits: bool) -> str | None:
    """The claim's sentence; None where it would not stand alone."""
    text = unit.layout.text
    words = " ".join(text[unit.start : unit.end].split()).strip(_EDGES)
    if not words or words.count('"') % 2:
        words = words.replace('"', "")
    if words.count("“") != words.count("”"):
        words = words.replace("“", "").replace("”", "")
    if words.count("(") != words.count(")"):
        return None
    if _SECOND.search(words):
        return None
    named = _named(unit, words, commits=commits)
    if named is None or not re.search(r"[^\W\d_]{2}", named):
        return None
    return f"{named[0].upper()}{named[1:]}."


def _named(unit: Unit, words: str, *, commits: bool) -> str | None:
    """The words with a name for whom the pronoun at their head, or nothing, stands for."""
    to = _TO.match(words)
    if to or (unit.layout.text.endswith("to ", 0, unit.start) and words[:1].islower()):
        return _promised(unit, words[to.end() if to else 0 :]) if commits else None
    if head := _HEAD.match(words):
        spoken = _first_person(unit, words, head)
        return None if spoken is None or _FIRST.search(spoken) else spoken
    if own := _OUR.match(words):
        owner = _body(unit) if words[:1] in "Oo" else _spoken_name(unit)
        words = f"{owner}’s {words[own.end() :]}" if owner else words
    if _FIRST.search(words):
        return None
    if third := _THIRD.match(words):
        mention = unit.cast.at(_offset(unit, words))
        name = _name_of(unit.cast, mention) if mention and mention.kind == "pronoun" else None
        alone = words[:1] in "HhSs" and mention is not None
        if (
            alone
            and mention
            and not all(
                unit.cast.actors[one].kind in ("person", "role_holder") for one in mention.actors
            )
        ):
            return None
        return f"{name} {words[third.end() :]}" if name else None
    if its := _IT.match(words):
        mention = unit.cast.at(_offset(unit, words))
        name = _spoken_name(unit) if mention and mention.actors == unit.speakers else None
        return f"{name} {words[its.end() :]}" if name else None
    return words if _stands_alone(words) else None


def _promised(unit: Unit, deed: str) -> str | None:
    """`"help them return" -> "Mara Venn will help them return"`, of what she promised."""
    speaker = _spoken_name(unit)
    if speaker is None or _FIRST.search(deed) or deed.split(" ", 1)[0].endswith("ing"):
        return None
    return f"{speaker} will {deed}"


def _stands_alone(words: str) -> bool:
    """Whether a clause has a subject and a verb of its own and points at nothing before it."""
    if _POINTS.match(words) or _VERB_FIRST.match(words) or not finite(words):
        return False
    first = words.split(maxsplit=1)[0]
    return bool(_OPENS.match(words)) or not (first.endswith("ing") or first in _PREPOSITIONS)


def finite(words: str) -> bool:
    """Whether a clause has a verb of its own: `"the need to help" -> False`.

    A verb behind "that" or "which" is another clause's: `"a raid that killed two" -> False`.
    """
    return bool(_FINITE.search(_RELATIVE.split(words, maxsplit=1)[0]))


def _first_person(unit: Unit, words: str, head: re.Match[str]) -> str | None:
    """`"We lost 12 soldiers" -> "Ostrava lost 12 soldiers"`; None where no name fits."""
    name = _spoken_name(unit) if head["we"] == "I" else _body(unit)
    if not name:
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


def _spoken_name(unit: Unit) -> str | None:
    names = [_actor_name(unit.cast, one) for one in unit.speakers]
    if not names or not all(names):
        return None
    return _joined([name for name in names if name])


def _body(unit: Unit) -> str | None:
    """Whom "we" means: the state or body that the speaker acts for, else the speaker."""
    if len(unit.speakers) == 1:
        actor = unit.cast.actors[unit.speakers[0]]
        if actor.affiliation and actor.kind in ("person", "role_holder"):
            return actor.affiliation
    return _spoken_name(unit)


def _actor_name(cast: Cast, one: int) -> str | None:
    actor = cast.actors[one]
    if actor.name:
        return actor.name
    if actor.role:
        return actor.role if actor.role.lower().startswith("the ") else f"the {actor.role}"
    return None


def _name_of(cast: Cast, mention: Mention) -> str | None:
    names = [_actor_name(cast, one) for one in mention.actors]
    if not names or any(name is None or any(map(str.isdigit, name)) for name in names):
        return None  # a number of a name would be a number of the claim
    return _joined([name for name in names if name])


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _offset(unit: Unit, words: str) -> int:
    return unit.layout.text.find(words.split(maxsplit=1)[0], unit.start, unit.end)
