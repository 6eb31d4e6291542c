"""The meetings of an article by patterns: who met, spoke, visited or hosted, or did not.

Which module reads what: docs/rules.md, "Where what is read", stages 6 to 8.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.resolving.dated import dated_article
from pipeline.resolving.dates import DateContext, resolve
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.days import dated_alike, listed, named_later
from pipeline.rules.meetings.heading import Heading, headed
from pipeline.rules.meetings.joining import Joining
from pipeline.rules.meetings.levels import level_of
from pipeline.rules.meetings.meeting import Meeting
from pipeline.rules.meetings.sides import country_of, side
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.tellings import tellings
from pipeline.rules.meetings.wording import FATE, UNMET
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout
from schemas.draft import MeetingDraft
from schemas.vocabulary import Channel

_CALL = re.compile(r"\b(?:[Cc]all|Calls) with\b|\b[Pp]hone call\b")
_REPORTED = re.compile(
    r"\b(?:[Rr]eports?|reportedly|alleged\w*|rumou?rs?|claims|wrote|citing|unconfirmed)\b"
)
_DENIED = re.compile(
    r"\b(?:deny|denies|denied|denials?|untrue|false|did not (?:meet|happen|take place)|never met"
    r"|no such (?:meeting|visit|call|talks))\b"
)
FATE_WITHIN = 2
"""Sentences before and after a plan in which its postponement or cancellation may stand."""
DENIED_WITHIN = 6
"""Sentences behind a denial in which the report that it denies may stand."""
PASSAGES = 3
"""Passages at most that a record rests on."""


def meetings(layout: Layout, cast: Cast, head: Heading | None = None) -> tuple[MeetingDraft, ...]:
    """Every meeting that the article or its title tells of, once; refs m1, m2, … in text order.

    head: the title read, whose cast is `cast`.

    `"Mara Venn met Ostrava's envoy in Geneva on Tuesday." -> held, in_person, "Geneva"`

    A meeting that the text only wishes for, counts or makes a condition of is none.
    """
    told = [
        one
        for number, sentence in enumerate(layout.sentences)
        for one in tellings(layout, cast, sentence, number)
    ]
    if head:
        opens = next((s for s in layout.sentences if s.paragraph in layout.body), None)
        first = Clause(layout, cast, opens, layout.sentence_number(opens.start)) if opens else None
        told = [*headed(head, layout, first), *told]
    if not told:
        return ()
    told = dated_alike(layout, named_later(layout, listed(layout, told)))
    told = [_settled(layout, _doubted(layout, one, told)) for one in told]
    context = DateContext(published=dated_article(layout.article).published)
    found = Joining(cast, context).join(told)
    for one in found:
        if one.status == "held" and one.date and _lies_ahead(layout, one, context):
            one.status = "scheduled"
    drafts = (_draft(layout, cast, meeting, f"m{n}") for n, meeting in enumerate(found, start=1))
    return tuple(draft for draft in drafts if draft)


def _lies_ahead(layout: Layout, meeting: Meeting, context: DateContext) -> bool:
    """Whether the day of a meeting that no verb of its own puts ahead lies behind publication.

    `"She previewed the May 18 meeting that he will hold with"` in a text of May 17.
    """
    dated = next((one for one in meeting.tellings if one.date == meeting.date), None)
    if dated is None or context.published.end is None:
        return False
    sentence = layout.sentences[dated.sentence]
    words = layout.text[sentence.start : sentence.end]
    day = resolve(meeting.date, context, status="held", met=True, sentence=words).interval.start
    return day is not None and day > context.published.end


def _doubted(layout: Layout, one: Telling, others: Sequence[Telling]) -> Telling:
    """A meeting that others report and those concerned deny, in the sentences beside it."""
    start = layout.sentences[one.sentence].start
    if one.status != "held" or one.headed or not _REPORTED.search(layout.text, start, one.at):
        return one
    behind = layout.sentences[one.sentence + 1 : one.sentence + FATE_WITHIN + 1]
    denied = any(_DENIED.search(layout.text, s.start, s.end) for s in behind) or any(
        other.status == "denied"
        and 0 <= one.sentence - other.sentence <= DENIED_WITHIN
        and set(other.actors) & set(one.actors)
        for other in others
    )
    return replace(one, status="denied") if denied else one


def _settled(layout: Layout, told: Telling) -> Telling:
    """What became of a plan that the text looks back on: the fate that stands nearest to it."""
    if not told.unmet:
        return told
    near = layout.sentences[max(0, told.sentence - FATE_WITHIN) : told.sentence + FATE_WITHIN + 1]
    text = layout.text[near[0].start : near[-1].end]
    sure = bool(
        UNMET.search(layout.text, max(0, told.at - 70), told.at)
        and " had " in layout.text[max(0, told.at - 70) : told.at]
    )
    fates = [found for found in FATE.finditer(text) if found.lastgroup != "scheduled"]
    if not fates:
        return replace(told, status="cancelled") if sure else told
    at = told.at - near[0].start
    nearest = min(fates, key=lambda found: abs(found.start() - at))
    return replace(told, status="postponed" if nearest.lastgroup == "postponed" else "cancelled")


def _draft(layout: Layout, cast: Cast, meeting: Meeting, ref: str) -> MeetingDraft | None:
    best = sorted(meeting.tellings, key=_worth)
    anchors = (layout.anchor(one.start, one.end) for one in best)
    evidence = tuple(dict.fromkeys(anchor for anchor in anchors if anchor))[:PASSAGES]
    if not evidence:
        return None
    seats = _seated(cast, meeting)
    remote = meeting.channel in ("phone", "video")
    return MeetingDraft(
        ref=ref,
        title=meeting.title,
        status=meeting.status,
        channel=meeting.channel
        or _channel_of_title(layout)
        or ("in_person" if meeting.place else "unspecified"),
        level=level_of(cast, tuple(seats), " ".join(one.hint for one in meeting.tellings)),
        date_text=meeting.date,
        date_llm=None,
        place_text=None if remote else meeting.place,
        participants=tuple(
            cast.actors[actor].ref + (f" {role}" if role != "participant" else "")
            for actor, role in seats.items()
        ),
        evidence=evidence,
    )


def _channel_of_title(layout: Layout) -> Channel | None:
    """`"Readout of President Venn’s Call with …" -> phone`: the title tells what the text is of."""
    return "phone" if _CALL.search(layout.article.title or "") else None


def _worth(told: Telling) -> tuple[bool, bool, bool, bool, int]:
    """The most telling first: by who, by when and by where."""
    return told.headed, not told.seats, told.date is None, told.place is None, told.at


def _seated(cast: Cast, meeting: Meeting) -> dict[int, str]:
    """Persons rather than the state they came for, members rather than their collective."""
    seats = dict(meeting.seats)
    named = {side(cast, a): a for a in seats if cast.actors[a].kind == "person"}
    for actor, role in meeting.seats.items():
        double = named.get(side(cast, actor))
        if double not in (None, actor) and _is_unnamed(cast, actor):
            if seats[double] == "participant":
                seats[double] = role
            del seats[actor]
    people = {side(cast, a) for a in seats if cast.actors[a].kind in ("person", "role_holder")}
    refs = {cast.actors[a].ref for a in seats}
    return {
        actor: role
        for actor, role in seats.items()
        if not (
            cast.actors[actor].kind in ("state", "government_body") and side(cast, actor) in people
        )
        and not (set(cast.actors[actor].members) & refs)
    }


def _is_unnamed(cast: Cast, actor: int) -> bool:
    """Whether he is an office alone, whose holder may be named elsewhere."""
    one = cast.actors[actor]
    return one.kind == "role_holder" and not one.name and country_of(cast, actor) is not None
