"""`summitry events`: what happened, told by how many, and a person's word on it."""

import getpass
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.options import By, Db, Json
from pipeline.errors import counted

events_app = typer.Typer(
    help="Events across articles: list and explain them, merge, split and undo.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@events_app.command("list")
def list_events(*, db: Db = None, json: Json = False) -> None:
    """All events in order of time."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.sqlfiles import sql
    from pipeline.storing.tabular import print_result

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        print_result(database.query(sql("list_events")), "json" if json else "table")


@events_app.command("explain")
def explain_event(
    event: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="An event_id or a meeting's summit_id, or its beginning."
        ),
    ],
    *,
    db: Db = None,
    json: Json = False,
) -> None:
    """Show of one event every telling with its rule and words, and what nearly joined it."""
    import dataclasses
    import json as json_module

    from pipeline.relating.explaining import explain
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        told = explain(database, event)
    if json:
        typer.echo(json_module.dumps(dataclasses.asdict(told), ensure_ascii=False, default=str))
        return
    typer.echo(f"event {told.event_id}: {counted(len(told.members), 'telling')}")
    for member in told.members:
        typer.echo(
            f"\n  {member['summit_id']}  rule {member['rule']}, decided by {member['decided_by']}\n"
            f"    {member['sources']}\n"
            f"    {member['status']}, {member['channel']}, {member['level']}, "
            f"{_days(member)} ({member['date_text']}), {member['place_text'] or 'no place'}\n"
            f"    {member['participants'] or 'nobody named'}\n"
            f"    “{member['evidence']}”"
        )
    if told.near_misses:
        typer.echo("\nnear misses:")
    for miss in told.near_misses:
        typer.echo(
            f"  {miss['summit_id']} (article {miss['article_id']}), {_days(miss)}: "
            f"{miss['why_apart']}"
        )


@events_app.command("merge")
def merge_events(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID…", help="Two or more events or meetings: their ids, or beginnings of them."
        ),
    ],
    *,
    db: Db = None,
    by: By = None,
) -> None:
    """Record that these are one event; it holds for every later reading and rebuild."""
    from pipeline.errors import UsageError

    if len(set(ids)) < 2:
        raise UsageError("name two or more events or meetings to merge")
    _decide("event_merge", ids, db, by)


@events_app.command("split")
def split_event(
    summits: Annotated[
        list[str],
        typer.Argument(
            metavar="ID…", help="The meetings to set apart, as `events explain` shows their ids."
        ),
    ],
    *,
    db: Db = None,
    by: By = None,
) -> None:
    """Record that these meetings are an event of their own, apart from all others."""
    _decide("event_split", summits, db, by)


@events_app.command("decisions")
def list_decisions(*, db: Db = None, json: Json = False) -> None:
    """All that people decided on events, the earliest first."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.sqlfiles import sql
    from pipeline.storing.tabular import print_result

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        print_result(database.query(sql("list_event_decisions")), "json" if json else "table")


@events_app.command("undo")
def undo_decision(
    decision: Annotated[
        str,
        typer.Argument(metavar="ID", help="As `events decisions` shows it, or its beginning."),
    ],
    *,
    db: Db = None,
    by: By = None,
) -> None:
    """Let a decision no longer count; it stays on record as undone."""
    from pipeline.relating.deciding import undo
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database

    with Database.open(load_settings(db=db).db, must_exist=True) as database:
        decision_id = undo(database, decision, by or getpass.getuser())
    typer.echo(f"decision {decision_id} is undone; the events are rebuilt")


def _decide(kind: str, ids: list[str], db: Path | None, by: str | None) -> None:
    from pipeline.relating.deciding import decide, standing_decision, summits_of
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database

    with Database.open(load_settings(db=db).db, must_exist=True) as database:
        meetings = summits_of(database, ids)
        standing = standing_decision(database, kind, meetings)
        row = decide(database, kind, meetings, by or getpass.getuser())
    done = "stands already" if row == standing else "the events are rebuilt"
    typer.echo(f"decision {row.decision_id} by {row.decided_by}; {done}")


def _days(member: dict[str, Any]) -> str:
    start, end = member["date_start"], member["date_end"]
    return str(start) if start == end and start else f"{start or '…'} to {end or '…'}"
