"""Claims of a draft: those that a statement makes, and the article's own."""

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from pipeline.grounding.cuts import governed
from pipeline.grounding.failures import Failure, Path, Unusable, failure, refuse
from pipeline.grounding.locate import TextIndex
from pipeline.grounding.making import Made, attempt
from pipeline.grounding.meaning import check_claim, surroundings
from pipeline.grounding.passages import anchored, copied, loosely_found
from pipeline.grounding.references import Known, meant_by_role, names_of
from schemas.draft import ArticleDraft, ClaimDraft, Malformed
from schemas.records import Claim, Statement
from schemas.vocabulary import Certainty, Comparator, Polarity


def claims_in(
    index: TextIndex,
    draft: ArticleDraft,
    statements: Mapping[Path, Statement],
    known: Known,
    failures: list[Failure],
) -> Iterator[Made[Claim]]:
    """Claims of statements, then those without one; a lost statement takes its claims along."""
    forms = tuple(known.forms_of(known.actors))
    for at, drafted in enumerate(draft.statements):
        if isinstance(drafted, Malformed):
            continue
        statement = statements.get(("S", at))
        if statement is not None:
            make = _claim(index, known, forms, statement)
            yield from attempt(("S", at, "c"), "claim", drafted.claims, make, failures)
            continue
        for number, claim in enumerate(drafted.claims):
            lost = Unusable("lost_statement", "the statement that makes it failed", waits=True)
            failures.append(failure(("S", at, "c", number), "claim", claim, lost))
    yield from attempt("C", "claim", draft.claims, _claim(index, known, forms, None), failures)


def _claim(
    index: TextIndex, known: Known, forms: tuple[str, ...], statement: Statement | None
) -> Callable[[ClaimDraft, Path], Made[Claim]]:
    def make(draft: ClaimDraft, path: Path) -> Made[Claim]:
        evidence = anchored(index, draft.evidence) or (statement.content if statement else ())
        if not evidence:
            raise Unusable("no_evidence", '"at": give the passage that the claim rests on')
        given = tuple(dict.fromkeys(known.actor(ref) for ref in draft.asserters))
        asserters = given or (statement.speakers if statement else ())
        certainty = cast(Certainty, draft.certainty.removeprefix("-"))
        polarity: Polarity = "-" if draft.certainty.startswith("-") else "+"
        doubts = [
            *loosely_found(evidence),
            *check_claim(
                draft.text,
                [governed(index.text, span) for span in evidence],
                names=forms,
                speakers=[*known.forms_of(asserters), *known.acted_for(asserters)],
                context=lambda: "\n".join(
                    [
                        surroundings(index.article, evidence),
                        *meant_by_role(evidence, known),
                        # "They agreed to …": the speakers are whom a document's "they" means.
                        *names_of(asserters, known),
                    ]
                ),
                certainty=certainty,
                polarity=polarity,
                english=index.is_english,
            ),
        ]
        refuse(doubts)
        comparator, value, unit = draft.measure or (None, None, None)
        fields = {
            "text": draft.text,
            "claim_type": draft.claim_type,
            "asserters": asserters,
            "statement_id": statement.statement_id if statement else None,
            "certainty": certainty,
            "polarity": polarity,
            "value": value,
            "unit": unit,
            "comparator": cast("Comparator | None", comparator),
            "time_text": copied(index, draft.time_text, "date", doubts),
            "evidence": evidence,
        }
        return Made(path, draft, evidence, draft.text, Claim, fields, tuple(doubts))

    return make
