"""The review page's server: for one person on this machine, and nobody else's page.

It listens on 127.0.0.1 alone. The address that is printed holds a random token; the first
visit trades it for a cookie that no script reads and no other site sends. Every request
must name this host (a page of another name that resolves here is refused), every request
that writes must come from the page itself. The database is open only while one is answered.
"""

import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

from pipeline.errors import DatabaseError, SummitryError
from pipeline.reviewing import deciding, desk
from pipeline.reviewing.deciding import Conflict, Wish
from pipeline.reviewing.desk import Answer, Filters
from pipeline.reviewing.faults import Unfit
from pipeline.reviewing.keep import link
from pipeline.storing.database import Database
from pipeline.storing.faults import Locked

HOST = "127.0.0.1"
READ_SECONDS, WRITE_SECONDS = 1.0, 3.0
"""How long a request waits for a run that holds the file; then the page says so and asks again."""
QUIET_SECONDS = 20.0
"""Nobody has decided for so long: time to link claims anew, which holds the file for seconds."""
MOST_BYTES = 4_000_000
PAGES = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    **{
        f"/{name}.js": (f"{name}.js", "text/javascript; charset=utf-8")
        for name in ("page", "ask", "article", "form")
    },
}
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
    "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
Work = Callable[[Database], Answer]


class Refused(Exception):
    """A request that is not the page's own."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class ReviewServer(ThreadingHTTPServer):
    """Serves one database to one person; `url` is the address to open."""

    daemon_threads = True

    def __init__(self, db: Path, decided_by: str, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.db = db
        self.decided_by = decided_by
        self.token = token_urlsafe(32)
        self.quiet_seconds = QUIET_SECONDS
        self._one_at_a_time = threading.Lock()
        self._unlinked_since: float | None = None

    @contextmanager
    def alone(self, wait: float) -> Iterator[None]:
        """The database for one request: DuckDB opens a file one way at a time in a process.

        Raises Locked after `wait` seconds.
        """
        if not self._one_at_a_time.acquire(timeout=wait):
            raise Locked("the page is linking claims anew, which takes some seconds")
        try:
            yield
        finally:
            self._one_at_a_time.release()

    def decided(self, *, unlinked: bool) -> None:
        """Somebody has decided just now; `unlinked`: links between claims are out of date."""
        if unlinked or self._unlinked_since is not None:
            self._unlinked_since = time.monotonic()

    def service_actions(self) -> None:
        """Between requests: what was put off until nobody decides."""
        since = self._unlinked_since
        if since is not None and time.monotonic() - since > self.quiet_seconds:
            threading.Thread(target=self.link, daemon=True).start()

    def link(self) -> None:
        """Link claims anew if a decision asks for it; a run that holds the file does so itself."""
        if self._unlinked_since is None:
            return
        self._unlinked_since = None
        with (
            suppress(DatabaseError),
            self.alone(QUIET_SECONDS),
            Database.open(self.db, must_exist=True, wait=WRITE_SECONDS) as db,
        ):
            link(db)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """Cookies know no ports: two servers on one machine keep theirs apart by name."""
        return f"summitry_{self.port}"

    @property
    def hosts(self) -> tuple[str, str]:
        return f"{HOST}:{self.port}", f"localhost:{self.port}"


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    protocol_version = "HTTP/1.1"
    timeout = 30

    def version_string(self) -> str:
        return "summitry"

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def log_message(self, *_: Any) -> None:
        """Nothing: addresses hold the token."""

    def _answer(self, how: Callable[[], None]) -> None:
        try:
            self._refuse_others()
            how()
        except Refused as refused:
            self.close_connection = True  # a body may be left unread
            self._send(refused.status, f"{refused}\n".encode(), "text/plain; charset=utf-8")
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self.close_connection = True

    def _refuse_others(self) -> None:
        """Only this host by name, and only the page itself or a person who opens it."""
        if self.headers.get("Host") not in self.server.hosts:
            raise Refused(421, "this server answers to 127.0.0.1 alone")
        site = self.headers.get("Sec-Fetch-Site")
        if site not in (None, "same-origin", "none"):
            raise Refused(403, "not from another site")

    def _get(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[-1] for name, values in parse_qs(address.query).items()}
        if address.path == "/" and "token" in asked:
            self._let_in(asked["token"])
            return
        if address.path == "/favicon.ico":
            self._send(204, b"", "image/x-icon")
            return
        self._refuse_strangers()
        if address.path in PAGES:
            self._send_page(*PAGES[address.path])
        elif address.path.startswith("/api/"):
            self._send_answer(self._read(address.path.removeprefix("/api/"), asked))
        else:
            raise Refused(404, "there is no such page")

    def _post(self) -> None:
        self._refuse_strangers()
        origin = self.headers.get("Origin")
        if origin not in [f"http://{host}" for host in self.server.hosts]:
            raise Refused(403, "not from another origin")
        if self.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise Refused(415, "JSON is wanted")
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            raise Refused(411, "say how long it is") from None
        if not 0 <= length <= MOST_BYTES:
            raise Refused(413, "that is too long")
        try:
            told = json.loads(self.rfile.read(length))
        except ValueError:
            raise Refused(400, "that is no JSON") from None
        if not isinstance(told, dict):
            raise Refused(400, "a JSON object is wanted")
        self._send_answer(self._write(urlsplit(self.path).path.removeprefix("/api/"), told))

    # ---- who may ---------------------------------------------------------------------

    def _let_in(self, token: str) -> None:
        """Trade the token for a cookie, and take it out of the address."""
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise Refused(403, "this address is out of date: start `summitry review` again")
        self.send_response(303)
        self.send_header("Location", "/")
        cookie = f"{self.server.cookie}={token}; HttpOnly; SameSite=Strict; Path=/"
        self.send_header("Set-Cookie", cookie)
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _refuse_strangers(self) -> None:
        try:
            sent = SimpleCookie(self.headers.get("Cookie", "")).get(self.server.cookie)
        except CookieError:
            sent = None
        value = sent.value if sent else ""
        if not hmac.compare_digest(value.encode(), self.server.token.encode()):
            raise Refused(403, "open the address that `summitry review` printed")

    # ---- what is asked ---------------------------------------------------------------

    def _read(self, what: str, asked: dict[str, str]) -> Answer:
        reads: dict[str, Work] = {
            "start": lambda db: desk.start(db, self.server.decided_by),
            "queue": lambda db: desk.queue(db, _filters(asked), _number(asked.get("offset"))),
            "item": lambda db: desk.item(db, asked.get("article", ""), asked.get("key", "")),
            "history": lambda db: {"history": desk.history(db)},
            "articles": lambda db: {"articles": desk.articles(db, asked.get("words", ""))},
        }
        if what not in reads:
            raise Refused(404, "there is no such thing")
        return self._with_database(reads[what], read_only=True)

    def _write(self, what: str, told: dict[str, Any]) -> Answer:
        by = self.server.decided_by
        writes: dict[str, Work] = {
            "decide": lambda db: deciding.decide(db, Wish.model_validate(told), by),
            "undo": lambda db: deciding.take_back(db, str(told.get("decision_id")), by),
            "events": lambda db: deciding.merge_or_split(
                db, str(told.get("kind")), [str(one) for one in told.get("meetings", ())], by
            ),
        }
        if what not in writes:
            raise Refused(404, "there is no such thing")
        answer = self._with_database(writes[what], read_only=False)
        if answer["ok"]:
            self.server.decided(unlinked=answer.pop("unlinked", False))
        return answer

    def _with_database(self, work: Work, *, read_only: bool) -> Answer:
        """What came of it; every outcome that the page can tell a person is an answer."""
        wait = READ_SECONDS if read_only else WRITE_SECONDS
        path = self.server.db
        try:
            with (
                self.server.alone(wait),
                Database.open(path, read_only=read_only, must_exist=True, wait=wait) as db,
            ):
                return {"ok": True, **work(db)}
        except Locked as locked:
            return {"ok": False, "waiting": str(locked)}
        except Conflict as conflict:
            return {"ok": False, "conflict": str(conflict), "current": conflict.current}
        except Unfit as unfit:
            return {"ok": False, "error": str(unfit), "field": unfit.field}
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            place = ".".join(map(str, fault["loc"]))
            return {"ok": False, "error": f"{place}: {fault['msg']}"}
        except SummitryError as error:
            return {"ok": False, "error": str(error)}
        except Exception as error:  # noqa: BLE001 - a fault of ours must not take the page along
            return {
                "ok": False,
                "error": f"summitry itself failed on this: {type(error).__name__}: {error}",
            }

    # ---- what is sent ----------------------------------------------------------------

    def _send_page(self, name: str, kind: str) -> None:
        body = files("pipeline.reviewing").joinpath(f"page/{name}").read_bytes()
        nonce = token_urlsafe(16)
        self._send(200, body.replace(b"{nonce}", nonce.encode()), kind, nonce)

    def _send_answer(self, answer: Answer) -> None:
        body = json.dumps(answer, ensure_ascii=False, default=str).encode()
        self._send(200, body, "application/json; charset=utf-8")

    def _send(self, status: int, body: bytes, kind: str, nonce: str = "none") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY.format(nonce=nonce))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


def _filters(asked: dict[str, str]) -> Filters:
    return Filters(
        state=asked.get("state", "open"),
        kind=asked.get("kind", ""),
        reason=asked.get("reason", ""),
        article=asked.get("article", ""),
    )


def _number(words: str | None) -> int:
    return int(words) if words and words.isdecimal() else 0
