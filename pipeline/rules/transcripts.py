"""Transcripts and interviews: turns under the labels of those who speak."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout
from pipeline.rules.turn import Turn, mention_of, whole
from pipeline.rules.words import PERSON, RANK, UPPER
from schemas.vocabulary import Medium

LABELS = 2
"""Paragraphs with a speaker's label from which a text is a transcript."""
_CAPITALS = re.compile(
    rf"(?:(?P<who>Q|A|[{UPPER}][{UPPER}.’'‑-]+(?: [{UPPER}(][{UPPER}.()’'‑-]*){{0,6}})"
    r"(?: \([^)]{1,40}\))?:\s+(?=\S)|(?P<bare>[QA])\s{2,}(?=\S))"
)
_NAMED_PART = rf"(?:[{UPPER}][\w’'‑-]*\.?|of|for|the|and|to|de|van|von|al|bin|la|da|dos)"
_NAMED = re.compile(
    rf"(?P<who>[{UPPER}][\w’'‑-]*\.?(?:,? {_NAMED_PART}){{0,11}})"
    r"(?: \((?:(?P<own>(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Baroness)\.? [^)]{1,50})"
    r"|[^)]{1,60})\)){0,2}"
    r":\s+(?=[^\s\"“”‘’'«»„])"
)
_ASKED = re.compile(
    r"(?P<who>Q|A|Question|Answer|Journalist|Reporter|Interviewer|Correspondent|Host|Presenter"
    r"|Anchor)(?: ?\d{1,2})?"
    r"(?:[.:]| [—–-])\s+(?=\S)"
)
_NOT_A_LABEL = frozenset(
    "watch read also note update background photo video source sources editor listen more "
    "fact facts myth claim truth reality issue answer summary "
    "related location date time venue subject from to re contact title published".split()
)
_ROLES = PERSON | RANK | frozenset("q question moderator audience reporter interviewer".split())
_ASKING = frozenset(
    "q question reporter journalist interviewer correspondent host presenter anchor".split()
)
_SHORT = ("Q", "A")
_KNOWN_FROM = 3
"""Labels from which a name that the text has nowhere else may be among them."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a colon at the head of a paragraph, and where the words begin."""

    who: str
    end: int
    form: Literal["capitals", "asked", "named"]

    @property
    def asks(self) -> bool:
        return self.who.split()[0].lower() in _ASKING

    @property
    def last(self) -> str:
        """`"President of Russia Vladimir Putin" -> "putin"`"""
        return self.who.rsplit(maxsplit=1)[-1].strip(".()").casefold()


Labels = Sequence[Label | None]
"""By paragraph, the first at 0."""


def transcript(layout: Layout, cast: Cast) -> Iterator[Turn]:
    """Turns under labels: `"MODERATOR: Good afternoon."`, `"Q: Why? / Mara Venn: Because."`

    A paragraph without a label goes on with the turn before it, or answers a question where
    only questions have labels.
    """
    labels = _labels(layout, cast)
    if sum(label is not None for label in labels) < LABELS:
        return
    askers = _askers(layout, cast, labels)
    asked = _interviewed(cast, labels)
    answers = all(label is None or label.asks for label in labels)
    stop = _last_spoken(layout, labels) + answers
    staged = any(one is not None and one.form == "capitals" and len(one.who) > 1 for one in labels)
    turn: Turn | None = None
    for number, label in enumerate(labels, start=1):
        start, end = layout.article.paragraphs[number - 1]
        if label is None and _ASIDE.fullmatch(layout.text, start, end):
            continue
        goes_on = turn is not None and label is None and number in layout.body and number <= stop
        asked_last = (
            answers and turn and turn.content and layout.text[turn.content[-1][1] - 1] == "?"
        )
        if goes_on and turn and not asked_last:
            said = (*turn.content, *whole(layout, start, end))
            numbers = (*turn.paragraphs, number)
            turn = Turn(said, turn.name, turn.medium, turn.speakers, paragraphs=numbers)
            continue
        if turn:
            yield turn
        turn = None
        if label is not None:
            short = label.who in _SHORT and not staged
            medium: Medium = "interview" if short else "press_conference"
            speakers = (asked,) if label.who in ("A", "Answer") and asked is not None else ()
            name = "" if speakers else askers.get(number, label.who)
            noted = _ASIDE.fullmatch(layout.text, label.end, end) is not None
            said = () if noted else whole(layout, label.end, end)
            turn = Turn(said, name, medium, speakers, paragraphs=(number,))
        elif goes_on and asked is not None:
            said = whole(layout, start, end)
            turn = Turn(said, "", "interview", (asked,), paragraphs=(number,))
    if turn:
        yield turn


_ASIDE = re.compile(r"(?:[\s—–.…-]|\([^()]*\)|\[[^\[\]]*\])*")
"""What a stenographer notes, and nobody says: `"(Applause.)"`, `"(Inaudible.)"`, `"—"`."""


def _labels(layout: Layout, cast: Cast) -> list[Label | None]:
    """The labels of a text, by paragraph: none where they are headings or points of a list."""
    found = [_label(layout, start, end) for start, end in layout.article.paragraphs]
    named = _named(layout, cast, found)
    found = [one if one is None or one.form != "named" or one in named else None for one in found]
    others = [one.who for one in found if one is not None and one.form != "named"]
    repeated = len(set(others)) < len(others) or any(map(_is_speaker, others))
    if not named and (len(others) < LABELS or not repeated):
        return [None] * len(found)  # headings of a fact sheet: "PROTECTING RIGHTS: The order …"
    return found


def _label(layout: Layout, start: int, end: int) -> Label | None:
    text = layout.text
    if ":" not in text[start : start + _LONGEST] and text[start : start + 1] not in _SHORT:
        return None
    if found := _ASKED.match(text, start, end):
        if found["who"] == "A" and text[found.end() - 2] == ".":
            return None  # "A. Trade in goods"
        return Label(found["who"], found.end(), "asked")
    if found := _CAPITALS.match(text, start, end):
        who = str(found["who"] or found["bare"])
        return None if _is_heading(who) else Label(who, found.end(), "capitals")
    found = _NAMED.match(text, start, end)
    if found is None or _is_heading(found["who"]) or found["who"].split()[-1].islower():
        return None
    return Label(found["own"] or found["who"], found.end(), "named")


_LONGEST = 120
"""Characters within which a label ends."""


def _is_heading(who: str) -> bool:
    return who.split(maxsplit=1)[0].lower() in _NOT_A_LABEL


def _named(layout: Layout, cast: Cast, labels: Labels) -> list[Label]:
    """The labels by name, `"Mara Venn:"`, that tell speakers: they recur, or take turns.

    `"Population: 3 million"`, `"Jo Hale: a baker from Ostrava"` are points of a list.
    """
    every = [one for one in labels if one is not None]
    named = [one for one in every if one.form == "named"]
    if len(every) < LABELS or not named:
        return []
    often = Counter(one.last for one in every)
    asks = any(one.asks for one in every)
    somebody = [one for one in named if _is_speaker(one.who) or mention_of(cast, one.who)]
    bodies = sorted(layout.body)
    alone = all(number in layout.body for number in bodies) and len(every) == len(bodies)
    talk = [one for one in somebody if asks or often[one.last] > 1]
    if not talk and alone and len(somebody) == len(named) and len(often) > 1:
        talk = [one for one in somebody if _speaks(layout, one)]
    if not talk:
        return []
    return [one for one in named if one in somebody or one in talk or _puts(layout, labels, one)]


def _speaks(layout: Layout, label: Label) -> bool:
    """Whether words under a label speak to somebody: they say "I", "we" or "you"."""
    end = layout.sentence_at(label.end).end
    return _TO_SOMEBODY.search(layout.text, label.end, end) is not None


_TO_SOMEBODY = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Uu]s|[Mm]e)\b")


def _puts(layout: Layout, labels: Labels, label: Label) -> bool:
    """Whether a name or house that the text has nowhere else asks: `"Reuters: Will he come?"`"""
    number = layout.paragraph_at(label.end)
    _, end = layout.article.paragraphs[number - 1]
    many = sum(one is not None for one in labels) >= _KNOWN_FROM
    return many and layout.text[label.end : end].rstrip().endswith("?")


def _is_speaker(label: str) -> bool:
    """`"Q"`, `"THE PRESIDENT"`, `"MR. VENN"`, `"MODERATOR"`: a label that names a role."""
    words = {word.strip("().,").casefold() for word in label.split()}
    return bool(words & _ROLES)


def _last_spoken(layout: Layout, labels: Labels) -> int:
    """The last paragraph that may be speech: who opens in prose closes in prose."""
    numbers = [number for number, label in enumerate(labels, start=1) if label]
    opens = sum(number < numbers[0] for number in layout.body)
    short = any(label and label.who in _SHORT for label in labels)
    return numbers[-1] if opens >= (1 if short else _REPORTED) else len(labels)


_REPORTED = 2
"""Paragraphs of prose before the first label from which a report quotes a transcript."""


def _interviewed(cast: Cast, labels: Labels) -> int | None:
    """Who answers under "A": the person named most before the first question."""
    short = [one.end for one in labels if one and (one.who in _SHORT or one.form == "asked")]
    counts: Counter[int] = Counter()
    for mention in cast.within(0, min(short, default=0)):
        actor = mention.actor
        if actor is not None and cast.actors[actor].kind == "person":
            counts[actor] += 1
    return max(counts, key=lambda one: counts[one], default=None)


def _askers(layout: Layout, cast: Cast, labels: Labels) -> dict[int, str]:
    """Who asks, by paragraph: whoever names himself first, is called upon, or follows up.

    `"Q: Jo Hale, Lornian Post. Is it over?"`; a question without a name is the last one's. Where
    the first question names nobody, only those that do. An interview's are its paper's.
    """
    found: dict[int, str] = {}
    house = _house(layout, cast, labels)
    last: str | None = None
    asker: str | None = None
    asked = 0
    for number, label in enumerate(labels, start=1):
        if label is None or not label.asks:
            continue
        asked += 1
        start, end = layout.article.paragraphs[number - 1]
        before, behind = layout.article.paragraphs[max(0, number - 2)]
        named = _OWN_NAME.match(layout.text, label.end, end)
        told = _NOTED.match(layout.text, start, label.end)
        told = told or (_CALLED.search(layout.text, before, behind) if number > 1 else None)
        if name := named or told:
            asker = name["name"]
            found[number] = asker
            last = asker if named and (asked == 1 or last) else None
        elif last:
            found[number] = last
        elif asker and _FOLLOWS.match(layout.text, label.end, end):
            found[number] = asker
        elif house and label.who == "Q":
            found[number] = house
    return found


_NAME = rf"[{UPPER}][\w’'-]+(?: (?:[{UPPER}][\w’'-]+|al|bin|de|van|von)){{1,3}}"
_OWN_NAME = re.compile(
    rf"(?:I['’]m |I am |This is |(?:Hi|Hello|Good \w+|Thanks|Thank you)[,.] (?:I['’]m )?)?"
    rf"(?P<name>{_NAME})"
    rf"(?:,? (?:from|with|of) (?:the )?|, (?:the )?)[{UPPER}][\w’'-]*(?: [\w’'-]+){{0,3}}[.:;,—]"
)
_NOTED = re.compile(
    rf"[{UPPER}]+ \((?!Follow)(?P<name>[{UPPER}][\w’'-]+(?: [\w.’'-]+){{0,3}}), [^()]+\):"
)
"""A label that says who asks: `"QUESTION (Jo Hale, Lornian Post):"`."""
_CALLED = re.compile(
    rf"\b(?:[Qq]uestion|go to|turn to|start with|begin with|over to|floor is)\b[^.?!]{{0,30}}?"
    rf"[ ,](?P<name>{_NAME})(?:(?: of| from| with|,) [^.?!]{{2,40}})?[.!?]?\s*$"
)
"""How a moderator calls upon a reporter: `"First question, Jo Hale of Radio Lorn."`"""
_FOLLOWS = re.compile(r"(?:(?:And|Just|Sorry,?) )?(?:[Aa] (?:quick )?)?[Ff]ollow[- ]?up\b")


def _house(layout: Layout, cast: Cast, labels: Labels) -> str | None:
    """The paper an interview was given to: `"She spoke to The Lornian Post in Ostrava."`"""
    first = next(label for label in labels if label)
    for match in _GIVEN_TO.finditer(layout.text, 0, first.end):
        found = cast.at(match.start("name"))
        kind = cast.actors[found.actors[0]].kind if found and found.actors else "media"
        if kind not in ("person", "role_holder", "state", "collective"):
            return match["name"]
    return None


_GIVEN_TO = re.compile(
    rf"\b(?:spoke|speaks|talked|talks|sat down|interview)\s(?:to|with) "
    rf"(?P<name>(?:[Tt]he )?[{UPPER}][\w’'-]+(?: [{UPPER}][\w’'-]+){{0,3}})"
)
