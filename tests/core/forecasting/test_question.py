"""A question holds all that a forecast depends on; what cannot be drawn is refused, with every reason."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.forecasting.question import Plan, Question, as_data, question_of
from samspil.core.forecasting.reference import Measured, ReferenceClass, Tail
from samspil.core.units import Money

CLASSES = (
    ReferenceClass("cost", Measured.COST, "s", "2022", 9, ((0, 0.5), (0.8, 1.5)), Tail(1.5, 0.2, 1.4, 20.0)),
    ReferenceClass("duration", Measured.DURATION, "s", "2013", 9, ((0, 0.5), (1, 2.0))),
    ReferenceClass("benefit", Measured.BENEFIT, "s", "2019", 9, ((0, 0), (1, 1.0)), assumed="alt er antaget"),
)
PLAN = Plan(
    "møder",
    (Money.of(100), Money.of(0)),
    (Money.of(-5), Money.of(80)),
    12,
    "cost",
    "duration",
    "benefit",
)
QUESTION = Question((PLAN,), CLASSES, 7, 2_000, Fraction(1, 25), 0.2, (0.5, 0.9))


def refusals(**changes: Any) -> list[str]:
    with pytest.raises(ProblemsError) as found:
        replace(QUESTION, **changes)
    return [str(one) for one in found.value.problems]


def with_plan(**changes: Any) -> list[str]:
    return refusals(plans=(replace(PLAN, **changes),))


def test_a_stored_question_is_the_same_when_it_is_read_again() -> None:
    read = question_of(json.loads(json.dumps(as_data(QUESTION))))
    assert read == QUESTION
    assert read.digest == QUESTION.digest


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 8},
        {"scenarios": 2_001},
        {"rate": Fraction(1, 26)},
        {"together": 0.21},
        {"levels": (0.5,)},
        {"plans": (replace(PLAN, months_to_go_live=13),)},
        {"plans": (replace(PLAN, costs=(Money.of(100), Money(1))),)},
        {"classes": (replace(CLASSES[0], n=10), *CLASSES[1:])},
    ],
)
def test_whatever_is_changed_is_another_question(change: dict[str, Any]) -> None:
    assert replace(QUESTION, **change).digest != QUESTION.digest


def test_a_rank_correlation_is_that_of_normal_values_but_a_little_smaller() -> None:
    """Pearson: r = 6 / pi asin(rho / 2); for rho of one half, 0.4826."""
    assert replace(QUESTION, together=0.4825837).correlation == pytest.approx(0.5, abs=1e-6)
    assert replace(QUESTION, together=0.0).correlation == 0


@pytest.mark.parametrize("size", [1, 0, -5, 1_000_001])
def test_fewer_than_two_futures_or_too_many_are_refused(size: int) -> None:
    assert refusals(scenarios=size) == [f"scenarios_outside n={size} least=2 most=1000000"]


@pytest.mark.parametrize("size", [2, 1_000_000])
def test_two_futures_and_a_million_can_be_asked_for(size: int) -> None:
    assert replace(QUESTION, scenarios=size).scenarios == size


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"seed": -1}, "seed_outside seed=-1"),
        ({"seed": 2**64}, f"seed_outside seed={2**64}"),
        ({"rate": Fraction(-1, 100)}, "rate_outside rate=-0.01"),
        ({"rate": Fraction(1)}, "rate_outside rate=1.0"),
        ({"together": -0.1}, "together_outside together=-0.1"),
        ({"together": 1.0}, "together_outside together=1.0"),
        ({"levels": (0.5, 1.0)}, "level_outside_0_1 level=1.0"),
        ({"levels": (0.0,)}, "level_outside_0_1 level=0.0"),
        ({"plans": ()}, "nothing_to_forecast"),
        ({"classes": (*CLASSES, replace(CLASSES[0], n=10))}, "same_class_twice key=cost"),
        ({"plans": (PLAN, PLAN)}, "same_initiative_twice initiative=møder"),
    ],
)
def test_what_cannot_be_drawn_is_refused(changes: dict[str, Any], expected: str) -> None:
    assert refusals(**changes) == [expected]


@pytest.mark.parametrize(
    "changes",
    [{"seed": 0}, {"seed": 2**64 - 1}, {"rate": Fraction(0)}, {"together": 0.0}, {"together": 0.99}],
)
def test_the_outermost_can_be_drawn(changes: dict[str, Any]) -> None:
    assert replace(QUESTION, **changes).digest


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"benefits": (Money.of(1),)}, "forecast_years_differ initiative=møder years=1 expected=2"),
        ({"costs": (Money.of(1), Money(-1))}, "forecast_cost_below_zero initiative=møder"),
        ({"benefits": (Money.of(1), Money(1, "NOK"))}, "currency_mismatch left=DKK right=NOK"),
        ({"months_to_go_live": -1}, "go_live_outside_years initiative=møder months=-1 years=2"),
        ({"months_to_go_live": 25}, "go_live_outside_years initiative=møder months=25 years=2"),
        ({"cost_class": "andet"}, "unknown_reference_class initiative=møder key=andet"),
        (
            {"duration_class": "cost"},
            "class_measures_other initiative=møder key=cost measures=cost wanted=duration",
        ),
    ],
)
def test_a_plan_that_cannot_be_drawn_is_refused(changes: dict[str, Any], expected: str) -> None:
    assert with_plan(**changes) == [expected]


def test_a_plan_may_go_live_now_or_at_the_end() -> None:
    for months in (0, 24):
        assert replace(QUESTION, plans=(replace(PLAN, months_to_go_live=months),)).digest


def test_from_one_year_to_fifty_can_be_looked_at() -> None:
    def of_years(years: int) -> Plan:
        return replace(PLAN, costs=(Money(1),) * years, benefits=(Money(1),) * years, months_to_go_live=0)

    assert refusals(plans=(of_years(0),)) == ["forecast_years_outside years=0 most=50"]
    assert refusals(plans=(of_years(51),)) == ["forecast_years_outside years=51 most=50"]
    for years in (1, 50):
        assert replace(QUESTION, plans=(of_years(years),)).years == years


def test_everything_that_is_wrong_is_said_at_once() -> None:
    other = replace(PLAN, id="b", cost_class="andet", months_to_go_live=99)
    found = refusals(plans=(PLAN, other), scenarios=1, seed=-1)
    assert [one.split()[0] for one in found] == [
        "scenarios_outside",
        "seed_outside",
        "go_live_outside_years",
        "unknown_reference_class",
    ]
