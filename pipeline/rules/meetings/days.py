"""The day of a meeting that its own sentence does not give: that of the one told before it.

"On Monday she met Holm. She also spoke with Rao on the sidelines." Without such a word a
meeting stays undated: reports look back on older ones too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.rules.meetings.setting import dates_in
from pipeline.rules.meetings.telling import Telling
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
_DAYS = ("weekday", "today", "day", "date")


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
