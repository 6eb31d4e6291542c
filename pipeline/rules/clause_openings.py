"""Where content begins behind a verb of saying: a clause, a noun phrase, a mark."""

import re
from collections.abc import Sequence

from pipeline.grounding.quotations import Quotation
from pipeline.rules.clauses import ADJUNCT, FINITE, has_verb
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.verbs import Verb

ANONYMOUS = re.compile(
    r"(?:for )?anonymity|(?:a |the |reporters['’] |two )?questions?\b"
    r"|(?:not )?to (?:not )?(?:be|remain) (?:named|identified|quoted|anonymous)"
)


def infinitive(speech: Speech, at: int, last: int, reach: int = 10) -> bool:
    if at >= last:
        return False
    if ANONYMOUS.match(speech.layout.text, speech.tokens.starts[at]) or speech.classes[at] == "c":
        return False  # "warned, in a speech to parliament, that"
    for i in range(at, min(at + reach, last)):
        if speech.tokens.low[i] == "to" and speech.classes[i] == "f":
            return True
        if speech.tokens.low[i] == "that":
            return False  # "warned Monday that any attempt to …"
    return False


def mark_at(speech: Speech, at: int, marks: Sequence[Quotation]) -> Quotation | None:
    """The quotation that opens right there, a comma or colon before it left aside."""
    while (
        at < len(speech.classes) and speech.classes[at] in "cx" and speech.tokens.words[at] in ",:"
    ):
        at += 1
    if at < len(speech.classes) and speech.classes[at] == "z":
        start = speech.tokens.starts[at]
        return next((mark for mark in marks if mark.start <= start < mark.end), None)
    return None


def object_at(speech: Speech, at: int, last: int) -> tuple[Mention, int] | None:
    """Somebody right behind the verb, and the token past him."""
    if at >= last:
        return None
    found = speech.cast.at(speech.tokens.starts[at])
    if found is None or found.start != speech.tokens.starts[at] or found.kind == "adjective":
        return None
    return found, speech.tokens.first_at(max(found.end, found.tail))


def clause_at(speech: Speech, at: int, last: int, verb: Verb) -> int | None:
    """The token where content begins, or None where the verb has none here."""
    tokens, frames = speech.tokens, verb.frames
    if at >= last:
        return None
    at = _past_day(speech, at, last, verb)
    at += tokens.low[at] == "aloud" and at + 1 < last
    word, kind = tokens.low[at], speech.classes[at]
    if kind == "d" and speech.classes[at + 1 : at + 2] == "p":
        kind = "D"  # "said Monday's talks were useful"
    if (opened := _opened(speech, at, verb)) is not None:
        return opened if opened < last else None
    if "b" in frames:
        return at if "z" in speech.classes[at:last] or tells_doing(speech, at, verb) else None
    if kind == "z":
        return at if frames & {"q", "t", "n"} else None
    resumed = speech.classes[at + 1 : at + 2] == "z" or tokens.low[at + 1 : at + 2] == ["was"]
    if word == ":" or (word == "," and resumed):  # "That, he wrote, was “a pity”"
        # A colon may open words without marks, as in a live blog's "Hale writes".
        return at + 1 if frames & {"q", "t"} and at + 1 < last else None
    if kind == "d" and "t" in frames and _counts(speech, at, last):
        return at
    return _unmarked(speech, at, last, verb)


def _unmarked(speech: Speech, at: int, last: int, verb: Verb) -> int | None:
    """Where a clause or a noun phrase begins that neither a mark nor a word opens."""
    word, kind, frames = speech.tokens.low[at], speech.classes[at], verb.frames
    if kind == "d" and speech.classes[at + 1 : at + 2] == "p":
        kind = "D"  # "said Monday's talks were useful"
    if frames & {"t", "o", "q"}:
        if word in (",", "(", "—") or kind in "fd" or word in ADJUNCT or word.endswith("ly"):
            return _behind_adjunct(speech, at, last, verb)
        if kind == "x":
            return None
        return at if "n" in frames or _clausal(speech, at, last, verb) else None
    nominal = kind in "DACSEQPGBhlMRnzTpv" and word not in ADJUNCT
    return at if "n" in frames and nominal else None


def _behind_adjunct(speech: Speech, at: int, last: int, verb: Verb) -> int | None:
    """As `past_adjunct`; a verb of quoting alone has no clause there: `"continues to grow, we"`."""
    past = past_adjunct(speech, at, last)
    if past is None or verb.frames & {"t", "o"} or speech.classes[past] == "z":
        return past
    return past if speech.tokens.low[past - 1] == "that" else None


def _clausal(speech: Speech, at: int, last: int, verb: Verb) -> bool:
    """Whether a clause without "that" follows: `"said the talks were over"`."""
    if not verb.frames & {"t", "o"} or not has_verb(speech, at, last):
        return False
    return verb.lemma not in _ALSO_DEEDS or _opens_clause(speech, at, last)


_ALSO_DEEDS = frozenset(
    "maintain counter observe respond answer threaten add claim prove establish hold reveal".split()
)
"""Verbs that by themselves are as often what somebody does: "maintained contact"."""


def _opens_clause(speech: Speech, at: int, last: int) -> bool:
    """Whether a clause begins there, by its finite verb: `"observed the talks were useful"`."""
    low = speech.tokens.low
    return low[at] in _PRONOUNS or any(
        low[to] in FINITE and speech.classes[to - 1] not in "acfw"
        for to in range(at + 1, min(at + _FIRST_FINITE, last))
        if not set(speech.classes[at:to]) & set("fcwav")
    )


_FIRST_FINITE = 7
"""Words of a clause up to its finite verb, where nothing but that shows it to be one."""


def _opened(speech: Speech, at: int, verb: Verb) -> int | None:
    """Where content begins behind a word that opens it: `"that …"`, `"to …"`, `"never to …"`."""
    low, frames = speech.tokens.low, verb.frames
    if low[at] in verb.prepositions:
        return at + 1 + (low[at : at + 2] == ["out", "that"])
    if (low[at] == "that" and frames & {"t", "o", "q", "n"}) or (low[at] == "to" and "f" in frames):
        return at + 1
    if low[at] == "as" and "n" in frames and speech.classes[at + 1 : at + 2] == "z":
        return at + 1  # "dismissed as “idle” reports of a deal"
    denied = low[at] in ("not", "never") and low[at + 1 : at + 2] == ["to"] and "f" in frames
    return at if denied else None


def tells_doing(speech: Speech, at: int, verb: Verb) -> bool:
    """`"described being ordered out"`: what somebody says that was done."""
    doing = speech.classes[at] in "lv" and speech.tokens.words[at].endswith("ing")
    return doing and verb.lemma == "describe"


def _past_day(speech: Speech, at: int, last: int, verb: Verb) -> int:
    """Behind the day that parts a verb from its preposition: `"warned on Friday against"`.

    Behind "quote" too, by which who reads marks aloud opens them.
    """
    for spoken in ([",", "quote", ","], ["quote", ","], [",", "quote"], ["quote"]):
        if speech.tokens.low[at : at + len(spoken)] == spoken:
            behind = at + len(spoken)
            return behind if speech.classes[behind : behind + 1] == "z" else at
    dated = _DATED.match(speech.classes, at, last)
    if dated is None:
        return at
    follows = speech.tokens.low[dated.end() : dated.end() + 2]
    wanted = "f" in verb.frames and "to" in follows and follows[0] in ("to", "not", "never")
    return dated.end() if wanted or verb.prepositions & set(follows[:1]) else at


_DATED = re.compile(r"f?d{1,3}")


def _counts(speech: Speech, at: int, last: int) -> bool:
    """`"said 16 people had died"`, not `"said 12 May"` or `"said Monday"`."""
    digits = speech.tokens.words[at][0].isdigit()
    behind = speech.classes[at + 1 : at + 2]
    return digits and behind not in ("d", "f", "x", "c", "") and has_verb(speech, at, last)


def past_adjunct(speech: Speech, at: int, last: int) -> int | None:
    """`"said late on Friday that …"`, `"said in Rome: “…”"`, `"said on Friday the talks …"`"""
    tokens, classes = speech.tokens, speech.classes
    for to in range(at, min(at + 22, last)):
        if classes[to] == "z":
            if tokens.low[to - 1] in (",", ":") or to == at:
                return to
            break
        if tokens.low[to] == "that":
            return to + 1
        if classes[to] == "c" and (behind := _past_aside(speech, to, last)):
            return behind
        noun = classes[to] == "v" and classes[to - 1] in "DMlA"  # "a press conference"
        if to > at and not noun and (classes[to] in "vh" or tokens.low[to] in FINITE):
            break
    return None if at >= last or tokens.words[at] == "," else _without_that(speech, at, last)


def _past_aside(speech: Speech, comma: int, last: int) -> int | None:
    """Behind "that" where commas set something apart: `"reported, citing two aides, that …"`"""
    for to in range(comma + 2, min(comma + _ASIDE, last - 1)):
        if speech.classes[to] == "c":
            return to + 2 if speech.tokens.low[to + 1] == "that" else None
        if speech.classes[to] in "zx":
            return None
    return None


_ASIDE = 14
"""Words that commas may set apart between a verb and "that"."""


def _without_that(speech: Speech, at: int, last: int) -> int | None:
    """`"said on Friday the talks were over"`, `"told reporters he would"`"""
    classes = speech.classes
    to = at
    while to < last and classes[to] in "fd":
        to += 1
    dated = at < to < last and classes[to - 1] == "d" and classes[to] in "DASCh"
    if dated and has_verb(speech, to, last):
        return to
    for to in range(at, min(at + 10, last)):
        if speech.tokens.low[to] in _PRONOUNS and has_verb(speech, to, last):
            return to
    return None


_PRONOUNS = frozenset("he she they it we there".split())
