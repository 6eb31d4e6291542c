"""Who does what a passage tells that begins behind its subject, or before it.

`"The United States will keep its tariffs and | will also identify products"`,
`"Developed by two offices, | the deal was signed"`: the names of the claim's subject are then no
names that replace others. Told by the words beside a name, and only where they leave no doubt.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.grounding.cues import cues
from pipeline.grounding.mentions import TITLE_WORDS, Name
from pipeline.grounding.named import Passage
from pipeline.grounding.sentences import sentences
from pipeline.grounding.wording import FUNCTION_WORDS, IRREGULAR, forms_of

_OPENS = frozenset("that while whereas when where because if whether but although though".split())
"""Words behind which a clause begins with its subject."""
_JOINS = frozenset(("and", "or"))
_BE = frozenset("is are was were be been being".split())
_AUXILIARIES = _BE | frozenset(
    "has have had do does did will would shall should can could may might must".split()
)
_PARTICIPLES = frozenset("led built brought held made given known born sent written".split())
_DETERMINERS = frozenset("the a an today".split())
_ASIDE = frozenset("and but or also then further".split())
"""Words before the verb of a clause that has no subject."""
_WORD = re.compile(r"(?:^|[\s(\[“\"‘])([\w.’'-]*\w[.’']?)[\s\u00a0]*$")
"""The last word of what stands before a name."""
_CLAUSE = re.compile(r"[.;:—–“\"•*]\s*$")
_COMMA = re.compile(r",\s(?:the\s)?$")
_LISTED = re.compile(r",|\s(?:and|or)\b")
_PARTICLE = re.compile(r"\b\w{2,3}[-‑]$")
"""What a name drops at its head: `el-Sissi`."""
_INITIAL = re.compile(r"\s[A-Z]\.(?=\s)")
_RELATIVE = re.compile(r"(?:\s\([^()]*\))?,?\s(?:who|which)\b")
_BY = re.compile(r"\bby (?:the )?(?:[A-Z][\w.]* )*$")
_TIED = re.compile(
    r"\s(?:about|after|against|as|at|before|between|by|during|for|from|in|into|of|on|over|since|to|"
    r"under|upon|with|within|without|the|a|an|his|her|its|their)\b"
)
"""What follows a word that opens a sentence and is no name: `"Developed by"`, `"Meeting the"`."""


class Telling(NamedTuple):
    """Of whom a passage tells, as its whole sentence shows."""

    left_out: tuple[Name, ...]
    """Its subject where that stands in the sentence before or behind it."""
    passive: bool
    """That subject undergoes what the passage tells."""
    acting: tuple[Name, ...]
    """The subjects that stand in the passage itself, and who acts `by` a passive there."""


def subjects(text: str, named: Sequence[Name], begin: int = 0) -> Iterator[tuple[Name, ...]]:
    """The names of each subject of the sentence `text[begin:]` in order, those of a list together.

    `"On Monday, Iran and Russia met Assad, who left" -> (Iran, Russia), (Assad)`
    """
    group: list[Name] = []
    last: Name | None = None
    told = False
    for name in named:
        before = _PARTICLE.sub("", text[begin : name.words[0].start])
        after = text[name.words[-1].end :]
        goes_on = last is not None and _continues(before[last.words[-1].end - begin :])
        if goes_on and not told and not group:
            # "In Asia, the U.S. spoke", but not "In Asia, Africa and Europe".
            goes_on = not (_COMMA.search(before) and not _LISTED.match(after))
        if group and not goes_on:
            yield tuple(group)
            group = []
        if after.startswith(("'", "’")):
            last = name  # "Egypt's ally": not who acts
            continue
        if name.first and _TIED.match(after):
            continue
        if group or _RELATIVE.match(after) or (not goes_on and _opens(before, after, told=told)):
            group.append(name)
            told = True
        last = name
    if group:
        yield tuple(group)


def _continues(between: str) -> bool:
    """Whether a name goes on with the one before it: `"Iran, Russia and Turkey"`."""
    if between in ("-", "‑"):
        return True
    between = _INITIAL.sub(" ", between)
    words = [form.folded for form in forms_of(between)]
    return not _CLAUSE.search(between) and all(
        word in _JOINS or word in TITLE_WORDS or word == "the" for word in words
    )


def _opens(before: str, after: str, *, told: bool) -> bool:
    """Whether a subject can begin between these words of its sentence."""
    follows = next(iter(forms_of(after[:40])), None)
    while found := _WORD.search(before):
        word, before = found[1].casefold(), before[: found.start(1)]
        if word in _OPENS:
            return True
        if word in _JOINS:
            joins = not before.strip() or before.rstrip().endswith(",")
            return joins and follows is not None and _is_verb(follows.folded)
        bare = word in _DETERMINERS or word.rstrip(".") in TITLE_WORDS
        if not bare and (word in FUNCTION_WORDS or not found[1][0].isupper()):
            return False
    if not before.strip() or _CLAUSE.search(before):
        return True
    # Behind a comma: what an opening phrase is told of, else it may be in a list or an apposition.
    return not told and before.rstrip().endswith(",")


def telling(line: Passage, start: int, end: int) -> Telling:
    """Of whom `line.text[start:end]` tells."""
    text = line.text
    row = sentences(text, 0, len(text))
    begin = max((at for at, _ in row if at <= start), default=0)
    finish = next((to for _, to in row if end <= to), len(text))
    named = [name for name in line.named if begin <= name.words[0].start < finish]
    told = list(subjects(text[:finish], named, begin))
    acting = tuple(
        name
        for name in named
        if start <= name.words[0].start < end
        and (
            _BY.search(text, start, name.words[0].start)
            or (any(name in names for names in told) and not _is_taken_up(text, name, end))
        )
    )
    words = [form.folded for form in forms_of(text[start:end])]
    verb = next((at for at, word in enumerate(words) if not _is_aside(word)), len(words))
    if verb == len(words) or not _is_verb(words[verb]):
        return Telling((), passive=False, acting=acting)
    if not forms_of(text[begin:start]):
        behind = [names for names in told if end <= names[0].words[0].start]
        opens = words[0].endswith(("ed", "ing")) or words[0] in _PARTICIPLES
        return Telling(behind[0] if behind and opens else (), not words[0].endswith("ing"), acting)
    before = [names for names in told if names[-1].words[-1].end <= start]
    if not before or _embeds(text[before[-1][-1].words[-1].end : start]):
        return Telling((), passive=False, acting=acting)
    last = [name for name in named if name.words[0].start < start][-1]
    if words[0] not in _ASIDE and not text[last.words[-1].end : start].strip():
        # "met Putin and Macron | has offered": whoever stands right before the verb.
        before = [names for names in before if last in names]
    return Telling(before[-1] if before else (), _is_passive(words[verb:]), acting)


def _is_aside(word: str) -> bool:
    return word in _ASIDE or word.endswith("ly")


def _is_taken_up(text: str, name: Name, end: int) -> bool:
    """Whether only a clause behind `end` has it for its subject: `"met Assad, | who left"`."""
    relative = _RELATIVE.match(text, name.words[-1].end)
    return relative is not None and relative.end() > end


def _embeds(between: str) -> bool:
    """Whether another clause has begun, whose own subject may be told of: `"said troops had"`."""
    words = {form.folded for form in forms_of(between)}
    if not words.isdisjoint(_OPENS - {"that", "but"}):
        return True
    for cue in cues().finditer(between):
        follows = {form.folded for form in forms_of(between[cue.end() :])}
        # "an agreement that …" and "partners that share …" tell more of a noun.
        if cue[0].casefold().startswith("sa") or not follows.isdisjoint(_AUXILIARIES):
            return True
        if between.startswith(" that ", cue.end()):
            return True
    return False


def _is_verb(word: str) -> bool:
    return word in _AUXILIARIES or word in IRREGULAR or word.endswith(("ed", "ing"))


def _is_passive(words: Sequence[str]) -> bool:
    """Whether a clause that begins with its verb tells what is done to its subject."""
    row = [word for word in words if not _is_aside(word) and word != "not"]
    verb = next((at for at, word in enumerate(row) if word not in _AUXILIARIES), len(row))
    if not 0 < verb < len(row) or row[verb - 1] not in _BE:
        return False
    return row[verb].endswith("ed") or row[verb] in IRREGULAR


def is_subject(claim: Passage, name: Name, *, passive: bool) -> bool:
    """Whether the claim tells it of that name, in the same voice."""
    for row in subjects(claim.text, claim.named):
        if name in row:
            rest = claim.text[row[-1].words[-1].end :]
            return _is_passive([form.folded for form in forms_of(rest)]) == passive
    return False
