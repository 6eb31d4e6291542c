"""Running the same again: what holds the bytes it held is not read, and all else is as it was."""

import asyncio
import gzip
import io
import json
import shutil
import subprocess
import sys
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batching.terms import Terms, unread
from pipeline.commands.sources import raw_sources_in
from pipeline.errors import DatabaseError
from pipeline.extracting.byrules import by_rules
from pipeline.extracting.model import Model, ModelSettings
from pipeline.reading.metadata import Metadata
from pipeline.reading.raw import DIGITS, READERS, Raw, digests, reader
from pipeline.reading.read import raw_sources, read
from pipeline.reading.unreadable import Unreadable
from pipeline.resolving.dated import dated_by_default
from pipeline.running.estimating import estimate
from pipeline.running.run import RunSettings, Summary, run
from pipeline.settings import RULES
from pipeline.storing.database import Database, table_names
from pipeline.storing.land import End, land, new_run
from schemas.records import Article
from schemas.tables import OutcomeRow
from tests import loopback as lo
from tests.command import Command
from tests.conftest import ROOT
from tests.drafts import TEXT, draft
from tests.loopback import Loopback

DB = Path("summits.duckdb")
FRONT_MATTER = f"---\ntitle: Talks\ndate: 2018-09-18\n---\n{TEXT}"
PAGE = (
    "<!doctype html><html lang=en><head><title>Talks</title></head><body><article><h1>Talks</h1>"
    + "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    + "</article></body></html>"
)
RUSSIAN = (
    "МОСКВА — Президент России Владимир Путин в понедельник встретился в Сочи с президентом "
    "Турции. «Мы договорились о демилитаризованной зоне», — сказал он журналистам."
)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(place: Path) -> None:
    """Paths of the tests are relative to it."""


def write(name: str, content: str | bytes) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


def lines(*objects: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(one)}\n" for one in objects)


def numbered(n: int) -> str:
    return f"{TEXT}\nNumber {n}."


def rows(sql: str, db: Path = DB) -> list[dict[str, Any]]:
    with Database.open(db, read_only=True) as opened:
        return opened.dicts(sql)


def contents(db: Path = DB) -> dict[str, list[Any]]:
    names = [*table_names(), "source_digests"]
    return {name: sorted(rows(f"FROM {name}", db), key=repr) for name in names}


class Reading:
    """Sources as a command hands them to a run, and which of them were read."""

    def __init__(self, *paths: str, stdin: BinaryIO | None = None) -> None:
        self.read: list[str] = []
        self._sources = (
            raw_sources_in([*paths] or ["."], DB)
            if stdin is None
            else raw_sources("-", stdin=stdin)
        )

    def __iter__(self) -> Iterator[Raw | Unreadable]:
        for one in self._sources:
            yield self._watched(one) if isinstance(one, Raw) else one

    def _watched(self, source: Raw) -> Raw:
        def reading() -> Article | Unreadable:
            self.read.append(source.source_path)
            return source.reading()

        return replace(source, reading=reading)


def runs(sources: Iterable[Any], **settings: Any) -> Summary:
    """A run by the rules, which asks nobody."""
    made = RunSettings(RULES, DB, judge=False, **settings)
    return asyncio.run(run(sources, None, made, extracts=by_rules))


def read_by_run(*paths: str, **options: Any) -> list[str]:
    """The sources that a run had to read."""
    reading = Reading(*paths, **options)
    runs(reading)
    return reading.read


# -- what is the same is not read ---------------------------------------------------------

FORMS: dict[str, dict[str, str | bytes]] = {
    "text": {"a.txt": TEXT, "b.txt": numbered(1)},
    "front matter": {"a.txt": FRONT_MATTER, "b.md": FRONT_MATTER.replace("on Monday", "there")},
    "page": {"a.html": PAGE},
    "gzip": {"a.txt.gz": gzip.compress(TEXT.encode(), mtime=1)},
    "JSON lines": {"a.jsonl": lines({"text": TEXT, "date": "2018-09-18"}, {"text": numbered(1)})},
    "pages in JSON lines": {"a.ndjson": lines({"html": PAGE, "url": "https://x.invalid/1"})},
    "gzipped JSON lines": {"a.jsonl.gz": gzip.compress(lines({"text": TEXT}).encode(), mtime=1)},
    "beside an index": {"in/a.txt": TEXT, "in/index.jsonl": lines({"file": "a.txt", "title": "T"})},
    "Windows-1252": {"a.txt": TEXT.replace("—", "-").encode("cp1252")},
}


@pytest.mark.parametrize("form", FORMS)
def test_finished_articles_are_counted_and_not_read(form: str) -> None:
    for name, content in FORMS[form].items():
        write(name, content)
    first = Reading()
    made = runs(first)
    before = contents()
    again = Reading()
    summary = runs(again)
    assert len(first.read) == sum(made.outcomes.values()) == summary.unchanged > 0
    assert again.read == []
    assert (summary.outcomes, summary.run_id) == ({}, None)
    assert contents() == before


def test_standard_input_is_not_read_again_either() -> None:
    given = lines({"text": TEXT}, {"text": numbered(1)}).encode()
    assert len(read_by_run(stdin=io.BytesIO(given))) == 2
    assert read_by_run(stdin=io.BytesIO(given)) == []


def test_lines_that_are_new_in_a_file_are_all_that_is_read() -> None:
    write("a.jsonl", lines({"text": TEXT}, {"text": numbered(1)}))
    runs(Reading())
    write("a.jsonl", lines({"text": TEXT}, {"text": numbered(1)}, {"text": numbered(2)}))
    assert read_by_run() == ["a.jsonl:3"]


def test_the_articles_of_a_notebook_are_known_again_as_well() -> None:
    write("a.txt", TEXT)
    runs(read(["a.txt"]))  # articles, not sources
    assert read_by_run() == []


def test_sources_are_never_held_while_they_stream() -> None:
    for n in range(30):
        write(f"{n}.txt", numbered(n))
    runs(Reading())

    class Held:
        """Stands for the bytes."""

    alive: weakref.WeakSet[Held] = weakref.WeakSet()

    def watched() -> Iterator[Raw | Unreadable]:
        for source in raw_sources_in(["."], DB):
            assert isinstance(source, Raw)
            held = Held()
            alive.add(held)
            yield replace(source, reading=lambda held=held: pytest.fail(repr(held)))
            assert len(alive) <= 2

    assert runs(watched()).unchanged == 30


def test_neither_a_dry_run_nor_a_batch_reads_what_is_finished() -> None:
    write("a.txt", TEXT)
    write("b.txt", numbered(1))
    model, prompt = "openai/test", "extract/v2"
    with Loopback(script=lambda _: lo.answer(draft())) as server:

        async def main() -> Summary:
            async with Model.connect(ModelSettings(model, server.url)) as asked:
                return await run(Reading(), asked, RunSettings(model, DB, prompt, judge=False))

        asyncio.run(main())
    write("c.txt", numbered(2))
    Path("b.txt").rename("d.txt")
    wire = Model.silent(ModelSettings(model, server.url))
    dry, batch = Reading(), Reading()
    found = estimate(
        dry, wire, DB, model=model, prompt=prompt, jobs=1, cost=lambda _name, _usage: None
    )
    assert (found.articles, found.unchanged, dry.read) == (1, 2, ["c.txt"])
    left = unread(batch, DB, Terms(model, server.url, None, None, prompt))
    # The text of d.txt is there, as b.txt: another source of it is collected like any other.
    assert [one.source_path for one in left] == batch.read == ["c.txt", "d.txt"]


# -- what differs is read -----------------------------------------------------------------


def test_a_changed_text_is_read_and_becomes_another_article() -> None:
    write("a.txt", TEXT)
    write("b.txt", numbered(1))
    runs(Reading())
    write("a.txt", f"{TEXT}\nOne line more.")
    reading = Reading()
    summary = runs(reading)
    assert reading.read == ["a.txt"]
    assert (summary.unchanged, summary.outcomes) == (1, {"records": 1})
    assert len(rows("FROM articles")) == 3
    assert len(rows("FROM source_digests")) == 2
    assert read_by_run() == []


def test_a_changed_front_matter_is_read_though_the_text_is_the_same() -> None:
    write("a.md", FRONT_MATTER)
    runs(Reading())
    write("a.md", FRONT_MATTER.replace("title: Talks", "title: More talks"))
    reading = Reading()
    assert runs(reading).unchanged == 1
    assert reading.read == ["a.md"]


def test_a_changed_index_has_only_its_file_read() -> None:
    write("a.txt", TEXT)
    write("b.txt", numbered(1))
    write("index.jsonl", lines({"file": "a.txt", "title": "A"}, {"file": "b.txt", "title": "B"}))
    runs(Reading())
    write("index.jsonl", lines({"file": "a.txt", "title": "A"}, {"file": "b.txt", "title": "C"}))
    assert read_by_run() == ["b.txt"]


def test_another_program_reads_for_itself() -> None:
    write("a.txt", TEXT)
    runs(Reading())
    with Database.open(DB) as db:
        db.query("UPDATE source_digests SET digest = repeat('0', 32)")
    reading = Reading()
    assert runs(reading).unchanged == 1
    assert reading.read == ["a.txt"]


def test_what_is_extracted_anew_is_read() -> None:
    write("a.txt", TEXT)
    runs(Reading())
    reading = Reading()
    assert runs(reading, again=True).outcomes == {"records": 1}
    assert reading.read == ["a.txt"]


def test_what_no_article_came_of_is_read_again() -> None:
    """A language that the rules do not read; a page, a file and a line without a text."""
    write("a.txt", RUSSIAN)
    write("b.html", "<html><body></body></html>")
    write("c.txt", b"\x00\x01\x02\xff" * 900)
    write("d.jsonl", '{"title": "No text"}\n')
    first, again = Reading(), Reading()
    made, summary = runs(first), runs(again)
    assert made.outcomes == summary.outcomes == {"skipped": 1, "unreadable": 3}
    assert again.read == first.read
    assert len(rows("FROM source_digests")) == 1


def test_a_failed_article_is_read_and_tried_again(summitry: Command) -> None:
    write("a.txt", TEXT)
    write("b.txt", numbered(1))
    replies = [lo.answer(draft()), lo.refusal(), lo.answer(draft())]
    with Loopback(*replies) as server:
        asked = ("--model", "openai/test", "--base-url", server.url, "--no-judge", "--jobs", "1")
        assert summitry("run", "a.txt", "b.txt", *asked).code == 1
        told = summitry("run", "a.txt", "b.txt", *asked, "--json")
        assert len(server.raw) == 3
    ends = [json.loads(line) for line in told.out.splitlines()]
    assert [one["outcome"] for one in ends if one["event"] == "article"] == ["unchanged", "records"]


def test_another_models_run_reads_and_keeps_one_digest_a_source(summitry: Command) -> None:
    write("a.txt", TEXT)
    with Loopback(script=lambda _: lo.answer(draft())) as server:
        for model in ("openai/one", "openai/two"):
            asked = ("--model", model, "--base-url", server.url, "--no-judge")
            assert summitry("run", "a.txt", *asked).code == 0
        assert len(server.raw) == 2
    assert len(rows("FROM source_digests")) == 1


def test_a_moved_source_lands_as_another_source_of_its_text() -> None:
    write("a.txt", TEXT)
    runs(Reading())
    Path("a.txt").rename("b.txt")
    reading = Reading()
    summary = runs(reading)
    assert reading.read == ["b.txt"]
    assert (summary.unchanged, summary.outcomes) == (0, {"records": 1})
    assert {one["source_path"] for one in rows("FROM article_sources")} == {"a.txt", "b.txt"}
    assert len(rows("FROM articles")) == 1
    assert read_by_run() == []


def test_several_sources_of_one_text_are_each_known_by_their_own_bytes() -> None:
    write("a.txt", TEXT)
    write("b.txt", f"\ufeff{TEXT}\r\n")
    write("c.jsonl", lines({"text": TEXT}))
    write("d.txt", TEXT)
    assert len(read_by_run()) == 4
    digests = {one["source_path"]: one["digest"] for one in rows("FROM source_digests")}
    assert len(digests) == 4
    assert digests["a.txt"] == digests["d.txt"]
    assert len(set(digests.values())) == 3
    reading = Reading()
    assert (runs(reading).unchanged, reading.read) == (4, [])


# -- exactly once -------------------------------------------------------------------------


def test_a_database_without_digests_goes_on_without_and_gets_them_as_articles_land() -> None:
    write("a.txt", TEXT)
    runs(Reading())
    with Database.open(DB) as db:
        db.query("DROP TABLE source_digests")
    reading = Reading()
    assert runs(reading).unchanged == 1
    assert reading.read == ["a.txt"]
    write("b.txt", numbered(1))
    assert read_by_run() == ["a.txt", "b.txt"]
    assert [one["source_path"] for one in rows("FROM source_digests")] == ["b.txt"]
    assert read_by_run() == ["a.txt"]


def test_articles_that_do_not_land_leave_no_digest() -> None:
    write("a.txt", TEXT)
    write("b.txt", numbered(1))
    first, second = (one for one in read(["a.txt", "b.txt"]) if isinstance(one, Article))
    made = new_run(model=RULES, prompt="p", prompt_sha256="0", settings={})

    def end(article: Article, **changes: Any) -> End:
        told = {"outcome": "records", "reason": None, "cost_usd": None, "raw": None}
        counts = dict.fromkeys(("attempts", "input_tokens", "output_tokens", "latency_ms"), 0)
        where = {"source_path": article.source_path, "article_id": article.article_id}
        outcome = {"run_id": made.run_id} | told | counts | where | changes
        return End(OutcomeRow.model_construct(**outcome), article)

    with Database.open(DB) as db:
        land(db, [end(first)], begins=made)
        with pytest.raises(DatabaseError):
            land(db, [end(second, outcome="no such outcome")])
        # Nor does the digest of what landed before go with what did not land instead.
        moved = second.model_copy(update={"source_path": "a.txt"})
        with pytest.raises(DatabaseError):
            land(db, [end(moved, outcome="no such outcome")])
    assert [one["article_id"] for one in rows("FROM source_digests")] == [first.article_id]


def test_a_forgotten_articles_digests_are_gone_and_its_source_is_read(summitry: Command) -> None:
    write("a.txt", TEXT)
    write("b.txt", f"\ufeff{TEXT}")
    write("c.txt", numbered(1))
    runs(Reading())
    (gone,) = rows("SELECT article_id FROM article_sources WHERE source_path = 'a.txt'")
    assert summitry("forget", gone["article_id"], "--yes").code == 0
    assert [one["source_path"] for one in rows("FROM source_digests")] == ["c.txt"]
    assert read_by_run() == ["a.txt", "b.txt"]
    assert len(rows("FROM articles")) == 2


def test_rebuilding_and_reviewing_leave_digests_as_they_are(summitry: Command) -> None:
    write("a.txt", TEXT)
    assert summitry("run", "a.txt").code == 0
    before = rows("FROM source_digests")
    assert summitry("rebuild").code == 0
    assert len(rows("FROM runs")) == 2
    assert rows("FROM source_digests") == before
    assert read_by_run() == []


# -- what is told -------------------------------------------------------------------------


def told_with_and_without_digests(summitry: Command, *words: str) -> tuple[list[Any], list[Any]]:
    """What the same run tells, and what is in its database then: of two alike, one
    without digests.
    """
    other = Path("without.duckdb")
    shutil.copy(DB, other)
    with Database.open(other) as db:
        db.query("DROP TABLE source_digests")
    found = []
    for db_path in (DB, other):
        ran = summitry("run", *words, "--json", "--db", str(db_path))
        events = [json.loads(line) for line in ran.out.splitlines()]
        # What lands is told when it has, what was there at once: they are told in any order.
        ends = (one | {"db": None, "run_id": None} for one in events if one["event"] != "progress")
        told = sorted(ends, key=repr)
        landed = rows("SELECT source_path, outcome, reason FROM outcomes ORDER BY ALL", db_path)
        found.append([ran.code, ran.err, told, landed])
    return found[0], found[1]


def collection() -> None:
    for n in range(6):
        write(f"in/{n}.txt", numbered(n))
    write("in/copy.txt", f"\ufeff{numbered(3)}")
    write("in/dated.md", FRONT_MATTER)
    write("in/lines.jsonl", lines({"text": numbered(7)}, {"text": RUSSIAN}, {"no": "text"}))
    write("in/empty.txt", "")


@pytest.mark.parametrize("changes", ["none", "some", "again", "other day"])
def test_a_run_tells_and_lands_the_same_as_without_digests(summitry: Command, changes: str) -> None:
    collection()
    assert summitry("run", "in", "--published", "2018-09-20").code == 1
    words = ["in", "--published", "2018-09-20"]
    if changes == "some":
        write("in/1.txt", numbered(11))
        write("in/2.txt", numbered(12).replace("Number", "No."))
        Path("in/3.txt").rename("in/3b.txt")
        write("in/dated.md", FRONT_MATTER.replace("Talks", "More talks"))
        write("in/lines.jsonl", lines({"text": numbered(7), "title": "T"}, {"text": numbered(4)}))
    if changes == "again":
        words.append("--again")
    if changes == "other day":
        words[-1] = "2018-09-21"
    with_digests, without = told_with_and_without_digests(summitry, *words)
    assert with_digests == without
    if changes == "other day":
        assert "--published is not used for 8 articles" in json.dumps(with_digests)


def test_a_source_that_gives_another_day_than_its_article_has_is_told_of_each_time(
    summitry: Command,
) -> None:
    write("a.jsonl", lines({"text": TEXT, "date": "2018-09-18"}))
    write("b.jsonl", lines({"text": TEXT, "date": "2018-09-19"}))
    summitry("run", "a.jsonl", "b.jsonl")
    with_digests, without = told_with_and_without_digests(summitry, "a.jsonl", "b.jsonl")
    assert with_digests == without
    assert "is not used for 1 article" in json.dumps(with_digests)


# -- digests ------------------------------------------------------------------------------

KINDS = st.sampled_from(["text", "markdown", "html", "jsonl", "unknown"])
WORDS = st.none() | st.text(max_size=3)
METADATA = st.builds(Metadata, title=WORDS, outlet=WORDS)
READ = st.tuples(st.binary(max_size=6), KINDS, METADATA, METADATA)


@given(READ, READ)
def test_digests_are_equal_only_where_all_that_is_read_is(one: Any, other: Any) -> None:
    (raw, *terms), (other_raw, *other_terms) = one, other
    digest = digests(*terms)(raw)
    assert len(digest) == DIGITS
    assert (digest == digests(*other_terms)(other_raw)) == (one == other)


def test_a_default_for_the_day_is_part_of_a_digest() -> None:
    write("a.txt", TEXT)
    digests = set()
    for published in (None, "2018-09-18", "2018-09-19"):
        (source,) = dated_by_default(raw_sources(["a.txt"]), published)
        assert isinstance(source, Raw)
        digests.add(source.digest)
        article = source.read()
        assert isinstance(article, Article)
        assert article.read_from is not None
        day = date.fromisoformat(published) if published else None
        assert article.read_from.published_on == day
        assert article.read_from.digest == source.digest
    (given_to_read,) = raw_sources(["a.txt"], published="2018-09-18")
    assert isinstance(given_to_read, Raw)
    assert len(digests | {given_to_read.digest}) == 4


def test_the_reader_is_its_code_and_the_packages_it_rests_on(tmp_path: Path) -> None:
    """So another version's digests are never this one's."""
    assert all(f"{name} " in reader() for name in READERS)
    for package in ("pipeline", "schemas"):
        leave = shutil.ignore_patterns("__pycache__", "_data", "*.csv")
        shutil.copytree(ROOT / package, tmp_path / "copy" / package, ignore=leave)

    def told() -> str:
        tell = "from pipeline.reading.raw import reader; print(reader())"
        ran = subprocess.run(
            [sys.executable, "-c", tell],
            cwd=tmp_path / "copy",
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout.strip()

    assert told() == reader()
    with (tmp_path / "copy/pipeline/reading/decode.py").open("a") as file:
        file.write("# another version\n")
    assert told() != reader()
