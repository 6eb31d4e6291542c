"""A folder that every machine sees: a path here, or any that fsspec knows, such as s3://."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import fsspec

from pipeline.errors import ConfigurationError, DatabaseError


@dataclass(frozen=True, slots=True)
class Place:
    """A folder; what is put there is there whole, or not at all."""

    url: str

    @classmethod
    def of(cls, url: str) -> Self:
        """Raises ConfigurationError where fsspec does not know the path, or lacks its driver."""
        try:
            fs, path = fsspec.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise ConfigurationError(f"--shards {url}: {error}") from error
        return cls(fs.unstrip_protocol(path).rstrip("/"))

    def __truediv__(self, name: str) -> "Place":
        return Place(f"{self.url}/{name}")

    @property
    def name(self) -> str:
        return self.url.rpartition("/")[2]

    @property
    def is_local(self) -> bool:
        return self.url.startswith("file:")

    def put(self, content: bytes) -> None:
        """Raises DatabaseError where it cannot be written."""
        fs, path = self._opened()
        try:
            if self.is_local:
                # A reader, or a kill, must never meet half a file; an object store shows none.
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                making = Path(f"{path}.{uuid4().hex}.making")
                try:
                    making.write_bytes(content)
                    making.replace(path)
                except OSError:
                    making.unlink(missing_ok=True)  # on a full disk half a file is in the way
                    raise
            else:
                fs.makedirs(path.rpartition("/")[0], exist_ok=True)
                fs.pipe_file(path, content)
        except OSError as error:
            why = error.strerror or error
            raise DatabaseError(
                f"{self.url} cannot be written: {why}; make room and run the same again"
            ) from error

    def get(self) -> bytes | None:
        """None where there is nothing of that name."""
        fs, path = self._opened()
        try:
            content: bytes = fs.cat_file(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DatabaseError(f"{self.url} cannot be read: {error}") from error
        return content

    def exists(self) -> bool:
        fs, path = self._opened()
        fs.invalidate_cache()
        return bool(fs.exists(path))

    def within(self) -> Iterator["Place"]:
        """What lies in the folder, by name."""
        fs, path = self._opened()
        fs.invalidate_cache()
        try:
            found = fs.ls(path, detail=False)
        except (FileNotFoundError, NotADirectoryError):
            return
        for name in sorted(each.rstrip("/").rpartition("/")[2] for each in found):
            if not name.endswith(".making"):
                yield self / name

    def remove(self) -> None:
        """With all that lies in it; nothing where there is nothing."""
        fs, path = self._opened()
        fs.invalidate_cache()
        try:
            fs.rm(path, recursive=True)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise DatabaseError(f"{self.url} cannot be removed: {error}") from error

    def _opened(self) -> tuple[Any, str]:
        fs, path = fsspec.url_to_fs(self.url)
        return fs, path
