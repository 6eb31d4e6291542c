"""Resolving the words for dates in an article's records to days."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import version

from pipeline.errors import UsageError
from pipeline.reading.raw import Raw
from pipeline.reading.unreadable import Unreadable
from pipeline.resolving.dates import (
    DateContext,
    DateProblem,
    ResolvedDate,
    check_against_model,
    day_order,
    publication_date,
    read_context,
    remembered_on,
    resolve,
    sentence_at,
)
from pipeline.resources import code_of, texts_sha256
from schemas.records import (
    UNKNOWN_DATE,
    Article,
    ArticleRecords,
    Claim,
    DateInterval,
    Flag,
    Span,
    Statement,
    Summit,
)
from schemas.vocabulary import MeetingStatus

_NUMERIC = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}")
UNREAD = ("unread_expression", "no_anchor")
"""Problems of words that no rule reads as a date."""


def dated_article(article: Article) -> Article:
    """The article with its publication date, from metadata or its own head, where stated."""
    if article.published.precision != "unknown":
        return article
    order = day_order(article.text, article.url)
    found = _publication(article, article.published_text, order=order).interval
    return (
        article if found.precision == "unknown" else article.model_copy(update={"published": found})
    )


def dated_by_default(
    sources: Iterable[Raw | Unreadable], published: str | None
) -> Iterator[Raw | Unreadable]:
    """The sources, an article that states no publication date itself having `published`.

    Raises UsageError at once where `published` is no full date, or can be read as two.
    """
    if not published:
        return iter(sources)
    step = partial(_dated_at_least, published=published, day=_day_given(published))
    terms = published, texts_sha256(code_of("resolving")), version("dateparser")
    return (one.then(step, *terms) if isinstance(one, Raw) else one for one in sources)


def _day_given(words: str) -> DateInterval:
    """`2020-03-01`, `1 March 2020`, `22.11.2017`; never `5.3.2020`: March or May?"""
    day = publication_date(words).interval
    if _NUMERIC.fullmatch(words.strip()):
        # With dots the day would be taken for the first number, whoever wrote it.
        slashed = words.strip().replace(".", "/").replace("-", "/")
        readings = [publication_date(slashed, day_first=first).interval for first in (True, False)]
        either = sorted({str(one.start) for one in readings if one.precision == "day"})
        if len(either) > 1:
            raise UsageError(
                f"--published is '{words}', which is {either[0]} or {either[1]}: "
                "write the one you mean"
            )
    if day.precision != "day":
        raise UsageError(f"--published is '{words}', but must be a date such as 2020-03-01")
    return day


def _dated_at_least(article: Article, published: str, day: DateInterval) -> Article:
    article = dated_article(article)
    if article.published.precision != "unknown":
        return article
    return article.model_copy(update={"published": day, "published_text": published})


def dated(records: ArticleRecords) -> ArticleRecords:
    """The records with every date resolved; what stays open or in doubt is flagged."""
    article = dated_article(records.article)
    order = day_order(article.text, article.url)
    context = read_context(
        article.text, article.published, day_first=order, languages=_languages(article)
    )
    flags = _flags(None, _doubts_of_publication(article, order=order))
    summits = _summits(records, context, flags)
    by_ref = {summit.ref: summit for summit in summits}
    return records.model_copy(
        update={
            "article": _with_bounds(article, context),
            "summits": tuple(summits),
            "statements": tuple(
                _statement(s, by_ref, context, article, flags) for s in records.statements
            ),
            "claims": tuple(_claim(c, context, article, flags) for c in records.claims),
            "flags": records.flags + tuple(flags),
        }
    )


def _publication(article: Article, words: str | None, *, order: bool | None) -> ResolvedDate:
    return publication_date(words, article.text, day_first=order, languages=_languages(article))


def _doubts_of_publication(article: Article, *, order: bool | None) -> Iterator[DateProblem]:
    """What is wrong with the date that the article was given, and with the one at its own head."""
    for words in dict.fromkeys((article.published_text, None)):
        for problem in _publication(article, words, order=order).problems:
            if problem.code == "weekday_conflict" or article.published.precision == "unknown":
                yield problem


def _languages(article: Article) -> tuple[str, ...]:
    return ("en",) if article.language in (None, "en") else ("en", article.language)


def _summits(records: ArticleRecords, context: DateContext, flags: list[Flag]) -> list[Summit]:
    """Meetings dated by their own words first, then those that refer to such a meeting."""
    alone = [_summit(summit, context, records.article, None) for summit in records.summits]
    by_own_words = [summit for summit, _ in alone]
    done: list[Summit] = []
    for summit, (dated_summit, problems) in zip(records.summits, alone, strict=True):
        open_yet = dated_summit.date.precision == "unknown"
        if open_yet and (reference := _main_meeting(by_own_words, summit)):
            dated_summit, problems = _summit(summit, context, records.article, reference)
        flags += _flags(summit.summit_id, problems)
        if open_yet and summit.status == "held" and not summit.date_text:
            remembered = _remembered(summit, records.article)
            known = remembered.precision != "unknown"
            day = remembered if known else _before(_latest(context))
            dated_summit = summit.model_copy(update={"date": day})
        done.append(dated_summit)
    return done


def _remembered(summit: Summit, article: Article) -> DateInterval:
    """The day of a meeting of which the article marks an anniversary."""
    passages = [article.title]
    passages += [sentence_at(article.text, span.start, span.end) for span in summit.evidence]
    return remembered_on(article.published, (summit.title, summit.place_text), passages)


def _summit(
    summit: Summit,
    context: DateContext,
    article: Article,
    reference: DateInterval | None,
) -> tuple[Summit, list[DateProblem]]:
    if not summit.date_text:
        return summit, []
    position, sentence = _place(summit.date_text, summit.evidence, article)
    found = resolve(
        summit.date_text,
        context,
        status=summit.status,
        met=True,
        position=position,
        sentence=sentence,
        evidence=[span.text for span in summit.evidence],
        reference=reference,
    )
    differs = check_against_model(found.interval, summit.date_llm)
    problems = [*found.problems, *([differs] if differs else [])]
    return summit.model_copy(update={"date": found.interval}), problems


def _statement(
    statement: Statement,
    meetings: dict[str, Summit],
    context: DateContext,
    article: Article,
    flags: list[Flag],
) -> Statement:
    occasion = meetings.get(statement.occasion) if statement.occasion else None
    day = occasion.date if occasion else UNKNOWN_DATE
    if statement.said_text:
        # Without the sentence: what is said may lie ahead, that it was said does not.
        position, _ = _place(statement.said_text, statement.content, article)
        found = resolve(
            statement.said_text,
            context,
            position=position,
            reference=day if day.precision != "unknown" else None,
        )
        flags += _flags(statement.statement_id, found.problems)
        day = found.interval if found.interval.precision != "unknown" else day
    said_on = day.start if day.precision == "day" else None
    if said_on == statement.said_on:
        return statement
    return statement.model_copy(update={"said_on": said_on})


def _claim(claim: Claim, context: DateContext, article: Article, flags: list[Flag]) -> Claim:
    if not claim.time_text:
        return claim
    position, sentence = _place(claim.time_text, claim.evidence, article)
    ahead = claim.claim_type in ("prediction", "commitment")
    status: MeetingStatus = "scheduled" if ahead else "held"
    found = resolve(claim.time_text, context, status=status, position=position, sentence=sentence)
    # Most words for a claim's time are clauses ("since the war began"): no rule need read them.
    doubts = [problem for problem in found.problems if problem.code not in UNREAD]
    flags += _flags(claim.claim_id, doubts)
    return claim.model_copy(update={"time": found.interval})


def _place(words: str, spans: tuple[Span, ...], article: Article) -> tuple[int | None, str | None]:
    """Where the date's words stand nearest to the record, and in which sentence."""
    text = article.text
    starts = [span.start for span in spans] or [0]
    position = nearest(words, text, starts)
    if position is None:
        return starts[0], sentence_at(text, starts[0], starts[0])
    return position, sentence_at(text, position, position + len(words))


def nearest(words: str, text: str, starts: Sequence[int]) -> int | None:
    """Where the words stand in the text nearest to one of the places, the first of two."""
    beside = {
        (abs(at - start), at)
        for start in starts
        for at in (text.rfind(words, 0, start + len(words)), text.find(words, start))
        if at >= 0
    }
    return min(beside)[1] if beside else None


def _main_meeting(summits: list[Summit], asking: Summit) -> DateInterval | None:
    """What "ahead of the summit" refers to: the article's one held or planned leaders' meeting
    of most parties with a day of its own; None where two of different days share that.
    """
    days = [
        summit
        for summit in summits
        if summit.ref != asking.ref and summit.date.precision == "day" and summit.level == "leaders"
    ]
    if not days:
        return None
    most = max(len(summit.participants) for summit in days)
    found = {summit.date.start: summit.date for summit in days if len(summit.participants) == most}
    return next(iter(found.values())) if len(found) == 1 else None


def _latest(context: DateContext) -> DateInterval:
    """The last day of which the article can tell as past."""
    if context.published.precision != "unknown":
        return context.published
    newest = context.year_hint.newest if context.year_hint else None
    return DateInterval(end=newest, precision="before", basis="none") if newest else UNKNOWN_DATE


def _before(latest: DateInterval) -> DateInterval:
    end = latest.end or latest.start
    return DateInterval(end=end, precision="before", basis="none") if end else UNKNOWN_DATE


def _with_bounds(article: Article, context: DateContext) -> Article:
    """Without a publication date, the bounds that the text itself sets."""
    hint = context.year_hint
    if article.published.precision != "unknown" or hint is None:
        return article
    return article.model_copy(
        update={
            "published": DateInterval(start=hint.newest, precision="after", basis="year_inferred")
            if hint.newest
            else UNKNOWN_DATE
        }
    )


def _flags(record_id: str | None, problems: Iterable[DateProblem]) -> list[Flag]:
    return [
        Flag(
            record_id=record_id,
            code=problem.code,
            severity=problem.severity,
            message=problem.message,
        )
        for problem in problems
    ]
