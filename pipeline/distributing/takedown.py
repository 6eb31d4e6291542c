"""Taking articles out of shards: of runs that were killed, and of what `--keep-shards` left."""

from collections.abc import Collection, Iterator

from pipeline.distributing.place import Place
from pipeline.distributing.shard import articles_of, forget_ends, forget_in, named_ends
from pipeline.storing.takedowns import Named

KEPT, OPEN = "kept", "open"


def named_in(place: Place) -> Iterator[Named]:
    """The articles that lie there."""
    for file in (place / KEPT).within():
        for article_id, path in named_ends(file):
            yield Named(article_id, sources=(path,))
    for shard in _shards(place):
        for one in articles_of(shard) or ():
            article = one.article
            yield Named(article.article_id, article.title, article.url, (article.source_path,))


def forget(place: Place, article_ids: Collection[str]) -> None:
    """Leave these articles out of all that lies there; raises DatabaseError where it cannot."""
    for file in (place / KEPT).within():
        forget_ends(file, article_ids)
    for shard in _shards(place):
        forget_in(shard, article_ids)


def _shards(place: Place) -> Iterator[Place]:
    for session in (place / OPEN).within():
        yield from session.within()
