"""What two runs made of the same articles, record by record and field by field.

A run's records are the current ones, or were kept when a later run replaced them
(`superseded`). Records are compared under their names for people and places, not their
ids. Two records are one if they have the same id, else if they rest on the same words.

An article whose records are there is not read again: of one that only one of the runs read,
the other is compared by what stood there when it began.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.errors import UsageError
from pipeline.storing.database import Database
from pipeline.storing.named import the_one

SAME_WORDS = 0.5
"""Records are one if what they rest on overlaps by this share of both together."""
IDS = "article_id run_id event_id actor_id place_id mention_id summit_id statement_id claim_id"
NOT_COMPARED = {"kind", *IDS.split()}
READ = ("records", "empty")
"""Outcomes that have records to compare: where a reading failed, what was there stays."""
KINDS = ("actor_mention", "summit", "statement", "claim")
Line = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record that differs; a record that only one run has is one change."""

    record_kind: str
    record_id: str
    words: str
    """What the record says, shortened."""
    change: Literal["added", "removed", "changed"]
    field: str | None = None
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """What became of one article, and why it can differ."""

    article_id: str
    title: str | None
    why: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RunsDiff:
    """Two runs compared."""

    run_a: str
    run_b: str
    settings: tuple[str, ...]
    """What differs between the runs themselves: `model: a -> b`."""
    articles: tuple[ArticleDiff, ...]
    """Those that differ, in the order of their ids."""
    same: int
    """Articles of which every field is alike."""
    left: int
    """Of these, those that one of the runs did not read: it found their records there."""
    unknown: int
    """Articles of which one run's records are not kept any more."""
    only_a: int
    """Articles that the first run read, and of which nothing was there in the second."""
    only_b: int


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    record_id: str
    fields: Mapping[str, Any]
    spans: tuple[Span, ...]

    @property
    def words(self) -> str:
        said = next((self.fields[f] for f in ("text", "title", "name") if self.fields.get(f)), None)
        said = said or "; ".join(self.fields.get("participants", ())) or self.fields.get("role")
        return str(said or self.record_id)[:120]


def diff(db: Database, run_a: str, run_b: str, article_id: str | None = None) -> RunsDiff:
    """Compare two runs, of one article or of all that either read.

    Raises UsageError where there is no such run or article.
    """
    rows = {row["run_id"]: row for row in db.run("diff_runs").dicts()}
    first, second = (_run(name, rows) for name in (run_a, run_b))
    own = [_outcomes(db, run["run_id"]) for run in (first, second)]
    ends = [
        {**_carried(db, run["run_id"], other.keys() - ends.keys()), **ends}
        for run, ends, other in zip((first, second), own, reversed(own), strict=True)
    ]
    both = sorted(ends[0].keys() & ends[1].keys())
    if article_id is not None:
        both = [known for known in both if known.startswith(article_id)]
        if not both:
            raise UsageError(f"no article '{article_id}' of which both runs have an end")
    left = sum(ends[0][known]["run_id"] == ends[1][known]["run_id"] for known in both)
    settings = _settings(first, second)
    made_by = _generations(db, both)
    db.run("record_lines")
    articles, unknown = [], 0
    for known in both:
        old, new = ends[0][known], ends[1][known]
        if old == new:
            continue
        changes = _ends(old, new)
        if old["outcome"] in READ and new["outcome"] in READ:
            before, after = (_records(db, end, made_by.get(known)) for end in (old, new))
            if before is None or after is None:
                unknown += 1
                continue
            changes = (*changes, *_changes(before, after))
        if changes:
            why = _why(first, second, old, new)
            articles.append(ArticleDiff(known, old["title"], why, changes))
    return RunsDiff(
        first["run_id"],
        second["run_id"],
        settings,
        tuple(articles),
        len(both) - len(articles) - unknown,
        left if first is not second else 0,
        unknown,
        len(ends[0].keys() - ends[1].keys()),
        len(ends[1].keys() - ends[0].keys()),
    )


def _run(name: str, rows: Mapping[str, Line]) -> Line:
    found = [run_id for run_id in rows if run_id.startswith(name)]
    return rows[the_one("run", name, found, tuple(rows))]


def _outcomes(db: Database, run_id: str) -> dict[str, Line]:
    return {row["article_id"]: row for row in db.run("diff_outcomes", {"run_id": run_id}).dicts()}


def _carried(db: Database, run_id: str, article_ids: Collection[str]) -> dict[str, Line]:
    """How articles that a run did not read had ended before it."""
    words = {"run_id": run_id, "article_ids": sorted(article_ids)}
    return {row["article_id"]: row for row in db.run("diff_carried", words).dicts()}


def _settings(first: Line, second: Line) -> tuple[str, ...]:
    named = ("model", "prompt", "prompt_sha256", "schema_version", "code_version")
    return tuple(f"{n}: {first[n]} -> {second[n]}" for n in named if first[n] != second[n])


def _why(first: Line, second: Line, before: Line, after: Line) -> tuple[str, ...]:
    """What the difference comes from: the answers, or what was made of the same ones."""
    if before["raw"] is not None and before["raw"] == after["raw"]:
        return (
            "the same answers: what differs comes from summitry's own rules and tables "
            f"({first['code_version']} -> {second['code_version']}) or from the article's metadata",
        )
    reasons = []
    if first["model"] != second["model"]:
        reasons.append(f"another model: {first['model']} -> {second['model']}")
    if first["prompt_sha256"] != second["prompt_sha256"]:
        reasons.append(f"another prompt: {first['prompt']} -> {second['prompt']}")
    if first["schema_version"] != second["schema_version"]:
        reasons.append("another schema")
    return tuple(reasons) or ("the model was asked again and answered otherwise",)


def _ends(before: Line, after: Line) -> tuple[Change, ...]:
    if before["outcome"] == after["outcome"]:
        return ()
    return (
        Change(
            "outcome", before["article_id"], before["source_path"], "changed", "outcome",
            before["outcome"], after["outcome"],
        ),
    )  # fmt: skip


def _generations(db: Database, articles: Sequence[str]) -> dict[str, str]:
    """The run that made each article's current records."""
    return dict(db.run("generations", {"article_ids": list(articles)}).rows)


def _records(db: Database, end: Line, current: str | None) -> list[_Record] | None:
    """The records of an article's end in a run; None where they are not kept."""
    words = {"run_id": end["run_id"], "article_id": end["article_id"]}
    if current == end["run_id"]:
        decided = db.run("has_table", {"table": "readings"}).rows[0][0]
        # Runs are compared by what they read, not by what people made of it.
        rows = db.run("diff_read", words).rows if decided else ()
        rows = rows or db.run("diff_current", words).rows
    elif db.run("has_table", {"table": "superseded"}).rows[0][0]:
        rows = db.run("diff_kept", words).rows
    else:
        rows = ()
    return _assembled(json.loads(rows[0][0])) if rows else None


def _assembled(lines: Sequence[Line]) -> list[_Record]:
    """Each record with the rows that belong to it, by name."""
    actors = {line["actor_id"]: line["name"] for line in lines if line["kind"] == "actor"}
    parts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    spans: dict[str, list[Span]] = defaultdict(list)
    for line in lines:
        if (part := _part(line, actors)) is not None:
            parts[part[0]][part[1]].append(part[2])
        if line["kind"] == "evidence":
            spans[line["record_id"]].append((line["char_start"], line["char_end"]))
    found = []
    for line in lines:
        if line["kind"] not in KINDS:
            continue
        record_id = line["mention_id" if line["kind"] == "actor_mention" else f"{line['kind']}_id"]
        fields = {name: value for name, value in line.items() if name not in NOT_COMPARED}
        if line["kind"] == "actor_mention":
            fields["actor"] = actors.get(line["actor_id"], line["actor_id"])
        fields |= {name: sorted(rows) for name, rows in parts[record_id].items()}
        found.append(_Record(line["kind"], record_id, fields, tuple(sorted(spans[record_id]))))
    return found


def _part(line: Line, actors: Mapping[str, str]) -> tuple[str, str, Any] | None:
    """(record, field, value) of a row that belongs to a record."""
    name = actors.get(line.get("actor_id", ""), line.get("actor_id"))
    match line["kind"]:
        case "participation":
            party = actors.get(line["party_id"], line["party_id"])
            told = f"{name} for {party}" if party and party != name else name
            return line["summit_id"], "participants", f"{told} ({line['role']})"
        case "statement_actor":
            return line["statement_id"], line["role"], (line["position"], name)
        case "claim_asserter":
            return line["claim_id"], "asserters", name
        case "evidence":
            return line["record_id"], "rests on", (line["field"], line["position"], line["text"])
        case "flag" if line["record_id"]:
            return line["record_id"], "flags", f"{line['code']}: {line['message']}"
    return None


def _changes(before: Sequence[_Record], after: Sequence[_Record]) -> Iterable[Change]:
    pairs, gone, new = _paired(before, after)
    for a, b in pairs:
        names = list({**a.fields, **b.fields})
        for name in names:
            if (old := a.fields.get(name)) != (now := b.fields.get(name)):
                yield Change(a.kind, b.record_id, b.words, "changed", name, old, now)
    for record in gone:
        yield Change(record.kind, record.record_id, record.words, "removed")
    for record in new:
        yield Change(record.kind, record.record_id, record.words, "added")


def _paired(
    before: Sequence[_Record], after: Sequence[_Record]
) -> tuple[list[tuple[_Record, _Record]], list[_Record], list[_Record]]:
    """Records that are one; then those of the first run alone, and of the second alone."""
    by_id = {record.record_id: record for record in after}
    pairs = [(a, by_id[a.record_id]) for a in before if a.record_id in by_id]
    taken = {a.record_id for a, _ in pairs}
    gone = [a for a in before if a.record_id not in taken]
    new = [b for b in after if b.record_id not in taken]
    scored = sorted(
        (-_overlap(a.spans, b.spans), i, j)
        for i, a in enumerate(gone)
        for j, b in enumerate(new)
        if a.kind == b.kind and _overlap(a.spans, b.spans) >= SAME_WORDS
    )
    left, right = set(range(len(gone))), set(range(len(new)))
    for _, i, j in scored:
        if i in left and j in right:
            pairs.append((gone[i], new[j]))
            left.discard(i)
            right.discard(j)
    return pairs, [gone[i] for i in sorted(left)], [new[j] for j in sorted(right)]


def _overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters in both, as a share of those in either."""
    one, other = ({n for start, end in spans for n in range(start, end)} for spans in (a, b))
    either = one | other
    return len(one & other) / len(either) if either else 0.0
