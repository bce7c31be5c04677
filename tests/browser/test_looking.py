"""That the looks taken at every page would see what they look for."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.on_paper import lost_on_paper
from tests.browser.steady import NOTE_WHAT_JUMPS, jumped

pytestmark = pytest.mark.browser
FOLDED = "<details><summary>Mere</summary><p>ord</details>"
PAGE = "<!doctype html><style>{style}</style><h1>Sager</h1>{body}"


@pytest.fixture
def page(browser: Browser) -> Generator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(NOTE_WHAT_JUMPS)
    yield context.new_page()
    context.close()


def show(page: Page, body: str, style: str = "") -> None:
    address = "https://look.invalid/"
    page.route(
        address, lambda one: one.fulfill(body=PAGE.format(body=body, style=style), content_type="text/html")
    )
    page.goto(address)


def test_what_comes_late_and_pushes_the_rest_is_seen(page: Page) -> None:
    show(page, f"<p>{'Tekst. ' * 400}</p>")
    assert jumped(page) == []
    page.evaluate("document.querySelector('h1').style.marginTop = '500px'")
    page.wait_for_function("window.jumped.length > 0")
    (told,) = jumped(page)
    assert "jumps by 0." in told


@pytest.mark.parametrize(
    ("body", "style", "told"),
    [
        ("<table><tr><td style='white-space:nowrap'>" + "ord " * 300 + "</table>", "", "TABLE. is cut"),
        (
            "<div class='s-table' style='overflow:auto'><p style='width:900px'>x</div>",
            "",
            "DIV.s-table is cut",
        ),
        (FOLDED, "", "Mere is folded on paper"),
        ("<nav><a href='/'>Forrige</a></nav>", "", "NAV. cannot be clicked"),
        ("<button>Gem</button>", "", "BUTTON. cannot be clicked"),
        ("", "[data-color-scheme=dark] h1 { color: #eee }", "not dark on paper"),
    ],
)
def test_what_paper_would_lose_is_seen(page: Page, body: str, style: str, told: str) -> None:
    show(page, body, style)
    assert any(told in one for one in lost_on_paper(page)), lost_on_paper(page)


def test_a_page_that_paper_holds_has_nothing_to_tell(page: Page) -> None:
    hidden = (
        "@media print { details::details-content { content-visibility: visible } "
        "nav, button { display: none } "
        "[data-color-scheme=dark] h1 { color: #000 } }"
    )
    buttons = "<nav><a href='/'>Forrige</a></nav><button>Gem</button>"
    show(page, f"{buttons}<table><tr><td>ord</table>{FOLDED}", hidden)
    assert lost_on_paper(page) == []
