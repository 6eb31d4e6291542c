"""Who speaks by a text's title: "Statement from President Venn on …", "Remarks by A and B"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.rules.cast import cast_of
from pipeline.rules.people import Known, same_person
from pipeline.rules.text import Layout
from pipeline.rules.words import PERSON, RANK, UPPER
from schemas.draft import ActorDraft
from schemas.vocabulary import Medium

_PAPER = (
    r"(?:[^:]{2,60}: )?(?:(?:a|an|first|second|opening|closing|press|written|full|video|keynote"
    r"|prepared|the|as|oral|public|excerpts?|transcript|text|full text|new year['’]?s?"
    r"|presidential|joint) )*"
    r"(?:of |from |(?:a|his|her|the) )*"
    r"(?P<paper>statements?|remarks|messages?|letters?|speech|address|excerpts|testimony|op-?ed"
    r"|comments|declaration|communiqu[eé]|press conference|press gaggle|interview)\b"
)
_BY = re.compile(
    rf"{_PAPER}(?: as (?:prepared|delivered)(?: for delivery)?| for the record| to the press"
    r"|(?<=letter)(?: [^ :]+){1,14}?(?= from)|(?<=message)(?: [^ :]+){1,14}?(?= from))?"
    r" (?:by|from|of) (?:the )?(?P<who>.+)",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"(?:[^:]{{2,60}}: )?(?P<who>(?!Joint|An? |On )(?:The )?[{UPPER}][^:–—|]{{2,70}}?)(?:['’]s?)?"
    r" (?:(?:Joint|Press|Opening|Written|Full|Video|Closing) )?"
    r"(?P<paper>[Ss]tatement|[Rr]emarks|[Mm]essage|[Ss]peech|[Aa]ddress|[Ll]etter)"
    r"(?= (?:on|to|at|regarding|in|about|marking|following|before|after|for|during|ahead|On|To|At"
    r"|Ahead)\b|:|$)"
)
_OFFICE = re.compile(
    r"(?:[^:]{2,60}: )?(?P<who>Presidential|Prime Ministerial)"
    r" (?:Message|Statement|Proclamation|Remarks)\b"
)
_CUT = re.compile(
    r"[:|–—(\[]|, (?=\d)"
    r"|,? (?:on|regarding|at|before|after|in|to|during|following|for|about|concerning|upon|with"
    r"|against|ahead|as|celebrating|commemorating|marking|hono(?:u)?ring|thanking|welcoming"
    r"|congratulating|condemning|announcing|urging|calling|recogni[sz]ing|responding|opposing"
    r"|supporting|applauding|introducing|receiving|delivering|opening|nominating|mourning"
    r"|observing|signing|denouncing|warning|outlining|addressing|when|while|via|re|dated|aboard|alongside|remembering|extending|joined|encouraging|reflecting"
    r"|(?:one|two|three|four|five|six|seven|eight|ten|\d+) (?:years?|months?|weeks?|days?))\b",
    re.IGNORECASE,
)
_MEDIA: dict[str, Medium] = {
    "remarks": "speech",
    "speech": "speech",
    "address": "speech",
    "excerpts": "speech",
    "interview": "interview",
    "press conference": "press_conference",
    "press gaggle": "press_conference",
}


@dataclass(frozen=True)
class Byline:
    """A title that says whose words the text below it is."""

    paper: str
    """`"statement"`, `"remarks"`, …: what the text calls itself."""
    who: tuple[ActorDraft, ...]
    """Those who speak, in order; without refs of the text."""
    about: str
    """What of the title stands behind them."""

    @property
    def medium(self) -> Medium:
        return _MEDIA.get(self.paper, "release")


def byline(layout: Layout) -> Byline | None:
    """Who speaks by an article's title; None for news and for a title that names nobody.

    `"Statement from Prime Minister Mara Venn on the Bridge" -> statement, Mara Venn`
    """
    # Character for character: a name that only the title has must be found in it again.
    given = layout.article.title or _headline(layout)
    title = given.replace("\xa0", " ")
    if found := _OFFICE.match(title):
        role = "President" if found["who"] == "Presidential" else "Prime Minister"
        office = ActorDraft(ref="", kind="role_holder", role=role)
        return Byline("message", (office,), title[found.end() :])
    found = _BY.match(title) or _OWN.match(title)
    if found is None:
        return None
    first, last = found.span("who")
    if cut := _CUT.search(title, first, last):
        last = cut.start()
    who = tuple(one for one in _named_in(layout, given[first:last]) if one.role or not _bare(one))
    return Byline(found["paper"].lower(), who, title[max(last, found.end("paper")) :])


def _bare(one: ActorDraft) -> bool:
    """Whether a person is but one word without an office: `"NSC Statement"`, `"Putin's speech"`."""
    return one.kind == "person" and len((one.name or "").split()) == 1


def _headline(layout: Layout) -> str:
    """The first line, where it is no prose and the article has no title beside its text."""
    start, end = layout.article.paragraphs[0] if layout.article.paragraphs else (0, 0)
    return layout.text[start:end] if 1 not in layout.body else ""


def _named_in(layout: Layout, row: str) -> Sequence[ActorDraft]:
    """Those whom a part of a title is a row of: `"President Venn and Chancellor Brand"`."""
    whom = _SUFFIX.sub("", row).strip(" \xa0,")
    words = f"{whom} said so."
    small = layout.of_line(words)
    cast = cast_of(small, small.tokens)
    past = 0
    found: dict[int, ActorDraft] = {}
    for mention in cast.mentions:
        before = words[past : mention.start].strip(" \xa0,")
        titled = not past and _TITLE.fullmatch(before)
        if not titled and before.casefold() not in _JOINING:
            return ()
        past = max(mention.end, mention.tail)
        for actor in mention.actors:
            one = cast.actors[actor]
            office = f"{before} {one.role or ''}".strip() if titled else one.role
            found.setdefault(actor, one.model_copy(update={"role": office}))
    those = [one for one in found.values() if one.kind not in ("media", "expert_org")]
    for kind in ("person", "role_holder"):
        if any(one.kind == kind for one in those):
            return [one for one in those if one.kind == kind]  # "Rao of India": not India
    return those or _unread(whom)


def _unread(words: str) -> Sequence[ActorDraft]:
    """An office or a house that no phrase of the cast is: `"Press Secretary"`, `"White House"`."""
    if not _TITLE.fullmatch(words):
        return ()
    if words.rsplit(maxsplit=1)[-1].casefold() in PERSON | RANK:
        return (ActorDraft(ref="", kind="role_holder", role=words),)
    return (ActorDraft(ref="", kind="government_body", name=words),)


_JOINING = frozenset(["", "the", "and", "and the", "&"])
_TITLE = re.compile(rf"(?:(?:[{UPPER}][\w.’'-]*|of|for|to|the|and|&)[ \xa0]?){{1,7}}")
_SUFFIX = re.compile(r",?\s(?:Jr|Sr)\.?(?=\s|,|$)")


def labelled(by: Byline, label: str) -> ActorDraft | None:
    """Whom of a title's speakers a transcript's label means: `"THE PRESIDENT"`, `"DR. VENN"`."""
    words = label.replace("‑", "-").strip(" .").casefold().removeprefix("the ").split()
    if not words:
        return None
    office, last = " ".join(words), words[-1]
    held = [one for one in by.who if (one.role or "").casefold() == office]
    held = held or [one for one in by.who if (one.role or "").casefold().endswith(f" {office}")]
    if office in _VICE:
        held = [one for one in held if "vice" not in (one.role or "").casefold()]
    if held:
        return held[0] if len(held) == 1 else None
    named = [one for one in by.who if (one.name or "").casefold().split()[-1:] == [last]]
    if len(named) != 1:
        return None
    role = set((named[0].role or "").casefold().split())
    other = {one for one in words[:-1] if one in PERSON | RANK} - role - HONOURS
    return None if other and role else named[0]


HONOURS = frozenset("mr mrs ms dr mr. mrs. ms. dr. the sir dame lord lady he she".split())
_VICE = frozenset(["president", "premier", "prime minister", "chancellor"])


def among(actors: Sequence[ActorDraft], one: ActorDraft) -> int | None:
    """Which actor of a text a title's speaker is: by name and no other's office; None if none."""
    for at, known in enumerate(actors):
        if one.kind != known.kind:
            continue
        if one.kind != "person":
            if (one.name, one.role) == (known.name, known.role):
                return at
            continue
        if not one.name or not known.name or not same_person(one.name, Known("person", known.name)):
            continue
        whole = min(len(one.name.split()), len(known.name.split())) > 1
        roles = [set((role or "").casefold().split()) for role in (one.role, known.role)]
        if whole or not all(roles) or roles[0] & roles[1]:
            return at
    return None
