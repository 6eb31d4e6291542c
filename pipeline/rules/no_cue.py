"""Where a verb of saying says nothing: a noun, an adjective, denied, or what somebody was asked."""

from pipeline.rules.auxiliaries import AUXILIARY
from pipeline.rules.cue import Cue
from pipeline.rules.cue_forms import PRESSED, is_asked, quotes_somebody
from pipeline.rules.heard import Speech
from pipeline.rules.verbs import forms

_NOT_SAID = frozenset(
    """
    not n't never without would could should might must can cannot may will shall if whether
    refused declined failed to didn't doesn't don't hasn't haven't hadn't won't wouldn't
    couldn't unless nobody none
    """.split()
)
_NOT_SAID_TO = _NOT_SAID | {"reluctant", "unable", "ready"}
_ALSO_NOUNS = forms("noun")


def is_no_cue(speech: Speech, at: int, first: int, last: int, subject: Cue | None) -> bool:
    """Whether a verb says nothing here: a noun or an adjective, denied, or what was asked."""
    low = speech.tokens.low
    word = low[at]
    before, previous = (speech.classes[at - 1], low[at - 1]) if at > first else ("x", "")
    return (
        _unsaid(speech, at, first)
        or (before in "DpoM" and word in _ALSO_NOUNS)
        or (previous in _ARTICLES and word.endswith("ed"))  # "the alleged plans"
        or (previous == "as" and quotes_somebody(speech, subject))
        or (low[at + 1 : at + 2] in _ONESELF and speech.classes[at + 2 : at + 3] == "f")
        or low[at + 1 : at + 3] == ["each", "other"]
        or (word in _RECALLING and bool(_RECALLED & set(low[at + 1 : at + 5])))
        or (word.endswith("ed") and _done_by(speech, at))
        or (word in _WELCOMING and _received(speech, at, last))
        or (word in _CALLING and low[at + 1 : at + 2] == ["on"] and _visits(speech, at, last))
        or (word in PRESSED and before == "c" and is_asked(speech, at, first, last))
    )


_ONESELF = (["himself"], ["herself"], ["itself"], ["themselves"])
_RECALLING = frozenset("recall recalls recalled recalling".split())
_RECALLED = frozenset(
    "ambassador ambassadors envoy envoys diplomat diplomats consul troops staff cars vehicles "
    "products parliament".split()
)
_WELCOMING = frozenset("welcome welcomes welcomed welcoming".split())


def _done_by(speech: Speech, at: int) -> bool:
    """`"a plan endorsed unanimously by the council"`: its source stands behind "by"."""
    low = speech.tokens.low
    return low[at + 1 : at + 2] != ["by"] and (
        low[at + 1 : at + 2] != [] and low[at + 1].endswith("ly") and low[at + 2 : at + 3] == ["by"]
    )


def _received(speech: Speech, at: int, last: int) -> bool:
    """`"welcomed the chancellor to the palace"`: a person who comes, not what somebody says."""
    found = speech.cast.at(speech.tokens.starts[at + 1]) if at + 1 < last else None
    if found is None or not found.actors or found.kind == "adjective":
        return False
    person = speech.cast.actors[found.actors[0]].kind in ("person", "role_holder")
    rest = speech.tokens.low[speech.tokens.first_at(found.end) : last]
    own = speech.tokens.classes[speech.tokens.first_at(found.end) :][:1] == "p"
    return person and not own and "to" in rest[:_COMING]


_COMING = 8
"""Words behind whoever is welcomed up to "to" and the place."""
_CALLING = frozenset("call calls called calling".split())


def _visits(speech: Speech, at: int, last: int) -> bool:
    """`"called on the president the next day"`: whom nothing is asked of is paid a visit."""
    found = speech.cast.after(speech.tokens.starts[at + 1])
    if found is None or not found.actors or speech.tokens.first_at(found.start) > at + 3:
        return False
    person = speech.cast.actors[found.actors[0]].kind in ("person", "role_holder")
    rest = speech.tokens.low[speech.tokens.first_at(found.end) : last]
    asked = "to" in rest or "for" in rest or '"' in rest or "“" in rest
    return person and not asked


_ARTICLES = frozenset("the a an its their his".split())


def _unsaid(speech: Speech, at: int, first: int) -> bool:
    """`"did not say", "would say", "refused to say"`"""
    low, back = speech.tokens.low, at - 1
    while back >= first and (low[back] in AUXILIARY or low[back].endswith("ly")):
        back -= 1
    if back < first or "only" in low[back + 1 : at] or low[at + 1 : at + 2] == ["only"]:
        return False  # "would only say that"
    if low[back] == "to":
        return back > first and low[back - 1] in _NOT_SAID_TO
    if low[back] == "may" and speech.classes[back] == "C":
        return False  # "Mrs May insists"
    return low[back] in _NOT_SAID or low[back].endswith(("n't", "n’t"))
