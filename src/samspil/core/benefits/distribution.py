"""Who gets which part of a benefit: to the oere, and no part is lost or counted twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final

from samspil.core.units import Money

# As many places as a share is kept with.
PLACES: Final = 8
_WHOLE: Final = 10**PLACES


def split(amount: Money, shares: Mapping[str, Fraction]) -> dict[str, Money]:
    """An amount by shares; where they are all of it, so are the parts.

    Where they are not, what nobody gets is left over and is in no part.

    >>> thirds = {one: Fraction(1, 3) for one in "abc"}
    >>> [str(one) for one in split(Money(100), thirds).values()]
    ['0.34 DKK', '0.33 DKK', '0.33 DKK']
    """
    if not shares:
        return {}
    left = max(1 - sum(shares.values(), Fraction(0)), Fraction(0))
    parts = [*shares.values(), left]
    whole = lcm(*(one.denominator for one in parts))
    weights = [int(one * whole) for one in parts]
    return dict(zip(shares, amount.allocate(weights), strict=False))


def shares_by(weights: Mapping[str, int]) -> dict[str, Decimal]:
    """Shares that are exactly all, in proportion to whole weights: alike, or by inhabitants.

    Args:
        weights: one a member, zero or more, not all zero.

    Raises:
        ProblemsError: ``bad_weights``.

    >>> shares_by({"0101": 1, "0147": 2})
    {'0101': Decimal('0.33333333'), '0147': Decimal('0.66666667')}
    """
    parts: Sequence[Money] = Money(_WHOLE).allocate(list(weights.values()))
    return {key: Decimal(part.minor).scaleb(-PLACES) for key, part in zip(weights, parts, strict=True)}
