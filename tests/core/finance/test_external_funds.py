"""A fund pays what it was given for until its last day is over; then all that is left is owed back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.finance.external_funds import Purpose, fund_standing, unfit
from samspil.core.units import Money

LAST, AFTER = date(2026, 12, 31), date(2027, 1, 1)
SERVICE = Purpose(frozenset({"service"}), LAST)


def test_the_last_day_is_within_and_the_day_after_is_not() -> None:
    assert unfit(SERVICE, ["service"], LAST) is None
    problem = unfit(SERVICE, ["service"], AFTER)
    assert problem is not None
    assert (problem.code, problem.args) == ("fund_is_past_its_day", {"day": LAST})


def test_something_that_furthers_none_of_it_does_not_fit() -> None:
    for supports in ([], ["payback"]):
        problem = unfit(SERVICE, supports, LAST)
        assert problem is not None
        assert problem.code == "does_not_fit_the_purpose"
    assert unfit(SERVICE, ["payback", "service"], LAST) is None


def test_where_the_giver_has_set_no_limit_everything_fits() -> None:
    assert unfit(Purpose(frozenset(), None), [], date.max) is None


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.sampled_from([None, LAST]),
    st.sampled_from([LAST, AFTER]),
)
def test_what_is_free_and_what_is_owed_back_are_never_more_than_there_is(
    balance: int, promised: int, spend_by: date | None, on: date
) -> None:
    found = fund_standing(Money(balance), Money(promised), spend_by, on)
    assert 0 <= found.free.minor + found.owed_back.minor <= balance
    is_over = spend_by is not None and on > spend_by
    assert found.owed_back.minor == (balance if is_over else 0)
    assert found.free.minor == (0 if is_over else max(0, balance - promised))


def test_two_currencies_are_not_held_against_each_other() -> None:
    with pytest.raises(ProblemsError, match="currency_mismatch"):
        fund_standing(Money(1), Money(1, "EUR"), None, LAST)
