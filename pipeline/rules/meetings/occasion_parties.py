"""Who takes part in a meeting that a noun names: "talks with ⟦0⟧", "a gathering at which ⟦0⟧"."""

import re

from pipeline.lookup.registry import load
from pipeline.rules.meetings.bodies import body_of
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.fates import DROPPED
from pipeline.rules.meetings.grammar import IN_RELATIVE, LIST_OR_ONE, NOT_ONE, PREPOSITION
from pipeline.rules.meetings.levels import level_of
from pipeline.rules.meetings.masked import GROUP, SLOT
from pipeline.rules.meetings.sides import side
from pipeline.rules.meetings.telling import Seats
from pipeline.rules.meetings.verb_groups import auxiliaries
from pipeline.rules.verbs import any_form

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
    r" (?:together\b|to (?=[A-Z]))"
)
"""`the meeting on Libya, which brought ⟦1⟧ and ⟦2⟧ together`."""
_AT_WHICH = re.compile(
    r"(?: (?!and |but |or )[^,;:⟦⟧]{0,60}?)?"
    r"(?:,? (?:at|in|during) which|(?P<then>, (?:when|where)))"
    rf" (?:(?:both|the|all) )*(?P<group>{GROUP})"
    r"(?: and [^,;:⟦⟧]{3,40}?)? (?!['’])(?:(?:also|all|both|had|have|has|will|would) )*"
    r"(?(then)(?:agreed|promised|pledged|signed|met|decided|committed|vowed|discussed|approved"
    r"|adopted|endorsed|reached|resolved|undertook|failed to agree)"
    r"|[a-z]+(?:ed|t|ke|d|de|ew|n|ve|gn|ee|ss|et|g|ll|hopes?|hope|plan|plans|expects?))\b"
)
"""`a gathering | at which ⟦0⟧ and ⟦1⟧ agreed`."""
_THAT_THEY_HELD = re.compile(
    rf"(?: (?:that|which))? (?:the |his |her |its )?(?P<one>{GROUP}) (?:has |have |had )?"
    r"(?:held|hosted|had(?! [a-z]+(?:ed|en)\b)|chaired|conducted|holds|is holding"
    r"|are holding|will hold)"
    rf"(?:(?: [^,;:⟦⟧]{{1,50}})? with(?: (?:the|his|her|their))? (?P<other>{GROUP}))?"
)
"""`the talks | that ⟦0⟧ held in Bern on Monday with ⟦1⟧`."""
_LATER = re.compile(
    r"(?:[^;⟦⟧]{0,60}?, (?:the|their) (?:first|second|third|latest|last|highest-level)"
    r"[^,;⟦⟧]{0,40}?|(?:[^,;⟦⟧]{0,40}|, [^;]{3,60},)? (?:resumed|began|opened|started|took place"
    r"|(?:were|was) held|(?:(?:are|is) (?:due |set |expected |scheduled )?to|will) (?:resume|begin"
    r"|open|start|be held|take place))[^,;⟦⟧]{0,40}?) (?:between|among)(?: the)?(?= ⟦)"
)
"""`Monday's talks, | the first between ⟦0⟧ and ⟦1⟧`, `the talks resumed | between ⟦0⟧ and ⟦1⟧`."""
_OWNERS = re.compile(rf"(?P<group>{SLOT}(?:, (?:the )?{SLOT})*,? and (?:the )?{SLOT})['’]s? $")
"""`⟦0⟧ and ⟦1⟧'s | meeting`"""
_SET = re.compile(r" (?:(?:in|at) (?:the )?[A-Z]|on (?:[A-Z][a-z]+day|\d|[A-Z][a-z]+ \d))")
"""What stands behind a meeting that only "the ministers" own: its place or day."""
_HYPHENED = re.compile(r"(?<![\w⟧-])[A-Z][\w.’]*(?:[-–][A-Z][\w.’]*)+ ")
"""Two states or persons in one word: "US-Russia", "Trump-Putin"."""
_PAIRED = re.compile(r"(⟦\d+⟧)[-–‑](⟦\d+⟧)(?: [\w’'-]+){0,4} $")
"""Two states before a noun: "⟦0⟧-⟦1⟧ trade talks"."""
_PREPOSED = re.compile(r"\b(?:after|following|during|at|in)\s+$", re.IGNORECASE)
_LASTING = re.compile(r"\b\S+ (?:days?|hours?|weeks?|rounds?) of (?:[\w-]+ )?$|\bmarathon $")
"""`after two days of | talks`"""
_THEIR_SUBJECT = re.compile(rf"[^,;:⟦⟧]{{0,70}}, (?:the )?({GROUP})(?!['’]s)")
_TOLD = re.compile(
    rf" (?:{any_form('addresses')}|praised)"
    rf" (?:the |his |her )?(?P<group>{GROUP})"
)
"""`At a meeting in Bern on Monday, ⟦0⟧ | told ⟦1⟧`."""
_SUBJECT_BEHIND = re.compile(rf"[^;:⟦⟧]{{0,60}}, (?:the )?({GROUP})(?!['’]s)(?:,| (?!and\b))")
_FRONTED = re.compile(r"(?:\W*[\w-]+ ){0,3}\W*")
_OTHERS = re.compile(r"\b(?:ahead of|before|after|prior to|following)\s+(?:an?|the|their)?\s*$")
_BACK = 3
"""Sentences back in which the story's subject stands."""
GOES_TO = re.compile(
    r"\b(?:attend(?:s|ed|ing)?|t(?:ake|akes|ook|aking) part in|participat(?:e|es|ed|ing) in"
    r"|join(?:s|ed|ing)?|left|walked out of|stormed out of|arrived (?:in [A-Z]\w+ )?for"
    r"|pulled out of|withdrew from)"
    r" (?:(?!⟦)[\w’'-]+ ){0,4}$"
)
"""What somebody does who is at a meeting, before its noun or name."""
_JOINED = ("talks", "negotiations", "summit", "meeting")
"""What one joins for once; a conference may be a club."""
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
    rf"(?:(?P<whom> (?:with|alongside|{any_form('addresses')}|briefed)"
    r" (?:the |his |her |their )?(?P<group>" + GROUP + r")(?:, ⟦\d+⟧)?)|[^⟦⟧;]{0,80}?),? "
    r"(?:during|in|at|after|following|over|through)\s+$"
)
"""What stands before "a meeting" whose parties the sentence has named: `told ⟦1⟧ during |`."""


def parties(clause: Clause, match: re.Match[str], own: str) -> tuple[Seats, int, str]:
    """Who takes part by the noun's own words, where these end, and what tells the level.

    match: of `wording.OCCASION`. own: whose it is, "his" or `⟦0⟧'s`.
    """
    last = match.end("noun")
    sent = None
    found = clause.object(match.end() - 1) if match["prep"] else None
    if match["prep"] and found is None and (sent := _SENT.match(clause.text, match.end())):
        found = clause.object(sent.end())
    seats = _related(clause, match, own, found) if found else ()
    if match["prep"] in (None, "of") and not clause.who.is_company(seats):
        together = _TOGETHER.match(clause.text, last)
        if together and (others := clause.object(together.end())):
            return clause.who.seats(others["group"]), others.end(), ""
        if brought := _BROUGHT.match(clause.text, last):
            return clause.who.seats(brought["group"]), brought.end(), ""
    if found:
        who = sent[0] if sent else found["of"] or clause.who.sent(found["group"])
        return seats, found.end(), who
    seats, end = _by_verb(clause, match, own)
    if seats:
        return seats, end, ""
    seats, last = body_of(clause, match, own)
    return seats or _convener(clause, match), last, ""


def _convener(clause: Clause, match: re.Match[str]) -> Seats:
    """`⟦0⟧ is convening a high-level meeting`: a leader, state or body that calls others in."""
    verb = _CONVENES.search(clause.text[: match.start("noun")])
    subject = doer(clause, verb.start()) if verb else None
    seats = clause.who.seats(subject[0], "", "host") if subject else ()
    whole = f"{match['adj'] or ''}{match['noun']}{clause.text[match.end('noun') :][:6]}"
    actors = [clause.cast.actors[one] for one, _ in seats]
    states = all(one.kind in ("state", "igo") for one in actors) or level_of(
        clause.cast, [one for one, _ in seats]
    ) in ("leaders", "foreign_ministers")
    if not (seats and states and _BETWEEN_STATES.search(whole) and subject):
        return ()
    return seats if clause.who.are_diplomats(subject[0]) else ()


def doer(clause: Clause, verb: int) -> re.Match[str] | None:
    """Who does what the verb at `verb` says, past clauses too: `⟦0⟧, who met ⟦1⟧, is convening`."""
    start = auxiliaries(clause.text, verb)[0]
    behind = clause.text[:start].rstrip().endswith(",")
    return clause.subject(start) or (clause.leading(start) if behind else None)


def _by_verb(clause: Clause, match: re.Match[str], own: str) -> tuple[Seats, int]:
    """Who meets by the words before or behind the noun, and where those behind it end."""
    text, last = clause.text, match.end("noun")
    if match["noun"].lower() not in JOURNEYS:
        if not match["prep"] and (held := _THAT_THEY_HELD.match(text, last)):
            return clause.who.seats(held["one"], held["other"] or ""), held.end()
        if which := _AT_WHICH.match(text, last):
            return clause.who.seats(which["group"]), which.end("group")
    if seats := _told_before(clause, match, own):
        return seats, last
    later = _LATER.match(text, last)
    if later and (found := clause.object(later.end())):
        return clause.who.seats(found["group"]), found.end()
    if own in ("a", "an", "their") and _PREPOSED.search(text[: match.start()]):
        leads = _THEIR_SUBJECT.match(text, last)
        told = _TOLD.match(text, leads.end()) if leads else None
        if leads and (told or len(clause.who.actors(leads[1])) > 1):
            return clause.who.seats(leads[1], told["group"] if told else ""), last
    return (), last


def _told_before(clause: Clause, match: re.Match[str], own: str) -> Seats:
    """`⟦0⟧ told ⟦1⟧ at a | meeting`, `⟦0⟧-⟦1⟧ | talks`, `⟦0⟧ and ⟦1⟧'s | meeting`."""
    text, adjectives = clause.text, match["adj"] or ""
    before = text[: match.start()]
    lasting = _LASTING.search(before) if not own else None
    gone = _DURING.search(before[: lasting.start()] if lasting else before)
    if gone and (
        seats := _parties_before(clause, gone, "a" if lasting else own, match.end("noun"))
    ):
        return seats
    if pair := _PAIRED.search(text, 0, match.start("noun")):
        return clause.who.seats(pair[1], pair[2])
    if own.startswith("⟦"):
        owners = _OWNERS.search(f"{before}{own} ")
        if owners or (clause.who.is_many(own) and _SET.match(text, match.end("noun"))):
            return clause.who.seats(owners["group"] if owners else own)
    words = clause.masked.spelled(adjectives)
    if (word := _HYPHENED.search(words)) and (both := _both(clause, word[0])):
        return both
    verb = GOES_TO.search(text[: match.start("noun")])
    if verb and (
        text.startswith(("'", "’"), match.end("noun"))
        or (verb[0].startswith("join") and match["noun"].lower() not in _JOINED)
    ):
        return ()
    group = doer(clause, verb.start()) if verb else None
    seats = clause.who.seats(group[0]) if group else ()
    return seats if clause.who.is_company(seats) and len(seats) > 1 else ()


def _both(clause: Clause, word: str) -> Seats:
    """The actors of the text whom the parts of a word name: `"US-Russia"`, `"Trump-Putin"`."""
    found: list[int] = []
    cast = clause.cast
    for part in re.split(r"[-–]", word.strip()):
        country = load().state(part) or load().metonym(part)
        one = next(
            (
                at
                for at, actor in enumerate(cast.actors)
                if (actor.kind == "state" and country and side(cast, at) == country)
                or (actor.kind == "person" and (actor.name or "").split()[-1:] == [part])
            ),
            None,
        )
        if one is not None and one not in found:
            found.append(one)
    whole = len(found) == len(re.split(r"[-–]", word.strip()))
    return tuple((one, "participant") for one in found) if whole else ()


def _parties_before(clause: Clause, gone: re.Match[str], own: str, last: int) -> Seats:
    """`⟦0⟧ discussed trade with ⟦1⟧ during | a call`, `⟦0⟧ and ⟦1⟧ agreed in | a call`."""
    if own not in ("a", "an", "their", "the"):
        return ()
    if gone["group"]:
        leader = clause.leading(gone.start())
        return clause.who.seats(leader[0], gone["group"]) if leader else ()
    groups = list(LIST_OR_ONE.finditer(clause.text, 0, gone.start() + 1))
    one = bool(groups) and len(clause.who.actors(groups[-1][0])) == 1
    theirs = own == "their" and bool(groups) and clause.who.is_many(groups[-1][0])
    placed = own != "the" or bool(_SET.match(clause.text, last))
    alone = not groups or not placed or (one and not theirs)
    if alone or NOT_ONE.match(clause.text, groups[-1].end()):
        return ()
    return clause.who.seats(groups[-1][0])


def _related(clause: Clause, match: re.Match[str], own: str, found: re.Match[str]) -> Seats:
    """The seats of "talks with ⟦0⟧", "summit of ⟦0⟧ and ⟦1⟧", "visit by ⟦0⟧"."""
    group, prep = found["group"], match["prep"]
    if prep == "by":
        return clause.who.seats(group, "", "guest") if match["noun"] in JOURNEYS else ()
    if prep == "of" and len(clause.who.actors(group)) < 2 and not clause.who.is_many(group):
        kinds = {clause.cast.actors[one].kind for one in clause.who.actors(group)}
        return clause.who.seats(group) if kinds == {"government_body"} else ()
    if prep != "with":
        return clause.who.seats(group)
    one = own if "⟦" in own else _partner(clause, match, found.end())
    if one:
        return clause.who.seats(one, group)
    opens = _FRONTED.fullmatch(clause.text[: match.start()])
    topic = _topic(clause, group) if opens and len(clause.who.actors(group)) == 1 else None
    if topic is None:
        return clause.who.seats(group) if len(clause.who.actors(group)) == 1 else ()
    return ((topic, "participant"), *clause.who.seats(group))


def _partner(clause: Clause, match: re.Match[str], last: int) -> str:
    """The other side of "talks with ⟦1⟧": who of the sentence held them."""
    dropped = DROPPED.match(match["adj"] or "")
    before = clause.text[: match.start() + (dropped.end() if dropped else 0)]
    leads = _SUBJECT_BEHIND.match(clause.text, last)
    if leads and all(
        clause.cast.actors[one].kind == "collective" and not clause.cast.actors[one].members
        for one in clause.who.actors(leads[1])
    ):
        return ""  # "the sides", whoever they are
    if leads and _FRONTED.fullmatch(before) and "⟦" not in before:
        return leads[1]
    for group in reversed(list(LIST_OR_ONE.finditer(before))):
        if NOT_ONE.match(clause.text, group.end()):
            continue
        gap = before[group.end() :]
        if "," in gap and IN_RELATIVE.search(before, 0, group.start()):
            continue
        prepared = PREPOSITION.search(before[max(0, group.start() - 30) : group.start()])
        if prepared and not gap.startswith((", who ", " who ")):
            continue
        # "Putin and Assad conferred ahead of a summit with ⟦2⟧": which of them goes there?
        several = len(clause.who.actors(group[0])) > 1 and _OTHERS.search(gap)
        if several or re.search(r"[;:]|\bthat\b[^⟦]*\bthe\b", gap) or len(gap) > 160:
            return ""
        return group[0]
    return leads[1] if leads else ""


def _topic(clause: Clause, group: str) -> int | None:
    """Whom the story is about: the first diplomat of the sentence before, or before that."""
    others = set(clause.who.actors(group))
    sentences = clause.layout.sentences[max(0, clause.number - _BACK) : clause.number]
    for earlier in reversed(sentences):
        for mention in clause.cast.within(earlier.start, earlier.end):
            one = mention.actor
            if one is None or one in others or mention.kind == "collective":
                continue
            actor = clause.cast.actors[one]
            person = actor.kind in ("person", "role_holder")
            if person and clause.who.is_diplomat(one) and "spokes" not in (actor.role or ""):
                return one
    return None
