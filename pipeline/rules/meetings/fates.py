"""What became of a meeting that a noun names: held, planned, wished for, put off, called off."""

import re

from pipeline.rules.meetings.wording import CONDITION, DENIAL, FATE, POSSESSED
from schemas.vocabulary import MeetingStatus

_ARTICLE = r"(?:(?:an?|the|his|her|their|its|this|that|last)\s+)?"
_NONE_SUCH = re.compile(
    r"\b(?:no|rul(?:ed|es|ing) out|not any|without any|never any|nor any|not an?)"
    r"(?: (?:such|an?|any))? (?:[\w-]+ ){0,2}$"
    r"|\bno plans? (?:for|to hold)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:cancel+(?:ed|ing)?|call(?:ed|ing)? off|scrapped|pulled out of|withdrew from|abandoned"
    r"|aborted)\s+(?:\w+\s+){0,3}$"
)
_SKIPPED = re.compile(
    r"\b(?:skip(?:s|ped|ping)?|boycott(?:s|ed|ing)?|shunn?(?:s|ed|ing)?|snub(?:s|bed|bing)?"
    r"|stay(?:s|ed|ing)? away from)\s+(?:\S+\s+){0,2}$"
)
"""Whoever skips a meeting with somebody does not meet him."""
_MOVED = re.compile(
    r"\b(?:postpon\w+|put off|delay\w*|reschedul\w+|pushed back|defer\w*)\s+(?:\w+\s+){0,4}$"
)
_WISHED = re.compile(
    r"\b(?:propos\w+|suggest\w*|offer\w*|(?:call|ask)(?:ed|s|ing)? for|urg\w+|seek\w*|sought"
    r"|demand\w*"
    r"|hop(?:es?|ed|ing) (?:for|to (?:hold|have|arrange))|want\w*(?: to hold)?|requested|favou?rs?"
    r"|(?:propos\w+|suggest\w*)\b[^.;⟦⟧]{3,70}, including"
    r"|ready (?:for|to (?:hold|begin|start|resume))|readiness (?:for|to (?:hold|begin|start|resume"
    r"|enter))|willing\w* to hold|open to|push\w* for)"
    r"\s+(?:[\w-]+\s+){0,4}$"
)
DROPPED = re.compile(
    r"⟦\d+⟧ (?:(?:cancel+ed|scrapped|postponed|called off|put off|abandoned|broke off|cut short"
    r"|ruled out"
    r"|suspended|delayed)\b)"
)
"""A verb and its subject that stand where adjectives do: "⟦0⟧ called off | talks with ⟦1⟧"."""
_HOPE = re.compile(r"\bhop(?:es?|ed|ing)\b(?: that)?\s*(?:[^;⟦⟧]{0,60})$")
_MAY_BE_HELD = re.compile(
    r"[^;]{0,80}?\b(?:can|could|will|would) (?:be held|take place|resume|begin)\b"
)
_PERHAPS = re.compile(r"[^;⟦⟧]{0,90}?\b(?:could|may|might|should|can|must)\b")
_AHEAD_OF = re.compile(
    rf"\b(?:ahead of|prior to|in the run-up to|on the eve of)\s+{_ARTICLE}$", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:prepar\w+ (?:for|to hold)|will (?:hold|have|host|attend|begin|open|convene"
    r"|chair)|(?:is|are) (?:convening|hosting|chairing|organi[sz]ing)|announced|arrang\w+"
    r"|to (?:hold|have|host|attend|open|continue|resume|convene|chair|start|begin)"
    r"|plans?(?:ned|ning)? (?:for|to hold)?"
    r"|agreed (?:on|to hold|to)|schedul\w+|invited? (?:\S+ ){0,3}?(?:to|for)|look\w* forward to"
    r"|for)"
    rf"\s+{_ARTICLE}(?:[\w-]+\s+){{0,3}}$"
)
_GONE_BY = re.compile(
    r"\b(?:after|following|during|at|since|concluded|ended|opened|began|attended|chaired|hosted"
    r"|held|convened"
    rf"|led|described|recalled|welcomed|praised|hailed)\s+{_ARTICLE}$",
    re.IGNORECASE,
)
_TOOK_PLACE = re.compile(
    r"[^;⟦⟧]{0,90}?\b(?:took place|(?:was|were|has been|have been|had been) held|ended|concluded"
    r"|lasted|began|opened|kicked off|started|focused|brought together|was attended|was hosted"
    r"|were hosted|came|comes|was chaired|got under way|yielded|produced|marked|wrapped up|failed"
    r"|was an?|was the|were|was [\w-]+ful)\b"
)
_PLANNED = re.compile(r", (?:scheduled|planned|set|due|slated|to be held|which (?:is|will))\b")
_OPENS = re.compile(
    r"(?:In|During|At|After|Following|On) (?:an?|the|their|his|her) (?:[\w’'-]+ ){0,4}"
)
"""A sentence that begins with the meeting at which it was said: "In the phone call with"."""
_WAS_BETWEEN = re.compile(r"\b(?:was|were|took place)\b")
_IS_TO_BE = re.compile(
    r"(?:(?!\b(?:was|were|is|are|has|had)\b)[^;.])*?\b(?:will (?!not)|shall (?!not)|is to|are to"
    r"|(?:is|are) (?:now )?(?:due"
    r"|set|expected|scheduled|planned|slated))\b"
)
"""What follows a noun whose own verb is still to come: "between … on Friday will be"."""
_STARTS = re.compile(
    r"(?:^|[,;—–.] ?|\b(?:and|but|said|says|that) )(?:(?:[Tt]he|[Aa]n?|[Tt]heir) )?$"
)
_LASTING = re.compile(r"\b\S+ (?:days?|hours?|weeks?|rounds?|evening) of $")
"""`two days of | talks`"""
_GOAL = re.compile(rf"\bfor\s+{_ARTICLE}$")
_GOING = re.compile(r"\b(?:will|to(?= [a-z])(?! the\b)|plans?|due|expected|would)\b [^⟦⟧]{0,80}$")
_GONE_THERE = re.compile(
    r"\b(?:arrived|met|travel+ed|flew|came|went|was in|were in|visited|gathered|drove|crossed"
    r"|[a-z]{2,}ed (?:back |over |on |down |up )?(?:to|into|in) (?:the )?(?=[A-Z⟦]))\b"
)
_AT_WHICH = re.compile(r"[^,;⟦⟧]{0,40},? (?:at|in|during) which (?:the |both )?⟦")
_STANDS_STILL = re.compile(
    r"(?:[^;,]|, (?=(?:and )?⟦)){0,90}?\b(?:ha(?:s|ve|d) (?:long |again |largely |effectively"
    r" |all but )?(?:been )?"
    r"(?:stalled|deadlocked|frozen|bogged down|dragged on|gone nowhere|made (?:no|little)|stagnated"
    r"|foundered|faltered)|(?:are|is|remains?|were|was) (?:still |now |again |all but )?(?:stalled"
    r"|deadlocked|frozen|bogged down|moribund|on hold|going nowhere|at an? (?:standstill|impasse"
    r"|stalemate|dead end|low ebb)|in (?:limbo|deadlock|tatters|doubt))"
    r"|(?:are|is|remains?) (?:not on the (?:agenda|table|cards)|premature|unlikely|impossible"
    r"|unthinkable|out of the question)|(?:was|were|would be) (?:not on the (?:agenda|table|cards)"
    r"|premature|unlikely|unthinkable|out of the question))\b"
)
"""Said of talks as a matter, not as an occasion: "talks between ⟦0⟧ and ⟦1⟧ have stalled"."""
_ROOM_FOR = re.compile(
    r"\b(?:ground|venue|platform|space|room|framework|basis|conditions?|prospects?|chances?|case"
    r"|need|opportunit(?:y|ies)|atmosphere|climate|support|forum) for (?:[\w-]+ ){0,4}$"
)
"""What talks may be made of and are not: "a neutral ground for diplomacy and | negotiations"."""
_OF_OTHERS = ("upcoming", "forthcoming")
"""Adjectives that behind a noun are another's: "a call on Friday about their | upcoming visit"."""
_GRATEFUL = re.compile(
    r"\b(?:thank\w*|gratitude|grateful|appreciat\w+|prais\w+|commend\w*)\b[^;.]*\bfor"
    r" (?:(?:co-)?hosting|organi[sz]ing|convening|chairing|facilitating) (?:[\w’'-]+ ){0,3}$"
)
_SET_UP = re.compile(
    r"[^;]{0,90}?\b(?:was|were|has been|have been|had been|is|are) (?:\w+ )?(?:announced|arranged"
    r"|confirmed|in the works|back on|being prepared)\b"
)
_CALLED = re.compile(r"\b(?:called|summoned|convoked) an (?:[\w-]+ )?$")
_CLAUSE = re.compile(r"[;:]|\b(?:but|while|although|whereas)\b")


def status_of_noun(
    match: re.Match[str], text: str, *, named: bool, at: str = "noun"
) -> MeetingStatus | None:
    """What the words around a noun say of the meeting; None where they say nothing of one.

    `"after | talks" -> held`, `"a planned | meeting … was called off" -> cancelled`,
    `"no | meeting" -> denied`, `"any future | talks" -> None`

    at: the group of the match that is the noun. named: whether who meets is known; without
    names only plain words count.
    """
    adjectives = match["adj"] or ""
    before = text[: match.start()] + POSSESSED.sub("", match["own"] or "")
    before = _LASTING.sub("", before)
    clause = _CLAUSE.split(before[-90:])[-1]
    follows = re.split(r";|(?<!\d)\.(?=\s)", text[match.end(at) :])[0][:160]
    if _NONE_SUCH.search(clause + adjectives):
        return "denied" if named and not DENIAL.search(clause) else None
    if named and DENIAL.search(clause):
        return "denied"
    if named and match.groupdict().get("prep") == "with" and _SKIPPED.search(clause + adjectives):
        return "cancelled"
    if not named and CONDITION.search(clause[-60:]):
        return None
    # "called off | talks": no article parts the noun from the verb
    return _ended(clause + adjectives, adjectives, follows) or _by_words(
        before, clause, adjectives, follows, named=named
    )


def _ended(clause: str, adjectives: str, follows: str) -> MeetingStatus | None:
    fates = {found.lastgroup for found in FATE.finditer(follows)}
    if (
        _GONE.search(clause)
        or "cancelled" in fates
        or re.search(r"\bcancel+ed|scrapped\b", adjectives)
    ):
        return "cancelled"
    if _MOVED.search(clause) or "postponed" in fates or re.search(r"postponed|delayed", adjectives):
        return "postponed"
    return None


def _by_words(
    before: str, clause: str, adjectives: str, follows: str, *, named: bool
) -> MeetingStatus | None:
    if re.search(r"\b(?:possible|potential|any|eventual|future)\b", adjectives):
        return None
    if "proposed" in adjectives or _WISHED.search(clause):
        return "proposed"
    if re.search(r"\b(?:upcoming|planned|scheduled|forthcoming|next)\b", adjectives):
        return "scheduled"
    if _HOPE.search(clause) and _MAY_BE_HELD.match(follows):
        return "proposed"
    if not named and _PERHAPS.match(follows):
        return None
    return _by_time(before, clause, follows, named=named)


def _by_time(before: str, clause: str, follows: str, *, named: bool) -> MeetingStatus | None:
    if _STANDS_STILL.match(follows) or (not named and _ROOM_FOR.search(clause)):
        return None
    if _GRATEFUL.search(before[-160:]):
        return "held"
    if _CALLED.search(before[-40:]) or _SET_UP.match(follows):
        return "scheduled"
    if _IS_TO_BE.match(follows) and _STARTS.search(before[-40:]):
        return "scheduled"
    aside = "," in follows[:12] and not _PLANNED.search(follows[:40])
    fates = FATE.finditer(follows.split(",", maxsplit=1)[0] if aside else follows)
    fate = next((one for one in fates if one[0] not in _OF_OTHERS), None)
    if (fate and fate.lastgroup == "scheduled") or _AHEAD_OF.search(before[-40:]):
        return "scheduled"
    if _TOOK_PLACE.match(follows) or _GONE_BY.search(before[-30:]):
        return "held"
    if _GOAL.search(clause[-12:]):
        return _as_goal(before, clause)
    if _TO_COME.search(clause):
        return "scheduled"
    return "held" if named else None


def _as_goal(before: str, clause: str) -> MeetingStatus | None:
    """`"will fly there for | talks" -> scheduled`, `"arrived for | talks" -> held`."""
    if _GOING.search(clause):
        return "scheduled"
    return "held" if _GONE_THERE.search(before[-120:]) else None


def is_cued(match: re.Match[str], text: str) -> bool:
    """Whether the words around a noun say that the meeting was, not only that there is one."""
    return bool(
        _OPENS.fullmatch(text[: match.start("noun")])
        or _TOOK_PLACE.match(text[match.end("noun") :])
        or _GONE_BY.search(text[: match.start()][-30:])
        or _WAS_BETWEEN.search(match["rel"] or "")
        or _AT_WHICH.match(text[match.end("noun") :])
    )
