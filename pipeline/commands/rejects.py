"""`summitry rejects`, `replay`, `forget`: what failed, trying it again, taking an article out."""

import json as json_module
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import (
    BaseUrl,
    Db,
    JsonLines,
    MaxTokens,
    MaxUsd,
    Prices,
    cost_by,
    without_credentials,
)
from pipeline.errors import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.running.deadletters import Again
    from pipeline.storing.answers import Answers
    from pipeline.storing.takedowns import Named, Takedowns
    from schemas.records import Article

Reason = Annotated[
    str | None,
    typer.Option("--reason", help="An outcome or a reject's code, as `rejects` lists them."),
]


def rejects(*, reason: Reason = None, db: Db = None, json: JsonLines = False) -> None:
    """List failed articles and rejected records by reason; with --reason each of them.

    What a later run mended is not listed. `replay` tries again.
    """
    from pipeline.running.deadletters import letters
    from pipeline.settings import load_settings
    from pipeline.storing.answers import Answers
    from pipeline.storing.database import Result
    from pipeline.storing.tabular import print_result

    path = load_settings(db=db).db
    found = letters(path, reason)
    if reason is not None:
        columns = ("what", "code", "source_path", "article_id", "message", "model", "run_id")
        told = Result(columns, tuple(tuple(getattr(one, c) for c in columns) for one in found))
    else:
        counts = Counter((one.what, one.code) for one in found)
        first = {(one.what, one.code): one for one in reversed(found)}
        rows = tuple(
            (*key, n, first[key].source_path, first[key].message)
            for key, n in sorted(counts.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0]))
        )
        told = Result(("what", "code", "count", "example", "message"), rows)
    print_result(told, "json" if json else "table")
    with Answers.beside(path, must_exist=True) as answers:
        if begun := answers.begun_anew():
            typer.echo(f"{_of_a_killed_replay(begun)} used by the next `summitry replay`", err=True)


def replay(
    *,
    reason: Reason = None,
    model: Annotated[
        str | None, typer.Option("--model", help="Another model than the one that failed.")
    ] = None,
    base_url: BaseUrl = None,
    db: Db = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Most calls in flight [default: 16].")
    ] = None,
    max_usd: MaxUsd = None,
    max_tokens: MaxTokens = None,
    prices: Prices = None,
    json: JsonLines = False,
) -> None:
    """Try again what `rejects` lists: failed articles, and articles with rejected records.

    The stored texts are asked about, with the model that failed or with --model. An article
    that fails again keeps the records it had. Exit codes as for `run`.
    """
    from dataclasses import replace

    from pipeline.commands.progress import closing, exit_code, run_to_its_end
    from pipeline.extracting.byrules import by_rules
    from pipeline.extracting.model import JOBS
    from pipeline.running.deadletters import again, letters
    from pipeline.settings import RULES, load_settings
    from pipeline.storing.answers import Answers

    given = load_settings(db=db, jobs=jobs)
    found = letters(given.db, reason)
    tried = again(found, model)
    unread = sum(one.article_id is None for one in found)
    if unread and not json:
        sources = counted(unread, "source")
        typer.echo(f"{sources} could not be read: `summitry run` on their paths tries again")
    if not tried and not json:
        typer.echo("nothing to try again")
    code = 0
    for one in tried:
        asked = replace(one.way.asked, jobs=given.jobs or JOBS)
        if base_url is not None:
            asked = replace(asked, base_url=base_url)
        settings = replace(
            one.way.settings(given.db),
            jobs=asked.jobs,
            cost=cost_by(prices),
            max_usd=None if one.way.model == RULES else max_usd,
            max_tokens=max_tokens,
            # Another model's questions are others: its kept answers led to no reject yet.
            anew=() if model or one.way.model == RULES else one.anew,
            others={"replay_of": list(one.way.run_ids), **_shaping(one, base_url)},
        )
        by_rule = one.way.model == RULES
        with Answers.beside(given.db) as answers:
            if (begun := answers.begun_anew()) and not json:
                typer.echo(f"{_of_a_killed_replay(begun)} not paid for again")
            summary = run_to_its_end(
                _as_shown(given.db, one, answers),
                None if by_rule else asked,
                settings,
                json=json,
                extracts=by_rules if by_rule else None,
                total=len(one.way.article_ids),
            )
        closing(summary, settings, json=json)
        code = max(code, exit_code(summary))
        if summary.interrupted or summary.ceiling:
            break
        # What one way has spent the next cannot spend.
        if max_usd is not None:
            max_usd = max(0.0, max_usd - (summary.cost_usd or 0.0))
        if max_tokens is not None:
            max_tokens = max(0, max_tokens - summary.tokens)
    if code:
        raise typer.Exit(code)


def forget(
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE…", help="article_id or its beginning, path, or URL."),
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Although a run has not ended, such as a killed one.")
    ] = False,
    db: Db = None,
    json: JsonLines = False,
) -> None:
    """Take articles out for good, with all that rests on them, kept answers included.

    Their bytes are gone from both files. What stays: what their calls cost, without a word
    of them. Not touched: your own files, exports, reports, backups, and what a provider keeps.
    """
    from pipeline.batching.terms import alone
    from pipeline.errors import UsageError
    from pipeline.running.forgetting import forget as forget_all
    from pipeline.settings import load_settings
    from pipeline.storing.answers import Answers
    from pipeline.storing.takedowns import Takedowns

    path = load_settings(db=db).db
    with alone(path), Answers.beside(path, must_exist=True) as kept:
        found, in_shards = _to_forget(path, Takedowns(kept), articles, force=force)
    for one in found if not json else ():
        typer.echo(f"{one.article_id}  {one.title or ''}  {', '.join(one.sources)}")
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nothing is forgotten unasked: add --yes")
        typer.confirm(f"forget {counted(len(found), 'article')} for good?", abort=True)
    with alone(path), Answers.beside(path) as kept:
        asked = Takedowns(kept).batches(found)
        answers = forget_all(path, kept, found, in_shards)
    if json:
        event = {"event": "forgotten", "articles": [one.article_id for one in found]}
        typer.echo(json_module.dumps({**event, "answers": answers, "asked_by_batches": asked}))
        return
    told = f"{counted(len(found), 'article')}, {counted(answers, 'kept answer')}"
    typer.echo(f"forgotten: {told}; {path} is written anew")
    for batch in asked:
        typer.echo(f"{batch} still holds what was asked about them: cancel it, delete its files")
    typer.echo("not touched: your own files, exports, reports, backups, what a provider keeps")


def _to_forget(
    path: "Path", takedowns: "Takedowns", words: list[str], *, force: bool
) -> "tuple[list[Named], Callable[[set[str]], None]]":
    """The articles that are meant, with those of a takedown that was killed; and what takes
    articles out of shards.
    """
    from contextlib import nullcontext

    from pipeline.distributing.engine import at_shards
    from pipeline.running.forgetting import named, refuse_unfinished
    from pipeline.storing.answers import answers_path
    from pipeline.storing.database import Database

    places = at_shards(path, takedowns.shards())

    def lying() -> "Iterator[Named]":
        from pipeline.distributing.takedown import named_in

        for place in places:
            yield from named_in(place)

    def in_shards(article_ids: set[str]) -> None:
        from pipeline.distributing.takedown import forget

        for place in places:
            forget(place, article_ids)

    # Articles may wait for a batch before there is a database.
    there = path.exists() or not answers_path(path).exists()
    opening = Database.open(path, read_only=True) if there else nullcontext()
    with opening as opened:
        found = named(opened, takedowns, words, lying)
        if opened is not None and not force:
            refuse_unfinished(opened)
    begun = [one for one in takedowns.begun() if one not in found]
    if begun:
        others = counted(len(begun), "other article")
        typer.echo(f"a takedown of {others} was killed; it is finished as well")
    return found + begun, in_shards if places else lambda _: None


def _of_a_killed_replay(begun: int) -> str:
    return f"{counted(begun, 'answer')} of a replay that was killed: kept,"


def _shaping(one: "Again", base_url: str | None) -> dict[str, object]:

    if base_url is None:
        return one.way.shaping
    return {**one.way.shaping, "base_url": without_credentials(base_url)}


def _as_shown(db: "Path", one: "Again", answers: "Answers") -> "Iterator[Article]":
    """The stored texts with what was known when a model was last shown them."""
    from pipeline.running.rebuild import stored_articles

    for text in stored_articles(db, one.way.article_ids):
        shown = answers.shown(text.article_id, text)
        yield shown.read if shown is not None else text
