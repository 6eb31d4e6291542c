"""The bytes of a request out, and those of an answer in.

A request is prepared once for a shape, then only the messages are put in: all else is the
same for every article, and instructor needs 10 ms to build it. A template is cut from
bytes that instructor itself made for a chat of placeholders, so whatever a mode adds,
before, after or within the messages, is kept.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from pipeline.errors import Invalid, Refused
from pipeline.extracting.completion import Completion, one_line, refusal_in, text_of
from pipeline.extracting.faults import cut_off, reported, with_usage
from pipeline.extracting.prompt import Message


@dataclass(frozen=True, slots=True)
class Template:
    """A request's bytes without its messages' contents: one piece more than messages."""

    pieces: tuple[bytes, ...]

    def filled(self, messages: Sequence[Message]) -> bytes:
        """The request for these messages; raises UnicodeEncodeError for half a surrogate pair."""
        parts = [self.pieces[0]]
        for message, piece in zip(messages, self.pieces[1:], strict=True):
            escaped = _escaped_once if message["role"] == "system" else _escaped
            parts += (escaped(message["content"]), piece)
        return b"".join(parts)


def placeholders(roles: Sequence[str]) -> list[Message]:
    """A chat of these roles whose contents can be found again in a request's bytes."""
    return [{"role": role, "content": _mark(at)} for at, role in enumerate(roles)]


def template(prepared: bytes, count: int) -> Template | None:
    """The template in a request that was prepared for `count` placeholders.

    None where a placeholder does not stand in it exactly once and in order.
    """
    pieces = []
    rest = prepared
    for at in range(count):
        piece, *others = rest.split(_mark(at).encode())
        if len(others) != 1:
            return None
        pieces.append(piece)
        rest = others[0]
    return Template((*pieces, rest))


def canonical(request: dict[str, Any]) -> bytes:
    """One form for one request, whatever the order of its keys."""
    return json.dumps(
        request, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str
    ).encode()


def completion_in(content: bytes) -> Completion:
    """The completion that an endpoint sent with status 200.

    Raises Invalid where it is none, Transport where it is an error's report, Refused and
    Truncated where it is no whole answer.
    """
    try:
        completion = Completion.model_validate_json(content)
    except ValidationError as error:
        seen = one_line(content[:200].decode(errors="replace")) or "nothing"
        raise Invalid(f"the endpoint's answer cannot be read, it begins: {seen}") from error
    if not completion.choices:
        if completion.error:
            raise reported(completion.error)
        raise with_usage(Invalid("the endpoint's answer holds no choice"), completion)
    finish = completion.choices[0].finish_reason
    if finish == "length":
        raise cut_off(completion)
    if (refusal := refusal_in(completion)) is not None:
        raise with_usage(Refused(refusal, text_of(completion)), completion)
    if finish == "error":
        raise reported(completion.error or "it broke off")
    return completion


def _mark(at: int) -> str:
    return f"@summitry-message-{at}@"


def _escaped(content: str) -> bytes:
    # A JSON string is escaped character by character: what stands around it plays no part.
    return json.dumps(content, ensure_ascii=False)[1:-1].encode()


_escaped_once = lru_cache(maxsize=16)(_escaped)
"""For prompts, which a run asks with again and again."""
