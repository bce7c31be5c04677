"""What was promised and what was delivered over time, as SVG text. The page says the same in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape
from typing import Final

from samspil.core.pictures import framed

WIDTH: Final = 640
HEIGHT: Final = 200
_LEFT: Final = 84
_RIGHT: Final = 20
_TOP: Final = 20
_BOTTOM: Final = 34
_MOST_NAMES: Final = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A period: its name below, what was promised and delivered, and the same in words."""

    name: str
    promised: Decimal | None
    delivered: Decimal | None
    is_kept: bool | None
    said: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the picture is called, what it shows, and its least and its most in words."""

    name: str
    description: str
    least: str
    most: str


def bounds_of(points: Sequence[Point]) -> tuple[Decimal, Decimal]:
    """The least and the most that the picture reaches: from nothing, but where all lies far above it.

    >>> low, high = (Point("", None, Decimal(one), None, "") for one in (3, 87))
    >>> [str(one) for one in bounds_of([low, high])]
    ['0', '90']
    >>> [str(one) for one in bounds_of([Point("", Decimal(80), Decimal(87), True, "")])]
    ['80', '87']
    """
    values = [one for point in points for one in (point.promised, point.delivered) if one is not None]
    least, most = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if not 0 < least < most < 2 * least:
        least, most = min(Decimal(0), least), max(Decimal(0), most)
    step = Decimal(1).scaleb((most - least).adjusted()) if most > least else Decimal(1)
    low = (least / step).to_integral_value(ROUND_FLOOR) * step
    high = (most / step).to_integral_value(ROUND_CEILING) * step
    exactly = min(step, Decimal(1))
    return low.quantize(exactly), (high if high > low else low + step).quantize(exactly)


def level_picture(key: str, points: Sequence[Point], said: Said) -> str:
    """The picture, ``WIDTH`` by ``HEIGHT``; linear in the periods.

    The line is what was promised. A filled circle kept it, a hollow square did not; a diamond was promised
    nothing. Where there is no mark nothing was measured.

    >>> points = [Point("jan", Decimal(2), Decimal(3), False, "jan: 3")]
    >>> drawn = level_picture("a", points, Said("n", "d", "0", "3"))
    >>> drawn.count("<rect"), drawn.count("<circle")
    (1, 0)
    """
    scale = _Scale(len(points), *bounds_of(points))
    parts = (*_frame(scale, said), *_promised(points, scale), *_marks(points, scale), *_names(points, scale))
    return framed(key, said, (WIDTH, HEIGHT), parts, look="s-picture s-curve", role="img")


@dataclass(frozen=True, slots=True)
class _Scale:
    """From periods and values to places."""

    count: int
    least: Decimal
    most: Decimal

    def x(self, place: int) -> int:
        """The left edge of a period; the right edge of the last is that of one after it."""
        return _LEFT + place * (WIDTH - _LEFT - _RIGHT) // max(self.count, 1)

    def middle(self, place: int) -> int:
        """Half way through a period."""
        return (self.x(place) + self.x(place + 1)) // 2

    def y(self, value: Decimal) -> int:
        """How far down a value is."""
        high = HEIGHT - _TOP - _BOTTOM
        return HEIGHT - _BOTTOM - int((value - self.least) * high / (self.most - self.least))


def _frame(scale: _Scale, said: Said) -> Iterator[str]:
    for value, told in ((scale.least, said.least), (scale.most, said.most)):
        y = scale.y(value)
        yield f'<path class="s-picture__line" d="M{_LEFT} {y}H{WIDTH - _RIGHT}"/>'
        at = f'x="{_LEFT - 8}" y="{y + 4}" text-anchor="end"'
        yield f'<text class="s-picture__quiet" {at}>{escape(told)}</text>'


def _promised(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    """Level through each period, with a step where the promise was changed."""
    drawn, before = [], None
    for place, point in enumerate(points):
        if point.promised is not None:
            y = scale.y(point.promised)
            drawn.append(f"{'M' if before is None else 'L'}{scale.x(place)} {y}H{scale.x(place + 1)}")
        before = point.promised
    if drawn:
        yield f'<path class="s-curve__plan" data-holds="" d="{"".join(drawn)}"/>'


def _marks(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    for place, point in enumerate(points):
        if point.delivered is None:
            continue
        x, y = scale.middle(place), scale.y(point.delivered)
        told = f"<title>{escape(point.said)}</title>"
        if point.is_kept is None:
            yield f'<path class="s-picture__mark" d="M{x} {y - 6}l6 6l-6 6l-6 -6z">{told}</path>'
        elif point.is_kept:
            yield f'<circle class="s-picture__mark" data-done="" cx="{x}" cy="{y}" r="5">{told}</circle>'
        else:
            at = f'x="{x - 5}" y="{y - 5}" width="10" height="10"'
            yield f'<rect class="s-picture__mark" {at}>{told}</rect>'


def _names(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    """As many as there is room for, the last always."""
    apart = -(-len(points) // _MOST_NAMES) or 1
    for place in range(len(points) - 1, -1, -apart):
        x, name = scale.middle(place), escape(points[place].name)
        yield f'<text class="s-picture__quiet" x="{x}" y="{HEIGHT - 10}" text-anchor="middle">{name}</text>'
