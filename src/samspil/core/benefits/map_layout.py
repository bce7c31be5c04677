"""Where everything in a benefit map stands: a column for each sort, few crossings, nothing overlaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from samspil.core.benefits.mapping import COLUMNS, Column
from samspil.core.governance.diagram.layering import Layered, Size, Spot, fewest_crossings
from samspil.core.governance.diagram.placing import spread

APART: Final = 16
APART_FROM_LINE: Final = 8
PASSES: Final = 8


@dataclass(frozen=True, slots=True)
class Way:
    """A link, and the keys it passes, both ends included; none where it stays in its column."""

    source: str
    target: str
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """The top of everything in a column, by key, what each link passes, and how high it all is."""

    tops: Mapping[str, int]
    ways: tuple[Way, ...]
    height: int


def lay(columns: Mapping[str, Column], heights: Mapping[str, int], links: Sequence[tuple[str, str]]) -> Laid:
    """Lay a map out in its four columns.

    A link that skips columns is given room between what stands there. Links inside a column take none.
    Few cross: by barycentres and swaps, never worse than the order that was given.

    Args:
        columns: what is in the map, by key, in the order that somebody put it there.
        heights: how high each is.
        links: from one to the other; none leads to an earlier column.

    >>> found = lay({"a": Column.DELIVERABLE, "b": Column.GOAL}, {"a": 40, "b": 40}, [("a", "b")])
    >>> found.tops["a"] == found.tops["b"], len(found.ways[0].passes)
    (True, 4)
    """
    layers: list[list[str]] = [[key for key, of in columns.items() if of is one] for one in COLUMNS]
    spots = {key: Spot(key, Size(0, heights[key])) for key in columns}
    ways, chains = [], {}
    for number, (source, target) in enumerate(links):
        here, there = COLUMNS.index(columns[source]), COLUMNS.index(columns[target])
        between = [f"{number}@{layer}" for layer in range(here + 1, there)]
        for layer, key in enumerate(between, here + 1):
            layers[layer].append(key)
            spots[key] = Spot(key, Size(0, 0), str(number))
        passes = (source, *between, target) if there > here else ()
        ways.append(Way(source, target, passes))
        if passes:
            chains[str(number)] = passes
    ordered = fewest_crossings(Layered(tuple(map(tuple, layers)), spots, chains, frozenset()))
    tops, height = _tops(ordered, spots, list(chains.values()))
    return Laid(tops, tuple(ways), height)


def _tops(
    layers: Sequence[Sequence[str]], spots: Mapping[str, Spot], chains: Sequence[Sequence[str]]
) -> tuple[dict[str, int], int]:
    joined: dict[str, list[str]] = {key: [] for key in spots}
    for chain in chains:
        for one, other in pairwise(chain):
            joined[one].append(other)
            joined[other].append(one)
    middles: dict[str, float] = {}
    for layer in layers:
        place = 0.0
        for number, key in enumerate(layer):
            place += _apart(spots[layer[number - 1]], spots[key]) if number else 0.0
            middles[key] = place
    for turn in range(PASSES):
        for layer in layers if turn % 2 == 0 else reversed(layers):
            _move(layer, middles, joined, spots)
    tops = {key: middle - spots[key].size.height / 2 for key, middle in middles.items()}
    least = min(tops.values(), default=0.0)
    whole = {key: int(top - least) for key, top in tops.items()}
    return whole, max((whole[key] + spots[key].size.height for key in whole), default=0)


def _move(
    layer: Sequence[str],
    middles: dict[str, float],
    joined: Mapping[str, list[str]],
    spots: Mapping[str, Spot],
) -> None:
    """Everything in a column as near as it can be to the mean of what it is joined to."""
    if not layer:
        return
    apart = [_apart(spots[one], spots[other]) for one, other in pairwise(layer)]
    wished: list[float] = []
    weights = []
    for number, key in enumerate(layer):
        near = joined[key]
        # What is linked to nothing stands right below its neighbour, or where it is at the top.
        loose = wished[-1] + apart[number - 1] if number else middles[key]
        wished.append(sum(middles[one] for one in near) / len(near) if near else loose)
        weights.append(float(len(near)) or 0.01)
    middles.update(zip(layer, spread(wished, weights, apart), strict=True))


def _apart(upper: Spot, lower: Spot) -> float:
    gap = APART if upper.edge is None and lower.edge is None else APART_FROM_LINE
    return (upper.size.height + lower.size.height) / 2 + gap + 1
