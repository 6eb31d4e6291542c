"""The one home of Ray: shards' names go to the workers, their reports come back.

    read      one task, which tells each shard's name as the driver puts the shard there
    extract   an actor a worker, several shards at once in each; Ray starts it anew where it
              died, and gives its shards out again

Ray moves names and reports only, and its streaming executor holds back what the workers
cannot take yet; the articles lie in the session's folder. Importing Ray takes seconds.
"""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pyarrow as pa
import ray
from pydantic import TypeAdapter
from ray.data import ActorPoolStrategy, DataContext, Datasource, ReadTask
from ray.data.block import BlockMetadata

from pipeline.distributing.place import Place
from pipeline.distributing.shard import END, SHARD, is_there, shard_name
from pipeline.distributing.worker import Orders, Report, Worker
from pipeline.errors import ConfigurationError
from pipeline.extracting.model import ModelSettings

POLL_SECONDS = 0.2
"""How often the session's folder is looked into for the next shard."""
STORE_BYTES = 100 * 2**20
"""Of Ray's object store, where the cluster is our own: names need no more."""
A_LITTLE = 0.01
"""Processors that a worker asks Ray for. With a whole one, the worker of a machine that died
found no place on those that are left, and its shards waited for ever."""
_REPORT = TypeAdapter(Report)


@dataclass(frozen=True, slots=True)
class Size:
    """How many workers there are, and what each does at once."""

    workers: int
    jobs: int
    """Calls in flight in one worker."""

    @property
    def shards(self) -> int:
        """Shards under way in one worker: while the last articles of one end, another begins."""
        return 2 + self.jobs // SHARD

    @property
    def articles(self) -> int:
        """Articles under way in all workers, and a shard for each to go on with."""
        return self.workers * (self.shards + 1) * SHARD


class RayCluster:
    """Workers on Ray: on the cluster at `address`, else on one of this machine's own.

    `jobs` of `asked`, the calls in flight of the whole run, are divided among the workers;
    of these there are as many as processors, unless `workers` says how many.
    """

    def __init__(
        self,
        asked: ModelSettings,
        prompt: str,
        endpoint: str,
        *,
        address: str | None,
        workers: int | None,
    ) -> None:
        self._asked = asked
        self._prompt = prompt
        self._endpoint = endpoint
        self._address = address
        self._workers = workers
        self._size = Size(1, asked.jobs)

    def begin(self) -> int:
        """Raises ConfigurationError where nobody answers at the address."""
        # The second warns that we are in no main thread: Ctrl-C and kill are the run's matter.
        for name in ("ray.data", "ray._private.worker"):
            logging.getLogger(name).setLevel(logging.ERROR)
        jobs = self._asked.jobs
        try:
            if self._address is None:
                workers = min(self._workers or os.cpu_count() or 1, jobs)
                ray.init(
                    address="local",
                    num_cpus=workers,
                    object_store_memory=STORE_BYTES,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                )
            else:
                ray.init(address=self._address, log_to_driver=False, logging_level=logging.ERROR)
                processors = int(_resources().get("CPU", 1))
                workers = max(1, min(self._workers or processors, jobs))
        except (OSError, ValueError, RuntimeError) as error:
            where = f" at {self._address}" if self._address else ""
            raise ConfigurationError(
                f"no Ray cluster{where}: {str(error).strip().splitlines()[0]}"
            ) from error
        self._size = Size(workers, max(1, jobs // workers))
        return self._size.articles

    def reports(self, session: str) -> Iterator[Report]:
        """The workers' reports as they come."""
        size = self._size
        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        context.target_max_block_size = 1  # else names wait for others to go on with
        asked = replace(self._asked, jobs=size.jobs)
        shards = ray.data.read_datasource(_Shards(session), override_num_blocks=1, num_cpus=0)
        extracted = shards.map_batches(
            _Extracting,
            fn_constructor_args=(Orders(session, asked, self._prompt, self._endpoint),),
            batch_size=None,
            num_cpus=A_LITTLE,
            compute=ActorPoolStrategy(
                size=size.workers,
                max_concurrent_calls_per_actor=size.shards,
                max_tasks_in_flight_per_actor=size.shards,
                enable_true_multi_threading=True,
            ),
        )
        # Without prefetching: the last report would wait for one that never comes.
        batches = extracted.iter_batches(batch_size=None, prefetch_batches=0)
        for report in (report for batch in batches for report in batch["report"]):
            yield _REPORT.validate_json(report)

    def leave(self) -> None:
        """Our own cluster ends with it, another's lets go of our workers."""
        ray.shutdown()


def _resources() -> dict[str, float]:
    found: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]  # Ray's
    return found


class _Shards(Datasource):
    """The names of the session's shards, one a block."""

    def __init__(self, session: str) -> None:
        self._session = session

    def get_read_tasks(self, *_: Any, **__: Any) -> list[ReadTask]:
        unknown = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        return [ReadTask(partial(_names, self._session), unknown)]

    def estimate_inmemory_data_size(self) -> None:
        """Nobody knows how many articles there will be."""


def _names(session: str) -> Iterator[pa.Table]:
    """Each shard's name once it is there. Told anew, after a node died, it tells the same."""
    place, number = Place(session), 1
    while True:
        name = shard_name(number)
        if is_there(place, name):
            yield pa.table({"shard": [name]})
            number += 1
        elif is_there(place, END):
            return
        else:
            time.sleep(POLL_SECONDS)


class _Extracting:
    """The actor: a worker, its event loop, and a thread of Ray's for each shard under way."""

    def __init__(self, orders: Orders) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._worker = Worker(orders)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[str]]:
        under_way = [
            asyncio.run_coroutine_threadsafe(self._worker.extract(str(name)), self._loop)
            for name in batch["shard"]
        ]
        return {"report": [_REPORT.dump_json(one.result()).decode() for one in under_way]}
