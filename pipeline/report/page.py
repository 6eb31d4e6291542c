"""The report's HTML: shell, overview and charts as mark-up, the records as JSON for the script."""

import base64
import json
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from pipeline.report.charts import charts
from pipeline.report.contents import collect
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql

OUTCOMES = {
    "records": "read, and records were found",
    "empty": "read; nothing to extract",
    "refused": "the model declined to answer",
    "truncated": "the answer was cut off",
    "invalid": "the answer could not be used",
    "transport": "no answer came",
    "unreadable": "the source could not be read",
    "skipped": "left out",
}
PLANNED = ("scheduled", "proposed", "postponed")


def render(db: Database) -> tuple[str, dict[str, int]]:
    """(the whole page, how many records of each kind it holds).

    The same database gives the same text: no clock, no random order.
    """
    contents = collect(db)
    counts = {name: table["n"] for name, table in contents.items() if name != "runs"}
    script = _part("report.js")
    drawings = charts(db)
    runs = [_run(row) for row in _rows(db, "runs")]
    review = Counter(str(row["reason"]) for row in _rows(db, "review"))
    page = _template().render(
        version=version("summitry"),
        script=Markup(script),  # noqa: S704  # this package's own file
        script_hash=f"sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}",
        style=Markup(_part("report.css")),  # noqa: S704  # this package's own file
        records=Markup(embedded(contents)),  # noqa: S704  # no "<" is left in it
        counts=counts,
        sentence=_sentence(contents, runs),
        tiles=_tiles(contents),
        runs=runs,
        review=[{"reason": reason, "n": n} for reason, n in review.items()],
        open_items=counts["review"],
        outcomes=[
            row | {"meaning": OUTCOMES.get(row["outcome"], "")} for row in _rows(db, "outcomes")
        ],
        charts=drawings,
        drawn=any(chart.svg for chart in drawings),
        **_coverage(db),
    )
    return page, counts


def embedded(value: Any) -> str:
    r"""JSON that may stand inside `<script>`: no mark-up, no line end of JavaScript's.

    `{"t": "</script>"} -> {"t":"\u003c/script>"}`
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_part("report.html.j2"))


def _part(name: str) -> str:
    return files("pipeline.report").joinpath(name).read_text(encoding="utf-8")


def _rows(db: Database, name: str) -> list[dict[str, Any]]:
    return db.dicts(sql(f"report/{name}"))


def _coverage(db: Database) -> dict[str, Any]:
    quotations = _rows(db, "quotations")[0]
    accounted = quotations["covered"] + quotations["not_speech"]
    percent = 100 * accounted // max(1, quotations["quotations"])
    return {"quotations": quotations, "covered_percent": percent}


def _run(row: Mapping[str, Any]) -> dict[str, Any]:
    cost = row["cost_usd"]
    told = "not known: no price is on record" if cost is None else f"${cost:,.2f}"
    if cost is not None and row["cost_partly_unknown"]:
        told += ", and what has no price on record"
    return {
        **row,
        "started": f"{row['started_at']:%Y-%m-%d %H:%M} UTC",
        "cost": told,
        "by_rules": row["model"].split("/")[0] == "rules",
    }


def _values(contents: Mapping[str, Any], table: str, column: str) -> list[Any]:
    """A column of the contents, row by row."""
    held = contents[table]["columns"].get(column, [])
    if isinstance(held, dict):
        return [None if at is None else held["words"][at] for at in held["at"]]
    return list(held)


def _tiles(contents: Mapping[str, Any]) -> list[dict[str, Any]]:
    status = Counter(_values(contents, "events", "status"))
    quoted = Counter(_values(contents, "statements", "quote_type"))
    copies = sum(other is not None for other in _values(contents, "articles", "duplicate_of"))
    figures = sum(value is not None for value in _values(contents, "claims", "value"))
    return [
        {
            "name": "Events",
            "n": contents["events"]["n"],
            "href": "#/timeline",
            "sub": f"{status['held']:,} held, {sum(status[s] for s in PLANNED):,} planned",
        },
        {
            "name": "Statements",
            "n": contents["statements"]["n"],
            "href": "#/search?type=statement",
            "sub": f"{quoted['direct']:,} verbatim, {quoted['mixed']:,} partly",
        },
        {
            "name": "Claims",
            "n": contents["claims"]["n"],
            "href": "#/claims",
            "sub": f"{figures:,} with a number",
        },
        {
            "name": "Actors",
            "n": contents["actors"]["n"],
            "href": "#/actors",
            "sub": "people, states, bodies",
        },
        {
            "name": "Articles",
            "n": contents["articles"]["n"],
            "href": "#/articles",
            "sub": f"{copies:,} near-duplicate{'' if copies == 1 else 's'}",
        },
    ]


def _sentence(contents: Mapping[str, Any], runs: list[dict[str, Any]]) -> str:
    days = sorted(
        day
        for column in ("date_start", "date_end")
        for day in _values(contents, "events", column)
        if day
    )
    articles, events = contents["articles"]["n"], contents["events"]["n"]
    span = f" between {days[0][:4]} and {days[-1][:4]}" if days else ""
    told = (
        f"{articles:,} article{'' if articles == 1 else 's'} tell of {events:,} "
        f"meeting{'' if events == 1 else 's'} and contacts{span}. "
        "Every record shows the words of the article on which it rests."
    )
    if runs and all(run["recorded"] for run in runs):
        told += " The model’s answers are recorded ones: they show the program, not a model."
    return told
