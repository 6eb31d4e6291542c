"""The date expressions of English news prose, as a table of rules.

`find_dates` says where they stand and what they are made of; what they mean is `readings`.
A rule is a regular expression in which " " stands for one or more spaces and " ?" for none or
more. A line break never lies inside an expression.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.resolving.dates.calendar import CARDINAL
from pipeline.resolving.dates.values import DateMention


class _Fold(dict[int, str]):
    """Character to character, so that offsets stay: NBSP to space, dashes to "-", digits to 0-9."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace() and char != "\n":
            char = " "
        elif char.isdecimal():
            char = str(unicodedata.decimal(char))
        elif unicodedata.category(char) == "Pd" or char == "\u2212":
            char = "-"
        self[code] = char
        return char


_FOLD = _Fold({0x2019: "'", 0x2018: "'"})
_MAY_FOLD = re.compile(r"[^ -~\n]")
"""Every character but those that stay as they are."""
# The four letters that re.IGNORECASE takes for s, k and i although lower() does not. They are
# not folded in the text: Turkish months need theirs.
_LETTERS = str.maketrans("\u017f\u212a\u0130\u0131", "skii")


def fold(text: str) -> str:
    """The text with every space, dash, apostrophe and digit in its plain form; same length."""
    return _MAY_FOLD.sub(lambda found: _FOLD[ord(found[0])], text)


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

_RULES: tuple[tuple[str, str, str], ...] = (
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


def _spaced(rule: str) -> str:
    return rule.replace(" ?", " *").replace(" ", " +").replace(" +*", " *")


_COMPILED = tuple(
    # The look-behind keeps a rule from starting inside a word.
    (kind, re.compile(rf"(?<![^\W_])(?:{_spaced(rule)})", re.IGNORECASE))
    for kind, _, rule in _RULES
)
_WORD = re.compile(r"[^\W_]+")
_LEADING_LETTERS = re.compile(r"[^\W\d_]+")
_OPENED_BY = {
    word: tuple(at for at, (_, opens, _) in enumerate(_RULES) if word in opens.split())
    for word in dict.fromkeys(word for _, opens, _ in _RULES for word in opens.split())
}
"""The rules that can begin with a word, by the word; "0" stands for any number."""
_AFTER_THE = re.compile(
    r" +(?:very|same|previous|preceding|following|day|week|month|year)", re.IGNORECASE
)
"""What follows "the" in the rules that it opens: it is every tenth word, and mostly opens none."""
_ONLY_SHORT_WEEKDAY = re.compile(rf"(?:on )?{_SHORT_WEEKDAY}", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([^\W_]+)[ '\"(]*-? *\Z")
# A lone year or month needs such a word before it: "in 2015" but not "resolution 2015".
_INTRODUCES = frozenset(
    "in since during until till by from for of throughout year to through before after early late "
    "mid earlier back between around about around for again and or".split()
)
_FORBIDS = {
    "weekday": frozenset("every each any good black bloody palm easter ash holy cyber".split()),
    "deictic_day": frozenset("russia usa psychology history".split()),
    "deictic_span": frozenset(["the"]),
    "year": frozenset("about around and or".split()),
}
# Months that are also words or names: "may", "march", "Theresa May".
_ALSO_WORDS = frozenset(["may", "march", "mar", "mar."])
# "during the summit" says when only to one who asks for it.
_SIDES = frozenset(
    ["ahead of", "before", "prior to", "in the run-up to", "on the eve of", "after", "following"]
)


@lru_cache(maxsize=64)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """The date expressions of a text, in text order, without overlaps.

    `"met on Friday, two days after 5 May" -> weekday "Friday", month_day "5 May"`

    The longest expression wins. Prepositions stay outside ("late on", "in"), except where they
    make the expression ("before the summit"). Kept for a while: an article's year, its anchors
    and its order of day and month are all read from the same text.
    """
    return _scan(text, prose=True)


@lru_cache(maxsize=1024)
def find_in_expression(expression: str) -> tuple[DateMention, ...]:
    """`find_dates` for words already known to be a date: "may 3", "2015", "Fri." count too."""
    return _scan(expression, prose=False)


def _scan(text: str, *, prose: bool) -> tuple[DateMention, ...]:
    folded = fold(text)
    # An event ("before the May 5 summit") yields to a date that stands inside it; of two
    # rules for the same words the one that stands first in the table counts.
    candidates = sorted(
        _candidates(folded, prose=prose),
        key=lambda c: (c[1].kind == "event", c[1].start, -c[1].end, c[0]),
    )
    taken = bytearray(len(folded))
    found: list[DateMention] = []
    for _, mention in candidates:
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(replace(mention, text=text[mention.start : mention.end]))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _candidates(folded: str, *, prose: bool) -> Iterator[tuple[int, DateMention]]:
    """Every match of every rule with the rule's place in the table.

    A rule is tried only at the words that can open it: some thirty patterns at every
    character of an article would cost more than all other readings of it.
    """
    ends = [0] * len(_COMPILED)
    for word in _WORD.finditer(folded):
        if not (rules := _opened_by(word[0])):
            continue
        start = word.start()
        if word[0] in ("the", "The") and not _AFTER_THE.match(folded, start + 3):
            continue
        for at in rules:
            kind, rule = _COMPILED[at]
            if start >= ends[at] and (match := rule.match(folded, start)):
                ends[at] = match.end()
                if _stands(kind, match, prose=prose):
                    yield at, _mention(kind, match)
    if not prose and (alone := _ONLY_SHORT_WEEKDAY.fullmatch(folded)):
        yield len(_COMPILED), _mention("weekday", alone)


@lru_cache(maxsize=100_000)
def _opened_by(word: str) -> tuple[int, ...]:
    """The rules that can begin with that word of a text: `"May3"` opens what `may` opens."""
    letters = _LEADING_LETTERS.match(word)
    return _OPENED_BY.get(letters[0].translate(_LETTERS).lower() if letters else "0", ())


def _mention(kind: str, match: re.Match[str]) -> DateMention:
    parts = {
        name: " ".join(value.translate(_LETTERS).lower().split())
        for name, value in match.groupdict().items()
        if value
    }
    if "weekday2" in parts:
        parts["weekday"] = parts.pop("weekday2")
    return DateMention(
        match.start(), match.end(), match.group(), kind, tuple(sorted(parts.items()))
    )


def _stands(kind: str, match: re.Match[str], *, prose: bool) -> bool:
    """Whether the words before it and its capitals let the match be a date."""
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - 40), match.start())
    word = before.group(1).lower() if before else ""
    if word in _FORBIDS.get(kind, ()):
        return False
    groups = match.groupdict()
    if prose and groups.get("month") in _ALSO_WORDS:
        return False
    if prose and kind == "event":
        return " ".join(match["side"].lower().split()) in _SIDES
    if kind == "year":
        return word in _INTRODUCES or (not prose and not match.string[: match.start()].strip())
    if kind == "bare_month" and prose and not match["which"]:
        return word in _INTRODUCES
    return True
