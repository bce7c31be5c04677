"""How a contract lasts, as lists keep it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.core.retender.contracts import generated

from samspil.core.errors import ProblemsError
from samspil.core.retender.ends import end
from samspil.core.retender.lasting import Lasting, Lasts, lasting
from samspil.core.retender.terms import Option, Terms

ON = date(2026, 11, 23)
LAST = date(2027, 12, 31)


def test_a_contract_ends_runs_on_or_says_too_little() -> None:
    assert lasting(Terms(ends_on=LAST), ON) == Lasting(Lasts.ENDS, LAST)
    assert lasting(Terms(continuous=True), ON) == Lasting(Lasts.RUNS_ON, None)
    assert lasting(Terms(), ON) == Lasting(Lasts.UNCLEAR, None)


def test_options_that_are_left_make_it_no_longer() -> None:
    assert lasting(Terms(ends_on=LAST, options=(Option(12),)), ON).until == LAST


def test_one_that_could_run_beyond_all_calendars_is_refused() -> None:
    with pytest.raises(ProblemsError, match="contract_out_of_range"):
        lasting(Terms(ends_on=LAST, options=(Option(600), Option(600))), ON)


def test_it_stays_true_until_the_day_on_which_it_ends() -> None:
    for terms in generated(7, 300):
        found = lasting(terms, ON)
        assert found.until == end(terms, ON).on
        if found.until is not None and found.until >= ON:
            assert lasting(terms, ON + timedelta(days=1) if found.until > ON else ON) == found
            assert lasting(terms, found.until) == found
