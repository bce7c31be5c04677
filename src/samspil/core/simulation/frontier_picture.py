"""Variants of a model as SVG text: days against something else, and the line of those that none beats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import Final

from samspil.core.pictures import framed
from samspil.core.simulation.pictures import WIDTH, Said

HEIGHT: Final = 330
_LEFT: Final = 64
_RIGHT: Final = 24
_TOP: Final = 40
_BOTTOM: Final = 58
_NEAR: Final = (34, 15)  # nearer to each other than that along and up, two marks are drawn as one
_NAMED: Final = 3
_MOST_TICKS: Final = 6


@dataclass(frozen=True, slots=True)
class Dot:
    """A variant.

    Args:
        number: which, as the table beside tells it.
        said: all of it in words, for those who see no picture.
        days: how many; less is better.
        value: what it is held against.
        is_first: whether it is the model as it is.
    """

    number: int
    said: str
    days: float
    value: float
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Axes:
    """What is along and up, in words, and whether more of what is up is better.

    ``percent`` says that what is up is a share, ``point`` what stands before decimals.
    """

    along: str
    up: str
    more_is_better: bool
    percent: bool = False
    point: str = "."


def frontier_picture(key: str, dots: Sequence[Dot], axes: Axes, said: Said) -> str:
    """Days against something else; the key names ``first``, ``best`` and ``beaten``. Quadratic in dots.

    >>> said = Said("Days and meetings", "Two", (("first", "as is"), ("best", "best"), ("beaten", "beaten")))
    >>> dots = [Dot(0, "as is: 9 days", 9, 4, is_first=True), Dot(1, "more: 5 days", 5, 12)]
    >>> drawn = frontier_picture("f", dots, Axes("days", "meetings", more_is_better=False), said)
    >>> drawn.count('role="img"'), drawn.count("data-best")
    (2, 3)
    """
    size = 100 if axes.percent else 1
    along = _Scale.of([one.days for one in dots], _LEFT, WIDTH - _RIGHT)
    up = _Scale.of([one.value * size for one in dots], HEIGHT - _BOTTOM, _TOP)
    best = unbeaten(dots, axes)
    groups = _together([(one, along(one.days), up(one.value * size)) for one in dots])
    line = sorted((along(one.days), up(one.value * size)) for one in best)
    parts = (
        *_ticks_along(along, axes),
        *_ticks_up(up, axes),
        f'<path class="s-frontier__line" d="M{"L".join(f"{x} {y}" for x, y in line)}"/>',
        *(part for group in groups for part in _mark(group, {one.number for one in best})),
        *_key(said),
    )
    return framed(key, said, (WIDTH, HEIGHT), parts)


def unbeaten(dots: Sequence[Dot], axes: Axes) -> list[Dot]:
    """Those that no other is as good as in both, and better in one. Quadratic in dots.

    >>> axes = Axes("days", "meetings", more_is_better=False)
    >>> [one.number for one in unbeaten([Dot(1, "", 5, 12), Dot(2, "", 9, 4), Dot(3, "", 9, 12)], axes)]
    [1, 2]
    """
    sign = -1 if axes.more_is_better else 1
    points = [(one.days, sign * one.value) for one in dots]
    return [
        one
        for one, (x, y) in zip(dots, points, strict=True)
        if not any(a <= x and b <= y and (a, b) != (x, y) for a, b in points)
    ]


class _Scale:
    """From a value to a place, with round steps that hold all values."""

    def __init__(self, low: float, high: float, step: float, ends: tuple[int, int]) -> None:
        self.low, self.high, self.step, self.ends = low, high, step, ends

    @classmethod
    def of(cls, values: Sequence[float], first: int, last: int) -> _Scale:
        spread = max(values) - min(values) or max(abs(max(values)), 1) / 10
        step = _round_step(spread / (_MOST_TICKS - 1))
        return cls(
            floor(min(values) / step) * step, ceil(max(values) / step + 1e-9) * step, step, (first, last)
        )

    def __call__(self, value: float) -> int:
        first, last = self.ends
        return round(first + (last - first) * (value - self.low) / ((self.high - self.low) or 1))

    def ticks(self) -> Iterator[float]:
        for at in range(round((self.high - self.low) / self.step) + 1):
            yield self.low + at * self.step


def _round_step(least: float) -> float:
    size: float = 10 ** floor(log10(least))
    return next(one * size for one in (1, 2, 5, 10) if one * size >= least)


def _together(placed: Sequence[tuple[Dot, int, int]]) -> list[list[tuple[Dot, int, int]]]:
    """Marks that would lie over each other as one."""
    found: list[list[tuple[Dot, int, int]]] = []
    for one in placed:
        for group in found:
            _, x, y = group[0]
            if abs(one[1] - x) < _NEAR[0] and abs(one[2] - y) < _NEAR[1]:
                group.append(one)
                break
        else:
            found.append([one])
    return found


def _mark(group: Sequence[tuple[Dot, int, int]], best: set[int]) -> Iterator[str]:
    _, x, y = group[0]
    numbers = [str(one.number) for one, _, _ in group]
    label = ", ".join(numbers[:_NAMED]) + (" …" if len(numbers) > _NAMED else "")
    state = " data-best" if any(one.number in best for one, _, _ in group) else ""
    yield f'<g role="img" aria-label="{escape("; ".join(one.said for one, _, _ in group))}">'
    if any(one.is_first for one, _, _ in group):
        yield f'<path class="s-frontier__mark"{state} d="M{x} {y - 8}l8 8l-8 8l-8 -8z"/>'
    else:
        yield f'<circle class="s-frontier__mark"{state} cx="{x}" cy="{y}" r="6"/>'
    anchor, by = ("end", -11) if x > WIDTH - 3 * _RIGHT else ("start", 11)
    yield f'<text class="s-picture__small" x="{x + by}" y="{y - 7}" text-anchor="{anchor}">{label}</text></g>'


def _ticks_along(scale: _Scale, axes: Axes) -> Iterator[str]:
    bottom = HEIGHT - _BOTTOM
    for value in scale.ticks():
        x = scale(value)
        yield f'<path class="s-picture__line" d="M{x} {_TOP}V{bottom}"/>'
        yield f'<text class="s-picture__quiet" x="{x}" y="{bottom + 15}" text-anchor="middle">'
        yield f"{_written(value, axes)}</text>"
    yield (
        f'<text class="s-picture__quiet" x="{WIDTH - _RIGHT}" y="{bottom + 31}" text-anchor="end">'
        f"{escape(axes.along)}</text>"
    )


def _ticks_up(scale: _Scale, axes: Axes) -> Iterator[str]:
    for value in scale.ticks():
        y, told = scale(value), f"{_written(value, axes)}{' %' if axes.percent else ''}"
        yield f'<path class="s-picture__line" d="M{_LEFT} {y}H{WIDTH - _RIGHT}"/>'
        yield f'<text class="s-picture__quiet" x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{told}</text>'
    yield f'<text class="s-picture__quiet" x="8" y="14">{escape(axes.up)}</text>'


def _written(value: float, axes: Axes) -> str:
    return f"{value:g}".replace(".", axes.point)


def _key(said: Said) -> Iterator[str]:
    y, words = HEIGHT - 8, dict(said.key)
    yield f'<path class="s-frontier__mark" d="M16 {y - 12}l8 8l-8 8l-8 -8z"/>'
    yield f'<text class="s-picture__quiet" x="30" y="{y}">{escape(words["first"])}</text>'
    yield f'<circle class="s-frontier__mark" data-best cx="196" cy="{y - 4}" r="6"/>'
    yield f'<text class="s-picture__quiet" x="208" y="{y}">{escape(words["best"])}</text>'
    yield f'<circle class="s-frontier__mark" cx="476" cy="{y - 4}" r="6"/>'
    yield f'<text class="s-picture__quiet" x="488" y="{y}">{escape(words["beaten"])}</text>'
