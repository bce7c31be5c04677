from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.calendar import ClockRules, Deadline, DeadlineUnit, WorkCalendar, deadline
from samspil.core.errors import ProblemsError

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DANISH = WorkCalendar("DK", frozenset({"christmas_eve"}), frozenset(), "Europe/Copenhagen")
USUAL = ClockRules(DANISH, cut_off_hour=15, closing_hour=16, first_day_counts=False)
FIRST_COUNTS = ClockRules(DANISH, cut_off_hour=15, closing_hour=16, first_day_counts=True)

moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
units = st.sampled_from(["working_days", "calendar_days", "months"])
rules = st.builds(ClockRules, st.just(DANISH), st.integers(0, 24), st.just(24), st.booleans())


def local(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("at", "amount", "due_on"),
    [
        (local(6, 8), 1, date(2026, 6, 9)),
        (local(6, 8), 5, date(2026, 6, 15)),
        (local(4, 1), 1, date(2026, 4, 7)),  # over Easter
        (local(3, 27), 5, date(2026, 4, 8)),  # 30, 31 March, 1, 7, 8 April
        (local(5, 13), 10, date(2026, 5, 29)),  # over Kristi himmelfartsdag and anden pinsedag
        (local(12, 22), 3, date(2026, 12, 29)),  # 23, 28, 29: Christmas Eve is the organisation's own
        (local(5, 4, year=2023), 1, date(2023, 5, 8)),  # Store Bededag, the last
        (local(4, 25, year=2024), 1, date(2024, 4, 26)),  # no more
    ],
)
def test_working_days_are_counted_after_day_zero(at: datetime, amount: int, due_on: date) -> None:
    assert deadline(at, amount, "working_days", USUAL).due_on == due_on


@pytest.mark.parametrize(
    ("at", "amount", "unit", "landed_on", "due_on"),
    [
        (local(3, 25), 14, "calendar_days", date(2026, 4, 8), date(2026, 4, 8)),
        (local(3, 23), 14, "calendar_days", date(2026, 4, 6), date(2026, 4, 7)),
        (local(3, 19), 14, "calendar_days", date(2026, 4, 2), date(2026, 4, 7)),
        (local(1, 31, year=2025), 1, "months", date(2025, 2, 28), date(2025, 2, 28)),
        (local(1, 31, year=2024), 1, "months", date(2024, 2, 29), date(2024, 2, 29)),
        (local(3, 2), 3, "months", date(2026, 6, 2), date(2026, 6, 2)),
        (local(3, 3), 1, "months", date(2026, 4, 3), date(2026, 4, 7)),
    ],
)
def test_a_date_that_is_closed_moves_to_the_next_working_day(
    at: datetime, amount: int, unit: DeadlineUnit, landed_on: date, due_on: date
) -> None:
    found = deadline(at, amount, unit, USUAL)
    assert (found.landed_on, found.due_on) == (landed_on, due_on)


@pytest.mark.parametrize(
    ("amount", "unit", "due_on"),
    [
        (1, "working_days", date(2026, 6, 8)),
        (5, "working_days", date(2026, 6, 12)),
        (7, "calendar_days", date(2026, 6, 15)),  # lands on Sunday the 14th
        (1, "months", date(2026, 7, 8)),
    ],
)
def test_day_zero_can_be_the_first_of_the_days_but_a_month_runs_from_date_to_date(
    amount: int, unit: DeadlineUnit, due_on: date
) -> None:
    assert deadline(local(6, 8), amount, unit, FIRST_COUNTS).due_on == due_on


@pytest.mark.parametrize(
    ("at", "day_zero"),
    [
        (local(6, 10, 14, 59), date(2026, 6, 10)),
        (local(6, 10, 15), date(2026, 6, 11)),
        (local(6, 12, 15), date(2026, 6, 15)),  # Friday after the cut-off
        (local(6, 13, 8), date(2026, 6, 15)),  # Saturday
        (local(6, 13, 20), date(2026, 6, 15)),  # a closed day has no cut-off
        (local(4, 1, 15), date(2026, 4, 7)),
        (datetime(2026, 6, 10, 12, 59, tzinfo=UTC), date(2026, 6, 10)),  # 14:59 by the local clock
        (datetime(2026, 6, 10, 13, 0, tzinfo=UTC), date(2026, 6, 11)),
        (datetime(2026, 6, 10, 22, 30, tzinfo=UTC), date(2026, 6, 11)),  # already the 11th there
        (datetime(2026, 1, 14, 13, 59, tzinfo=UTC), date(2026, 1, 14)),  # winter time
        (datetime(2026, 1, 14, 14, 0, tzinfo=UTC), date(2026, 1, 15)),
    ],
)
def test_day_zero_is_the_local_working_day_before_the_cut_off(at: datetime, day_zero: date) -> None:
    found = deadline(at, 3, "working_days", USUAL)
    assert found.day_zero == day_zero
    assert found.late_arrival == (at.astimezone(COPENHAGEN).date() != day_zero)


def test_a_cut_off_at_24_is_none_and_at_0_leaves_no_day_of_arrival() -> None:
    at = local(6, 10, 23, 59)
    assert deadline(at, 1, "working_days", ClockRules(DANISH, 24, 16, False)).day_zero == date(2026, 6, 10)
    early = local(6, 10, 0, 0)
    assert deadline(early, 1, "working_days", ClockRules(DANISH, 0, 16, False)).day_zero == date(2026, 6, 11)


@pytest.mark.parametrize(
    ("at", "due_at"),
    [
        (local(3, 26), datetime(2026, 3, 27, 15, tzinfo=UTC)),  # Friday before summer time
        (local(3, 27), datetime(2026, 3, 30, 14, tzinfo=UTC)),  # Monday after 29 March
        (local(10, 22), datetime(2026, 10, 23, 14, tzinfo=UTC)),  # Friday before winter time
        (local(10, 23), datetime(2026, 10, 26, 15, tzinfo=UTC)),  # Monday after 25 October
    ],
)
def test_time_is_up_at_the_closing_hour_by_the_local_clock(at: datetime, due_at: datetime) -> None:
    found = deadline(at, 1, "working_days", USUAL)
    assert (found.due_at, found.started_at) == (due_at, at)
    assert found.due_at.tzinfo is UTC
    assert found.started_at.tzinfo is UTC


def test_by_a_clock_that_never_changes_time_would_be_up_an_hour_late_in_summer() -> None:
    """The control: the same Friday and Monday on both sides of 29 March."""
    always_winter = WorkCalendar("DK", frozenset(), frozenset(), "Etc/GMT-1")
    rules = ClockRules(always_winter, cut_off_hour=15, closing_hour=16, first_day_counts=False)
    before, after = (deadline(local(3, day), 1, "working_days", rules).due_at for day in (26, 27))
    assert before == datetime(2026, 3, 27, 15, tzinfo=UTC)
    assert after == datetime(2026, 3, 30, 15, tzinfo=UTC)


def test_the_end_of_the_day_is_the_midnight_after_it() -> None:
    found = deadline(local(6, 10), 1, "working_days", ClockRules(DANISH, 24, 24, False))
    assert found.due_on == date(2026, 6, 11)
    assert found.due_at == local(6, 12, 0)


def names(found: Deadline) -> list[str]:
    return [name for _, name in found.skipped]


def test_the_closed_days_that_were_passed_over_are_named() -> None:
    assert deadline(local(3, 27), 5, "working_days", USUAL).skipped == (
        (date(2026, 4, 2), "Skærtorsdag"),
        (date(2026, 4, 3), "Langfredag"),
        (date(2026, 4, 6), "Anden påskedag"),
    )
    assert names(deadline(local(6, 8), 5, "working_days", USUAL)) == []


def test_a_closed_day_of_arrival_is_named() -> None:
    assert names(deadline(local(4, 3), 1, "working_days", USUAL)) == ["Langfredag", "Anden påskedag"]


def test_calendar_days_name_only_the_closed_days_that_moved_an_end() -> None:
    """The days of Easter lie within the fortnight of both; only the second lands on one of them."""
    assert names(deadline(local(3, 25), 14, "calendar_days", USUAL)) == []
    assert names(deadline(local(3, 23), 14, "calendar_days", USUAL)) == ["Anden påskedag"]


def test_a_deadline_tells_how_it_was_worked_out() -> None:
    steps = deadline(local(4, 3), 30, "calendar_days", USUAL).steps()
    assert [str(step) for step in steps] == [
        "arrived on=2026-04-03",
        "day_zero_moved to=2026-04-07",
        "counted amount=30 unit=calendar_days first_day_counts=False from=2026-04-07 to=2026-05-07",
        "skipped on=2026-04-03 name=Langfredag",
        "skipped on=2026-04-06 name=Anden påskedag",
        "due on=2026-05-07 at=2026-05-07 14:00:00+00:00",
    ]


def test_a_deadline_tells_that_a_closed_day_moved_its_end() -> None:
    steps = deadline(local(6, 8), 7, "calendar_days", FIRST_COUNTS).steps()
    assert [step.code for step in steps] == ["arrived", "counted", "moved", "due"]
    assert dict(steps[2].args) == {"from": date(2026, 6, 14), "to": date(2026, 6, 15)}


@given(moments, st.integers(1, 60), units, rules)
def test_a_deadline_is_a_working_day_after_the_arrival(
    at: datetime, amount: int, unit: DeadlineUnit, clock: ClockRules
) -> None:
    found = deadline(at, amount, unit, clock)
    assert found.due_at > at
    assert DANISH.is_working_day(found.due_on)
    assert DANISH.is_working_day(found.day_zero)
    assert found.due_on >= found.landed_on >= found.day_zero >= found.arrived_on


@given(moments, st.integers(1, 60))
def test_working_days_after_day_zero_are_as_many_as_promised(at: datetime, amount: int) -> None:
    found = deadline(at, amount, "working_days", USUAL)
    assert DANISH.working_days_between(found.day_zero, found.due_on) == amount


@given(moments, st.timedeltas(timedelta(0), timedelta(days=40)), st.integers(1, 60), units)
def test_arriving_later_never_makes_it_due_earlier(
    at: datetime, later: timedelta, amount: int, unit: DeadlineUnit
) -> None:
    assert deadline(at, amount, unit, USUAL).due_at <= deadline(at + later, amount, unit, USUAL).due_at


@given(moments, st.integers(1, 60), units)
def test_a_longer_time_is_never_shorter(at: datetime, amount: int, unit: DeadlineUnit) -> None:
    assert deadline(at, amount, unit, USUAL).due_at <= deadline(at, amount + 1, unit, USUAL).due_at


def test_an_arrival_without_a_zone_is_refused() -> None:
    with pytest.raises(ProblemsError, match="naive_time at=2026-06-10 10:00:00"):
        deadline(datetime(2026, 6, 10, 10), 1, "working_days", USUAL)  # noqa: DTZ001


@pytest.mark.parametrize("amount", [-1, 0, 10_001])
def test_an_amount_that_cannot_be_meant_is_refused(amount: int) -> None:
    with pytest.raises(ProblemsError, match=f"amount_out_of_range amount={amount} lowest=1 highest=10000"):
        deadline(local(6, 10), amount, "working_days", USUAL)


def test_the_longest_amount_is_counted_until_the_calendar_ends() -> None:
    assert deadline(local(6, 10), 10_000, "calendar_days", USUAL).landed_on == date(2053, 10, 26)
    with pytest.raises(ProblemsError, match="year_outside_calendar country=DK year=2859"):
        deadline(local(6, 10), 10_000, "months", USUAL)


def test_a_unit_nobody_knows_is_refused() -> None:
    with pytest.raises(ProblemsError) as refused:
        deadline(local(6, 10), 1, cast("DeadlineUnit", "weeks"), USUAL)
    known = "working_days, calendar_days, months"
    assert str(refused.value) == f"unknown_deadline_unit unit=weeks known={known}"


@pytest.mark.parametrize(
    ("cut_off", "closing", "said"),
    [
        (-1, 16, "hour_out_of_range name=cut_off_hour hour=-1 lowest=0 highest=24"),
        (25, 16, "hour_out_of_range name=cut_off_hour hour=25 lowest=0 highest=24"),
        (15, 0, "hour_out_of_range name=closing_hour hour=0 lowest=1 highest=24"),
        (15, 25, "hour_out_of_range name=closing_hour hour=25 lowest=1 highest=24"),
    ],
)
def test_an_hour_that_no_clock_shows_is_refused(cut_off: int, closing: int, said: str) -> None:
    with pytest.raises(ProblemsError, match=said):
        ClockRules(DANISH, cut_off, closing, False)


def test_nothing_may_arrive_after_its_own_deadline() -> None:
    assert ClockRules(DANISH, 16, 16, True).first_day_counts
    assert ClockRules(DANISH, 17, 16, False).cut_off_hour == 17
    with pytest.raises(ProblemsError, match="cut_off_after_closing cut_off=17 closing=16"):
        ClockRules(DANISH, 17, 16, True)
