"""A benefit map as SVG text: four columns, lines from what is done to what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from samspil.core.benefits.map_layout import Laid, lay
from samspil.core.benefits.mapping import COLUMNS, Column
from samspil.core.governance.diagram.lettering import wrapped
from samspil.core.pictures import framed
from samspil.core.portfolio.picture_titles import shortened

BOX: Final = 208
GAP: Final = 64
WIDTH: Final = 4 * BOX + 3 * GAP + 2 * 12
_LEFT, _HEAD, _FOOT = 12, 44, 16
_PADDING: Final = 12
_LETTERS: Final = 14
_SMALL: Final = 12
_LINE: Final = 18
_SMALL_LINE: Final = 16
_MOST_LETTERS: Final = 120
_MOST_LINES: Final = 12
_TIP: Final = 7


@dataclass(frozen=True, slots=True)
class Node:
    """Something in a map: ``notes`` stand below its title, then what it ``lacks``; ``said`` is all of it.

    ``look`` is ``disbenefit`` where it is one.
    """

    key: str
    column: Column
    title: str
    said: str
    url: str = ""
    notes: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    look: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link, with what part it has written on it."""

    source: str
    target: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the picture is called, what it is, and what stands above its columns."""

    name: str
    description: str
    columns: Mapping[Column, str]


def map_picture(nodes: Sequence[Node], arrows: Sequence[Arrow], said: Said) -> str:
    """The picture. Linear in what is in it, but for the ordering of the columns.

    >>> node = Node("a", Column.BENEFIT, "Less waiting", "Benefit: Less waiting")
    >>> named = Said("Map", "One benefit", {one: one.value for one in Column})
    >>> map_picture([node], [], named).count("<rect")
    1
    """
    written = {one.key: _lines(one) for one in nodes}
    heights = {key: 2 * _PADDING - 4 + sum(step for *_rest, step in lines) for key, lines in written.items()}
    laid = lay({one.key: one.column for one in nodes}, heights, [(one.source, one.target) for one in arrows])
    column_of = {one.key: COLUMNS.index(one.column) for one in nodes}
    height = _HEAD + laid.height + _FOOT
    parts = (
        *_heads(said),
        *_arrows(arrows, laid, heights, column_of),
        *(_box(one, laid.tops[one.key], heights[one.key], written[one.key]) for one in nodes),
    )
    return framed("map", said, (WIDTH, height), parts)


def _lines(one: Node) -> list[tuple[str, str, int]]:
    """Each line of a box: its look, its text and how far down it goes."""
    room = BOX - 2 * _PADDING
    title = shortened(one.title, _MOST_LETTERS)
    found = [("", text, _LINE) for text in wrapped(title, room, _LETTERS, most=_MOST_LINES)]
    for look, texts in (("quiet", one.notes), ("strong", one.lacks)):
        for said in texts:
            lines = wrapped(said, room, _SMALL, bold=look == "strong", most=2)
            found += [(look, text, _SMALL_LINE) for text in lines]
    return found


def _heads(said: Said) -> Iterator[str]:
    for column in COLUMNS:
        x = _x(COLUMNS.index(column))
        yield f'<text class="s-picture__strong" x="{x}" y="18">{escape(said.columns[column])}</text>'
        yield f'<path class="s-picture__line" d="M{x} 28h{BOX}"/>'


def _x(column: int) -> int:
    return _LEFT + column * (BOX + GAP)


def _box(one: Node, top: int, height: int, lines: Sequence[tuple[str, str, int]]) -> str:
    x, y = _x(COLUMNS.index(one.column)), _HEAD + top
    states = f"{' data-bad' if one.look == 'disbenefit' else ''}{' data-open' if one.lacks else ''}"
    box = (
        f'<rect class="s-picture__bar s-picture__node" data-column="{one.column.value}"{states}'
        f' x="{x}" y="{y}" width="{BOX}" height="{height}" rx="4"/>'
    )
    inside = [box]
    place = y + _PADDING - 4
    for look, text, step in lines:
        place += step
        named = f' class="s-picture__{look} s-picture__small"' if look else ""
        inside.append(f'<text{named} x="{x + _PADDING}" y="{place - 4}">{escape(text)} </text>')
    drawn = "".join(inside)
    if not one.url:
        return f'<g role="img" aria-label="{escape(one.said)}">{drawn}</g>'
    return f'<a href="{escape(one.url)}" aria-label="{escape(one.said)}">{drawn}</a>'


def _arrows(
    arrows: Sequence[Arrow], laid: Laid, heights: Mapping[str, int], column_of: Mapping[str, int]
) -> Iterator[str]:
    """Lines, below the boxes. The same stands in words beside the picture: readers are spared them."""
    for arrow, way in zip(arrows, laid.ways, strict=True):
        if not way.passes:
            yield _beside(arrow, laid, heights, column_of[arrow.source])
            continue
        column = column_of[arrow.source]
        middles = [_HEAD + laid.tops[key] + heights.get(key, 0) // 2 for key in way.passes]
        yield _across(arrow, column, middles)


def _across(arrow: Arrow, column: int, middles: Sequence[int]) -> str:
    """From the right edge of a box to the left edge of another; straight through columns on the way."""
    x, y = _x(column) + BOX, middles[0]
    drawn = [f"M{x} {y}"]
    for number, (_here, there) in enumerate(pairwise(middles), column + 1):
        is_last = number == column + len(middles) - 1
        to = _x(number) - (_TIP if is_last else 0)
        half = (x + to) // 2
        drawn.append(f"C{half} {y} {half} {there} {to} {there}")
        x, y = to, there
        if not is_last:
            x = _x(number) + BOX
            drawn.append(f"H{x}")
    tip = f"M{x} {y - 4}l{_TIP} 4l-{_TIP} 4z"
    label = _part(arrow, _x(column) + BOX + 6, middles[0] - 5)
    return f'<g aria-hidden="true">{_line(drawn, tip)}{label}</g>'


def _beside(arrow: Arrow, laid: Laid, heights: Mapping[str, int], column: int) -> str:
    """Inside a column: out at the right side of one, and in at the right side of the other."""
    x = _x(column) + BOX
    y, to = (_HEAD + laid.tops[key] + heights[key] // 2 for key in (arrow.source, arrow.target))
    # The two ends lie apart, where another line may come out of the very middle.
    y, to = (y + 8, to - 8) if y < to else (y - 8, to + 8)
    far = x + GAP // 2
    drawn = [f"M{x} {y}C{far} {y} {far} {to} {x + _TIP} {to}"]
    tip = f"M{x + _TIP} {to - 4}l-{_TIP} 4l{_TIP} 4z"
    return f'<g aria-hidden="true">{_line(drawn, tip)}{_part(arrow, x + 6, y - 5)}</g>'


def _line(drawn: Sequence[str], tip: str) -> str:
    return f'<path class="s-picture__way" d="{"".join(drawn)}"/><path class="s-picture__tip" d="{tip}"/>'


def _part(arrow: Arrow, x: int, y: int) -> str:
    return (
        f'<text class="s-picture__small s-picture__part" x="{x}" y="{y}">{escape(arrow.part)}</text>'
        if arrow.part
        else ""
    )
