"""What people decided, laid over a reading of the article: a function of the two alone.

    overlay(overlay(x, D), D) == overlay(x, D)          laying twice changes nothing
    overlay(x, D without d) == as if d had never been   undoing restores
    overlay(x, D) == overlay(x, D in any order)         but for decisions on one record

A record that a person accepted, corrected or added is in the result as he left it, whether
or not the reading has it; one that he rejected is not. What the reading has besides stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.identity import digest
from pipeline.reviewing.covering import covered
from pipeline.reviewing.decisions import Decision, Thread, threads
from pipeline.reviewing.matching import Likeness, likeness
from pipeline.reviewing.records import (
    REFERENCES,
    PersonRow,
    Reading,
    Record,
    reading_of,
)
from schemas.tables import (
    ActorMentionRow,
    ActorRow,
    FlagRow,
    ParticipationRow,
    PlaceRow,
)

NOT_FOUND = "decision_without_record"
LOST_TIE = "lost_tie"
OWN_FLAGS = (NOT_FOUND, LOST_TIE)
"""Flags that the overlay itself makes; no verdict on the record settles them."""


def overlay(
    reading: Reading, decisions: Iterable[Decision], text: str, run_id: str | None = None
) -> Reading:
    """The reading of the article of that `text` with the standing decisions laid over it.

    `run_id` names the run that read it, for records that are a person's own.
    """
    standing = [decision for decision in decisions if not decision.undone_by]
    if not standing:
        return reading
    verdicts = [(thread, thread.verdict) for thread in threads(standing)]
    laid = _Laid(reading, run_id or reading.run_id or "")
    found = _found(reading, [thread for thread, verdict in verdicts if verdict])
    for thread, verdict in verdicts:
        if verdict:
            laid.lay(thread, verdict, found[thread.key])
    laid.tie()
    laid.keep_cast()
    # A later reading may name in records of its own whom a person struck out as a mention.
    laid.keep_needed_mentions(reading)
    about = [decision for decision in standing if not (decision.before or decision.after)]
    done = laid.done()
    done = replace(done, quote_spans=covered(reading, done, about, text))
    dismissed = {(d.about["code"], d.about["message"]) for d in about if d.kind == "dismiss"}
    settled = {t.verdict.target for t, v in verdicts if v and t.settled and t.verdict}
    flags = (
        flag
        for flag in done.flags
        if not (flag.record_id is None and (flag.code, flag.message) in dismissed)
        and not (flag.record_id in settled and flag.code not in OWN_FLAGS)
    )
    return replace(done, flags=tuple({flag.flag_id: flag for flag in flags}.values()))


def _found(reading: Reading, wanted: Sequence[Thread]) -> dict[str, list[Record]]:
    """The records of the reading on which each thread lies: those of its ids, else the one
    that is most alike; no record for two.
    """
    found: dict[str, list[Record]] = {}
    taken: set[str] = set()
    for thread in wanted:
        own = [reading.records[one] for one in sorted(thread.ids) if one in reading.records]
        found[thread.key] = own
        taken.update(record.id for record in own)
    pairs: list[tuple[Likeness, str, str]] = []
    for thread in wanted:
        if not found[thread.key]:
            pairs += [
                (alike, thread.key, record.id)
                for record in reading.records.values()
                if record.id not in taken and (alike := _alike(thread, record))
            ]
    # The best first; of two as good the one with the smaller id, whoever decided first.
    for _, key, record_id in sorted(pairs, key=lambda p: (tuple(-x for x in p[0]), p[1], p[2])):
        if not found[key] and record_id not in taken:
            found[key] = [reading.records[record_id]]
            taken.add(record_id)
    return found


def _alike(thread: Thread, record: Record) -> Likeness | None:
    return max(filter(None, (likeness(face, record) for face in thread.faces)), default=None)


class _Laid:
    """A reading on its way: records replaced, then tied together again."""

    def __init__(self, reading: Reading, run_id: str) -> None:
        self._reading = reading
        self._run_id = run_id
        self._records = dict(reading.records)
        self._became: dict[str, str | None] = {}
        """A record of the reading -> what a person made of it; None: he rejected it."""
        self._own: dict[str, Decision] = {}
        """Laid record -> the verdict that laid it."""
        self._shared: dict[str, ActorRow | PlaceRow] = {_key(r): r for r in reading.shared}
        self._flags = list(reading.flags)

    def lay(self, thread: Thread, verdict: Decision, found: Sequence[Record]) -> None:
        after = verdict.after
        for record in found:
            del self._records[record.id]
            self._became[record.id] = after.id if after else None
        self._became |= dict.fromkeys(thread.ids - self._became.keys(), after.id if after else None)
        if after is None:
            return
        if not isinstance(after.row, ActorMentionRow):
            made_by = getattr(found[0].row, "run_id", None) if found else None
            after = after.having(run_id=made_by or self._run_id)
        self._records[after.id] = after
        self._own[after.id] = verdict
        self._became.pop(after.id, None)
        for row in verdict.cast:
            if isinstance(row, ActorRow | PlaceRow):
                self._shared.setdefault(_key(row), row)
        if not found and thread.decisions[0].before and verdict.run_id != self._run_id:
            message = (
                f"{verdict.decided_by} decided on this {after.kind.replace('_', ' ')}, which the "
                "present reading of the article does not hold; it stays as it was decided"
            )
            self._flag(after, NOT_FOUND, message)

    def tie(self) -> None:
        """References to replaced records, and people of corrected mentions, follow them."""
        renamed = self._renamed_actors()
        for record in list(self._records.values()):
            tied = self._tied(record)
            if record.id not in self._own and renamed:
                tied = replace(tied, people=tuple(_renamed(tied.people, renamed)))
            self._records[record.id] = tied
        flags = []
        for flag in self._flags:
            became = self._became.get(flag.record_id, flag.record_id) if flag.record_id else None
            if became is None and flag.record_id is not None:
                continue
            flags.append(_moved(flag, became))
        self._flags = flags

    def _tied(self, record: Record) -> Record:
        refers, column = record.refers, REFERENCES.get(record.kind)
        if refers is None or column is None or refers in self._records:
            return record
        now = self._became.get(refers)
        if now is None and refers not in self._became:
            now = self._again(record)
        if now is None or now not in self._records:
            what = "meeting" if record.kind == "statement" else "statement"
            gone = "was rejected" if refers in self._became else "is not in the present reading"
            self._flag(record, LOST_TIE, f"the {what} to which it belonged {gone}")
            now = None
        return record.having(**{column: now})

    def _again(self, record: Record) -> str | None:
        """What the person's record refers to, found by its words in the present reading."""
        verdict = self._own.get(record.id)
        if not verdict or not verdict.referred:
            return None
        alike = {
            other.id: found
            for other in self._records.values()
            if (found := likeness(verdict.referred, other))
        }
        return max(sorted(alike), key=lambda one: alike[one], default=None)

    def _renamed_actors(self) -> dict[str, tuple[str, Decision]]:
        """Actors that corrected mentions showed to be others, where no mention is left."""
        left = _mentioned(self._records)
        renamed = {}
        for old in self._reading.records.values():
            new = self._records.get(self._became.get(old.id) or old.id)
            if (
                new is not None
                and isinstance(old.row, ActorMentionRow)
                and isinstance(new.row, ActorMentionRow)
                and old.row.actor_id not in left
            ):
                renamed[old.row.actor_id] = (new.row.actor_id, self._own[new.id])
        return renamed

    def keep_cast(self) -> None:
        """Everybody whom a laid record names has a mention in the article."""
        named = _mentioned(self._records)
        for record_id, verdict in sorted(self._own.items()):
            wanted = set(self._records[record_id].actor_ids) - named
            cast = reading_of(verdict.cast).records.values()
            for mention in sorted(cast, key=lambda one: one.id):
                row = mention.row
                if isinstance(row, ActorMentionRow) and row.actor_id in wanted:
                    self._add_mention(mention)
                    named.add(row.actor_id)
                    wanted.discard(row.actor_id)

    def _add_mention(self, mention: Record) -> None:
        row = mention.row
        assert isinstance(row, ActorMentionRow)
        if mention.id in self._records:  # the same words, read as somebody else
            row = row.model_copy(update={"mention_id": digest(mention.id, row.actor_id)})
            spans = (s.model_copy(update={"record_id": row.mention_id}) for s in mention.spans)
            mention = Record(row, (), tuple(spans))
        self._records[mention.id] = mention

    def keep_needed_mentions(self, reading: Reading) -> None:
        named = _mentioned(self._records)
        used = {p.actor_id for r in self._records.values() for p in r.people}
        for old in reading.records.values():
            row = old.row
            if isinstance(row, ActorMentionRow) and row.actor_id in used - named:
                self._records.setdefault(old.id, old)

    def done(self) -> Reading:
        return replace(
            self._reading,
            records=self._records,
            flags=tuple(self._flags),
            shared=tuple(self._shared.values()),
        )

    def _flag(self, record: Record, code: str, message: str) -> None:
        article_id = record.row.article_id
        self._flags.append(
            FlagRow(
                flag_id=digest(article_id, record.id, code, message),
                article_id=article_id,
                record_id=record.id,
                code=code,
                severity="warning",
                message=message,
            )
        )


def _key(row: ActorRow | PlaceRow) -> str:
    return row.actor_id if isinstance(row, ActorRow) else row.place_id


def _mentioned(records: Mapping[str, Record]) -> set[str]:
    rows = (record.row for record in records.values())
    return {row.actor_id for row in rows if isinstance(row, ActorMentionRow)}


def _moved(flag: FlagRow, record_id: str | None) -> FlagRow:
    if flag.record_id == record_id:
        return flag
    flag_id = digest(flag.article_id, record_id, flag.code, flag.message)
    return flag.model_copy(update={"record_id": record_id, "flag_id": flag_id})


def _renamed(
    people: Sequence[PersonRow], renamed: Mapping[str, tuple[str, Decision]]
) -> Iterable[PersonRow]:
    """The people with those that a person showed to be others; nobody twice in one role."""
    seen = set()
    for person in people:
        if person.actor_id in renamed:
            actor_id, verdict = renamed[person.actor_id]
            changes: dict[str, str | None] = {"actor_id": actor_id}
            if isinstance(person, ParticipationRow):
                changes |= verdict.about.get("party", {})
            person = person.model_copy(update=changes)
        key = (person.actor_id, getattr(person, "role", None), isinstance(person, ParticipationRow))
        if key not in seen:
            seen.add(key)
            yield person
