"""The frame of a picture: its size, and its name and description for those who hear it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Protocol


class Named(Protocol):
    """What a picture is called and what it shows, in words."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def description(self) -> str:
        """What it shows."""


def framed(
    key: str,
    said: Named,
    size: tuple[int, int],
    parts: Iterable[str],
    *,
    look: str = "s-picture",
    role: str = "group",
) -> str:
    """A picture as SVG, so wide and high; linear in its parts, which are escaped already.

    Args:
        key: one word, unlike that of any other picture on the page.
        said: its name and description, in any writing.
        size: width and height in points.
        parts: what it is drawn of.
        look: the classes that style it.
        role: ``group`` where something in it can be read or followed by itself, else ``img``.

    >>> from collections import namedtuple
    >>> said = namedtuple("said", "name description")("Risk & value", "Two dots")
    >>> drawn = framed("dots", said, (30, 20), ["<circle r='3'/>", "<circle r='4'/>"])
    >>> drawn.startswith('<svg class="s-picture" viewBox="0 0 30 20"'), drawn.count("<circle")
    (True, 2)
    >>> '<title id="dots-name">Risk &amp; value</title>' in drawn
    True
    """
    width, height = size
    return "".join(
        (
            f'<svg class="{look}" viewBox="0 0 {width} {height}" width="{width}" height="{height}"',
            f' role="{role}" aria-labelledby="{key}-name {key}-description">',
            f'<title id="{key}-name">{escape(said.name)}</title>',
            f'<desc id="{key}-description">{escape(said.description)}</desc>',
            *parts,
            "</svg>",
        )
    )
