"""A small, valid set of rows, one or more of every table, for tests to alter.

`lines()` gives them as the exchange form has them; `write(path, lines)` makes a file.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.storing.exchange import HEADER, line_name
from schemas import tables as t

TEXT = (
    "ANKARA — Turkey’s president met Russia’s leader in Sochi on Monday.\n"
    "“We agreed on a demilitarised zone,” he said, “and it will be 15 km wide.”\n"
    "About 2,000 people had fled, the agency said. 🕊\n"
)
SHA = sha256(TEXT.encode()).hexdigest()
ARTICLE = SHA[:16]


def at(words: str) -> tuple[int, int, str]:
    """Offsets and text of words that stand in TEXT."""
    start = TEXT.index(words)
    return start, start + len(words), words


def evidence(
    kind: Any, record: str, field: str, position: int, words: str, article: str = ARTICLE
) -> t.EvidenceRow:
    """An evidence row for words of TEXT."""
    start, end, text = at(words)
    return t.EvidenceRow(
        record_id=record,
        record_kind=kind,
        field=field,
        position=position,
        article_id=article,
        char_start=start,
        char_end=end,
        text=text,
        match="exact",
    )


def article(text: str = TEXT, **changes: Any) -> t.ArticleRow:
    """An article row whose hashes are right for its text."""
    digest = sha256(text.encode()).hexdigest()
    values: dict[str, Any] = {
        "article_id": digest[:16],
        "sha256": digest,
        "title": "Leaders meet",
        "outlet": "Daily",
        "url": None,
        "language": "en",
        "byline": None,
        "dateline_place": "ANKARA",
        "published_text": None,
        "published_on": date(2018, 9, 17),
        "date_low": date(2018, 9, 17),
        "date_high": date(2018, 9, 17),
        "date_basis": "explicit",
        "duplicate_of": None,
        "text": text,
    }
    return t.ArticleRow(**values | changes)


def rows() -> list[t.Row]:
    """One article, one meeting, a quotation in two pieces, two claims, and all around them."""
    monday = date(2018, 9, 17)
    noon = datetime(2018, 9, 17, 12, 0, 0, 250)  # noqa: DTZ001  # as DuckDB gives it: UTC, no zone
    meeting: dict[str, Any] = {
        "status": "held",
        "channel": "in_person",
        "level": "leaders",
        "date_start": monday,
        "date_end": monday,
        "date_precision": "day",
        "place_text": "Sochi",
        "geoname_id": 491422,
        "country_iso3": "RUS",
    }
    claim: dict[str, Any] = {
        "article_id": ARTICLE,
        "run_id": "r1",
        "certainty": "certain",
        "polarity": "+",
        "time_text": None,
        "time_start": None,
        "time_end": None,
    }
    quote = ("We agreed on a demilitarised zone,", "and it will be 15 km wide.")
    return [
        article(),
        t.ArticleSourceRow(article_id=ARTICLE, source_path="a.txt", fetched_at=noon),
        t.ActorRow(
            actor_id="erd", name="Erdoğan", kind="person", country_iso3="TUR", wikidata_qid=None
        ),
        t.ActorRow(
            actor_id="tur", name="Turkey", kind="state", country_iso3="TUR", wikidata_qid=None
        ),
        t.ActorMentionRow(
            mention_id="m1",
            article_id=ARTICLE,
            actor_id="erd",
            name=None,
            role="president",
            affiliation="Turkey",
            resolved_by="role",
        ),
        t.PlaceRow(
            place_id="sochi", name="Sochi", kind="city", geoname_id=491422, country_iso3="RUS"
        ),
        t.SummitRow(
            summit_id="su1",
            article_id=ARTICLE,
            run_id="r1",
            event_id="e1",
            title=None,
            date_text="on Monday",
            date_basis="weekday_from_publication",
            place_id="sochi",
            **meeting,
        ),
        t.ParticipationRow(
            summit_id="su1", actor_id="erd", party_id="tur", party_iso3="TUR", role="guest"
        ),
        t.StatementRow(
            statement_id="st1",
            article_id=ARTICLE,
            run_id="r1",
            summit_id="su1",
            text=" […] ".join(quote),
            quote_type="direct",
            quoted_ratio=1.0,
            act="assert",
            medium="unspecified",
            said_on=monday,
            speaker_text="he",
            cue_text="said",
        ),
        t.StatementActorRow(statement_id="st1", actor_id="erd", role="speaker", position=0),
        t.ClaimRow(
            claim_id="c1",
            statement_id="st1",
            text="The zone will be 15 km wide.",
            claim_type="quantity",
            value=15,
            unit="km",
            comparator="=",
            **claim,
        ),
        t.ClaimRow(
            claim_id="c2",
            statement_id=None,
            text="About 2,000 people had fled.",
            claim_type="casualty",
            value=2000,
            unit="people",
            comparator="~",
            **claim,
        ),
        t.ClaimAsserterRow(claim_id="c1", actor_id="erd"),
        t.ClaimLinkRow(claim_a="c1", claim_b="c2", relation="qualifies", rule="test", score=0.1),
        evidence("actor_mention", "m1", "evidence", 0, "Turkey’s president"),
        evidence("summit", "su1", "evidence", 0, "Turkey’s president met Russia’s leader in Sochi"),
        evidence("statement", "st1", "content", 0, quote[0]),
        evidence("statement", "st1", "content", 1, quote[1]),
        evidence("claim", "c1", "evidence", 0, quote[1]),
        evidence("claim", "c2", "evidence", 0, "About 2,000 people had fled, the agency said. 🕊"),
        _quote_span(quote[0], "st1"),
        _quote_span(quote[1], "st1"),
        t.EventRow(event_id="e1", n_articles=1, **meeting),
        t.EventRow(event_id="e2", n_articles=1, **meeting | {"status": "scheduled"}),
        t.EventMentionRow(
            event_id="e1", summit_id="su1", rule="same", score=None, decided_by="rule"
        ),
        t.EventLinkRow(event_a="e2", event_b="e1", relation="realised_as", rule="test"),
        t.FlagRow(
            flag_id="f1",
            article_id=ARTICLE,
            record_id="su1",
            code="weekday",
            severity="warning",
            message="Monday is the day of publication",
        ),
        t.DecisionRow(
            decision_id="d1",
            decided_at=noon,
            decided_by="ana",
            kind="same_event",
            article_id=ARTICLE,
            target="su1",
            value=["a", 1, {"deep": None}],
            undone_by=None,
        ),
        t.RunRow(
            run_id="r1",
            started_at=noon,
            finished_at=None,
            model="loopback/reader",
            prompt="extract/v2",
            prompt_sha256="0" * 64,
            schema_version=t.SCHEMA_VERSION,
            settings={"temperature": 0},
            code_version="0.1.0",
        ),
        t.OutcomeRow(
            run_id="r1",
            source_path="a.txt",
            article_id=ARTICLE,
            outcome="records",
            reason=None,
            attempts=1,
            input_tokens=900,
            output_tokens=300,
            cost_usd=0.001,
            latency_ms=1200,
            raw='{"h": null}',
        ),
        t.RejectRow(
            reject_id="x1",
            run_id="r1",
            article_id=ARTICLE,
            record_kind="claim",
            draft={"t": "No such words"},
            code="not_found",
            message="the words stand nowhere",
        ),
    ]


def _quote_span(words: str, statement: str) -> t.QuoteSpanRow:
    start, end, text = at(words)
    return t.QuoteSpanRow(
        article_id=ARTICLE,
        char_start=start,
        char_end=end,
        text=text,
        statement_id=statement,
        verdict="speech",
    )


def as_line(row: t.Row) -> dict[str, Any]:
    """A row as a line of the exchange form."""
    line: dict[str, Any] = {"kind": row.singular}
    for name, value in row.model_dump(mode="json").items():
        zone = "Z" if isinstance(getattr(row, name), datetime) else ""
        line[line_name(type(row), name)] = f"{value}{zone}" if zone else value
    return line


def lines() -> list[dict[str, Any]]:
    """The header and every row as lines of the exchange form."""
    return [HEADER, *map(as_line, rows())]


def write(path: Path, of: Iterable[dict[str, Any]]) -> Path:
    """Write lines as JSON lines; returns the path."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in of)
    path.write_text(text, encoding="utf-8")
    return path
