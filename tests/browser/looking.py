"""Looking at a page as somebody in a browser: logged in, in both colour schemes, and on a phone."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from tests.apps.world import World

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = os.environ.get("SAMSPIL_SHOTS")
WIDTHS = (360, 1280, 1920)

# Playwright's loop runs in the thread of the tests, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def logged_in(context: BrowserContext, server: LiveServer, world: World, code: str, role: str) -> Page:
    client = world.log_in(Client(), code, role)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])
    return context.new_page()


def shot(page: Page, name: str) -> None:
    """Pictures for whoever wants to look: SAMSPIL_SHOTS=folder."""
    if SHOTS is None:
        return
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})


def bars_nobody(page: Page) -> None:
    """axe finds nothing in either colour scheme, and the page does not scroll sideways on a phone."""
    page.evaluate(AXE.read_text())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run().then(found => found.violations)")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})


def has_scripts(page: Page) -> bool:
    try:
        return bool(page.evaluate("document.documentElement.dataset.ready === ''"))
    except Exception:  # a page without scripts answers nothing
        return False
