"""What a provider's completion holds: the answer's text, a refusal, the tokens.

It works by attributes, so that every SDK's completion will do and none is imported.
`Completion` is the form of OpenAI-compatible endpoints, as little of it as is read here:
their answers differ in the rest.
"""

import json
from typing import Any

from pydantic import BaseModel

from pipeline.errors import Usage


class _Function(BaseModel):
    arguments: str | None = None


class _Call(BaseModel):
    function: _Function = _Function()


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[_Call] | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Details(BaseModel):
    cached_tokens: int | None = None


class _Tokens(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: _Details | None = None


class Completion(BaseModel):
    """An endpoint's answer; `error` is what some send with status 200 in place of one."""

    choices: list[_Choice] | None = None
    usage: _Tokens | None = None
    error: Any = None


def refusal_in(completion: Any) -> str | None:
    choices = getattr(completion, "choices", None)
    if choices:
        if said := getattr(choices[0].message, "refusal", None):
            return f"the model refused: {one_line(said)}"
        if choices[0].finish_reason == "content_filter":
            return "the provider's filter stopped the answer"
    if getattr(completion, "stop_reason", None) == "refusal":
        return "the model refused"
    return None


def text_of(completion: Any) -> str | None:
    """The answer's text, or the arguments of its tool call, as received."""
    if completion is None:
        return None
    choices = getattr(completion, "choices", None)
    if choices:
        message = choices[0].message
        calls = getattr(message, "tool_calls", None)
        if calls:
            return str(calls[0].function.arguments or "")
        return str(message.content or getattr(message, "refusal", None) or "")
    if blocks := getattr(completion, "content", None):
        return _text_of_blocks(blocks)
    dump = getattr(completion, "model_dump_json", None)
    return str(dump()) if dump else str(completion)


def _text_of_blocks(blocks: Any) -> str:
    """The input of the tool call in anthropic's content, else its words."""
    for block in blocks:
        if getattr(block, "type", None) == "tool_use":
            return json.dumps(block.input, ensure_ascii=False)
    return "".join(str(getattr(block, "text", "")) for block in blocks)


def usage_of(completion: Any) -> Usage:
    usage = getattr(completion, "usage", None)
    return Usage(
        input_tokens=_count(usage, "prompt_tokens", "input_tokens"),
        output_tokens=_count(usage, "completion_tokens", "output_tokens"),
        cached_tokens=_cached(usage),
    )


def _cached(usage: Any) -> int:
    """Input tokens from the prompt cache; OpenAI counts them within the input."""
    return _count(getattr(usage, "prompt_tokens_details", None), "cached_tokens")


def _count(usage: Any, *names: str) -> int:
    found = (getattr(usage, name, None) for name in names)
    return next((int(value) for value in found if value is not None), 0)


def one_line(words: str) -> str:
    """The beginning of an endpoint's words, without what could drive a terminal."""
    seen = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(seen.split())[:300]
