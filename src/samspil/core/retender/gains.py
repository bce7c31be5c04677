"""What each member gains by tendering together, and whether anybody would do better otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import add

from samspil.core.finance.cost_keys.rounding import whole
from samspil.core.retender.aligning import Prices
from samspil.core.retender.need import Movable, Tender
from samspil.core.sharing import shapley
from samspil.core.sharing.games import MOST_IN_TABLE, TableGame
from samspil.core.sharing.objections import Nearest, nearest


@dataclass(frozen=True, slots=True)
class Gain:
    """What one contract's owner carries and saves in a joint tender, in øre.

    ``pays`` is the part of the tender and of everybody's moving that it carries; ``moves`` what its own
    moving costs, which is in ``pays``; ``alone`` what a tender of its own costs. ``saves`` is what it is
    better off by at the least, most likely and largest price effect; below nothing it is worse off.
    """

    key: str
    alone: int
    pays: int
    moves: int
    saves: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Gains:
    """What all in one tender gain. ``fair``: divided by what each adds (Shapley); otherwise evenly.

    ``nearest`` is the group that is nearest to doing better by itself, at no price effect at all.
    """

    gains: tuple[Gain, ...]
    fair: bool
    nearest: Nearest | None


def gains(
    contracts: Sequence[Movable],
    tender: Tender,
    prices: Prices,
    worth: Mapping[str, int],
    effect: tuple[Fraction, Fraction, Fraction],
) -> Gains:
    """What each in one tender gains against tendering alone when its contract ends.

    Up to twelve share by what each adds, over every order in which they could have joined: the cost of a
    group is that of one tender in its best month, or of one each where that is cheaper. More share evenly.

    Args:
        contracts: those of the need, the tender's among them.
        tender: whose gains.
        prices: what tendering costs.
        worth: what each contract will cost in all, in øre, at today's prices.
        effect: the share of it that a joint tender saves: at least, most likely, at most.

    Source: science.md §5 and §8; docs/algorithms/fairness.md.

    >>> two = [Movable("a", 0, 9, 4, 10, 10), Movable("b", 0, 9, 6, 10, 10)]
    >>> effect = (Fraction(0), Fraction(1, 20), Fraction(3, 20))
    >>> found = gains(two, Tender(4, ("a", "b")), Prices(100), {"a": 1000, "b": 400}, effect)
    >>> [(one.key, one.pays, one.moves, one.saves) for one in found.gains]
    [('a', 60, 0, (40, 90, 190)), ('b', 60, 20, (40, 60, 100))]
    """
    inside = [one for one in contracts if one.key in set(tender.keys)]
    moves = {one.key: one.costs(tender.at) for one in inside}
    total = prices.tender + prices.each_more * (len(inside) - 1) + sum(moves.values())
    fair = len(inside) <= MOST_IN_TABLE
    if fair:
        game = _game(inside, prices, total)
        pays = whole(shapley.of_table(game), total)
        objects = nearest(game, pays)
    else:
        shared = total - sum(moves.values())
        even = {one.key: Fraction(shared, len(inside)) + moves[one.key] for one in inside}
        pays, objects = whole(even, total), None
    joint = len(inside) > 1
    found = tuple(
        Gain(
            one.key,
            prices.tender,
            pays[one.key],
            moves[one.key],
            _saves(prices.tender - pays[one.key], worth[one.key], effect, joint),
        )
        for one in inside
    )
    return Gains(found, fair, objects)


def _saves(
    on_tender: int, worth: int, effect: tuple[Fraction, Fraction, Fraction], joint: bool
) -> tuple[int, int, int]:
    least, likely, most = (on_tender + (int(worth * share) if joint else 0) for share in effect)
    return least, likely, most


def _game(inside: Sequence[Movable], prices: Prices, total: int) -> TableGame:
    """What every group of them would pay; all together what the plan has them pay.

    One tender in the group's best month, or one each where that is cheaper or no month would do for all. What
    a group's moving costs in each month is that of the group without its last, and the last's. It rises by
    even steps to both sides of what each wants, so the best month is a wanted one or the end of a window.
    """
    months = sorted({at for one in inside for at in (one.first, one.wanted, one.last)})
    own = [[one.costs(at) for at in months] for one in inside]
    moving, costs = [[0] * len(months)], [0]
    for group in range(1, 1 << len(inside)):
        last, number = group.bit_length() - 1, group.bit_count()
        moving.append(list(map(add, moving[group ^ 1 << last], own[last])))
        joint = prices.tender + prices.each_more * (number - 1) + min(moving[group])
        costs.append(min(joint, prices.tender * number))
    costs[-1] = total
    return TableGame(tuple(one.key for one in inside), tuple(costs))
