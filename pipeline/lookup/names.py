"""Names brought to one spelling, so that they can be compared exactly.

Nothing here measures likeness: two names agree when their folded forms are equal, or not
at all. Likeness merges Lavrov with Lavrova and misses Assad and al-Assad.
"""

import re
import unicodedata
from functools import lru_cache

NAMES = 50_000
"""How many names keep their forms: articles repeat the same few."""
LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "ħ": "h",
        "Ħ": "h",
        "þ": "th",
        "Þ": "th",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "ə": "e",
        "Ə": "e",
    }
)
"""Letters that Unicode does not take apart into a base letter and an accent."""
APOSTROPHES = "'’‘ʼʻʾʿ`´′"
WORD = re.compile(r"[^\W_]+")
DASHES = re.compile(r"[\u2010-\u2015\u2212]")
APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s(?!\w)")
INITIALS = re.compile(r"(?<!\w)(?:(?:[^\W\d_]\.){2,}|(?:[^\W\d_]\.)+[^\W\d_](?!\w))")
ACCENT = re.compile("[\u0300-\u036f]")
ASSIMILATED = re.compile(r"(?<![^\W_])(?:as|ash|ad|ar|at|an|az)-(?=[^\W\d_])")
"""The Arabic article before a sun letter, only where a hyphen marks it: `as-Sisi`."""
PARTICLES = frozenset("al el ul bin bint ibn von der den de da dos".split())
INNER_PARTICLES = frozenset("ben van del della di du la le do".split())
"""Dropped inside a name, kept at its head, where they may be a first name (Ben Wallace)."""
TITLE_OF = re.compile(
    r"\b(secretary|minister) (?:of|for) (?:state|the treasury|the interior|interior|finance"
    r"|(?:national )?defen[cs]e|(?:european and )?(?:foreign|external) affairs)\b"
)
TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir dame lord lady madam monsieur
    president prime minister premier chancellor king queen prince princess crown emir amir
    sultan sheikh sheikha shaikh shah emperor pope cardinal ayatollah imam patriarch
    foreign defence defense secretary general secretary-general gen lt col colonel major
    captain admiral marshal field marshal ambassador envoy special senator sen
    congressman representative rep governor gov mayor chairman chairwoman chair
    speaker justice judge his her excellency majesty highness royal holiness eminence
    hon honorable honourable the vice deputy acting former then late
    """.split()
)
"""Words before a name that are no part of it, and that begin a title of several words."""
SUFFIXES = frozenset("jr sr ii iii iv v vi vii viii ix x xii xiii xiv xvi".split())
FAMILY_NAMES_FIRST = frozenset(
    """
    xi li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo
    jiang deng mao wen hua zeng qin qian yuan ding cao han
    kim lee park choi moon yoon roh jung kang cho ban chung hwang han ahn ri
    nguyen tran pham vo le truong phan dang bui do to luong
    tsai lai
    """.split()
)
"""Chinese, Korean and Vietnamese family names that stand first (general knowledge, unverified).

Japanese names are left out: English texts write them in either order.
"""


@lru_cache(maxsize=NAMES)
def plain(words: str) -> str:
    """Lower-case words without accents, marks, possessives and a leading article.

    `"the U.S." -> "us"`, `"Türkiye’s" -> "turkiye"`, `"Sana'a" -> "sanaa"`,
    `"Sharm el-Sheikh" -> "sharm el sheikh"`

    For states, bodies, places and offices; `fold` is for people.
    """
    parts = WORD.findall(_letters(words))
    while len(parts) > 1 and parts[0] == "the":
        del parts[0]
    return " ".join(parts)


@lru_cache(maxsize=NAMES)
def fold(name: str) -> str:
    """A person's name without accents, case, marks, titles before it and particles in it.

    `"President Recep Tayyip Erdoğan" -> "recep tayyip erdogan"`,
    `"Bashar al-Assad" -> "bashar assad"`, `"Mohammed bin Salman" -> "mohammed salman"`

    `fold(fold(name)) == fold(name)`. El-Sissi and al-Sisi stay two names: the register of
    people has both as aliases. A name that is nothing but titles is kept as it is.
    """
    text = " ".join(WORD.findall(ASSIMILATED.sub(" ", _letters(name))))
    parts = TITLE_OF.sub(r"\1", text).split()
    while (fewer := _without_title_and_particles(parts)) != parts:
        parts = fewer
    return " ".join(parts)


@lru_cache(maxsize=NAMES)
def name_words(name: str) -> frozenset[str]:
    """The words of a folded name, without their order.

    `"Kishida Fumio"` and `"Fumio Kishida"` -> `{"fumio", "kishida"}`
    """
    return frozenset(fold(name).split())


def orders(name: str) -> tuple[str, ...]:
    """The folded name as it stands, family name moved last, and family name moved first.

    `"Yoon Suk-yeol" -> ("yoon suk yeol", "suk yeol yoon", "yeol yoon suk", "yoon sukyeol",
    "sukyeol yoon")`: a hyphenated given name is also written as one word. Only for people of
    states where the family name comes first; elsewhere a turned name is another name.
    """
    forms: list[str] = []
    joined = re.sub(r"(?<=\w)-(?=\w)", "", DASHES.sub("-", name))
    for form in dict.fromkeys((fold(name), fold(joined))):
        words = form.split()
        forms.append(form)
        if len(words) > 1:
            forms.append(" ".join([*words[1:], words[0]]))
            forms.append(" ".join([words[-1], *words[:-1]]))
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=NAMES)
def surname(name: str) -> str:
    """The folded family name.

    `"Sergei Lavrov" -> "lavrov"`, `"King Abdullah II" -> "abdullah"`,
    `"Xi Jinping" -> "xi"`, `"Jae-in Moon" -> "moon"`

    The last word, except where the first is a Chinese, Korean or Vietnamese family name and
    the last is none. A surname never identifies: it needs a country and a role beside it.
    """
    words = fold(name).split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        del words[-1]
    if not words:
        return ""
    hyphenated = "-" in DASHES.sub("-", name).split()[-1]
    if words[0] in FAMILY_NAMES_FIRST and (hyphenated or words[-1] not in FAMILY_NAMES_FIRST):
        return words[0]
    return words[-1]


def _without_title_and_particles(parts: list[str]) -> list[str]:
    """One title less at the head and no particles; the same list where nothing would be left."""
    kept = parts[1:] if parts and parts[0] in TITLES else list(parts)
    kept = [
        part
        for i, part in enumerate(kept)
        if part not in PARTICLES and not (i > 0 and part in INNER_PARTICLES)
    ]
    return kept if any(part not in TITLES for part in kept) else parts


def _letters(words: str) -> str:
    """Base letters in lower case, no apostrophes, no dots between initials, `+` in letters."""
    if not words.isascii():
        words = DASHES.sub("-", words).translate(LETTERS)
        # Only the accents of Latin, Greek and Cyrillic go: other scripts write vowels as marks.
        apart = unicodedata.normalize("NFKD", words)
        words = ACCENT.sub("", apart)
        words = unicodedata.normalize("NFKC", words.casefold()).translate(LETTERS)
    words = words.casefold().replace("+", " plus ")
    if APOSTROPHE.search(words):
        words = APOSTROPHE.sub("", POSSESSIVE.sub("", words))
    if "." not in words:
        return words
    return INITIALS.sub(lambda match: match[0].replace(".", ""), words)
