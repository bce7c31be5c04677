"""Whether a page stands still while it comes: what Chromium saw jump without anybody's doing."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

# What is called good. A page that comes before its fonts may move a little, once; all others stand still.
MOST: Final = 0.1
NOTE_WHAT_JUMPS: Final = """
window.jumped = [];
new PerformanceObserver(seen => {
  for (const one of seen.getEntries()) if (!one.hadRecentInput) window.jumped.push({
    by: one.value,
    what: one.sources.map(source => source.node?.nodeName + "." + (source.node?.className ?? "")).join(", "),
  });
}).observe({ type: "layout-shift", buffered: true });
"""
_SETTLED: Final = """async () => {
  await document.fonts.ready;
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 50))));
  return window.jumped;
}"""


def jumped(page: Page) -> list[str]:
    """What moved since the page began to come, where it is more than nothing."""
    found = page.evaluate(_SETTLED)
    total = sum(one["by"] for one in found)
    return [f"jumps by {total:.3f}: {found}"] if total > MOST else []
