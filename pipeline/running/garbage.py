"""How often Python looks for garbage in cycles while articles are read."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 150_000
"""New objects after which the youngest are looked through; Python's own number is 700.

An article comes to thousands of frozen values, which hold no cycles, beside 300,000 objects
of tables, models and modules: looking took a sixth of a run's CPU (docs/performance.md). With
50,000 the hundred articles that wait to land were looked through for nothing. Only a call that
failed leaves cycles, 200 to 300 objects; so many of them hold some 60 MB.
"""

_lock = threading.Lock()
_before: list[tuple[int, int, int]] = []
"""What held before each block under way; the first is what holds once all have ended."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Cycles are looked for seldom inside the block, as often as before behind the last one.

    Runs may overlap, and the one that began first may end first.
    """
    with _lock:
        _before.append(gc.get_threshold())
        gc.set_threshold(YOUNG, 10, 20)
    try:
        yield
    finally:
        with _lock:
            before = _before[0]
            _before.pop()
            if not _before:
                gc.set_threshold(*before)
