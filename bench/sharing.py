"""Fair shares: exactly for 98 members, and nine with the nucleolus and every group asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from bench.report import Row, Section
from bench.timing import time_once
from samspil.core.finance.cost_keys.rounding import whole
from samspil.core.sharing import nucleolus, shapley
from samspil.core.sharing.fairness import side_by_side
from samspil.core.sharing.games import PriceStep, VolumeCost, VolumeGame, table_of
from samspil.core.sharing.objections import nearest

PRICES: Final = VolumeCost(100_000, 500, (PriceStep(0, 900), PriceStep(300, 700), PriceStep(700, 450)))


def members(number: int, most: int) -> VolumeGame:
    """So many members, most of different volumes, none above ``most``."""
    return VolumeGame({f"{at:02}": 1 + at * 37 % most for at in range(number)}, PRICES)


def sections() -> Iterator[Section]:
    """The section of the page."""
    yield Section("Sharing a joint cost fairly", "sharing", list(_rows()))


def _rows() -> Iterator[Row]:
    many, nine = members(98, 53), members(9, 400)
    shares = whole(shapley.of_volumes(many), many.total)
    table = table_of(nine)
    timed: dict[str, Callable[[], object]] = {
        f"Shapley, exactly, 98 members, joint volume {many.volume}": partial(shapley.of_volumes, many),
        "Which group of the 98 is nearest to leaving": partial(nearest, many, shares),
        "The nucleolus of nine, exactly": partial(nucleolus.nucleolus, table),
        "Nine: three ways, each held against all 510 groups": partial(side_by_side, nine),
    }
    for what, call in timed.items():
        yield Row(what, time_once(call))
