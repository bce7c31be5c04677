"""What is foretold of a portfolio, as a value that can be stored beside the question it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from math import fsum
from typing import Any, Final

from samspil.core.errors import Problem
from samspil.core.forecasting.question import Plan, Question, as_data
from samspil.core.units import Money

VERSION: Final = "futures-1"  # of the method: under another one the same seed may give other figures
BUDGET, PROJECT, CENTRAL = 0.5, 0.8, 0.9  # which quantiles the reserves reach to
_FEW: Final = 1_000


@dataclass(frozen=True, slots=True)
class Spread:
    """What is not exceeded with each of the asked probabilities."""

    levels: tuple[float, ...]
    values: tuple[float, ...]

    def at(self, level: float) -> float:
        """The value at a level that was asked for."""
        return self.values[self.levels.index(level)]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the portfolio, undiscounted, in hundredths of the currency."""

    cost: Spread
    benefit: Spread
    net: Spread


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities, from 0 to 1: the tails.

    Args:
        cost_above_plan: of costing more than planned.
        cost_half_above_plan: of costing more than one and a half times that.
        benefit_below_plan: of bringing less than planned.
        benefit_below_half: of bringing less than half of that.
        end_after_plan: of the last initiative being taken into use later than planned.
        net_below_zero: of costing more than it brings, discounted.
    """

    cost_above_plan: float
    cost_half_above_plan: float
    benefit_below_plan: float
    benefit_below_half: float
    end_after_plan: float
    net_below_zero: float


@dataclass(frozen=True, slots=True)
class Drivers:
    """Of the variance of the whole portfolio's net, what one initiative adds, by cause.

    First-order contributions: all of all initiatives add up to 1. One below 0 takes from the spread.
    """

    initiative: str
    cost: float
    delay: float
    benefit: float

    @property
    def all(self) -> float:
        """By whatever cause."""
        return self.cost + self.delay + self.benefit


@dataclass(frozen=True, slots=True)
class Reserve:
    """Of one initiative: the budget that it has an even chance to keep, and what it holds itself."""

    initiative: str
    budget: Money
    project: Money


@dataclass(frozen=True, slots=True)
class Reserves:
    """What to set aside, and who holds it.

    Args:
        plan: what is planned in all.
        budget: what it takes that each initiative has an even chance.
        project: the initiatives' own reserves: from there to what each keeps four times out of five.
        central: held by the portfolio's owner and drawn on by decision: from there to what the whole
            portfolio keeps nine times out of ten; nought where the initiatives' own suffice for that.
        each: the initiatives' budgets and own reserves.
    """

    plan: Money
    budget: Money
    project: Money
    central: Money
    each: tuple[Reserve, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What came out, with all that went in.

    Args:
        question: what was asked: plans, classes, seed, number of scenarios.
        planned: cost, benefit (undiscounted) and net (discounted) as planned, and months to the last go-live.
        cost: of all, whenever it is paid, in hundredths of the currency.
        benefit: of all within the years.
        net: discounted benefits less discounted costs.
        end: months from now until the last initiative is taken into use.
        years: one by one.
        chances: the tails.
        drivers: what drives the spread of ``net``, the largest first.
        reserves: what to set aside.
        cautions: what whoever reads a number must know.
        version: of the method.
    """

    question: Question
    planned: Mapping[str, float]
    cost: Spread
    benefit: Spread
    net: Spread
    end: Spread
    years: tuple[Year, ...]
    chances: Chances
    drivers: tuple[Drivers, ...]
    reserves: Reserves
    cautions: tuple[Problem, ...]
    version: str = VERSION

    @property
    def driven_by(self) -> Mapping[str, float]:
        """The parts of the spread by cause, of all initiatives together."""
        return {
            cause: fsum(getattr(one, cause) for one in self.drivers) for cause in ("cost", "delay", "benefit")
        }

    def as_data(self) -> dict[str, Any]:
        """All of it in what JSON knows, the question too."""
        return {
            "version": self.version,
            "digest": self.question.digest,
            "question": as_data(self.question),
            "planned": dict(self.planned),
            **{name: asdict(getattr(self, name)) for name in ("cost", "benefit", "net", "end", "chances")},
            "years": [asdict(one) for one in self.years],
            "drivers": [asdict(one) for one in self.drivers],
            "reserves": asdict(self.reserves),
            "cautions": [{"code": one.code, "args": dict(one.args)} for one in self.cautions],
        }


def reserves(question: Question, quantile: Callable[[float], float]) -> Reserves:
    """Reserves split as Ny Anlægsbudgettering splits them: one held by the project, one by who owns them all.

    There they are fixed additions (10 per cent and 20 for railways, 10 and 5 for roads on land); here they
    follow from the reference classes. Own reserves reach from an initiative's P50 to its P80; the central one
    from the sum of those to the portfolio's P90. Where the tail is heavy it is the larger of the two: many
    initiatives do not even it out.

    Args:
        question: what was asked.
        quantile: of the whole portfolio's cost, in hundredths of the currency.
    """
    each = tuple(_reserve(one, question) for one in question.plans)
    none = Money(0, question.currency)
    budget = sum((one.budget for one in each), none)
    project = sum((one.project for one in each), none)
    central = Money(round(quantile(CENTRAL)), question.currency) - budget - project
    plan = sum((_planned(one) for one in question.plans), none)
    return Reserves(plan, budget, project, max(central, none), each)


def cautions_of(question: Question) -> tuple[Problem, ...]:
    """What whoever reads the numbers must know, one line each."""
    used = {key for one in question.plans for _measured, key in one.classes}
    found = [
        Problem("forecast_tail_capped", {"key": one.key, "cap": one.tail.cap})
        for one in question.classes
        if one.key in used and one.tail is not None
    ]
    if question.together == 0 and len(question.plans) > 1:
        found.append(Problem("forecast_without_shared_luck"))
    if question.scenarios < _FEW:
        found.append(Problem("forecast_from_few_scenarios", {"n": question.scenarios, "few": _FEW}))
    return tuple(found)


def _reserve(one: Plan, question: Question) -> Reserve:
    planned, found = _planned(one), question.class_of[one.cost_class]
    budget, kept = (_times(planned, found.quantile(level)) for level in (BUDGET, PROJECT))
    return Reserve(one.id, budget, kept - budget)


def _planned(one: Plan) -> Money:
    return sum(one.costs[1:], one.costs[0])


def _times(amount: Money, ratio: float) -> Money:
    return Money(round(amount.minor * ratio), amount.currency)
