"""Pages in Debian's Chromium: opened as a person would, watched for errors and requests.

Run by `make test-browser`; `make test` leaves this folder out (`norecursedirs`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT
from tools.chromium import chromium

SCREENSHOTS = ROOT / "build" / "screenshots"
SERIOUS = {"serious", "critical"}


@dataclass
class Watched:
    """What a page did besides showing itself."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser(seeds_db: Path) -> Iterator[Browser]:
    """Chromium. The database first: asyncio.run refuses to run beside Playwright's loop."""
    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`open_page(url, allowed="http://127.0.0.1:8000/", width=360, color_scheme="dark")`.

    When the test ends, no page may have told an error or asked for an address that does
    not begin with `allowed` (by default: its own file).
    """
    contexts: list[Any] = []
    watched: list[tuple[Watched, str]] = []

    def opened(
        url: str,
        *,
        allowed: str | None = None,
        width: int = 1280,
        height: int = 900,
        **options: Any,
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        seen = Watched()
        watched.append((seen, allowed or url.partition("#")[0]))
        page.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("request", lambda request: seen.requests.append(request.url))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    for seen, allowed in watched:
        assert seen.errors == []
        assert [url for url in seen.requests if not url.startswith(allowed)] == []


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Callable[..., Path]:
    """`keep(page, "dark")` -> build/screenshots/<test>-dark.png, for a person to look at."""

    def kept(page: Page, name: str = "") -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        test = re.sub(r"\W+", "-", request.node.name.removeprefix("test_")).strip("-")
        path = SCREENSHOTS / f"{test}{'-' if name else ''}{name}.png"
        page.screenshot(path=path)
        return path

    return kept


def serious_findings(page: Page) -> list[str]:
    """What axe finds serious or critical, one line an element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]
