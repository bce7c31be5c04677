"""The nucleolus: the division under which the group that has most to complain of complains least.

First the largest complaint is made as small as can be, then the next, until nothing is left to choose. Every
step is a linear program, solved exactly in fractions by the simplex method on its dual: a column is a group,
and only a group that complains more than is allowed comes in. Groups that must complain as much in every
solution are then held, and what is left to choose is fewer directions; at most n steps.

It is the pre-nucleolus: nobody is forced to pay at most what it would pay alone. Where some division exists
to which no group objects, the two are the same. Sources: Schmeidler (1969), "The nucleolus of a
characteristic function game"; Maschler, Peleg, Shapley (1979) for the sequence of programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from samspil.core.sharing.games import TableGame, sums
from samspil.core.sharing.shapley import Division

Vector = list[Fraction]
_NOUGHT, _ONE = Fraction(0), Fraction(1)


def nucleolus(game: TableGame) -> Division:
    """Exact, for up to twelve members. O(n**2 2**n) for each simplex step; nine members well within a second.

    >>> airport = TableGame(("a", "b", "c"), (0, 1, 2, 2, 3, 3, 3, 3))
    >>> {one: str(part) for one, part in nucleolus(airport).items()}
    {'a': '1/2', 'b': '3/4', 'c': '7/4'}
    """
    number = len(game.members)
    point = [Fraction(game.total, number)] * number
    directions = [_difference(at, number) for at in range(1, number)]
    while directions:
        step = _Step(game, point, directions)
        step.solve()
        point = step.point()
        directions = _still_free(directions, [step.columns[group] for group in step.held()])
    return dict(zip(game.members, point, strict=True))


def _difference(at: int, number: int) -> Vector:
    """What moves an amount from the first to another, so that all still pay the whole."""
    return [-_ONE if one == 0 else _ONE if one == at else _NOUGHT for one in range(number)]


@dataclass(slots=True)
class _Step:
    """The least largest complaint, of groups that the directions left can still move."""

    game: TableGame
    base: Vector
    directions: list[Vector]
    columns: list[tuple[Fraction, ...]]
    costs: Vector
    basis: list[int]
    inverse: list[Vector]

    def __init__(self, game: TableGame, base: Vector, directions: list[Vector]) -> None:
        self.game, self.base, self.directions = game, base, directions
        self.columns = list(zip(*(sums(one) for one in directions), strict=True))
        # What a group pays above its own cost at the base.
        self.costs = [pays - cost for pays, cost in zip(sums(base), game.costs, strict=True)]
        self.basis = self._first()
        self.inverse = inverted([[_ONE, *self.columns[group]] for group in self.basis])

    def _first(self) -> list[int]:
        """Members that span the directions, and the first one's opposite: those two balance."""
        chosen = independent([self.columns[1 << at] for at in range(len(self.base))])
        singles = [1 << at for at in chosen]
        return [*singles, len(self.columns) - 1 - singles[0]]

    def weights(self) -> Vector:
        """How much each basic group weighs in the proof that it cannot be done better; they sum to one."""
        return self.inverse[0]

    def _multipliers(self) -> Vector:
        """The complaint, and how far to go in each direction."""
        costs = [self.costs[group] for group in self.basis]
        return [_product(row, costs) for row in self.inverse]

    def point(self) -> Vector:
        """The division that the step has found."""
        _complaint, *moves = self._multipliers()
        return [
            start - _product(moves, [way[at] for way in self.directions])
            for at, start in enumerate(self.base)
        ]

    def held(self) -> list[int]:
        """Groups that complain as much in every solution of the step."""
        return [group for group, weight in zip(self.basis, self.weights(), strict=True) if weight]

    def solve(self) -> None:
        """Bring in groups that complain too much until there is none."""
        is_stuck = False
        while (entering := self._entering(is_stuck)) is not None:
            is_stuck = self._pivot(entering)

    def _entering(self, is_stuck: bool) -> int | None:
        """The group that complains most; after a step that moved nothing the first that does: so it ends."""
        complaint, *_moves = self._multipliers()
        point = self.point()
        # In whole numbers of one size: fractions would take ten times as long.
        unit = lcm(complaint.denominator, *(one.denominator for one in point))
        most = int(complaint * unit)
        above = [
            (pays - cost * unit, group)
            for group, (pays, cost) in enumerate(
                zip(sums([int(one * unit) for one in point]), self.game.costs, strict=True)
            )
            if pays - cost * unit > most and any(self.columns[group])
        ]
        if not above:
            return None
        return min(group for _over, group in above) if is_stuck else max(above)[1]

    def _pivot(self, entering: int) -> bool:
        """Let a group in and another out; whether nothing moved by it."""
        column = [_ONE, *self.columns[entering]]
        size = len(self.basis)
        change = [
            sum((self.inverse[row][at] * column[row] for row in range(size)), _NOUGHT) for at in range(size)
        ]
        weights = self.weights()
        ratio, _group, leaving = min(
            (weights[at] / change[at], self.basis[at], at) for at in range(size) if change[at] > 0
        )
        for row in self.inverse:
            row[leaving] /= change[leaving]
            for at in range(size):
                if at != leaving and change[at]:
                    row[at] -= change[at] * row[leaving]
        self.basis[leaving] = entering
        return ratio == 0


def independent(rows: list[tuple[Fraction, ...]]) -> list[int]:
    """The first rows that none of those before make up, by number.

    >>> one, two = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    >>> independent([one, one, two])
    [0, 2]
    """
    found: list[int] = []
    reduced: list[tuple[int, Vector]] = []
    for number, row in enumerate(rows):
        left = list(row)
        for place, other in reduced:
            if left[place]:
                factor = left[place] / other[place]
                left = [one - factor * two for one, two in zip(left, other, strict=True)]
        pivot = next((at for at, one in enumerate(left) if one), None)
        if pivot is not None:
            found.append(number)
            reduced.append((pivot, left))
    return found


def inverted(rows: list[Vector]) -> list[Vector]:
    """The inverse of a square matrix, given by rows and exact.

    >>> two = [[Fraction(2), Fraction(0)], [Fraction(1), Fraction(1)]]
    >>> [[str(one) for one in row] for row in inverted(two)]
    [['1/2', '0'], ['-1/2', '1']]
    """
    size = len(rows)
    wide = [
        [*row, *(_ONE if at == number else _NOUGHT for at in range(size))] for number, row in enumerate(rows)
    ]
    for at in range(size):
        pivot = next(number for number in range(at, size) if wide[number][at])
        wide[at], wide[pivot] = wide[pivot], wide[at]
        wide[at] = [one / wide[at][at] for one in wide[at]]
        for number in range(size):
            factor = wide[number][at]
            if number != at and factor:
                wide[number] = [one - factor * two for one, two in zip(wide[number], wide[at], strict=True)]
    return [row[size:] for row in wide]


def _still_free(directions: list[Vector], held: list[tuple[Fraction, ...]]) -> list[Vector]:
    """The directions that move none of what is held: combinations that every held row ignores."""
    size = len(directions)
    free = _unit(size)
    for row in held:
        moved = [_product(row, way) for way in free]
        lost = next((at for at, one in enumerate(moved) if one), None)
        if lost is not None:
            free = [
                [one - moved[at] / moved[lost] * two for one, two in zip(way, free[lost], strict=True)]
                for at, way in enumerate(free)
                if at != lost
            ]
    return [
        [
            sum((way[at] * directions[at][one] for at in range(size)), _NOUGHT)
            for one in range(len(directions[0]))
        ]
        for way in free
    ]


def _unit(size: int) -> list[Vector]:
    return [[_ONE if at == number else _NOUGHT for at in range(size)] for number in range(size)]


def _product(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((one * two for one, two in zip(left, right, strict=True) if one and two), _NOUGHT)
