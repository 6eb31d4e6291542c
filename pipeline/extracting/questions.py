"""The closed questions that an article raises: the rules propose, a model chooses.

Two kinds: who says a quotation, and what became of a meeting. Options are what the rules
found near by, in the order of the text, so that their own reading has no place of its own.
A call holds a few questions with the passages around them, no more: small models have
small contexts, and lose their way in long ones.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.extracting.prompt import Message, asking
from pipeline.grounding.coverage import SPEECH_WORDS
from pipeline.grounding.locate import NotFound
from pipeline.grounding.quotations import words
from pipeline.rules.draft import Reading
from pipeline.rules.mentions import Mention
from pipeline.rules.said import Said
from schemas.choice import LETTERS, ChoiceDraft, choice_shape
from schemas.draft import MeetingDraft

CALL_CHARACTERS = 4_000
"""Of passages and questions in one call: with prompt and answer below 2,048 tokens."""
SPEAKERS_A_CALL, MEETINGS_A_CALL = 8, 6
BEFORE, AFTER = 700, 300
"""Characters around what is asked that are shown, out to whole sentences."""
FAR = 1_200
"""Characters before a quotation and after it in which a source is looked for."""
SHOWN = 220
"""Characters of a quotation, passage or name that a question repeats."""
_WHERE = re.compile(r"\b(?:in|at|near|across|outside|around|inside|into|throughout)\s+\Z")
"""Before a name it makes a place of it."""
Actors: TypeAlias = tuple[int, ...]
"""Indices into the cast: several speak as one."""


@dataclass(frozen=True, slots=True)
class SpeakerQuestion:
    """Who says this?"""

    at: int | None
    """Index into the reading's statements; None for a quotation that none of them holds."""
    spans: tuple[tuple[int, int], ...]
    options: tuple[Actors, ...]
    """A first."""
    rules: str
    """What the rules say: a letter, or `nobody`."""
    sure: bool
    """A cue stands there, and who speaks stands beside it by name or office."""


@dataclass(frozen=True, slots=True)
class MeetingQuestion:
    """What became of this meeting?"""

    at: int
    """Index into the reading's meetings."""
    spans: tuple[tuple[int, int], ...]
    rules: str
    """The status by the rules."""
    sure: bool
    """Two parties or more, and a day or a place: the text tells of it in so many words."""


Question: TypeAlias = SpeakerQuestion | MeetingQuestion


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked at once."""

    speakers: tuple[SpeakerQuestion, ...]
    meetings: tuple[MeetingQuestion, ...]

    @property
    def shape(self) -> type[ChoiceDraft]:
        return choice_shape(len(self.speakers), len(self.meetings))

    @property
    def keyed(self) -> Iterator[tuple[str, Question]]:
        """`("s1", …), ("s2", …), ("m1", …)`"""
        yield from ((f"s{number}", one) for number, one in enumerate(self.speakers, 1))
        yield from ((f"m{number}", one) for number, one in enumerate(self.meetings, 1))


def questions(reading: Reading) -> list[Question]:
    """Every question that an article raises, in text order."""
    found: list[Question] = [*_of_statements(reading), *_of_left_quotations(reading)]
    found += _of_meetings(reading)
    return sorted(found, key=lambda one: one.spans[0])


def calls(reading: Reading) -> list[Call]:
    """The questions, as many in one call as it holds."""
    found: list[Call] = []
    waiting: list[Question] = []
    for question in questions(reading):
        if waiting and not _fits(reading, [*waiting, question]):
            found.append(_call(waiting))
            waiting = []
        waiting.append(question)
    return [*found, _call(waiting)] if waiting else found


def messages(reading: Reading, call: Call, prompt_name: str) -> list[Message]:
    """The chat for one call: the fixed prompt, the passages, the questions."""
    lines = [*_passages(reading, [question for _, question in call.keyed])]
    lines += [f"{key}: {_asked(reading, question)}" for key, question in call.keyed]
    return [
        {"role": "system", "content": asking(prompt_name)},
        {"role": "user", "content": "\n".join(lines)},
    ]


def label(reading: Reading, actors: Actors) -> str:
    """Actors as a question names them: `(0, 2) -> "Mara Venn (President) and Ostrava"`."""
    return " and ".join(_named(reading, one) for one in actors)


def subject(reading: Reading, meeting: MeetingDraft) -> str:
    """Who met: `"Mara Venn and Ostrava"`, or what the rules have instead."""
    refs = [item.partition(" ")[0] for item in meeting.participants]
    names = [_named(reading, at, bare=True) for at in range(len(reading.cast.actors))]
    by_ref = {actor.ref: name for actor, name in zip(reading.cast.actors, names, strict=True)}
    return " and ".join(by_ref[ref] for ref in refs if ref in by_ref) or "the parties"


# ---- what is asked ----------------------------------------------------------------


def _of_statements(reading: Reading) -> Iterator[SpeakerQuestion]:
    layout = reading.layout
    for at, said in enumerate(reading.said):
        quoted = any(_touches(mark.start, mark.end, said.content) for mark in layout.quotations)
        formed = layout.paragraph_at(said.content[0][0]) in reading.formed
        if not quoted or formed or not said.speakers:
            continue
        options = _options(reading, said.content, said.speakers)
        letter = LETTERS[options.index(said.speakers)]
        yield SpeakerQuestion(at, said.content, options, letter, _beside_cue(reading, said))


def _of_left_quotations(reading: Reading) -> Iterator[SpeakerQuestion]:
    layout = reading.layout
    held = [span for said in reading.said for span in said.content]
    for mark in layout.quotations:
        number = layout.paragraph_at(mark.start)
        if (
            number in layout.body
            and number not in reading.formed
            and len(words(layout.text[mark.start : mark.end])) >= SPEECH_WORDS
            and not _touches(mark.start, mark.end, held)
        ):
            span = ((mark.start, mark.end),)
            yield SpeakerQuestion(None, span, _options(reading, span, None), "nobody", sure=False)


def _of_meetings(reading: Reading) -> Iterator[MeetingQuestion]:
    for at, meeting in enumerate(reading.met):
        try:
            found = reading.layout.index.anchor(meeting.evidence[0])
        except NotFound:
            continue
        told = meeting.date_text is not None or meeting.place_text is not None
        sure = told and len(meeting.participants) > 1
        yield MeetingQuestion(at, ((found.start, found.end),), meeting.status, sure)


def _beside_cue(reading: Reading, said: Said) -> bool:
    """Whether who speaks stands by name or office beside a cue: no pronoun, no guess."""
    if said.cue is None:
        return False
    named = {
        actor
        for mention in reading.cast.within(*said.cue)
        if mention.kind in ("name", "role", "seat")
        for actor in mention.actors
    }
    return set(said.speakers) <= named


def _options(
    reading: Reading, spans: Sequence[tuple[int, int]], own: Actors | None
) -> tuple[Actors, ...]:
    """Who may have said it: the nearest to it, the rules' reading among them, in text order."""
    start, end = spans[0][0], spans[-1][1]
    near: dict[Actors, tuple[bool, int]] = {}
    for mention in reading.cast.within(max(0, start - FAR), end + FAR):
        speaks = mention.kind != "adjective" and not mention.quoted
        if mention.actors and speaks and not _WHERE.search(reading.layout.text, 0, mention.start):
            rank = _rank(reading, mention, start, end)
            near[mention.actors] = min(rank, near.get(mention.actors, rank))
    best = sorted((one for one in near if one != own), key=lambda one: near[one])
    chosen = ([own] if own is not None else []) + best
    return tuple(sorted(chosen[: len(LETTERS)]))


def _rank(reading: Reading, mention: Mention, start: int, end: int) -> tuple[bool, int]:
    """People and bodies before states, the near before the far."""
    states = all(reading.cast.actors[one].kind == "state" for one in mention.actors)
    far = start - mention.end if mention.end <= start else max(0, mention.start - end)
    same = reading.layout.paragraph_at(mention.start) == reading.layout.paragraph_at(start)
    return states and not same, far + (0 if same else AFTER)


def _touches(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)


# ---- how it is shown ----------------------------------------------------------------


def _call(row: Sequence[Question]) -> Call:
    return Call(
        tuple(one for one in row if isinstance(one, SpeakerQuestion)),
        tuple(one for one in row if isinstance(one, MeetingQuestion)),
    )


def _fits(reading: Reading, row: Sequence[Question]) -> bool:
    call = _call(row)
    if len(call.speakers) > SPEAKERS_A_CALL or len(call.meetings) > MEETINGS_A_CALL:
        return False
    shown = [*_passages(reading, row), *(_asked(reading, one) for one in row)]
    return sum(map(len, shown)) <= CALL_CHARACTERS


def _passages(reading: Reading, row: Sequence[Question]) -> Iterator[str]:
    """What stands around the questions, each stretch of a paragraph on one numbered line."""
    layout = reading.layout
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(_around(reading, span) for one in row for span in one.spans):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], max(end, stretches[-1][1])
        else:
            stretches.append((start, end))
    for start, end in stretches:
        for number, (first, last) in enumerate(layout.article.paragraphs, 1):
            text = layout.text[max(start, first) : min(end, last)].strip()
            if text:
                yield f"[{number}] {_one_line(text)}"


def _around(reading: Reading, span: tuple[int, int]) -> tuple[int, int]:
    layout = reading.layout
    first = layout.sentence_at(max(0, span[0] - BEFORE))
    last = layout.sentence_at(min(len(layout.text), span[1] + AFTER))
    return min(first.start, span[0]), max(last.end, span[1])


def _asked(reading: Reading, question: Question) -> str:
    layout = reading.layout
    number = layout.paragraph_at(question.spans[0][0])
    told = _cut(" … ".join(layout.text[start:end] for start, end in question.spans))
    if isinstance(question, MeetingQuestion):
        who = _cut(subject(reading, reading.met[question.at]))
        return f"what became of the meeting of {who}, told in «{told}» in [{number}]?"
    options = "; ".join(
        f"{letter}: {_cut(label(reading, one))}"
        for letter, one in zip(LETTERS, question.options, strict=False)
    )
    return f"who says «{told}» in [{number}]? {options or 'no letter'}"


def _named(reading: Reading, at: int, *, bare: bool = False) -> str:
    actor = reading.cast.actors[at]
    if actor.name and actor.role and not bare:
        return f"{actor.name} ({actor.role})"
    if not actor.name and actor.members:
        by_ref = {other.ref: other for other in reading.cast.actors}
        return ", ".join(by_ref[ref].name or "?" for ref in actor.members if ref in by_ref)
    return actor.name or actor.role or actor.kind


def _cut(text: str) -> str:
    text = _one_line(text)
    return text if len(text) <= SHOWN else f"{text[: SHOWN // 2]} … {text[-SHOWN // 2 :]}"


def _one_line(text: str) -> str:
    # What comes from outside must not pose as a question.
    return " ".join(text.split())
