"""Every benchmark of this folder, one after the other: `make bench`.

Each is a command of its own and prints a table; none asserts a time.
"""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    here = Path(__file__).resolve()
    for bench in sorted(here.parent.glob("*.py")):
        if bench != here:
            print(f"\n== {bench.name}", flush=True)
            subprocess.run([sys.executable, str(bench)], check=True, cwd=here.parent.parent)


if __name__ == "__main__":
    main()
