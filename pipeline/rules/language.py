"""Which language a text is written in, as far as the rules need to know it."""

import re
from collections import Counter

from schemas.records import Article

SERVED = frozenset({"en"})
"""Languages that the rules read; others are skipped, not guessed at."""
_ENOUGH = 40
"""Words below which stop words tell nothing: a short text is taken for English."""
_LEAST = 0.12
"""Share of stop words that running text has at least."""
_SAMPLE = 6_000
"""Characters that are looked at, from the start."""
_WORD = re.compile(r"[^\W\d_]+")
_STOPWORDS = {
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
_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("fa", re.compile("[\u067e\u0686\u0698\u06af\u06cc]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
"""Scripts by the language that most news in them is in; only that it is not English counts."""


def language_of(article: Article) -> str | None:
    """ISO 639-1 code of the text's language; None where no stop words tell.

    By what is read, not by what metadata claim. Stop words tell Latin script apart, the
    script the others: what is Cyrillic is `ru`, whatever Slavic language it is.
    """
    sample = article.text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for language, script in _SCRIPTS:
        share = 0.02 if language in ("fa", "ja") else 0.3
        if len(script.findall(sample)) > share * letters > 0:
            return language
    words = [word.casefold() for word in _WORD.findall(sample)]
    if len(words) < _ENOUGH:
        return "en"
    counts = Counter(words)
    shares = {
        language: sum(counts[word] for word in stop.split()) / len(words)
        for language, stop in _STOPWORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= _LEAST else None


def is_served(article: Article) -> bool:
    """Whether the rules read this text; where its language cannot be told, they do."""
    return language_of(article) in (*SERVED, None)
