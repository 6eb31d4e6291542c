"""Which language a text is written in, as far as the rules need to know it."""

import re
from itertools import chain

from pipeline.rules.kept import Kept
from schemas.records import Article

SERVED = frozenset({"en"})
"""Languages that the rules read; others are skipped, not guessed at."""
_ENOUGH = 40
"""Words below which stop words tell little."""
_LEAST = 0.12
"""Share of stop words that running text has at least."""
_LEAST_ENGLISH = 0.06
"""Of English where nothing else shows: 1,536 White House texts have 0.108 and more."""
_SOME = 20
"""Words among which one at least is a stop word, where they are English."""
_SAMPLE = 6_000
"""Characters that are looked at, from the start."""
_WORD = re.compile(r"[^\W\d_]+")
_LISTS = {
    "en": "the of and to in a is that for was on with as by he at from his it an were are which",
    "fr": "le la les de des et en un une que est pour dans qui sur au par avec ne ce il du plus",
    "de": "der die das und in den von zu mit dem des ist im nicht ein eine auch auf für sich als",
    "es": "el la los las de que y en un una por con para del se no al su es lo como más",
    "it": "il la di che e un una per in del della con non è dei nel gli sono al da le si",
    "pt": "o a os as de que e em um uma para com não do da no na por se mais ao dos",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook door bij",
    "pl": "w i na z do się nie że to jest o po od przez za oraz dla jak ale",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar ancak en ise sonra",
    "id": "yang dan di untuk dengan dari dalam itu pada ini tidak akan adalah ke oleh",
    "sv": "och i att det som en på är av för med till den har de inte om ett",
    "ro": "și de la în a cu pe din care nu este pentru o să mai un prin",
}
_STOPWORDS = {language: frozenset(words.split()) for language, words in _LISTS.items()}
_ALSO_ENGLISH = frozenset(
    "a an as at by de del den der die do he i in is it la men no o of on plus se till to van von "
    "was with y".split()
)
"""Stop words of others that English texts have too, some in names: they tell little."""
_SAID = "said says told met will has have not but who after they we be their this"
_ENGLISH = (_STOPWORDS["en"] | frozenset(_SAID.split())) - {"a"}
"""What shows that few words are English; `a` stands in half of the languages above."""
_QUOTED = re.compile('“[^”\\n]*”|"[^"\\n]*"|«[^»\\n]*»|「[^」\\n]*」')
_OWN, _MOST = 0.02, 0.3
"""Share of the letters that only one language has, and that a script's letters have in it."""
_SCRIPTS = (
    ("uk", _OWN, re.compile("[іїєґІЇЄҐ]")),
    ("sr", _OWN, re.compile("[јљњћђџЈЉЊЋЂЏ]")),
    ("ru", _MOST, re.compile("[\u0400-\u04ff]")),
    ("el", _MOST, re.compile("[\u0370-\u03ff]")),
    ("he", _MOST, re.compile("[\u0590-\u05ff]")),
    ("ur", _OWN, re.compile("[\u0679\u0688\u0691\u06d2\u06c1]")),
    ("fa", _OWN, re.compile("[\u067e\u0686\u0698\u06af\u06cc]")),
    ("ar", _MOST, re.compile("[\u0600-\u06ff]")),
    ("hi", _MOST, re.compile("[\u0900-\u097f]")),
    ("th", _MOST, re.compile("[\u0e00-\u0e7f]")),
    ("ja", _OWN, re.compile("[\u3040-\u30ff]")),
    ("ko", _MOST, re.compile("[\uac00-\ud7af]")),
    ("zh", _MOST, re.compile("[\u4e00-\u9fff]")),
)
"""Scripts by the language that most news in them is in; only that it is not English counts."""
_NOT_LATIN = re.compile("[\u0370-\u0e7f\u3040-\ud7af]")
"""Every letter that `_SCRIPTS` looks for, so that most texts are read once, not thirteen times."""


def language_of(article: Article) -> str | None:
    """ISO 639-1 code of the text's language; `und` for none that is known here; None where
    the text is too short to tell.

    By what is read, not by what metadata claim. Stop words tell Latin script apart, letters
    the others: what is Cyrillic is `ru`, unless letters of Ukrainian or Serbian show. An
    English text that quotes more in another language than it says itself is English.
    """
    sample = article.text[:_SAMPLE]
    found = _language(sample)
    if found in ("en", None):
        return found
    around = _QUOTED.sub(" ", sample)
    told = around != sample and _language(around)
    return told if told == "en" else found


def _language(sample: str) -> str | None:
    if _NOT_LATIN.search(sample):
        letters = sum(map(str.isalpha, sample))
        for language, share, script in _SCRIPTS:
            if len(script.findall(sample)) > share * letters > 0:
                return language
    pieces = sample.split()
    total = sum(map(_counts, pieces))
    words = total & _FULL
    if words < _ENOUGH:
        return _of_few([word for piece in pieces for word in _words(piece)])
    shares = {language: (total >> at & _FULL) / words for language, at in _COUNTED_AT.items()}
    best = max(shares, key=lambda language: shares[language])
    if shares[best] >= _LEAST:
        return best
    return "en" if shares["en"] >= _LEAST_ENGLISH else "und"


_BITS = 16
_FULL = (1 << _BITS) - 1
"""A count's bits in a sum of counts: no sample has as many words."""
_COUNTED_AT = {language: _BITS * n for n, language in enumerate(_STOPWORDS, start=1)}
_ONE_EACH = {
    word: sum(1 << _COUNTED_AT[language] for language, stop in _STOPWORDS.items() if word in stop)
    for word in chain.from_iterable(_STOPWORDS.values())
}
"""By stop word: one in the count of each of its languages."""


def _counted(piece: str) -> int:
    """The words of what stands between two blanks, and those that are stop words of a language.

    All counts in one number, words in the lowest bits, so that a sum over a text adds up each.
    """
    words = _words(piece)
    return sum((_ONE_EACH.get(word, 0) for word in words), start=len(words))


_counts = Kept(_counted).__getitem__


def _words(piece: str) -> list[str]:
    """The words of what stands between two blanks, in one case: `"(U.K.)" -> ["u", "k"]`."""
    return list(map(str.casefold, _WORD.findall(piece)))


def _of_few(words: list[str]) -> str | None:
    """Of a text too short for shares: by how many kinds of stop words of each stand in it."""
    there = set(words)
    english = len(there & _ENGLISH)
    kinds = {
        language: len(there & stop - _ALSO_ENGLISH)
        for language, stop in _STOPWORDS.items()
        if language != "en"
    }
    best = max(kinds, key=lambda language: kinds[language])
    if kinds[best] >= 2 and kinds[best] > english:
        return best
    if english >= 2:
        return "en"
    return "und" if not english and len(words) >= _SOME else None


def with_language(article: Article) -> Article:
    """The article with the language that it is written in, where nobody has said it yet."""
    if article.language is not None:
        return article
    found = language_of(article)
    return article if found in (None, "und") else article.model_copy(update={"language": found})


def is_served(article: Article) -> bool:
    """Whether the rules read this text; where its language cannot be told, they do."""
    return language_of(article) in (*SERVED, None)
