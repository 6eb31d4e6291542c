"""Statements of a draft: whose words, which words, and whether they stand as quoted."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.grounding.attribution import attribute
from pipeline.grounding.doubts import Doubt
from pipeline.grounding.failures import Path, Unusable, refuse
from pipeline.grounding.locate import TextIndex
from pipeline.grounding.making import Made
from pipeline.grounding.meaning import check_content
from pipeline.grounding.passages import anchored, copied, loosely_found
from pipeline.grounding.quotations import Quotation, within, words
from pipeline.grounding.references import Known, names_of
from schemas.draft import StatementDraft
from schemas.records import Span, Statement
from schemas.vocabulary import QuoteType

_WORD = re.compile(r"\w")
DOCUMENTS = ("joint_statement", "readout", "release", "social_post", "speech", "interview")
"""Media in which a text without marks can be the source's own words."""


def statement_in(
    index: TextIndex, marks: Sequence[Quotation], known: Known
) -> Callable[[StatementDraft, Path], Made[Statement]]:
    """What makes a draft a statement of the article, by actors that are known."""

    def make(draft: StatementDraft, path: Path) -> Made[Statement]:
        by_role: dict[str, dict[str, None]] = {"": {}, "via": {}, "to": {}}
        for item in draft.who:
            ref, _, role = item.partition(" ")
            by_role[role][known.actor(ref)] = None
        content = tuple(sorted(anchored(index, draft.content), key=lambda span: span.start))
        for before, after in pairwise(content):
            if after.start < before.end:
                raise Unusable("overlap", '"at": two of the spans overlap; give each stretch once')
        doubts = [*loosely_found(content), *check_content(index, content, marks)]
        if draft.act == "reject":  # a denial is what such a statement reports
            doubts = [doubt for doubt in doubts if doubt.code != "after_denial"]
        refuse(doubts)
        occasion = _occasion(draft.occasion, known, doubts)
        ratio = quoted_ratio(index.text, content, marks)
        found = attribute(
            index.text, content, index.article.paragraphs, known.forms_of(by_role[""])
        )
        fields = {
            "speakers": tuple(by_role[""]),
            "via": tuple(by_role["via"]),
            "addressees": tuple(by_role["to"]),
            "speaker_text": found.source,
            "cue_text": found.cue,
            "content": content,
            "act": draft.act,
            "medium": draft.medium,
            "occasion": occasion,
            "said_text": copied(index, draft.said_text, "date", doubts),
            "quote_type": quote_type_of(
                ratio, reproduced=not found.cue and draft.medium in DOCUMENTS
            ),
            "quoted_ratio": ratio,
        }
        told = " ".join(sorted(names_of(by_role[""], known)))
        return Made(path, draft, content, told, Statement, fields, tuple(doubts))

    return make


def _occasion(ref: str | None, known: Known, doubts: list[Doubt]) -> str | None:
    """The meeting at which it was said; one that failed costs the statement only this tie."""
    if ref in known.lost:
        doubts.append(Doubt("lost_occasion", "flag", f"the meeting {ref} could not be used"))
        return None
    return known.meeting(ref) if ref else None


def quoted_ratio(text: str, content: Sequence[Span], marks: Sequence[Quotation]) -> float:
    r"""Share of the content's words (`\w+`) that stand between quotation marks, 0 to 1."""
    quoted = [
        text[max(span.start, mark.start) : min(span.end, mark.end)]
        for span in content
        for mark in within(marks, span.start, span.end)
    ]
    if not quoted:
        return 0.0
    whole = [span.text for span in content]
    if quoted == whole:
        return 1.0 if any(map(_WORD.search, whole)) else 0.0
    count, total = (sum([len(words(part)) for part in parts]) for parts in (quoted, whole))
    return count / total if total else 0.0


def quote_type_of(ratio: float, *, reproduced: bool) -> QuoteType:
    if ratio == 0:
        return "document" if reproduced else "indirect"
    return "direct" if ratio == 1 else "mixed"
