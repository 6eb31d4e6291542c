"""How often Python looks for garbage in cycles while articles are read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 50_000
"""New objects after which the youngest are looked through; Python's own number is 700.

An article comes to thousands of frozen values, which hold no cycles, beside 300,000 objects
of tables, models and modules: looking took a sixth of a run's CPU (docs/performance.md).
"""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Cycles are looked for seldom inside the block, as often as before behind it."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
