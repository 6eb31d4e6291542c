"""How well the built-in rules read news of many houses: found, right, invented.

    python bench/newsroom.py [FOLDER…] [-v]      # all of tests/newsroom but `sealed`
    python bench/newsroom.py sealed              # a sealed set, only when it is named

A folder holds whole texts, each with its gold beside it, or short passages, one a line of a
`.jsonl` file with its gold in the same line.

A quotation is found if half of its characters stand in one statement's content, and its
speaker right if each gold name shares its last word, or all of it, with one of the
statement's. A meeting is found if it rests on the gold sentence or names the gold
participants. What gold calls optional counts for nothing. `-v` prints what went wrong,
but never of a sealed set: it is scored, and not read while rules are made.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.grounding.ground import ground
from pipeline.reading.read import read
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.rules.draft import draft_by_rules
from schemas.records import Article, ArticleRecords, Statement, Summit

NEWSROOM = Path(__file__).resolve().parent.parent / "tests/newsroom"
SEALED = tuple(NEWSROOM / name for name in ("sealed", "sealed2", "sealed3"))
Gold = dict[str, Any]


def folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {n for start, end in spans for n in range(start, end)}


def located(words: Iterable[str], text: str) -> set[int]:
    starts = ((text.find(one), len(one)) for one in words)
    return characters((start, start + length) for start, length in starts if start >= 0)


def kind_of(quotation: Gold) -> str:
    extra = "unmarked" if quotation.get("unmarked") else ""
    return ("nested" if quotation.get("nested") else "") or extra or str(quotation["type"])


def names_of(statement: Statement, records: ArticleRecords) -> list[set[str]]:
    actors = {actor.ref: actor for actor in records.actors}
    told = (actors[ref] for ref in statement.speakers if ref in actors)
    return [set(folded(f"{actor.name or ''} {actor.role or ''}").split()) for actor in told]


def is_speaker(wanted: list[str], names: list[set[str]]) -> bool:
    """Whether every gold speaker is among those of the statement, and nobody else is."""
    if len(names) > max(1, len(wanted)):
        return False
    words = [folded(one).split() for one in wanted]
    return all(any(one and one[-1] in name for name in names) for one in words)


def score_quotations(gold: Gold, text: str, records: ArticleRecords, told: Counter[str]) -> None:
    contents = [
        (characters((span.start, span.end) for span in one.content), one)
        for one in records.statements
    ]
    matched: set[int] = set()
    for quotation in gold["quotations"]:
        spans = located(quotation.get("segments") or [quotation["quote"]], text)
        shares = [len(spans & content) / max(1, len(spans)) for content, _ in contents]
        matched |= {n for n, (c, _) in enumerate(contents) if len(spans & c) >= 0.5 * len(c)}
        if quotation.get("optional"):
            continue
        kind = kind_of(quotation)
        told[f"{kind}, gold"] += 1
        if max(shares, default=0) >= 0.5:
            told[f"{kind}, found"] += 1
            near = [one for share, (_, one) in zip(shares, contents, strict=True) if share >= 0.3]
            wanted = [quotation["speakers"], *quotation.get("speakers_also", ())]
            right = any(is_speaker(w, names_of(s, records)) for w in wanted for s in near)
            told[f"{kind}, right speaker"] += right
            if not right:
                tell("speaker", quotation["speakers"], quotation)
        else:
            tell("missed", kind, quotation)
    terms = [located([term], text) for term in gold["not_speech"]]
    told["terms, gold"] += len(terms)
    told["terms taken for speech"] += sum(
        any(c and len(c & term) >= 0.8 * len(c) for c, _ in contents) for term in terms
    )
    told["statements"] += len(contents)
    told["statements that match no gold"] += len(contents) - len(matched)


def score_meetings(gold: Gold, text: str, records: ArticleRecords, told: Counter[str]) -> None:
    left = list(records.summits)
    told["meetings given"] += len(left)
    for meeting in gold["meetings"]:
        found = max(left, key=lambda one: likeness(meeting, one, text, records), default=None)
        if found is not None and likeness(meeting, found, text, records) < 0.5:
            found = None
        if found is not None:
            left.remove(found)
        if meeting.get("optional"):
            continue
        told["meetings, gold"] += 1
        if found is None:
            tell("meeting missed", meeting["status"], meeting["evidence"])
            continue
        told["meetings, found"] += 1
        told["meetings, right status"] += found.status == meeting["status"]
        if meeting["date"]:
            first, _, last = meeting["date"].partition("/")
            told["dated meetings found"] += 1
            days = (str(found.date.start), str(found.date.end))
            told["right date"] += days == (first, last or first)
    told["meetings that match no gold"] += len(left)
    for one in left:
        tell("meeting without gold", one.status, one.evidence[0].text)


def likeness(meeting: Gold, one: Summit, text: str, records: ArticleRecords) -> float:
    """0 where they share no name; else how much of sentence, names and status they share."""
    actors = {actor.ref: actor for actor in records.actors}
    seated = [actors[p.actor] for p in one.participants if p.actor in actors]
    named = set(folded(" ".join(f"{a.name or ''} {a.role or ''} {a.affiliation or ''}" for a in seated)).split())  # fmt: skip  # noqa: E501
    wanted = set(folded(" ".join(meeting["participants"] + meeting["parties"])).split())
    if not named & wanted:
        return 0.0
    sentence = located([meeting["evidence"]], text)
    rests_on = characters((span.start, span.end) for span in one.evidence)
    overlap = len(sentence & rests_on) / max(1, min(len(sentence), len(rests_on)))
    names = len(named & wanted) / len(named)
    if overlap <= 0.3 and names <= 0.5:
        return 0.0
    return overlap + names + 0.5 * (one.status == meeting["status"])


def tell(what: str, which: Any, where: Any) -> None:
    if "-v" in sys.argv:
        words = where if isinstance(where, str) else where.get("quote") or where["segments"][0]
        print(f"    {what}: {which} | {words[:100]}")


def score(article: Article, gold: Gold, told: Counter[str]) -> None:
    grounding = ground(article, draft_by_rules(article))
    records = resolve(grounding.records)
    told["refused by grounding"] += len(grounding.failures)
    score_quotations(gold, article.text, records, told)
    score_meetings(gold, article.text, records, told)
    numbers = [located([one["text_span"]], article.text) for one in gold.get("claims_numbers", [])]
    figures = [
        characters((span.start, span.end) for span in claim.evidence)
        for claim in records.claims
        if claim.value is not None
    ]
    told["numbers, gold"] += len(numbers)
    told["numbers in a claim's evidence"] += sum(
        any(number & figure for figure in figures) for number in numbers
    )


def chosen_folders(words: list[str]) -> list[Path]:
    """The folders that were named (as a path or as a set's name), else the open ones."""
    named = [Path(word) if Path(word).is_dir() else NEWSROOM / word for word in words]
    for folder in named:
        if not folder.is_dir():
            raise SystemExit(f"no folder {folder.name!r}: name a folder or a set of tests/newsroom")
    return named or sorted(p for p in NEWSROOM.iterdir() if p.is_dir() and p not in SEALED)


def texts_of(folder: Path) -> Iterator[tuple[Article, Gold]]:
    """Every text of a folder, or passage of its `.jsonl` files, with its gold."""
    for path in sorted((*folder.glob("*.txt"), *folder.glob("*.jsonl"))):
        articles = [one for one in read([str(path)]) if isinstance(one, Article)]
        lines = path.suffix == ".jsonl"
        gold = (path if lines else path.with_suffix(".json")).read_text(encoding="utf-8")
        golds = [json.loads(one) for one in (gold.splitlines() if lines else [gold])]
        for article, its in zip(articles, golds, strict=True):
            yield dated_article(article), its


def main() -> None:
    folders = chosen_folders([word for word in sys.argv[1:] if word != "-v"])
    sealed = [folder.name for folder in folders if folder.resolve() in SEALED]
    if sealed and "-v" in sys.argv:
        raise SystemExit(f"{sealed[0]!r} is scored without -v: its texts are not read for rules")
    for folder in folders:
        told: Counter[str] = Counter()
        for article, gold in texts_of(folder):
            score(article, gold, told)
        print(f"\n{folder.name}")
        for what, number in sorted(told.items()):
            print(f"  {what:34} {number}")


if __name__ == "__main__":
    main()
