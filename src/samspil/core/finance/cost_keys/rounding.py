"""Whole oere that add up: the method of largest remainders, with the tie-break said."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Final

from samspil.core.errors import ProblemsError

# Written on every statement, so that its reader can do the same. Another way of rounding gets another name.
ROUNDING: Final = "largest_remainder_by_key"


def whole(parts: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Exact parts as whole numbers that sum to the total.

    Every part is rounded down; what is then left goes, one each, to the largest remainders, and where two
    are alike to the one whose key is first in the alphabet. So the order in which the parts are given does
    not matter. O(n log n).

    Args:
        parts: any sign; their sum is at most half of one from the total.
        total: what they shall add up to.

    Raises:
        ProblemsError: ``cost_key_does_not_sum`` when they are further from it.

    Source: Hamilton's method; Balinski and Young, Fair Representation (1982).

    >>> whole({"b": Fraction(10, 3), "a": Fraction(10, 3), "c": Fraction(10, 3)}, 10)
    {'b': 3, 'a': 4, 'c': 3}
    """
    exact = sum(parts.values(), Fraction(0))
    if abs(exact - total) > Fraction(1, 2):
        raise ProblemsError.of("cost_key_does_not_sum", sum=exact, total=total)
    down = {key: floor(part) for key, part in parts.items()}
    left = total - sum(down.values())
    for key in sorted(parts, key=lambda key: (down[key] - parts[key], key))[:left]:
        down[key] += 1
    return down


def half_up(amount: Fraction) -> int:
    """The nearest whole number; a half goes up.

    >>> half_up(Fraction(5, 2)), half_up(Fraction(-5, 2))
    (3, -2)
    """
    return floor(amount + Fraction(1, 2))
