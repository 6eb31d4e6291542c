"""Which stretches of a text can be claims of their own: clauses, and what no statement tells."""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from pipeline.rules.claims_clauses import main_of
from pipeline.rules.claims_wording import finite
from pipeline.rules.finite_verbs import AUXILIARIES, PASTS, PRESENTS, any_of
from pipeline.rules.verbs import any_form

FEWEST = 4
"""Words of the shortest claim."""
Taken: TypeAlias = Callable[[int, int], bool]
"""Whether a statement has something of a stretch."""
_COUNT = (
    r"(?:(?:at least|about|around|some|nearly|almost|more than|over|up to|another|a further) )?"
    r"[$€£]?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|tens"
    r"|millions|scores)\b)"
)
_JOINTS = (
    (_COUNT, (";", ", while", ", but", ", and", " while", " but", " and", ",")),
    ("[A-Z]|the |its |their |he |she |they |we ", (";", ", while", ", but", ", and", " while")),
    (r"we (?:have|will|are)\b", (r"\. and", ", and", "; and", " and", ",")),
)
"""What may follow a joint, and the joints: each begins with a letter, for a search to be quick."""
_JOINT = re.compile(
    "|".join(f"{joint} (?={follows})" for follows, joints in _JOINTS for joint in joints)
)
_PART_OF = re.compile(
    r"\b(?:hours|minutes|years|months|weeks|feet|dollars|days) \| \S+ (?:seconds|minutes|months"
    r"|weeks|days|inches|cents)\b|\| [\d.]+(?:%| percent) (?:are|is|were|was|have|has|had)\b"
)
"""No clause of its own: `"9 minutes and | 29 seconds"`, `"of them, | 60% are"`."""
_VERB_SOON = re.compile(
    r"^(?:\S+ ){1,5}?(?:(?:also|later|now|still|then) )?"
    rf"(?:{any_of(AUXILIARIES | PASTS | PRESENTS)}|controls|[a-z]{{3,}}ed)\b"
)
_LINK = re.compile(
    r"(?:But|And|Yet|So|However,|Meanwhile,|Moreover,|In addition,|Still,|Nevertheless,"
    r"|Furthermore,|Additionally,|Also,|Finally,|In fact,|For example[,:]|Separately,|Instead,"
    r"|Then,|Earlier,|Later,|Nonetheless,|At the same time,|In turn,|As a result,|Indeed,"
    r"|For instance,|Notably,|Importantly,|Sadly,|Unfortunately,|Fortunately,"
    r"|That said,) (?=[A-Z\d$€£“a-z])"
    r"|(?:\*\*)?[A-Z][\w’'&/ -]{2,60}:(?:\*\*)? (?=[A-Z][a-z]|\d)"
)
"""What links a sentence to others, or a label before it, is no part of what it claims."""
_LEADS = re.compile(
    r", (?=(?:[a-z]+ing|with|where|according|and|but|while|who|which|as|after)\b)"
    r"| (?=(?:and|but|while|who|which|as|after)\b)"
)
_TELLS = re.compile(
    rf"\b(?:{any_form('leads')}"
    r"|criti\w+|threat\w*|writ\w+|disregard\w*|support\w*|according|outlin\w*|discuss\w*)\b"
)


def begun(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind what links it to others: `"However, | the army left"`."""
    link = _LINK.match(text, start, end)
    return link.end() if link else start


def untold(text: str, start: int, end: int, taken: Taken) -> int | None:
    """Where what the article itself tells ends: before the words that lead to a statement.

    `"Rebels seized Ardesh on Monday, | disregarding warnings that …"`; None where nothing is left.
    """
    if not taken(start, end):
        return end
    for lead in reversed([*_LEADS.finditer(text, start, end)]):
        if taken(start, lead.start()) or not _TELLS.search(text, lead.end(), end):
            continue
        own = main_of(text[start : lead.start()])
        if own and taken(lead.end(), end) and not _TELLS.match(own.words):
            return lead.start()
    return None


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`"33 soldiers died and thousands have fled" -> two`; inside quotation marks none."""
    words, at = text[start:end], 0
    for joint in _JOINT.finditer(words):
        left, right = words[at : joint.start()], words[joint.end() :]
        if (
            left.count('"') % 2
            or left.count("“") != left.count("”")
            or left.count("(") != left.count(")")
        ):
            continue
        if _PART_OF.search(f"{left} | {right}"):
            continue
        if left.count(" ") >= FEWEST - 1 and finite(left) and _VERB_SOON.match(right):
            yield start + at, start + joint.start()
            at = joint.end()
    yield start + at, end
