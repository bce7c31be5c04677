"""Every component in a real browser, under the policy of the application, in both colours and four widths."""

import json
import mimetypes
from collections.abc import Callable
from gzip import compress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.kit.web.web_urls")]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
HOST = "https://style.invalid"
BUDGET = 150 * 1024

Open = Callable[..., Page]


class Served:
    """Answers the browser from Django and the static files; counts what was asked for."""

    def __init__(self, scheme: str, answers: dict[str, str]) -> None:
        self.client = Client()
        self.client.cookies["samspil_colours"] = scheme
        self.answers = answers
        self.sizes: dict[str, int] = {}
        self.elsewhere: list[str] = []

    def __call__(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != HOST:
            self.elsewhere.append(route.request.url)
            route.abort()
        elif url.path in self.answers:
            route.fulfill(body=self.answers[url.path], content_type="text/html")
        elif url.path.startswith("/static/"):
            self.static(route, url.path.removeprefix("/static/"))
        else:
            response = self.client.get(url.path, headers={"accept-language": "da"})
            self.sizes[url.path] = len(compress(response.content))
            route.fulfill(status=response.status_code, body=response.content, headers=dict(response.items()))

    def static(self, route: Route, name: str) -> None:
        found = finders.find(name)
        assert found, f"{name} is not built: run make src/samspil/kit/web/static/.stamp"
        body = Path(found).read_bytes()
        self.sizes[name] = len(body) if name.endswith("woff2") else len(compress(body))
        route.fulfill(body=body, content_type=mimetypes.guess_type(name)[0] or "font/woff2")


# The error summary took the focus before Chromium looked at the button of a closed dialog: as it should.
UNASKED = "Autofocus processing was blocked"


@pytest.fixture
def open_page(browser: Browser, settings: Any) -> Any:
    settings.WHITENOISE_AUTOREFRESH = True  # nothing is collected for a test
    settings.SAMSPIL_NAVIGATION = [("matters", "Sager", "matters"), ("forums", "Fora", "forums")]
    contexts = []

    def opened(
        width: int = 1280,
        scheme: str = "light",
        *,
        scripts: bool = True,
        answers: dict[str, str] | None = None,
    ) -> tuple[Page, Served, list[str]]:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, reduced_motion="reduce"
        )
        contexts.append(context)
        served, said = Served(scheme, answers or {}), list[str]()
        context.route("**/*", served)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda told: None if UNASKED in told.text else said.append(told.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{HOST}/style/", wait_until="load")
        return page, served, said

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 640, 1280, 1920])
def test_no_component_has_a_finding_and_none_needs_scrolling_sideways(
    open_page: Any, width: int, scheme: str
) -> None:
    page, _, said = open_page(width, scheme)
    found = page.evaluate(AXE.read_text(encoding="utf-8") + ";axe.run()")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []


def test_the_first_page_is_light_and_fetches_nothing_from_elsewhere(open_page: Any) -> None:
    _, served, _ = open_page()
    assert sum(served.sizes.values()) <= BUDGET, json.dumps(served.sizes, indent=1)
    assert served.elsewhere == []


def test_without_javascript_the_menus_open_and_no_button_is_dead(open_page: Any) -> None:
    page, _, _ = open_page(360, scripts=False)
    page.get_by_role("button", name="Menu").click()
    panel = page.locator("details.s-menu .s-menu__panel").first
    assert not panel.is_visible()
    page.keyboard.press("Escape")
    page.locator("details.s-menu > summary").first.click()
    assert panel.is_visible()
    assert not page.get_by_role("button", name="Åbn dialog").is_visible()


def test_escape_closes_a_menu_and_gives_the_focus_back(open_page: Any) -> None:
    page, _, _ = open_page()
    summary = page.locator("details.s-menu > summary").first
    summary.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.locator("details.s-menu[open]").count() == 0


def test_the_first_tab_leads_past_the_header(open_page: Any) -> None:
    page, _, _ = open_page()
    page.evaluate("document.activeElement.blur(); document.body.focus()")
    page.locator(".s-skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_page_with_errors_begins_at_their_summary(open_page: Any) -> None:
    page, _, _ = open_page()
    assert page.evaluate("document.activeElement.className").startswith("ds-error-summary")


def test_a_dialog_opens_on_the_harmless_button_and_escape_closes_it(open_page: Any) -> None:
    page, _, _ = open_page()
    page.locator("[commandfor=withdraw][command=show-modal]").click()
    assert page.evaluate("document.activeElement.getAttribute('command')") == "close"
    page.keyboard.press("Escape")
    assert not page.locator("#withdraw").is_visible()


def swap(page: Page, answer: str) -> None:
    page.evaluate(
        """() => { const part = document.querySelector(".s-agenda");
        const form = '<form id="asked" hx-get="/answer/"><button id="ask">Ask</button></form>';
        part.insertAdjacentHTML("afterend", form);
        htmx.process(document.getElementById("asked")); }"""
    )
    page.locator("#ask").click()
    page.locator(answer).wait_for()


def test_after_a_swap_the_focus_goes_to_the_field_in_error(open_page: Any) -> None:
    answer = '<form id="asked"><input id="well"><input id="wrong" aria-invalid="true"></form>'
    page, _, said = open_page(answers={"/answer/": answer})
    swap(page, "#wrong")
    expect(page.locator("#wrong")).to_be_focused()
    assert said == []


def test_after_a_swap_that_took_the_button_away_the_focus_is_not_lost(open_page: Any) -> None:
    page, _, _ = open_page(answers={"/answer/": '<p id="asked">12 matters</p>'})
    swap(page, "p#asked")
    expect(page.locator("#asked")).to_be_focused()


def test_what_a_swap_announces_is_read_aloud(open_page: Any) -> None:
    page, _, _ = open_page(answers={"/answer/": '<p id="asked" data-announce="12 found">12</p>'})
    swap(page, "p#asked")
    expect(page.locator("#s-status")).to_have_text("12 found")


def test_on_paper_the_page_is_white_whatever_the_screen_shows(open_page: Any) -> None:
    page, _, _ = open_page(1280, "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".s-nav").is_visible()
