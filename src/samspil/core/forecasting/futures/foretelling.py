"""A question answered."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from samspil.core.forecasting.forecast import Chances, Drivers, Forecast, Spread, Year, cautions_of, reserves
from samspil.core.forecasting.futures.running import BENEFIT, COST, DELAY
from samspil.core.forecasting.futures.scenarios import Run, Scenarios, quantiles, scenarios
from samspil.core.forecasting.futures.tables import Floats, rows_by_delay
from samspil.core.forecasting.question import Question

_LATER = 1e-9  # years: what rounding alone adds


def foretell(question: Question, run: Run = map) -> Forecast:
    """Draw the futures of a portfolio and tell what is likely.

    Args:
        question: what is asked.
        run: hands out the parts, as in ``scenarios``; the answer is the same.

    >>> from samspil.core.forecasting.question import Plan
    >>> from samspil.core.forecasting.reference import Measured, ReferenceClass
    >>> from samspil.core.units import Money
    >>> even = ((0.0, 0.5), (1.0, 1.5))
    >>> classes = tuple(ReferenceClass(one.value, one, "even", "", 1, even) for one in Measured)
    >>> costs, benefits = (Money.of(100), Money.of(0)), (Money.of(0), Money.of(200))
    >>> plan = Plan("a", costs, benefits, 12, "cost", "duration", "benefit")
    >>> found = foretell(Question((plan,), classes, seed=1))
    >>> [round(value / 100) for value in found.cost.values]
    [60, 100, 130, 140]
    """
    found = scenarios(question, run)
    spread = partial(_spread, question)
    planned = _planned(question)
    cost_by_year, benefit_by_year = found.cost_by_year, found.benefit_by_year
    years = tuple(
        Year(
            spread(cost_by_year[:, year]),
            spread(benefit_by_year[:, year]),
            spread(benefit_by_year[:, year] - cost_by_year[:, year]),
        )
        for year in range(question.years)
    )
    return Forecast(
        question,
        planned,
        spread(found.cost),
        spread(found.benefit),
        spread(found.net),
        spread(found.end * 12),
        years,
        _chances(found, planned),
        _drivers(question, found.shares),
        reserves(question, lambda level: quantiles(found.cost, [level])[0]),
        cautions_of(question),
    )


def _spread(question: Question, values: Floats) -> Spread:
    return Spread(question.levels, tuple(quantiles(values, question.levels)))


def _planned(question: Question) -> dict[str, float]:
    costs = sum(amount.minor for one in question.plans for amount in one.costs)
    benefits = sum(amount.minor for one in question.plans for amount in one.benefits)
    net = 0.0
    for one in question.plans:
        row = rows_by_delay(one, float(question.rate))[0]
        net += row[len(row) // 2 + question.years] - row[question.years]
    end = max(one.months_to_go_live for one in question.plans)
    return {"cost": float(costs), "benefit": float(benefits), "net": float(net), "end": float(end)}


def _chances(found: Scenarios, planned: dict[str, float]) -> Chances:
    cost, benefit = found.cost, found.benefit
    return Chances(
        _part(cost > planned["cost"]),
        _part(cost > 1.5 * planned["cost"]),
        _part(benefit < planned["benefit"]),
        _part(benefit < planned["benefit"] / 2),
        _part(found.end > planned["end"] / 12 + _LATER),
        _part(found.net < 0),
    )


def _part(holds: Any) -> float:
    return float(np.mean(holds))


def _drivers(question: Question, shares: Floats) -> tuple[Drivers, ...]:
    found = [
        Drivers(one.id, float(share[COST]), float(share[DELAY]), float(share[BENEFIT]))
        for one, share in zip(question.plans, shares, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.all, one.initiative)))
