"""Reading: from the paths a person names to articles, one at a time.

`read → Article`, the first stage. Nothing of the collection is held but the names
seen and one folder's index; JSON lines stream.
"""

import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pipeline.reading.decode import decode
from pipeline.reading.files import INDEX, STDIN, Found, Kind, find, kind_of, opened, shown
from pipeline.reading.formats import read_bytes, read_json_line
from pipeline.reading.metadata import NOTHING_KNOWN, Metadata, metadata_from
from pipeline.reading.raw import Raw, digests
from pipeline.reading.text import make_article
from pipeline.reading.unreadable import NotAnArticle, Unreadable, UnreadableCode
from schemas.records import Article

MAX_BYTES = 10_000_000
"""Bytes of one document or JSON line, out of gzip: 75 times an article of 20,000 words."""
SKIPPED_AT_MOST = 100
"""Times `max_bytes` that an endless line is skipped for the sake of the lines after it."""


def read(
    paths: Iterable[str],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Article | Unreadable]:
    """The articles that files, folders, patterns and `-` (standard input) hold.

    Every source ends as exactly one Article or Unreadable, and none stops the others;
    a JSON lines file is one source a line, `file.jsonl:12`. The same text under two
    names gives two articles of one id. `published` is the publication date of those
    that state none: metadata win in the order index or JSON line, document, default.
    `max_bytes` bounds one document or line as it comes out of gzip.
    """
    found = raw_sources(paths, published=published, stdin=stdin, max_bytes=max_bytes)
    return (source.read() if isinstance(source, Raw) else source for source in found)


def raw_sources(
    paths: Iterable[str],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    leave_out: Callable[[str], bool] = lambda _: False,
) -> Iterator[Raw | Unreadable]:
    """What `read` reads, its bytes at hand: for those who may know them already.

    What `leave_out` says of a path is not even opened.
    """
    default = Metadata(published_text=published or None)
    indexes = _Indexes(max_bytes)
    for found in find(paths):
        if leave_out(found.source_path):
            continue
        if isinstance(found, Unreadable):
            yield found
            continue
        known = NOTHING_KNOWN
        if found.path != STDIN:
            known = indexes.entry(found.path)
            yield from indexes.problems()
        yield from _raw_in(found, known, default, stdin, max_bytes)


def _raw_in(
    found: Found, known: Metadata, default: Metadata, stdin: BinaryIO | None, max_bytes: int
) -> Iterator[Raw | Unreadable]:
    path = found.source_path
    try:
        with opened(found, stdin) as stream:
            head = _first_line(stream, max_bytes) if found.kind == "unknown" else b""
            if found.kind == "jsonl" or _is_json_object(head):
                digest = digests("jsonl", known, default)
                for number, line in _lines(stream, head, max_bytes):
                    place = f"{path}:{number}"
                    if isinstance(line, NotAnArticle):
                        yield line.at(place)
                    else:
                        reading = partial(_read_line, line, place, known, default)
                        yield Raw(place, digest(line), reading)
            else:
                raw = _whole(stream, head, max_bytes)
                reading = partial(_read_document, raw, found.kind, path, known, default)
                yield Raw(path, digests(found.kind, known, default)(raw), reading)
    except NotAnArticle as problem:
        yield problem.at(path)


def _read_document(
    raw: bytes, kind: Kind, source_path: str, known: Metadata, default: Metadata
) -> Article | Unreadable:
    try:
        words, own = read_bytes(raw, kind)
        return _article(words, source_path, known.over(own).over(default))
    except NotAnArticle as problem:
        return problem.at(source_path)


def _read_line(
    line: bytes, source_path: str, known: Metadata, default: Metadata
) -> Article | Unreadable:
    try:
        words, own = read_json_line(line)
        return _article(words, source_path, own.over(known).over(default))
    except NotAnArticle as problem:
        return problem.at(source_path)


def _article(words: str, source_path: str, metadata: Metadata) -> Article:
    try:
        return make_article(words, source_path, **vars(metadata))
    except ValueError as error:
        code: UnreadableCode = "encoding" if "surrogate" in str(error) else "no_text"
        raise NotAnArticle(code, str(error)) from None


def too_large(max_bytes: int) -> NotAnArticle:
    return NotAnArticle("too_large", f"is larger than {max_bytes:,} bytes")


def _first_line(stream: BinaryIO, max_bytes: int) -> bytes:
    """The first line that is not blank, with the blank ones before it."""
    head = b""
    while not head.strip() and (line := stream.readline(max_bytes + 1)):
        head += line
        if len(head) > max_bytes:
            break
    return head


def _whole(stream: BinaryIO, head: bytes, max_bytes: int) -> bytes:
    raw = head + stream.read(max(max_bytes + 1 - len(head), 0))
    if len(raw) > max_bytes:
        raise too_large(max_bytes)
    return raw


def _is_json_object(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(
    stream: BinaryIO, head: bytes, max_bytes: int
) -> Iterator[tuple[int, bytes | NotAnArticle]]:
    """The lines that are not blank, with their numbers from 1; one too long is passed over.

    `head` is what was read of the stream before: whole lines, all but the last blank.
    """
    number, found = 0, False
    before = io.BytesIO(head).readlines()
    while line := before.pop(0) if before else stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            yield number, too_large(max_bytes)
            _skip_line(stream, max_bytes)
        elif line.strip():
            yield number, line
        found = found or bool(line.strip())
    if not found:
        raise NotAnArticle("empty", "is empty")


def _skip_line(stream: BinaryIO, max_bytes: int) -> None:
    for _ in range(SKIPPED_AT_MOST):
        rest = stream.readline(max_bytes)
        if not rest or rest.endswith(b"\n"):
            return
    raise NotAnArticle("too_large", "goes on without a line end; the rest was not read")


class _Indexes:
    """The metadata that `index.jsonl` holds on the files beside it, one folder at a time."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._folder: str | None = None
        self._entries: dict[str, Metadata] = {}
        self._problems: list[Unreadable] = []
        self._told: set[str] = set()

    def entry(self, path: str) -> Metadata:
        """What the index beside this file says on it, the file being gzip or not."""
        folder, name = os.path.split(path)
        if folder != self._folder:
            self._folder = folder
            self._load(str(Path(folder, INDEX)))
        found = self._entries.get(name) or self._entries.get(name.removesuffix(".gz"))
        return found or NOTHING_KNOWN

    def problems(self) -> Iterator[Unreadable]:
        """The lines of the index that could not be read, each told once."""
        problems, self._problems = self._problems, []
        for problem in problems:
            if problem.source_path not in self._told:
                self._told.add(problem.source_path)
                yield problem

    def _load(self, path: str) -> None:
        self._entries = {}
        if not Path(path).is_file():
            return
        try:
            with opened(Found(path=path, kind=kind_of(path)), None) as stream:
                for number, line in _lines(stream, b"", self._max_bytes):
                    try:
                        self._add(line)
                    except NotAnArticle as problem:
                        self._problems.append(problem.at(f"{shown(path)}:{number}"))
        except NotAnArticle as problem:
            self._problems.append(problem.at(shown(path)))

    def _add(self, line: bytes | NotAnArticle) -> None:
        if isinstance(line, NotAnArticle):
            raise line
        try:
            fields = json.loads(decode(line))
        except (ValueError, RecursionError):
            raise NotAnArticle("bad_json", "is no JSON, so its file has no metadata") from None
        if not isinstance(fields, dict) or not isinstance(fields.get("file"), str):
            raise NotAnArticle("bad_json", "names no 'file' beside the index")
        self._entries[fields["file"]] = metadata_from(fields)
