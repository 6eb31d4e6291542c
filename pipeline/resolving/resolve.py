"""From what an article calls things to what they are: dates, actors, places."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from pipeline.grounding.quotations import Quotation, quotations
from pipeline.lookup.gazetteer import Place
from pipeline.lookup.names import plain, surname
from pipeline.lookup.places import resolve_place
from pipeline.lookup.registry import PHRASES, load
from pipeline.resolving.actors import identified
from pipeline.resolving.dated import dated
from schemas.records import ArticleRecords, Flag, KnownPlace, Span, Summit


def resolve(records: ArticleRecords) -> ArticleRecords:
    """The records with days, actor ids and place ids; every decision has its rule."""
    return voiced(placed(identified(dated(records), load())))


def voiced(records: ArticleRecords) -> ArticleRecords:
    """The records with a flag on each meeting that the article tells of in quotations alone.

    The speaker, not the article, vouches for such a meeting. So it is with a quotation that
    orders its reader to record one: if a model obeys, the meeting lands with this flag.
    """
    article = records.article
    touching = touched_by(quotations(article.text, article.paragraphs))
    names = {actor.ref: surname(actor.name) for actor in records.actors if actor.name}
    flags = [
        Flag(
            record_id=summit.summit_id,
            code="told_in_quotation",
            severity="warning",
            message="the article tells of this meeting in somebody's words alone: "
            f"{summit.evidence[0].text[:80]}",
        )
        for summit in records.summits
        if _is_quoted(summit, article.text, touching, names)
    ]
    return records.model_copy(update={"flags": (*records.flags, *flags)}) if flags else records


Touched = Callable[[Span], Sequence[Quotation]]


def touched_by(marks: Sequence[Quotation]) -> Touched:
    """A function that tells the quotations that share characters with a span."""
    starts = [mark.start for mark in marks]
    ends = list(accumulate((mark.end for mark in marks), max))
    return lambda span: marks[bisect_right(ends, span.start) : bisect_left(starts, span.end)]


def _is_quoted(summit: Summit, text: str, touching: Touched, names: Mapping[str, str]) -> bool:
    """Whether the names of its place and people, in its evidence, stand in quotations alone.

    A speaker who takes part is named outside: `“I met Putin,” Erdogan said` is no such case.
    """
    if not any(map(touching, summit.evidence)):
        return False
    quoted, told = _voices(text, summit.evidence, touching)
    if not quoted:
        return False
    people = {names[one.actor] for one in summit.participants if one.actor in names}
    named = people | set(plain(summit.place_text or "").split())
    inside, outside = (set(plain(words).split()) for words in (quoted, told))
    return bool(inside) and (not outside or (bool(named & inside) and not named & outside))


def _voices(text: str, spans: Sequence[Span], touching: Touched) -> tuple[str, str]:
    """What the spans hold between quotation marks, and what outside."""
    inside, outside = [], []
    for span in spans:
        at = span.start
        for mark in touching(span):
            start, end = max(mark.start, span.start), min(mark.end, span.end)
            if start < end:
                outside.append(text[at:start])
                inside.append(text[start:end])
                at = end
        outside.append(text[at : span.end])
    return " ".join(inside), " ".join(outside)


def placed(records: ArticleRecords) -> ArticleRecords:
    """The records with every meeting's place; words that name no known place are flagged."""
    summits: list[Summit] = []
    known: dict[str, KnownPlace] = {}
    flags: list[Flag] = []
    for summit in records.summits:
        place = resolve_place(summit.place_text) if summit.place_text else None
        if summit.place_text and place is None:
            flags.append(
                Flag(
                    record_id=summit.summit_id,
                    code="unknown_place",
                    severity="info",
                    message=f"'{summit.place_text}' is in no table of places",
                )
            )
        if place is not None:
            known[place.place_id] = _known(place)
            summit = summit.model_copy(
                update={
                    "place_id": place.place_id,
                    "geoname_id": place.geoname_id,
                    "country_iso3": place.country_iso3,
                }
            )
        summits.append(summit)
    return records.model_copy(
        update={
            "summits": tuple(summits),
            "known_places": tuple(known.values()),
            "flags": records.flags + tuple(flags),
        }
    )


@lru_cache(maxsize=PHRASES)
def _known(place: Place) -> KnownPlace:
    return KnownPlace(
        place_id=place.place_id,
        name=place.name,
        kind=place.kind,
        geoname_id=place.geoname_id,
        country_iso3=place.country_iso3,
    )
