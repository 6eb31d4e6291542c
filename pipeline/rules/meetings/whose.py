"""The body whose summit it is, where nobody else is said to have met: "the NATO Summit"."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lookup.registry import load
from pipeline.rules.mentions import Cast
from schemas.draft import ActorDraft, MeetingDraft


def whose_summit(cast: Cast, met: Sequence[MeetingDraft]) -> tuple[Cast, tuple[MeetingDraft, ...]]:
    """The meetings with the body that a title names as participant of one without any.

    `"the G20 Leaders’ Summit in Bali" -> G20`. The body joins the cast if it is not there.
    """
    found = []
    for meeting in met:
        name = _body(meeting.title or "") if not meeting.participants else None
        if name:
            cast, ref = _with_body(cast, name)
            meeting = meeting.model_copy(update={"participants": (ref,)})
        found.append(meeting)
    return cast, tuple(found)


def _body(title: str) -> str | None:
    """The longest beginning of a meeting's name that is a known body's."""
    words = title.split()
    names = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
    return next((name for name in names if load().organisation(name)), None)


def _with_body(cast: Cast, name: str) -> tuple[Cast, str]:
    """The cast that has the body, and its ref there."""
    registry = load()
    known = registry.organisation(name)
    for actor in cast.actors:
        if actor.kind == "igo" and actor.name and registry.organisation(actor.name) == known:
            return cast, actor.ref
    ref = f"a{len(cast.actors) + 1}"
    made = ActorDraft(ref=ref, name=name, kind="igo")
    countries = (*cast.countries, *([None] if cast.countries else []))
    genders = (*cast.genders, *([""] if cast.genders else []))
    return replace(cast, actors=(*cast.actors, made), countries=countries, genders=genders), ref
