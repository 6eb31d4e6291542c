"""Who stands beside a verb of saying: its subject, however far apart the two are."""

import re

from pipeline.rules.beside import ending, latest
from pipeline.rules.bystanders import MANY
from pipeline.rules.heard import DOCUMENTS, Speech
from pipeline.rules.mentions import Mention

AUXILIARY = frozenset(
    """
    has have had is was were are been be also later then further again repeatedly publicly
    reportedly earlier previously both all jointly separately recently once quickly himself
    herself themselves itself even still just now today yesterday tuesday monday wednesday
    thursday friday saturday sunday each first finally soon too
    here there
    """.split()
)


_CLAUSE_OPENERS = frozenset("who whose which that whom".split())


Subject = tuple[tuple[Mention, ...], int, bool]
"""Mentions that are a verb's subject, their first token, and whether it is a paper."""


def subject_of(speech: Speech, at: int, first: int) -> Subject | None:
    """The subject of the verb at a token, or None: `"Venn on Friday said"`, `"the letter said"`."""
    tokens, classes = speech.tokens, speech.classes
    back = past_auxiliaries(speech, at - 1, first)
    if back < first:
        return None
    relative = back + 1 + (tokens.low[back + 1] == ",")
    related = relative < at and tokens.low[relative] in ("who", "which")
    if related and (owner := ending(speech, back, first)):
        return _antecedent(speech, owner, relative, first)
    found = _nearest(speech, _past_dashes(speech, back, first), first)
    if found is None:
        return paper(speech, back, first)
    for _ in range(4):
        begin = tokens.first_at(found.start)
        outer = classes[begin - 1] if begin > first else "x"
        inside = outer in "fo" or (outer == "a" and _governed(speech, begin, first))
        if begin - 2 > first and outer in "lv" and tokens.low[begin - 1].endswith("ing"):
            inside = ending(speech, begin - 2, first) is not None  # "the union representing them"
        if not inside or begin - 2 < first:
            break
        head = ending(speech, begin - 2, first) or _opening(speech, begin, first)
        if head is None:
            return _some_of(speech, begin, first, found) or paper(speech, back, first)
        found = head
    begin = tokens.first_at(found.start)
    if begin < first:
        return (found,), back - (back > first and classes[back - 1] == "D"), False  # "one said"
    if begin > first and classes[begin - 1] == "p" and not _owned(found):
        return None
    return _some_of(speech, begin, first, found) or _row(speech, found, first)


def _antecedent(speech: Speech, owner: Mention, relative: int, first: int) -> Subject | None:
    """`"by an aide who had said"`, `"by Lornia and Ardesh, which say"`"""
    if speech.tokens.low[relative] == "who" and not any(
        speech.cast.actors[one].kind in ("person", "role_holder", "collective")
        for one in owner.actors
    ):
        return None  # "in the Oval Office, who said"
    row = _row(speech, owner, first)
    return (row[0] if row else (owner,), relative, False)


def _owned(found: Mention) -> bool:
    """Whether a possessive may stand before: `"the ferry's owner"`, `"Labour's Jo Hale"`."""
    return found.kind in ("role", "collective") or (found.kind == "name" and " " in found.text)


def past_auxiliaries(speech: Speech, back: int, first: int) -> int:
    """The token before adverbs, auxiliaries and a relative pronoun."""
    tokens, classes = speech.tokens, speech.classes
    low = tokens.low
    while back >= first:
        if low[back] == "only":
            back -= 1 + (low[back - 1] in _MODAL)  # "would only say"
            continue
        if low[back] in _MODAL and low[back + 2 : back + 3] == ["only"]:
            back -= 1  # "would say only"
            continue
        helps = low[back] in AUXILIARY and not speech.cast.at(tokens.starts[back])
        if helps or (low[back].endswith("ly") and classes[back] == "l"):
            back -= 1
        elif low[back] == "to" and low[back - 1] in _REPUTED:
            back -= 2  # "is understood to have told", "used to say"
        elif low[back] == "to" and low[back - 1] == "on" and low[back - 2] in _GOING:
            back -= 3
        else:
            break
    for step in range(_DATED + 1):
        if back - step <= first or classes[back - step] not in "fdDlw":
            break
        if low[back - step] in ("who", "which"):
            back -= step + 1  # "who last year called"
            return back - (classes[back] == "c" and back > first)
    return back


_REPUTED = frozenset(
    "understood said believed reported thought alleged known used liked likes loved".split()
)
_MODAL = frozenset("would will could might may".split())
_GOING = frozenset("went go goes gone going".split())
_DATED = 3
"""Words between "who" and its verb that tell when: "last year", "in 2011"."""


def _past_dashes(speech: Speech, back: int, first: int) -> int:
    """`"Brand — whom she had called “sir” — said"`: the token before what dashes set apart."""
    words = speech.tokens.words
    if words[back] not in _DASHES:
        return back
    at = back - 1
    while at > first and words[at] in _DASHES:
        at -= 1
    while at > first and words[at] not in _DASHES:
        at -= 1
    while at > first and words[at] in _DASHES:
        at -= 1
    return at if at > first or words[at] not in _DASHES else back


_DASHES = frozenset("—–-")


def _nearest(speech: Speech, back: int, first: int) -> Mention | None:
    found = ending(speech, back, first)
    if found is not None and found.kind in ("collective", "pronoun"):
        found = _named_apart(speech, back, first) or found
    if found is None and speech.classes[back] in "cz":
        found = _before_parenthesis(speech, back, first)
        if found is not None and found.kind in ("collective", "pronoun"):
            found = _named_apart(speech, back, first) or found
    return (
        found
        or _before_adjunct(speech, back, first)
        or _named_apart(speech, back, first)
        or _pointed(speech, back, first)
        or _opening_before(speech, back, first)
    )


def _named_apart(speech: Speech, back: int, first: int) -> Mention | None:
    """`"One of its authors, Jo Hale, said"`: the name between commas, whatever it explains."""
    if speech.classes[back] != "c":
        return None
    found = speech.cast.before(speech.tokens.ends[back])
    if found is None or found.kind not in ("name", "role") or not found.actors:
        return None
    begin = speech.tokens.first_at(found.start)
    while begin > first and speech.classes[begin - 1] in "lD":
        begin -= 1  # "one of them, the late Jo Hale, asked"
    if speech.tokens.low[speech.tokens.first_at(found.start) - 1] == "as":
        return None
    apart = begin > first + 1 and speech.classes[begin - 1] == "c"
    whole = speech.tokens.first_at(found.end) == back and found.actor is not None
    person = whole and speech.cast.actors[found.actors[0]].kind == "person"
    spoken = _VERB.search(speech.classes, first, begin)
    return found if apart and person and not spoken else None


def _row(speech: Speech, found: Mention, first: int) -> Subject | None:
    """The mention with those that "and" joins to it."""
    classes, mentions = speech.classes, [found]
    begin = speech.tokens.first_at(found.start)
    while begin - 2 >= first and classes[begin - 1] in "ac":
        step = 2 if classes[begin - 2 : begin] == "ca" else 1
        other = ending(speech, begin - step - 1, first)
        joined = "a" in classes[begin - step : begin] or len(mentions) > 1
        if other is None or not joined or not other.actors:
            break
        mentions.insert(0, other)
        begin = speech.tokens.first_at(other.start)
    if not any(mention.actors for mention in mentions):
        return None
    return tuple(mentions), _past_what_he_is(speech, begin, first), False


def _past_what_he_is(speech: Speech, begin: int, first: int) -> int:
    """The token where a source begins with what he is: `"“…,” Ford Bay elder Jo Hale said"`.

    Only up to marks or a comma; or `begin` itself: `"…, the bloc's envoy said"`.
    """
    described = _DESCRIBED.search(speech.classes, max(first, begin - _MODIFIERS - 1), begin)
    if described is None or described.start() + 1 == first:
        return begin
    marked = speech.classes[described.start()] == "z"
    owned = speech.classes[begin - 1] == "p"
    words = speech.tokens.low[described.start() + 1 : begin]
    plain = not described[0][1:].strip("lM") and not _JOINING.intersection(words)
    return described.start() + 1 if marked or owned or plain else begin


_JOINING = frozenset(
    "when where while as but because after before since although though if unless then so still "
    "earlier later also however meanwhile whether than not how why even once until".split()
)
"""Words between a comma and a subject that tell nothing of who he is."""
_DESCRIBED = re.compile(r"[zc]D?[CSAEPBMlp]{0,5}[lMp]$")
_MODIFIERS = 6
"""Words of what somebody is before a name, right behind a quotation or a comma."""


def _governed(speech: Speech, begin: int, first: int) -> bool:
    """Whether the coordination that ends here stands behind a preposition: `"for A and B"`."""
    found = ending(speech, begin - 2, first)
    at = speech.tokens.first_at(found.start) if found else begin - 2
    return at > first and speech.classes[at - 1] in "fo"


def _some_of(speech: Speech, begin: int, first: int, found: Mention) -> Subject | None:
    """`"one of the officials"`: the many stand for the one."""
    low = speech.tokens.low
    if begin - 2 >= first and low[begin - 1] == "of" and low[begin - 2] in _SOME and found.actors:
        return (found,), begin - 2, False
    return None


_SOME = frozenset(
    "one some two three several many most both another others none number group handful majority "
    "couple pair dozen dozens scores hundreds thousands minority".split()
)


def _pointed(speech: Speech, back: int, first: int) -> Mention | None:
    """`"one said"`, `"others said"`, `"the 52-year-old joked"`: whoever was named last."""
    low = speech.tokens.low
    word = low[back]
    if word.endswith("year-old"):
        return latest(speech, speech.tokens.starts[back], persons=True)
    if speech.classes[back] == "A" and back > first and low[back - 1] == "the":
        return latest(speech, speech.tokens.starts[back], persons=True)  # "the Italian said"
    if word in _SOME and (back == first or speech.classes[back - 1] in "zxcv"):
        return latest(speech, speech.tokens.starts[back], persons=False)
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
        if speech.classes[skipped] != "l":
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
        if comma > first and speech.classes[comma] == "c" and speech.classes[comma + 1] != "a":
            found = ending(speech, comma - 1, first) or _opening(speech, comma, first)
    if found is None:
        return None
    behind = speech.tokens.first_at(found.end)
    if "w" not in speech.classes[behind : back + 1] and speech.classes[back] != "c":
        return None
    return found


def _before_parenthesis(speech: Speech, comma: int, first: int) -> Mention | None:
    """`"Benali, who met commanders on Sunday, said"`: the name before the earlier comma."""
    for back in range(comma - 1, first, -1):
        if speech.classes[back] == "c":
            found = ending(speech, back - 1, first)
            if speech.classes[comma] == "z" and speech.tokens.low[back + 1] not in ("who", "which"):
                continue
            opener = speech.tokens.low[back + 1]
            opens = (
                opener in _CLAUSE_OPENERS
                or speech.classes[back + 1] in "fDdR"
                or opener.endswith(("ing", "ed"))
                or opener == "known"
            )
            if found is not None and opens and found.kind != "adjective":
                return found
    return None


def _before_adjunct(speech: Speech, back: int, first: int) -> Mention | None:
    """`"Putin on Friday said"`, `"officials in Kyiv said"`"""
    for step in range(8):
        at = back - step
        if at <= first:
            return None
        kind = speech.classes[at]
        if (kind == "o" or (kind == "l" and speech.classes[at + 1] == "f")) and (
            found := ending(speech, at - 1, first)
        ):
            return found  # "members of the team said", "an official close to the talks said"
        if kind in "lBG" and step == 0:
            member = ending(speech, at - 1, first)  # "a member of the government team"
            if member is not None and member.kind == "role" and " of " in member.text:
                return member
        if kind in "fd" and not (kind == "d" and speech.classes[at - 1] in "fd"):
            found = ending(speech, at - 1, first)
            if found is not None:
                return found
        if kind not in "fdDCSAElMop" and kind != "B":
            return None
    return None


def paper(
    speech: Speech, back: int, first: int, papers: frozenset[str] = DOCUMENTS
) -> Subject | None:
    """`"the statement said"`, `"a statement from the ministry said"`: who issued it."""
    for at in range(back, max(first - 1, back - 8), -1):
        if speech.tokens.low[at] in papers and speech.classes[at] != "z":
            begin = at
            while begin > first and speech.classes[begin - 1] in "DlMASCBEpnRGQ":
                begin -= 1
            if (
                begin > first
                and speech.classes[begin - 1] == "v"
                and "a" in (speech.classes[at + 1 : back + 1])
            ):
                return None  # "They welcomed the Geneva Statement of 17 April and stressed …"
            inner = [
                m
                for m in speech.cast.within(speech.tokens.starts[begin], speech.tokens.ends[back])
                if m.actors
            ]
            return tuple(inner[:1]), begin, True
        if speech.classes[at] in "vxz":
            return None
    return None


def first_subject(speech: Speech, first: int, at: int) -> Mention | None:
    """The first mention of the sentence that no preposition governs."""
    for mention in speech.cast.within(speech.tokens.starts[first], speech.tokens.starts[at]):
        begin = speech.tokens.first_at(mention.start)
        governed = begin > first and speech.classes[begin - 1] in "fop"
        if mention.actors and not governed and mention.kind != "adjective" and not mention.quoted:
            return mention if _opens(speech, first, begin) else None
    return None


def _opens(speech: Speech, first: int, begin: int) -> bool:
    """Whether nothing before a mention may be the subject instead: `"Thousands of …"`."""
    ahead = _PAUSE.split(speech.classes[first:begin])[-1]
    counted = bool(ahead) and speech.tokens.low[begin - len(ahead)] in MANY
    return counted or len(ahead) <= _AHEAD


_VERB = re.compile("(?<![DMAp])v")
_PAUSE = re.compile("[cxz]")
_AHEAD = 2
"""Words such as "but" or "so far" before a sentence's subject."""


def clause_subject(speech: Speech, first: int, at: int) -> Mention | None:
    """The nearest mention before a verb that opens a clause, else the sentence's first."""
    start = speech.tokens.starts
    for mention in reversed(speech.cast.within(start[first], start[at])):
        begin = speech.tokens.first_at(mention.start)
        opens = (
            begin == first
            or speech.classes[begin - 1] in "cxz"
            or (
                speech.tokens.low[begin - 1]
                in ("while", "but", "as", "when", "because", "although")
            )
            or speech.classes[begin - 2 : begin] == "ca"
        )
        behind = speech.classes[speech.tokens.first_at(mention.tail) :][:1]
        if opens and mention.actors and mention.kind != "adjective" and behind in ("l", "v"):
            return mention
    return first_subject(speech, first, at)
