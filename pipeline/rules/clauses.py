"""Where a clause of content begins and ends beside a cue."""

import re

from pipeline.rules.cue import Cue
from pipeline.rules.finite_verbs import AUXILIARIES
from pipeline.rules.heard import Speech
from pipeline.rules.text import DATELINE

ADJUNCT = frozenset(
    """
    on in at after before during following late early earlier yesterday today tomorrow last this
    when while by through via from ahead as upon to about with over adding citing speaking
    told in, without under also later separately shortly amid despite because since for
    """.split()
)


FINITE = AUXILIARIES | frozenset("be been isn't aren't wasn't weren't won't can't".split())


CUT = re.compile(
    r"[,\"”’'»]\s+(?:according (?:to|a|the)\b|while|whereas|(?:even )?as (?:he|she|they|the|[A-Z])|"
    r"without elaborating|but (?:did|declined|gave)|"
    r"referring to|in an? (?:apparent|interview|statement)|in remarks|in comments|a day after|"
    r"(?:hours|days|weeks|months) after|(?:but|and) (?:stopped|stopping) short of)"
    r"|,[\"”’'»]\s+and (?:\w+ed|then)\b"
)


_OPENING = re.compile(r"(?:But|And|However,|Meanwhile,|Still,)\s+")


A_WORD = re.compile(r"\w")


def is_clause(speech: Speech, left: range) -> bool:
    """Whether words before a comma say something: not `"After the talks, Venn said"`."""
    tokens, classes = speech.tokens, speech.classes
    opener = tokens.low[left.start]
    finite = any(tokens.low[at] in FINITE for at in left)
    second = tokens.low[left.start + 1]
    acts = opener.endswith("ing") and (second.endswith("ed") or second in FINITE)
    opens = opener in _SUBORDINATE or (opener.endswith("ing") and not acts)  # "Shelling killed"
    opens = opens or (classes[left.start] == "f" and not finite)
    if opens and "c" not in classes[left.start : left.stop]:
        return False
    return has_verb(speech, left.start, left.stop, reach=len(left))


_SUBORDINATE = frozenset(
    "after before as when while although though if since following amid despite asked earlier "
    "later meanwhile separately however also".split()
)


def nothing_follows(speech: Speech, cue: Cue, last: int) -> bool:
    """Whether behind the cue stand only adjuncts: `"…, Venn said on Friday in Rome."`"""
    tokens, classes = speech.tokens, speech.classes
    at = cue.last
    if at < last and tokens.words[at] == ":":
        return False
    if cue.verb is not None and "f" in cue.verb.frames and tokens.low[at : at + 1] == ["to"]:
        return False  # "When the round had ended, the North promised to wait"
    if _UNNAMED.match(speech.layout.text, tokens.ends[at - 1], tokens.ends[last - 1]):
        return True
    if at >= last or classes[at] in "xc":
        return True
    comma = classes.find("c", at, last)
    stop = comma + 2 if comma >= 0 else last  # "revealed on Tuesday, calling it “a farce”"
    if "z" in classes[at:stop]:
        return False
    word = tokens.low[at]
    if classes[at] in "fdo" or word in ADJUNCT or word.endswith("ly"):
        return not any(
            tokens.low[i] in FINITE or tokens.low[i] == "that"
            for i in range(at, min(last, at + 25))
        )
    if cue.verb is not None and "o" in cue.verb.frames:
        goes_on = comma >= 0 and tokens.low[comma + 1] in FINITE | {"and"}
        stop = comma if goes_on else last  # "…, he told the daily, was over"
        return not any(tokens.low[i] in FINITE or tokens.low[i] == "that" for i in range(at, stop))
    return False


_UNNAMED = re.compile(r"[^,;:\"“]{0,60}? on (?:the )?condition of (?:anonymity|not being)\b")
"""How a source asks not to be named, with whom it told and why behind."""


def without_opening(speech: Speech, start: int, end: int) -> int:
    text = speech.layout.text
    if start == speech.layout.article.paragraphs[speech.layout.paragraph_at(start) - 1][0]:
        dateline = DATELINE.match(text, start, end)
        start = dateline.end() if dateline else start
    match = _OPENING.match(text, start, end)
    return match.end() if match else start


def has_verb(speech: Speech, at: int, last: int, reach: int = 25) -> bool:
    low = speech.tokens.low
    joined = speech.classes.find("da", at, min(last, at + reach))
    last = joined if joined >= 0 else last  # "recalled its envoy on Monday and the leaders spoke"
    return any(
        low[i] in FINITE
        or speech.classes[i] == "z"
        or (
            speech.classes[i] in "lv"
            and low[i].endswith(("ed", "es", "s", "t", "n", "d", "e", "w", "m"))
            and i > at
        )
        for i in range(at, min(last, at + reach))
    )


def cut_at_cue(speech: Speech, cue: Cue, after: Cue | None, start: int, end: int) -> int:
    """Content ends where the next cue of the sentence begins, with its comma and "and"."""
    if after is None or after.at <= start or cue.verb is None:
        return end
    tokens, classes = speech.tokens, speech.classes
    at = (after.first if after.first > start else after.at) - 1
    if tokens.low[at] == "what":
        return tokens.ends[at - 1]
    parted = speech.tokens.words[start : at + 1]
    if ";" in parted and not after.continues:
        return tokens.ends[start + parted.index(";") - 1] if parted[0] != ";" else end
    if parted_noun := _charge(speech, at, start, after):
        return parted_noun
    before = classes[at]
    same = after.continues and tokens.low[after.at].endswith("ing")
    joined = False
    while at > start and (
        classes[at] in "ca"
        or tokens.low[at]
        in ("but", "also", "while", "though", "then", "later", "has", "have", "further", "—")
    ):
        joined = joined or classes[at] == "c" or tokens.low[at] in ("but", "while", "and")
        at -= 1
    if (same and before == "c") or joined:
        return tokens.ends[at]
    return end


def _charge(speech: Speech, at: int, start: int, after: Cue) -> int:
    """Where words end behind which somebody judges them: `"“…”, a charge Venn called “absurd”"`.

    0 where none does.
    """
    classes, low = speech.tokens.classes, speech.tokens.low
    if after.verb is None or not after.verb.frames & {"b", "n", "q"} or after.continues:
        return 0
    comma = next((to for to in range(at, max(start, at - 4), -1) if classes[to] == "c"), None)
    judged = (
        comma is not None and low[comma + 1] in ("a", "an") and _JUDGED & set(low[comma : at + 1])
    )
    return speech.tokens.ends[comma - 1] if comma is not None and judged else 0


_JUDGED = frozenset(
    "charge accusation claim allegation suggestion remark remarks comment notion assertion view "
    "demand proposal idea description argument move decision step threat insult label".split()
)
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.)+$")


def tidy(speech: Speech, start: int, end: int) -> tuple[int, int]:
    """Without the white space and the stop that end a sentence outside marks."""
    text = speech.layout.text
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:!?—–"):
        if text[end - 1] == "." and _INITIALS.search(text[max(start, end - 8) : end]):
            break
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    return start, end
