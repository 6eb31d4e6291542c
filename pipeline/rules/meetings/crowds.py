"""Groups named by a word: which of them act for states, and which for a trade or cause at home.

"G7 leaders", "Ruritanian officials" and "the two delegations" meet as states do; "labor
leaders", "health experts" and "State Legislative Leaders" are guests of their own government.
"""

import re
from functools import lru_cache

from pipeline.lookup.registry import load

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
_CAUSE = re.compile(
    r"(?:business|industry|industrial|energy|labou?r|union|unions|civil|rights|religious|faith"
    r"|interfaith|denominational|church|congressional|legislative|democratic|republican|gop"
    r"|bipartisan|state|local|city|county|municipal|community|tribal|indigenous|native|black"
    r"|white|latino|latina|hispanic|jewish|muslim|christian|catholic|evangelical|arab[- ]american"
    r"|asian[- ]american|african[- ]american|women|women’s|youth|young|student|students|disability"
    r"|disabled|veterans?|health|healthcare|medical|hospital|education|educational|academic"
    r"|university|college|school|enforcement|police|tech|technology|digital|cyber|airline|airlines"
    r"|auto|automotive|bank|banking|corporate|farm|agricultural|farmers|environmental|justice"
    r"|reproductive|lgbt\w*\+?|elected|house|senate|congress|cabinet|public|private|nonprofit"
    r"|philanthropic|grassroots|advocacy|thought|opinion|society|cultural|social|sports|scientific"
    r"|research|organi[sz]ations?|sector|utility|consumer|housing|worker|workers|market|media"
    r"|retail|manufacturing|infrastructure|prevention|gun|safety|abortion|climate|care)",
    re.IGNORECASE,
)
"""Words of a trade, a cause or a people within a country: whoever leads them leads no state."""
_AT_HOME = re.compile(
    r"\b(?:economists|advocates|activists|stakeholders|providers|executives|ceos)\b"
    r"|\b(?:arab|asian|african|native|mexican|cuban|muslim|jewish)[- ]american\b"
    r"|\b(?:members of (?:the )?(?:congress|parliament|house|senate|cabinet|council|public|press"
    r"|media|national guard|community|famil\w+)|house members|cabinet|national guard)\b",
    re.IGNORECASE,
)
_ONE_GOVERNMENT = re.compile(
    r"\b(?:administration|white house|government|cabinet|ministry|department|staff)\b",
    re.IGNORECASE,
)
_OF_TRADE = re.compile(
    r"(?: (?:from|of|in|representing|across|at))?(?: (?!⟦)[\w’'&/-]+,?){0,8}?[ -](?:compan(?:y|ies)"
    r"|industr(?:y|ies)|corporations?|firms|businesses|universit(?:y|ies)|colleges|schools|labs"
    r"|centers|unions|associations?|nonprofits|charities|laureates|caucus"
    r"|(?:civil|rights|community|advocacy|business|faith|labor|conservation|health|civil society)"
    r"(?: [\w-]+)? (?:organi[sz]ations|groups|leaders|sector))\b",
    re.IGNORECASE,
)
_SENT = re.compile(r"\b(?:envoys|negotiators|delegat\w+|mediators|emissaries)\b", re.IGNORECASE)
_DEMONYM = re.compile(r"[A-Z][\w-]*(?:an|ans|ese|ish|i|ite|ic)(?:[’']s)?")
_LONGEST = 6
"""Words of the longest name of a state or body before "leaders"."""


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
    if _AT_HOME.search(words):
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
