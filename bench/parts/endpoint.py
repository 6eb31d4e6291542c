"""An endpoint that answers every request about the benchmark's articles, as fast as Python can.

    python -m bench.parts.endpoint --latency 0.2 --faults 0.02

It prints its port. It reads nothing of a request but its length and the article's number, by
which it fills in the answer, so that what is measured is the client. Faults are drawn by a
fixed seed, in turn a 429 with `Retry-After: 0`, a 500 and a closed connection.
"""

import argparse
import asyncio
import json
import random
from collections.abc import Callable
from functools import partial

from bench.parts.articles import answer_template, filling, number_in

JSON = b"content-type: application/json\r\n"


class Endpoint(asyncio.Protocol):
    """One connection."""

    def __init__(
        self, good: Callable[[bytes], bytes], latency: float, faults: float, rng: random.Random
    ) -> None:
        self._good = good
        self._latency = latency
        self._faults = faults
        self._rng = rng
        self._seen = b""
        self._length = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._seen += data
        while True:
            if not self._length:
                end = self._seen.find(b"\r\n\r\n")
                if end < 0:
                    return
                head = self._seen[:end].lower()
                _, _, after = head.partition(b"\r\ncontent-length:")
                self._length = end + 4 + int(after.split(b"\r\n", 1)[0] or 0)
            if len(self._seen) < self._length:
                return
            request, self._seen = self._seen[: self._length], self._seen[self._length :]
            self._length = 0
            self._reply(request)

    def _reply(self, request: bytes) -> None:
        if self._faults and self._rng.random() < self._faults:
            reply = self._rng.choice(FAULTS)
        else:
            reply = self._good(request)
        if self._latency:
            asyncio.get_running_loop().call_later(self._latency, self._write, reply)
        else:
            self._write(reply)

    def _write(self, reply: bytes) -> None:
        if not reply:
            self._transport.close()
        elif not self._transport.is_closing():
            self._transport.write(reply)


def http(status: str, body: bytes, headers: bytes = b"") -> bytes:
    length = b"content-length: %d\r\n" % len(body)
    return b"HTTP/1.1 " + status.encode() + b"\r\n" + JSON + headers + length + b"\r\n" + body


FAULTS = (
    http("429 Too Many Requests", b'{"error":{"message":"slow down"}}', b"retry-after: 0\r\n"),
    http("500 Internal Server Error", b'{"error":{"message":"oh"}}', b"retry-after: 0\r\n"),
    b"",
)


def completion(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "fast",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 3000, "completion_tokens": 1300, "total_tokens": 4300},
    }
    return json.dumps(body, ensure_ascii=False).encode()


def answers(text: str | None) -> Callable[[bytes], bytes]:
    """What a request gets: this text, or the draft for its article."""
    if text is not None:
        always = http("200 OK", completion(text))
        return lambda _: always
    template = completion(answer_template())
    return lambda request: http("200 OK", template % filling(number_in(request)))


async def serve(port: int, latency: float, faults: float, text: str | None) -> None:
    good = answers(text)
    made = partial(Endpoint, good, latency, faults, random.Random(1))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(made, "127.0.0.1", port, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds")
    parser.add_argument("--faults", type=float, default=0.0, help="share of the requests")
    parser.add_argument("--text", default=None, help="the answer, in place of the draft")
    asked = parser.parse_args()
    asyncio.run(serve(asked.port, asked.latency, asked.faults, asked.text))


if __name__ == "__main__":
    main()
