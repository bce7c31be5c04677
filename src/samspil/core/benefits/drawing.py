"""One benefit as a curve, as SVG text: what each plan said, what is forecast, and what was measured.

Colours are left to classes, so that the page's theme decides. Nothing is told by colour alone: the plan of
today is thick, those before it are broken, how a point was measured is its shape, and lines carry names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from html import escape
from math import floor, log10
from typing import Final

from samspil.core.benefits.measuring import Grade
from samspil.core.pictures import framed

WIDTH: Final = 760
HEIGHT: Final = 380
_LEFT: Final = 110
_RIGHT: Final = 70
_TOP: Final = 34
_BOTTOM: Final = 42
_STEPS: Final = (1, 2, 5, 10, 20)
_MOST_LINES: Final = 5
_YEARS_FOR_EACH: Final = 8
Points = tuple[tuple[date, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What one plan says, by day; the newest plan is the one that holds."""

    name: str
    points: Points
    holds: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What was measured up to a day, how well, and the same in words."""

    on: date
    value: Fraction
    grade: Grade
    said: str


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn: plans, the band between pessimistic and optimistic, points, days with a new plan."""

    lines: tuple[Line, ...]
    low: Points = ()
    high: Points = ()
    measured: tuple[Point, ...] = ()
    replanned: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What is written: name and description of the picture, the word for today, and values in words."""

    name: str
    description: str
    today: str
    value: Callable[[Fraction], str]


def curve_picture(curve: Curve, on: date, said: Said) -> str:
    """The picture, ``WIDTH`` by ``HEIGHT``; linear in what is drawn.

    >>> days = (date(2026, 1, 1), Fraction(0)), (date(2027, 1, 1), Fraction(100))
    >>> plan = Line("Plan 1", days, holds=True)
    >>> words = Said("Care", "One plan", "today", str)
    >>> '<title id="curve-name">Care</title>' in curve_picture(Curve((plan,)), date(2026, 6, 1), words)
    True
    """
    scale = _Scale.of(curve, on)
    parts = (
        *_values(scale, said),
        *_years(scale),
        *_band(curve, scale),
        *_days(curve, on, said, scale),
        *(_line(one, scale) for one in curve.lines),
        *_names(curve.lines, scale),
        *(_point(one, scale) for one in curve.measured),
    )
    return framed("curve", said, (WIDTH, HEIGHT), parts, look="s-picture s-curve", role="img")


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and values to places."""

    first: date
    days: int
    least: Fraction
    step: Fraction
    count: int

    @classmethod
    def of(cls, curve: Curve, on: date) -> _Scale:
        points = [*(one for line in curve.lines for one in line.points), *curve.low, *curve.high]
        points += [(one.on, one.value) for one in curve.measured]
        days = [*(day for day, _value in points), *(day for day, _name in curve.replanned)] or [on]
        first, last = min(days), max(*days, min(days) + timedelta(days=90))
        values = [Fraction(0), *(value for _day, value in points)]
        least, most = min(values), max(values)
        step = step_for(most - least)
        below = floor(least / step)
        above = -floor(-most / step)
        return cls(first, (last - first).days, below * step, step, max(above - below, 1))

    def x(self, day: date) -> int:
        """Where a day is; what lies outside is at the edge."""
        place = (day - self.first).days * (WIDTH - _LEFT - _RIGHT) // self.days
        return _LEFT + max(0, min(WIDTH - _LEFT - _RIGHT, place))

    def y(self, value: Fraction) -> int:
        """Where a value is: the least at the bottom."""
        high = HEIGHT - _TOP - _BOTTOM
        return HEIGHT - _BOTTOM - floor((value - self.least) * high / (self.step * self.count))

    @property
    def marks(self) -> list[Fraction]:
        """The values that have a line of their own."""
        return [self.least + self.step * place for place in range(self.count + 1)]


def step_for(span: Fraction) -> Fraction:
    """How far the lines across are from each other: 1, 2 or 5 of a power of ten, and few lines.

    >>> [str(step_for(Fraction(one))) for one in (0, 7, 100, "0.3")]
    ['1', '2', '20', '1/10']
    """
    if span <= 0:
        return Fraction(1)
    power = Fraction(10) ** floor(log10(span / _MOST_LINES))
    return next(power * one for one in _STEPS if span <= power * one * _MOST_LINES)


def _values(scale: _Scale, said: Said) -> Iterator[str]:
    for value in scale.marks:
        y = scale.y(value)
        sort = "s-picture__axis" if value == 0 else "s-picture__line"
        yield f'<path class="{sort}" d="M{_LEFT} {y}H{WIDTH - _RIGHT}"/>'
        told = escape(said.value(value))
        yield f'<text class="s-picture__quiet" text-anchor="end" x="{_LEFT - 8}" y="{y + 4}">{told}</text>'


def _years(scale: _Scale) -> Iterator[str]:
    last = scale.first + timedelta(days=scale.days)
    years = last.year - scale.first.year
    every = max(1, -(-years // _YEARS_FOR_EACH))
    bottom = HEIGHT - _BOTTOM
    for year in range(scale.first.year, last.year + 1):
        begins = date(year, 1, 1)
        if begins < scale.first or (year - scale.first.year) % every:
            continue
        x = scale.x(begins)
        yield f'<path class="s-picture__line" d="M{x} {_TOP}V{bottom + 5}"/>'
        yield f'<text class="s-picture__quiet" text-anchor="middle" x="{x}" y="{bottom + 20}">{year}</text>'


def _band(curve: Curve, scale: _Scale) -> Iterator[str]:
    if curve.low and curve.high:
        there = _path(curve.high, scale)
        back = " ".join(f"L{scale.x(day)} {scale.y(value)}" for day, value in reversed(curve.low))
        yield f'<path class="s-curve__band" d="{there} {back}Z"/>'


def _path(points: Iterable[tuple[date, Fraction]], scale: _Scale) -> str:
    return " ".join(
        f"{'L' if place else 'M'}{scale.x(day)} {scale.y(value)}" for place, (day, value) in enumerate(points)
    )


def _days(curve: Curve, on: date, said: Said, scale: _Scale) -> Iterator[str]:
    """Today, and the days on which a new plan took the place of the one before."""
    bottom = HEIGHT - _BOTTOM
    for day, name in curve.replanned:
        x = scale.x(day)
        yield f'<path class="s-curve__replanned" d="M{x} {_TOP}V{bottom}"/>'
        place = f'text-anchor="middle" x="{x}" y="{_TOP - 6}"'
        yield f'<text class="s-picture__small" {place}>{escape(name)}</text>'
    x = scale.x(on)
    yield f'<path class="s-picture__today" d="M{x} {_TOP}V{bottom}"/>'
    told = escape(said.today)
    yield f'<text class="s-picture__small" text-anchor="middle" x="{x}" y="{bottom + 36}">{told}</text>'


def _line(line: Line, scale: _Scale) -> str:
    holds = " data-holds" if line.holds else ""
    return f'<path class="s-curve__plan"{holds} d="{_path(line.points, scale)}"/>'


def _names(lines: Sequence[Line], scale: _Scale) -> Iterator[str]:
    """The name of each line at its end, one below the other where they meet."""
    ends = sorted((scale.y(one.points[-1][1]), place) for place, one in enumerate(lines) if one.points)
    below = 0
    for at, place in ends:
        y = max(at + 4, below + 14)
        below = y
        line = lines[place]
        strong = " s-picture__strong" if line.holds else ""
        x = scale.x(line.points[-1][0]) + 6
        yield f'<text class="s-picture__small{strong}" x="{x}" y="{y}">{escape(line.name)}</text>'


def _point(point: Point, scale: _Scale) -> str:
    x, y = scale.x(point.on), scale.y(point.value)
    shapes = {
        Grade.ALL: f"M{x - 5} {y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
        Grade.SAMPLE: f"M{x - 5} {y - 5}h10v10h-10z",
        Grade.JUDGED: f"M{x} {y - 6}l6 6-6 6-6-6z",
    }
    look = f'class="s-curve__point" data-grade="{point.grade.value}"'
    return f'<path {look} d="{shapes[point.grade]}"><title>{escape(point.said)}</title></path>'
