"""Somebody who uses no mouse: Tab, arrows, Enter and Space, and the focus is always to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator
from tests.journeys.desk import Desk

MOST = 150  # stops on a page
WHERE_AM_I = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const seen = [here, here.parentElement].some(one => {
    const style = getComputedStyle(one); // a radio button's ring is drawn round its field
    const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return isOutlined || style.boxShadow !== "none";
  });
  const box = here.getBoundingClientRect();
  return {what: here.outerHTML.slice(0, 120), seen: seen && box.width > 0 && box.height > 0};
}"""

MARK = """() => {
  const here = document.activeElement;
  return here === document.body ? "" : (here.dataset.stop ??= String(Math.random()));
}"""


@dataclass
class Keyboard:
    """A desk without a mouse."""

    desk: Desk

    def press(self, key: str) -> None:
        """A key; each stop must show where one is."""
        self.desk.page.keyboard.press(key)
        here = self.desk.page.evaluate(WHERE_AM_I)
        assert here is None or here["seen"], f"the focus cannot be seen: {here['what']}"

    def to(self, role: str, name: str, key: str = "Tab", inside: Locator | None = None) -> None:
        """From stop to stop until the one of that name has the focus."""
        wanted = (inside or self.desk.page).get_by_role(role, name=name).first  # type: ignore[arg-type]
        wanted.wait_for()
        for _stop in range(MOST):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.press(key)
        raise AssertionError(f"no way to {role} {name} by {key}")

    def follows(self, name: str) -> None:
        """A link."""
        self.to("link", name)
        self.goes_on()

    def presses(self, name: str, inside: Locator | None = None) -> None:
        """A button; what comes of it, the next thing said waits for."""
        self.to("button", name, inside=inside)
        self.desk.page.keyboard.press("Enter")

    def goes_on(self) -> None:
        """To the next page."""
        before = self.desk.page.evaluate("performance.timeOrigin")
        self.desk.page.keyboard.press("Enter")
        self.desk.page.wait_for_function(f"performance.timeOrigin !== {before}")
        self.desk.looks()

    def writes(self, label: str, text: str, role: str = "textbox", inside: Locator | None = None) -> None:
        """In a field."""
        self.to(role, label, inside=inside)
        self.desk.page.keyboard.type(text)

    def answers(self, question: str, answer: str, inside: Locator | None = None) -> None:
        """One of several: into the group by Tab, within it by arrows."""
        group = (inside or self.desk.page).get_by_role("group", name=question)
        first = group.get_by_role("radio").first
        for _stop in range(MOST):
            if first.evaluate("one => one === document.activeElement"):
                break
            self.press("Tab")
        self.press("Space")
        self.to("radio", answer, "ArrowDown", group)
        assert group.get_by_role("radio", name=answer).first.is_checked()

    def comes_round(self) -> None:
        """Nothing holds the focus: from the first stop it goes through all and out of the page."""
        page = self.desk.page
        page.evaluate("document.activeElement.blur()")
        page.evaluate("getSelection().removeAllRanges()")
        stops: list[str] = []
        for _stop in range(MOST):
            self.press("Tab")
            here = page.evaluate(MARK)
            if not here or here in stops:
                break
            stops.append(here)
        else:
            raise AssertionError("the focus does not come round")
        assert not here or here == stops[0], "the focus is held before the end"
        assert len(stops) > 5
