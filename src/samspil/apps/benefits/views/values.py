"""Values of indicators in words: as many decimals as were measured, with the unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from samspil.wording.words import Words


def value(number: Decimal | Fraction, words: Words, unit: str = "") -> str:
    """A number as it was measured."""
    exact = Decimal(number.numerator) / number.denominator if isinstance(number, Fraction) else number
    told = words.measured(exact)
    return f"{told} {unit}" if unit else told
