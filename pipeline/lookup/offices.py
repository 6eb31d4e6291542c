"""Reading a role phrase: `"Iranian foreign minister"` is an office and whose it is.

Which words name which office, and in which state they mean another one, stands in
`reference/offices.csv`. Its `iso3_or_body` is a state, a body, `igo:*` for any body,
`group:*` for any group, or empty for any state; `whose` says whose office it is where
neither the words nor that do: bare `Secretary of State` is the United States'.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.lookup.names import plain

PRINCIPAL = "principal"
"""Office of the one whom articles call a state's leader; which it is differs by state."""
ANY_BODY = "igo:*"
ANY_GROUP = "group:*"
WIDER_SCOPES = {"state": ("",), "igo": (ANY_BODY,), "group": (ANY_GROUP, "")}
DATES = ("start", "end")
NOT_IN_OFFICE = frozenset("former ex late elect designate incoming then onetime future".split())
IDLE_WORDS = frozenset(
    "acting current elected incumbent interim new newly outgoing visiting".split()
)


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """One row of offices.csv: in this state or body, at these dates, these words mean that."""

    scope: str
    """A state, a body, `igo:*`, `group:*`, or empty for any state."""
    words: str
    office: str
    """Empty where the words name no single office (`EU chief`)."""
    start: date | None
    end: date | None
    whose: str
    """Whose office it is, where that is not the scope."""


@dataclass(frozen=True, slots=True)
class Offices:
    """The role phrases of offices.csv, by state or body and words."""

    by_words: Mapping[tuple[str, str], tuple[OfficeWords, ...]]

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, str]]) -> "Offices":
        """Built from the rows of offices.csv; where two say the same, the later one stands."""
        found: dict[tuple[str, str], list[OfficeWords]] = {}
        for row in rows:
            start, end = (date.fromisoformat(row[key]) if row[key] else None for key in DATES)
            words = plain(row["words"])
            entry = OfficeWords(row["iso3_or_body"], words, row["office"], start, end, row["whose"])
            found.setdefault((entry.scope, words), []).insert(0, entry)
        return cls({key: tuple(entries) for key, entries in found.items()})

    def read(
        self, words: str, whose: Callable[[str], str | None], on: date | None = None
    ) -> tuple[str, str | None] | None:
        """The office and the state or body whose it is; the latter None where not said.

        `"Turkish president" -> ("head_of_state", "TUR")`,
        `"prime minister" -> ("head_of_government", None)`,
        `"Secretary of State" -> ("foreign_minister", "USA")`

        None where the words are no role phrase, name someone no longer or not yet in
        office ("former president"), or name no single office ("EU chief"). `whose` finds
        a state or body by its folded words; `on` settles words whose meaning has changed.
        """
        parts = plain(words).split()
        if NOT_IN_OFFICE & set(parts):
            return None
        parts = [part for part in parts if part not in IDLE_WORDS]
        whole = " ".join(parts)
        if entries := self.by_words.get(("", whole)):
            return (entries[0].office, entries[0].whose or None)
        for i in range(len(parts) - 1, 0, -1):
            owner = whose(" ".join(parts[:i]))
            if owner and (found := self._meaning(" ".join(parts[i:]), owner, on)):
                return found
        for i, part in enumerate(parts):
            if part in ("of", "for"):
                owner = whose(plain(" ".join(parts[i + 1 :])))
                if owner and (found := self._meaning(" ".join(parts[:i]), owner, on)):
                    return found
        if entries := self.by_words.get((ANY_BODY, whole)):
            return (entries[0].office, None)
        return None

    def principal(self, whose: str, on: date | None = None) -> str:
        """The office of the one whom articles call that state's leader.

        `"DEU" -> "head_of_government"`, `"RUS" -> "head_of_state"`. Where the table says
        nothing, the head of government: such states are parliamentary.
        """
        entry = self._entry(whose, "leader", on)
        return entry.office if entry and entry.office != PRINCIPAL else "head_of_government"

    def _entry(self, whose: str, words: str, on: date | None) -> OfficeWords | None:
        """The row that holds for that state or body on that day; without a day the latest."""
        kind = whose.partition(":")[0] if ":" in whose else "state"
        for scope in (whose, *WIDER_SCOPES[kind]):
            entries = self.by_words.get((scope, words), ())
            for entry in sorted(entries, key=lambda entry: entry.end or date.max, reverse=True):
                begun = on is None or entry.start is None or entry.start <= on
                if begun and (on is None or entry.end is None or on <= entry.end):
                    return entry
        return None

    def _meaning(self, words: str, whose: str, on: date | None) -> tuple[str, str] | None:
        """What these words mean in that state or body; None where they mean nothing there."""
        entry = self._entry(whose, words, on)
        if entry is None or not entry.office:
            return None
        office = self.principal(whose, on) if entry.office == PRINCIPAL else entry.office
        return office, entry.whose or whose
