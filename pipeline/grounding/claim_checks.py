"""A claim's sentence against its evidence, one rule a function.

The rules behind `pipeline.grounding.meaning.check_claim`; each yields doubts and knows nothing of
the others. A claim's own words are the only prose a model writes, so whatever can turn
its meaning must stand in the passage: numbers, dates, names, negations, hedges.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from pipeline.grounding.doubts import Doubt, head, tail
from pipeline.grounding.name_checks import LIST
from pipeline.grounding.named import Passage
from pipeline.grounding.negation import Scope
from pipeline.grounding.numerals import Number
from pipeline.grounding.polarity import is_negated
from pipeline.grounding.support import Support
from pipeline.grounding.wording import Form, related, root, words_of
from pipeline.grounding.written_dates import borne_out, written_dates
from schemas.records import DateInterval
from schemas.vocabulary import Certainty, Polarity

RUN, FOREIGN = 4, 2
"""Content words in a row that its evidence lacks, and that its whole paragraph lacks, from which
on a claim is doubted."""
_COUNTED = re.compile(
    r"\s(?:\w+\s)?(?:countries|states|nations|powers|leaders|presidents|ministers|sides|parties"
    r"|governments|men|allies|neighbou?rs|guarantors|heads|chiefs)\b"
)
"""What a list of names counts: "the three countries"."""
SUPPORTED = 0.4
"""Share of a claim's content words that its evidence must hold, by family of words.

Measured on the gold of the seeds: see tests/test_meaning.py.
"""


def numbers(claim: Passage, support: Support) -> Iterator[Doubt]:
    if not claim.numbers:
        return
    dated = [(one.start, one.end) for one in claim.dates]
    there = support.passage.numbers
    for number in claim.numbers:
        if any(start <= number.start < end for start, end in dated):
            continue
        same = [other for other in there if number.agrees(other)]
        if not same:
            if not (
                number.soft
                or (_COUNTED.match(claim.text, number.end) and _is_listed(number, support.evidence))
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
        for row in LIST.finditer(passage)
    )


def dates(claim: Passage, passage: Passage, known: list[DateInterval] | None) -> Iterator[Doubt]:
    if not claim.dates:
        return
    here, there = claim.dates, passage.dates
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


def negations(claim: Passage, passage: Passage) -> Iterator[Doubt]:
    there = passage.negations
    left = list(there)
    for scope in claim.negations:
        same = next((other for other in left if _overlap(scope, other)), None)
        if same:
            left.remove(same)
        else:
            yield Doubt(
                "negation_added",
                "flag" if there else "reject",
                f"'{scope.word}' negates what the passage does not negate",
            )
    for scope in left:
        # "projected a failure if …" -> "would be a failure if …": the very word is kept.
        if scope.kind != "denial" or not re.search(
            rf"\b{re.escape(scope.word)}\b", claim.text, re.IGNORECASE
        ):
            yield from _lost(scope, claim.content_roots, claim.text, passage.text)


def _lost(scope: Scope, roots: Collection[str], claim: str, passage: str) -> Iterator[Doubt]:
    """A negation of the passage that the claim does not have though it says what it governs."""
    if not scope.governed:  # "not for some, but for all"
        after = " ".join(passage[scope.start :].split()[1:3]).rstrip(".,;")
        if after and after in claim:
            yield Doubt("negation_dropped", "flag", f"the passage says '{scope.word} {after}'")
        return
    shared = [stem for stem in scope.governed if root(stem) in roots]
    head_kept = root(scope.governed[0]) in roots
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


def hedges(claim: Passage, passage: Passage, certainty: Certainty) -> Iterator[Doubt]:
    if certainty != "certain" or claim.hedges:
        return
    for scope in passage.hedges:
        if scope.head and root(scope.head) in claim.content_roots:
            yield Doubt(
                "hedge_dropped",
                "flag",
                f"the passage says '{scope.word}' of this: keep it, or lower the certainty",
            )


def polarity(claim: Passage, polarity: Polarity | None) -> Iterator[Doubt]:
    if polarity is None:
        return
    negated = bool(claim.negations) and is_negated(claim.text)
    if negated != (polarity == "-"):
        said = "is" if negated else "is not"
        yield Doubt("polarity", "flag", f"the sentence {said} negated, its polarity says otherwise")


def words(claim: Passage, support: Support) -> Iterator[Doubt]:
    there = support.passage.roots
    if claim.content_roots <= there:
        return
    aside = {word.number for name in claim.named for word in name.words}
    for one in claim.dates:
        aside |= {word.number for word in words_of(claim.text) if one.start <= word.start < one.end}
    row = [word for number, word in enumerate(claim.row) if word.is_content and number not in aside]
    missing = [word for word in row if word.root not in there]
    if not missing:
        return
    foreign = [word for word in missing if word.root not in support.paragraph_roots]
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


def _longest(row: Sequence[Form], marked: Collection[Form]) -> int:
    """How many words of `row` in a row are `marked`."""
    longest = run = 0
    for word in row:
        run = run + 1 if word in marked else 0
        longest = max(longest, run)
    return longest
