"""The evidence as W3C Web Annotations: which words of which article a record rests on.

Each target names the article and the words twice: by position, in code points of the stored
text from 0, end excluded, as the standard counts; and by quotation, with the words around.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.exporting.linked import iri
from pipeline.exporting.targets import written_file
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
COLLECTION = "urn:summitry:evidence"


def write_annotations(db: Database, out: str | Path) -> int:
    """Write one AnnotationCollection with one page; returns the annotations."""
    (total,) = db.query(sql("annotations_total")).rows[0]
    head = {
        "@context": CONTEXT,
        "id": COLLECTION,
        "type": "AnnotationCollection",
        "label": "The words of articles on which the records of a summitry database rest; "
        "positions are code points of the article's stored text, from 0, end excluded",
        "generator": {"type": "Software", "name": f"summitry {version('summitry')}"},
        "total": total,
    }
    page = {"id": f"{COLLECTION}:page1", "type": "AnnotationPage", "partOf": COLLECTION}
    with written_file(out) as stream:
        stream.write(f'{_open(head)}, "first": {_open(page)}, "startIndex": 0, "items": ['.encode())
        for at, row in enumerate(db.each(sql("annotations"))):
            separator = "," if at else ""
            stream.write(
                f"{separator}\n{json.dumps(_annotation(row), ensure_ascii=False)}".encode()
            )
        stream.write(b"\n]}}\n")
    return int(total)


def _annotation(row: dict[str, Any]) -> dict[str, Any]:
    name = f"{row['record_id']}:{row['field']}:{row['position']}"
    source: dict[str, Any] = {
        "id": iri("article", row["article_id"]),
        "type": "Text",
        "format": "text/plain",
    }
    more = {"language": row["language"], "via": row["url"]}
    return {
        "id": iri("evidence", name),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            iri(row["about_kind"], row["about_id"]),
            {"type": "TextualBody", "purpose": "tagging", "value": row["record_kind"]},
        ],
        "target": {
            "type": "SpecificResource",
            "source": source | {key: value for key, value in more.items() if value},
            "selector": [
                {
                    "type": "TextPositionSelector",
                    "start": row["char_start"],
                    "end": row["char_end"],
                },
                {
                    "type": "TextQuoteSelector",
                    "exact": row["text"],
                    "prefix": row["prefix"],
                    "suffix": row["suffix"],
                },
            ],
        },
    }


def _open(value: dict[str, Any]) -> str:
    """An object as JSON that more is to follow in."""
    return json.dumps(value, ensure_ascii=False).removesuffix("}")
