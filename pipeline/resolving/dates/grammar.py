"""The date expressions of English news prose, as a table of rules.

`find` says where they stand and what they are made of; what they mean is `readings`.
A rule is a regular expression for folded text in lower case, in which " " stands for one or
more spaces and " ?" for none or more. A line break never lies inside an expression.
"""

import re
from collections.abc import Iterable

from pipeline.grounding.cues import branching
from pipeline.resolving.dates.calendar import CARDINAL

# "2,000 troops", "June 20 people": a number before such a word counts things.
_COUNTED = (
    r"(?! ?%| (?:people|persons?|men|women|children|civilians|soldiers|troops|fighters|militants"
    r"|rebels|refugees|migrants|casualties|deaths|members|countries|nations|delegat\w+|participants"
    r"|per ?cent|percentage|km|kilomet\w+|met(?:er|re)s|miles|dollars|euros|barrels|tons|tonnes"
    r"|million|billion|thousand|hundred|times|hours|minutes|days|weeks|months|years)\b)"
)
_MONTH = (
    r"(?P<month>(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|may)\.?)(?![^\W\d_]))"
)
_FOUR = r"(?:1[89]|20)[0-9]{2}"
_YEAR = rf"(?P<year>{_FOUR})(?![0-9]|[.,][0-9]){_COUNTED}"
_OLD_YEAR = _YEAR.replace(_FOUR, "(?:1[0-9]|20)[0-9]{2}")
_OF_YEAR = rf"(?:(?:, ?| of |,? ){_OLD_YEAR}|,? (?:of )?(?P<rel>this|last|next) year)"
# With a year, or else with no number that may be one: "March 23, 1775" is never this March 23.
_MAYBE_YEAR = rf"(?:{_OF_YEAR}|(?!,? ?[0-9]{{3,4}}(?![0-9])))"
_NTH = r"(?:st|nd|rd|th)?"
_AFTER_DAY = rf"(?![0-9]|[.:][0-9]|,[0-9]{{3}}(?![0-9])){_COUNTED}"
_DAY = rf"(?P<day>[0-9]{{1,2}}){_NTH}{_AFTER_DAY}"
_TWO_DAYS = (
    rf"(?P<day>[0-9]{{1,2}}){_NTH}(?P<join> ?- ?| ?/ ?| ?& ?| to | and | through | until | till )"
    rf"(?:the )?(?P<day2>[0-9]{{1,2}}){_NTH}{_AFTER_DAY}"
)
_WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![^\W_])"
_SHORT_WEEKDAY = r"(?P<weekday>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?(?=[, ]|$)"
_DAY_NAME = rf"(?:(?:{_WEEKDAY}|{_SHORT_WEEKDAY.replace('weekday', 'weekday2')})(?: the|,)? )?"
_COUNT = rf"(?P<n>[0-9]{{1,3}}|{CARDINAL}|an?)"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_DAYTIME = r"(?:morning|afternoon|evening|night)"
_EVENT = (
    r"(?:[\w'.-]+ ){0,6}?(?:summit|meeting|talks|conference|visit|trip|call|conversation|session"
    r"|negotiations|gathering|congress|forum|consultations|round)\b"
)
_MONTH_PART = (
    r"(?P<part>early|mid|late|(?:beginning|start|middle|end) of"
    r"|(?:first|second|third|fourth|last) week (?:of|in)|(?:first|second) half of)"
)

_DIGIT = "0"
_COUNTS = f"0 a an {CARDINAL.replace('|', ' ')}"
_MONTHS = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
_LONG_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_WEEKDAYS = f"{_LONG_WEEKDAYS} mon tue tues wed thu thur thurs fri sat sun"
_WHICH = "this last past next coming"

_TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "iso",
        _DIGIT,
        rf"(?<![\w./-])(?P<year>{_FOUR})(?P<sep>[-/.])(?P<month>[0-9]{{1,2}})(?P=sep)"
        r"(?P<day>[0-9]{1,2})(?![0-9])",
    ),
    (
        "numeric",
        f"0 {_WEEKDAYS}",
        rf"(?:{_WEEKDAY},? )?(?<![\w./-])(?P<first>[0-9]{{1,2}})(?P<sep>[./-])"
        rf"(?P<second>[0-9]{{1,2}})(?P=sep)(?P<year>{_FOUR})(?![0-9])",
    ),
    (
        "month_days",
        f"between {_MONTHS}",
        rf"(?:(?P<between>between) )?{_MONTH} {_TWO_DAYS}{_MAYBE_YEAR}",
    ),
    (
        "month_days",
        "0 between",
        rf"(?:(?P<between>between) )?(?<![\w.,:/-]){_TWO_DAYS}(?: of)? {_MONTH}{_MAYBE_YEAR}",
    ),
    (
        "month_day",
        f"{_WEEKDAYS} {_MONTHS}",
        rf"{_DAY_NAME}{_MONTH} (?:the )?{_DAY}{_MAYBE_YEAR}",
    ),
    (
        "month_day",
        f"0 {_WEEKDAYS}",
        rf"{_DAY_NAME}(?<![\w.,:/]){_DAY}(?: of)? {_MONTH}{_MAYBE_YEAR}",
    ),
    (
        "month_part",
        "early mid late beginning start middle end first second third fourth last",
        rf"{_MONTH_PART}(?: ?- ?| )(?:in )?{_MONTH}{_MAYBE_YEAR}(?! [0-9]{{1,2}}\b)",
    ),
    (
        "month",
        _MONTHS,
        rf"{_MONTH}{_OF_YEAR}",
    ),
    (
        "bare_month",
        f"{_WHICH} {_MONTHS}",
        rf"(?:(?P<which>this past|this coming|this|last|past|next|coming) )?{_MONTH}"
        r"(?! [0-9]{1,2}(?![0-9]))",
    ),
    (
        "years",
        "0 between",
        rf"(?:(?P<between>between) )?(?<![\w.,-])(?P<year>{_FOUR})(?P<join> ?- ?| to | and )"
        rf"(?P<year2>{_FOUR})(?!\w)",
    ),
    (
        "decade",
        _DIGIT,
        r"(?<![\w.,-])(?P<year>(?:1[89]|20)[0-9]0)'?s\b",
    ),
    (
        "year_part",
        "first second third fourth last",
        rf"(?P<nth>first|second|third|fourth|last) (?P<unit>quarter|half)(?: of)? {_YEAR}",
    ),
    (
        "year_part",
        "q h",
        rf"(?P<unit>[qh])(?P<nth>[1-4])(?: of)? ?{_YEAR}",
    ),
    (
        "year",
        "0 mid",
        rf"(?:mid-|(?<![\w.,/-])){_YEAR}(?!-[0-9]|['\w])",
    ),
    (
        "weekday",
        f"{_WHICH} that the same previous preceding following {_LONG_WEEKDAYS}",
        rf"(?:(?P<which>this past|this coming|this|last|past|next|coming|that|(?:the )?same"
        rf"|(?:the )?(?:previous|preceding|following)) )?{_WEEKDAY}(?:'s|s')?(?: (?:early )?"
        rf"{_DAYTIME})?(?: (?:of )?(?P<week>this|last|next) week)?",
    ),
    (
        "deictic_day",
        "the day today tonight yesterday tomorrow this last",
        r"(?P<word>(?:the )?day before yesterday|(?:the )?day after tomorrow|today|tonight"
        rf"|yesterday|tomorrow|this {_DAYTIME}|last night)\b",
    ),
    (
        "deictic_span",
        "earlier later this last next",
        r"(?:(?P<edge>earlier|later) )?(?P<which>this|last|next)(?: past| coming)? "
        r"(?P<unit>weekend|week|month|year)\b",
    ),
    (
        "deictic_span",
        "over at during on",
        r"(?P<which>over|at|during|on) the (?P<unit>weekend)\b",
    ),
    (
        "edge_of",
        "beginning start middle end",
        r"(?P<edge>beginning|start|middle|end) of (?P<which>the|this|last|next) "
        r"(?P<unit>week|month|year)\b",
    ),
    (
        "ago",
        _COUNTS,
        rf"\b{_COUNT} {_UNIT} ago\b",
    ),
    (
        "offset",
        f"the {_COUNTS}",
        rf"\b(?P<n>[0-9]{{1,3}}|{CARDINAL}|an?|the) {_UNIT} (?P<side>before|after) "
        rf"(?P<event>{_EVENT})",
    ),
    (
        "offset",
        _COUNTS,
        rf"\b{_COUNT} {_UNIT} (?P<side>later|earlier|afterwards?|beforehand|previously"
        r"|(?:before|after)(?=[.,;]|$))",
    ),
    (
        "in_future",
        "in",
        rf"\bin {_COUNT} {_UNIT}(?:'s?)?(?: time)?\b",
    ),
    (
        "anaphor",
        "earlier later on in during the that very same",
        r"(?:(?P<edge>earlier|later) )?(?:on |in |during )?(?:the |that )?(?P<which>very same|same)"
        rf" (?P<unit>day|week|month|year|{_DAYTIME})\b",
    ),
    (
        "anaphor",
        "earlier later that",
        r"(?:(?P<edge>earlier|later) )?\b(?P<which>that)(?: very)? "
        rf"(?P<unit>day|week|month|year|{_DAYTIME})\b",
    ),
    (
        "anaphor",
        "earlier later",
        r"(?P<edge>earlier|later) in the (?P<unit>day|week|month|year)\b",
    ),
    (
        "anaphor",
        "following previous preceding",
        rf"(?P<which>following|previous|preceding) (?P<unit>day|week|month|year|{_DAYTIME})\b",
    ),
    (
        "anaphor",
        "next",
        rf"(?P<which>next) (?P<unit>day|{_DAYTIME})\b",
    ),
    (
        "anaphor",
        "the",
        r"the (?P<unit>day) (?P<which>after|before)(?=[.,;]|$)",
    ),
    (
        "event",
        "ahead before prior in on after following during at",
        r"\b(?P<side>ahead of|before|prior to|in the run-up to|on the eve of|after|following"
        r"|during|on the (?:sidelines|margins|fringes) of|at) "
        rf"(?P<event>(?:the|their|his|her|its|this|that|a|an) {_EVENT})",
    ),
)
"""Kind, the words that can open the rule ("0" stands for any number), the rule."""


def _spaced(rule: str) -> str:
    return rule.replace(" ?", " *").replace(" ", " +").replace(" +*", " *")


def _compiled(rules: Iterable[str]) -> re.Pattern[str]:
    # The look-behind keeps a rule from starting inside a word.
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_spaced, rules))})")


def _any_of(rules: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches wherever one of the rules does, and seldom elsewhere."""
    return _compiled(
        re.sub(r"\(\?P<\w+>", "(?:", rule).replace("(?P=sep)", "[-/.]") for rule in rules
    )


RULES = tuple((kind, _compiled([rule])) for kind, _, rule in _TABLE)
_WORDS = dict.fromkeys(word for _, opens, _ in _TABLE for word in opens.split())
_BY_WORD = {
    word: tuple(at for at, (_, opens, _) in enumerate(_TABLE) if word in opens.split())
    for word in _WORDS
}
_GATES = {rules: _any_of(_TABLE[at][2] for at in rules) for rules in set(_BY_WORD.values())}
OPENED_BY = {word: (_GATES[rules], rules) for word, rules in _BY_WORD.items()}
"""Word -> the rules that it can open, after one pattern that rules all of them out at once."""
ONLY_SHORT_WEEKDAY = re.compile(rf"(?:on )?{_SHORT_WEEKDAY}")
OPENING = re.compile(
    rf"(?<![^\W_])(?:({branching(word for word in _WORDS if word != '0')})(?![^\W\d_])|[0-9])"
)
"""A word, or else a number, that can open a rule."""
