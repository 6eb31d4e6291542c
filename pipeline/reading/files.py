"""From the paths a person names to open files: folders walked, patterns expanded.

In a folder, or where a pattern matches, hidden files, the README and its like, and
`index.jsonl` (metadata of the files beside it) are no articles and are passed over; a file of
another kind than those of KINDS is reported. A file that is named itself is read,
whatever its name, as what its first characters show.
"""

import glob
import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pipeline.reading.unreadable import NotAnArticle, Unreadable
from schemas.records import Value

Kind = Literal["text", "markdown", "html", "jsonl", "unknown"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
INDEX = "index.jsonl"
NO_ARTICLES = frozenset({"readme", "notice", "license", "licence", "copying"})
"""Names, up to the first dot, of files that come with a collection."""
STDIN = "-"
GZIP = b"\x1f\x8b"


class Found(Value):
    """A file, or standard input, that is to be read."""

    path: str
    kind: Kind

    @property
    def source_path(self) -> str:
        """The path as text; a name that is no UTF-8 is written with escapes."""
        return shown(self.path)


def shown(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def kind_of(path: str) -> Kind:
    """`"talks.html.gz" -> "html"`"""
    name = os.path.basename(path.lower().removesuffix(".gz"))  # noqa: PTH119 - a path a file
    dot = name.rfind(".")
    return KINDS.get(name[dot:], "unknown") if dot > 0 else "unknown"


def find(paths: Iterable[str]) -> Iterator[Found | Unreadable]:
    """Every file that the paths name, folders and patterns in sorted order, none twice."""
    seen: set[str] = set()
    # A folder may hold 100,000 files: what they share is worked out once.
    absolute = lru_cache(maxsize=100)(lambda folder: str(Path(folder).absolute()))
    for path in paths:
        for found in _find_one(path):
            if isinstance(found, Found):
                folder, name = os.path.split(found.path)
                place = STDIN if found.path == STDIN else f"{absolute(folder)}{os.sep}{name}"
                if place in seen:
                    continue
                seen.add(place)
            yield found


def _find_one(path: str) -> Iterator[Found | Unreadable]:
    if path == STDIN:
        yield Found(path=path, kind="unknown")
    elif _is_folder(path):
        yield from _in_folder(path)
    elif os.path.lexists(path):
        yield Found(path=path, kind=kind_of(path))
    elif "\0" not in path and glob.has_magic(path):
        yield from _matches(path)
    else:
        yield NotAnArticle("not_found", "does not exist").at(shown(path))


def _matches(pattern: str) -> Iterator[Found | Unreadable]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - takes absolute patterns
    if not matches:
        yield NotAnArticle("not_found", "is a pattern that matches no file").at(shown(pattern))
    for path in matches:
        if not _is_folder(path):
            yield from _in_company(path)
        elif "**" not in pattern:  # else its files match by themselves
            yield from _in_folder(path)


def _in_folder(folder: str) -> Iterator[Found | Unreadable]:
    found = False
    for found_one in _walk(folder, ()):
        found = True
        yield found_one
    if not found:
        yield NotAnArticle("empty", "is a folder without articles").at(shown(folder))


def _walk(folder: str, above: tuple[str, ...]) -> Iterator[Found | Unreadable]:
    place = os.path.realpath(folder)
    if place in above:  # a link back up
        return
    try:
        with os.scandir(folder) as entries:
            names = sorted((entry.name, _holds_files(entry)) for entry in entries)
    except OSError as error:
        yield not_opened(error).at(shown(folder))
        return
    before = str(Path(folder, "x"))[:-1]  # "./in//" -> "in/", "." -> ""
    for name, holds_files in names:
        if not holds_files:
            yield from _in_company(before + name)
        elif not name.startswith("."):
            yield from _walk(before + name, (*above, place))


def _in_company(path: str) -> Iterator[Found | Unreadable]:
    name = os.path.basename(path)  # noqa: PTH119 - a path a file
    if name.startswith(".") or name == INDEX or name.lower().split(".")[0] in NO_ARTICLES:
        return
    if (kind := kind_of(path)) == "unknown":
        known = " ".join(KINDS)
        yield NotAnArticle("unknown_kind", f"is none of {known}, nor such a .gz").at(shown(path))
    else:
        yield Found(path=path, kind=kind)


def _is_folder(path: str) -> bool:
    # pathlib raises where the name is too long or a folder above may not be searched.
    return os.path.isdir(path)  # noqa: PTH112


def _holds_files(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def not_opened(error: OSError) -> NotAnArticle:
    if isinstance(error, FileNotFoundError):
        return NotAnArticle("not_found", "does not exist, or is a link to nothing")
    return NotAnArticle("unreadable", f"cannot be read: {error.strerror or error}")


@contextmanager
def opened(found: Found, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    """The bytes of a file, out of gzip where they are in it, whatever its name says.

    Raises NotAnArticle where the file cannot be opened or read, or its gzip is
    damaged, at whatever moment of reading that shows.
    """
    try:
        if found.path == STDIN:
            if stdin is None:
                raise NotAnArticle("unreadable", "names standard input, and there is none")
            yield _out_of_gzip(_peekable(stdin), found.path)
        else:
            with Path(found.path).open("rb") as file:
                if stat.S_ISSOCK(os.fstat(file.fileno()).st_mode):
                    raise NotAnArticle("unreadable", "is a socket, not a file")
                yield _out_of_gzip(file, found.path)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise NotAnArticle("unreadable", "is a gzip file that is cut short or damaged") from None
    except OSError as error:
        raise not_opened(error) from None


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(_Reader(stream))


class _Reader(io.RawIOBase):
    """A stream of the caller's, read without ever closing it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        content = self.stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


def _out_of_gzip(file: io.BufferedReader, path: str) -> BinaryIO:
    if file.peek(2)[:2] == GZIP:
        return io.BufferedReader(gzip.GzipFile(fileobj=file))
    if path.lower().endswith(".gz") and file.peek(1):
        raise NotAnArticle("unreadable", "is named .gz and holds no gzip")
    return file
