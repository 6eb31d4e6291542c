"""The page's server over real loopback: who is let in, who is refused, what two windows see."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pipeline.reviewing.server import ReviewServer
from pipeline.storing.database import Database
from tests.drafts import draft, meeting
from tests.test_review_desk import ARTICLE, landed

Headers = dict[str, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewServer]:
    path = landed(
        tmp_path_factory.mktemp("server") / "x.duckdb", draft(meetings=[meeting(d="2018-09-25")])
    )
    with ReviewServer(path, "ana") as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.05,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def ask(
    server: ReviewServer, method: str, path: str, headers: Headers, body: Any = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        told = json.dumps(body) if body is not None and not isinstance(body, str) else body
        connection.request(method, path, told, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def known(server: ReviewServer, **more: str) -> Headers:
    return {
        "Cookie": f"{server.cookie}={server.token}",
        **{k.replace("_", "-"): v for k, v in more.items()},
    }


def writing(server: ReviewServer, **more: str) -> Headers:
    origin = f"http://127.0.0.1:{server.port}"
    return known(server, **{"Origin": origin, "Content_Type": "application/json", **more})


def get(server: ReviewServer, path: str, **more: str) -> Any:
    status, _, body = ask(server, "GET", path, known(server, **more))
    assert status == 200, body
    return json.loads(body)


def post(server: ReviewServer, path: str, body: Any) -> Any:
    status, _, answer = ask(server, "POST", path, writing(server), body)
    assert status == 200, answer
    return json.loads(answer)


def test_token_is_traded_for_a_cookie_and_leaves_the_address(server: ReviewServer) -> None:
    address = urlsplit(server.url)
    status, headers, _ = ask(server, "GET", f"{address.path}?{address.query}", {})
    assert (status, headers["Location"]) == (303, "/")
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    status, headers, body = ask(server, "GET", "/", {"Cookie": cookie.partition(";")[0]})
    assert (status, b"<title>Review" in body) == (200, True)
    assert server.token.encode() not in body


def test_it_listens_on_loopback_alone(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("path", ["/", "/page.js", "/api/queue", "/api/item", "/nothing"])
@pytest.mark.parametrize("cookie", ["", "summitry=x", "{name}=wrong", "{name}=", "a;b=\x7f"])
def test_stranger_is_refused(server: ReviewServer, path: str, cookie: str) -> None:
    headers = {"Cookie": cookie.replace("{name}", server.cookie)} if cookie else {}
    status, _, body = ask(server, "GET", path, headers)
    assert (status, b"printed" in body) == (403, True)


def test_wrong_token_is_refused(server: ReviewServer) -> None:
    status, headers, _ = ask(server, "GET", "/?token=wrong", {})
    assert (status, headers["Set-Cookie"]) == (403, None)
    assert ask(server, "GET", "/?token=%C3%A9", {})[0] == 403


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:{port}", "127.0.0.1", "[::1]:{port}", ""]
)
def test_another_host_name_is_refused(server: ReviewServer, host: str) -> None:
    """A name of somebody else's that resolves to this machine (DNS rebinding)."""
    headers = known(server, Host=host.replace("{port}", str(server.port)))
    assert ask(server, "GET", "/api/queue", headers)[0] == 421
    assert (
        ask(server, "POST", "/api/decide", {**writing(server), "Host": "evil.test"}, {})[0] == 421
    )


@pytest.mark.parametrize(
    "more",
    [
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_writing_from_another_origin_is_refused(server: ReviewServer, more: Headers) -> None:
    more = {name: value.replace("{port}", str(server.port)) for name, value in more.items()}
    before = decisions(server)
    status, _, _ = ask(server, "POST", "/api/decide", writing(server, **more), accept(server))
    assert status == 403
    assert decisions(server) == before


def test_writing_without_an_origin_is_refused(server: ReviewServer) -> None:
    headers = known(server, Content_Type="application/json")
    assert ask(server, "POST", "/api/decide", headers, accept(server))[0] == 403


def test_reading_for_another_site_is_refused(server: ReviewServer) -> None:
    headers = known(server, Sec_Fetch_Site="cross-site")
    assert ask(server, "GET", "/api/queue", headers)[0] == 403


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content_Type": "text/plain"}, "{}", 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, "a=b", 415),
        ({}, "{", 400),
        ({}, "[1]", 400),
        ({"Content_Length": "99999999999"}, "{}", 413),
        ({"Content_Length": "-1"}, "{}", 413),
        ({"Content_Length": "many"}, "{}", 411),
    ],
)
def test_what_is_no_json_of_the_page_is_refused(
    server: ReviewServer, headers: Headers, body: str, status: int
) -> None:
    assert ask(server, "POST", "/api/decide", writing(server, **headers), body)[0] == status


def test_every_answer_forbids_frames_sniffing_and_foreign_code(server: ReviewServer) -> None:
    for path in ("/", "/page.js", "/page.css", "/api/queue", "/nothing"):
        _, headers, _ = ask(server, "GET", path, known(server))
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Access-Control-Allow-Origin"] is None
        assert headers["Server"] == "summitry"


def test_each_page_has_a_nonce_of_its_own(server: ReviewServer) -> None:
    policies = {
        ask(server, "GET", "/", known(server))[1]["Content-Security-Policy"] for _ in range(3)
    }
    assert len(policies) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/../server.py",
        "/page/../../server.py",
        "/%2e%2e/server.py",
        "/page.html",
        "/api/",
        "/api/x",
    ],
)
def test_nothing_but_the_page_is_served(server: ReviewServer, path: str) -> None:
    assert ask(server, "GET", path, known(server))[0] == 404


def decisions(server: ReviewServer) -> int:
    with Database.open(server.db, read_only=True) as db:
        return int(db.query("SELECT count(*) FROM decisions").rows[0][0])


def accept(server: ReviewServer) -> dict[str, Any]:
    one = get(server, "/api/queue?kind=claim")["items"][0]
    told = get(server, f"/api/item?article={ARTICLE}&key={one['key']}")["shown"]
    return {"kind": "accept", "article_id": ARTICLE, "key": one["key"], "version": told["version"]}


def test_decision_is_kept_and_undone_over_http(server: ReviewServer) -> None:
    wish = accept(server)
    done = post(server, "/api/decide", wish)
    assert done["ok"]
    again = post(server, "/api/decide", wish)
    assert (again["ok"], "ana accepted it since you opened it" in again["conflict"]) == (
        False,
        True,
    )
    assert post(server, "/api/undo", {"decision_id": done["decision_id"]})["ok"]
    told = post(server, "/api/undo", {"decision_id": done["decision_id"]})
    assert "undone already" in told["error"]


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"kind": "drop", "article_id": ARTICLE},
        {"kind": "accept", "article_id": "nowhere", "key": "x"},
        {"kind": "correct", "article_id": ARTICLE, "key": "x"},
        {"kind": "not_speech", "article_id": ARTICLE, "key": "flag:x"},
        {"kind": "add", "article_id": ARTICLE, "record": {"kind": "summit"}},
        {"kind": "add", "article_id": ARTICLE},
        {"kind": ["accept"], "article_id": {"$ne": 1}},
    ],
)
def test_impossible_wish_is_told_and_alters_nothing(
    server: ReviewServer, wish: dict[str, Any]
) -> None:
    before = decisions(server)
    answer = post(server, "/api/decide", wish)
    assert answer["ok"] is False
    assert answer.get("error") or answer.get("conflict")
    assert decisions(server) == before


def test_many_windows_at_once_lose_nothing(server: ReviewServer) -> None:
    """Each of eight windows decides on its own record; every decision is there."""
    items = [
        one
        for one in get(server, "/api/queue?state=")["items"]
        if one["kind"] in ("statement", "actor_mention")
    ]
    before = decisions(server)
    results: list[Any] = []

    def decide(key: str) -> None:
        version = get(server, f"/api/item?article={ARTICLE}&key={key}")["shown"]["version"]
        wish = {"kind": "unsure", "article_id": ARTICLE, "key": key, "version": version}
        results.append(post(server, "/api/decide", wish))

    threads = [threading.Thread(target=decide, args=(one["key"],)) for one in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(result["ok"] for result in results), results
    assert decisions(server) == before + len(items)


def test_page_waits_while_a_run_holds_the_database(server: ReviewServer, tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys\nfrom pipeline.storing.database import Database\n"
            "db = Database.open(sys.argv[1])\nprint('held', flush=True)\nsys.stdin.read()",
            str(server.db),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    assert holder.stdin
    try:
        assert holder.stdout.readline() == b"held\n"
        answer = get(server, "/api/queue")
        assert answer["ok"] is False
        assert "is locked by process" in answer["waiting"]
    finally:
        holder.communicate()
    assert get(server, "/api/queue")["ok"]


def test_request_that_waits_too_long_for_another_is_told(server: ReviewServer) -> None:
    with server.alone(1):
        answer = get(server, "/api/queue")
    assert "linking claims anew" in answer["waiting"]
    assert get(server, "/api/queue")["ok"]


def test_claims_are_linked_anew_once_nobody_decides(server: ReviewServer) -> None:
    server.quiet_seconds = 0.1
    with Database.open(server.db) as db:
        claim = db.query("SELECT claim_id FROM claims LIMIT 1").rows[0][0]
        db.query("INSERT INTO claim_links VALUES ('of no claim', ?, 'same', 'test', NULL)", [claim])
    server.decided(unlinked=True)
    for _ in range(100):
        if not links(server):
            return
        time.sleep(0.1)
    pytest.fail("the link that no rule makes is still there")


def links(server: ReviewServer) -> int:
    with server.alone(5), Database.open(server.db, read_only=True, wait=5) as db:
        return int(db.query("SELECT count(*) FROM claim_links").rows[0][0])


def test_command_prints_the_address_and_ends_cleanly_on_ctrl_c(
    server: ReviewServer, tmp_path: Path
) -> None:
    path = landed(tmp_path / "x.duckdb", draft())
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from pipeline.cli import main; main()",
            "review",
            "--db",
            str(path),
            "--as",
            "bo",
            "--no-browser",
            "--json",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    told = json.loads(process.stdout.readline())
    address = urlsplit(told["url"])
    assert (address.hostname, told["decided_by"]) == ("127.0.0.1", "bo")
    connection = http.client.HTTPConnection("127.0.0.1", address.port or 0, timeout=20)
    connection.request("GET", f"/?{address.query}")
    assert connection.getresponse().status == 303
    connection.close()
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert b"every decision is kept" in err
    assert b"Traceback" not in err


def test_missing_database_and_taken_port_are_told_in_a_line(
    server: ReviewServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.cli import main

    for words, told in (
        (["--db", "nowhere.duckdb"], "no database nowhere.duckdb"),
        (
            ["--db", str(server.db), "--port", str(server.port)],
            f"port {server.port} cannot be used",
        ),
    ):
        monkeypatch.setattr(sys, "argv", ["summitry", "review", "--no-browser", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        assert told in capsys.readouterr().err
