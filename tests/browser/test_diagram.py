"""The picture in a real browser, in a page under the strictest content policy."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route
from tests.core.governance.diagram.diagram_world import pictured, shipped

from samspil import library
from samspil.core.governance.diagram import describe, diagram

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
HOST = "http://picture.invalid"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
STYLE = """
body { margin: 1rem; font-family: sans-serif; }
figure { margin: 0; }
svg { max-width: 100%; height: auto; }
@page { size: A3 landscape; margin: 10mm; }
@media print { body { margin: 0; } h1 { display: none; } svg { width: 100%; max-height: 98vh; } }
"""
LANGUAGES = ("da", "en", "nb")
KEYS = ("pictured", *library.shipped_models())

# What the browser makes of each marked group: a text's corners that lie outside its shape.
STICKS_OUT = """
() => [...document.querySelectorAll('[data-step], [data-end], [data-label], [data-kinds]')].flatMap(group => {
  const shape = group.querySelector('rect, polygon');
  return [...group.querySelectorAll('text')].filter(text => {
    const box = text.getBBox();
    return [[box.x, box.y], [box.x + box.width, box.y], [box.x, box.y + box.height],
      [box.x + box.width, box.y + box.height]].some(([x, y]) => !shape.isPointInFill(new DOMPoint(x, y)));
  }).map(text => JSON.stringify(group.dataset) + ' ' + text.textContent);
})
"""
OFF_THE_SHEET = """
() => {
  const sheet = document.querySelector('svg').getBoundingClientRect();
  return [...document.querySelectorAll('svg text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < sheet.left || box.right > sheet.right
      || box.top < sheet.top || box.bottom > sheet.bottom;
  }).map(text => text.textContent);
}
"""


@cache
def svg_of(key: str, language: str) -> str:
    return diagram(pictured() if key == "pictured" else shipped(key), language)


def page_of(key: str, language: str) -> str:
    return f"""<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{key}</title>
        <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"></head>
        <body><main><h1>Model</h1><figure>{svg_of(key, language)}</figure></main></body></html>"""


@pytest.fixture
def show(page: Page) -> Callable[[str, str], Page]:
    """Open a picture in its page. Whatever the browser complains of, or asks for besides, fails the test."""
    complaints: list[str] = []
    bodies: dict[str, str] = {f"{HOST}/page.css": STYLE, f"{HOST}/favicon.ico": ""}

    def answer(route: Route) -> None:
        url = route.request.url
        if url not in bodies:
            complaints.append(url)
        kind = "text/css" if url.endswith(".css") else "text/html"
        headers = {"content-security-policy": POLICY, "content-type": f"{kind}; charset=utf-8"}
        route.fulfill(body=bodies.get(url, ""), headers=headers)

    def hear(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def opened(key: str, language: str) -> Page:
        bodies[f"{HOST}/"] = page_of(key, language)
        page.goto(f"{HOST}/")
        assert complaints == []
        return page

    page.route("**/*", answer)
    page.on("console", hear)
    return opened


Show = Callable[[str, str], Page]


@pytest.mark.parametrize("key", KEYS)
def test_no_letter_sticks_out_of_its_box(show: Show, key: str) -> None:
    for language in LANGUAGES:
        page = show(key, language)
        assert page.evaluate(STICKS_OUT) == []
        assert page.evaluate(OFF_THE_SHEET) == []


def test_the_measurement_sees_a_text_that_sticks_out(show: Show) -> None:
    page = show("pictured", "en")
    page.evaluate("document.querySelector('[data-step] text').setAttribute('font-size', '60')")
    assert len(page.evaluate(STICKS_OUT)) == 1


@pytest.mark.parametrize("width", [360, 1280, 1920])
@pytest.mark.parametrize("key", ["pictured", "jammerbugt_purchase_screening"])
def test_it_is_accessible_and_never_wider_than_the_window(show: Show, key: str, width: int) -> None:
    page = show(key, "da")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def violations(page: Page) -> list[str]:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make node_modules/.stamp")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [json.dumps([one["id"], one["help"], one["nodes"]]) for one in found["violations"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_hears_one_image_with_its_name_and_the_whole_text(show: Show, language: str) -> None:
    page = show("pictured", language)
    image = page.get_by_role("img", name=pictured().spec.name.in_language(language))
    assert image.count() == 1
    told = image.evaluate("one => document.getElementById(one.getAttribute('aria-describedby')).textContent")
    assert told == describe(pictured(), language)
    assert image.get_attribute("lang") == language


@pytest.mark.parametrize("key", ["pictured", "jammerbugt_purchase_screening"])
def test_it_prints_on_one_sheet_of_a3_with_every_text_in_its_box(show: Show, key: str) -> None:
    page = show(key, "da")
    page.emulate_media(media="print")
    assert page.evaluate(STICKS_OUT) == []
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    width, height = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)[0]
    assert (round(float(width)), round(float(height))) == (1191, 842)


def test_it_stands_by_itself_as_an_image(page: Page) -> None:
    """An image may load nothing and run nothing; it comes out in its own size all the same."""
    body = '<!doctype html><title>x</title><img src="/model.svg" alt="x">'

    def answer(route: Route) -> None:
        if route.request.url.endswith(".svg"):
            route.fulfill(body=svg_of("pictured", "da"), content_type="image/svg+xml; charset=utf-8")
        else:
            route.fulfill(body=body, content_type="text/html")

    page.route("**/*", answer)
    page.goto(f"{HOST}/")
    size = page.evaluate(
        "(() => { const i = document.images[0]; return [i.naturalWidth, i.naturalHeight]; })()"
    )
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg_of("pictured", "da"))
    assert found is not None
    assert size == [int(found[1]), int(found[2])]
