"""Cues whose source stands behind their verb: `"“…,” said Venn"`, `"…, added the minister"`."""

from pipeline.rules.beside import coordinated, is_some, latest
from pipeline.rules.cue import Cue
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.verbs import Verb

ENDS = ("x", "c", "w", "")
"""Classes of what may follow a source: the end of the clause, or who it is."""


def inverted(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`“…,” said Putin`, `…, added the minister`"""
    before = speech.classes[at - 1] if at > first else ""
    paused = before in ("z", "c") or (before == "x" and speech.tokens.words[at - 1] in "—–-")
    if not paused or "q" not in verb.frames or at + 1 >= last:
        return None
    begin = at + 1
    while begin < min(at + 4, last - 1) and speech.classes[begin] in "lM":
        begin += 1  # "said midfielder Jo Hale"
    if speech.tokens.low[begin : begin + 2] in (["one", "of"], ["two", "of"]) and before == "z":
        return _one_of(speech, at, begin, last, verb)
    found = speech.cast.at(speech.tokens.starts[begin])
    if before == "z" and (past := _past_pointer(speech, begin, found)):
        native = past > begin + 1
        found = latest(speech, speech.tokens.starts[at], persons=native)
        return Cue(at, at, past, verb, found.actors, "after", (found,)) if found else None
    if found is None or found.start != speech.tokens.starts[begin] or found.kind == "adjective":
        return None
    if begin > at + 1 and found.kind != "name":
        return None
    told = "somebody" in verb.uses  # "Venn, who called it “a sham,” told lawmakers"
    if (
        told
        or speech.tokens.low[at].endswith("ing")
        or found.text.lower() in ("him", "her", "them")
    ):
        return None
    if before == "c" and speech.classes[at - 2 : at - 1] != "z" and "o" in verb.frames:
        return None
    group, end = coordinated(speech, found, last)
    if not group:
        return None
    return Cue(at, at, end, verb, group, "after", (found,))


def _one_of(speech: Speech, at: int, begin: int, last: int, verb: Verb) -> Cue | None:
    """`"“…,” said one of the riders, Ana Ruiz"`: the name, else the many for the one."""
    found = speech.cast.after(speech.tokens.starts[begin])
    if found is None or not found.actors or found.start > speech.tokens.ends[begin + 1] + 1:
        return None
    end = speech.tokens.first_at(found.end)
    named = speech.cast.after(found.end)
    if end < last and speech.classes[end] == "c" and named is not None:
        apart = named.kind == "name" and named.start == speech.tokens.starts[end + 1]
        if apart and named.actor is not None:
            found, end = named, speech.tokens.first_at(named.end)
    return Cue(at, at, end, verb, found.actors, "after", (found,))


def _past_pointer(speech: Speech, begin: int, found: Mention | None) -> int:
    """Past `"one"` or `"the Catalan"`, who is whoever was named last; 0 for anything else."""
    if speech.classes[begin : begin + 2] == "DA" and speech.tokens.low[begin] == "the":
        ends = speech.classes[begin + 2 : begin + 3] in (*ENDS, "w", "f")
        return begin + 2 if ends else 0
    return begin + 1 if found is None and is_some(speech, begin) else 0
