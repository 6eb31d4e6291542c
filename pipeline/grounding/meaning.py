"""Does what was found still mean what the article says?

Finding words exactly is not enough: a quotation can be cut where its sense turns, two
can be joined into one, and a claim's own sentence can lose a "not". These checks give
doubts: `reject` is asked again, `flag` lands beside the record for a person. They err
towards the flag: a doubt costs a look, a changed meaning costs the trust in all rows.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from pipeline.grounding import claim_checks, name_checks
from pipeline.grounding.cuts import cut, governed_from_outside, spliced, two_sentences
from pipeline.grounding.doubts import Doubt
from pipeline.grounding.locate import TextIndex
from pipeline.grounding.named import passage_of
from pipeline.grounding.quotations import Quotation, digits_apart, within
from pipeline.grounding.sentences import touched
from pipeline.grounding.support import Support
from pipeline.grounding.written_dates import interval
from schemas.records import Article, DateInterval, Span
from schemas.vocabulary import Certainty, Polarity

__all__ = ["Doubt", "check_claim", "check_content", "surroundings"]

LEAD, BEFORE = 500, 3
"""Characters of the opening and paragraphs before a passage in which its names may stand."""


def check_content(
    index: TextIndex,
    spans: Sequence[Span],
    quotations: Sequence[Quotation],
    *,
    evidence: bool = False,
) -> tuple[Doubt, ...]:
    """Doubts about the content spans of one statement, or the evidence of another record.

    `“a long quote,” he said. “another”` as one span: spliced. `“We will not` out of
    `“We will not attack them.”`: cut short. `agree` out of `did not agree`: after a
    negation. Evidence may begin and end inside a quotation, so there only splices and
    negations count.
    """
    found: list[Doubt] = []
    for span in spans:
        near = within(quotations, span.start, span.end)
        if len(near) > 1:
            found += spliced(index.text, span, near, evidence=evidence)
        if not evidence:
            found += two_sentences(index.text, span, near)
            found += cut(index, span, spans, near)
        found += governed_from_outside(index.text, span)
    return tuple(dict.fromkeys(found))


def surroundings(article: Article, spans: Sequence[Span]) -> str:
    """Where the words of `spans` find their names: title, lead, the paragraphs before, their own.

    The lead is the opening of the text, `LEAD` characters; before means `BEFORE` paragraphs.
    """
    taken = [article.title or "", article.text[:LEAD]]
    for at in touched(article.paragraphs, spans):
        first, last = article.paragraphs[max(0, at - BEFORE)], article.paragraphs[at]
        taken.append(article.text[first[0] : last[1]])
    return "\n".join(taken)


def check_claim(
    claim_text: str,
    evidence: Sequence[str],
    *,
    names: Collection[str] = (),
    speakers: Collection[str] = (),
    dates: Collection[date | DateInterval | str] | None = None,
    context: str | Callable[[], str] = "",
    certainty: Certainty = "certain",
    polarity: Polarity | None = None,
    english: bool = True,
) -> tuple[Doubt, ...]:
    """What of a claim's sentence its evidence does not bear out, and what it lost of it.

    `names` are the article's actors, `speakers` those who vouch and their countries (for
    "we"), `dates` what the claim's time or its meeting resolved to (None: not resolved
    yet, then written-out dates are only flagged), `context` what `surroundings` gives, where
    "he" and "the talks" find their names, or what makes it when it is needed; without it a
    foreign name is only flagged.

    Stems, names, negations and hedges are read in `english` alone: in another language
    numbers and dates are checked, and words that are not found are only flagged.

    `"33 soldiers died", ["at least 33 soldiers have died"] -> comparator (flag)`
    """
    claim_text = " ".join(claim_text.split())
    passage = " ".join(" […] ".join(evidence).split())
    known = None if dates is None else [interval(one) for one in dates]
    if not english:
        claim_text, passage = (digits_apart(text) for text in (claim_text, passage))
    claim = passage_of(claim_text)
    given = context if callable(context) else lambda: context
    support = Support(passage, names, speakers, given)
    found = [
        *claim_checks.numbers(claim, support),
        *claim_checks.dates(claim, support.passage, known),
    ]
    if english:
        found += name_checks.names(claim, support)
        found += claim_checks.negations(claim, support.passage)
        found += claim_checks.hedges(claim, support.passage, certainty)
        found += claim_checks.polarity(claim, polarity)
        found += claim_checks.words(claim, support)
    else:
        doubted = (*name_checks.names(claim, support), *claim_checks.words(claim, support))
        found += [doubt._replace(severity="flag") for doubt in doubted]
    return tuple(dict.fromkeys(found))
