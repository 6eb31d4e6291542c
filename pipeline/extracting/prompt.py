"""The messages that go to a model: a fixed prompt first, then the article, then the question.

Fixed parts come first, so that providers' prompt caches hit. Article text is put in
as it is, in messages that nothing renders as a template.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from pipeline.errors import UsageError, not_found
from pipeline.resources import resource
from schemas.draft import ActorDraft, MeetingDraft
from schemas.records import Article

EXTRACT = "extract/v2"
REPAIR = "repair/v1"
COVERAGE = "coverage/v1"
WINDOW = "window/v1"
CHOICE = "choice/v1"
STRATEGIES = {"whole": EXTRACT, "choices": CHOICE}
"""How an article is asked about: one report of all of it, or closed questions by the rules."""

Message = dict[str, str]
"""`{"role": "system" | "user", "content": …}`"""


@dataclass(frozen=True, slots=True)
class Window:
    """The paragraphs of one call, by index from 0: those to report and those for context."""

    context: range
    report: range
    actors: tuple[ActorDraft, ...] = ()
    meetings: tuple[MeetingDraft, ...] = ()


@cache
def prompt(name: str) -> str:
    """The text of `prompts/<name>.md`; raises UsageError naming what there is."""
    folder = resource("prompts")
    path = folder / f"{name}.md"
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        there = sorted(
            str(found.relative_to(folder).with_suffix("")) for found in folder.glob("*/v*.md")
        )
        raise UsageError(not_found("prompt", name, there))
    return path.read_text(encoding="utf-8")


@cache
def asking(name: str) -> str:
    """A prompt as it is sent: one and the same string each time, whose hash Python keeps."""
    return prompt(name).strip()


def is_choice(name: str) -> bool:
    """Whether a prompt asks for choices; any other asks for a report of the whole article."""
    return name.partition("/")[0] == CHOICE.partition("/")[0]


def prompt_for(strategy: str | None, name: str | None, *, small: bool = False) -> str:
    """The prompt to ask with, by what a person named of the two; a `small` model gets choices.

    Raises UsageError for a strategy that is none, or that another prompt than its own is for.
    """
    if strategy is not None and strategy not in STRATEGIES:
        raise UsageError(not_found("strategy", strategy, STRATEGIES))
    if name is None:
        return STRATEGIES[strategy or ("choices" if small else "whole")]
    if strategy is not None and is_choice(name) != is_choice(STRATEGIES[strategy]):
        raise UsageError(f"prompt '{name}' is not for --strategy {strategy}: leave out one of them")
    return name


def prompts_sha256(extract: str) -> str:
    """One hash over every prompt that can shape an article's records."""
    if is_choice(extract):
        return sha256(prompt(extract).encode()).hexdigest()
    texts = (prompt(extract), prompt(REPAIR), prompt(COVERAGE), prompt(WINDOW))
    return sha256("\0".join(texts).encode()).hexdigest()


def messages(
    article: Article, window: Window, *, extract: str = EXTRACT, question: str | None = None
) -> list[Message]:
    """The chat for one call; a `question` comes after the article, so that both calls share
    their beginning.
    """
    parts = [_metadata(article), _paragraphs(article, window)]
    if window.context:
        parts.insert(0, asking(WINDOW))
    if question:
        parts.append(question)
    return [
        {"role": "system", "content": asking(extract)},
        {"role": "user", "content": "\n\n".join(part for part in parts if part)},
    ]


def _metadata(article: Article) -> str:
    published = article.published.start
    lines = (
        ("Title", article.title),
        ("Published", f"{published:%A}, {published}" if published else article.published_text),
        ("Source", article.outlet),
    )
    # One line each: metadata comes from outside and must not pose as a paragraph.
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in lines if value)


def _paragraphs(article: Article, window: Window) -> str:
    parts = []
    if window.context:
        parts.append(f"Actors so far: {_actors(window.actors)}")
        if window.meetings:
            parts.append(f"Meetings so far: {_meetings(window.meetings)}")
        parts.append("Already read:\n" + _numbered(article, window.context))
        parts.append("To report:")
    return "\n".join([*parts, _numbered(article, window.report)])


def _numbered(article: Article, paragraphs: range) -> str:
    spans = article.paragraphs[paragraphs.start : paragraphs.stop]
    return "\n".join(
        f"[{number}] {article.text[start:end]}"
        for number, (start, end) in enumerate(spans, paragraphs.start + 1)
    )


def _actors(actors: Sequence[ActorDraft]) -> str:
    return "; ".join(f"{actor.ref} {actor.name or actor.role or actor.kind}" for actor in actors)


def _meetings(meetings: Sequence[MeetingDraft]) -> str:
    return "; ".join(
        f"{meeting.ref} {meeting.status} {meeting.channel} {' '.join(meeting.participants)}"
        f" {meeting.date_text or ''} {meeting.place_text or ''}".rstrip()
        for meeting in meetings
    )
