"""A layered layout: every edge leads from one layer down to a later one, or is marked as leading back.

Four stages, each a function: turn round the edges that close a cycle, lay nodes on layers by their
longest path, put labels and bends on the layers between, and order each layer so that few edges cross.
Layers with even numbers hold nodes, those with odd numbers labels.

Source: Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical system structures
(1981); Barth, Mutzel and Jünger, Simple and efficient bilayer cross counting (2004).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SWEEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Size:
    """How much room something takes."""

    width: int
    height: int


BEND: Final = Size(12, 0)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge by its own key, from a node to another, with the room that its label takes."""

    key: str
    source: str
    target: str
    label: Size | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a layer: a node, an edge's label, or a bend where an edge passes."""

    key: str
    size: Size
    edge: str | None = None
    is_label: bool = False

    @property
    def is_bend(self) -> bool:
        """Whether only a line passes here."""
        return self.edge is not None and not self.is_label


@dataclass(frozen=True, slots=True)
class Layered:
    """Spots by layer from the first, each layer from left to right.

    ``chains`` has the keys that each edge passes, from the higher layer to the lower, both ends
    included; ``back`` the edges that run against it.
    """

    layers: tuple[tuple[str, ...], ...]
    spots: Mapping[str, Spot]
    chains: Mapping[str, tuple[str, ...]]
    back: frozenset[str]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The pairs of spots on neighbouring layers that a line joins."""
        return [pair for chain in self.chains.values() for pair in pairwise(chain)]


def layered(nodes: Mapping[str, Size], edges: Sequence[Edge]) -> Layered:
    """Lay a graph on layers. An edge from a node to itself must be left out; the first node is the start.

    Complexity: ``SWEEPS`` times the links between neighbouring layers times their logarithm.

    >>> one = Size(10, 10)
    >>> found = layered({"a": one, "b": one}, [Edge("there", "a", "b"), Edge("again", "b", "a")])
    >>> found.layers[0], sorted(found.back)
    (('a',), ['again'])
    """
    back = edges_back(nodes, edges)
    ranks = ranks_of(nodes, edges, back)
    laid = laid_out(nodes, edges, back, ranks)
    return Layered(fewest_crossings(laid), laid.spots, laid.chains, laid.back)


def edges_back(nodes: Mapping[str, Size], edges: Sequence[Edge]) -> frozenset[str]:
    """The edges that close a cycle in a depth-first walk. Without them there is no cycle left."""
    leaving: dict[str, list[Edge]] = {key: [] for key in nodes}
    for edge in edges:
        leaving[edge.source].append(edge)
    back: set[str] = set()
    done: set[str] = set()
    for root in nodes:
        path = {root: iter(leaving[root])}
        while path:
            here = next(reversed(path))
            if (way := next(path[here], None)) is None:
                done.add(here)
                del path[here]
            elif way.target in path:
                back.add(way.key)
            elif way.target not in done:
                path[way.target] = iter(leaving[way.target])
    return frozenset(back)


def ranks_of(nodes: Mapping[str, Size], edges: Sequence[Edge], back: frozenset[str]) -> dict[str, int]:
    """Each node's layer among the nodes: the longest way to it, back edges turned round."""
    ranks = dict.fromkeys(nodes, 0)
    turned = [_turned(edge, back) for edge in edges]
    for _ in nodes:
        for upper, lower in turned:
            ranks[lower] = max(ranks[lower], ranks[upper] + 1)
    return ranks


def _turned(edge: Edge, back: frozenset[str]) -> tuple[str, str]:
    return (edge.target, edge.source) if edge.key in back else (edge.source, edge.target)


def laid_out(
    nodes: Mapping[str, Size], edges: Sequence[Edge], back: frozenset[str], ranks: Mapping[str, int]
) -> Layered:
    """Nodes on even layers, labels and bends between, each layer in the order of arrival.

    A label stands next to the node that its edge leaves: right below it, or above it for one back.
    """
    spots = {key: Spot(key, size) for key, size in nodes.items()}
    layers: list[list[str]] = [[] for _ in range(2 * max(ranks.values()) + 1)]
    for key in nodes:
        layers[2 * ranks[key]].append(key)
    chains = {}
    for edge in edges:
        upper, lower = _turned(edge, back)
        first, last = 2 * ranks[upper] + 1, 2 * ranks[lower] - 1
        at_label = last if edge.key in back else first
        for layer in range(first, last + 1):
            is_label = layer == at_label and edge.label is not None
            size = edge.label if is_label and edge.label else BEND
            spot = Spot(f"{edge.key}@{layer}", size, edge.key, is_label)
            spots[spot.key] = spot
            layers[layer].append(spot.key)
        between = [f"{edge.key}@{layer}" for layer in range(first, last + 1)]
        chains[edge.key] = (upper, *between, lower)
    return Layered(tuple(tuple(layer) for layer in layers), spots, chains, back)


def fewest_crossings(laid: Layered) -> tuple[tuple[str, ...], ...]:
    """The best order found by sweeping down and up, each layer sorted by where its neighbours stand.

    Never worse than the order that was given.
    """
    above: dict[str, list[str]] = {key: [] for key in laid.spots}
    below: dict[str, list[str]] = {key: [] for key in laid.spots}
    for upper, lower in laid.links:
        below[upper].append(lower)
        above[lower].append(upper)
    layers = [list(layer) for layer in laid.layers]
    best, least = laid.layers, crossings(laid.layers, below)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        numbers = range(1, len(layers)) if down else range(len(layers) - 2, -1, -1)
        for number in numbers:
            fixed = layers[number - 1 if down else number + 1]
            layers[number] = _by_barycentre(layers[number], fixed, above if down else below)
        _swap_neighbours(layers, above, below)
        found = crossings(layers, below)
        if found < least:
            best, least = tuple(tuple(layer) for layer in layers), found
    return best


def _by_barycentre(layer: list[str], fixed: Sequence[str], joined: Mapping[str, list[str]]) -> list[str]:
    """Sort by the mean place of what each spot is joined to; one that is joined to nothing stays."""
    places = {key: place for place, key in enumerate(fixed)}
    means = {
        key: sum(places[other] for other in joined[key]) / len(joined[key]) for key in layer if joined[key]
    }
    ordered = iter(sorted(means, key=lambda key: means[key]))
    return [next(ordered) if key in means else key for key in layer]


def _swap_neighbours(
    layers: list[list[str]], above: Mapping[str, list[str]], below: Mapping[str, list[str]]
) -> None:
    """Swap two that stand side by side wherever fewer of their own lines cross then."""
    for number, layer in enumerate(layers):
        upper = {key: place for place, key in enumerate(layers[number - 1])} if number else {}
        lower = {key: place for place, key in enumerate(layers[number + 1])} if layers[number + 1 :] else {}
        for place in range(len(layer) - 1):
            one, other = layer[place], layer[place + 1]
            gain = 0
            for joined, places in ((above, upper), (below, lower)):
                mine, theirs = [places[key] for key in joined[one]], [places[key] for key in joined[other]]
                gain += _inverted(mine, theirs) - _inverted(theirs, mine)
            if gain > 0:
                layer[place], layer[place + 1] = other, one


def _inverted(left: Sequence[int], right: Sequence[int]) -> int:
    return sum(1 for mine in left for theirs in right if mine > theirs)


def crossings(layers: Sequence[Sequence[str]], below: Mapping[str, Sequence[str]]) -> int:
    """How many pairs of lines cross between neighbouring layers.

    >>> crossings([["a", "b"], ["c", "d"]], {"a": ["d"], "b": ["c"]})
    1
    """
    total = 0
    for upper, lower in pairwise(layers):
        places = {key: place for place, key in enumerate(lower)}
        seen: list[int] = []
        for key in upper:
            ends = sorted(places[other] for other in below[key])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total
