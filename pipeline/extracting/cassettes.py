"""Recorded answers: the one home of vcrpy.

Requests match by method, path and body, so that a changed prompt, schema or article
finds no answer instead of another's. Nothing secret is kept: no request header, and of
the response only what tells its form.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError

RECORDED_MODEL = "openai/fresh-reader"
"""An honest name: the recorded answers are a language model reader's, not a hosted model's."""
RECORDED_URL = "http://127.0.0.1:8765/v1"
KEPT_HEADERS = frozenset({"content-type", "retry-after"})


@contextmanager
def replayed(place: Path) -> Iterator[None]:
    """Answer every request from a cassette, or from all of a folder; none reaches the network.

    Raises ConfigurationError where there is none.
    """
    if not (place.is_file() or any(place.glob("*.yaml"))):
        raise ConfigurationError(f"no recorded answers in {place}; `make record` makes them")
    options = {} if place.is_file() else {"persister": _Folder}
    with _vcr("none").use_cassette(str(place), **options):
        yield


@contextmanager
def recorded(cassette: Path) -> Iterator[None]:
    """Record every request and answer anew into `cassette`."""
    cassette.unlink(missing_ok=True)
    cassette.parent.mkdir(parents=True, exist_ok=True)
    with _vcr("all").use_cassette(str(cassette)):
        yield


def _vcr(mode: str) -> Any:
    import vcr
    from vcr.record_mode import RecordMode

    return vcr.VCR(
        record_mode=RecordMode(mode),
        match_on=["method", "path", "body"],
        decode_compressed_response=True,
        before_record_request=_without_headers,
        before_record_response=_with_few_headers,
    )


class _Folder:
    """Loads all cassettes of a folder as one; matching is linear, but a folder is not long."""

    @staticmethod
    def load_cassette(cassette_path: str, serializer: Any) -> tuple[list[Any], list[Any]]:
        from vcr.persisters.filesystem import FilesystemPersister

        requests: list[Any] = []
        responses: list[Any] = []
        for path in sorted(Path(cassette_path).glob("*.yaml")):
            asked, answered = FilesystemPersister.load_cassette(str(path), serializer)
            requests += asked
            responses += answered
        return requests, responses

    @staticmethod
    def save_cassette(cassette_path: str, cassette_dict: Any, serializer: Any) -> None:
        """A folder is only read."""


def _without_headers(request: Any) -> Any:
    request.headers = {}
    return request


def _with_few_headers(response: dict[str, Any]) -> dict[str, Any]:
    kept = {
        name: value for name, value in response["headers"].items() if name.lower() in KEPT_HEADERS
    }
    return {**response, "headers": kept}
