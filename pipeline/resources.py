"""Where the files lie that the program reads but that are not Python.

`prompts/`, `seeds/` and `cassettes/seeds/` stand at the top of the source tree;
in a wheel they stand below `pipeline/_data` (pyproject.toml puts them there).
Files of one package, such as `pipeline/sql`, are found by that package.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pipeline.errors import ConfigurationError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The file or folder of that name, from the wheel or from the source tree.

    `"prompts", "extract" -> …/pipeline/_data/prompts/extract` or `…/prompts/extract`

    Raises ConfigurationError, naming what there is instead, where nothing has that name.
    """
    bundled = _PACKAGE / "_data"
    root = bundled if bundled.is_dir() else _PACKAGE.parent
    path = root.joinpath(*parts)
    if path.exists():
        return path
    folder = path.parent
    while not folder.is_dir():
        folder = folder.parent
    present = ", ".join(sorted(entry.name for entry in folder.iterdir()))
    message = f"no resource '{'/'.join(parts)}'; in {folder} there are: {present or 'no files'}"
    raise ConfigurationError(message)


def code_of(*parts: str) -> list[Path]:
    """The Python files below one of our packages, or one file, in one order.

    `"reading" -> …/pipeline/reading/decode.py, …`
    """
    path = _PACKAGE.joinpath(*parts)
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def texts_sha256(files: Iterable[Path]) -> str:
    """One hash over files, the same on a checkout that turned line ends."""
    texts = (path.read_text(encoding="utf-8") for path in files)
    return sha256("\0".join(texts).encode()).hexdigest()
