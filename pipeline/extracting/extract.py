"""One article through a model: draft, ground, ask again for what failed or is missing."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from pipeline.errors import DatabaseError, Invalid, ModelError, NotAnswered, Usage
from pipeline.extracting.model import Answer
from pipeline.extracting.prompt import COVERAGE, EXTRACT, REPAIR, Message, Window, messages, prompt
from pipeline.extracting.windows import WINDOW_CHARACTERS, join, window, windows
from pipeline.grounding.failures import Failure, Path
from pipeline.grounding.ground import Grounding, ground
from schemas.draft import (
    ActorDraft,
    ArticleDraft,
    CoverageDraft,
    Malformed,
    RepairDraft,
    RepairItem,
    StatementDraft,
)
from schemas.records import Article, ArticleRecords, Flag, QuoteSpan

REPAIR_ROUNDS = 2
"""A record that fails is asked for again at most this often."""
T = TypeVar("T", bound=BaseModel)
Item = TypeVar("Item")


class Asks(Protocol):
    """What extraction needs of a model."""

    async def ask(self, messages: Sequence[Message], shape: type[T]) -> Answer[T]: ...


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an article yielded and what it cost."""

    records: ArticleRecords
    usage: Usage
    raw: tuple[str, ...]
    """The answers as received, in the order of the calls."""
    keys: tuple[str, ...] = ()
    """Of the kept answers whose cost is in `usage`."""


class ExtractionFailed(Exception):
    """No usable answer; `cause` says which kind, `usage` what was spent until then."""

    def __init__(self, cause: ModelError, usage: Usage, raw: tuple[str, ...]) -> None:
        super().__init__(str(cause))
        self.cause = cause
        self.usage = usage
        self.raw = raw
        self.keys: tuple[str, ...] = ()
        """Of the kept answers whose cost is in `usage`."""


async def extract(
    article: Article, model: Asks, *, extract_prompt: str = EXTRACT, size: int = WINDOW_CHARACTERS
) -> Extraction:
    """All records of one article.

    Raises ExtractionFailed where a window gave no usable answer, or where our own code
    fails on one, with what was spent until then. A follow-up that fails loses nothing:
    what stands lands, the rest becomes rejects and a flag. DatabaseError passes: what
    answers are kept in is broken or full.
    """
    talk = _Talk(article, model, extract_prompt, windows(article, size))
    try:
        return await _extracted(talk)
    except (ExtractionFailed, DatabaseError):
        raise
    except Exception as error:  # a fault of ours costs one article, not a night
        name = type(error).__name__
        fault = Invalid(f"summitry itself failed on this article: {name}: {error}")
        raise ExtractionFailed(fault, talk.usage, tuple(talk.raw)) from error


async def _extracted(talk: "_Talk") -> Extraction:
    article = talk.article
    draft: ArticleDraft | None = None
    for spans in talk.windows:
        part = await talk.must(messages(article, window(spans, draft), extract=talk.extract_prompt))
        draft = part if draft is None else join(draft, part, spans[1])
    if draft is None:
        raise AssertionError(f"{article.source_path} has no paragraph")
    draft = await _mend(talk, draft)
    draft, not_speech = await _cover(talk, draft)
    draft = await _mend(talk, draft, not_speech)
    grounding = talk.grounded(draft, not_speech)
    records = grounding.records.model_copy(
        update={
            "rejects": tuple(failure.as_reject() for failure in grounding.failures),
            "flags": grounding.records.flags + tuple(talk.flags),
        }
    )
    return Extraction(records, talk.usage, tuple(talk.raw))


def is_empty(records: ArticleRecords) -> bool:
    """Whether the article yielded nothing, and nothing was refused either."""
    return not (records.summits or records.statements or records.claims or records.rejects)


@dataclass
class _Talk:
    """The calls about one article: what they cost, what came back, what was asked how often."""

    article: Article
    model: Asks
    extract_prompt: str
    windows: tuple[tuple[range, range], ...]
    """(context, report) ranges of paragraph indices, one pair a call."""
    usage: Usage = field(default_factory=Usage)
    raw: list[str] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    asked: dict[Path, int] = field(default_factory=dict)

    _grounded: tuple[ArticleDraft, frozenset[int], Grounding] | None = None

    def grounded(self, draft: ArticleDraft, not_speech: frozenset[int] = frozenset()) -> Grounding:
        """The draft grounded; asked about the same one again, the same result."""
        last = self._grounded
        if last is None or last[0] is not draft or last[1] != not_speech:
            last = self._grounded = draft, not_speech, ground(self.article, draft, not_speech)
        return last[2]

    async def must(self, chat: list[Message]) -> ArticleDraft:
        try:
            return await self._ask(chat, ArticleDraft)
        except ModelError as error:
            raise ExtractionFailed(error, self.usage, tuple(self.raw)) from error

    def window_of(self, paragraph: int) -> int:
        """Which window reports `paragraph`, counted from 1; the first for one that is none."""
        return next((i for i, (_, own) in enumerate(self.windows) if paragraph - 1 in own), 0)

    async def may(self, window: int, question: str, shape: type[T]) -> T | None:
        """Ask a follow-up about one window's paragraphs; None where no answer came."""
        context, report = self.windows[window]
        shown = Window(range(0), range(context.start, report.stop))
        chat = messages(self.article, shown, extract=self.extract_prompt, question=question)
        try:
            return await self._ask(chat, shape)
        except NotAnswered as error:
            # Not a follow-up that failed, but one that is yet to be asked.
            raise ExtractionFailed(error, self.usage, tuple(self.raw)) from error
        except ModelError as error:
            self.flags.append(
                Flag(
                    record_id=None,
                    code="follow_up_failed",
                    severity="warning",
                    message=f"a follow-up question got no answer: {error}",
                )
            )
            return None

    async def _ask(self, chat: list[Message], shape: type[T]) -> T:
        try:
            answer = await self.model.ask(chat, shape)
        except ModelError as error:
            self.usage += error.usage
            if error.raw:
                self.raw.append(error.raw)
            raise
        self.usage += answer.usage
        self.raw.append(answer.raw)
        return answer.value


async def _mend(
    talk: _Talk, draft: ArticleDraft, not_speech: frozenset[int] = frozenset()
) -> ArticleDraft:
    """Ask again for each record that failed, alone and with the reason, at most twice."""
    for _ in range(REPAIR_ROUNDS):
        failures = [
            failure
            for failure in talk.grounded(draft, not_speech).failures
            if not failure.waits and talk.asked.get(failure.path, 0) < REPAIR_ROUNDS
        ]
        if not failures:
            break
        for failure in failures:
            talk.asked[failure.path] = talk.asked.get(failure.path, 0) + 1
        places = {f.path: talk.window_of(_first_paragraph(draft, f)) for f in failures}
        for at, group in _grouped((places[f.path], f) for f in failures).items():
            question = (
                prompt(REPAIR)
                + _refs(draft)
                + "\n"
                + "\n".join(
                    f"{number}. {failure.draft}\n   {failure.message}"
                    for number, failure in enumerate(group, 1)
                )
            )
            answer = await talk.may(at, question, RepairDraft)
            if answer is not None:
                draft = _repaired(draft, group, answer)
                talk.asked |= {group[n].path: REPAIR_ROUNDS for n in _withdrawn(group, answer)}
    return draft


async def _cover(talk: _Talk, draft: ArticleDraft) -> tuple[ArticleDraft, frozenset[int]]:
    """Ask once about every quotation of four words or more that no statement covers."""
    spans = talk.grounded(draft).records.quote_spans
    open_spans = [span for span in spans if span.verdict == "open"]
    if not open_spans:
        return draft, frozenset()
    not_speech: set[int] = set()
    groups = _grouped((talk.window_of(_paragraph(talk.article, span)), span) for span in open_spans)
    for at, group in groups.items():
        question = (
            prompt(COVERAGE)
            + _refs(draft)
            + "\n"
            + "\n".join(
                f"{number}. [{_paragraph(talk.article, span)}] "
                f"{json.dumps(span.text, ensure_ascii=False)}"
                for number, span in enumerate(group, 1)
            )
        )
        answer = await talk.may(at, question, CoverageDraft)
        if answer is None:
            continue
        not_speech |= {
            group[item.number - 1].start
            for item in answer.items
            if item.statement is None and 0 < item.number <= len(group)
        }
        draft = _with_statements(talk, draft, answer)
    return draft, frozenset(not_speech)


def _with_statements(talk: _Talk, draft: ArticleDraft, answer: CoverageDraft) -> ArticleDraft:
    """The draft with the statements of the follow-up; one given anew replaces its old form.

    It takes the old one's place, so that paths still say which record was asked for again.
    """
    everything = range(len(talk.article.paragraphs))
    given = tuple(item.statement for item in answer.items if item.statement is not None)
    told = ArticleDraft(actors=answer.actors, meetings=(), statements=given, claims=())
    joined = join(draft, told, everything)
    rows = list(joined.statements[: len(draft.statements)])
    for new in joined.statements[len(draft.statements) :]:
        halves = [at for at, old in enumerate(rows) if _is_part(old, new)]
        for at in halves:
            rows[at] = _with_claims_of(new, rows[at])
        if not halves:
            rows.append(new)
    return joined.model_copy(update={"statements": tuple(rows)})


def _is_part(old: StatementDraft | Malformed, new: StatementDraft | Malformed) -> bool:
    return (
        isinstance(old, StatementDraft)
        and isinstance(new, StatementDraft)
        and set(old.content) < set(new.content)
    )


def _with_claims_of(new: Any, old: Any) -> Any:
    """A statement given again without its claims keeps them: they are not what failed."""
    if isinstance(new, StatementDraft) and isinstance(old, StatementDraft) and not new.claims:
        return new.model_copy(update={"claims": old.claims})
    return new


def _repaired(
    draft: ArticleDraft, failures: Sequence[Failure], answer: RepairDraft
) -> ArticleDraft:
    """The draft with each failed record as it was given again; a withdrawn one stays to reject."""
    for item in answer.items:
        if isinstance(item, RepairItem) and 0 < item.number <= len(failures):
            failure = failures[item.number - 1]
            given: Any = {
                "actor_mention": item.actor,
                "summit": item.meeting,
                "statement": item.statement,
                "claim": item.claim,
            }[failure.kind]
            if given is not None:
                draft = _put(draft, failure.path, given)
    return draft


def _withdrawn(failures: Sequence[Failure], answer: RepairDraft) -> Iterator[int]:
    for item in answer.items:
        if isinstance(item, RepairItem) and 0 < item.number <= len(failures):
            given = item.actor or item.meeting or item.statement or item.claim
            if given is None:
                yield item.number - 1


_FIELDS = {"A": "actors", "M": "meetings", "S": "statements", "C": "claims"}


def _put(draft: ArticleDraft, path: Path, record: Any) -> ArticleDraft:
    name = _FIELDS[str(path[0])]
    rows = list(getattr(draft, name))
    at = int(path[1])
    if len(path) == 2:
        rows[at] = _with_claims_of(record, rows[at])
    else:
        claims = list(rows[at].claims)
        claims[int(path[3])] = record
        rows[at] = rows[at].model_copy(update={"claims": tuple(claims)})
    return draft.model_copy(update={name: tuple(rows)})


def _refs(draft: ArticleDraft) -> str:
    """The refs that a follow-up may use."""
    actors = "; ".join(
        f"{a.ref} {a.name or a.role}" for a in draft.actors if isinstance(a, ActorDraft)
    )
    meetings = ", ".join(getattr(m, "ref", "?") for m in draft.meetings)
    return f"\nActors of your report: {actors}\nMeetings of your report: {meetings}\n"


def _grouped(items: Iterable[tuple[int, Item]]) -> dict[int, list[Item]]:
    groups: dict[int, list[Item]] = {}
    for key, item in items:
        groups.setdefault(key, []).append(item)
    return groups


_FIRST_ANCHOR = re.compile(r'"at":\s*\[\s*"\[?(\d+)')


def _first_paragraph(draft: ArticleDraft, failure: Failure) -> int:
    """The paragraph that a failed record points at first, or that what it belongs to does: a
    claim's statement, the first record that uses an actor; 0 if none can be read.
    """
    told = [failure.draft]
    if failure.kind == "claim" and failure.path[0] == "S":
        told.append(_as_json(draft.statements[int(failure.path[1])]))
    if failure.kind == "actor_mention":
        ref = re.search(r'"r":\s*"([^"]+)"', failure.draft)
        records = map(_as_json, (*draft.meetings, *draft.statements))
        told += [one for one in records if ref and f'"{ref[1]}' in one]
    found = (_FIRST_ANCHOR.search(one) for one in told)
    return next((int(match[1]) for match in found if match), 0)


def _as_json(record: BaseModel | Malformed) -> str:
    return "" if isinstance(record, Malformed) else record.model_dump_json(by_alias=True)


def _paragraph(article: Article, span: QuoteSpan) -> int:
    return next(
        number
        for number, (start, end) in enumerate(article.paragraphs, 1)
        if start <= span.start < end
    )
