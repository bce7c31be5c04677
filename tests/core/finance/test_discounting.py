"""Discounting against closed forms and the published annuity factors."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.finance.discounting import (
    Band,
    Rates,
    annuity_factor,
    as_annuity,
    rates_on,
    rounded,
    worth_now,
)
from samspil.core.units import Money

TODAY = date(2026, 11, 22)


def shipped(on: date = TODAY) -> Rates:
    return library.case_parameters().rates_on(on)


def rates(*bands: Band) -> Rates:
    return Rates(date(2020, 1, 1), "here", bands)


def codes(error: pytest.ExceptionInfo[ProblemsError]) -> list[str]:
    return [one.code for one in error.value.problems]


@pytest.mark.parametrize(("years", "factor"), [(5, "4.515"), (10, "8.317")])
def test_annuity_factors_are_those_of_methods(years: int, factor: str) -> None:
    assert f"{float(annuity_factor(years, shipped())):.3f}" == factor


@given(st.integers(1, 35))
def test_an_annuity_at_one_rate_has_a_closed_form(years: int) -> None:
    rate = Fraction(35, 1000)
    assert annuity_factor(years, shipped()) == (1 - (1 + rate) ** -years) / rate


def test_year_nought_is_not_discounted_and_a_krone_of_year_one_is_worth_less() -> None:
    assert worth_now([100], shipped()) == 100
    assert worth_now([0, Fraction(1035, 10)], shipped()) == 100


def test_from_year_36_each_year_is_discounted_by_the_lower_rate() -> None:
    factors = shipped().factors(71)
    assert factors[35] == 1 / Fraction(1035, 1000) ** 35
    assert factors[36] == factors[35] / Fraction(1025, 1000)
    assert factors[70] == factors[35] / Fraction(1025, 1000) ** 35
    assert len(factors) == 71
    assert shipped().last_year == 70


def test_a_year_after_the_last_rate_is_refused_with_the_last_year_and_who_set_it() -> None:
    with pytest.raises(ProblemsError) as error:
        shipped().factors(72)
    [problem] = error.value.problems
    assert (problem.code, problem.args["year"], problem.args["last"]) == ("no_discount_rate_for_year", 71, 70)
    assert "Finansministeriet" in str(problem.args["source"])


def test_rates_without_an_end_reach_every_year() -> None:
    earlier = shipped(date(2021, 1, 6))
    assert earlier.last_year is None
    assert earlier.rate_in(200) == Fraction(2, 100)


def test_the_rates_change_on_their_day() -> None:
    assert shipped(date(2021, 1, 6)).rate_in(35) == Fraction(4, 100)
    assert shipped(date(2021, 1, 7)).rate_in(35) == Fraction(35, 1000)
    assert shipped(date(2013, 5, 31)).rate_in(36) == Fraction(3, 100)


def test_before_the_first_rates_there_are_none() -> None:
    with pytest.raises(ProblemsError) as error:
        rates_on(library.case_parameters().rates, date(2013, 5, 30))
    [problem] = error.value.problems
    assert (problem.code, problem.args["first_day"]) == ("no_discount_rates_on_day", "2013-05-31")


@pytest.mark.parametrize(
    "bands",
    [
        (),
        (Band(1, 35, Fraction(0)),),
        (Band(0, 35, Fraction(0)), Band(37, 70, Fraction(0))),
        (Band(0, 35, Fraction(0)), Band(35, 70, Fraction(0))),
        (Band(0, None, Fraction(0)), Band(36, 70, Fraction(0))),
        (Band(0, -1, Fraction(0)),),
        (Band(0, 35, Fraction(-1)),),
    ],
)
def test_bands_with_a_hole_an_overlap_or_no_sense_are_refused(bands: tuple[Band, ...]) -> None:
    with pytest.raises(ProblemsError) as error:
        rates(*bands)
    assert codes(error) == ["discount_bands_out_of_order"]


def test_nothing_has_no_factors() -> None:
    assert shipped().factors(0) == ()
    assert worth_now([], shipped()) == 0


@given(st.integers(-(10**12), 10**12), st.integers(1, 70))
def test_an_annuity_is_worth_what_it_was_made_of_but_for_rounding(minor: int, years: int) -> None:
    yearly = as_annuity(Money(minor), years, shipped()).minor
    assert abs(worth_now([0, *[yearly] * years], shipped()) - minor) <= annuity_factor(years, shipped()) / 2


def test_an_annuity_over_no_years_is_refused() -> None:
    with pytest.raises(ProblemsError) as error:
        as_annuity(Money(1), 0, shipped())
    assert codes(error) == ["annuity_without_years"]


@pytest.mark.parametrize(("amount", "whole"), [("1/2", 1), ("-1/2", -1), ("49/100", 0), ("-49/100", 0)])
def test_halves_are_rounded_away_from_nought(amount: str, whole: int) -> None:
    assert rounded(Fraction(amount)) == whole
