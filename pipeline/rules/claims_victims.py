"""What befell those whom a figure counts: `"killed 12 and wounded 30" -> killed, wounded`."""

import re

_FATES = (
    (
        "killed",
        r"kill\w*|dead|died?|dies|dying|deaths?|fatalit\w+|perish\w*|slain|slaughter\w*|massacr\w+"
        r"|murder\w*|drown\w*|assassinat\w+|gunned down|shot dead|(?:los[te]|losing) their lives",
    ),
    ("wounded", r"wound\w*"),
    ("injured", r"injur\w+|hurt(?:ing)?"),
    ("missing", r"missing|unaccounted for"),
)
_FATE = "|".join(f"(?P<{name}>{words})" for name, words in _FATES)
_WAS = (
    r"(?:others?|more|have|had|has|were|was|are|is|been|being|also|later|already|reported(?:ly)?"
    r"|confirmed|believed|feared|presumed|left|of them|of those|to|be|either|fatally)"
)
_BEHIND = re.compile(
    r"^(?: (?!(?:and|or|but|while|who|that|which|to|from|after|for|in|with|by|if)\b)"
    r"[\w’'.-]+){0,4}?"
    rf"(?:, (?:including|among them|most of them|many of them)[^,]{{3,50}},)?"
    rf"(?: (?:who|that))?(?: {_WAS}\b)* (?:{_FATE})\b(?! by (?:\w+ )?(?:half|\d+ percent))"
)
"""`"12 people | have been killed"`, `"six | dead"`."""
_BEFORE = re.compile(
    rf"\b(?:{_FATE})\b(?: (?:or|and) (?:\w+ly )?(?:wound|kill|injur)\w*)?(?: of)?"
    r"(?: (?:at|least|some|about|around|nearly|almost|an|estimated|approximately|more|over|than|up"
    r"|to|as|many|another|a|further|the|roughly|close|between|other|all|their|its|only|hundreds"
    r"|further|fellow|in|upwards|of|between))*\s*$",
)
_LIVES = re.compile(
    r"\b(?:took|taken|tak(?:es?|ing)|claim(?:s|ed|ing)?|stole|stolen|los[te]|losing|cost(?:ing)?)"
    r" (?:the lives of )?(?:(?:at least|some|about|nearly|almost|over|more than|an estimated|up to"
    r"|another|as many as|around|approximately) )?$"
)
_LIVES_OF = re.compile(
    r"\b(?:took|taken|tak(?:es?|ing)|claim(?:s|ed|ing)?|stole|los[te]|loss of|cost(?:ing)?|deaths?"
    r" of|bodies of|murder of|killings? of) (?:the )?(?:lives of )?(?:(?:at least|some|about|nearly"
    r"|almost|over|more than|an estimated|up to|another|as many as) )?$"
)
_TOLL = re.compile(
    r"\b(?:toll|number of (?:dead|deaths|victims|casualties)|(?:death|body|final) count"
    r"|casualties)\b[^.;,]{0,30}?\b(?:at|to|reach(?:ed)?|pass(?:ed)?|exceed(?:ed)?|top(?:ped)?|was"
    r"|is|of)\s+(?:(?:about|around|nearly|almost|some|at least|more than|over|up to|least) )*$"
)
_SPARED = re.compile(r"\b(?:sav|prevent|avert|avoid|spar|reduc|protect|without)\w* [^,;]{0,30}$")
_ALIKE = re.compile(r"^[^,;]{0,40}? (?:and|or) (?:\S+ ){0,3}$|^[^,;]{0,30}, $")
_OF_THESE = re.compile(
    r"(?:including|among them|(?:most|many|some) of them|of whom|of them|of which)[^,;]{0,14}$|, $"
)
_VERB = re.compile(
    r"\b(?:[a-z]+ed|[a-z]+ing|sent|left|took|with|while|as|after|were|was|are|is|have|has|had)\b"
)
_VICTIMS = re.compile(
    r"^ ?(?:(?:others?|more|have|had|has|were|was|are|been|also|already|reported(?:ly)?) )*"
    r"(?:kill|wound|injur|dead\b|died\b|displac|fled\b|missing\b|hurt\b|arrest|detain)"
    r"|^ of the (?:injured|wounded|dead|missing)\b"
    r"|^ of (?:them|those|the \w+) (?:(?:have|had|has|were|was|are|been|also|later) )*(?:kill\w*"
    r"|died|dead|wound\w*|injur\w*|hurt|missing|arrest\w*|detain\w*)\b"
)
"""What is said of people alone: "six dead and 22 wounded"."""
_NOUNS = re.compile(
    r"(?:^|\s)(?:casualties|deaths|fatalities|bodies|dead|wounded|injuries|corpses)$"
)


def counts_victims(after: str) -> bool:
    """Whether the words behind a number say that it counts people: `" dead and"`."""
    return bool(_VICTIMS.match(after))


def is_toll(unit: str) -> bool:
    """Whether a unit tells by itself what befell: `"civilian deaths"`."""
    return bool(_NOUNS.search(unit))


def tolled(before: str) -> bool:
    """Whether a count of the dead is put at what follows: `"put the toll at "`."""
    return bool(_TOLL.search(before))


def spared(before: str) -> bool:
    """`"prevented "`, `"saved the lives of "`: nothing befell them."""
    return bool(_SPARED.search(before[-70:]))


def struck(before: str) -> bool:
    """Whether those who are counted behind these words came to harm: `"and wounded "`."""
    return bool(_BEFORE.search(before[-70:]))


def befell(text: str, start: int, end: int, between: str, last: str | None) -> str | None:
    """What befell those counted by the figure at `start:end`; None where nothing is told.

    last: the words of the casualty figure before it, which `between` stands behind.
    `"killed 12 and | wounded | 30"`; `"killing 270 people, including 190 Americans"`.
    """
    before = text[max(0, start - 70) : start]
    if spared(before):
        return None
    if found := _BEFORE.search(before):
        return found.lastgroup
    if _LIVES.search(before) and re.match(r"(?: [\w-]+)? lives\b", text[end:]):
        return "lost"
    if _LIVES_OF.search(before) or tolled(before):
        return "killed"
    if behind := _BEHIND.match(text[end : end + 110]):
        return behind.lastgroup
    if last and (
        (
            _OF_THESE.search(between)
            and (
                text.startswith((" of them", " of whom"), end)
                or not between.endswith(", ")
                or "includ" in between
            )
        )
        or (_ALIKE.search(between) and not _VERB.search(between))
    ):
        fate = last.rpartition(" ")[2]
        return fate if fate in ("killed", "wounded", "injured", "missing") else None
    return None
