"""What is asked of chance: plans, what became of such plans elsewhere, and how to draw."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from math import pi, sin
from typing import Any, Final

from samspil.core.errors import Problem, ProblemsError
from samspil.core.forecasting.reference import Measured, ReferenceClass, Tail
from samspil.core.units import Money

LEVELS: Final = (0.1, 0.5, 0.8, 0.9)
RATE: Final = Fraction(35, 1000)
LEAST_SCENARIOS: Final = 2
MOST_SCENARIOS: Final = 1_000_000
MOST_YEARS: Final = 50
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """An initiative as it is planned, and the reference classes that it is held against.

    Args:
        id: its own; with the seed it decides its luck.
        costs: of each year from now on; none below nought.
        benefits: of each year from now on; below nought where it brings the opposite.
        months_to_go_live: from now until it is planned to be taken into use, which a delay multiplies.
        cost_class: key of the class of actual over planned cost.
        duration_class: key of that of durations.
        benefit_class: key of that of benefits.
    """

    id: str
    costs: tuple[Money, ...]
    benefits: tuple[Money, ...]
    months_to_go_live: int
    cost_class: str
    duration_class: str
    benefit_class: str

    @property
    def classes(self) -> tuple[tuple[Measured, str], ...]:
        """What is drawn, in the order of its words, and from which class."""
        return (
            (Measured.COST, self.cost_class),
            (Measured.DURATION, self.duration_class),
            (Measured.BENEFIT, self.benefit_class),
        )


@dataclass(frozen=True)
class Question:
    """All that a forecast depends on.

    Args:
        plans: the initiatives, all in one currency and over the same years.
        classes: that they name.
        seed: from 0 to 2**64 - 1. Under the same one an initiative meets the same luck, whoever is beside it.
        scenarios: how many futures, from 2 to a million.
        rate: of discounting, a year; the first year is not discounted.
        together: the rank correlation of luck between initiatives, from 0 to less than 1.
        levels: the probabilities that quantiles are given of.

    Raises:
        ProblemsError: every one of ``nothing_to_forecast``, ``forecast_years_outside``,
            ``same_initiative_twice``, ``forecast_years_differ``, ``forecast_cost_below_zero``,
            ``go_live_outside_years``, ``unknown_reference_class``, ``class_measures_other``,
            ``currency_mismatch``, ``scenarios_outside``, ``seed_outside``, ``rate_outside``,
            ``together_outside``, ``level_outside_0_1``, ``same_class_twice`` that holds.
    """

    plans: tuple[Plan, ...]
    classes: tuple[ReferenceClass, ...]
    seed: int
    scenarios: int = 10_000
    rate: Fraction = RATE
    together: float = 0.0
    levels: tuple[float, ...] = LEVELS

    def __post_init__(self) -> None:
        problems = [*_wrong_with_drawing(self), *_wrong_with_plans(self)]
        if problems:
            raise ProblemsError(problems)

    @property
    def years(self) -> int:
        """How many are looked at."""
        return len(self.plans[0].costs)

    @property
    def currency(self) -> str:
        """Of all amounts."""
        return self.plans[0].costs[0].currency

    @cached_property
    def class_of(self) -> Mapping[str, ReferenceClass]:
        """The classes by their keys."""
        return {one.key: one for one in self.classes}

    @property
    def correlation(self) -> float:
        """Of the normal values behind the rank correlation: 2 sin(pi r / 6) (Pearson, 1907).

        It is what a Gaussian copula needs.
        """
        return 2 * sin(pi * self.together / 6)

    @cached_property
    def digest(self) -> str:
        """Of all of it: two questions with the same one are the same."""
        return sha256(json.dumps(as_data(self), sort_keys=True).encode()).hexdigest()


def as_data(question: Question) -> dict[str, Any]:
    """A question in what JSON knows."""
    return {
        "plans": [
            {
                "id": one.id,
                "costs": [amount.minor for amount in one.costs],
                "benefits": [amount.minor for amount in one.benefits],
                "months_to_go_live": one.months_to_go_live,
                "classes": [key for _measured, key in one.classes],
            }
            for one in question.plans
        ],
        "classes": [_class_as_data(one) for one in question.classes],
        "currency": question.currency,
        "seed": question.seed,
        "scenarios": question.scenarios,
        "rate": str(question.rate),
        "together": question.together,
        "levels": list(question.levels),
    }


def question_of(data: Mapping[str, Any]) -> Question:
    """The question that ``as_data`` wrote.

    Raises:
        ProblemsError: as for ``Question`` and ``ReferenceClass``.
    """
    currency = data["currency"]
    return Question(
        tuple(
            Plan(
                one["id"],
                tuple(Money(minor, currency) for minor in one["costs"]),
                tuple(Money(minor, currency) for minor in one["benefits"]),
                one["months_to_go_live"],
                *one["classes"],
            )
            for one in data["plans"]
        ),
        tuple(_class_of(one) for one in data["classes"]),
        data["seed"],
        data["scenarios"],
        Fraction(data["rate"]),
        data["together"],
        tuple(data["levels"]),
    )


def _class_as_data(one: ReferenceClass) -> dict[str, Any]:
    tail = one.tail and [one.tail.above, one.tail.share, one.tail.alpha, one.tail.cap]
    return {
        "key": one.key,
        "measured": one.measured.value,
        "source": one.source,
        "period": one.period,
        "n": one.n,
        "body": [list(point) for point in one.body],
        "tail": tail,
        "assumed": one.assumed,
    }


def _class_of(data: Mapping[str, Any]) -> ReferenceClass:
    return ReferenceClass(
        data["key"],
        Measured(data["measured"]),
        data["source"],
        data["period"],
        data["n"],
        tuple((level, ratio) for level, ratio in data["body"]),
        data["tail"] and Tail(*data["tail"]),
        data["assumed"],
    )


def _wrong_with_drawing(asked: Question) -> Iterator[Problem]:
    if not LEAST_SCENARIOS <= asked.scenarios <= MOST_SCENARIOS:
        yield Problem(
            "scenarios_outside", {"n": asked.scenarios, "least": LEAST_SCENARIOS, "most": MOST_SCENARIOS}
        )
    if not 0 <= asked.seed < 2**64:
        yield Problem("seed_outside", {"seed": asked.seed})
    if not 0 <= asked.rate < 1:
        yield Problem("rate_outside", {"rate": float(asked.rate)})
    if not 0 <= asked.together < 1:
        yield Problem("together_outside", {"together": asked.together})
    for level in asked.levels:
        if not 0 < level < 1:
            yield Problem("level_outside_0_1", {"level": level})
    for key, times in Counter(one.key for one in asked.classes).items():
        if times > 1:
            yield Problem("same_class_twice", {"key": key})


def _wrong_with_plans(asked: Question) -> Iterator[Problem]:
    if not asked.plans:
        yield Problem("nothing_to_forecast")
        return
    years = len(asked.plans[0].costs)
    if not 1 <= years <= MOST_YEARS:
        yield Problem("forecast_years_outside", {"years": years, "most": MOST_YEARS})
        return
    seen: set[str] = set()
    for one in asked.plans:
        if one.id in seen:
            yield Problem("same_initiative_twice", {"initiative": one.id})
        seen.add(one.id)
        yield from _wrong_with_amounts(one, years, asked.currency)
        yield from _wrong_with_classes(one, asked.class_of)


def _wrong_with_amounts(one: Plan, years: int, currency: str) -> Iterator[Problem]:
    for told in (one.costs, one.benefits):
        if len(told) != years:
            yield Problem(
                "forecast_years_differ", {"initiative": one.id, "years": len(told), "expected": years}
            )
    for amount in (*one.costs, *one.benefits):
        if amount.currency != currency:
            yield Problem("currency_mismatch", {"left": currency, "right": amount.currency})
    if any(amount.minor < 0 for amount in one.costs):
        yield Problem("forecast_cost_below_zero", {"initiative": one.id})
    if not 0 <= one.months_to_go_live <= years * _MONTHS:
        yield Problem(
            "go_live_outside_years", {"initiative": one.id, "months": one.months_to_go_live, "years": years}
        )


def _wrong_with_classes(one: Plan, classes: Mapping[str, ReferenceClass]) -> Iterator[Problem]:
    for measured, key in one.classes:
        if key not in classes:
            yield Problem("unknown_reference_class", {"initiative": one.id, "key": key})
        elif classes[key].measured is not measured:
            other = classes[key].measured.value
            yield Problem(
                "class_measures_other",
                {"initiative": one.id, "key": key, "measures": other, "wanted": measured.value},
            )
