"""How sure a count, a share and a median are: intervals of 95 per cent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from samspil.core.mining.log import Integers

_Z: Final = 1.959963984540054  # the normal deviate that 2.5 per cent exceed


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval."""

    value: float
    low: float
    high: float


def of_count(count: int, per: float = 1.0, dispersion: float = 1.0) -> Estimate:
    """How often something happens, when it happened so many times.

    Args:
        count: how many times.
        per: what it is divided by, such as years.
        dispersion: variance over mean of the counts: 1 where each happens by itself, more where they come in
            swarms; the interval grows by its root.

    Source: Byar's approximation to the exact interval, Breslow and Day (1987), formula 2.13.

    >>> found = of_count(10)
    >>> found.value, round(found.low, 2), round(found.high, 2)
    (10.0, 4.79, 18.39)
    """
    alike = count / dispersion
    low = alike * max(1 - 1 / (9 * alike) - _Z / (3 * alike**0.5), 0) ** 3 if count else 0.0
    more = alike + 1
    high = more * (1 - 1 / (9 * more) + _Z / (3 * more**0.5)) ** 3
    return Estimate(count / per, low * dispersion / per, high * dispersion / per)


def of_share(count: int, total: int) -> Estimate:
    """A share, when it was so many of so many.

    Source: Wilson (1927); science.md §9.

    >>> found = of_share(4, 5)
    >>> round(found.low, 2), round(found.high, 2)
    (0.38, 0.96)
    """
    share, wide = count / total, _Z**2 / total
    middle = (share + wide / 2) / (1 + wide)
    half = _Z * (share * (1 - share) / total + wide / (4 * total)) ** 0.5 / (1 + wide)
    return Estimate(share, max(middle - half, 0.0), min(middle + half, 1.0))


def of_median(values: Integers) -> Estimate:
    """The median of values, by their order: its interval goes from one of them to another.

    Source: David and Nagaraja (2003), Order Statistics, §7.1, by the normal approximation to the binomial.

    >>> of_median(np.arange(1, 101))
    Estimate(value=50.0, low=40.0, high=61.0)
    """
    ordered = np.sort(values)
    count = len(ordered)
    half = _Z * count**0.5 / 2
    low = max(int(np.floor(count / 2 - half)), 1)
    high = min(int(np.ceil(count / 2 + half)) + 1, count)
    places = (-(-count // 2), low, high)
    value, least, most = (float(ordered[place - 1]) for place in places)
    return Estimate(value, least, most)
