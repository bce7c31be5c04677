"""A mix of tasks: shares, how far from a target, and what took what was protected for development."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.task_mix.mix import apart, most_minutes, protected, shares, weekdays, whole_percents

# F2.3: half digitalisation, a quarter operations, a quarter data and administrative service.
MEANT = {"dev": Fraction(1, 2), "run": Fraction(1, 4), "data": Fraction(1, 4)}
MINUTES = st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 10**9), min_size=1).filter(
    lambda one: sum(one.values()) > 0
)


@given(MINUTES)
def test_shares_are_together_one_and_whole_percents_a_hundred(minutes: dict[str, int]) -> None:
    found = shares(minutes)
    assert sum(found.values()) == 1
    told = whole_percents(found)
    assert sum(told.values()) == 100
    assert all(abs(told[key] - 100 * found[key]) < 1 for key in found)


@pytest.mark.parametrize("minutes", [{}, {"a": 0, "b": 0}, {"a": -1, "b": 5}])
def test_nothing_and_less_than_nothing_have_no_shares(minutes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"\{"):
        shares(minutes)


@given(MINUTES, MINUTES)
def test_what_is_more_and_what_is_less_than_a_target_are_alike(
    was: dict[str, int], meant: dict[str, int]
) -> None:
    assert sum((one.more for one in apart(shares(was), shares(meant))), Fraction(0)) == 0


def test_what_development_lacks_and_what_had_more_is_told_as_reckoned_by_hand() -> None:
    was = {"dev": Fraction(30, 100), "run": Fraction(45, 100), "data": Fraction(25, 100)}
    found = protected(was, MEANT, {"dev"}, Fraction(40, 100))
    assert found.lacking == Fraction(10, 100)
    assert [(one.category, one.more) for one in found.took] == [("run", Fraction(20, 100))]


@pytest.mark.parametrize(("had", "lacking"), [(39, 1), (40, 0), (41, 0)])
def test_both_sides_of_what_is_protected(had: int, lacking: int) -> None:
    was = {"dev": Fraction(had, 100), "run": Fraction(100 - had, 100)}
    found = protected(was, MEANT, {"dev"}, Fraction(40, 100))
    assert (found.lacking, bool(found.took)) == (Fraction(lacking, 100), bool(lacking))


def test_the_one_with_most_more_stands_first() -> None:
    was = {"dev": Fraction(0), "run": Fraction(45, 100), "data": Fraction(55, 100)}
    assert [one.category for one in protected(was, MEANT, {"dev"}, Fraction(1, 2)).took] == ["data", "run"]


# Counted on a calendar: February 2026 begins on a Sunday, November 2026 too, May 2026 on a Friday.
@pytest.mark.parametrize(
    ("month", "days"), [(date(2026, 2, 1), 20), (date(2026, 11, 1), 21), (date(2026, 5, 1), 21)]
)
def test_weekdays_of_a_month(month: date, days: int) -> None:
    assert weekdays(month) == days


def test_ten_people_in_february_have_1480_hours_and_a_fourth_more_with_overtime() -> None:
    """20 weekdays of 7.4 hours are 148 hours for each."""
    month = date(2026, 2, 1)
    assert most_minutes(1000, month, 444, 0) == 1480 * 60
    assert most_minutes(1000, month, 444, 25) == 1850 * 60
    assert most_minutes(0, month, 444, 25) == 0
