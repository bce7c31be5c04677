"""A forum's meetings in another week or month: as often as before, by a rule that a model can have."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from samspil.core.calendar import MeetingCalendar, WorkCalendar
from samspil.core.simulation.phasing.moving import Meets, moved

DANISH = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")


def meets(rule: str, starts: str) -> Meets:
    return Meets(rule, datetime.fromisoformat(starts))


def days(one: Meets, year: int) -> list[date]:
    calendar = MeetingCalendar(one.starts, one.rule)
    return list(calendar.meetings((date(year, 1, 1), date(year, 12, 31)), DANISH))


@pytest.mark.parametrize(
    ("rule", "starts", "places", "any_day"),
    [
        ("FREQ=MONTHLY;BYDAY=1TU", "2016-04-05T13:00", 4, 20),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "2016-03-10T09:00", 12, 60),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "2016-04-05T13:00", 2, 2),
        ("FREQ=WEEKLY;BYDAY=MO", "2016-04-04T13:00", 1, 5),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TH", "2016-04-07T13:00", 3, 15),
        ("FREQ=YEARLY;BYMONTH=2,5;BYDAY=1TU", "2016-02-02T09:00", 1, 1),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2016-04-29T09:00", 1, 1),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "2016-04-15T09:00", 1, 1),
        ("FREQ=DAILY", "2016-04-15T09:00", 1, 1),
    ],
)
def test_every_place_is_met_in_as_often(rule: str, starts: str, places: int, any_day: int) -> None:
    now = meets(rule, starts)
    assert (len(moved(now)), len(moved(now, any_weekday=True))) == (places, any_day)
    assert moved(now)[0] == now
    own = len(days(now, 2028))
    for one in moved(now, any_weekday=True):
        assert one.starts.time() == now.starts.time()
        first = date(one.starts.year, one.starts.month, one.starts.day)
        assert not DANISH.is_working_day(first) or first in days(one, first.year)
        # A closed day takes a meeting away; a year begins and ends between two weeks.
        assert abs(len(days(one, 2028)) - own) <= 3


def test_a_quarterly_meeting_can_take_its_turn_in_every_month_and_week() -> None:
    found = moved(meets("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "2016-03-10T09:00"))
    firsts = {(day.month, (day.day - 1) // 7 + 1) for one in found for day in days(one, 2030)[:1]}
    assert firsts == {(month, week) for month in (1, 2, 3) for week in (1, 2, 3, 4)}
    assert {day.weekday() for one in found for day in days(one, 2030)} == {3}
