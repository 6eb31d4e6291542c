"""Who sits at a meeting: whether that makes it a diplomatic one, and on what level."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from pipeline.lookup.known import KnownPerson
from pipeline.lookup.registry import load
from pipeline.rules.meetings.at_home import is_home_office
from pipeline.rules.meetings.crowds import is_of_cause, is_of_one_government
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
_PRIVATE = re.compile(
    r"\b(?:CEO|chief executive|executives?|chairm[ae]n|chairwoman|owners?|coach|manager|captain"
    r"|striker|midfielder|defender|player|actor|actress|singer"
    r"|author|novelist|professor|analyst|researcher|lawyer|attorney|student|activist|journalist"
    r"|reporter|editor|doctor|nurse|teacher|farmer|resident"
    r"|fans?|supporters?|investors?|shareholders?|workers?|survivors?|victims?|famil(?:y|ies)"
    r"|senators?|congress(?:man|woman|men|members?)|lawmakers?|mayors?|governors?|priest"
    r"|legislators?"
    r"|attorneys? general|county|tribal|indigenous"
    r"|entrepreneurs?|founder|economist|fund|club|company|bank|(?<!african )(?<!european"
    r" )(?<!economic )"
    r"(?<!soviet )union|trust|dentist|agent|widow"
    r"|mother|father|wife|husband|son|daughter|first lady|democrats?|republicans?)\b",
    re.IGNORECASE,
)
_OF_SOME = re.compile(
    r"[A-Z]\w|\bcounterparts\b|\bforeign ministers|\bdeputy ministers|\bmilitary chiefs"
    r"|\bheads of state"
)
_PRESIDING = re.compile(
    r"\b(?:envoy|ambassador|minister|emissary)\b|\bchair\w* of (?:the )?(?:[\w’'-]+ )*(?:congress"
    r"|parliament|assembly|council|committee|senate|duma|presidency|union|commission|state)\b",
    re.IGNORECASE,
)
"""What makes a chairman or an agent one who speaks for a state."""
_STILL_MINISTER = re.compile(r"deputy prime|vice premier|high rep|vice[- ]president", re.IGNORECASE)
_BODY_HEAD = re.compile(r"\bsecretary[- ]general\b", re.IGNORECASE)
_FOR_BODY = re.compile(
    r"\bsecretary[- ]general|\bhigh representative|\bcommissioner\b|\bU\.?N\b|\bUnited Nations\b"
    r"|\bEU\b|\bEuropean (?:Union|Council|Commission)\b|\bNATO\b|\bAfrican Union\b|\bLeague\b"
    r"|\bOSCE\b|\bIAEA\b|\bIMF\b|\bWorld Bank\b",
    re.IGNORECASE,
)
"""What makes somebody act for a body, whatever country he is from."""
_CIVILIAN_GENERAL = re.compile(
    r"\b(?:attorney|secretary|director|consul)[- ]general|general (?:secretary|director)\b",
    re.IGNORECASE,
)
_COUNTERPART = re.compile(r"\bcounterparts?\b", re.IGNORECASE)
_FACTION = re.compile(
    r"\b(?:opposition|rebels?|insurgents?|militants?|separatists?|factions?|militias?|hamas"
    r"|(?:political"
    r"|armed|ethnic|tribal) (?:groups?|forces|movements?))\b",
    re.IGNORECASE,
)
_ARMED = re.compile(
    r"\b(?:rebels?|insurgents?|militants?|militias?|paramilitar(?:y|ies)|separatists?|guerrillas?"
    r"|warlords?|jihadists?|junta)\b",
    re.IGNORECASE,
)
"""What makes somebody a side of his own in his own country."""
_AT_HOME = re.compile(
    r"\b(?:cabinet|parliament\w*|senate|congress|assembly|committee|caucus|board|court|police"
    r"|legislature|(?:council|conference) of (?:ministers|governors|mayors)|duma|knesset"
    r"|bundestag|city council)\b",
    re.IGNORECASE,
)
"""Bodies that a leader meets at home."""
_AT_HOME_ROLE = re.compile(
    r"(?:the |house |senate |majority |minority |opposition )*(?:speaker|leader|whip)",
    re.IGNORECASE,
)
"""Offices of a parliament, where no country stands beside them."""
_SERVES = re.compile(
    r"\b(?:Ministry|Office|Embassy|Council|Court|Cabinet|Secretariat|Government|Mission|Delegation)\b"
)
"""Bodies of a state whose people act for it: "Jo Doe of the Omani Royal Office"."""
_STAFF = re.compile(
    r"\b(?:to|of) the (?:vice )?president\b(?! of\b)"
    r"|^(?:senior |special |deputy )?(?:advis[eo]r|assistant)$",
    re.IGNORECASE,
)
"""Who serves a president of whom the text need not tell whose he is."""
_PRESIDENT = re.compile(r"(?:the )?president", re.IGNORECASE)
_OF_STATE = re.compile(r"(?:\w+ ){1,2}president|president of .+", re.IGNORECASE)
_SENT_TO = re.compile(
    r"\b(envoy|ambassador|representative|coordinator|mediator|negotiator) (?:for|to|on) .*"
)
"""Whom he is sent to, and whose he is not: "UN envoy for Yemen"."""
_HONORIFIC = re.compile(
    r"(?:Mrs?|Ms|Miss)\b\.? (?!President|Prime|Chanc|Secretary|Minister|Speaker|Amb|Foreign"
    r"|Chair)[A-Z]"
)
_SIDES = 2
_MAJORITY = 3
"""Diplomats beside whom a person of whom the text tells nothing may sit too."""
_GROUPS = ("armed_group", "opposition_group")
_BODIES = ("state", "igo", "government_body")


def country_of(cast: Cast, one: int) -> str | None:
    """Whose country he acts for: by the text, else by the tables where they know one such name."""
    country = cast.countries[one] if cast.countries else None
    actor = cast.actors[one]
    if country is None and actor.kind in ("person", "role_holder", "government_body"):
        country = _named_in(
            _SENT_TO.sub(
                r"\1",
                f"{actor.role or ''} {actor.name or ''}"
                if actor.kind != "person"
                else actor.role or "",
            )
        )
    if country or actor.kind != "person" or not actor.name or actor.affiliation:
        return country
    return None if _FOR_BODY.search(actor.role or "") else _home(actor.name)


@lru_cache(maxsize=2_000)
def _named_in(words: str) -> str | None:
    """The state that an office's words name: `"White House Policy Director" -> USA`."""
    registry = load()
    parts = words.split()
    for at in range(len(parts)):
        for length in (2, 1):
            some = " ".join(parts[at : at + length])
            found = registry.state(some) or registry.metonym(some) if some[:1].isupper() else None
            if found in registry.states:
                return found
    return None


@lru_cache(maxsize=2_000)
def _home(name: str) -> str | None:
    countries = {person.country_iso3 for person in _people(name)}
    return countries.pop() if len(countries) == 1 else None


def _people(name: str) -> tuple[KnownPerson, ...]:
    """Whom the tables know by that name; by a surname only where no more of the name stands."""
    registry = load()
    return registry.people(name) or (registry.bearers(name) if " " not in name else ())


def told_role(actor: ActorDraft) -> str:
    if actor.kind == "person" and _HONORIFIC.match(actor.role or ""):
        return ""  # "Mrs. Mary King | Doe" is no king
    return " ".join(filter(None, (actor.role, actor.name if actor.kind != "person" else None)))


def is_diplomatic(actor: ActorDraft, country: str | None) -> bool:
    """Whether he, or it, meets others on behalf of a state, a body of states or a warring side."""
    if actor.kind in (*_BODIES, *_GROUPS):
        return True
    if actor.kind in ("media", "expert_org"):
        return False
    words = told_role(actor)
    if actor.kind == "collective" and not (country or actor.affiliation or actor.members):
        return bool(_FACTION.search(words) or _OF_SOME.search(words))
    if (
        words
        and not _is_kept_home(actor, words)
        and (_level(actor) is not None or _COUNTERPART.search(words))
    ):
        return True
    if actor.kind != "person" or words:
        return False
    serves = _SERVES.search(actor.affiliation or "") and _named_in(actor.affiliation or "")
    return bool(serves or _offices(actor.name or "", country))


def is_private(actor: ActorDraft) -> bool:
    """Whether what the text calls him keeps him from being a diplomat."""
    if actor.kind in ("media", "expert_org"):
        return True
    if actor.kind == "government_body":
        return bool(_AT_HOME.search(actor.name or actor.role or ""))
    if actor.kind == "collective" and is_of_cause(told_role(actor)):
        return True
    return _is_kept_home(actor, told_role(actor))


def _is_kept_home(actor: ActorDraft, words: str) -> bool:
    """Whether his office is private, or of a parliament that the text gives no state."""
    if _AT_HOME_ROLE.fullmatch(words):
        return load().state(actor.affiliation or "") is None
    return _is_private(words)


@lru_cache(maxsize=10_000)
def _is_private(words: str) -> bool:
    return bool(_AT_HOME_ROLE.fullmatch(words)) or (
        bool(_PRIVATE.search(words))
        and not (_LEADER.search(words) or _MINISTER.search(words) or _PRESIDING.search(words))
    )


@lru_cache(maxsize=2_000)
def _offices(name: str, country: str | None) -> tuple[str, ...]:
    """The offices that people of that name held, by the tables; none for a name they lack."""
    registry = load()
    people = _people(name)
    found = {
        holding.office
        for person in people
        if country is None or person.country_iso3 in (None, country)
        for holding in registry.holdings_by_person.get(person.person_id, ())
    }
    return tuple(sorted(found))


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


def _level(actor: ActorDraft, country: str | None = None) -> Level | None:
    if actor.kind in _GROUPS:
        return "non_state"
    words = told_role(actor)
    if actor.kind == "collective" and _FACTION.search(words):
        return "non_state"
    if actor.kind in _BODIES and not actor.role:
        return None
    if words and (told := _told_level(words)):
        return told
    if actor.kind == "person":
        offices = _offices(actor.name or "", country)
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


def level_of(cast: Cast, actors: Sequence[int], hint: str = "") -> Level:
    """On what level they met: that of all of them, else `mixed`.

    hint: the words around the meeting, for one whose parties are named as states alone:
    `"leaders of Russia and Turkey"`, `"summit"`.
    """
    countries = cast.countries or (None,) * len(cast.actors)
    levels = {level for one in actors if (level := _level(cast.actors[one], countries[one]))}
    open_ones = [one for one in actors if _level(cast.actors[one], countries[one]) is None]
    if len(levels) == 1:
        only = levels.pop()
        if not open_ones or all(cast.actors[one].kind not in _BODIES for one in open_ones):
            return only
        return "mixed"
    if levels:
        return "mixed"
    return hinted_level(hint) or "mixed"


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


@lru_cache(maxsize=10_000)
def calls_diplomats(words: str) -> bool:
    """Whether words for somebody name an office: "Minister Wiraatmaja", "the two leaders"."""
    return hinted_level(words) is not None and not _is_private(words) and not is_of_cause(words)


def is_company(cast: Cast, actors: Sequence[int], called: Collection[int] = ()) -> bool:
    """Whether these can hold a diplomatic meeting: two parties at least, not of one country.

    called: those whom the text there calls by an office, "the ministers".
    """
    known = cast.countries or (None,) * len(cast.actors)
    if any(is_private(cast.actors[one]) for one in actors):
        return False
    if len(actors) == 1:
        one = cast.actors[actors[0]]
        return one.kind in ("collective", "opposition_group") and (
            len(one.members) > 1
            or (
                hinted_level(told_role(one)) is not None
                and not is_of_one_government(told_role(one))
            )
        )
    sure = [one for one in actors if one in called or is_diplomatic(cast.actors[one], known[one])]
    if not all(one in sure or cast.actors[one].kind == "person" for one in actors):
        return False
    if len(sure) < len(actors) and (
        len(sure) < _MAJORITY
        or any(told_role(cast.actors[one]) for one in actors if one not in sure)
    ):
        return False
    guests = [
        one
        for one in sure
        if not is_home_office(cast.actors[one], country_of(cast, one))
        and not _is_double(cast, one, sure)
    ]
    if len({side(cast, one) for one in guests}) < _SIDES:
        return False
    # "Chair Doe and Vice Chair Roe": somebody must be known to act for a state or body.
    return any(
        country_of(cast, one)
        or cast.actors[one].kind not in ("person", "role_holder", "government_body")
        or cast.actors[one].affiliation
        or _FOR_BODY.search(cast.actors[one].role or "")
        or _level(cast.actors[one], known[one]) not in (None, "officials")
        for one in sure
    )


def _is_double(cast: Cast, one: int, others: Sequence[int]) -> bool:
    """Whether an office alone is the one before it under another word: `"THE PRESIDENT"`."""
    return any(
        _bare(cast, one) == _bare(cast, at) != "" for at in others[: list(others).index(one)]
    )


def _bare(cast: Cast, one: int) -> str:
    """`"the president"`, where neither a name nor a country stands beside it; else nothing."""
    actor = cast.actors[one]
    known = actor.kind != "role_holder" or actor.name or actor.affiliation
    return (
        "" if known or country_of(cast, one) else (actor.role or "").casefold().removeprefix("the ")
    )


def side(cast: Cast, one: int) -> str:
    """For whom he sits: a country, what the article names, or himself."""
    actor = cast.actors[one]
    country = country_of(cast, one)
    if actor.kind in _GROUPS:
        return actor.name or actor.ref
    if country:
        armed = actor.kind in ("person", "role_holder") and _ARMED.search(actor.role or "")
        return (actor.name or actor.ref) if armed else country
    if actor.kind in ("person", "role_holder") and _STAFF.search(actor.role or ""):
        return cast.publisher or _presided(cast) or "the president"
    if actor.affiliation:
        return actor.affiliation.lower().removeprefix("the ")
    if actor.kind == "state" and actor.name:
        return actor.name.lower().removeprefix("the ")
    return actor.ref


def _presided(cast: Cast) -> str | None:
    """The one state whose head the text means by "the president"; None where it may be two's.

    Whom it calls so; else who stands there by that office alone, `"President Jo Doe"`, or serves
    him; else whom it calls a state's: `"the Kenyan president"`.
    """
    meant = [one for m in cast.mentions if _PRESIDENT.fullmatch(m.text) for one in m.actors]
    roles = [(one, actor.role or "") for one, actor in enumerate(cast.actors)]
    bare = [one for one, role in roles if _PRESIDENT.fullmatch(role) or _STAFF.search(role)]
    told = [one for one, role in roles if _OF_STATE.fullmatch(role)]
    for some in (meant, bare, told):
        states = {country_of(cast, one) for one in some} - {None}
        if states:
            return states.pop() if len(states) == 1 else None
    return None
