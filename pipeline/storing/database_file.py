"""Making a database file whole, and putting a changed one in its place whole."""

import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from pipeline.storing.dictionary import comment_statements, literal, view_statements, views_comment
from pipeline.storing.faults import explained
from pipeline.storing.sqlfiles import sql
from schemas.tables import SCHEMA_VERSION

STORAGE_VERSION = "v1.4.0"
"""Oldest `duckdb` that can still open the file."""


def create(path: str) -> None:
    """Make the database elsewhere and put it in its place whole.

    A process that is killed leaves a `.making` file at worst, and of two that make the
    same database one finds that the other was first.
    """
    making = Path(f"{path}.{os.getpid()}.making")
    making.unlink(missing_ok=True)
    # ATTACH is the only way to choose the storage version.
    connection = duckdb.connect()
    try:
        where = str(making).replace("'", "''")
        connection.execute(f"ATTACH '{where}' AS made (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE made")
        connection.begin()
        connection.execute(sql("tables"))
        connection.execute(views())
        connection.commit()
        connection.execute("USE memory")
        connection.execute("DETACH made")
        _put(making, Path(path))
    finally:
        connection.close()
        making.unlink(missing_ok=True)


def rewrite(path: Path, change: Callable[[Path], None]) -> None:
    """Put a changed copy in the place of a database, and nothing of what `change` deleted.

    Freed blocks keep what they held, through any checkpoint: so what was changed is copied
    once more. The old file is held all the while, and the new one takes its name at once: a
    kill leaves the one or the other whole, and copies that the next rewriting removes.
    """
    changed, whole = (Path(f"{path}.{step}.making") for step in ("changed", "whole"))
    try:
        with duckdb.connect(str(path)) as held:
            for stale in (changed, whole):
                _remove(stale)
            _copy(held, changed)
            change(changed)
            with duckdb.connect(str(changed)) as connection:
                _copy(connection, whole)
            held.execute("CHECKPOINT")
            whole.replace(path)
    except duckdb.Error as error:
        raise explained(error, str(path)) from error
    finally:
        _remove(changed)


def _copy(connection: duckdb.DuckDBPyConnection, to: Path) -> None:
    """What a connection's database holds, into a new file."""
    name = str(connection.execute("SELECT current_database()").fetchall()[0][0])
    connection.execute(
        f"ATTACH '{str(to).replace(chr(39), 2 * chr(39))}' AS made "
        f"(STORAGE_VERSION '{STORAGE_VERSION}')"
    )
    connection.execute('COPY FROM DATABASE "{}" TO made'.format(name.replace('"', '""')))
    connection.execute("DETACH made")


def _remove(path: Path) -> None:
    for one in (path, Path(f"{path}.wal")):
        one.unlink(missing_ok=True)


def _put(made: Path, path: Path) -> None:
    """Give the file its name, unless another has it."""
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        made.rename(path)


def views() -> str:
    """What makes the views, and the comments on tables, views and columns."""
    return "\n".join(
        (
            f"CREATE OR REPLACE VIEW schema_version AS SELECT '{SCHEMA_VERSION}' AS version;",
            view_statements(),
            comment_statements(),
            f"COMMENT ON VIEW schema_version IS {literal(views_comment())};",
        )
    )
