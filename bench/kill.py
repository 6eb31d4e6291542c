"""Kill a run at seeded random moments until it has ended, and compare with one left alone.

    python bench/kill.py --kills 500

Workers are forked from a process that has imported everything, and talk to a fast server
in a process of its own. Each round runs the same articles into a new database, killed
(SIGKILL) again and again; when a worker gets to its end, every row of every table must
equal that of an undisturbed run to the byte, but for run ids, times and latencies, and
the server must have been asked for nothing again but what was in flight at a kill. The
last line is a JSON object with the figures; exit code 1 where anything differs.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.prompt import messages
from pipeline.extracting.windows import window, windows
from pipeline.grounding.ground import ground
from pipeline.lookup.registry import load
from pipeline.reading.raw import Raw, digests
from pipeline.reading.unreadable import Unreadable
from pipeline.relating.claimcolumns import Claims
from pipeline.relating.duplicates import originals_of
from pipeline.resolving.resolve import resolve
from pipeline.running.run import RunSettings, run
from pipeline.storing.database import Database, table_names
from schemas.draft import ArticleDraft
from schemas.records import Article
from schemas.tables import SourceDigestRow
from tests import drafts
from tests.loopback import completion

JOBS = 8
LATENCY = 0.01
"""Seconds that the server takes for an answer."""
LONGEST = 0.4
"""Share of an undisturbed run's time after which a worker is killed at the latest."""
OF_A_RUN = {
    "run_id", "started_at", "finished_at", "fetched_at", "latency_ms", "reject_id", "decided_at",
}  # fmt: skip
"""Columns in which two runs differ by their nature."""
WORDS = "river border council morning letter market bridge winter harvest engine paper song".split()


def articles(count: int) -> list[Article | Unreadable]:
    """Articles that end in each kind of outcome, some of them twice, and unreadable files."""
    found: list[Article | Unreadable] = []
    for n in range(count):
        tail = " ".join(random.Random(n).choices(WORDS, k=80))
        one = drafts.article(f"{drafts.TEXT}\nStory {n}: {tail}.", f"{n}.txt")
        found.append(one)
        if n % 20 == 3:
            found.append(one.model_copy(update={"source_path": f"copy-of-{n}.txt"}))
        if n % 25 == 4:
            found.append(Unreadable(source_path=f"{n}.bin", code="binary", reason="is no text"))
    return found


def reply(body: dict[str, Any]) -> dict[str, Any]:
    """What the server says: the same to the same question, some of it faulty."""
    shape = body["response_format"]["json_schema"]["name"]
    question = body["messages"][-1]["content"]
    if shape == "JudgeDraft":
        pairs = question.count("\nA: ")
        wire: Any = {"P": [{"i": n, "r": "none"} for n in range(1, pairs + 1)]}
        return completion({"content": json.dumps(wire)})
    number = int(question.split("Story ")[1].split(":")[0])
    if shape == "RepairDraft":
        wire = drafts.repair(M=drafts.meeting()) if number % 2 else drafts.repair()
    elif shape == "CoverageDraft":
        wire = drafts.covering(None, None, None)
    elif number % 17 == 5:
        return completion({"content": None, "refusal": "I cannot help with that."})
    elif number % 17 == 6:
        return completion({"content": '{"h": {"la'}, "length")
    elif number % 17 == 7:
        return completion({"content": "three meetings"})
    elif number % 17 == 8:
        wire = drafts.draft(meetings=[drafts.meeting(at=["9"])])
    elif number % 17 == 9:
        wire = drafts.draft([], [], [], dl=None)
    else:
        wire = drafts.draft()
    return completion({"content": json.dumps(wire, ensure_ascii=False)})


# -- the server ---------------------------------------------------------------------------


def serve(listening: socket.socket) -> None:
    """Answer until killed; `GET /` tells how often each body was asked since it last was told."""
    asked: Counter[str] = Counter()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode().lower().split("\r\n")
                if lines[0].startswith("get"):
                    sent = json.dumps(asked)
                    asked.clear()
                else:
                    length = next(int(x[15:]) for x in lines if x.startswith("content-length:"))
                    body = await reader.readexactly(length)
                    asked[sha256(body).hexdigest()] += 1
                    await asyncio.sleep(LATENCY)
                    sent = json.dumps(reply(json.loads(body)), ensure_ascii=False)
                content = sent.encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                    b"content-length: %d\r\n\r\n%b" % (len(content), content)
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # a killed worker
        finally:
            writer.close()

    async def main() -> None:
        async with await asyncio.start_server(talk, sock=listening) as server:
            await server.serve_forever()

    asyncio.run(main())


def asked_since(port: int) -> Counter[str]:
    """How often each body was asked since the last time this was asked."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        with connection.makefile("rb") as stream:
            length = 0
            while (line := stream.readline().strip().lower()) != b"":
                if line.startswith(b"content-length:"):
                    length = int(line[15:])
            return Counter(json.loads(stream.read(length)))


# -- workers ------------------------------------------------------------------------------


def forked(work: Callable[[], None]) -> int:
    """The process id of a child that does the work and nothing else."""
    if child := os.fork():
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)
    raise AssertionError("never reached")


def unread(source: Article | Unreadable) -> Raw | Unreadable:
    """As reading hands it on: what has landed before is known again by its digest."""
    if isinstance(source, Unreadable):
        return source
    digest = digests("text")(source.text.encode())
    return Raw(source.source_path, digest, lambda: source)


def worker(db: Path, port: int, sources: list[Article | Unreadable]) -> None:
    """One run, as the command line makes it."""

    async def main() -> None:
        asked = ModelSettings("openai/test", f"http://127.0.0.1:{port}/v1", jobs=JOBS)
        async with Model.connect(asked) as model:
            await run(map(unread, sources), model, RunSettings("openai/test", db, jobs=JOBS))

    asyncio.run(main())


def survived(child: int, seconds: float) -> bool:
    """Kill the child after so many seconds; whether it had ended before, and well."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            if status:
                raise SystemExit(f"a worker failed with status {status}")
            return True
        time.sleep(min(left, 0.005))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return status == 0


def has_ended(db: Path) -> bool:
    """Whether the run noted its end before it was killed: the same command begins another."""

    def look() -> None:
        with Database.open(db, read_only=True) as opened:
            (row,) = opened.query("SELECT count(*), count(finished_at) FROM runs").rows
        os._exit(0 if row[0] and row[0] == row[1] else 2)

    return db.exists() and os.waitpid(forked(look), 0)[1] == 0


def contents(db: Path) -> dict[str, list[str]]:
    """Every row of every table as JSON, sorted, without what differs between two runs."""
    found = {}
    with Database.open(db, read_only=True) as opened:
        for table in (*table_names(), SourceDigestRow.table):
            rows = opened.dicts(f'FROM "{table}"')
            kept = ({k: v for k, v in row.items() if k not in OF_A_RUN} for row in rows)
            found[table] = sorted(json.dumps(row, default=str, sort_keys=True) for row in kept)
    return found


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> Iterator[str]:
    for table, rows in one.items():
        lost = list((Counter(rows) - Counter(other[table])).elements())
        more = list((Counter(other[table]) - Counter(rows)).elements())
        for row in lost[:3]:
            yield f"{table}: lost or changed: {row[:300]}"
        for row in more[:3]:
            yield f"{table}: doubled or changed: {row[:300]}"


def warm(sources: list[Article | Unreadable]) -> None:
    """Import in the parent what a run imports only when it begins."""
    first = next(one for one in sources if isinstance(one, Article))
    model = Model.connect(ModelSettings("openai/test", "http://127.0.0.1/v1"))
    model.body(messages(first, window(windows(first)[0], None)), ArticleDraft)
    resolve(ground(first, drafts.parsed(drafts.draft())).records)
    digests("text")
    originals_of([])
    Claims([], load())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    sources = articles(options.articles)
    warm(sources)
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    port = listening.getsockname()[1]
    server = forked(lambda: serve(listening))
    begun = time.monotonic()
    faults: list[str] = []
    kills = rounds = again = 0
    try:
        with TemporaryDirectory(prefix="summitry-kill-") as folder:
            alone = Path(folder, "alone.duckdb")
            if not survived(forked(lambda: worker(alone, port, sources)), 120):
                raise SystemExit("the undisturbed run did not end")
            longest = LONGEST * (time.monotonic() - begun)
            wanted, calls = contents(alone), asked_since(port)
            while kills < options.kills:
                db = Path(folder, f"{rounds}.duckdb")
                in_round = 0

                def patience() -> float:
                    """Seconds until the next kill; the last worker may go on to its end."""
                    enough = kills + in_round >= options.kills  # noqa: B023 - called in its round
                    return 120 if enough else rng.uniform(0.02, longest)

                while not survived(forked(lambda db=db: worker(db, port, sources)), patience()):
                    in_round += 1
                    if has_ended(db):
                        break
                kills += in_round
                rounds += 1
                asked = asked_since(port)
                faults += (f"round {rounds}: {d}" for d in differences(wanted, contents(db)))
                wasted = asked - calls
                again += wasted.total()
                if wasted.total() > in_round * JOBS:
                    faults.append(f"{wasted.total()} calls made again after {in_round} kills")
                if missing := calls - asked:
                    faults.append(f"{missing.total()} calls were never made")
                if unknown := set(asked) - set(calls):
                    faults.append(f"{len(unknown)} calls that an undisturbed run does not make")
                print(
                    f"round {rounds}: {in_round} kills, {wasted.total()} calls again, "
                    f"{len(faults)} faults so far",
                    flush=True,
                )
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
    for fault in faults:
        print(fault)
    figures = {
        "kills": kills,
        "rounds": rounds,
        "sources": len(sources),
        "calls": calls.total(),
        "calls_again": again,
        "rows": sum(map(len, wanted.values())),
        "faults": len(faults),
        "seconds": round(time.monotonic() - begun, 1),
    }
    print(json.dumps(figures))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
