"""Make the README's pictures: the report on the seeds, with recorded answers.

`python -m tools.screenshots` writes docs/images/report-search.png and report-article.png.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.chromium import chromium

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"


def search(page: Page) -> None:
    """Who said what about Idlib in 2018."""
    page.get_by_role("searchbox").fill("Idlib")
    page.get_by_role("button", name="2018").click()
    page.locator("h1").last.focus()


def article(page: Page) -> None:
    """A quotation marked in its article, its record beside it."""
    search(page)
    page.locator(".results > li").first.get_by_role("link", name="in Russia").click()
    page.mouse.move(0, 0)


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        db, report = Path(folder, "demo.duckdb"), Path(folder, "report.html")
        summitry = (sys.executable, "-c", "from pipeline.cli import main; main()")
        for words in (("demo", "--db", db), ("report", "--db", db, "-o", report)):
            subprocess.run([*summitry, *map(str, words)], check=True, stdout=subprocess.DEVNULL)
        browser = chromium(playwright)
        for steps, scheme in ((search, "light"), (article, "dark")):
            page = browser.new_page(
                viewport={"width": 1200, "height": 760},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto(report.as_uri())
            steps(page)
            path = IMAGES / f"report-{steps.__name__}.png"
            page.screenshot(path=path)
            print(f"{path.relative_to(IMAGES.parent.parent)}: {path.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
