"""What hangs behind a source without a name: "officials familiar with the matter"."""

import re

from pipeline.rules.phrase import INDEFINITE, Phrase
from pipeline.rules.tokens import Tokens

_BEHIND = re.compile(
    # "close to the talks", "in Tashkent", "from one of the three countries", "briefed on it"
    r"l?[fo](?:Do)?D?n?[lMABCSEQRGPpT]{1,5}(?:[fo]D?n?[lMABCSEQRGPpT]{1,4}){0,2}(?=[vcx]|l?lv)"
    r"|w[^cxwv]{1,9}(?=v)"  # "who took part in the talks"
)
_CLAUSE = 3
"""Words of a relative clause at least: "who took part"."""
_ENDS = frozenset("and or but as when after before while because".split())
_HELPS = frozenset("has have had also later earlier then".split())


def modified_until(tokens: Tokens, phrase: Phrase) -> int:
    """Token past what tells more of an unnamed source beside its verb of saying.

    `"a diplomat | briefed on the talks said"`, `"said officials | in Tashkent."`
    """
    bare = phrase.kind == "group" or phrase.determiner in INDEFINITE or not phrase.determiner
    found = _BEHIND.match(tokens.classes, phrase.tail) if bare else None
    if found is None:
        return phrase.tail
    end = found.end()
    while end > phrase.tail and tokens.low[end - 1] in _HELPS:
        end -= 1
    if tokens.low[phrase.tail] == "whose":
        return phrase.tail
    relative = tokens.classes[phrase.tail] == "w" and end - phrase.tail < _CLAUSE
    if relative or _ENDS & set(tokens.low[phrase.tail : end]):
        return phrase.tail
    behind = tokens.classes[end : end + 2]
    ahead = tokens.low[phrase.first - 1] if phrase.first else ""
    speaks = behind[:1] == "v" or (behind[:1] == "l" and behind[1:] == "v")
    speaks = speaks or (behind[:1] == "c" and tokens.low[end + 1 : end + 3] == ["however", ","])
    cited = tokens.classes[phrase.first - 2 : phrase.first] in ("cv", "xv")
    cited = cited or (ahead == "to" and tokens.low[phrase.first - 2] == "according")
    return end if speaks or cited or behind == "cw" else phrase.tail
