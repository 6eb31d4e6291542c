"""The verbs of a clause that no clause inside it holds, each word looked up once."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipeline.rules.kept import Kept

Kind = Literal["be", "have", "ahead", "possible", "can", "asked", "do", "past", "present"]

_WORD = re.compile(r"\b[a-z]+(?:[’']\w+)?|\b[A-Z]\w*[’']ll\b")
_FORMS: dict[Kind, str] = {
    "be": "is are was were am",
    "have": "has have had",
    "ahead": "will shall would",
    "possible": "may might could",
    "can": "can cannot",
    "asked": "must should ought need needs",
    "do": "does do did",
    "present": "wants hopes backs seeks faces opposes includes employs rejects continues believes"
    " considers remain remains expects intends owns prevents requires allows provides says"
    " prohibits contains represents means makes gives takes brings holds serves supports directs"
    " works stands",
    "past": "met held took gave made sent won saw got told went came kept found built began paid"
    " fought brought lost fell rose grew fled hit shot struck broke spoke left became"
    " withdrew drew threw knew flew drove wrote chose froze stole swore shook led dealt felt"
    " meant bought thought caught taught sought sank sat stood quit overran retook overthrew"
    " undertook heard sold blew laid spent dug swept bore said had oversaw slid sprang arose"
    " withstood stuck hung tore wore beat burnt dwelt fed ran underwent forgave forbade"
    " foresaw misled rebuilt put shut cost spread split set cut drank lit lent clung flung strode"
    " strove died forgot",
}
_LIKE_INFINITIVES = frozenset("put hit quit shut cost spread split set cut".split())
"""Pasts that are no verb of their own behind "to", nor where no subject stands before them."""
_LIKE_NOUNS = frozenset("cost spread split set cut".split())
"""Those that are nouns and adjectives too: verbs only before what they may take."""
_TAKEN = re.compile(
    r" (?:the|an?|its|their|his|her|all|most|more than|at least|nearly|almost|some|hundreds"
    r"|thousands|dozens|two|three|four|five|six|seven|eight|nine|ten|him|them|it|up|down|off|out"
    r"|back|aside|into|across|over|through|to)\b| [A-Z\d$€£“\"]"
)
"""What stands behind such a verb: `"spread to the north"`, `"cost Ostrava three allies"`."""
_PLURAL = (
    "remain hold back support seek want hope expect intend own face oppose include employ reject"
    " continue stand need needs"
)
"""What several do now, where that is no noun beside a name; "need" is finite without "to"."""
_EITHER = "aim aims plan plans control controls cost costs live"
"""As often nouns: a clause may have its verb by them, but they are never sought as its main one."""
AUXILIARIES = frozenset(
    word
    for kind in ("be", "have", "ahead", "possible", "can", "asked", "do")
    for word in _FORMS[kind].split()
    if not word.startswith("need")
)
PASTS = frozenset(_FORMS["past"].split()) - _LIKE_INFINITIVES
PRESENTS = frozenset(_FORMS["present"].split())
FINITE_VERBS = AUXILIARIES | PASTS | PRESENTS | {*_PLURAL.split(), *_EITHER.split()}
"""Every form, but those in -ed, by which a clause has a verb of its own."""


def any_of(words: frozenset[str]) -> str:
    """The branches of a pattern that match these words: `{"led", "met"} -> "led|met"`."""
    return "|".join(sorted(words))


_INSIDE = frozenset(
    "that which who whose whom whether how why what because if when while after until unless where"
    " as once though although before since than".split()
)
"""Words that open a clause inside."""
_RELATIVE = frozenset("that which who whom whose where".split())
"""Those whose clause may end without a comma: `"those who met | agreed"`."""
_NO_VERB = frozenset(
    "need indeed hundred speed united exceed proceed succeed embed naked sacred aged concerned"
    " unprecedented renowned".split()
)
_TAKES_A_NOUN = re.compile(
    r"(?:-|\b(?:the|a|an|its|their|his|her|of|for|with|in|on|from|by|into|against|more|newly"
    r"|so-called|all|any|such|new|be|been|being) )$",
    re.IGNORECASE,
)
"""What stands before a participle or a noun, never before a verb of its own."""
_BY_FORM: dict[str, Kind] = {word: kind for kind, words in _FORMS.items() for word in words.split()}


_ADVERBS = re.compile(r" (?:(?:not|never|also|long|been|already|since|then|now|\w+ly) )*")
_JOINED = re.compile(r"\b(?:and|or|to|but) (?:\w+ly )?$")


class Verb(NamedTuple):
    """A finite verb or auxiliary: where it stands and what it is."""

    start: int
    end: int
    kind: Kind


def outer_verbs(text: str, at: int) -> Iterator[Verb]:
    """The verbs from `at` on that are the clause's own, in text order.

    `"The man who was there had left" -> had`, not `was`
    """
    inside, inner, relative = -1, -1, False
    for match in _WORD.finditer(text, at):
        word = match[0]
        if word in _INSIDE:
            inside, inner, relative = match.end(), -1, word in _RELATIVE
            continue
        kind = _kinds[word]
        if kind is None or (kind == "asked" and word.startswith("need") and not _to(text, match)):
            continue
        start = match.start()
        if kind in ("past", "present") and _TAKES_A_NOUN.search(text, max(0, start - 12), start):
            continue
        if word in _LIKE_INFINITIVES and not _acts(text, match):
            continue
        held = inside >= 0 and "," not in text[inside:start]
        if held and inner >= 0 and kind == "past" and _ADVERBS.fullmatch(text, inner, start):
            inner = match.end()  # "which have consistently exceeded"
            continue
        if held and (inner < 0 or not relative or not _resumes(text[inner:start])):
            inner = match.end() if inner < 0 else inner
            continue
        yield Verb(start, match.end(), kind)


def _to(text: str, match: re.Match[str]) -> bool:
    return text.startswith(" to ", match.end())


def _acts(text: str, match: re.Match[str]) -> bool:
    """Whether a past that looks like an infinitive or a noun is one: `"shut the border"`."""
    if not match.start() or text.endswith(("to ", "and ", "or "), 0, match.start()):
        return False  # "to guard and set the rules": what "and" joins, a verb before it told
    return match[0] not in _LIKE_NOUNS or bool(_TAKEN.match(text, match.end()))


def _resumes(between: str) -> bool:
    """Whether a verb behind that of a clause inside is the main one again."""
    return between.count(" ") > 1 and not _JOINED.search(between)


def _kind(word: str) -> Kind | None:
    """What a word is by its form: `"launched" -> past`."""
    if word in _BY_FORM:
        return _BY_FORM[word]
    if word.endswith(("n't", "n’t")):
        base = word[:-3]
        return _BY_FORM.get({"wo": "will", "ca": "can"}.get(base, base))
    if word.endswith(("'ll", "’ll")):
        return "ahead"
    past = len(word) > 4 and word.endswith("ed") and word.isalpha() and word not in _NO_VERB
    return "past" if past else None


_kinds = Kept(_kind)
