"""What money of later years is worth now: discount factors by dated rates, sums and annuities. Exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor

from samspil.core.dated_values import held_on
from samspil.core.errors import ProblemsError
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Band:
    """The rate of some years after the first, both ends within; without a last one it never ends."""

    first: int
    last: int | None
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Rates:
    """The real discount rates that hold from a day on, and who says so.

    Args:
        since: the day they hold from.
        source: who says so.
        bands: from year 0, one after the other without a hole; only the last may go on for ever.

    Raises:
        ProblemsError: ``discount_bands_out_of_order``.
    """

    since: date
    source: str
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        begins = bool(self.bands) and self.bands[0].first == 0
        joined = all(
            one.last is not None and one.last + 1 == after.first for one, after in pairwise(self.bands)
        )
        each = all((one.last is None or one.last >= one.first) and one.rate > -1 for one in self.bands)
        if not (begins and joined and each):
            raise ProblemsError.of("discount_bands_out_of_order", since=self.since.isoformat())

    @property
    def last_year(self) -> int | None:
        """The last year that has a rate; none where they never end."""
        return self.bands[-1].last

    def rate_in(self, year: int) -> Fraction:
        """The rate of a year, counted from the first, which is year 0.

        Raises:
            ProblemsError: ``no_discount_rate_for_year``, with the last year that has one and the source.
        """
        for band in self.bands:
            if band.first <= year and (band.last is None or year <= band.last):
                return band.rate
        raise ProblemsError.of(
            "no_discount_rate_for_year", year=year, last=self.bands[-1].last, source=self.source
        )

    def factors(self, years: int) -> tuple[Fraction, ...]:
        """What a krone of each of so many years is worth now; that of year 0 is itself. O(years).

        Each year is discounted to the one before by its own rate, so no factor is larger than an earlier one
        where a band ends.

        Raises:
            ProblemsError: ``no_discount_rate_for_year``.

        >>> flat = Rates(date(2021, 1, 7), "FM", (Band(0, 35, Fraction(35, 1000)),))
        >>> [round(float(one), 4) for one in flat.factors(3)]
        [1.0, 0.9662, 0.9335]
        """
        found = [Fraction(1)] * min(years, 1)
        for year in range(1, years):
            found.append(found[-1] / (1 + self.rate_in(year)))
        return tuple(found)


def rates_on(every: Sequence[Rates], day: date) -> Rates:
    """The rates that hold on a day.

    Raises:
        ProblemsError: ``no_discount_rates_on_day``, with the first day that has some.
    """
    if (held := held_on(every, day)) is None:
        first = min(one.since for one in every)
        raise ProblemsError.of("no_discount_rates_on_day", day=day.isoformat(), first_day=first.isoformat())
    return held


def worth_now(amounts: Sequence[Fraction | int], rates: Rates) -> Fraction:
    """What amounts of years 0, 1, 2 … are worth now: the sum of each times its factor. Exact.

    Raises:
        ProblemsError: ``no_discount_rate_for_year``.

    Source: NPV = Σ (B_t - C_t) / (1 + r)^t, real prices, t = 0 undiscounted; Finansministeriet.
    """
    factors = rates.factors(len(amounts))
    return sum((amount * factor for amount, factor in zip(amounts, factors, strict=True)), Fraction(0))


def annuity_factor(years: int, rates: Rates) -> Fraction:
    """What one krone in each of years 1 to ``years`` is worth now.

    Raises:
        ProblemsError: ``no_discount_rate_for_year``.

    >>> flat = Rates(date(2021, 1, 7), "FM", (Band(0, 35, Fraction(35, 1000)),))
    >>> round(float(annuity_factor(5, flat)), 3), round(float(annuity_factor(10, flat)), 3)
    (4.515, 8.317)
    """
    return sum(rates.factors(years + 1)[1:], Fraction(0))


def as_annuity(now: Money, years: int, rates: Rates) -> Money:
    """The same amount in each of years 1 to ``years`` that is worth so much now, to the øre.

    Raises:
        ProblemsError: ``no_discount_rate_for_year``; ``annuity_without_years`` for none.

    >>> flat = Rates(date(2021, 1, 7), "FM", (Band(0, 35, Fraction(35, 1000)),))
    >>> str(as_annuity(Money.of(1_000_000), 5, flat))
    '221481.37 DKK'
    """
    if years < 1:
        raise ProblemsError.of("annuity_without_years", years=years)
    return Money(rounded(now.minor / annuity_factor(years, rates)), now.currency)


def rounded(amount: Fraction) -> int:
    """To the nearest whole; halves away from nought, as money and spreadsheets are.

    >>> rounded(Fraction(5, 2)), rounded(Fraction(-5, 2)), rounded(Fraction(7, 3))
    (3, -3, 2)
    """
    return floor(abs(amount) + Fraction(1, 2)) * (1 if amount >= 0 else -1)
