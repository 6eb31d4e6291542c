"""`--engine ray`: what a run needs to extract on Ray, which is imported when it begins."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ConfigurationError
from pipeline.extracting.model import ModelSettings
from pipeline.running.ceilings import Spending
from pipeline.storing.answers import Answers

if TYPE_CHECKING:
    from pipeline.distributing.driver import Driver
    from pipeline.distributing.place import Place


@dataclass(frozen=True, slots=True)
class Ray:
    """Where to extract; None is what there is at hand."""

    address: str | None = None
    """Of a cluster that runs; None = one of this machine's own, for this run."""
    workers: int | None = None
    """None = one a processor."""
    shards: str | None = None
    """The folder, or any URL that fsspec knows; None = beside the database."""
    keep: bool = False
    """Leave the Parquet of what was extracted there."""


def at_shards(db: Path, noted: Iterable[str]) -> "list[Place]":
    """Where shards of a database may lie: what was `noted`, and what lies beside it.

    Raises ConfigurationError where they cannot be read without Ray's extra.
    """
    beside = shards_path(db).resolve()
    urls = dict.fromkeys((*noted, *([beside.as_uri()] if beside.exists() else ())))
    if not urls:
        return []
    if any(find_spec(name) is None for name in ("pyarrow", "fsspec")):
        raise ConfigurationError(
            f"shards in {', '.join(urls)} may hold it: pip install 'summitry[ray]' and forget again"
        )
    from pipeline.distributing.place import Place

    return [Place.of(url) for url in urls]


def on_ray(
    ray: Ray, asked: ModelSettings, prompt: str, db: Path, endpoint: str
) -> "Callable[[Answers, Spending], Driver]":
    """What `run` takes as `elsewhere`; raises ConfigurationError where Ray is not installed."""
    if any(find_spec(name) is None for name in ("ray", "pyarrow", "fsspec")):
        raise ConfigurationError("--engine ray needs Ray: pip install 'summitry[ray]'")
    from pipeline.distributing.driver import Cluster, Driver
    from pipeline.distributing.place import Place

    place = Place.of(ray.shards or str(shards_path(db).resolve()))

    def cluster() -> Cluster:
        # Before Ray is imported: it reports to nobody, and a cluster of this machine alone
        # opens no port to others.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
        if ray.address is None:
            os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
        from pipeline.distributing.cluster import RayCluster

        return RayCluster(asked, prompt, endpoint, address=ray.address, workers=ray.workers)

    return lambda answers, spending: Driver(cluster, place, answers, spending, keep=ray.keep)


def shards_path(db: Path) -> Path:
    """Where a database's shards are: `a/summits.duckdb -> a/summits.shards`."""
    return db.with_suffix(".shards") if db.suffix == ".duckdb" else Path(f"{db}.shards")
