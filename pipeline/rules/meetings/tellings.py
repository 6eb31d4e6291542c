"""Sentences that tell of a meeting: every reader of the ways to tell, in one pass."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.rules.meetings.asides import asides
from pipeline.rules.meetings.attendance import ATTENDANCE_WORD, attendance
from pipeline.rules.meetings.bodies import BODY_WORD, in_session
from pipeline.rules.meetings.calls import CALL_WORD, calls
from pipeline.rules.meetings.chairing import CHAIR_WORD, chaired
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.contacts import contacts
from pipeline.rules.meetings.discussing import discussed
from pipeline.rules.meetings.encounters import attended, gathered, met, phoned
from pipeline.rules.meetings.hosting import hosted, invited, received_by
from pipeline.rules.meetings.invitations import ACCEPT_WORD, accepted
from pipeline.rules.meetings.joint_asides import JOINT_WORD, joint_asides
from pipeline.rules.meetings.matters import MATTER_WORD, matters
from pipeline.rules.meetings.named_summits import named
from pipeline.rules.meetings.occasions import occasions
from pipeline.rules.meetings.scenes import SCENE_WORD, scenes
from pipeline.rules.meetings.sequels import sequels
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.visits import travelled
from pipeline.rules.meetings.wording import DENIED_IN_ANSWER, TRIGGER_WORD
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout, Sentence
from pipeline.rules.triggers import Spotter

_SPEAK = (
    r"met|meets?|hands|sat|sit|huddled?|dined?|together|exchanged|conferr?(?:ed)?|consulted|phone"
    r"|spoken?|speaks?|talked"
)
_HOLD = (
    r"held|holds?|holding|had|have|having|conducted|concluded|completed|beg[aiu]n|opened|open"
    r"|start(?:ed)?|ended|wrapped|resumed?|launch(?:ed)?"
)
_NOUNS = (
    r"calls?|(?:video)?conferences?|link|round|summit|meetings?|talks|conversations?|visit|trip"
    r"|negotiations|consultations|discussions|gathering|dialogue|session|audience|lunch|dinner"
    r"|breakfast|encounter|bilateral|trilateral|quadrilateral|ministerial|tête|face|one|sit|retreat"
    r"|confab|conclave|parley"
)
_WAYS: tuple[tuple[Callable[[Clause], Iterator[Telling]], str], ...] = (
    (invited, r"invit\w+"),
    (met, rf"{_SPEAK}|{_HOLD}"),
    (phoned, r"phoned|telephoned|call(?:s|ed)?|rang|rings"),
    (hosted, r"host\w*|receiv\w+|welcom\w+"),
    (received_by, r"received|hosted|welcomed|greeted|met|granted"),
    (attended, r"attend\w*|joined|took|takes?|participated|(?:co-?)?(?:chair|host|conven)\w*"),
    (chaired, CHAIR_WORD),
    (attendance, ATTENDANCE_WORD),
    (
        travelled,
        r"visit\w*|be|due|expected|land(?:s|ed)|travel\w*|fl(?:ew|y|ies|ying)|return\w*|pa(?:id"
        r"|ys?|ying)|arriv\w+|led|lead\w*",
    ),
    (gathered, r"gather\w*|(?:re)?conven\w+|c[ao]me|assembled|signed|meeting"),
    (discussed, r"discussed"),
    (
        contacts,
        r"saw|see[n]?|visit(?:ed|s)?|called|dropped|looked|waiting|awaiting|pa(?:id|ys?|ying)|face"
        r"|join(?:s|ed|ing)?|phone|telephone|call|video",
    ),
    (
        asides,
        r"(?:meet|see|phon|telephon|host|receiv|welcom|call|visit|conferr|consult|din|lunch|sitt"
        r"|speak|talk|shak|hold|hav)ing|meet|see|hold|have|call|confer|visit|consult|brief"
        r"|negotiate|dine|lunch|sit|speak|talk|whom",
    ),
    (accepted, ACCEPT_WORD),
    (joint_asides, JOINT_WORD),
    (calls, CALL_WORD),
    (matters, MATTER_WORD),
    (scenes, SCENE_WORD),
    (in_session, BODY_WORD),
    (named, r"summit|COP\d*|G\d*|APEC"),
    (
        sequels,
        r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|next"
        r"|last|latest|previous|further|final|follow|new|earlier|another|planned|foreseen|scheduled"
        r"|set|due|originally",
    ),
    (occasions, _NOUNS),
)
"""Readers with the words one of which they need. Verbs before nouns: what a verb has taken, its
noun does not tell again.
"""
_ANSWER_WITHIN = 2
"""Sentences behind a question in which its answer stands."""
_MET = 1
_SIDES = 2
"""Mentions without which a sentence shows no scene."""
_SCENE_TOO = rf"{SCENE_WORD}|{CALL_WORD}|{MATTER_WORD}|dropped|looked"
_spot = Spotter(
    *(words for _, words in _WAYS), rf"{TRIGGER_WORD}|{BODY_WORD}", _SPEAK, _NOUNS, _SCENE_TOO
)
_TOLD, _SPOKEN, _NAMED, _SHOWN = (1 << (len(_WAYS) + n) for n in range(4))


def may_tell(text: str) -> bool:
    """Whether a text has a word that some reader needs."""
    return _spot(text) != 0


def tellings(layout: Layout, cast: Cast, sentence: Sentence, number: int) -> list[Telling]:
    """Every meeting that one sentence tells of, in text order."""
    found = _spot.within(layout.tokens, sentence.start, sentence.end)
    if not found & _TOLD and (
        not found & _SHOWN or len(cast.within(sentence.start, sentence.end)) < _SIDES
    ):
        return []
    if layout.text.endswith(("?", "?”", '?"'), sentence.start, sentence.end):
        return _answered(layout, cast, number)
    return told_by(Clause(layout, cast, sentence, number), found)


def _answered(layout: Layout, cast: Cast, number: int) -> list[Telling]:
    """What a question asks about, where its answer denies it; whoever asks says nothing.

    `"Did the secretary meet Ostrava's envoy?" "There was no such meeting." -> denied`
    """
    answer = layout.sentences[number + 1 : number + 1 + _ANSWER_WITHIN]
    no = next((s for s in answer if DENIED_IN_ANSWER.search(layout.text, s.start, s.end)), None)
    if no is None:
        return []
    asked = told_by(Clause(layout, cast, layout.sentences[number], number))
    denied = [
        replace(one, status="denied", weak=False)
        for one in asked
        if one.status in ("held", "scheduled") and len(one.seats) > 1
    ]
    told = layout.sentence_number(no.start)
    said = [replace(one, at=no.start, start=no.start, end=no.end, sentence=told) for one in denied]
    return [*denied, *said]


def told_by(clause: Clause, found: int | None = None) -> list[Telling]:
    """The same of a sentence at hand; found: what was spotted in it, where that is known."""
    if found is None:
        found = _spot.within(clause.layout.tokens, *clause.span)
    if not found & (_SPOKEN | _NAMED):
        found &= ~(1 << _MET)  # "they had" without "talks"
    told = [one for n, (reader, _) in enumerate(_WAYS) if found >> n & 1 for one in reader(clause)]
    return sorted(told, key=lambda one: one.at)
