"""Coordinates for a layered graph: nothing overlaps, lines run as straight as that allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from samspil.core.governance.diagram.layering import Layered, Size, Spot

PASSES: Final = 16
APART: Final = 26
APART_FROM_LINE: Final = 12
GAP: Final = 20
MOST_GAP: Final = 52
HEAD: Final = 8
TO_A_NODE: Final = 2.0
BETWEEN_BENDS: Final = 8.0
PORTS_APART: Final = 16
PORT_MARGIN: Final = 16


Joined = Mapping[str, Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """The x of its middle."""
        return self.x + self.width // 2

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everything is: boxes of nodes and labels, and each edge's points in its own direction.

    A line runs straight down between a point on an even place and the next, and bends after it.
    """

    boxes: Mapping[str, Box]
    lines: Mapping[str, tuple[tuple[int, int], ...]]
    labels: Mapping[str, Box]
    size: Size


def placed(graph: Layered) -> Placed:
    """Place a layered graph in the smallest rectangle that holds it, from (0, 0).

    Complexity: ``PASSES`` times the spots and links.
    """
    middles = _middles(graph)
    left = min(middles[key] - _half(spot) for key, spot in graph.spots.items())
    middles = {key: middle - left for key, middle in middles.items()}
    tops, height = _tops(graph, middles)
    boxes = {
        key: Box(middles[key] - _half(spot), tops[number], spot.size.width, spot.size.height)
        for number, layer in enumerate(graph.layers)
        for key in layer
        for spot in [graph.spots[key]]
    }
    lines = _lines(graph, boxes, tops)
    width = max(box.x + box.width for box in boxes.values())
    nodes = {key: box for key, box in boxes.items() if graph.spots[key].edge is None}
    labels = {str(spot.edge): boxes[key] for key, spot in graph.spots.items() if spot.is_label}
    return Placed(nodes, lines, labels, Size(width, height))


def spread(wished: Sequence[float], weights: Sequence[float], apart: Sequence[float]) -> list[float]:
    """The places nearest to what is wished, in order and far enough apart: least weighted squares.

    Args:
        wished: where each would like to be.
        weights: how much each minds, above zero.
        apart: the least distance from each to the next, one fewer than the places.

    Linear. Source: pool adjacent violators, Barlow et al., Statistical inference under order
    restrictions (1972).

    >>> spread([0, 0], [1, 1], [10])
    [-5.0, 5.0]
    """
    shifts = [0.0]
    for distance in apart:
        shifts.append(shifts[-1] + distance)
    pools: list[tuple[float, float, int]] = []
    for place, weight, shift in zip(wished, weights, shifts, strict=True):
        pool = ((place - shift) * weight, weight, 1)
        while pools and pools[-1][0] / pools[-1][1] >= pool[0] / pool[1]:
            before = pools.pop()
            pool = (before[0] + pool[0], before[1] + pool[1], before[2] + pool[2])
        pools.append(pool)
    levels = [total / weight for total, weight, count in pools for _ in range(count)]
    return [level + shift for level, shift in zip(levels, shifts, strict=True)]


def _half(spot: Spot) -> int:
    return spot.size.width // 2


def _apart(left: Spot, right: Spot) -> float:
    gap = APART if left.edge is None and right.edge is None else APART_FROM_LINE
    return left.size.width / 2 + right.size.width / 2 + gap + 1


def _middles(graph: Layered) -> dict[str, int]:
    """The middle of every spot, whole numbers that keep the distances."""
    above, below = _joined(graph)
    middles = dict.fromkeys(graph.spots, 0.0)
    both = {key: [*above[key], *below[key]] for key in graph.spots}
    for number in range(PASSES):
        joined = [above, below, both][number % 3] if number < PASSES - 4 else both
        for layer in graph.layers if number % 2 == 0 else reversed(graph.layers):
            _move(graph, layer, middles, joined)
    for _ in range(2):
        _straighten(graph, middles)
    return {key: int(middle // 1) for key, middle in middles.items()}


def _joined(graph: Layered) -> tuple[Joined, Joined]:
    """What each spot is joined to above and below, and how much it matters that the line is straight."""
    above: dict[str, list[tuple[str, float]]] = {key: [] for key in graph.spots}
    below: dict[str, list[tuple[str, float]]] = {key: [] for key in graph.spots}
    for upper, lower in graph.links:
        on_line = all(graph.spots[key].edge is not None for key in (upper, lower))
        weight = BETWEEN_BENDS if on_line else TO_A_NODE
        above[lower].append((upper, weight))
        below[upper].append((lower, weight))
    return above, below


def _move(graph: Layered, layer: Sequence[str], middles: dict[str, float], joined: Joined) -> None:
    wished, weights = [], []
    for key in layer:
        near = joined[key]
        total = sum(weight for _, weight in near)
        wished.append(
            sum(middles[other] * weight for other, weight in near) / total if near else middles[key]
        )
        weights.append(total or 0.01)
    apart = [_apart(graph.spots[one], graph.spots[other]) for one, other in pairwise(layer)]
    middles.update(zip(layer, spread(wished, weights, apart), strict=True))


def _straighten(graph: Layered, middles: dict[str, float]) -> None:
    """Put as many as possible of a line's bends exactly below one another."""
    room = _room(graph, middles)
    for chain in graph.chains.values():
        straight: list[str] = []
        low, high = -inf, inf
        for key in chain[1:-1]:
            left, right = room(key)
            if straight and max(low, left) > min(high, right):
                _align(straight, middles, low, high)
                straight, low, high = [], left, right
            straight.append(key)
            low, high = max(low, left), min(high, right)
        _align(straight, middles, low, high)


def _align(keys: Sequence[str], middles: dict[str, float], low: float, high: float) -> None:
    mean = sum(middles[key] for key in keys) / len(keys)
    for key in keys:
        middles[key] = min(max(mean, low), high)


def _room(graph: Layered, middles: dict[str, float]) -> Callable[[str], tuple[float, float]]:
    neighbours: dict[str, tuple[str | None, str | None]] = {}
    for layer in graph.layers:
        ends: list[str | None] = [None, *layer, None]
        for place, key in enumerate(layer):
            neighbours[key] = (ends[place], ends[place + 2])

    def room(key: str) -> tuple[float, float]:
        left, right = neighbours[key]
        spot = graph.spots[key]
        low = middles[left] + _apart(graph.spots[left], spot) if left else -inf
        high = middles[right] - _apart(spot, graph.spots[right]) if right else inf
        return low, high

    return room


def _tops(graph: Layered, middles: Mapping[str, int]) -> tuple[list[int], int]:
    """The top of every layer, and the height of all: a gap grows with how far its lines run sideways."""
    tops, y = [], 0
    for number, layer in enumerate(graph.layers):
        tops.append(y)
        y += max(graph.spots[key].size.height for key in layer)
        if number < len(graph.layers) - 1:
            here = set(layer)
            far = max(abs(middles[one] - middles[two]) for one, two in graph.links if one in here)
            y += min(MOST_GAP, GAP + far // 8)
    return tops, y


def _lines(
    graph: Layered, boxes: Mapping[str, Box], tops: Sequence[int]
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Each edge's points: out of its box, down both sides of every bend and label, into the next box."""
    layer_of = {key: number for number, layer in enumerate(graph.layers) for key in layer}
    bottoms = [
        top + max(graph.spots[key].size.height for key in layer)
        for top, layer in zip(tops, graph.layers, strict=True)
    ]
    leaving, arriving = _ports(graph, boxes, lower_side=True), _ports(graph, boxes, lower_side=False)
    lines = {}
    for edge, chain in graph.chains.items():
        upper = boxes[chain[0]]
        points = [
            (leaving[edge], upper.y + upper.height),
            (leaving[edge], bottoms[layer_of[chain[0]]] + HEAD),
        ]
        for key in chain[1:-1]:
            number = layer_of[key]
            points += [(boxes[key].middle, tops[number]), (boxes[key].middle, bottoms[number])]
        lower = boxes[chain[-1]]
        points += [(arriving[edge], tops[layer_of[chain[-1]]] - HEAD), (arriving[edge], lower.y)]
        lines[edge] = tuple(reversed(points)) if edge in graph.back else tuple(points)
    return lines


def _ports(graph: Layered, boxes: Mapping[str, Box], lower_side: bool) -> dict[str, int]:
    """Where each edge meets its box: below what it leads to as far as the box reaches, and apart."""
    at: dict[str, list[tuple[int, str]]] = {}
    for edge, chain in graph.chains.items():
        here, there = (chain[0], chain[1]) if lower_side else (chain[-1], chain[-2])
        at.setdefault(here, []).append((boxes[there].middle, edge))
    ports = {}
    for key, edges in at.items():
        box = boxes[key]
        first, last = box.x + PORT_MARGIN, box.x + box.width - PORT_MARGIN
        edges.sort()
        apart = min(PORTS_APART, (last - first) / max(1, len(edges) - 1))
        wished = [min(max(place, first), last) for place, _ in edges]
        places = spread(wished, [1.0] * len(edges), [apart] * (len(edges) - 1))
        for number, ((_, edge), place) in enumerate(zip(edges, places, strict=True)):
            low, high = first + number * apart, last - (len(edges) - 1 - number) * apart
            ports[edge] = int(min(max(place, low), high))
    return ports
