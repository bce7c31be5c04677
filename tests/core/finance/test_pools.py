"""What fills a pool and what it will hold: Favrskov's bank and Rudersdal's pool, to the øre."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.finance.pools import (
    Expected,
    Expects,
    carry_over,
    free,
    levy,
    months_ahead,
    rounded,
    short_from,
)
from samspil.core.units import Money

PER_MILLE, HALF = Fraction(5, 2), Fraction(1, 2)
TODAY = date(2026, 1, 15)


def code_of(error: pytest.ExceptionInfo[ProblemsError]) -> str:
    return error.value.problems[0].code


def test_favrskovs_levy_is_two_and_a_half_per_mille_and_half_of_it_fills_the_bank() -> None:
    parts = levy(Money.of(2_600_000_000), 2026, per_mille=PER_MILLE, to_pool=HALF)
    assert parts.whole == Money.of(6_500_000)
    assert parts.to_pool == parts.rest == Money.of(3_250_000)


def test_a_levy_on_a_missing_base_says_which_year() -> None:
    with pytest.raises(ProblemsError) as error:
        levy(None, 2026, per_mille=PER_MILLE, to_pool=HALF)
    assert code_of(error) == "levy_base_missing"
    assert error.value.problems[0].args == {"year": 2026}


def test_a_levy_on_nothing_is_refused_and_on_an_oere_is_not() -> None:
    with pytest.raises(ProblemsError) as error:
        levy(Money(0), 2026, per_mille=PER_MILLE, to_pool=HALF)
    assert code_of(error) == "levy_base_not_positive"
    assert levy(Money(1), 2026, per_mille=PER_MILLE, to_pool=HALF).whole == Money(0)


def test_half_an_oere_is_rounded_up() -> None:
    assert levy(Money(200), 2026, per_mille=PER_MILLE, to_pool=HALF).whole == Money(1)
    assert levy(Money(199), 2026, per_mille=PER_MILLE, to_pool=HALF).whole == Money(0)


@given(
    st.integers(1, 10**13), st.fractions(0, 1000, max_denominator=10), st.fractions(0, 1, max_denominator=97)
)
def test_the_two_parts_are_the_levy_whatever_the_rate(
    base: int, per_mille: Fraction, to_pool: Fraction
) -> None:
    parts = levy(Money(base), 2026, per_mille=per_mille, to_pool=to_pool)
    assert parts.to_pool + parts.rest == parts.whole
    assert abs(parts.whole.minor - base * per_mille / 1000) <= HALF
    assert abs(parts.to_pool.minor - parts.whole.minor * to_pool) < 1


@given(st.fractions(max_denominator=1000))
def test_rounding_moves_at_most_half_and_mirrors_at_nought(exact: Fraction) -> None:
    assert abs(rounded(exact) - exact) <= HALF
    assert rounded(-exact) == -rounded(exact)


def test_what_is_free_is_carried_over_where_the_pool_says_so() -> None:
    assert carry_over(Money(800), Money(300), carries_over=True).stays == Money(800)
    assert carry_over(Money(800), Money(300), carries_over=True).lapses == Money(0)


def test_what_is_free_lapses_otherwise_and_what_is_promised_stays() -> None:
    end = carry_over(Money(800), Money(300), carries_over=False)
    assert (end.stays, end.lapses) == (Money(300), Money(500))


def test_nothing_lapses_of_a_pool_that_has_promised_more_than_it_holds() -> None:
    end = carry_over(Money(200), Money(300), carries_over=False)
    assert (end.stays, end.lapses) == (Money(200), Money(0))
    assert free(Money(200), Money(300)) == Money(0)


def test_a_revolving_pool_is_told_month_by_month_with_what_comes_back() -> None:
    ahead = months_ahead(
        Money(1000),
        [
            Expected(date(2026, 2, 1), Expects.PAID_OUT, Money(1200)),
            Expected(date(2026, 3, 31), Expects.REPAID, Money(500)),
            Expected(date(2026, 3, 2), Expects.REPAID, Money(100)),
            Expected(date(2026, 4, 1), Expects.FILLED, Money(9999)),
        ],
        today=TODAY,
        months=3,
    )
    assert [month.first for month in ahead] == [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    assert [month.at_end.minor for month in ahead] == [1000, -200, 400]
    assert ahead[2].amounts == {Expects.REPAID: Money(600)}


def test_the_month_in_which_a_pool_falls_short_is_named_and_nought_is_not_short() -> None:
    out = Expected(date(2026, 2, 1), Expects.PAID_OUT, Money(1001))
    short = short_from(months_ahead(Money(1000), [out], today=TODAY, months=2))
    assert short is not None
    assert short.first == date(2026, 2, 1)
    assert short_from(months_ahead(Money(1001), [out], today=TODAY, months=2)) is None


def test_what_should_have_come_already_is_counted_in_this_month() -> None:
    late = Expected(date(2025, 11, 1), Expects.REPAID, Money(70))
    (month,) = months_ahead(Money(0), [late], today=TODAY, months=1)
    assert month.amounts == {Expects.REPAID: Money(70)}


@pytest.mark.parametrize(
    ("what", "after"),
    [
        (Expects.FILLED, 110),
        (Expects.REPAID, 110),
        (Expects.EXTERNAL, 110),
        (Expects.PAID_OUT, 90),
        (Expects.LAPSES, 90),
    ],
)
def test_each_sort_adds_or_takes(what: Expects, after: int) -> None:
    (month,) = months_ahead(Money(100), [Expected(TODAY, what, Money(10))], today=TODAY, months=1)
    assert month.at_end == Money(after)


def test_what_is_free_lapses_when_a_december_ends_and_what_is_promised_stays() -> None:
    later = Expected(date(2027, 2, 1), Expects.PAID_OUT, Money(30))
    for lapses, ends in ((True, [100, 30, 30, 0]), (False, [100, 100, 100, 70])):
        ahead = months_ahead(Money(100), [later], today=date(2026, 11, 9), months=4, lapses=lapses)
        assert [one.at_end.minor for one in ahead] == ends
        assert ahead[1].amounts.get(Expects.LAPSES) == (Money(70) if lapses else None)
