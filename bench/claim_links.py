"""What it costs to find the pairs of n claims that are worth comparing, and to link them.

`python bench/claim_links.py [--json] [--sizes 1000 3000 …]`, from the top of the repository.

Two worlds are generated. `many`: articles of 5 to 40 claims over ten years, their words and
speakers by power laws. `one`: one speaker on one topic in ever more articles, the worst
case, since all claims share two facets. Deterministic: one random generator for each size.

`pairs` are those that the blocks bring together, `skipped` the places in too large blocks
that claims did not take (`pipeline.relating.claimblocks.SEATS`). Figures in µs per
n·log2(n): where the cost grows no faster, they do not grow.
"""

import argparse
import gc
import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import log2
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.lookup.registry import load  # noqa: E402
from pipeline.relating.claimblocks import Skipped  # noqa: E402
from pipeline.relating.claimcandidates import Nearest, are_candidates  # noqa: E402
from pipeline.relating.claimcolumns import Claims  # noqa: E402
from pipeline.relating.claimpairs import compared  # noqa: E402
from pipeline.relating.claimrules import may_link  # noqa: E402
from pipeline.relating.claimtopics import Assertion  # noqa: E402

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
FIRST_DAY = date(2014, 1, 1)
STATES = "Turkey Russia Iran Syria Israel Japan Germany Ukraine China France".split()
TYPES = ("event", "state", "commitment", "quantity")
LETTERS = "abcdefghijklmnoprstuvwz"
WORDS = [f"{a}o{b}i{c}ak" for a in LETTERS for b in LETTERS for c in LETTERS]
WORD_WEIGHTS = list(accumulate(1 / (rank + 10) for rank in range(len(WORDS))))


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of the table."""

    world: str
    claims: int
    pairs: int
    skipped: int
    links: int
    candidates: int
    seconds: float


def many(size: int) -> list[Assertion]:
    rng = random.Random(size)
    speakers = list(accumulate(1 / (rank + 2) for rank in range(max(50, size // 20))))
    made: list[Assertion] = []
    article = 0
    while len(made) < size:
        article += 1
        day = FIRST_DAY + timedelta(days=rng.randrange(3650))
        about = rng.choices(WORDS, cum_weights=WORD_WEIGHTS, k=12)
        for _ in range(rng.randint(5, 40)):
            words = rng.choices(about, k=3) + rng.choices(WORDS, cum_weights=WORD_WEIGHTS, k=4)
            text = f"{rng.choice(STATES)} {' '.join(words)} {rng.choice(STATES)}."
            speaker = rng.choices(range(len(speakers)), cum_weights=speakers)[0]
            spoken = frozenset({f"person:{speaker}"}) if rng.random() < 0.7 else frozenset()
            made.append(_claim(len(made), article, text, day, spoken, rng))
    return made[:size]


def one(size: int) -> list[Assertion]:
    rng = random.Random(size)
    made = []
    for at in range(size):
        day = FIRST_DAY + timedelta(days=at // 20)
        text = f"The ceasefire {' '.join(rng.choices(WORDS[:400], k=6))}."
        made.append(_claim(at, at // 20, text, day, frozenset({"person:0"}), rng))
    return made


def _claim(
    at: int, article: int, text: str, day: date, by: frozenset[str], rng: random.Random
) -> Assertion:
    known = day if rng.random() < 0.5 else None
    counts = rng.random() < 0.15
    return Assertion(
        claim_id=f"c{at:07}",
        article_id=f"a{article:07}",
        statement_id=f"s{at // 3:07}",
        text=text,
        claim_type=rng.choice(TYPES),  # type: ignore[arg-type]
        certainty="certain",
        polarity="-" if rng.random() < 0.1 else "+",
        value=float(rng.randint(1, 500)) if counts else None,
        unit="soldiers" if counts else None,
        comparator="=" if counts else None,
        time_start=known,
        time_end=known,
        published_low=day,
        published_high=day,
        asserters=by,
    )


def measure(world: str, size: int) -> Figures:
    claims = {"many": many, "one": one}[world](size)
    skipped = Skipped()
    found = linked = 0
    gc.collect()
    began = time.perf_counter()
    everything = Claims(claims, load())
    nearest = Nearest(everything)
    for columns, some in compared(everything, skipped):
        found += len(some)
        read = may_link(columns, some)
        linked += int(read.sum())
        rest = some.only(~read)
        nearest.add(columns, rest.only(are_candidates(columns, rest)))
    candidates = sum(len(a) for a, *_ in nearest.stretches())
    seconds = time.perf_counter() - began
    return Figures(world, size, found, skipped.seats, linked, candidates, seconds)


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    asked = parser.parse_args()
    load()
    table = []
    if not asked.json:
        print("world   claims      pairs   skipped   links  candidates  seconds  µs per n·log2(n)")
    for world in ("many", "one"):
        for size in asked.sizes:
            row = measure(world, size)
            table.append(asdict(row))
            if not asked.json:
                relative = 1e6 * row.seconds / (size * log2(size))
                print(
                    f"{world:5}{size:9,}{row.pairs:11,}{row.skipped:10,}{row.links:8,}"
                    f"{row.candidates:12,}{row.seconds:9.2f}{relative:18.1f}",
                    flush=True,
                )
    if asked.json:
        print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
