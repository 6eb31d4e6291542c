"""From news articles to a database in which every row shows the words it rests on.

    from pipeline import read, extract, resolve, land, query

Every public name is documented with an example in docs/api.md. Each is imported when it is
first asked for, so that `summitry --help` does not wait for openai.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import extract, judge, land, recorded_seeds
    from pipeline.errors import SummitryError
    from pipeline.exporting.export import export
    from pipeline.extracting.model import Model, ModelSettings
    from pipeline.grounding.ground import ground
    from pipeline.reading.read import read
    from pipeline.reading.unreadable import Unreadable
    from pipeline.resolving.resolve import resolve
    from pipeline.storing.database import Database
    from pipeline.storing.query import query
    from pipeline.storing.validate import validate
    from schemas.draft import ArticleDraft
    from schemas.records import Article, ArticleRecords

__all__ = [
    "Article",
    "ArticleDraft",
    "ArticleRecords",
    "Database",
    "Model",
    "ModelSettings",
    "SummitryError",
    "Unreadable",
    "export",
    "extract",
    "ground",
    "judge",
    "land",
    "query",
    "read",
    "recorded_seeds",
    "resolve",
    "validate",
]

_HOMES = {
    "pipeline.api": "extract judge land recorded_seeds",
    "pipeline.errors": "SummitryError",
    "pipeline.exporting.export": "export",
    "pipeline.extracting.model": "Model ModelSettings",
    "pipeline.grounding.ground": "ground",
    "pipeline.reading.read": "read",
    "pipeline.reading.unreadable": "Unreadable",
    "pipeline.resolving.resolve": "resolve",
    "pipeline.storing.database": "Database",
    "pipeline.storing.query": "query",
    "pipeline.storing.validate": "validate",
    "schemas.draft": "ArticleDraft",
    "schemas.records": "Article ArticleRecords",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
