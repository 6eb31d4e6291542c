"""How many changes of meaning the grounding catches, and how many harmless ones it refuses.

`python bench/mutations.py [--json] [--survivors N]`, from the top of the repository.

Seeds and devset are cut into quotations, content spans and sentences; each is changed in
one way at a time (harmful: its meaning differs; harmless: only its typography does) and
then looked up as an anchor, as a copied quotation, and, for claims, checked as a sentence.
Deterministic: one random generator, seeded by the text itself. Beside it stands the
aligner of langextract, where that package can be imported.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.grounding.locate import NotFound, TextIndex  # noqa: E402
from pipeline.grounding.meaning import check_claim, check_content, surroundings  # noqa: E402
from pipeline.grounding.mentions import names_in  # noqa: E402
from pipeline.grounding.numerals import SMALL, numbers  # noqa: E402
from pipeline.grounding.quotations import Quotation, quotations, words  # noqa: E402
from pipeline.grounding.sentences import sentences  # noqa: E402
from pipeline.grounding.written_dates import MONTHS, WEEKDAYS, written_dates  # noqa: E402
from pipeline.lookup.registry import load, same_name  # noqa: E402
from pipeline.reading.text import make_article  # noqa: E402
from schemas.records import Span  # noqa: E402

LONGEST = 60
"""Words beyond which a sentence is not taken: lists and boilerplate."""
ANCHOR_WORDS = 4
OTHER = {"hundreds": "thousands", "thousands": "hundreds", "millions": "thousands"}
OTHER |= {"half": "third", "second": "fourth", "third": "second"}
"""Number words that are no cardinals, and what they become."""
FULL_MONTHS = [form.title() for form in MONTHS if len(form) > 4 or form in ("may", "june", "july")]
FULL_WEEKDAYS = [form.title() for form in WEEKDAYS if form.endswith("day")]


@dataclass
class Text:
    """An article with what is taken from it."""

    name: str
    index: TextIndex
    quotes: tuple[Quotation, ...]
    passages: list[Span] = field(default_factory=list)
    """Spans that are right as content: gold, whole quotations, sentences outside any."""
    claims: list["ClaimCase"] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ClaimCase:
    """A claim with all that `check_claim` is told."""

    text: str
    evidence: tuple[str, ...]
    gold: bool
    told: dict[str, object] = field(hash=False, compare=False)


@dataclass
class Row:
    """One line of the table: of `tried` changes, `noticed` were rejected or flagged."""

    tried: int = 0
    noticed: int = 0
    rejected: int = 0
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)


# -- the material -----------------------------------------------------------------------------


def texts() -> list[Text]:
    """The seeds with their gold and the devset, in the order of their names."""
    found = []
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        gold = json.loads((ROOT / "tests/gold" / f"{path.stem}.json").read_text("utf-8"))
        found.append(_text(path.stem, path.read_text("utf-8"), gold))
    for path in sorted((ROOT / "tests/devset").glob("*.txt")):
        body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
        blocks = [" ".join(block.split("\n")) for block in re.split(r"\n\s*\n", body)]
        found.append(_text(path.stem, "\n\n".join(blocks), None))
    return found


def _text(name: str, body: str, gold: dict[str, object] | None) -> Text:
    article = make_article(body, name)
    index = TextIndex(article)
    text = Text(name, index, quotations(article.text, article.paragraphs))
    content = [words for s in (gold or {}).get("statements", []) for words in s["text"]]
    spans = [index.quotation(words.strip()) for words in content]
    spans += [_span(index, q.start, q.end) for q in text.quotes]
    for start, end in article.paragraphs:
        for first, last in sentences(article.text, start, end):
            apart = not any(q.start < last and first < q.end for q in text.quotes)
            if apart and 9 <= len(words(article.text[first:last])) <= LONGEST:
                spans.append(_span(index, first, last))
                text.claims.append(_sentence_claim(index, first, last))
    text.passages = [
        span for span in dict.fromkeys(spans) if 4 <= len(words(span.text)) <= 2 * LONGEST
    ]
    text.names = sorted({name.text for name in names_in(article.text) if not name.first})
    if gold:
        text.claims += _gold_claims(index, gold)
    return text


def _span(index: TextIndex, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=index.text[start:end], match="exact")


def _sentence_claim(index: TextIndex, start: int, end: int) -> ClaimCase:
    span = _span(index, start, end)
    told = {
        "context": surroundings(index.article, [span]),
        "dates": (),
        "names": (),
        "speakers": (),
    }
    return ClaimCase(span.text, (span.text,), gold=False, told=told)


def _gold_claims(index: TextIndex, gold: dict[str, object]) -> Iterator[ClaimCase]:
    actors = gold["actors"]
    meetings = [m["date_start"] for m in gold["meetings"] if m["date_start"]]
    states = load().states
    for claim in gold["claims"]:
        evidence = tuple(claim["quote"].split(" […] "))
        spans = [index.quotation(words) for words in evidence]
        by = [actors[ref] for ref in claim["asserters"]]
        countries = [states[a["iso3"]].name for a in by if a["iso3"] in states]
        told = {
            "names": [a["name"] for a in actors.values() if a["name"]],
            "speakers": [a["name"] for a in by if a["name"]] + countries,
            "dates": [claim["time"]] if claim["time"] else meetings,
            "context": surroundings(index.article, spans),
            "certainty": claim["certainty"],
            "polarity": claim["polarity"],
        }
        yield ClaimCase(claim["text"], evidence, gold=True, told=told)


# -- harmful: the meaning differs --------------------------------------------------------------

Change = Callable[[str, Text, random.Random], str | None]
"""A text, where it comes from, chance -> the changed text, or None: nothing to change."""


def negation_dropped(words: str, _: Text, __: random.Random) -> str | None:
    """`did not agree -> did agree`, `no agreement -> agreement`"""
    for pattern, other in (
        (r"\bnot\s+(?!only\b|just\b|least\b|merely\b)", ""),
        (r"(?<=\w)n['’]t\b", ""),
        (r"\bcannot\b", "can"),
        (r"\bnever\s+", ""),
        (r"\bno\s+(?!doubt\b|less\b|fewer\b|more\b|matter\b|longer\b)(?=[a-z])", ""),
        (r"\bwithout\b", "with"),
        (r"\bneither\b", "both"),
    ):
        if re.search(pattern, words):
            return re.sub(pattern, other, words, count=1)
    return None


def negation_added(words: str, _: Text, __: random.Random) -> str | None:
    """`has agreed -> has not agreed`"""
    pattern = (
        r"\b(is|are|was|were|has|have|had|will|would|should|can|could|may|must)\b"
        r"(?! not\b|n['’]t| only\b| just\b| never\b)"
    )
    changed = re.sub(pattern, r"\1 not", words, count=1)
    return changed if changed != words else None


def number_changed(words: str, _: Text, chance: random.Random) -> str | None:
    """`2,212 -> 2,219`, `four -> seven`"""
    dated = [(d.start, d.end) for d in written_dates(words)]
    found = [
        n for n in numbers(words)
        if not n.soft and not any(start <= n.start < end for start, end in dated)
    ]  # fmt: skip
    if not found:
        return None
    number = chance.choice(found)
    if any(letter.isdigit() for letter in number.text):
        at = chance.choice([i for i, letter in enumerate(number.text) if letter.isdigit()])
        digit = chance.choice([d for d in "123456789" if d != number.text[at]])
        changed = number.text[:at] + digit + number.text[at + 1 :]
    else:
        first = re.match(r"[A-Za-z]+", number.text)
        assert first
        same = [w for w, v in SMALL.items() if 2 <= v <= 12 and w != first[0].lower()]
        if first[0].lower() in SMALL:
            changed = chance.choice(same) + number.text[first.end() :]
        else:
            if first[0].lower() not in OTHER:
                return None
            changed = OTHER[first[0].lower()] + number.text[first.end() :]
    return words[: number.start] + changed + words[number.end :]


def name_swapped(words: str, text: Text, chance: random.Random) -> str | None:
    """A name becomes another name of the same article."""
    found = [name for name in names_in(words) if not name.first]
    if not found:
        return None
    name = chance.choice(found)
    others = [
        other for other in text.names
        if not same_name(other, name.text) and not set(other.split()) & set(name.text.split())
        and len(other.split()) <= 3
    ]  # fmt: skip
    if not others:
        return None
    start, end = name.words[0].start, name.words[-1].end
    return words[:start] + chance.choice(others) + words[end:]


def date_shifted(words: str, _: Text, chance: random.Random) -> str | None:
    """A day, month, year or weekday moves by one or to another."""
    found = written_dates(words)
    if not found:
        return None
    one = chance.choice(found)
    if one.weekday is not None:
        others = [day for day in FULL_WEEKDAYS if day[:3] != one.text[:3]]
        changed = chance.choice(others)
    elif one.day is not None and chance.random() < 0.5:
        moved = one.day + 1 if one.day < 28 else one.day - 1
        changed = re.sub(rf"(?<!\d)0?{one.day}(?!\d)", str(moved), one.text, count=1)
    elif one.year is not None:
        changed = one.text.replace(str(one.year), str(one.year + chance.choice((-1, 1))))
    else:
        month = re.search(r"[A-Z][a-z]+", one.text)
        assert month
        others = [m for m in FULL_MONTHS if m[:3] != month[0][:3]]
        changed = one.text.replace(month[0], chance.choice(others))
    return words[: one.start] + changed + words[one.end :] if changed != one.text else None


def spliced(words: str, text: Text, chance: random.Random) -> str | None:
    """The first half of one passage, the second half of another."""
    others = [p.text for p in text.passages if p.text not in words and words not in p.text]
    if not others:
        return None
    here, there = words.split(), chance.choice(others).split()
    if len(here) < 6 or len(there) < 6:
        return None
    return " ".join(here[: len(here) // 2] + there[len(there) // 2 :])


def cut_inside_clause(words: str, _: Text, chance: random.Random) -> str | None:
    """The last words are missing and no punctuation marks the cut."""
    return _cut(words, chance, at_comma=False)


def cut_at_comma(words: str, _: Text, chance: random.Random) -> str | None:
    """The last words after a comma are missing: without a mark, perhaps on purpose."""
    return _cut(words, chance, at_comma=True)


def _cut(words: str, chance: random.Random, *, at_comma: bool) -> str | None:
    ends = [m.end() for m in re.finditer(r"[\w”\"](?=\s)|[,;:.!?](?=[\s”\"])", words)]
    ends = [
        end for end in ends
        if len(words[:end].split()) >= 4 and re.search(r"\w", words[end:])
        and (words[end - 1] in ",;:.!?" or words[end] in ",;:") == at_comma
    ]  # fmt: skip
    return words[: chance.choice(ends)] if ends else None


HARMFUL: dict[str, Change] = {
    "negation dropped": negation_dropped,
    "negation added": negation_added,
    "number changed": number_changed,
    "name swapped": name_swapped,
    "date shifted": date_shifted,
    "two spliced": spliced,
}
CUTS: dict[str, Change] = {
    "cut inside a clause": cut_inside_clause,
    "cut at a comma": cut_at_comma,
}


# -- harmless: only the typography differs ------------------------------------------------------


def nbsp(words: str, _: Text, chance: random.Random) -> str | None:
    """Spaces become no-break spaces, or the other way round."""
    if "\u00a0" in words:
        return words.replace("\u00a0", " ")
    return _some(words, " ", "\u00a0", chance)


def curly(words: str, _: Text, __: random.Random) -> str | None:
    """Straight marks become curly, curly ones straight."""
    if re.search("[“”‘’]", words):
        changed = re.sub("[“”]", '"', re.sub("[‘’]", "'", words))
    else:
        changed = re.sub(r'(^|[\s(\[])"', r"\1“", words).replace('"', "”").replace("'", "’")
    return changed if changed != words else None


def dashes(words: str, _: Text, chance: random.Random) -> str | None:
    """A hyphen or dash becomes another."""
    if not re.search("[-–—]", words):
        return None
    other = {"-": "‑", "–": "-", "—": "–"}
    return re.sub("[-–—]", lambda m: other[m[0]], words, count=chance.randint(1, 3))


def line_breaks(words: str, _: Text, chance: random.Random) -> str | None:
    """A space becomes a new line."""
    return _some(words, " ", "\n", chance)


def double_spaces(words: str, _: Text, chance: random.Random) -> str | None:
    """A space becomes two, or two one."""
    return words.replace("  ", " ") if "  " in words else _some(words, " ", "  ", chance)


def _some(words: str, old: str, new: str, chance: random.Random) -> str | None:
    places = [i for i, letter in enumerate(words) if letter == old]
    if not places:
        return None
    for at in sorted(chance.sample(places, min(len(places), 3)), reverse=True):
        words = words[:at] + new + words[at + 1 :]
    return words


HARMLESS: dict[str, Change] = {
    "NBSP": nbsp,
    "curly quotes": curly,
    "dashes": dashes,
    "line breaks": line_breaks,
    "double spaces": double_spaces,
}


def unchanged(words: str, _: Text, __: random.Random) -> str | None:
    """As it stands."""
    return words


# -- looking up and checking --------------------------------------------------------------------


def try_quotation(
    copy: str, text: Text, *, evidence: bool = False
) -> tuple[str | None, Span | None]:
    """What is wrong with a copied quotation: a code, `reject:` or `flag:` before it, or None."""
    try:
        span = text.index.quotation(copy)
    except NotFound as error:
        return f"reject:{error.code}", None
    return _content_code(span, text, evidence=evidence), span


def try_anchor(anchor: str, text: Text) -> tuple[str | None, Span | None]:
    """The same for an anchor."""
    try:
        span = text.index.anchor(anchor)
    except NotFound as error:
        return f"reject:{error.code}", None
    return _content_code(span, text), span


def _content_code(span: Span, text: Text, *, evidence: bool = False) -> str | None:
    doubts = check_content(text.index, [span], text.quotes, evidence=evidence)
    worst = sorted(doubts, key=lambda doubt: doubt.severity, reverse=True)
    if worst:
        return f"{worst[0].severity}:{worst[0].code}"
    return "flag:loose_match" if span.match == "typographic" else None


def try_claim(sentence: str, case: ClaimCase) -> str | None:
    """The worst doubt about a claim."""
    doubts = check_claim(sentence, case.evidence, **case.told)  # type: ignore[arg-type]
    worst = sorted(doubts, key=lambda doubt: doubt.severity, reverse=True)
    return f"{worst[0].severity}:{worst[0].code}" if worst else None


def anchor_of(span: Span, index: TextIndex) -> tuple[int, str, str] | None:
    """Paragraph, first and last words of a span, where these are unique and the span long."""
    number = next(
        (
            i
            for i, (s, e) in enumerate(index.article.paragraphs, 1)
            if s <= span.start and span.end <= e
        ),
        None,
    )
    row = list(re.finditer(r"\S+", span.text))
    if number is None or len(row) < 2 * ANCHOR_WORDS:
        return None
    first = span.text[: row[ANCHOR_WORDS - 1].end()]
    last = span.text[row[-ANCHOR_WORDS].start() :]
    try:
        found = index.anchor(f"{number}:{first}…{last}")
    except NotFound:
        return None
    return (number, first, last) if (found.start, found.end) == (span.start, span.end) else None


def run(corpus: list[Text]) -> dict[tuple[str, str, str], Row]:
    """Every change on every passage: (what is looked up, harmful or harmless, kind) -> figures."""
    table: dict[tuple[str, str, str], Row] = defaultdict(Row)
    for at, text in enumerate(corpus):
        other = corpus[(at + 1) % len(corpus)]
        _anchors(table, text, other)
        _copies(table, text, other)
        _claims(table, text, other)
    return table


def _note(row: Row, code: str | None, started: float, example: str, *, harmful: bool) -> None:
    row.seconds += time.perf_counter() - started
    row.tried += 1
    row.noticed += code is not None
    row.rejected += code is not None and code.startswith("reject")
    if (code is None) == harmful:
        row.missed.append(f"{code or 'unnoticed'}: {example}")


def _changes(
    words: str, text: Text, kinds: Iterable[tuple[str, dict[str, Change]]]
) -> Iterator[tuple[str, str, str]]:
    for sort, changes in kinds:
        for name, change in changes.items():
            changed = change(words, text, random.Random(f"{text.name}|{name}|{words}"))
            if changed is not None and (changed != words or name == "unchanged"):
                yield sort, name, changed


ALL = (
    ("harmful", HARMFUL | CUTS),
    ("harmless", {"unchanged": unchanged} | HARMLESS),
)


def _copies(table: dict[tuple[str, str, str], Row], text: Text, other: Text) -> None:
    for span in text.passages:
        for sort, name, changed in _changes(span.text, text, ALL):
            if sort == "harmful" and name not in CUTS and changed in text.index.text:
                continue  # the article says that too
            started = time.perf_counter()
            code, _ = try_quotation(changed, text)
            _note(table["copy", sort, name], code, started, changed, harmful=sort == "harmful")
    for span in other.passages:
        if span.text not in text.index.text:
            started = time.perf_counter()
            code, _ = try_quotation(span.text, text)
            row = table["copy", "harmful", "of another article"]
            _note(row, code, started, span.text, harmful=True)
    for one, two in zip(text.quotes, text.quotes[1:], strict=False):
        between = text.index.text[one.end : two.start]
        if "\n" in between or not all(
            len(words(text.index.text[q.start : q.end])) >= 4 for q in (one, two)
        ):
            continue
        if len(words(between)) > 25 or not re.search(r"[,.!?]\W$", text.index.text[: one.end]):
            continue
        started = time.perf_counter()
        copy = text.index.text[one.start : two.end]
        code, _ = try_quotation(copy, text)
        _note(table["copy", "harmful", "two with cue between"], code, started, copy, harmful=True)


def _anchors(table: dict[tuple[str, str, str], Row], text: Text, other: Text) -> None:
    made = [(span, anchor) for span in text.passages if (anchor := anchor_of(span, text.index))]
    for span, (number, first, last) in made:
        kinds = (("harmful", {k: v for k, v in HARMFUL.items() if k != "two spliced"}), ALL[1])
        for end in ("first", "last"):
            part = first if end == "first" else last
            for sort, name, changed in _changes(part, text, kinds):
                pair = (changed, last) if end == "first" else (first, changed)
                start, finish = text.index.article.paragraphs[number - 1]
                if sort == "harmful" and changed in text.index.text[start:finish]:
                    continue
                _try_pair(table, text, number, pair, sort, name)
        for name, change in CUTS.items():
            changed = change(span.text, text, random.Random(f"{text.name}|{name}|{span.text}"))
            if changed and len(changed.split()) > ANCHOR_WORDS:
                short = " ".join(changed.split()[-ANCHOR_WORDS:])
                tail = re.search(r"\s+".join(map(re.escape, short.split())) + r"\Z", changed)
                assert tail
                _try_pair(table, text, number, (first, tail[0]), "harmful", name)
    _spliced_anchors(table, text, made)
    foreign = [a for span in other.passages if (a := anchor_of(span, other.index))]
    for number, first, last in foreign:
        if number <= len(text.index.article.paragraphs):
            _try_pair(table, text, number, (first, last), "harmful", "of another article")


def _spliced_anchors(
    table: dict[tuple[str, str, str], Row],
    text: Text,
    made: list[tuple[Span, tuple[int, str, str]]],
) -> None:
    """From the first words of one passage to the last of a later quotation in its paragraph."""
    for span, (number, first, _) in made:
        for later, (paragraph, _, finish) in made:
            inside = any(q.start == later.start for q in text.quotes)
            if paragraph == number and later.start > span.end and inside:
                between = text.index.text[span.end : later.start]
                if re.search(r"\w", between):
                    _try_pair(table, text, number, (first, finish), "harmful", "two spliced")


def _try_pair(
    table: dict[tuple[str, str, str], Row],
    text: Text,
    number: int,
    pair: tuple[str, str],
    sort: str,
    name: str,
) -> None:
    anchor = f"{number}:{pair[0]}…{pair[1]}"
    started = time.perf_counter()
    code, _ = try_anchor(anchor, text)
    _note(table["anchor", sort, name], code, started, anchor, harmful=sort == "harmful")


def _claims(table: dict[tuple[str, str, str], Row], text: Text, other: Text) -> None:
    for case in text.claims:
        what = "claim (gold)" if case.gold else "claim (sentence)"
        passage = " ".join(case.evidence)
        kinds = (("harmful", HARMFUL), ALL[1])
        for sort, name, changed in _changes(case.text, text, kinds):
            if sort == "harmful" and changed in passage:
                continue
            started = time.perf_counter()
            code = try_claim(changed, case)
            row = table[what, sort, name]
            _note(row, code, started, f"{changed} <- {passage}", harmful=sort == "harmful")
        if other.claims:
            chance = random.Random(f"{text.name}|{case.text}")
            foreign = chance.choice(other.claims)
            started = time.perf_counter()
            code = try_claim(foreign.text, case)
            row = table[what, "harmful", "of another article"]
            _note(row, code, started, f"{foreign.text} <- {passage}", harmful=True)


# -- langextract ---------------------------------------------------------------------------------


def langextract(corpus: list[Text], limit: int) -> dict[tuple[str, str, str], Row] | None:
    """The same copies through `langextract.resolver.WordAligner`; None where it is absent.

    "Noticed" is what it does not align or aligns as MATCH_LESSER or MATCH_FUZZY.
    """
    try:
        from langextract import resolver
        from langextract.core import data as values
    except ImportError:
        return None
    aligner = resolver.WordAligner()
    table: dict[tuple[str, str, str], Row] = defaultdict(Row)
    kinds = (("harmful", HARMFUL), ALL[1])
    for text in corpus:
        for span in text.passages[:limit]:
            for sort, name, changed in _changes(span.text, text, kinds):
                if sort == "harmful" and changed in text.index.text:
                    continue
                made = values.Extraction(extraction_class="quote", extraction_text=changed)
                started = time.perf_counter()
                [[aligned]] = aligner.align_extractions([[made]], text.index.text)
                status = aligned.alignment_status
                code = None
                if aligned.char_interval is None:
                    code = "reject:unaligned"
                elif status is not None and status.name != "MATCH_EXACT":
                    code = f"flag:{status.name}"
                row = table["copy", sort, name]
                _note(row, code, started, changed, harmful=sort == "harmful")
    return table


# -- the table -----------------------------------------------------------------------------------


def _print(table: dict[tuple[str, str, str], Row], survivors: int) -> None:
    print(
        f"{'looked up':<17}{'sort':<10}{'kind':<23}{'tried':>6}{'noticed':>9}"
        f"{'rejected':>10}{'ms':>8}"
    )
    for (what, sort, name), row in sorted(table.items()):
        share, refused = 100 * row.noticed / row.tried, 100 * row.rejected / row.tried
        each = 1000 * row.seconds / row.tried
        print(
            f"{what:<17}{sort:<10}{name:<23}{row.tried:>6}{share:>8.1f}%{refused:>9.1f}%{each:>8.3f}"
        )
        for example in row.missed[:survivors]:
            print(f"    {example[:300]!r}")
    for what, sort in sorted({key[:2] for key in table}):
        rows = [row for key, row in table.items() if key[:2] == (what, sort)]
        tried, noticed = sum(row.tried for row in rows), sum(row.noticed for row in rows)
        each = 1000 * sum(row.seconds for row in rows) / tried
        print(
            f"{what:<17}{sort:<10}{'all':<23}{tried:>6}{100 * noticed / tried:>8.2f}%"
            f"{'':>10}{each:>8.3f}"
        )


def main() -> None:
    """Print the table, or JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--survivors", type=int, default=0, metavar="N", help="show N misses a row")
    parser.add_argument(
        "--langextract", type=int, default=10, metavar="N", help="its passages a text"
    )
    arguments = parser.parse_args()
    corpus = texts()
    warm = time.perf_counter()
    for text in corpus:
        text.index.find("\N{SNOWMAN} in no text", 0, len(text.index.text))  # needs every rung
    folding = 1000 * (time.perf_counter() - warm) / len(corpus)
    tables = {"summitry": run(corpus), "langextract": langextract(corpus, arguments.langextract)}
    if arguments.json:
        rows = [
            {"by": by, "looked_up": what, "sort": sort, "kind": name, "tried": row.tried,
             "noticed": row.noticed, "rejected": row.rejected, "ms": 1000 * row.seconds / row.tried}
            for by, table in tables.items()
            for (what, sort, name), row in sorted((table or {}).items())
        ]  # fmt: skip
        print(json.dumps({"folding_ms_a_text": folding, "rows": rows}))
        return
    print(f"folding a text for all rungs: {folding:.1f} ms, once")
    for by, table in tables.items():
        print(f"\n== {by}" + ("" if table else ": not installed, left out"))
        if table:
            _print(table, arguments.survivors)


if __name__ == "__main__":
    main()
