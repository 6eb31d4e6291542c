"""Three drawings and their figures: meetings by month, quotations by leader, who meets whom.

Drawn by matplotlib (the extra `charts`) as SVG whose words stay words and whose colours
are the page's own, so that they follow light and dark. Without it the tables remain.
"""

import io
import math
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql

MAX_LEADERS = 12
MAX_MET = 24
"""Actors in the network: those with most meetings."""
MANY_MONTHS = 48
"""From here on bars are years: more would be too thin to tell apart."""
INKS = {
    "#0a0b01": "--chart-1", "#0a0b02": "--chart-2", "#0a0b03": "--chart-3", "#0a0b04": "--chart-4",
    "#0a0b05": "--chart-5", "#0a0b06": "--chart-6", "#0a0b07": "--chart-7", "#0a0b08": "--chart-8",
    "#0a0b09": "--chart-9", "#0a0b0a": "--ink", "#0a0b0b": "--muted", "#0a0b0c": "--line",
}  # fmt: skip
"""Colours that stand in the drawing for the page's own."""
SERIES = tuple(ink for ink, name in INKS.items() if name.startswith("--chart"))
INK, MUTED, LINE = "#0a0b0a", "#0a0b0b", "#0a0b0c"
FORMATS = {
    "summit": "summit",
    "bilateral": "bilateral",
    "phone_call": "phone call",
    "video_conference": "video conference",
    "fm_meeting": "foreign ministers",
    "military_meeting": "military",
    "non_state_meeting": "non-state",
    "contact": "contact",
    "talks": "talks",
}
LABELS = {
    "meetings": "Bars: held events by format over time; the table below has the figures",
    "quotations": "Bars: quotations by leader, in parts by year; the table below has the figures",
    "network": "Names on a circle, lines between those who met; the table below has the figures",
}
Series = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing (None without matplotlib, or with nothing to draw) and its figures."""

    title: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    svg: Markup | None


def charts(db: Database) -> tuple[Chart, ...]:
    """All charts of a database."""
    return _meetings(db), _quotations(db), _network(db)


def _meetings(db: Database) -> Chart:
    rows = db.query(sql("report/meetings_by_month")).rows
    months = _months([month for month, *_ in rows])
    yearly = len(months) > MANY_MONTHS
    bins = sorted({month.year for month in months}) if yearly else months
    series: Series = {name: [0] * len(bins) for name in FORMATS}
    for month, kind, n in rows:
        series[kind][bins.index(month.year if yearly else month)] += n
    series = {FORMATS[name]: values for name, values in series.items() if any(values)}
    labels = [str(one) if yearly else f"{one:%b %Y}" for one in bins]
    unit = "year" if yearly else "month"
    return Chart(
        "Meetings by format and month",
        f"Events that were held and whose month is known, one bar a {unit}.",
        ("Month", "Format", "Events"),
        tuple((f"{month:%Y-%m}", FORMATS[kind], n) for month, kind, n in rows),
        _drawn("meetings", lambda axes: _stack(axes, labels, series), (9, 3.4)) if rows else None,
    )


def _quotations(db: Database) -> Chart:
    rows = db.query(sql("report/quotations_by_leader")).rows
    total: dict[tuple[str, str], int] = defaultdict(int)
    for leader, actor, _, n in rows:
        total[leader, actor] += n
    leaders = sorted(total, key=lambda one: (-total[one], one))[:MAX_LEADERS]
    years = sorted({year for *_, year, _ in rows})
    series: Series = {str(year): [0] * len(leaders) for year in years}
    for leader, actor, year, n in rows:
        if (leader, actor) in leaders:
            series[str(year)][leaders.index((leader, actor))] += n
    names = [_printable(leader) for leader, _ in leaders]
    shown = f", the {MAX_LEADERS} most quoted" if len(total) > MAX_LEADERS else ""
    return Chart(
        "Quotations by leader and year",
        f"Verbatim and partly verbatim statements of one leader alone{shown}; dated ones only.",
        ("Leader", "Year", "Quotations"),
        tuple((leader, str(year), n) for leader, _, year, n in rows),
        _drawn(
            "quotations",
            lambda axes: _lying(axes, names, series),
            (9, 1.1 + 0.34 * len(leaders)),
        )
        if rows
        else None,
    )


def _network(db: Database) -> Chart:
    rows = db.dicts(sql("report/encounters"))
    n_of: dict[str, int] = defaultdict(int)
    who: dict[str, tuple[str, str, str]] = {}
    for row in rows:
        for end in "ab":
            actor = row[f"actor_{end}"]
            n_of[actor] += row["n"]
            who[actor] = (row[f"iso3_{end}"] or "~", row[f"name_{end}"], actor)
    nodes = sorted(sorted(n_of, key=lambda one: (-n_of[one], one))[:MAX_MET], key=who.__getitem__)
    pairs = [
        (nodes.index(row["actor_a"]), nodes.index(row["actor_b"]), row["n"])
        for row in rows
        if row["actor_a"] in nodes and row["actor_b"] in nodes
    ]
    names = [_printable(who[one][1]) for one in nodes]
    size = 7.2 if len(nodes) > 12 else 6
    shown = f" The {MAX_MET} who met most." if len(n_of) > MAX_MET else ""
    return Chart(
        "Who meets whom",
        f"Both took part in a held event; the wider the line, the more events.{shown}",
        ("One", "Other", "Events together"),
        tuple((row["name_a"], row["name_b"], row["n"]) for row in rows),
        _drawn(
            "network",
            lambda axes: _circle(axes, names, pairs, [n_of[one] for one in nodes]),
            (size * 1.25, size),
        )
        if pairs
        else None,
    )


def _months(given: Sequence[date]) -> list[date]:
    """Every month from the first to the last one given."""
    if not given:
        return []
    first, last = min(given), max(given)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1)
        for i in range(count)
    ]


def _printable(name: str) -> str:
    """On one line, without control characters, cut where it would not fit."""
    clean = "".join(c if c.isprintable() else " " for c in name)
    return clean if len(clean) <= 34 else f"{clean[:33]}…"


def _drawn(name: str, draw: Callable[[Any], None], size: tuple[float, float]) -> Markup | None:
    """The drawing as SVG that stands inside the page; None without matplotlib."""
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError:
        return None
    settings: dict[Any, Any] = {
        "svg.fonttype": "none",  # words stay words
        "svg.hashsalt": name,  # ids of its own, the same each time
        "font.family": "sans-serif",
        "font.size": 10,
        "text.parse_math": False,  # a name may hold "$"
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.color": INK, "axes.edgecolor": LINE, "axes.labelcolor": MUTED,
        "xtick.color": MUTED, "ytick.color": MUTED,
        "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    }  # fmt: skip
    out = io.StringIO()
    with warnings.catch_warnings(), rc_context(settings):
        # A glyph that matplotlib's font lacks is drawn by the reader's own fonts.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.add_subplot())
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    return Markup(_at_home(out.getvalue(), name))  # noqa: S704  # names are escaped by matplotlib


def _at_home(svg: str, name: str) -> str:
    """An SVG file as an element of the page: its colours, ids of its own, no XML head."""
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    for ink, variable in INKS.items():
        svg = svg.replace(ink, f"var({variable})")
    svg = re.sub(r'\b(id="|xlink:href="#|url\(#)', rf"\g<1>{name}-", svg)
    svg = re.sub(r"font: ([\d.]+px)[^;\"]*", r"font-size: \1", svg)
    head = f'<svg role="img" aria-label="{LABELS[name]}" '
    svg = svg.replace("<svg ", head, 1)
    return re.sub(r' (?:width|height)="[\d.]+pt"', "", svg, count=2)


def _stack(axes: Any, labels: Sequence[str], series: Series) -> None:
    """Standing bars, one part a series."""
    base = [0] * len(labels)
    for ink, (name, values) in zip(_inks(series), series.items(), strict=True):
        axes.bar(range(len(labels)), values, bottom=base, color=ink, width=0.8, label=name)
        base = [a + b for a, b in zip(base, values, strict=True)]
    step = max(1, math.ceil(len(labels) / 14))
    axes.set_xticks(range(0, len(labels), step), labels[::step], rotation=35, ha="right")
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    _finish(axes)


def _lying(axes: Any, names: Sequence[str], series: Series) -> None:
    """Lying bars, the longest on top, one part a series."""
    base = [0] * len(names)
    for ink, (name, values) in zip(_inks(series), series.items(), strict=True):
        axes.barh(range(len(names)), values, left=base, color=ink, height=0.72, label=name)
        base = [a + b for a, b in zip(base, values, strict=True)]
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    _finish(axes)


def _finish(axes: Any) -> None:
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.02), labelcolor=INK)


def _inks(series: Series) -> list[str]:
    return [SERIES[at % len(SERIES)] for at in range(len(series))]


def _circle(
    axes: Any, names: Sequence[str], pairs: Sequence[tuple[int, int, int]], n_of: Sequence[int]
) -> None:
    """Names on a circle, countries side by side, a bow for each pair."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    turn = [math.pi / 2 - 2 * math.pi * at / len(names) for at in range(len(names))]
    place = [(math.cos(angle), math.sin(angle)) for angle in turn]
    most = max(n for *_, n in pairs)
    for a, b, n in sorted(pairs, key=lambda pair: pair[2]):
        bow = Path([place[a], (0, 0), place[b]], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        width = 0.8 + 5 * n / most
        axes.add_patch(PathPatch(bow, fill=False, edgecolor=SERIES[0], linewidth=width, alpha=0.45))
    widest = max(n_of)
    for (x, y), angle, name, n in zip(place, turn, names, n_of, strict=True):
        axes.plot(x, y, "o", color=SERIES[0], markersize=4 + 7 * math.sqrt(n / widest))
        left = math.cos(angle) < -1e-9
        axes.text(
            1.07 * x,
            1.07 * y,
            name,
            rotation=math.degrees(angle) + (180 if left else 0),
            rotation_mode="anchor",
            ha="right" if left else "left",
            va="center",
        )
    axes.set_xlim(-1.8, 1.8)
    axes.set_ylim(-1.75, 1.75)
    axes.set_aspect("equal")
    axes.axis("off")
