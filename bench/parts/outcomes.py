"""The outcome of an article that gave records, as the benchmarks land it."""

from typing import Any

from schemas.records import Article
from schemas.tables import OutcomeRow


def read_once(article: Article, run_id: str, **spent: Any) -> OutcomeRow:
    """Asked nothing, unless `spent` gives other columns: `attempts=1, raw="{}"`."""
    asked_nothing = {
        "reason": None,
        "attempts": 0,
        "input_tokens": 0,
        "output_tokens": 0,
        "cost_usd": None,
        "latency_ms": 0,
        "raw": None,
    }
    return OutcomeRow(
        run_id=run_id,
        source_path=article.source_path,
        article_id=article.article_id,
        outcome="records",
        **{**asked_nothing, **spent},
    )
