"""Cues: verbs of saying and "according to", with who stands beside them as the source."""

import re
from collections.abc import Iterator

from pipeline.rules.auxiliaries import AUXILIARY, past_auxiliaries
from pipeline.rules.beside import coordinated, ending
from pipeline.rules.clause_subjects import clause_subject, first_subject
from pipeline.rules.cue import Cue, actors_of
from pipeline.rules.cue_forms import (
    NOTICED,
    QUOTED,
    according,
    as_put,
    in_words_of,
    labelled_by,
    noticed,
    noun_cue,
    quoted_as_saying,
    read_out,
)
from pipeline.rules.cue_relayed import came, how_put, quoting_somebody, read_below
from pipeline.rules.heard import Speech
from pipeline.rules.inverted import ENDS, inverted
from pipeline.rules.mentions import Mention
from pipeline.rules.no_cue import is_no_cue
from pipeline.rules.phrasal import PHRASAL, phrasal
from pipeline.rules.subjects import Subject, paper, subject_of
from pipeline.rules.unlisted import unlisted
from pipeline.rules.verbs import Verb, verbs
from pipeline.rules.words import DATA, DOCUMENTS

_BE = frozenset("is was were are been be being get got gets".split())
_BEFORE_INFINITIVE = frozenset(
    "used took taken went continued paused intervened rose phoned called spoke wrote appeared "
    "joined interrupted forced compelled prompting prompted seized chose".split()
)
_MEETING = frozenset("spoke phoned called wrote met hosted convened telephoned".split())
"""Verbs behind which an infinitive, past whoever was met, tells what was said there."""
_GERUND = frozenset(
    "for of from the without by in after before despite include includes including included like "
    "upon through about on".split()
)
_SPOKEN_NOUNS = frozenset(
    """
    warning warnings claim claims assertion assertions accusation accusations allegation
    allegations insistence announcement denial complaint complaints assurance assurances
    """.split()
)


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
_TOLD_BY = frozenset(
    "statement statements report reports remark remarks comment comments suggestion suggestions "
    "threat threats pledge pledges promise promises charge charges testimony tip reminder "
    "admission revelation revelations prediction predictions assessment conclusion".split()
)
"""Nouns of which whoever they are by says what "that" opens."""
_ALL_NOUNS = _SPOKEN_NOUNS | _TOLD_BY
_SET_FORMS = {"how": how_put, "ran": read_below, "was": came, "came": came}
_CUE_WORDS = _ALL_NOUNS | _SHOWING | PHRASAL | {"according", "words", "how", "ran", "was", "came"}
"""Words of no class that may be cues, verbs in "-ed" of no table apart."""


def _cue_at(speech: Speech, at: int, first: int, last: int, subject: Cue | None) -> Cue | None:
    low = speech.tokens.low
    word = low[at]
    said_by = word in _ALL_NOUNS and low[at + 1 : at + 2] in (["by"], ["from"])
    if said_by or (word in _SPOKEN_NOUNS and low[at + 1 : at + 2] == ["that"]):
        noun = noun_cue(speech, at, first)
        if noun is not None or speech.classes[at] != "v":
            return noun
    if speech.classes[at] == "v":
        return _verb_cue(speech, at, first, last, subject)
    if word == "according":
        return according(speech, at, last)
    if word in _SET_FORMS:
        return _SET_FORMS[word](speech, at, first, last)
    if word == "words" and low[at - 2 : at] == ["in", "the"] and low[at + 1 : at + 2] == ["of"]:
        return in_words_of(speech, at, first, last)
    if word in _SHOWING:
        return _shown(speech, at, first)
    if word in PHRASAL:
        return phrasal(speech, at, first)
    if word.endswith("ed") and unlisted(speech, at, first):
        return _verb_cue(speech, at, first, last, subject)
    return None


def _shown(speech: Speech, at: int, first: int) -> Cue | None:
    """`"Data from UNICEF show …"`, `"a study by Hale University found that …"`"""
    found = paper(speech, at - 1, first, DOCUMENTS | DATA) if at > first else None
    if found is None or not found[0]:
        return None
    mentions, begin, _ = found
    return Cue(at, begin, at + 1, SHOWN, actors_of(mentions), "before", mentions)


def _verb_cue(speech: Speech, at: int, first: int, last: int, subject: Cue | None) -> Cue | None:
    low = speech.tokens.low
    word = low[at]
    verb = verbs().get(word, QUOTED)
    before, previous = (speech.classes[at - 1], low[at - 1]) if at > first else ("x", "")
    participle = word.endswith("ing")
    if word in ("put", "puts") or "doc" in verb.frames:
        return _of_set_form(speech, at, first, last, verb)
    if previous in _BE and not participle:
        return quoted_as_saying(speech, at, first, last, verb)
    if word == "saying" and previous in NOTICED and low[at - 2] in _BE:
        return noticed(speech, at, first, verb)
    capital = at > first and speech.tokens.words[at][0].isupper() and before in "lvafDMo"
    if capital or is_no_cue(speech, at, first, last, subject):
        return None
    if told := quoting_somebody(speech, at, first, last, verb) or labelled_by(
        speech, at, last, verb
    ):
        return told
    behind = inverted(speech, at, first, last, verb)
    if behind is not None and (before == "z" or speech.classes[at - 2 : at] == "zc"):
        return behind
    if participle and previous not in _BE:
        own = _absolute(speech, at, first, verb)
        plain = previous not in _GERUND and before not in "DpAoM"
        return own or (_continued(speech, at, first, verb, subject) if plain else None)
    found = subject_of(speech, at, first)
    if found is not None and not _told_before(speech, found, at):
        return _with_subject(speech, at, verb, found)
    if behind is not None and (
        speech.classes[behind.last : behind.last + 1] in ENDS
        or behind.mentions[0].tail > behind.mentions[0].end  # ", a broker at Hale & Co."
    ):
        return behind
    return _without_subject(speech, at, first, verb, subject)


def _told_before(speech: Speech, found: Subject, at: int) -> bool:
    """Whether he right before an infinitive is spoken to: `"wrote to Hale to express …"`."""
    if not found[0] or speech.tokens.low[at - 1] != "to":  # a document has nobody
        return False
    end = speech.tokens.first_at(found[0][-1].tail)
    ahead = speech.classes[found[1] - 1 : found[1]]
    return end >= at - 1 and ahead in ("f", "l", "v")


def _of_set_form(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`"as Venn put it"`, `"the letter reads"`, `"“…,” reads the letter"`"""
    if "doc" in verb.frames:
        return read_out(speech, at, first) or read_below(speech, at, first, last)
    return as_put(speech, at, first, last, verb)


def _with_subject(speech: Speech, at: int, verb: Verb, found: Subject) -> Cue | None:
    """`"Venn said"`, `"who called for"`; None for a bare form behind one: a noun."""
    low = speech.tokens.low
    mentions, begin, document = found
    bare = low[at] == verb.lemma and low[at - 1] not in ("to", "only", "would") and not document
    if bare and not _plural(mentions):
        return None  # "stabilize Syria in a video call": a noun
    if begin and low[begin - 1] in ("whether", "if", "unless"):
        return None  # "declined to say whether Venn had agreed"
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


def _without_subject(
    speech: Speech, at: int, first: int, verb: Verb, subject: Cue | None
) -> Cue | None:
    """`"used the call to urge"`, `"hailed the deal and called for more"`"""
    low = speech.tokens.low
    if at <= first:
        return None
    if low[at - 1] == "to":
        used = any(low[back] in _BEFORE_INFINITIVE for back in range(max(first, at - 7), at - 1))
        used = used or any(low[back] in _MEETING for back in range(max(first, at - 20), at - 1))
        return _continued(speech, at, first, verb, None) if used else None
    if speech.classes[at - 1] in "ac" or low[at - 1] in _BETWEEN:
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
        mentions, speakers = (found,), coordinated(speech, found, at)[0]
    return Cue(at, at, at + 1, verb, speakers, "before", mentions, continues=True)


def _absolute(speech: Speech, at: int, first: int, verb: Verb) -> Cue | None:
    """A participle with a subject of its own: `", with one lobbyist calling it …"`"""
    found = speech.cast.before(speech.tokens.ends[at - 1])
    if found is None or found.end != speech.tokens.ends[at - 1] or not _answered(speech, found):
        found = ending(speech, at - 1, first)
    if found is None or not found.actors:
        return None
    begin = speech.tokens.first_at(found.start)
    own = _answered(speech, found) or (
        speech.tokens.low[begin] in _OWN and speech.classes[begin - 1] == "c"
    )
    if begin <= first or (speech.tokens.low[begin - 1] != "with" and not own):
        return None
    return Cue(at, begin - 1, at + 1, verb, found.actors, "before", (found,))


def _answered(speech: Speech, found: Mention) -> bool:
    """Whether "to" stands before whoever does something: `"in response to Hale urging crews"`."""
    begin = speech.tokens.first_at(found.start)
    return begin > 1 and speech.tokens.low[begin - 2 : begin] in _ANSWERS


_ANSWERS = (["response", "to"], ["reply", "to"], ["addition", "to"], ["due", "to"], ["led", "to"])
_OWN = frozenset("its their his her".split())


def _plural(mentions: tuple[Mention, ...]) -> bool:
    last = mentions[-1]
    return (
        len(mentions) > 1
        or last.kind == "collective"
        or len(last.actors) > 1
        or last.text.lower() in ("they", "we", "you", "i")
        or (last.kind == "name" and last.text.endswith("s") and " " not in last.text)
    )


def _in_relative(speech: Speech, since: int, at: int) -> bool:
    """Whether ", which" opened the clause of a verb: `"blamed X, which denied it and said"`.

    Whoever X is spoke there, and not who blamed him.
    """
    ahead = _RELATIVE.search(speech.classes, since, at)
    return ahead is not None and speech.tokens.low[ahead.start() + 1] in ("who", "which")


_RELATIVE = re.compile(r"cw[^cxz]*$")


_BETWEEN = AUXILIARY | {"but"}
"""Words between a second verb and what joins it to the first."""


def _of_another_tense(speech: Speech, told: int, at: int) -> bool:
    """Whether a verb goes on with what was told: `"said Hale stands … and believes"`."""
    low = speech.tokens.low
    verb = verbs().get(low[at])
    present = verb is not None and low[at] != verb.lemma and low[at].endswith("s")
    return present and (low[told].endswith("ed") or low[told] in ("said", "told", "made"))


def _second_verb(
    speech: Speech, at: int, first: int, verb: Verb, subject: Cue | None
) -> Cue | None:
    """`"hailed the deal and called for more"`, `", but he also emphasized"` without the "he"."""
    back = past_auxiliaries(speech, at - 1, first)
    while back > first and speech.tokens.low[back] in _BETWEEN:
        back -= 1
    joined = speech.classes[back] == "a" or "but" in speech.tokens.low[back : back + 2]
    then = speech.tokens.low[at - 1] == "then"  # "left the room, then called him “weak”"
    if not joined and (speech.classes[back] != "c" or (subject is None and not then)):
        return None
    if _in_relative(speech, subject.at if subject else first, at):
        return None
    if subject is not None and _of_another_tense(speech, subject.at, at):
        return None
    wanted = verb.prepositions if verb.frames and all(":" in one for one in verb.frames) else ()
    if wanted and speech.tokens.low[at + 1] not in wanted:
        return None  # "restore security and rule of law"
    if subject is not None:
        return Cue(
            at, at, at + 1, verb, subject.speakers, "before", subject.mentions, continues=True
        )
    if speech.tokens.low[at].endswith(("ed", "said", "told")):
        found = clause_subject(speech, first, at)
        if found is not None and found.kind != "seat":
            group = coordinated(speech, found, at)[0]
            return Cue(at, at, at + 1, verb, group, "before", (found,), continues=True)
    return None
