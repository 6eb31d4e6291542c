"""Cues: verbs of saying and "according to", with who stands beside them as the source."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens
from pipeline.rules.verbs import Verb, verbs
from pipeline.rules.words import MEDIA, OUTLETS

Side = Literal["before", "after"]
"""Where the source stands: before its verb ("Putin said") or after it ("said Putin")."""
_AUXILIARY = frozenset(
    """
    has have had is was were are been be also later then further again repeatedly publicly
    reportedly earlier previously both all jointly separately recently once quickly himself
    herself themselves itself even still just now today yesterday tuesday monday wednesday
    thursday friday saturday sunday each first finally soon too
    """.split()
)
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
_DOCUMENTS = frozenset(
    """
    statement report communique communiqué readout letter post message declaration memo release
    transcript note text document tweet email survey study reports comments remarks
    """.split()
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
NOUN = Verb("", frozenset({"t"}), "assert")
"""The frame of a noun of saying: `"warnings that …"`."""
_CLAUSE_OPENERS = frozenset("who whose which that whom".split())


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


@dataclass(frozen=True)
class Speech:
    """What cue finding looks at: one article's layout, tokens and cast."""

    layout: Layout
    tokens: Tokens
    cast: Cast
    classes: str
    """Token classes with `z` for every token inside quotation marks."""


def masked(layout: Layout, tokens: Tokens) -> str:
    """The classes with each quotation's tokens, marks included, as `z`."""
    classes = list(tokens.classes)
    for quotation in layout.quotations:
        for at in tokens.between(quotation.start, quotation.end):
            classes[at] = "z"
    return "".join(classes)


def cues(speech: Speech, first: int, last: int) -> Iterator[Cue]:
    """The cues among tokens `first` to `last`, one sentence, in order; none inside marks."""
    subject: Cue | None = None
    for at in range(first, last):
        kind = speech.classes[at]
        cue = None
        if kind == "v":
            cue = _verb_cue(speech, at, first, last, subject)
        elif speech.tokens.low[at] == "according":
            cue = _according(speech, at, last)
        elif speech.tokens.low[at] in _SPOKEN_NOUNS and speech.tokens.low[at + 1 : at + 2] == ["that"]:
            cue = _noun_cue(speech, at, first)
        if cue is not None:
            if not cue.continues and cue.verb is not None:
                subject = cue
            yield cue


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
    document = any(word in _DOCUMENTS for word in [*between, *behind])
    direct = to == begin or (any(word in _DOCUMENTS for word in between) and to - at <= 12)
    if to >= last or not direct or not found.actors and found.kind != "pronoun":
        return None
    group, end = _coordinated(speech, found, last)
    return Cue(at, at, end, None, group, "after", (found,), document=document)


def _verb_cue(speech: Speech, at: int, first: int, last: int, subject: Cue | None) -> Cue | None:
    low = speech.tokens.low
    verb = verbs()[low[at]]
    before = speech.classes[at - 1] if at > first else "x"
    word = low[at]
    if verb.lemma in ("call", "put", "quote", "cite") and word in ("put", "puts"):
        return _as_put(speech, at, first, last, verb)
    participle = word.endswith("ing")
    if "doc" in verb.frames and not participle:
        paper = _paper(speech, at - 1, first) if at > first else None
        return paper and Cue(at, paper[1], at + 1, QUOTING, tuple(a for m in paper[0] for a in m.actors), "before", paper[0], document=True)
    if before in "DpoM" and word in _ALSO_NOUNS:
        return None
    if at > first and low[at - 1] in _BE and not participle:
        return _quoted_as_saying(speech, at, first, last, verb)
    if _unsaid(low, at, first):
        return None
    direct = before == "z" or (before == "c" and speech.classes[at - 2 : at - 1] == "z")
    inverted = _inverted(speech, at, first, last, verb)
    if inverted is not None and direct:
        return inverted
    if participle and low[at - 1] not in _GERUND and low[at - 1] not in _BE and before not in "DpAoM":
        if subject is not None:
            return Cue(at, at, at + 1, verb, subject.speakers, "before", subject.mentions, continues=True)
        found = _first_subject(speech, first, at)
        return found and Cue(at, at, at + 1, verb, found.actors, "before", (found,), continues=True)
    if participle and low[at - 1] not in _BE:
        return None
    found = _subject(speech, at, first)
    if found is not None:
        mentions, begin, document = found
        actors = tuple(dict.fromkeys(one for m in mentions for one in m.actors))
        return Cue(at, begin, at + 1, verb, actors, "before", mentions, document=document)
    if inverted is not None and speech.classes[inverted.last : inverted.last + 1] in ("x", "c", "w", ""):
        return inverted
    if low[at - 1] == "to" and at - 1 > first:
        if any(low[back] in _BEFORE_INFINITIVE for back in range(max(first, at - 7), at - 1)):
            who = _first_subject(speech, first, at)
            return who and Cue(at, at, at + 1, verb, who.actors, "before", (who,), continues=True)
        return None
    if before in "ac" or low[at - 1] in _AUXILIARY | {"but"}:
        return _second_verb(speech, at, first, verb, subject)
    return None


def _unsaid(low: list[str] | tuple[str, ...], at: int, first: int) -> bool:
    """`"did not say", "would say", "refused to say"`"""
    back = at - 1
    while back >= first and (low[back] in _AUXILIARY or low[back].endswith("ly")):
        back -= 1
    if back < first:
        return False
    if low[back] == "to":
        return back > first and low[back - 1] in _NOT_SAID | {"reluctant", "unable", "ready"}
    return low[back] in _NOT_SAID or low[back].endswith("n't") or low[back].endswith("n’t")


def _second_verb(
    speech: Speech, at: int, first: int, verb: Verb, subject: Cue | None
) -> Cue | None:
    """`"hailed the deal and called for more"`, `", but he also emphasized"` without the "he"."""
    back = at - 1
    while back > first and speech.tokens.low[back] in _AUXILIARY | {"but"}:
        back -= 1
    joined = speech.classes[back] == "a" or "but" in speech.tokens.low[back : back + 2]
    if not joined and (speech.classes[back] != "c" or subject is None):
        return None
    if subject is not None:
        return Cue(at, at, at + 1, verb, subject.speakers, "before", subject.mentions, continues=True)
    if speech.tokens.low[at].endswith(("ed", "said", "told")) or speech.tokens.low[at] in ("said", "told"):
        found = _clause_subject(speech, first, at)
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
    if found is None and before == "z" and low_is_some(speech, begin):
        found = _latest(speech, speech.tokens.starts[at], persons=False)
        return found and Cue(at, at, begin + 1, verb, found.actors, "after", (found,))
    if found is None or found.start != speech.tokens.starts[begin] or found.kind == "adjective":
        return None
    if begin > at + 1 and found.kind != "name":
        return None
    if speech.tokens.low[at].endswith("ing") or found.text.lower() in ("him", "her", "them"):
        return None
    if before == "c" and speech.classes[at - 2 : at - 1] != "z" and "o" in verb.frames:
        return None
    group, end = _coordinated(speech, found, last)
    if not group:
        return None
    return Cue(at, at, end, verb, group, "after", (found,))


def _quoted_as_saying(speech: Speech, at: int, first: int, last: int, verb: Verb) -> Cue | None:
    """`"Putin was quoted as saying by Interfax"`"""
    low = speech.tokens.low
    if "as" not in verb.frames or low[at + 1 : at + 2] != ["as"]:
        return None
    found = _subject(speech, at, first)
    if found is None:
        return None
    mentions, begin, _ = found
    actors = tuple(dict.fromkeys(one for m in mentions for one in m.actors))
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
        return None
    found = _subject(speech, at, first)
    if found is None:
        return None
    mentions, begin, _ = found
    if speech.tokens.low[begin - 1 : begin] == ["as"]:
        begin -= 1
    actors = tuple(dict.fromkeys(one for m in mentions for one in m.actors))
    return Cue(at, begin, min(at + 2, last), verb, actors, "after", mentions)


def _subject(
    speech: Speech, at: int, first: int
) -> tuple[tuple[Mention, ...], int, bool] | None:
    """Mentions that are the verb's subject, their first token, and whether it is a paper."""
    tokens, classes = speech.tokens, speech.classes
    back = at - 1
    while back >= first and (
        (tokens.low[back] in _AUXILIARY and not speech.cast.at(tokens.starts[back]))
        or (tokens.low[back].endswith("ly") and classes[back] == "l")
    ):
        back -= 1
    if back < first:
        return None
    if classes[back] == "w" and tokens.low[back] in ("who", "which") and back > first:
        back -= 1
        if classes[back] == "c" and back > first:
            back -= 1
    found = _ending(speech, back, first)
    if found is None and classes[back] == "c":
        found = _before_parenthesis(speech, back, first)
    if found is None:
        found = _before_adjunct(speech, back, first)
    if found is None:
        found = _pointed(speech, back, first) or _opening_before(speech, back, first)
    if found is None:
        return _paper(speech, back, first)
    begin = tokens.first_at(found.start)
    outer = classes[begin - 1] if begin > first else "x"
    for _ in range(4):
        if outer not in "foa" or begin - 2 < first or (outer == "a" and not _governed(speech, begin, first)):
            break
        head = _ending(speech, begin - 2, first)
        if head is None:
            head = _opening(speech, begin, first)
            if head is None:
                return _some_of(speech, begin, first, found) or _paper(speech, back, first)
        found, begin = head, tokens.first_at(head.start)
        outer = classes[begin - 1] if begin > first else "x"
    if outer == "p":
        return None
    some = _some_of(speech, begin, first, found)
    if some is not None:
        return some
    mentions = [found]
    while begin - 2 >= first and classes[begin - 1] in "ac":
        step = 2 if classes[begin - 2 : begin] == "ca" else 1
        other = _ending(speech, begin - step - 1, first)
        joined = "a" in classes[begin - step : begin] or len(mentions) > 1
        if other is None or not joined or not other.actors:
            break
        mentions.insert(0, other)
        begin = tokens.first_at(other.start)
    if not any(mention.actors for mention in mentions):
        return None
    return tuple(mentions), begin, False


def _governed(speech: Speech, begin: int, first: int) -> bool:
    """Whether the coordination that ends here stands behind a preposition: `"for A and B"`."""
    found = _ending(speech, begin - 2, first)
    at = speech.tokens.first_at(found.start) if found else begin - 2
    return at > first and speech.classes[at - 1] in "fo"


def _some_of(
    speech: Speech, begin: int, first: int, found: Mention
) -> tuple[tuple[Mention, ...], int, bool] | None:
    """`"one of the officials"`: the many stand for the one."""
    low = speech.tokens.low
    if begin - 2 >= first and low[begin - 1] == "of" and low[begin - 2] in _SOME and found.actors:
        return (found,), begin - 2, False
    return None


_SOME = frozenset("one some two three several many most both another others none".split())


def _pointed(speech: Speech, back: int, first: int) -> Mention | None:
    """`"one said"`, `"others said"`, `"the 52-year-old joked"`: whoever was named last."""
    low = speech.tokens.low
    word = low[back]
    if word.endswith("year-old"):
        return _latest(speech, speech.tokens.starts[back], persons=True)
    if word in _SOME and (back == first or speech.classes[back - 1] in "zxcv"):
        return _latest(speech, speech.tokens.starts[back], persons=False)
    return None


def _latest(speech: Speech, offset: int, *, persons: bool) -> Mention | None:
    found = speech.cast.before(offset)
    for _ in range(30):
        if found is None:
            return None
        if found.actors and not found.quoted and found.kind != "adjective":
            kind = speech.cast.actors[found.actors[0]].kind
            if (kind == "person") if persons else (found.kind == "collective"):
                return found
        found = speech.cast.before(found.start)
    return None


def _opening(speech: Speech, at: int, first: int) -> Mention | None:
    """The mention that opens the clause of token `at`: `"A spokesman for the region's X said"`."""
    begin = at - 1
    while begin >= first and speech.classes[begin] not in "zcx":
        begin -= 1
    for skipped in range(begin + 1, min(begin + 4, at)):
        found = speech.cast.at(speech.tokens.starts[skipped])
        if found is not None and found.start == speech.tokens.starts[skipped]:
            behind = speech.classes[speech.tokens.first_at(found.end) :][:1]
            named = found.kind not in ("adjective", "seat") and found.actors
            return found if named and behind in ("f", "o", "w", "l", "c") else None
        if speech.classes[skipped] not in "l":
            return None
    return None


def _opening_before(speech: Speech, back: int, first: int) -> Mention | None:
    """`"An official who was briefed on the talks said"`: a clause stands between."""
    found = _opening(speech, back + 1, first)
    if found is None and speech.classes[back] == "c":
        # "An official who took part, speaking on condition of anonymity, said"
        comma = back - 1
        while comma > first and speech.classes[comma] not in "czx":
            comma -= 1
        if comma > first and speech.classes[comma] == "c":
            found = _ending(speech, comma - 1, first) or _opening(speech, comma, first)
    if found is None:
        return None
    behind = speech.tokens.first_at(found.end)
    if "w" not in speech.classes[behind : back + 1] and speech.classes[back] != "c":
        return None
    return found


def _ending(speech: Speech, back: int, first: int) -> Mention | None:
    """The mention that ends with token `back`, what hangs on it included."""
    if back < first:
        return None
    end = speech.tokens.ends[back]
    found = speech.cast.before(end)
    steps = 0
    while found is not None and steps < 6:
        if found.start < speech.tokens.starts[first]:
            return None
        if found.kind != "adjective" and (found.end == end or found.tail == end or (
            found.tail < end and speech.layout.text[found.tail : end].strip(" ,") == "" and found.tail > found.end
        )):
            # A name inside an apposition ends there too: the one it hangs on speaks.
            outer = _hanging(speech, found, end)
            return outer or found
        found = speech.cast.before(found.start)
        steps += 1
    return None


def _hanging(speech: Speech, inner: Mention, end: int) -> Mention | None:
    found = speech.cast.before(inner.start)
    for _ in range(5):
        if found is None:
            return None
        if found.tail >= inner.end and found.tail >= end - 1:
            return found
        found = speech.cast.before(found.start)
    return None


def _before_parenthesis(speech: Speech, comma: int, first: int) -> Mention | None:
    """`"Benali, who met commanders on Sunday, said"`: the name before the earlier comma."""
    for back in range(comma - 1, first, -1):
        if speech.classes[back] == "c":
            found = _ending(speech, back - 1, first)
            opener = speech.tokens.low[back + 1]
            opens = (
                opener in _CLAUSE_OPENERS
                or speech.classes[back + 1] in "fDdR"
                or opener.endswith("ing")
                or opener.endswith("ed")
            )
            if found is not None and opens and found.kind not in ("adjective",):
                return found
    return None


def _before_adjunct(speech: Speech, back: int, first: int) -> Mention | None:
    """`"Putin on Friday said"`, `"officials in Kyiv said"`"""
    for step in range(8):
        at = back - step
        if at <= first:
            return None
        kind = speech.classes[at]
        if kind in "fd" and not (kind == "d" and speech.classes[at - 1] in "fd"):
            found = _ending(speech, at - 1, first)
            if found is not None:
                return found
        if kind not in "fdDCSAElMop" and kind != "B":
            return None
    return None


def _paper(speech: Speech, back: int, first: int) -> tuple[tuple[Mention, ...], int, bool] | None:
    """`"the statement said"`, `"a statement from the ministry said"`: who issued it."""
    for at in range(back, max(first - 1, back - 8), -1):
        if speech.tokens.low[at] in _DOCUMENTS and speech.classes[at] != "z":
            begin = at
            while begin > first and speech.classes[begin - 1] in "DlMASCBEpnRGQ":
                begin -= 1
            inner = [
                m
                for m in speech.cast.within(
                    speech.tokens.starts[begin], speech.tokens.ends[back]
                )
                if m.actors
            ]
            return tuple(inner[:1]), begin, True
        if speech.classes[at] in "vxz":
            return None
    return None


def _first_subject(speech: Speech, first: int, at: int) -> Mention | None:
    """The first mention of the sentence that no preposition governs."""
    for mention in speech.cast.within(speech.tokens.starts[first], speech.tokens.starts[at]):
        begin = speech.tokens.first_at(mention.start)
        governed = begin > first and speech.classes[begin - 1] in "fop"
        if mention.actors and not governed and mention.kind != "adjective" and not mention.quoted:
            return mention
    return None


def _clause_subject(speech: Speech, first: int, at: int) -> Mention | None:
    """The nearest mention before a verb that opens a clause, else the sentence's first."""
    start = speech.tokens.starts
    for mention in reversed(speech.cast.within(start[first], start[at])):
        begin = speech.tokens.first_at(mention.start)
        opens = begin == first or speech.classes[begin - 1] in "cxz" or (
            speech.tokens.low[begin - 1] in ("while", "but", "as", "when", "because", "although")
        )
        behind = speech.classes[speech.tokens.first_at(mention.tail) :][:1]
        if opens and mention.actors and mention.kind != "adjective" and behind in ("l", "v"):
            return mention
    return _first_subject(speech, first, at)


def low_is_some(speech: Speech, at: int) -> bool:
    """`"said one"`"""
    return speech.tokens.low[at] in ("one", "another", "others", "some")


def _noun_cue(speech: Speech, at: int, first: int) -> Cue | None:
    """`"U.S. warnings that …"`, `"Venn's claim that …"`"""
    back = at - 1
    if back >= first and speech.classes[back] == "p":
        back -= 1
    found = _ending(speech, back, first)
    if found is None or found.kind not in ("name", "role", "collective") or found.quoted:
        return None
    return Cue(at, speech.tokens.first_at(found.start), at + 1, NOUN, found.actors, "before", (found,))


def _coordinated(speech: Speech, found: Mention, last: int) -> tuple[tuple[int, ...], int]:
    """The actors from a mention on as far as "and" joins them; past their last token."""
    actors = list(found.actors)
    end = speech.tokens.first_at(found.tail)
    while end + 1 < last and speech.classes[end] == "a":
        other = speech.cast.at(speech.tokens.starts[end + 1])
        if other is None or other.start != speech.tokens.starts[end + 1] or other.kind == "adjective":
            break
        actors += [one for one in other.actors if one not in actors]
        end = speech.tokens.first_at(other.tail)
    return tuple(actors), end


def is_medium(speech: Speech, actor: int) -> bool:
    """Whether an actor is a news medium, which passes on what others say."""
    draft = speech.cast.actors[actor]
    name = draft.name or ""
    return draft.kind == "media" or name in OUTLETS or name.split(" ")[-1].lower() in MEDIA

