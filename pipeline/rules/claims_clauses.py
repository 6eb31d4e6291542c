"""What a clause says itself: its main verb, apart from the clauses inside it."""

import re
from dataclasses import dataclass
from typing import Literal

Tense = Literal["past", "perfect", "present", "be", "passive", "ahead", "possible", "asked"]
"""What the main verb group tells: `ahead` of what will be, `asked` of what should be."""

_FRONT = re.compile(
    r"(?:Even )?(?:[Ii]f|[Ww]hen|[Aa]s|[Ww]hile|[Ww]hereas|[Aa]lthough|[Tt]hough|[Oo]nce|[Bb]ecause"
    r"|[Aa]fter|[Bb]efore|[Uu]ntil|[Uu]nless|[Ss]ince|[Ww]herever|[Nn]ow that)\b[^,]*, "
)
"""A clause before the main one: `"As he left, "`."""
_INSIDE = re.compile(
    r"\b(?:that|which|who|whose|whom|whether|how|why|what|because|if|when|while|after|until|unless"
    r"|where|so that|as|once|though|although|before|since|than)\b"
)
_RELATIVE = frozenset({"that", "which", "who", "whom", "whose", "where"})
_IRREGULAR = (
    "met|held|took|gave|made|sent|won|saw|got|told|went|came|kept|found|built|began|paid|fought"
    "|brought|lost|fell|rose|grew|fled|hit|shot|struck|broke|spoke|left|became|withdrew|drew|threw"
    "|knew|flew|drove|wrote|chose|froze|stole|swore|shook|led|dealt|felt|meant|bought|thought"
    "|caught|taught|sought|sank|sat|stood|quit|overran|retook|overthrew|undertook|heard|sold|blew"
    "|laid|spent|dug|swept|bore|said|had|oversaw|slid|sprang|arose|withstood|stuck|hung|tore|wore"
    "|beat|burnt|dwelt|fed|ran|underwent|forgave|forbade|foresaw|misled|rebuilt"
)
_AUX = re.compile(
    r"\b(?:(?P<be>is|are|was|were|am)|(?P<have>has|have|had)|(?P<ahead>will|shall|would)"
    r"|(?P<possible>may|might|could)|(?P<can>can|cannot)|(?P<asked>must|should|ought|needs? to)"
    r"|(?P<do>does|do|did))(?:n[’']t)?\b|\b\w+(?P<will>[’']ll) "
)
_PAST = re.compile(
    rf"\b(?:{_IRREGULAR}|(?!need|indeed|hundred|speed|united|exceed|proceed|succeed|embed|naked"
    r"|sacred|aged|concerned|unprecedented|renowned)[a-z]{3,}ed)\b"
)
_REDUCED = re.compile(
    r" (?:by|on|in|at|to|from|with|under|for|against|as|during|between|near|over|around|along"
    r"|into|up|out)\b"
)
"""Behind a participle that stands for a clause of its own: "the town seized by rebels has …"."""
_PRESENT = re.compile(
    r"\b(?:wants|hopes|backs|seeks|faces|opposes|includes|employs|rejects|continues|believes"
    r"|considers|remains?|expects|intends|owns|prevents|requires|allows|provides|says|prohibits"
    r"|contains|represents|means|makes|gives|takes|brings|holds|serves|supports|directs|works"
    r"|stands)\b"
)
_PARTICIPLE_BEFORE = re.compile(
    r"(?:-|\b(?:the|a|an|its|their|his|her|of|for|with|in|on|from|by|into|against|more|newly"
    r"|so-called|all|any|such|new) )$"
)
_TAIL = re.compile(
    r"[;:]|,? (?:and|but) (?=\S+ \S+ed\b)|\b(?:that|which|who|whose|whether|how|why|because|if"
    r"|when|while|until|unless|where|after|before|as|than)\b"
)
_BEEN = re.compile(
    r"(?:n[’']t)? (?:(?:not|now|also|still|already|never|largely|mostly|all|both|being|been|then"
    r"|once|again|later|[a-z]+ly) )*(?P<next>[\w’'-]+)"
)
_DONE = re.compile(
    r"(?:[a-z]{2,}ed|\w*(?:own|iven|aken|ought|uilt|eld|ent|ade|old|ut|oken|itten|osen|ung|een|one"
    r"|ost|ound|aid|hot|truck|uck|orn|ept|ead|et|ome|un))$"
)
_STANDING = re.compile(
    r"(?:based|located|situated|committed|determined|involved|concerned|dedicated|interested|united"
    r"|prepared|opposed|divided|limited|related|aimed|designed|intended|supposed|convinced|pleased"
    r"|known|called|made|home|better|agreed|isolated|populated|worried|scheduled|expected|set)$"
)
"""Participles that tell how things are, not what was done."""


_TOLD = re.compile(
    r"(?:(?:have|has|had) )?(?:(?P<agreed>agreed|decided|pledged|promised|vowed|undertook"
    r"|guaranteed)|said|noted|stressed|emphasi[sz]ed|underlined|underscored|shared|added"
    r"|highlighted|reiterated|reaffirmed|confirmed|recalled|acknowledged|recogni[sz]ed|warned"
    r"|hoped|believed?s?|thinks?|considered|announced|stated|argued|expressed|reported|told"
    r"|mentioned|pointed out|made clear|(?:is|are|was|were|am) (?:\w+ )?(?:pleased|glad"
    r"|confident|sure|convinced|certain|aware|concerned|hopeful)|concluded|affirmed|says?|indicated"
    r"|insisted|asserted)"
    r"(?: (?!that\b)\S+){0,5}? that "
)
"""A main verb that only tells of another clause: `"They agreed that the talks would go on"`."""


@dataclass(frozen=True, slots=True)
class Main:
    """The main verb group of a clause: where it begins, its words, and what it tells."""

    start: int
    words: str
    """From the verb to where a clause inside begins."""
    tense: Tense


def main_of(text: str) -> Main | None:
    """The main verb of a clause; None where none is seen: a verb in the present, or a noun.

    `"As he left, the leaders who met will agree" -> "will agree", ahead`
    """
    front = _FRONT.match(text)
    at = front.end() if front else 0
    found = _outside(_AUX, text, at)
    past = _outside(_PAST, text, at, participles=False)
    if past and (found is None or past.start() < found.start()):
        between = text[past.end() : found.start()] if found else ""
        reduced = (
            found
            and _REDUCED.match(text, past.end())
            and not re.search(r"\b(?:and|but|that)\b", between)
        )
        if not reduced:
            return Main(past.start(), _group(text, past.start()), "past")
    present = _outside(_PRESENT, text, at, participles=False)
    if present and (found is None or present.start() < found.start()):
        return Main(present.start(), _group(text, present.start()), "present")
    if found is None:
        return None
    return Main(found.start(), _group(text, found.start()), _tense(found, text))


def told_in(text: str) -> tuple[int, bool]:
    """Where what a clause tells of begins, and whether that was agreed.

    `"They stressed that the talks failed" -> 19, False`; 0 where it tells of itself.
    """
    main = main_of(text)
    told = _TOLD.match(text, main.start) if main else None
    return (told.end(), bool(told["agreed"])) if told else (0, False)


def _outside(
    pattern: re.Pattern[str], text: str, at: int, *, participles: bool = True
) -> re.Match[str] | None:
    """The first match that no clause inside holds: `"the man who was there had" -> had`."""
    for match in pattern.finditer(text, at):
        start = match.start()
        if not participles and _PARTICIPLE_BEFORE.search(text, max(0, start - 12), start):
            continue
        markers = [*_INSIDE.finditer(text, at, start)]
        if not markers or "," in text[markers[-1].end() : start]:
            return match
        if markers[-1][0] in _RELATIVE and _follows_a_verb(text, markers[-1].end(), start):
            return match
    return None


def _follows_a_verb(text: str, at: int, start: int) -> bool:
    """Whether the clause inside has its own verb before: `"those who met in Oslo | agreed"`."""
    inner = _AUX.search(text, at, start) or _PAST.search(text, at, start)
    if inner is None:
        return False
    between = text[inner.end() : start]
    return len(between.split()) > 1 and not between.endswith(("and ", "or ", "to ", "but "))


def _group(text: str, start: int) -> str:
    tail = _TAIL.search(text, start)
    return text[start : tail.start() if tail else len(text)]


def _tense(aux: re.Match[str], text: str) -> Tense:
    if aux["asked"]:
        return "asked"
    if aux["ahead"] or aux["will"]:
        return "ahead"
    if aux["possible"]:
        return "possible"
    if aux["do"]:
        return "past" if aux[0].startswith("did") else "present"
    if aux["can"]:
        return "present"
    next_word = _BEEN.match(text, aux.end())
    done = next_word and _DONE.match(next_word["next"]) and not _STANDING.match(next_word["next"])
    if next_word and next_word["next"].endswith("ing") and aux["have"]:
        return "perfect"
    if aux["have"]:
        return "perfect" if done else "past" if aux[0] == "had" else "present"
    return "passive" if done else "be"
