"""Lights come from numbers, and a person may differ by saying why."""

from datetime import date
from fractions import Fraction

import pytest

from samspil.core.portfolio.status import (
    Light,
    Numbers,
    Tolerances,
    benefit_light,
    cost_light,
    refuse_light,
    time_light,
    worst,
)
from samspil.core.units import Money

TOLERANCES = Tolerances(Fraction(1, 20), Fraction(1, 10), yellow_days=14, red_days=60)
END = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("expected", "light"),
    [("80", "green"), ("104.99", "green"), ("105", "yellow"), ("109.99", "yellow"), ("110", "red")],
)
def test_cost_turns_at_the_decided_shares(expected: str, light: str) -> None:
    assert cost_light(Numbers(Money.of(100), Money.of(expected)), TOLERANCES) == light


@pytest.mark.parametrize(
    ("day", "light"),
    [
        (date(2026, 5, 1), "green"),
        (date(2026, 6, 14), "green"),
        (date(2026, 6, 15), "yellow"),
        (date(2026, 7, 30), "yellow"),
        (date(2026, 7, 31), "red"),
    ],
)
def test_time_turns_at_the_decided_days(day: date, light: str) -> None:
    assert time_light(Numbers(promised_end=END, expected_end=day), TOLERANCES) == light


def test_what_nobody_knows_is_grey_and_no_promise_of_nothing_is_kept() -> None:
    assert cost_light(Numbers(Money.of(100)), TOLERANCES) is Light.GREY
    assert cost_light(Numbers(None, Money.of(100)), TOLERANCES) is Light.GREY
    assert cost_light(Numbers(Money.of(0), Money.of(5)), TOLERANCES) is Light.GREY
    assert time_light(Numbers(promised_end=END), TOLERANCES) is Light.GREY
    assert time_light(Numbers(expected_end=END), TOLERANCES) is Light.GREY


def test_the_worst_that_is_known_stands_for_all() -> None:
    assert worst([Light.GREY, Light.GREEN, Light.YELLOW]) is Light.YELLOW
    assert worst([Light.GREEN, Light.RED]) is Light.RED
    assert worst([Light.GREY]) is Light.GREY
    assert worst([]) is Light.GREY


def test_a_light_may_differ_and_says_why() -> None:
    refused = refuse_light(Light.GREEN, Light.RED, " ")
    assert refused is not None
    assert refused.code == "light_differs_without_a_reason"
    assert refuse_light(Light.GREEN, Light.RED, "Leverandøren har lovet det") is None
    assert refuse_light(Light.RED, Light.RED, "") is None
    assert refuse_light(Light.RED, Light.GREY, "") is None


@pytest.mark.parametrize(
    ("below", "light"),
    [("99/1000", "green"), ("1/10", "yellow"), ("249/1000", "yellow"), ("1/4", "red"), ("-1", "green")],
)
def test_benefits_turn_at_the_decided_shares_below_what_was_promised(below: str, light: str) -> None:
    assert benefit_light([Fraction(below)], Fraction(1, 10), Fraction(1, 4)).value == light


def test_the_worst_of_what_is_compared_decides_and_nothing_compared_is_grey() -> None:
    shares = [Fraction(0), Fraction(1, 2), Fraction(-3)]
    assert benefit_light(shares, Fraction(1, 10), Fraction(1, 4)) is Light.RED
    assert benefit_light([], Fraction(1, 10), Fraction(1, 4)) is Light.GREY
