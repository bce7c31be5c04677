"""What fills a pool, what is free in it, what is carried over, and what it will hold month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError
from samspil.core.units import Money, Shares

_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class LevyParts:
    """A levy on a year's service expenditure: all of it, what fills the pool, and what goes elsewhere."""

    whole: Money
    to_pool: Money
    rest: Money


def levy(base: Money | None, year: int, *, per_mille: Fraction, to_pool: Fraction) -> LevyParts:
    """What a levy gives, to the øre; the two parts are the whole exactly.

    The whole is rounded to the nearest øre, half an øre up; an odd øre goes where `Shares.split` puts it.

    Args:
        base: the service expenditure of the year. Nothing where nobody has said it yet.
        year: the year it is levied for; only told.
        per_mille: of the base, zero to 1000.
        to_pool: the part of the levy that fills the pool, 0 to 1.

    Raises:
        ProblemsError: ``levy_base_missing``; ``levy_base_not_positive`` for nought or less.

    Source: F2.24 (2.5 per mille, half to the bank, half to the treasury).

    >>> parts = levy(Money.of(3_000_000_000), 2026, per_mille=Fraction(5, 2), to_pool=Fraction(1, 2))
    >>> str(parts.whole), str(parts.to_pool), str(parts.rest)
    ('7500000.00 DKK', '3750000.00 DKK', '3750000.00 DKK')
    """
    if base is None:
        raise ProblemsError.of("levy_base_missing", year=year)
    if base.minor <= 0:
        raise ProblemsError.of("levy_base_not_positive", year=year)
    whole = Money(rounded(base.minor * per_mille / 1000), base.currency)
    parts = Shares((("pool", to_pool), ("rest", 1 - to_pool))).split(whole)
    return LevyParts(whole, parts["pool"], parts["rest"])


def rounded(exact: Fraction) -> int:
    """The nearest whole number; from the middle, away from nought.

    >>> rounded(Fraction(5, 2)), rounded(Fraction(-5, 2)), rounded(Fraction(7, 3))
    (3, -3, 2)
    """
    size = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return size if exact >= 0 else -size


@dataclass(frozen=True, slots=True)
class Carried:
    """What stays in a pool when its year ends, and what lapses."""

    stays: Money
    lapses: Money


def carry_over(balance: Money, promised: Money, *, carries_over: bool) -> Carried:
    """Split a pool's balance when its year ends. What is promised stays; the free rest only where rules say.

    Args:
        balance: what stands on the pool's account; nought or more.
        promised: granted and not yet paid out; nought or more.
        carries_over: whether the pool keeps what is free.

    Raises:
        ProblemsError: ``currency_mismatch``.

    Source: F2.21, F2.24 (that it is carried over is assumed, as a line of each model).

    >>> end = carry_over(Money(500), Money(200), carries_over=False)
    >>> end.stays.minor, end.lapses.minor
    (200, 300)
    """
    lapses = Money(0, balance.currency) if carries_over else free(balance, promised)
    return Carried(balance - lapses, lapses)


def free(balance: Money, promised: Money) -> Money:
    """What can still be promised: the balance less what is granted and not paid out, never below nought.

    >>> free(Money(500), Money(700)).minor
    0
    """
    return max(balance - promised, Money(0, balance.currency))


class Expects(StrEnum):
    """What a pool expects: money in from these, money out as these."""

    FILLED = "filled"
    REPAID = "repaid"
    EXTERNAL = "external"
    PAID_OUT = "paid_out"
    LAPSES = "lapses"

    @property
    def sign(self) -> int:
        """Whether it adds to the pool or takes from it."""
        return -1 if self in (Expects.PAID_OUT, Expects.LAPSES) else 1


@dataclass(frozen=True, slots=True)
class Expected:
    """Money that will come or go on a day: an amount above nought and what it is."""

    day: date
    what: Expects
    amount: Money


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """A month of a forecast: what comes and goes by sort, and what the pool holds at its end."""

    first: date
    amounts: Mapping[Expects, Money]
    at_end: Money

    @property
    def falls_short(self) -> bool:
        """Whether the pool would hold less than nought when the month ends."""
        return self.at_end.minor < 0


def months_ahead(
    balance: Money, expected: Iterable[Expected], *, today: date, months: int, lapses: bool = False
) -> tuple[MonthAhead, ...]:
    """What a pool will hold at the end of this month and the following ones.

    What should have come or gone before today and has not is counted in this month: it is still owed.
    What lies after the last month is left out. Where what is free lapses, it goes when a December ends: all
    that is there but what is to be paid out later. Linear in what is expected, and in months.

    Args:
        balance: what the pool holds now; may be below nought.
        expected: in any order.
        today: a day of the first month.
        months: how many, this one among them; one or more.
        lapses: whether what is free lapses when a year ends.

    Raises:
        ProblemsError: ``currency_mismatch``.

    >>> back = Expected(date(2026, 3, 1), Expects.REPAID, Money(50))
    >>> out = Expected(date(2026, 2, 9), Expects.PAID_OUT, Money(120))
    >>> [one.at_end.minor for one in months_ahead(Money(100), [back, out], today=date(2026, 1, 5), months=3)]
    [100, -20, 30]
    """
    nothing = Money(0, balance.currency)
    this = today.replace(day=1)
    firsts = [this + relativedelta(months=number) for number in range(months)]
    by_month: dict[date, dict[Expects, Money]] = {first: {} for first in firsts}
    promised = nothing
    for one in expected:
        found = by_month.get(max(one.day.replace(day=1), this))
        if found is not None:
            found[one.what] = found.get(one.what, nothing) + one.amount
        if one.what is Expects.PAID_OUT:
            promised += one.amount
    ahead, stands = [], balance
    for first in firsts:
        amounts = by_month[first]
        stands += _net(amounts, nothing)
        promised -= amounts.get(Expects.PAID_OUT, nothing)
        gone = free(stands, promised) if lapses and first.month == _LAST_MONTH else nothing
        if gone.minor:
            amounts[Expects.LAPSES] = amounts.get(Expects.LAPSES, nothing) + gone
            stands -= gone
        ahead.append(MonthAhead(first, amounts, stands))
    return tuple(ahead)


def _net(amounts: Mapping[Expects, Money], nothing: Money) -> Money:
    return sum((amount * what.sign for what, amount in amounts.items()), nothing)


def short_from(ahead: Iterable[MonthAhead]) -> MonthAhead | None:
    """The first month in which a pool falls short; nothing when it never does.

    >>> short_from(months_ahead(Money(100), [], today=date(2026, 1, 5), months=2)) is None
    True
    """
    return next((month for month in ahead if month.falls_short), None)
