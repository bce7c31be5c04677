"""The Shapley value: what each adds on average, over every order in which members could have joined.

Exact for a table (every group), exact for a volume game (groups counted by size and volume), and by samples
with intervals for anything else. Sources: Shapley (1953), "A value for n-person games"; for the samples
Castro, Gomez, Tejada (2009), "Polynomial calculation of the Shapley value based on sampling".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import shake_256
from math import comb, factorial, sqrt
from operator import mul
from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.sharing.games import TableGame, VolumeGame

Division = dict[str, Fraction]
MOST_ORDERS: Final = 1_000_000
_BYTES: Final = (
    256  # of an order's number: so many more than n! needs for 200 members that no order is favoured
)
_WITHIN: Final = 1.96  # deviations to each side: 95 of 100 intervals hold the value


def of_table(game: TableGame) -> Division:
    """Exact, by going through every group. O(n 2**n).

    >>> airport = TableGame(("a", "b"), (0, 1, 3, 3))
    >>> {one: str(part) for one, part in of_table(airport).items()}
    {'a': '1/2', 'b': '5/2'}
    """
    number = len(game.members)
    orders = [*(factorial(size) * factorial(number - 1 - size) for size in range(number)), 0]
    before = [orders[group.bit_count()] * cost for group, cost in enumerate(game.costs)]
    # What a group counts for each of its members: with them in it, and that they are not before it.
    counts = [orders[group.bit_count() - 1] * cost + before[group] for group, cost in enumerate(game.costs)]
    everybody, groups, found = sum(before), 1 << number, {}
    for at, one in enumerate(game.members):
        bit = 1 << at
        within = sum(sum(counts[first : first + bit]) for first in range(bit, groups, 2 * bit))
        found[one] = Fraction(within - everybody, factorial(number))
    return found


def of_volumes(game: VolumeGame) -> Division:
    """Exact, by counting how many groups have each size and volume.

    What is fixed is carried alike, what is for each member by each; only the price of the volume asks who
    comes after whom. Members of one volume are worked out once. O(n**2 W) to count and O(n W) for each
    distinct volume, W the volume of all; 98 members in seconds.

    Raises:
        ProblemsError: ``volume_too_large``.

    >>> from samspil.core.sharing.games import PriceStep, VolumeCost
    >>> game = VolumeGame({"a": 1, "b": 2}, VolumeCost(3, steps=(PriceStep(0, 10), PriceStep(2, 4))))
    >>> {one: str(part) for one, part in of_volumes(game).items()}
    {'a': '17/2', 'b': '37/2'}
    """
    game.check_countable()
    number, volume = len(game.volumes), game.volume
    counted = _counted(list(game.volumes.values()), volume)
    prices = [game.cost.price(one) for one in range(volume + 1)]
    alike = Fraction(game.cost.fixed, number) + game.cost.member
    by_volume = {
        own: alike + _added(_without(counted, own), prices, own) for own in set(game.volumes.values())
    }
    return {one: by_volume[own] for one, own in game.volumes.items()}


def _counted(volumes: list[int], volume: int) -> list[list[int]]:
    """How many groups there are of each size (row) and volume (column)."""
    rows = [[0] * (volume + 1) for _ in range(len(volumes) + 1)]
    rows[0][0] = 1
    for done, own in enumerate(volumes):
        for size in range(done, -1, -1):
            moved = [0] * own + rows[size][: volume + 1 - own]
            rows[size + 1] = [one + other for one, other in zip(rows[size + 1], moved, strict=True)]
    return rows


def _without(rows: list[list[int]], own: int) -> list[list[int]]:
    """The same, of all but one member of a volume: what was counted with it is taken away, size by size."""
    found = [rows[0]]
    for row in rows[1:-1]:
        moved = [0] * own + found[-1][: len(row) - own]
        found.append([one - other for one, other in zip(row, moved, strict=True)])
    return found


def _added(rows: list[list[int]], prices: list[int], own: int) -> Fraction:
    """What a member of a volume adds to the price on average, over the groups of the others."""
    adds = [after - before for before, after in zip(prices, prices[own:], strict=False)]
    number = len(rows)
    by_size = (Fraction(sum(map(mul, row, adds)), comb(number - 1, size)) for size, row in enumerate(rows))
    return sum(by_size, Fraction(0)) / number


@dataclass(frozen=True, slots=True)
class Sampled:
    """A value found by samples.

    Args:
        division: what each carries: the mean over the orders drawn. Sums to the cost of all exactly.
        within: how far to each side the 95 per cent interval of each goes, in oere.
        orders: how many were drawn.
        seed: under the same one the same orders are drawn.
    """

    division: Division
    within: Mapping[str, float]
    orders: int
    seed: int


def sampled(
    members: tuple[str, ...], cost: Callable[[tuple[str, ...]], int], orders: int, seed: int
) -> Sampled:
    """From so many orders drawn by lot: for games that can only be asked.

    Args:
        members: those who share.
        cost: of a group, in oere; nobody costs nothing.
        orders: from 2 to 1,000,000.
        seed: whole; with an order's number it decides the order, so that any part can be drawn again alone.

    Raises:
        ProblemsError: ``orders_outside``.

    >>> of_two = sampled(("a", "b"), lambda group: 10 * len(group), orders=10, seed=1)
    >>> of_two.division["a"], of_two.within["a"]
    (Fraction(10, 1), 0.0)
    """
    if not 2 <= orders <= MOST_ORDERS:
        raise ProblemsError.of("orders_outside", orders=orders, most=MOST_ORDERS)
    added, squared = dict.fromkeys(members, 0), dict.fromkeys(members, 0)
    for at in range(orders):
        before = 0
        group: tuple[str, ...] = ()
        for one in order(members, seed, at):
            group = (*group, one)
            after = cost(group)
            added[one] += after - before
            squared[one] += (after - before) ** 2
            before = after
    division = {one: Fraction(total, orders) for one, total in added.items()}
    within = {one: _WITHIN * _deviation(added[one], squared[one], orders) for one in members}
    return Sampled(division, within, orders, seed)


def order(members: tuple[str, ...], seed: int, number: int) -> tuple[str, ...]:
    """One order of all, by lot: every order is as likely, and depends on the seed and its number alone.

    >>> order(("a", "b", "c"), 1, 7) == order(("a", "b", "c"), 1, 7)
    True
    """
    lot = int.from_bytes(shake_256(f"{seed}:{number}".encode()).digest(_BYTES), "big")
    left, drawn = list(members), []
    while left:
        lot, at = divmod(lot, len(left))
        drawn.append(left.pop(at))
    return tuple(drawn)


def _deviation(total: int, squares: int, orders: int) -> float:
    """Of the mean of what was drawn."""
    variance = Fraction(squares * orders - total * total, orders * (orders - 1))
    return sqrt(variance / orders)
