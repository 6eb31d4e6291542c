"""Decisions laid over a reading: twice is once, undone is as before, and nothing gets lost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grounding.ground import ground
from pipeline.identity import digest
from pipeline.resolving.resolve import resolve
from pipeline.reviewing.decisions import Decision, Kind, decision_of
from pipeline.reviewing.overlay import LOST_TIE, NOT_FOUND, overlay
from pipeline.reviewing.records import Reading, Record, evidence_rows, reading_of
from pipeline.storing.rows import record_rows, shared_rows
from schemas.records import Span
from schemas.tables import ClaimRow, Row, StatementRow, SummitRow
from tests.drafts import ACTORS, STATEMENTS, TEXT, Wire, article, draft, meeting, parsed, statement

NOON = datetime(2026, 11, 22, 12)  # noqa: DTZ001  # as the database keeps times
AGAIN = "The two will meet again in Tehran on May 4"


def reading(wire: Wire | None = None, run_id: str = "r1") -> Reading:
    found = resolve(ground(article(), parsed(wire or draft())).records)
    rows = (*shared_rows(found), *record_rows(found, run_id))
    return reading_of(model.model_validate(columns) for model, columns in rows)


def one(of: Reading, model: type[Row], words: str = "") -> Record:
    found = [
        record
        for record in of.records.values()
        if isinstance(record.row, model) and words in " ".join(span.text for span in record.spans)
    ]
    assert len(found) == 1, [record.row for record in found]
    return found[0]


def cast_of(record: Record, of: Reading) -> tuple[Row, ...]:
    ids = set(record.actor_ids)
    mentions = [r for r in of.records.values() if getattr(r.row, "actor_id", None) in ids]
    return (*of.shared, *(row for mention in mentions for row in mention.rows()))


def decided(
    kind: Kind,
    before: Record | None,
    after: Record | None,
    of: Reading,
    *,
    minutes: int = 0,
    run_id: str = "r1",
    **about: Any,
) -> Decision:
    face = after or before
    target = face.id if face else f"quote:{about.get('start')}"
    at = NOON + timedelta(minutes=minutes)
    refers = after.refers if after else None
    made = Decision(
        digest(kind, target, at),
        at,
        "ana",
        kind,
        article().article_id,
        target,
        run_id,
        before,
        after,
        cast_of(after, of) if after else (),
        of.records.get(refers) if refers else None,
        about,
    )
    # Through the database's form and back: what is kept is what is laid.
    assert decision_of(made.as_row().model_dump()) == made
    return made


def accepted(record: Record, of: Reading, **more: Any) -> Decision:
    return decided("accept", record, record, of, **more)


def corrected(record: Record, of: Reading, minutes: int = 0, **columns: Any) -> Decision:
    return decided("correct", record, record.having(**columns), of, minutes=minutes)


def rejected(record: Record, of: Reading, **more: Any) -> Decision:
    return decided("reject", record, None, of, **more)


def added(of: Reading, words: str = AGAIN) -> Decision:
    start = TEXT.index(words)
    like = one(of, SummitRow)
    assert isinstance(like.row, SummitRow)
    row = like.row.model_copy(
        update={"summit_id": digest("added", words), "status": "scheduled", "place_text": "Tehran"}
    )
    span = Span(start=start, end=start + len(words), text=words, match="exact")
    people = tuple(p.model_copy(update={"summit_id": row.summit_id}) for p in like.people)
    return decided("add", None, Record(row, people, evidence_rows(row, [span])), of)


def lay(of: Reading, decisions: Iterable[Decision], run_id: str = "r1") -> Reading:
    return overlay(of, decisions, TEXT, run_id)


def same(one: Reading, other: Reading) -> bool:
    return sorted(map(repr, one.rows())) == sorted(map(repr, other.rows()))


FULL = reading(draft(meetings=[meeting(d="2018-09-25")]))  # not the day that code finds: a flag
OTHER_MODEL = reading(
    draft(
        # It names Erdogan alone, points at less of each quotation and tells the meeting apart.
        [ACTORS[0], ACTORS[1]],
        [meeting("m1", "a1", "a2", at=["1:Erdogan met…Monday."], dt=None, pl=None)],
        [
            statement("a1", at=["2:“We agreed…zone,”"], act="assert"),
            statement("a2", at=["4:“The war…year,”"], act="threaten"),
        ],
    ),
    "r2",
)
NOTHING = reading(draft([], [], [], dl=None), "r3")


# ---- laws ----------------------------------------------------------------------


@st.composite
def some_decisions(draw: st.DrawFn) -> list[Decision]:
    """At most one decision on each record of FULL, one added meeting, one quotation."""
    made: list[Decision] = []
    for minutes, record in enumerate(FULL.records.values()):
        kind = draw(st.sampled_from(["none", "accept", "reject", "correct", "unsure"]))
        if kind == "accept":
            made.append(accepted(record, FULL, minutes=minutes))
        elif kind == "reject":
            made.append(rejected(record, FULL, minutes=minutes))
        elif kind == "unsure":
            made.append(decided("unsure", record, record, FULL, minutes=minutes))
        elif kind == "correct":
            made.append(draw(corrections(record, minutes)))
    if draw(st.booleans()):
        made.append(added(FULL))
    if draw(st.booleans()):
        start = FULL.quote_spans[0].char_start
        made.append(decided("not_speech", None, None, FULL, start=start))
    return made


@st.composite
def corrections(draw: st.DrawFn, record: Record, minutes: int) -> Decision:
    row = record.row
    if isinstance(row, SummitRow):
        day = draw(st.dates(date(2018, 1, 1), date(2018, 12, 31)))
        return corrected(record, FULL, minutes, date_start=day, date_end=day)
    if isinstance(row, StatementRow):
        # A redrawn span gives the record another id.
        start, end = record.places[0]
        end = draw(st.integers(start + 1, end))
        span = Span(start=start, end=end, text=TEXT[start:end], match="exact")
        moved = row.model_copy(update={"statement_id": digest(start, end), "text": span.text})
        people = tuple(
            p.model_copy(update={"statement_id": moved.statement_id}) for p in record.people
        )
        after = Record(moved, people, evidence_rows(moved, [span]))
        return decided("correct", record, after, FULL, minutes=minutes)
    if isinstance(row, ClaimRow):
        return corrected(record, FULL, minutes, value=draw(st.sampled_from([14.0, 16.0])))
    return corrected(record, FULL, minutes, role=draw(st.sampled_from(["leader", None])))


READINGS = st.sampled_from([FULL, OTHER_MODEL, NOTHING])
law = settings(deadline=None, max_examples=60)  # other work on the machine is no fault of ours


@law
@given(READINGS, some_decisions())
def test_laying_over_twice_is_laying_over_once(of: Reading, decisions: list[Decision]) -> None:
    once = lay(of, decisions)
    assert same(lay(once, decisions), once)


@law
@given(READINGS, some_decisions(), st.randoms())
def test_order_of_decisions_on_different_records_does_not_matter(
    of: Reading, decisions: list[Decision], random: Any
) -> None:
    times = [decision.decided_at for decision in decisions]
    random.shuffle(times)
    other = [replace(d, decided_at=at) for d, at in zip(decisions, times, strict=True)]
    random.shuffle(other)
    assert same(lay(of, decisions), lay(of, other))


@law
@given(READINGS, some_decisions())
def test_undone_decisions_leave_no_trace(of: Reading, decisions: list[Decision]) -> None:
    assert same(lay(of, [replace(d, undone_by="bo") for d in decisions]), of)
    for at in range(len(decisions)):
        without = [*decisions[:at], *decisions[at + 1 :]]
        undone = [*without, replace(decisions[at], undone_by="bo")]
        assert same(lay(of, undone), lay(of, without))


@law
@given(READINGS, some_decisions())
def test_what_was_accepted_corrected_or_added_is_in_every_reading(
    of: Reading, decisions: list[Decision]
) -> None:
    laid = lay(of, decisions)
    for decision in decisions:
        if decision.kind in ("accept", "correct", "add") and decision.after:
            now = laid.records[decision.after.id]
            told = {"run_id": None, "summit_id": None, "statement_id": None}
            keep = {k: v for k, v in now.row.model_dump().items() if k not in told}
            wanted = decision.after.row.model_dump()
            assert keep == {k: v for k, v in wanted.items() if k not in told}
            assert now.spans == decision.after.spans
        if decision.kind == "reject" and decision.before:
            mentioned = getattr(decision.before.row, "mention_id", None)
            assert mentioned or decision.before.id not in laid.records


@law
@given(READINGS, some_decisions())
def test_every_text_is_the_articles_and_every_reference_holds(
    of: Reading, decisions: list[Decision]
) -> None:
    laid = lay(of, decisions)
    mentioned = {getattr(r.row, "actor_id", None) for r in laid.records.values()}
    known = {getattr(row, "actor_id", None) for row in laid.shared}
    for record in laid.records.values():
        assert record.spans
        for span in record.spans:
            assert span.text == TEXT[span.char_start : span.char_end]
            assert span.record_id == record.id
        assert record.refers is None or record.refers in laid.records
        for person in record.people:
            assert person.actor_id in mentioned
            assert person.actor_id in known
    for quote in laid.quote_spans:
        assert quote.statement_id is None or quote.statement_id in laid.records
    for flag in laid.flags:
        assert flag.record_id is None or flag.record_id in laid.records


# ---- cases ---------------------------------------------------------------------


def test_corrected_date_follows_the_meeting_into_another_models_reading() -> None:
    before = one(FULL, SummitRow)
    day = date(2018, 9, 16)
    decision = corrected(before, FULL, date_start=day, date_end=day)
    laid = lay(OTHER_MODEL, [decision], "r2")
    now = one(laid, SummitRow)
    assert isinstance(now.row, SummitRow)
    assert (now.row.date_start, now.row.run_id, now.id) == (day, "r2", before.id)
    assert NOT_FOUND not in {flag.code for flag in laid.flags}


def test_rejection_follows_the_statement_into_another_models_reading() -> None:
    war = one(FULL, StatementRow, "The war must end")
    laid = lay(OTHER_MODEL, [rejected(war, FULL)], "r2")
    assert one(OTHER_MODEL, StatementRow, "The war must end").id not in laid.records
    assert one(laid, StatementRow, "We agreed")


def test_record_that_a_later_reading_lacks_stays_and_is_told() -> None:
    decision = accepted(one(FULL, SummitRow), FULL)
    laid = lay(NOTHING, [decision], "r3")
    own = one(laid, SummitRow)
    assert [(f.code, f.record_id) for f in laid.flags] == [(NOT_FOUND, own.id)]
    assert {p.actor_id for p in own.people} <= {
        getattr(r.row, "actor_id", "") for r in laid.records.values()
    }


def test_added_record_is_no_lost_one() -> None:
    laid = lay(NOTHING, [added(FULL)], "r3")
    assert one(laid, SummitRow, "meet again")
    assert not laid.flags


def test_added_record_takes_the_place_of_the_same_one_in_a_later_reading() -> None:
    wire = draft(
        ACTORS,
        [
            meeting(),
            meeting("m2", "a1", "a2", at=["5:The two…May 4"], s="scheduled", dt="on May 4"),
        ],
        STATEMENTS[1:],
    )
    found = reading(wire, "r2")
    assert sum(isinstance(r.row, SummitRow) for r in found.records.values()) == 2
    laid = lay(found, [added(FULL)], "r2")
    assert one(laid, SummitRow, "meet again").id == digest("added", AGAIN)


def test_decision_on_one_claim_is_not_laid_on_another_of_the_same_sentence() -> None:
    record = one(FULL, ClaimRow)
    assert isinstance(record.row, ClaimRow)
    row = record.row.model_copy(
        update={
            "claim_id": "another",
            "text": "Fifty people fled.",
            "value": 50.0,
            "unit": "people",
        }
    )
    spans = (span.model_copy(update={"record_id": "another"}) for span in record.spans)
    others = reading_of([*Record(row, (), tuple(spans)).rows(), *FULL.shared])
    laid = lay(others, [rejected(record, FULL)])
    assert "another" in laid.records


def test_separate_talks_of_one_sentence_are_told_apart_by_their_parties() -> None:
    met = one(FULL, SummitRow)
    alone = replace(met, people=met.people[:1])
    apart = reading_of([*alone.rows(), *FULL.shared])
    third = replace(
        met,
        people=tuple(
            p.model_copy(update={"party_id": f"state:{iso}", "party_iso3": iso})
            for p, iso in zip(met.people, ("RUS", "IRN"), strict=True)
        ),
    )
    of_third = reading_of(
        row.model_copy(update={"summit_id": "x"})
        if hasattr(row, "summit_id")
        else row.model_copy(update={"record_id": "x"})
        for row in third.rows()
    )
    assert "x" in lay(of_third, [rejected(met, FULL)]).records
    assert not any(
        isinstance(r.row, SummitRow) for r in lay(apart, [rejected(met, FULL)]).records.values()
    )


def test_verdict_settles_the_flags_of_its_record_and_undo_brings_them_back() -> None:
    flagged = next(flag for flag in FULL.flags if flag.record_id)
    record = FULL.records[flagged.record_id or ""]
    decision = accepted(record, FULL)
    assert flagged not in lay(FULL, [decision]).flags
    assert flagged in lay(FULL, [replace(decision, undone_by="bo")]).flags
    unsure = decided("unsure", record, record, FULL, minutes=1)
    assert flagged in lay(FULL, [unsure]).flags


def test_rejected_statement_unties_its_claim_and_opens_its_quotation() -> None:
    zone = one(FULL, StatementRow, "We agreed")
    laid = lay(FULL, [rejected(zone, FULL)])
    claim = one(laid, ClaimRow)
    assert claim.refers is None
    assert (LOST_TIE, claim.id) in {(f.code, f.record_id) for f in laid.flags}
    verdicts = {q.char_start: q.verdict for q in laid.quote_spans}
    assert {verdicts[q.char_start] for q in FULL.quote_spans if q.statement_id == zone.id} == {
        "open"
    }


def test_quotation_that_a_person_called_no_speech_stays_so_until_somebody_records_it() -> None:
    start = FULL.quote_spans[0].char_start
    decision = decided("not_speech", None, None, FULL, start=start)
    assert {q.verdict for q in lay(NOTHING, [decision]).quote_spans if q.char_start == start} == {
        "not_speech"
    }
    assert {q.verdict for q in lay(FULL, [decision]).quote_spans if q.char_start == start} == {
        "speech"
    }


def test_later_decision_on_a_record_outweighs_the_earlier_through_a_change_of_id() -> None:
    war = one(FULL, StatementRow, "The war must end")
    assert isinstance(war.row, StatementRow)
    start, end = war.places[0][0] + 1, war.places[0][1] - 2
    span = Span(start=start, end=end, text=TEXT[start:end], match="exact")
    row = war.row.model_copy(update={"statement_id": "moved", "text": span.text})
    people = tuple(p.model_copy(update={"statement_id": "moved"}) for p in war.people)
    moved = Record(row, people, evidence_rows(row, [span]))
    first = decided("correct", war, moved, FULL)
    second = decided("correct", moved, moved.having(act="threaten"), FULL, minutes=1)
    for order in ([first, second], [second, first]):
        laid = lay(FULL, order)
        assert war.id not in laid.records
        assert getattr(laid.records["moved"].row, "act", None) == "threaten"
    third = decided("reject", moved.having(act="threaten"), None, FULL, minutes=2)
    assert {war.id, "moved"}.isdisjoint(lay(FULL, [first, second, third]).records)


def test_mention_shown_to_be_somebody_else_takes_its_records_along() -> None:
    mention = next(r for r in FULL.records.values() if getattr(r.row, "name", None) == "Kremlin")
    after = mention.having(actor_id="person:peskov")
    laid = lay(FULL, [decided("correct", mention, after, FULL)])
    said = one(laid, StatementRow, "The two will meet again")
    assert [p.actor_id for p in said.people] == ["person:peskov"]


def test_empty_list_of_decisions_gives_the_reading_itself() -> None:
    assert lay(FULL, []) is FULL
