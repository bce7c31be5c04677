"""The three bottom lines as one number, by weights that somebody has decided; never without."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from samspil.core.benefits.course import rounded
from samspil.core.errors import Problem

MILLION: Final = 1_000_000
_MOST: Final = 1000  # times all of it: what is beyond was promised as next to nothing, or mistyped


def refusal(weights: Mapping[str, Fraction], lines: frozenset[str]) -> Problem | None:
    """Why weights cannot be decided; nothing when they can: each line has one, and they are all of it.

    >>> half = {"quality": Fraction(1, 2), "time": Fraction(1, 2)}
    >>> refusal(half, frozenset(half)) is None
    True
    """
    if weights.keys() != lines:
        return Problem("weight_is_missing", {})
    if any(not 0 <= one <= 1 for one in weights.values()):
        return Problem("weight_outside_0_1", {})
    total = sum(weights.values(), Fraction(0))
    if total != 1:
        return Problem("weights_not_all", {"percent": f"{float(100 * total):g}"})
    return None


def weighted(come: Mapping[str, Fraction | None], weights: Mapping[str, Fraction]) -> Fraction | None:
    """How far all of it has come; nothing while a line that weighs something is unknown.

    What is unknown is never taken for nought, and its weight is not given to the others.

    >>> weighted({"quality": Fraction(1, 2), "time": None}, {"quality": Fraction(1), "time": Fraction(0)})
    Fraction(1, 2)
    """
    total = Fraction(0)
    for line, weight in weights.items():
        found = come.get(line)
        if weight and found is None:
            return None
        total += weight * (found or 0)
    return total


def in_millionths(degree: Fraction) -> int:
    """How far something has come as it is kept: whole millionths, and at most a thousand times all of it.

    >>> in_millionths(Fraction(1, 3)), in_millionths(Fraction(-5000))
    (333333, -1000000000)
    """
    return rounded(max(min(degree, Fraction(_MOST)), Fraction(-_MOST)) * MILLION)
