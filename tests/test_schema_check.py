"""Schemas, tables and provider schemas equal the models, and every difference is told."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel
from typer.testing import CliRunner

from pipeline.commands.schema import schema_app
from pipeline.storing import schema_check
from pipeline.storing.database import Database
from pipeline.storing.dictionary import Column, columns_of
from pipeline.storing.schema_check import (
    FOLDER,
    check,
    check_database,
    check_files,
    export,
    strict_problems,
)
from schemas.tables import TABLES, ClaimRow, RunRow
from schemas.wire import WIRE_MODELS
from tests.rows import lines


def test_the_schemas_of_the_tree_are_right() -> None:
    assert check() == ()


# ---- files ---------------------------------------------------------------------


def test_there_is_a_schema_for_every_draft_every_line_and_any_line(tmp_path: Path) -> None:
    written = {path.stem for path in export(tmp_path / "json")}
    assert written == {path.stem for path in FOLDER.glob("*.json")}
    assert written == (
        {f"{name}_draft" for name in ("article", "repair", "coverage", "judge", "choice")}
        | {"header", "exchange"}
        | {model.singular for model in TABLES}
    )


def test_exporting_twice_gives_equal_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in export(tmp_path)]
    assert [path.read_bytes() for path in export(tmp_path)] == first
    assert all(text.endswith(b"}\n") for text in first)


def test_a_schema_takes_exactly_the_columns_of_its_line() -> None:
    for line in lines():
        schema = json.loads((FOLDER / f"{line['kind']}.json").read_text(encoding="utf-8"))
        assert list(schema["properties"]) == list(line)
        assert schema["required"] == list(line)
        assert schema["additionalProperties"] is False
        assert schema["properties"]["kind"] == {"const": line["kind"]}


def test_any_line_is_one_of_the_lines() -> None:
    exchange = json.loads((FOLDER / "exchange.json").read_text(encoding="utf-8"))
    kinds = [ref["$ref"].removeprefix("#/$defs/") for ref in exchange["oneOf"]]
    assert kinds == ["header", *(model.singular for model in TABLES)]
    for kind in kinds:
        alone = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
        assert exchange["$defs"][kind].items() <= alone.items()


def test_a_draft_is_exported_as_it_is_sent() -> None:
    for model, name in zip(
        WIRE_MODELS,
        ("article_draft", "repair_draft", "coverage_draft", "judge_draft", "choice_draft"),
        strict=True,
    ):
        schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        del schema["$schema"], schema["title"]
        sent = model.model_json_schema()
        sent.pop("title", None)
        assert schema == sent


def test_a_file_that_differs_is_missing_or_too_many_is_named(tmp_path: Path) -> None:
    export(tmp_path)
    assert check_files(tmp_path) == ()
    actor = tmp_path / "actor.json"
    actor.write_text(actor.read_text(encoding="utf-8").replace('"igo"', '"un"'), encoding="utf-8")
    (tmp_path / "place.json").unlink()
    (tmp_path / "planet.json").write_text("{}")
    claim = tmp_path / "claim.json"
    claim.write_text(claim.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    told = {str(problem).removeprefix(f"{tmp_path}/") for problem in check_files(tmp_path)}
    last = len((FOLDER / "claim.json").read_text(encoding="utf-8").splitlines()) + 1
    assert told == {
        "actor.json:26: differs from its model; run: summitry schema export",
        "place.json: is missing; run: summitry schema export",
        "planet.json: belongs to no model; delete it",
        f"claim.json:{last}: differs from its model; run: summitry schema export",
    }


def test_windows_line_ends_are_a_difference(tmp_path: Path) -> None:
    export(tmp_path)
    actor = tmp_path / "actor.json"
    actor.write_bytes(actor.read_bytes().replace(b"\n", b"\r\n"))
    assert len(check_files(tmp_path)) == 1


# ---- tables --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("ALTER TABLE runs ADD COLUMN mood VARCHAR", "runs.mood: the table has this column"),
        ("ALTER TABLE runs DROP COLUMN prompt", "runs.prompt: the model has this column"),
        ("ALTER TABLE runs RENAME prompt TO ask", "runs.prompt: the model has this column"),
        (
            "ALTER TABLE events ALTER n_articles TYPE INTEGER",
            "events.n_articles: has type INTEGER, in the model BIGINT",
        ),
        (
            "ALTER TABLE runs ALTER model DROP NOT NULL",
            "runs.model: may be null, in the model it may not",
        ),
        (
            "ALTER TABLE runs ALTER finished_at SET NOT NULL",
            "runs.finished_at: may not be null, in the model it may",
        ),
        ("DROP TABLE flags", "flags: there is no such table"),
        ("CREATE TABLE mine (x INTEGER)", "mine: no row model has this table"),
        (
            "CREATE OR REPLACE TABLE places AS SELECT * FROM places",
            "places: lacks PRIMARY KEY(place_id)",
        ),
        (
            "CREATE OR REPLACE TABLE claim_asserters (claim_id VARCHAR NOT NULL, "
            "actor_id VARCHAR NOT NULL, PRIMARY KEY (actor_id, claim_id))",
            "claim_asserters: no row model has PRIMARY KEY(actor_id, claim_id)",
        ),
        (
            "CREATE OR REPLACE TABLE claim_asserters (actor_id VARCHAR NOT NULL, "
            "claim_id VARCHAR NOT NULL, PRIMARY KEY (claim_id, actor_id))",
            "claim_asserters: has its columns in the order ['actor_id', 'claim_id']",
        ),
        (
            "CREATE OR REPLACE TABLE statement_actors (statement_id VARCHAR NOT NULL, "
            "actor_id VARCHAR NOT NULL, role VARCHAR NOT NULL CHECK (role IN ('speaker', 'via')), "
            "position BIGINT NOT NULL, PRIMARY KEY (statement_id, role, position))",
            "statement_actors: lacks CHECK((role IN ('speaker', 'via', 'addressee')))",
        ),
    ],
)
def test_a_table_that_differs_from_its_model_is_told(
    tmp_path: Path, statement: str, told: str
) -> None:
    path = tmp_path / "a.duckdb"
    with Database.open(path) as db:
        db.query(statement)
    problems = [str(problem) for problem in check_database(path)]
    assert any(problem.startswith(f"{path}: {told}") for problem in problems), problems


def test_views_of_ones_own_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with Database.open(path) as db:
        db.query("CREATE VIEW mine AS SELECT 1 AS one")
    assert check_database(path) == ()


def test_columns_follow_from_the_row_model() -> None:
    comparators = ("=", ">", ">=", "<", "<=", "~")
    assert columns_of(ClaimRow)["comparator"] == Column("VARCHAR", True, comparators)
    assert columns_of(ClaimRow)["value"] == Column("DOUBLE", True)
    assert columns_of(RunRow)["settings"] == Column("JSON", False)


# ---- providers -----------------------------------------------------------------


class Closed(BaseModel):
    """Every property required, no others: what a provider takes."""

    model_config = ConfigDict(extra="forbid")


class Leaf(Closed):
    word: Literal["a", "b"] | None


class Sound(Closed):
    leaves: list[Leaf]
    one: Leaf


class Open(BaseModel):
    word: str


class WithDefault(Closed):
    word: str = "a"


class WithLength(Closed):
    word: Annotated[str, Field(max_length=3)]


class WithPattern(Closed):
    word: Annotated[str, Field(pattern="a+")]


class WithRange(Closed):
    number: Annotated[int, Field(ge=0)]


class WithSize(Closed):
    words: Annotated[list[str], Field(min_length=1)]


class WithTuple(Closed):
    pair: tuple[str, int]


class WithFormat(Closed):
    day: Annotated[str, Field(json_schema_extra={"format": "date"})]


class WithMap(Closed):
    words: dict[str, str]


class WithAnything(Closed):
    thing: Any


class Tagged(Closed):
    kind: Literal["t"]


class WithChoice(Closed):
    either: Annotated[Leaf | Tagged, Field(json_schema_extra={"oneOf": []})]


class Leaves(Closed):
    leaves: list[Leaf]


class Twin(Closed):
    word: str
    more: str


class WithTwins(Closed):
    either: Leaf | Twin | None


class Either(RootModel[Leaf | Leaves]):
    pass


class WithTwinsWithin(Closed):
    either: Either | Twin


class WithOthers(Closed):
    either: Either | Tagged | None


class WithForeignRef(Closed):
    @classmethod
    def model_json_schema(cls, *arguments: Any, **more: Any) -> dict[str, Any]:
        schema = super().model_json_schema(*arguments, **more)
        return schema | {"properties": {"leaf": {"$ref": "leaf.json"}}, "required": ["leaf"]}


class BesideRef(Closed):
    leaf: Leaf = Field(description="beside")


class Endless(Closed):
    again: "Endless | None"


class Level5(Closed):
    word: str


class Level4(Closed):
    below: Level5


class Level3(Closed):
    below: Level4


class Level2(Closed):
    below: list[Level3]


class FiveLevels(Closed):
    below: Level2


class SixLevels(Closed):
    below: FiveLevels


class TooManyWords(Closed):
    word: Annotated[str, Field(json_schema_extra={"enum": [str(n) for n in range(1001)]})]


class TooManyProperties(Closed):
    pass


class Choice(BaseModel):
    model_config = ConfigDict(json_schema_extra={"anyOf": []})


@pytest.mark.parametrize("model", [*WIRE_MODELS, Sound, FiveLevels, WithOthers])
def test_what_is_sent_stays_in_the_strict_subset(model: type[BaseModel]) -> None:
    assert list(strict_problems(model)) == []


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (Open, "Open: /: an object needs additionalProperties: false"),
        (WithDefault, "WithDefault: /properties/word: 'default' is outside the strict subset"),
        (WithDefault, "WithDefault: /: every property is required; not so: word"),
        (WithLength, "WithLength: /properties/word: 'maxLength' is outside the strict subset"),
        (WithPattern, "WithPattern: /properties/word: 'pattern' is outside the strict subset"),
        (WithRange, "WithRange: /properties/number: 'minimum' is outside the strict subset"),
        (WithSize, "WithSize: /properties/words: 'minItems' is outside the strict subset"),
        (WithTuple, "WithTuple: /properties/pair: 'prefixItems' is outside the strict subset"),
        (WithTuple, "WithTuple: /properties/pair: an array needs items"),
        (WithFormat, "WithFormat: /properties/day: 'format' is outside the strict subset"),
        (WithMap, "WithMap: /properties/words: an object needs additionalProperties: false"),
        (WithAnything, "WithAnything: /properties/thing: says nothing on its type"),
        (WithChoice, "WithChoice: /properties/either: 'oneOf' is outside the strict subset"),
        (WithTwins, "WithTwins: /properties/either: objects to choose from begin with the same"),
        (WithTwinsWithin, "WithTwinsWithin: /properties/either: objects to choose from begin with"),
        (WithForeignRef, "WithForeignRef: /properties/leaf: refers to leaf.json, which is not"),
        (BesideRef, "BesideRef: /properties/leaf: a $ref stands alone; beside it: description"),
        (Endless, "Endless: has inf levels of objects, allowed are 5"),
        (SixLevels, "SixLevels: has 6 levels of objects, allowed are 5"),
        (TooManyWords, "TooManyWords: has 1001 enum values, allowed are 1000"),
        (Choice, "Choice: the root must be an object, not a choice"),
    ],
)
def test_what_a_provider_would_refuse_is_told_with_its_place(
    model: type[BaseModel], told: str
) -> None:
    problems = [str(problem) for problem in strict_problems(model)]
    assert any(problem.startswith(told) for problem in problems), problems


def test_properties_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_check, "MAX_PROPERTIES", 2)
    (problem,) = strict_problems(Sound)
    assert str(problem) == "Sound: has 3 properties, allowed are 2"


def test_the_models_to_check_can_be_given() -> None:
    assert [problem.place for problem in check(FOLDER, (Sound, Open))] == ["Open: /"]


# ---- the command ----------------------------------------------------------------


def test_check_exits_with_0_when_all_is_equal_and_1_when_not(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with Database.open(path) as db:
        db.query("ALTER TABLE runs ADD COLUMN mood VARCHAR")
    sound = CliRunner().invoke(schema_app, ["check"])
    assert (sound.exit_code, sound.output.splitlines()[-1][-11:]) == (0, "no problems")
    faulty = CliRunner().invoke(schema_app, ["check", "--db", str(path)])
    assert faulty.exit_code == 1
    assert faulty.output.splitlines()[0].startswith(f"{path}: runs.mood: the table has this")
    assert faulty.output.endswith("1 problem\n")


def test_export_writes_to_the_named_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(schema_app, ["export", "--to", str(tmp_path / "json")])
    assert (result.exit_code, result.output) == (0, f"29 schemas in {tmp_path / 'json'}\n")
    assert check_files(tmp_path / "json") == ()


def test_a_database_with_kept_figures_is_sound_and_a_changed_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with Database.open(path) as db:
        db.run("evaluations")
    assert check_database(path) == ()
    with Database.open(path) as db:
        db.query("ALTER TABLE evaluations ADD COLUMN mood VARCHAR")
    assert "mood" in "".join(map(str, check_database(path)))


def test_a_key_that_databases_held_themselves_in_earlier_days_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with Database.open(path) as db:
        db.query(
            "CREATE OR REPLACE TABLE claim_asserters (claim_id VARCHAR NOT NULL, "
            "actor_id VARCHAR NOT NULL, PRIMARY KEY (claim_id, actor_id))"
        )
    assert check_database(path) == ()
