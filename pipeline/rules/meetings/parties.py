"""Who takes part in a meeting that a noun names: "talks with ⟦0⟧", "a gathering at which ⟦0⟧"."""

import re

from pipeline.rules.meetings.bodies import body_of
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.grammar import LIST_OR_ONE, NOT_ONE, PREPOSITION
from pipeline.rules.meetings.masked import GROUP
from pipeline.rules.meetings.seating import level_of
from pipeline.rules.meetings.telling import Seats
from pipeline.rules.meetings.wording import auxiliaries

JOURNEYS = ("visit", "trip")
_SENT = re.compile(
    r" ?(?:leaders|presidents|(?:foreign )?ministers|officials|delegations|envoys|representatives"
    r"|negotiators|delegates) (?:of|from)(?: the)?(?= ⟦)"
)
_TOGETHER = re.compile(
    r"[^;]{0,140}?\b(?:(?:brings?|brought|bringing|will bring) together|attended by"
    r"|with the (?:participation|attendance) of|in the presence of"
    r"|(?:co-)?chaired by|hosted by)"
    r"(?: the)?(?= ⟦)"
)
_BROUGHT = re.compile(
    rf"[^;]{{0,80}}?\b(?:brings?|brought|bringing|will bring) (?:the )?(?P<group>{GROUP})"
    r" together\b"
)
"""`the meeting on Libya, which brought ⟦1⟧ and ⟦2⟧ together`."""
_AT_WHICH = re.compile(
    r"(?: (?!and |but |or )[^,;:⟦⟧]{0,60}?)?(?:,? (?:at|in|during|where) which|, (?:when|where))"
    rf" (?:(?:both|the|all) )*(?P<group>{GROUP})"
    r"(?: and [^,;:⟦⟧]{3,40}?)? (?!['’])(?:(?:also|all|both|had|have|has|were|are|will|would) )*"
    r"[a-z]+(?:ed|t|ke|d|de|ew|n|ve|gn|ee|ss|et|g|ll)\b"
)
"""`a gathering | at which ⟦0⟧ and ⟦1⟧ agreed`."""
_THAT_THEY_HELD = re.compile(
    rf"(?: (?:that|which))? (?:the |his |her |its )?(?P<one>{GROUP}) (?:has |have |had )?"
    r"(?:held|hosted|had|chaired|conducted|holds|is holding|are holding|will hold)"
    rf"(?:(?: [^,;:⟦⟧]{{1,50}})? with(?: (?:the|his|her|their))? (?P<other>{GROUP}))?"
)
"""`the talks | that ⟦0⟧ held in Bern on Monday with ⟦1⟧`."""
_PAIRED = re.compile(r"(⟦\d+⟧)[-–‑](⟦\d+⟧)(?: [\w’'-]+){0,4} $")
"""Two states before a noun: "⟦0⟧-⟦1⟧ trade talks"."""
_PREPOSED = re.compile(r"\b(?:after|following|during|at|in)\s+$", re.IGNORECASE)
_LASTING = re.compile(r"\b\S+ (?:days?|hours?|weeks?|rounds?) of (?:[\w-]+ )?$|\bmarathon $")
"""`after two days of | talks`"""
_THEIR_SUBJECT = re.compile(rf"[^,;:⟦⟧]{{0,70}}, (?:the )?({GROUP})(?!['’]s)")
_SUBJECT_BEHIND = re.compile(rf"[^;:⟦⟧]{{0,60}}, (?:the )?({GROUP})(?!['’]s)(?:,| (?!and\b))")
_FRONTED = re.compile(r"(?:\W*[\w-]+ ){0,3}\W*")
_OTHERS = re.compile(r"\b(?:ahead of|before|after|prior to|following)\s+(?:an?|the|their)?\s*$")
_BACK = 3
"""Sentences back in which the story's subject stands."""
_CONVENES = re.compile(
    r"\b(?:co-)?(?:conven|host|chair|organi[sz])(?:e|es|ed|ing|s)? (?:(?:an?|the|its|his|her"
    r"|another) )?(?:(?!⟦)[\w’'-]+ ){0,4}$"
)
_BETWEEN_STATES = re.compile(
    r"\b(?:[Ss]ummit|[Ii]nternational|[Rr]egional|[Gg]lobal|peace|donors?|high-level|ministerial"
    r"|foreign ministers['’]?|emergency|multilateral|leaders['’])\b|(?:conference|meeting) on ⟦"
)
"""What makes a gathering that somebody hosts one of states."""
_DURING = re.compile(
    r"(?:(?P<whom> (?:with|alongside) (?:the |his |her |their )?(?P<group>"
    + GROUP
    + r")(?:, ⟦\d+⟧)?)|[^⟦⟧;]{0,80}?),? "
    r"(?:during|in|at|after|following|over|through)\s+$"
)
"""What stands before "a meeting" whose parties the sentence has named: `told ⟦1⟧ during |`."""


def parties(clause: Clause, match: re.Match[str], own: str) -> tuple[Seats, int, str]:
    """Who takes part by the noun's own words, where these end, and what tells the level.

    match: of `wording.OCCASION`. own: whose it is, "his" or `⟦0⟧'s`.
    """
    last = match.end("noun")
    if match["prep"] in (None, "of"):
        together = _TOGETHER.match(clause.text, last)
        if together and (found := clause.object(together.end())):
            return clause.seats(found["group"]), found.end(), ""
        if brought := _BROUGHT.match(clause.text, last):
            return clause.seats(brought["group"]), brought.end(), ""
    if match["prep"]:
        sent = None
        found = clause.object(match.end() - 1)
        if found is None and (sent := _SENT.match(clause.text, match.end())):
            found = clause.object(sent.end())
        if found:
            hint = sent[0] if sent else found["of"] or ""
            return _related(clause, match, own, found), found.end(), hint
    seats, end = _by_verb(clause, match, own)
    if seats:
        return seats, end, ""
    seats, last = body_of(clause, match, own)
    return seats or _convener(clause, match), last, ""


def _convener(clause: Clause, match: re.Match[str]) -> Seats:
    """`⟦0⟧ is convening a high-level meeting`: a leader, state or body that calls others in."""
    verb = _CONVENES.search(clause.text[: match.start("noun")])
    subject = doer(clause, verb.start()) if verb else None
    seats = clause.seats(subject[0], "", "host") if subject else ()
    whole = f"{match['adj'] or ''}{match['noun']}{clause.text[match.end('noun') :][:6]}"
    actors = [clause.cast.actors[one] for one, _ in seats]
    states = all(one.kind in ("state", "igo") for one in actors) or level_of(
        clause.cast, [one for one, _ in seats]
    ) in ("leaders", "foreign_ministers")
    if not (seats and states and _BETWEEN_STATES.search(whole) and subject):
        return ()
    return seats if clause.are_diplomats(subject[0]) else ()


def doer(clause: Clause, verb: int) -> re.Match[str] | None:
    """Who does what the verb at `verb` says, past clauses too: `⟦0⟧, who met ⟦1⟧, is convening`."""
    start = auxiliaries(clause.text, verb)[0]
    behind = clause.text[:start].rstrip().endswith(",")
    return clause.subject(start) or (clause.leading(start) if behind else None)


def _by_verb(clause: Clause, match: re.Match[str], own: str) -> tuple[Seats, int]:
    """Who meets by the verbs before or behind the noun, and where the words for it end."""
    text, last = clause.text, match.end("noun")
    before = text[: match.start()]
    journey = match["noun"].lower() in JOURNEYS
    if not (journey or match["prep"]) and (held := _THAT_THEY_HELD.match(text, last)):
        return clause.seats(held["one"], held["other"] or ""), held.end()
    if not journey and (which := _AT_WHICH.match(text, last)):
        return clause.seats(which["group"]), which.end("group")
    lasting = _LASTING.search(before) if not own else None
    gone = _DURING.search(before[: lasting.start()] if lasting else before)
    if gone and (seats := _parties_before(clause, gone, "a" if lasting else own)):
        return seats, last
    if pair := _PAIRED.search(text, 0, match.start("noun")):
        return clause.seats(pair[1], pair[2]), last
    if own in ("a", "an") and _PREPOSED.search(before):
        leads = _THEIR_SUBJECT.match(text, last)
        if leads and len(clause.actors(leads[1])) > 1:
            return clause.seats(leads[1]), last
    return (), last


def _parties_before(clause: Clause, gone: re.Match[str], own: str) -> Seats:
    """`⟦0⟧ discussed trade with ⟦1⟧ during | a call`, `⟦0⟧ and ⟦1⟧ agreed in | a call`."""
    if own not in ("a", "an", "their", "the"):
        return ()
    if gone["group"]:
        leader = clause.leading(gone.start())
        return clause.seats(leader[0], gone["group"]) if leader else ()
    groups = list(LIST_OR_ONE.finditer(clause.text, 0, gone.start() + 1))
    alone = not groups or own == "the" or len(clause.actors(groups[-1][0])) == 1
    if alone or NOT_ONE.match(clause.text, groups[-1].end()):
        return ()
    return clause.seats(groups[-1][0])


def _related(clause: Clause, match: re.Match[str], own: str, found: re.Match[str]) -> Seats:
    """The seats of "talks with ⟦0⟧", "summit of ⟦0⟧ and ⟦1⟧", "visit by ⟦0⟧"."""
    group, prep = found["group"], match["prep"]
    if prep == "by":
        return clause.seats(group, "", "guest") if match["noun"] in JOURNEYS else ()
    if prep == "of" and len(clause.actors(group)) < 2 and not clause.is_many(group):
        kinds = {clause.cast.actors[one].kind for one in clause.actors(group)}
        return clause.seats(group) if kinds == {"government_body"} else ()
    if prep != "with":
        return clause.seats(group)
    one = own if "⟦" in own else _partner(clause, match, found.end())
    if one:
        return clause.seats(one, group)
    opens = _FRONTED.fullmatch(clause.text[: match.start()])
    topic = _topic(clause, group) if opens and len(clause.actors(group)) == 1 else None
    if topic is None:
        return clause.seats(group) if len(clause.actors(group)) == 1 else ()
    return ((topic, "participant"), *clause.seats(group))


def _partner(clause: Clause, match: re.Match[str], last: int) -> str:
    """The other side of "talks with ⟦1⟧": who of the sentence held them."""
    before = clause.text[: match.start()]
    leads = _SUBJECT_BEHIND.match(clause.text, last)
    if leads and all(
        clause.cast.actors[one].kind == "collective" and not clause.cast.actors[one].members
        for one in clause.actors(leads[1])
    ):
        return ""  # "the sides", whoever they are
    if leads and _FRONTED.fullmatch(before) and "⟦" not in before:
        return leads[1]
    for group in reversed(list(LIST_OR_ONE.finditer(before))):
        if NOT_ONE.match(clause.text, group.end()):
            continue
        gap = before[group.end() :]
        prepared = PREPOSITION.search(before[max(0, group.start() - 30) : group.start()])
        if prepared and not gap.startswith((", who ", " who ")):
            continue
        # "Putin and Assad conferred ahead of a summit with ⟦2⟧": which of them goes there?
        several = len(clause.actors(group[0])) > 1 and _OTHERS.search(gap)
        if several or re.search(r"[;:]|\bthat\b[^⟦]*\bthe\b", gap) or len(gap) > 160:
            return ""
        return group[0]
    return leads[1] if leads else ""


def _topic(clause: Clause, group: str) -> int | None:
    """Whom the story is about: the first diplomat of the sentence before, or before that."""
    others = set(clause.actors(group))
    sentences = clause.layout.sentences[max(0, clause.number - _BACK) : clause.number]
    for earlier in reversed(sentences):
        for mention in clause.cast.within(earlier.start, earlier.end):
            one = mention.actor
            if one is None or one in others or mention.kind == "collective":
                continue
            actor = clause.cast.actors[one]
            person = actor.kind in ("person", "role_holder")
            if person and clause.is_diplomat(one) and "spokes" not in (actor.role or ""):
                return one
    return None
