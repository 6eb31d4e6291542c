"""The notebook runs, shows what stands in it, and knows nothing of any machine."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def tool() -> Any:
    """tools/run_notebook.py, which made the outputs that are kept."""
    spec = importlib.util.spec_from_file_location("run_notebook", ROOT / "tools/run_notebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notebook_runs_and_prints_what_stands_in_it(
    tool: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    # On a busy machine matplotlib would say in a cell that it looks for the fonts.
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=True)
    kept = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    drawn = 0
    for cell, wanted in zip(tool.run().cells, kept, strict=True):
        if cell.cell_type == "code":
            stands = "".join(text for out in wanted["outputs"] for text in out["text"])
            assert tool.printed(cell) == stands, "run: python tools/run_notebook.py"
            drawn += any("image/svg+xml" in out.get("data", {}) for out in cell.outputs)
    assert drawn == 2


def test_the_notebook_asks_the_twelve_questions() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    headings = [
        int(found[1]) for cell in cells if (found := re.match(r"### (\d+)\. ", cell["source"][0]))
    ]
    assert headings == list(range(1, 13))
    answers = [cell["outputs"] for cell in cells if "".join(cell["source"]).startswith("ask(")]
    assert len(answers) == 13
    assert all(answers)


def test_the_notebook_names_no_path_of_a_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|work|tmp|Users)/|[A-Z]:\\\\", text)
