"""What models tried came to, as SVG text: how days spread, model by model, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from samspil.core.pictures import framed

WIDTH: Final = 640
_LEFT: Final = 8
_ROW: Final = 46
_BAR: Final = 16
_HEAD: Final = 20
_TICKS: Final = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730)
_MOST_TICKS: Final = 7


@dataclass(frozen=True, slots=True)
class Strip:
    """The days of one model.

    Args:
        label: its name.
        said: all of it in words, for those who see no picture.
        ends: within which days a tenth and nine tenths are decided.
        middle: within which days half are.
        most: within which days four fifths are.
    """

    label: str
    said: str
    ends: tuple[float, float]
    middle: float
    most: float


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the days: which cause, how many, and both in words."""

    cause: str
    days: float
    said: str


@dataclass(frozen=True, slots=True)
class Stack:
    """Where the days of one model go, each part in the order of the key."""

    label: str
    said: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A picture's name and description, and its key: what is drawn so, in words."""

    name: str
    description: str
    key: tuple[tuple[str, str], ...]


def strips_picture(key: str, strips: Sequence[Strip], said: Said) -> str:
    """How days spread, all models on one scale from nought. Linear in strips.

    >>> said = Said("Days", "One model", (("middle", "half"), ("most", "four fifths")))
    >>> drawn = strips_picture("days", [Strip("As is", "As is: 5 days", (2, 9), 5, 8)], said)
    >>> drawn.count('class="s-curve__band"'), drawn.count('role="img"')
    (1, 1)
    """
    scale = _Scale(max([one.ends[1] for one in strips], default=1))
    bottom = _ROW * len(strips)
    height = bottom + 2 * _HEAD + 4
    parts = (
        *_ticks(scale, bottom),
        *(part for at, strip in enumerate(strips) for part in _strip(strip, at * _ROW, scale)),
        *_strip_key(height - 6, said),
    )
    return framed(key, said, (WIDTH, height), parts)


def _strip(strip: Strip, top: int, scale: _Scale) -> Iterator[str]:
    low, high = (scale(one) for one in strip.ends)
    middle, most, bar = scale(strip.middle), scale(strip.most), top + 22
    yield f'<g role="img" aria-label="{escape(strip.said)}">'
    yield f'<text class="s-picture__strong" x="{_LEFT}" y="{top + 16}">{escape(strip.label)}</text>'
    width = max(high - low, 2)
    yield f'<rect class="s-curve__band" x="{low}" y="{bar}" width="{width}" height="{_BAR}" rx="3"/>'
    yield f'<path class="s-picture__axis" d="M{most} {bar}v{_BAR}"/>'
    yield f'<circle class="s-picture__mark" data-done cx="{middle}" cy="{bar + _BAR // 2}" r="5"/>'
    yield "</g>"


def _strip_key(y: int, said: Said) -> Iterator[str]:
    words = dict(said.key)
    yield f'<circle class="s-picture__mark" data-done cx="{_LEFT + 6}" cy="{y - 4}" r="5"/>'
    yield f'<text class="s-picture__quiet" x="{_LEFT + 18}" y="{y}">{escape(words["middle"])}</text>'
    at = WIDTH // 2
    yield f'<path class="s-picture__axis" d="M{at} {y - 12}v14"/>'
    yield f'<text class="s-picture__quiet" x="{at + 10}" y="{y}">{escape(words["most"])}</text>'


def stacks_picture(key: str, stacks: Sequence[Stack], said: Said) -> str:
    """Where the days go, all models on one scale; the key names each cause. Linear in parts.

    >>> said = Said("Days", "One model", (("meeting", "waits for a meeting"),))
    >>> drawn = stacks_picture("go", [Stack("As is", "8 days", (Part("meeting", 8, "8 days"),))], said)
    >>> drawn.count('data-cause="meeting"')
    2
    """
    scale = _Scale(max([sum(part.days for part in one.parts) for one in stacks], default=1))
    bottom = _ROW * len(stacks)
    rows = -(-len(said.key) // 2)
    height = bottom + _HEAD + 8 + rows * _HEAD
    parts = (
        *_ticks(scale, bottom),
        *(part for at, stack in enumerate(stacks) for part in _stack(stack, at * _ROW, scale)),
        *_stack_key(bottom + _HEAD + 22, said),
    )
    return framed(key, said, (WIDTH, height), parts)


def _stack(stack: Stack, top: int, scale: _Scale) -> Iterator[str]:
    yield f'<g role="img" aria-label="{escape(stack.said)}">'
    yield f'<text class="s-picture__strong" x="{_LEFT}" y="{top + 16}">{escape(stack.label)}</text>'
    days = 0.0
    for part in stack.parts:
        begin, end = scale(days), scale(days + part.days)
        days += part.days
        if end > begin:
            yield (
                f'<rect class="s-stack-part" data-cause="{escape(part.cause)}" x="{begin}" y="{top + 22}"'
                f' width="{end - begin}" height="{_BAR}"><title>{escape(part.said)}</title></rect>'
            )
    yield "</g>"


def _stack_key(y: int, said: Said) -> Iterator[str]:
    for at, (cause, name) in enumerate(said.key):
        x, line = _LEFT + (at % 2) * WIDTH // 2, y + at // 2 * _HEAD
        yield (
            f'<rect class="s-stack-part" data-cause="{escape(cause)}" x="{x}" y="{line - 10}"'
            ' width="14" height="12"/>'
        )
        yield f'<text class="s-picture__quiet" x="{x + 22}" y="{line}">{escape(name)}</text>'


class _Scale:
    """From days to a place, nought at the left edge."""

    def __init__(self, most: float) -> None:
        self.most = max(most, 1.0)

    def __call__(self, days: float) -> int:
        return round(_LEFT + (WIDTH - 3 * _LEFT) * days / self.most)


def _ticks(scale: _Scale, bottom: int) -> Iterator[str]:
    """Lines at round days, as many as can be read."""
    step = next((one for one in _TICKS if scale.most / one <= _MOST_TICKS), _TICKS[-1])
    days = 0
    while days <= scale.most:
        x, y = scale(days), bottom + 14
        yield f'<path class="s-picture__line" d="M{x} 20V{bottom}"/>'
        yield f'<text class="s-picture__quiet" x="{x}" y="{y}" text-anchor="{_anchor(x)}">{days}</text>'
        days += step


def _anchor(x: int) -> str:
    return "start" if x <= _LEFT else "end" if x > WIDTH - 4 * _LEFT else "middle"
