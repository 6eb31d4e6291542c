"""What choices cost and how well they read, beside the whole article: the five seeds.

    python bench/choices.py                           # by the recorded answers
    python bench/choices.py --model local/PATH.gguf   # by a model; several calls an article
    python bench/choices.py --pending FOLDER          # write the requests without an answer

Tokens are those of o200k_base over messages and answers, schemas left out. Quality is
`summitry eval` against the gold records: the rules alone, choices laid over them, and the
whole article by its recorded answers. Recorded answers are a careful reader's (see
cassettes/README.md): they show what the strategy can do, not what a model does.
"""

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from bpe_openai import get_encoding
from pydantic import BaseModel

from pipeline.api import land
from pipeline.errors import NotAnswered, Usage
from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.score import Evaluation, evaluate
from pipeline.extracting.byrules import read_by_rules
from pipeline.extracting.cassettes import RECORDED_MODEL, RECORDED_URL, replayed
from pipeline.extracting.choices import choose
from pipeline.extracting.extract import Asks, Extraction, ExtractionFailed
from pipeline.extracting.model import Answer, Model, ModelSettings
from pipeline.extracting.prompt import CHOICE, Message
from pipeline.extracting.questions import calls, messages, questions
from pipeline.reading.read import read
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.rules.draft import reading_of
from pipeline.running.run import RunSettings, run
from pipeline.storing.database import Database
from schemas.records import Article, ArticleRecords
from tools.answer_server import request_key

T = TypeVar("T", bound=BaseModel)
ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "cassettes" / "answers"
SHOWN = (
    "meeting",
    "meeting.status",
    "statement.speaker",
    "statement.speaker.quoted",
    "quote_coverage",
)
WIRE = Model.silent(ModelSettings(RECORDED_MODEL, RECORDED_URL))


class Recorded:
    """The answers in cassettes/answers, by the hash of a request's messages."""

    def __init__(self) -> None:
        self.index = json.loads((ANSWERS / "index.json").read_text(encoding="utf-8"))

    async def ask(self, messages: Sequence[Message], shape: type[T]) -> Answer[T]:
        body = WIRE.body(messages, shape)
        key = request_key(json.loads(body))
        if key not in self.index:
            raise NotAnswered(key, body)
        raw = (ANSWERS / self.index[key]).read_text(encoding="utf-8").strip()
        counted = Usage(1, sum(tokens(one["content"]) for one in messages), tokens(raw))
        return Answer(WIRE.parse(raw, shape), raw, counted)


def tokens(text: str) -> int:
    return len(get_encoding("o200k_base").encode(text))


def requests(article: Article) -> list[tuple[list[Message], bytes]]:
    """Every request of an article: its calls do not rest on each other."""
    reading = reading_of(article)
    row = [(messages(reading, call, CHOICE), call.shape) for call in calls(reading)]
    return [(chat, WIRE.body(chat, shape)) for chat, shape in row]


def pending(articles: Sequence[Article], folder: Path) -> list[Path]:
    """Write each request without an answer to a file `req-<article>.<call>.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    known = Recorded().index
    written = []
    for article in articles:
        for number, (_, body) in enumerate(requests(article), 1):
            request = json.loads(body)
            if request_key(request) not in known:
                path = folder / f"req-{Path(article.source_path).name[:3]}.{number}.json"
                path.write_text(json.dumps(request, ensure_ascii=False, indent=1), encoding="utf-8")
                written.append(path)
    return written


def cost(articles: Sequence[Article]) -> Usage:
    """Calls and tokens by choices; answers are as long as the rules' own would be."""
    found = Usage()
    for article in articles:
        for call, (chat, _) in zip(calls(reading_of(article)), requests(article), strict=True):
            asked = sum(tokens(one["content"]) for one in chat)
            own = json.dumps({key: one.rules for key, one in call.keyed}, separators=(",", ":"))
            found += Usage(1, asked, tokens(own))
    return found


async def chosen(articles: Sequence[Article], model: Asks) -> list[Extraction]:
    return [await choose(article, model) for article in articles]


async def by_model(
    articles: Sequence[Article], name: str, base_url: str | None
) -> list[Extraction]:
    async with Model.connect(ModelSettings(name, base_url)) as model:
        return await chosen(articles, model)


def scored(records: Sequence[ArticleRecords]) -> Evaluation:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "b.duckdb")
        land(path, [resolve(one) for one in records], model="bench")
        with Database.open(path, read_only=True) as db:
            return evaluate(db, read_gold([ROOT / "tests" / "gold"]))


def whole() -> tuple[Usage, Evaluation]:
    """The whole-article strategy by its recorded answers, follow-ups included."""

    async def go(path: Path) -> Usage:
        async with Model.connect(ModelSettings(RECORDED_MODEL, RECORDED_URL)) as model:
            settings = RunSettings(RECORDED_MODEL, path, jobs=1, judge=False)
            return (await run(read([str(ROOT / "seeds")]), model, settings)).usage

    with tempfile.TemporaryDirectory() as folder, replayed(ROOT / "cassettes" / "seeds"):
        path = Path(folder, "w.duckdb")
        usage = asyncio.run(go(path))
        with Database.open(path, read_only=True) as db:
            return usage, evaluate(db, read_gold([ROOT / "tests" / "gold"]))


def tell(name: str, evaluation: Evaluation) -> None:
    by_name = {figure.metric: figure for figure in evaluation.figures}
    figures = [by_name.get(metric) for metric in SHOWN]
    row = "".join(
        f"{f.value:>26.3f}" if f and f.value is not None else f"{'–':>26}" for f in figures
    )
    print(f"{name:18}{row}")


def told(usage: Usage) -> str:
    return f"{usage.attempts} calls, {usage.input_tokens:,} tokens in, {usage.output_tokens:,} out"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model")
    parser.add_argument("--base-url")
    parser.add_argument("--pending", type=Path)
    options = parser.parse_args()
    found = [one for one in read([str(ROOT / "seeds")]) if isinstance(one, Article)]
    articles = [dated_article(one) for one in found]
    if options.pending:
        for path in pending(articles, options.pending):
            print(path)
        return
    asked = Counter(
        f"{type(one).__name__}{', plain' if one.sure else ''}"
        for article in articles
        for one in questions(reading_of(article))
    )
    usage, evaluation = whole()
    print(f"questions  {', '.join(f'{n} {kind}' for kind, n in sorted(asked.items()))}")
    print(f"whole      {told(usage)}")
    print(f"choices    {told(cost(articles))}\n")
    print(" " * 18 + "".join(f"{metric:>26}" for metric in SHOWN))
    tell("rules alone", scored([read_by_rules(article) for article in articles]))
    tell("whole, recorded", evaluation)
    try:
        if options.model:
            row = asyncio.run(by_model(articles, options.model, options.base_url))
        else:
            row = asyncio.run(chosen(articles, Recorded()))
    except ExtractionFailed as failure:
        print(f"choices            {failure.cause}: record answers, see --pending")
        return
    tell("choices", scored([one.records for one in row]))
    codes = Counter(
        flag.code + (" (model's taken)" if "kept: model" in flag.message else "")
        for one in row
        for flag in one.records.flags
        if flag.code in ("agreed", "differs", "unanswered")
    )
    print(f"\nof the questions   {', '.join(f'{n} {code}' for code, n in sorted(codes.items()))}")
    spent = sum((one.usage for one in row), Usage())
    print(f"spent              {told(spent)}, {spent.latency_ms / 1000:.0f} s")


if __name__ == "__main__":
    main()
