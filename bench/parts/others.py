"""langextract and curator against the endpoint, by the rules of `bench.parts.peer`.

    VENV/bin/python bench/parts/others.py langextract ARTICLES

ARTICLES is a JSON file of texts. It imports nothing of this tree, for it runs in an
environment of its own: neither package is a requirement here.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any


def langextract(texts: list[str], url: str, flight: int) -> None:
    """`lx.extract` over documents, one chunk each, as many workers as calls in flight."""
    import langextract as lx

    met = lx.data.Extraction(
        extraction_class="meeting", extraction_text="met", attributes={"who": "Ms Doe"}
    )
    documents = [lx.data.Document(text=text) for text in texts]
    found = lx.extract(
        text_or_documents=documents,
        prompt_description="Extract meetings, statements and claims.",
        examples=[lx.data.ExampleData(text="Ms Doe met Mr Roe.", extractions=[met])],
        model_id="gpt-4o-mini",
        api_key="none",
        language_model_params={"base_url": url},
        fence_output=False,
        use_schema_constraints=False,
        max_char_buffer=10_000,
        batch_length=flight,
        max_workers=flight,
        show_progress=False,
    )
    for document in found:
        assert document.extractions


def curator(texts: list[str], url: str, flight: int) -> None:
    """`curator.LLM`, its cache in a folder of its own.

    Without its response format: it would first ask the endpoint whether it knows such.
    """
    import tempfile

    import tiktoken
    from bespokelabs import curator as lib

    # It counts tokens with a table that it fetches from the network. Where there is none,
    # words stand in, which costs it less.
    tiktoken.get_encoding = tiktoken.encoding_for_model = lambda *_: Words()

    class Extractor(lib.LLM):
        def prompt(self, row: dict[str, str]) -> str:
            return row["text"]

        def parse(self, row: dict[str, str], response: str) -> dict[str, str]:
            return {"text": row["text"], "draft": json.dumps(json.loads(response))}

    asked = Extractor(
        model_name="gpt-4o-mini",
        backend="openai",
        backend_params={
            "base_url": url,
            "api_key": "none",
            "max_concurrent_requests": flight,
            "max_requests_per_minute": 1_000_000,
            "max_tokens_per_minute": 1_000_000_000,
        },
    )
    with tempfile.TemporaryDirectory() as folder:
        asked([{"text": text} for text in texts], working_dir=folder)


class Words:
    """Counts words for tokens."""

    def encode(self, text: str, **_: Any) -> list[str]:
        return text.split()


PEERS = {"langextract": langextract, "curator": curator}


def main() -> None:
    name, path = sys.argv[1:3]
    os.environ |= {"CURATOR_VIEWER": "0", "TELEMETRY_ENABLED": "0", "OPENAI_API_KEY": "none"}
    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    __import__({"curator": "bespokelabs.curator"}.get(name, name))
    print("ready", flush=True)
    out, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        begun, spent = time.perf_counter(), time.process_time()
        PEERS[name](texts[: asked["articles"]], asked["url"], asked["flight"])
        seconds, cpu = time.perf_counter() - begun, time.process_time() - spent
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        count = asked["articles"]
        round_ = {"rate": count / seconds, "cpu_ms": 1000 * cpu / count, "peak_mb": peak}
        print(json.dumps(round_), file=out, flush=True)


if __name__ == "__main__":
    main()
