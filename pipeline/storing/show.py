"""An article on the terminal: its text with the records' words in colour, the records below."""

from typing import Any

from pipeline.errors import UsageError, not_found, several
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql

COLOURS = {"summit": "green", "statement": "cyan", "claim": "yellow", "actor_mention": "magenta"}
_ORDER = ("claim", "summit", "statement", "actor_mention")
"""Marked later wins where records share words."""


def show_article(db: Database, wanted: str) -> None:
    """Print the one article that `wanted` names; raises UsageError where it is none or many."""
    from rich.console import Console
    from rich.text import Text

    article = _article(db, wanted)
    console = Console()
    head = "  ".join(str(article[k]) for k in ("outlet", "published_on", "title") if article[k])
    console.print(Text(f"{article['article_id']}  {head}", style="bold"))
    if article["model"]:
        console.print(Text(f"read by {article['model']}, run {article['run_id']}", style="dim"))
    if article["failed"]:
        since = "a later run failed" if article["model"] else "no records"
        told = f"{since}: {article['failed']}: {article['reason']} (run {article['failed_run']})"
        console.print(Text(_printable(told), style="red"))
    legend = Text("marked: ")
    for kind, colour in COLOURS.items():
        legend.append(kind, style=colour).append("  ")
    console.print(legend)
    body = Text(_printable(article["text"]))
    evidence = db.dicts(sql("show_evidence"), {"article_id": article["article_id"]})
    for span in sorted(evidence, key=lambda row: _ORDER.index(row["record_kind"])):
        body.stylize(COLOURS[span["record_kind"]], span["char_start"], span["char_end"])
    console.print(body)
    for row in db.dicts(sql("show_records"), {"article_id": article["article_id"]}):
        line = Text(f"\n{row['kind']:10}", style=COLOURS[row["kind"]])
        line.append(f"{row['record_id']}  ", style="dim")
        line.append(_printable(row["told"]), style="none")
        console.print(line, end="")
    console.print()


def _article(db: Database, wanted: str) -> dict[str, Any]:
    found = db.dicts(sql("show_article"), {"wanted": wanted})
    exact = [row for row in found if row["article_id"] == wanted]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    if found:
        some = [f"{row['article_id']} ({row['source_path']})" for row in found]
        raise UsageError(several("article", wanted, some))
    for row in db.dicts(sql("show_unread"), {"wanted": wanted}):
        raise UsageError(f"{row['source_path']} has no text: {row['outcome']}: {row['reason']}")
    raise UsageError(not_found("article", wanted, "summitry query articles"))


def _printable(text: str) -> str:
    """Same length: a character that could drive a terminal becomes a space."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
