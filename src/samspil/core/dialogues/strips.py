"""How answers to one question lie on its scale, row by row: over time, or one organisation beside another.

Each question by itself: nothing here adds questions up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from math import sqrt
from typing import Final

from samspil.core.governance.diagram.lettering import wrapped
from samspil.core.pictures import framed

ROW: Final = 62
_STEP: Final = 62  # five steps fit a phone
_HEAD: Final = 68
_LARGEST: Final = 16
_LETTERS: Final = 13


@dataclass(frozen=True, slots=True)
class Strip:
    """A row: its name, how many chose each step, and the same in words."""

    name: str
    counts: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the picture is called, what it shows, and the steps of the scale."""

    name: str
    description: str
    steps: tuple[str, ...]


def middle(counts: Sequence[int]) -> int | None:
    """The step that the one in the middle chose, of an even number the lower of the two; none of nobody.

    >>> middle([1, 0, 2, 1]), middle([1, 1]), middle([0, 0])
    (2, 0, None)
    """
    total = sum(counts)
    if not total:
        return None
    return next(place for place, below in enumerate(accumulate(counts)) if 2 * below >= total)


def strip_picture(key: str, strips: Sequence[Strip], said: Said) -> str:
    """The picture: a circle at each step, its area as the share that chose it; linear in what is drawn.

    >>> drawn = strip_picture("a", [Strip("2026", (0, 3, 1), "")], Said("Q", "d", ("a", "b", "c")))
    >>> drawn.count("<circle")
    2
    """
    size = _STEP * len(said.steps), _HEAD + ROW * len(strips)
    parts = (*_heads(said), *(part for place, one in enumerate(strips) for part in _strip(place, one)))
    return framed(key, said, size, parts, role="img")


def _x(place: int) -> int:
    """The middle of a step's column."""
    return (2 * place + 1) * _STEP // 2


def _heads(said: Said) -> Iterator[str]:
    for place, name in enumerate(said.steps):
        lines = wrapped(name, _STEP - 4, _LETTERS, most=4)
        for number, line in enumerate(lines):
            at = f'x="{_x(place)}" y="{14 + 15 * number}" text-anchor="middle"'
            yield f'<text class="s-picture__small" {at}>{escape(line)}</text>'


def _strip(place: int, one: Strip) -> Iterator[str]:
    top, steps, total = _HEAD + ROW * place, len(one.counts), sum(one.counts)
    [name] = wrapped(one.name, _STEP * steps, _LETTERS, most=1) or ("",)
    y = top + 38
    yield f'<text x="0" y="{top + 14}">{escape(name)}</text>'
    yield f'<path class="s-picture__line" d="M{_x(0)} {y}H{_x(steps - 1)}"/>'
    for at, count in enumerate(one.counts):
        if count:
            radius = max(2.5, _LARGEST * sqrt(count / total))
            fill = ' data-done=""' if at == middle(one.counts) else ""
            yield (
                f'<circle class="s-picture__mark"{fill} cx="{_x(at)}" cy="{y}" r="{radius:.1f}">'
                f"<title>{escape(one.said)}</title></circle>"
            )
