"""Sentences that tell of a meeting: every reader of the ways to tell, in one pass."""

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.encounters import attended, gathered, met, phoned
from pipeline.rules.meetings.occasions import occasions
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.visits import hosted, invited, received_by, travelled
from pipeline.rules.meetings.wording import TRIGGER
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout, Sentence

_READERS = (invited, met, phoned, hosted, received_by, attended, travelled, gathered, occasions)
"""Verbs before nouns: what a verb has taken, its noun does not tell again."""


def tellings(layout: Layout, cast: Cast, sentence: Sentence, number: int) -> list[Telling]:
    """Every meeting that one sentence tells of, in text order."""
    if not TRIGGER.search(layout.text, sentence.start, sentence.end):
        return []
    clause = Clause(layout, cast, sentence, number)
    found = [told for reader in _READERS for told in reader(clause)]
    return sorted(found, key=lambda told: told.at)
