"""`summitry eval` on databases made from the gold itself: perfect, then with planted errors."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.commands.evaluate import evaluate as command
from pipeline.errors import UsageError
from pipeline.evaluation.compare import compare
from pipeline.evaluation.coreference import scores
from pipeline.evaluation.gold import Gold, GoldArticle, GoldMeeting, read_gold
from pipeline.evaluation.history import keep, kept
from pipeline.evaluation.intervals import Interval, iou, read_interval
from pipeline.evaluation.results import Result, figures
from pipeline.evaluation.score import Evaluation, evaluate
from pipeline.evaluation.spans import dice, locate, quoted_share, trimmed
from pipeline.evaluation.worst import worst
from pipeline.grounding.quotations import quotations
from pipeline.reading.text import paragraphs_of, stored_text
from pipeline.storing.database import Database
from schemas import tables as t
from tests.rows import article as article_row

ROOT = Path(__file__).parent
SEEDS, GOLD, DEVSET = ROOT.parent / "seeds", ROOT / "gold", ROOT / "devset"
NOON = datetime(2026, 1, 1, 12)  # noqa: DTZ001  # as DuckDB gives it: UTC, no zone
Rows = list[t.Row]

pytest.importorskip("scipy")
pytest.importorskip("scorch")


# ---- a database made from gold ---------------------------------------------------


def run_row(run_id: str) -> t.RunRow:
    return t.RunRow(
        run_id=run_id,
        started_at=NOON,
        finished_at=NOON,
        model="gold/reader",
        prompt="extract/v2",
        prompt_sha256="0" * 64,
        schema_version=t.SCHEMA_VERSION,
        settings={},
        code_version="0.1.0",
    )


def perfect(gold: Gold, folder: Path, run_id: str = "r1") -> Rows:
    """The rows of a reader who finds exactly what gold holds."""
    rows: Rows = [run_row(run_id)]
    actors: dict[str, t.ActorRow] = {}
    for one in gold.articles:
        text = stored_text((folder / one.doc).read_text(encoding="utf-8"))
        row = article_row(text)
        rows += [
            row,
            t.ArticleSourceRow(
                article_id=row.article_id, source_path=f"seeds/{one.doc}", fetched_at=NOON
            ),
        ]
        for key, actor in one.actors.items():
            known = t.ActorRow(
                actor_id=key,
                name=actor.name,
                kind=actor.kind or "person",
                country_iso3=actor.country_iso3,
                wikidata_qid=None,
            )
            actors.setdefault(key, known)
            rows.append(
                t.ActorMentionRow(
                    mention_id=f"{one.doc}:{key}",
                    article_id=row.article_id,
                    actor_id=key,
                    name=None if actor.kind == "role_holder" else actor.name,
                    role=actor.name if actor.kind == "role_holder" else None,
                    affiliation=None,
                    resolved_by="gold",
                )
            )
        rows += records(one, row, run_id)
    for party in ("RUS", "TUR", "IRN", "SYR", "USA", "SAU", "EGY", "ISR"):
        state = t.ActorRow(
            actor_id=party, name=party, kind="state", country_iso3=party, wikidata_qid=None
        )
        actors.setdefault(party, state)
    return [*rows, *actors.values()]


def records(one: GoldArticle, article: t.ArticleRow, run_id: str) -> Iterator[t.Row]:
    of = {"article_id": article.article_id, "run_id": run_id}
    spans = [span for s in one.statements for span in stands(article, s.id, "statement", s.content)]
    marks = quotations(article.text, paragraphs_of(article.text))
    for m in one.meetings:
        yield from meeting_rows(m, of)
        yield from stands(article, m.id, "summit", m.evidence)
    for s in one.statements:
        content = list(stands(article, s.id, "statement", s.content))
        at = [(e.char_start, e.char_end) for e in content]
        share = quoted_share(article.text, at, marks)
        plain = "indirect" if s.cue else "document"
        yield t.StatementRow(
            statement_id=s.id,
            summit_id=s.occasion,
            text=" […] ".join(quote.text for quote in s.content),
            quote_type={0: plain, 1: "direct"}.get(share, "mixed"),
            quoted_ratio=share,
            act=s.act,
            medium=s.medium,
            said_on=date.fromisoformat(s.said_on) if s.said_on else None,
            speaker_text=one.actors[s.speakers[0]].name,
            cue_text=s.cue or None,
            **of,
        )
        yield from content
        roles = {"speaker": s.speakers, "via": s.via, "addressee": s.addressees}
        for role, keys in roles.items():
            for position, key in enumerate(keys):
                yield t.StatementActorRow(
                    statement_id=s.id, actor_id=key, role=role, position=position
                )
    for c in one.claims:
        yield t.ClaimRow(
            claim_id=c.id,
            statement_id=None,
            text=c.text,
            claim_type=c.claim_type,
            certainty=c.certainty,
            polarity=c.polarity,
            value=c.value,
            unit=c.unit,
            comparator=c.comparator,
            time_text=None,
            time_start=c.time.start,
            time_end=c.time.end,
            **of,
        )
        yield from stands(article, c.id, "claim", c.evidence)
        for key in c.asserters:
            yield t.ClaimAsserterRow(claim_id=c.id, actor_id=key)
    for mark in marks:
        inside = [s for s in spans if s.char_start <= mark.start and mark.end <= s.char_end]
        if inside:
            yield t.QuoteSpanRow(
                article_id=article.article_id,
                char_start=mark.start,
                char_end=mark.end,
                text=article.text[mark.start : mark.end],
                statement_id=inside[0].record_id,
                verdict="speech",
            )


def meeting_rows(m: GoldMeeting, of: dict[str, str]) -> Iterator[t.Row]:
    yield t.SummitRow(
        summit_id=m.id,
        event_id="sochi" if m.id in {"S4m8", "S1m5"} else m.event,
        title=m.title or None,
        status=m.statuses[0],
        channel=m.channel or "unspecified",
        level=m.level or "leaders",
        date_text=None,
        date_start=m.date.start,
        date_end=m.date.end,
        date_precision=m.precision or "day",
        date_basis=m.basis or "explicit",
        place_text=m.place,
        place_id=None,
        geoname_id=m.geoname_id,
        country_iso3=m.country_iso3,
        **of,
    )
    for key, (party, role) in m.participants.items():
        yield t.ParticipationRow(
            summit_id=m.id,
            actor_id=key,
            party_id=party,
            party_iso3=party,
            role=role or "participant",
        )


def stands(
    article: t.ArticleRow, record: str, kind: Any, quotes: tuple[Any, ...]
) -> Iterator[t.EvidenceRow]:
    for position, quote in enumerate(quotes):
        span = locate(article.text, quote.text, quote.near)
        assert span, quote.text
        yield t.EvidenceRow(
            record_id=record,
            record_kind=kind,
            field="content" if kind == "statement" else "evidence",
            position=position,
            article_id=article.article_id,
            char_start=span[0],
            char_end=span[1],
            text=article.text[slice(*span)],
            match="exact",
        )


Edit = Callable[[t.Row], t.Row | None]


def change(kind: type[t.Row], record: str, **values: Any) -> Edit:
    """Alter the row whose first key column is `record`."""

    def edit(row: t.Row) -> t.Row | None:
        if isinstance(row, kind) and getattr(row, kind.key[0]) == record:
            return row.model_copy(update=values)
        return row

    return edit


def drop(record: str) -> Edit:
    """Leave a record out, with all rows that hang on it."""

    def edit(row: t.Row) -> t.Row | None:
        ids = ("summit_id", "statement_id", "claim_id", "record_id")
        own = {getattr(row, name, None) for name in ids}
        if isinstance(row, t.StatementRow) and row.summit_id == record != row.statement_id:
            return row.model_copy(update={"summit_id": None})
        if isinstance(row, t.QuoteSpanRow) and row.statement_id == record:
            return row.model_copy(update={"statement_id": None, "verdict": "open"})
        return None if record in own else row

    return edit


def write(path: Path, rows: Rows, *edits: Edit) -> Path:
    for edit in edits:
        rows = [changed for row in rows if (changed := edit(row)) is not None]
    with Database.open(path) as database:
        database.insert(rows)
    return path


@pytest.fixture(scope="module")
def gold() -> Gold:
    return read_gold([GOLD])


@pytest.fixture(scope="module")
def rows(gold: Gold) -> Rows:
    return perfect(gold, SEEDS)


@pytest.fixture
def judge(gold: Gold, rows: Rows, tmp_path: Path) -> Callable[..., Evaluation]:
    """Score a perfect database with these errors planted."""

    def judged(*edits: Edit, more: Rows | None = None) -> Evaluation:
        path = write(tmp_path / "x.duckdb", [*rows, *(more or [])], *edits)
        with Database.open(path, read_only=True) as database:
            return evaluate(database, gold)

    return judged


def value(evaluation: Evaluation, metric: str) -> Any:
    figure = evaluation.figure(metric)
    assert figure is not None, metric
    return figure.value


# ---- perfect ----------------------------------------------------------------------


COUNTED = {"event.false_merges", "event.missed_merges", "ungrounded"}


def test_gold_against_itself_is_perfect_in_every_metric(judge: Any) -> None:
    evaluation = judge()
    values = {figure.metric: figure.value for figure in evaluation.figures}
    assert {m for m, v in values.items() if v != 1.0 and m not in COUNTED} == set()
    assert {values[metric] for metric in COUNTED} == {0}
    assert evaluation.lost == () == evaluation.absent
    assert worst(evaluation.figures) == []
    counts = {figure.metric: figure.n for figure in evaluation.figures}
    assert (counts["meeting"], counts["statement"], counts["claim"]) == (23, 84, 131)
    assert counts["quote_coverage"] >= 27


def test_every_kind_of_figure_that_the_issue_names_is_there(judge: Any) -> None:
    there = {figure.metric for figure in judge().figures}
    assert {
        *(f"meeting.{s}" for s in ("status", "channel", "level", "kind", "date", "date_iou")),
        *(f"meeting.{s}" for s in ("place", "geoname", "participants", "parties")),
        *("statement.exact", "statement.partial", "statement.speaker.direct"),
        *("statement.speaker.mixed", "statement.speaker_by.name"),
        *("statement.speaker_by.collective", "quote_coverage", "claim", "claim.value"),
        *("actor", "actor.country", "actor.same", "event.muc", "event.b3", "event.ceaf_e"),
        *("event.conll", "event.no_singletons.b3", "event.no_singletons.conll", "ungrounded"),
    } <= there


# ---- planted errors ---------------------------------------------------------------


def test_missed_meeting_lowers_recall_alone_and_is_told_first(judge: Any) -> None:
    evaluation = judge(drop("S0m1"))
    figure = evaluation.figure("meeting")
    assert (figure.precision, figure.recall) == (1.0, 22 / 23)
    assert value(evaluation, "meeting.status") == pytest.approx(2 * 22 / (23 + 22))
    assert evaluation.figure("meeting.status").aligned == 1.0
    assert evaluation.confusion["held", "(missed)"] == 1
    first = worst(evaluation.figures)[0]
    assert (first.reason, first.result.record) == ("missed meeting", "S0m1")


def test_invented_meeting_lowers_precision_alone(judge: Any, rows: Rows) -> None:
    like = next(r for r in rows if isinstance(r, t.SummitRow) and r.summit_id == "S3m1")
    more = like.model_copy(
        update={"summit_id": "x", "event_id": "x", "date_start": None, "date_end": None}
    )
    evaluation = judge(more=[more])
    figure = evaluation.figure("meeting")
    assert (figure.precision, figure.recall) == (23 / 24, 1.0)
    assert evaluation.confusion["(not in gold)", "held"] == 1
    assert "+x" in {fault.result.record for fault in worst(evaluation.figures)}


def test_wrong_slots_are_counted_one_by_one(judge: Any) -> None:
    evaluation = judge(
        change(t.SummitRow, "S2m4", status="scheduled"),
        change(t.SummitRow, "S4m3", channel="phone"),
        change(t.SummitRow, "S4m7", level="officials"),
        change(t.SummitRow, "S1m5", date_start=date(2017, 11, 1), date_end=date(2017, 11, 15)),
        change(t.SummitRow, "S4m1", place_text="Antalya", geoname_id=323777),
        change(t.SummitRow, "S4m2", place_text="the Russian resort city of Sochi"),
    )
    assert value(evaluation, "meeting") == 1.0
    assert value(evaluation, "meeting.status") == pytest.approx(22 / 23)
    assert value(evaluation, "meeting.channel") == pytest.approx(22 / 23)
    assert value(evaluation, "meeting.level") == pytest.approx(22 / 23)
    assert value(evaluation, "meeting.kind") == pytest.approx(20 / 23)
    assert value(evaluation, "meeting.date") == pytest.approx(22 / 23)
    assert value(evaluation, "meeting.date_iou") == pytest.approx((21 + 15 / 30) / 22)
    assert value(evaluation, "meeting.place") == pytest.approx(22 / 23)
    assert value(evaluation, "meeting.geoname") == pytest.approx(22 / 23)
    assert evaluation.confusion["proposed", "scheduled"] == 1


def test_unresolved_participant_costs_his_place_and_his_state(judge: Any) -> None:
    def gone(row: t.Row) -> t.Row | None:
        own = isinstance(row, t.ParticipationRow) and row.summit_id == "S0m1"
        return None if own and row.actor_id == "ROU" else row  # type: ignore[attr-defined]

    evaluation = judge(gone)
    people, parties = (
        evaluation.figure("meeting.participants"),
        evaluation.figure("meeting.parties"),
    )
    assert people.precision == parties.precision == 1.0
    assert people.recall == pytest.approx((people.n - 1) / people.n)
    assert parties.recall == pytest.approx((parties.n - 1) / parties.n)


def test_wrong_speaker_counts_in_all_and_in_its_kind_alone(judge: Any) -> None:
    def wrong(row: t.Row) -> t.Row | None:
        own = isinstance(row, t.StatementActorRow) and row.statement_id == "S0s8"
        return row.model_copy(update={"actor_id": "PUT"}) if own else row

    evaluation = judge(wrong, change(t.StatementRow, "S0s8", speaker_text="he"))
    direct = evaluation.figure("statement.speaker.direct")
    assert value(evaluation, "statement.speaker") == pytest.approx(83 / 84)
    assert direct.value == pytest.approx((direct.n - 1) / direct.n)
    assert value(evaluation, "statement.speaker.mixed") == 1.0
    assert value(evaluation, "statement.speaker_by.pronoun") == 0.0
    first = worst(evaluation.figures)[0]
    assert first.reason == "wrong speaker of a quotation"
    assert (first.result.expected, first.result.got) == ("Recep Tayyip Erdogan", "Vladimir Putin")


def test_speakers_own_kind_of_mention_is_read_off_his_words(judge: Any) -> None:
    evaluation = judge(
        change(t.StatementRow, "S0s3", speaker_text="The Russian leader"),
        change(t.StatementRow, "S0s5", speaker_text=None),
    )
    assert evaluation.figure("statement.speaker_by.role").n == 1
    assert evaluation.figure("statement.speaker_by.unstated").n == 1


def test_shifted_content_is_partial_not_exact(judge: Any, rows: Rows) -> None:
    whole = next(r for r in rows if isinstance(r, t.EvidenceRow) and r.record_id == "S0s1")
    half = {
        "char_end": whole.char_start + len(whole.text) // 2,
        "text": whole.text[: len(whole.text) // 2],
    }
    inner = next(r for r in rows if isinstance(r, t.EvidenceRow) and r.record_id == "S0s8")
    bare = {
        "char_start": inner.char_start + 1,
        "char_end": inner.char_end - 1,
        "text": inner.text[1:-1],
    }
    evaluation = judge(change(t.EvidenceRow, "S0s1", **half), change(t.EvidenceRow, "S0s8", **bare))
    assert value(evaluation, "statement") == 1.0
    assert value(evaluation, "statement.exact") == pytest.approx(82 / 84)
    assert value(evaluation, "statement.trimmed") == pytest.approx(83 / 84)
    assert value(evaluation, "statement.partial") == pytest.approx(83 / 84)
    assert 82.5 / 84 < value(evaluation, "statement.chars") < 1


def test_missed_quotation_lowers_coverage_and_speaker_recall(judge: Any) -> None:
    evaluation = judge(drop("S3s2"))
    figure = evaluation.figure("statement.speaker.quoted")
    assert (figure.precision, figure.recall) == (1.0, pytest.approx((figure.n - 1) / figure.n))
    covered = evaluation.figure("quote_coverage")
    assert covered.value == pytest.approx((covered.n - 1) / covered.n)


def test_speech_judged_as_no_speech_is_not_covered(judge: Any) -> None:
    def judged(row: t.Row) -> t.Row:
        if isinstance(row, t.QuoteSpanRow) and row.statement_id == "S3s2":
            return row.model_copy(update={"statement_id": None, "verdict": "not_speech"})
        return row

    assert value(judge(judged), "quote_coverage") < 1


def test_ungrounded_evidence_is_counted_and_worst(judge: Any) -> None:
    evaluation = judge(change(t.EvidenceRow, "S0c1", text="other words"))
    assert value(evaluation, "ungrounded") == 1
    assert worst(evaluation.figures)[0].reason == "evidence that is not the article's text"


def test_claims_are_right_by_evidence_and_asserter_and_number(judge: Any) -> None:
    def narrator(row: t.Row) -> t.Row | None:
        own = isinstance(row, t.ClaimAsserterRow) and row.claim_id == "S0c1"
        return None if own else row

    evaluation = judge(
        narrator,
        change(t.ClaimRow, "S2c1", value=34),
        change(t.ClaimRow, "S1c1", comparator="="),
        change(t.ClaimRow, "S1c2", claim_type="event"),
        drop("S3c6"),
    )
    claims = evaluation.figure("claim")
    assert (claims.precision, claims.recall) == (129 / 130, 129 / 131)
    numbers = evaluation.figure("claim.number")
    assert numbers.value == pytest.approx((numbers.n - 1) / numbers.n)
    assert value(evaluation, "claim.value") == pytest.approx((numbers.n - 2) / numbers.n)
    assert value(evaluation, "claim.type") == pytest.approx(129 / 130)


def test_the_same_man_under_two_ids_is_told(judge: Any) -> None:
    mine = "001_dd902db7e74e19da.txt:ROU"
    other = t.ActorRow(
        actor_id="ROH", name="Hassan Rohani", kind="person", country_iso3="IRN", wikidata_qid=None
    )
    evaluation = judge(change(t.ActorMentionRow, mine, actor_id="ROH"), more=[other])
    same = evaluation.figure("actor.same")
    # In 001 his records keep the old id, so the article has him twice.
    assert same.value == pytest.approx((same.n - 1) / same.n)
    assert "001:ROU" in {r.record for r in same.results if r.hit == 0}


def test_two_people_under_one_id_are_told(judge: Any) -> None:
    def one_id(row: t.Row) -> t.Row:
        if getattr(row, "actor_id", None) != "LAV" or isinstance(row, t.ActorRow):
            return row
        return row.model_copy(update={"actor_id": "PES"})

    evaluation = judge(one_id)
    assert value(evaluation, "actor") < 1
    # The one id counts for one of the two, so that the other's two statements are wrong.
    assert value(evaluation, "statement.speaker") == pytest.approx(82 / 84)


def test_unnamed_role_may_be_resolved_to_its_holder(judge: Any) -> None:
    """003 never names Turkey's leader; the registry may know him."""

    def resolved(row: t.Row) -> t.Row:
        if getattr(row, "actor_id", None) != "TRL" or isinstance(row, t.ActorRow):
            return row
        return row.model_copy(update={"actor_id": "ERD"})

    evaluation = judge(resolved)
    metrics = ("meeting.participants", "statement.speaker", "actor", "actor.apart")
    assert {value(evaluation, metric) for metric in metrics} == {1.0}


def test_unnamed_minister_resolved_to_a_man_named_elsewhere_is_right(judge: Any) -> None:
    """004 names Zarif in a tweet, and "foreign ministers" without names."""

    def resolved(row: t.Row) -> t.Row:
        if getattr(row, "actor_id", None) != "FMI" or isinstance(row, t.ActorRow):
            return row
        return row.model_copy(update={"actor_id": "ZAR"})

    evaluation = judge(resolved)
    metrics = ("meeting.participants", "statement.speaker", "actor")
    assert {value(evaluation, metric) for metric in metrics} == {1.0}


def test_split_event_is_a_missed_merge(judge: Any) -> None:
    evaluation = judge(change(t.SummitRow, "S1m5", event_id="other"))
    assert value(evaluation, "event.missed_merges") == 1
    assert value(evaluation, "event.false_merges") == 0
    b3 = evaluation.figure("event.b3")
    # Two of 23 mentions see half of their cluster: recall (21 + 2 · ½) / 23.
    assert (b3.precision, b3.recall) == (1.0, pytest.approx(22 / 23))
    assert value(evaluation, "event.muc") == 0.0


def test_false_merge_is_counted_and_b_cubed_falls_by_hand_count(judge: Any) -> None:
    evaluation = judge(
        change(t.SummitRow, "S2m1", event_id="one"), change(t.SummitRow, "S2m2", event_id="one")
    )
    assert value(evaluation, "event.false_merges") == 1
    b3 = evaluation.figure("event.b3")
    assert (b3.precision, b3.recall) == (pytest.approx(22 / 23), 1.0)
    muc = evaluation.figure("event.muc")
    assert (muc.precision, muc.recall) == (0.5, 1.0)


def test_summits_without_event_are_events_of_their_own(judge: Any) -> None:
    def unresolved(row: t.Row) -> t.Row:
        return row.model_copy(update={"event_id": None}) if isinstance(row, t.SummitRow) else row

    evaluation = judge(unresolved)
    assert value(evaluation, "event.missed_merges") == 1
    assert value(evaluation, "event.false_merges") == 0


def test_failed_article_is_missed_but_unseen_article_is_not_scored(
    gold: Gold, rows: Rows, tmp_path: Path
) -> None:
    lost = "003_957c7875958cbde8.txt"
    one = Gold(gold.label, tuple(a for a in gold.articles if a.doc != lost))
    few = perfect(one, SEEDS)
    with Database.open(write(tmp_path / "a.duckdb", few), read_only=True) as database:
        evaluation = evaluate(database, gold)
    assert evaluation.absent == (lost,)
    assert value(evaluation, "meeting") == 1.0
    failed = t.OutcomeRow(
        run_id="r1",
        source_path=f"seeds/{lost}",
        article_id=None,
        outcome="unreadable",
        reason=None,
        attempts=0,
        input_tokens=0,
        output_tokens=0,
        cost_usd=None,
        latency_ms=0,
        raw=None,
    )
    with Database.open(write(tmp_path / "b.duckdb", [*few, failed]), read_only=True) as database:
        evaluation = evaluate(database, gold)
    assert evaluation.absent == ()
    assert evaluation.failed == ((lost, "unreadable"),)
    assert evaluation.figure("meeting").recall == pytest.approx(22 / 23)


def test_interval_is_the_same_in_every_run_and_holds_the_figure(judge: Any) -> None:
    figure = judge(drop("S0m1"), drop("S4m5")).figure("meeting")
    assert figure.low < figure.value < figure.high == 1.0
    results = [Result("m", "a", "1", 1), Result("m", "b", "2", 0)]
    (first,), (again,) = figures(results, ["a", "b"]), figures(results, ["a", "b"])
    assert (first.low, first.high) == (again.low, again.high) == (0.0, 1.0)


# ---- the devset -------------------------------------------------------------------


@pytest.fixture(scope="module")
def devset() -> Gold:
    return read_gold([DEVSET])


def judge_devset(gold: Gold, path: Path, *edits: Edit, more: Rows | None = None) -> Evaluation:
    with Database.open(
        write(path, [*perfect(gold, DEVSET), *(more or [])], *edits), read_only=True
    ) as database:
        return evaluate(database, gold)


def test_devset_words_are_mapped_as_its_readme_says(devset: Gold) -> None:
    meetings = {m.id: m for a in devset.articles for m in a.meetings}
    assert meetings["001#1"].statuses == ("scheduled",)
    assert (meetings["005#1"].statuses, meetings["005#1"].passing) == (("held",), True)
    assert meetings["014#2"].channel is None
    assert "channel" not in meetings["014#2"].scored
    assert "date" not in meetings["008#1"].scored
    assert meetings["009#2"].date == Interval(date(2024, 12, 1), date(2024, 12, 7))
    # Announced and held are two events that are linked, the four tellings of it are one.
    assert len({meetings[i].event for i in ("002#1", "003#1", "004#1", "005#1")}) == 1
    assert meetings["001#1"].event != meetings["002#1"].event


def test_devset_against_itself_is_perfect(devset: Gold, tmp_path: Path) -> None:
    evaluation = judge_devset(devset, tmp_path / "d.duckdb")
    values = {figure.metric: figure.value for figure in evaluation.figures}
    assert {m for m, v in values.items() if v != 1.0 and m not in COUNTED} == set()
    assert {values[metric] for metric in COUNTED} == {0}
    assert not any(m.startswith(("statement", "claim", "actor", "quote")) for m in values)
    assert evaluation.figure("meeting.passing").n == 3


def test_further_meeting_is_no_error_in_the_devset_but_a_repeated_one_is(
    devset: Gold, tmp_path: Path
) -> None:
    rows = perfect(devset, DEVSET)
    like = next(r for r in rows if isinstance(r, t.SummitRow) and r.summit_id == "010#1")
    sits = [r for r in rows if isinstance(r, t.ParticipationRow) and r.summit_id == "010#1"]
    other = like.model_copy(
        update={"summit_id": "x", "event_id": "x", "date_start": date(2023, 5, 1), "date_end": None}
    )
    evaluation = judge_devset(devset, tmp_path / "a.duckdb", more=[other])
    assert value(evaluation, "meeting") == 1.0
    assert value(evaluation, "meeting.strict") == pytest.approx(2 * 22 / (22 + 23))
    assert evaluation.unjudged == 1
    again = like.model_copy(update={"summit_id": "y", "event_id": "y"})
    twice = [again, *(p.model_copy(update={"summit_id": "y"}) for p in sits)]
    evaluation = judge_devset(devset, tmp_path / "b.duckdb", more=twice)
    assert value(evaluation, "meeting") == pytest.approx(2 * 22 / (22 + 23))
    assert evaluation.unjudged == 0
    edit = change(t.SummitRow, "y", place_text="Angola")
    evaluation = judge_devset(devset, tmp_path / "c.duckdb", edit, more=twice)
    assert value(evaluation, "meeting") == 1.0


def test_devset_tells_false_and_missed_merges(devset: Gold, tmp_path: Path) -> None:
    evaluation = judge_devset(
        devset,
        tmp_path / "d.duckdb",
        change(t.SummitRow, "005#1", event_id="apart"),
        change(t.SummitRow, "008#1", event_id="berlin"),
        change(t.SummitRow, "009#1", event_id="berlin"),
    )
    missed = evaluation.figure("event.missed_merges")
    assert {r.record for r in missed.results} == {"002#1+005#1", "003#1+005#1", "004#1+005#1"}
    assert [r.record for r in evaluation.figure("event.false_merges").results] == ["008#1+009#1"]


# ---- history and comparison --------------------------------------------------------


def test_comparison_tells_what_got_better_and_worse(gold: Gold, rows: Rows, tmp_path: Path) -> None:
    path = write(
        tmp_path / "h.duckdb", rows, drop("S0m1"), change(t.SummitRow, "S2m4", status="held")
    )
    with Database.open(path) as database:
        assert keep(database, evaluate(database, gold)) == "r1"
        assert keep(database, evaluate(database, gold)) == "r1"  # replaced, not doubled
        first = kept(database, "r1")
        with pytest.raises(UsageError, match="no run with figures 'r9'; there are: r1"):
            kept(database, "r9")
    again = [r.model_copy(update={"run_id": "r2"}) if hasattr(r, "run_id") else r for r in rows]
    other = write(tmp_path / "i.duckdb", again, change(t.SummitRow, "S3m1", channel="video"))
    with Database.open(other) as database:
        assert keep(database, evaluate(database, gold)) == "r2"
        second = kept(database, "r2")
    (comparison,) = compare(first, second)
    changes = {(c.metric, c.record): c.better for c in comparison.changes}
    assert changes["meeting", "S0m1"] is True
    assert changes["meeting.status", "S2m4"] is True
    assert changes["meeting.channel", "S3m1"] is False
    assert ("meeting.channel", "S4m1") not in changes
    values = {metric: (before, after) for metric, before, after in comparison.figures}
    assert values["meeting"] == (pytest.approx(44 / 45), 1.0)


def test_command_prints_writes_and_compares(gold: Gold, rows: Rows, tmp_path: Path) -> None:
    import typer

    app = typer.Typer()
    app.command()(command)
    runner = CliRunner()
    path = str(write(tmp_path / "c.duckdb", rows, drop("S4m6")))
    shown = runner.invoke(app, [str(GOLD), "--db", path])
    assert shown.exit_code == 0, shown.output
    assert "missed meeting [004_1cf65d30f5399dc6.txt, S4m6]" in shown.output
    assert "event.false_merges: 0" in shown.output
    told = runner.invoke(app, [str(GOLD), "--db", path, "--json", "--no-save"])
    report = json.loads(told.output)
    assert report["gold"] == gold.label
    assert report["worst"][0]["record"] == "S4m6"
    saved = tmp_path / "report.json"
    saved.write_text(told.output, encoding="utf-8")
    same = runner.invoke(app, ["--db", path, "--compare", "r1", str(saved)])
    assert "worse: 0" in same.output
    assert "better: 0" in same.output


def test_faults_of_the_call_are_told_in_one_sentence(gold: Gold, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold file or folder"):
        read_gold([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="no gold in"):
        read_gold([tmp_path])
    with Database.open(tmp_path / "e.duckdb") as database:
        with pytest.raises(UsageError, match="holds none of the 5 articles"):
            evaluate(database, gold)
        with pytest.raises(UsageError, match="keeps no figures yet"):
            kept(database, "r1")


def test_alias_file_beside_the_gold_serves_unless_another_is_named(tmp_path: Path) -> None:
    shutil.copytree(GOLD, tmp_path / "gold", ignore=shutil.ignore_patterns("aliases.json"))
    bare = read_gold([tmp_path / "gold"])
    with_aliases = read_gold([tmp_path / "gold"], GOLD / "aliases.json")
    events = [{m.event for a in one.articles for m in a.meetings} for one in (bare, with_aliases)]
    assert [len(each) for each in events] == [23, 22]


# ---- the measures themselves, by hand ------------------------------------------------


def test_coreference_scorers_give_the_values_counted_by_hand() -> None:
    """Key {a b} {c d}, response {a b c} {d}."""
    made = {f.metric: f for f in scores([{"a", "b"}, {"c", "d"}], [{"a", "b", "c"}, {"d"}], "x")}
    # Links kept: 1 of 2 in the key, 1 of 2 in the response.
    assert (made["x.muc"].recall, made["x.muc"].precision) == (0.5, 0.5)
    # Recall (1 + 1 + ½ + ½) / 4, precision (⅔ + ⅔ + ⅓ + 1) / 4.
    assert made["x.b3"].recall == pytest.approx(3 / 4)
    assert made["x.b3"].precision == pytest.approx(2 / 3)
    # φ4: {a b}~{a b c} = 4/5, {c d}~{d} = 2/3.
    assert made["x.ceaf_e"].value == pytest.approx((4 / 5 + 2 / 3) / 2)
    mean = (0.5 + 2 * (3 / 4) * (2 / 3) / (3 / 4 + 2 / 3) + (4 / 5 + 2 / 3) / 2) / 3
    assert made["x.conll"].value == pytest.approx(mean)


def test_muc_and_conll_are_left_out_where_nothing_is_merged() -> None:
    metrics = {f.metric for f in scores([{"a"}, {"b"}], [{"a"}, {"b"}], "x")}
    assert metrics == {"x.b3", "x.ceaf_e"}


def test_span_figures_agree_with_nervaluate_where_it_pairs_alike() -> None:
    nervaluate = pytest.importorskip("nervaluate")
    gold = [[{"label": "s", "start": 0, "end": 9}, {"label": "s", "start": 20, "end": 29}], []]
    found = [[{"label": "s", "start": 0, "end": 9}, {"label": "s", "start": 25, "end": 35}]]
    found.append([{"label": "s", "start": 1, "end": 3}])
    theirs = nervaluate.Evaluator(gold, found, tags=["s"], loader="dict").evaluate()["overall"]
    ours = figures(
        [
            *(Result("exact", "a", "1", 1), Result("exact", "a", "2", 0)),
            *(Result("partial", "a", "1", 1), Result("partial", "a", "2", 0.5)),
            *(Result("exact", "a", "+3", 0, 0, 1), Result("partial", "a", "+3", 0, 0, 1)),
        ],
        ["a"],
    )
    assert [f.value for f in ours] == [
        pytest.approx(theirs["exact"].f1),
        pytest.approx(theirs["partial"].f1),
    ]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2018-04-04", (2018, 4, 4), (2018, 4, 4)),
        ("2018-04", (2018, 4, 1), (2018, 4, 30)),
        ("2011/2018-04", (2011, 1, 1), (2018, 4, 30)),
        ("2024-10-17/2024-10-18", (2024, 10, 17), (2024, 10, 18)),
        ("2024-12 (first week)", (2024, 12, 1), (2024, 12, 7)),
        ("2019-08-24/2019-08-25 (this weekend)", (2019, 8, 24), (2019, 8, 25)),
    ],
)
def test_dates_of_gold_are_read(words: str, start: Any, end: Any) -> None:
    assert read_interval(words) == Interval(date(*start), date(*end))


def test_overlap_of_dates_counts_days() -> None:
    april = read_interval("2018-04")
    assert iou(april, read_interval("2018-04-04")) == pytest.approx(1 / 30)
    assert iou(april, read_interval("2018-05")) == 0.0
    assert iou(Interval(), Interval()) == 1.0
    assert iou(Interval(), april) == 0.0
    before = Interval(None, date(2017, 11, 22))
    assert iou(before, before) == 1.0


def test_spans_are_found_by_words_and_compared_by_characters() -> None:
    text = "He said “no”. He  said\n“no”."
    assert locate(text, "He said “no”.") == (0, 13)
    assert locate(text, "He said “no”.", near=15) == (14, 28)
    assert locate(text, "She said") is None
    assert dice([(0, 4)], [(2, 6)]) == 0.5
    assert trimmed(text, [(7, 13)]) == [(9, 11)]
