"""Meetings told by what was to be seen: side by side, a handshake, hours spent, a lunch given.

A scene is a meeting only where it has a day or a place; else it may belong to one told elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.at_home import is_own_office
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import deeds
from pipeline.rules.meetings.grammar import LIST_OR_ONE, NOT_ONE
from pipeline.rules.meetings.masked import GROUP, SLOT
from pipeline.rules.meetings.telling import Telling
from schemas.vocabulary import MeetingStatus, ParticipantRole

SCENE_WORD = (
    r"word|chat|flanked|alongside|beside|side|arm|dropped|down|paid|pay|handshake|embrace[sd]?|hugged"
    r"|hugs?|spent|spend"
    r"|closeted|holed|posed|posing|appeared|appearing|photographed|pictured|stood|standing|sat|sit"
    r"|sitting|seated|walked|strolled|dined|lunched|toured|shared|broke|clasped|press|news|gave"
    r"|give"
    r"|given|granted|threw|joined|over|entertained|treated|greeted|showed|took|tea|coffee|drinks"
    r"|chatted|lunch|dinner|breakfast|supper|banquet"
    r"|shuttl\w+|forth|together|convened?|faced|exchanged|sealed"
)
_PRESS = r"(?:joint|shared) (?:news|press) (?:conference|briefing|appearance|event)"
_WITH = (
    r"(?P<verb>spen[dt] [^,;:⟦⟧]{3,40}(?<=hours|.hour|nutes|.days|ekend|rning|rnoon|ening|night"
    r"|.time)"
    r"(?: [^,;:⟦⟧]{0,30}?)?"
    r"|closeted (?:himself|herself|themselves)(?: [^,;:⟦⟧]{0,25}?)?|holed up(?: [^,;:⟦⟧]{0,25}?)?"
    r"|(?:had|have) (?:an?|another) (?:[\w-]+ )?(?:word|chat)(?: [^,;:⟦⟧]{0,20}?)?"
    r"|posed?(?: [^,;:⟦⟧]{0,35}?)?|appeared?(?: [^,;:⟦⟧]{0,35}?)?|photographed(?: [^,;:⟦⟧]{0,25}?)?"
    r"|pictured|(?:stood|stand|sat|sit|seated)(?: [^,;:⟦⟧]{0,20}?)?"
    r"|(?:walked|strolled|chatted|lunched|dined|toured)(?: [^,;:⟦⟧]{0,30}?)?"
    r"|(?:shared?|broke|had|have|having) (?:an? |the )?(?:[\w-]+ ){0,3}?(?:meal|bread|tea|coffee"
    r"|drinks|podium|platform|stage|table|supper|banquet)(?: [^,;:⟦⟧]{0,25}?)?"
    rf"|(?:clasped|exchanged) (?:hands|handshakes|pleasantries)|(?:gave|held|hold"
    rf"|addressed) an? {_PRESS}"
    rf"(?: [^,;:⟦⟧]{{0,25}}?)?)"
)
_JOINED = re.compile(
    rf"\b{_WITH} (?:with|across (?:the table )?from|opposite|side by side with|beside|next to"
    r"|alongside|facing)"
    r"(?: (?:both|the|his|her|their))*(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_TOGETHER = re.compile(
    r"\b(?P<verb>spen[dt] [^,;:⟦⟧]{3,40} together|(?:stood|sat|appeared|posed|photographed|seated"
    r"|pictured|walked|strolled|dined|lunched|closeted|holed up|spoke|toured)(?: [^,;:⟦⟧]{0,30})?"
    r" (?:together|side by side|arm in arm|shoulder to shoulder|face to face"
    r"|across from each other)"
    r"|embraced|hugged|clasped hands|shared a (?:podium|stage|platform|table|meal)"
    r"|g[eo]t down to (?:work|business)|posed for (?:photograph\w+|pictures|a photograph"
    r"|the cameras)"
    rf"|(?:told|gave|held|addressed|spoke at|said at|announced at|appeared at) an? {_PRESS})\b"
)
_DIRECT = re.compile(r"\b(?P<verb>embraced?|hugged|greeted|entertained)(?= (?:[\w’'-]+ ){0,3}⟦)")
_MEAL = (
    r"(?:an? |the )?(?:[\w-]+ ){0,2}?(?:lunch|dinner|breakfast|supper|banquet|tea|reception"
    r"|audience"
    r"|tour|red[- ]carpet welcome|state welcome)\b"
)
_FEASTED = re.compile(
    r"\b(?P<verb>gave|give|given|offered|treated|granted|served|pa(?:id|y|ys|ying))(?= (?:\w+ )?⟦)"
)
_A_VISIT = re.compile(r" an? (?:[\w-]+ ){0,3}(?:visit|call)\b")
_TO_A_MEAL = re.compile(rf",? (?:to )?{_MEAL}")
_MEAL_FOR = re.compile(
    rf"\b(?P<verb>(?:gave|give|given|threw|throw|laid on|granted|held|hosted) {_MEAL}) (?:for|to"
    r"|in honou?r of)(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_BESIDE = re.compile(
    r"(?P<how>,? flanked by|\b(?:alongside|beside|next to|shoulder to shoulder with|arm in arm with"
    rf"|side by side with)|\b(?:at|to|in|during|told) an? {_PRESS}(?: [^,;:⟦⟧]{{0,30}}?)? with)"
    r"(?P<more>(?: [\w’'-]+){0,3}?)(?= ⟦)"
)
_STANDS = re.compile(
    r"\b(?:stand|stood|speak|spoke|said|told|appear|sat|seated|sitting|pos(?:ed|ing)|rais(?:ed|ing)"
    r"|smil|wav(?:ed|ing)|announc|unveil|sign(?:ed|ing)|pictured|photographed|address(?:ed|ing)"
    r"|watch(?:ed|ing)|walk|arriv|promis|warn|press)",
    re.IGNORECASE,
)
"""What those beside each other do where they are at one place, and no rivals or troops."""
_OWN = re.compile(r"(?:his|her|its|their) (?!.*counterpart)", re.IGNORECASE)
_OPENS = re.compile(r"[^⟦⟧;:]{0,60}")
_TO_DOER = re.compile(r"[^;:⟦⟧]{0,80},[”\"]? ")
_NOUN = re.compile(
    rf"\b(?:handshakes?|embrace|hug)(?: [^,;:⟦⟧]{{0,25}}?)? (?:between|of|with) (?P<group>{GROUP})"
    rf"|(?P<owner>{SLOT})['’]s? (?:[\w-]+ )?(?:handshake|embrace"
    rf"|hug) with (?:the )?(?P<other>{SLOT})"
)
_HOURS = re.compile(
    r"\b(?:hours?|minutes|days|evening|afternoon|morning|time)(?: that| which)? "
    rf"(?:(?:the|both) )?(?P<group>{GROUP}) (?:(?:had|have) )?(?P<verb>spent|spend|talked|spoke"
    rf"|sat)\b"
)
_OVER = re.compile(
    rf"(?P<group>{GROUP}),? (?:(?:have|had|also|then"
    rf"|later) )*[a-z]{{3,}}(?<!ing)\b[^;:⟦⟧]{{0,80}}? over"
    r" (?:an? )?(?:[\w-]+ ){0,2}(?P<verb>dinner|lunch|breakfast|supper|coffee|tea|drinks)\b"
)
_JOINED_BY = re.compile(
    r"\b(?P<verb>joined)(?: (?:there|here|later)| (?:in|at|on) [^,;:⟦⟧]{2,40}?)* by"
    r"(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_SHUTTLED = re.compile(
    r"\b(?P<verb>shuttl(?:ed|es|ing|e)|(?:went|goes|going|travel+ed|flew|moved) back and forth)"
    r"(?: [^,;:⟦⟧]{0,30}?)? between(?: (?:the|both))*(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_GATHERED_BY = re.compile(
    r"\b(?P<verb>br(?:ought|ings?)(?P<with> together)?|convened?s?"
    r"|reconvened?)(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_BACK_TOGETHER = re.compile(r"(?: (?:of|from) [^,;:⟦⟧]{2,40}?)?[^,;:⟦⟧]{0,15}? together\b")
_PERSONS = {"person", "role_holder"}
_SENT = {*_PERSONS, "collective", "opposition_group", "armed_group", "government_body"}


def scenes(clause: Clause) -> Iterator[Telling]:
    """Every scene of the sentence that shows people of several sides at one place."""
    yield from _with_somebody(clause)
    yield from _feasts(clause)
    yield from _beside(clause)
    yield from _nouns(clause)
    yield from _between(clause)


def _shown(
    clause: Clause,
    extent: tuple[int, int],
    at: int,
    groups: tuple[str, str],
    *,
    status: MeetingStatus = "held",
    roles: tuple[ParticipantRole, ParticipantRole] = ("participant", "participant"),
    kinds: set[str] = _PERSONS,
    said: bool = False,
) -> Iterator[Telling]:
    """The telling, if those are diplomats; said: the day of saying is that of the scene."""
    seats = clause.who.seats(*groups, *roles)
    some = {clause.cast.actors[actor].kind for actor, _ in seats}
    if some <= kinds and len(seats) > 1 and clause.who.is_company(seats):
        told = clause.tell(extent, at, status, "meeting", seats, channel="in_person")
        if said and not told.date and len(clause.dates) == 1:
            first = clause.sentence.start + clause.dates[0].start
            last = clause.sentence.start + clause.dates[0].end
            told = replace(told, date=clause.layout.text[first:last])
            told = replace(told, start=min(told.start, first), end=max(told.end, last))
        yield replace(told, weak=not (told.date or told.place))


def _with_somebody(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ spent two hours with ⟦1⟧`, `⟦0⟧ and ⟦1⟧ appeared together`, `⟦0⟧ embraced ⟦1⟧`."""
    for pattern in (_JOINED, _DIRECT):
        for deed in deeds(clause, pattern):
            found = clause.object(deed.match.end())
            if found and deed.status in ("held", "scheduled"):
                extent, groups = (clause.head(deed.subject), found.end()), found["group"]
                yield from _shown(
                    clause, extent, deed.at, (deed.subject[0], groups), status=deed.status
                )
    for deed in deeds(clause, _JOINED_BY):
        found = clause.object(deed.match.end())
        if found and re.search(r"\b(?:was|were|been|be)\b", deed.aux):
            extent, groups = (clause.head(deed.subject), found.end()), found["group"]
            if deed.status in ("held", "scheduled"):
                yield from _shown(
                    clause, extent, deed.at, (deed.subject[0], groups), status=deed.status
                )
    for deed in deeds(clause, _TOGETHER):
        if deed.status in ("held", "scheduled"):
            extent = (clause.head(deed.subject), deed.match.end())
            yield from _shown(clause, extent, deed.at, (deed.subject[0], ""), status=deed.status)


def _feasts(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ gave ⟦1⟧ lunch in Bern`, `⟦0⟧ threw a banquet for ⟦1⟧`: host and guest."""
    for pattern in (_FEASTED, _MEAL_FOR):
        for deed in deeds(clause, pattern):
            found = clause.object(deed.match.end())
            end = clause.behind(found.end()) if found else 0
            paid = deed.verb.startswith("pa")
            if found and pattern is _FEASTED:
                what = (_A_VISIT if paid else _TO_A_MEAL).match(clause.text, end)
                end = what.end() if what else 0
            if found and end and deed.status in ("held", "scheduled"):
                yield from _shown(
                    clause,
                    (clause.head(deed.subject), end),
                    deed.at,
                    (deed.subject[0], found["group"]),
                    status=deed.status,
                    roles=("guest", "host") if paid else ("host", "guest"),
                )


def _beside(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧, flanked by ⟦1⟧, promised`, `standing beside ⟦1⟧, ⟦0⟧ said`."""
    text = clause.text
    for match in _BESIDE.finditer(text):
        at = match.start() + (match[0][0] in " ,")
        if not clause.is_open(at, at + 1):
            continue
        found = clause.object(match.end("how")) or clause.object(match.end())
        if found is None or any(
            _OWN.match(clause.masked.mentions[int(slot)].text)
            for slot in re.findall(r"\d+", found["group"])
        ):
            continue  # "flanked by | her foreign minister"
        flanked = "flanked" in match["how"]
        if opening := _OPENS.fullmatch(text, 0, match.start()):
            comma = _TO_DOER.match(text, clause.behind(found.end()))
            doer = LIST_OR_ONE.match(text, comma.end()) if comma else None
        elif flanked:
            doer = clause.subject(at)
            doer = doer or next(
                (
                    g
                    for g in LIST_OR_ONE.finditer(text, 0, at)
                    if text[g.end() : at].strip(" ,") == ""
                ),
                None,
            )
        else:
            doer = clause.leading(match.start())
        if doer is None or NOT_ONE.match(text, doer.end()):
            continue
        between = text[doer.end() : match.start()] if not opening else opening[0]
        shown = flanked or "conference" in match["how"] or "briefing" in match["how"]
        if not (shown or _STANDS.search(between)) or re.search(
            r"\b(?:will|would|not|never|if|could|may)\b", between
        ):
            continue
        extent = (min(at, doer.start()), max(found.end(), doer.end()))
        yield from _shown(clause, extent, at, (doer[0], found["group"]), said=True)


def _nouns(clause: Clause) -> Iterator[Telling]:
    """`the handshake between ⟦0⟧ and ⟦1⟧ in Geneva`, `the three hours ⟦0⟧ and ⟦1⟧ spent`."""
    for match in _NOUN.finditer(clause.text):
        group = match["group"] or f"{match['owner']} {match['other']}"
        if clause.is_open(*match.span()) and not NOT_ONE.match(clause.text, match.end()):
            yield from _shown(clause, match.span(), match.start(), (group, ""))
    for match in (*_HOURS.finditer(clause.text), *_OVER.finditer(clause.text)):
        if clause.is_open(*match.span()):
            yield from _shown(clause, match.span(), match.start("verb"), (match["group"], ""))


def _between(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ shuttled between ⟦1⟧ and ⟦2⟧`, `⟦0⟧ will bring ⟦1⟧ and ⟦2⟧ together in Bern`."""
    for deed in deeds(clause, _SHUTTLED):
        found = clause.object(deed.match.end())
        slots = re.findall(r"\d+", found["group"]) if found else []
        sent = all(clause.masked.mentions[int(slot)].kind == "collective" for slot in slots)
        if found and deed.status in ("held", "scheduled"):
            extent = (clause.head(deed.subject), found.end())
            groups = (deed.subject[0], found["group"])
            yield from _shown(
                clause,
                extent,
                deed.at,
                groups,
                status=deed.status,
                roles=("mediator", "participant"),
                kinds={*_SENT, "state"} if sent else _SENT,
            )
    for deed in deeds(clause, _GATHERED_BY):
        found = clause.object(deed.match.end())
        if found is None or deed.status not in ("held", "scheduled"):
            continue
        end = found.end()
        if deed.verb.startswith("br") and not deed.match["with"]:
            behind = _BACK_TOGETHER.match(clause.text, end)
            if behind is None:
                continue
            end = behind.end()
        group = found["group"]
        people = {clause.cast.actors[one].kind for one in clause.who.actors(group)}
        host = clause.who.are_diplomats(deed.subject[0]) and clause.who.is_many(group)
        several = len(clause.who.actors(group)) > 1 or clause.who.is_many(group)
        first = clause.masked.mentions[int(re.findall(r"\d+", group)[0])].text
        several = several and not is_own_office(first)  # "convened its ambassadors"
        if several and people <= _SENT and not clause.who.are_private(group):
            seats = clause.who.seats(deed.subject[0], group, "host", "guest")
            hosts = clause.who.seats(deed.subject[0])
            if (
                host
                or clause.who.is_company(seats)
                or (len(hosts) > 1 and clause.who.is_company(hosts))
            ):
                extent = (clause.head(deed.subject), end)
                told = clause.tell(
                    extent, deed.at, deed.status, "meeting", seats, channel="in_person", hint=group
                )
                yield replace(told, weak=not (told.date or told.place))
