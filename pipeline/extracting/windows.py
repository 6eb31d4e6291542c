"""Cutting a long article into windows at paragraphs, and joining their drafts again."""

from collections.abc import Iterable
from itertools import pairwise

from pipeline.extracting.prompt import Window
from schemas.draft import ActorDraft, ArticleDraft, Malformed, MeetingDraft, StatementDraft
from schemas.records import Article

WINDOW_CHARACTERS = 12_000
"""About 3,000 tokens of article: an answer to it stays below the usual output limits."""
LOCAL_WINDOW_CHARACTERS = 4_000
"""For a model from a file: prompt, window and answer stay below 8,192 tokens."""
CONTEXT_CHARACTERS = 1_500
"""What is shown again before a window, so that pronouns find whom they mean."""


def windows(article: Article, size: int = WINDOW_CHARACTERS) -> tuple[tuple[range, range], ...]:
    """(context, report) ranges of paragraph indices that together report each paragraph once.

    A paragraph longer than `size` is a window of its own.
    """
    lengths = [end - start for start, end in article.paragraphs]
    cuts = [0]
    filled = 0
    for index, length in enumerate(lengths):
        if filled and filled + length > size:
            cuts.append(index)
            filled = 0
        filled += length
    cuts.append(len(lengths))
    return tuple(
        (range(_context_start(lengths, begin), begin), range(begin, stop))
        for begin, stop in pairwise(cuts)
    )


def _context_start(lengths: list[int], begin: int) -> int:
    shown = 0
    start = begin
    while start > 0 and shown + lengths[start - 1] <= CONTEXT_CHARACTERS:
        start -= 1
        shown += lengths[start]
    return start if start < begin or begin == 0 else begin - 1


def window(spans: tuple[range, range], so_far: ArticleDraft | None) -> Window:
    """One call's window, told of the actors and meetings of the calls before it."""
    context, report = spans
    if so_far is None:
        return Window(context, report)
    return Window(
        context,
        report,
        tuple(actor for actor in so_far.actors if isinstance(actor, ActorDraft)),
        tuple(meeting for meeting in so_far.meetings if isinstance(meeting, MeetingDraft)),
    )


def join(first: ArticleDraft | None, second: ArticleDraft, report: range) -> ArticleDraft:
    """Both drafts as one: refs kept apart, what rests on the context alone left out."""
    if first is None:
        return second
    renamed = _rename(first, second)
    known_actors = {actor.ref for actor in first.actors if isinstance(actor, ActorDraft)}
    known_meetings = {m.ref for m in first.meetings if isinstance(m, MeetingDraft)}
    return ArticleDraft(
        head=first.head,
        actors=first.actors
        + tuple(a for a in renamed.actors if isinstance(a, Malformed) or a.ref not in known_actors),
        meetings=first.meetings
        + tuple(
            m
            for m in renamed.meetings
            if isinstance(m, Malformed)
            or (m.ref not in known_meetings and _new(m.evidence, report))
        ),
        statements=first.statements
        + tuple(
            s for s in renamed.statements if isinstance(s, Malformed) or _new(s.content, report)
        ),
        claims=first.claims
        + tuple(c for c in renamed.claims if isinstance(c, Malformed) or _new(c.evidence, report)),
    )


def _new(anchors: Iterable[str], report: range) -> bool:
    """Whether any anchor points elsewhere than before the window's own paragraphs.

    One that points at no paragraph is kept: it is asked for again, not dropped in silence.
    """
    numbers = [anchor.strip().lstrip("[").split(":")[0].split("#")[0].strip() for anchor in anchors]
    return not numbers or any(not n.isdecimal() or not 1 <= int(n) <= report.start for n in numbers)


def _rename(first: ArticleDraft, second: ArticleDraft) -> ArticleDraft:
    """`second` with each ref that means another actor or meeting there than in `first` changed."""
    known = {a.ref: a for a in first.actors if isinstance(a, ActorDraft)}
    known_meetings = {m.ref for m in first.meetings if isinstance(m, MeetingDraft)}
    by_name = {a.name: a.ref for a in known.values() if a.name}
    taken = {getattr(row, "ref", "") for row in (*first.actors, *first.meetings)} | {
        getattr(row, "ref", "") for row in (*second.actors, *second.meetings)
    }
    change: dict[str, str] = {}
    for actor in second.actors:
        if isinstance(actor, Malformed):
            continue
        if actor.name and actor.name in by_name:
            change[actor.ref] = by_name[actor.name]
        elif actor.ref in known and _label(known[actor.ref]) != _label(actor):
            change[actor.ref] = _free(actor.ref, taken | set(change.values()))
    for meeting in second.meetings:
        # A meeting listed under a ref so far is a new one only if it says something else.
        if isinstance(meeting, MeetingDraft) and meeting.ref in known_meetings:
            same = next(m for m in first.meetings if getattr(m, "ref", None) == meeting.ref)
            if _told(same) != _told(meeting):
                change[meeting.ref] = _free(meeting.ref, taken | set(change.values()))
    return second if not change else _with_refs(second, change)


def _label(actor: ActorDraft) -> tuple[str | None, str | None]:
    return actor.name, actor.role


def _told(meeting: MeetingDraft | Malformed) -> object:
    if isinstance(meeting, Malformed):
        return None
    return meeting.status, meeting.channel, meeting.level, frozenset(meeting.participants)


def _free(ref: str, taken: set[str]) -> str:
    number = 2
    while f"{ref}w{number}" in taken:
        number += 1
    return f"{ref}w{number}"


def _with_refs(draft: ArticleDraft, change: dict[str, str]) -> ArticleDraft:
    def one(item: str) -> str:
        ref, _, role = item.partition(" ")
        return f"{change.get(ref, ref)} {role}".rstrip()

    def many(items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one(item) for item in items)

    def statement(s: StatementDraft) -> StatementDraft:
        return s.model_copy(
            update={
                "who": many(s.who),
                "occasion": one(s.occasion) if s.occasion else None,
                "claims": tuple(
                    c
                    if isinstance(c, Malformed)
                    else c.model_copy(update={"asserters": many(c.asserters)})
                    for c in s.claims
                ),
            }
        )

    return draft.model_copy(
        update={
            "actors": tuple(
                a
                if isinstance(a, Malformed)
                else a.model_copy(update={"ref": one(a.ref), "members": many(a.members)})
                for a in draft.actors
            ),
            "meetings": tuple(
                m
                if isinstance(m, Malformed)
                else m.model_copy(update={"ref": one(m.ref), "participants": many(m.participants)})
                for m in draft.meetings
            ),
            "statements": tuple(
                s if isinstance(s, Malformed) else statement(s) for s in draft.statements
            ),
            "claims": tuple(
                c
                if isinstance(c, Malformed)
                else c.model_copy(update={"asserters": many(c.asserters)})
                for c in draft.claims
            ),
        }
    )
