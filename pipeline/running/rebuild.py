"""Making the records anew from stored texts and kept answers, with today's rules; nobody is asked.

What a rule of grounding, dates, names or places decides is decided again. A changed
prompt or schema makes other requests, and to those no answer is kept.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.extracting.model import ModelSettings
from pipeline.reading.text import explicit_day, paragraphs_of
from pipeline.running.landing import IN_MEMORY
from pipeline.running.run import RunSettings
from pipeline.running.spool import Spool
from pipeline.storing.database import Database
from schemas.records import Article

PAGE = 200
"""Texts that are read at once."""
SHAPING = ("base_url", "mode", "max_output_tokens", "second_reading")
"""What of a run's settings shapes its requests, and its flags."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which articles were read, and those that were read so."""

    model: str
    prompt: str
    shaping: dict[str, Any]
    run_ids: tuple[str, ...]
    """The runs that made what is there."""
    article_ids: tuple[str, ...]

    @property
    def asked(self) -> ModelSettings:
        mode, most = self.shaping.get("mode"), self.shaping.get("max_output_tokens")
        return ModelSettings(self.model, self.shaping.get("base_url"), mode, most)

    def settings(self, db: Path) -> RunSettings:
        others = {**self.shaping, "rebuild_of": list(self.run_ids)}
        return RunSettings(
            self.model,
            db,
            self.prompt,
            jobs=1,
            judge=False,
            second_reading=bool(others.pop("second_reading")),
            again=True,
            others=others,
        )


def ways(db: Path) -> list[Way]:
    """How the articles of a database were read, each of them in one way."""
    with Database.open(db, read_only=True) as opened:
        found: dict[str, list[tuple[str, str]]] = {}
        for article_id, run_id, model, prompt, settings in opened.run("ways").rows:
            told = json.loads(settings)
            shaping = {key: told.get(key) for key in SHAPING}
            way = json.dumps([model, prompt, shaping])
            found.setdefault(way, []).append((article_id, run_id))
    return [_way(way, read) for way, read in found.items()]


def _way(way: str, read: list[tuple[str, str]]) -> Way:
    model, prompt, shaping = json.loads(way)
    run_ids = tuple(sorted({run_id for _, run_id in read}))
    return Way(model, prompt, shaping, run_ids, tuple(article_id for article_id, _ in read))


def stored_articles(db: Path, article_ids: tuple[str, ...]) -> Iterator[Article]:
    """These articles as they were read, as far as the database tells.

    They are read at once and wait in a file: while they are worked on, the database is
    free for what lands.
    """
    waiting: Spool[Article] = Spool(db.parent, IN_MEMORY)
    with Database.open(db, read_only=True) as opened:
        for start in range(0, len(article_ids), PAGE):
            page = {"article_ids": list(article_ids[start : start + PAGE])}
            for row in opened.run("stored_articles", page).dicts():
                read: dict[str, Any] = {"paragraphs": paragraphs_of(row["text"])}
                if row["published_text"]:
                    # What the text itself says of its date is read again by today's rules.
                    read["published"] = explicit_day(row["published_text"])
                waiting.put(Article.model_validate(row | read))
    while found := waiting.take(1):
        yield from found
