"""What is to be forgotten, in the file of kept answers: noted first, left out last.

So whatever dies in between, the same takedown again knows what it was about, although
parts of the article are gone by then.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pipeline.storing.answers import WAITING, Answers


@dataclass(frozen=True, slots=True)
class Named:
    """An article that is to be forgotten."""

    article_id: str
    title: str | None = None
    url: str | None = None
    sources: tuple[str, ...] = ()

    def is_called(self, word: str) -> bool:
        """By its id or the beginning of it, a path, or its URL."""
        begins = bool(word) and self.article_id.startswith(word)
        return begins or word == self.url or word in self.sources


class Takedowns:
    """Articles on their way out, and where else they may lie."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def known(self, word: str) -> list[Named]:
        """Articles of that name that wait for a batch, or were shown to a model."""
        found: dict[str, Named] = {}
        for article_id, title, url, path in self.answers.file.run(
            "takedown/known", {"wanted": word}
        ):
            before = found.get(article_id, Named(article_id))
            sources = (*before.sources, path) if path is not None else before.sources
            found[article_id] = Named(article_id, before.title or title, url, sources)
        return list(found.values())

    def begun(self) -> list[Named]:
        """What an earlier takedown has begun with, and was killed before it ended."""
        told = (json.loads(named) for (named,) in self.answers.file.run("takedown/begun"))
        return [Named(**{**one, "sources": tuple(one["sources"])}) for one in told]

    def begin(self, articles: Iterable[Named]) -> None:
        """Note them; from here on they wait for no batch, and no answer of one is kept."""
        with self.answers.file.transaction():
            for one in articles:
                words = {"article_id": one.article_id, "named": json.dumps(asdict(one))}
                self.answers.file.run("takedown/begin", words)
                for name in WAITING:
                    self.answers.file.run(name, {"article_id": one.article_id})

    def end(self, articles: Iterable[Named]) -> None:
        """Nothing is left of them: nor is the note."""
        with self.answers.file.transaction():
            for one in articles:
                self.answers.file.run("takedown/end", {"article_id": one.article_id})
        self.answers.file.flush()

    def batches(self, articles: Iterable[Named]) -> list[str]:
        """The batches at an endpoint that are still to answer about these articles."""
        ids = json.dumps([one.article_id for one in articles])
        return [row[0] for row in self.answers.file.run("takedown/batches", {"article_ids": ids})]

    def shards(self) -> list[str]:
        """The folders and buckets where shards of this database may lie."""
        return [row[0] for row in self.answers.file.run("takedown/shards")]

    def note_shards(self, url: str) -> None:
        self.answers.file.run("takedown/note_shards", {"url": url})
