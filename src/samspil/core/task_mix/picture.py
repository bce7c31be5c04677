"""A mix of tasks over time, as SVG text: a bar for each month, equally long, and the target above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from samspil.core.pictures import framed

WIDTH: Final = 640
_LEFT: Final = 120
_RIGHT: Final = 8
_ROW: Final = 30
_BAR: Final = 22
_KEY: Final = 22
_NARROW: Final = 34  # points: what is narrower has no room for its number


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a bar: its place in the key from 0, the whole percentage, and both in words."""

    series: int
    percent: int
    said: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A month, or the target: its name, all of it in words, and its parts in the order of the key.

    One without parts is a month of which nothing is known: ``unknown`` stands where the bar would be.
    """

    label: str
    said: str
    parts: tuple[Part, ...]
    is_target: bool = False
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The picture's name and description, and the name of each series."""

    name: str
    description: str
    key: tuple[str, ...]


def mix_picture(bars: Sequence[Bar], said: Said) -> str:
    """The picture; linear in parts.

    >>> words = Said("Mix", "One month", ("Development", "Operations"))
    >>> bar = Bar("May", "May: 60% and 40%", (Part(0, 60, "60%"), Part(1, 40, "40%")))
    >>> drawn = mix_picture([bar], words)
    >>> drawn.count('class="s-mix" data-series="0"'), drawn.count('role="img"')
    (2, 1)
    """
    bottom = _ROW * len(bars)
    height = bottom + 10 + _KEY * len(said.key)
    parts = (
        *(part for at, bar in enumerate(bars) for part in _bar(bar, at * _ROW)),
        *_key(bottom + 24, said.key),
    )
    return framed("mix", said, (WIDTH, height), parts)


def _bar(bar: Bar, top: int) -> Iterator[str]:
    look = "s-picture__strong" if bar.is_target else "s-picture__label"
    middle = top + _BAR // 2 + 5
    yield f'<g role="img" aria-label="{escape(bar.said)}">'
    yield f'<text class="{look}" x="0" y="{middle}">{escape(bar.label)}</text>'
    if not bar.parts:
        yield f'<text class="s-picture__quiet" x="{_LEFT}" y="{middle}">{escape(bar.unknown)}</text>'
    before = 0
    for part in bar.parts:
        begin, end = _place(before), _place(before + part.percent)
        before += part.percent
        if end > begin:
            yield from _drawn(part, begin, end - begin, top)
    yield "</g>"


def _drawn(part: Part, x: int, width: int, top: int) -> Iterator[str]:
    yield (
        f'<rect class="s-mix" data-series="{part.series}" x="{x}" y="{top}" width="{width}"'
        f' height="{_BAR}"><title>{escape(part.said)}</title></rect>'
    )
    if width >= _NARROW:
        yield (
            f'<text class="s-mix__number" data-series="{part.series}" x="{x + width // 2}"'
            f' y="{top + _BAR // 2 + 5}" text-anchor="middle" aria-hidden="true">{part.percent}</text>'
        )


def _key(y: int, names: Sequence[str]) -> Iterator[str]:
    for at, name in enumerate(names):
        line = y + at * _KEY
        yield f'<rect class="s-mix" data-series="{at}" x="{_LEFT}" y="{line - 11}" width="14" height="14"/>'
        yield f'<text class="s-picture__quiet" x="{_LEFT + 22}" y="{line}">{escape(name)}</text>'


def _place(percent: int) -> int:
    return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * percent / 100)
