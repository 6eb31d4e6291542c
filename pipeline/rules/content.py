"""What a cue attributes: the stretches of the sentence before or behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.grounding.quotations import Quotation
from pipeline.rules.cues import Cue, Speech
from pipeline.rules.mentions import Mention

_ADJUNCT = frozenset(
    """
    on in at after before during following late early earlier yesterday today tomorrow last this
    when while by through via from ahead as upon to about with over adding citing speaking
    told in, without under also later separately shortly amid despite because since for
    """.split()
)
_FINITE = frozenset(
    """
    is are was were be been has have had will would can could may might must should do does did
    isn't aren't wasn't weren't won't can't
    """.split()
)
_CUT = re.compile(
    r"[,\"”’'»]\s+(?:according (?:to|a|the)\b|while|whereas|as (?:he|she|they|the|[A-Z])|without elaborating|but (?:did|declined|gave)|"
    r"referring to|in an? (?:apparent|interview|statement)|in remarks|in comments|a day after|"
    r"(?:hours|days|weeks|months) after)"
)
_TRAILING = re.compile(
    r"\s+(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in (?:a|an) (?:\w+ )?(?:statement|interview)"
    r"|(?:the|a) (?:\w+ )?(?:statement|report) said)$"
)
FEW_WORDS = 2
LABEL_WORDS = 3
"""Quoted words from which what something is called is a statement, not a name for it."""


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of content with whom the cue's own words name beside the source."""

    spans: tuple[tuple[int, int], ...]
    addressees: tuple[int, ...] = ()
    speakers: tuple[int, ...] = ()
    """Who is quoted, where the cue's subject only passes it on: "TV quoted X as saying"."""


def content_before(
    speech: Speech,
    cue: Cue,
    before: Cue | None,
    first: int,
    last: int,
    marks: Sequence[Quotation],
) -> Content | None:
    """What stands before a cue: `"“…,” Venn said"`, `"…, according to Venn"`. None if nothing."""
    if cue.continues or cue.document and cue.verb is None and cue.first == first:
        return None
    if (cue.verb is not None and not cue.verb.frames & {"q", "t", "as"}):
        return None
    tokens, classes = speech.tokens, speech.classes
    begin = cue.first
    edge = tokens.starts[begin]
    addressees = _told(speech, cue, last)
    behind = cue.last
    if begin > first and classes[begin - 1] == "z":
        held = [m for m in marks if m.end <= edge and m.start >= tokens.starts[first]]
        nearest = held[-1]
        lower = tokens.ends[before.last - 1] if before else tokens.starts[first]
        own = [m for m in held if m.start >= lower] or [nearest]
        if _only_between(speech, own, edge):
            spans = [(m.start, m.end) for m in own]
        else:
            spans = [_mixed_before(speech, own[-1], lower)]
        spans += _resumed(speech, cue, behind, last, marks)
        return Content(tuple(spans), addressees)
    if begin > first and classes[begin - 1] in "cx" and tokens.words[begin - 1] in ",—–-":
        if (cue.verb is not None and "t" not in cue.verb.frames) or tokens.words[begin - 1] != ",":
            return None
        if not _nothing_follows(speech, cue, last):
            return None
        start = tokens.starts[first]
        if before is not None and tokens.ends[before.last - 1] > start:
            inner = tokens.starts[before.first]
            start = start if inner > start else inner
        end = tokens.ends[begin - 2] if begin - 2 >= first else start
        start = _without_opening(speech, start, end)
        left = tokens.between(start, end)
        if len(left) <= FEW_WORDS or not _is_clause(speech, left):
            return None
        spans = [(start, end)]
        if behind < last - 4 and classes[behind] == "c" and tokens.words[behind] == ",":
            rest = _tidy(speech, tokens.starts[behind + 1], tokens.ends[last - 1])
            spans.append(rest)
        return Content(tuple(spans), addressees)
    if cue.verb is None and begin > first:
        # "… according to Venn" without a comma.
        return Content(((tokens.starts[first], tokens.ends[begin - 1]),))
    return None


def _only_between(speech: Speech, own: Sequence[Quotation], edge: int) -> bool:
    """Nothing but marks between the quotations and the cue, and a clause's start before them."""
    text = speech.layout.text
    for one, other in zip(own, own[1:], strict=False):
        if re.search(r"\w", text[one.end : other.start]):
            return False
    if re.search(r"\w", text[own[-1].end : edge]):
        return False
    sentence = _clause_start(speech, own[0].start)
    return not re.search(r"\w", text[sentence : own[0].start])


def _clause_start(speech: Speech, offset: int) -> int:
    """Where the sentence begins in which a quotation opens."""
    return speech.layout.sentence_at(offset).start


def _mixed_before(speech: Speech, mark: Quotation, lower: int) -> tuple[int, int]:
    start = max(lower, speech.layout.sentence_at(mark.start).start)
    text = speech.layout.text
    while start < mark.start and not text[start].isalnum() and text[start] not in "\"“‘'«":
        start += 1
    return (_without_opening(speech, start, mark.end), mark.end)


def _resumed(
    speech: Speech, cue: Cue, behind: int, last: int, marks: Sequence[Quotation]
) -> list[tuple[int, int]]:
    """`"“A,” he said, “B.”"`: the quotation goes on right behind the cue."""
    edge = speech.tokens.ends[behind - 1]
    found = []
    for mark in marks:
        if mark.start < edge:
            continue
        between = speech.layout.text[edge : mark.start]
        if len(re.findall(r"\w+", between)) <= 14 and not re.search(r"\bthat\b|[.;]\s", between):
            verbs_between = speech.classes[behind : speech.tokens.first_at(mark.start)]
            if "v" in verbs_between:
                break
            found.append((mark.start, mark.end))
            edge = mark.end
        else:
            break
    return found


def _is_clause(speech: Speech, left: range) -> bool:
    """Whether words before a comma say something: not `"After the talks, Venn said"`."""
    tokens, classes = speech.tokens, speech.classes
    opener = tokens.low[left.start]
    opens = classes[left.start] == "f" or opener in _SUBORDINATE or opener.endswith("ing")
    if opens and "c" not in classes[left.start : left.stop]:
        return False
    return _has_verb(speech, left.start, left.stop, reach=len(left))


_SUBORDINATE = frozenset(
    "after before as when while although though if since following amid despite asked earlier "
    "later meanwhile separately however also".split()
)


def _nothing_follows(speech: Speech, cue: Cue, last: int) -> bool:
    """Whether behind the cue stand only adjuncts: `"…, Venn said on Friday in Rome."`"""
    tokens, classes = speech.tokens, speech.classes
    at = cue.last
    if at < last and tokens.words[at] == ":":
        return False
    if at >= last or classes[at] in "xc":
        return True
    if "z" in classes[at:last]:
        return False
    word = tokens.low[at]
    if classes[at] in "fd" or word in _ADJUNCT or word.endswith("ly"):
        return not any(tokens.low[i] in _FINITE or tokens.low[i] == "that" for i in range(at, min(last, at + 25)))
    if cue.verb is not None and cue.verb.lemma == "tell":
        return not any(tokens.low[i] in _FINITE or tokens.low[i] == "that" for i in range(at, last))
    return False


def _without_opening(speech: Speech, start: int, end: int) -> int:
    match = re.compile(r"(?:But|And|However,|Meanwhile,|Still,)\s+").match(speech.layout.text, start, end)
    return match.end() if match else start


def _told(speech: Speech, cue: Cue, last: int) -> tuple[int, ...]:
    if cue.verb is None or "o" not in cue.verb.frames or cue.last >= last:
        return ()
    found = speech.cast.at(speech.tokens.starts[cue.last])
    if found is None or found.start != speech.tokens.starts[cue.last] or _reporters(found):
        return ()
    return found.actors


def _reporters(mention: Mention) -> bool:
    return mention.text.lower().split()[-1] in ("reporters", "journalists", "me", "us", "you")


def content_after(
    speech: Speech,
    cue: Cue,
    after: Cue | None,
    first: int,
    last: int,
    marks: Sequence[Quotation],
) -> Content | None:
    """What stands behind a cue: `"Venn said the talks were useful"`. None if nothing."""
    verb, tokens = cue.verb, speech.tokens
    if verb is None:
        return _after_according(speech, cue, first, last)
    if cue.side == "after":
        resumed = _resumed(speech, cue, cue.last, last, marks)
        return Content(tuple(resumed)) if resumed else None
    at = cue.at + 1
    if "as" in verb.frames:
        return _as_saying(speech, cue, at, last, marks)
    addressees: tuple[int, ...] = ()
    if "o" in verb.frames or "i" in verb.frames:
        found = _object(speech, at, last)
        if found is None and "i" in verb.frames and at < last and _infinitive(speech, at, last, 16):
            return _stretch(speech, cue, at, last, after, marks, ())
        if found is not None:
            mention, behind = found
            if _ANONYMOUS.match(speech.layout.text, tokens.starts[at]):
                return None
            infinitive = "i" in verb.frames and _infinitive(speech, behind, last)
            addressees = () if _reporters(mention) else mention.actors
            if infinitive:
                return _stretch(speech, cue, at, last, after, marks, addressees)
            if "o" in verb.frames:
                if behind >= last or speech.classes[behind] in "ao":
                    return None
                at = behind
            elif "n" not in verb.frames and "t" not in verb.frames:
                return None
        elif verb.frames <= {"i", "q"} and not _mark_at(speech, at, marks):
            return None
    start = _clause_at(speech, at, last, verb.frames, verb.prepositions)
    if start is None:
        return None
    return _stretch(speech, cue, start, last, after, marks, addressees)


def _object(speech: Speech, at: int, last: int) -> tuple[Mention, int] | None:
    """Somebody right behind the verb, and the token past him."""
    if at >= last:
        return None
    found = speech.cast.at(speech.tokens.starts[at])
    if found is None or found.start != speech.tokens.starts[at] or found.kind == "adjective":
        return None
    return found, speech.tokens.first_at(max(found.end, found.tail))


_ANONYMOUS = re.compile(r"(?:not )?to (?:not )?(?:be|remain) (?:named|identified|quoted|anonymous)")


def _infinitive(speech: Speech, at: int, last: int, reach: int = 10) -> bool:
    if _ANONYMOUS.match(speech.layout.text, speech.tokens.starts[at]):
        return False
    return any(
        speech.tokens.low[i] == "to" and speech.classes[i] == "f"
        for i in range(at, min(at + reach, last))
    )


def _mark_at(speech: Speech, at: int, marks: Sequence[Quotation]) -> Quotation | None:
    """The quotation that opens right there, a comma or colon before it left aside."""
    while at < len(speech.classes) and speech.classes[at] in "cx" and speech.tokens.words[at] in ",:":
        at += 1
    if at < len(speech.classes) and speech.classes[at] == "z":
        start = speech.tokens.starts[at]
        return next((mark for mark in marks if mark.start <= start < mark.end), None)
    return None


def _clause_at(
    speech: Speech, at: int, last: int, frames: frozenset[str], prepositions: frozenset[str]
) -> int | None:
    """The token where content begins, or None where the verb has none here."""
    tokens, classes = speech.tokens, speech.classes
    if at >= last:
        return None
    word = tokens.low[at]
    if word in prepositions:
        if word in ("for", "of", "against", "about", "on", "to", "out", "at"):
            step = at + 1
            if word == "out" and tokens.low[step : step + 1] == ["that"]:
                step += 1
            if word == "to" and tokens.low[at - 1].startswith("point"):
                return step
            return step if step < last else None
    if "b" in frames:
        return at if "z" in classes[at:last] else None
    if word == "that" and frames & {"t", "o", "q", "n"}:
        return at + 1
    if "f" in frames and word == "to":
        return at + 1
    if classes[at] == "z":
        return at if frames & {"q", "t", "n", "b"} else None
    if word in (",", ":") and at + 1 < last and classes[at + 1] == "z":
        return at + 1 if frames & {"q", "t"} else None
    if "t" in frames or "o" in frames or "q" in frames:
        opener = word in (",", "(", "—") or classes[at] in "fd" or word in _ADJUNCT or word.endswith("ly")
        if opener:
            return _past_adjunct(speech, at, last, frames)
        if classes[at] == "x":
            return None
        clausal = "t" in frames or "o" in frames
        if clausal and ("n" in frames or _has_verb(speech, at, last)):
            return at
        return at if "n" in frames else None
    if "n" in frames:
        return at if classes[at] in "DACSEQPGBhlMRnzTpv" and word not in _ADJUNCT else None
    return None


def _past_adjunct(speech: Speech, at: int, last: int, frames: frozenset[str]) -> int | None:
    """`"said late on Friday that …"`, `"said in Rome: “…”"`, `"said on Friday the talks …"`"""
    tokens, classes = speech.tokens, speech.classes
    for to in range(at, min(at + 22, last)):
        if classes[to] == "z":
            before = tokens.low[to - 1]
            if before in (",", ":") or to == at:
                return to
            break
        if tokens.low[to] == "that":
            return to + 1
        if to > at and (classes[to] in "vh" or tokens.low[to] in _FINITE):
            break
    if tokens.words[at] == ",":
        return None
    # "said on Friday the talks were over": content after the date.
    to = at
    while to < last and classes[to] in "fd":
        to += 1
    if to > at and to < last and classes[to - 1] == "d" and classes[to] in "DASCh" and _has_verb(speech, to, last):
        return to
    # "told reporters he would": content begins with a pronoun.
    for to in range(at, min(at + 10, last)):
        if tokens.low[to] in ("he", "she", "they", "it", "we", "there") and _has_verb(speech, to, last):
            return to
    return None


def _has_verb(speech: Speech, at: int, last: int, reach: int = 25) -> bool:
    low = speech.tokens.low
    return any(
        low[i] in _FINITE
        or (speech.classes[i] in "lv" and low[i].endswith(("ed", "es", "s", "t", "n", "d", "e", "w", "m")) and i > at)
        for i in range(at, min(last, at + reach))
    )


def _as_saying(
    speech: Speech, cue: Cue, at: int, last: int, marks: Sequence[Quotation]
) -> Content | None:
    """`"TV quoted Venn as saying …"`, `"Venn was quoted as saying …"`"""
    tokens = speech.tokens
    for to in range(at - 1, min(at + 12, last - 1)):
        told = tokens.low[to + 1] in ("saying", "telling") or (
            tokens.low[to + 2 : to + 3] in (["saying"], ["telling"])
        )
        if tokens.low[to] == "as" and told:
            found = [
                m
                for m in speech.cast.within(tokens.starts[at], tokens.starts[to])
                if m.kind != "adjective" and m.actors
            ] if to > at else []
            start = to + 2 + (tokens.low[to + 1] not in ("saying", "telling"))
            if tokens.low[start - 1] == "telling" and (who := _object(speech, start, last)):
                start = who[1]
            behind = _past_saying(speech, start, last)
            content = _stretch(speech, cue, behind, last, None, marks, ())
            if content is None or (not found and to > at):
                return None
            return Content(content.spans, (), found[0].actors if found else ())
    return None


def _past_saying(speech: Speech, start: int, last: int) -> int:
    for to in range(start, min(start + 12, last)):
        if speech.tokens.low[to] == "that":
            return to + 1
        if speech.classes[to] == "z" or speech.classes[to] in "vh":
            break
    if speech.tokens.low[start : start + 1] == ["by"]:
        found = speech.cast.at(speech.tokens.starts[min(start + 1, last - 1)])
        if found:
            return speech.tokens.first_at(found.tail)
    return start


def _after_according(speech: Speech, cue: Cue, first: int, last: int) -> Content | None:
    """`"According to Venn, the talks failed."`"""
    at = cue.last
    if cue.first > first + 1 or at >= last or speech.classes[at] != "c":
        return None
    start, end = speech.tokens.starts[at + 1], speech.tokens.ends[last - 1]
    return Content((_tidy(speech, start, end),))


def _stretch(
    speech: Speech,
    cue: Cue,
    start: int,
    last: int,
    after: Cue | None,
    marks: Sequence[Quotation],
    addressees: tuple[int, ...],
) -> Content | None:
    tokens, text = speech.tokens, speech.layout.text
    while start < last and (speech.classes[start] == "c" or tokens.words[start] in ":—–"):
        start += 1
    if start >= last:
        return None
    mark = _mark_at(speech, start, marks)
    begin, end = tokens.starts[start], tokens.ends[last - 1]
    labelled = cue.verb is not None and "b" in cue.verb.frames and start == cue.at + 1
    end = _cut_at_cue(speech, cue, after, start, end)
    if (cut := _CUT.search(text, begin, end)) and not speech.layout.quotation_at(cut.start()):
        end = cut.start()
    described = cue.verb is not None and cue.verb.lemma == "describe"
    if labelled:
        inside = [
            m
            for m in marks
            if begin <= m.start < end
            and (described or len(text[m.start : m.end].split()) >= LABEL_WORDS)
        ]
        return Content(tuple((m.start, m.end) for m in inside), addressees) if inside else None
    if mark is not None:
        rest = text[mark.end : end]
        closed = text[mark.end - 2 : mark.end - 1] in ".,!?" or text[mark.end - 1] in ".,!?"
        if not re.search(r"\w", rest):
            return Content(((mark.start, mark.end),), addressees)
        if closed and mark.start <= begin:
            spans = [(mark.start, mark.end)]
            spans += [
                (m.start, m.end)
                for m in marks
                if m.start >= mark.end
                and m.end <= end
                and not re.search(r"\w", text[spans[-1][1] : m.start])
            ]
            return Content(tuple(spans), addressees)
        begin = mark.start
    span = _tidy(speech, begin, end)
    count = len(text[span[0] : span[1]].split())
    own = cue.verb is not None and "f" in cue.verb.frames
    few = count <= FEW_WORDS - bool(cue.verb and "n" in cue.verb.frames) + own
    if span[0] >= span[1] or (few and mark is None):
        return None
    return Content((span,), addressees)


def _cut_at_cue(speech: Speech, cue: Cue, after: Cue | None, start: int, end: int) -> int:
    """Content ends where the next cue of the sentence begins, with its comma and "and"."""
    if after is None or after.first <= start or cue.verb is None:
        return end
    tokens, classes = speech.tokens, speech.classes
    at = after.first - 1
    if tokens.low[at] == "what":
        return tokens.ends[at - 1]
    before = classes[at]
    same = after.continues and tokens.low[after.at].endswith("ing")
    joined = False
    while at > start and (classes[at] in "ca" or tokens.low[at] in ("but", "also", "while", "though", "then", "later", "has", "have", "further", "—")):
        joined = joined or classes[at] in "c" or tokens.low[at] in ("but", "while", "and")
        at -= 1
    if (same and before == "c") or joined:
        return tokens.ends[at]
    return end


def _tidy(speech: Speech, start: int, end: int) -> tuple[int, int]:
    """Without the white space and the stop that end a sentence outside marks."""
    text = speech.layout.text
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:!?—–"):
        if text[end - 1] == "." and re.search(r"\b(?:[A-Za-z]\.)+$", text[max(start, end - 8) : end]):
            break
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    return start, end
