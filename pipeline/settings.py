"""Configuration: a flag beats the environment beats a file beats the default.

The environment: `SUMMITRY_MODEL`, `SUMMITRY_BASE_URL`, `SUMMITRY_DB`. The file:
`[tool.summitry]` in the current folder's `pyproject.toml`, or its `summitry.toml`,
with the keys `model`, `base_url`, `db`, `mode`, `jobs`. A key alone never spends: only
a model that was named is called.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError, not_found

DEFAULT_DB = "summits.duckdb"
RULES = "rules"
"""The `model` that is none: the built-in rules, which call nobody."""
KEYS = {"model": str, "base_url": str, "db": str, "mode": str, "jobs": int}
NO_MODEL = (
    "no model is named: use --model openai/gpt-5-mini (or any provider/model), SUMMITRY_MODEL, or "
    "`model` in summitry.toml, --base-url for an endpoint of your own; `--model rules` needs none"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set, from wherever; None where nobody set it and there is no default."""

    db: Path
    model: str | None = None
    base_url: str | None = None
    mode: str | None = None
    jobs: int | None = None


def load_settings(
    folder: Path = Path(), environ: Mapping[str, str] = os.environ, **flags: Any
) -> Settings:
    """The settings by precedence; raises ConfigurationError for a broken or unknown one."""
    from_file = _file(folder)
    from_environment = {
        key: environ[name] for key in KEYS if (name := f"SUMMITRY_{key.upper()}") in environ
    }
    found: dict[str, Any] = {}
    for layer in (from_file, from_environment, flags):
        found |= {key: value for key, value in layer.items() if value not in (None, "")}
    if "jobs" in found:
        found["jobs"] = _jobs(found["jobs"])
    return Settings(db=Path(found.pop("db", DEFAULT_DB)), **found)


def _jobs(value: Any) -> int:
    try:
        jobs = int(value)
    except (TypeError, ValueError):
        jobs = 0
    if jobs < 1:
        raise ConfigurationError(f"jobs is '{value}', but must be a number from 1 up")
    return jobs


def _file(folder: Path) -> dict[str, Any]:
    own, project = folder / "summitry.toml", folder / "pyproject.toml"
    if own.is_file():
        return _checked(_toml(own), own)
    if project.is_file():
        tools = _toml(project).get("tool")
        return _checked(tools.get("summitry", {}) if isinstance(tools, dict) else {}, project)
    return {}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error


def _checked(table: Any, path: Path) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise ConfigurationError(f"{path}: 'tool.summitry' is {table!r}, but must be a table")
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigurationError(f"{path}: {not_found('setting', key, KEYS)}")
        if not isinstance(value, KEYS[key]) or isinstance(value, bool):
            raise ConfigurationError(
                f"{path}: '{key}' is {value!r}, but must be {KEYS[key].__name__}"
            )
    return table
