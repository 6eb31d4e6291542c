"""A batch interface: OpenAI's /files and /batches on 127.0.0.1, with faults.

    with BatchServer(answered) as server:
        …  # submit to server.url
        server.finish()
        …  # collect

`answered` gives a reply of `tests.loopback` to a request's body, as a live endpoint would.
A batch stays as it is until `finish`, `expire`, `cancel` or `refuse` ends it. What is in
`faults` under "POST /files" and the like answers instead, one a request.
"""

import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests import loopback as lo

Batch = dict[str, Any]
Lines = list[dict[str, Any]]
Fault = Callable[["Handler", Callable[[], None]], None]
"""Gets the connection, and what would be done without it."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: lo.Server

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def _serve(self, method: str) -> None:
        url = urlsplit(self.path)
        given = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.server.owner.serve(self, method, url.path.removeprefix("/v1"), url.query, given)

    def send(self, status: int, body: Any, content_type: str = "application/json") -> None:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Silent."""


class BatchServer:
    """The server while the `with` lasts."""

    def __init__(self, answered: lo.Script, *, page: int = 100) -> None:
        self._answered = answered
        self._page = page
        self._lock = threading.RLock()
        self.files: dict[str, dict[str, Any]] = {}
        self.batches: dict[str, Batch] = {}
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.served: list[str] = []
        """"POST /files" and the like, in the order of the requests."""
        self.closing = threading.Event()

    def __enter__(self) -> Self:
        self._server = lo.Server(Handler, self)
        self.url = self._server.url
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.stop()

    # -- what a test does -----------------------------------------------------------------

    def requests(self, batch: Batch) -> Lines:
        content = self.files[batch["input_file_id"]]["content"]
        return [json.loads(line) for line in content.splitlines()]

    def open(self) -> list[Batch]:
        return [one for one in self.batches.values() if one["status"] == "in_progress"]

    def finish(self, status: str = "completed", alter: Callable[[Lines], Lines] = list) -> None:
        """End all open batches: `alter` gets the lines of the output and may do what it likes.

        Lines with a status other than 200, or an error, go to the error file.
        """
        for batch in self.open():
            lines = alter([self._line(n, one) for n, one in enumerate(self.requests(batch))])
            good = [one for one in lines if (one.get("response") or {}).get("status_code") == 200]
            bad = [one for one in lines if one not in good]
            batch["output_file_id"] = self._write(good)
            batch["error_file_id"] = self._write(bad)
            batch["request_counts"] |= {"completed": len(good), "failed": len(bad)}
            batch["status"] = status

    def refuse(self, message: str) -> None:
        """The endpoint does not take the files of the open batches."""
        for batch in self.open():
            batch["errors"] = {"object": "list", "data": [{"code": "invalid", "message": message}]}
            batch["status"] = "failed"

    # -- what it does ---------------------------------------------------------------------

    def serve(self, handler: Handler, method: str, path: str, query: str, given: bytes) -> None:
        kind = re.sub(r"/(file|batch)-\d+", "/…", path)
        with self._lock:
            self.served.append(f"{method} {kind}")
            faults = self.faults[f"{method} {kind}"]
            fault = faults.pop(0) if faults else None

        def act() -> None:
            with self._lock:
                status, body = self._done(method, path, parse_qs(query), handler, given)
            handler.send(status, body)

        if fault is None:
            act()
        else:
            fault(handler, act)

    def _done(
        self, method: str, path: str, query: dict[str, list[str]], handler: Handler, given: bytes
    ) -> tuple[int, Any]:
        what, _, rest = path.strip("/").partition("/")
        if method == "POST" and path == "/files":
            return 200, self._upload(handler, given)
        if method == "POST" and path == "/batches":
            return 200, self._create(json.loads(given))
        if method == "GET" and rest.endswith("/content"):
            return 200, self.files[rest.removesuffix("/content")]["content"]
        there = self.files if what == "files" else self.batches
        if method == "GET" and not rest:
            return 200, self._listed(there.values(), query)
        if rest in there:
            return 200, _told(there[rest])
        return 404, {"error": {"message": f"no {rest}"}}

    def _listed(self, all_: Iterable[Batch], query: dict[str, list[str]]) -> Batch:
        latest = list(all_)[::-1]
        if after := query.get("after"):
            latest = latest[[one["id"] for one in latest].index(after[0]) + 1 :]
        page = [_told(one) for one in latest[: self._page]]
        return {"object": "list", "data": page, "has_more": len(latest) > len(page)}

    def _upload(self, handler: Handler, given: bytes) -> Batch:
        head = f"content-type: {handler.headers['content-type']}\r\n\r\n".encode()
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in message_from_bytes(head + given).get_payload()
        }
        assert parts["purpose"].get_payload() == "batch"
        return self._file(parts["file"].get_filename(), parts["file"].get_payload(decode=True))

    def _create(self, given: Batch) -> Batch:
        assert given["completion_window"] == "24h"
        assert given["endpoint"] == "/v1/chat/completions"
        batch = {
            "id": f"batch-{len(self.batches)}",
            "object": "batch",
            "status": "in_progress",
            "created_at": int(time.time()),
            "input_file_id": given["input_file_id"],
            "metadata": given["metadata"],
            "output_file_id": None,
            "error_file_id": None,
            "errors": None,
        }
        total = len(self.requests(batch))
        batch["request_counts"] = {"total": total, "completed": 0, "failed": 0}
        self.batches[batch["id"]] = batch
        return batch

    def _line(self, number: int, request: Batch) -> Batch:
        """The line of the output for one request, its reply as a live endpoint would give it."""
        sent: dict[str, Any] = {}

        class Catch:
            def send(self, status: int, body: Any, **_: str) -> None:
                sent.update(status_code=status, body=body, request_id="r")

        self._answered(request["body"])(Catch())
        return {
            "id": f"batch_req_{number}",
            "custom_id": request["custom_id"],
            "response": sent,
            "error": None,
        }

    def _write(self, lines: Lines) -> str | None:
        if not lines:
            return None
        content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        return str(self._file("output.jsonl", content.encode())["id"])

    def _file(self, name: str | None, content: bytes) -> Batch:
        made = {"id": f"file-{len(self.files)}", "object": "file", "filename": name}
        made |= {"created_at": int(time.time()), "content": content}
        self.files[str(made["id"])] = made
        return _told(made)


def _told(thing: Batch) -> Batch:
    return {name: value for name, value in thing.items() if name != "content"}


# -- faults -------------------------------------------------------------------------------


def cut(handler: Handler, _act: Callable[[], None]) -> None:
    """The connection ends without a word; nothing is done."""
    handler.close_connection = True


def done_but_lost(handler: Handler, act: Callable[[], None]) -> None:
    """It is done, but the answer never arrives."""
    handler.send = lambda *_, **__: None  # type: ignore[method-assign]
    act()
    handler.close_connection = True


def html(handler: Handler, _act: Callable[[], None]) -> None:
    """A proxy's page in place of an answer."""
    handler.send(200, b"<html><h1>Sign in to the hotel's network</h1></html>", "text/html")


def half(handler: Handler, act: Callable[[], None]) -> None:
    """The first half of the answer."""
    whole = handler.send

    def sent(status: int, body: Any, _content_type: str = "") -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("content-length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2])
        handler.close_connection = True

    handler.send = sent  # type: ignore[method-assign]
    act()
    handler.send = whole  # type: ignore[method-assign]


def busy(handler: Handler, _act: Callable[[], None]) -> None:
    """429 with a short wait."""
    sent = json.dumps({"error": {"message": "slow down"}}).encode()
    handler.send_response(429)
    handler.send_header("retry-after", "0")
    handler.send_header("content-length", str(len(sent)))
    handler.end_headers()
    handler.wfile.write(sent)
