"""`summitry diff`: what two runs made of the same articles."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import counted

if TYPE_CHECKING:
    from pipeline.storing.diff import ArticleDiff, RunsDiff

SHOWN = 100
"""Characters of a value in a line."""


def diff(
    run_a: Annotated[str, typer.Argument(metavar="RUN_A", help="A run, or its beginning.")],
    run_b: Annotated[str, typer.Argument(metavar="RUN_B", help="Another; see `summitry runs`.")],
    *,
    article: Annotated[
        str | None, typer.Option("--article", help="This article_id alone, or its beginning.")
    ] = None,
    db: Annotated[
        Path | None, typer.Option("--db", help="The database [default: summits.duckdb].")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON lines, one a change.")] = False,
) -> None:
    """Show field by field what changed between two runs, and why."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.diff import diff as diff_runs

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        found = diff_runs(database, run_a, run_b, article)
    for line in _json_lines(found) if json else _lines(found):
        typer.echo(line)


def _lines(found: "RunsDiff") -> Iterator[str]:
    yield f"{found.run_a} -> {found.run_b}"
    yield from (f"  {line}" for line in found.settings)
    for one in found.articles:
        yield ""
        yield f"{one.article_id}  {one.title or ''}".rstrip()
        yield from (f"  why: {reason}" for reason in one.why)
        yield from _changes(one)
    yield ""
    yield f"{counted(len(found.articles), 'article')} that differ, {found.same} alike" + "".join(
        f"; {words.format(number)}"
        for number, words in (
            (found.left, "{} of these left as they were, for their records were there"),
            (found.unknown, "{} of which the older records are not kept"),
            (found.only_a, "{} only in the first run, not there yet in the second"),
            (found.only_b, "{} only in the second run, not there yet in the first"),
        )
        if number
    )


def _changes(one: "ArticleDiff") -> Iterator[str]:
    signs = {"added": "+", "removed": "-", "changed": "~"}
    told = None
    for change in one.changes:
        if (change.record_kind, change.record_id) != told:
            told = change.record_kind, change.record_id
            yield f"  {signs[change.change]} {change.record_kind} {_short(change.words)}"
        if change.field is not None:
            yield f"      {change.field}: {_short(change.before)} -> {_short(change.after)}"


def _short(value: Any) -> str:
    """In one line, and without what could drive a terminal."""
    text = str("-" if value is None else value)
    seen = "".join(c if c.isprintable() else " " for c in text)
    return seen if len(seen) <= SHOWN else f"{seen[: SHOWN - 1]}…"


def _json_lines(found: "RunsDiff") -> Iterator[str]:
    import dataclasses
    import json

    for one in found.articles:
        for change in one.changes:
            line = {
                "event": "change",
                "article_id": one.article_id,
                "why": one.why,
                **dataclasses.asdict(change),
            }
            yield json.dumps(line, ensure_ascii=False)
    counts = {
        name: getattr(found, name)
        for name in ("run_a", "run_b", "settings", "same", "left", "unknown", "only_a", "only_b")
    }
    summary = {"event": "summary", "differ": len(found.articles), **counts}
    yield json.dumps(summary, ensure_ascii=False)
