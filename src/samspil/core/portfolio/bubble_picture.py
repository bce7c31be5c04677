"""A bubble chart as SVG text: value upwards, risk to the right, cost as size; each bubble is a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import isqrt
from typing import Final

from samspil.core.pictures import framed
from samspil.core.portfolio.picture_titles import shortened

WIDTH: Final = 960
HEIGHT: Final = 560
MOST_RISK: Final = 25
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 48, 40, 56
_LEAST, _MOST = 10, 44
_MOST_LETTERS: Final = 24
_MOST_NAMED: Final = 40


@dataclass(frozen=True, slots=True)
class Bubble:
    """An initiative; ``said`` is all of it in words.

    ``risk`` is 0 to 25, ``value`` and ``cost`` whole numbers from nought, cost nothing where nobody knows.
    """

    title: str
    said: str
    url: str
    value: int
    risk: int
    cost: int | None
    light: str
    is_mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Axes:
    """What is written beside the bubbles."""

    name: str
    description: str
    value: str
    risk: str
    low: str
    high: str


def bubble_picture(bubbles: Sequence[Bubble], said: Axes) -> str:
    """The picture. The largest is drawn first, so that none lies hidden; its area follows the cost.

    >>> one = Bubble("Care", "Care, value 300", "/care/", 300, 6, 100, "green")
    >>> words = Axes("Value and risk", "One initiative", "Value", "Risk", "low", "high")
    >>> bubble_picture([one], words).count("<circle")
    1
    """
    top = max((one.value for one in bubbles), default=0) or 1
    dearest = max((one.cost or 0 for one in bubbles), default=0) or 1
    drawn = sorted(bubbles, key=lambda one: -(one.cost or 0))
    is_named = len(bubbles) <= _MOST_NAMED
    parts = (
        *_axes(said),
        *(_bubble(one, top, dearest, is_named=is_named) for one in drawn),
    )
    return framed("bubbles", said, (WIDTH, HEIGHT), parts)


def _axes(said: Axes) -> Iterator[str]:
    floor, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
    yield f'<path class="s-picture__axis" d="M{_LEFT} {_TOP - 16}V{floor}H{right}"/>'
    for part in (1, 2, 3, 4):
        x = _LEFT + (right - _LEFT) * part // 4
        y = floor - (floor - _TOP) * part // 4
        yield f'<path class="s-picture__line" d="M{x} {_TOP}V{floor}M{_LEFT} {y}H{right}"/>'
    yield _text("strong", _LEFT, 16, said.value, "start")
    yield _text("strong", right, HEIGHT - 8, said.risk, "end")
    for x, anchor, text in ((_LEFT, "start", said.low), (right, "end", said.high)):
        yield _text("quiet", x, floor + 20, text, anchor)
    for y, text in ((floor, said.low), (_TOP + 4, said.high)):
        yield _text("quiet", _LEFT - 8, y, text, "end")


def _text(look: str, x: int, y: int, text: str, anchor: str) -> str:
    return f'<text class="s-picture__{look}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _bubble(one: Bubble, top: int, dearest: int, *, is_named: bool) -> str:
    floor = HEIGHT - _BOTTOM
    # The largest bubble fits inside the axes wherever it stands.
    x = _LEFT + _MOST + (WIDTH - _RIGHT - _LEFT - 2 * _MOST) * min(one.risk, MOST_RISK) // MOST_RISK
    y = floor - _MOST - (floor - _TOP - 2 * _MOST) * max(0, one.value) // top
    radius = _LEAST + (_MOST - _LEAST) * isqrt(10_000 * (one.cost or 0) // dearest) // 100
    title = shortened(one.title, _MOST_LETTERS)
    is_right = x > WIDTH * 3 // 4
    place = f'x="{x - radius - 4}" text-anchor="end"' if is_right else f'x="{x + radius + 4}"'
    label = f'<text class="s-picture__small" {place} y="{y + 4}">{escape(title)}</text>'
    states = f"{' data-law' if one.is_mandatory else ''}{' data-open' if one.cost is None else ''}"
    look = f'class="s-picture__bar" data-light="{escape(one.light)}"{states}'
    inside = f'<circle {look} cx="{x}" cy="{y}" r="{radius}"/>{label if is_named else ""}'
    if not one.url:
        return f'<g role="img" aria-label="{escape(one.said)}">{inside}</g>'
    return f'<a href="{escape(one.url)}" aria-label="{escape(one.said)}">{inside}</a>'
