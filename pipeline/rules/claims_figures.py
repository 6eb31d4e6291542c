"""The figures that a clause claims: counts, sums and shares with what they count."""

import re
from dataclasses import dataclass
from fractions import Fraction

from pipeline.grounding.numerals import Number, numbers
from pipeline.grounding.written_dates import written_dates

FIGURED = (
    r".*\d.*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores"
    r"|half|twice|third|fourth|fifth|quarters?"
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
    r"|bill|law|term)\.?\s*$",
    re.IGNORECASE,
)
_AFTER_NO_COUNT = re.compile(
    r"^(?:[- ](?:way|party|sided|fold|point|star|nation|country|member)\b|[- ](?:more "
    r"|full )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?) (?:later|earlier"
    r"|ago|before|after|since|into)\b|[-‑–]?\s?(?:a\.?m|p\.?m)\b|:\d|[-–]\d|[-\s]years?[- ]?old"
    r"|[-‑]year\b|(?:st|nd|rd|th)\b| and \d{1,2} (?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)|\s(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b|\s(?:GMT|UTC|hours\b|o'clock))",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r"^[- ](?:[\w-]+ )?(?:countries|states|nations|powers|leaders|presidents|ministers|sides"
    r"|parties|governments|men|women|allies|neighbou?rs"
    r"|guarantors|heads|chiefs|counterparts|delegations? leaders|officials|brothers|brokers|others"
    r"|guarantor|rivals|neighbors|of (?:them|us|the)|or |and )\b",
    re.IGNORECASE,
)
_STOPS = (
    r"and|or|in|on|at|of|to|from|for|with|by|have|has|had|were|was|are|is|been|who|that|which|since"
    r"|during|after|before|as|over|under|between|into|will|would|could|than|per|each|not|but|while"
    r"|when|died|left|fled|remain\w*|returned|went|came|took|resigned|gathered|crossed|arrived"
    r"|opposed?|attended|signed|joined|voted|reported\w*"
)
_UNIT = re.compile(
    rf"^[\s-]+(?:of (?:the |its |their )?)?((?:(?!(?:{_STOPS})\b)[^\W\d_][\w’'-]*[\s-]?){{1,4}})"
)
_VICTIMS = re.compile(
    r"^ (?:(?:others?|more|have|had|has|were|was|are|been|also|reported(?:ly)?) )*"
    r"(?:kill|wound|injur|dead\b|died\b|displac|fled\b|missing\b|hurt\b|arrest|detain)"
)
"""What is said of people alone: "six dead and 22 wounded"."""
_OF_THEM = re.compile(
    r"^ of (?:them|those|the \w+) (?:(?:have|had|has|were|was|are|been|also|later) )*(?:kill\w*"
    r"|died|dead|wound\w*"
    r"|injur\w*|hurt|missing|arrest\w*|detain\w*)\b"
)
_PUT_AT = re.compile(
    r"\b(?:toll|number of (?:dead|deaths|victims|casualties)|(?:death|body|final) count"
    r"|casualties)\b[^.;,]{0,30}?\b(?:at|to"
    r"|reach(?:ed)?|pass(?:ed)?|exceed(?:ed)?|top(?:ped)?|was|is)\s+(?:(?:about|around|nearly"
    r"|almost|some|at least|more than"
    r"|over|up to|least) )*$"
)
"""A count of victims without its noun: "put the toll at 31"."""
_NUMBER_AT = re.compile(
    r"\bput(?:s|ting)? (?:the|that|its|their) (?:number|figure|total|count) at"
    r" (?:(?:about|around|nearly|almost|some|at least|more than|over|up to) )*$"
)
"""A number whose noun stands in a sentence before: "put the figure at 17,000"."""
_CODE = re.compile(
    r"\b(USD|EUR|GBP|CHF|JPY|CNY|RMB|AUD|CAD|NZD|INR|NGN|ZAR|KES|TRY|RUB|NOK|SEK|DKK|PLN|BRL|MXN"
    r"|SGD|HKD|KRW|AED"
    r"|SAR|EGP|IDR|MYR|PHP|THB|VND)[\s\xa0]$"
)
_FEW = 10
_LASTING = re.compile(r"^-(minute|hour|day|week|month|kilomet(?:re|er)|mile|seat|bed|person)\b")
_CASUALTY = re.compile(
    r"\b(?:kill\w*|dead|die[ds]?|death\w*|wound\w*|injur\w*|casualt\w*|fatalit\w*|lives|perished"
    r"|massacred|slain|lost their lives|missing|bodies|victims)\b",
    re.IGNORECASE,
)
_CURRENCY = {
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
    "₹": "rupees",
    "₺": "lira",
    "₽": "roubles",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a draft words it: `">=340000 people"`."""

    start: int
    words: str
    casualty: bool


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a clause in text order; dates, ages, ordinals and mere parties are none.

    `"about 2,000 troops" -> "~2000 troops"`, `"more than half of the vote" -> ">50 percent"`
    """
    dated = [(one.start, one.end) for one in written_dates(text)]
    found = []
    last = 0
    for number in numbers(text):
        if number.start < last:
            continue  # "billion" of "a $2.3 billion deficit"
        last = number.end
        if number.soft or number.kind == "ordinal":
            continue
        if any(start <= number.start < end for start, end in dated):
            continue
        words = _words(number, text)
        if words:
            found.append(Figure(number.start, words, _is_casualty(text, number)))
    return tuple(found)


def _is_casualty(text: str, number: Number) -> bool:
    near = text[max(0, number.start - 60) : number.end + 60]
    return bool(_CASUALTY.search(near))


def _words(number: Number, text: str) -> str | None:
    before, after = text[: number.start], text[number.end :]
    if _BEFORE_NAME.search(before) or _AFTER_NO_COUNT.match(after):
        return None
    if before[-1:] in "-–/:" and before[-2:-1].isalnum():
        return None
    spelled = number.text[:1].isalpha() and number.kind != "share"
    few = spelled and max(number.values) < _FEW
    if few and _PARTIES.match(after) and not _OF_THEM.match(after):
        return None
    if _NUMBER_AT.search(before):
        return f"{_comparator(number, before)}{_shown(max(number.values))}"
    value = min(number.values) if "." in number.text else max(number.values)
    unit: str | None
    if number.kind == "share":
        told = re.match(r"\s*(?:[%]|of\b|per\s?cent)", after)
        value *= 100
        unit = "percent" if told or "%" in number.text or "cent" in number.text else None
    else:
        unit = _unit(number, before, after)
    return f"{_comparator(number, before)}{_shown(value)} {unit}" if unit else None


def _unit(number: Number, before: str, after: str) -> str | None:
    """What is counted: a currency, people, or what stands behind the number."""
    if code := _CODE.search(before):
        return code[1]
    if symbol := _CURRENCY.get(number.text[:1]) or _CURRENCY.get(before[-1:]):
        return symbol
    if _VICTIMS.match(after) or _OF_THEM.match(after) or _PUT_AT.search(before):
        return "people"
    counted = _UNIT.match(after)
    if counted is None:
        return None
    if number.text.isdigit() and 1900 <= int(number.text) <= 2099 and not number.bound:
        return None
    lasting = _LASTING.match(after)
    return f"{lasting[1]}s" if lasting else " ".join(counted[1].replace("-", " ").split())


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
