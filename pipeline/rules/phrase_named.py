"""Phrases with a name: who bears it is a person, a body, a state or not yet known."""

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.lookup.places import resolve_place
from pipeline.lookup.registry import load
from pipeline.rules.names_with_of import organisation_from, state_until
from pipeline.rules.office_phrases import head_of, owners_of
from pipeline.rules.phrase import Kind, Phrase
from pipeline.rules.tokens import Tokens
from pipeline.rules.words import GIVEN, RANK

_OF_NAME = re.compile(
    r"oD?[SCE]+|fD?(?:l{0,1})[SCPE]*E(?:[of]D?[PCSAEQ]+)*|oD?l?A?[SCPE]*E(?:[of]D?[PCSAEQ]+)*"
)
_OF_BODY = re.compile(r"(?:[of]D?[PCSAEQ]+(?:a[PCE]+(?=[xcvl]))?)+")
_OFFICE = re.compile(r"(M?[RQ])(C*)")
"""Behind a body's name: who speaks for it."""
_WHERE = frozenset("at with for".split())
_GATHERING = "summit"
"""An occasion, and nobody who acts: "the NATO Summit in Madrid"."""
_SUFFIXES = (["jr"], ["jr."], ["sr"], ["sr."])
_COMPASS = frozenset("North South East West Northern Southern Eastern Western".split())
_CALLING = re.compile(r"[A-Z][a-z]{3,}(?:[^aeiou]er|eer|or|ist|man|woman)")
"""A word for what somebody does, by its ending."""


def titled(tokens: Tokens, stretch: tuple[int, int, int, int], determiner: str) -> Phrase:
    """A person behind a title: `"Foreign Minister Jane Doe"`; the name begins at the third."""
    first, begin, at, last = stretch
    if first == begin < at - 1 and _is_where(tokens, begin):
        first = begin = begin + 1
    elif past := _past_seat(tokens, first, begin, at):
        first = begin = past
    title = tokens.words[begin:at]
    rank = len(title) == 1 and (title[0].lower() in RANK or tokens.classes[begin] == "T")
    shared = tokens.classes[at - 1] == "G"
    phrase = Phrase(
        first,
        last,
        "person",
        determiner,
        name=(at, last),
        title=None if rank or shared else (begin, at - _is_addressed(tokens, begin, at)),
        head=tokens.low[at - 1] if rank else head_of(tokens, begin, at),
        owners=owners_of(tokens, begin, at),
        tail=last,
    )
    return with_affiliation(tokens, phrase)


def _is_where(tokens: Tokens, at: int) -> bool:
    """Whether a capital before a title only says where: `"while in Bern | President Venn will"`."""
    word = tokens.words[at]
    if tokens.low[at - 1] not in ("in", "at") or tokens.classes[at] not in "SC":
        return False
    return load().state(word) is None and resolve_place(word) is not None


def _past_seat(tokens: Tokens, first: int, begin: int, at: int) -> int:
    """Past a seat to which somebody comes: `"welcomed to the White House | President Venn"`."""
    if begin != first + 1 or tokens.low[first - 1] not in ("to", "at", "in"):
        return 0
    title = _LEADS.search(tokens.classes, begin + 1, at)
    if title is None or tokens.low[title.end() - 1].split("-")[0] not in _LEADING:
        return 0
    seat = " ".join(tokens.words[begin : title.start()])
    return title.start() if load().metonym(seat) else 0


_LEADS = re.compile("A?Q")
_LEADING = frozenset(
    ("president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan")
)


def _is_addressed(tokens: Tokens, begin: int, at: int) -> bool:
    """Whether a "Dr." stands between office and name."""
    return at - begin > 1 and tokens.classes[at - 1] == "T" and tokens.words[at - 1].endswith(".")


def with_affiliation(tokens: Tokens, phrase: Phrase) -> Phrase:
    """The same with the state or body that stands behind its name: "Jane Doe | of Lornia"."""
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
    end = state_until(tokens, begin, end) or end
    owner = " ".join(tokens.words[begin:end])
    elsewhere = tokens.low[phrase.last] in _WHERE and load().metonym(owner)
    if _GATHERING in tokens.low[begin:end] or elsewhere:
        return phrase  # "Venn at the White House"
    return replace(phrase, owners=phrase.owners or (owner,), tail=end)


def named(tokens: Tokens, stretch: tuple[int, int, int], determiner: str) -> Phrase | None:
    """Whom a name without a title means: `"Lornia"`, `"the Ministry of Trade"`, `"Jane Doe"`.

    `stretch` is first token, first token past the determiner, past the last. None for nobody.
    """
    first, begin, last = stretch
    letters = tokens.classes[begin:last]
    words = _joined(tokens, begin, last)
    if letters.strip("A") == "" or (letters == "CA" and load().is_adjective(words)):
        return Phrase(first, last, "adjective", determiner, owners=(words,), tail=last)
    known = None if letters == "C" else _known(words)  # one word, and no state's: "Lao said"
    if known:
        return Phrase(first, last, known, determiner, name=(begin, last), head=words, tail=last)
    if _GATHERING in tokens.low[begin:last]:
        return None
    if letters[-1] == "E" or (letters[0] == "E" and len(letters) > 1):
        return _named_body(tokens, (first, begin, last), determiner)
    if letters[0] == "B" and len(letters) > 1 and tokens.words[begin].split()[-1].islower():
        name, head = (begin + 1, last), tokens.low[begin]  # "state channel Lumen One"
        return Phrase(first, last, "body", determiner, name=name, head=head, tail=last)
    if letters[0] == "A" and len(letters) > 2 and tokens.low[begin + 1] in GIVEN:
        owners = (tokens.words[begin],)
        return Phrase(first, last, "person", "", name=(begin + 1, last), owners=owners, tail=last)
    if len(letters) == 1 and _nobody(tokens, words, last):
        return None
    if letters == "CCC" and _calls(tokens, begin):
        title, name, head = (begin, begin + 1), (begin + 1, last), tokens.low[begin]
        return Phrase(first, last, "person", "", 0, name, title, head, (), last)
    return _plain(tokens, first, begin, last, determiner)


def side_by_side(tokens: Tokens, begin: int, last: int) -> int | None:
    """Where a second name begins: `"Putin | Syria"` in "with Erdogan and Putin Syria's future"."""
    letters = tokens.classes[begin:last]
    before = letters.rstrip("S")
    if not before or before == letters or before.strip("C"):
        return None
    return None if _known(_joined(tokens, begin, last)) else begin + len(before)


def _joined(tokens: Tokens, begin: int, last: int) -> str:
    """The words of a name, a possessive at its word: `"Lornia's"`."""
    return " ".join(tokens.words[begin:last]).replace(" ’s", "’s").replace(" 's", "'s")


def _named_body(tokens: Tokens, stretch: tuple[int, int, int], determiner: str) -> Phrase:
    """`"the Ministry of Trade"`; `"the Republic of Korea"` is a state."""
    first, begin, last = stretch
    if state := state_until(tokens, begin, last):
        return Phrase(first, state, "state", determiner, name=(begin, state), tail=state)
    if whole := organisation_from(tokens, begin, last):
        return Phrase(first, whole, "known", determiner, name=(begin, whole), tail=whole)
    after = _OF_BODY.match(tokens.classes, last)
    end = after.end() if after else last
    owners = owners_of(tokens, begin, last) or owners_of(tokens, last + 1, end)
    if after and (office := _OFFICE.match(tokens.classes, end)):
        title, past = (begin, office.end(1)), office.end()  # "Department of Finance spokesman"
        name = (office.end(1), past) if office[2] else None
        head = head_of(tokens, end, office.end(1))
        kind: Kind = "person" if name else "role"
        own = (" ".join(tokens.words[begin:end]),)
        return Phrase(first, past, kind, determiner, 0, name, title, head, own, past)
    head = tokens.low[last - 1]
    return Phrase(
        first, end, "body", determiner, name=(begin, end), head=head, owners=owners, tail=end
    )


def _plain(tokens: Tokens, first: int, begin: int, last: int, determiner: str) -> Phrase:
    """A name of which at most a given name tells that it is a person's."""
    words = " ".join(tokens.words[begin:last])
    kind: Kind = "name"
    if last - begin > 1 and (tokens.low[begin] in GIVEN or _is_person(words)):
        kind = "person"
    phrase = Phrase(first, last, kind, determiner, name=(begin, last), tail=last)
    return with_affiliation(tokens, phrase)


def _nobody(tokens: Tokens, word: str, last: int) -> bool:
    """`"COVID-19"`, and the first of `"North and South Korea"`."""
    paired = word in _COMPASS and tokens.classes[last : last + 1] == "a"
    return any(map(str.isdigit, word)) or (paired and tokens.words[last + 1] in _COMPASS)


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
