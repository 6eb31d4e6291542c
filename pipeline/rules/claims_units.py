"""What a figure counts: a currency, people, hours, or the nouns behind it."""

import re

from pipeline.grounding.numerals import Number
from pipeline.rules.claims_victims import counts_victims, struck, tolled

_STOPS = (
    r"and|or|in|on|at|of|to|from|for|with|by|have|has|had|were|was|are|is|been|who|that|which|since"
    r"|during|after|before|as|over|under|between|into|will|would|could|than|per|each|not|but|while"
    r"|when|died|left|fled|remain\w*|returned|went|came|took|resigned|gathered|crossed|arrived"
    r"|opposed?|attended|signed|joined|voted|reported\w*|about|first|prior|through\w*|across"
    r"|around|along\w*|within|without|including|via|among\w*|against|towards?|because|due|only|ever"
    r"|now|also|this|last|next|so|where|worldwide|annually|nationwide|already|earlier|later"
    r"|today|yesterday|tomorrow|the|a|an|his|her|their|its|our|more|else|alone|once|just|both|may"
    r"|might|must|should|can|cannot|if|then|out|off|up|down|until|near|behind|above|below|beyond"
    r"|likely|annual|did|do|does|killed|dead|wounded|injured|hurt|missing|lost|overall|total"
)
_UNIT = re.compile(
    rf"^[\s-]+[\"“‘']?(?:of (?:the |its |their |(?:them|whom)(?: were| are|,)? )?)?"
    rf"(?:(?:more|additional|other|further|extra|new) )?"
    rf"(?P<unit>(?:(?!(?:{_STOPS})\b)(?:U\.S\.\s|[^\W\d_][\w’'-]*[\s-]?)){{1,4}})"
)
_LEADING = re.compile(r"^ (?:more|others?)\b")
"""Others of those counted before: "and wounding 30 more"."""
_END = re.compile(
    r"(?:people|men|women|children|troops|personnel|staff|aircraft|police|percent|[a-z]{2,}[a-rt-z]s)"
    r"\b[ -](?![a-z]+s\b)"
)
"""Where what is counted has been named: "2 students | walked", "300 weapons systems"."""
_CODE = re.compile(
    r"\b(USD|EUR|GBP|CHF|JPY|CNY|RMB|AUD|CAD|NZD|INR|NGN|ZAR|KES|TRY|RUB|NOK|SEK|DKK|PLN|BRL|MXN"
    r"|SGD|HKD|KRW|AED"
    r"|SAR|EGP|IDR|MYR|PHP|THB|VND)\s$"
)
_LASTING = re.compile(r"^[-‑](minute|hour|day|week|month|kilomet(?:re|er)|mile|seat|bed|person)\b")
_TIME = frozenset(
    "second minute hour day week month year decade seconds minutes hours days weeks months years"
    " decades".split()
)
_BARE = re.compile(r"^(?:[.,;]|$| (?:and|in|on|at|when|as|others|during|near|after|before)\b)")
_MONEY = re.compile(r"(?:dollars|euros|pounds|yen|roubles|rubles|rupees|lira|yuan|francs|crowns)$")
_CURRENCY = {
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
    "₹": "rupees",
    "₺": "lira",
    "₽": "roubles",
}


def is_time(unit: str) -> bool:
    """Whether hours or years are counted."""
    return unit in _TIME


def is_plain(unit: str) -> bool:
    """Whether money, shares or times are counted, or what a sentence before names."""
    return (
        not unit
        or unit in ("percent", "times")
        or bool(_MONEY.search(unit) or _CODE.match(f"{unit} "))
    )


def is_year(number: Number) -> bool:
    """`2015`, which counts nothing."""
    return number.text.isdigit() and 1900 <= int(number.text) <= 2099 and not number.bound


def unit_of(number: Number, before: str, after: str) -> str | None:
    """What is counted: a currency, people, or what stands behind the number."""
    if code := _CODE.search(before):
        return code[1]
    if symbol := _CURRENCY.get(number.text[:1]) or _CURRENCY.get(before[-1:]):
        return symbol
    if _LEADING.match(after):
        return "others"
    if counts_victims(after) or tolled(before):
        return "people"
    if after[:1] in "-‑":
        lasting = _LASTING.match(after)
        return f"{lasting[1]}s" if lasting else None
    counted = _UNIT.match(after)
    if counted is None:
        return "people" if _BARE.match(after) and struck(before) else None
    if is_year(number):
        return None
    unit = counted["unit"]
    if end := _END.search(f"{unit} "):
        unit = unit[: end.end()]
    unit = " ".join(unit.replace("-", " ").split())
    return None if " " not in unit and unit.endswith("ed") else unit  # "the two discussed"
