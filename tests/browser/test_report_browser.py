"""The report, opened from disk and used as a person would use it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pipeline.report.page import render
from pipeline.storing.database import Database
from tests.browser.conftest import serious_findings
from tests.test_report import HOSTILE, hostile_rows, made
from tools.make_large import make_large

PAGES = (
    "#/",
    "#/search?q=Idlib&year=2018",
    "#/timeline",
    "#/claims",
    "#/claims?view=links",
    "#/actors",
    "#/articles",
    "#/charts",
    "#/review",
)


def written(db: Path, path: Path) -> str:
    with Database.open(db, read_only=True) as opened:
        path.write_text(render(opened)[0], encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def seeds_report(seeds_db: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(seeds_db, tmp_path_factory.mktemp("report") / "seeds report.html")


@pytest.fixture(scope="session")
def large_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("large")
    make_large(folder / "large.duckdb", articles=150)
    return written(folder / "large.duckdb", folder / "large.html")


@pytest.fixture(scope="session")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("hostile")
    return written(made(folder / "h.duckdb", hostile_rows()), folder / "h.html")


def held(page: Page) -> dict[str, Any]:
    return dict(json.loads(page.locator("#records").inner_text()))


def ids(page: Page, table: str) -> list[str]:
    key = {"events": "event_id", "articles": "article_id", "actors": "actor_id"}
    column = held(page)[table]["columns"][key.get(table, "record_id")]
    return list(column)


def of_page(page: Page, hash_: str) -> None:
    """Go where a link in a mail would lead."""
    page.evaluate("hash => { location.hash = hash }", hash_)


def letters(text: str) -> list[str]:
    return sorted("".join(text.split()))


Opened = Callable[..., Page]


def test_stranger_finds_who_said_what_about_idlib_in_2018(
    open_page: Opened, seeds_report: str, keep: Callable[..., Path]
) -> None:
    page = open_page(seeds_report)
    box = page.get_by_role("searchbox")
    expect(box).to_be_in_viewport()
    box.click()
    page.keyboard.type("Idlib")
    page.get_by_role("button", name="2018").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("“Idlib” in 2018")
    first = page.locator(".results > li").first
    expect(first.locator(".who a")).to_have_text("Vladimir Putin")
    expect(first.locator(".date")).to_have_text("7 Sep 2018")
    expect(first.locator("blockquote mark").first).to_have_text("Idlib")
    expect(first.get_by_role("link", name="in Russia, Turkey, Iran discussed")).to_be_visible()
    shown = page.locator(".results > li .date").all_inner_texts()
    assert not [date for date in shown if "20" in date and "2018" not in date]
    keep(page)


def test_year_among_the_words_is_the_date(open_page: Opened, seeds_report: str) -> None:
    page = open_page(seeds_report)
    page.keyboard.press("/")
    page.keyboard.type("idlib rouhani 2018")
    first = page.locator(".results > li").first
    expect(first.locator(".who")).to_contain_text("Hassan Rouhani")
    expect(first.locator(".date")).to_have_text("7 Sep 2018")


def test_case_and_accents_do_not_matter(open_page: Opened, seeds_report: str) -> None:
    page = open_page(f"{seeds_report}#/search?q=ERDO%C4%9EAN&type=statement")
    expect(page.locator(".results > li").first).to_be_visible()
    with_accent = page.locator("#view h1").inner_text().split(" ")[0]
    of_page(page, "#/search?q=erdogan&type=statement")
    expect(page.locator("#view h1")).to_contain_text("erdogan")
    assert page.locator("#view h1").inner_text().split(" ")[0] == with_accent != "0"


def test_address_holds_the_whole_search(open_page: Opened, seeds_report: str) -> None:
    page = open_page(seeds_report)
    page.get_by_role("searchbox").fill("Syria")
    page.get_by_role("button", name="Quotations").click()
    page.get_by_role("button", name="2017").click()
    page.get_by_label("Actor").fill("Vladimir Putin")
    page.get_by_label("Actor").press("Enter")
    page.get_by_label("Quoted").select_option("direct")
    title = page.locator("#view h1").inner_text()
    results = page.locator(".results").inner_text()
    again = open_page(page.url)
    assert again.locator("#view h1").inner_text() == title
    assert again.locator(".results").inner_text() == results
    assert "quotation" in title
    page.go_back()
    expect(page.locator("#view h1")).not_to_have_text(title)


def test_each_filter_narrows_to_what_it_names(open_page: Opened, seeds_report: str) -> None:
    page = open_page(f"{seeds_report}#/search?place=Tehran&type=statement")
    expect(page.locator(".results > li").first).to_contain_text("Tehran")
    of_page(page, "#/search?quote=direct")
    pills = page.locator(".results .pill")
    assert set(pills.all_inner_texts()) == {"verbatim"}
    of_page(page, "#/search?from=2020-03-01&to=2020-12-31")
    dates = page.locator(".results .who .date").all_inner_texts()
    assert not [date for date in dates if "2018" in date or "2017" in date]
    of_page(page, "#/search?status=proposed")
    assert set(page.locator(".results .pill").all_inner_texts()) == {"proposed"}
    of_page(page, "#/search?q=xyzzy")
    expect(page.locator(".note")).to_contain_text("Nothing fits")


def test_record_leads_to_its_words_and_back(
    open_page: Opened, seeds_report: str, keep: Callable[..., Path]
) -> None:
    page = open_page(f"{seeds_report}#/search?q=phased%20stabilisation&type=statement")
    page.locator(".results > li").first.get_by_role("link", name="in Russia").click()
    marked = page.locator(".fulltext .seg.on")
    expect(marked.first).to_be_in_viewport()
    words = "".join(marked.all_inner_texts())
    card = page.locator(".note-card.on")
    expect(card).to_have_count(1)
    expect(card).to_be_in_viewport()
    assert words == card.locator(".words").inner_text()
    expect(marked.first).to_be_focused()
    keep(page)
    marked.first.press("Enter")
    expect(page.locator(".note-card.on").first).to_be_focused()
    assert page.locator(".note-card.on").count() >= 2  # the statement and its claims
    page.go_back()
    expect(page.locator(".note-card.on")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("phased stabilisation")


def test_overlapping_evidence_is_marked_for_each_record(
    open_page: Opened, seeds_report: str
) -> None:
    page = open_page(seeds_report)
    for article in ids(page, "articles"):
        of_page(page, f"#/article/{article}?show=statement,claim,meeting,mention")
        expect(page.locator(".fulltext .seg").first).to_be_visible()
        cards = page.locator(".note-card")
        links = cards.get_by_role("link", name="show in text").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        )
        for href in links[:: max(1, len(links) // 6)]:
            of_page(page, href)
            kind = page.locator(".note-card.on").get_attribute("class") or ""
            words = page.locator(".fulltext .seg.on").all_inner_texts()
            told = page.locator(".note-card.on .words").inner_text()
            if "kind-claim" not in kind:
                # Spans may be told in another order than they have in the text.
                assert letters("".join(words)) == letters(told.replace("[…]", ""))
            else:
                assert words


def test_marked_kinds_stay_as_chosen(open_page: Opened, seeds_report: str) -> None:
    page = open_page(f"{seeds_report}#/articles")
    page.locator("#view tbody a").first.click()
    page.get_by_role("button", name="Actors").click()
    page.get_by_role("button", name="Claims").click()
    kinds = page.locator(".chip[aria-pressed=true]")
    expect(kinds).to_have_count(3)
    page.locator(".seg.in-mention").first.click()
    expect(page.locator(".note-card.on.kind-mention")).to_have_count(1)
    expect(kinds).to_have_count(3)
    page.locator(".note-card.kind-statement").get_by_role("link", name="show in").first.click()
    expect(page.locator(".note-card.on.kind-statement")).to_have_count(1)
    expect(kinds).to_have_count(3)


def test_record_of_a_kind_not_marked_is_marked_all_the_same(
    open_page: Opened, seeds_report: str
) -> None:
    page = open_page(seeds_report)
    tables = held(page)
    for table in ("statements", "mentions", "claims"):
        record = ids(page, table)[0]
        article = ids(page, "articles")[tables[table]["columns"]["article"][0]]
        of_page(page, f"#/article/{article}?r={record}")
        expect(page.locator(".note-card.on")).to_have_attribute("id", f"note-{record}")
        expect(page.locator(".seg.on").first).to_be_in_viewport()


def test_event_tells_who_when_where_and_why(
    open_page: Opened, seeds_report: str, keep: Callable[..., Path]
) -> None:
    page = open_page(f"{seeds_report}#/timeline?year=2017")
    page.get_by_role("link", name="Summit: ").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("22 Nov 2017")
    expect(main).to_contain_text("Sochi")
    expect(main.get_by_role("heading", name="Told 2 times")).to_be_visible()
    expect(main).to_contain_text("one candidate A vaguer date")
    differing = page.get_by_role("table", name="Differing details by telling")
    expect(differing).to_contain_text("in November")
    expect(page.get_by_text("near misses: meetings that stay apart")).to_be_visible()
    keep(page)


def test_actor_met_and_said_by_year(open_page: Opened, seeds_report: str) -> None:
    page = open_page(f"{seeds_report}#/actors")
    page.get_by_role("link", name="Hassan Rouhani", exact=True).click()
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="Met")).to_be_visible()
    expect(main).to_contain_text("Hassan Rohani")  # as another article writes it
    said = main.get_by_role("heading", name="2020 (")
    expect(said).to_be_visible()


def test_every_id_has_a_page(open_page: Opened, large_report: str) -> None:
    page = open_page(large_report)
    tables = {
        "events": "event",
        "articles": "article",
        "actors": "actor",
        "statements": "record",
        "claims": "record",
        "meetings": "record",
        "mentions": "record",
    }
    for table, route in tables.items():
        every = ids(page, table)
        for one in every[:: max(1, len(every) // 15)]:
            of_page(page, f"#/{route}/{one}")
            assert "Not found" not in page.locator("#view header").inner_text()
    of_page(page, "#/event/nosuch")
    expect(page.locator("#view")).to_contain_text("Nothing here has the id nosuch")


def test_long_lists_come_in_pieces(open_page: Opened, large_report: str) -> None:
    page = open_page(f"{large_report}#/search?type=claim")
    expect(page.locator(".results > li").first).to_be_visible()
    assert page.locator(".results > li").count() == 30
    page.get_by_role("button", name="Show more").scroll_into_view_if_needed()
    expect(page.locator(".results > li").nth(45)).to_be_attached()
    of_page(page, "#/claims")
    expect(page.locator("#view table").first).to_be_visible()


def test_keyboard_alone_suffices(open_page: Opened, seeds_report: str) -> None:
    page = open_page(seeds_report)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("Idlib")
    expect(page.get_by_role("status")).to_contain_text("for “Idlib”")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused = page.locator(".results > li:nth-child(2) a:focus")
    expect(focused).to_have_count(1)
    assert focused.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_chip_keeps_focus_when_the_page_is_drawn_anew(open_page: Opened, seeds_report: str) -> None:
    page = open_page(f"{seeds_report}#/timeline")
    page.get_by_role("button", name="proposed").focus()
    page.keyboard.press("Enter")
    chip = page.get_by_role("button", name="proposed")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    assert page.url.endswith("#/timeline?status=proposed")


def test_copied_link_leads_to_the_record(open_page: Opened, seeds_report: str) -> None:
    page = open_page(seeds_report, permissions=["clipboard-read", "clipboard-write"])
    claim = ids(page, "claims")[3]
    of_page(page, f"#/record/{claim}")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"#/record/{claim}")
    assert (
        open_page(copied).locator("#view h1").inner_text() == page.locator("#view h1").inner_text()
    )


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_is_accessible_and_fits(
    open_page: Opened, seeds_report: str, keep: Callable[..., Path], scheme: str, width: int
) -> None:
    page = open_page(seeds_report, width=width, color_scheme=scheme, bypass_csp=True)
    two = held(page)["events"]["columns"]["n_articles"].index(2)
    further = (
        f"#/event/{ids(page, 'events')[two]}",
        f"#/article/{ids(page, 'articles')[2]}?show=statement,claim,meeting,mention",
        f"#/actor/{ids(page, 'actors')[-1]}",
        f"#/record/{ids(page, 'statements')[0]}",
        f"#/record/{ids(page, 'claims')[0]}",
    )
    for at, hash_ in enumerate((*PAGES, *further)):
        of_page(page, hash_)
        page.wait_for_timeout(50)
        assert serious_findings(page) == []
        spare = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert spare <= 0, f"{hash_} is {spare} px wider than the window"
        keep(page, f"{at:02}-{hash_.strip('#/').split('/')[0].split('?')[0] or 'overview'}")


def test_theme_button_outweighs_the_system(open_page: Opened, seeds_report: str) -> None:
    page = open_page(seeds_report, color_scheme="light")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("button", name="Theme: light").click()
    expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()
    assert page.evaluate(paper) != light


def test_print_shows_the_article_with_notes_of_its_evidence(
    open_page: Opened, seeds_report: str, keep: Callable[..., Path]
) -> None:
    page = open_page(seeds_report, color_scheme="dark")
    of_page(page, f"#/article/{ids(page, 'articles')[2]}")
    expect(page.locator(".fulltext")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.locator("sup.print").first).to_be_visible()
    notes = page.locator(".note-card")
    numbers = {n for text in page.locator("sup.print").all_inner_texts() for n in text.split(",")}
    assert numbers == {str(n) for n in range(1, notes.count() + 1)}
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    keep(page)
    assert page.pdf()[:5] == b"%PDF-"


def test_hostile_words_are_shown_as_words(
    open_page: Opened, hostile_report: str, keep: Callable[..., Path]
) -> None:
    page = open_page(hostile_report)
    routes = [
        *PAGES,
        *(f"#/event/{one}" for one in ids(page, "events")),
        *(f"#/actor/{one}" for one in ids(page, "actors")),
        *(f"#/article/{one}" for one in ids(page, "articles")),
        *(f"#/record/{one}" for one in ids(page, "statements") + ids(page, "claims")),
        "#/search?q=%3Cscript%3E",
        "#/search?q=window.pwned&year=%3Cb%3E&actor=%3Cb%3E&place=%3Cb%3E",
        "#/<b onload=window.pwned=1>/%E0%A4%A",
    ]
    for route in routes:
        of_page(page, route)
        page.wait_for_timeout(20)
        assert page.evaluate("window.pwned") is None
        assert page.locator("main b, main script").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    of_page(page, f"#/article/{ids(page, 'articles')[0]}")
    assert page.locator("#view h1").evaluate("one => one.textContent") == HOSTILE
    assert "javascript:window.pwned=1" in page.locator("#view .facts").inner_text()
    of_page(page, f"#/actor/{ids(page, 'actors')[0]}")
    assert page.locator("#view h1").get_attribute("dir") == "auto"
    keep(page)


def test_record_tells_who_read_it_and_its_neighbours(open_page: Opened, seeds_report: str) -> None:
    page = open_page(f"{seeds_report}#/claims?view=links&relation=tension")
    page.locator(".pairs .side a").first.click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Read by openai/fresh-reader with extract/v2")
    expect(main.get_by_role("heading", name="Beside other claims")).to_be_visible()
    expect(main).to_contain_text("stands in tension with")
    expect(main.locator(".context mark")).to_be_visible()


def test_empty_database_has_every_page(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(written(made(tmp_path / "e.duckdb", []), tmp_path / "e.html"))
    expect(page.locator("#overview h1")).to_have_text("This database is empty")
    for hash_ in PAGES[1:]:
        of_page(page, hash_)
        page.wait_for_timeout(20)
        assert "Not found" not in page.get_by_role("main").inner_text()


def test_without_script_overview_and_charts_are_there(open_page: Opened, seeds_report: str) -> None:
    page = open_page(seeds_report, java_script_enabled=False)
    expect(page.get_by_text("5 articles tell of 22 meetings")).to_be_visible()
    expect(page.locator("#charts svg")).to_have_count(3)
    expect(page.locator("#charts svg").first).to_be_visible()


def test_back_returns_to_the_place_that_was_left(open_page: Opened, seeds_report: str) -> None:
    page = open_page(f"{seeds_report}#/timeline")
    far = page.locator(".timeline > li").nth(12).locator(".who a")
    far.scroll_into_view_if_needed()
    left = page.evaluate("scrollY")
    far.click()
    expect(page.locator("#view h1")).to_be_focused()
    assert page.evaluate("scrollY") == 0 != left
    page.go_back()
    expect(page.locator("#view h1")).to_have_text("22 events")
    assert page.evaluate("scrollY") == left


def test_words_before_an_emoji_are_cut_where_the_record_says(
    open_page: Opened, hostile_report: str
) -> None:
    page = open_page(hostile_report)
    of_page(page, f"#/article/{ids(page, 'articles')[0]}?r=c2")
    words = "".join(page.locator(".seg.on").all_inner_texts())
    assert words == "About 2,000 people had fled, the agency said. 🕊"
