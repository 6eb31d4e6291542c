"""One client against the endpoint, in a process of its own, which imports and warms up once.

    echo '{"url": "http://127.0.0.1:8000/v1", "articles": 300, "flight": 16}' |
    python -m bench.parts.peer ours

Each line of its input is a round; it answers with a line of what the round came to.
"""

import argparse
import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.parts.articles import json_lines, texts
from pipeline.extracting.model import Model, ModelSettings, request_body
from pipeline.reading.read import read
from pipeline.running.run import RunSettings, run
from schemas.draft import ArticleDraft

Call = Callable[[str], Awaitable[object]]
WARM_UP = 10


def chat(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def limits(flight: int) -> Any:
    import httpx2

    return httpx2.Limits(max_connections=flight, max_keepalive_connections=flight)


def validated(content: bytes) -> ArticleDraft:
    text = json.loads(content)["choices"][0]["message"]["content"]
    return ArticleDraft.model_validate_json(text)


@asynccontextmanager
async def httpx2_bare(url: str, flight: int) -> Any:
    """httpx2, the body serialised, the answer validated; the schema is built once."""
    import httpx2

    async with httpx2.AsyncClient(limits=limits(flight), timeout=60) as client:

        async def call(text: str) -> object:
            body = request_body(chat(text), "fast", ArticleDraft)
            answer = await client.post(f"{url}/chat/completions", json=body)
            return validated(answer.raise_for_status().content)

        yield call


@asynccontextmanager
async def openai_prebuilt(url: str, flight: int) -> Any:
    """The `chat.completions.create` of openai with the schema built once."""
    import openai

    http = openai.DefaultAsyncHttpxClient(limits=limits(flight))
    async with openai.AsyncOpenAI(api_key="none", base_url=url, http_client=http) as client:

        async def call(text: str) -> object:
            body = request_body(chat(text), "fast", ArticleDraft)
            done = await client.chat.completions.create(**body)
            return ArticleDraft.model_validate_json(done.choices[0].message.content or "")

        yield call


@asynccontextmanager
async def instructor_documented(url: str, flight: int) -> Any:
    """The client that instructor's documentation shows: `from_openai`, `response_model`."""
    import instructor
    import openai

    async with openai.AsyncOpenAI(
        api_key="none",
        base_url=url,
        http_client=openai.DefaultAsyncHttpxClient(limits=limits(flight)),
    ) as sdk:
        client = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)

        async def call(text: str) -> object:
            return await client.chat.completions.create(
                model="fast", messages=chat(text), response_model=ArticleDraft, strict=False
            )

        yield call


@asynccontextmanager
async def ours(url: str, flight: int) -> Any:
    """`Model.ask`: pace, retries, one shape's bytes, validation."""
    async with Model.connect(ModelSettings("openai/fast", url, jobs=flight)) as model:
        yield lambda text: model.ask(chat(text), ArticleDraft)


PEERS = {
    "httpx2": httpx2_bare,
    "openai": openai_prebuilt,
    "instructor": instructor_documented,
    "ours": ours,
}


async def calls(name: str, url: str, count: int, flight: int) -> tuple[float, float]:
    """Seconds of the clock and of the processor for `count` calls, `flight` at a time."""
    async with PEERS[name](url, flight) as call:
        todo = (text for text, _ in texts(count + WARM_UP))
        await _through(call, [next(todo) for _ in range(WARM_UP)], flight)
        articles = list(todo)
        begun, spent = time.perf_counter(), time.process_time()
        await _through(call, articles, flight)
        return time.perf_counter() - begun, time.process_time() - spent


async def _through(call: Call, articles: list[str], flight: int) -> None:
    rest: Iterator[str] = iter(articles)

    async def one_after_the_other() -> None:
        for text in rest:
            await call(text)

    await asyncio.gather(*(one_after_the_other() for _ in range(flight)))


async def whole(url: str, count: int, flight: int) -> tuple[float, float]:
    """Read, ask, ground, resolve and land, as `summitry run` does it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json_lines(count))
        settings = RunSettings(
            model="openai/fast", db=path.with_suffix(".duckdb"), jobs=flight, judge=False
        )
        begun, spent = time.perf_counter(), time.process_time()
        async with Model.connect(ModelSettings("openai/fast", url, jobs=flight)) as model:
            summary = await run(read([str(path)]), model, settings)
        took = time.perf_counter() - begun, time.process_time() - spent
        if summary.outcomes != {"records": count}:
            sys.exit(f"the run came to {summary.outcomes}, not to records of {count}")
        return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=[*PEERS, "whole"])
    name = parser.parse_args().name
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        url, count, flight = asked["url"], asked["articles"], asked["flight"]
        done = whole(url, count, flight) if name == "whole" else calls(name, url, count, flight)
        seconds, cpu = asyncio.run(done)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        round_ = {"rate": count / seconds, "cpu_ms": 1000 * cpu / count, "peak_mb": peak}
        print(json.dumps(round_), flush=True)


if __name__ == "__main__":
    main()
