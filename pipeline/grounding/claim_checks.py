"""A claim's sentence against its evidence, one rule a function.

The rules behind `pipeline.grounding.meaning.check_claim`; each yields doubts and knows nothing of
the others. A claim's own words are the only prose a model writes, so whatever can turn
its meaning must stand in the passage: numbers, dates, names, negations, hedges.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from pipeline.grounding.doubts import Doubt, head, tail
from pipeline.grounding.mentions import Name, names_in
from pipeline.grounding.negation import Scope
from pipeline.grounding.negation import hedges as hedge_scopes
from pipeline.grounding.negation import negations as negation_scopes
from pipeline.grounding.numerals import Number
from pipeline.grounding.numerals import numbers as numbers_in
from pipeline.grounding.support import Support
from pipeline.grounding.wording import Word, related, root, words_of
from pipeline.grounding.written_dates import borne_out, written_dates
from pipeline.lookup.places import resolve_place
from pipeline.lookup.registry import load, name_keys
from schemas.records import DateInterval
from schemas.vocabulary import Certainty, Polarity

RUN, FOREIGN = 4, 2
"""Content words in a row that its evidence lacks, and that its whole paragraph lacks, from which
on a claim is doubted."""
_LIST = re.compile(
    r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
    r"(?:, (?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)*,? and (?:the )?[A-Z][\w.’'-]*"
)
_COUNTED = re.compile(
    r"\s(?:\w+\s)?(?:countries|states|nations|powers|leaders|presidents|ministers|sides|parties"
    r"|governments|men|allies|neighbou?rs|guarantors|heads|chiefs)\b"
)
"""What a list of names counts: "the three countries"."""
SUPPORTED = 0.4
"""Share of a claim's content words that its evidence must hold, by family of words.

Measured on the gold of the seeds: see tests/test_meaning.py.
"""


def numbers(claim: str, support: Support) -> Iterator[Doubt]:
    dated = [(one.start, one.end) for one in written_dates(claim)]
    there = numbers_in(support.evidence)
    for number in numbers_in(claim):
        if any(start <= number.start < end for start, end in dated):
            continue
        same = [other for other in there if number.agrees(other)]
        if not same:
            if not (
                number.soft
                or (_COUNTED.match(claim, number.end) and _is_listed(number, support.evidence))
            ):
                yield Doubt(
                    "number_not_in_evidence",
                    "reject",
                    f"'{number.text}' stands nowhere in the passage"
                    + (f", where there is '{there[0].text}'" if there else ""),
                )
        elif all(other.bound != number.bound for other in same) and not number.soft:
            limits = {number.bound, same[0].bound}
            opposite = limits == {"at_least", "at_most"}
            yield Doubt(
                "comparator",
                "reject" if opposite else "flag",
                f"the passage limits '{same[0].text}' otherwise: "
                f"'{tail(support.evidence[: same[0].end], 30)}'",
            )


def _is_listed(number: Number, passage: str) -> bool:
    """Whether the passage names as many: "three countries" of "Iran, Russia and Turkey"."""
    if number.kind != "count" or not number.text.isalpha():
        return False
    return any(
        len(re.split(r",(?: and)?\s|\sand\s", row[0])) in number.values
        for row in _LIST.finditer(passage)
    )


def dates(claim: str, passage: str, known: list[DateInterval] | None) -> Iterator[Doubt]:
    here, there = written_dates(claim), written_dates(passage)
    if not here:
        return
    for one in here:
        if not borne_out(one, there, known or ()):
            yield Doubt(
                "date_not_in_evidence",
                "flag" if known is None else "reject",
                f"'{one.text}' is neither in the passage nor what its words resolve to",
            )
    said, stands = Counter(one.text for one in here), Counter(one.text for one in there)
    lost = [text for text in stands if text not in said]
    for text in said:
        if text in stands and said[text] > stands[text] and lost:
            yield Doubt(
                "date_swapped", "flag", f"'{text}' stands where the passage has '{lost[0]}'"
            )


_GENERIC = re.compile(
    r"(?:the |both |two )*(?:part(?:y|ies)|sides?|delegations?|leaders?|countries)", re.IGNORECASE
)
"""Names of roles in one document, which stand for its actors."""


def names(claim: str, support: Support) -> Iterator[Doubt]:
    claimed = names_in(claim)
    claimed = tuple(name for name in claimed if not name.first or _is_name(name, support))
    beyond, left = support.beyond(claimed)
    yield from _misplaced(claim, claimed, beyond)
    yield from _turned(claim, claimed, support)
    if not beyond:
        return
    dropped = support.dropped(claimed)
    resolved = support.resolves_pronoun(claim)
    named = {word.start for name in claimed for word in name.words}
    roots = frozenset(
        [root(w.stem) for w in words_of(claim) if w.is_content and w.start not in named]
    )
    lists = [
        [name for name in claimed if row.start() <= name.words[0].start < row.end()]
        for row in _LIST.finditer(claim)
    ]
    together = {name for row in lists if support.listed_together(row) for name in row}
    # "Rouhani, Putin and Erdogan agreed" for the "They agreed" of their joint statement.
    speakers = {
        name for row in lists if len(row) > 1 and all(map(support.of_speakers, row)) for name in row
    }
    exchanged = dict(
        support.exchanged(claim, [n for n in beyond if n not in together or support.bears(n)], left)
    )
    for name in beyond:
        if support.first_person and name not in exchanged and support.of_speakers(name):
            continue
        if not support.bears(name) and not support.knows(name):
            yield Doubt(
                "name_not_in_evidence",
                # Without the text around it, "the talks in Ankara" for "the talks" may be right.
                # An actor of the article may be whom "the Parties" means: for a person to see.
                "reject"
                if support.context and not name.first and not support.is_actor(name)
                else "flag",
                f"'{name.text}' is neither in the passage nor named before it",
            )
        elif name in exchanged or (dropped and not resolved):
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
            support.context and name not in speakers and not support.goes_with(name, claimed, roots)
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


_IN = re.compile(r"\b(?:in|at|near|inside|across|throughout) (?:the )?$")


def _misplaced(claim: str, claimed: Sequence[Name], beyond: Collection[Name]) -> Iterator[Doubt]:
    """Names that the passage lacks, in places where no such name can stand.

    `"killed in Putin"`, `"killed in Turkish since"`, `"Russia, Turkey and Russia agreed"`
    """
    registry = load()
    for name in beyond:
        after = claim[name.words[-1].end :]
        adjective = registry.is_adjective(name.text) and _BARE.match(after)
        where = _IN.search(claim, 0, name.words[0].start)
        person = where and registry.people(name.text) and not resolve_place(name.text)
        if adjective or person:
            what = "an adjective without its noun" if adjective else "a person, not a place"
            yield Doubt("name_misplaced", "flag", f"'{name.text}' is {what}")
    for row in _LIST.finditer(claim):
        listed = [n for n in claimed if row.start() <= n.words[0].start < row.end()]
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
    there = {
        (verb, _who(one), _who(other))
        for verb, one, other in _acts(support.evidence, support.named)
    }
    for verb, one, other in _acts(claim, claimed):
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


def _acts(text: str, named: Sequence[Name]) -> Iterator[tuple[str, Name, Name]]:
    """Who does what to whom, where one content word stands between two names of a clause."""
    for one, other in pairwise(named):
        start, end = one.words[-1].end, other.words[0].start
        between = text[start:end]
        acts = [word for word in words_of(between) if word.is_content]
        if len(acts) != 1 or re.search(r"[,.;:!?“”\"]|\b(?:and|or|not|with)\b", between):
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
    return root(name.words[0].stem) not in support.passage.roots


def negations(claim: str, passage: str) -> Iterator[Doubt]:
    there = list(negation_scopes(passage))
    left = list(there)
    for scope in negation_scopes(claim):
        same = next((other for other in left if _overlap(scope, other)), None)
        if same:
            left.remove(same)
        else:
            yield Doubt(
                "negation_added",
                "flag" if there else "reject",
                f"'{scope.word}' negates what the passage does not negate",
            )
    stems = [word.stem for word in words_of(claim) if word.is_content]
    for scope in left:
        # "projected a failure if …" -> "would be a failure if …": the very word is kept.
        if scope.kind != "denial" or not re.search(
            rf"\b{re.escape(scope.word)}\b", claim, re.IGNORECASE
        ):
            yield from _lost(scope, stems, claim, passage)


def _lost(scope: Scope, stems: list[str], claim: str, passage: str) -> Iterator[Doubt]:
    """A negation of the passage that the claim does not have though it says what it governs."""
    if not scope.governed:  # "not for some, but for all"
        after = " ".join(passage[scope.start :].split()[1:3]).rstrip(".,;")
        if after and after in claim:
            yield Doubt("negation_dropped", "flag", f"the passage says '{scope.word} {after}'")
        return
    shared = [g for g in scope.governed if any(related(g, stem) for stem in stems)]
    head_kept = any(related(scope.governed[0], stem) for stem in stems)
    if scope.embeds and not head_kept:
        return
    if _says_the_echo(claim, passage[scope.start :]):
        return
    most = len(shared) * 2 >= len(scope.governed)
    if head_kept or (most and shared):
        sure = most and (head_kept or scope.kind == "denial")
        yield Doubt(
            "negation_dropped",
            "reject" if sure else "flag",
            f"the passage says '{scope.word}' of this: '{head(passage[scope.start :])}'",
        )


_ECHO = re.compile(
    r"\b(?:as|unlike)\s"
    r"(?:(?:there|it)\s(?:was|were|is|are|had been)\s"
    r"|(?:he|she|they|we|it|I|you)\s(?:did|do|does|had|have|has)\s)?"
    r"(?:in|on|at|during|last|until|before)\b[^,.;:!?]*"
)
"""A clause that affirms of another time what the clause before it negates: "we do not have a
drought, as there was in 2015", "as in 2015"."""


def _says_the_echo(claim: str, negated: str) -> bool:
    """Whether a claim tells what a clause behind the negated one affirms, by its dates alone.

    `"There was a drought in 2015", "not have a drought, as there was in 2015" -> True`
    """
    negated = re.split(r"[.;:!?]\s", negated, maxsplit=1)[0]
    echo = _ECHO.search(negated)
    if echo is None or _ECHO.search(claim):
        return False
    there = [one.text for one in written_dates(echo[0])]
    before = [one.text for one in written_dates(negated[: echo.start()])]
    said = [one.text for one in written_dates(claim)]
    return bool(said) and all(one in there and one not in before for one in said)


def _overlap(one: Scope, other: Scope) -> bool:
    """Whether two negations govern the same: one's first words are among the other's."""
    if not one.governed or not other.governed:
        return one.word.casefold() == other.word.casefold()
    # What is denied is a whole sentence, its verb behind its subject: "denied that the two
    # presidents had met" bears out "had not met".
    near = [
        scope.governed if scope.kind == "denial" else scope.governed[:3] for scope in (one, other)
    ]
    return any(related(a, b) for a in near[0] for b in near[1])


def hedges(claim: str, passage: str, certainty: Certainty) -> Iterator[Doubt]:
    if certainty != "certain" or hedge_scopes(claim):
        return
    stems = [word.stem for word in words_of(claim) if word.is_content]
    for scope in hedge_scopes(passage):
        if scope.head and any(related(scope.head, stem) for stem in stems):
            yield Doubt(
                "hedge_dropped",
                "flag",
                f"the passage says '{scope.word}' of this: keep it, or lower the certainty",
            )


def polarity(claim: str, polarity: Polarity | None) -> Iterator[Doubt]:
    if polarity is None:
        return
    negated = any(
        scope.kind == "negation"
        and not re.search(r"\b(?:that|which|who|if|whether)\b", claim[: scope.start])
        for scope in negation_scopes(claim)
    )
    if negated != (polarity == "-"):
        said = "is" if negated else "is not"
        yield Doubt("polarity", "flag", f"the sentence {said} negated, its polarity says otherwise")


def words(claim: str, support: Support) -> Iterator[Doubt]:
    named = {word.start for name in names_in(claim) for word in name.words}
    dated = [(one.start, one.end) for one in written_dates(claim)]
    row = [
        w
        for w in words_of(claim)
        if w.is_content and w.start not in named and not any(s <= w.start < e for s, e in dated)
    ]
    missing = [word for word in row if root(word.stem) not in support.passage.roots]
    if not missing:
        return
    foreign = [word for word in missing if root(word.stem) not in support.paragraph_roots]
    if row and (
        len(missing) > (1 - SUPPORTED) * len(row)
        or _longest(row, missing) >= RUN
        or (support.context and _longest(row, foreign) >= FOREIGN)
    ):
        yield Doubt(
            "words_not_in_evidence",
            "reject" if len(missing) == len(row) else "flag",
            f"not in the passage: {', '.join(word.text for word in missing[:6])}",
        )


def _longest(row: Sequence[Word], marked: Collection[Word]) -> int:
    """How many words of `row` in a row are `marked`."""
    longest = run = 0
    for word in row:
        run = run + 1 if word in marked else 0
        longest = max(longest, run)
    return longest
