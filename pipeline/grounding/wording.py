"""English words brought to a form in which two sentences can be compared.

No dictionary and no model: endings are cut, common irregular verbs are listed. It serves
checks that ask whether a word of one sentence also stands in another, where a wrong
"no" costs a look and a wrong "yes" is caught by the neighbouring words.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
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


class Word(NamedTuple):
    """A word of a text: as written, folded, cut to its stem, `text[start:end]`.

    A tuple: an article has thousands of words, and each is looked at many times.
    """

    text: str
    folded: str
    stem: str
    is_content: bool
    is_capital: bool
    """It has a capital anywhere: `Ankara`, `el-Sissi's`, `iPhone`."""
    start: int
    end: int


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, possessives off, hyphens taken as spaces, numbers left out.

    `"Syria's U.S.-led talks" -> Syria, U.S., led, talks`. Kept for a while: the claims of an
    article rest on the same passages and are asked for one after the other.
    """
    new = tuple.__new__  # Word(…) takes twice as long, and there are many
    found = []
    at = 0
    for chunk in text.split(" "):
        for forms, start, end in _words_in(chunk):
            found.append(new(Word, forms + (at + start, at + end)))  # noqa: RUF005 - unpacking is slower
        at += len(chunk) + 1
    return tuple(found)


def words_between(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Those of the words of a text that begin in `text[start:end]`."""
    row = words_of(text)
    first, last = (bisect_left(row, at, key=_start) for at in (start, end))
    return row[first:last]


_start = attrgetter("start")


def folded_words(text: str) -> list[str]:
    """The folded words of a text in order: what `words_of` gives, without the rest."""
    return [forms[1] for chunk in text.split(" ") for forms, _, _ in _words_in(chunk)]


Forms = tuple[str, str, str, bool, bool]


@lru_cache(maxsize=20_000)
def _words_in(chunk: str) -> tuple[tuple[Forms, int, int], ...]:
    """The words of what stands between two spaces, and where: articles repeat the same few.

    Not more are kept, for where words are not spaced a chunk is a sentence.
    """
    return tuple([(_forms(match[0]), *match.span()) for match in _WORD.finditer(chunk)])


def _forms(word: str) -> Forms:
    folded = word.casefold().replace("’", "'") if "'" in word or "’" in word else plain(word)
    content = folded not in FUNCTION_WORDS and not folded.endswith("n't")
    return word, folded, stem(folded), content, any(letter.isupper() for letter in word)


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
