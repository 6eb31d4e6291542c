"""A gate holds nothing back: what the look-up of words lets through is all that is read.

Each gate is compared with one that is always open, on texts made from the patterns behind it
(every branch at least once) and on the articles that the other tests read.
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from re import _constants as op  # the compiled form of a pattern has no public reader
from re import _parser as grammar
from typing import Any

import pytest

from pipeline.grounding.polarity import is_negated
from pipeline.reading.read import read
from pipeline.rules import claims, claims_kinds, wordings
from pipeline.rules.claims_clauses import main_of
from pipeline.rules.draft import reading_of
from pipeline.rules.meetings import chairing
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.triggers import Spotter
from schemas.records import Article
from tests.rules import meetings, records

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("seeds", "tests/devset", "tests/newsroom/open", "tests/newsroom/held")
# By name: the package has a function that is called as its module is.
tellings = import_module("pipeline.rules.meetings.tellings")


def texts(pattern: str) -> Iterator[str]:
    """Texts of a pattern's language in which each of its branches stands at least once.

    `"sign(?:s|ed) on" -> "signs on", "signed on"`
    """
    yield from dict.fromkeys(_texts(grammar.parse(pattern)))


def _texts(sequence: Any) -> list[str]:
    columns = [_choices(*node) for node in sequence]
    return [
        "".join(
            one if one is not None else column[0] for one, column in zip(row, columns, strict=True)
        )
        for row in zip_longest(*columns)
    ] or [""]


def _choices(kind: Any, value: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.BRANCH:
        return [one for branch in value[1] for one in _texts(branch)]
    if kind is op.SUBPATTERN:
        return _texts(value[-1])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        some = [one * max(least, 1) for one in _texts(inner)] if most else []
        return some if least else ["", *some]
    if kind is op.IN:
        return _of_set(value)
    return ["q"] if kind in (op.ANY, op.NOT_LITERAL) else [""]  # what looks around takes nothing


def _of_set(members: Any) -> list[str]:
    if members[0][0] is op.NEGATE:
        return ["q"]
    some = {op.CATEGORY_DIGIT: "7", op.CATEGORY_SPACE: " "}
    return [
        chr(value)
        if kind is op.LITERAL
        else chr(value[0])
        if kind is op.RANGE
        else some.get(value, "q")
        for kind, value in members
    ]


KINDS = Spotter(*claims_kinds.KIND_WORDS)
PATTERNS: list[tuple[str, Spotter, int, re.Pattern[str]]] = [
    ("responsible", KINDS, 0, claims_kinds._RESPONSIBLE),
    ("lasts", KINDS, 1, claims_kinds._LASTS),
    ("territory", KINDS, 2, claims_kinds._TERRITORY),
    ("committed", KINDS, 3, claims_kinds._COMMITTED),
    ("slated", KINDS, 4, claims_kinds._SLATED),
    ("stands", KINDS, 6, claims_kinds._STANDS),
    ("chaired", Spotter(chairing.CHAIR_WORD), 0, chairing._CHAIRED),
    ("possible", claims._doubts, 0, claims._POSSIBLE),
    ("hedged", claims._doubts, 1, claims._HEDGED),
    *((name, wordings._media_words, n, one) for n, (name, one) in enumerate(wordings._MEDIA)),
    *((name, wordings._act_words, n, one) for n, (name, one) in enumerate(wordings._STRONGER)),
    ("hope", wordings._act_words, len(wordings._STRONGER), wordings._HOPE),
]


@pytest.mark.parametrize(
    ("spotter", "bit", "pattern"), [one[1:] for one in PATTERNS], ids=[one[0] for one in PATTERNS]
)
def test_gate_knows_a_word_of_every_branch(
    spotter: Spotter, bit: int, pattern: re.Pattern[str]
) -> None:
    found = [pattern.search(f"{one} ⟦0⟧") for one in texts(pattern.pattern)]
    matched = [one[0] for one in found if one]
    assert matched, "no text of the pattern's own is read by it"
    assert [one for one in matched if not spotter(one) >> bit & 1] == []


@pytest.fixture(scope="module")
def clauses() -> list[tuple[Clause, str]]:
    """Every sentence of the articles, as the readers of meetings see it and as it stands."""
    found = []
    for article in read([str(ROOT / folder) for folder in FOLDERS]):
        if not isinstance(article, Article):
            continue  # the gold beside it
        one = reading_of(article)
        found += [
            (
                Clause(one.layout, one.cast, sentence, n),
                one.layout.text[sentence.start : sentence.end],
            )
            for n, sentence in enumerate(one.layout.sentences)
        ]
    return found


def test_every_reader_of_meetings_tells_what_it_would_without_its_gate(
    clauses: list[tuple[Clause, str]],
) -> None:
    shut = []
    for clause, sentence in clauses:
        found = tellings._spot.within(clause.layout.tokens, *clause.span)
        for n, (reader, _) in enumerate(tellings._WAYS):
            if not found >> n & 1 and [*reader(clause)]:
                shut.append((reader.__name__, sentence))
    assert shut == []


def test_no_meeting_is_told_where_no_trigger_stands(clauses: list[tuple[Clause, str]]) -> None:
    assert [
        sentence
        for clause, sentence in clauses
        if not (found := tellings._spot.within(clause.layout.tokens, *clause.span))
        & (tellings._TOLD | tellings._SHOWN)
        and any([*reader(clause)] for n, (reader, _) in enumerate(tellings._WAYS) if found >> n & 1)
    ] == []


HAPPENED = 1 << 5
"""The one bit of `KIND_WORDS` that tells by itself, and so is no gate."""


@pytest.mark.parametrize("commits", [False, True])
def test_a_clause_is_of_the_kind_it_would_be_without_gates(
    clauses: list[tuple[Clause, str]], commits: bool
) -> None:
    every = (1 << len(claims_kinds.KIND_WORDS)) - 1 - HAPPENED

    def kind(text: str, words: int) -> str | None:
        return claims_kinds.kind_of(text, words, main_of(text), commits=commits)

    told = {text: KINDS(text) for _, text in clauses}
    assert [one for one, at in told.items() if kind(one, at) != kind(one, at | every)] == []


SHUT: tuple[tuple[Spotter, int, Callable[[str], object]], ...] = (
    (claims._doubts, 2, is_negated),
    *((spotter, bit, one.search) for _, spotter, bit, one in PATTERNS if spotter is not KINDS),
)


def test_nothing_is_read_where_a_gate_is_shut(clauses: list[tuple[Clause, str]]) -> None:
    assert [
        (bit, reads, text)
        for spotter, bit, reads in SHUT
        for _, text in clauses
        if not spotter(text) >> bit & 1 and reads(text)
    ] == []


@pytest.mark.parametrize("verb", ["co-hosted", "co-led", "co-convened", "co-chaired", "cohosted"])
def test_those_who_lead_talks_together_meet(verb: str) -> None:
    text = (
        "GENEVA — The second meeting of the committee was "
        f"{verb} by Foreign Minister Ana Venn of Norway and Foreign Minister Per Hale of Denmark."
    )
    assert [one.who for one in meetings(text)] == [{"Venn", "Hale"}]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The army left the town of Ardesh last night.", "last night"),
        ("The army left the town of Ardesh this morning.", "this morning"),
        ("The army left the town of Ardesh over the weekend.", "over the weekend"),
        ("The army left the town of Ardesh on Nov. 3 at noon.", "Nov. 3"),
        ("The army lost the town of Ardesh in three years.", None),
    ],
)
def test_a_claim_has_the_day_its_clause_names(text: str, day: str | None) -> None:
    assert [one.time_text for one in records(text).claims] == [day]
