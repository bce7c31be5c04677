"""A loan comes back to the øre, whatever the plan."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.finance.instalments import (
    Came,
    Instalment,
    Terms,
    again,
    annuity_factor,
    check_plan,
    fixed,
    from_benefits,
    from_fees,
)
from samspil.core.units import Money

FIRST = date(2027, 1, 31)
LOAN = Money.of(300_000)


def refused(terms: Terms, loan: Money = LOAN) -> str:
    with pytest.raises(ProblemsError) as error:
        fixed(loan, terms)
    return error.value.problems[0].code


def amounts(plan: tuple[Instalment, ...]) -> list[int]:
    return [one.amount.minor for one in plan]


def test_aabenraas_three_yearly_instalments_are_alike() -> None:
    plan = fixed(LOAN, Terms(FIRST, 12, 3))
    assert [one.amount for one in plan] == [Money.of(100_000)] * 3
    assert [one.due_on.year for one in plan] == [2027, 2028, 2029]
    assert plan[-1].left == Money(0)


def test_the_last_instalment_takes_the_rest() -> None:
    assert amounts(fixed(Money(1000), Terms(FIRST, 1, 3))) == [333, 333, 334]


def test_the_last_of_a_short_month_stands_for_the_31st_and_the_31st_comes_back() -> None:
    plan = fixed(LOAN, Terms(FIRST, 1, 3))
    assert [one.due_on for one in plan] == [FIRST, date(2027, 2, 28), date(2027, 3, 31)]


@pytest.mark.parametrize(("years", "factor"), [(5, "4.515"), (10, "8.317")])
def test_the_annuity_factor_is_the_published_one(years: int, factor: str) -> None:
    assert f"{float(annuity_factor(Fraction(35, 1000), years)):.3f}" == factor


def test_without_interest_each_of_some_payments_is_worth_one() -> None:
    assert annuity_factor(Fraction(0), 7) == 7


def test_a_loan_that_comes_back_after_centuries_is_refused() -> None:
    assert refused(Terms(date(9999, 1, 1), 12, 3)) == "instalments_out_of_range"
    assert refused(Terms(date(2190, 1, 1), 120, 1)) == "instalments_out_of_range"


def test_an_annuity_pays_alike_and_its_present_value_is_the_loan() -> None:
    rate = Fraction(35, 1000)
    plan = fixed(Money.of(451_505), Terms(FIRST, 12, 5, rate))
    assert [one.amount for one in plan[:-1]] == [plan[0].amount] * 4
    assert abs(plan[0].amount.minor - 10_000_000) < 100  # 451,505 over 4.51505 is 100,000 kroner
    assert abs(plan[-1].amount.minor - plan[0].amount.minor) <= 5
    worth = Fraction(0)
    for one in plan:
        worth += Fraction(one.amount.minor) / (1 + rate) ** one.number
    assert abs(worth - 45_150_500) < 5


def test_interest_of_a_quarter_is_a_quarter_of_the_years() -> None:
    assert fixed(Money(100_000), Terms(FIRST, 3, 4, Fraction(4, 100)))[0].interest == Money(1000)


@given(
    st.integers(400, 10**12),
    st.integers(1, 40),
    st.sampled_from([1, 3, 6, 12]),
    st.fractions(0, Fraction(1, 5), max_denominator=200),
)
def test_what_is_repaid_is_the_loan_and_nothing_is_below_nought(
    loan: int, times: int, every: int, rate: Fraction
) -> None:
    plan = fixed(Money(loan), Terms(FIRST, every, times, rate))
    assert sum(one.repays.minor for one in plan) == loan
    assert min(min(one.repays.minor, one.interest.minor, one.left.minor) for one in plan) >= 0
    assert [one.number for one in plan] == list(range(1, times + 1))


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (Terms(FIRST, 12, 0), "instalments_out_of_range"),
        (Terms(FIRST, 12, 361), "instalments_out_of_range"),
        (Terms(FIRST, 0, 3), "instalments_out_of_range"),
        (Terms(FIRST, 121, 3), "instalments_out_of_range"),
        (Terms(FIRST, 12, 3, Fraction(-1, 100)), "rate_out_of_range"),
        (Terms(FIRST, 12, 3, Fraction(101, 100)), "rate_out_of_range"),
    ],
)
def test_terms_that_no_loan_has_are_refused(terms: Terms, code: str) -> None:
    assert refused(terms) == code


def test_terms_at_the_edges_are_taken() -> None:
    assert len(fixed(LOAN, Terms(FIRST, 1, 360))) == 360
    assert len(fixed(LOAN, Terms(FIRST, 120, 1, Fraction(1)))) == 1


def test_a_loan_of_nothing_and_instalments_of_less_than_an_oere_are_refused() -> None:
    assert refused(Terms(FIRST, 12, 3), Money(0)) == "loan_not_positive"
    assert refused(Terms(FIRST, 12, 3), Money(2)) == "instalments_too_small"
    assert amounts(fixed(Money(3), Terms(FIRST, 12, 3))) == [1, 1, 1]


def test_benefits_repay_in_order_of_days_and_no_more_than_the_loan() -> None:
    measured = [
        Came(date(2028, 1, 1), Money(900)),
        Came(date(2027, 1, 1), Money(500)),
        Came(date(2027, 6, 1), Money(-400)),
    ]
    plan = from_benefits(Money(600), Fraction(1, 2), measured)
    assert [(one.number, one.due_on.year, one.amount.minor, one.left.minor) for one in plan] == [
        (1, 2027, 250, 350),
        (2, 2028, 350, 0),
    ]


def test_a_loan_that_benefits_have_not_repaid_is_left_open() -> None:
    (only,) = from_benefits(Money(600), Fraction(1), [Came(FIRST, Money(1))])
    assert only.left == Money(599)
    assert from_benefits(Money(600), Fraction(1), []) == ()


@pytest.mark.parametrize("share", [Fraction(0), Fraction(11, 10)])
def test_a_share_of_benefits_is_over_nought_and_at_most_all(share: Fraction) -> None:
    with pytest.raises(ProblemsError) as error:
        from_benefits(Money(600), share, [])
    assert error.value.problems[0].code == "benefit_share_out_of_range"


def test_the_fourth_adopter_pays_nothing_of_a_loan_that_three_repaid() -> None:
    fees = [Came(date(2027, month, 1), Money(40)) for month in (4, 3, 2, 1)]
    assert amounts(from_fees(Money(100), fees)) == [40, 40, 20]


def test_fees_do_not_repay_a_loan_of_nothing() -> None:
    with pytest.raises(ProblemsError) as error:
        from_fees(Money(0), [])
    assert error.value.problems[0].code == "loan_not_positive"


DAYS = date(2027, 1, 1), date(2028, 1, 1)


@pytest.mark.parametrize(
    ("loan", "plan", "code"),
    [
        (0, [], "loan_not_positive"),
        (100, [(DAYS[0], 0), (DAYS[1], 100)], "instalment_not_positive"),
        (100, [(DAYS[1], 50), (DAYS[0], 50)], "instalments_not_in_order"),
        (100, [(DAYS[0], 50), (DAYS[0], 50)], "instalments_not_in_order"),
        (100, [(DAYS[0], 50), (DAYS[1], 49)], "instalments_are_not_the_loan"),
        (100, [(DAYS[0], 50), (DAYS[1], 51)], "instalments_are_not_the_loan"),
        (100, [], "instalments_are_not_the_loan"),
    ],
)
def test_a_written_plan_that_does_not_bring_the_loan_back_is_refused(
    loan: int, plan: list[tuple[date, int]], code: str
) -> None:
    with pytest.raises(ProblemsError) as error:
        check_plan(Money(loan), [(day, Money(amount)) for day, amount in plan])
    assert error.value.problems[0].code == code


def test_what_is_left_of_a_loan_comes_back_on_its_own_days() -> None:
    terms = Terms(date(2027, 3, 1), 12, 3)
    plan = again(Money(100), terms, came=1)
    assert [(one.due_on.year, one.amount.minor, one.left.minor) for one in plan] == [
        (2028, 50, 50),
        (2029, 50, 0),
    ]
    assert again(Money(0), terms, came=1) == ()


def test_what_is_left_when_all_have_come_is_one_more_and_nothing_is_due_before_it_is_lent() -> None:
    terms = Terms(date(2027, 3, 1), 12, 3)
    (last,) = again(Money(7), terms, came=3)
    assert (last.due_on, last.amount) == (date(2030, 3, 1), Money(7))
    late = again(Money(30), terms, came=0, after=date(2028, 3, 1))
    assert [one.due_on.year for one in late] == [2029, 2030, 2031]
    assert [one.amount.minor for one in again(Money(2), terms, came=0)] == [1, 1], "never less than an øre"
