"""The names of a claim's sentence against those of its evidence: foreign, swapped, misplaced."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from pipeline.grounding.doubts import Doubt
from pipeline.grounding.mentions import Name
from pipeline.grounding.named import Passage
from pipeline.grounding.support import Support
from pipeline.grounding.wording import forms_of, root
from pipeline.lookup.places import resolve_place
from pipeline.lookup.registry import load, name_keys

LIST = re.compile(
    r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
    r"(?:, (?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)*,? and (?:the )?[A-Z][\w.’'-]*"
)
"""Names in a row: `Iran, Russia and Turkey`."""
_GENERIC = re.compile(
    r"(?:the |both |two )*(?:part(?:y|ies)|sides?|delegations?|leaders?|countries)", re.IGNORECASE
)
"""Names of roles in one document, which stand for its actors."""


def names(told: Passage, support: Support) -> Iterator[Doubt]:
    claim = told.text
    claimed = [name for name in told.named if not name.first or _is_name(name, support)]
    beyond, borne, left = support.beyond(claimed)
    yield from _misplaced(claim, claimed, beyond)
    yield from _turned(claim, claimed, support)
    if not beyond:
        return
    dropped = support.dropped(claimed)
    resolved = bool(dropped) and support.resolves_pronoun(told)
    lists = [row for row in _lists(claim, claimed) if not set(row).isdisjoint(beyond)]
    together = {name for row in lists if support.listed_together(row) for name in row}
    # "Rouhani, Putin and Erdogan agreed" for the "They agreed" of their joint statement.
    speakers = {
        name for row in lists if len(row) > 1 and all(map(support.of_speakers, row)) for name in row
    }
    exchanged = dict(
        support.exchanged(told, [n for n in beyond if n not in together or n in borne], left)
    )
    for name in beyond:
        if support.first_person and name not in exchanged and support.of_speakers(name):
            continue
        if name not in borne and not support.knows(name):
            yield Doubt(
                "name_not_in_evidence",
                # Without the text around it, "the talks in Ankara" for "the talks" may be right.
                # An actor of the article may be whom "the Parties" means: for a person to see.
                "reject"
                if support.context and not name.first and not support.is_actor(name)
                else "flag",
                f"'{name.text}' is neither in the passage nor named before it",
            )
        elif name in exchanged or (
            dropped and not resolved and not support.leaves_out(name, told, dropped)
        ):
            other = exchanged.get(name) or dropped[0]
            yield Doubt(
                "name_swapped",
                "reject" if other in dropped and not _GENERIC.fullmatch(other.text) else "flag",
                f"the passage has '{other.text}' where the sentence has '{name.text}'",
            )
        elif support.speaks_for_itself and support.is_actor(name) and not support.of_speakers(name):
            yield Doubt(
                "name_of_speaker",
                "flag",
                f"'we' or 'I' in the passage is the speaker, not '{name.text}'",
            )
        elif (
            support.context and name not in speakers and not support.goes_with(name, claimed, told)
        ):
            yield Doubt(
                "name_from_elsewhere",
                "flag",
                f"'{name.text}' is not in the passage: name only what its words stand for",
            )
    for row in lists:
        apart = set(row) & set(beyond) - together - speakers
        if support.context and apart:
            yield Doubt(
                "names_not_together",
                "flag",
                f"{', '.join(n.text for n in row)}: not named together in or before the passage",
            )


def _lists(claim: str, claimed: Sequence[Name]) -> list[list[Name]]:
    """The names of each list in the claim."""
    return [
        [name for name in claimed if row.start() <= name.words[0].start < row.end()]
        for row in (LIST.finditer(claim) if " and " in claim else ())
    ]


_IN = re.compile(r"\b(?:in|at|near|inside|across|throughout) (?:the )?$")
_INS = tuple("in |at |near |inside |across |throughout |the ".split("|"))
"""What stands last in all that `_IN` finds."""


def _misplaced(claim: str, claimed: Sequence[Name], beyond: Collection[Name]) -> Iterator[Doubt]:
    """Names that the passage lacks, in places where no such name can stand.

    `"killed in Putin"`, `"killed in Turkish since"`, `"Russia, Turkey and Russia agreed"`
    """
    if not beyond:
        return
    registry = load()
    for name in beyond:
        bare = _BARE.match(claim, name.words[-1].end)
        adjective = bare and registry.is_adjective(name.text)
        begin = name.words[0].start
        where = claim.endswith(_INS, 0, begin) and _IN.search(claim, 0, begin)
        person = where and registry.people(name.text) and not resolve_place(name.text)
        if adjective or person:
            what = "an adjective without its noun" if adjective else "a person, not a place"
            yield Doubt("name_misplaced", "flag", f"'{name.text}' is {what}")
    if len({name.text for name in claimed}) == len(claimed):
        return
    for listed in _lists(claim, claimed):
        for at, name in enumerate(listed):
            if name in beyond and any(name.text == other.text for other in listed[:at]):
                yield Doubt("name_misplaced", "flag", f"'{name.text}' stands twice in one list")


_BARE = re.compile(
    r"[.;:!?)]|,\s(?![A-Z])|\s*$|\s(?:and|or)\s(?![A-Z])|\s(?:but|since|when|after|before|in|on|at|to"
    r"|of|by|with|for|from|agreed|said|met|will|would|has|have|had|is|are|was|were)\b"
)
"""What follows an adjective that has no noun."""


def _turned(claim: str, claimed: Sequence[Name], support: Support) -> Iterator[Doubt]:
    """Two names on the other sides of the verb between them: `"Russia attacked Turkey"` where
    the passage has `"Turkey attacked Russia"`; passives are turned back, mutual verbs left.
    """
    acts = [act for act in _acts(claim, claimed) if act[0] in support.passage.roots]
    if not acts:
        return
    there = {
        (verb, _who(one), _who(other))
        for verb, one, other in _acts(support.evidence, support.named)
    }
    for verb, one, other in acts:
        a, b = _who(one), _who(other)
        if (verb, b, a) in there and (verb, a, b) not in there:
            yield Doubt(
                "roles_swapped",
                "flag",
                f"in the passage '{other.text}' is the one who acts, not '{one.text}'",
            )


_MUTUAL = frozenset(
    map(root, "meet talk speak discus agre negoti border resembl neighbour".split())
)
_BY = re.compile(r"\bby (?:the )?$")
_NO_VERB = re.compile(r"[,.;:!?“”\"]|\b(?:and|or|not|with)\b|^ $")
"""What between two names keeps the second from being the object of a verb there."""


def _acts(text: str, named: Sequence[Name]) -> Iterator[tuple[str, Name, Name]]:
    """Who does what to whom, where one content word stands between two names of a clause."""
    for one, other in pairwise(named):
        start, end = one.words[-1].end, other.words[0].start
        between = text[start:end]
        if _NO_VERB.search(between):
            continue
        acts = [word for word in forms_of(between) if word.is_content]
        if len(acts) != 1:
            continue
        verb = root(acts[0].stem)
        if verb in _MUTUAL:
            continue
        if _BY.search(between):
            yield verb, other, one
        else:
            yield verb, one, other


def _who(name: Name) -> frozenset[str]:
    """A name for comparison: its keys, or its state's alone."""
    keys = name_keys(name.text)
    owners = frozenset(key for key in keys if key.startswith("of:"))
    families = frozenset(key for key in keys if key.startswith("family:"))
    return owners or families or keys


def _is_name(name: Name, support: Support) -> bool:
    """Whether the capitalised word that opens a sentence is a name after all."""
    if name.key in support.passage.mentioned:
        return True
    return name.words[0].root not in support.passage.roots
