"""How wide a forecast is, as SVG text: a band for each thing foretold, its middle, and what was planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from samspil.core.pictures import framed

WIDTH: Final = 640
_ROW: Final = 74
_LEFT: Final = 8
_BAR: Final = 18


@dataclass(frozen=True, slots=True)
class Band:
    """One thing foretold.

    Args:
        label: its name.
        said: all of it in words, for those who see no picture.
        low: what is exceeded nine times in ten.
        middle: what is exceeded as often as not.
        high: what is exceeded once in ten.
        planned: what was planned, on the same scale.
        ends: the words below the ends of the band.
    """

    label: str
    said: str
    low: float
    middle: float
    high: float
    planned: float
    ends: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """The picture's name and description, and the words for what was planned and the middle."""

    name: str
    description: str
    planned: str
    middle: str


def spread_picture(bands: Sequence[Band], said: Said) -> str:
    """The picture, each band on a scale of its own. Linear in bands.

    >>> band = Band("Cost", "Cost, between 1 and 3", 1.0, 2.0, 3.0, 1.5, ("1", "3"))
    >>> words = Said("Forecast", "One thing", "planned", "middle")
    >>> spread_picture([band], words).count('class="s-curve__band"')
    1
    """
    height = _ROW * len(bands) + 22
    parts = (
        *(part for place, band in enumerate(bands) for part in _band(band, place * _ROW)),
        *_key(height - 8, said),
    )
    return framed("spread", said, (WIDTH, height), parts)


def _band(band: Band, top: int) -> Iterator[str]:
    scale = _Scale(band)
    low, middle, high, planned = (scale(one) for one in (band.low, band.middle, band.high, band.planned))
    bar = top + 24
    yield f'<g role="img" aria-label="{escape(band.said)}">'
    yield f'<text class="s-picture__strong" x="{_LEFT}" y="{top + 16}">{escape(band.label)}</text>'
    yield f'<path class="s-picture__line" d="M{_LEFT} {bar + _BAR // 2}H{WIDTH - _LEFT}"/>'
    width = max(high - low, 2)
    yield f'<rect class="s-curve__band" x="{low}" y="{bar}" width="{width}" height="{_BAR}" rx="3"/>'
    yield f'<path class="s-picture__axis" d="M{middle} {bar}v{_BAR}"/>'
    yield f'<circle class="s-picture__mark" data-done cx="{middle}" cy="{bar + _BAR // 2}" r="5"/>'
    yield f'<path class="s-picture__today" d="M{planned} {bar - 5}v{_BAR + 10}"/>'
    yield _end(low, top, band.ends[0], is_first=True, beside=high)
    yield _end(high, top, band.ends[1], is_first=False, beside=low)
    yield "</g>"


def _end(x: int, top: int, text: str, *, is_first: bool, beside: int) -> str:
    """Away from the other end where the two would run into each other."""
    is_narrow = abs(x - beside) < WIDTH // 3
    anchor = "end" if is_first == is_narrow else "start"
    if x < WIDTH // 4:
        anchor = "start" if is_first or not is_narrow else anchor
    if x > WIDTH * 3 // 4:
        anchor = "end"
    place = max(x, _LEFT)
    return (
        f'<text class="s-picture__quiet" x="{place}" y="{top + 58}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _key(y: int, said: Said) -> Iterator[str]:
    yield f'<circle class="s-picture__mark" data-done cx="{_LEFT + 6}" cy="{y - 4}" r="5"/>'
    yield f'<text class="s-picture__quiet" x="{_LEFT + 18}" y="{y}">{escape(said.middle)}</text>'
    middle = WIDTH // 2
    yield f'<path class="s-picture__today" d="M{middle} {y - 12}v14"/>'
    yield f'<text class="s-picture__quiet" x="{middle + 10}" y="{y}">{escape(said.planned)}</text>'


class _Scale:
    """From a value to a place between the two edges, nought among them where it is near."""

    def __init__(self, band: Band) -> None:
        values = (band.low, band.middle, band.high, band.planned)
        least, most = min(values), max(values)
        room = (most - least) / 10 or abs(most) / 10 or 1.0
        self._least = least - room
        if least >= 0:
            self._least = 0.0 if least < (most - least) / 2 else max(self._least, 0.0)
        self._span = most + room - self._least

    def __call__(self, value: float) -> int:
        return round(_LEFT + (WIDTH - 2 * _LEFT) * (value - self._least) / self._span)
