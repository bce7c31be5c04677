"""Scenarios, and what it takes before a case no longer pays, with sums done in the head."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.finance.business_case import Case, Estimate, Kind, Line, figures
from samspil.core.finance.discounting import Band, Rates
from samspil.core.finance.what_if import Scenario, longest_delay, turnings, under
from samspil.core.units import Money

RATES = library.case_parameters().rates_on(date(2026, 11, 22))
FREE = Rates(date(2026, 1, 1), "here", (Band(0, None, Fraction(0)),))


def kroner(*amounts: int) -> tuple[Money, ...]:
    return tuple(Money.of(one) for one in amounts)


BOUGHT = Line("Køb", Kind.ESTABLISHMENT, "IT", kroner(100, 0, 0), Fraction(3, 2), Fraction(9, 10))
RUN = Line("Drift", Kind.OPERATION, "IT", kroner(0, 10, 10))
SAVED = Line("Tid", Kind.BENEFIT, "Pleje", kroner(0, 90, 90), Fraction(1, 2), Fraction(6, 5))
CASE = Case(2026, 2026, (BOUGHT, RUN, SAVED))  # worth 60 undiscounted


def test_as_it_is_nothing_changes_but_that_nothing_is_uncertain() -> None:
    assert figures(under(CASE, Scenario("as_it_is")), FREE) == figures(CASE, FREE)


def test_a_scenario_changes_all_costs_all_benefits_and_when_they_come() -> None:
    found = under(CASE, Scenario("hard", Fraction(3, 2), Fraction(1, 2), 1))
    assert [one.amounts for one in found.lines] == [kroner(150, 0, 0), kroner(0, 15, 15), kroner(0, 0, 45)]


def test_a_scenario_can_begin_from_one_of_the_three_points() -> None:
    found = under(CASE, Scenario("worst", estimate=Estimate.PESSIMISTIC))
    assert [one.total for one in found.lines] == [15_000, 2_000, 9_000]
    assert figures(found, FREE).net_now == Money.of(-80)


@pytest.mark.parametrize(
    "said",
    [{"costs": Fraction(-1)}, {"benefits": Fraction(-1)}, {"delay": -1}],
)
def test_a_scenario_below_nothing_is_refused(said: dict[str, int]) -> None:
    with pytest.raises(ProblemsError) as error:
        Scenario("odd", **said)  # type: ignore[arg-type]
    assert [one.code for one in error.value.problems] == ["scenario_outside"]


def test_what_it_takes_is_told_one_at_a_time_the_nearest_first() -> None:
    found = turnings(CASE, FREE)
    assert [(one.line.name if one.line else one.is_cost, one.factor) for one in found] == [
        ("Tid", Fraction(120, 180)),  # a third less time
        (False, Fraction(120, 180)),
        (True, Fraction(180, 120)),  # or half as much again for all costs
        ("Køb", Fraction(160, 100)),
        ("Drift", Fraction(80, 20)),
    ]


def test_each_is_told_with_what_it_is_worth_and_what_its_points_make_of_the_whole() -> None:
    [bought] = [one for one in turnings(CASE, FREE) if one.line is BOUGHT]
    assert (bought.now, bought.at_worst, bought.at_best) == kroner(100, 10, 70)
    assert bought.swing == 6_000


def test_of_all_costs_the_points_count_together() -> None:
    [costs] = [one for one in turnings(CASE, FREE) if one.line is None and one.is_cost]
    assert (costs.now, costs.at_worst, costs.at_best) == kroner(120, 10, 70)


def test_what_would_have_to_be_below_nothing_or_is_nothing_has_no_factor_and_comes_last() -> None:
    none = Line("Intet", Kind.OPERATION, "IT", kroner(0, 0, 0))
    found = turnings(Case(2026, 2026, (none, BOUGHT, RUN)), FREE)
    told = {one.line.name: one.factor for one in found if one.line}
    assert told == {"Køb": None, "Drift": None, "Intet": None}
    assert [one.factor for one in found if one.line is None] == [Fraction(0)]
    assert found[0].line is None


def test_without_costs_or_benefits_there_are_none_of_them_together() -> None:
    assert [one.is_cost for one in turnings(Case(2026, 2026, (RUN,)), FREE)] == [True, True]
    assert [one.is_cost for one in turnings(Case(2026, 2026, (SAVED,)), FREE)] == [False, False]


@given(st.lists(st.integers(1, 10**7), min_size=2, max_size=8), st.integers(1, 10**8))
def test_at_its_factor_the_whole_is_worth_nothing(back: list[int], out: int) -> None:
    nothing = (Money(0),) * (len(back))
    bought = Line("Køb", Kind.ESTABLISHMENT, "", (Money(out * 100), *nothing))
    saved = Line("Tid", Kind.BENEFIT, "", (Money(0), *(Money(one * 100) for one in back)))
    case = Case(2026, 2026, (bought, saved))
    for one in (found for found in turnings(case, RATES) if found.line is not None):
        assert one.factor is not None
        changed = [line.times(one.factor) if line is one.line else line for line in case.lines]
        assert abs(figures(Case(2026, 2026, tuple(changed)), RATES).net_now.minor) <= len(back) + 1


def test_how_late_the_benefits_may_be() -> None:
    late = Line("Tid", Kind.BENEFIT, "Pleje", kroner(0, 120, 120, 0, 0))
    bought = Line("Køb", Kind.ESTABLISHMENT, "IT", kroner(100, 0, 0, 0, 0))
    # Three years late one of the two still comes within the years looked at; four years late none does.
    assert longest_delay(Case(2026, 2026, (bought, late)), FREE) == 3


def test_what_does_not_pay_cannot_wait_and_what_costs_nothing_can_wait_for_ever() -> None:
    assert longest_delay(Case(2026, 2026, (BOUGHT, RUN)), FREE) is None
    assert longest_delay(Case(2026, 2026, (SAVED,)), FREE) == 3
