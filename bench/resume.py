"""What it takes to run the same again over finished articles, told by their bytes and read anew.

`python bench/resume.py [--articles 10000 …]`, from the top of the repository.

The articles are those of bench/throughput.py, as the lines of one file and as one file each.
They are landed as a run would leave them, but without records. Then the command runs in a
process of its own: with the digests that landing noted, and once more without them, so that
every article is read to be known, as it was before there were any. Imports are counted in;
nobody is asked, and at the address that is named nobody listens.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.parts.articles import json_lines, texts  # noqa: E402
from bench.parts.outcomes import read_once  # noqa: E402
from pipeline.commands.sources import raw_sources_in  # noqa: E402
from pipeline.reading.raw import Raw  # noqa: E402
from pipeline.running.run import RunSettings, run_row  # noqa: E402
from pipeline.storing.database import Database  # noqa: E402
from pipeline.storing.land import End, begin_run, finish_run, land  # noqa: E402
from schemas.records import Article  # noqa: E402

MODEL = "openai/nobody"
SIZES = (1_000, 10_000)
A_FOLDER = 1_000
BATCH = 5_000
COMMAND = """
import json, re, sys, time
from pathlib import Path
from pipeline.cli import main
begun = time.monotonic()
try:
    main()
finally:
    status = Path("/proc/self/status")
    high = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
    told = [time.monotonic() - begun, time.process_time(), int(high[1]) / 1024 if high else None]
    print(json.dumps(told), file=sys.stderr)
"""


def lines(folder: Path, number: int) -> None:
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json_lines(number))


def files(folder: Path, number: int) -> None:
    for at, (text, day) in enumerate(texts(number)):
        path = folder / f"{at // A_FOLDER:04}" / f"{at}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: Report {at}\ndate: {day}\n---\n{text}", encoding="utf-8")


def finish_all(folder: Path, db: Path) -> None:
    """Land every article of the folder, as if it had been read to its end."""
    run = run_row(RunSettings(MODEL, db))
    batch: list[End] = []
    with Database.open(db) as opened:
        begin_run(opened, run)
        for source in raw_sources_in([str(folder)], db):
            article = source.read() if isinstance(source, Raw) else None
            assert article is None or isinstance(article, Article)
            if article is not None:
                batch.append(end_of(article, run.run_id))
            if len(batch) == BATCH:
                land(opened, batch)
                batch.clear()
        land(opened, batch)
        finish_run(opened, run.run_id)


def end_of(article: Article, run_id: str) -> End:
    return End(read_once(article, run_id, attempts=1), article)


def again(folder: Path, db: Path, number: int) -> str:
    """Seconds, seconds of a processor and MB of the command over what is finished."""
    words = ["run", str(folder), "--db", str(db), "--no-judge"]
    asked = ["--model", MODEL, "--base-url", "http://127.0.0.1:9/v1"]
    ran = subprocess.run(
        [sys.executable, "-c", COMMAND, *words, *asked],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "OPENAI_API_KEY": "none"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"unchanged   {number}:" in ran.stdout, ran.stdout
    seconds, cpu, megabytes = json.loads(ran.stderr.splitlines()[-1])
    return f"{seconds:8.1f} s {cpu:8.1f} s CPU {megabytes or 0:6.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES)
    shapes: tuple[Callable[[Path, int], None], ...] = (lines, files)
    for number in parser.parse_args().articles:
        for shape in shapes:
            with tempfile.TemporaryDirectory(prefix="summitry-resume-") as place:
                folder, db = Path(place, "in"), Path(place, "a.duckdb")
                folder.mkdir()
                shape(folder, number)
                finish_all(folder, db)
                known = again(folder, db, number)
                with Database.open(db) as opened:
                    opened.query("DROP TABLE source_digests")
                read = again(folder, db, number)
            name = f"{number:,} {shape.__name__}"
            print(f"{name:16} known {known}\n{'':16} read  {read}", flush=True)


if __name__ == "__main__":
    main()
