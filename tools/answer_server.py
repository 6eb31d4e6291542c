"""A small OpenAI-compatible server on loopback that gives answers from files.

    python tools/answer_server.py ANSWERS [--port 8765]

ANSWERS holds `index.json` (SHA-256 of a request's messages -> file) and the answers. A
request without an answer is written to ANSWERS/pending/ and refused with 422; put the
answer into a file, name it in the index, and ask again. Token counts are those of the
o200k tokenizer over the messages and the answer; no model runs here.
"""

import argparse
import json
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bpe_openai import get_encoding


def request_key(body: dict[str, Any]) -> str:
    """The SHA-256 of the messages, by which answers are found."""
    return sha256(json.dumps(body["messages"], ensure_ascii=False).encode()).hexdigest()


def completion(body: dict[str, Any], answer: str) -> dict[str, Any]:
    """A chat completion that carries `answer`."""
    encoding = get_encoding("o200k_base")
    asked = sum(len(encoding.encode(message["content"])) for message in body["messages"])
    given = len(encoding.encode(answer))
    return {
        "id": f"chatcmpl-{request_key(body)[:16]}",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": answer},
            }
        ],
        "usage": {
            "prompt_tokens": asked,
            "completion_tokens": given,
            "total_tokens": asked + given,
        },
    }


def serve(answers: Path, port: int) -> ThreadingHTTPServer:
    """A server that answers from `answers`; call its `serve_forever`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            index = json.loads((answers / "index.json").read_text(encoding="utf-8"))
            key = request_key(body)
            if key in index:
                text = (answers / index[key]).read_text(encoding="utf-8").strip()
                self._send(200, completion(body, text))
                return
            pending = answers / "pending"
            pending.mkdir(exist_ok=True)
            (pending / f"{key}.json").write_text(
                json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8"
            )
            self._send(422, {"error": {"message": f"no answer for {key}; see pending/"}})

        def _send(self, status: int, body: dict[str, Any]) -> None:
            sent = json.dumps(body, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Silent: the client tells what happened."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args()
    serve(options.answers, options.port).serve_forever()
