"""What did not make it: failed articles and rejected records, by reason; which to try again."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.running.rebuild import SHAPING, Way
from pipeline.storing.database import Database


@dataclass(frozen=True, slots=True)
class Letter:
    """One failed source, or one rejected record."""

    what: str
    """`article` or `record`."""
    code: str
    """The outcome, or why the record was rejected."""
    message: str | None
    source_path: str
    article_id: str | None
    """None where the source could not be read."""
    run_id: str
    model: str
    prompt: str
    settings: str
    """Of the run, as JSON."""


def letters(db: Path, reason: str | None = None) -> list[Letter]:
    """What nothing has mended since, articles first; raises UsageError for an unknown reason."""
    with Database.open(db, read_only=True) as opened:
        found = [
            Letter(what=what, **row)
            for what, query in (("article", "failed"), ("record", "rejected"))
            for row in opened.run(f"rejects/{query}").dicts()
        ]
    if reason is None:
        return found
    codes = Counter(letter.code for letter in found)
    if reason not in codes:
        there = ", ".join(sorted(codes)) or "none"
        raise UsageError(f"nothing failed or was rejected for '{reason}'; there are: {there}")
    return [letter for letter in found if letter.code == reason]


@dataclass(frozen=True, slots=True)
class Again:
    """Articles to try again in the way in which they failed."""

    way: Way
    anew: tuple[str, ...]
    """Of them, those whose kept answers led to a rejected record: they are not to be used."""


def again(found: list[Letter], model: str | None) -> list[Again]:
    """The articles of these letters, each once, by way; `model` instead of the run's own.

    Sources that could not be read are left out: only `run` on their paths reads them.
    """
    ways: dict[str, dict[str, Letter]] = {}
    for letter in found:
        if letter.article_id is not None:
            told = json.loads(letter.settings)
            shaping = {key: told.get(key) for key in SHAPING}
            way = json.dumps([model or letter.model, letter.prompt, shaping])
            ways.setdefault(way, {}).setdefault(letter.article_id, letter)
    rejected = {letter.article_id for letter in found if letter.what == "record"}
    return [_again(way, of, rejected) for way, of in ways.items()]


def _again(way: str, of: dict[str, Letter], rejected: set[str | None]) -> Again:
    model, prompt, shaping = json.loads(way)
    run_ids = tuple(sorted({letter.run_id for letter in of.values()}))
    ids = tuple(of)
    anew = tuple(article_id for article_id in ids if article_id in rejected)
    return Again(Way(model, prompt, shaping, run_ids, ids), anew)
