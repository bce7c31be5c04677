"""Published pairs with their truth, as they lie in SAMSPIL_DATA; nothing about them is told to the method."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from samspil.core.matching.linking import Linked, linked

DATA: Final = Path(os.environ.get("SAMSPIL_DATA", "../shared/data")) / "benchmarks" / "entity_resolution"
SETS: Final = {
    "Restaurants": ("pyjedai_D1_rest1", "pyjedai_D1_rest2", "pyjedai_D1_gt", 0.846),
    "Abt-Buy": ("pyjedai_D2_abt", "pyjedai_D2_buy", "pyjedai_D2_gt", 0.859),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How good it was without a label, and with the best threshold that the labels could have told."""

    f1: float
    best: float
    wanted: float


def outcome(name: str) -> Outcome:
    """Link a published set by all its columns, the name first."""
    ours, theirs, truth, wanted = SETS[name]
    one, other = _rows(ours), _rows(theirs)
    first, second = ({row[0]: at for at, row in enumerate(rows)} for rows in (one, other))
    same = {(first[a], second[b]) for a, b in _rows(truth)}
    found = linked([row[1:] for row in one], [row[1:] for row in other])
    said = [(pair.one, pair.other) for pair in found.accepted]
    return Outcome(_f1(said, same), _best(found, same), wanted)


def _best(found: Linked, same: set[tuple[int, int]]) -> float:
    ranked = sorted(found.counterparts, key=lambda pair: -pair.score)
    pairs = [(pair.one, pair.other) for pair in ranked]
    return max(_f1(pairs[:number], same) for number in range(1, len(pairs) + 1))


def _f1(said: Sequence[tuple[int, int]], same: set[tuple[int, int]]) -> float:
    return 2 * len(same.intersection(said)) / (len(said) + len(same))


def _rows(name: str) -> list[list[str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter="|"))[1:]
