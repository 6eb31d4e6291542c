"""On what level somebody meets, and several together: leaders, ministers, officials, soldiers."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.rules.meetings.known_people import offices_of
from pipeline.rules.mentions import Cast
from schemas.draft import ActorDraft
from schemas.vocabulary import Level

_MINISTER = re.compile(
    r"\b(?:foreign|external affairs|foreign affairs)\b.{0,30}\b(?:minister|ministers|secretary"
    r"|ministry|policy chief|affairs)\b"
    r"|\bministers? (?:of|for) (?:foreign|external)|\bsecretar(?:y|ies) of state\b"
    r"|\btop diplomats?\b|\bforeign policy chief\b|\bFMs?\b|\bhigh representative\b"
    r"|\bchief diplomat\b",
    re.IGNORECASE,
)
_DEPUTY = re.compile(
    r"\b(?:deputy|vice|assistant|under-?secretary|former|ex-|spokes\w+|aide|adviser|advisor|envoy"
    r"|representative|ambassador|designate)\b",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"\b(?:presidents?|prime ministers?|premiers?|chancellors?|kings?|queens?|emirs?|amirs?"
    r"|sultans?|emperor|monarch"
    r"|heads? of (?:state|government)|(?:\w+ )?leaders?|crown princes?|taoiseach|ruler|pope"
    r"|pontiff|PM|PMs|leadership|majesty|highness|holiness)\b",
    re.IGNORECASE,
)
_NO_STATE_LEADER = re.compile(
    r"\b(?:opposition|party|rebel|union|business|religious|tribal|community|hamas|militant|labou?r"
    r"|student|church|group|faction|congressional|minority|majority|civil rights|protest"
    r"|separatist)\b.{0,20}\bleaders?\b"
    r"|\bpresident of (?:the )?(?:council|assembly|parliament|senate|commission|central bank|court"
    r"|company|club|university|federation|board|association|world bank)\b"
    r"|\b(?:company|club|bank|university|union|federation|parliament\w*|assembly|senate"
    r"|council) president\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b(?:generals?|admirals?|colonels?|marshal|commanders?|military chiefs?"
    r"|chiefs? of (?:general |defen[cs]e )?staff|army chiefs?|armed forces"
    r"|defen[cs]e ministers?|ministers? of defen[cs]e|defen[cs]e secretary|secretary of defen[cs]e"
    r"|defen[cs]e chiefs?|military (?:officials?|officers?|leaders?|delegations?))\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:ministers?|envoys?|ambassadors?|diplomats?|officials?|negotiators?|delegat\w+"
    r"|emissar\w+|councill?ors?"
    r"|advis[eo]rs?|secretar\w+|representatives?|commissioner"
    r"|under-?secretary|deputy|vice president|speaker|mediators?|chargé|consul|experts|spokes\w+"
    r"|directors?|coordinator|aide|head|chief|chair\w*|directorate|nuncio"
    r"|assistant to the (?:president|prime minister|secretary))\b",
    re.IGNORECASE,
)
_STILL_MINISTER = re.compile(r"deputy prime|vice premier|high rep|vice[- ]president", re.IGNORECASE)
_BODY_HEAD = re.compile(r"\bsecretary[- ]general\b", re.IGNORECASE)
_CIVILIAN_GENERAL = re.compile(
    r"\b(?:attorney|secretary|director|consul)[- ]general|general (?:secretary|director)\b",
    re.IGNORECASE,
)
_FACTION = re.compile(
    r"\b(?:opposition|rebels?|insurgents?|militants?|separatists?|factions?|militias?|hamas"
    r"|(?:political"
    r"|armed|ethnic|tribal) (?:groups?|forces|movements?))\b",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r"(?:Mrs?|Ms|Miss)\b\.? (?!President|Prime|Chanc|Secretary|Minister|Speaker|Amb|Foreign"
    r"|Chair)[A-Z]"
)
GROUPS = ("armed_group", "opposition_group")
BODIES = ("state", "igo", "government_body")
_BY_OFFICE: dict[str, Level] = {
    "head_of_state": "leaders",
    "head_of_government": "leaders",
    "prime_minister": "leaders",
    "leader": "leaders",
    "crown_prince": "leaders",
    "body_head": "leaders",
    "foreign_minister": "foreign_ministers",
    "defence_minister": "military",
    "chief_of_staff": "military",
}


def leads_state(words: str) -> bool:
    """Whether words for somebody name a leader or a foreign minister."""
    return bool(_LEADER.search(words) or _MINISTER.search(words))


def is_faction(words: str) -> bool:
    """Whether words for somebody name a side within a country: "rebels", "opposition groups"."""
    return bool(_FACTION.search(words))


def told_role(actor: ActorDraft) -> str:
    if actor.kind == "person" and _HONORIFIC.match(actor.role or ""):
        return ""  # "Mrs. Mary King | Doe" is no king
    return " ".join(filter(None, (actor.role, actor.name if actor.kind != "person" else None)))


def level_of(cast: Cast, actors: Sequence[int], hint: str = "") -> Level:
    """On what level they met: that of all of them, else `mixed`.

    hint: the words around the meeting, for one whose parties are named as states alone:
    `"leaders of Russia and Turkey"`, `"summit"`.
    """
    countries = cast.countries or (None,) * len(cast.actors)
    levels = {level for one in actors if (level := level_of_one(cast.actors[one], countries[one]))}
    open_ones = [one for one in actors if level_of_one(cast.actors[one], countries[one]) is None]
    if len(levels) == 1:
        only = levels.pop()
        if not open_ones or all(cast.actors[one].kind not in BODIES for one in open_ones):
            return only
        return "mixed"
    if levels:
        return "mixed"
    return hinted_level(hint) or "mixed"


def level_of_one(actor: ActorDraft, country: str | None = None) -> Level | None:
    if actor.kind in GROUPS:
        return "non_state"
    words = told_role(actor)
    if actor.kind == "collective" and _FACTION.search(words):
        return "non_state"
    if actor.kind in BODIES and not actor.role:
        return None
    if words and (told := _told_level(words)):
        return told
    if actor.kind == "person":
        offices = offices_of(actor.name or "", country)
        return next((_BY_OFFICE[office] for office in offices if office in _BY_OFFICE), None)
    return None


@lru_cache(maxsize=10_000)
def _told_level(words: str) -> Level | None:
    """The level of an office by its words: `"deputy foreign minister" -> officials`."""
    deputy = _DEPUTY.search(words)
    if _MINISTER.search(words) and (not deputy or _STILL_MINISTER.search(words)):
        return "foreign_ministers"
    if _NO_STATE_LEADER.search(words):
        return "non_state" if _FACTION.search(words) else "officials"
    if not deputy and (_LEADER.search(words) or _BODY_HEAD.search(words)):
        return "leaders"
    if _MILITARY.search(words) and not _CIVILIAN_GENERAL.search(words):
        return "military"
    return "officials" if _OFFICIAL.search(words) else None


@lru_cache(maxsize=10_000)
def hinted_level(words: str) -> Level | None:
    """The level that the words for those who met name: `"foreign ministers of" -> …`."""
    if _MINISTER.search(words):
        return "foreign_ministers"
    if _MILITARY.search(words):
        return "military"
    if _NO_STATE_LEADER.search(words) or _FACTION.search(words):
        return "non_state"
    if re.search(r"\b(?:deput(?:y|ies)|vice[- ])", words, re.IGNORECASE):
        return "officials"
    if _LEADER.search(words):
        return "leaders"
    if _OFFICIAL.search(words):
        return "officials"
    return None
