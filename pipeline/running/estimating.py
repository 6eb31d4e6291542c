"""What a run would take, told before it: calls, tokens, dollars, time.

Requests are the very ones that a run would send, so their number and size are counted;
what comes back is not known. It is taken from what this database's articles took with the
same model, else from the project's own recorded articles. Tokens are counted at four bytes
each: English text has 4.0 to 4.6 (o200k_base, 22 articles), other languages up to 6.7.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import NotAnswered, Usage
from pipeline.extracting.bymodel import by_memory, calls_in
from pipeline.extracting.extract import ExtractionFailed
from pipeline.extracting.prompt import is_choice, prompts_sha256
from pipeline.extracting.recall import Wire
from pipeline.reading.raw import Raw, Source
from pipeline.reading.unreadable import Unreadable
from pipeline.resolving.dated import dated_article
from pipeline.running.ceilings import Cost
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database
from pipeline.storing.land import read_before
from schemas.records import Article
from schemas.tables import SCHEMA_VERSION

BYTES_PER_TOKEN = 4.0


@dataclass(frozen=True, slots=True)
class Experience:
    """What articles took so far."""

    articles: int
    """0: those that come with the project."""
    calls_per_window: float
    """The first question and what was asked afterwards."""
    output_per_character: float
    """Tokens of answers a character of article, follow-ups included."""
    seconds_per_call: float


RECORDED = Experience(0, 1.4, 0.60, 41.0)
"""The five seeds' recorded answers: 7 calls for 5 windows, 14,350 tokens for 23,762 characters.
The seconds are an assumption: 2,050 tokens a call at 50 a second.
"""
CHOICES = Experience(0, 1.0, 0.02, 5.0)
"""The same by choices: no follow-up; 58 questions of about 7 tokens for 23,762 characters."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would take; every figure but the counts of sources is an estimate."""

    articles: int
    """To ask about."""
    kept: int
    """Whose answers are kept already: they land without a call."""
    unchanged: int
    """Whose records are there, and further sources of one text."""
    unreadable: int
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    """None where no price is known."""
    seconds: float | None
    """None: by a batch, whenever that is done."""
    basis: Literal["this database", "the project's recorded articles"]


@dataclass
class _Tally:
    articles: int = 0
    kept: int = 0
    unchanged: int = 0
    unreadable: int = 0
    windows: int = 0
    characters: int = 0
    bytes: int = 0


def estimate(
    sources: Iterable[Source],
    wire: Wire,
    db: Path,
    *,
    model: str,
    prompt: str,
    jobs: int,
    cost: Cost,
) -> Estimate:
    """What a run over these sources would take with `jobs` calls at a time.

    Reads the database and the kept answers if there are any, writes nothing, calls nobody.
    """
    done, finished, experience = _known(db, model, prompt)
    tally = _Tally()
    with Answers.beside(db, must_exist=True) as answers, asyncio.Runner() as runner:
        extracts = by_memory(wire, answers, prompt)
        for given in sources:
            if isinstance(given, Raw) and given.digest in finished:
                tally.unchanged += 1
                continue
            source = given.read() if isinstance(given, Raw) else given
            if isinstance(source, Unreadable):
                tally.unreadable += 1
            elif source.article_id in done:
                tally.unchanged += 1
            else:
                done.add(source.article_id)
                try:
                    runner.run(extracts(source))
                    tally.kept += 1
                except ExtractionFailed as failure:
                    _count(tally, source, failure, prompt, wire.settings.name)
    calls = round(tally.windows * experience.calls_per_window)
    tokens_in = round(tally.bytes / BYTES_PER_TOKEN * experience.calls_per_window)
    tokens_out = round(tally.characters * experience.output_per_character)
    return Estimate(
        articles=tally.articles,
        kept=tally.kept,
        unchanged=tally.unchanged,
        unreadable=tally.unreadable,
        calls=calls,
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        cost_usd=cost(model, Usage(calls, tokens_in, tokens_out)),
        seconds=calls * experience.seconds_per_call / max(1, min(jobs, calls)),
        basis="this database" if experience.articles else "the project's recorded articles",
    )


def _count(
    tally: _Tally, article: Article, failure: ExtractionFailed, prompt: str, model: str
) -> None:
    if not isinstance(failure.cause, NotAnswered):
        tally.kept += 1  # a kept refusal: nobody is asked again
        return
    tally.articles += 1
    number = calls_in(dated_article(article), prompt, model)
    tally.windows += number
    tally.characters += len(article.text)
    # Later windows are about as long as the first; their bodies rest on its answer.
    tally.bytes += len(failure.cause.body) * number


def _known(db: Path, model: str, prompt: str) -> tuple[set[str], set[str], Experience]:
    """Articles that need nothing, digests of their sources, and what others took so."""
    unknown = CHOICES if is_choice(prompt) else RECORDED
    if not db.exists():
        return set(), set(), unknown
    words = {
        "model": model,
        "prompt_sha256": prompts_sha256(prompt),
        "schema_version": SCHEMA_VERSION,
    }
    with Database.open(db, read_only=True) as opened:
        done = {row[0] for row in opened.run("done", words).rows}
        read = read_before(opened)
        (row,) = opened.run("experience", words).rows
    finished = {digest for digest, (article_id, _) in read.items() if article_id in done}
    articles, calls, given, characters, milliseconds = row
    if not articles or not calls or not characters:
        return done, finished, unknown
    usage = Usage(attempts=calls, output_tokens=given, latency_ms=milliseconds)
    return (
        done,
        finished,
        Experience(
            articles,
            usage.attempts / articles,
            usage.output_tokens / characters,
            # Answers of batches have no latency of their own.
            usage.latency_ms / usage.attempts / 1000 or RECORDED.seconds_per_call,
        ),
    )
