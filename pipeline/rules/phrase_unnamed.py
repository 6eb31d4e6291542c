"""Phrases without a name: a role, a group, a body told by what it is."""

import re
from functools import lru_cache

from pipeline.lookup.places import resolve_place
from pipeline.lookup.registry import load
from pipeline.rules.names_with_of import organisation_until, past_article
from pipeline.rules.office_phrases import head_of, owners_of
from pipeline.rules.phrase import COUNTS, Kind, Phrase
from pipeline.rules.phrase_named import with_affiliation
from pipeline.rules.tokens import Tokens
from pipeline.rules.words import BODY, GIVEN, GROUP, PERSON

_OF_ROLE = re.compile(
    r"[of]D?(?:[ASCPQEMp]*[ASCPQEM]B?|[M]*B)(?:oD?[ASCPQE]+){0,2}"
    r"(?:(?:cD?P++)*c?aD?(?:P++(?![QRTGEp])|CP(?=CC))C*(?:oD?[ASC]+)?"
    r"|aD?[ASC]+P*(?=[vfcx]))?"
)
_FIELD = re.compile(r"fD?C{0,2}P++(?![QRTGEp])(?:(?:cD?P++)*c?aD?P++(?![QRTGEp]))?C*")
"""Behind "to the President": "for National Security Affairs"."""
_OF_GROUP = re.compile(
    r"oD?(?:[ASC]+p)?[ASCPEQ]+(?:oD?[ASC]+)?(?:x[SC]x(?=ca?|a))?"
    r"(?:(?:cD?[ASCPEQ]+(?:oD?[ASC]+)?(?:x[SC]x(?=ca?|a))?)*"
    r"c?aD?[ASCPEQ]+(?:oD?[ASC]+)?(?:x[SC]x(?=ca?|a))?)?"
)
"""Behind "leaders": "of Japan, the Republic of Korea (ROK), and the United States"."""
_OF_COUNTED = re.compile(r"oDnG|[of]l{0,2}D?[nd][ASCMl]{0,2}G")
"""Behind "ministers": "of the three countries", "from more than 50 Asian states"."""
_CLOSE_TO = re.compile(r"lfD?[lMABCSEQRGPp]+")
_RULERS = frozenset("president minister premier king queen leader chancellor pm".split())
"""Nobody is one to somewhere: "a visit by the premier | to Bern"."""
_ENVOYS = frozenset("envoy ambassador representative coordinator mediator negotiator".split())
_HELPERS = frozenset("assistant adviser advisor counselor counsellor envoy".split())
_JOINING = frozenset("of for to".split())
_ADJOINED = frozenset(
    """
    visit visits trip tour talks meeting dinner lunch banquet reception ceremony welcome invitation
    statement readout account results figures data toll media website document documents letter
    response announcement communique record language residence opening channels business
    """.split()
)
"""Nouns of which "official" is only said."""


def unnamed(
    tokens: Tokens, stretch: tuple[int, int, int], determiner: str, number: int
) -> Phrase | None:
    """A role, group or body without a name: "the Turkish president", "rebels"; None for nobody."""
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
    owners = owners_of(tokens, begin, last)
    sender = owners if low in _ENVOYS else ()
    pattern = _OF_GROUP if plural else _OF_ROLE
    going = tokens.low[last : last + 1] == ["to"] and low in _RULERS
    after = None if going else pattern.match(tokens.classes, last)
    end = last
    if whole := organisation_until(tokens, last):
        end, owners = whole, (*owners, " ".join(tokens.words[past_article(tokens, last) : whole]))
    elif after and tokens.low[last] in _JOINING and (tokens.low[last] == "of" or not body):
        end = _without_next(tokens, last, after.end())
        if tokens.low[end : end + 1] == ["for"] and (more := _FIELD.match(tokens.classes, end)):
            end = more.end()
        behind = owners_of(tokens, last + 1, end)
        states = tuple(one for one in (*owners, *behind) if load().state(one))
        field = tokens.low[last] == "for"  # "Director-General for Neighborhood Negotiations"
        owners = states or (owners if field else (*owners, *behind))
        if sender and tokens.low[last] in ("for", "to"):
            owners = sender  # "the UN envoy for Lornia" is not Lornia's
    elif plural and (counted := _OF_COUNTED.match(tokens.classes, last)):
        end = counted.end()  # "the heads of the three countries"
        number = number or COUNTS.get(tokens.low[end - 2], 0)
    elif tokens.low[last : last + 2] == ["close", "to"]:
        close = _CLOSE_TO.match(tokens.classes, last)
        end = close.end() if close else last
    if not plural and (named := _name_behind(tokens, last, end)):
        return _long_title(tokens, (first, begin, *named), determiner)
    kind: Kind = "group" if plural else "body" if body else "role"
    if (
        kind == "role"
        and after
        and "a" in tokens.classes[last:end]
        and _all_states(owners_of(tokens, last + 1, end))
    ):
        kind = "group"  # "the leader of Iran and Turkey"
    return Phrase(
        first,
        end,
        kind,
        determiner,
        number,
        title=(begin, end),
        head=head_of(tokens, begin, last),
        owners=owners,
        tail=end,
    )


def _without_next(tokens: Tokens, last: int, end: int) -> int:
    """Where a title ends before somebody else: `"Director of the Council | and Jo Doe"`."""
    at = tokens.classes.find("a", last, end)
    if at < 0:
        return end
    named = tokens.classes[at - 1] == "E" and tokens.classes[at + 1 : end] in ("CC", "CCC")
    return at if named or tokens.low[at + 1] in GIVEN else end


def _all_states(owners: tuple[str, ...]) -> bool:
    return len(owners) > 1 and all(load().state(one) for one in owners)


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


def _name_behind(tokens: Tokens, last: int, end: int) -> tuple[int, int] | None:
    """Where a name stands that ends a long title: `"… for Security Affairs | Jake Doe | of"`."""
    if land := _LAND.search(tokens.classes, last, end):
        end = land.start()
    for at in range(last + 1, end - 1):
        before = tokens.classes[at - 1]
        whole = tokens.classes[at:end].strip("C") == "" and before not in "ofD"
        if (
            whole
            and before == "Q"
            and not ("D" in tokens.classes[last:at] or tokens.low[at - 1] in _RANKS)
        ):
            return None  # "adviser to President Jane Doe"
        given = tokens.low[at].partition("-")[0] in GIVEN  # "Jean-Marie"
        parted = before in "PES" or (before == "Q" and "fD" in tokens.classes[last:at])
        parted = parted or (before == "Q" and tokens.low[at - 1] in _RANKS)
        parted = parted or (at == last + 2 and _is_place(tokens.words[at - 1]))
        parted = parted and _NAME[0] <= end - at <= _NAME[1]
        if whole and (given or parted or (at == end - 2 and _alone(tokens, end - 1))):
            return at, end
    return None


@lru_cache(maxsize=2_000)
def _is_place(word: str) -> bool:
    """`"Coordinator for | Gaza | Aino Salo"`"""
    return resolve_place(word) is not None


_LAND = re.compile(r"(?<=CC)oD?S+$")
_RANKS = frozenset("admiral general colonel brigadier ambassador sheikh".split())
"""Behind an office's field: "Secretary for Strategic Affairs Admiral | Jo Rocha"."""
_NAME = (2, 4)
"""Words of a name behind a field, a body or a state: "Minister for Trade | Aino Salo"."""


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
    head = tokens.low[begin] if tokens.low[begin] in _HELPERS else head_of(tokens, begin, at)
    owners = tuple(one for one in owners_of(tokens, begin, at) if load().state(one))
    whole = Phrase(
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
    return with_affiliation(tokens, whole)
