"""The examples of docs/api.md run, print what stands there, and name every public name."""

import ast
import asyncio
import contextlib
import inspect
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pipeline
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", re.DOTALL)


class Session:
    """A notebook: cells run one after the other in one namespace, with `await` at the top."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.runner = asyncio.Runner()

    def run(self, cell: str) -> str:
        code = compile(cell, "docs/api.md", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            result = eval(code, self.names)
            if inspect.iscoroutine(result):
                self.runner.run(result)
        return printed.getvalue()


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with contextlib.chdir(tmp_path_factory.mktemp("notebook")):
        session = Session()
        yield session
        session.runner.close()


@pytest.mark.parametrize(("name", "section"), SECTIONS, ids=[name for name, _ in SECTIONS])
def test_each_example_runs_and_prints_what_stands_below_it(
    session: Session, name: str, section: str
) -> None:
    examples = EXAMPLE.findall(section)
    assert examples
    assert name in examples[0][0]
    for cell, printed in examples:
        assert session.run(cell) == printed


def test_every_public_name_has_its_section_and_no_other() -> None:
    assert sorted(name for name, _ in SECTIONS) == sorted(pipeline.__all__)


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in pipeline.__all__:
        assert (getattr(pipeline, name).__doc__ or "").strip(), name
    assert set(pipeline.__all__) <= set(dir(pipeline))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        getattr(pipeline, "nothing")  # noqa: B009 - a type checker knows better


def test_the_names_that_a_type_checker_sees_are_the_public_ones() -> None:
    source = Path(pipeline.__file__).read_text(encoding="utf-8")
    imported = [
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("pipeline.", "sch"))
        for alias in node.names
    ]
    assert sorted(imported) == sorted(pipeline.__all__)
    for package in ("pipeline", "schemas"):
        assert (ROOT / package / "py.typed").is_file()


def test_importing_the_package_and_the_command_imports_no_heavy_library() -> None:
    heavy = [
        "openai",
        "instructor",
        "duckdb",
        "trafilatura",
        "pydantic",
        "dateparser",
        "xlsxwriter",
    ]
    code = (
        "import sys, pipeline, pipeline.cli; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
