"""Noun phrases that may mean an actor, read off token classes without regard to context."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.lookup.registry import load
from pipeline.rules.tokens import Tokens
from pipeline.rules.words import BODY, GIVEN, GROUP, MODIFIER, PERSON, RANK

Kind = Literal["person", "name", "role", "group", "body", "state", "seat", "known", "adjective"]
_SPAN = re.compile(
    r"(?:D+n?(?:l{1,2}(?=[MARGB]))?|n)?"
    r"(?:A(?:(?:ca?|a)A)+(?=[MRGBQ])|(?<=D)C(?:(?:ca?|a)C)+(?=M?G))?"
    r"(?:(?<=D)[CP]+a(?=[CP]+E))?"
    r"(?=[Mp]*[ASCPQETRGB])(?:[ASCPQETMRGBp]|(?<=[CSAQ])K{1,2}(?=[CSA]))+"
    r"(?:(?<=[SEp][CP])a(?=[CP]+E)[CP]+E)?"
)
_OF_BODY = re.compile(r"(?:[of]D?[PCSAEQ]+(?:a[PCE]+(?=[xcvl]))?)+")
_OFFICE = re.compile(r"(M?[RQ])(C*)")
"""Behind a body's name: who speaks for it."""
_OF_ROLE = re.compile(
    r"[of]D?(?:[ASCPQEMp]*[ASCPQEM]B?|[M]*B)(?:oD?[ASCPQE]+){0,2}(?:aD?[ASC]+(?=[vfcx]))?"
)
_OF_GROUP = re.compile(
    r"oD?(?:[ASC]+p)?[ASCPEQ]+(?:oD?[ASC]+)?(?:x[SC]x(?=ca?|a))?"
    r"(?:(?:cD?[ASCPEQ]+(?:oD?[ASC]+)?(?:x[SC]x(?=ca?|a))?)*"
    r"c?aD?[ASCPEQ]+(?:oD?[ASC]+)?(?:x[SC]x(?=ca?|a))?)?"
)
"""Behind "leaders": "of Japan, the Republic of Korea (ROK), and the United States"."""
_OF_COUNTED = re.compile(r"oDnG|[of]l{0,2}D?[nd][ASCMl]{0,2}G")
"""Behind "ministers": "of the three countries", "from more than 50 Asian states"."""
_BETWEEN = frozenset("between among amongst amid".split())
"""Prepositions behind which a new phrase begins: "a meeting | between Lornian officials"."""
_RULERS = frozenset("president minister premier king queen leader chancellor pm".split())
"""Nobody is one to somewhere: "a visit by the premier | to Bern"."""
_LONGEST = 9
"""Tokens at most of a body's name."""
_OF_NAME = re.compile(
    r"oD?[SCE]+|fD?(?:l{0,1})[SCPE]*E(?:[of]D?[PCSAEQ]+)*|oD?l?[SCPE]*E(?:[of]D?[PCSAEQ]+)*"
)
_OF_STATE = re.compile(r"oD?[SC]+")
_CLOSE_TO = re.compile(r"lfD?[lMABCSEQRGPp]+")
_HEAD = re.compile(r"[RG](?=[CK]+$|C[CKSP]+$)|[RGB]$|[QT](?=[ASCPEQK]*$)")
_ROLES = re.compile(r"[RGBQTE]")
_TITLE_OF_NAME = re.compile(r"[RGQT](?=C[CSAPEK]*Q?$)")
_TITLE = re.compile(r"[RGQT](?=[CSAPEK]*$)")
_SUFFIXES = (["jr"], ["jr."], ["sr"], ["sr."])
_ENVOYS = frozenset("envoy ambassador representative coordinator mediator negotiator".split())
_HELPERS = frozenset("assistant adviser advisor counselor counsellor envoy".split())
_HEADS = PERSON | GROUP | BODY
_JOINING = frozenset("of for to".split())
_WHERE = frozenset("at with for".split())
_COMPASS = frozenset("North South East West Northern Southern Eastern Western".split())
_ADJOINED = frozenset(
    """
    visit visits trip tour talks meeting dinner lunch banquet reception ceremony welcome invitation
    statement readout account results figures data toll media website document documents letter
    response announcement communique record language residence opening channels business
    """.split()
)
"""Nouns of which "official" is only said."""
_GATHERING = "summit"
"""An occasion, and nobody who acts: "the NATO Summit in Madrid"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in tokens: `words[first:last]`.

    `"Kallistan's foreign minister Jane Doe"`: kind person, name "Jane Doe", title
    "Kallistan's foreign minister", head "foreign minister", owner "Kallistan".
    """

    first: int
    last: int
    kind: Kind
    determiner: str = ""
    number: int = 0
    """How many: "the two leaders" 2, "both" 2; 0 where not said."""
    name: tuple[int, int] | None = None
    """Tokens of the name."""
    title: tuple[int, int] | None = None
    head: str = ""
    """Lower-case head of the role or group: "president", "foreign minister", "leaders"."""
    owners: tuple[str, ...] = ()
    """Whose: "Kallistan", "Turkish"; several for "the presidents of Iran and Russia"."""
    tail: int = 0
    """Past an affiliation behind the name: "Hassan Rohani of Iran"."""


INDEFINITE = frozenset("a an one another some several many other few".split())
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def phrases(tokens: Tokens, stretches: Iterable[range]) -> Iterator[Phrase]:
    """The noun phrases of stretches of tokens, in order; none runs over a stretch's end."""
    for stretch in stretches:
        past = stretch.start
        for match in _SPAN.finditer(tokens.classes, stretch.start, stretch.stop):
            for phrase in _parsed(tokens, match.start(), match.end()):
                if phrase.first >= past and phrase.tail <= stretch.stop:
                    past = phrase.last
                    yield phrase


def _parsed(tokens: Tokens, first: int, last: int) -> Iterator[Phrase]:
    classes = tokens.classes
    while last > first and classes[last - 1] in "pMDnl":
        last -= 1
    first += first < last and classes[first] == "p"
    begin, determiner, number = first, "", 0
    while begin < last and classes[begin] in "Dn":
        word = tokens.low[begin]
        number = number or _COUNTS.get(word, 0)
        if classes[begin] == "D":
            determiner = determiner or word
        begin += 1
    letters = classes[begin:last]
    if not letters:
        return
    if "l" in letters and (letters[-1] not in "RGB" or tokens.low[begin + 1] in _BETWEEN):
        # "the talks Putin": the adjective's head is missing, so the name stands alone.
        at = begin + letters.rindex("l") + 1
        yield from _parsed(tokens, at, last)
        return
    head = _HEAD.search(letters)
    inner = letters.find("p")
    if inner >= 0 and not _ROLES.search(letters, inner):
        # "Putin's Russia": two names.
        yield from _parsed(tokens, first, begin + inner)
        yield from _parsed(tokens, begin + inner + 1, last)
        return
    if head is None or (letters[-1] == "E" and head[0] not in "RG"):
        yield from _named(tokens, first, begin, last, determiner)
        return
    at = begin + _title_end(letters)
    if at < last:
        yield _person(tokens, (first, begin, at, last), determiner)
    else:
        described = _described(tokens, (first, begin, last), determiner, number)
        if described is not None:
            yield described


def _title_end(letters: str) -> int:
    """Where a title ends and a name begins: `"AQCC" -> 2`; the length where no name follows."""
    # "Minister Bui Thanh Son": a name may end in a word that elsewhere is a title.
    found = _TITLE_OF_NAME.search(letters) or _TITLE.search(letters)
    return found.end() if found else len(letters)


def _person(tokens: Tokens, stretch: tuple[int, int, int, int], determiner: str) -> Phrase:
    first, begin, at, last = stretch
    title = tokens.words[begin:at]
    rank = len(title) == 1 and (title[0].lower() in RANK or tokens.classes[begin] == "T")
    shared = tokens.classes[at - 1] == "G"
    phrase = Phrase(
        first,
        last,
        "person",
        determiner,
        name=(at, last),
        title=None if rank or shared else (begin, at),
        head=tokens.low[at - 1] if rank else _head(tokens, begin, at),
        owners=_owners(tokens, begin, at),
        tail=last,
    )
    return _with_affiliation(tokens, phrase)


def _with_affiliation(tokens: Tokens, phrase: Phrase) -> Phrase:
    if tokens.low[phrase.last + 1 : phrase.last + 2] in _SUFFIXES and phrase.name is not None:
        past = phrase.last + 2  # "Joseph R. Biden, Jr."
        phrase = replace(phrase, last=past, tail=past, name=(phrase.name[0], past))
    found = _OF_NAME.match(tokens.classes, phrase.last)
    if found is None or tokens.low[phrase.last] not in ("of", "from", "at", "for", "with"):
        return phrase
    if phrase.title and tokens.low[phrase.last] in _WHERE:
        return phrase  # "Foreign Minister Jane Doe at the Department of State": where she is
    begin, end = phrase.last + 1, found.end()
    while tokens.classes[begin] in "Dl":
        begin += 1
    end = _state_until(tokens, begin, end) or end
    owner = " ".join(tokens.words[begin:end])
    elsewhere = tokens.low[phrase.last] in _WHERE and load().metonym(owner)
    if _GATHERING in tokens.low[begin:end] or elsewhere:
        return phrase  # "Venn at the White House"
    return replace(phrase, owners=phrase.owners or (owner,), tail=end)


def _state_until(tokens: Tokens, begin: int, at: int) -> int | None:
    """Where a state's name of two parts ends: `"Republic | of Korea" -> past "Korea"`."""
    more = _OF_STATE.match(tokens.classes, at)
    if more is None or tokens.low[at] != "of":
        return None
    return more.end() if load().state(" ".join(tokens.words[begin : more.end()])) else None


def _described(
    tokens: Tokens, stretch: tuple[int, int, int], determiner: str, number: int
) -> Phrase | None:
    """A role, group or body without a name: "the Turkish president", "rebels"."""
    first, begin, last = stretch
    low = tokens.low[last - 1].split(" of ")[0].split()[-1]  # "secretary of state"
    if _means_nobody(tokens, stretch, determiner, low):
        return None
    plural = (
        tokens.classes[last - 1] == "G"
        or (low in GROUP and low not in PERSON)
        or tokens.low[last - 1].endswith("ministers")
        or tokens.low[last - 1].startswith("heads of ")
    )
    body = low in BODY and low not in PERSON and not plural
    owners = _owners(tokens, begin, last)
    sender = owners if low in _ENVOYS else ()
    pattern = _OF_GROUP if plural else _OF_ROLE
    going = tokens.low[last : last + 1] == ["to"] and low in _RULERS
    after = None if going else pattern.match(tokens.classes, last)
    end = last
    if whole := _organisation_until(tokens, last):
        end, owners = whole, (*owners, " ".join(tokens.words[_behind(tokens, last) : whole]))
    elif after and tokens.low[last] in _JOINING and (tokens.low[last] == "of" or not body):
        end = after.end()
        owners += _owners(tokens, last + 1, end)
        states = tuple(one for one in owners if load().state(one))
        owners = states or owners
        if sender and tokens.low[last] in ("for", "to"):
            owners = sender  # "the UN envoy for Lornia" is not Lornia's
    elif plural and (counted := _OF_COUNTED.match(tokens.classes, last)):
        end = counted.end()  # "the heads of the three countries"
        number = number or _COUNTS.get(tokens.low[end - 2], 0)
    elif tokens.low[last : last + 2] == ["close", "to"]:
        close = _CLOSE_TO.match(tokens.classes, last)
        end = close.end() if close else last
    if not plural and (named := _name_behind(tokens, last, end)):
        return _long_title(tokens, (first, begin, named, end), determiner)
    kind: Kind = "group" if plural else "body" if body else "role"
    if (
        kind == "role"
        and after
        and "a" in tokens.classes[last:end]
        and _all_states(_owners(tokens, last + 1, end))
    ):
        kind = "group"  # "the leader of Iran and Turkey"
    return Phrase(
        first,
        end,
        kind,
        determiner,
        number,
        title=(begin, end),
        head=_head(tokens, begin, last),
        owners=owners,
        tail=end,
    )


def _means_nobody(tokens: Tokens, stretch: tuple[int, int, int], determiner: str, low: str) -> bool:
    """`"military support"`, `"at 8 PM"`, `"at the head of a delegation"`, `"an official visit"`.

    A bare noun is an actor only as somebody who speaks.
    """
    first, begin, last = stretch
    alone, after = last - begin == 1, tokens.classes[last : last + 1]
    bare = alone and not determiner and tokens.words[begin].islower()
    if (bare and low not in GROUP and after not in ("v", "o", "f", "c")) or (
        low in ("pm", "fm") and first == last - 1
    ):
        return True
    if low == "head" and alone:
        led = determiner == "the" and tokens.low[first - 1] == "at"
        return led or determiner in ("his", "her")  # "shook her head"
    return low == "official" and "".join(tokens.low[last : last + 1]) in _ADJOINED


def _behind(tokens: Tokens, last: int) -> int:
    """Past the preposition at `last` and its article."""
    return last + 1 + (tokens.classes[last + 1 : last + 2] == "D")


def _organisation_until(tokens: Tokens, last: int) -> int | None:
    """Where a body's name ends that holds an "of" itself: "leaders of | the Group of 20"."""
    if tokens.classes[last : last + 1] != "o":
        return None
    begin = _behind(tokens, last)
    return _organisation_from(tokens, begin, begin + 1)


def _organisation_from(tokens: Tokens, begin: int, last: int) -> int | None:
    """Where a known body's name ends that has an "of" at or behind the token `last`."""
    if "o" not in tokens.classes[last : begin + _LONGEST]:
        return None
    for end in range(min(begin + _LONGEST, len(tokens.words)), last + 1, -1):
        if tokens.words[end - 1][0].isalnum() and load().organisation(
            " ".join(tokens.words[begin:end])
        ):
            return end
    return None


def _name_behind(tokens: Tokens, last: int, end: int) -> int | None:
    """Where a name begins that ends a long title: `"… for Security Affairs | Jake Doe"`."""
    for at in range(last + 1, end - 1):
        whole = tokens.classes[at:end].strip("C") == "" and tokens.classes[at - 1] not in "ofD"
        given = tokens.low[at].partition("-")[0] in GIVEN  # "Jean-Marie"
        if whole and (given or (at == end - 2 and _alone(tokens, end - 1))):
            return at
    return None


def _alone(tokens: Tokens, at: int) -> bool:
    """Whether a title's last word stands elsewhere as somebody's name: `"Rao said"`."""
    word = tokens.words[at]
    return any(
        tokens.classes[to - 1] not in "CEPQST" and tokens.classes[to + 1 : to + 2] == "v"
        for to, other in enumerate(tokens.words)
        if other == word and to > at
    )


def _long_title(tokens: Tokens, stretch: tuple[int, int, int, int], determiner: str) -> Phrase:
    first, begin, at, last = stretch
    if tokens.low[first - 1] == "to" and tokens.low[first - 2] in _HELPERS:
        first = begin = first - 2  # "Assistant to the President for Security Affairs Jake Doe"
    head = tokens.low[begin] if tokens.low[begin] in _HELPERS else _head(tokens, begin, at)
    owners = tuple(one for one in _owners(tokens, begin, at) if load().state(one))
    return Phrase(
        first,
        last,
        "person",
        determiner,
        name=(at, last),
        title=(begin, at),
        head=head,
        owners=owners,
        tail=last,
    )


def _all_states(owners: tuple[str, ...]) -> bool:
    return len(owners) > 1 and all(load().state(one) for one in owners)


def _named_body(tokens: Tokens, stretch: tuple[int, int, int], determiner: str) -> Phrase:
    """`"the Ministry of Trade"`; `"the Republic of Korea"` is a state."""
    first, begin, last = stretch
    if state := _state_until(tokens, begin, last):
        return Phrase(first, state, "state", determiner, name=(begin, state), tail=state)
    if whole := _organisation_from(tokens, begin, last):
        return Phrase(first, whole, "known", determiner, name=(begin, whole), tail=whole)
    after = _OF_BODY.match(tokens.classes, last)
    end = after.end() if after else last
    owners = _owners(tokens, begin, last) or _owners(tokens, last + 1, end)
    if after and (office := _OFFICE.match(tokens.classes, end)):
        title, past = (begin, office.end(1)), office.end()  # "Department of Finance spokesman"
        name = (office.end(1), past) if office[2] else None
        head = _head(tokens, end, office.end(1))
        kind: Kind = "person" if name else "role"
        own = (" ".join(tokens.words[begin:end]),)
        return Phrase(first, past, kind, determiner, 0, name, title, head, own, past)
    head = tokens.low[last - 1]
    return Phrase(
        first, end, "body", determiner, name=(begin, end), head=head, owners=owners, tail=end
    )


def _named(tokens: Tokens, first: int, begin: int, last: int, determiner: str) -> Iterator[Phrase]:
    letters = tokens.classes[begin:last]
    words = " ".join(tokens.words[begin:last]).replace(" ’s", "’s").replace(" 's", "'s")
    if letters.strip("A") == "" or (letters == "CA" and load().is_adjective(words)):
        yield Phrase(first, last, "adjective", determiner, owners=(words,), tail=last)
        return
    known = None if letters == "C" else _known(words)  # one word, and no state's: "Lao said"
    if known:
        yield Phrase(first, last, known, determiner, name=(begin, last), head=words, tail=last)
        return
    if letters.rstrip("S") and letters.rstrip("S").strip("C") == "" and letters[-1] == "S":
        # "with Erdogan and Putin Syria's reconstruction": two names side by side.
        cut = begin + len(letters.rstrip("S"))
        yield from _parsed(tokens, first, cut)
        yield from _parsed(tokens, cut, last)
        return
    if _GATHERING in tokens.low[begin:last]:
        return
    if letters[-1] == "E" or (letters[0] == "E" and len(letters) > 1):
        yield _named_body(tokens, (first, begin, last), determiner)
        return
    if letters[0] == "B" and len(letters) > 1 and tokens.words[begin].split()[-1].islower():
        name, head = (begin + 1, last), tokens.low[begin]  # "state channel Lumen One"
        yield Phrase(first, last, "body", determiner, name=name, head=head, tail=last)
        return
    if letters[0] == "A" and len(letters) > 2 and tokens.low[begin + 1] in GIVEN:
        owners = (tokens.words[begin],)
        yield Phrase(first, last, "person", "", name=(begin + 1, last), owners=owners, tail=last)
        return
    if len(letters) == 1 and _nobody(tokens, words, last):
        return
    if letters == "CCC" and _calls(tokens, begin):
        title, name, head = (begin, begin + 1), (begin + 1, last), tokens.low[begin]
        yield Phrase(first, last, "person", "", 0, name, title, head, (), last)
        return
    yield _plain(tokens, first, begin, last, determiner)


def _nobody(tokens: Tokens, word: str, last: int) -> bool:
    """`"COVID-19"`, and the first of `"North and South Korea"`."""
    paired = word in _COMPASS and tokens.classes[last : last + 1] == "a"
    return any(map(str.isdigit, word)) or (paired and tokens.words[last + 1] in _COMPASS)


def _plain(tokens: Tokens, first: int, begin: int, last: int, determiner: str) -> Phrase:
    """A name of which at most a given name tells that it is a person's."""
    words = " ".join(tokens.words[begin:last])
    kind: Kind = "name"
    if last - begin > 1 and (tokens.low[begin] in GIVEN or _is_person(words)):
        kind = "person"
    phrase = Phrase(first, last, kind, determiner, name=(begin, last), tail=last)
    return _with_affiliation(tokens, phrase)


_CALLING = re.compile(r"[A-Z][a-z]{3,}(?:[^aeiou]er|eer|or|ist|man|woman)")
"""A word for what somebody does, by its ending."""


def _calls(tokens: Tokens, begin: int) -> bool:
    """Whether a sentence opens with what somebody does: `"Skipper Rohan Deshmukh said"`."""
    opens = begin == 0 or (tokens.classes[begin - 1] == "x" and tokens.words[begin - 1] != "(")
    calling = opens and _CALLING.fullmatch(tokens.words[begin])
    return bool(calling) and tokens.low[begin] not in GIVEN


@lru_cache(maxsize=20_000)
def _known(words: str) -> Kind | None:
    registry = load()
    if registry.state(words):
        return "state"
    if registry.organisation(words):
        return "known"
    return "seat" if registry.metonym(words) else None


@lru_cache(maxsize=20_000)
def _is_person(words: str) -> bool:
    return bool(load().people(words))


def _head(tokens: Tokens, begin: int, end: int) -> str:
    """`"Kallistan's foreign minister" -> "foreign minister"`, `"senior official" -> "official"`."""
    at = end - 1
    while at > begin and tokens.low[at] not in _HEADS and " " not in tokens.low[at]:
        at -= 1
    low = tokens.low[at].removeprefix("ex-")
    before = tokens.low[at - 1] if at > begin else ""
    if low in ("minister", "ministers", "secretary", "chief", "president", "chiefs") and (
        before in MODIFIER and before not in ("new", "acting", "interim", "former")
    ):
        return f"{before} {low}"
    return low


def _owners(tokens: Tokens, begin: int, end: int) -> tuple[str, ...]:
    """Whose a role is: the capitalised words in it that are no title."""
    found: list[str] = []
    run: list[str] = []
    past = begin
    for at in range(begin, end):
        if at < past:
            continue
        if tokens.classes[at] in "CE" and (whole := _state_until(tokens, at - len(run), at + 1)):
            run += tokens.words[at:whole]
            past = whole
        elif tokens.classes[at - 1] == "x" and tokens.words[at - 1] == "(" and found:
            past = at + 1  # "the Republic of Korea (ROK)"
        elif (
            tokens.classes[at] in "ASC"
            or (tokens.classes[at] == "E" and run)
            or (
                tokens.classes[at] in "PQ"
                and run
                and at + 1 < end
                and tokens.classes[at + 1] in "SCE"
            )
        ):
            if run and tokens.classes[at] == "A":
                found.append(" ".join(run))
                run = []
            run.append(tokens.words[at])
        elif run:
            found.append(" ".join(run))
            run = []
    if run:
        found.append(" ".join(run))
    return tuple(found)
