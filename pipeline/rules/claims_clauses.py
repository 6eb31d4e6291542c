"""What a clause says itself: its main verb, apart from the clauses inside it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.rules.finite_verbs import Verb, outer_verbs
from pipeline.rules.verbs import any_form

Tense = Literal["past", "perfect", "present", "be", "passive", "ahead", "possible", "asked"]
"""What the main verb group tells: `ahead` of what will be, `asked` of what should be."""

_FRONT = re.compile(
    r"(?:Even )?(?:[Ii]f|[Ww]hen|[Aa]s|[Ww]hile|[Ww]hereas|[Aa]lthough|[Tt]hough|[Oo]nce|[Bb]ecause"
    r"|[Aa]fter|[Bb]efore|[Uu]ntil|[Uu]nless|[Ss]ince|[Ww]herever|[Nn]ow that)\b[^,]*, "
)
"""A clause before the main one: `"As he left, "`."""
_REDUCED = re.compile(
    r" (?:by|on|in|at|to|from|with|under|for|against|as|during|between|near|over|around|along"
    r"|into|up|out)\b"
)
_AND = re.compile(r"\b(?:and|but|that)\b")
_APPOSED = re.compile(
    r"^(?!(?:In|On|At|By|After|Before|During|Since|From|For|With|Under|Over|As|When|While|If|To"
    r"|Despite|But|And|However|Today|Yesterday|Tomorrow|Late|Earlier|Last|Next|This|\w+ly|\w+ing)\b)"
    r"[^,]+, (?:an?|the|one of) [^,]*$"
)
"""A name and what he is: the participle behind that is no verb."""
_BARE = re.compile(rf"{_APPOSED.pattern}|.* to be ", re.DOTALL)
"""Before a participle that is no verb: `"Jo Orr to be judge, vice Al Berg, | retired"`."""
_TAIL = re.compile(
    r"[;:]|,? (?:and|but) (?=\S+ \S+ed\b)|\b(?:that|which|who|whose|whether|how|why|because|if"
    r"|when|while|until|unless|where|after|before|as|than)\b"
)
_BEEN = re.compile(
    r" (?:(?:not|just|now|also|still|already|never|largely|mostly|all|both|being|been|then"
    r"|once|again|later|[a-z]+ly) )*[“\"]?(?P<next>[\w’'-]+)"
)
_DONE = re.compile(
    r"(?:[a-z]{2,}ed|\w*(?:own|iven|aken|ought|uilt|eld|ent|ade|old|ut|oken|itten|osen|ung|een|one"
    r"|ost|ound|aid|hot|eft|truck|uck|orn|ept|ead|et|ome|un))$"
)
_STANDING = re.compile(
    r"(?:based|located|situated|committed|determined|involved|concerned|dedicated|interested|united"
    r"|prepared|opposed|divided|limited|related|aimed|designed|intended|supposed|convinced|pleased"
    r"|known|called|made|home|better|agreed|isolated|populated|worried|scheduled|expected|set)$"
)
"""Participles that tell how things are, not what was done."""


_TOLD = re.compile(
    rf"(?:(?:have|has|had) )?(?:(?P<agreed>{any_form('agrees')}|guaranteed)|{any_form('tells')}"
    r"|shared|considered|pointed out|made clear"
    r"|(?:is|are|was|were|am) (?:\w+ )?(?:pleased|glad|confident|sure|convinced|certain|aware"
    r"|concerned|hopeful))"
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


@lru_cache(maxsize=256)
def main_of(text: str) -> Main | None:
    """The main verb of a clause; None where none is seen: a verb in the present, or a noun.

    `"As he left, the leaders who met will agree" -> "will agree", ahead`
    """
    front = _FRONT.match(text)
    at = front.end() if front else 0
    first: Verb | None = None
    for verb in outer_verbs(text, at):
        if verb.kind not in ("past", "present"):
            if first is None or _is_reduced(text, first, verb):
                return Main(verb.start, _group(text, verb.start), _tense(verb, text))
            break
        if first is None or (
            _is_reduced(text, first, verb)
            and (verb.kind == "present" or "," not in text[first.end : verb.start])
        ):
            first = verb
    if first is None or (first.kind == "past" and _BARE.match(text[at : first.start])):
        return None  # "Ana Venn, a teacher held in prison": no verb at all
    tense: Tense = "past" if first.kind == "past" else "present"
    return Main(first.start, _group(text, first.start), tense)


def _is_reduced(text: str, past: Verb, aux: Verb) -> bool:
    """Whether a participle is a clause of its own: `"the town seized by rebels has fallen"`."""
    return (
        past.kind == "past"
        and bool(_REDUCED.match(text, past.end))
        and not _AND.search(text, past.end, aux.start)
    )


def is_noun(text: str) -> bool:
    """Whether a noun with another beside it is all: `"Ana Venn, a teacher held in prison"`."""
    if ", " not in text or main_of(text) is not None:
        return False
    past = next((verb for verb in outer_verbs(text, 0) if verb.kind == "past"), None)
    return past is not None and bool(_BARE.match(text[: past.start]))


def told_in(text: str) -> tuple[int, bool]:
    """Where what a clause tells of begins, and whether that was agreed.

    `"They stressed that the talks failed" -> 19, False`; 0 where it tells of itself.
    """
    main = main_of(text)
    told = _TOLD.match(text, main.start) if main else None
    return (told.end(), bool(told["agreed"])) if told else (0, False)


def _group(text: str, start: int) -> str:
    tail = _TAIL.search(text, start)
    return text[start : tail.start() if tail else len(text)]


def _tense(verb: Verb, text: str) -> Tense:
    if verb.kind in ("asked", "ahead", "possible"):
        return verb.kind
    if verb.kind == "do":
        return "past" if text.startswith("did", verb.start) else "present"
    if verb.kind == "can":
        return "present"
    behind = _BEEN.match(text, verb.end)
    word = behind["next"] if behind else ""
    done = bool(_DONE.match(word) and not _STANDING.match(word))
    if verb.kind == "be":
        return "passive" if done else "be"
    if word.endswith("ing"):
        return "perfect"
    if behind and (word == "been" or (" been " in behind[0] and not done)):
        return "be"
    if done:
        return "perfect"
    return "past" if text.startswith("had", verb.start) else "present"
