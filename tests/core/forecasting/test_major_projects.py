"""Seven years of major projects foretold from the years before each, and scored when the year had come.

What a project was to cost, and when it was to end, against what was said of both a year later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import exp, log
from statistics import NormalDist, mean, stdev

import pytest
from tests.core.portfolio.listing.test_major_projects import as_kept, needs_raw, seen

from samspil.core.forecasting.blending import of_outcomes
from samspil.core.forecasting.reference import Measured, ReferenceClass, Tail
from samspil.core.forecasting.scoring import Coverage, coverage, crps_of_quantiles
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.recognising import recognise
from samspil.core.units import Money

pytestmark = needs_raw
FIRST, LAST = 2014, 2020
# Twenty times as much in a year, or a twentieth: kroner for millions, or a programme that has become another.
ANOTHER_SCALE = 20.0
BEFORE_ANYTHING = Tail(above=1.5, share=0.5, alpha=1.378, cap=ANOTHER_SCALE)
YEARS = range(FIRST + 1, LAST + 1)


@cache
def ratios(measured: Measured, year: int) -> tuple[float, ...]:
    """From a year to the next, of every project that is certainly the same."""
    before, now = as_kept(year).initiatives, as_kept(year + 1).initiatives
    found = []
    for same in recognise(seen(year), seen(year + 1)):
        if same.is_certain:
            ratio = RATIO[measured](before[int(same.before)], now[int(same.now)])
            if ratio is not None and 1 / ANOTHER_SCALE <= ratio <= ANOTHER_SCALE:
                found.append(ratio)
    return tuple(found)


def of_cost(was, now) -> float | None:  # type: ignore[no-untyped-def]
    costs = [one.known(Field.COST) for one in (was, now)]
    amounts = [one.minor for one in costs if isinstance(one, Money) and one.minor > 0]
    return amounts[1] / amounts[0] if len(amounts) == len(costs) else None


def of_duration(was, now) -> float | None:  # type: ignore[no-untyped-def]
    start, planned, came = was.known(Field.STARTS_ON), was.known(Field.ENDS_ON), now.known(Field.ENDS_ON)
    if not (start and planned and came and start < min(planned, came)):
        return None
    return float((came - start) / (planned - start))


RATIO: dict[Measured, Callable[..., float | None]] = {Measured.COST: of_cost, Measured.DURATION: of_duration}


@dataclass(frozen=True)
class Scored:
    ours: float
    plan_holds: float
    log_normal: float
    interval: Coverage


@cache
def scored(measured: Measured, year: int) -> Scored:
    train = [one for before in range(FIRST, year) for one in ratios(measured, before)]
    came = ratios(measured, year)
    ours = of_outcomes("uk", measured, "UK major projects", train, BEFORE_ANYTHING)
    logs = [log(one) for one in train]
    normal = NormalDist(mean(logs), stdev(logs))
    least, most = ours.quantile(0.1), ours.quantile(0.9)
    return Scored(
        mean(crps_of_quantiles(one, ours.quantile) for one in came),
        mean(abs(one - 1) for one in came),
        mean(crps_of_quantiles(one, lambda level: exp(normal.inv_cdf(level))) for one in came),
        coverage(sum(least <= one <= most for one in came), len(came), ours.probability_within(least, most)),
    )


@pytest.mark.parametrize("measured", RATIO, ids=str)
@pytest.mark.parametrize("year", YEARS)
def test_it_beats_the_plan_and_a_log_normal_every_year(measured: Measured, year: int) -> None:
    found = scored(measured, year)
    assert found.interval.n > 70
    assert found.ours < found.plan_holds
    assert found.ours < found.log_normal


def test_the_interval_holds_what_it_says_in_most_years_and_the_rest_are_told() -> None:
    """Outside of what chance allows: cost in 2015 (too few within) and 2017 (too many), end date in 2015."""
    outside = {
        (measured.value, year)
        for measured in RATIO
        for year in YEARS
        if not scored(measured, year).interval.is_within_chance
    }
    assert outside == {("cost", 2015), ("cost", 2017), ("duration", 2015)}


def test_a_forecast_that_is_sure_of_the_plan_loses() -> None:
    """The control: outcomes all as planned teach a class that is beaten by one that has seen them differ."""
    came = ratios(Measured.COST, LAST)
    sure = of_outcomes("sure", Measured.COST, "nobody", [1.0] * 500, BEFORE_ANYTHING)
    learnt: ReferenceClass = of_outcomes(
        "uk", Measured.COST, "UK", ratios(Measured.COST, 2019), BEFORE_ANYTHING
    )
    assert mean(crps_of_quantiles(one, sure.quantile) for one in came) > mean(
        crps_of_quantiles(one, learnt.quantile) for one in came
    )
