"""The newsroom's gold is sound, and its sealed set stays out of the open ones' way."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading.read import read
from schemas.records import Article

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted((ROOT / "tests/newsroom").glob("*/*.txt"))
PASSAGES = sorted((ROOT / "tests/newsroom").glob("*/*.jsonl"))


def spans_of(gold: dict[str, Any]) -> list[str]:
    quoted = [s for q in gold["quotations"] for s in q.get("segments") or [q["quote"]]]
    told = [meeting["evidence"] for meeting in gold["meetings"]]
    return (
        quoted
        + told
        + gold["not_speech"]
        + [n["text_span"] for n in gold.get("claims_numbers", [])]
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_gold_span_stands_in_the_text(path: Path) -> None:
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    (article,) = (one for one in read([str(path)]) if isinstance(one, Article))
    # By number and not by words: a failure must not show what is sealed.
    missing = [n for n, span in enumerate(spans_of(gold)) if span not in article.text]
    assert not missing
    assert gold["synthetic"] is True
    assert article.title
    assert article.published_text


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_gold_span_stands_in_its_passage(path: Path) -> None:
    golds = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [one for one in read([str(path)]) if isinstance(one, Article)]
    missing = [
        f"{number}.{n}"
        for number, (article, gold) in enumerate(zip(articles, golds, strict=True))
        for n, span in enumerate(spans_of(gold))
        if span not in article.text
    ]
    assert not missing
    assert all(gold["synthetic"] is not ("source" in gold) for gold in golds)


def newsroom(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "bench/newsroom.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["sealed", "sealed2", "sealed3"])
def test_a_sealed_set_is_never_printed_in_detail(name: str) -> None:
    asked = newsroom(name, "-v")
    assert asked.returncode == 1
    assert asked.stdout == ""
    assert len(asked.stderr.splitlines()) == 1


def test_a_folder_that_does_not_exist_is_named() -> None:
    asked = newsroom("nowhere")
    assert asked.stderr.strip() == "no folder 'nowhere': name a folder or a set of tests/newsroom"


def test_the_sealed_set_is_scored_only_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import newsroom as bench

    assert not {*bench.SEALED} & {*bench.chosen_folders([])}
    assert bench.chosen_folders(["sealed", "sealed2", "sealed3"]) == [*bench.SEALED]
