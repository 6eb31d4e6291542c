"""English words brought to a form in which two sentences can be compared.

No dictionary and no model: endings are cut, common irregular verbs are listed. It serves
checks that ask whether a word of one sentence also stands in another, where a wrong
"no" costs a look and a wrong "yes" is caught by the neighbouring words.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.lookup.names import plain

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # U.S. and e.g.
    r"|[^\W_]*[^\W\d_][^\W_]*(?:['’](?!s\b)[^\W\d_]+)*",
)
_ENDINGS = tuple("ations ation ements ement ments ment ings ing edly ied ies ed es s ly e".split())
_SHORTEST = 3
"""Letters that a stem keeps: "sides" loses its ending, "red" does not."""
_RELATED = 5
"""Letters in common that make two stems one family: "interven(e)" and "intervent(ion)"."""

_IRREGULAR = """
be am is are was were been being; have has had having; do does did done; go goes went gone;
begin began begun; break broke broken; bring brought; build built; buy bought; choose chose chosen;
come came; cut; deal dealt; draw drew drawn; drive drove driven; fall fell fallen; feel felt;
fight fought; find found; fly flew flown; forget forgot forgotten; get got gotten; give gave given;
grow grew grown; hear heard; hold held; keep kept; know knew known; lay laid; lead led; leave left;
lend lent; let; lie lay lain; lose lost; make made; mean meant; meet met; overcome overcame;
pay paid; put; read; rise rose risen; run ran; say said; see saw seen;
seek sought; sell sold; send sent; set; shake shook shaken; shoot shot; show shown; shut;
sink sank sunk; sit sat; speak spoke spoken; spend spent; split; spread; stand stood;
steal stole stolen; strike struck stricken;
take took taken; teach taught; tell told; think thought; undertake undertook undertaken;
understand understood; uphold upheld; win won; withdraw withdrew withdrawn; write wrote written;
die dies died dying; tie ties tied; agree agrees agreed agreeing
"""
IRREGULAR = {
    form: row.split()[0] for row in _IRREGULAR.replace("\n", " ").split(";") for form in row.split()
}
"""Present form by inflected form, common verbs of news (general knowledge of English)."""

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those such same own other another and or but nor yet so if unless
    than as of in on at by to from for with into onto over under between among through during
    about against toward towards upon via within without across along around behind beyond near
    off out up down since until till after before while when where which who whom whose what why
    how there here it its itself he him his himself she her hers herself they them their theirs
    themselves we us our ours ourselves i me my mine you your yours one ones
    is are was were be been being am has have had having do does did done doing will would shall
    should can could may might must ought not no never cannot also too very quite just only even
    still already again ever both either neither each every all any some more most much many few
    less least own then now s t d ll ve re m al el as bin
    """.split()
)
"""Words that carry grammar, not content (general knowledge of English)."""


class Form(NamedTuple):
    """A word wherever it stands: as written, folded, cut to its stem.

    A tuple: an article has thousands of words, and each is looked at many times.
    """

    text: str
    folded: str
    stem: str
    root: str
    """What all stems of its family share."""
    is_content: bool
    is_capital: bool
    """It has a capital anywhere: `Ankara`, `el-Sissi's`, `iPhone`."""


class Word(NamedTuple):
    """A word in its place: a form of it, `text[start:end]`, and its number in the text from 0."""

    text: str
    folded: str
    stem: str
    root: str
    is_content: bool
    is_capital: bool
    start: int
    end: int
    number: int


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, possessives off, hyphens taken as spaces, numbers left out.

    `"Syria's U.S.-led talks" -> Syria, U.S., led, talks`. Kept for a while: the claims of an
    article rest on the same passages and are asked for one after the other.
    """
    found: list[Word] = []
    at = 0
    for chunk in text.split(" "):
        for form, start in forms_in(chunk):
            found.append(word_at(form, at + start, len(found)))
        at += len(chunk) + 1
    return tuple(found)


def word_at(form: Form, start: int, number: int) -> Word:
    # Word(…) takes twice as long, and there are many; so does unpacking.
    return _new(Word, form + (start, start + len(form[0]), number))  # noqa: RUF005


_new = tuple.__new__


def forms_of(text: str) -> list[Form]:
    """The words of a text in order, without their places."""
    return [form for chunk in text.split(" ") for form, _ in forms_in(chunk)]


CHUNKS = 20_000
"""How many chunks are kept, the stretches between two spaces: articles repeat the same few.

Not more, for where words are not spaced a chunk is a sentence.
"""


@lru_cache(maxsize=CHUNKS)
def forms_in(chunk: str) -> tuple[tuple[Form, int], ...]:
    """The words of what stands between two spaces, and where in it each begins."""
    return tuple([(_form(match[0]), match.start()) for match in _WORD.finditer(chunk)])


def _form(word: str) -> Form:
    folded = word.casefold().replace("’", "'") if "'" in word or "’" in word else plain(word)
    cut = stem(folded)
    content = folded not in FUNCTION_WORDS and not folded.endswith("n't")
    return Form(word, folded, cut, root(cut), content, any(letter.isupper() for letter in word))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without its ending; irregular verbs in the present.

    `"travelled" -> "travel"`, `"met" -> "meet"`, `"stabilized" -> "stabilis"`
    """
    word = IRREGULAR.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            kept = word[: -len(ending)]
            if ending in ("ied", "ies"):
                kept += "i"
            if len(kept) > _SHORTEST and kept[-1] == kept[-2] and kept[-1] not in "se":
                kept = kept[:-1]  # travell(ed)
            word = kept
            break
    word = IRREGULAR.get(word, word)
    if word.endswith("y"):
        word = word[:-1] + "i"
    return word.replace("iz", "is").rstrip("e") if len(word) > _SHORTEST else word


def related(one: str, other: str) -> bool:
    """Whether two stems are of one family: equal, or alike in their first letters.

    `"interven", "intervent" -> True`, `"president", "press" -> False`
    """
    return root(one) == root(other)


def root(stem: str) -> str:
    """What all stems of a family share: `"interven", "intervent" -> "inter"`."""
    return stem[:_RELATED]
