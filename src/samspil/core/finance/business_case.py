"""A business case: what something costs and brings in each year, who pays, who gains, and whether it pays.

Amounts are in the prices of one year (real prices), so that they are discounted by a real rate. What is not
money stands beside and is in no sum. Every answer is worked out exactly and rounded to the øre once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from typing import Final

from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.discounting import Rates, rounded, worth_now
from samspil.core.finance.internal_rate import internal_rates
from samspil.core.units import Money

MOST_LINES: Final = 200
MOST_YEARS: Final = 71
_MOST_FACTOR: Final = 100
_ONE: Final = Fraction(1)


class Kind(StrEnum):
    """What a line is about: three kinds of cost, and what it brings."""

    ESTABLISHMENT = "establishment"
    OPERATION = "operation"
    DEVELOPMENT = "development"
    BENEFIT = "benefit"


class Estimate(StrEnum):
    """Which of three points is counted with; ``expected`` weighs them 1, 4 and 1."""

    PESSIMISTIC = "pessimistic"
    LIKELY = "likely"
    OPTIMISTIC = "optimistic"
    EXPECTED = "expected"


class BottomLine(StrEnum):
    """The three bottom lines (F2.25)."""

    WELLBEING = "wellbeing"
    QUALITY = "quality"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Beside:
    """What it means that is not money: told, never added up."""

    text: str
    bottom_line: BottomLine


@dataclass(frozen=True, slots=True)
class Line:
    """One cost or benefit of one party.

    Args:
        name: what it is.
        kind: a kind of cost, or a benefit.
        party: who pays it, or who gains by it; empty while nobody knows.
        amounts: the likely amount of each year. A cost is never below nothing; a benefit is where it is a
            disbenefit.
        pessimistic: how much of the likely amount it is if it goes badly: at least 1 of what burdens (a
            cost, a disbenefit), at most 1 of what is gained.
        optimistic: the same if it goes well, on the other side of 1.
    """

    name: str
    kind: Kind
    party: str
    amounts: tuple[Money, ...]
    pessimistic: Fraction = _ONE
    optimistic: Fraction = _ONE

    @property
    def is_cost(self) -> bool:
        """Whether it is paid."""
        return self.kind is not Kind.BENEFIT

    @property
    def sign(self) -> int:
        """What it counts with in a net amount."""
        return -1 if self.is_cost else 1

    @property
    def total(self) -> int:
        """All years, in hundredths."""
        return sum(one.minor for one in self.amounts)

    @property
    def has_points(self) -> bool:
        """Whether somebody has said what it comes to if it goes badly or well."""
        return self.pessimistic != _ONE or self.optimistic != _ONE

    def at(self, estimate: Estimate) -> Fraction:
        """How much of the likely amount a point is."""
        match estimate:
            case Estimate.PESSIMISTIC:
                return self.pessimistic
            case Estimate.OPTIMISTIC:
                return self.optimistic
            case Estimate.EXPECTED:
                return (self.pessimistic + 4 + self.optimistic) / 6
        return _ONE

    def times(self, factor: Fraction) -> Line:
        """So much of each amount, to the øre; nothing is uncertain about it any more."""
        scaled = tuple(Money(rounded(one.minor * factor), one.currency) for one in self.amounts)
        return replace(self, amounts=scaled, pessimistic=_ONE, optimistic=_ONE)


@dataclass(frozen=True, slots=True)
class Case:
    """All that a business case depends on.

    Args:
        first_year: the calendar year that is year 0; its amounts are not discounted.
        price_year: the year in whose prices all amounts are.
        lines: costs and benefits, each over the same years.
        beside: what is not money.

    Raises:
        ProblemsError: every one of ``case_without_lines``, ``case_too_many_lines``, ``case_years_outside``,
            ``case_years_differ``, ``currency_mismatch``, ``case_line_without_name``, ``case_line_twice``,
            ``case_cost_below_zero``, ``case_points_out_of_order`` that holds.
    """

    first_year: int
    price_year: int
    lines: tuple[Line, ...]
    beside: tuple[Beside, ...] = ()

    def __post_init__(self) -> None:
        problems = list(_wrong_with(self.lines))
        if problems:
            raise ProblemsError(problems)

    @property
    def years(self) -> int:
        """How many are looked at."""
        return len(self.lines[0].amounts)

    @property
    def currency(self) -> str:
        """Of all amounts."""
        return self.lines[0].amounts[0].currency

    @property
    def costs(self) -> tuple[Line, ...]:
        """What is paid."""
        return tuple(one for one in self.lines if one.is_cost)

    @property
    def benefits(self) -> tuple[Line, ...]:
        """What is gained."""
        return tuple(one for one in self.lines if not one.is_cost)

    def at(self, estimate: Estimate) -> Case:
        """The same with one of the three points of every line, or what is expected of them."""
        return replace(self, lines=tuple(one.times(one.at(estimate)) for one in self.lines))


def _wrong_with(lines: Sequence[Line]) -> Iterator[Problem]:
    if not lines:
        yield Problem("case_without_lines", {})
        return
    if len(lines) > MOST_LINES:
        yield Problem("case_too_many_lines", {"found": len(lines), "limit": MOST_LINES})
    years = len(lines[0].amounts)
    if not 1 <= years <= MOST_YEARS:
        yield Problem("case_years_outside", {"years": years, "limit": MOST_YEARS})
    currencies = [amount.currency for line in lines for amount in line.amounts]
    other = next((one for one in currencies if one != currencies[0]), None)
    if other is not None:
        yield Problem("currency_mismatch", {"left": currencies[0], "right": other})
    seen = set[tuple[str, Kind, str]]()
    for line in lines:
        key = (line.name, line.kind, line.party)
        if key in seen:
            yield Problem("case_line_twice", {"line": line.name})
        seen.add(key)
        yield from _wrong_with_line(line, years)


def _wrong_with_line(line: Line, years: int) -> Iterator[Problem]:
    if not line.name.strip():
        yield Problem("case_line_without_name", {})
    if len(line.amounts) != years:
        yield Problem("case_years_differ", {"line": line.name, "years": len(line.amounts), "others": years})
    if line.is_cost and any(one.minor < 0 for one in line.amounts):
        yield Problem("case_cost_below_zero", {"line": line.name})
    low, high = line.optimistic, line.pessimistic
    if not (line.is_cost or line.total < 0):
        low, high = high, low
    if not 0 <= low <= 1 <= high <= _MOST_FACTOR:
        yield Problem("case_points_out_of_order", {"line": line.name})


@dataclass(frozen=True, slots=True)
class Lasting:
    """What a year nets once it has settled: from ``year`` (counted from 0) to the end of what is looked at.

    ``is_settled`` is no when only the very last year is so: then nothing is known to last.
    """

    year: int
    net: Money
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What a case comes to.

    Args:
        net: benefits less costs of each year, undiscounted.
        adding_up: the same summed up to each year.
        net_now: NPV: what all years are worth now, year 0 as it is.
        costs_now: what the costs are worth now.
        benefits_now: what the benefits are worth now.
        invested_now: what establishing it is worth now.
        for_each_krone: NPV for each krone invested; none where nothing is.
        internal: every rate at which it is worth nothing: none, one or several.
        payback: years until what was paid has come back, undiscounted, and has come back for good; 0 when it
            never is out of pocket, none when it does not within the years looked at.
        discounted_payback: the same with each year discounted.
        lasting: what a year nets once it has settled.
        unclear: costs in all that nobody is said to pay, undiscounted.
    """

    net: tuple[Money, ...]
    adding_up: tuple[Money, ...]
    net_now: Money
    costs_now: Money
    benefits_now: Money
    invested_now: Money
    for_each_krone: Fraction | None
    internal: tuple[Fraction, ...]
    payback: Fraction | None
    discounted_payback: Fraction | None
    lasting: Lasting
    unclear: Money


def figures(case: Case, rates: Rates) -> Figures:
    """What a case comes to, with its likely amounts.

    Raises:
        ProblemsError: ``no_discount_rate_for_year`` when it is longer than the rates reach.

    Source: methods of Finansministeriet; NPV = Σ (B_t - C_t) / (1 + r)^t.

    >>> from datetime import date
    >>> from samspil.core.finance.discounting import Band
    >>> rates = Rates(date(2021, 1, 7), "FM", (Band(0, 35, Fraction(35, 1000)),))
    >>> kroner = lambda *amounts: tuple(Money.of(one) for one in amounts)
    >>> bought = Line("Licence", Kind.ESTABLISHMENT, "IT", kroner(1000, 0, 0))
    >>> saved = Line("Time", Kind.BENEFIT, "Care", kroner(0, 600, 600))
    >>> found = figures(Case(2026, 2026, (bought, saved)), rates)
    >>> str(found.net_now), round(float(found.for_each_krone), 3), float(found.internal[0]), found.payback
    ('139.82 DKK', 0.14, 0.130662, Fraction(5, 3))
    """
    net = _net(case.lines, case.years)
    factors = rates.factors(case.years)
    invested = worth_now(_sum_of(case, Kind.ESTABLISHMENT), rates)
    worth = worth_now(net, rates)
    costs = sum((-_worth(one, rates) for one in case.costs), Fraction(0))

    def money(amount: Fraction | int) -> Money:
        return Money(rounded(Fraction(amount)), case.currency)

    return Figures(
        net=tuple(money(one) for one in net),
        adding_up=tuple(money(one) for one in accumulate(net)),
        net_now=money(worth),
        costs_now=money(costs),
        benefits_now=money(worth + costs),
        invested_now=money(invested),
        for_each_krone=worth / invested if invested else None,
        internal=internal_rates(net),
        payback=_payback(net),
        discounted_payback=_payback([one * factor for one, factor in zip(net, factors, strict=True)]),
        lasting=_lasting(net, case.currency),
        unclear=money(sum(one.total for one in case.costs if not one.party)),
    )


def _net(lines: Iterable[Line], years: int) -> list[int]:
    found = [0] * years
    for line in lines:
        for year, amount in enumerate(line.amounts):
            found[year] += line.sign * amount.minor
    return found


def _sum_of(case: Case, kind: Kind) -> list[int]:
    return [abs(one) for one in _net((line for line in case.lines if line.kind is kind), case.years)]


def _worth(line: Line, rates: Rates) -> Fraction:
    """What a line adds to what all is worth now: below nothing for a cost."""
    return line.sign * worth_now([one.minor for one in line.amounts], rates)


def _payback(net: Sequence[Fraction | int]) -> Fraction | None:
    """From where on the sum stays at nothing or above; within a year as if it came evenly."""
    sums = [Fraction(one) for one in accumulate(net)]
    below = [year for year, amount in enumerate(sums) if amount < 0]
    if not below:
        return Fraction(0)
    last = below[-1]
    if last + 1 == len(sums):
        return None
    return last + -sums[last] / net[last + 1]


def _lasting(net: Sequence[int], currency: str) -> Lasting:
    year = len(net) - 1
    while year and net[year - 1] == net[-1]:
        year -= 1
    return Lasting(year, Money(net[-1], currency), year < len(net) - 1)


@dataclass(frozen=True, slots=True)
class PartySum:
    """What one party pays and gains: undiscounted over all years, and what it is left with, worth now.

    ``party`` is empty for what nobody is said to pay or gain.
    """

    party: str
    pays: Money
    gains: Money
    net_now: Money


def parties(case: Case, rates: Rates) -> tuple[PartySum, ...]:
    """Who pays against who gains, in the order they are named first; what is unclear comes last.

    What they are left with sums to the NPV but for the rounding of each to the øre.

    Raises:
        ProblemsError: ``no_discount_rate_for_year``.
    """
    names = sorted(dict.fromkeys(one.party for one in case.lines), key=lambda name: not name)
    return tuple(_party(name, case, rates) for name in names)


def paid_by_year(case: Case) -> Mapping[str, tuple[Money, ...]]:
    """What each that pays, pays in each year, in the order they are named; nobody's (``""``) comes last.

    Each year sums to the costs of that year. O(lines * years).

    Source: F2.19 (who pays for what, and when).

    >>> kroner = lambda *amounts: tuple(Money.of(one) for one in amounts)
    >>> bought = Line("Licence", Kind.ESTABLISHMENT, "IT", kroner(1000, 0))
    >>> run = Line("Operation", Kind.OPERATION, "Care", kroner(0, 50))
    >>> for who, years in paid_by_year(Case(2026, 2026, (bought, run))).items():
    ...     print(who, [one.minor for one in years])
    IT [100000, 0]
    Care [0, 5000]
    """
    names = sorted(dict.fromkeys(one.party for one in case.costs), key=lambda name: not name)
    return {name: _paid(name, case) for name in names}


def _paid(name: str, case: Case) -> tuple[Money, ...]:
    own = [one for one in case.costs if one.party == name]
    return tuple(
        Money(sum(one.amounts[year].minor for one in own), case.currency) for year in range(case.years)
    )


def _party(name: str, case: Case, rates: Rates) -> PartySum:
    own = [one for one in case.lines if one.party == name]
    return PartySum(
        name,
        Money(sum(one.total for one in own if one.is_cost), case.currency),
        Money(sum(one.total for one in own if not one.is_cost), case.currency),
        Money(rounded(sum((_worth(one, rates) for one in own), Fraction(0))), case.currency),
    )
