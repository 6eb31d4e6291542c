"""From a draft that points to records that hold article text.

Every anchor is resolved and every reference followed. What cannot be becomes a
`Failure` with a sentence that tells the model how to mend it; the rest stands.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel

from pipeline.grounding.attribution import attribute
from pipeline.grounding.coverage import quote_spans
from pipeline.grounding.locate import NotFound, TextIndex
from pipeline.grounding.meaning import Doubt, check_claim, check_content, surroundings
from pipeline.grounding.quotations import Quotation, quotations, words
from pipeline.identity import record_ids
from pipeline.lookup.registry import same_name
from schemas.draft import (
    ActorDraft,
    ArticleDraft,
    ClaimDraft,
    HeadDraft,
    Malformed,
    MeetingDraft,
    StatementDraft,
)
from schemas.records import (
    Actor,
    Article,
    ArticleRecords,
    Claim,
    Flag,
    Participant,
    Span,
    Statement,
    Summit,
)
from schemas.vocabulary import Certainty, Polarity, QuoteType, RecordKind

REMOTE = ("phone", "video")
DOCUMENTS = ("joint_statement", "readout", "release", "social_post", "speech", "interview")
"""Media in which a text without marks can be the source's own words."""

Path = tuple[str | int, ...]
"""Where a record stands in the draft: `("S", 3)`, `("S", 3, "c", 0)`."""
R = TypeVar("R", Actor, Summit, Statement, Claim)


@dataclass(frozen=True, slots=True)
class Failure:
    """A record of the draft that cannot stand as it is."""

    path: Path
    kind: RecordKind
    draft: str
    """The record as the model gave it, JSON."""
    code: str
    message: str
    waits: bool = False
    """It only lacks a record that failed itself: nothing of its own to mend."""


@dataclass(frozen=True, slots=True)
class Grounding:
    """What of a draft stands, and what does not."""

    records: ArticleRecords
    failures: tuple[Failure, ...]


class Unusable(ValueError):
    """A record that cannot stand; the message is for the model."""

    def __init__(self, code: str, message: str, *, waits: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.waits = waits


@dataclass(frozen=True, slots=True)
class _Made(Generic[R]):
    """A record on its way: without its id, with the doubts about it."""

    path: Path
    record: R
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What records may refer to."""

    actors: Mapping[str, Actor]
    meetings: Mapping[str, Summit]
    lost: frozenset[str]
    """References whose own records failed."""

    def actor(self, ref: str) -> str:
        if ref not in self.actors:
            raise Unusable(
                "unknown_ref", f"there is no actor {ref} in the report", waits=ref in self.lost
            )
        return ref

    def meeting(self, ref: str) -> str:
        if ref not in self.meetings:
            raise Unusable(
                "unknown_ref", f"there is no meeting {ref} in the report", waits=ref in self.lost
            )
        return self.meetings[ref].ref


def ground(
    article: Article, draft: ArticleDraft, not_speech: frozenset[int] = frozenset()
) -> Grounding:
    """All records of `draft` that stand in `article`, and what is wrong with the others.

    `not_speech` holds the offsets of quotations in which, as the model was asked,
    nobody speaks.
    """
    index = TextIndex(article)
    marks = quotations(article.text, article.paragraphs)
    failures: list[Failure] = []

    made_actors = list(_attempt("A", "actor_mention", draft.actors, _actor(index), failures))
    actors = {made.record.ref: made for made in _once(made_actors, draft.actors, failures)}
    known = _Known({ref: made.record for ref, made in actors.items()}, {}, _lost(draft, failures))

    meetings = list(_attempt("M", "summit", draft.meetings, _summit(index, known), failures))
    refs = {made.path: made.record.ref for made in meetings}
    meetings, became = _identified(article, "summit", meetings, lambda m: _who_met(m, known))
    by_ref = {refs[path]: meeting for path, meeting in became.items()}
    known = _Known(known.actors, by_ref, _lost(draft, failures))

    statements = list(
        _attempt("S", "statement", draft.statements, _statement(index, marks, known), failures)
    )
    statements, said = _identified(
        article, "statement", statements, lambda s: " ".join(sorted(_names(s.speakers, known)))
    )
    claims = list(_claims(index, draft, said, known, failures))
    claims, _ = _identified(article, "claim", claims, lambda claim: claim.text)

    placed = _placed(article, list(actors.values()), meetings, statements, claims)
    records = ArticleRecords(
        article=article,
        actors=tuple(made.record for made in placed),
        summits=tuple(made.record for made in meetings),
        statements=tuple(made.record for made in statements),
        claims=tuple(made.record for made in claims),
        quote_spans=quote_spans(
            article.text, marks, [made.record for made in statements], not_speech
        ),
        flags=tuple(_flags([*placed, *meetings, *statements, *claims])),
    )
    return Grounding(_with_head(records, index, draft.head), tuple(failures))


# -- one function a kind of record --------------------------------------------------------


def _actor(index: TextIndex) -> Callable[[ActorDraft, Path], _Made[Actor]]:
    def make(draft: ActorDraft, path: Path) -> _Made[Actor]:
        if not draft.name and not draft.role:
            raise Unusable("nameless", 'give "n" a name of the article, or "ro" a role')
        found = index.find(draft.name or draft.role or "", 0, len(index.text))[:1]
        if draft.name and not found and not _in_metadata(draft.name, index.article):
            raise Unusable(
                "name_not_in_text",
                f"\"n\": '{draft.name}' does not stand in the article: copy the longest form "
                "that does, or give null if only a role is named",
            )
        actor = Actor(
            ref=draft.ref,
            mention_id="",
            name=draft.name,
            kind=draft.kind,
            role=draft.role,
            affiliation=draft.affiliation,
            members=draft.members,
            evidence=tuple(found),
            actor_id="",
        )
        return _Made(path, actor, tuple(_loose(found)))

    return make


def _summit(index: TextIndex, known: _Known) -> Callable[[MeetingDraft, Path], _Made[Summit]]:
    def make(draft: MeetingDraft, path: Path) -> _Made[Summit]:
        evidence = _spans(index, draft.evidence)
        if not evidence:
            raise Unusable("no_evidence", '"at": give the passage that tells of the meeting')
        participants: dict[str, Participant] = {}
        for item in draft.participants:
            ref, _, role = item.partition(" ")
            participants.setdefault(
                known.actor(ref),
                Participant.model_validate({"actor": ref, "role": role or "participant"}),
            )
        doubts = list(_loose(evidence))
        place = _copied(index, draft.place_text, "place", doubts)
        if place and draft.channel in REMOTE:
            doubts.append(
                Doubt("place_of_remote", "flag", f"a {draft.channel} contact has no place: {place}")
            )
            place = None
        summit = Summit(
            ref=draft.ref,
            summit_id="",
            title=_copied(index, draft.title, "title", doubts),
            status=draft.status,
            channel=draft.channel,
            level=draft.level,
            date_text=_copied(index, draft.date_text, "date", doubts),
            date_llm=draft.date_llm,
            place_text=place,
            participants=tuple(participants.values()),
            evidence=evidence,
        )
        return _Made(path, summit, tuple(doubts))

    return make


def _statement(
    index: TextIndex, marks: Sequence[Quotation], known: _Known
) -> Callable[[StatementDraft, Path], _Made[Statement]]:
    def make(draft: StatementDraft, path: Path) -> _Made[Statement]:
        by_role: dict[str, dict[str, None]] = {"": {}, "via": {}, "to": {}}
        for item in draft.who:
            ref, _, role = item.partition(" ")
            by_role[role][known.actor(ref)] = None
        content = tuple(sorted(_spans(index, draft.content), key=lambda span: span.start))
        for before, after in pairwise(content):
            if after.start < before.end:
                raise Unusable("overlap", '"at": two of the spans overlap; give each stretch once')
        doubts = [*_loose(content), *check_content(index, content, marks)]
        if draft.act == "reject":  # a denial is what such a statement reports
            doubts = [doubt for doubt in doubts if doubt.code != "after_denial"]
        _refuse(doubts)
        occasion = _occasion(draft.occasion, known, doubts)
        ratio = quoted_ratio(index.text, content, marks)
        names = [form for ref in by_role[""] for form in _forms(known.actors[ref])]
        found = attribute(index.text, content, index.article.paragraphs, names)
        statement = Statement(
            statement_id="",
            speakers=tuple(by_role[""]),
            via=tuple(by_role["via"]),
            addressees=tuple(by_role["to"]),
            speaker_text=found.source,
            cue_text=found.cue,
            content=content,
            act=draft.act,
            medium=draft.medium,
            occasion=occasion,
            said_text=_copied(index, draft.said_text, "date", doubts),
            quote_type=_quote_type(ratio, reproduced=not found.cue and draft.medium in DOCUMENTS),
            quoted_ratio=ratio,
        )
        return _Made(path, statement, tuple(doubts))

    return make


def _occasion(ref: str | None, known: _Known, doubts: list[Doubt]) -> str | None:
    """The meeting at which it was said; one that failed costs the statement only this tie."""
    if ref in known.lost:
        doubts.append(Doubt("lost_occasion", "flag", f"the meeting {ref} could not be used"))
        return None
    return known.meeting(ref) if ref else None


def _claim(
    index: TextIndex, known: _Known, statement: Statement | None
) -> Callable[[ClaimDraft, Path], _Made[Claim]]:
    def make(draft: ClaimDraft, path: Path) -> _Made[Claim]:
        evidence = _spans(index, draft.evidence) or (statement.content if statement else ())
        if not evidence:
            raise Unusable("no_evidence", '"at": give the passage that the claim rests on')
        given = tuple(dict.fromkeys(known.actor(ref) for ref in draft.asserters))
        asserters = given or (statement.speakers if statement else ())
        certainty = cast(Certainty, draft.certainty.removeprefix("-"))
        polarity: Polarity = "-" if draft.certainty.startswith("-") else "+"
        doubts = [
            *_loose(evidence),
            *check_claim(
                draft.text,
                [span.text for span in evidence],
                names=[form for actor in known.actors.values() for form in _forms(actor)],
                speakers=[form for ref in asserters for form in _forms(known.actors[ref])],
                context="\n".join(
                    [
                        surroundings(index.article, evidence),
                        *_meant_by_role(evidence, known),
                        # "They agreed to …": the speakers are whom a document's "they" means.
                        *_names(asserters, known),
                    ]
                ),
                certainty=certainty,
                polarity=polarity,
                same_name=same_name,
            ),
        ]
        _refuse(doubts)
        comparator, value, unit = draft.measure or (None, None, None)
        claim = Claim.model_validate(
            {
                "claim_id": "",
                "text": draft.text,
                "claim_type": draft.claim_type,
                "asserters": asserters,
                "statement_id": statement.statement_id if statement else None,
                "certainty": certainty,
                "polarity": polarity,
                "value": value,
                "unit": unit,
                "comparator": comparator,
                "time_text": _copied(index, draft.time_text, "date", doubts),
                "evidence": evidence,
            }
        )
        return _Made(path, claim, tuple(doubts))

    return make


def _claims(
    index: TextIndex,
    draft: ArticleDraft,
    statements: Mapping[Path, Statement],
    known: _Known,
    failures: list[Failure],
) -> Iterator[_Made[Claim]]:
    for at, drafted in enumerate(draft.statements):
        if isinstance(drafted, Malformed):
            continue
        statement = statements.get(("S", at))
        if statement is not None:
            make = _claim(index, known, statement)
            yield from _attempt(("S", at, "c"), "claim", drafted.claims, make, failures)
            continue
        for number, claim in enumerate(drafted.claims):
            lost = Unusable("lost_statement", "the statement that makes it failed", waits=True)
            failures.append(_failure(("S", at, "c", number), "claim", claim, lost))
    yield from _attempt("C", "claim", draft.claims, _claim(index, known, None), failures)


# -- shared steps -------------------------------------------------------------------------


def _attempt(
    place: str | Path,
    kind: RecordKind,
    drafts: Sequence[Any],
    make: Callable[[Any, Path], _Made[R]],
    failures: list[Failure],
) -> Iterator[_Made[R]]:
    """Make each draft a record; one that cannot be joins `failures`."""
    place = (place,) if isinstance(place, str) else place
    for at, draft in enumerate(drafts):
        path = (*place, at)
        try:
            yield make(_well_formed(draft), path)
        except (Unusable, NotFound) as error:
            failures.append(_failure(path, kind, draft, error))


def _well_formed(draft: Any) -> Any:
    if isinstance(draft, Malformed):
        raise Unusable("malformed", draft.message)
    return draft


def _failure(path: Path, kind: RecordKind, draft: Any, error: Unusable | NotFound) -> Failure:
    given = draft.value if isinstance(draft, Malformed) else draft
    if isinstance(given, BaseModel):
        given = given.model_dump(mode="json", by_alias=True)
    text = json.dumps(given, ensure_ascii=False, default=str)
    waits = isinstance(error, Unusable) and error.waits
    return Failure(path, kind, text, error.code, str(error), waits)


def _once(
    made: list[_Made[Actor]], drafts: Sequence[Any], failures: list[Failure]
) -> Iterator[_Made[Actor]]:
    """Each actor's ref once; a second actor under one ref fails."""
    seen: set[str] = set()
    for one in made:
        if one.record.ref in seen:
            error = Unusable("double_ref", f'"r": {one.record.ref} is the ref of another actor too')
            failures.append(_failure(one.path, "actor_mention", drafts[int(one.path[1])], error))
            continue
        seen.add(one.record.ref)
        yield one


def _lost(draft: ArticleDraft, failures: Sequence[Failure]) -> frozenset[str]:
    """The refs of actors and meetings that failed, as far as they can be read."""
    rows = {"A": draft.actors, "M": draft.meetings}
    refs: set[str] = set()
    for failure in failures:
        if failure.path[0] in rows:
            given = rows[str(failure.path[0])][int(failure.path[1])]
            if not isinstance(given, Malformed):
                refs.add(given.ref)
            elif isinstance(given.value, dict):
                refs.add(str(given.value.get("r")))
    return frozenset(refs)


def _spans(index: TextIndex, anchors: Iterable[str]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(index.anchor(anchor) for anchor in anchors))


def _copied(index: TextIndex, words: str | None, what: str, doubts: list[Doubt]) -> str | None:
    """Words that the model was to copy, as the article has them; a doubt where it has not."""
    if not words or not words.strip():
        return None
    found = index.find(words, 0, len(index.text))
    if found:
        return found[0].text
    if _in_metadata(words, index.article):
        return words
    doubts.append(
        Doubt(
            f"{what}_not_in_text",
            "flag",
            f"the model's words for the {what} are not in the "
            f"article and were left out: {words[:80]}",
        )
    )
    return None


def _in_metadata(words: str, article: Article) -> bool:
    """Whether the words stand in what the model was shown above the paragraphs."""
    given = (article.title, article.outlet, article.byline)
    return any(words.casefold() in (line or "").casefold() for line in given)


def _loose(spans: Iterable[Span]) -> Iterator[Doubt]:
    for span in spans:
        if span.match == "typographic":
            yield Doubt(
                "loose_match", "flag", f"found by letters and numbers alone: {span.text[:80]}"
            )


def _refuse(doubts: Iterable[Doubt]) -> None:
    for doubt in doubts:
        if doubt.severity == "reject":
            raise Unusable(doubt.code, doubt.message)


def quoted_ratio(text: str, content: Sequence[Span], marks: Sequence[Quotation]) -> float:
    r"""Share of the content's words (`\w+`) that stand between quotation marks, 0 to 1."""
    total = sum(len(words(span.text)) for span in content)
    quoted = sum(
        len(words(text[max(span.start, mark.start) : min(span.end, mark.end)]))
        for span in content
        for mark in marks
        if mark.start < span.end and span.start < mark.end
    )
    return quoted / total if total else 0.0


def _quote_type(ratio: float, *, reproduced: bool) -> QuoteType:
    if ratio == 0:
        return "document" if reproduced else "indirect"
    return "direct" if ratio == 1 else "mixed"


def _forms(actor: Actor) -> list[str]:
    """How the article may name an actor: in full, by surname, by role."""
    name = actor.name.split() if actor.name else []
    surname = [name[-1]] if len(name) > 1 and actor.kind == "person" else []
    return [form for form in (actor.name, *surname, actor.role) if form]


def _meant_by_role(evidence: Sequence[Span], known: _Known) -> Iterator[str]:
    """The names of those whom a passage names by their role alone."""
    passage = " ".join(span.text for span in evidence).casefold()
    for actor in known.actors.values():
        if actor.name and actor.role and actor.role.casefold() in passage:
            yield actor.name


def _names(refs: Iterable[str], known: _Known) -> list[str]:
    return [known.actors[ref].name or known.actors[ref].role or ref for ref in refs]


def _who_met(summit: Summit, known: _Known) -> str:
    names = sorted(_names((p.actor for p in summit.participants), known))
    return " ".join([summit.status, summit.channel, *names])


def _identified(
    article: Article, kind: RecordKind, made: list[_Made[R]], tell_apart: Callable[[R], str]
) -> tuple[list[_Made[R]], dict[Path, R]]:
    """Each record once and with its id, and which record each path of the draft became.

    Of two that are one and the same the first stands for both.
    """
    first: dict[object, _Made[R]] = {}
    alike: dict[Path, object] = {}
    for one in made:
        alike[one.path] = (_evidence(one.record), tell_apart(one.record))
        first.setdefault(alike[one.path], one)
    ids = record_ids(
        article.article_id,
        kind,
        [(_evidence(one.record), tell_apart(one.record)) for one in first.values()],
    )
    kept = {
        key: _Made(one.path, one.record.model_copy(update={_ID[kind]: given}), one.doubts)
        for (key, one), given in zip(first.items(), ids, strict=True)
    }
    return list(kept.values()), {path: kept[key].record for path, key in alike.items()}


_ID: dict[RecordKind, str] = {
    "summit": "summit_id",
    "statement": "statement_id",
    "claim": "claim_id",
    "actor_mention": "mention_id",
}


def _evidence(record: Actor | Summit | Statement | Claim) -> tuple[Span, ...]:
    return record.content if isinstance(record, Statement) else record.evidence


def _placed(
    article: Article,
    actors: list[_Made[Actor]],
    meetings: Sequence[_Made[Summit]],
    statements: Sequence[_Made[Statement]],
    claims: Sequence[_Made[Claim]],
) -> list[_Made[Actor]]:
    """Actors with ids; one that is only a role rests on the first record that uses it.

    An actor that stands nowhere and that no record uses is left out.
    """
    uses: dict[str, tuple[Span, ...]] = {}
    for meeting in meetings:
        for participant in meeting.record.participants:
            uses.setdefault(participant.actor, meeting.record.evidence[:1])
    for statement in statements:
        said = statement.record
        for ref in said.speakers + said.via + said.addressees:
            uses.setdefault(ref, said.content[:1])
    for claim in claims:
        for ref in claim.record.asserters:
            uses.setdefault(ref, claim.record.evidence[:1])
    placed = [
        _Made(
            one.path,
            one.record.model_copy(
                update={"evidence": one.record.evidence or uses.get(one.record.ref, ())}
            ),
            one.doubts,
        )
        for one in actors
    ]
    placed = [one for one in placed if one.record.evidence]
    return _identified(article, "actor_mention", placed, lambda actor: actor.ref)[0]


def _flags(made: Iterable[_Made[Any]]) -> Iterator[Flag]:
    for one in made:
        for doubt in one.doubts:
            kind = next(name for name in _ID.values() if hasattr(one.record, name))
            yield Flag(
                record_id=getattr(one.record, kind),
                code=doubt.code,
                severity="warning",
                message=doubt.message,
            )


def _with_head(records: ArticleRecords, index: TextIndex, head: HeadDraft) -> ArticleRecords:
    """The article with what it says of itself, where nobody gave it before."""
    article = records.article
    found: dict[str, Any] = {}
    flags = list(records.flags)
    for name in ("title", "published_text", "byline", "dateline_place"):
        anchor = getattr(head, name)
        if anchor and getattr(article, name) is None:
            try:
                found[name] = index.anchor(anchor).text
            except NotFound as error:
                flags.append(
                    Flag(
                        record_id=None,
                        code=f"{name}_not_found",
                        severity="info",
                        message=str(error),
                    )
                )
    if head.language and article.language is None:
        found["language"] = head.language.strip().lower()[:8]
    return records.model_copy(
        update={"article": article.model_copy(update=found), "flags": tuple(flags)}
    )
