"""What hangs on a phrase: an age, a parenthesis, an apposition, a second office."""

import re
from collections.abc import Sequence

from pipeline.rules.phrase import INDEFINITE, Phrase
from pipeline.rules.tokens import Tokens

_FURTHER = re.compile(r"(?:[of]D?[lMABCSEQRGP]+){1,3}(?=c)")
_APPOSITION_WORDS = 16
_LOOSE = re.compile(r"c(?:D|[SACQE]+p)[^chxwz]{1,10}c(?=v)")
_POSSESSIVE = frozenset("his her their my our your its".split())


def beside(tokens: Tokens, phrase: Phrase, by_first: dict[int, Phrase]) -> Phrase | None:
    """The phrase right behind the comma that follows."""
    at = phrase.tail
    classes = tokens.classes
    if phrase.kind == "role" and tokens.low[at : at + 1] == ["named"]:
        return by_first.get(at + 1)  # "a baker named Sami Noor"
    if phrase.kind == "role" and (further := _FURTHER.match(classes, at)):
        at = further.end()  # "the envoy for the region, Leo Santos,"
    if classes[at : at + 1] != "c":
        return None
    if classes[at + 1 : at + 3] == "dc":  # ", 45, a farmer"
        at += 2
    for skipped in range(4):
        found = by_first.get(at + 1 + skipped)
        letter = classes[at + 1 + skipped : at + 2 + skipped]
        if found or letter not in ("l", "D", "M", "p"):
            return found  # ", the country's president,"
    return None


def second_office(tokens: Tokens, role: Phrase, by_first: dict[int, Phrase]) -> Phrase | None:
    """`"Jordanian Deputy Prime Minister | and Foreign Minister Jane Doe"`: one person."""
    joined = tokens.low[role.tail : role.tail + 1] == ["and"]
    holder = by_first.get(role.tail + 1) if joined else None
    if holder is None or holder.kind != "person" or holder.title is None:
        return None
    if holder.owners and holder.tail == holder.last:
        return None  # "the premier and Kenyan Foreign Minister Jane Doe"
    bare = role.determiner in ("", *_POSSESSIVE) and tokens.classes[role.tail - 1] in "QS"
    return holder if bare else None


def further_office(
    tokens: Tokens, office: Phrase | None, by_first: dict[int, Phrase], taken: dict[int, int]
) -> None:
    """`"Jane Doe, Adviser to the President | and Director of Trade,"`: one person's too."""
    if office is None or office.kind != "role" or office.first not in taken:
        return
    joined = tokens.low[office.tail : office.tail + 1] == ["and"]
    further = by_first.get(office.tail + 1) if joined else None
    if further and further.kind == "role" and not further.determiner:
        taken[further.first] = taken[office.first]


def introduces(tokens: Tokens, role: Phrase, name: Phrase) -> bool:
    """`"Putin's spokesman, Dmitry Peskov, said"`: the name says who the role is."""
    classes = tokens.classes
    after = classes[name.tail : name.tail + 2]
    if tokens.low[role.tail : role.tail + 1] == ["named"]:
        return name.first == role.tail + 1
    kin = role.determiner in _POSSESSIVE or "p" in classes[role.first : role.last]
    whole = name.kind == "person" or name.last - name.first > 1 or (kin and after[:1] == "c")
    listed = after == "ca" and not (role.owners and role.determiner in ("the", ""))
    if not whole or after[:1] not in ("c", "v", "x") or listed:
        return False
    return role.determiner not in INDEFINITE or after[:1] == "c"


def tail_of(tokens: Tokens, phrase: Phrase, following: Phrase | None) -> int:
    """Token past what hangs on a phrase: parentheses, an age, an apposition with its comma."""
    classes, low = tokens.classes, tokens.low
    at = _past_parenthesis(low, phrase.tail)
    if classes[at : at + 1] != "c":
        return at
    if classes[at + 1 : at + 3] == "dc":
        at += 2
    if following is None or following.kind not in ("role", "body") or following.first < at:
        named = phrase.kind not in ("role", "group", "body")
        if named and (loose := _LOOSE.match(classes, at)):
            return loose.end()  # "Ivana Petrik, 61, a retired signal operator, said"
        return at + 1 if at > phrase.tail + 1 else at
    if following.kind == "body" and following.determiner not in ("a", "an", "the"):
        return at
    for to in range(following.tail, min(following.tail + _APPOSITION_WORDS, len(classes))):
        if classes[to] == "c":
            return to if classes[to + 1 : to + 2] == "a" else to + 1
        if classes[to] in "xhw" and low[to] not in "()’'":
            ends = low[to] in (".", ";") and not set(classes[following.tail : to]) & set("vl")
            return following.tail if ends else at
    return at


def _past_parenthesis(low: Sequence[str], at: int) -> int:
    """`"Study of War (ISW)"`: past the closing mark of a short parenthesis."""
    if at < len(low) and low[at] == "(":
        for to in range(at + 1, min(at + 12, len(low))):
            if low[to] == ")":
                return to + 1
    return at
