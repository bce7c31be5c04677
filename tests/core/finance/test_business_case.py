"""A business case against sums that were done by hand and by closed forms."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.finance.business_case import (
    Beside,
    BottomLine,
    Case,
    Estimate,
    Figures,
    Kind,
    Line,
    PartySum,
    figures,
    paid_by_year,
    parties,
)
from samspil.core.finance.discounting import Band, Rates, annuity_factor, rounded
from samspil.core.units import Money

RATES = library.case_parameters().rates_on(date(2026, 11, 22))
# No discounting at all: sums can be done in the head.
FREE = Rates(date(2026, 1, 1), "here", (Band(0, None, Fraction(0)),))


def kroner(*amounts: int) -> tuple[Money, ...]:
    return tuple(Money.of(one) for one in amounts)


def cost(*amounts: int, party: str = "Hvidovre", name: str = "Køb", kind: Kind = Kind.ESTABLISHMENT) -> Line:
    return Line(name, kind, party, kroner(*amounts))


def gain(*amounts: int, party: str = "Hvidovre", name: str = "Frigjort tid") -> Line:
    return Line(name, Kind.BENEFIT, party, kroner(*amounts))


def case(*lines: Line) -> Case:
    return Case(2026, 2026, lines)


def told(*lines: Line, rates: Rates = FREE) -> Figures:
    return figures(case(*lines), rates)


def refused(*lines: Line) -> list[str]:
    with pytest.raises(ProblemsError) as error:
        case(*lines)
    return [one.code for one in error.value.problems]


# --- what it is worth


def test_a_million_back_every_year_for_five_years_is_worth_the_annuity_factor() -> None:
    found = told(cost(4_000_000, 0, 0, 0, 0, 0), gain(0, *[1_000_000] * 5), rates=RATES)
    worth = annuity_factor(5, RATES) * 100_000_000
    assert found.benefits_now == Money(rounded(worth))
    assert f"{found.benefits_now.minor / 100_000_000:.3f}" == "4.515"
    assert found.net_now == Money(rounded(worth)) - Money.of(4_000_000)
    assert found.costs_now == found.invested_now == Money.of(4_000_000)
    assert found.for_each_krone == (worth - 400_000_000) / 400_000_000


def test_year_nought_counts_in_full() -> None:
    assert told(cost(100), gain(250), rates=RATES).net_now == Money.of(150)


def test_net_and_the_sum_so_far_are_told_by_year() -> None:
    found = told(cost(100, 10, 10), gain(0, 50, 90))
    assert found.net == kroner(-100, 40, 80)
    assert found.adding_up == kroner(-100, -60, 20)


def test_nothing_invested_has_no_worth_for_each_krone() -> None:
    assert told(cost(5, 5, kind=Kind.OPERATION), gain(10, 10)).for_each_krone is None


def test_only_establishing_it_is_an_investment() -> None:
    found = told(
        cost(100, 0), cost(0, 20, kind=Kind.OPERATION), cost(0, 30, kind=Kind.DEVELOPMENT), gain(0, 250)
    )
    assert (found.invested_now, found.costs_now) == (Money.of(100), Money.of(150))
    assert found.for_each_krone == 1


def test_several_internal_rates_are_all_told_and_none_is_said_to_be_none() -> None:
    lines = (cost(100, 0, 132), gain(0, 230, 0))
    assert told(*lines).internal == (Fraction(1, 10), Fraction(1, 5))
    assert told(cost(100, 10)).internal == ()


# --- when it has come back


@pytest.mark.parametrize(
    ("out", "back", "years"),
    [
        ((100, 0, 0, 0), (0, 50, 50, 50), "2"),
        ((100, 0, 0, 0), (0, 40, 40, 40), "5/2"),
        ((100, 0, 0), (0, 50, 49), None),
        ((100, 0, 0), (0, 50, 50), "2"),
        ((100, 0, 0), (100, 0, 0), "0"),
        ((0, 0, 0), (5, 0, 0), "0"),
        # It comes back in year 1, is paid out again in year 2 and comes back for good in year 3.
        ((100, 0, 60, 0), (0, 110, 0, 100), "5/2"),
    ],
)
def test_what_was_paid_has_come_back(out: tuple[int, ...], back: tuple[int, ...], years: str | None) -> None:
    assert told(cost(*out), gain(*back)).payback == (None if years is None else Fraction(years))


def test_discounted_it_takes_longer() -> None:
    found = told(cost(100, 0, 0, 0), gain(0, 50, 50, 50), rates=RATES)
    assert found.payback == 2
    rate = Fraction(1035, 1000)
    left = 100 - 50 / rate - 50 / rate**2
    assert found.discounted_payback == 2 + left / (50 / rate**3)


def test_the_yearly_effect_is_told_from_the_year_it_has_settled() -> None:
    settled = told(cost(100, 10, 10, 10), gain(0, 50, 90, 90)).lasting
    assert (settled.year, settled.net, settled.is_settled) == (2, Money.of(80), True)
    from_the_start = told(gain(5, 5)).lasting
    assert (from_the_start.year, from_the_start.is_settled) == (0, True)


def test_a_last_year_unlike_those_before_has_not_settled() -> None:
    found = told(cost(100, 10), gain(0, 50)).lasting
    assert (found.year, found.net, found.is_settled) == (1, Money.of(40), False)


# --- three points


def test_the_three_points_and_what_is_expected_of_them() -> None:
    line = Line("Køb", Kind.ESTABLISHMENT, "IT", kroner(600), Fraction(2), Fraction(1, 2))
    assert [case(line).at(one).lines[0].amounts[0] for one in Estimate] == list(kroner(1200, 600, 300, 650))


@pytest.mark.parametrize(
    ("bad", "good", "has_points"), [("1", "1", False), ("2", "1", True), ("1", "1/2", True)]
)
def test_a_line_has_points_once_one_of_them_is_said(bad: str, good: str, has_points: bool) -> None:
    assert replace(cost(1), pessimistic=Fraction(bad), optimistic=Fraction(good)).has_points is has_points


def test_what_has_been_chosen_is_no_longer_uncertain() -> None:
    line = Line("Køb", Kind.ESTABLISHMENT, "IT", kroner(600), Fraction(2), Fraction(1, 2))
    chosen = case(line).at(Estimate.PESSIMISTIC).lines[0]
    assert (chosen.pessimistic, chosen.optimistic) == (Fraction(1), Fraction(1))


# --- who pays, who gains


def test_who_pays_is_told_against_who_gains_and_what_is_unclear_comes_last() -> None:
    found = parties(
        case(
            cost(100, 0, party=""),
            cost(0, 20, party="Hvidovre", kind=Kind.OPERATION),
            gain(0, 80, party="Greve"),
            gain(0, 50, party="Hvidovre"),
        ),
        FREE,
    )
    assert found == (
        PartySum("Hvidovre", Money.of(20), Money.of(50), Money.of(30)),
        PartySum("Greve", Money.of(0), Money.of(80), Money.of(80)),
        PartySum("", Money.of(100), Money.of(0), Money.of(-100)),
    )


def test_costs_that_nobody_is_said_to_pay_are_summed_and_benefits_are_not() -> None:
    found = told(cost(100, 20, party=""), cost(7, 0, name="Andet"), gain(0, 50, party=""))
    assert found.unclear == Money.of(120)


@given(st.data())
def test_what_parties_are_left_with_is_the_worth_but_for_an_oere_each(data: st.DataObject) -> None:
    years = data.draw(st.integers(1, 12))
    amounts = st.lists(st.integers(0, 10**9), min_size=years, max_size=years)
    lines = tuple(
        Line(
            str(number),
            data.draw(st.sampled_from(Kind)),
            data.draw(st.sampled_from(["", "a", "b", "c"])),
            tuple(Money(one) for one in data.draw(amounts)),
        )
        for number in range(data.draw(st.integers(1, 6)))
    )
    found = figures(case(*lines), RATES)
    left = sum(one.net_now.minor for one in parties(case(*lines), RATES))
    assert abs(left - found.net_now.minor) <= 4
    assert sum(one.minor for one in found.net) == found.adding_up[-1].minor


# --- what is beside


def test_what_is_not_money_stands_beside_and_changes_no_sum() -> None:
    plain = case(cost(100), gain(150))
    beside = replace(plain, beside=(Beside("Færre opkald", BottomLine.WELLBEING),))
    assert figures(beside, RATES) == figures(plain, RATES)


def test_costs_and_benefits_can_be_asked_for_and_the_currency_is_the_lines() -> None:
    whole = case(cost(1), gain(2))
    assert (whole.costs, whole.benefits, whole.currency, whole.years) == ((cost(1),), (gain(2),), "DKK", 1)


# --- what is refused


def test_without_lines_there_is_no_case() -> None:
    assert refused() == ["case_without_lines"]


def test_two_hundred_lines_are_let_in_and_one_more_is_not() -> None:
    lines = [cost(1, name=str(number)) for number in range(201)]
    assert case(*lines[:200]).lines
    assert refused(*lines) == ["case_too_many_lines"]


def test_a_case_has_from_one_to_seventy_one_years() -> None:
    assert case(cost(*[1] * 71)).years == 71
    assert refused(cost(*[1] * 72)) == ["case_years_outside"]
    assert refused(cost()) == ["case_years_outside"]


def test_a_case_longer_than_the_rates_reach_says_which_year_has_none() -> None:
    short = Rates(date(2026, 1, 1), "here", (Band(0, 1, Fraction(0)),))
    with pytest.raises(ProblemsError) as error:
        figures(case(cost(1, 1, 1)), short)
    assert [(one.code, one.args["year"]) for one in error.value.problems] == [
        ("no_discount_rate_for_year", 2)
    ]


def test_every_line_is_over_the_same_years() -> None:
    assert refused(cost(1, 1), gain(1)) == ["case_years_differ"]


def test_two_currencies_do_not_meet() -> None:
    assert refused(cost(1), Line("Lisens", Kind.BENEFIT, "", (Money(1, "NOK"),))) == ["currency_mismatch"]


def test_the_same_line_of_the_same_party_stands_once() -> None:
    assert refused(cost(1), cost(2)) == ["case_line_twice"]
    assert case(cost(1), cost(2, party="Greve"), cost(3, kind=Kind.OPERATION)).lines


def test_a_line_has_a_name() -> None:
    assert refused(cost(1, name=" ")) == ["case_line_without_name"]


def test_a_cost_is_never_below_nothing_but_a_benefit_may_be_a_disbenefit() -> None:
    assert refused(cost(1, -1)) == ["case_cost_below_zero"]
    assert told(gain(-5, 0)).net_now == Money.of(-5)


@pytest.mark.parametrize(
    ("line", "pessimistic", "optimistic", "is_fine"),
    [
        (cost(1), "2", "1/2", True),
        (cost(1), "1/2", "2", False),
        (gain(1), "1/2", "2", True),
        (gain(1), "2", "1/2", False),
        (gain(-1), "2", "1/2", True),
        (gain(-1), "1/2", "2", False),
        (cost(1), "2", "-1", False),
        (cost(1), "100", "0", True),
        (cost(1), "101", "0", False),
    ],
)
def test_the_points_lie_on_their_sides_of_the_likely(
    line: Line, pessimistic: str, optimistic: str, is_fine: bool
) -> None:
    said = replace(line, pessimistic=Fraction(pessimistic), optimistic=Fraction(optimistic))
    if is_fine:
        assert case(said).lines
    else:
        assert refused(said) == ["case_points_out_of_order"]


def test_who_pays_how_much_in_which_year_is_counted_by_hand() -> None:
    found = paid_by_year(
        case(
            cost(100, 0, 5, party="Rødovre"),
            cost(7, 8, 9, party=""),
            cost(1, 2, 3, party="Rødovre", kind=Kind.OPERATION),
            cost(0, 0, 4, party="Solrød"),
            gain(50, 50, 50, party="Hvidovre"),
        )
    )
    assert list(found) == ["Rødovre", "Solrød", ""], "who only gains pays nothing; nobody comes last"
    assert found["Rødovre"] == kroner(101, 2, 8)
    assert (found["Solrød"], found[""]) == (kroner(0, 0, 4), kroner(7, 8, 9))
