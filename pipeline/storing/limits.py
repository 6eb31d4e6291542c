"""How much memory this process may take, so that a query fails and not the machine."""

import os

LEAST = 2 * 1024**3


def limit_memory(most: int | None = None) -> None:
    """Hold this whole process below `most` bytes, by default half of the machine's, where it can.

    DuckDB does not count the strings that a query computes: `repeat('x', 900000000)` passed
    a limit of 512 MB and took 3.5 GB; nor are rows that were fetched its own.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    if most is None:
        most = max(LEAST, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
