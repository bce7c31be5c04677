"""What is told of futures: quantiles, tails, drivers and reserves, with everything that went in."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from samspil.core.forecasting.forecast import VERSION, Spread, cautions_of, reserves
from samspil.core.forecasting.futures.foretelling import foretell
from samspil.core.forecasting.futures.scenarios import quantiles, scenarios
from samspil.core.forecasting.question import Plan, Question, question_of
from samspil.core.forecasting.reference import Measured, ReferenceClass, Tail
from samspil.core.units import Money

COSTS = ReferenceClass(
    "cost", Measured.COST, "s", "", 9, ((0, 0.4), (0.5, 1.0), (0.82, 1.5)), Tail(1.5, 0.18, 1.378, 20.0)
)
DURATIONS = ReferenceClass("duration", Measured.DURATION, "s", "", 9, ((0, 0.8), (0.6, 1.0), (1, 2.0)))
BENEFITS = ReferenceClass("benefit", Measured.BENEFIT, "s", "", 9, ((0, 0.0), (1, 1.25)))
CERTAIN = tuple(ReferenceClass(one.value, one, "s", "", 1, ((0, 1.0), (1, 1.0))) for one in Measured)


def plan(name: str, times: int = 1, months: int = 12) -> Plan:
    costs, benefits = (100 * times, 10, 10), (0, 80 * times, 80 * times)
    told = (tuple(Money.of(one) for one in amounts) for amounts in (costs, benefits))
    return Plan(name, *told, months, "cost", "duration", "benefit")  # type: ignore[call-arg, arg-type]


PORTFOLIO = Question(
    (plan("small"), plan("large", 10), plan("late", 2, 18)), (COSTS, DURATIONS, BENEFITS), 5, 1_000
)


def test_quantiles_are_those_of_the_scenarios() -> None:
    found, drawn = foretell(PORTFOLIO), scenarios(PORTFOLIO)
    for name in ("cost", "benefit", "net"):
        told = getattr(found, name)
        assert told == Spread(PORTFOLIO.levels, tuple(quantiles(getattr(drawn, name), PORTFOLIO.levels)))
        assert told.at(0.8) == sorted(getattr(drawn, name))[799]
    assert found.end.at(0.9) == pytest.approx(12 * sorted(drawn.end)[899])
    year = found.years[1]
    net = drawn.benefit_by_year[:, 1] - drawn.cost_by_year[:, 1]
    assert year.net.at(0.5) == sorted(net)[499]
    assert year.cost.at(0.1) == sorted(drawn.cost_by_year[:, 1])[99]
    assert year.benefit.at(0.1) == sorted(drawn.benefit_by_year[:, 1])[99]


def test_tails_are_counted_against_the_plan() -> None:
    found, drawn = foretell(PORTFOLIO), scenarios(PORTFOLIO)
    cost, benefit = 136_000, 208_000  # hundredths: 13 times 100, 3 times 20; 13 times 2 times 80
    assert (found.planned["cost"], found.planned["benefit"]) == (cost, benefit)
    assert found.chances.cost_above_plan == np.mean(drawn.cost > cost)
    assert found.chances.cost_half_above_plan == np.mean(drawn.cost > 1.5 * cost)
    assert found.chances.benefit_below_plan == np.mean(drawn.benefit < benefit)
    assert found.chances.benefit_below_half == np.mean(drawn.benefit < benefit / 2)
    assert found.chances.end_after_plan == np.mean(drawn.end > 1.5 + 1e-9)
    assert found.chances.net_below_zero == np.mean(drawn.net < 0)
    assert 0 < found.chances.cost_half_above_plan < found.chances.cost_above_plan < 1


def test_as_planned_nothing_is_above_or_below_the_plan() -> None:
    found = foretell(replace(PORTFOLIO, classes=CERTAIN, rate=Fraction(0)))
    assert set(found.cost.values) == {136_000}
    assert (found.planned["net"], found.net.at(0.1)) == (72_000, 72_000)
    assert (found.planned["end"], found.end.at(0.9)) == (18, 18)
    told = found.chances
    assert (told.cost_above_plan, told.benefit_below_plan, told.end_after_plan, told.net_below_zero) == (
        0,
        0,
        0,
        0,
    )


def test_the_largest_driver_comes_first_and_all_add_up_to_one() -> None:
    found = foretell(PORTFOLIO)
    assert [one.initiative for one in found.drivers] == ["large", "late", "small"]
    assert sum(one.all for one in found.drivers) == pytest.approx(1, abs=1e-12)
    assert sum(found.driven_by.values()) == pytest.approx(1, abs=1e-12)
    assert found.driven_by["cost"] == pytest.approx(sum(one.cost for one in found.drivers))


def test_of_one_initiative_the_reserves_reach_from_p50_to_p80_and_on_to_p90() -> None:
    one = replace(PORTFOLIO, plans=(plan("small"),))
    found = reserves(one, lambda level: 12_000 * COSTS.quantile(level))
    assert found.plan == Money.of(120)
    assert found.budget == Money(round(12_000 * COSTS.quantile(0.5)))
    assert found.budget + found.project == Money(round(12_000 * COSTS.quantile(0.8)))
    assert found.budget + found.project + found.central == Money(round(12_000 * COSTS.quantile(0.9)))
    assert found.each[0].project == found.project


def test_reserves_of_many_add_up_to_the_portfolio_s_p90() -> None:
    found = foretell(PORTFOLIO)
    held = found.reserves
    assert held.budget == sum((one.budget for one in held.each), Money(0))
    assert held.project == sum((one.project for one in held.each), Money(0))
    assert (held.budget + held.project + held.central).minor == round(found.cost.at(0.9))


def test_where_own_reserves_suffice_there_is_no_central_one() -> None:
    assert reserves(PORTFOLIO, lambda _level: 1.0).central == Money(0)


def test_what_must_be_known_is_said() -> None:
    said = [one.code for one in cautions_of(PORTFOLIO)]
    assert said == ["forecast_tail_capped", "forecast_without_shared_luck"]
    one = replace(PORTFOLIO, plans=PORTFOLIO.plans[:1], classes=CERTAIN)
    assert cautions_of(one) == ()
    assert [str(one) for one in cautions_of(replace(PORTFOLIO, together=0.1, scenarios=999))] == [
        "forecast_tail_capped key=cost cap=20.0",
        "forecast_from_few_scenarios n=999 few=1000",
    ]
    unused = replace(COSTS, key="unused")
    assert [one.args for one in cautions_of(replace(PORTFOLIO, classes=(*PORTFOLIO.classes, unused)))] == [
        {"key": "cost", "cap": 20.0},
        {},
    ]


def test_a_stored_forecast_can_be_drawn_again() -> None:
    stored = json.dumps(foretell(PORTFOLIO).as_data())
    read = json.loads(stored)
    assert (read["version"], read["digest"]) == (VERSION, PORTFOLIO.digest)
    assert read["reserves"]["central"]["currency"] == "DKK"
    again = foretell(question_of(read["question"]))
    assert json.dumps(again.as_data()) == stored


def test_threads_change_nothing_that_is_told() -> None:
    with ThreadPoolExecutor(2) as pool:
        assert foretell(PORTFOLIO, pool.map) == foretell(PORTFOLIO)
