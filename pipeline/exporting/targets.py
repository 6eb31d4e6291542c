"""Where an export goes: whole or not at all, and never over what is not ours."""

import gzip
import os
import shutil
import sys
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import UsageError

STDOUT = "-"


@contextmanager
def written_file(out: str | Path) -> Iterator[BinaryIO | gzip.GzipFile]:
    """A file to write, gzipped if its name ends in `.gz`; it takes its name when it is whole.

    `-` is standard output. Raises UsageError where it cannot be written.
    """
    if str(out) == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    # Through a link to what it names, so that the link stays.
    path = Path(out).resolve()
    refuse_what_is_no_export(path, out)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as plain:
            if path.suffix == ".gz":
                # Neither name nor time in the header: the same rows give the same bytes.
                with gzip.GzipFile(filename="", mode="wb", fileobj=plain, mtime=0) as packed:
                    yield packed
            else:
                yield plain
        part.replace(path)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def written_folder(out: str | Path, ours: AbstractSet[str]) -> Iterator[Path]:
    """A folder to fill, which takes its name when it is whole, in place of an earlier export.

    A folder that holds anything but files of the names `ours` is refused (UsageError).
    """
    path = Path(out).resolve()
    if path.exists() and not path.is_dir():
        raise UsageError(f"cannot write {out}: it is a file; name a folder")
    there = (found.name for found in path.iterdir()) if path.is_dir() else ()
    if foreign := sorted(set(there) - ours):
        raise UsageError(
            f"cannot write {out}: it holds {foreign[0]}, which is no part of such an export; "
            "name an empty or a new folder"
        )
    new, old = (path.with_name(f".{path.name}.{os.getpid()}.{word}") for word in ("part", "old"))
    try:
        new.mkdir(parents=True)
        yield new
        if path.exists():
            path.rename(old)
        new.rename(path)
    except OSError as error:
        if old.exists() and not path.exists():
            old.rename(path)
        raise _unwritable(out, error) from error
    finally:
        for rest in (new, old):
            shutil.rmtree(rest, ignore_errors=True)


def refuse_what_is_no_export(path: Path, out: str | Path) -> None:
    """Raises UsageError where a file at `path` must not be written over.

    A database or its kept answers, which cost money, are never taken for a target.
    """
    if path.suffix == ".answers":
        raise UsageError(f"cannot write {out}: that is where paid-for answers are kept")
    if path.is_dir():
        raise UsageError(f"cannot write {out}: it is a folder; name a file")
    if not path.exists():
        return
    if not path.is_file():
        raise UsageError(f"cannot write {out}: it is no regular file; `-` is standard output")
    with path.open("rb") as stream:
        head = stream.read(16)
        if head[8:12] == b"DUCK" or head == b"SQLite format 3\0":
            raise UsageError(f"cannot write {out}: it is a database; name another file")


def _unwritable(out: str | Path, error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):  # `| head` has enough; the command line ends quietly
        return error
    return UsageError(f"cannot write {out}: {error.strerror or error}")
