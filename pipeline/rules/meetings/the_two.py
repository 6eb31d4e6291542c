"""Whom "the two" means that stands without a noun: "The two are to meet again in Bern"."""

import re
from dataclasses import replace

from pipeline.rules.meetings.at_home import is_private
from pipeline.rules.meetings.diplomats import is_diplomatic
from pipeline.rules.meetings.levels import told_role
from pipeline.rules.meetings.sides import side
from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout

_TWO = re.compile(
    r"\b[Tt]he (?:two|pair|duo)(?= (?:are|were|have|had|will|would|met|last|also|then|later|first"
    r"|spoke|talked|held|agreed|plan|discussed|shook|sat|exchanged|hugged|previously|again)\b)"
)
_BACK = 5
"""Sentences back in which both were told of."""
_PAIR = 2


def paired(layout: Layout, cast: Cast) -> Cast:
    """The cast with "the two" as the two diplomats whom the sentences before it tell of.

    `"Venn received Hale on Monday. | The two | are to meet again" -> Venn and Hale`
    """
    if " two" not in layout.text and " pair" not in layout.text:
        return cast
    found: list[Mention] = []
    mentions = list(cast.mentions)
    for match in _TWO.finditer(layout.text):
        known = cast.at(match.start())
        if known and (len(known.actors) > 1 or known.end > match.end()):
            continue
        if layout.quotation_at(match.start()) is not None:
            continue
        actors = _told_before(layout, cast, match.start())
        if not actors:
            continue
        span = (match.start(), match.end())
        if known:
            mentions.remove(known)
        found.append(
            Mention(*span, match[0], "collective", actors, span, match.end(), quoted=False)
        )
    if not found:
        return cast
    return replace(cast, mentions=tuple(sorted([*mentions, *found], key=lambda one: one.start)))


def _told_before(layout: Layout, cast: Cast, at: int) -> tuple[int, ...]:
    """The only two diplomats, of two sides, nearest before `at`; nobody where there are more."""
    number = layout.sentence_number(at)
    seen: dict[int, None] = {}
    for back in range(number, max(-1, number - _BACK - 1), -1):
        sentence = layout.sentences[back]
        for mention in cast.within(sentence.start, min(sentence.end, at)):
            for one in mention.actors:
                if _meets(cast, one):
                    seen[one] = None
        if len(seen) >= _PAIR:
            break
    sides = {side(cast, one) for one in seen}
    return tuple(sorted(seen)) if len(seen) == _PAIR == len(sides) else ()


def _meets(cast: Cast, one: int) -> bool:
    actor = cast.actors[one]
    country = cast.countries[one] if cast.countries else None
    return (
        actor.kind in ("person", "role_holder")
        and is_diplomatic(actor, country)
        and not is_private(actor)
        and "spokes" not in told_role(actor).lower()
    )
