"""One article to its end: asked about, resolved, its failure told by kind."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.errors import DatabaseError, ModelError, SummitryError, Transport, Usage
from pipeline.extracting.bymodel import Extracts
from pipeline.extracting.extract import ExtractionFailed, is_empty
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.rules.language import with_language
from pipeline.running.ending import Done, outcome_of
from schemas.records import Article, ArticleRecords


class Stop(SummitryError):
    """A fault that every other article would meet too."""


@dataclass
class Attempt:
    """Remembers whether the endpoint ever answered: one that never did stops the run."""

    extracts: Extracts
    cost_of: Callable[[Usage], float | None]
    """USD; None where no price is known."""
    endpoint: str
    """Whom to name where nobody answers."""
    answered: bool = False

    async def end(self, article: Article) -> Done:
        """How it ends; raises Stop and DatabaseError."""
        try:
            found = await self.extracts(article)
            self.answered = True
            records = resolve(_in_its_language(found.records))
            return Done(
                article.source_path,
                article.article_id,
                "empty" if is_empty(records) else "records",
                usage=found.usage,
                cost_usd=self.cost_of(found.usage),
                raw="\n".join(found.raw),
                article=records.article,
                records=records,
                keys=found.keys,
            )
        except ExtractionFailed as failure:
            self._stop_if_hopeless(failure.cause)
            return Done(
                article.source_path,
                article.article_id,
                outcome_of(failure.cause),
                str(failure),
                usage=failure.usage,
                cost_usd=self.cost_of(failure.usage),
                raw="\n".join(failure.raw) or None,
                article=with_language(dated_article(article)),
                keys=failure.keys,
            )
        except DatabaseError:
            # What answers are kept in is broken or full: the next would be lost as well.
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours must cost one article, not a night
            return Done(
                article.source_path,
                article.article_id,
                "invalid",
                f"summitry itself failed on this article: {type(error).__name__}: {error}",
                article=dated_article(article),
            )

    def _stop_if_hopeless(self, cause: ModelError) -> None:
        if isinstance(cause, Transport) and (
            cause.fatal or (cause.unreachable and not self.answered)
        ):
            if cause.unreachable:
                raise Stop(f"{cause}; is the endpoint running? ({self.endpoint}, see --base-url)")
            raise Stop(str(cause)) from cause
        self.answered = self.answered or not isinstance(cause, Transport)


def _in_its_language(records: ArticleRecords) -> ArticleRecords:
    return records.model_copy(update={"article": with_language(records.article)})
