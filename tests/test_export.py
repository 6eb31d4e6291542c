"""Each export, read by a program that is not ours, holds what the database holds."""

import csv
import gzip
import json
import os
import re
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from pyld import jsonld

from pipeline.errors import UsageError
from pipeline.exporting.excel import Limits, write_excel
from pipeline.exporting.export import SUFFIXES, export, format_of
from pipeline.exporting.tables import defused
from pipeline.storing.database import Database
from pipeline.storing.dictionary import columns_of, entries
from pipeline.storing.exchange import load
from pipeline.storing.validate import validate
from schemas.tables import TABLES, Row
from tests.rows import TEXT, article, as_line, lines, rows, write

TARGETS = [
    ("folder", None),
    ("sheets", "csv"),
    ("records.jsonl", None),
    ("records.jsonl.gz", None),
    ("records.xlsx", None),
    ("records.jsonld", None),
    ("evidence.annotations.jsonld", None),
]
EVERY = pytest.mark.parametrize(("name", "form"), TARGETS, ids=[name for name, _ in TARGETS])
HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "+49",
    "-5 degrees",
    "\tx",
    "\r=x",
    "'tis",
    "＝1",
    "plain",
    "",
    '=a"\n;b',
]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """The sample rows and articles whose titles are formulas."""
    hostile = [
        as_line(article(f"{TEXT}{number}", title=title, byline=None, url=title))
        for number, title in enumerate(HOSTILE)
    ]
    with Database.open(tmp_path / "a.duckdb") as opened:
        load(write(tmp_path / "source.jsonl", [*lines(), *hostile]), opened)
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "empty.duckdb") as opened:
        yield opened


def stored(db: Database, model: type[Row]) -> list[dict[str, Any]]:
    """The table's rows as the database has them."""
    order = ", ".join(model.key)
    return db.dicts(f"SELECT {', '.join(model.model_fields)} FROM {model.table} ORDER BY {order}")


def lose(db: Database) -> None:
    """Let reading fail when a part is written already."""
    for table in ("evidence", "claims"):
        db.query(f"ALTER TABLE {table} RENAME TO {table}_lost")


def content(path: Path) -> dict[str, bytes]:
    """A file, or all files of a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


# ---- every form --------------------------------------------------------------------------


@EVERY
def test_two_exports_of_one_database_are_equal_to_the_byte(
    tmp_path: Path, db: Database, name: str, form: Any
) -> None:
    export(db, str(tmp_path / name), form)
    first = content(tmp_path / name)
    export(db, str(tmp_path / name), form)
    assert content(tmp_path / name) == first


@EVERY
def test_what_cannot_be_whole_is_not_there(
    tmp_path: Path, db: Database, name: str, form: Any
) -> None:
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / name
    lose(db)
    with pytest.raises(Exception, match=r"evidence|claims"):
        export(db, str(target), form)
    assert list((tmp_path / "out").iterdir()) == []


@EVERY
def test_what_was_there_stays_where_a_new_one_fails(
    tmp_path: Path, db: Database, name: str, form: Any
) -> None:
    export(db, str(tmp_path / name), form)
    first = content(tmp_path / name)
    lose(db)
    with pytest.raises(Exception, match=r"evidence|claims"):
        export(db, str(tmp_path / name), form)
    assert content(tmp_path / name) == first


def test_a_folder_of_others_is_refused_and_left_alone(tmp_path: Path, db: Database) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("mine")
    for form in ("parquet", "csv"):
        with pytest.raises(UsageError, match=r"it holds chapter\.txt, which is no part of such"):
            export(db, str(folder), form)
    assert [path.name for path in folder.iterdir()] == ["chapter.txt"]
    export(db, str(tmp_path / "sheets"), "csv")
    with pytest.raises(UsageError, match="is no part of such an export"):
        export(db, str(tmp_path / "sheets"), "parquet")


def test_an_empty_folder_and_a_link_to_a_file_are_filled(tmp_path: Path, db: Database) -> None:
    (tmp_path / "new").mkdir()
    export(db, str(tmp_path / "new"))
    assert len(content(tmp_path / "new")) == len(TABLES) + 1
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    export(db, str(tmp_path / "link.jsonl"))
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").stat().st_size > 1000


def test_a_database_a_folder_and_a_pipe_are_not_written_over(tmp_path: Path, db: Database) -> None:
    other = tmp_path / "other.jsonl"
    Database.open(other).close()
    with pytest.raises(UsageError, match="it is a database; name another file"):
        export(db, str(other))
    (tmp_path / "sub.xlsx").mkdir()
    with pytest.raises(UsageError, match="it is a folder; name a file"):
        export(db, str(tmp_path / "sub.xlsx"), "xlsx")
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(UsageError, match="it is no regular file; `-` is standard output"):
        export(db, str(tmp_path / "pipe.jsonl"))
    with pytest.raises(UsageError, match=r"cannot write .*: No such file or directory"):
        export(db, str(tmp_path / "no" / "a.jsonl"))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("-", "jsonl"),
        ("records", "parquet"),
        ("a/b.c/records", "parquet"),
        ("RECORDS.XLSX", "xlsx"),
        ("records.v2.jsonl.gz", "jsonl"),
        ("records.ndjson", "jsonl"),
        ("records.jsonld.gz", "jsonld"),
        ("evidence.annotations.jsonld", "annotations"),
    ],
)
def test_the_name_tells_the_format(name: str, form: str) -> None:
    assert format_of(name) == form


@pytest.mark.parametrize("name", ["records.json", "records.csv", "records.parquet", "x.duckdb"])
def test_a_name_that_tells_none_is_refused(db: Database, name: str) -> None:
    with pytest.raises(UsageError, match=r"tells no format; .*\.xlsx.*--format: parquet, csv"):
        export(db, name)


def test_standard_output_takes_one_file_of_text(
    db: Database, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    export(db, "-", "annotations")
    assert json.loads(capfdbinary.readouterr().out)["type"] == "AnnotationCollection"
    with pytest.raises(UsageError, match="xlsx does not go to standard output"):
        export(db, "-", "xlsx")


@pytest.mark.parametrize(
    ("name", "form"), [("jsonl.jsonl", None), ("jsonl.jsonl.gz", None), ("parquet", None)]
)
def test_validate_accepts_what_was_exported(
    seeds_db: Path, tmp_path: Path, name: str, form: Any
) -> None:
    with Database.open(seeds_db, read_only=True) as db:
        written = export(db, str(tmp_path / name), form)
    (summary,) = validate([str(tmp_path / name)])
    assert (summary.errors, summary.warnings) == (0, 0)  # type: ignore[union-attr]
    assert sum(summary.rows.values()) == written.count  # type: ignore[union-attr]


def test_rows_are_not_held_in_memory(tmp_path: Path, db: Database) -> None:
    def peak(name: str) -> int:
        tracemalloc.start()
        export(db, str(tmp_path / name))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    names = ("a.jsonl", "a.xlsx", "folder")
    for name in names:
        export(db, str(tmp_path / name))  # modules are loaded now
    few = {name: peak(name) for name in names}
    db.query(
        "INSERT INTO flags SELECT hash(i)::VARCHAR, 'a', NULL, 'c', 'info', repeat('words ', 20) "
        "FROM range(8_000) AS r(i)"
    )
    for name in names:
        # All 8,000 at once take 3.5 MB as Python objects.
        assert peak(name) - few[name] < 2_000_000, name


# ---- Parquet -----------------------------------------------------------------------------


def test_pyarrow_reads_every_table_from_parquet(tmp_path: Path, db: Database) -> None:
    written = export(db, str(tmp_path / "out"))
    assert written.count == len(rows()) + len(HOSTILE)
    kinds = {"VARCHAR": "string", "JSON": "extension<arrow.json>", "BIGINT": "int64", "DOUBLE": "double",
             "DATE": "date32[day]", "TIMESTAMP": "timestamp[us]"}  # fmt: skip
    for model in TABLES:
        table = pyarrow.parquet.read_table(tmp_path / "out" / f"{model.table}.parquet")
        assert table.to_pylist() == stored(db, model)
        assert {field.name: str(field.type) for field in table.schema} == {
            name: kinds[column.type] for name, column in columns_of(model).items()
        }
        assert table.schema.metadata[b"schema_version"] == b"1"


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_database_without_rows_gives_valid_empty_files(
    tmp_path: Path, empty: Database, form: Any
) -> None:
    assert export(empty, str(tmp_path / "out"), form).count == 0
    for model in TABLES:
        path = tmp_path / "out" / f"{model.table}.{form}"
        if form == "parquet":
            assert pyarrow.parquet.read_table(path).column_names == list(model.model_fields)
        else:
            assert read_csv(path) == [list(model.model_fields)]


# ---- CSV ---------------------------------------------------------------------------------


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


def original(cell: str) -> str:
    """What docs/exports.md says: one quote mark off the front gives the text back."""
    return cell.removeprefix("'")


def test_csv_holds_every_row_and_what_was_defused_comes_back(tmp_path: Path, db: Database) -> None:
    export(db, str(tmp_path / "out"), "csv")
    for model in TABLES:
        head, *found = read_csv(tmp_path / "out" / f"{model.table}.csv")
        assert head == list(model.model_fields)
        texts = {
            name
            for name, column in columns_of(model).items()
            if column.type in ("VARCHAR", "JSON") and not column.words
        }
        for row, wanted in zip(found, stored(db, model), strict=True):
            for name, cell in zip(head, row, strict=True):
                value = wanted[name]
                if value is None:
                    assert cell == ""
                elif isinstance(value, datetime):
                    assert cell == f"{value.isoformat()}Z"
                elif isinstance(value, float):
                    assert float(cell) == value
                else:
                    assert (original(cell) if name in texts else cell) == str(value)


def test_no_text_cell_of_a_csv_begins_as_a_formula_and_numbers_stay_numbers(
    tmp_path: Path, db: Database
) -> None:
    db.query("UPDATE claims SET value = -5.5, comparator = '=' WHERE claim_id = 'c1'")
    export(db, str(tmp_path / "out"), "csv")
    head, *found = read_csv(tmp_path / "out" / "articles.csv")
    titles = [row[head.index("title")] for row in found]
    assert sorted(titles) == sorted(["Leaders meet", *map(defused, HOSTILE)])
    assert not [title for title in titles if re.match("[=+\\-@\t\r＝]", title)]
    head, *found = read_csv(tmp_path / "out" / "claims.csv")
    (claim,) = [dict(zip(head, row, strict=True)) for row in found if row[0] == "c1"]
    assert (claim["value"], claim["comparator"], claim["polarity"]) == ("-5.5", "=", "+")
    for cell in (
        cell for row in read_csv(tmp_path / "out" / "data_dictionary.csv") for cell in row
    ):
        assert not re.match("[=+\\-@]", cell), cell


def test_an_empty_text_and_no_text_are_told_apart_in_csv(tmp_path: Path, db: Database) -> None:
    export(db, str(tmp_path / "out"), "csv")
    raw = (tmp_path / "out" / "articles.csv").read_text(encoding="utf-8")
    assert ',"","Daily","",' in raw  # title and url are empty
    assert '"Leaders meet","Daily",,"en",,' in raw  # url and byline are null


@given(st.text())
def test_any_text_comes_back_from_its_defused_form(text: str) -> None:
    cell = defused(text)
    assert original(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


# ---- the data dictionary -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form", "where"),
    [
        ("out", "parquet", "out/data_dictionary.csv"),
        ("out", "csv", "out/data_dictionary.csv"),
        ("records.jsonl.gz", None, "records.data_dictionary.csv"),
    ],
)
def test_the_data_dictionary_goes_with_the_export(
    tmp_path: Path, db: Database, name: str, form: Any, where: str
) -> None:
    export(db, str(tmp_path / name), form)
    head, *found = read_csv(tmp_path / where)
    assert head == ["table", "column", "type", "meaning", "required", "key", "refers", "words"]
    assert len(found) == len(list(entries()))
    assert ["statements", "said_on", "DATE"] in [row[:3] for row in found]


# ---- Excel -------------------------------------------------------------------------------


def sheet(path: Path, name: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet, the head first, as openpyxl reads them."""
    book = openpyxl.load_workbook(path)
    return list(book[name].iter_rows(values_only=True))


def test_openpyxl_reads_every_table_from_the_workbook(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "a.xlsx"
    assert export(db, str(path)).notes == ()
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["data_dictionary", *(model.table for model in TABLES)]
    for model in TABLES:
        head, *found = book[model.table].iter_rows(values_only=True)
        assert list(head) == list(model.model_fields)
        for row, wanted in zip(found, stored(db, model), strict=True):
            for cell, value in zip(row, wanted.values(), strict=True):
                if isinstance(value, datetime):  # Excel's milliseconds
                    assert abs((cell - value).total_seconds()) < 0.002
                elif isinstance(value, date):
                    assert cell == datetime(value.year, value.month, value.day)  # noqa: DTZ001
                else:
                    text = unescape(cell) if isinstance(cell, str) else cell
                    assert text == (value if value != "" else None)


def test_no_cell_of_the_workbook_is_computed_and_numbers_are_numbers(
    tmp_path: Path, db: Database
) -> None:
    export(db, str(tmp_path / "a.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for each in book for row in each.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d", "b"}
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")
    assert {cell.value for cell in cells} >= {"=1+1", "@SUM(A1)", 15, 2000}


def test_a_text_longer_than_a_cell_is_whole_in_a_sheet_of_its_own_and_told(
    tmp_path: Path, db: Database
) -> None:
    long = "🕊 It goes on. " * 6000
    load(write(tmp_path / "long.jsonl", [lines()[0], as_line(article(long))]), db)
    written = export(db, str(tmp_path / "a.xlsx"))
    assert written.notes == (
        "1 texts are longer than the 32,767 characters of a cell; they stand whole, in parts, "
        "in sheet long_texts",
    )
    head, *parts = sheet(tmp_path / "a.xlsx", "long_texts")
    assert head == ("table", "key", "column", "part", "text")
    assert "".join(part[4] for part in parts) == long
    assert [part[:4] for part in parts] == [
        ("articles", parts[0][1], "text", number) for number in range(1, len(parts) + 1)
    ]
    (shown,) = [row[-1] for row in sheet(tmp_path / "a.xlsx", "articles") if row[0] == parts[0][1]]
    assert shown.endswith("… [whole in sheet long_texts]")
    assert long.startswith(shown.removesuffix("… [whole in sheet long_texts]"))
    assert len(shown.encode("utf-16-le")) // 2 <= 32_767


def test_more_rows_than_a_sheet_holds_go_on_in_another_and_are_told(
    tmp_path: Path, db: Database
) -> None:
    count, notes = write_excel(db, tmp_path / "a.xlsx", Limits(rows=200))
    assert (count, notes) == (len(rows()) + len(HOSTILE), [])
    _, notes = write_excel(db, tmp_path / "a.xlsx", Limits(rows=5))
    assert "evidence has more than the 5 rows of a sheet; it goes on in evidence (2)" in notes
    found = [
        row
        for name in ("evidence", "evidence (2)")
        for row in sheet(tmp_path / "a.xlsx", name)
        if row[0] != "record_id"
    ]
    assert [list(row) for row in found] == [
        list(row.values()) for row in stored(db, type(rows()[14]))
    ]


def test_numbers_and_days_that_excel_cannot_hold_stay_text(tmp_path: Path, db: Database) -> None:
    db.query(
        "UPDATE claims SET value = 'inf', time_start = DATE '1856-03-30' WHERE claim_id = 'c1'"
    )
    db.query("UPDATE claims SET value = 12345678901234567890 WHERE claim_id = 'c2'")
    export(db, str(tmp_path / "a.xlsx"))
    head, *found = sheet(tmp_path / "a.xlsx", "claims")
    first, second = (dict(zip(head, row, strict=True)) for row in found)
    assert (first["value"], first["time_start"]) == ("inf", "1856-03-30")
    assert second["value"] == "1.2345678901234567e+19"


def test_an_empty_workbook_has_its_sheets_and_heads(tmp_path: Path, empty: Database) -> None:
    export(empty, str(tmp_path / "a.xlsx"))
    for model in TABLES:
        assert sheet(tmp_path / "a.xlsx", model.table) == [tuple(model.model_fields)]


# ---- JSON-LD -----------------------------------------------------------------------------

SCHEMA = "https://schema.org/"
TERM = "urn:summitry:term:"


def no_network(url: str, options: Any) -> Any:
    raise AssertionError(f"a reader had to fetch {url}")


def graph(path: Path) -> dict[str, dict[str, Any]]:
    """The nodes by their names, expanded by PyLD; a word outside the context would be lost."""
    document = json.loads(path.read_text(encoding="utf-8"))
    expanded = jsonld.expand(document, {"documentLoader": no_network})
    return {node["@id"]: node for node in expanded}


def test_a_graph_of_the_seeds_links_every_statement_to_its_article_and_speaker(
    seeds_db: Path, tmp_path: Path
) -> None:
    with Database.open(seeds_db, read_only=True) as db:
        written = export(db, str(tmp_path / "a.jsonld"))
        wanted = {row["statement_id"]: row for row in db.dicts("FROM statements")}
        speakers = db.query("SELECT count(*) FROM statement_actors WHERE role = 'speaker'").rows
    nodes = graph(tmp_path / "a.jsonld")
    of_type = lambda kind: [n for n in nodes.values() if f"{SCHEMA}{kind}" in n["@type"]]  # noqa: E731
    quotations = of_type("Quotation")
    assert len(quotations) == len(wanted)
    said = 0
    for quotation in quotations:
        (where,) = quotation[f"{SCHEMA}isPartOf"]
        assert nodes[where["@id"]]["@type"] == [f"{SCHEMA}NewsArticle"]
        for speaker in quotation[f"{SCHEMA}spokenByCharacter"]:
            assert nodes[speaker["@id"]][f"{SCHEMA}name"]
            said += 1
        row = wanted[quotation["@id"].rpartition(":")[2]]
        assert quotation[f"{SCHEMA}text"] == [{"@value": row["text"]}]
        assert quotation[f"{TERM}quote_type"] == [{"@value": row["quote_type"]}]
    assert said == speakers[0][0]
    assert len(of_type("NewsArticle")) == 5
    assert {"Event", "Claim", "Person", "GovernmentOrganization", "Place"} <= {
        kind.removeprefix(SCHEMA) for node in nodes.values() for kind in node["@type"]
    }
    terms = [n for n in nodes.values() if n["@type"][0].endswith("#Property")]
    assert written.count == len(nodes) - len(terms)


def test_every_name_in_a_graph_leads_to_a_node_and_every_word_is_explained(
    seeds_db: Path, tmp_path: Path
) -> None:
    with Database.open(seeds_db, read_only=True) as db:
        export(db, str(tmp_path / "a.jsonld"))
    nodes = graph(tmp_path / "a.jsonld")
    told = json.dumps(list(nodes.values()))
    names = set(re.findall(r'"@id": "(urn:summitry:[^"]+)"', told))
    assert names == {name for name in nodes if name.startswith("urn:summitry:")}
    words = set(re.findall(rf'"({TERM}\w+)": \[', told))
    assert words
    assert words <= nodes.keys()


def test_a_graph_is_plain_rdf_with_typed_dates(tmp_path: Path, db: Database) -> None:
    export(db, str(tmp_path / "a.jsonld"))
    document = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))
    quads = jsonld.to_rdf(document, {"documentLoader": no_network, "format": "application/n-quads"})
    event = "<urn:summitry:event:e1>"
    assert f'{event} <{SCHEMA}startDate> "2018-09-17"^^<{SCHEMA}Date> .' in quads
    assert f"{event} <{SCHEMA}attendee> <urn:summitry:actor:erd> ." in quads
    assert f"<urn:summitry:claim:c1> <{SCHEMA}isBasedOn> <urn:summitry:statement:st1> ." in quads


@pytest.mark.parametrize(
    ("precision", "start", "end", "written"),
    [
        ("day", "2018-09-17", "2018-09-17", ("2018-09-17", None)),
        ("month", "2018-09-01", "2018-09-30", ("2018-09", None)),
        ("year", "2018-01-01", "2018-12-31", ("2018", None)),
        ("range", "2018-09-17", "2018-09-19", ("2018-09-17", "2018-09-19")),
        ("part_month", "2018-09-01", "2018-09-10", (None, None)),
        ("before", None, "2018-09-10", (None, None)),
    ],
)
def test_an_event_is_dated_no_exacter_than_it_is_known(
    tmp_path: Path, db: Database, precision: str, start: Any, end: Any, written: Any
) -> None:
    db.query(
        "UPDATE events SET date_precision = ?, date_start = ?, date_end = ? WHERE event_id = 'e1'",
        [precision, start, end],
    )
    export(db, str(tmp_path / "a.jsonld"))
    node = graph(tmp_path / "a.jsonld")["urn:summitry:event:e1"]
    found = (node.get(f"{SCHEMA}{name}", [{"@value": None}]) for name in ("startDate", "endDate"))
    assert tuple(values[0]["@value"] for values in found) == written
    assert node[f"{TERM}date_precision"] == [{"@value": precision}]


def test_an_empty_graph_is_valid(tmp_path: Path, empty: Database) -> None:
    assert export(empty, str(tmp_path / "a.jsonld")).count == 0
    assert all(n["@type"][0].endswith("#Property") for n in graph(tmp_path / "a.jsonld").values())


# ---- annotations -------------------------------------------------------------------------

OA = "http://www.w3.org/ns/oa#"
ANNO = {
    "id": "@id", "type": "@type", "@version": 1.1,
    "oa": OA, "as": "http://www.w3.org/ns/activitystreams#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextualBody",
       "TextPositionSelector", "TextQuoteSelector", "exact", "prefix", "suffix", "start", "end")},
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "Text": "http://purl.org/dc/dcmitype/Text", "Software": "as:Application",
    "label": "rdfs:label", "name": "foaf:name", "value": "rdf:value", "total": "as:totalItems",
    "format": "dc:format", "language": "dc:language", "startIndex": "as:startIndex",
    "generator": {"@id": "as:generator", "@type": "@id"}, "via": {"@id": "oa:via", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "partOf": {"@id": "as:partOf", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "identifying": "oa:identifying", "tagging": "oa:tagging",
    "first": {"@id": "as:first", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}  # fmt: skip
"""The words of the Web Annotation vocabulary that an export may use, as its context maps them."""


def annotations(path: Path) -> list[dict[str, Any]]:
    """The annotations after a reader of JSON-LD took them; an unknown word would be lost."""

    def loader(url: str, options: Any) -> Any:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": ANNO}}

    raw = path.read_bytes()
    document = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    (collection,) = jsonld.expand(document, {"documentLoader": loader})
    compact = jsonld.compact(collection, ANNO, {"documentLoader": loader, "compactArrays": True})
    compact.pop("@context")
    assert compact.keys() | {"@context"} == document.keys()
    assert compact["total"] == document["total"]
    found = compact["first"].get("items", [])
    assert document["first"]["items"] == found
    return list(found)


def test_every_piece_of_evidence_is_an_annotation_that_finds_its_words_twice(
    seeds_db: Path, tmp_path: Path
) -> None:
    path = tmp_path / "evidence.annotations.jsonld.gz"
    with Database.open(seeds_db, read_only=True) as db:
        written = export(db, str(path))
        texts = dict(db.query("SELECT article_id, text FROM articles").rows)
        total = db.query("SELECT count(*) FROM evidence").rows[0][0]
        export(db, str(tmp_path / "a.jsonld"))
    found = annotations(path)
    assert written.count == len(found) == total
    nodes = graph(tmp_path / "a.jsonld")
    for annotation in found:
        source = annotation["target"]["source"]["id"]
        assert source in nodes
        assert annotation["body"][0] in nodes
        text = texts[source.rpartition(":")[2]]
        position, words = annotation["target"]["selector"]
        assert text[position["start"] : position["end"]] == words["exact"]
        around = words["prefix"] + words["exact"] + words["suffix"]
        assert text[position["start"] - len(words["prefix"]) :].startswith(around)


def test_positions_are_code_points_also_after_characters_of_two_utf_16_units(
    tmp_path: Path, db: Database
) -> None:
    text = "🕊🕊 e\u0301 They met in Sochi. 🕊"
    made = as_line(article(text))
    at = text.index("They")
    evidence = as_line(rows()[14]) | {
        "article_id": made["article_id"], "char_start": at, "char_end": at + 8, "text": "They met",
        "position": 7,
    }  # fmt: skip
    load(write(tmp_path / "b.jsonl", [lines()[0], made, evidence]), db)
    export(db, str(tmp_path / "e.annotations.jsonld"))
    (found,) = [
        each["target"]["selector"]
        for each in annotations(tmp_path / "e.annotations.jsonld")
        if each["target"]["source"]["id"].endswith(made["article_id"])
    ]
    assert (found[0]["start"], found[0]["end"]) == (6, 14)
    assert (found[1]["prefix"], found[1]["suffix"]) == ("🕊🕊 e\u0301 ", " in Sochi. 🕊")


def test_no_evidence_is_an_empty_collection(tmp_path: Path, empty: Database) -> None:
    assert export(empty, str(tmp_path / "e.annotations.jsonld")).count == 0
    document = json.loads((tmp_path / "e.annotations.jsonld").read_text(encoding="utf-8"))
    assert (document["total"], document["first"]["items"]) == (0, [])


def test_every_suffix_has_its_test() -> None:
    tested = {format_of(name) if form is None else form for name, form in TARGETS}
    assert tested == {*SUFFIXES.values(), "parquet", "csv"}
