"""One route as a picture: what stands where comes from the layout, what is written from the contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samspil.core.governance.diagram.contents import Arrow, Finish, Manner, RouteContents, Stop
from samspil.core.governance.diagram.layering import Edge, Size, layered
from samspil.core.governance.diagram.lettering import ELLIPSIS, wrapped
from samspil.core.governance.diagram.placing import Box, Placed, placed
from samspil.core.governance.diagram.shapes import (
    INSET,
    arrow,
    end_shape,
    line_colour,
    start_shape,
    step_shape,
)
from samspil.core.governance.diagram.svg import (
    ACCENT,
    INK,
    PAPER,
    QUIET,
    Fragment,
    Line,
    group,
    height_of,
    lettering,
    rectangle,
)
from samspil.core.governance.diagram.values_in_words import listed
from samspil.core.governance.diagram.words import say
from samspil.core.governance.language.routes import Do

START: Final = "(start)"
STEP_WIDTH: Final = 214
PILL_WIDTH: Final = 190
START_WIDTHS: Final = (220, 300, 400)
LABEL_WIDTHS: Final = (132, 168, 210, 290)
HEADING: Final = 34
_MOST_LABEL_LINES: Final = 5
_MOST_CONDITION_LINES: Final = 8
_MOST_ROLES: Final = 4
_PAD: Final = 9
_LEANING: Final = 10


@dataclass(frozen=True, slots=True)
class _Node:
    """A step, an end or the start: its lines of text and its size."""

    lines: tuple[Line, ...]
    size: Size


def draw_route(route: RouteContents, language: str) -> Fragment:
    """Draw a route with its heading and, below, what holds on the whole way."""
    nodes = _nodes(route, language)
    arrows = {one.key: one for one in route.arrows if one.source != one.target}
    labels = {key: _label(one) for key, one in arrows.items()}
    edges = [Edge(START, START, route.start)]
    edges += [Edge(key, one.source, one.target, _label_size(labels[key])) for key, one in arrows.items()]
    where = placed(layered({key: node.size for key, node in nodes.items()}, edges))
    lines = [
        group(arrow(where.lines[START], Manner.ONWARD), data_start=route.start),
        *(
            group(arrow(where.lines[key], one.manner), data_edge=key, data_manner=one.manner.value)
            for key, one in arrows.items()
        ),
    ]
    written = [_draw_label(labels[key], where.labels[key], key) for key in arrows]
    shapes = [_draw_node(key, nodes[key], where, route) for key in nodes]
    drawing = Fragment(where.size.width, where.size.height, (*lines, *written, *shapes))
    return _framed(drawing, route)


def _framed(drawing: Fragment, route: RouteContents) -> Fragment:
    """The heading above a drawing and the notes below it."""
    width = max(drawing.width, 420)
    heading = [Line(line, 18, bold=True, colour=ACCENT) for line in wrapped(route.name, width, 18, bold=True)]
    top = height_of(heading) + 12
    below = top + drawing.height + 16
    notes, finish = _notes(route, width)
    parts = [
        *lettering(heading, 0, 0),
        group(drawing.parts, transform=f"translate({(width - drawing.width) // 2} {top})"),
    ]
    parts += lettering(notes, 0, below)
    height = below + height_of(notes)
    if finish is not None:
        node = _end_node(finish)
        pill = Box(0, height + 4, node.size.width, node.size.height)
        parts.append(
            group([*end_shape(finish.result, pill), *_centred(node.lines, pill)], data_end=finish.key)
        )
        height = pill.y + pill.height + 2
    return Fragment(width, height, (group(parts, data_route=route.key),))


def _notes(route: RouteContents, width: int) -> tuple[list[Line], Finish | None]:
    """What holds on the whole way; the end it leads to as well, unless that is drawn already."""
    drawn = {one.target for one in route.arrows}
    finish = next(end for end in route.finishes if end.key == route.withdrawn_to)
    withdraw = f"{route.withdraw}: {finish.name}" if finish.key in drawn else f"{route.withdraw}:"
    lines = [Line(line, colour=QUIET) for text in (route.park, withdraw) for line in wrapped(text, width, 13)]
    return lines, None if finish.key in drawn else finish


def _nodes(route: RouteContents, language: str) -> dict[str, _Node]:
    drawn = {one.target for one in route.arrows}
    nodes = {START: _start_node(route, language)}
    nodes |= {stop.key: _step_node(stop, route.arrows, language) for stop in route.stops}
    nodes |= {end.key: _end_node(end) for end in route.finishes if end.key in drawn}
    return nodes


def _lines(text: str, width: int, size: int = 13, bold: bool = False, colour: str = INK) -> Iterator[Line]:
    return (Line(line, size, bold, colour) for line in wrapped(text, width, size, bold))


def _step_node(stop: Stop, arrows: Sequence[Arrow], language: str) -> _Node:
    """Number and kind of step, name, who, clock, and what else there is to do."""
    width = STEP_WIDTH - 2 * INSET - (_LEANING * 2 if stop.do is Do.SUPPLEMENT else 0)
    lines = [Line(f"{stop.number} · {stop.doing}", 12, colour=ACCENT, after=1)]
    lines += _lines(stop.name, width, 14, bold=True)
    lines += _lines(stop.who, width)
    lines += _lines(f"{say('clock', language)}: {stop.clock}", width)
    for more in stop.more:
        lines += _lines(more, width, 12, colour=QUIET)
    for one in arrows:
        if (one.source, one.target) == (stop.key, stop.key):
            names = ", ".join(said.name for said in one.said)
            lines += _lines(say("stays", language, name=names), width, 12, colour=line_colour(one.manner))
    return _Node(tuple(lines), Size(STEP_WIDTH, height_of(lines) + 2 * _PAD))


def _end_node(end: Finish) -> _Node:
    lines = [*_lines(end.name, PILL_WIDTH - 2 * INSET - 8, bold=True)]
    if end.meaning:
        lines += _lines(f"({end.meaning})", PILL_WIDTH - 2 * INSET - 8, 12)
    return _pill(lines)


def _start_node(route: RouteContents, language: str) -> _Node:
    """Which kinds of matter begin here and who brings them, as narrow as shows all of it."""
    tried = [_start_lines(route, width - 2 * INSET - 8, language) for width in START_WIDTHS]
    return _pill(next((lines for lines in tried if not _is_cut(lines)), tried[-1]))


def _start_lines(route: RouteContents, width: int, language: str) -> list[Line]:
    start = say("start", language)
    if not route.kinds:
        return [Line(start, bold=True, colour=PAPER)]
    who = f"{say('brought_by', language)} {_shown(route.brought_by, language)}"
    kinds = _lines(f"{start}: {', '.join(route.kinds)}", width, bold=True, colour=PAPER)
    return [*kinds, *_lines(who, width, 12, colour=PAPER)]


def _shown(roles: Sequence[str], language: str) -> str:
    """The first of those who may bring a matter, and how many more there are."""
    if len(roles) <= _MOST_ROLES:
        return listed(roles, language, "or")
    some = roles[: _MOST_ROLES - 1]
    return listed([*some, say("more", language, n=len(roles) - len(some))], language)


def _pill(lines: Sequence[Line]) -> _Node:
    width = max(line.width for line in lines) + 2 * INSET + 8
    return _Node(tuple(lines), Size(width + width % 2, height_of(lines) + 2 * _PAD))


def _is_cut(lines: Sequence[Line]) -> bool:
    return any(line.text.endswith(ELLIPSIS) for line in lines)


def _label(one: Arrow) -> tuple[Line, ...]:
    """An arrow's outcomes, each with its whole condition: as narrow as a few lines allow."""
    tried = [_label_lines(one, width) for width in LABEL_WIDTHS]
    return next((lines for lines in tried if len(lines) <= _MOST_LABEL_LINES), tried[-1])


def _label_lines(one: Arrow, width: int) -> tuple[Line, ...]:
    """The outcomes' names, each over its condition; one that they share stands once, below them."""
    colour = line_colour(one.manner)
    lines: list[Line] = []
    for said, after in zip(one.said, [*one.said[1:], None], strict=True):
        lines += _lines(said.name, width, 12, bold=True, colour=colour)
        if after is None or after.condition != said.condition:
            lines += [
                Line(line, 12) for line in wrapped(said.condition, width, 12, most=_MOST_CONDITION_LINES)
            ]
    return tuple(lines)


def _label_size(lines: Sequence[Line]) -> Size:
    width = max(line.width for line in lines) + 6
    return Size(width + width % 2, height_of(lines) + 4)


def _draw_label(lines: Sequence[Line], box: Box, key: str) -> str:
    ground = rectangle(box.x, box.y, box.width, box.height, fill=PAPER)
    return group([ground, *lettering(lines, box.middle, box.y + 2, "middle")], data_label=key)


def _centred(lines: Sequence[Line], box: Box) -> list[str]:
    return lettering(lines, box.middle, box.y + _PAD, "middle")


def _draw_node(key: str, node: _Node, where: Placed, route: RouteContents) -> str:
    box = where.boxes[key]
    if key == START:
        return group([*start_shape(box), *_centred(node.lines, box)], data_kinds=route.key)
    stops: Mapping[str, Stop] = {stop.key: stop for stop in route.stops}
    if key in stops:
        stop = stops[key]
        inset = INSET + (_LEANING if stop.do is Do.SUPPLEMENT else 0)
        shape = step_shape(stop.do, box, stop.is_forum)
        return group([*shape, *lettering(node.lines, box.x + inset, box.y + _PAD)], data_step=key)
    result = next(end.result for end in route.finishes if end.key == key)
    return group([*end_shape(result, box), *_centred(node.lines, box)], data_end=key)
