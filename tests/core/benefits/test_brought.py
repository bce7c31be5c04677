"""What a benefit has brought, by hand: a level holds until the day that was measured, and no longer."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.benefits.brought import (
    Brought,
    Value,
    counted,
    counted_in_all,
    progressed,
    progressed_in_all,
)
from samspil.core.benefits.course import Course, Recurrence
from samspil.core.benefits.indicator import Baseline, Indicator, Target
from samspil.core.benefits.measuring import Measurement
from samspil.core.units import Money

# From 40 minutes to 20: 30 is half of the way.
FASTER = Indicator(
    "minutes", Baseline(Decimal(40), date(2025, 12, 31)), (Target(date(2027, 1, 1), Decimal(20)),)
)
YEARLY = Course(date(2026, 1, 1), Money.of(365_250))  # a thousand kroner a day of 365.25 in a year


def measured(last: date, value: str, where: str = "", attributed: str = "1") -> Measurement:
    first = last.replace(day=1)
    return Measurement(
        uuid4(), first, last, Decimal(value), "minutes", where=where, attributed=Fraction(attributed)
    )


def test_nothing_measured_is_not_nought() -> None:
    assert progressed(YEARLY, FASTER, []) == []
    assert counted([], "DKK") == []


def test_amounts_add_up_each_by_the_part_that_is_its_doing() -> None:
    found = [measured(date(2026, 1, 31), "1000"), measured(date(2026, 2, 28), "333.33", attributed="1/2")]
    assert counted(found, "DKK") == [
        Brought(Money.of(1000), date(2026, 1, 31)),
        Brought(Money.of("1166.67"), date(2026, 2, 28)),
    ]


def test_a_level_holds_from_the_first_effect_until_the_day_it_was_measured() -> None:
    # Half of the way for January to March: 90 days of 500 kroner.
    found = progressed(YEARLY, FASTER, [measured(date(2026, 3, 31), "30")])
    assert found == [Brought(Money.of(45_000), date(2026, 3, 31))]


def test_the_next_level_holds_from_there() -> None:
    # 90 days at a half, then 91 days (April to June) at all of it.
    found = [measured(date(2026, 3, 31), "30"), measured(date(2026, 6, 30), "20")]
    assert progressed(YEARLY, FASTER, found)[-1] == Brought(Money.of(45_000 + 91_000), date(2026, 6, 30))


def test_backwards_costs() -> None:
    found = progressed(YEARLY, FASTER, [measured(date(2026, 1, 31), "50")])
    assert found == [Brought(Money.of(-15_500), date(2026, 1, 31))]


def test_what_is_of_all_counts_and_else_the_places_alike() -> None:
    places = [measured(date(2026, 1, 31), "20", "0153"), measured(date(2026, 1, 31), "40", "0167")]
    assert progressed(YEARLY, FASTER, places) == [Brought(Money.of(15_500), date(2026, 1, 31))]
    of_all = measured(date(2026, 1, 31), "20")
    found = progressed(YEARLY, FASTER, [*places, of_all])
    assert found == [Brought(Money.of(31_000), date(2026, 1, 31))]


def test_before_the_first_effect_nothing_comes() -> None:
    later = Course(date(2027, 1, 1), Money.of(365_250))
    found = progressed(later, FASTER, [measured(date(2026, 3, 31), "20")])
    assert found == [Brought(Money.of(0), date(2026, 3, 31))]


@pytest.mark.parametrize(("value", "came"), [("40", 0), ("35", 250), ("20", 1000)])
def test_what_comes_once_has_come_as_far_as_the_last_level(value: str, came: int) -> None:
    once = Course(date(2026, 1, 1), Money.of(1000), Recurrence.ONCE)
    found = [measured(date(2026, 1, 31), "40"), measured(date(2026, 2, 28), value)]
    assert progressed(once, FASTER, found)[-1] == Brought(Money.of(came), date(2026, 2, 28))


VALUES = st.lists(
    st.builds(
        Value,
        st.dates(date(2025, 6, 1), date(2028, 1, 1)),
        st.sampled_from(["", "0153", "0167"]),
        st.decimals(-(10**13), 10**13, places=6),
        st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(3333, 10_000), Fraction(0)]),
    ),
    max_size=12,
)


@given(found=VALUES, recurrence=st.sampled_from(Recurrence), after=st.integers(0, 12))
def test_what_came_in_all_is_to_the_oere_the_last_of_what_came_by_each_day(
    found: list[Value], recurrence: Recurrence, after: int
) -> None:
    course = Course(date(2026, 1, 15), Money(36_525_001), recurrence, after_months=after)
    by_day = progressed(course, FASTER, found)
    assert progressed_in_all(course, FASTER, found) == (by_day[-1] if by_day else None)
    amounts = counted(found, "DKK")
    assert counted_in_all(found, "DKK") == (amounts[-1] if amounts else None)
