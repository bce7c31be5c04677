"""Elements of SVG as text: presentation attributes only, everything escaped, whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from samspil.core.governance.diagram.lettering import width_of

INK: Final = "#16242a"
QUIET: Final = "#46555b"
ACCENT: Final = "#14524e"
TINT: Final = "#e4f0ee"
PAPER: Final = "#ffffff"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A finished piece of the picture, from (0, 0)."""

    width: int
    height: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with its look; ``after`` is the room below it."""

    text: str
    size: int = 13
    bold: bool = False
    colour: str = INK
    after: int = 0

    @property
    def height(self) -> int:
        """From this line's top to the next one's."""
        return self.size + 3 + self.after

    @property
    def width(self) -> int:
        """The most that it takes."""
        return width_of(self.text, self.size, self.bold)


def element(name: str, *children: str, **attributes: object) -> str:
    """One element. ``_`` in an attribute's name stands for ``-``; one that is None is left out.

    >>> element("text", "a < b", font_size=12)
    '<text font-size="12">a < b</text>'
    """
    written = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def group(parts: Iterable[str], **attributes: object) -> str:
    """Elements together.

    >>> group(["<a/>"], data_step="one")
    '<g data-step="one"><a/></g>'
    """
    return element("g", *parts, **attributes)


def moved(fragment: Fragment, x: int, y: int) -> str:
    """A piece at its place."""
    return group(fragment.parts, transform=f"translate({x} {y})")


def lettering(lines: Sequence[Line], x: int, y: int, anchor: str | None = None) -> list[str]:
    """Lines of text below one another, ``y`` at the top of the first.

    A text is one element for each line, so that it can be measured.
    """
    written = []
    for line in lines:
        written.append(
            element(
                "text",
                escape(line.text, quote=False),
                x=x,
                y=y + line.size,
                font_size=line.size,
                font_weight="bold" if line.bold else None,
                fill=line.colour,
                text_anchor=anchor,
            )
        )
        y += line.height
    return written


def height_of(lines: Sequence[Line]) -> int:
    """The height of lines below one another."""
    return sum(line.height for line in lines)


def rectangle(x: int, y: int, width: int, height: int, **attributes: object) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def outline(points: Sequence[tuple[int, int]], **attributes: object) -> str:
    """A closed shape from corner to corner."""
    return element("polygon", points=" ".join(f"{x},{y}" for x, y in points), **attributes)
