"""What a second, independent reading of an article sees otherwise than the first.

A model's records are compared with those of the built-in rules, which cost nothing:
where the two differ on what rules are good at, a person should look. Nothing is
changed; each difference is a flag with both readings, so a row of `review_queue`.
What only one of them could know (claims, acts, levels) is not compared.
"""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.extracting.byrules import read_by_rules
from pipeline.resolving.resolve import resolve
from pipeline.rules.language import is_served
from pipeline.rules.verbs import verbs
from schemas.records import Actor, ArticleRecords, DateInterval, Flag, Span, Statement, Summit
from schemas.vocabulary import Severity

SAME = 0.5
"""Share of the shorter one's characters that two tellings of the same words have in common."""
SHORTEST = 2
"""Words of a quotation below which it may be a term."""
SHOWN = 120
"""Characters of article text in a message."""
_STATES = ("state", "government_body")


def with_second_reading(records: ArticleRecords) -> ArticleRecords:
    """A model's resolved records with what the rules read otherwise as flags.

    Nothing is compared in a language that the rules do not read.
    """
    if not is_served(records.article):
        return records
    try:
        flags = differences(records, resolve(read_by_rules(records.article)))
    except Exception as error:  # noqa: BLE001 - what was paid for lands whatever the rules do
        told = f"the rules failed on this article: {type(error).__name__}: {error}"
        flags = [_flag(None, "second_reading_failed", told, "info")]
    return records.model_copy(update={"flags": records.flags + tuple(flags)})


def differences(first: ArticleRecords, second: ArticleRecords) -> list[Flag]:
    """Where two resolved readings of one article differ; `second` is that of the rules."""
    return [
        *_statements(first, second),
        *_meetings(first, second),
    ]


# -- statements ---------------------------------------------------------------------------


def _statements(first: ArticleRecords, second: ArticleRecords) -> Iterator[Flag]:
    ours, theirs = _by_ref(second), _by_ref(first)
    taken = [span for said in first.statements for span in said.content]
    doubted: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for said in second.statements:
        speakers = [ours[ref] for ref in said.speakers]
        if not _is_sure(said, speakers):
            continue
        if not any(_shared(span, other) for span in said.content for other in taken):
            if _is_left_out(said, first):
                yield _flag(
                    None,
                    "second_reading_left_out",
                    f"the rules read {_names(speakers)}, {said.cue_text}: {_shown(said.content)}; "
                    "the model has no statement there",
                    "info" if said.quote_type == "indirect" else "warning",
                )
            continue
        same = [one for one in first.statements if _is_same(one.content, said.content)]
        if len(same) != 1:
            continue
        others = [theirs[ref] for ref in (*same[0].speakers, *same[0].via)]
        # Who is quoted within a quotation speaks by way of the outer speaker.
        speakers += [ours[ref] for ref in said.via]
        if not any(_is_one(a, b, ours, theirs) for a in speakers for b in others):
            differ = _names(others), _names(speakers)
            doubted.setdefault(differ, []).append((same[0].statement_id, _shown(said.content)))
    for (model, rules), statements in doubted.items():
        # A whole document may have another speaker: that is one thing to look at.
        record_id, words = statements[0]
        more = f" (and {len(statements) - 1} more)" if len(statements) > 1 else ""
        yield _flag(
            record_id,
            "second_reading_speaker",
            f"the model has {model} say this, the rules {rules}: {words}{more}",
        )


def _is_sure(said: Statement, speakers: Sequence[Actor]) -> bool:
    """Whether the rules name those who say it, in words that attribute it."""
    named = all(
        actor.name and actor.name[0].isupper() and actor.kind != "collective" for actor in speakers
    )
    if said.quote_type == "document":
        return named and len(speakers) == 1  # a label; a joint statement's parties are a guess
    return named and said.cue_text is not None


def _is_left_out(said: Statement, first: ArticleRecords) -> bool:
    """Whether words that nobody's statement has are speech, and not in the queue already."""
    if said.quote_type == "document":
        return False
    if sum(len(span.text.split()) for span in said.content) < SHORTEST:
        return False
    if said.quote_type == "indirect" and not _is_told(said):
        return False
    counted = [span for span in first.quote_spans if span.verdict in ("open", "speech")]
    return not any(
        span.start < quoted.end and quoted.start < span.end
        for span in said.content
        for quoted in counted
    )


def _is_told(said: Statement) -> bool:
    """Whether the cue is a verb of telling: what somebody agreed to, offered or welcomed may
    be left out by choice.
    """
    words = (said.cue_text or "according").casefold().split()
    cued = [verbs()[word] for word in words if word in verbs()]
    return "according" in words or any(
        verb.act not in ("commit", "support")
        and "attitude" not in verb.uses
        and verb.lemma not in ("invite", "put")
        for verb in cued
    )


# -- meetings -----------------------------------------------------------------------------


def _meetings(first: ArticleRecords, second: ArticleRecords) -> Iterator[Flag]:
    ours, theirs = _by_ref(second), _by_ref(first)
    pairs = _paired(first.summits, second.summits, ours, theirs)
    paired = {one.summit_id for one in pairs.values()}
    for at, met in enumerate(second.summits):
        if at in pairs:
            yield from _disagreements(pairs[at], met)
            continue
        who = _parties(met, ours)
        if len(who) < 2 or met.date.precision == "unknown":
            continue
        # One that the rules see elsewhere in the text may be this one told again.
        free = (one for one in first.summits if one.summit_id not in paired)
        if not any(
            len(who & _parties(one, theirs)) >= 2 and not _is_apart(one.date, met.date)
            for one in free
        ):
            yield _flag(
                None,
                "second_reading_meeting",
                f"the rules read a meeting of {_names(_seated(met, ours))} ({met.status}, "
                f"{_told(met.date)}): {_shown(met.evidence)}; the model has none there",
            )


def _paired(
    first: Sequence[Summit],
    second: Sequence[Summit],
    ours: dict[str, Actor],
    theirs: dict[str, Actor],
) -> dict[int, Summit]:
    """By place in `second`: the one of `first` that rests on the same words, if one does.

    Two parties at least are the same; of several the one with most words in common.
    """
    shared = [
        (sum(_shared(a, b) for a in met.evidence for b in one.evidence), at, number)
        for at, met in enumerate(second)
        for number, one in enumerate(first)
        if _is_same(met.evidence, one.evidence)
        and len(_parties(met, ours) & _parties(one, theirs)) >= 2
    ]
    pairs: dict[int, Summit] = {}
    taken: set[int] = set()
    for _, at, number in sorted(shared, key=lambda one: (-one[0], one[1:])):
        if at not in pairs and number not in taken:
            pairs[at] = first[number]
            taken.add(number)
    return pairs


def _disagreements(one: Summit, met: Summit) -> Iterator[Flag]:
    if one.status != met.status:
        yield _differs(one, met, "status", one.status, met.status)
    if one.channel != met.channel and "unspecified" not in (one.channel, met.channel):
        yield _differs(one, met, "channel", one.channel, met.channel)
    if _is_apart(one.date, met.date):
        yield _differs(one, met, "date", _told(one.date), _told(met.date))


def _differs(one: Summit, met: Summit, what: str, model: str, rules: str) -> Flag:
    return _flag(
        one.summit_id,
        f"second_reading_{what}",
        f"{what}: the model has {model}, the rules {rules}: {_shown(met.evidence)}",
    )


def _seated(met: Summit, actors: dict[str, Actor]) -> list[Actor]:
    return [actors[one.actor] for one in met.participants if one.actor in actors]


def _parties(met: Summit, actors: dict[str, Actor]) -> set[str]:
    """Who sat there, states by their code whoever spoke for them."""
    found = set()
    for actor in _seated(met, actors):
        members = [actors[ref] for ref in actor.members if ref in actors]
        for one in members or [actor]:
            found.add(one.country_iso3 or one.actor_id)
    return found


def _is_apart(a: DateInterval, b: DateInterval) -> bool:
    """Whether no day can be both."""
    if None in (a.start, a.end, b.start, b.end):
        return False
    assert a.start
    assert a.end
    assert b.start
    assert b.end
    return a.end < b.start or b.end < a.start


def _told(day: DateInterval) -> str:
    if day.start == day.end:
        return str(day.start)
    return f"{day.start or '…'} to {day.end or '…'}"


# -- who is who ---------------------------------------------------------------------------


def _is_one(a: Actor, b: Actor, ours: dict[str, Actor], theirs: dict[str, Actor]) -> bool:
    """Whether two names may stand for one speaker: the same, its member, its voice."""
    if a.actor_id == b.actor_id or _words(a) & _words(b):
        return True
    if any(_is_one(ours[ref], b, {}, {}) for ref in a.members if ref in ours):
        return True
    if any(_is_one(a, theirs[ref], {}, {}) for ref in b.members if ref in theirs):
        return True
    # A minister and his ministry, a spokesman and his state.
    voices = a.kind in _STATES or b.kind in _STATES or not b.name
    return voices and a.country_iso3 is not None and a.country_iso3 == b.country_iso3


def _words(actor: Actor) -> set[str]:
    """Words of a name that are more than particles."""
    return {word for word in (actor.name or "").casefold().split() if len(word) > 3}


def _by_ref(records: ArticleRecords) -> dict[str, Actor]:
    return {actor.ref: actor for actor in records.actors}


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(actor.name or actor.role or actor.kind for actor in actors)


# -- the same words -----------------------------------------------------------------------


def _is_same(a: Sequence[Span], b: Sequence[Span]) -> bool:
    shared = sum(_shared(one, other) for one in a for other in b)
    return shared >= SAME * min(_length(a), _length(b)) > 0


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _shown(spans: Sequence[Span]) -> str:
    words = " […] ".join(span.text for span in spans)
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def _flag(record_id: str | None, code: str, message: str, severity: Severity = "warning") -> Flag:
    return Flag(record_id=record_id, code=code, severity=severity, message=message)
