"""Which words of a text are prose, where a capital tells a name."""

import re
from collections.abc import Iterator

from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens

_LABEL = re.compile(r"[QA](?:[:.]\s|\s{2,})|THE [A-Z][A-Z -]{2,40}:\s")
"""Who speaks by office alone, before what is said: no name in "Q    Yes, Mr. President"."""
_SALUTED = re.compile(r"(?:My )?Dear [^.!?]{0,4}.{3,60}?[:,](?: \(.{3,80}\))?")


def prose(layout: Layout, tokens: Tokens) -> Iterator[range]:
    """The tokens of each paragraph whose capitals tell names: not of headlines in title case."""
    for number, (start, end) in enumerate(layout.article.paragraphs, start=1):
        stretch = tokens.between(start, end)
        if _SALUTED.fullmatch(layout.text, start, end):
            continue
        if label := _LABEL.match(layout.text, start, end):
            stretch = tokens.between(label.end(), end)
        if number in layout.body or "@" in layout.text[start:end]:
            yield stretch
            continue
        long = [tokens.words[at] for at in stretch if len(tokens.words[at]) > 3]
        if sum(word[0].isupper() for word in long) <= 0.6 * len(long):
            yield stretch
