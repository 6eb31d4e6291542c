"""Asking with a memory: what was answered before is not asked again.

    Recall(wire, answers, ask_live=model)   asks what is not kept, and keeps the answer
    Recall(wire, answers)              asks nobody: what is not kept is NotAnswered

A request is known by its body. What is kept are answers, and failures that cost
something or are final: a refusal, a cut-off answer, one that stayed invalid. Such a
failure stands in for its call only as long as its outcome has not landed, so that a
killed run does not pay for it twice and a later run tries again; with `replay` it
always does. A call that got no answer is never kept.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol, TypeVar

from pydantic import BaseModel

from pipeline.errors import Invalid, ModelError, NotAnswered, Refused, Truncated, Usage
from pipeline.extracting.extract import Asks
from pipeline.extracting.model import Answer, ModelSettings
from pipeline.extracting.prompt import Message
from pipeline.storing.answers import Kept, KeptOutcome, Shown

T = TypeVar("T", bound=BaseModel)
INVALID_ATTEMPTS = 2
"""An answer that cannot be read is asked for again once."""
FAILURES: tuple[tuple[type[ModelError], KeptOutcome], ...] = (
    (Refused, "refused"),
    (Truncated, "truncated"),
    (Invalid, "invalid"),
)


class Wire(Protocol):
    """How a request is written and an answer read, without asking anybody."""

    @property
    def settings(self) -> ModelSettings: ...

    def body(self, messages: Sequence[Message], shape: type[BaseModel]) -> bytes:
        """The request, the same bytes for the same question."""

    def parse(self, raw: str, shape: type[T]) -> T:
        """What a kept answer says; raises Invalid."""


class Keeps(Protocol):
    """Where answers are kept; see `Answers`."""

    def find(self, key: str) -> Kept | None: ...

    def keep(
        self, key: str, kept: Kept, *, model: str | None, shape: str | None, shown: Shown | None
    ) -> None: ...

    def attach(self, key: str, shape: str, shown: Shown, unreadable: str | None = None) -> None: ...


@dataclass
class Recall:
    """Asks about one article, or with `shown` None about several at once."""

    wire: Wire
    answers: Keeps
    shown: Shown | None = None
    ask_live: Asks | None = None
    replay: bool = False
    """Failures stand even where their outcome has landed."""
    spent: Callable[[Usage], None] = lambda _: None
    """Hears what a call has just cost."""
    missing: Callable[[str, bytes], ModelError] = NotAnswered
    """What a request comes to, by key and body, where nobody is asked."""
    keys: list[str] = field(default_factory=list)
    """Of the answers whose cost no outcome has counted yet."""
    asked: Counter[str] = field(default_factory=Counter)
    """How often each question was put: a record that failed alike twice is asked for twice."""

    async def ask(self, messages: Sequence[Message], shape: type[T]) -> Answer[T]:
        """The kept answer, else the model's; raises ModelError as the model does."""
        body = self.wire.body(messages, shape)
        key = self._key(body)
        kept = self.answers.find(key)
        due = Usage()
        if kept is not None:
            due = Usage() if kept.billed else kept.usage
            read = self._read(kept, shape)
            if self.shown is not None and kept.article_id is None:
                unreadable = str(read) if isinstance(read, Invalid) else None
                self.answers.attach(key, shape.__name__, self.shown, unreadable)
            if not isinstance(read, ModelError):
                self._count(key, kept)
                return Answer(read, kept.raw or "", due)
            if self._stands(kept):
                self._count(key, kept)
                read.usage = due
                raise read
        if self.ask_live is None:
            raise self.missing(key, body)
        return await self._asked(self.ask_live, key, messages, shape, due)

    def _key(self, body: bytes) -> str:
        """The body's hash; of the same question put once more, one of its own."""
        first = sha256(body).hexdigest()
        self.asked[first] += 1
        times = self.asked[first]
        return first if times == 1 else sha256(body + f"\n{times}".encode()).hexdigest()

    async def _asked(
        self, live: Asks, key: str, messages: Sequence[Message], shape: type[T], due: Usage
    ) -> Answer[T]:
        """The model's answer, kept before anybody sees it; `due` was paid for it before."""
        try:
            answer = await live.ask(messages, shape)
        except ModelError as error:
            self.spent(error.usage)
            error.usage = due + error.usage
            outcome = next((name for kind, name in FAILURES if isinstance(error, kind)), None)
            # A proxy's page in place of an answer cost nothing and says nothing.
            if outcome == "invalid" and error.raw is None:
                outcome = None
            if outcome is not None:
                self._keep(key, Kept(outcome, error.raw, error.usage, str(error)), shape)
            raise
        self.spent(answer.usage)
        usage = due + answer.usage
        self._keep(key, Kept("answer", answer.raw, usage), shape)
        return Answer(answer.value, answer.raw, usage)

    def _keep(self, key: str, kept: Kept, shape: type[BaseModel]) -> None:
        self.answers.keep(
            key, kept, model=self.wire.settings.name, shape=shape.__name__, shown=self.shown
        )
        self.keys.append(key)

    def _count(self, key: str, kept: Kept) -> None:
        if not kept.billed:
            self.keys.append(key)

    def _read(self, kept: Kept, shape: type[T]) -> T | ModelError:
        if kept.outcome != "answer":
            kind = next(kind for kind, name in FAILURES if name == kept.outcome)
            return kind(kept.reason or kept.outcome, kept.raw)
        try:
            return self.wire.parse(kept.raw or "", shape)
        except Invalid as error:
            return error

    def _stands(self, kept: Kept) -> bool:
        """Whether a failure is not asked for again."""
        unreadable = kept.outcome in ("answer", "invalid")
        if unreadable and kept.usage.attempts < INVALID_ATTEMPTS:
            return False  # imported: a live call would have asked once more
        return self.replay or not kept.billed
