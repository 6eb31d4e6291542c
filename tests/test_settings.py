"""A flag beats the environment beats a file beats the default; only a named model is called."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigurationError
from pipeline.settings import Settings, load_settings

OWN = 'model = "openai/file"\ndb = "file.duckdb"\nbase_url = "http://file"\njobs = 2\n'
ENVIRONMENT = {
    "SUMMITRY_MODEL": "openai/env",
    "SUMMITRY_DB": "env.duckdb",
    "SUMMITRY_BASE_URL": "http://env",
    "SUMMITRY_JOBS": "3",
}
FLAGS: dict[str, Any] = {
    "model": "openai/flag",
    "db": Path("flag.duckdb"),
    "base_url": "http://flag",
    "jobs": 4,
}


def told(folder: Path, environ: dict[str, str] | None = None, **flags: Any) -> Settings:
    return load_settings(folder, environ or {}, **flags)


def fault(folder: Path, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigurationError) as caught:
        told(folder, environ)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_default_names_a_database_and_no_model(tmp_path: Path) -> None:
    assert told(tmp_path) == Settings(db=Path("summits.duckdb"))


def test_file_beats_the_default(tmp_path: Path) -> None:
    (tmp_path / "summitry.toml").write_text(OWN)
    assert told(tmp_path) == Settings(Path("file.duckdb"), "openai/file", "http://file", jobs=2)


def test_environment_beats_the_file(tmp_path: Path) -> None:
    (tmp_path / "summitry.toml").write_text(OWN)
    assert told(tmp_path, ENVIRONMENT) == Settings(
        Path("env.duckdb"), "openai/env", "http://env", jobs=3
    )


def test_flag_beats_the_environment(tmp_path: Path) -> None:
    (tmp_path / "summitry.toml").write_text(OWN)
    assert told(tmp_path, ENVIRONMENT, **FLAGS) == Settings(
        Path("flag.duckdb"), "openai/flag", "http://flag", jobs=4
    )


def test_each_setting_is_looked_for_on_its_own(tmp_path: Path) -> None:
    (tmp_path / "summitry.toml").write_text('db = "file.duckdb"\n')
    got = told(tmp_path, {"SUMMITRY_MODEL": "openai/env"}, jobs=7, model=None)
    assert got == Settings(Path("file.duckdb"), "openai/env", jobs=7)


def test_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    assert told(tmp_path, {"SUMMITRY_MODEL": "", "SUMMITRY_DB": ""}).model is None


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "SUMMITRY_API_KEY"])
def test_key_alone_names_no_model(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, {name: "sk-123"}).model is None


def test_pyproject_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.summitry]\nmodel = "openai/here"\n')
    assert told(tmp_path).model == "openai/here"


def test_pyproject_without_a_table_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert told(tmp_path) == Settings(db=Path("summits.duckdb"))


def test_own_file_goes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.summitry]\nmodel = "openai/project"\n')
    (tmp_path / "summitry.toml").write_text('model = "openai/own"\n')
    assert told(tmp_path).model == "openai/own"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('modell = "x"', "no setting 'modell'; there are: model, base_url, db, mode, jobs"),
        ("model = 7", "'model' is 7, but must be str"),
        ('jobs = "many"', "'jobs' is 'many', but must be int"),
        ("jobs = true", "'jobs' is True, but must be int"),
        ("jobs = 0", "jobs is '0', but must be a number from 1 up"),
        ("model = ", "cannot be read"),
        ("\x00", "cannot be read"),
    ],
)
def test_wrong_file_is_told_in_one_line(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "summitry.toml").write_text(content)
    assert words in fault(tmp_path)


def test_pyproject_whose_table_is_no_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool]\nsummitry = "x"')
    assert "pyproject.toml: 'tool.summitry' is 'x', but must be a table" in fault(tmp_path)


def test_pyproject_of_another_tools_making_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('tool = "x"')
    assert told(tmp_path).model is None


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5"])
def test_wrong_number_of_jobs_is_told(tmp_path: Path, jobs: str) -> None:
    assert f"jobs is '{jobs}'" in fault(tmp_path, {"SUMMITRY_JOBS": jobs})
