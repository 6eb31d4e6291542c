"""Opening, reading and bulk-writing a summitry database.

One process writes a file at a time, and while it holds it nobody else opens it,
so a writer keeps the file open only while it lands.
"""

import json
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, Self

import duckdb

from pipeline.errors import DatabaseError, counted
from pipeline.storing.database_file import create, views
from pipeline.storing.dictionary import literal, views_comment
from pipeline.storing.faults import Locked, Overtime, explained
from pipeline.storing.sqlfiles import sql
from schemas.tables import SCHEMA_VERSION, TABLES, Row

LANDING_SECONDS = 5.0
"""How long, seen from a reader, a run holds the file at most to land an article."""
SPARED_TO_WRITE = "256MB"
SPARED = "128MB"
"""What DuckDB may hold, where memory is spared. A query that needs more at once fails: those of
relating need 96 MB in one thread, over 1,500 articles as over 100,000."""
ROW_GROUP = 2_048
"""Rows of each table that one of many commits writes anew at most; DuckDB takes none smaller."""
FETCHED = 10_000
"""Rows that are fetched at a time."""
Clash = Literal["error", "ignore", "replace"]
Unchecked = tuple[type[Row], dict[str, Any]]
"""A row's model and its columns, which nobody has validated."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a query answered: column names, and rows in their order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Database:
    """An open summitry database; use `with Database.open(path) as db`."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, path: str, engine: "Engine | None" = None
    ) -> None:
        self._connection = connection
        self._engine = engine
        self._structs: dict[str, str] = {}
        self._late = threading.Event()
        self.path = path

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        read_only: bool = False,
        must_exist: bool = False,
        wait: float | None = None,
        engine: "Engine | None" = None,
    ) -> "Database":
        """Open `path`, made with its tables and views if new.

        A `read_only` one is never made, nor one that `must_exist`. An `engine` opens one for
        writing in a fifth of the time.

        Raises DatabaseError where the file is missing, newer than this program or no
        summitry database; Locked where another process holds it for longer than `wait`
        seconds; unless told otherwise a reader waits for a run that is landing.
        """
        if wait is None:
            wait = LANDING_SECONDS if read_only else 0
        until = time.monotonic() + wait
        while True:
            try:
                make = not (read_only or must_exist)
                return cls._open(str(path), read_only=read_only, make=make, engine=engine)
            except Locked:
                if time.monotonic() >= until:
                    raise
                time.sleep(0.1)

    @classmethod
    def _open(
        cls, path: str, *, read_only: bool, make: bool, engine: "Engine | None"
    ) -> "Database":
        exists = Path(path).exists()
        if not exists and not make:
            raise DatabaseError(f"no database {path}; `summitry run` makes one (or name it: --db)")
        try:
            if not exists:
                create(path)
            attached = engine.attach(path) if engine is not None and not read_only else None
            if attached is not None:
                database = cls(attached, path, engine)
            else:
                database = cls(duckdb.connect(path, read_only=read_only), path)
        except duckdb.Error as error:
            raise explained(error, path) from error
        try:
            database._check_version(made=not exists)
            if not read_only:
                database._renew_views()
        except BaseException:
            database.close()
            raise
        return database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._engine is not None:
            self._engine.detach()
        else:
            self._connection.close()

    def spare_memory(self, limit: str = SPARED) -> None:
        """Keep less of the file, which else all stays in memory once it has been read, and sort
        and join in one thread, for each needs memory of its own.
        """
        self.query(f"SET memory_limit = '{limit}'")
        self.query("SET threads = 1")

    def seal(self) -> None:
        """From here on no statement reads or writes any other file, nor changes a setting."""
        self.query("SET enable_external_access = false")
        self.query("SET lock_configuration = true")

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Stop whatever still runs inside after so many seconds: it raises Overtime."""
        done = threading.Event()

        def watch() -> None:
            # Again and again: an interrupt between two statements stops neither of them.
            waited = done.wait(seconds)
            while not waited:
                self._late.set()
                self._connection.interrupt()
                waited = done.wait(0.05)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        except DatabaseError as error:
            if isinstance(error.__cause__, duckdb.InterruptException):
                raise Overtime(f"stopped after {seconds:g} seconds") from error
            raise
        finally:
            done.set()
            watcher.join()
            self._late.clear()

    def query(
        self,
        sql: str | duckdb.Statement,
        parameters: Sequence[Any] | Mapping[str, Any] = (),
        *,
        at_most: int = -1,
    ) -> Result:
        """Run one statement; raises DatabaseError with DuckDB's first line.

        `at_most`: rows that are fetched; -1 = all.
        """
        try:
            cursor = self._connection.execute(sql, parameters or None)
            if cursor is None:  # nothing but white space or comments
                raise DatabaseError("no SQL was given")
            columns = tuple(column[0] for column in cursor.description or ())
            if not columns:
                return Result((), ())
            return Result(columns, tuple(self._fetched(cursor, at_most)))
        except duckdb.Error as error:
            raise explained(error, self.path) from error
        except RuntimeError as error:
            if "interrupted" in str(error):  # so DuckDB tells of Ctrl-C
                raise KeyboardInterrupt from error
            raise

    def _fetched(
        self, cursor: duckdb.DuckDBPyConnection, at_most: int
    ) -> Iterator[tuple[Any, ...]]:
        """The rows, some at a time: nothing stops a fetch of millions once it has begun."""
        left = at_most if at_most >= 0 else sys.maxsize
        while left and (rows := cursor.fetchmany(min(left, FETCHED))):
            left -= len(rows)
            yield from rows
            if self._late.is_set():
                raise duckdb.InterruptException("the time is up")

    def dicts(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[dict[str, Any]]:
        return self.query(sql, parameters).dicts()

    def each(
        self, sql: str, size: int = 1_000, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The rows of one query, `size` of them at a time in memory."""
        cursor = self._connection.cursor()
        try:
            if self._engine is not None:
                cursor.execute(Engine.USE)
            cursor.execute(sql, parameters)
            columns = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(size):
                for row in rows:
                    yield dict(zip(columns, row, strict=True))
        except duckdb.Error as error:
            raise explained(error, self.path) from error
        finally:
            cursor.close()

    def run(self, name: str, parameters: Mapping[str, Any] | None = None) -> Result:
        """Run each statement of `sql/<name>.sql` in turn; the last one's answer."""
        result = Result((), ())
        for statement in duckdb.extract_statements(sql(name)):
            wanted = {key: (parameters or {})[key] for key in statement.named_parameters}
            result = self.query(statement, wanted)
        return result

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self._connection.begin()
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        try:
            self._connection.commit()
        except duckdb.Error as error:
            raise explained(error, self.path) from error

    def insert(self, rows: Iterable[Row], *, clash: Clash = "error") -> None:
        """Insert rows of any tables, each table in one statement.

        `clash` says what becomes of a row whose key is there already, in tables that are
        `indexed`; from the others the caller has taken out what his rows replace. Of one table
        no key may come twice in one call, or DatabaseError says so and nothing lands.
        """
        self.insert_unchecked(((type(row), vars(row)) for row in rows), clash=clash)

    def insert_unchecked(self, rows: Iterable[Unchecked], *, clash: Clash = "error") -> None:
        """`insert` for rows that are no models yet; DuckDB's own constraints hold."""
        tables: dict[type[Row], list[dict[str, Any]]] = {}
        for model, columns in rows:
            tables.setdefault(model, []).append(columns)
        for model, values in tables.items():
            try:
                if clash == "ignore":
                    self._insert_or_ignore(model, values)
                else:
                    self._append(model, values, upsert=clash == "replace")
            except duckdb.Error as error:
                raise explained(error, self.path) from error

    def append(self, model: type[Row], rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows of one table, their values in the order of its columns; no key may be
        there already, nor come twice.
        """
        names = list(model.model_fields)
        keys = set(map(itemgetter(*map(names.index, model.key)), rows))
        _refuse(model, len(rows) - len(keys))
        try:
            with self._connection.appender(model.table, columns=names) as table:
                table.append_rows(rows)
        except duckdb.Error as error:
            raise explained(error, self.path) from error

    def _append(self, model: type[Row], rows: Iterable[Mapping[str, Any]], *, upsert: bool) -> None:
        """Through an appender: half the time of any INSERT of parameters (decisions.md)."""
        if upsert or not model.indexed:
            told = list(rows)
            keys = list(map(itemgetter(*model.key), told))
            twice = len(told) - len(set(keys))
            if not upsert:
                _refuse(model, twice)
            # Of one key an upsert takes one row a flush.
            rows = dict(zip(keys, told, strict=True)).values() if twice else told
        names = tuple(model.model_fields)
        json_at = [
            at for at, name in enumerate(names) if model.model_fields[name].annotation is Any
        ]
        values = map(itemgetter(*names), rows)
        action: Literal["insert", "upsert"] = "upsert" if upsert else "insert"
        appender = self._connection.appender(model.table, columns=list(names), action=action)
        with appender:
            appender.append_rows(map(partial(_as_json, json_at), values) if json_at else values)

    def _insert_or_ignore(self, model: type[Row], rows: list[dict[str, Any]]) -> None:
        self._connection.execute(
            f"INSERT OR IGNORE INTO {model.table} "
            f"SELECT unnest(?::{self._struct(model.table)}, max_depth := 2)",
            [rows],
        )

    def _struct(self, table: str) -> str:
        """The table's row as a DuckDB type, so that a list of dicts lands in one statement."""
        if table not in self._structs:
            columns = self.query(
                "SELECT column_name, data_type FROM duckdb_columns() "
                "WHERE table_name = ? ORDER BY column_index",
                [table],
            ).rows
            fields = ", ".join(f'"{name}" {kind}' for name, kind in columns)
            self._structs[table] = f"STRUCT({fields})[]"
        return self._structs[table]

    def _renew_views(self) -> None:
        """Give a database of an earlier day the views and comments of this program.

        Views are code; the comment on one of them tells whose they are.
        """
        if self.query(sql("views_comment")).rows == ((views_comment(),),):
            return
        with self.transaction():
            for statement in statements_of(views()):
                self.query(statement)

    def _check_version(self, *, made: bool) -> None:
        if made:
            return
        tables = {row[0] for row in self.query("SELECT view_name FROM duckdb_views()").rows}
        if "schema_version" not in tables:
            raise DatabaseError(f"{self.path} is a DuckDB file, but no summitry database")
        version = str(self.query("SELECT version FROM schema_version").rows[0][0])
        if int(version) > int(SCHEMA_VERSION):
            raise DatabaseError(
                f"{self.path} has schema version {version}, made by a newer summitry; "
                f"this one knows up to {SCHEMA_VERSION}: upgrade summitry"
            )
        if version != SCHEMA_VERSION:
            raise DatabaseError(
                f"{self.path} has schema version {version}, older than {SCHEMA_VERSION}: "
                "run its articles into a new database"
            )


class Engine:
    """A DuckDB that is kept running, and to which a file is attached only while it is used.

    To start one and to fill its catalogue takes 27 ms of a processor, to attach a file 2: who
    opens the same file again and again, as a run does, keeps an engine. One file at a time.

    One thread, for a commit is too short to share. Now and then it is begun anew, for it keeps
    what it once took: 70 MB after 24,000 articles, though it says that it uses nothing.
    """

    USE = "USE landing"
    USED = 50
    """How often it is used until it is begun anew."""

    def __init__(self, *, many_commits: bool = False) -> None:
        """With `many_commits` tables grow in small groups of rows: a checkpoint writes the last
        group anew, which in groups of DuckDB's own size soon is all that has ever landed
        (decisions.md). Whoever writes next without merges them.
        """
        self._groups = f", ROW_GROUP_SIZE {ROW_GROUP}" if many_commits else ""
        self._running: duckdb.DuckDBPyConnection | None = None
        self._used = 0

    def attach(self, path: str) -> duckdb.DuckDBPyConnection | None:
        """A connection to the file until `detach`.

        None where it cannot be attached: to open it tells why, or shares it with whoever has
        it open in this process.
        """
        if self._running is None:
            self._running = duckdb.connect(config={"temp_directory": f"{path}.tmp", "threads": 1})
        try:
            options = f"TYPE duckdb{self._groups}"
            self._running.execute(f"ATTACH {literal(path)} AS landing ({options})")
            self._running.execute(self.USE)
        except duckdb.Error:
            return None
        return self._running

    def detach(self) -> None:
        if self._running is None:
            return
        try:
            self._running.execute("USE memory")
            self._running.execute("DETACH landing")
            self._used += 1
            worn = self._used >= self.USED
        except duckdb.Error:  # it broke on a full disk: the next file gets another
            worn = True
        if worn:
            self._running.close()
            self._running, self._used = None, 0


def statements_of(text: str) -> list[duckdb.Statement]:
    """The statements of a text, to be run one by one; raises DatabaseError where it is no SQL."""
    try:
        return duckdb.extract_statements(text)
    except duckdb.Error as error:
        raise explained(error, "the statement") from error


def table_names() -> tuple[str, ...]:
    return tuple(model.table for model in TABLES)


def _refuse(model: type[Row], twice: int) -> None:
    """So many keys came twice."""
    if twice:
        raise DatabaseError(f"{model.table}: {counted(twice, 'key')} came twice; nothing landed")


def _as_json(json_at: Sequence[int], row: tuple[Any, ...]) -> list[Any]:
    """The values, objects of JSON columns as text: DuckDB's own conversion makes `[1, "a"]`
    a list of one type.
    """
    values = list(row)
    for at in json_at:
        if not isinstance(values[at], str):
            values[at] = json.dumps(values[at], ensure_ascii=False)
    return values
