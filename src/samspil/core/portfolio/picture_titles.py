"""Titles in a picture, where there is room for some letters only."""

from __future__ import annotations


def shortened(title: str, most: int) -> str:
    """A title that fits: cut after a whole word, with a mark where something is left out.

    What is seen in a link must stand in its name as it is seen (WCAG 2.5.3), and half a word does not.

    >>> shortened("Care", 6), shortened("Care at night", 10), shortened("Telecare", 6)
    ('Care', 'Care at…', 'Telec…')
    """
    if len(title) <= most:
        return title
    kept = title[: most - 1]
    if not title[most - 1].isspace():
        kept = kept.rpartition(" ")[0].rstrip() or kept
    return f"{kept.rstrip()}…"
