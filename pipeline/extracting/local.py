"""A model from a GGUF file, served by llama.cpp inside this process: the one home of xllamacpp.

    local/models/qwen.gguf    # models/qwen.gguf, seen from the current folder
    local//srv/models/x.gguf  # /srv/models/x.gguf

The server listens on 127.0.0.1 at a port of the system's choice and answers only who
knows its key, so that no page in a browser on this machine reads along. It is asked by
the very path that asks any other OpenAI-compatible endpoint.
"""

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from pipeline.errors import ConfigurationError

PROVIDER = "local"
CONTEXT_TOKENS = 16_384
"""The most that is set aside; models trained on 131,072 would take gigabytes for it."""
LEAST_CONTEXT = {"whole": 8_192, "choices": 2_048}
"""Tokens that a request and its answer may take: prompt, passages, answer."""
BATCH_TOKENS = 256
"""What is read before the server looks up: a call that is given up ends, and so does a run
that was told to stop, after as many. At llama.cpp's own 2,048 that took 82 s on a busy machine."""
START_SECONDS = 300.0
"""What a loaded model may take to say how it is set up, on a machine that is busy otherwise."""
MODE = "json_schema"
"""llama.cpp holds the model to the schema; its tools mode returned nothing (2026-11)."""
MAGIC = b"GGUF"
QUIET = -1
"""llama.cpp's verbosity; what goes wrong comes as an exception."""


def is_local(model: str) -> bool:
    """Whether it names a file: `local/x.gguf`; bare `local` may be an endpoint's own name."""
    return model.startswith(f"{PROVIDER}/")


def named(model: str) -> str:
    """The name that records and requests carry: `local//srv/models/x.gguf -> local/x.gguf`.

    So a model that was moved is still the same; any other provider's name stays as it is.
    """
    return f"{PROVIDER}/{Path(model.partition('/')[2]).name}" if is_local(model) else model


@dataclass
class LocalModel:
    """A loaded model that listens; `close` it, or its memory stays taken."""

    url: str
    key: str = field(repr=False)
    context: int
    """Tokens that a request and its answer may have together."""
    _server: Any = field(repr=False)

    @classmethod
    def open(cls, model: str) -> "LocalModel":
        """Load the file that a model's name gives and listen.

        Raises ConfigurationError where there is no such file, it is no GGUF, it cannot be
        loaded, or the package is missing.
        """
        path = _gguf(model)
        # Read when the library loads: with two busy cores a model's threads otherwise spin
        # for one another, and 24 tokens a second become 2.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        os.environ.setdefault("GOMP_SPINCOUNT", "0")
        try:
            import xllamacpp
        except ImportError as error:
            raise ConfigurationError(
                f"{model} needs a package that is not installed: pip install 'summitry[local]'"
            ) from error
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.model_alias = {named(model)}
        params.hostnames = ["127.0.0.1"]
        params.port = 0
        key = secrets.token_urlsafe(24)
        params.api_keys = [key]
        params.cors_origins = "http://127.0.0.1"
        params.ui = params.endpoint_slots = False
        params.offline = True
        params.n_ctx = CONTEXT_TOKENS  # the server takes the model's own, where that is less
        params.n_parallel = 1
        params.n_batch = BATCH_TOKENS
        params.sampling.temp = 0.0  # the same question, the same answer
        params.enable_reasoning = 0
        params.verbosity = QUIET
        try:
            server = xllamacpp.Server(params)
        except RuntimeError as error:
            raise ConfigurationError(
                f"{path} cannot be loaded: it is broken, of a kind that this xllamacpp does not "
                "know, or larger than the memory that is free"
            ) from error
        url = server.listening_address
        return cls(f"{url}/v1", key, _context(url, key), server)

    def close(self) -> None:
        """Stop listening and free the memory."""
        self._server = None


def fits(name: str, context: int, strategy: str) -> None:
    """Raises ConfigurationError where a model's context is too small for a strategy's requests."""
    least = LEAST_CONTEXT[strategy]
    if context < least:
        smaller = ": use --strategy choices" if context >= LEAST_CONTEXT["choices"] else ""
        raise ConfigurationError(
            f"{name} holds {context:,} tokens, --strategy {strategy} needs {least:,}{smaller}"
        )


def _gguf(model: str) -> Path:
    """The file behind a name, its first bytes looked at."""
    path = Path(model.partition("/")[2]).expanduser()
    if not path.is_file():
        raise ConfigurationError(
            f"no model file '{path}': write --model local/PATH.gguf, the path seen from here"
        )
    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    if magic != MAGIC:
        raise ConfigurationError(
            f"{path} is no GGUF file: llama.cpp reads that format alone, name a model's .gguf"
        )
    return path


def _context(url: str, key: str) -> int:
    """What the server set aside: less than it was told where the model was trained on less."""
    asked = Request(f"{url}/props", headers={"Authorization": f"Bearer {key}"})  # noqa: S310 - ours
    direct = build_opener(ProxyHandler({}))  # whatever proxy the environment names
    with direct.open(asked, timeout=START_SECONDS) as answer:
        return int(json.load(answer)["default_generation_settings"]["n_ctx"])
