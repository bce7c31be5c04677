"""Small drawings for the screen: headings, lines that wrap at words, tables that fold to lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

NOTHING: Final = "–"
_BETWEEN: Final = 2
_LINES: Final = 3


def heading(console: Console, text: str) -> None:
    """A line that begins a part."""
    console.print()
    console.print(Text(text, style="bold"))


def line(console: Console, text: str | Text, indent: int = 0, style: str = "") -> None:
    """A line, and what does not fit on it below, with the same indent."""
    told = text if isinstance(text, Text) else Text(text, style=style)
    for part in told.wrap(console, max(console.width - indent, 1)):
        part.rstrip()
        console.print(Text(" " * indent) + part)


def labelled(console: Console, label: str, text: str, indent: int = 0) -> None:
    """``label: text``."""
    if text:
        line(console, Text.assemble((f"{label}: ", "dim"), text), indent)


def table(console: Console, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table where every word fits; on a narrow screen each row is a paragraph instead."""
    widths = widths_that_fit(columns, rows, console.width)
    if widths:
        drawn = Table(box=None, pad_edge=False, padding=(0, _BETWEEN, 0, 0), header_style="dim")
        for column, width in zip(columns, widths, strict=True):
            drawn.add_column(column, width=width)
        for row in rows:
            drawn.add_row(*(Text(cell) for cell in row))
        console.print(drawn)
        return
    for row in rows:
        line(console, row[0])
        told = [
            f"{column}: {', '.join(cell.splitlines())}"
            for column, cell in zip(columns[1:], row[1:], strict=True)
            if cell != NOTHING
        ]
        line(console, "; ".join(told), indent=2, style="dim")


def widths_that_fit(columns: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Widths that break no word and make no column a pillar, or nothing where there is no room for them.

    >>> widths_that_fit(["a", "b"], [["one", "two three four five six"]], 20)
    [3, 13]
    >>> widths_that_fit(["a"], [["Kommunalbestyrelsen"]], 10)
    []
    """
    cells = list(zip(columns, *rows, strict=True))
    words = [max(max(map(len, cell.split()), default=0) for cell in column) for column in cells]
    widths = [max(max(map(len, cell.splitlines()), default=0) for cell in column) for column in cells]
    least = [max(word, min(full, full // _LINES + 2)) for word, full in zip(words, widths, strict=True)]
    room -= _BETWEEN * len(columns)
    while sum(widths) > room:
        spare = [width - floor for width, floor in zip(widths, least, strict=True)]
        widest = spare.index(max(spare))
        if spare[widest] <= 0:
            return []
        widths[widest] -= 1
    return widths
