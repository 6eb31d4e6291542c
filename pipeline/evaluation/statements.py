"""Statements: aligned by their content, then source and slots judged; quotations covered.

Span figures follow SemEval 2013: `statement` is the alignment, `statement.exact` wants equal
boundaries, `statement.partial` gives half for any other overlap, `statement.chars` the share of
characters; `statement.trimmed` is exact but for quotation marks and punctuation at the ends.
nervaluate defines exact and partial alike, but pairs greedily in the order of the found spans,
takes ends as included and knows no content in several pieces, so only tests use it.

The kind of a quotation is derived from gold's words by the rule of `grounding.statements`;
gold has no `document`, so words without quotation marks and without a cue are one. How a
source is mentioned is read off the found `speaker_text`: `collective` where gold has several
speakers, else pronoun, name or role.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.evaluation.actors import Who
from pipeline.evaluation.align import align
from pipeline.evaluation.gold import GoldArticle, GoldStatement
from pipeline.evaluation.results import Result
from pipeline.evaluation.spans import Span, dice, locate, quoted_share, shared, trimmed
from pipeline.evaluation.stored import StoredArticle, StoredStatement
from pipeline.grounding.quotations import quotations
from pipeline.lookup.names import plain
from pipeline.reading.text import paragraphs_of

LEAST = 0.2
"""Dice of two contents from which they may be one statement."""
PRONOUNS = frozenset("he she they it we i him her them who".split())
QUOTED = ("direct", "mixed")


def score_statements(
    gold: GoldArticle, stored: StoredArticle, who: Who, meeting_of: Mapping[str, str]
) -> Iterator[Result]:
    """All results for one article; `meeting_of` gives gold's meeting for a summit_id."""
    content = {s.id: _spans(stored.text, s) for s in gold.statements}
    pairs, missed, extra = align(
        gold.statements, stored.statements, lambda s, f: dice(content[s.id], f.spans), LEAST
    )
    marks = quotations(stored.text, paragraphs_of(stored.text))
    kinds = {
        s.id: s.kind or _kind(s, quoted_share(stored.text, content[s.id], marks))
        for s in gold.statements
    }
    for statement, found in pairs:
        yield from _spans_results(gold.doc, statement, found, content[statement.id], stored.text)
        yield from _source(gold, statement, found, who, kinds[statement.id])
        occasion = found.summit_id and meeting_of.get(found.summit_id, f"?{found.summit_id}")
        told = (kinds[statement.id], occasion)
        yield from _slots(gold.doc, statement, found, who, told)
    for statement in missed:
        words = " […] ".join(quote.text for quote in statement.content)
        source = _names(gold, statement.speakers)
        for metric in ("statement", "statement.exact", "statement.trimmed", "statement.partial"):
            yield Result(metric, gold.doc, statement.id, 0, 1, 0, source, "", words)
        yield Result("statement.chars", gold.doc, statement.id, 0, 1, 0)
        for metric in _speaker_metrics(kinds[statement.id]):
            yield Result(metric, gold.doc, statement.id, 0, 1, 0, source, "no statement", words)
    for found in extra if "statements" in gold.complete else ():
        source = " + ".join(map(who.name, found.speakers))
        for metric in (
            *("statement", "statement.exact", "statement.trimmed", "statement.partial"),
            *("statement.chars", *_speaker_metrics(found.quote_type)),
        ):
            shown = ("no such statement", source, found.text)
            yield Result(metric, gold.doc, f"+{found.id}", 0, 0, 1, *shown)
    yield from _coverage(gold.doc, stored, [span for spans in content.values() for span in spans])


def _spans(text: str, statement: GoldStatement) -> list[Span]:
    found = (locate(text, quote.text, quote.near) for quote in statement.content)
    return [span for span in found if span]


def _kind(statement: GoldStatement, share: float) -> str:
    if share == 0:
        return "indirect" if statement.cue else "document"
    return "direct" if share == 1 else "mixed"


def _names(gold: GoldArticle, keys: Sequence[str]) -> str:
    return " + ".join(gold.actors[key].name for key in keys) or "nobody"


def _spans_results(
    doc: str, statement: GoldStatement, found: StoredStatement, spans: list[Span], text: str
) -> Iterator[Result]:
    equal = sorted(spans) == sorted(found.spans)
    alike = trimmed(text, spans) == trimmed(text, found.spans)
    words = " […] ".join(quote.text for quote in statement.content)
    for metric, hit in (
        ("statement", 1.0),
        ("statement.exact", float(equal)),
        ("statement.trimmed", float(alike)),
        ("statement.partial", 1.0 if equal else 0.5),
        ("statement.chars", dice(spans, found.spans)),
    ):
        yield Result(metric, doc, statement.id, hit, 1, 1, words, found.text, words)


def _speaker_metrics(kind: str) -> tuple[str, ...]:
    quoted = ("statement.speaker.quoted",) if kind in QUOTED else ()
    return ("statement.speaker", *quoted, f"statement.speaker.{kind}")


def _source(
    gold: GoldArticle, statement: GoldStatement, found: StoredStatement, who: Who, kind: str
) -> Iterator[Result]:
    right = float(who.keys(found.speakers) == who.wanted(statement.speakers))
    shown = (
        _names(gold, statement.speakers),
        " + ".join(map(who.name, found.speakers)) or "nobody",
        found.text,
    )
    for metric in _speaker_metrics(kind):
        yield Result(metric, gold.doc, statement.id, right, 1, 1, *shown)
    mention = _mention(gold, statement, found.speaker_text)
    yield Result(f"statement.speaker_by.{mention}", gold.doc, statement.id, right, 1, 1, *shown)


def _mention(gold: GoldArticle, statement: GoldStatement, speaker_text: str | None) -> str:
    """`"he" -> pronoun`, `"Putin" -> name`, `"the Russian leader" -> role`, None -> unstated."""
    if len(statement.speakers) > 1:
        return "collective"
    written = plain(speaker_text or "").split()
    if not written:
        return "unstated"
    if set(written) <= PRONOUNS:
        return "pronoun"
    actors = [gold.actors[key] for key in statement.speakers]
    names = {
        plain(form).split()[-1]
        for actor in actors
        for form in actor.forms
        # The name, and aliases of one word: "Rohani", "Ankara".
        if actor.kind != "role_holder" and (form == actor.name or " " not in form)
    }
    return "name" if names & set(written) else "role"


SLOTS: Mapping[str, tuple[Callable[[GoldStatement], object], Callable[[StoredStatement], object]]]
SLOTS = {
    "act": (lambda s: s.act, lambda f: f.act),
    "medium": (lambda s: s.medium, lambda f: f.medium),
    "said_on": (lambda s: s.said_on, lambda f: f.said_on and f.said_on.isoformat()),
}


def _slots(
    doc: str,
    statement: GoldStatement,
    found: StoredStatement,
    who: Who,
    told: tuple[str, str | None],
) -> Iterator[Result]:
    """`told`: what kind of quotation gold has, and the meeting that the found one belongs to."""
    kind, occasion = told
    compared: dict[str, tuple[object, object]] = {
        slot: (wanted(statement), got(found)) for slot, (wanted, got) in SLOTS.items()
    }
    compared["via"] = (
        [one for key in statement.via for one in who.wanted([key])],
        [who.key(one) for one in found.via],
    )
    compared["addressees"] = (
        sorted(who.wanted(statement.addressees)),
        sorted(who.keys(found.addressees)),
    )
    compared["kind"] = (kind, found.quote_type)
    compared["occasion"] = (statement.occasion, occasion)
    for slot, (wanted, got) in compared.items():
        right = float(wanted == got)
        shown = (str(wanted), str(got), found.text)
        yield Result(f"statement.{slot}", doc, statement.id, right, 1, 1, *shown)


def _coverage(doc: str, stored: StoredArticle, spoken: list[Span]) -> Iterator[Result]:
    """Each quotation of four words or more: in a statement, or rightly judged no speech."""
    for quote in stored.quote_spans:
        speech = shared([quote.span], spoken) > 0
        covered = quote.statement_id is not None or (quote.verdict == "not_speech" and not speech)
        got = "covered" if quote.statement_id else quote.verdict
        record = f"quote:{quote.span[0]}"
        shown = ("covered" if speech else "covered or not speech", got, quote.text)
        yield Result("quote_coverage", doc, record, float(covered), 1, 1, *shown)
