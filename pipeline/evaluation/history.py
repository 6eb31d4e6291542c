"""A run's figures, kept in the database beside what they judge: table `evaluations`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.evaluation.results import Figure, Result
from pipeline.evaluation.score import Evaluation
from pipeline.storing.database import Database
from pipeline.storing.named import the_one
from schemas.tables import EvaluationRow


def keep(database: Database, evaluation: Evaluation) -> str:
    """Write the figures under the latest run; an earlier evaluation of it is replaced.

    Returns the run_id. Raises UsageError where the records name no known run.
    """
    if not evaluation.run_ids:
        raise UsageError(f"no run in {database.path} made these records; --no-save keeps nothing")
    run_id = evaluation.run_ids[0]
    rows = [
        EvaluationRow(
            run_id=run_id,
            gold=evaluation.gold,
            metric=figure.metric,
            value=figure.value,
            n=figure.n,
            details=details(figure) | {"run_ids": list(evaluation.run_ids)},
        )
        for figure in evaluation.figures
    ]
    with database.transaction():
        database.run("evaluations")
        database.run("eval_forget", {"run_id": run_id, "gold": evaluation.gold})
        database.insert(rows)
    return run_id


def details(figure: Figure) -> dict[str, Any]:
    return {
        "precision": figure.precision,
        "recall": figure.recall,
        "aligned": figure.aligned,
        "low": figure.low,
        "high": figure.high,
        "records": [_record(result) for result in figure.results],
    }


def _record(result: Result) -> dict[str, Any]:
    return {
        "doc": result.doc,
        "record": result.record,
        "hit": result.hit,
        "in_gold": result.in_gold,
        "in_found": result.in_found,
        "expected": result.expected,
        "got": result.got,
        "words": result.words,
    }


def kept(database: Database, run: str) -> dict[str, list[Figure]]:
    """Gold -> the figures kept for the run whose id begins so.

    Raises UsageError, naming the runs that have figures, where it has none or is not one.
    """
    if not database.run("eval_has_history").rows[0][0]:
        raise UsageError(
            f"{database.path} keeps no figures yet; `summitry eval GOLD` computes and keeps them"
        )
    there = [str(row[0]) for row in database.run("eval_kept_runs").rows]
    begun = [one for one in there if one.startswith(run)]
    run_id = the_one("run with figures", run, begun, there)
    rows = database.run("eval_kept", {"run_id": run_id}).dicts()
    found: dict[str, list[Figure]] = {}
    for row in rows:
        found.setdefault(row["gold"], []).append(
            _figure(row["metric"], row["value"], row["n"], json.loads(row["details"]))
        )
    return found


def read_report(path: Path) -> dict[str, list[Figure]]:
    """Gold -> the figures of a file that `summitry eval --json` wrote."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {
            told["gold"]: [
                _figure(row["metric"], row["value"], row["n"], row) for row in told["figures"]
            ]
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is no report of `summitry eval --json`: {error!r}") from error


def _figure(metric: str, value: float | None, n: int, told: dict[str, Any]) -> Figure:
    return Figure(
        metric=metric,
        value=value,
        n=n,
        precision=told["precision"],
        recall=told["recall"],
        aligned=told["aligned"],
        low=told["low"],
        high=told["high"],
        results=tuple(_results(metric, told["records"])),
    )


def _results(metric: str, records: Iterable[dict[str, Any]]) -> Iterable[Result]:
    return (Result(metric=metric, **record) for record in records)
