"""Somebody at a screen. What they do, they do by the words they see; every page they meet is looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, WebError
from tests.browser.looking import AXE

# Rules whose answer depends on the colours; the others find the same in light and in dark.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
WRITTEN_IN = "input:not([type=radio], [type=checkbox]), textarea"
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
REFUSED = "status of 422"  # the browser tells that a form was refused, and so does the page
MARKS = re.compile(r"""<([a-z0-9]+)|(class|role|data-[a-z]+|aria-(?:current|invalid))="([^"]*)\"""")


@dataclass
class Seen:
    """What has been looked at in this run: a page in a state is looked at once."""

    states: set[tuple[str, frozenset[tuple[str, ...]]]] = field(default_factory=set)

    def is_new(self, url: str, html: str) -> bool:
        """Whether a page of this sort has not been seen with these parts before."""
        path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "…", url.split("?", maxsplit=1)[0])
        state = (path, frozenset(MARKS.findall(html)))
        new = state not in self.states
        self.states.add(state)
        return new


@dataclass
class Desk:
    """A person's browser."""

    page: Page
    origin: str
    seen: Seen
    has_scripts: bool = True

    def goes(self, path: str) -> None:
        """To an address, as from a bookmark."""
        self.page.goto(self.origin + path)
        self.looks()

    def follows(self, name: str, inside: Locator | None = None) -> None:
        """A link."""
        self.clicks((inside or self.page).get_by_role("link", name=name).first)

    def presses(self, name: str, inside: Locator | None = None, *, exact: bool = False) -> None:
        """A button."""
        self.clicks((inside or self.page).get_by_role("button", name=name, exact=exact).first)

    def clicks(self, there: Locator) -> None:
        """On something, when it is there; what stands round it is looked at before it is gone."""
        there.wait_for()
        self.looks()
        if self.has_scripts:
            there.click()
        else:  # nothing tells when what is under the pointer has come to rest
            there.press("Enter")
        self.page.wait_for_load_state("domcontentloaded")  # else one reads a page of which half has come

    def opens(self, name: str) -> Locator:
        """What is folded; what was in it."""
        folded = self.page.get_by_role("group").filter(has=self.page.get_by_text(name, exact=True))
        folded.get_by_text(name, exact=True).click()
        return folded

    def writes(self, label: str, text: str, inside: Locator | None = None) -> None:
        """In a field."""
        (inside or self.page).get_by_label(label).and_(self.page.locator(WRITTEN_IN)).first.fill(text)

    def chooses(self, label: str, option: str, inside: Locator | None = None) -> None:
        """In a list that unfolds."""
        (inside or self.page).get_by_label(label).and_(self.page.locator("select")).first.select_option(
            label=option
        )

    def answers(self, question: str, answer: str, inside: Locator | None = None) -> None:
        """One of several."""
        group = (inside or self.page).get_by_role("group", name=question)
        group.get_by_label(answer).first.check()

    def sees(self, text: str) -> None:
        """Words that stand on the page, now or in a moment."""
        self.page.get_by_text(text).filter(visible=True).first.wait_for()

    def reads(self, there: Locator) -> list[str]:
        """What stands in each, once the first is there: a page on its way has none of them."""
        there.first.wait_for()
        return [one.strip() for one in there.all_inner_texts()]

    def looks(self) -> None:
        """Nothing on the page bars anybody. Each sort of page is looked at once in a run."""
        self.page.wait_for_load_state()
        html = self.page.content()
        if self.has_scripts and self.seen.is_new(self.page.url, html):
            bars_nobody(self.page)


def bars_nobody(page: Page) -> None:
    """axe finds nothing in light or dark, and a phone does not scroll sideways."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(found => found.violations)")
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(f"axe.run({{runOnly: {OF_COLOURS}}}).then(found => found.violations)")
    page.emulate_media(color_scheme="light")
    told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    assert told == [], page.url
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(DRAWN)  # a button that moves between press and release is not pressed


def heard(context: BrowserContext, origin: str) -> list[str]:
    """What the browser complains of from now on, and what it asks of others than the server."""
    complaints: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and REFUSED not in message.text:
            complaints.append(f"{message.text} {message.location['url']}")

    def asked(request: Request) -> None:
        if not request.url.startswith((origin, "data:")):
            complaints.append(f"asked {request.url}")

    def failed(error: WebError) -> None:
        complaints.append(str(error.error))

    context.on("console", console)
    context.on("request", asked)
    context.on("weberror", failed)
    return complaints
