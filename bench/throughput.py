"""Articles a second against an endpoint that costs nothing: ours, and others' in the same run.

    python bench/throughput.py [--quick] [--rounds 5] [--others VENV/bin/python] [--articles 100000]

Every client sends the same 3 KB articles with the same schema to a server process of this
machine that gives each article's 4.5 KB answer at once, 16 calls in flight. Each has a process of
its own, imports and warms up before the first round; in a round they take turns. The
figures are medians of the rounds; on a busy machine trust the ratios. `--others` names an
interpreter with langextract or curator installed; `--articles` adds one long run of the
whole path, for its memory.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.parts.articles import texts
from bench.parts.landing import landed_rows_a_second
from bench.parts.tokens import langextract_answer, share_of_langextracts_tokens

ROOT = Path(__file__).resolve().parent.parent
FLIGHT = 16
LATENCY = 0.2
SHARES = {1: 97, 16: 92, 64: 85, 256: 50}
"""Calls in flight, and the share of the ideal to reach, in percent."""
PEERS = {
    "httpx2": ("bare httpx2, schema built once", 200),
    "openai": ("openai, schema built once", 150),
    "instructor": ("instructor as documented", 40),
    "langextract": ("langextract", 8),
    "curator": ("curator, no schema", 60),
    "ours": ("Model.ask alone", 300),
    "whole": ("the whole path: read … related", 1000),
}
"""What each is, and how many articles a round."""
OTHERS = ("langextract", "curator")


@dataclass
class Peer:
    """A client's process, and what its rounds came to."""

    process: subprocess.Popen[str]
    rates: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    peak_mb: float = 0.0

    def round(self, url: str, articles: int, flight: int) -> None:
        assert self.process.stdin is not None
        asked = {"url": url, "articles": articles, "flight": flight}
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        came_to = json.loads(self._line())
        self.rates.append(came_to["rate"])
        self.cpu_ms.append(came_to["cpu_ms"])
        self.peak_mb = came_to["peak_mb"]

    def is_ready(self) -> bool:
        return self._line() == "ready"

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextmanager
def endpoint(*options: str) -> Iterator[str]:
    """The server's address while it runs."""
    with started("-m", "bench.parts.endpoint", *options) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"


@contextmanager
def started(*words: str, python: str = sys.executable) -> Iterator[subprocess.Popen[str]]:
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [python, *words],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        process.stderr = errors
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def last_words(process: subprocess.Popen[str]) -> str:
    """The last line of what a process that ended said on its standard error."""
    process.wait(10)
    assert process.stderr is not None
    process.stderr.seek(0)
    said = [line.strip() for line in process.stderr if line.strip()]
    return said[-1] if said else f"exit {process.returncode}"


def compare(rounds: int, others: str | None, scale: float) -> None:
    """The table of peers at 0 ms."""
    with ExitStack() as stack:
        url = stack.enter_context(endpoint())
        lx_url = stack.enter_context(endpoint("--text", langextract_answer()))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "texts.json").write_text(json.dumps([text for text, _ in texts(100)]))
        peers: dict[str, Peer] = {}
        for name in PEERS:
            if name in OTHERS:
                words = ("bench/parts/others.py", name, str(folder / "texts.json"))
                process = stack.enter_context(started(*words, python=others or sys.executable))
            else:
                process = stack.enter_context(started("-m", "bench.parts.peer", name))
            peers[name] = Peer(process)
        for name in [name for name, peer in peers.items() if not peer.is_ready()]:
            print(f"{name}: skipped ({last_words(peers[name].process)}); --others names a Python")
            del peers[name]
        for number in range(rounds + 1):
            for name in list(peers):
                count = max(5, int(PEERS[name][1] * scale))
                address = lx_url if name == "langextract" else url
                try:
                    peers[name].round(address, count, FLIGHT)
                except (json.JSONDecodeError, BrokenPipeError):
                    print(f"{name}: skipped, it failed: {last_words(peers[name].process)}")
                    del peers[name]
                    continue
                if number == 0:  # to warm up
                    peers[name].rates.clear()
                    peers[name].cpu_ms.clear()
    print(f"\n0 ms, {FLIGHT} in flight, medians of {rounds} rounds")
    table(
        ("", "articles/s", "× instructor", "CPU ms", "peak MB"),
        [
            (
                PEERS[name][0],
                f"{median(peer.rates):,.0f}",
                f"{ratio(peers, name):.1f}" if "instructor" in peers else "–",
                f"{median(peer.cpu_ms):.2f}",
                f"{peer.peak_mb:.0f}",
            )
            for name, peer in peers.items()
        ],
    )
    if "langextract" in peers and "whole" in peers:
        times = median(peers["whole"].rates) / median(peers["langextract"].rates)
        print(f"the whole path against langextract: {times:.0f} ×")


def ratio(peers: dict[str, Peer], name: str) -> float:
    """Of rates within a round, then the median: what slowed the machine slowed both."""
    pairs = zip(peers[name].rates, peers["instructor"].rates, strict=True)
    return median(ours / theirs for ours, theirs in pairs)


def shares(name: str, scale: float) -> None:
    """How much of what the latency allows is reached."""
    rows = []
    with endpoint("--latency", str(LATENCY)) as url:
        for flight, least in SHARES.items():
            with started("-m", "bench.parts.peer", name) as process:
                peer = Peer(process)
                peer.is_ready()
                peer.round(url, max(10, int(25 * scale) * flight), flight)
            ideal = flight / LATENCY
            rows.append(
                (flight, f"{ideal:,.0f}", f"{peer.rates[0]:,.0f}", share(peer, ideal), f"{least} %")
            )
    print(f"\n200 ms, {PEERS[name][0]}, the growth of the limit included")
    table(("in flight", "ideal", "articles/s", "share", "to reach"), rows)


def share(peer: Peer, ideal: float) -> str:
    return f"{100 * peer.rates[0] / ideal:.0f} %"


def with_faults(scale: float) -> None:
    rows = []
    for faults in ("0", "0.02"):
        with endpoint("--latency", "0.05", "--faults", faults) as url:  # noqa: SIM117
            with started("-m", "bench.parts.peer", "ours") as process:
                peer = Peer(process)
                peer.is_ready()
                peer.round(url, int(2000 * scale), FLIGHT)
        rows.append((f"{100 * float(faults):g} %", f"{peer.rates[0]:,.0f}"))
    print("\n50 ms, 16 in flight; faults are 429, 500 and closed connections, all made good")
    table(("faults", "articles/s"), rows)


def start_times(rounds: int) -> None:
    """`summitry --help` against importing instructor, which imports itself only when used."""
    ours, theirs = [], []
    command = [str(Path(sys.executable).with_name("summitry")), "--help"]
    for _ in range(rounds + 1):
        ours.append(seconds(command))
        theirs.append(seconds([sys.executable, "-c", "import instructor; instructor.from_openai"]))
    one, other = median(ours[1:]), median(theirs[1:])
    print(
        f"\nsummitry --help {one:.2f} s, importing instructor {other:.2f} s: "
        f"{one / other:.2f} of it (to reach: 0.33)"
    )


def seconds(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - begun


def long_run(articles: int, flight: int) -> None:
    """One run of the whole path: does its memory stay flat?"""
    print(f"\nthe whole path, {flight} in flight")
    rows = []
    for count in (articles // 10, articles):
        with endpoint() as url, started("-m", "bench.parts.peer", "whole") as process:
            peer = Peer(process)
            peer.is_ready()
            peer.round(url, count, flight)
        rows.append(
            (
                f"{count:,}",
                f"{peer.rates[0]:,.0f}",
                f"{peer.cpu_ms[0]:.2f}",
                f"{peer.peak_mb:.0f}",
            )
        )
    table(("articles", "articles/s", "CPU ms", "peak MB"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """As Markdown, so that it can be pasted into docs/performance.md."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="few articles, two rounds")
    parser.add_argument("--others", help="an interpreter with langextract or curator")
    parser.add_argument("--articles", type=int, help="one long run of the whole path")
    parser.add_argument("--flight", type=int, default=64, help="of the long run")
    parser.add_argument("--whole-shares", action="store_true", help="of the whole path as well")
    asked = parser.parse_args()
    rounds, scale = (2, 0.3) if asked.quick else (asked.rounds, 1.0)
    compare(rounds, asked.others, scale)
    shares("ours", scale)
    if asked.whole_shares:
        shares("whole", scale)
    with_faults(scale)
    print(f"\nlanding, 100 articles a commit: {landed_rows_a_second():,.0f} rows/s (50,000)")
    start_times(rounds)
    print(
        f"\noutput tokens, against langextract's format for the same records of the seeds: "
        f"{share_of_langextracts_tokens():.2f} (0.50)"
    )
    if asked.articles:
        long_run(asked.articles, asked.flight)


if __name__ == "__main__":
    main()
