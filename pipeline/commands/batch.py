"""`summitry batch`: submit requests to a provider's batch interface, collect the answers later."""

import json as json_module
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.options import (
    BaseUrl,
    Db,
    JsonLines,
    MaxOutputTokens,
    Mode,
    ModelName,
    Prices,
    Prompt,
    Published,
    Strategy,
    cost_by,
    without_credentials,
)
from pipeline.commands.sources import raw_sources_in
from pipeline.errors import counted

if TYPE_CHECKING:
    from pipeline.batching.terms import Terms
    from pipeline.errors import NotAnswered
    from pipeline.running.run import RunSettings, Summary
    from pipeline.storing.batches import Batches

batch_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Provider batches: half the price, by tomorrow.",
)


@batch_app.command()
def submit(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH…]", help="As for `run`; none: what waits already."),
    ] = None,
    *,
    model: ModelName = None,
    base_url: BaseUrl = None,
    db: Db = None,
    mode: Mode = None,
    prompt: Prompt = None,
    strategy: Strategy = None,
    published: Published = None,
    max_output_tokens: MaxOutputTokens = None,
    judge: Annotated[
        bool,
        typer.Option(
            "--judge/--no-judge",
            help="Ask how claims stand to each other, in a batch after the articles'.",
        ),
    ] = True,
    prices: Prices = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell requests, tokens and cost; send nothing.")
    ] = False,
    json: JsonLines = False,
) -> None:
    """Submit what `run` would ask about these articles, and what waits from before.

    The articles are kept beside the database, so that `collect` needs no PATH. Running the
    same again submits nothing twice, even after a kill. Without a PATH it submits follow-up
    questions and what a batch left without an answer.
    """
    from pipeline.batching.terms import alone, unread, wait
    from pipeline.commands.estimate import foretell
    from pipeline.errors import UsageError
    from pipeline.extracting.batchapi import Endpoint
    from pipeline.extracting.model import ModelSettings
    from pipeline.extracting.prompt import prompt as load_prompt
    from pipeline.extracting.prompt import prompt_for
    from pipeline.settings import load_settings

    given = load_settings(model=model, base_url=base_url, db=db, mode=mode)
    prompt = prompt_for(strategy, prompt)
    load_prompt(prompt)
    if dry_run:
        if not paths:
            raise UsageError("--dry-run needs the articles' paths")
        terms = _terms(given, max_output_tokens, prompt)
        asked = ModelSettings(terms.model, terms.base_url, terms.mode, max_output_tokens)
        settings = _settings(terms, given.db, prices, second_reading=False)
        sources = raw_sources_in(paths, given.db, published)
        foretell(sources, asked, settings, json=json, batch=True)
        return
    with _opened(given.db, must_exist=not paths) as batches, alone(given.db):
        if paths:
            terms = _terms(given, max_output_tokens, prompt)
            # Before any article is kept: a missing key shows at once.
            Endpoint.connect(terms.base_url).close()
            sources = raw_sources_in(paths, given.db, published)
            if wait(batches, terms, unread(sources, given.db, terms)) and judge:
                batches.wait_to_judge(str(terms))
        _submit_waiting(batches, given.db, json=json)


@batch_app.command()
def status(*, db: Db = None, json: JsonLines = False) -> None:
    """List the batches, as the endpoint tells of them now.

    Exit code 1: an endpoint did not answer; then what was seen last is listed.
    """
    from pipeline.batching.submit import note
    from pipeline.batching.terms import Terms
    from pipeline.errors import ModelError
    from pipeline.extracting.batchapi import Endpoint
    from pipeline.settings import load_settings
    from pipeline.storing.batches import open_batches

    faults = 0
    with _opened(load_settings(db=db).db, must_exist=True) as batches:
        for batch in open_batches(batches.all()):
            if batch.batch_id is None:
                continue
            try:
                with Endpoint.connect(Terms.of(batch.terms).base_url) as endpoint:
                    note(batches, batch.name, endpoint.get(batch.batch_id))
            except ModelError as error:
                faults += 1
                typer.echo(f"{batch.batch_id}: {error}", err=True)
        _print(batches, json=json)
    if faults:
        raise typer.Exit(1)


@batch_app.command()
def collect(
    *,
    db: Db = None,
    prices: Prices = None,
    resubmit: Annotated[
        bool, typer.Option("--resubmit", help="Submit what is missing then: a smaller batch.")
    ] = False,
    second_reading: Annotated[
        bool,
        typer.Option(
            "--second-reading/--no-second-reading",
            help="Flag where the built-in rules read otherwise than the model.",
        ),
    ] = True,
    give_up: Annotated[
        list[str] | None,
        typer.Option(
            "--give-up",
            metavar="BATCH",
            help="Wait no longer for what never comes whole: `submit` asks again.",
        ),
    ] = None,
    json: JsonLines = False,
) -> None:
    """Read the answers of finished batches in, and land the articles that are whole.

    A request that a batch left without an answer (expired, cancelled, failed) fails its
    article with that reason; `submit`, or --resubmit, asks again. Exit code 0: all well; 1:
    some articles failed, or a batch could not be read; 2: nothing could be done.
    """
    from pipeline.batching.collect import Harvest
    from pipeline.batching.collect import collect as collect_one
    from pipeline.batching.submit import settle
    from pipeline.batching.terms import Terms, alone
    from pipeline.commands.progress import closing, exit_code
    from pipeline.errors import ModelError
    from pipeline.extracting.batchapi import Endpoint
    from pipeline.settings import load_settings
    from pipeline.storing.batches import open_batches

    path = load_settings(db=db).db
    code = 0
    with _opened(path, must_exist=True) as batches, alone(path):
        settle(batches, Endpoint.connect)
        _give_up(batches, give_up or (), json=json)
        for batch in open_batches(batches.all()):
            try:
                with Endpoint.connect(Terms.of(batch.terms).base_url) as endpoint:
                    found = collect_one(batches, batch, endpoint, path.parent)
            except ModelError as error:
                told = f"{batch.batch_id}: {error}; collect again later"
                _tell({"event": "notice", "message": told}, told, json=json, err=True)
                code = 1
                continue
            if found is not None:
                _tell(
                    {
                        "event": "batch",
                        "batch": batch.batch_id,
                        "status": found.status,
                        "answered": found.answered,
                        "failed": found.failed,
                        "foreign": found.foreign,
                        "forgotten": found.forgotten,
                    },
                    f"{batch.batch_id}: {found.status}, {found.answered} answered, "
                    f"{found.failed} without an answer"
                    + f", {found.forgotten} about forgotten articles: nothing of them is kept"
                    * bool(found.forgotten)
                    + f", {found.foreign} lines of other requests" * bool(found.foreign),
                    json=json,
                )
        for text in list(batches.terms()):
            terms = Terms.of(text)
            settings = _settings(terms, path, prices, second_reading=second_reading)
            # Before more articles land: the questions were put about those that were there.
            code = max(code, _judge(batches, terms, settings, json=json))
            summary = _land(Harvest(batches, terms), settings, json=json)
            if summary is not None:
                closing(summary, settings, json=json)
                code = max(code, exit_code(summary))
                code = max(code, _judge(batches, terms, settings, json=json))
                if summary.interrupted:
                    raise typer.Exit(code)
        if resubmit:
            _submit_waiting(batches, path, json=json)
        else:
            _tell_left(batches, json=json)
    if code:
        raise typer.Exit(code)


def _submit_waiting(batches: "Batches", db: Path, *, json: bool) -> None:
    from pipeline.batching.submit import settle
    from pipeline.batching.submit import submit as submit_all
    from pipeline.batching.terms import Terms
    from pipeline.extracting.batchapi import Endpoint

    settle(batches, Endpoint.connect)
    for text in list(batches.terms()):
        terms = Terms.of(text)
        with Endpoint.connect(terms.base_url) as endpoint:
            pairs = _pairs(batches, terms, db)
            for batch in submit_all(batches, terms, endpoint, db.parent, pairs=pairs):
                _tell(
                    {
                        "event": "submitted",
                        "batch": batch.batch_id,
                        "requests": batch.requests,
                        "model": terms.model,
                    },
                    f"{batch.batch_id}: {counted(batch.requests, 'request')} submitted to "
                    f"{terms.model}",
                    json=json,
                )
    _tell_left(batches, json=json)


def _give_up(batches: "Batches", wanted: Iterable[str], *, json: bool) -> None:
    """Count batches as answered by nothing; raises UsageError for one that is not open."""
    from pipeline.errors import UsageError, not_found
    from pipeline.storing.batches import open_batches

    still = {batch.batch_id: batch for batch in open_batches(batches.all())}
    for batch_id in wanted:
        if batch_id not in still:
            raise UsageError(not_found("open batch", batch_id, "summitry batch status"))
        batches.collected(still[batch_id].name, f"batch {batch_id}: it was given up")
        requests = counted(still[batch_id].open, "request")
        _tell(
            {"event": "given_up", "batch": batch_id, "requests": still[batch_id].open},
            f"{batch_id}: given up, {requests} without an answer",
            json=json,
        )


def _land(harvest: Any, settings: "RunSettings", *, json: bool) -> "Summary | None":
    """Land what is whole by the run that lands everything; None where nothing is."""
    from itertools import chain

    from pipeline.commands.progress import run_to_its_end

    sources = harvest.sources()
    first = next(sources, None)
    if first is None:
        return None
    summary = run_to_its_end(
        chain([first], sources), None, settings, json=json, extracts=harvest.extracts
    )
    harvest.close()
    return summary


def _pairs(batches: "Batches", terms: "Terms", db: Path) -> "tuple[NotAnswered, ...]":
    """The questions about claims that are to be asked now."""
    from pipeline.batching.judging import judged

    if not db.exists() or not batches.to_judge(str(terms)):
        return ()
    return judged(batches, terms, db).missing


def _judge(batches: "Batches", terms: "Terms", settings: "RunSettings", *, json: bool) -> int:
    """Keep what a batch said of pairs of claims, once it has; the exit code."""
    from pipeline.batching.judging import judged, land_judged

    if not settings.db.exists() or not batches.to_judge(str(terms)):
        return 0
    one = judged(batches, terms, settings.db)
    found = one.found
    if one.missing:
        return 0
    if found.raw or found.failures:
        run_id = land_judged(batches, one, settings)
        told = f"claims      {counted(len(found.verdicts), 'pair')} judged, run {run_id}"
        failed = f"; not all: {found.failures[0]}" if found.failures else ""
        event = {"event": "judged", "run_id": run_id, "pairs": len(found.verdicts)}
        _tell({**event, "failures": list(found.failures)}, told + failed, json=json)
    batches.judged(str(terms), again=bool(found.failures))
    return 1 if found.failures else 0


def _settings(
    terms: "Terms", db: Path, prices: Path | None, *, second_reading: bool
) -> "RunSettings":
    from pipeline.extracting.prompt import is_choice
    from pipeline.running.run import RunSettings

    others = {
        "base_url": terms.base_url,
        "mode": terms.mode,
        "max_output_tokens": terms.max_output_tokens,
        "batch": True,
    }
    return RunSettings(
        terms.model,
        db,
        terms.prompt,
        jobs=1,
        judge=False,  # it is asked about in a batch of its own
        # Choices hold both readings already.
        second_reading=second_reading and not is_choice(terms.prompt),
        cost=cost_by(prices),
        others=others,
    )


def _terms(given: Any, max_output_tokens: int | None, prompt: str) -> "Terms":
    from pipeline.batching.terms import Terms
    from pipeline.errors import ConfigurationError
    from pipeline.settings import NO_MODEL

    if given.model is None:
        raise ConfigurationError(NO_MODEL)
    if given.base_url is None and not given.model.startswith("openai/"):
        raise ConfigurationError(
            f"{given.model} takes no such batches: they are for openai/… or, with --base-url, for "
            "an endpoint with OpenAI's /files and /batches"
        )
    base_url = without_credentials(given.base_url)
    return Terms(given.model, base_url, given.mode, max_output_tokens, prompt)


@contextmanager
def _opened(db: Path, *, must_exist: bool = False) -> "Iterator[Batches]":
    from pipeline.errors import DatabaseError
    from pipeline.storing.answers import Answers, answers_path
    from pipeline.storing.batches import Batches

    # Of a copy elsewhere the answers alone may be there.
    if must_exist and not (db.exists() or answers_path(db).exists()):
        raise DatabaseError(
            f"there is no {db} and no {answers_path(db).name} beside it; `summitry batch submit "
            "PATH…` makes them (or name others: --db)"
        )
    with Answers.beside(db, must_exist=must_exist) as answers:
        yield Batches(answers)


def _tell_left(batches: "Batches", *, json: bool) -> None:
    """What is still to come, as the last line."""
    from pipeline.storing.batches import open_batches

    still = list(open_batches(batches.all()))
    waiting = sum(batches.terms().values())
    requests = sum(batch.open for batch in still)
    to_judge = any(batches.to_judge(terms) for terms in batches.terms())
    told = (
        f"open        {len(still)} batch{'' if len(still) == 1 else 'es'}, "
        f"{counted(requests, 'request')}; {counted(waiting, 'article')} waiting"
    )
    if to_judge:
        told += ", and pairs of claims to be judged"
    if batches.terms() and not still:
        told += ": `summitry batch submit` asks what is missing"
    event = {"event": "open", "batches": len(still), "requests": requests, "articles": waiting}
    _tell({**event, "to_judge": to_judge}, told, json=json)


def _print(batches: "Batches", *, json: bool) -> None:
    from pipeline.batching.terms import Terms
    from pipeline.storing.database import Result
    from pipeline.storing.tabular import print_result

    found = batches.all()
    columns = (
        "batch_id",
        "status",
        "model",
        "requests",
        "completed",
        "failed",
        "unread",
        "submitted_at",
        "collected_at",
    )
    rows = tuple(
        (
            one.batch_id,
            one.status,
            Terms.of(one.terms).model,
            one.requests,
            one.completed,
            one.failed,
            one.open,
            one.begun_at,
            one.collected_at,
        )
        for one in found
    )
    print_result(Result(columns, rows), "json" if json else "table")
    if not json:
        _tell_left(batches, json=False)


def _tell(event: dict[str, Any], words: str, *, json: bool, err: bool = False) -> None:
    typer.echo(json_module.dumps(event) if json else words, err=err and not json)
