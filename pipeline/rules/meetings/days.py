"""The day of a meeting that its own sentence does not give: that of the one told before it.

"On Monday she met Holm. She also spoke with Rao on the sidelines." Without such a word a
meeting stays undated: reports look back on older ones too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.lookup.places import resolve_place
from pipeline.resolving.dated import dated_article
from pipeline.resolving.dates import DateContext, resolve
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.when import dates_in
from pipeline.rules.text import Layout

_SAME_DAY = re.compile(
    r"\bon the (?:sidelines|margins|fringes)\b|\bseparately\b|\bin the (?:morning|afternoon"
    r"|evening)\b"
    r"|\b(?:earlier|later) in the day\b|\bof the day\b|\bbetween \d+ ?[ap]\.?m|\bat \d+ ?[ap]\.?m"
    r"|\balso (?:met|spoke|talked|held|phoned|received|discussed|hosted)\b|\bwas also received\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:calls|conversations|meetings|contacts|talks with|consultations)\b", re.IGNORECASE
)
"""What in a story's first sentence makes its day that of every contact told below."""
_THE = re.compile(r"The (?:[\w-]+ )?$")
_SAME_WITHIN = 2
"""Sentences behind a gathering without names in which "the meeting" says who was there."""


def named_later(layout: Layout, told: Sequence[Telling]) -> list[Telling]:
    """`"At a conference in Bern on Monday … The meeting, hosted by ⟦0⟧ and ⟦1⟧, …"` is one."""
    found: list[Telling] = []
    for one in told:
        if one.weak and one.seats and not (one.date or one.place or one.title):
            before = [
                b
                for b in found
                if not (b.seats or b.title)
                and 0 < one.sentence - b.sentence <= _SAME_WITHIN
                and b.status == one.status
            ]
            if before and _THE.search(layout.text, max(0, one.at - 20), one.at):
                last = before[-1]
                one = replace(one, date=last.date, place=last.place, weak=False)
        found.append(one)
    return found


_HEADING = 40
"""Characters up to which a paragraph may be a diary's day: "FRIDAY, JUNE 19"."""
_ENTRY = re.compile(
    r"(?:[-–•*] )?(?P<place>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?)(?:, [A-Z][\w ]+)? ?[-–—:]+ "
)


def listed(layout: Layout, told: Sequence[Telling]) -> list[Telling]:
    """The entries of a diary with the day that heads them, which they hold: to come, mostly."""
    text = layout.text
    days = [
        (start, found[0])
        for start, end in layout.article.paragraphs
        if end - start <= _HEADING
        and len(found := dates_in(text, (start, end))) == 1
        and found[0].end - found[0].start >= len(text[start:end].strip(" .:")) - 1
    ]
    if not days:
        return list(told)
    published = dated_article(layout.article).published
    done: list[Telling] = []
    for one in told:
        above = [day for day in days if day[0] < one.start]
        entry = _ENTRY.match(text, layout.sentences[one.sentence].start)
        place = entry["place"] if entry and resolve_place(entry["place"]) else None
        if above and place and not one.date and one.status in ("held", "scheduled"):
            start, day = above[-1]
            words = text[start + day.start : start + day.end]
            first = resolve(words, DateContext(published=published), status="cancelled").interval
            ahead = bool(first.start and published.end and first.start > published.end)
            status = "scheduled" if ahead else one.status
            one = replace(one, date=words, status=status, place=one.place or place)
        done.append(one)
    return done


def dated_alike(layout: Layout, told: Sequence[Telling]) -> list[Telling]:
    """The tellings, undated ones of the same day with the words for that day."""
    first = next((s for s in layout.sentences if s.paragraph in layout.body), None)
    lead, several = None, False
    if first is not None:
        day = next(iter(dates_in(layout.text, (first.start, first.end))), None)
        lead = layout.text[first.start + day.start : first.start + day.end] if day else None
        several = bool(_SEVERAL.search(layout.text, first.start, first.end))
    found: list[Telling] = []
    last: str | None = None
    for one in told:
        if one.status == "held" and one.seats and not (one.date or one.sequel or one.headed):
            sentence = layout.sentences[one.sentence]
            if _SAME_DAY.search(layout.text, sentence.start, sentence.end):
                one = replace(one, date=last or lead)
            elif several and one.channel == "phone":
                one = replace(one, date=lead)
        elif one.status == "held" and one.date and one.seats and not one.sequel:
            last = one.date
        found.append(one)
    return found
