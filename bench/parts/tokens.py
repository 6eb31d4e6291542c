"""Output tokens of our draft against the form that langextract asks for, same records.

langextract's form is a flat list: `{"<class>": "<verbatim text>", "<class>_attributes": {…}}`.
The text is the record's evidence, copied; what is null is left out of the attributes. It is
indented by two, as langextract 1.7 writes the examples that a model imitates
(core/format_handler.py); ours is the recorded answer itself, compact as our prompt asks for it.
"""

import json
from pathlib import Path
from typing import Any

from bpe_openai import get_encoding

from bench.draft_size import plain_form
from bench.parts.articles import texts
from pipeline.reading.read import read
from pipeline.resolving.dated import dated_article
from schemas.draft import ArticleDraft
from schemas.records import Article

ROOT = Path(__file__).resolve().parent.parent.parent
CLASSES = {"actors": "actor", "summits": "meeting", "statements": "statement", "claims": "claim"}


def share_of_langextracts_tokens() -> float:
    """Ours over theirs, over the seeds' recorded first answers; o200k_base."""
    encoding = get_encoding("o200k_base")
    ours = theirs = 0
    for path in sorted((ROOT / "seeds").glob("[0-9]*.txt")):
        (article,) = read([str(path)])
        assert isinstance(article, Article)
        place = ROOT / "cassettes" / "answers" / "seeds" / f"{path.name[:3]}.1.json"
        answer = place.read_text(encoding="utf-8").strip()
        draft = ArticleDraft.model_validate_json(answer)
        ours += len(encoding.encode(answer))
        plain = plain_form(dated_article(article), draft)
        theirs += len(encoding.encode(_indented(_flat(plain))))
    return ours / theirs


def langextract_answer() -> str:
    """An answer of 4.5 KB in langextract's form, right for every article of the benchmark."""
    text, _ = next(texts(1))
    told = text.split("\n\n")[:20]
    attributes = {"speaker": "Recep Tayyip Erdogan", "act": "assert", "occasion": "talks in Sochi"}
    return json.dumps({"extractions": [_extraction("statement", t, attributes) for t in told]})


def _flat(plain: dict[str, Any]) -> dict[str, Any]:
    extractions = []
    for name, kind in CLASSES.items():
        for record in plain[name]:
            copied = record.get("content") or record.get("evidence") or record.get("name") or ""
            text = " ".join(copied) if isinstance(copied, list) else copied
            rest = {
                key: value
                for key, value in record.items()
                if key not in ("content", "evidence") and value not in (None, [])
            }
            extractions.append(_extraction(kind, text, rest))
    return {"extractions": extractions}


def _extraction(kind: str, text: str, attributes: dict[str, Any]) -> dict[str, Any]:
    return {kind: text, f"{kind}_attributes": attributes}


def _indented(form: dict[str, Any]) -> str:
    return json.dumps(form, ensure_ascii=False, indent=2)
