"""An attacker who knows every number that is shown, and that nobody answers less than never.

It knows nothing of how cells are chosen: it solves the table's own equations by linear programming, written
apart from what it attacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag

Cell = tuple[str, str]
EXACT = 1e-6
MANY = 1_000  # answers; more than any table here has


def bounds_of(
    cell: Cell, inner: Sequence[Cell], known: Mapping[Cell, int], signs: Sequence[int] = (1, -1)
) -> tuple[float, float]:
    """The least and the most that a cell or total can be, for all that is known; nothing where not asked."""
    equations = _equations(inner, known)
    values = np.array([float(value) for value in known.values()])
    aim = np.array([float(_counts(cell, one)) for one in inner])
    found = {1: 0.0, -1: np.inf}
    for sign in signs:
        told = linprog(
            sign * aim, A_eq=equations if len(known) else None, b_eq=values if len(known) else None
        )
        found[sign] = np.inf if told.status == 3 else sign * told.fun
        assert told.status in (0, 3), told.message
    return found[1], found[-1]


def most_of(asked: Sequence[tuple[Cell, Sequence[Cell], Mapping[Cell, int]]]) -> list[float]:
    """The most that a cell of each table can be, `MANY` where nothing bounds it. Solved as one programme.

    Tables have no cell in common, so all are greatest where each is.
    """
    aim = np.concatenate([[float(_counts(cell, one)) for one in inner] for cell, inner, _ in asked])
    equations = [_equations(inner, known) for _, inner, known in asked]
    values = np.concatenate([list(known.values()) for _, _, known in asked])
    told = linprog(-aim, A_eq=block_diag(equations, "csr"), b_eq=values, bounds=(0, MANY))
    assert told.status == 0, told.message
    ends = np.cumsum([len(inner) for _, inner, _ in asked])[:-1]
    return [float(part.sum()) for part in np.split(aim * told.x, ends)]


def found_by_attack(
    inner: Sequence[Cell], shown: Mapping[Cell, int | None], least_width: float = EXACT
) -> list[Cell]:
    """The hidden cells that the attacker knows, to within a width."""
    known = {cell: value for cell, value in shown.items() if value is not None}
    hidden = [cell for cell, value in shown.items() if value is None]
    found = []
    for cell in hidden:
        low, high = bounds_of(cell, inner, known)
        if high - low < least_width:
            found.append(cell)
    return found


def every_table(shape: Sequence[Cell], counts: Sequence[int]) -> Iterable[dict[Cell, int]]:
    """All tables of a shape with some counts in its cells."""
    for values in product(counts, repeat=len(shape)):
        yield dict(zip(shape, values, strict=True))


def _equations(inner: Sequence[Cell], known: Mapping[Cell, int]) -> np.ndarray:
    """A line for each number that is shown: which cells it counts."""
    lines = [[float(_counts(total, one)) for one in inner] for total in known]
    return np.array(lines).reshape(len(known), len(inner))


def _counts(total: Cell, one: Cell) -> bool:
    """Whether a cell is counted in a total, or is it."""
    return all(part in ("", own) for part, own in zip(total, one, strict=True))
