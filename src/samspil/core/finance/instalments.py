"""How a loan comes back, to the øre: on fixed days, from measured benefits, or from what adopters pay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError
from samspil.core.finance.pools import rounded
from samspil.core.units import Money

MOST_INSTALMENTS = 360
LAST_YEAR = 2200  # a loan that runs so long is a slip of the pen


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment: number from 1, the day it is due, what is repaid, what is interest, what is left."""

    number: int
    due_on: date
    repays: Money
    interest: Money
    left: Money

    @property
    def amount(self) -> Money:
        """What is to be paid."""
        return self.repays + self.interest


@dataclass(frozen=True, slots=True)
class Terms:
    """When a loan is repaid: first day, months between, how many times, interest a year (0.02 is 2%)."""

    first_on: date
    every_months: int
    times: int
    rate: Fraction = Fraction(0)


def fixed(loan: Money, terms: Terms) -> tuple[Instalment, ...]:
    """Repay on fixed days: equal instalments without interest, an annuity with it.

    Each instalment is a whole number of øre, and the last takes the rest, so that what is repaid is the
    loan exactly. Interest is of what is left, rounded to the nearest øre each time; the rate of a period
    is the year's times months over twelve. Days are counted from the first, so that the 31st becomes the
    last of a shorter month and the 31st again. O(n).

    Raises:
        ProblemsError: ``loan_not_positive``, ``instalments_out_of_range`` (1 to 360 times, every 1 to 120
            months), ``rate_out_of_range`` (0 to 1), ``instalments_too_small``: less than an øre each.

    Source: F2.22; the annuity's factor is (1 - (1 + r)^-n) / r.

    >>> plan = fixed(Money(100), Terms(date(2026, 1, 31), 1, 3))
    >>> [(one.due_on.isoformat(), one.amount.minor, one.left.minor) for one in plan]
    [('2026-01-31', 33, 67), ('2026-02-28', 33, 34), ('2026-03-31', 34, 0)]
    """
    _refuse_unless_sound(loan, terms)
    rate = terms.rate * terms.every_months / 12
    payment = rounded(loan.minor / annuity_factor(rate, terms.times)) if rate else loan.minor // terms.times
    if not payment:
        raise ProblemsError.of("instalments_too_small", times=terms.times)
    plan: list[Instalment] = []
    left = loan.minor
    for number in range(1, terms.times + 1):
        interest = rounded(left * rate)
        repays = left if number == terms.times else min(left, max(0, payment - interest))
        left -= repays
        due = terms.first_on + relativedelta(months=terms.every_months * (number - 1))
        amounts = (Money(one, loan.currency) for one in (repays, interest, left))
        plan.append(Instalment(number, due, *amounts))
    return tuple(plan)


def again(left: Money, terms: Terms, *, came: int, after: date | None = None) -> tuple[Instalment, ...]:
    """What is left of a loan, by its own terms, in the instalments that have not come.

    The days are those of the terms; with ``after``, those on that day or before are passed over, so that
    nothing is due before it was lent. Where all instalments have come and something is left, it is one more.
    Nothing where nothing is left. Numbers begin at 1. O(n).

    Args:
        left: what has been lent and not been repaid.
        terms: of the whole loan.
        came: how many instalments have come.
        after: the day that money was lent on.

    Raises:
        ProblemsError: as `fixed`.

    >>> terms = Terms(date(2026, 1, 31), 1, 4)
    >>> [(one.due_on.isoformat(), one.amount.minor) for one in again(Money(50), terms, came=2)]
    [('2026-03-31', 25), ('2026-04-30', 25)]
    >>> [one.due_on.isoformat() for one in again(Money(50), terms, came=2, after=date(2026, 4, 30))]
    ['2026-05-31', '2026-06-30']
    """
    if left.minor <= 0:
        return ()
    first = came
    while after is not None and _due(terms, first) <= after:
        first += 1
    times = min(max(terms.times - came, 1), left.minor)
    plan = fixed(left, replace(terms, first_on=_due(terms, first), times=times))
    return tuple(replace(one, due_on=_due(terms, first + at)) for at, one in enumerate(plan))


def _due(terms: Terms, place: int) -> date:
    """The day of an instalment, the first at place nought."""
    return terms.first_on + relativedelta(months=terms.every_months * place)


def annuity_factor(rate: Fraction, times: int) -> Fraction:
    """What one a period is worth now: (1 - (1 + r)^-n) / r, and n without interest. Exact.

    Source: methods.md section 2.1 (5 years at 3.5%: 4.515; 10 years: 8.317).

    >>> [round(float(annuity_factor(Fraction(35, 1000), years)), 3) for years in (5, 10)]
    [4.515, 8.317]
    """
    if not rate:
        return Fraction(times)
    return (1 - 1 / (1 + rate) ** times) / rate


def _refuse_unless_sound(loan: Money, terms: Terms) -> None:
    if loan.minor <= 0:
        raise ProblemsError.of("loan_not_positive")
    if not (1 <= terms.times <= MOST_INSTALMENTS and 1 <= terms.every_months <= 120):
        raise ProblemsError.of("instalments_out_of_range", most=MOST_INSTALMENTS)
    if terms.first_on.year + terms.every_months * terms.times // 12 >= LAST_YEAR:
        raise ProblemsError.of("instalments_out_of_range", most=MOST_INSTALMENTS)
    if not 0 <= terms.rate <= 1:
        raise ProblemsError.of("rate_out_of_range")


@dataclass(frozen=True, slots=True)
class Came:
    """What came on a day that a loan is repaid of: a measured benefit, or a fee that an adopter owes."""

    day: date
    amount: Money


def from_benefits(loan: Money, share: Fraction, measured: Iterable[Came]) -> tuple[Instalment, ...]:
    """Repay a share of each measured benefit, in order of days, until the loan is repaid.

    A benefit that did not come, or came out below nought, repays nothing; what was repaid is not taken
    back. The last instalment takes no more than what is left.

    Args:
        loan: above nought.
        share: of what is measured, over 0 and at most 1.
        measured: in any order.

    Raises:
        ProblemsError: ``loan_not_positive``, ``benefit_share_out_of_range``.

    Source: F2.7, F2.24 (it should earn itself back).

    >>> came = [Came(date(2026, 12, 31), Money(60)), Came(date(2027, 12, 31), Money(90))]
    >>> [(one.amount.minor, one.left.minor) for one in from_benefits(Money(100), Fraction(1), came)]
    [(60, 40), (40, 0)]
    """
    if not 0 < share <= 1:
        raise ProblemsError.of("benefit_share_out_of_range")
    parts = ((one.day, rounded(max(0, one.amount.minor) * share)) for one in _by_day(measured))
    return _until_repaid(loan, parts)


def from_fees(loan: Money, fees: Iterable[Came]) -> tuple[Instalment, ...]:
    """Repay with the fee of each that takes the solution into use, in order of days, until it is repaid.

    >>> [one.amount.minor for one in from_fees(Money(100), [Came(date(2026, 5, 1), Money(70))] * 2)]
    [70, 30]
    """
    return _until_repaid(loan, ((one.day, max(0, one.amount.minor)) for one in _by_day(fees)))


def _by_day(came: Iterable[Came]) -> list[Came]:
    return sorted(came, key=lambda one: one.day)


def _until_repaid(loan: Money, parts: Iterable[tuple[date, int]]) -> tuple[Instalment, ...]:
    if loan.minor <= 0:
        raise ProblemsError.of("loan_not_positive")
    plan: list[Instalment] = []
    left, nothing = loan.minor, Money(0, loan.currency)
    for day, part in parts:
        repays = min(left, part)
        if repays:
            left -= repays
            amounts = Money(repays, loan.currency), nothing, Money(left, loan.currency)
            plan.append(Instalment(len(plan) + 1, day, *amounts))
    return tuple(plan)


def check_plan(loan: Money, plan: Sequence[tuple[date, Money]]) -> None:
    """See that a plan somebody wrote brings a loan back: days in order, amounts above nought, all of it.

    Raises:
        ProblemsError: ``loan_not_positive``, ``instalment_not_positive``, ``instalments_not_in_order``,
            ``instalments_are_not_the_loan`` with how much they differ.

    >>> check_plan(Money(100), [(date(2026, 1, 1), Money(40)), (date(2027, 1, 1), Money(60))])
    """
    if loan.minor <= 0:
        raise ProblemsError.of("loan_not_positive")
    for number, (_, amount) in enumerate(plan, 1):
        if amount.minor <= 0:
            raise ProblemsError.of("instalment_not_positive", number=number)
    if any(later <= earlier for (earlier, _), (later, _) in pairwise(plan)):
        raise ProblemsError.of("instalments_not_in_order")
    total = sum((amount for _, amount in plan), Money(0, loan.currency))
    if total != loan:
        raise ProblemsError.of("instalments_are_not_the_loan", total=total, loan=loan)
