"""A sentence with every actor written as a number, so that patterns see who, not their names.

"Mara Venn met Ostrava's envoy in Geneva." -> "⟦0⟧ met ⟦1⟧ in Geneva."
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.lookup.places import resolve_place
from pipeline.rules.meetings.diplomats import calls_diplomats
from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout, Sentence

SLOT = r"⟦\d+⟧"
_OWNED = rf"(?:{SLOT}['’]s? )?{SLOT}"
"""An actor, with the state that he is of: `⟦0⟧'s ⟦1⟧`."""
GROUP = (
    rf"{_OWNED}(?:(?:, (?:with )?(?:the |his |her |their )?{_OWNED})*"
    r"(?:,? (?:and|as well as|along with|together with|&) (?:(?:with|of|the|his|her|their"
    rf"|its) )*{_OWNED}){{1,3}})?"
)
"""One actor, or a list of them that ends in "and": `⟦0⟧, ⟦1⟧ and ⟦2⟧`, `⟦0⟧ and ⟦1⟧ and ⟦2⟧`."""
_SLOT = re.compile(r"⟦(\d+)⟧(?!['’]s? ⟦)")
"""An actor of a group; of `⟦0⟧'s ⟦1⟧` the second."""
_ANY = re.compile(r"⟦(\d+)⟧")
_PLACED = re.compile(
    r"\b(?:(?P<within>in|at|inside|near|visit|visits|visited|visiting|left|leave|reach|reached)"
    r"|across|into|outside|around|through|throughout|from|to|toward|towards|for)"
    r"\s+(?:(?:the|northern|southern|eastern|western)\s+)*$",
    re.IGNORECASE,
)
"""What makes a country or a capital a place: "in Russia", "travel to Angola"."""
_SENT_FROM = re.compile(
    r"\b(?:leaders|presidents|ministers|delegations?|delegates|officials|envoys|negotiators"
    r"|representatives"
    r"|diplomats|generals|chiefs|experts|premiers|commanders|advisers|teams?|call|letter|message"
    r"|visit|counterparts)\s+from\s+(?:the\s+|both\s+)?$",
    re.IGNORECASE,
)
_POSSESSES = re.compile(
    r"\s+(?!(?:in|at|on|to|for|with|by|from|and|or|after|before|during|that|as|about|late|early"
    r"|last|today|over)\b)[^\W\d_]"
)
_HEARD = re.compile(
    r"\b(?:spoke|speaks?|spoken|talk|talks|talked|speaking|talking)\s+(?:\w+\s+){0,3}to\s+$"
)
_LISTED = re.compile(r"\s*(?:,|and|or|, and)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence as patterns read it; offsets of `text` lead back to the article by `here`."""

    text: str
    mentions: Sequence[Mention]
    """`mentions[3]` is `⟦3⟧`."""
    sentence: Sentence
    _edges: Sequence[int] = field(repr=False)
    _origins: Sequence[int] = field(repr=False)

    def here(self, at: int) -> int:
        """The offset in the article of an offset in `text`, at either edge of a slot too."""
        piece = bisect_right(self._edges, at) - 1
        return self._origins[piece] + (at - self._edges[piece])

    def spelled(self, words: str) -> str:
        """Words of `text` with names for slots: `"⟦0⟧ summit" -> "NATO summit"`."""
        return _ANY.sub(lambda slot: self.mentions[int(slot[1])].text, words)

    def actors(self, group: str) -> tuple[int, ...]:
        """The actors of each slot in a stretch of `text`, in order, each once."""
        found = (
            actor for slot in _SLOT.finditer(group) for actor in self.mentions[int(slot[1])].actors
        )
        return tuple(dict.fromkeys(found))


def masked(layout: Layout, cast: Cast, sentence: Sentence) -> Masked:
    """The sentence with its actors as slots; states and seats that are places stay words."""
    text, at = layout.text, sentence.start
    pieces: list[str] = []
    edges, origins, length = [0], [sentence.start], 0
    kept: list[Mention] = []
    placed_until = -1
    mentions = _sent_by_states(text, cast, cast.within(sentence.start, sentence.end))
    for number, mention in enumerate(mentions):
        if mention.start < at:
            continue  # absorbed by the one before it
        before = text[max(at, mention.start - 40) : mention.start]
        if mention.kind == "adjective" or not mention.actors or _is_determiner(text, mention):
            continue
        if mention.kind == "name" and _MEETING.search(mention.text):
            continue  # "the Eighth Ministerial Meeting"
        if _is_place(text, mention, cast, before, placed_until):
            placed_until = mention.end
            continue
        end = _with_belongings(text, cast, mention, mentions[number + 1 :])
        words = text[at : mention.start].translate(_PLAIN)
        slot = f"⟦{len(kept)}⟧"
        pieces += [words, slot]
        edges += [length + len(words), length + len(words) + len(slot)]
        origins += [mention.start, end]
        length += len(words) + len(slot)
        kept.append(mention)
        at = end
    pieces.append(text[at : sentence.end].translate(_PLAIN))
    words = "".join(pieces)
    return Masked(words, kept, sentence, edges, origins)


def _sent_by_states(text: str, cast: Cast, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, those whom a state sends as that state: `"delegations from | Mali and Togo"`.

    Who they are is not said, so that it is the states that sit, each with its own words; what
    stands before the first tells the level.
    """
    found: list[Mention] = []
    for mention in mentions:
        who = found[-1] if found else None
        if who is not None and _is_his(text, cast, who, mention):
            words = text[who.start : mention.end]
            found[-1] = replace(mention, start=who.start, text=words)
        elif (
            who is not None
            and who.kind == "collective"
            and _OF_STATES.fullmatch(text, who.end, mention.start)
            and not any(cast.actors[one].members for one in who.actors)
            and all(cast.actors[one].kind == "collective" for one in who.actors)
            and _sends(cast, mention)
            and calls_diplomats(who.text)
            and not text.startswith(("'", "’"), mention.end)
        ):
            words = text[who.start : mention.end]
            found[-1] = replace(mention, start=who.start, text=words, kind="collective")
        else:
            found.append(mention)
    return _with_their_names(text, cast, found) if len(found) < len(mentions) else found


def _is_his(text: str, cast: Cast, state: Mention, holder: Mention) -> bool:
    """Whether a state stands right before its officer: `"Republic of Korea | President Yoon"`."""
    return (
        state.kind == holder.kind == "name"
        and text[state.end : holder.start] == " "
        and all(cast.actors[one].kind == "state" for one in state.actors)
        and all(
            cast.actors[one].kind == "person" and cast.actors[one].role for one in holder.actors
        )
        and len(state.actors) == len(holder.actors) == 1
        and holder.text[:1].isupper()
    )


def _sends(cast: Cast, mention: Mention) -> bool:
    """Whether it names what sends people to meetings: states, or bodies that states make up."""
    kinds = {cast.actors[one].kind for one in mention.actors}
    if mention.kind == "name":
        return kinds <= {"state", "igo"}
    return kinds == {"collective"} and _MEMBERS.fullmatch(mention.text) is not None


def _with_their_names(text: str, cast: Cast, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Names behind those whom several states sent go into the last state's slot.

    `"The ministers of Mali | and of Togo, Awa Ba and Jo Mensah, | met"`: as many as states.
    """
    found: list[Mention] = []
    states = names = 0
    for mention in mentions:
        kinds = {cast.actors[one].kind for one in mention.actors}
        gap = text[found[-1].end : mention.start] if found else ""
        if mention.kind == "collective" and kinds == {"state"}:
            states, names = 1, 0
        elif states and not names and kinds == {"state"} and _AND_OF.fullmatch(gap):
            states += 1
        elif states > 1 and kinds == {"person"} and names < states and _NAMED.fullmatch(gap):
            names += 1
            if names == states:
                end = mention.end + text.startswith(",", mention.end)
                row = len(found) - names + 1
                found[row - 1 :] = [replace(found[row - 1], end=end)]
                states = 0
                continue
        else:
            states = 0
        found.append(mention)
    return found


_AND_OF = re.compile(r"(?:,|,? and) (?:of )?(?:the )?")
_NAMED = re.compile(r",|,? (?:and )?|, (?:and )?")


_OF_STATES = re.compile(
    r"(?: (?:of|for) (?!(?:the|both)\b)(?:[a-z-]+ ){0,2}[a-z-]+)? (?:of|from)(?: the| both)? "
)
"""Between those sent and the state that sends them: "ministers | of foreign affairs of the"."""
_MEMBERS = re.compile(
    r"(?:the |our )?[A-Z].* (?:states|countries|nations|allies|members)", re.IGNORECASE
)
_PLAIN = str.maketrans("\n⟦⟧", " []")
"""Character to character; brackets of the article are no slots."""
_MEETING = re.compile(
    r"\b(?:Meeting|Dialogue|Talks|Summit|Session|Conference|Consultations|Retreat)$"
)
_OF_THE_LAND = re.compile(r", the [a-z]+['’]s ")
"""Between a name and an office whose land the text calls by a word: ", the country's"."""
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\b\.?")


_BROUGHT = re.compile(
    r"(?:the |both )?(?:first (?:lady|gentleman)|second (?:lady|gentleman))\b"
    r"|Mrs\.? "
    r"|(?:his|her|their) (?:[\w-]+ ){0,2}?(?:wife|husband|spouse|wives|daughter|son|children"
    r"|family|cabinet|team|delegation|staff|entourage|aides)\b(?! (?:of|from)\b)"
    r"|(?:senior |other )?(?:members|officials) of (?:his|her|their|the) (?:[\w-]+ ){0,3}?"
    r"(?:cabinet|team|delegation|staff|government|administration)\b",
    re.IGNORECASE,
)
"""Who comes along with somebody, and sits for nobody else: "and his wife", "and her cabinet"."""


def _with_belongings(text: str, cast: Cast, mention: Mention, following: Sequence[Mention]) -> int:
    """Where a mention ends with what belongs to it: `Olaf Scholz | of Germany`, `| (UAE)`."""
    end = mention.end + (
        mention.text.endswith(("Jr", "Sr")) and text[mention.end : mention.end + 1] == "."
    )
    person = mention.actor is not None and cast.actors[mention.actor].kind in (
        "person",
        "role_holder",
    )
    for other in following:
        if suffix := _SUFFIX.match(text, end):
            end = suffix.end()
        if other.start < end:
            continue
        gap = text[end : other.start]
        alias = person and other.kind != "pronoun" and other.actors == mention.actors
        if alias and (
            gap in (", ", " and ", ", the ", "-designate ", "-elect ")
            or _OF_THE_LAND.fullmatch(gap)
        ):
            end = other.end  # "the Emir of Qatar, Tamim Al Thani"
            continue
        brought = gap in (" and ", ", and ") and _BROUGHT.match(text, other.start)
        if person and brought:
            end = max(other.end, brought.end())
            continue
        bodies = bool(other.actors) and all(
            cast.actors[one].kind in ("igo", "government_body") or may_be_place(cast, one)
            for one in other.actors
        )
        if gap in (" of ", " of the ") and person and bodies:
            end = other.end
        elif gap == " (" and text.startswith(")", other.end) and other.end - other.start < 12:
            end = other.end + 1
        else:
            break
    suffix = _SUFFIX.match(text, end)
    return suffix.end() if suffix else end


def _is_place(text: str, mention: Mention, cast: Cast, before: str, placed_until: int) -> bool:
    """Whether a country or seat is named as a place: `in Ankara`, `to Germany and Angola`."""
    if mention.kind == "name":
        if not all(may_be_place(cast, actor) for actor in mention.actors):
            return False
    elif mention.kind != "seat":
        return False
    if text.startswith(("'s", "’s"), mention.end):
        return False
    if _SENT_FROM.search(text, max(0, mention.start - 50), mention.start):
        return False
    if placed_until >= 0 and _LISTED.fullmatch(text[placed_until : mention.start]):
        return True
    found = _PLACED.search(before)
    if found is None or _HEARD.search(before):
        return False
    known = (
        mention.kind == "seat"
        or all(cast.actors[one].kind == "state" for one in mention.actors)
        or resolve_place(mention.text) is not None
    )
    return known or bool(found["within"])


def _is_determiner(text: str, mention: Mention) -> bool:
    """Whether a pronoun only says whose: "his" of "his counterpart", not the "her" of "met her"."""
    if mention.kind != "pronoun":
        return False
    word = mention.text.lower()
    return word in ("his", "its", "their", "our", "my") or (
        word == "her" and bool(_POSSESSES.match(text, mention.end))
    )


def may_be_place(cast: Cast, actor: int) -> bool:
    """Whether a name can be a place's: a state's, or one of which the text tells nothing else."""
    one = cast.actors[actor]
    return one.kind == "state" or (one.kind == "person" and not one.role and not one.affiliation)
