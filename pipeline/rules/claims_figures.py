"""The figures that a clause claims: counts, sums and shares with what they count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.grounding.numerals import Number, numbers
from pipeline.grounding.written_dates import MONTH_NAMES, written_dates
from pipeline.rules.claims_units import is_plain, is_time, is_year, unit_of
from pipeline.rules.claims_victims import befell, counts_victims, is_toll, spared

FIGURED = (
    r".*\d.*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores"
    r"|half|twice|third|fourth|fifth|tenth|quarters?|hour|decade"
)
"""Cheap: whether the grammar of numbers need look at all."""
_MORE = re.compile(
    r"\b(?:more than|over|above|in excess of|upwards? of|exceed\w*|greater than)\s+(?:the\s"
    r"|a\s)?[$€£¥₹₺₽]?$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:less than|fewer than|under|below)\s+(?:the\s|a\s)?[$€£¥₹₺₽]?$", re.IGNORECASE
)
_BEFORE_NAME = re.compile(
    r"\b(?:resolutions?|article|articles|chapter|section|no|number|group of|flight|route|highway"
    r"|protocol|cop|order|paragraph|page|phase|stage|aged?|channel|level|room|gate|version|class"
    r"|bill|law|term|title|category|proclamation|memorandum|annex|part|day|type|tier|grade|act"
    r"|subsection|clause|item|apollo|boeing|airbus|fiscal year|fy|h\.r|covid)\.?[\s-]*$",
    re.IGNORECASE,
)
_AFTER_NO_COUNT = re.compile(
    r"^(?:[- ](?:way|party|sided|fold|point|star|nation|country|member)\b|[- ](?:more "
    r"|full )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?) (?:later|earlier"
    r"|ago|before|after|since|into|prior)\b|[-‑–]?\s?(?:a\.?m|p\.?m)\b|:\d|[-\s]years?[- ]?old"
    r"|[-‑]year\b|(?:st|nd|rd|th)\b"
    rf"| and \d{{1,2}} {MONTH_NAMES}|\s{MONTH_NAMES}\b|\s(?:GMT|UTC|hours\b(?= on)|o'clock)"
    r"|\s(?:U\.?S\.?C|C\.?F\.?R|Fed\b|FR\b|Stat\b)|\s?\()",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r"^[- ](?:[\w-]+ )?(?:countries|states|nations|powers|leaders|presidents|ministers|sides"
    r"|parties|governments|men|women|allies|neighbou?rs"
    r"|guarantors|heads|chiefs|counterparts|delegations? leaders|officials|brothers|brokers|others"
    r"|guarantor|rivals|neighbors|of (?:them|us|the)|or |and )\b",
    re.IGNORECASE,
)
_NUMBER_AT = re.compile(
    r"\bput(?:s|ting)? (?:the|that|its|their) (?:number|figure|total|count) at"
    r" (?:(?:about|around|nearly|almost|some|at least|more than|over|up to) )*$"
)
"""A number whose noun stands in a sentence before: "put the figure at 17,000"."""
_FEW = 10
_OF_MORE = re.compile(r" (?:out )?of (?:the |its |their |all )?")
_TO_MORE = re.compile(r"^(?: \w+){0,2} to (?:(?:about|around|nearly|almost|over|more than) )?$")
_BETWEEN = re.compile(r"\bbetween (?:(?:about|some) )?$", re.IGNORECASE)
_AND = re.compile(r"^(?: [\w-]+)?(?: and | to |[-–]| or )$")
_AN_HOUR = re.compile(
    r"\b(?P<bound>(?:more|less) than|over|under|nearly|almost|about|around|at least|up to|for)"
    r" (?P<half>half )?an? (?P<unit>hour|day|week|month|year|decade)\b(?! (?:ago|later|earlier|half"
    r"|long|after|before|and a))",
    re.IGNORECASE,
)
_A_DAY = re.compile(r" a (?:day|week|month|year|decade)\b")
_BOUND_SIGNS = {
    "more than": ">",
    "over": ">",
    "less than": "<",
    "under": "<",
    "at least": ">=",
    "up to": "<=",
    "for": "=",
}
_PART = re.compile(r"\b[Aa] (third|quarter|fifth|tenth) of\b")
_PARTS = {"third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5)}
_PARTS["tenth"] = Fraction(1, 10)
_TIMES = re.compile(r"^(?! (?:as|the|that|its|their|his|her|a|an|more|over|this)\b)(?:[ .,;]|$)")
_GONE = re.compile(
    r"^ (?:have|had|has|were|are|remain\w*|fled|returned|left|crossed|took part|attended|gathered"
    r"|more (?:have|had|were|are))\b"
)
_SUBJECT = re.compile(
    r"^(?:(?:[Ss]ome|[Aa]bout|[Aa]round|[Nn]early|[Aa]lmost|[Oo]ver|[Mm]ore than|[Aa]t least|[Aa]n?"
    r"(?: estimated| further)?|[Aa]nother|[Uu]p to|[Aa]s many as) )*$"
)
"""A count of what a sentence before names: "Some 190,000 | have gone home"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a draft words it: `">=340000 people killed"`."""

    start: int
    end: int
    words: str
    casualty: bool = False
    lasting: bool = False
    """Whether it counts hours or years."""


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a clause in text order; dates, ages, ordinals and mere parties are none.

    `"about 2,000 troops" -> "~2000 troops"`, `"more than half of the vote" -> ">50 percent"`.
    How long something took is one only where nothing else is counted.
    """
    found = sorted([*_counted(text), *_parts(text)], key=lambda one: one.start)
    return tuple(one for one in found if not one.lasting) or tuple(found)


def _counted(text: str) -> Iterator[Figure]:
    dated = [(one.start, one.end) for one in written_dates(text)]
    row: list[Number] = []
    for number in numbers(text):
        if (
            (row and number.start < row[-1].end)  # "billion" of "a $2.3 billion deficit"
            or (number.soft or number.kind == "ordinal")
            or any(start <= number.start < end for start, end in dated)
            # "USD1.6 billion" is read as 6 billion
            or re.search(r"\w[.,]$", text[max(0, number.start - 2) : number.start])
        ):
            continue
        row.append(number)
    last: Figure | None = None
    for at, number in enumerate(row):
        before = row[at - 1] if at else None
        after = row[at + 1] if at + 1 < len(row) else None
        figure = _figure(text, number, before, after, last)
        if figure:
            last = figure
            yield figure


def _figure(
    text: str, number: Number, before: Number | None, after: Number | None, last: Figure | None
) -> Figure | None:
    """One number as a figure, read with its neighbours."""
    joined = _neighboured(text, number, before, after)
    words = _words(number, joined[0], text) if joined else None
    if joined is None or words is None:
        return None
    of, sign = joined
    if sign:
        words = sign + words.lstrip("<>=~")
    unit = words.partition(" ")[2]
    figure = Figure(number.start, of.end, words)
    if is_time(unit):
        return replace(figure, lasting=True)
    if is_plain(unit):
        return figure
    inherited = last.words if last and last.casualty else None
    between = text[last.end : number.start] if last else ""
    what = befell(text, number.start, of.end, between, inherited)
    if what is None:
        toll = is_toll(unit) and not spared(text[: number.start])
        return replace(figure, casualty=toll) if unit != "others" else None
    if unit == "others":
        words = words.replace("others", "people")
    told = what in words or is_toll(unit)
    return replace(figure, words=words if told else f"{words} {what}", casualty=True)


def _neighboured(
    text: str, number: Number, before: Number | None, after: Number | None
) -> tuple[Number, str] | None:
    """The number behind which the unit stands, and the sign that a range gives.

    None where the number is no figure beside its neighbour: "nine" of "five of the nine towns",
    "9" of "from 9 to 23".
    """
    if before and before.kind == "count" and _OF_MORE.fullmatch(text[before.end : number.start]):
        return None
    if before and _pairs(text, before, number):
        return number, "<="
    if after is None:
        return number, ""
    between = text[number.end : after.start]
    if _pairs(text, number, after):
        return after, ">="
    if _TO_MORE.match(between) and text.endswith("from ", 0, number.start):
        return None
    whole = number.kind == "count" and _OF_MORE.fullmatch(between)
    return after if whole else number, ""


def _pairs(text: str, low: Number, high: Number) -> bool:
    """Whether two numbers are the ends of a range: "between 3,000 and 4,000 troops"."""
    between = text[low.end : high.start]
    if not _AND.match(between) or max(low.values) >= max(high.values) or low.kind != high.kind:
        return False
    return (
        between in (" to ", "-", "–", " or ") and not text.endswith("from ", 0, low.start)
    ) or bool(_BETWEEN.search(text[max(0, low.start - 16) : low.start]))


def _parts(text: str) -> Iterator[Figure]:
    """Shares and hours that no number word tells: "a fifth of", "more than an hour"."""
    for part in _PART.finditer(text) if " of" in text else ():
        number = f"{_shown(100 * _PARTS[part[1]])} percent"
        near = text[max(0, part.start() - 16) : part.start()].lower()
        sign = next((_BOUND_SIGNS[one] for one in _BOUND_SIGNS if near.endswith(f"{one} ")), "=")
        if near.endswith(("about ", "around ", "nearly ", "almost ", "roughly ")):
            sign = "~"
        yield Figure(part.start(), part.end(1), f"{sign}{number}")
    if " an hour" not in text and not _A_DAY.search(text):
        return
    for span in _AN_HOUR.finditer(text):
        if span["half"] and span["unit"] != "hour":
            continue
        count = "30 minutes" if span["half"] else f"1 {span['unit']}s"
        sign = _BOUND_SIGNS.get(span["bound"].lower(), "~")
        yield Figure(span.start(), span.end(), f"{sign}{count}", lasting=True)


def _words(number: Number, of: Number, text: str) -> str | None:
    """A number with what it counts, which stands behind `of`: "five of the nine | towns"."""
    before, after = text[: number.start], text[of.end :]
    if _BEFORE_NAME.search(before[-24:]) or _AFTER_NO_COUNT.match(text[number.end :]):
        return None
    if (
        of is number
        and before[-1:] in "-–/:"
        and before[-2:-1].isalnum()
        and not (before[-1:] in "-–" and before[-2:-1].isdigit())
    ):
        return None
    spelled = number.text[:1].isalpha() and number.kind != "share"
    few = spelled and max(number.values) < _FEW and of is number
    if few and _PARTIES.match(after) and not counts_victims(after):
        return None
    if _NUMBER_AT.search(before) or (
        not (few or counts_victims(after))
        and _GONE.match(after)
        and _SUBJECT.match(before)
        and not is_year(number)
    ):
        return f"{_comparator(number, before)}{_shown(max(number.values))}"
    if number.text.lower() == "twice":
        return "=2 times" if _TIMES.match(after) else None
    value = min(number.values) if "." in number.text else max(number.values)
    unit: str | None
    if number.kind == "share":
        told = re.match(r"\s*(?:[%]|of\b|per\s?cent)", after)
        value *= 100
        unit = "percent" if told or "%" in number.text or "cent" in number.text else None
    else:
        unit = unit_of(of, before, after)
    return f"{_comparator(number, before)}{_shown(value)} {unit}" if unit else None


def _shown(value: Fraction) -> str:
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def _comparator(number: Number, before: str) -> str:
    near = before[-32:]
    if _MORE.search(near) and number.bound == "at_least":
        return ">"
    if _LESS.search(near) and number.bound == "at_most":
        return "<"
    return {
        "at_least": ">=",
        "at_most": "<=",
        "about": "~",
        None: ">=" if number.kind == "vague" else "=",
    }[number.bound]
