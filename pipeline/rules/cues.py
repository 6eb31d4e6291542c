"""Cues: verbs of saying and "according to", with who stands beside them as the source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.rules.beside import coordinated, ending, is_some, latest
from pipeline.rules.bystanders import unlisted
from pipeline.rules.heard import DATA, DOCUMENTS, Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.subjects import (
    AUXILIARY,
    clause_subject,
    first_subject,
    paper,
    past_auxiliaries,
    subject_of,
)
from pipeline.rules.verbs import Verb, verbs
from pipeline.rules.words import MEDIA, OUTLETS

Side = Literal["before", "after"]
"""Where the source stands: before its verb ("Putin said") or after it ("said Putin")."""
_BE = frozenset("is was were are been be being get got gets".split())
_NOT_SAID = frozenset(
    """
    not n't never without would could should might must can cannot may will shall if whether
    refused declined failed to didn't doesn't don't hasn't haven't hadn't won't wouldn't
    couldn't unless nobody none
    """.split()
)
_BEFORE_INFINITIVE = frozenset(
    "used took taken went continued paused intervened rose phoned called spoke wrote appeared "
    "joined interrupted forced compelled prompting prompted seized chose".split()
)
_GERUND = frozenset("for of from the without".split())
_SPOKEN_NOUNS = frozenset(
    """
    warning warnings claim claims assertion assertions accusation accusations allegation
    allegations insistence announcement denial complaint complaints assurance assurances
    """.split()
)
_ALSO_NOUNS = frozenset(
    """
    call calls claim claims report reports request requests demand demands order orders offer
    offers promise promises pledge pledges protest protests answer answers remark remarks
    comment comments reply estimate estimates forecast forecasts hope hopes fear fears post
    posts tweet tweets warning praise blame address vow vows term terms label press signal
    signals note notes cry read appeal appeals quote quotes state stress doubt worry regret
    regrets
    """.split()
)
QUOTING = Verb("read", frozenset({"q", "t"}), "assert")
QUOTED = Verb("", frozenset({"q"}), "assert")
"""A verb that no table lists, beside a quotation: `"“No,” Hale deadpanned."`"""
PUTTING = Verb("put", frozenset({"n"}), "assert")
NOUN = Verb("", frozenset({"t"}), "assert")
"""The frame of a noun of saying: `"warnings that …"`."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution: `words[first:last]` is the cue, `source` the tokens of who speaks."""

    at: int
    """Token of the verb, or of "according"."""
    first: int
    """First token of cue and source together."""
    last: int
    """Past the last token of cue and source together."""
    verb: Verb | None
    """None for "according to" and its like."""
    speakers: tuple[int, ...]
    side: Side
    mentions: tuple[Mention, ...] = ()
    via: tuple[int, ...] = ()
    continues: bool = False
    """A participle or second verb of the same subject: ", noting that …", "and called for"."""
    document: bool = False
    """The source is a paper: "the statement said"."""


def cues(speech: Speech, first: int, last: int) -> Iterator[Cue]:
    """The cues among tokens `first` to `last`, one sentence, in order; none inside marks."""
    subject: Cue | None = None
    relative: Cue | None = None
    opening: int | None = None
    low = speech.tokens.low
    for match in _CUE.finditer(speech.classes, first, last):
        at = match.start()
        if match[0] == "l" and low[at] not in _CUE_WORDS and low[at][-2:] != "ed":
            continue
        near = relative and "c" not in speech.classes[relative.at : at]
        cue = _cue_at(speech, at, first, last, relative if near else subject)
        if cue is None:
            if at == first and match[0] == "v" and low[at].endswith("ing"):
                opening = at
            continue
        if low[cue.first] in ("who", "which"):
            relative = cue  # "…, which denied it and said …"
        if not cue.continues and cue.verb is not None:
            subject = cue
            if opening is not None:  # "Noting that …, Venn said …"
                verb = verbs()[low[opening]]
                yield Cue(opening, opening, opening + 1, verb, cue.speakers, "before", cue.mentions)
                opening = None
        yield cue


_CUE = re.compile("[vl]")
_SHOWING = frozenset("show shows showed found finds indicate indicates indicated".split())
SHOWN = Verb("show", frozenset({"t"}), "assert")
_CUE_WORDS = _SPOKEN_NOUNS | _SHOWING | {"according", "words"}
"""Words of no class that may be cues, verbs in "-ed" of no table apart."""


def _cue_at(speech: Speech, at: int, first: int, last: int, subject: Cue | None) -> Cue | None:
    low = speech.tokens.low
    if speech.classes[at] == "v":
        return _verb_cue(speech, at, first, last, subject)
    word = low[at]
    if word == "according":
        return _according(speech, at, last)
    if word == "words" and low[at - 2 : at] == ["in", "the"] and low[at + 1 : at + 2] == ["of"]:
        return _in_words_of(speech, at, first, last)
    if word in _SHOWING:
        return _shown(speech, at, first)
    if word in _SPOKEN_NOUNS and low[at + 1 : at + 2] == ["that"]:
        return _noun_cue(speech, at, first)
    if word.endswith("ed") and unlisted(speech, at, first):
        return _verb_cue(speech, at, first, last, subject)
    return None


def _according(speech: Speech, at: int, last: int) -> Cue | None:
    start = speech.tokens.starts
    if at + 2 >= last:
        return None
    found = speech.cast.after(start[at + 1])
    if found is None:
        return None
    to = speech.tokens.first_at(found.start)
    begin = at + 1 + (speech.tokens.low[at + 1] == "to")
    between = speech.tokens.low[begin:to]
    behind = speech.tokens.low[to : to + 6]
    document = any(word in DOCUMENTS for word in [*between, *behind])
    papers = DOCUMENTS | DATA
    described = found.kind == "name" and to - begin <= _DESCRIBED
    described = described and not speech.classes[begin:to].strip("lM")
    direct = to == begin or described or (any(word in papers for word in between) and to - at <= 12)
    if to >= last or not direct or (not found.actors and found.kind != "pronoun"):
        return None
    group, end = coordinated(speech, found, last)
    while end < last and speech.tokens.low[end] in DATA:
        end += 1  # "according to UN figures"
    return Cue(at, at, end, None, group, "after", (found,), document=document)


_DESCRIBED = 3
"""Words of what somebody is before a name: "according to principal oboist Jo Hale"."""


def _shown(speech: Speech, at: int, first: int) -> Cue | None:
    """`"Data from UNICEF show …"`, `"a study by Hale University found that …"`"""
    found = paper(speech, at - 1, first, DOCUMENTS | DATA) if at > first else None
    if found is None or not found[0]:
        return None
    mentions, begin, _ = found
    return Cue(at, begin, at + 1, SHOWN, actors_of(mentions), "before", mentions)


def _in_words_of(speech: Speech, at: int, first: int, last: int) -> Cue | None:
    """`"in the words of one diplomat, “…”"`"""
    found = speech.cast.after(speech.tokens.starts[at])
    if at - 2 < first or at + 2 >= last or found is None or not found.actors:
        return None
    begin = speech.tokens.first_at(found.start)
    if speech.classes[at + 2 : begin].strip("Dln"):
        return None
    group, end = coordinated(speech, found, last)
    return Cue(at, at - 2, end, QUOTED, group, "after", (found,), continues=True)


def _verb_cue(speech: Speech, at: int, first: int, last: int, subject: Cue | None) -> Cue | None:
    low = speech.tokens.low
    word = low[at]
    verb = verbs().get(word, QUOTED)
    before, previous = (speech.classes[at - 1], low[at - 1]) if at > first else ("x", "")
    participle = word.endswith("ing")
    if word in ("put", "puts"):
        return _as_put(speech, at, first, last, verb)
    if "doc" in verb.frames:
        return _read_out(speech, at, first)
    if previous in _BE and not participle:
        return _quoted_as_saying(speech, at, first, last, verb)
    if _unsaid(low, at, first) or (before in "DpoM" and word in _ALSO_NOUNS):
        return None
    inverted = _inverted(speech, at, first, last, verb)
    if inverted is not None and (before == "z" or speech.classes[at - 2 : at] == "zc"):
        return inverted
    if participle and previous not in _BE:
        own = _absolute(speech, at, first, verb)
        plain = previous not in _GERUND and before not in "DpAoM"
        return own or (_continued(speech, at, first, verb, subject) if plain else None)
    found = subject_of(speech, at, first)
    if found is not None:
        mentions, begin, document = found
        bare = word == verb.lemma and previous not in ("to", "only", "would") and not document
        if bare and not _plural(mentions):
            return None  # "stabilize Syria in a video call": a noun
        past = at + 1 + (low[at + 1 : at + 2] == ["out"])
        return Cue(
            at,
            begin,
            past,
            verb,
            actors_of(mentions),
            "before",
            mentions,
            continues=low[begin] in ("who", "which"),
            document=document,
        )
    if inverted is not None and (
        speech.classes[inverted.last : inverted.last + 1] in _ENDS
        or inverted.mentions[0].tail > inverted.mentions[0].end  # ", a broker at Hale & Co."
    ):
        return inverted
    return _without_subject(speech, at, first, verb, subject)


_ENDS = ("x", "c", "w", "")
_TO_SOMEBODY = frozenset("tell assure inform remind notify".split())


def _without_subject(
    speech: Speech, at: int, first: int, verb: Verb, subject: Cue | None
) -> Cue | None:
    """`"used the call to urge"`, `"hailed the deal and called for more"`"""
    low = speech.tokens.low
    if at <= first:
        return None
    if low[at - 1] == "to":
        used = any(low[back] in _BEFORE_INFINITIVE for back in range(max(first, at - 7), at - 1))
        return _continued(speech, at, first, verb, None) if used else None
    if speech.classes[at - 1] in "ac" or low[at - 1] in AUXILIARY | {"but"}:
        return _second_verb(speech, at, first, verb, subject)
    return None


def _continued(speech: Speech, at: int, first: int, verb: Verb, subject: Cue | None) -> Cue | None:
    """A cue of the same subject: `", noting that …"`."""
    if subject is not None:
        mentions, speakers = subject.mentions, subject.speakers
    else:
        found = first_subject(speech, first, at)
        if found is None:
            return None
        mentions, speakers = (found,), found.actors
    return Cue(at, at, at + 1, verb, speakers, "before", mentions, continues=True)


def _absolute(speech: Speech, at: int, first: int, verb: Verb) -> Cue | None:
    """A participle with a subject of its own: `", with one lobbyist calling it …"`"""
    found = ending(speech, at - 1, first)
    if found is None or not found.actors:
        return None
    begin = speech.tokens.first_at(found.start)
    if begin <= first or speech.tokens.low[begin - 1] != "with":
        return None
    return Cue(at, begin - 1, at + 1, verb, found.actors, "before", (found,))


def _read_out(speech: Speech, at: int, first: int) -> Cue | None:
    """`"the statement read: “…”"`"""
    found = paper(speech, at - 1, first) if at > first else None
    if found is None or speech.tokens.low[at].endswith("ing"):
        return None
    mentions, begin, _ = found
    return Cue(at, begin, at + 1, QUOTING, actors_of(mentions), "before", mentions, document=True)


def actors_of(mentions: Sequence[Mention]) -> tuple[int, ...]:
    """Their actors, each once."""
    return tuple(dict.fromkeys(one for mention in mentions for one in mention.actors))


def _plural(mentions: tuple[Mention, ...]) -> bool:
    last = mentions[-1]
    return (
        len(mentions) > 1
        or last.kind == "collective"
        or len(last.actors) > 1
        or last.text.lower() in ("they", "we", "you", "i")
        or (last.kind == "name" and last.text.endswith("s") and " " not in last.text)
    )


def _unsaid(low: Sequence[str], at: int, first: int) -> bool:
    """`"did not say", "would say", "refused to say"`"""
    back = at - 1
    while back >= first and (low[back] in AUXILIARY or low[back].endswith("ly")):
        back -= 1
    if back < first or "only" in low[back + 1 : at] or low[at + 1 : at + 2] == ["only"]:
        return False  # "would only say that"
    if low[back] == "to":
        return back > first and low[back - 1] in _NOT_SAID | {"reluctant", "unable", "ready"}
    return low[back] in _NOT_SAID or low[back].endswith(("n't", "n’t"))


def _second_verb(
    speech: Speech, at: int, first: int, verb: Verb, subject: Cue | None
) -> Cue | None:
    """`"hailed the deal and called for more"`, `", but he also emphasized"` without the "he"."""
    back = past_auxiliaries(speech, at - 1, first)
    while back > first and speech.tokens.low[back] in AUXILIARY | {"but"}:
        back -= 1
    joined = speech.classes[back] == "a" or "but" in speech.tokens.low[back : back + 2]
    if not joined and (speech.classes[back] != "c" or subject is None):
        return None
    if subject is not None:
        return Cue(
            at, at, at + 1, verb, subject.speakers, "before", subject.mentions, continues=True
        )
    if speech.tokens.low[at].endswith(("ed", "said", "told")):
        found = clause_subject(speech, first, at)
        if found is not None and found.kind != "seat":
            return Cue(at, at, at + 1, verb, found.actors, "before", (found,), continues=True)
    return None


def _inverted(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`“…,” said Putin`, `…, added the minister`"""
    if at == first or "q" not in verb.frames or at + 1 >= last:
        return None
    before = speech.classes[at - 1]
    if before not in "zcx" or (before == "x" and speech.tokens.words[at - 1] not in "—–-"):
        return None
    begin = at + 1
    while begin < min(at + 4, last - 1) and speech.classes[begin] in "lM":
        begin += 1  # "said midfielder Jo Hale"
    found = speech.cast.at(speech.tokens.starts[begin])
    if before == "z" and (past := _past_pointer(speech, begin, found)):
        native = past > begin + 1
        found = latest(speech, speech.tokens.starts[at], persons=native)
        return Cue(at, at, past, verb, found.actors, "after", (found,)) if found else None
    if found is None or found.start != speech.tokens.starts[begin] or found.kind == "adjective":
        return None
    if begin > at + 1 and found.kind != "name":
        return None
    told = verb.lemma in _TO_SOMEBODY  # "Venn, who called it “a sham,” told lawmakers"
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


def _past_pointer(speech: Speech, begin: int, found: Mention | None) -> int:
    """Past `"one"` or `"the Catalan"`, who is whoever was named last; 0 for anything else."""
    if speech.classes[begin : begin + 2] == "DA" and speech.tokens.low[begin] == "the":
        ends = speech.classes[begin + 2 : begin + 3] in (*_ENDS, "w", "f")
        return begin + 2 if ends else 0
    return begin + 1 if found is None and is_some(speech, begin) else 0


def _quoted_as_saying(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`"Putin was quoted as saying by Interfax"`"""
    low = speech.tokens.low
    if "as" not in verb.frames or low[at + 1 : at + 2] != ["as"]:
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


def _as_put(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
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


def _noun_cue(speech: Speech, at: int, first: int) -> Cue | None:
    """`"U.S. warnings that …"`, `"Venn's claim that …"`"""
    back = at - 1
    if back >= first and speech.classes[back] == "p":
        back -= 1
    found = ending(speech, back, first)
    if found is None or found.kind not in ("name", "role", "collective") or found.quoted:
        return None
    return Cue(
        at, speech.tokens.first_at(found.start), at + 1, NOUN, found.actors, "before", (found,)
    )


_MEDIUM = "channel"


def is_medium(speech: Speech, actor: int) -> bool:
    """Whether an actor is a news medium, which passes on what others say."""
    draft = speech.cast.actors[actor]
    name = draft.name or ""
    body = draft.kind not in ("person", "role_holder", "collective")
    last = name.split(" ")[-1].lower() in MEDIA
    return draft.kind == "media" or name in OUTLETS or last or (body and _MEDIUM in name.lower())
