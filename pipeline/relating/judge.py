"""The question to a model where wording decides: how do two claims stand to each other?

Many pairs go into one call. A failed call costs its pairs their verdict, nothing else:
they stay candidates and are asked about in the next run.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.errors import ModelError, Transport, Usage
from pipeline.extracting.extract import Asks
from pipeline.extracting.prompt import Message, prompt
from pipeline.identity import digest
from pipeline.relating.claimpairs import Pair
from pipeline.relating.claimtopics import Assertion
from schemas.draft import Malformed
from schemas.judge import JudgeDraft, JudgedRelation, PairDraft

JUDGE = "judge/v2"
PAIRS_PER_CALL = 40
PAIRS_PER_RUN = 400
"""What is left over is asked about in the next run."""
PASSAGE = 320
"""Characters of a passage that are shown."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge said of one pair."""

    claim_a: str
    claim_b: str
    sentences: str
    """Hash of the two sentences: a verdict holds for these words only."""
    relation: JudgedRelation
    """`A` is `claim_a`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of asking, and what it cost."""

    verdicts: tuple[Verdict, ...] = ()
    usage: Usage = field(default_factory=Usage)
    raw: tuple[str, ...] = ()
    """The answers as received, in the order of the calls."""
    failures: tuple[str, ...] = ()
    """Why calls gave no answer."""


async def judge(
    pairs: Sequence[Pair],
    model: Asks,
    *,
    most: int = PAIRS_PER_RUN,
    prompt_name: str = JUDGE,
    enough: Callable[[], bool] = lambda: False,
) -> Judgement:
    """Ask about the first `most` pairs, `PAIRS_PER_CALL` at a time; touches no database.

    No call begins once it is `enough`.
    """
    asked = pairs[:most]
    found = Judgement()
    for start in range(0, len(asked), PAIRS_PER_CALL):
        if enough():
            break
        batch = asked[start : start + PAIRS_PER_CALL]
        try:
            answer = await model.ask(messages(batch, prompt_name), JudgeDraft)
        except ModelError as error:
            raw = (error.raw,) if error.raw else ()
            found = _and(found, (), error.usage, raw, (str(error),))
            if isinstance(error, Transport):
                break  # it has been tried again already; the next call would fare no better
            continue
        verdicts = tuple(_verdicts(batch, answer.value.pairs))
        found = _and(found, verdicts, answer.usage, (answer.raw,), ())
    return found


def messages(pairs: Sequence[Pair], prompt_name: str = JUDGE) -> list[Message]:
    """The chat for one call: the fixed prompt, then the numbered pairs."""
    blocks = (
        f"[{number}]\n{_shown('A', pair.a)}\n{_shown('B', pair.b)}"
        for number, pair in enumerate(pairs, 1)
    )
    return [
        {"role": "system", "content": prompt(prompt_name).strip()},
        {"role": "user", "content": "\n".join(blocks)},
    ]


def sentences_of(pair: Pair) -> str:
    """Hash of a pair's two sentences."""
    return digest(pair.a.text, pair.b.text)


def _shown(letter: str, one: Assertion) -> str:
    about = [", ".join(one.asserter_names) or "the article itself"]
    if published := _days(one.published_low, one.published_high):
        about.append(f"article of {published}")
    if told_of := _days(one.time_start, one.time_end):
        about.append(f"time {told_of}")
    passage = _one_line(one.evidence)
    if len(passage) > PASSAGE:
        passage = passage[:PASSAGE].rsplit(" ", 1)[0] + " …"
    return f"{letter}: {_one_line(one.text)} ({_one_line('; '.join(about))})\n «{passage}»"


def _one_line(text: str) -> str:
    # What comes from outside must not pose as another pair.
    return " ".join(text.split())


def _days(first: date | None, last: date | None) -> str:
    """`2018-04-01 to 2018-04-30`, `2011-01-01 or later`, `2017-11-22 or earlier`, a day, or
    nothing.
    """
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    return f"{first} or later" if first else f"{last} or earlier" if last else ""


def _verdicts(batch: Sequence[Pair], items: Iterable[PairDraft | Malformed]) -> Iterable[Verdict]:
    """The first readable item of each number; what is left out stays undecided."""
    seen: set[int] = set()
    for item in items:
        if isinstance(item, Malformed) or item.number in seen:
            continue
        if 1 <= item.number <= len(batch):
            seen.add(item.number)
            pair = batch[item.number - 1]
            yield Verdict(pair.a.claim_id, pair.b.claim_id, sentences_of(pair), item.relation)


def _and(
    found: Judgement,
    verdicts: tuple[Verdict, ...],
    usage: Usage,
    raw: tuple[str, ...],
    failures: tuple[str, ...],
) -> Judgement:
    return Judgement(
        found.verdicts + verdicts,
        found.usage + usage,
        found.raw + raw,
        found.failures + failures,
    )
