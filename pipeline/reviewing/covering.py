"""Which quotations are covered once people have added, corrected or struck out statements."""

from collections.abc import Iterable

from pipeline.grounding.coverage import quote_spans
from pipeline.grounding.quotations import quotations
from pipeline.reading.text import paragraphs_of
from pipeline.reviewing.decisions import Decision
from pipeline.reviewing.records import Reading, Record
from schemas.records import Span, Statement
from schemas.tables import QuoteSpanRow, StatementRow


def covered(
    before: Reading, after: Reading, about: Iterable[Decision], text: str
) -> tuple[QuoteSpanRow, ...]:
    """The quotations of a reading; those whose cover people changed are judged anew."""
    then, now = (
        {r.id: r.places for r in one.records.values() if isinstance(r.row, StatementRow)}
        for one in (before, after)
    )
    changed = [
        place
        for key in then.keys() | now.keys()
        if then.get(key) != now.get(key)
        for place in (*then.get(key, ()), *now.get(key, ()))
    ]
    gone = then.keys() - now.keys()
    said_no_speech = {d.about["start"] for d in about if d.kind == "not_speech"}

    def touched(row: QuoteSpanRow) -> bool:
        near = any(start < row.char_end and row.char_start < end for start, end in changed)
        spoken_of = row.char_start in said_no_speech
        return near or spoken_of or row.statement_id in gone or (changed != [] and _open(row))

    wanted = {row.char_start for row in before.quote_spans if touched(row)}
    if not wanted:
        return before.quote_spans
    marks = [q for q in quotations(text, paragraphs_of(text)) if q.start in wanted]
    held = [r for r in after.records.values() if isinstance(r.row, StatementRow)]
    statements = [_as_statement(r) for r in sorted(held, key=lambda r: (r.places, r.id))]
    read_so = {row.char_start for row in before.quote_spans if row.verdict == "not_speech"}
    anew = {
        span.start: span
        for span in quote_spans(text, marks, statements, frozenset(said_no_speech | read_so))
    }
    return tuple(
        row.model_copy(
            update={
                "statement_id": anew[row.char_start].statement_id,
                "verdict": anew[row.char_start].verdict,
            }
        )
        if row.char_start in anew
        else row
        for row in before.quote_spans
    )


def _open(row: QuoteSpanRow) -> bool:
    """A headline's quotation may be covered by a statement elsewhere."""
    return row.verdict == "open"


def _as_statement(record: Record) -> Statement:
    """As much of a statement as cover is judged by."""
    row = record.row
    assert isinstance(row, StatementRow)
    return Statement(
        statement_id=record.id,
        speakers=(),
        via=(),
        addressees=(),
        speaker_text=row.speaker_text,
        cue_text=row.cue_text,
        content=tuple(
            Span(start=span.char_start, end=span.char_end, text=span.text, match=span.match)
            for span in record.spans
        ),
        act=row.act,
        medium=row.medium,
        occasion=None,
        said_text=None,
        quote_type=row.quote_type,
        quoted_ratio=row.quoted_ratio,
    )
