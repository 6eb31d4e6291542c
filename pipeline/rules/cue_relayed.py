"""Cues whose words a paper or a go-between relays: `"“…,” reads the letter"`."""

from pipeline.rules.beside import coordinated, is_some, latest
from pipeline.rules.cue import Cue
from pipeline.rules.cue_forms import QUOTED, QUOTING
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.subjects import subject_of
from pipeline.rules.verbs import Verb
from pipeline.rules.words import DOCUMENTS

_RUN = frozenset("ran runs read reads".split())
_ABOVE = frozenset("headline headlines banner caption editorial title".split())
_ISSUED = frozenset("by from in".split())
_NOUN = 6
"""Words of a paper's name up to its noun: "a strongly worded joint statement"."""
_REACH = 14
"""Words from a paper's noun to who issued it, or from who is quoted to "as saying"."""


def read_below(speech: Speech, at: int, first: int, last: int) -> Cue | None:
    """`"“…,” reads a statement issued by Venn"`, `"“…,” ran the headline in the Lorn Post"`."""
    low, classes = speech.tokens.low, speech.classes
    if low[at] not in _RUN or at <= first or classes[at - 1] != "z":
        return None
    papers = DOCUMENTS | _ABOVE
    noun = next((to for to in range(at + 1, min(at + _NOUN, last)) if low[to] in papers), None)
    if noun is None or set(classes[at + 1 : noun]) & set("vzxcfow"):
        return None
    if (found := _issuer(speech, noun, last)) is None:
        bare = low[noun] in DOCUMENTS and low[at + 1] in ("the", "its", "their", "his", "her")
        return Cue(at, at, noun + 1, QUOTING, (), "after", document=True) if bare else None
    group, end = coordinated(speech, found, last)
    return Cue(at, at, end, QUOTING, group, "after", (found,), document=True)


def _issuer(speech: Speech, noun: int, last: int) -> Mention | None:
    """Who is named behind a paper's noun: `"a statement issued by Venn"`; else its owner."""
    low, classes = speech.tokens.low, speech.classes
    for at in range(noun + 1, min(noun + _REACH, last)):
        if classes[at] in "zxcw":
            break
        if low[at] in _ISSUED:
            found = speech.cast.after(speech.tokens.ends[at])
            near = found is not None and speech.tokens.first_at(found.start) <= at + 4
            return found if found and near and found.actors and not found.quoted else None
    return None


def quoting_somebody(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`"“Go,” the witness quoted Venn as saying"`: Venn speaks, and the witness relays it."""
    tokens, classes = speech.tokens, speech.classes
    found = speech.cast.after(tokens.ends[at]) if "as" in verb.frames else None
    if found is None or not found.actors or found.kind == "adjective":
        return None
    to = tokens.first_at(found.tail)
    said = tokens.low[to : to + 2] in (["as", "saying"], ["as", "telling"])
    if not said or to + 2 > last or tokens.first_at(found.start) > at + 2:
        return None
    begin = next((back for back in range(at - 1, first - 1, -1) if classes[back] == "z"), None)
    if begin is None or at - begin > _REACH or "z" in classes[to:last]:
        return None
    outer = subject_of(speech, at, first)
    via = tuple(one for mention in outer[0] for one in mention.actors) if outer else ()
    return Cue(at, begin + 1, to + 2, QUOTED, found.actors, "before", (found,), via=via)


def how_put(speech: Speech, at: int, first: int, last: int) -> Cue | None:
    """`"“Frank” was how one official put it"`"""
    low, classes = speech.tokens.low, speech.classes
    if low[at - 1] not in ("was", "is") or at - 2 < first or classes[at - 2] != "z":
        return None
    found = speech.cast.after(speech.tokens.starts[at])
    if found is None or found.start > speech.tokens.starts[min(at + 3, last - 1)]:
        if not is_some(speech, min(at + 1, last - 1)):
            return None
        found, to = latest(speech, speech.tokens.starts[at], persons=False), at + 2
    else:
        to = speech.tokens.first_at(found.tail)
    described = to < last and low[to] in _PUT
    if found is None or not found.actors or not described:
        return None
    return Cue(to, at - 1, min(to + 3, last), QUOTED, found.actors, "before", (found,))


_PUT = frozenset(
    "put puts summed sums described describes characterised characterized saw sees did does "
    "remembered recalled explained phrased framed viewed".split()
)


def came(speech: Speech, at: int, first: int, last: int) -> Cue | None:
    """`"“No,” came the reply from Venn"`, `"“No,” was Venn's verdict"`"""
    low, classes = speech.tokens.low, speech.classes
    if at <= first or classes[at - 1] != "z":
        return None
    noun = next((to for to in range(at + 1, min(at + _NOUN, last)) if low[to] in _ANSWERS), None)
    if noun is None or set(classes[at + 1 : noun]) & set("zxcfow"):
        return None
    if low[noun + 1 : noun + 2] in (["from"], ["of"], ["by"]):
        found = speech.cast.after(speech.tokens.ends[noun + 1])
        near = found is not None and speech.tokens.first_at(found.start) <= noun + 3
    else:
        found = speech.cast.after(speech.tokens.starts[at + 1])
        near = found is not None and speech.tokens.first_at(found.end) < noun
        near = near and "p" in classes[at + 1 : noun]
    if found is None or not near or not found.actors or found.quoted:
        return None
    if speech.cast.actors[found.actors[0]].kind in ("state", "media"):
        return None
    return Cue(at, at, noun + 1, QUOTED, found.actors, "after", (found,))


_ANSWERS = frozenset(
    "reply answer response verdict retort conclusion comment refrain rejoinder assessment".split()
)
