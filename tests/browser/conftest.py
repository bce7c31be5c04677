"""Debian's own chromium, started so that it reaches for nothing; without it these tests are skipped.

The fixtures are our own: those of pytest-playwright come with a plugin that warns, and warnings are errors.
"""

import shutil
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=40_000)  # a machine that does much at once is slow, not wrong
CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


_running: list[Browser] = []


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    """One for a whole run, whichever folder's tests ask for it: playwright runs once in a process."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    if _running:
        yield _running[0]
        return
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _running.append(started)
        yield started
        _running.clear()
        started.close()


@pytest.fixture
def page(browser: Browser) -> Generator[Page]:
    context = browser.new_context(locale="da-DK", color_scheme="light")
    yield context.new_page()
    context.close()
