"""What the words of an office tell: which it is, and whose."""

import re

from pipeline.rules.names_with_of import state_until
from pipeline.rules.tokens import Tokens
from pipeline.rules.words import BODY, GROUP, MODIFIER, PERSON

_TITLE_OF_NAME = re.compile(r"[RGQT](?=C[CSAPEK]*Q?$)")
_TITLE = re.compile(r"[RGQT](?=[CSAPEK]*$)")
_HEADS = PERSON | GROUP | BODY


def title_end(letters: str) -> int:
    """Where a title ends and a name begins: `"AQCC" -> 2`; the length where no name follows."""
    # "Minister Bui Thanh Son": a name may end in a word that elsewhere is a title.
    found = _TITLE_OF_NAME.search(letters) or _TITLE.search(letters)
    return found.end() if found else len(letters)


def head_of(tokens: Tokens, begin: int, end: int) -> str:
    """`"Kallistan's foreign minister" -> "foreign minister"`, `"senior official" -> "official"`."""
    at = end - 1
    while at > begin and tokens.low[at] not in _HEADS and " " not in tokens.low[at]:
        at -= 1
    low = tokens.low[at].removeprefix("ex-")
    before = tokens.low[at - 1] if at > begin else ""
    if low in ("minister", "ministers", "secretary", "chief", "president", "chiefs") and (
        before in MODIFIER and before not in ("new", "acting", "interim", "former")
    ):
        return f"{before} {low}"
    return low


def owners_of(tokens: Tokens, begin: int, end: int) -> tuple[str, ...]:
    """Whose a role is: the capitalised words in it that are no title."""
    found: list[str] = []
    run: list[str] = []
    past = begin
    for at in range(begin, end):
        if at < past:
            continue
        if tokens.classes[at] in "CE" and (whole := state_until(tokens, at - len(run), at + 1)):
            run += tokens.words[at:whole]
            past = whole
        elif tokens.classes[at - 1] == "x" and tokens.words[at - 1] == "(" and found:
            past = at + 1  # "the Republic of Korea (ROK)"
        elif (
            tokens.classes[at] in "ASC"
            or (tokens.classes[at] == "E" and run)
            or (
                tokens.classes[at] in "PQ"
                and run
                and at + 1 < end
                and tokens.classes[at + 1] in "SCE"
            )
        ):
            if run and tokens.classes[at] == "A":
                found.append(" ".join(run))
                run = []
            run.append(tokens.words[at])
        elif run:
            found.append(" ".join(run))
            run = []
    if run:
        found.append(" ".join(run))
    return tuple(found)
