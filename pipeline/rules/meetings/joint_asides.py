"""Several who met, told beside what they did: "After meeting in Bern on Monday, ⟦0⟧ and ⟦1⟧ said".

The verb has neither subject nor object of its own: all of the sentence's subject met one another.
"""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.grammar import LIST_OR_ONE, NOT_ONE
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import channel_of

JOINT_WORD = r"meeting|gathering|convening|conferring|huddling|sitting|having|talks|negotiations"
_HOW = (
    r"(?: (?:again|privately|briefly|separately|together|behind closed doors|face to face"
    r"|face-to-face|one on one|in person|virtually|online|by (?:tele)?phone|by video(?: ?link)?))*"
)
_MET = (
    rf"(?P<verb>(?:meeting|gathering|convening|conferring|huddling|sitting down){_HOW}"
    rf"|having (?:met|gathered|convened|conferred|held talks){_HOW}"
    r"|(?:\S+ (?:days?|hours?|rounds?) of )?(?:(?!⟦)[a-z-]+ ){0,2}(?:talks|negotiations"
    r"|consultations))"
)
_WHERE = (
    r"(?P<where>(?: (?:in|at|on|late|early|last|this|for|near|outside|yesterday|today|to)\b"
    r"(?: (?!with\b|between\b|among\b|by\b)[\w.’'-]+){0,7})?)"
)
_TO_DO = r"(?: to (?:discuss|review|sign|mark|prepare|assess|address|coordinate) [^,;:⟦⟧]{3,60})?"
_OPENS = re.compile(
    rf"(?:^|[“\"]|: )(?P<lead>(?:[Aa]fter|[Ff]ollowing|[Ww]hile|[Oo]n|[Ss]peaking after) )?"
    rf"(?i:{_MET}){_WHERE}{_TO_DO},[”\"]? (?=(?:[\w’'-]+ ){{0,2}}⟦)"
)
_CLOSES = re.compile(
    rf"(?:,? (?P<lead>after|following|while) |, ){_MET}{_WHERE}{_TO_DO}"
    r"(?=[.,;]|$| (?:and|that|but|said)\b)"
)
_NO_SUBJECT = re.compile(r"\b(?:if|whether|not|never|instead of|without|avoid\w*)\b")
_MANY = 2


def joint_asides(clause: Clause) -> Iterator[Telling]:
    """`After meeting in Bern on Monday, ⟦0⟧ and ⟦1⟧ said`, `⟦0⟧ and ⟦1⟧ said after talks`."""
    text = clause.text
    for match in (*_OPENS.finditer(text), *_CLOSES.finditer(text)):
        opens = match.re is _OPENS
        verb = match["verb"].lower()
        noun = verb.endswith(("talks", "negotiations", "consultations")) and "having" not in verb
        if not clause.is_open(*match.span("verb")) or (noun and not match["lead"]):
            continue
        who = _behind(clause, match.end()) if opens else clause.leading(match.start())
        if who is None or _NO_SUBJECT.search(text[who.end() : match.start()]):
            continue
        if not opens and LIST_OR_ONE.search(text, who.end(), match.start()):
            continue  # "⟦0⟧ and ⟦1⟧ told ⟦2⟧ after talks in Bern"
        seats = clause.who.seats(who[0])
        if len(seats) < _MANY or not clause.who.is_company(seats):
            continue
        told = clause.tell(
            (match.start("verb"), match.end("where")),
            match.start("verb"),
            "held",
            "talks" if noun else "meeting",
            seats,
            channel=channel_of(match["verb"] + match["where"]) or "in_person",
            until=match.end(),
        )
        if told.date or told.place:
            yield told


def _behind(clause: Clause, at: int) -> re.Match[str] | None:
    """The subject that follows what opens the sentence: `…, the | ⟦0⟧ and ⟦1⟧ | said`."""
    who = LIST_OR_ONE.search(clause.text, at)
    if who is None or NOT_ONE.match(clause.text, who.end()):
        return None
    return who if re.fullmatch(r"(?:(?:the|both|all) )*", clause.text[at : who.start()]) else None
