"""Shares as workloads write them: six decimals that add up to one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

MILLION: Final = 1_000_000


def scaled(weights: Mapping[str, int | str]) -> dict[str, str]:
    """Weights as shares of their sum; what rounding leaves goes to the heaviest.

    Raises:
        ZeroDivisionError: they add up to nothing.

    >>> scaled({"a": 1, "b": 2})
    {'a': '0.333333', 'b': '0.666667'}
    >>> scaled({"only": 5})
    {'only': '1'}
    """
    exact = {key: Fraction(str(one)) for key, one in weights.items()}
    total = sum(exact.values(), Fraction(0))
    parts = {key: int(one / total * MILLION) for key, one in exact.items()}
    heaviest = max(parts, key=lambda key: parts[key])
    parts[heaviest] += MILLION - sum(parts.values())
    return {key: _written(part) for key, part in parts.items()}


def _written(part: int) -> str:
    """Millionths as a decimal.

    >>> _written(500_000), _written(MILLION), _written(0)
    ('0.5', '1', '0')
    """
    whole, rest = divmod(part, MILLION)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".")
