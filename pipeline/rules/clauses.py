"""Where a clause of content begins and ends beside a cue."""

import re
from collections.abc import Sequence

from pipeline.grounding.quotations import Quotation
from pipeline.rules.claims_verbs import AUXILIARIES
from pipeline.rules.cue import Cue
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.text import DATELINE
from pipeline.rules.verbs import Verb

_ADJUNCT = frozenset(
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
    return _has_verb(speech, left.start, left.stop, reach=len(left))


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
    if classes[at] in "fdo" or word in _ADJUNCT or word.endswith("ly"):
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


def object_at(speech: Speech, at: int, last: int) -> tuple[Mention, int] | None:
    """Somebody right behind the verb, and the token past him."""
    if at >= last:
        return None
    found = speech.cast.at(speech.tokens.starts[at])
    if found is None or found.start != speech.tokens.starts[at] or found.kind == "adjective":
        return None
    return found, speech.tokens.first_at(max(found.end, found.tail))


ANONYMOUS = re.compile(
    r"(?:for )?anonymity|(?:a |the |reporters['’] |two )?questions?\b"
    r"|(?:not )?to (?:not )?(?:be|remain) (?:named|identified|quoted|anonymous)"
)


def infinitive(speech: Speech, at: int, last: int, reach: int = 10) -> bool:
    if at >= last:
        return False
    if ANONYMOUS.match(speech.layout.text, speech.tokens.starts[at]) or speech.classes[at] == "c":
        return False  # "warned, in a speech to parliament, that"
    for i in range(at, min(at + reach, last)):
        if speech.tokens.low[i] == "to" and speech.classes[i] == "f":
            return True
        if speech.tokens.low[i] == "that":
            return False  # "warned Monday that any attempt to …"
    return False


def mark_at(speech: Speech, at: int, marks: Sequence[Quotation]) -> Quotation | None:
    """The quotation that opens right there, a comma or colon before it left aside."""
    while (
        at < len(speech.classes) and speech.classes[at] in "cx" and speech.tokens.words[at] in ",:"
    ):
        at += 1
    if at < len(speech.classes) and speech.classes[at] == "z":
        start = speech.tokens.starts[at]
        return next((mark for mark in marks if mark.start <= start < mark.end), None)
    return None


def clause_at(speech: Speech, at: int, last: int, verb: Verb) -> int | None:
    """The token where content begins, or None where the verb has none here."""
    tokens, frames = speech.tokens, verb.frames
    if at >= last:
        return None
    at = _past_day(speech, at, last, verb)
    at += tokens.low[at] == "aloud" and at + 1 < last
    word, kind = tokens.low[at], speech.classes[at]
    if kind == "d" and speech.classes[at + 1 : at + 2] == "p":
        kind = "D"  # "said Monday's talks were useful"
    if (opened := _opened(speech, at, verb)) is not None:
        return opened if opened < last else None
    if "b" in frames:
        return at if "z" in speech.classes[at:last] or tells_doing(speech, at, verb) else None
    if kind == "z":
        return at if frames & {"q", "t", "n"} else None
    resumed = speech.classes[at + 1 : at + 2] == "z" or tokens.low[at + 1 : at + 2] == ["was"]
    if word == ":" or (word == "," and resumed):  # "That, he wrote, was “a pity”"
        # A colon may open words without marks, as in a live blog's "Hale writes".
        return at + 1 if frames & {"q", "t"} and at + 1 < last else None
    if kind == "d" and "t" in frames and _counts(speech, at, last):
        return at
    return _unmarked(speech, at, last, verb)


def _unmarked(speech: Speech, at: int, last: int, verb: Verb) -> int | None:
    """Where a clause or a noun phrase begins that neither a mark nor a word opens."""
    word, kind, frames = speech.tokens.low[at], speech.classes[at], verb.frames
    if kind == "d" and speech.classes[at + 1 : at + 2] == "p":
        kind = "D"  # "said Monday's talks were useful"
    if frames & {"t", "o", "q"}:
        if word in (",", "(", "—") or kind in "fd" or word in _ADJUNCT or word.endswith("ly"):
            return _behind_adjunct(speech, at, last, verb)
        if kind == "x":
            return None
        return at if "n" in frames or _clausal(speech, at, last, verb) else None
    nominal = kind in "DACSEQPGBhlMRnzTpv" and word not in _ADJUNCT
    return at if "n" in frames and nominal else None


def _behind_adjunct(speech: Speech, at: int, last: int, verb: Verb) -> int | None:
    """As `past_adjunct`; a verb of quoting alone has no clause there: `"continues to grow, we"`."""
    past = past_adjunct(speech, at, last)
    if past is None or verb.frames & {"t", "o"} or speech.classes[past] == "z":
        return past
    return past if speech.tokens.low[past - 1] == "that" else None


def _clausal(speech: Speech, at: int, last: int, verb: Verb) -> bool:
    """Whether a clause without "that" follows: `"said the talks were over"`."""
    if not verb.frames & {"t", "o"} or not _has_verb(speech, at, last):
        return False
    return verb.lemma not in _ALSO_DEEDS or _opens_clause(speech, at, last)


_ALSO_DEEDS = frozenset(
    "maintain counter observe respond answer threaten add claim prove establish hold reveal".split()
)
"""Verbs that by themselves are as often what somebody does: "maintained contact"."""


def _opens_clause(speech: Speech, at: int, last: int) -> bool:
    """Whether a clause begins there, by its finite verb: `"observed the talks were useful"`."""
    low = speech.tokens.low
    return low[at] in _PRONOUNS or any(
        low[to] in FINITE and speech.classes[to - 1] not in "acfw"
        for to in range(at + 1, min(at + _FIRST_FINITE, last))
        if not set(speech.classes[at:to]) & set("fcwav")
    )


_FIRST_FINITE = 7
"""Words of a clause up to its finite verb, where nothing but that shows it to be one."""


def _opened(speech: Speech, at: int, verb: Verb) -> int | None:
    """Where content begins behind a word that opens it: `"that …"`, `"to …"`, `"never to …"`."""
    low, frames = speech.tokens.low, verb.frames
    if low[at] in verb.prepositions:
        return at + 1 + (low[at : at + 2] == ["out", "that"])
    if (low[at] == "that" and frames & {"t", "o", "q", "n"}) or (low[at] == "to" and "f" in frames):
        return at + 1
    if low[at] == "as" and "n" in frames and speech.classes[at + 1 : at + 2] == "z":
        return at + 1  # "dismissed as “idle” reports of a deal"
    denied = low[at] in ("not", "never") and low[at + 1 : at + 2] == ["to"] and "f" in frames
    return at if denied else None


def tells_doing(speech: Speech, at: int, verb: Verb) -> bool:
    """`"described being ordered out"`: what somebody says that was done."""
    doing = speech.classes[at] in "lv" and speech.tokens.words[at].endswith("ing")
    return doing and verb.lemma == "describe"


def _past_day(speech: Speech, at: int, last: int, verb: Verb) -> int:
    """Behind the day that parts a verb from its preposition: `"warned on Friday against"`.

    Behind "quote" too, by which who reads marks aloud opens them.
    """
    for spoken in ([",", "quote", ","], ["quote", ","], [",", "quote"], ["quote"]):
        if speech.tokens.low[at : at + len(spoken)] == spoken:
            behind = at + len(spoken)
            return behind if speech.classes[behind : behind + 1] == "z" else at
    dated = _DATED.match(speech.classes, at, last)
    if dated is None:
        return at
    follows = speech.tokens.low[dated.end() : dated.end() + 2]
    wanted = "f" in verb.frames and "to" in follows and follows[0] in ("to", "not", "never")
    return dated.end() if wanted or verb.prepositions & set(follows[:1]) else at


_DATED = re.compile(r"f?d{1,3}")


def _counts(speech: Speech, at: int, last: int) -> bool:
    """`"said 16 people had died"`, not `"said 12 May"` or `"said Monday"`."""
    digits = speech.tokens.words[at][0].isdigit()
    behind = speech.classes[at + 1 : at + 2]
    return digits and behind not in ("d", "f", "x", "c", "") and _has_verb(speech, at, last)


def past_adjunct(speech: Speech, at: int, last: int) -> int | None:
    """`"said late on Friday that …"`, `"said in Rome: “…”"`, `"said on Friday the talks …"`"""
    tokens, classes = speech.tokens, speech.classes
    for to in range(at, min(at + 22, last)):
        if classes[to] == "z":
            if tokens.low[to - 1] in (",", ":") or to == at:
                return to
            break
        if tokens.low[to] == "that":
            return to + 1
        if classes[to] == "c" and (behind := _past_aside(speech, to, last)):
            return behind
        noun = classes[to] == "v" and classes[to - 1] in "DMlA"  # "a press conference"
        if to > at and not noun and (classes[to] in "vh" or tokens.low[to] in FINITE):
            break
    return None if at >= last or tokens.words[at] == "," else _without_that(speech, at, last)


def _past_aside(speech: Speech, comma: int, last: int) -> int | None:
    """Behind "that" where commas set something apart: `"reported, citing two aides, that …"`"""
    for to in range(comma + 2, min(comma + _ASIDE, last - 1)):
        if speech.classes[to] == "c":
            return to + 2 if speech.tokens.low[to + 1] == "that" else None
        if speech.classes[to] in "zx":
            return None
    return None


_ASIDE = 14
"""Words that commas may set apart between a verb and "that"."""


def _without_that(speech: Speech, at: int, last: int) -> int | None:
    """`"said on Friday the talks were over"`, `"told reporters he would"`"""
    classes = speech.classes
    to = at
    while to < last and classes[to] in "fd":
        to += 1
    dated = at < to < last and classes[to - 1] == "d" and classes[to] in "DASCh"
    if dated and _has_verb(speech, to, last):
        return to
    for to in range(at, min(at + 10, last)):
        if speech.tokens.low[to] in _PRONOUNS and _has_verb(speech, to, last):
            return to
    return None


_PRONOUNS = frozenset("he she they it we there".split())


def _has_verb(speech: Speech, at: int, last: int, reach: int = 25) -> bool:
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
