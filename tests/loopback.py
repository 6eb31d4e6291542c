"""A scriptable, faulty model endpoint: a real HTTP server on 127.0.0.1, chat-completions shaped.

    with Loopback(busy("0"), answer('{"h": …}')) as server:
        …  # talk to server.url
    assert len(server.bodies) == 2

A script is a list of replies, one a request, or one callable that chooses a reply for a
request's body. A request after the script's end gets 400, which nobody retries.
"""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Body = dict[str, Any]
Reply = Callable[["Handler"], None]
Script = Callable[[Body], Reply]

ASKED, GIVEN = 100, 7
"""Tokens that every completion counts: in and out."""


class Handler(BaseHTTPRequestHandler):
    """One connection; replies write to it through `send` or on their own."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["content-length"]))
        reply = self.server.owner.next_reply(raw, dict(self.headers))
        reply(self)

    def do_GET(self) -> None:
        self.send(405, {"error": {"message": "POST is asked for"}})

    def send(
        self,
        status: int,
        body: Body | str,
        *,
        content_type: str = "application/json",
        **headers: str,
    ) -> None:
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        sent = text.encode()
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(sent)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Silent."""


class Server(ThreadingHTTPServer):
    """Serves in a thread until it is stopped; its handlers find `owner`, who knows the play."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler], owner: Any) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.owner = owner
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """A client that went away is part of the play."""


class Loopback:
    """The server while the `with` lasts, and all that it was asked."""

    def __init__(self, *replies: Reply, script: Script | None = None, delay: float = 0) -> None:
        self._replies = list(replies)
        self._script = script
        self._delay = delay
        self._lock = threading.Lock()
        self.raw: list[bytes] = []
        """The requests' bodies as they came."""
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        """When each request came, in seconds of the monotonic clock."""
        self.in_flight = 0
        self.most_in_flight = 0
        self.closing = threading.Event()

    def __enter__(self) -> Self:
        self._server = Server(Handler, self)
        self.url = self._server.url
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.stop()

    @property
    def bodies(self) -> list[Body]:
        return [json.loads(raw) for raw in self.raw]

    @property
    def questions(self) -> list[str]:
        """The user's message of each request."""
        return [body["messages"][-1]["content"] for body in self.bodies]

    def next_reply(self, raw: bytes, headers: dict[str, str]) -> Reply:
        with self._lock:
            self.times.append(time.monotonic())
            self.raw.append(raw)
            self.headers.append(headers)
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            if self._script is not None:
                chosen = self._script(json.loads(raw))
            elif self._replies:
                chosen = self._replies.pop(0)
            else:
                chosen = status(400, "the script has no reply left")

        def reply(handler: Handler) -> None:
            self.closing.wait(self._delay)
            with self._lock:  # not after the answer: the client may ask again before this line
                self.in_flight -= 1
            chosen(handler)

        return reply


def completion(message: Body, finish: str = "stop") -> Body:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "test",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", **message}}
        ],
        "usage": {
            "prompt_tokens": ASKED,
            "completion_tokens": GIVEN,
            "total_tokens": ASKED + GIVEN,
        },
    }


def answer(content: str | Body, finish: str = "stop") -> Reply:
    """A completion with this content; an object is sent as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return lambda handler: handler.send(200, completion({"content": text}, finish))


def cut_off(content: str | Body = '{"h": {"lang": "e') -> Reply:
    """An answer that ended at its length limit."""
    return answer(content, finish="length")


def refusal(said: str = "I cannot help with that.") -> Reply:
    return lambda handler: handler.send(200, completion({"content": None, "refusal": said}))


def content_filter(content: str | None = None) -> Reply:
    return lambda handler: handler.send(200, completion({"content": content}, "content_filter"))


def status(code: int, message: str = "no", *, error: Body | None = None, **headers: str) -> Reply:
    """An HTTP error as OpenAI words it."""
    body = {"error": {"message": message, "type": "error", "code": None, **(error or {})}}
    return lambda handler: handler.send(code, body, **headers)


def busy(retry_after: str | None = "0") -> Reply:
    """429, with or without `Retry-After`."""
    headers = {} if retry_after is None else {"retry_after": retry_after}
    return status(429, "slow down", **headers)


def html(code: int = 200) -> Reply:
    """A proxy's page in place of an answer."""
    page = "<html><body><h1>Sign in to the hotel's network</h1></body></html>"
    return lambda handler: handler.send(code, page, content_type="text/html")


def no_json() -> Reply:
    """A body that calls itself JSON and is none."""
    return lambda handler: handler.send(200, "upstream: [object Object]")


def wrong_type(content: str | Body) -> Reply:
    """A good completion under a wrong content type."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    sent = completion({"content": text})
    return lambda handler: handler.send(200, sent, content_type="text/plain")


def half(content: str | Body) -> Reply:
    """The first half of an answer, then the connection closes."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    sent = json.dumps(completion({"content": text})).encode()

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(sent)))
        handler.end_headers()
        handler.wfile.write(sent[: len(sent) // 2])
        handler.wfile.flush()
        handler.close_connection = True

    return reply


def error_with_200(message: str, **error: Any) -> Reply:
    """A gateway's report of an error, under the status of success."""
    return lambda handler: handler.send(200, {"error": {"message": message, **error}})


def with_headers(reply_body: Body, **headers: str) -> Reply:
    """A good answer under these headers."""
    sent = completion({"content": json.dumps(reply_body, ensure_ascii=False)})
    return lambda handler: handler.send(200, sent, **headers)


def trickle(handler: Handler) -> None:
    """White space for ever, a byte at a time, as some gateways keep a connection open."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("transfer-encoding", "chunked")
    handler.end_headers()
    while not handler.server.owner.closing.wait(0.02):
        handler.wfile.write(b"1\r\n \r\n")
        handler.wfile.flush()


def flood(handler: Handler) -> None:
    """White space without end, as fast as it goes."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("transfer-encoding", "chunked")
    handler.end_headers()
    while not handler.server.owner.closing.is_set():
        handler.wfile.write(b"100000\r\n" + b" " * 0x100000 + b"\r\n")


def garbage(handler: Handler) -> None:
    """Bytes that are no HTTP."""
    handler.wfile.write(b"\x00\xff SSH-2.0-OpenSSH\r\n\r\n")
    handler.wfile.flush()
    handler.close_connection = True


def bad_gzip(handler: Handler) -> None:
    """A body that says it is compressed and is not."""
    handler.send(200, completion({"content": "{}"}), content_encoding="gzip")


def dropped(handler: Handler) -> None:
    """The connection closes without a word."""
    handler.close_connection = True


def hang(handler: Handler) -> None:
    """No word at all, until the server closes."""
    handler.server.owner.closing.wait(60)
    handler.close_connection = True


def redirect(location: str) -> Reply:
    return lambda handler: handler.send(307, {}, location=location)
