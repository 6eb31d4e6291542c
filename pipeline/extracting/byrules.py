"""Extraction by the built-in rules: nobody is asked, the same text gives the same records."""

from functools import cache
from pathlib import Path

from pipeline.errors import NotServed, Usage
from pipeline.extracting.extract import Extraction, ExtractionFailed
from pipeline.grounding.ground import ground
from pipeline.resolving.dated import dated_article
from pipeline.resources import code_of, texts_sha256
from pipeline.rules.draft import drafted, reading_of
from pipeline.rules.language import SERVED, is_served, language_of
from pipeline.rules.terms import terms
from pipeline.settings import RULES
from schemas.records import Article, ArticleRecords

READ_BY = ("rules", "grounding", "resolving", "lookup")
"""The packages whose code decides what the rules make of a text."""


async def by_rules(article: Article) -> Extraction:
    """The records that the rules find; raises ExtractionFailed for a language they do not read."""
    if not is_served(article):
        served = ", ".join(sorted(SERVED))
        told = f"language: {language_of(article)} (the built-in rules read {served}; a model may)"
        raise ExtractionFailed(NotServed(told), Usage(), ())
    return Extraction(read_by_rules(dated_article(article)), Usage(), ())


def read_by_rules(article: Article) -> ArticleRecords:
    """All that the rules find in a dated article; what grounding refuses is among the rejects."""
    reading = reading_of(article)
    grounding = ground(article, drafted(reading), terms(reading.layout))
    rejects = tuple(failure.as_reject() for failure in grounding.failures)
    return grounding.records.model_copy(update={"rejects": rejects})


@cache
def rules_sha256() -> str:
    """One hash over the rules' code and tables, as a prompt has one over its words.

    All that makes records of a text by rules: what grounding refuses and how days and names
    are resolved changes them as well.
    """
    home = Path(__file__).parent.parent
    tables = (path for path in (home / "reference").glob("*.csv") if path.name != "prices.csv")
    code = (path for package in READ_BY for path in code_of(package))
    return texts_sha256(sorted((*code, *tables)))


def rules_prompt() -> str:
    """What stands for the rules where a run names its prompt: `rules/3f2a91c0`."""
    return f"{RULES}/{rules_sha256()[:8]}"
