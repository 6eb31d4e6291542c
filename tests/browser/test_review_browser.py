"""The review page as a person uses it: looks, corrects, selects, adds, undoes, collides."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipeline.reviewing.server import ReviewServer
from pipeline.storing.database import Database
from tests.browser.conftest import SCREENSHOTS, SERIOUS
from tests.drafts import ACTORS, STATEMENTS, TEXT, actor, article, draft, meeting, statement
from tests.test_land import outcome
from tests.test_review_desk import landed, with_rejects

DATE = "2018-09-16"
Open = Callable[..., Page]
HOSTILE = '<img src=x onerror="document.title=1">'


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., ReviewServer]]:
    """`served(path, "ana")`: a running server."""
    running: list[tuple[ReviewServer, threading.Thread]] = []

    def serve(path: Path, by: str = "ana") -> ReviewServer:
        server = ReviewServer(path, by)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        running.append((server, thread))
        return server

    yield serve
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One short article: a date in doubt, two quotations that no statement covers."""
    wire = draft(meetings=[meeting(d="2018-09-25")], statements=[STATEMENTS[1], STATEMENTS[3]])
    return landed(tmp_path_factory.mktemp("review") / "x.duckdb", wire)


@pytest.fixture
def db(read: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(read, tmp_path / "x.duckdb"))


@pytest.fixture
def review(open_page: Open, served: Callable[..., ReviewServer], db: Path) -> Callable[..., Page]:
    """`review("ana")`: the page of one more server, ready."""

    def opened(by: str = "ana", path: Path = db, **options: Any) -> Page:
        server = served(path, by)
        options.setdefault("width", 1500)
        page = open_page(server.url, allowed=f"http://127.0.0.1:{server.port}/", **options)
        ready(page)
        return page

    return opened


def ready(page: Page) -> None:
    page.wait_for_selector("body[data-ready]")


def rows(path: Path, query: str) -> tuple[tuple[Any, ...], ...]:
    with Database.open(path, read_only=True, wait=5) as database:
        return database.query(query).rows


def only(page: Page, filtered: str, value: str) -> None:
    """Filter the queue, and wait until it is."""
    page.locator(f"#{filtered}").select_option(value)
    expect(page.locator("#live")).to_contain_text("in this list")


def choose(page: Page, words: str) -> None:
    """Open the item of the queue that holds these words."""
    page.locator("#items button", has_text=words).first.click()
    expect(page.locator("#items button[aria-current]")).to_contain_text(words)


def select(page: Page, words: str) -> None:
    """Draw over words of the article with the mouse."""
    box = page.evaluate(
        """words => {
            const root = document.getElementById("text");
            root.scrollIntoView();
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const at = root.textContent.indexOf(words);
            const place = unit => {
                walker.currentNode = root;
                let node, left = unit;
                while ((node = walker.nextNode())) {
                    if (left <= node.length) return [node, left];
                    left -= node.length;
                }
            };
            const range = document.createRange();
            range.setStart(...place(at));
            range.setEnd(...place(at + words.length));
            range.startContainer.parentElement.scrollIntoView({block: "center"});
            const boxes = [...range.getClientRects()].filter(box => box.width > 1);
            const first = boxes[0], last = boxes[boxes.length - 1];
            return [first.left + 1, first.top + first.height / 2, last.right - 1,
                last.top + last.height / 2];
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=5)
    page.mouse.up()
    expect(page.locator("#selected")).to_contain_text(words[:40])


def test_date_is_corrected_and_is_there_after_a_reload(
    review: Callable[..., Page], db: Path
) -> None:
    page = review()
    # The doubt is first in the queue, open at once, its evidence marked.
    expect(page.locator("#items button").first).to_have_attribute("aria-current", "true")
    expect(page.locator("#why")).to_contain_text("2018-09-25")
    expect(page.locator("#text mark").first).to_contain_text("Erdogan met Russian President")
    page.get_by_label("First day", exact=True).fill(DATE)
    expect(page.get_by_label("Last day", exact=True)).to_have_value(DATE)
    expect(page.locator("#correct")).to_contain_text("Save correction")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#live")).to_contain_text("Corrected")
    assert rows(db, "SELECT date_start::VARCHAR FROM summits") == ((DATE,),)
    only(page, "state", "decided")
    choose(page, "Erdo")
    page.reload()
    ready(page)
    expect(page.get_by_label("First day", exact=True)).to_have_value(DATE)
    expect(page.get_by_label("Decided before")).to_contain_text("corrected by ana")


def test_next_and_previous_and_keys_decide(review: Callable[..., Page], db: Path) -> None:
    page = review()
    page.keyboard.press("j")
    second = page.locator("#items li").nth(1).locator("button")
    expect(second).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(page.locator("#items button").first).to_have_attribute("aria-current", "true")
    page.keyboard.press("a")
    expect(page.locator("#progress-words")).to_contain_text("1 of")
    only(page, "kind", "statement")
    choose(page, "the talks very useful")
    page.keyboard.press("n")
    expect(page.locator("#progress-words")).to_contain_text("1 not sure")
    choose(page, "The two will meet")
    page.keyboard.press("r")
    expect(page.locator("#live")).to_contain_text("Rejected")
    assert rows(db, "SELECT kind FROM decisions ORDER BY decided_at") == (
        ("accept",),
        ("unsure",),
        ("reject",),
    )
    assert rows(db, "SELECT count(*) FROM statements") == ((1,),)
    page.keyboard.press("z")
    expect(page.locator("#live")).to_contain_text("Undone")
    expect(page.locator("#record-title")).to_have_text("Statement")
    assert rows(db, "SELECT count(*) FROM statements") == ((2,),)


def test_keys_type_in_fields_and_can_be_switched_off(review: Callable[..., Page], db: Path) -> None:
    page = review()
    field = page.get_by_label("Words for the place", exact=True)
    field.fill("")
    field.press_sequentially("rana")
    expect(field).to_have_value("rana")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_label("Single keys decide").uncheck()
    page.locator("#help [data-close]").click()
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert rows(db, "SELECT count(*) FROM decisions") == ((0,),)


def test_span_is_drawn_with_the_mouse(review: Callable[..., Page], db: Path) -> None:
    page = review()
    words = "Recep Tayyip Erdogan met Russian President Vladimir Putin in Sochi"
    select(page, words)
    page.get_by_role("button", name="Rest on this e").click()
    expect(page.locator("#text mark")).to_have_text(words)
    page.locator("#correct").click()
    expect(page.locator("#live")).to_contain_text("Corrected")
    found = rows(db, "SELECT char_start, text FROM evidence WHERE record_kind = 'summit'")
    assert found == ((TEXT.index(words), words),)


def test_span_is_drawn_with_the_keyboard_alone(review: Callable[..., Page], db: Path) -> None:
    page = review()
    page.keyboard.press("t")
    expect(page.locator("#text")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    drawn = page.locator("#selected").inner_text().strip("“”")
    assert len(drawn.split()) >= 3
    page.keyboard.press("e")
    expect(page.locator("#text mark")).to_have_text(drawn)
    page.keyboard.press("c")
    expect(page.locator("#live")).to_contain_text("Corrected")
    assert rows(db, "SELECT text FROM evidence WHERE record_kind = 'summit'") == ((drawn,),)


def test_missed_meeting_is_added_from_a_selection(review: Callable[..., Page], db: Path) -> None:
    page = review()
    select(page, "The two will meet again in Tehran on May 4")
    page.keyboard.press("m")
    expect(page.locator("#record-title")).to_have_text("New meeting")
    page.get_by_label("Status", exact=True).select_option("scheduled")
    page.get_by_label("Words for the place", exact=True).fill("Tehran")
    page.locator("#add-person").click()
    page.get_by_label("Person 1", exact=True).select_option(
        label="Vladimir Putin (Vladimir Putin, Russian President)"
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator("#live")).to_contain_text("Added")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "review-added.png")
    assert rows(
        db,
        "SELECT s.status, s.country_iso3, p.party_iso3 FROM summits AS s "
        "JOIN participations AS p ON p.summit_id = s.summit_id WHERE s.status = 'scheduled'",
    ) == (("scheduled", "IRN", "RUS"),)


def test_open_quotation_becomes_a_statement_or_no_speech(
    review: Callable[..., Page], db: Path
) -> None:
    page = review()
    only(page, "kind", "quotation")
    choose(page, "The war must end")
    page.keyboard.press("c")
    expect(page.locator("#record-title")).to_have_text("New statement")
    page.locator("#correct").click()
    expect(page.locator("#fault")).to_contain_text("a statement has a speaker")
    page.locator("#add-person").click()
    page.get_by_label("Person 1", exact=True).select_option(index=1)
    page.locator("#correct").click()
    expect(page.locator("#live")).to_contain_text("Added")
    choose(page, "We agreed")
    page.keyboard.press("r")
    expect(page.locator("#live")).to_contain_text("No speech")
    verdicts = rows(db, "SELECT text, verdict FROM quote_spans ORDER BY char_start")
    assert dict(verdicts)["“The war must end this year,”"] == "speech"
    assert dict(verdicts)["“We agreed on a demilitarised zone,”"] == "not_speech"


def test_fault_stands_at_its_field(review: Callable[..., Page], db: Path) -> None:
    page = review()
    place = page.get_by_label("Words for the place", exact=True)
    place.fill("Geneva")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#e-place_text")).to_contain_text("does not stand in the article")
    expect(place).to_have_attribute("aria-invalid", "true")
    expect(place).to_be_focused()
    assert rows(db, "SELECT count(*) FROM decisions") == ((0,),)


def test_two_windows_show_both_and_lose_nothing(review: Callable[..., Page], db: Path) -> None:
    """Two processes' worth: each window has a server of its own."""
    one, other = review("ana"), review("bo")
    for page, day in ((other, "2018-09-15"), (one, DATE)):
        page.get_by_label("First day", exact=True).fill(day)
    other.keyboard.press("Control+Enter")
    expect(other.locator("#live")).to_contain_text("Corrected")
    one.keyboard.press("Control+Enter")
    conflict = one.locator("#conflict")
    expect(conflict).to_be_visible()
    expect(conflict).to_contain_text("bo corrected it since you opened it")
    expect(conflict.locator("tbody tr").first).to_contain_text("2018-09-15")
    expect(conflict.locator("tbody tr").first).to_contain_text(DATE)
    one.screenshot(path=SCREENSHOTS / "review-conflict.png")
    assert rows(db, "SELECT date_start::VARCHAR FROM summits") == (("2018-09-15",),)
    one.locator("#use-mine").click()
    expect(one.locator("#live")).to_contain_text("Corrected")
    assert rows(db, "SELECT date_start::VARCHAR FROM summits") == ((DATE,),)
    assert rows(db, "SELECT count(*) FROM decisions WHERE undone_by IS NULL") == ((2,),)


def test_any_decision_is_undone_from_the_list(review: Callable[..., Page], db: Path) -> None:
    page = review()
    page.keyboard.press("a")
    expect(page.locator("#progress-words")).to_contain_text("1 of")
    page.keyboard.press("d")
    page.locator("#decisions button").first.click()
    expect(page.locator("#live")).to_contain_text("Undone")
    page.keyboard.press("d")
    expect(page.locator("#decisions")).to_contain_text("undone by ana")
    assert rows(db, "SELECT undone_by FROM decisions") == (("ana",),)


def test_page_waits_for_a_run_that_holds_the_file(review: Callable[..., Page], db: Path) -> None:
    page = review()
    from subprocess import PIPE, Popen
    from sys import executable

    code = (
        "import sys\nfrom pipeline.storing.database import Database\n"
        "db = Database.open(sys.argv[1], wait=5)\nprint('held', flush=True)\nsys.stdin.read()"
    )
    with Popen([executable, "-c", code, str(db)], stdin=PIPE, stdout=PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        page.keyboard.press("a")
        expect(page.locator("#banner")).to_contain_text("is locked by process", timeout=15_000)
        holder.communicate()
    expect(page.locator("#banner")).to_be_hidden(timeout=15_000)
    expect(page.locator("#progress-words")).to_contain_text("1 of", timeout=15_000)
    assert rows(db, "SELECT kind FROM decisions") == (("accept",),)


def test_mark_up_in_names_quotes_and_titles_is_shown_as_text(
    review: Callable[..., Page], tmp_path: Path
) -> None:
    from pipeline.storing.land import End, land
    from tests.test_land import records, started

    text = f"{TEXT}\n“{HOSTILE} we will all sing,” said Ann {HOSTILE} Boleyn 🕊 of the choir."
    hostile = article(text, "h.txt", title=f"Talks {HOSTILE}")
    wire = draft(
        [*ACTORS, actor("a4", f"Ann {HOSTILE} Boleyn")],
        [meeting(d="2018-09-25")],
        [*STATEMENTS, statement("a4", at=["6:“<img…sing,”"])],
    )
    path = tmp_path / "h.duckdb"
    with started(path) as db:
        found = records(wire, hostile)
        row = outcome(source="h.txt", article_id=hostile.article_id)
        land(db, [End(row, found.article, found)])
    page = review(path=path)
    choose(page, "we will all sing")
    expect(page.locator("#article-title")).to_have_text(f"Talks {HOSTILE}")
    expect(page.locator("#text mark")).to_contain_text(HOSTILE)
    expect(page.locator("main img")).to_have_count(0)
    assert page.title() == "Review – summitry"
    # Behind a character of two units the offsets still hold.
    select(page, "of the choir")
    page.keyboard.press("E")
    expect(page.locator("#text mark").last).to_have_text("of the choir")


def test_article_is_searched(review: Callable[..., Page], seeds_db: Path, tmp_path: Path) -> None:
    page = review(path=Path(shutil.copy(seeds_db, tmp_path / "seeds.duckdb")))
    page.keyboard.press("/")
    page.keyboard.type("Slutsky")
    found = page.locator("#found button")
    expect(found).to_have_count(1)
    title = found.inner_text()
    found.click()
    expect(page.locator("#article-title")).to_have_text(title)
    expect(page.locator("#within")).to_contain_text(title)
    page.screenshot(path=SCREENSHOTS / "review.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1500, 420])
def test_page_is_accessible(review: Callable[..., Page], scheme: str, width: int) -> None:
    page = review(color_scheme=scheme, width=width, bypass_csp=True)
    select(page, "The two will meet again")
    serious(page)
    page.screenshot(path=SCREENSHOTS / f"review-{scheme}-{width}.png")
    page.keyboard.press("m")
    page.locator("#correct").click()
    serious(page)
    page.keyboard.press("Escape")
    page.locator("#open-help").click()
    serious(page)


def serious(page: Page) -> None:
    found = [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in Axe().run(page).response["violations"]
        if one["impact"] in SERIOUS
    ]
    assert not found, found


def test_refused_record_is_set_aside(review: Callable[..., Page], tmp_path: Path) -> None:
    from pipeline.storing.land import End, land
    from tests.drafts import claim
    from tests.test_land import started

    path = tmp_path / "r.duckdb"
    with started(path) as db:
        found = with_rejects(draft(claims=[claim("Ninety ships sank.", ["3"])]))
        land(db, [End(outcome(), found.article, found)])
    page = review(path=path)
    only(page, "kind", "refused")
    choose(page, "claim")
    expect(page.locator("#body")).to_contain_text("Ninety ships sank.")
    page.keyboard.press("r")
    expect(page.locator("#live")).to_contain_text("Set aside")
    expect(page.locator("#items button")).to_have_count(0)
