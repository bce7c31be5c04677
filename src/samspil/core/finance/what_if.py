"""What if a business case goes otherwise: scenarios, and what it takes before it no longer pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from samspil.core.errors import ProblemsError
from samspil.core.finance.business_case import Case, Estimate, Line
from samspil.core.finance.discounting import Rates, rounded, worth_now
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something that may become of all of it.

    Args:
        key: what it is called.
        costs: how much of what was estimated all costs come to.
        benefits: how much of what was estimated all benefits come to.
        delay: so many years later all benefits come; what then lies behind the last year is not counted.
        estimate: the point of every line that it begins from.

    Raises:
        ProblemsError: ``scenario_outside`` for a factor or a delay below nothing.
    """

    key: str
    costs: Fraction = Fraction(1)
    benefits: Fraction = Fraction(1)
    delay: int = 0
    estimate: Estimate = Estimate.LIKELY

    def __post_init__(self) -> None:
        if min(self.costs, self.benefits) < 0 or self.delay < 0:
            raise ProblemsError.of("scenario_outside", scenario=self.key)


def under(case: Case, scenario: Scenario) -> Case:
    """A case as a scenario has it, to the øre.

    >>> from samspil.core.finance.business_case import Kind
    >>> kroner = lambda *amounts: tuple(Money.of(one) for one in amounts)
    >>> case = Case(2026, 2026, (Line("Time", Kind.BENEFIT, "Care", kroner(0, 600, 600)),))
    >>> late = under(case, Scenario("late", benefits=Fraction(1, 2), delay=1))
    >>> [str(one) for one in late.lines[0].amounts]
    ['0.00 DKK', '0.00 DKK', '300.00 DKK']
    """
    return replace(case, lines=tuple(_under(one, scenario) for one in case.lines))


def _under(line: Line, scenario: Scenario) -> Line:
    factor = line.at(scenario.estimate) * (scenario.costs if line.is_cost else scenario.benefits)
    scaled = line.times(factor)
    return scaled if line.is_cost else _later(scaled, scenario.delay)


def _later(line: Line, years: int) -> Line:
    nothing = (Money(0, line.amounts[0].currency),) * years
    return replace(line, amounts=(*nothing, *line.amounts)[: len(line.amounts)])


@dataclass(frozen=True, slots=True)
class Turning:
    """One thing that may go otherwise while all else stays.

    Args:
        line: the line it is about; none for all costs or all benefits together; ``is_cost`` says which.
        now: what it is worth now.
        factor: how much of the estimate makes the whole worth nothing; none where nothing of it does.
        at_worst: what the whole is worth now if only this goes badly.
        at_best: the same if it goes well.
    """

    line: Line | None
    is_cost: bool
    now: Money
    factor: Fraction | None
    at_worst: Money
    at_best: Money

    @property
    def swing(self) -> int:
        """How much the three points of it move the whole."""
        return self.at_best.minor - self.at_worst.minor


def turnings(case: Case, rates: Rates) -> tuple[Turning, ...]:
    """What it takes, one at a time, for the whole to be worth nothing now; what is nearest comes first.

    All costs and all benefits together stand among them. What is worth nothing itself, or would have to be
    below nothing, has no factor and comes last.

    Raises:
        ProblemsError: ``no_discount_rate_for_year``.
    """
    whole = _worth(case.lines, rates)
    every = [_turning(one, [one], whole, case, rates) for one in case.lines]
    every += [_turning(None, lines, whole, case, rates) for lines in (case.costs, case.benefits) if lines]
    return tuple(sorted(every, key=_distance))


def _distance(turning: Turning) -> tuple[bool, Fraction]:
    return turning.factor is None, abs((turning.factor or 0) - Fraction(1))


def _turning(line: Line | None, lines: Sequence[Line], whole: Fraction, case: Case, rates: Rates) -> Turning:
    worth = _worth(lines, rates)
    factor = 1 - whole / worth if worth else None

    def with_point(estimate: Estimate) -> Money:
        changed = _worth([one.times(one.at(estimate)) for one in lines], rates)
        return Money(rounded(whole - worth + changed), case.currency)

    return Turning(
        line,
        lines[0].is_cost,
        Money(lines[0].sign * rounded(worth), case.currency),
        factor if factor is not None and factor >= 0 else None,
        with_point(Estimate.PESSIMISTIC),
        with_point(Estimate.OPTIMISTIC),
    )


def _worth(lines: Sequence[Line], rates: Rates) -> Fraction:
    amounts = (worth_now([one.sign * amount.minor for amount in one.amounts], rates) for one in lines)
    return sum(amounts, Fraction(0))


def longest_delay(case: Case, rates: Rates) -> int | None:
    """How many whole years all benefits can be late and the whole still be worth nothing or more.

    None when it is worth less than nothing already; all the years looked at when no delay makes it so.

    Raises:
        ProblemsError: ``no_discount_rate_for_year``.
    """
    found = None
    for delay in range(case.years + 1):
        if _worth(under(case, Scenario("late", delay=delay)).lines, rates) < 0:
            break
        found = delay
    return found
