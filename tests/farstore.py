"""A bucket of its own protocol, `far://`: objects without folders, as s3 and gs have them.

It is there in every process that has imported this module and knows the folder in the
environment; by any other way than fsspec's its paths lead nowhere.
"""

import asyncio
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import fsspec
from fsspec import AbstractFileSystem

from pipeline.distributing.worker import Orders, Report, Worker

ROOT = "FARSTORE"
"""Names, in the environment, the folder that stands for the bucket."""


class Far(AbstractFileSystem):  # type: ignore[misc]  # fsspec has no types
    protocol = "far"
    cachable = False

    def _keys(self, path: str) -> list[str]:
        """Of the object of that name, and of all below it."""
        keys = (unquote(one.name) for one in Path(os.environ[ROOT]).iterdir())
        return [key for key in keys if key == path or key.startswith(f"{path}/")]

    def _at(self, path: str) -> Path:
        return Path(os.environ[ROOT], quote(self._strip_protocol(path), safe=""))

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """There are no folders."""

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **_: Any) -> None:
        making = Path(f"{os.environ[ROOT]}.{os.getpid()}.{id(value)}")
        making.write_bytes(value)
        making.replace(self._at(path))

    def cat_file(self, path: str, start: Any = None, end: Any = None, **_: Any) -> bytes:
        return self._at(path).read_bytes()

    def exists(self, path: str, **_: Any) -> bool:
        return bool(self._keys(self._strip_protocol(path)))

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        path = self._strip_protocol(path)
        names = {key[len(path) + 1 :].partition("/")[0] for key in self._keys(path)} - {""}
        if not names:
            raise FileNotFoundError(path)
        assert not detail
        return [f"{path}/{name}" for name in sorted(names)]

    def rm(self, path: str, recursive: bool = False, maxdepth: Any = None) -> None:
        keys = self._keys(self._strip_protocol(path))
        if not keys:
            raise FileNotFoundError(path)
        for key in keys:
            self._at(key).unlink(missing_ok=True)


def work_off(orders: Orders, name: str) -> Report:
    """One shard, by a worker of this process."""

    async def main() -> Report:
        worker = Worker(orders)
        try:
            return await worker.extract(name)
        finally:
            await worker.close()

    return asyncio.run(main())


fsspec.register_implementation("far", Far, clobber=True)
