"""Who sits at home: people, offices, bodies and groups of a state's own life, no side of their own.

What calls somebody so stands in `reference/at_home.csv`; each kind of words is asked in one way:

- of an actor, `is_private`: with him at the table it is no meeting of states ("a senator", "the
  Senate", "labor leaders", "a striker"); `is_home_office`: he comes with his leader and makes no
  second side ("the vice president", "the Department of Labor");
- of the words for a group, `is_of_cause`, `is_of_trade` and `is_of_one_government`: "G7 leaders",
  "Ruritanian officials" and "the two delegations" meet as states do, "health experts" and "State
  Legislative Leaders" are guests of their own government;
- of a summit's name, `is_home_summit`: "the Tribal Nations Summit";
- of "his minister", `is_own_office`: an office of the other one's.
"""

import csv
import re
from functools import lru_cache
from importlib.resources import files

from pipeline.lookup.registry import load
from pipeline.rules.meetings.levels import leads_state, told_role
from schemas.draft import ActorDraft


def _table() -> dict[str, str]:
    """By kind, the branches of a pattern for its words; a star stands for any ending."""
    found: dict[str, list[str]] = {}
    with files("pipeline").joinpath("reference/at_home.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            words = re.escape(row["words"]).replace(r"\*", r"\w*")
            found.setdefault(row["kind"], []).append(words)
    return {kind: "|".join(words) for kind, words in found.items()}


_WORDS = _table()
_PRIVATE = re.compile(
    rf"\b(?:{_WORDS['private']}"
    r"|(?<!african )(?<!european )(?<!economic )(?<!soviet )union)\b",
    re.IGNORECASE,
)
_BODY = re.compile(rf"\b(?:{_WORDS['body']})\b", re.IGNORECASE)
"""Bodies that a leader meets at home."""
_OF_PARLIAMENT = re.compile(
    rf"(?:the |house |senate |majority |minority |opposition )*(?:{_WORDS['parliament']})",
    re.IGNORECASE,
)
"""Offices of a parliament, where no country stands beside them."""
_ROLE = re.compile(
    rf"(?:the |every |each |an? |local |deputy |police |fire )*(?:{_WORDS['office']})",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(rf"\b(?:{_WORDS['department']})\b", re.IGNORECASE)
_PORTFOLIO = re.compile(rf"\b(?:{_WORDS['portfolio']})\b", re.IGNORECASE)
"""Offices for a state's own affairs, whose holders are their leader's guests and no other state's,
where nothing says otherwise.
"""
_CAUSE = re.compile(_WORDS["cause"], re.IGNORECASE)
"""Words of a trade, a cause or a people within a country: whoever leads them leads no state."""
_GROUP = re.compile(
    rf"\b(?:{_WORDS['group']}|members of (?:the )?(?:{_WORDS['members']}))\b", re.IGNORECASE
)
_ONE_GOVERNMENT = re.compile(rf"\b(?:{_WORDS['government']})\b", re.IGNORECASE)
_OF_TRADE = re.compile(
    r"(?: (?:from|of|in|representing|across|at))?(?: (?!⟦)[\w’'&/-]+,?){0,8}?[ -]"
    rf"(?:{_WORDS['trade']}"
    r"|(?:civil|rights|community|advocacy|business|faith|labor|conservation|health|civil society)"
    r"(?: [\w-]+)? (?:organi[sz]ations|groups|leaders|sector))\b",
    re.IGNORECASE,
)
_SUMMIT = re.compile(rf"\b(?:{_WORDS['summit']})\b")
_OWN_OFFICE = re.compile(
    r"(?:his|her|its|their) (?:own )?(?:[\w-]+ ){0,2}?(?:ministers?|secretary|advis[eo]rs?|chief of"
    r" staff|spokes\w+|generals?|cabinet|ambassadors?|envoys?|diplomats?|negotiators?|officials"
    r"|delegation|commanders?|governors|consuls?)\b(?! counterpart)",
    re.IGNORECASE,
)
"""An office of the one who meets its holder at home."""
_PRESIDING = re.compile(
    r"\b(?:envoy|ambassador|minister|emissary)\b|\bchair\w* of (?:the )?(?:[\w’'-]+ )*(?:congress"
    r"|parliament|assembly|council|committee|senate|duma|presidency|union|commission|state)\b",
    re.IGNORECASE,
)
"""What makes a chairman or an agent one who speaks for a state."""
_HEAD = re.compile(
    r"\b(?:leaders?|leadership|officials|representatives|experts|specialists|members"
    r"|chiefs|economists|advocates|activists|stakeholders|providers|executives|ceos)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?:the|all|both|an?|his|her|its|their|our|these|those|other|fellow|key|several|some|many|more"
    r"|than|about|over|dozens?|hundreds?|two|three|four|five|six|seven|eight|nine|ten|\d+|senior"
    r"|top|top-level|high|high-level|high-ranking|ranking|mid-level|working-level|visiting|foreign"
    r"|world|global|international|regional|allied|partner|respective|relevant|new|current|former"
    r"|interim|transitional|acting|incoming|outgoing|elected(?= leaders of)|military|defen[cs]e"
    r"|security|national|intelligence|army|naval|government|governmental|diplomatic|political"
    r"|trade|economic|finance|financial|nuclear|technical|arms|border|customs|peace|cease-?fire"
    r"|truce|opposition|rebel|rebels|militia|militant|insurgent|separatist|guerrilla|faction"
    r"|factional|militias|administration|ministry|embassy|palace|prime|deputy|vice|and|or|of|from"
    r"|for|de|facto|western|eastern|northern|southern|central|north|south|east|west|central|arab"
    r"|african|asian|european|transatlantic|pacific|indo-pacific|caribbean|gulf|nordic|baltic"
    r"|balkan|latin|kurdish|tuareg|druze|sunni|shi[’']?ite|shia|maronite|alawite|bedouin|eurozone"
    r"|states?(?= of)|heads?|leaders|officials|representatives|experts|members"
    r"|islands?|forum|council|union|bloc|community|alliance|group|nations?|countries|states|sides"
    r"|parties|powers|governments?|neighbou?rs|region|neighbou?ring|participating|attending|present"
    r"|summit|conference|delegations?|warring|rival|talks|team|counterparts|allies|partners|like-minded"
    r"|invited|democratic republic|republic|kingdom|commonwealth|un|eu|u\.?n\.?|u\.?s\.?|u\.?k\.?)",
    re.IGNORECASE,
)
"""Words that a group of diplomats may have beside it."""
_SENT = re.compile(r"\b(?:envoys|negotiators|delegat\w+|mediators|emissaries)\b", re.IGNORECASE)
_DEMONYM = re.compile(r"[A-Z][\w-]*(?:an|ans|ese|ish|i|ite|ic)(?:[’']s)?")
_LONGEST = 6
"""Words of the longest name of a state or body before "leaders"."""


def is_private(actor: ActorDraft) -> bool:
    """Whether what the text calls him keeps him from being a diplomat."""
    if actor.kind in ("media", "expert_org"):
        return True
    if actor.kind == "government_body":
        return bool(_BODY.search(actor.name or actor.role or ""))
    if actor.kind == "collective" and is_of_cause(told_role(actor)):
        return True
    return is_kept_home(actor, told_role(actor))


def is_kept_home(actor: ActorDraft, words: str) -> bool:
    """Whether his office is private, or of a parliament that the text gives no state."""
    if _OF_PARLIAMENT.fullmatch(words):
        return load().state(actor.affiliation or "") is None
    return called_private(words)


@lru_cache(maxsize=10_000)
def called_private(words: str) -> bool:
    """Whether words for somebody keep him from being a diplomat: "a senator", "the speaker"."""
    return bool(_OF_PARLIAMENT.fullmatch(words)) or (
        bool(_PRIVATE.search(words)) and not (leads_state(words) or _PRESIDING.search(words))
    )


def is_home_office(actor: ActorDraft, country: str | None) -> bool:
    """Whether he, or it, belongs to the land where the text is at home, as nothing says otherwise.

    `"the vice president"`, `"the Department of Labor"`, `"Transportation Secretary Jo Reed"` where
    no country or body stands beside them.
    """
    whose, name = actor.affiliation, actor.name or actor.role or ""
    if country or (whose and load().organisation(whose)):
        return False
    if actor.kind == "government_body":  # "the Office of Legal Counsel" is no Counsel's
        return bool(_DEPARTMENT.search(name)) and not (whose and name.startswith(whose))
    if whose and not _PORTFOLIO.search(whose):
        return False
    if actor.kind == "role_holder" and not actor.name:
        return bool(_ROLE.fullmatch(actor.role or ""))
    return actor.kind in ("person", "role_holder") and bool(
        _PORTFOLIO.search(f"{actor.role or ''} {actor.name if actor.kind != 'person' else ''}")
    )


@lru_cache(maxsize=10_000)
def is_of_cause(words: str, *, titled: bool = False) -> bool:
    """Whether a group speaks for a trade, a cause or its own country's bodies, and for no state.

    titled: the words stand in a title, whose capitals do not tell "Hamas leaders" apart.

    `"State Legislative leaders" -> True`, `"Caribbean leaders" -> False`,
    `"leaders of the Bucharest Nine" -> False`, `"the two leaders" -> False`
    """
    head = _HEAD.search(words)
    if head is None:
        return False
    if _GROUP.search(words):
        return True
    before = _unknown(words[: head.start()])
    behind = _unknown(words[head.end() :])
    if any(_CAUSE.fullmatch(word) for word in (*before, *behind)):
        return True
    # "Hamas leaders" may be anybody's, "tenant leaders" and "Long Term Care Leaders" are no state's
    return any(word[:1].islower() for word in before) or len(before) > (0 if titled else 1)


def is_of_trade(follows: str) -> bool:
    """Whether what follows a group gives it to a trade or cause.

    `" from ten civil rights groups on Monday" -> True`, `" from both countries" -> False`
    """
    return bool(_OF_TRADE.match(follows))


def is_of_one_government(words: str) -> bool:
    """`"senior administration officials" -> True`: alone they meet nobody but one another."""
    return bool(_ONE_GOVERNMENT.search(words)) and not _SENT.search(words)


def is_home_summit(name: str) -> bool:
    """Whether tribes, chief executives or students meet under a summit's name, and no states."""
    return bool(_SUMMIT.search(name))


def is_own_office(words: str) -> bool:
    """`"her defence minister" -> True`: an office of the one who meets its holder."""
    return bool(_OWN_OFFICE.match(words))


def _unknown(words: str) -> tuple[str, ...]:
    """Those of some words that name no state or body, nor what diplomats are called."""
    registry = load()
    parts = words.replace("(", " ").replace(")", " ").replace(",", " ").split()
    left: list[str] = []
    at = 0
    while at < len(parts):
        for length in range(min(_LONGEST, len(parts) - at), 0, -1):
            some = re.sub(r"[’']s?$", "", " ".join(parts[at : at + length]))
            if some[:1].isupper() and (
                registry.state(some) or registry.organisation(some) or registry.metonym(some)
            ):
                at += length
                break
        else:
            word = parts[at]
            at += 1
            plain = _PLAIN.fullmatch(word) or _DEMONYM.fullmatch(word) or word in "–-&"
            if not plain or (_CAUSE.fullmatch(word) and word.lower() != "state"):
                left.append(word)
    return tuple(left)
