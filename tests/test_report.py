"""The report: one file that calls nobody, the same each time, with hostile text as text."""

import base64
import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.contents import collect, packed, utf16
from pipeline.report.page import embedded, render
from pipeline.storing.database import Database
from schemas import tables as t
from tests.command import Command
from tests.rows import TEXT, rows

HOSTILE = (
    "</script><script>window.pwned=1</script><!--<b onload=window.pwned=1>&amp;\u2028\u202e$x$"
)


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text inside each script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def made(path: Path, some: list[t.Row]) -> Path:
    with Database.open(path) as db:
        db.insert(some)
    return path


def page_of(path: Path) -> str:
    with Database.open(path, read_only=True) as db:
        return render(db)[0]


def unpacked(table: dict[str, Any]) -> list[dict[str, Any]]:
    """As report.js reads a packed table."""
    found: list[dict[str, Any]] = [{} for _ in range(table["n"])]
    for name, column in table["columns"].items():
        if isinstance(column, dict):
            column = [None if at is None else column["words"][at] for at in column["at"]]
        for row, value in zip(found, column, strict=True):
            row[name] = value
    return found


def hostile_rows() -> list[t.Row]:
    """The valid rows with hostile words wherever words may stand."""
    changes: dict[type[t.Row], dict[str, Any]] = {
        t.ArticleRow: {
            "title": HOSTILE,
            "outlet": HOSTILE,
            "byline": HOSTILE,
            "url": "javascript:window.pwned=1",
            "text": f"{TEXT}{HOSTILE}\n",
        },
        t.ActorRow: {"name": HOSTILE},
        t.ActorMentionRow: {"name": HOSTILE, "role": HOSTILE},
        t.SummitRow: {"title": HOSTILE, "date_text": HOSTILE, "place_text": HOSTILE},
        t.EventRow: {"place_text": HOSTILE},
        t.PlaceRow: {"name": HOSTILE},
        t.StatementRow: {"speaker_text": HOSTILE, "cue_text": HOSTILE},
        t.ClaimRow: {"text": HOSTILE, "unit": HOSTILE, "time_text": HOSTILE},
        t.FlagRow: {"message": HOSTILE, "code": HOSTILE},
        t.RunRow: {"model": HOSTILE, "prompt": HOSTILE},
        t.RejectRow: {"message": HOSTILE},
    }
    return [row.model_copy(update=changes.get(type(row), {})) for row in rows()]


@pytest.fixture(scope="module")
def page(seeds_db: Path) -> str:
    return page_of(seeds_db)


# -- the file -----------------------------------------------------------------------------


def test_page_names_no_other_file_or_host(page: str) -> None:
    elements = Elements(page)
    assert not elements.named("link")
    assert not elements.named("iframe")
    assert not [tag for tag, attributes in elements.tags if "src" in attributes]
    hrefs = [a["href"] for _, a in elements.tags if a.get("href")]
    assert all(str(href).startswith("#") for href in hrefs)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_policy_lets_only_this_script_run_and_nothing_be_fetched(page: str) -> None:
    elements = Elements(page)
    policies = [a["content"] for a in elements.named("meta") if "http-equiv" in a]
    assert len(policies) == 1
    policy = str(policies[0])
    hashed = base64.b64encode(sha256(elements.scripts[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{hashed}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "connect-src" not in policy
    assert "require-trusted-types-for 'script'" in policy


def test_same_database_gives_the_same_bytes(page: str, seeds_db: Path, tmp_path: Path) -> None:
    """In another process too, where sets of words come in another order."""
    again = tmp_path / "again.html"
    command = "from pipeline.cli import main; main()"
    words = ("report", "--db", str(seeds_db), "-o", str(again))
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", command, *words], check=True, env=environment)
    assert again.read_text(encoding="utf-8") == page


def test_no_path_of_the_machine_is_told(page: str, seeds_db: Path) -> None:
    with Database.open(seeds_db, read_only=True) as db:
        paths = [str(row[0]) for row in db.query("SELECT source_path FROM article_sources").rows]
    assert any("/" in path for path in paths)
    for path in paths:
        assert path not in page
        assert Path(path).name in page


def test_overview_tells_the_figures_without_script(page: str, seeds_db: Path) -> None:
    with Database.open(seeds_db, read_only=True) as db:
        ((tokens_in, tokens_out),) = db.query(
            "SELECT sum(input_tokens), sum(output_tokens) FROM outcomes"
        ).rows
    assert "<strong>27 of 27</strong> quotations" in page
    assert "5 articles tell of 22 meetings" in page
    assert "recorded answers</span>" not in page
    assert f"{tokens_in:,} in, {tokens_out:,} out" in page


def test_recorded_answers_and_rules_are_called_so(tmp_path: Path) -> None:
    for name, changes, told in (
        ("a", {"settings": {"recorded": True}}, "recorded answers</span>"),
        ("b", {"model": "rules/v1"}, "rules, no model</span>"),
    ):
        some = [r.model_copy(update=changes) if isinstance(r, t.RunRow) else r for r in rows()]
        assert told in page_of(made(tmp_path / f"{name}.duckdb", some))


# -- what is embedded ---------------------------------------------------------------------


def test_words_of_every_record_are_those_of_its_article(tmp_path: Path) -> None:
    path = made(tmp_path / "a.duckdb", rows())
    with Database.open(path, read_only=True) as db:
        held = collect(db)
        wanted = dict(
            db.query(
                "SELECT record_id, string_agg(text, ' […] ' ORDER BY field, position) "
                "FROM evidence GROUP BY record_id"
            ).rows
        )
    text = unpacked(held["articles"])[0]["text"].encode("utf-16-le")
    found = {}
    for table in ("meetings", "statements", "claims", "mentions"):
        for row in unpacked(held[table]):
            ends = zip(row["spans"][::2], row["spans"][1::2], strict=True)
            parts = [text[2 * a : 2 * b].decode("utf-16-le") for a, b in ends]
            found[row["record_id"]] = " […] ".join(parts)
    assert found == wanted


@given(st.text(), st.data())
def test_offsets_cut_the_same_words_in_utf16(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    unit = utf16(text)
    raw = text.encode("utf-16-le", "surrogatepass")
    cut = raw[2 * unit(start) : 2 * unit(end)].decode("utf-16-le", "surrogatepass")
    assert cut == text[start:end]


VALUES = st.none() | st.sampled_from(["held", "planned", ""]) | st.text(max_size=3)


@given(st.lists(st.tuples(VALUES, st.none() | st.integers(), st.lists(st.integers()))))
def test_packing_loses_nothing(some: list[tuple[Any, ...]]) -> None:
    given_rows = [dict(zip("abc", row, strict=True)) for row in some]
    table = json.loads(json.dumps(packed(given_rows)))
    back = unpacked(table)
    for row, again in zip(given_rows, back, strict=True):
        for name, value in row.items():
            assert again.get(name, value if value == [] else None) == value


@given(st.recursive(st.text() | st.none(), lambda inner: st.lists(inner, max_size=3)))
def test_embedded_json_holds_no_markup_and_reads_back(value: Any) -> None:
    text = embedded(value)
    assert "<" not in text
    assert "\u2028" not in text
    assert "\u2029" not in text
    assert json.loads(text) == value


def test_hostile_words_add_no_element(tmp_path: Path) -> None:
    harmless = Elements(page_of(made(tmp_path / "a.duckdb", rows())))
    hostile = Elements(page_of(made(tmp_path / "b.duckdb", hostile_rows())))
    count = {tag for tag, _ in hostile.tags}
    assert len(hostile.scripts) == 2
    assert count == {tag for tag, _ in harmless.tags}
    assert not [a for _, a in hostile.tags if any(name.startswith("on") for name in a)]
    held = json.loads(hostile.scripts[0])
    assert unpacked(held["articles"])[0]["title"] == HOSTILE


def test_near_misses_stand_with_their_event(seeds_db: Path) -> None:
    with Database.open(seeds_db, read_only=True) as db:
        held = collect(db)
    reasons = [why for event in unpacked(held["events"]) for _, why in event.get("near", ())]
    assert any(why.startswith("parties differ") for why in reasons)


# -- charts -------------------------------------------------------------------------------


def test_charts_keep_words_as_words_in_the_colours_of_the_page(page: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 3
    assert ">Vladimir Putin</text>" in drawings[1]
    for drawing in drawings:
        assert "var(--chart-1)" in drawing
        assert not re.search(r"(fill|stroke): #(?!ffffff)", drawing)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_without_matplotlib_the_tables_remain(
    seeds_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    page = page_of(seeds_db)
    assert "<svg" not in page
    assert "summitry[charts]" in page
    assert page.count("The figures as a table") == 3
    assert "<bdi>Vladimir Putin</bdi>" in page


# -- the command --------------------------------------------------------------------------


def test_command_writes_and_counts(summitry: Command, seeds_db: Path, tmp_path: Path) -> None:
    ran = summitry("report", "--db", str(seeds_db), "-o", "r.html", "--json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert told["path"] == "r.html"
    assert told["bytes"] == (tmp_path / "r.html").stat().st_size
    assert told["counts"]["statements"] == 83
    assert [file.name for file in tmp_path.iterdir()] == ["r.html"]


def test_empty_database_gives_a_page_that_says_so(summitry: Command, tmp_path: Path) -> None:
    made(tmp_path / "empty.duckdb", [])
    ran = summitry("report", "--db", "empty.duckdb")
    assert (ran.code, ran.err) == (0, "")
    assert "This database is empty" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--db", "none.duckdb"), "no database none.duckdb"),
        (("--db", "a.duckdb", "-o", "no/such/r.html"), "cannot write no/such/r.html"),
        (("--db", "a.duckdb", "-o", "."), "cannot write .: it is a folder"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    summitry: Command, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    made(tmp_path / "a.duckdb", [])
    ran = summitry("report", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.line
