"""What steps, ends and lines look like: shape, label and line pattern say it, colour only helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samspil.core.governance.diagram.contents import Manner
from samspil.core.governance.diagram.placing import HEAD, Box
from samspil.core.governance.diagram.svg import ACCENT, INK, PAPER, TINT, element, outline, rectangle
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Do

INSET: Final = 12
_CUT: Final = 10
_LEAN: Final = 12
_FOLD: Final = 12
_BAR: Final = 6


def _decides(box: Box, fill: str) -> list[str]:
    """Cut corners and a heavy line."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    corners = [
        (left + _CUT, top),
        (right - _CUT, top),
        (right, top + _CUT),
        (right, bottom - _CUT),
        (right - _CUT, bottom),
        (left + _CUT, bottom),
        (left, bottom - _CUT),
        (left, top + _CUT),
    ]
    return [outline(corners, fill=fill, stroke=ACCENT, stroke_width=3)]


def _works(box: Box, fill: str) -> list[str]:
    return [rectangle(box.x, box.y, box.width, box.height, fill=fill, stroke=INK, stroke_width=1.5)]


def _supplements(box: Box, fill: str) -> list[str]:
    """Leaning sides, as for what is put in."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    corners = [(left + _LEAN, top), (right, top), (right - _LEAN, bottom), (left, bottom)]
    return [outline(corners, fill=fill, stroke=INK, stroke_width=1.5)]


def _informs(box: Box, fill: str) -> list[str]:
    """A sheet with a folded corner."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    sheet = [(left, top), (right - _FOLD, top), (right, top + _FOLD), (right, bottom), (left, bottom)]
    fold = [(right - _FOLD, top), (right - _FOLD, top + _FOLD), (right, top + _FOLD)]
    look = {"stroke": INK, "stroke_width": 1.5}
    return [outline(sheet, fill=fill, **look), outline(fold, fill=PAPER, **look)]


def _follows_up(box: Box, fill: str) -> list[str]:
    """Doubled sides."""
    bars = [
        element("line", x1=x, y1=box.y, x2=x, y2=box.y + box.height, stroke=INK, stroke_width=1.5)
        for x in (box.x + _BAR, box.x + box.width - _BAR)
    ]
    return [*_works(box, fill), *bars]


_SHAPES: Final[Mapping[Do, Callable[[Box, str], list[str]]]] = {
    Do.DECIDE: _decides,
    Do.CONSENT: _decides,
    Do.SUPPLEMENT: _supplements,
    Do.INFORM: _informs,
    Do.FOLLOW_UP: _follows_up,
}


def step_shape(do: Do, box: Box, is_forum: bool) -> list[str]:
    """A step's outline: by what it is for, tinted when a forum takes it."""
    return _SHAPES.get(do, _works)(box, TINT if is_forum else PAPER)


@dataclass(frozen=True, slots=True)
class _Look:
    fill: str
    stroke: str
    width: float
    dash: str | None = None


_PILLS: Final[Mapping[Result, _Look]] = {
    Result.APPROVED: _Look("#dff0df", "#1d5c2a", 3),
    Result.NOTED: _Look("#eef1f2", INK, 1.5),
    Result.REJECTED: _Look("#fbe4e1", "#8f1d14", 3),
    Result.WITHDRAWN: _Look(PAPER, INK, 1.5, "6 4"),
    Result.LAPSED: _Look(PAPER, INK, 1.5, "6 4"),
}


def end_shape(result: Result, box: Box) -> list[str]:
    """An end's outline, round at both sides: heavy where it was decided, dashed where it was not."""
    look = _PILLS[result]
    pill = rectangle(
        box.x,
        box.y,
        box.width,
        box.height,
        rx=min(box.height // 2, 18),
        fill=look.fill,
        stroke=look.stroke,
        stroke_width=look.width,
        stroke_dasharray=look.dash,
    )
    return [pill]


def start_shape(box: Box) -> list[str]:
    """A start's outline: filled."""
    return [rectangle(box.x, box.y, box.width, box.height, rx=min(box.height // 2, 18), fill=ACCENT)]


_LINES: Final[Mapping[Manner, tuple[str, str | None]]] = {
    Manner.ONWARD: (INK, None),
    Manner.RETURN: ("#1b568f", "2 4"),
    Manner.LATE: ("#8a3a00", "9 5"),
}


def line_colour(manner: Manner) -> str:
    """The colour of a line and of the outcomes that stand on it."""
    return _LINES[manner][0]


def arrow(points: Sequence[tuple[int, int]], manner: Manner) -> list[str]:
    """A line through points with a head at the last: straight down or up, then bent to the next pair."""
    colour, dash = _LINES[manner]
    x, y = points[-1]
    up = y < points[0][1]
    stop = y + HEAD - 1 if up else y - HEAD + 1
    bends = _path([*points[:-1], (x, stop)])
    head = [(x, y), (x - 5, y + HEAD if up else y - HEAD), (x + 5, y + HEAD if up else y - HEAD)]
    return [
        element("path", d=bends, fill="none", stroke=colour, stroke_width=1.75, stroke_dasharray=dash),
        outline(head, fill=colour),
    ]


def _path(points: Sequence[tuple[int, int]]) -> str:
    (x, y), *rest = points
    written = [f"M{x} {y}"]
    for there_x, there_y in rest:
        if (there_x, there_y) == (x, y):
            continue
        if there_x == x:
            written.append(f"V{there_y}")
        else:
            middle = (y + there_y) // 2
            written.append(f"C{x} {middle} {there_x} {middle} {there_x} {there_y}")
        x, y = there_x, there_y
    return "".join(written)
