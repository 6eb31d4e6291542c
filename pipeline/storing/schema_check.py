"""The schemas as files, and the proof that files, tables and provider schemas agree.

`export` writes `schemas/json/`: one JSON Schema (draft 2020-12) for each model that goes to
a provider, one for each kind of line of the exchange form, and `exchange.json`, which takes
any line. `check` proves three things:

    files      schemas/json equals the models
    tables     the DuckDB tables equal the row models: names, order, types, keys,
               nullability, closed lists of words
    providers  the models that are sent stay inside strict structured outputs
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import schemas.tables
from pipeline.storing.database import Database
from pipeline.storing.dictionary import Column, columns_of
from pipeline.storing.exchange import HEADER, line_name, scratch_database
from schemas.tables import OPTIONAL_TABLES, TABLES, Row
from schemas.wire import WIRE_MODELS

FOLDER = Path(schemas.tables.__file__).parent / "json"
"""Where the exported schemas are kept, in the tree and in the wheel."""

MAX_LEVELS = 5
"""Objects inside objects that every provider takes, the root included."""
MAX_PROPERTIES = 5000
MAX_WORDS = 1000
"""Enum values in one schema (OpenAI, structured outputs, as is the line above)."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_STRICT_KEYWORDS = frozenset(
    "$defs $ref additionalProperties anyOf const description enum items properties required "
    "title type".split()
)

# Of the database itself, not DuckDB's own and none that are temporary. Views are left out.
_COLUMNS = """
    SELECT c.table_name, c.column_name, c.data_type, c.is_nullable
    FROM duckdb_columns() AS c JOIN duckdb_tables() AS t USING (table_oid, database_oid)
    WHERE c.database_name = current_database() AND c.schema_name = 'main'
    ORDER BY c.table_name, c.column_index
"""
_CONSTRAINTS = """
    SELECT table_name, replace(constraint_text, '"', '') FROM duckdb_constraints()
    WHERE database_name = current_database() AND schema_name = 'main'
        AND constraint_type <> 'NOT NULL'
    ORDER BY table_name, constraint_index
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """Two things that should be equal and are not, or a schema that a provider refuses."""

    place: str
    """A file, `tables.sql: actors.kind`, or `ArticleDraft: /properties/h`."""
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def export(folder: Path) -> list[Path]:
    """Write the JSON Schemas; returns the files. The same models give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in _files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        paths.append(folder / name)
    return paths


def check(
    folder: Path = FOLDER, wire: Sequence[type[BaseModel]] = WIRE_MODELS
) -> tuple[Problem, ...]:
    """All that is not as the models say: files, a newly made database, provider schemas."""
    with scratch_database() as db:
        made = compare(db, "tables.sql")
    providers = [problem for model in wire for problem in strict_problems(model)]
    return (*check_files(folder), *made, *providers)


def check_files(folder: Path) -> tuple[Problem, ...]:
    """The exported files that differ from the models, are missing, or are too many."""
    advice = "run: summitry schema export"
    problems = []
    files = _files()
    for name, text in files.items():
        path = folder / name
        if not path.is_file():
            problems.append(Problem(str(path), f"is missing; {advice}"))
        elif (line := _first_difference(path.read_bytes(), text.encode())) is not None:
            problems.append(Problem(f"{path}:{line}", f"differs from its model; {advice}"))
    others = (path for path in sorted(folder.glob("*.json")) if path.name not in files)
    problems += [Problem(str(path), "belongs to no model; delete it") for path in others]
    return tuple(problems)


def check_database(path: str | Path) -> tuple[Problem, ...]:
    """What in a database differs from the row models; raises DatabaseError if it cannot open."""
    with Database.open(path, read_only=True) as db:
        return compare(db, str(path))


def compare(db: Database, name: str) -> tuple[Problem, ...]:
    """Tables against row models. Views of one's own are welcome, tables and columns are not."""
    columns: dict[str, dict[str, Column]] = {}
    for table, column, kind, nullable in db.query(_COLUMNS).rows:
        columns.setdefault(table, {})[column] = Column(kind, nullable)
    constraints: dict[str, set[str]] = {}
    for table, text in db.query(_CONSTRAINTS).rows:
        constraints.setdefault(table, set()).add(text)
    problems: list[Problem] = []
    for model in TABLES + OPTIONAL_TABLES:
        place = f"{name}: {model.table}"
        if model.table not in columns:
            if model not in OPTIONAL_TABLES:
                problems.append(Problem(place, "there is no such table"))
            continue
        problems += _compare_columns(place, columns_of(model), columns.pop(model.table))
        wanted, found = _constraints_of(model), constraints.get(model.table, set())
        if not model.indexed:
            found.discard(_key_of(model))  # as databases of an earlier day have it
        problems += [Problem(place, f"lacks {text}") for text in sorted(wanted - found)]
        problems += [Problem(place, f"no row model has {text}") for text in sorted(found - wanted)]
    problems += [Problem(f"{name}: {table}", "no row model has this table") for table in columns]
    return tuple(problems)


def strict_problems(model: type[BaseModel]) -> Iterator[Problem]:
    """What providers' strict structured outputs would refuse in the schema that is sent."""
    schema = model.model_json_schema()
    name = model.__name__
    definitions = schema.get("$defs", {})
    if schema.get("type") != "object" or "anyOf" in schema:
        yield Problem(name, "the root must be an object, not a choice")
    nodes = list(_nodes(schema, ""))
    for path, node in nodes:
        for message in _strict_faults(node, definitions):
            yield Problem(f"{name}: {path or '/'}", message)
    levels = _levels(schema, definitions)
    properties = sum(len(node.get("properties", ())) for _, node in nodes)
    values = sum(len(node.get("enum", ())) for _, node in nodes)
    for count, limit, things in (
        (levels, MAX_LEVELS, "levels of objects"),
        (properties, MAX_PROPERTIES, "properties"),
        (values, MAX_WORDS, "enum values"),
    ):
        if count > limit:
            yield Problem(name, f"has {count} {things}, allowed are {limit}")


def _files() -> dict[str, str]:
    """File name -> text of every schema."""
    wire = {_snake(model.__name__): model.model_json_schema() for model in WIRE_MODELS}
    header = {
        "type": "object",
        "description": "The first line: the version of all that follows.",
        "properties": {name: {"const": value} for name, value in HEADER.items()},
        "required": list(HEADER),
        "additionalProperties": False,
    }
    lines = {"header": header} | {model.singular: _line_schema(model) for model in TABLES}
    exchange = {
        "description": "Any line of the exchange form; the first one is the header.",
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in lines],
        "$defs": lines,
    }
    every = wire | lines | {"exchange": exchange}
    return {
        f"{name}.json": json.dumps(
            {"$schema": _DIALECT, "title": name} | schema, indent=2, ensure_ascii=False
        )
        + "\n"
        for name, schema in every.items()
    }


def _line_schema(model: type[Row]) -> dict[str, Any]:
    """A row of the exchange form: `kind`, then the columns in their order."""
    made = model.model_json_schema()
    properties: dict[str, Any] = {"kind": {"const": model.singular}}
    for name, schema in made["properties"].items():
        schema.pop("title", None)
        properties[line_name(model, name)] = schema
    return {
        "type": "object",
        "description": made["description"],
        "$comment": f"table {model.table}, key: {', '.join(model.key)}",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _first_difference(found: bytes, wanted: bytes) -> int | None:
    """The number of the first line that differs."""
    if found == wanted:
        return None
    pairs = zip(found.split(b"\n"), wanted.split(b"\n"), strict=False)
    same = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), None)
    return same or min(found.count(b"\n"), wanted.count(b"\n")) + 1


def _constraints_of(model: type[Row]) -> set[str]:
    """Key and closed lists of words as DuckDB writes them, without quotes around names."""
    wanted = {_key_of(model)} if model.indexed else set()
    for name, column in columns_of(model).items():
        if column.words:
            words = ", ".join("'" + word.replace("'", "''") + "'" for word in column.words)
            wanted.add(f"CHECK(({name} IN ({words})))")
    return wanted


def _key_of(model: type[Row]) -> str:
    return f"PRIMARY KEY({', '.join(model.key)})"


def _compare_columns(
    place: str, wanted: Mapping[str, Column], found: Mapping[str, Column]
) -> Iterator[Problem]:
    for name in wanted:
        if name not in found:
            yield Problem(f"{place}.{name}", "the model has this column, the table does not")
    for name in found:
        if name not in wanted:
            yield Problem(f"{place}.{name}", "the table has this column, the model does not")
    if wanted.keys() == found.keys() and list(wanted) != list(found):
        yield Problem(place, f"has its columns in the order {list(found)}, not {list(wanted)}")
    for name in (name for name in wanted if name in found):
        has, should = found[name], wanted[name]
        if has.type != should.type:
            yield Problem(f"{place}.{name}", f"has type {has.type}, in the model {should.type}")
        if has.nullable != should.nullable:
            may, may_not = ("may", "may not") if has.nullable else ("may not", "may")
            yield Problem(f"{place}.{name}", f"{may} be null, in the model it {may_not}")


def _nodes(schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every schema inside a schema, with its JSON pointer."""
    yield path, schema
    for word in ("properties", "$defs"):
        for name, child in schema.get(word, {}).items():
            yield from _nodes(child, f"{path}/{word}/{name}")
    if isinstance(schema.get("items"), dict):
        yield from _nodes(schema["items"], f"{path}/items")
    for number, child in enumerate(schema.get("anyOf", ())):
        yield from _nodes(child, f"{path}/anyOf/{number}")


def _strict_faults(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    for word in node.keys() - _STRICT_KEYWORDS:
        yield f"'{word}' is outside the strict subset"
    if "$ref" in node:
        if node["$ref"].removeprefix("#/$defs/") not in definitions:
            yield f"refers to {node['$ref']}, which is not in $defs"
        if len(node) > 1:
            yield f"a $ref stands alone; beside it: {', '.join(node.keys() - {'$ref'})}"
    elif not node.keys() & {"type", "anyOf", "enum", "const"}:
        yield "says nothing on its type"
    if node.get("type") == "object":
        if node.get("additionalProperties") is not False:
            yield "an object needs additionalProperties: false"
        if missing := set(node.get("properties", ())) - set(node.get("required", ())):
            yield f"every property is required; not so: {', '.join(sorted(missing))}"
    if node.get("type") == "array" and "items" not in node:
        yield "an array needs items"
    yield from _choice_faults(node, definitions)


def _choice_faults(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    choices = node.get("anyOf", ())
    firsts = Counter(key for one in choices for key in _first_keys(one, definitions))
    if twice := [key for key, count in firsts.items() if count > 1]:
        # OpenAI: "Objects provided via 'anyOf' must not share identical first keys".
        yield f"objects to choose from begin with the same key: {', '.join(twice)}"


def _first_keys(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    """The first key of every object that may stand here."""
    if (ref := node.get("$ref")) is not None:
        node = definitions.get(ref.removeprefix("#/$defs/"), {})
    for choice in node.get("anyOf", ()):
        yield from _first_keys(choice, definitions)
    yield from [*node.get("properties", ())][:1]


def _levels(
    node: Mapping[str, Any], definitions: Mapping[str, Any], trail: tuple[str, ...] = ()
) -> float:
    """Objects inside objects, the outermost included; infinite where one holds itself."""
    if (ref := node.get("$ref")) is not None:
        name = ref.removeprefix("#/$defs/")
        if name in trail:
            return math.inf
        return _levels(definitions.get(name, {}), definitions, (*trail, name))
    children = [*node.get("properties", {}).values(), *node.get("anyOf", ())]
    if isinstance(node.get("items"), dict):
        children.append(node["items"])
    deepest = max((_levels(child, definitions, trail) for child in children), default=0)
    return deepest + (node.get("type") == "object")
