"""`summitry eval GOLD`, `summitry eval --compare A B`: how good the records are."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import Db

if TYPE_CHECKING:
    from pipeline.evaluation.results import Figure


def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOLD…",
            help="A folder of gold, such as tests/gold or tests/devset, or files of it.",
            show_default=False,
        ),
    ] = None,
    *,
    db: Db = None,
    aliases: Annotated[
        Path | None,
        typer.Option(
            "--aliases",
            metavar="FILE",
            help="Further forms of gold's actors, and meetings that are one event "
            "[default: GOLD/aliases.json].",
        ),
    ] = None,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--compare",
            metavar="RUN_A RUN_B",
            help="What got better and worse from A to B: run ids, or files written with --json.",
        ),
    ] = None,
    save: Annotated[
        bool, typer.Option("--save/--no-save", help="Keep the figures in the database.")
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="JSON with every record's result.")] = False,
) -> None:
    """Score the records against gold: meetings, statements, claims, actors, events.

    Exit code 0 whatever the figures are; 2: nothing could be compared.
    """
    from pipeline.errors import UsageError
    from pipeline.evaluation import report
    from pipeline.evaluation.gold import read_gold
    from pipeline.evaluation.history import keep
    from pipeline.evaluation.score import evaluate as score
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database

    path = load_settings(db=db).db
    if compare:
        _compare(path, *compare, json=json)
        return
    if not gold:
        raise UsageError("name the gold, such as `summitry eval tests/gold`, or --compare two runs")
    against = read_gold(gold, aliases)
    # Read-only first: scoring takes its time, and a missing file must not be made.
    with Database.open(path, read_only=True) as database:
        evaluation = score(database, against)
    if save:
        with Database.open(path, wait=10) as database:
            keep(database, evaluation)
    if json:
        report.print_json(report.as_json(evaluation))
    else:
        report.print_evaluation(evaluation)


def _compare(path: Path, before: str, after: str, *, json: bool) -> None:
    from pipeline.evaluation import report
    from pipeline.evaluation.compare import compare

    comparisons = compare(_figures(path, before), _figures(path, after))
    if json:
        report.print_json([report.comparison_json(one) for one in comparisons])
        return
    for one in comparisons:
        report.print_comparison(one)


def _figures(path: Path, run: str) -> "dict[str, list[Figure]]":
    """Gold -> figures, from a file of `--json` or from the database."""
    from pipeline.evaluation.history import kept, read_report
    from pipeline.storing.database import Database

    if Path(run).is_file():
        return read_report(Path(run))
    with Database.open(path, read_only=True) as database:
        return kept(database, run)
