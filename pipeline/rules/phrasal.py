"""Cues of several words: `"made clear that …"`, `"let it be known that …"`, `"“…,” he went on"`."""

from pipeline.rules.cue import Cue, actors_of
from pipeline.rules.cue_forms import QUOTED
from pipeline.rules.heard import Speech
from pipeline.rules.subjects import subject_of
from pipeline.rules.verbs import Verb

PHRASAL = frozenset("clear known know went goes shot hit aside off view opinion".split())
"""Words of no class of which a cue of several words may be told."""
_TOLD = Verb("make clear", frozenset({"t"}), "assert")
_ASKS = Verb("ask", frozenset({"t"}), "request")
_WAVED = Verb("dismiss", frozenset({"q", "n"}), "reject")
_WAVES = frozenset("brushed brushes waved waves shrugged shrugs laughed laughs wrote".split())
"""Verbs by which "aside" or "off" dismisses something as what marks say."""
_HELD = frozenset("was is were are".split())
_MADE = frozenset("made makes make making".split())
_QUESTIONS = frozenset("why whether if how what who when where which".split())
_BEHIND = {"went": ("on",), "goes": ("on",), "shot": ("back",), "hit": ("back",)}


def phrasal(speech: Speech, at: int, first: int) -> Cue | None:
    """The cue that a word of `PHRASAL` belongs to, None where it is none.

    `"Venn made it clear that …"`, `"Venn wanted to know why …"`
    """
    low = speech.tokens.low
    word = low[at]
    behind = low[at + 1 : at + 2]
    if word in ("aside", "off"):
        waves = at - 1 > first and low[at - 1] in _WAVES and speech.classes[at + 2 : at + 3] == "z"
        waves = waves and behind == ["as"]
        return _told(speech, at - 1, at, first, _WAVED) if waves else None
    if word in _BEHIND:
        return _beside_marks(speech, at, first) if behind and behind[0] in _BEHIND[word] else None
    if word == "clear" and behind == ["that"]:
        verb = at - 1 - (low[at - 1] == "it")
        return _told(speech, verb, at, first, _TOLD) if low[verb] in _MADE else None
    if word == "known" and behind == ["that"] and low[at - 3 : at] == ["let", "it", "be"]:
        return _told(speech, at - 3, at, first, _TOLD)
    if word in ("view", "opinion") and behind == ["that"]:
        holds = low[at - 2 : at] == ["of", "the"] and low[at - 3] in _HELD and at - 3 > first
        return _told(speech, at - 3, at, first, _TOLD) if holds else None
    asks = word == "know" and low[at - 2 : at] in (["wanted", "to"], ["wants", "to"])
    if asks and behind and behind[0] in _QUESTIONS:
        return _told(speech, at - 2, at, first, _ASKS)
    return None


def _told(speech: Speech, verb: int, at: int, first: int, as_verb: Verb) -> Cue | None:
    found = subject_of(speech, verb, first) if verb > first else None
    if found is None:
        return None
    mentions, begin, document = found
    actors = actors_of(mentions)
    return Cue(at, begin, at + 1, as_verb, actors, "before", mentions, document=document)


def _beside_marks(speech: Speech, at: int, first: int) -> Cue | None:
    """`"“…,” he went on"`, `"Venn went on: “…”"`; not `"the talks went on"`."""
    found = subject_of(speech, at, first) if at > first else None
    if found is None:
        return None
    mentions, begin, _ = found
    before = begin > first and speech.classes[begin - 1] == "z"
    after = speech.tokens.words[at + 2 : at + 3] in ([":"], [","])
    if not before and not (after and speech.classes[at + 3 : at + 4] == "z"):
        return None
    return Cue(at, begin, at + 2, QUOTED, actors_of(mentions), "before", mentions)
