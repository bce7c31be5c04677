"""What business cases are reckoned with is dated, sourced, and read strictly."""

from datetime import date
from fractions import Fraction

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.finance.case_parameters import parse_case_parameters
from samspil.core.units import Money

SHIPPED = library.case_parameters()


def test_the_state_s_rates_ship_with_the_day_and_who_set_them() -> None:
    assert [one.since for one in SHIPPED.rates] == [date(2013, 5, 31), date(2021, 1, 7)]
    assert all("Finansministeriet" in one.source for one in SHIPPED.rates)
    today = SHIPPED.rates_on(date(2026, 11, 22))
    assert [(one.first, one.last, one.rate) for one in today.bands] == [
        (0, 35, Fraction(35, 1000)),
        (36, 70, Fraction(25, 1000)),
    ]


def test_the_limit_of_the_short_form_is_assumed_and_says_so() -> None:
    limit = SHIPPED.short_up_to_on(date(2026, 1, 1))
    assert limit is not None
    assert (limit.amount, limit.source) == (Money.of(1_000_000), "assumed")
    assert limit.assumed is not None
    assert SHIPPED.short_up_to_on(date(2025, 12, 31)) is None


def test_the_stress_says_where_its_numbers_are_from() -> None:
    stress = SHIPPED.stress_on(date(2026, 1, 1))
    assert stress is not None
    found = stress.scenario
    assert (found.costs, found.benefits, found.delay) == (Fraction(3, 2), Fraction(1, 2), 1)
    assert "Rigsrevisionen" in stress.source
    assert SHIPPED.stress_on(date(2025, 12, 31)) is None


def test_how_soon_a_payer_is_named_is_assumed_and_says_so() -> None:
    within = SHIPPED.payer_named_within_on(date(2026, 1, 1))
    assert within is not None
    assert (within.days, within.source) == (30, "assumed")
    assert within.assumed is not None
    assert SHIPPED.payer_named_within_on(date(2025, 12, 31)) is None


WHOLE = """
discount_rates:
  - from: 2021-01-07
    source: here
    bands:
      - {first: 0, last: 35, rate: "0.035"}
      - {first: 37, rate: "0.025"}
short_up_to: [{from: 2026-01-01, amount_dkk: 1, source: here}]
stress: [{from: 2026-01-01, costs: "1.5", benefits: "0.5", delay_years: 1, source: here}]
payer_named_within: [{from: 2026-01-01, calendar_days: 3, source: here}]
"""


def test_bands_with_a_hole_are_refused_with_their_line() -> None:
    with pytest.raises(ProblemsError) as error:
        parse_case_parameters(WHOLE.encode(), "case.yaml")
    [problem] = error.value.problems
    assert problem.code == "discount_bands_out_of_order"
    assert str(problem.place) == "case.yaml:5"


def test_without_the_hole_it_is_read() -> None:
    found = parse_case_parameters(WHOLE.replace("37", "36").encode(), "case.yaml")
    assert found.rates[0].rate_in(100) == Fraction(25, 1000)
