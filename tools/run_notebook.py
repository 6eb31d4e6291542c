"""Run docs/notebook.ipynb and keep what its cells print: python tools/run_notebook.py

Drawings are left out: they would be other bytes with every version of the library.
"""

import os
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "notebook.ipynb"


def run(path: Path = NOTEBOOK) -> nbformat.NotebookNode:
    """The notebook with the outputs of its cells; raises where one fails."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        NotebookClient(notebook, timeout=120, resources=resources).execute()
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
    return notebook


def printed(cell: nbformat.NotebookNode) -> str:
    """What a cell printed."""
    return "".join(out.text for out in cell.get("outputs", ()) if out.output_type == "stream")


def main() -> None:
    """Write the notebook with what its cells print."""
    notebook = run()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            text = printed(cell)
            kept = [nbformat.v4.new_output("stream", name="stdout", text=text)] if text else []
            cell.outputs = kept
    nbformat.validate(notebook)
    nbformat.write(notebook, NOTEBOOK)


if __name__ == "__main__":
    os.environ.pop("SUMMITRY_DB", None)
    main()
