"""What would be lost, or stand there for nothing, when a page is printed on A4."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

# 210 mm less two margins of 14 mm, at 96 points to the inch; matrices and the pictures of models go on A3.
A4: Final = 688
A3: Final = 1512
_LOOK: Final = """width => {
  const shown = element => element.checkVisibility();
  const dark = colour => { const [r, g, b] = colour.match(/[0-9.]+/g).map(Number); return r + g + b < 240; };
  const name = element => `${element.nodeName}.${element.className?.baseVal ?? element.className}`;
  const cut = [...document.querySelectorAll("table, .s-table, .s-picture")].filter(element => shown(element)
    && (element.getBoundingClientRect().right > width + 1 || element.scrollWidth > element.clientWidth + 1
        && getComputedStyle(element).overflowX !== "visible"));
  const leads = element => element.nodeName !== "NAV" || element.querySelector("a")?.checkVisibility();
  const clicked = [...document.querySelectorAll("nav, button, a.ds-button")].filter(element =>
    shown(element) && element.textContent.trim() && leads(element));
  const hides = part => !["SUMMARY", "FORM"].includes(part.nodeName) && !shown(part);
  const folded = [...document.querySelectorAll("details:not([open], .s-menu)")].filter(element =>
    shown(element) && [...element.children].some(hides));
  const heading = document.querySelector("h1"), reaches = document.documentElement.scrollWidth;
  return [
    ...(reaches > width ? [`${reaches} wide on paper`] : []),
    ...cut.map(element => `${name(element)} is cut on paper`),
    ...clicked.map(element => `${name(element)} cannot be clicked on paper: ${element.textContent.trim()}`),
    ...folded.map(element => `${element.firstElementChild.textContent.trim()} is folded on paper`),
    ...(heading && !dark(getComputedStyle(heading).color) ? ["the heading is not dark on paper"] : []),
  ];
}"""


def lost_on_paper(page: Page) -> list[str]:
    """What is cut, what can only be clicked, and what is not dark on white though the screen is dark."""
    is_wide = bool(page.evaluate("document.querySelector('.s-matrix, .s-table > svg') !== null"))
    width = A3 if is_wide else A4
    page.evaluate("document.documentElement.dataset.was = document.documentElement.dataset.colorScheme ?? ''")
    page.evaluate("document.documentElement.dataset.colorScheme = 'dark'")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": 1000})
    found: list[str] = page.evaluate(_LOOK, width)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.dataset.colorScheme = document.documentElement.dataset.was")
    return found
