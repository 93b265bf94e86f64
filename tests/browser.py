"""Chromium, as the tests and the screenshots use it: without a screen and without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
MISSING = "Chromium is not installed here: apt-get install chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium, until the end of a block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def shown(tab: Page, file: Path, scheme: str = "light", width: int = 1200) -> Iterator[Page]:
    """A file in a tab; after the block it must have said and asked for nothing.

    The tab is used again and again: a new one takes a second of processor time.
    """
    heard: list[str] = []
    listeners = {
        "console": lambda message: heard.append(message.text),
        "pageerror": lambda error: heard.append(str(error)),
        "dialog": lambda dialog: (heard.append(dialog.message), dialog.dismiss()),
        "request": lambda request: heard.append(request.url) if not request.url.startswith("file:") else None,
    }
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 900})
    for event, listener in listeners.items():
        tab.on(event, listener)
    try:
        tab.goto(file.as_uri())
        yield tab
        tab.goto("about:blank")
    finally:
        for event, listener in listeners.items():
            tab.remove_listener(event, listener)
    assert heard == []


def hard_to_read(page: Page) -> list[str]:
    """What axe-core finds serious on a page."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in ("serious", "critical")]
