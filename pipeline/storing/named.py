"""What a person's word names: of every id the whole, or a beginning that no other has."""

from collections.abc import Sequence
from typing import Literal

from pipeline.errors import UsageError, not_found, several
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql

Thing = Literal["event or meeting", "decision", "run"]
_KINDS: dict[Thing, tuple[str, str]] = {
    "event or meeting": ("event", "summitry events list"),
    "decision": ("decision", "summitry events decisions"),
    "run": ("run", "summitry runs"),
}
"""The query that finds it, and the command that lists all of them."""


def named(db: Database, thing: Thing, word: str) -> str:
    """The id that `word` is, or begins; raises UsageError where it is of none or of several.

    `"24c3" -> "24c383c38e0ba158"`
    """
    query, listed_by = _KINDS[thing]
    found = [str(row[0]) for row in db.query(sql(f"named/{query}"), {"word": word}).rows]
    return the_one(thing, word, found, listed_by)


def the_one(thing: str, word: str, found: Sequence[str], listed_by: Sequence[str] | str) -> str:
    """The one of `found`, which begin with `word` or are it; raises UsageError otherwise."""
    if word in found:
        return word
    if not found or not word:  # "" begins every id
        raise UsageError(not_found(thing, word, listed_by))
    if len(found) > 1:
        raise UsageError(several("id", word, found))
    return found[0]
