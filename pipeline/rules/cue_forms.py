"""Cues of a set form: `"according to Venn"`, `"as Venn put it"`, `"warnings that …"`."""

from pipeline.rules.beside import coordinated, ending
from pipeline.rules.cue import Cue, actors_of
from pipeline.rules.heard import Speech
from pipeline.rules.subjects import (
    paper,
    subject_of,
)
from pipeline.rules.verbs import Verb
from pipeline.rules.words import DATA, DOCUMENTS

QUOTING = Verb("read", frozenset({"q", "t"}), "assert")
QUOTED = Verb("", frozenset({"q"}), "assert")
"""A verb that no table lists, beside a quotation: `"“No,” Hale quavered."`"""
PUTTING = Verb("put", frozenset({"n"}), "assert")
NOUN = Verb("", frozenset({"t"}), "assert")
"""The frame of a noun of saying: `"warnings that …"`."""


def according(speech: Speech, at: int, last: int) -> Cue | None:
    start = speech.tokens.starts
    if at + 2 >= last:
        return None
    found = speech.cast.after(start[at + 1])
    begin = at + 1 + (speech.tokens.low[at + 1] == "to")
    if (paper_end := _bare_paper(speech, begin, last)) is not None:
        return Cue(at, at, paper_end, None, (), "after", document=True)
    if found is None:
        return None
    to = speech.tokens.first_at(found.start)
    between = speech.tokens.low[begin:to]
    behind = speech.tokens.low[to : to + 6]
    document = any(word in DOCUMENTS for word in [*between, *behind])
    papers = DOCUMENTS | DATA
    described = found.kind in ("name", "collective", "role") and to - begin <= _DESCRIBED
    described = described and not speech.classes[begin:to].strip("lM")
    direct = to == begin or described or (any(word in papers for word in between) and to - at <= 12)
    if to >= last or not direct or (not found.actors and found.kind != "pronoun"):
        return None
    group, end = coordinated(speech, found, last)
    while end < last and speech.tokens.low[end] in DATA:
        end += 1  # "according to UN figures"
    return Cue(at, at, end, None, group, "after", (found,), document=document)


def _bare_paper(speech: Speech, begin: int, last: int) -> int | None:
    """The token past `"the report"`, named by nothing else: `"According to the report, …"`."""
    definite = speech.tokens.low[begin : begin + 1] in (["the"], ["this"], ["that"])
    if not definite or speech.tokens.low[begin + 1] not in DOCUMENTS or begin + 2 > last:
        return None
    return begin + 2 if speech.classes[begin + 2 : begin + 3] in ("c", "x", "") else None


_DESCRIBED = 3
"""Words of what somebody is before a name: "according to principal oboist Jo Hale"."""


def in_words_of(speech: Speech, at: int, first: int, last: int) -> Cue | None:
    """`"in the words of one diplomat, “…”"`"""
    found = speech.cast.after(speech.tokens.starts[at])
    if at - 2 < first or at + 2 >= last or found is None or not found.actors:
        return None
    begin = speech.tokens.first_at(found.start)
    if speech.classes[at + 2 : begin].strip("Dln"):
        return None
    group, end = coordinated(speech, found, last)
    return Cue(at, at - 2, end, QUOTED, group, "after", (found,), continues=True)


def read_out(speech: Speech, at: int, first: int) -> Cue | None:
    """`"the statement read: “…”"`"""
    found = paper(speech, at - 1, first) if at > first else None
    if found is None or speech.tokens.low[at].endswith("ing"):
        return None
    mentions, begin, _ = found
    return Cue(at, begin, at + 1, QUOTING, actors_of(mentions), "before", mentions, document=True)


def quoted_as_saying(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`"Putin was quoted as saying by Interfax"`"""
    low = speech.tokens.low
    if low[at - 2 : at - 1] == ["it"] and low[at + 1 : at + 2] in (["by"], ["on"]):
        return _by_whom(speech, at, last, verb)
    if labelled := labelled_by(speech, at, last, verb):
        return labelled
    if "as" not in verb.frames:
        return None
    if cited := _cited_by(speech, at, first, last, verb):
        return cited
    if low[at + 1 : at + 2] != ["as"]:
        return None
    found = subject_of(speech, at, first)
    if found is None:
        return None
    mentions, begin, _ = found
    actors = actors_of(mentions)
    end = at + 3
    via: tuple[int, ...] = ()
    if low[end : end + 1] == ["by"] and end + 1 < last:
        by = speech.cast.at(speech.tokens.starts[end + 1])
        if by is not None:
            via, end = by.actors, speech.tokens.first_at(by.end)
    return Cue(at, begin, end, verb, actors, "before", mentions, via=via)


def _cited_by(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`"“…,” Venn was cited by Interfax as saying"`"""
    if at + 2 >= last or speech.tokens.low[at + 1] != "by":
        return None
    by = speech.cast.after(speech.tokens.starts[at + 1])
    found = subject_of(speech, at, first)
    if by is None or found is None:
        return None
    end = speech.tokens.first_at(by.end)
    if speech.tokens.low[end : end + 2] != ["as", "saying"] or end + 2 > last:
        return None
    mentions, begin, _ = found
    if begin == first or speech.classes[max(first, begin - 2) : begin] not in ("zz", "zc"):
        return None
    actors = actors_of(mentions)
    return Cue(at, begin, end + 2, verb, actors, "before", mentions, via=by.actors)


def labelled_by(speech: Speech, at: int, last: int, verb: Verb) -> Cue | None:
    """`"The raid was condemned by Venn as “barbaric”"`, `"was described by Venn as “frank”"`"""
    if not verb.frames & {"b", "n"} or at + 3 >= last:
        return None
    if speech.tokens.low[at + 1] == "as" and speech.classes[at + 2] == "z":
        return _labelled_then_by(speech, at, last, verb)
    if speech.tokens.low[at + 1] != "by":
        return None
    found = speech.cast.after(speech.tokens.starts[at + 1])
    if found is None or not found.actors or speech.tokens.first_at(found.start) > at + _NEAR:
        return None
    group, end = coordinated(speech, found, last)
    if speech.tokens.low[end : end + 1] != ["as"] or speech.classes[end + 1 : end + 2] != "z":
        return None
    as_label = Verb("describe", frozenset("b"), verb.act)
    return Cue(at, at, end, as_label, group, "before", (found,), continues=True)


def _labelled_then_by(speech: Speech, at: int, last: int, verb: Verb) -> Cue | None:
    """`"The raid was condemned as “barbaric” by Venn"`"""
    mark = speech.quotation_at(speech.tokens.starts[at + 2])
    by = speech.tokens.first_at(mark.end) if mark is not None else last
    if by + 1 >= last or speech.tokens.low[by] != "by":
        return None
    found = speech.cast.after(speech.tokens.ends[by])
    if found is None or not found.actors or speech.tokens.first_at(found.start) > by + _NEAR:
        return None
    as_label = Verb("describe", frozenset("b"), verb.act)
    return Cue(at, at, at + 2, as_label, found.actors, "before", (found,), continues=True)


def _by_whom(speech: Speech, at: int, last: int, verb: Verb) -> Cue | None:
    """`"It was noted by the minister that …"`, `"It was noted on the Lornian side that …"`"""
    found = speech.cast.after(speech.tokens.starts[at + 1])
    if found is None or not found.actors or "t" not in verb.frames:
        return None
    end = speech.tokens.first_at(found.tail)
    near = speech.tokens.first_at(found.start) <= at + _NEAR and end < last
    if not near or speech.tokens.low[end] != "that":
        return None
    return Cue(at, at - 2, end, verb, found.actors, "before", (found,))


_NEAR = 3
"""Words from a verb to its agent: "by the"."""


def as_put(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`"as Putin put it"`"""
    if speech.tokens.low[at + 1 : at + 2] != ["it"]:
        return _put_at(speech, at, first, last)
    found = subject_of(speech, at, first)
    if found is None:
        return None
    mentions, begin, _ = found
    if speech.tokens.low[begin - 1 : begin] == ["as"]:
        begin -= 1
    actors = actors_of(mentions)
    return Cue(at, begin, min(at + 2, last), verb, actors, "after", mentions)


def _put_at(speech: Speech, at: int, first: int, last: int) -> Cue | None:
    """`"Police put the number at 2,000"`"""
    for to in range(at + 2, min(at + 9, last - 1)):
        if speech.tokens.low[to] == "at":
            counted = speech.classes[to + 1 : to + 4].lstrip("lf")[:1] == "d"
            found = subject_of(speech, at, first) if counted else None
            if found is None:
                return None
            mentions, begin, _ = found
            return Cue(at, begin, at + 1, PUTTING, actors_of(mentions), "before", mentions)
    return None


def noun_cue(speech: Speech, at: int, first: int) -> Cue | None:
    """`"U.S. warnings that …"`, `"Venn's claim that …"`, `"a claim by Venn that …"`"""
    back = at - 1
    if back >= first and speech.classes[back] == "p":
        back -= 1
    if speech.tokens.low[at + 1] != "that":
        return _noun_by(speech, at)
    found = ending(speech, back, first)
    if found is None or found.kind not in ("name", "role", "collective") or found.quoted:
        return None
    return Cue(
        at, speech.tokens.first_at(found.start), at + 1, NOUN, found.actors, "before", (found,)
    )


def _noun_by(speech: Speech, at: int) -> Cue | None:
    """`"a claim by Venn that …"`, `"accusations from the rebels that …"`"""
    low = speech.tokens.low
    if low[at + 1 : at + 2] not in (["by"], ["from"]):
        return None
    that = next((to for to in range(at + 2, at + _OWNER) if low[to : to + 1] == ["that"]), None)
    if that is None or set(speech.classes[at + 2 : that]) & set("zvx"):
        return None
    found = ending(speech, that - 1, at + 1)
    actors = found.actors if found is not None and found.kind != "adjective" else ()
    return Cue(at, at, that, NOUN, actors, "before", (found,) if found else (), continues=True)


_OWNER = 14
"""Words from a noun of saying to the "that" of whoever it is by."""


NOTICED = frozenset("heard seen shown filmed recorded overheard caught".split())
PRESSED = frozenset("asked pressed quizzed questioned challenged".split())
_PASSIVE = frozenset("is was are were be been being".split())


def noticed(speech: Speech, at: int, first: int, verb: Verb) -> Cue | None:
    """`"“Go,” he is heard saying on a recording."`"""
    found = subject_of(speech, at - 2, first)
    if found is None:
        return None
    mentions, begin, _ = found
    return Cue(at, begin, at + 1, verb, actors_of(mentions), "before", mentions)


def is_asked(speech: Speech, at: int, first: int, last: int) -> bool:
    """`"Hale, asked whether she would stay, said …"`: a name, what it is asked, and its verb."""
    found = ending(speech, at - 2, first)
    if found is None or "c" not in speech.classes[at + 1 : last]:
        return False
    begin = speech.tokens.first_at(found.start)
    opens = begin == first or speech.classes[begin - 1] in "xa"
    return opens or speech.tokens.low[begin - 1] in ("but", "while", "as")


def quotes_somebody(speech: Speech, cue: Cue | None) -> bool:
    """`"TV quoted the latter as saying"`: it does not speak itself, whoever does."""
    if cue is None or cue.verb is None or "as" not in cue.verb.frames:
        return False
    return speech.tokens.low[cue.at - 1] not in _PASSIVE
