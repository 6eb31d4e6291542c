"""What the documents print runs, and says what is there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ["exports.md", "sql.md"]
"""Documents whose commands run too, in the order in which they stand."""
ELSEWHERE = ("summitry review", "summitry sql --db", "summitry mcp", "summitry gold export")
"""These go on until they are stopped, or need what a person decided; their own tests run them."""


def printed_commands() -> list[str]:
    """Every `summitry …` line of the shell blocks that needs no model."""
    texts = [README, *((ROOT / "docs" / name).read_text(encoding="utf-8") for name in DOCUMENTS)]
    blocks = re.findall(r"```sh\n(.*?)```", "\n".join(texts), re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [
        line
        for line in lines
        if line.startswith("summitry ") and "--model" not in line and not line.startswith(ELSEWHERE)
    ]


@pytest.fixture(scope="module")
def demo_folder(seeds_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands run one after the other: a later one may read what an earlier wrote."""
    folder = tmp_path_factory.mktemp("documents")
    for name in ("demo.duckdb", "summits.duckdb"):
        shutil.copy(seeds_db, folder / name)
    shutil.copytree(ROOT / "seeds", folder / "articles")
    return folder


@pytest.fixture
def where_the_demo_ran(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(demo_folder)
    return demo_folder


@pytest.mark.parametrize("command", printed_commands())
def test_each_printed_command_runs(command: str, where_the_demo_ran: Path) -> None:
    words = shlex.split(command, comments=True)[1:]
    ran = CliRunner().invoke(app, words)
    assert ran.exit_code == 0, ran.output
    assert ran.output.strip()


def test_the_readme_prints_commands() -> None:
    assert len(printed_commands()) >= 7


def test_every_folder_of_the_tree_has_its_line() -> None:
    named = set(re.findall(r"`([\w/]+)/`", README))
    there = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith(".") and (path / "").exists()
    } - {"build", "dist"}
    tracked = {name for name in there if any((ROOT / name).rglob("*.*"))}
    assert tracked <= {name.partition("/")[0] for name in named} | {"node_modules"}


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_every_command_has_a_help_text() -> None:
    for command in (entry.name or entry.callback.__name__ for entry in app.registered_commands):
        ran = CliRunner().invoke(app, [command, "--help"])
        assert ran.exit_code == 0
        assert len(ran.output) > 100
