"""Debian's Chromium for tests and screenshots, started so that it calls nobody."""

import os

from playwright.sync_api import Browser, Playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# --no-sandbox: root, as in CI, has none. The others keep it from calling its maker's hosts.
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def chromium(playwright: Playwright) -> Browser:
    """A started browser; `CHROMIUM` in the environment names another one."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
