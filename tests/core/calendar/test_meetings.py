from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.core.calendar.day_by_day import ONE_DAY, DayByDay

from samspil.core.calendar import MeetingCalendar, WhenClosed, WorkCalendar
from samspil.core.errors import ProblemsError

DANISH = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
STARTS = datetime.fromisoformat("2026-01-01T16:30:00")
FIRST_WEDNESDAY = "FREQ=MONTHLY;BYDAY=1WE"
EVERY_THURSDAY = "FREQ=WEEKLY;BYDAY=TH"
YEAR_2026 = (date(2026, 1, 1), date(2026, 12, 31))
EASTER_TO_ASCENSION = (date(2026, 3, 30), date(2026, 5, 21))


def days(calendar: MeetingCalendar, between: tuple[date, date] = YEAR_2026) -> list[str]:
    return [f"{day:%m%d}" for day in calendar.meetings(between, DANISH)]


def test_the_first_wednesdays_of_2026_without_july_are_eleven() -> None:
    forum = MeetingCalendar(STARTS, FIRST_WEDNESDAY, months_off=frozenset({7}))
    held = ["0107", "0204", "0304", "0401", "0506", "0603", "0805", "0902", "1007", "1104", "1202"]
    assert days(forum) == held


@pytest.mark.parametrize(
    ("when_closed", "expected"),
    [
        ("skip", "0409 0416 0423 0430 0507 0521"),  # Skærtorsdag 2 April and Kristi himmelfartsdag 14 May
        ("next", "0407 0409 0416 0423 0430 0507 0515 0521"),
        ("previous", "0401 0409 0416 0423 0430 0507 0513 0521"),
    ],
)
def test_a_meeting_on_a_closed_day_does_what_the_forum_chose(when_closed: WhenClosed, expected: str) -> None:
    forum = MeetingCalendar(STARTS, EVERY_THURSDAY, when_closed=when_closed)
    assert days(forum, EASTER_TO_ASCENSION) == expected.split()


@pytest.mark.parametrize("when_closed", ["next", "previous"])
def test_two_meetings_moved_to_one_day_are_one(when_closed: WhenClosed) -> None:
    """Thursday, Friday and Monday of Easter 2026 are closed: three planned days, one held."""
    forum = MeetingCalendar(STARTS, "FREQ=DAILY", when_closed=when_closed)
    assert days(forum, (date(2026, 4, 1), date(2026, 4, 8))) == ["0401", "0407", "0408"]


def test_both_days_of_the_period_belong_to_it() -> None:
    forum = MeetingCalendar(STARTS, FIRST_WEDNESDAY)
    assert days(forum, (date(2026, 2, 4), date(2026, 3, 4))) == ["0204", "0304"]
    assert days(forum, (date(2026, 2, 5), date(2026, 3, 3))) == []


def test_a_meeting_may_be_moved_over_new_year_both_ways() -> None:
    """1 January 2027 is a Friday; the next working day is Monday the 4th, the one before 31 December."""
    planned = "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"
    earlier = MeetingCalendar(STARTS, planned, when_closed="previous")
    assert days(earlier, (date(2026, 12, 1), date(2026, 12, 31))) == ["1231"]
    on_new_years_eve = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"
    closed = WorkCalendar("DK", frozenset({"new_years_eve"}), frozenset(), "Europe/Copenhagen")
    later = MeetingCalendar(STARTS, on_new_years_eve, when_closed="next")
    assert later.meetings((date(2027, 1, 1), date(2027, 1, 31)), closed) == (date(2027, 1, 4),)


def test_no_meeting_is_held_on_an_excepted_day_whether_planned_moved_or_extra() -> None:
    forum = MeetingCalendar(
        STARTS,
        EVERY_THURSDAY,
        when_closed="next",
        also=frozenset({date(2026, 4, 14)}),
        except_days=frozenset({date(2026, 4, 7), date(2026, 4, 9), date(2026, 4, 14)}),
    )
    assert days(forum, (date(2026, 4, 1), date(2026, 4, 30))) == ["0416", "0423", "0430"]


def test_an_excepted_day_that_is_closed_is_not_moved() -> None:
    forum = MeetingCalendar(
        STARTS, EVERY_THURSDAY, when_closed="next", except_days=frozenset({date(2026, 4, 2)})
    )
    assert days(forum, (date(2026, 4, 1), date(2026, 4, 9))) == ["0409"]


def test_an_extra_meeting_is_held_as_given() -> None:
    """In a month off, on a Saturday, before the start: someone has decided it."""
    also = frozenset({date(2025, 12, 1), date(2026, 7, 4), date(2026, 1, 7)})
    forum = MeetingCalendar(STARTS, "FREQ=MONTHLY;BYDAY=1WE;COUNT=2", also=also, months_off=frozenset({7}))
    assert days(forum, (date(2025, 1, 1), date(2026, 12, 31))) == ["1201", "0107", "0204", "0704"]


def test_no_meeting_is_moved_into_a_month_off() -> None:
    """31 May 2026 is a Sunday, so its meeting would be on 1 June."""
    last_day = "FREQ=MONTHLY;BYMONTHDAY=-1"
    spring = (date(2026, 5, 1), date(2026, 6, 30))
    assert days(MeetingCalendar(STARTS, last_day, when_closed="next"), spring) == ["0601", "0630"]
    june_off = MeetingCalendar(STARTS, last_day, when_closed="next", months_off=frozenset({6}))
    assert days(june_off, spring) == []


def test_the_last_day_of_the_calendar_ends_it_for_every_meeting() -> None:
    also = frozenset({date(2026, 4, 1), date(2026, 4, 10)})
    ends = MeetingCalendar(STARTS, EVERY_THURSDAY, when_closed="next", also=also, until=date(2026, 4, 6))
    assert days(ends, EASTER_TO_ASCENSION) == ["0401"]
    a_day_more = MeetingCalendar(STARTS, EVERY_THURSDAY, when_closed="next", until=date(2026, 4, 7))
    assert days(a_day_more, EASTER_TO_ASCENSION) == ["0407"]


def test_no_meeting_is_planned_before_the_start() -> None:
    forum = MeetingCalendar(datetime.fromisoformat("2026-03-04T16:00"), FIRST_WEDNESDAY)
    assert days(forum, (date(2025, 1, 1), date(2026, 4, 30))) == ["0304", "0401"]
    assert days(forum, (date(2024, 1, 1), date(2024, 12, 31))) == []


@pytest.mark.parametrize(
    ("ready_on", "papers", "expected"),
    [
        (date(2026, 3, 25), 5, (date(2026, 4, 1), date(2026, 3, 25))),
        (date(2026, 3, 26), 5, (date(2026, 5, 6), date(2026, 4, 29))),
        (date(2026, 4, 1), 0, (date(2026, 4, 1), date(2026, 4, 1))),
        (date(2026, 4, 2), 0, (date(2026, 5, 6), date(2026, 5, 6))),
        (date(2026, 4, 29), 8, (date(2026, 6, 3), date(2026, 5, 21))),  # over anden pinsedag
        (date(2026, 6, 4), 1, (date(2026, 8, 5), date(2026, 8, 4))),  # July is off
    ],
)
def test_papers_reach_the_first_meeting_whose_deadline_is_not_past(
    ready_on: date, papers: int, expected: tuple[date, date]
) -> None:
    forum = MeetingCalendar(STARTS, FIRST_WEDNESDAY, months_off=frozenset({7}))
    assert forum.next_meeting(ready_on, papers, DANISH) == expected


def test_papers_for_an_extra_meeting_on_a_closed_day_are_due_on_it_or_before() -> None:
    saturday = date(2026, 7, 4)
    forum = MeetingCalendar(STARTS, "FREQ=YEARLY;COUNT=1", also=frozenset({saturday}))
    assert forum.next_meeting(date(2026, 7, 1), 0, DANISH) == (saturday, saturday)
    assert forum.next_meeting(date(2026, 7, 1), 1, DANISH) == (saturday, date(2026, 7, 3))


def test_a_calendar_that_has_ended_never_meets() -> None:
    forum = MeetingCalendar(STARTS, FIRST_WEDNESDAY, until=date(2026, 12, 31))
    assert forum.next_meeting(date(2026, 12, 2), 0, DANISH) == (date(2026, 12, 2), date(2026, 12, 2))
    with pytest.raises(ProblemsError) as refused:
        forum.next_meeting(date(2026, 12, 3), 0, DANISH)
    expected = f"calendar_never_meets rule={FIRST_WEDNESDAY} ready_on=2026-12-03 years=5"
    assert str(refused.value) == expected


@pytest.mark.parametrize("extra_day", [date(2031, 1, 15), date(2031, 1, 16)])
def test_a_meeting_is_looked_for_five_years_ahead_to_the_day(extra_day: date) -> None:
    forum = MeetingCalendar(STARTS, "FREQ=YEARLY;COUNT=1", also=frozenset({extra_day}))
    assert forum.next_meeting(extra_day.replace(year=2026), 0, DANISH) == (extra_day, extra_day)
    with pytest.raises(ProblemsError, match="calendar_never_meets"):
        forum.next_meeting(extra_day.replace(year=2026) - ONE_DAY, 0, DANISH)


def test_papers_due_after_the_meeting_are_refused() -> None:
    forum = MeetingCalendar(STARTS, FIRST_WEDNESDAY)
    with pytest.raises(ProblemsError, match="negative_working_days working_days=-1"):
        forum.next_meeting(date(2026, 1, 1), -1, DANISH)
    with pytest.raises(ProblemsError, match="negative_working_days working_days=-1"):
        forum.meeting_table(2026, 2026, -1, DANISH)


forums = st.builds(
    MeetingCalendar,
    st.just(STARTS),
    st.sampled_from(
        [FIRST_WEDNESDAY, EVERY_THURSDAY, "FREQ=MONTHLY;BYMONTHDAY=1,-1", "FREQ=DAILY;INTERVAL=9"]
    ),
    except_days=st.frozensets(st.dates(*YEAR_2026), max_size=40),
    also=st.frozensets(st.dates(*YEAR_2026), max_size=4),
    months_off=st.frozensets(st.integers(1, 12), max_size=3),
    when_closed=st.sampled_from(["skip", "next", "previous"]),
    until=st.none() | st.dates(date(2026, 6, 1), date(2028, 1, 1)),
)
calendars = st.builds(
    WorkCalendar,
    st.just("DK"),
    st.just(frozenset({"christmas_eve"})),
    st.frozensets(st.dates(*YEAR_2026), max_size=40),
    st.just("Europe/Copenhagen"),
)
ready_days = st.dates(*YEAR_2026)


@given(forums, calendars, ready_days, st.integers(0, 12))
def test_the_next_meeting_is_what_trying_every_day_finds(
    forum: MeetingCalendar, work: WorkCalendar, ready_on: date, papers: int
) -> None:
    plain = DayByDay(work.optional, work.extra)
    ahead = [ready_on + timedelta(days=number) for number in range(700)]
    held = set(forum.meetings((ahead[0], ahead[-1]), work))
    reached = (
        (day, due)
        for day in ahead
        if day in held
        for due in [plain.walk(day, -papers) if papers else day]
        if due >= ready_on
    )
    expected = next(reached, None)
    assume(expected is not None)
    assert forum.next_meeting(ready_on, papers, work) == expected


@given(forums, calendars)
def test_what_is_held_obeys_every_rule_of_the_forum(forum: MeetingCalendar, work: WorkCalendar) -> None:
    held = forum.meetings((date(2025, 1, 1), date(2028, 12, 31)), work)
    assert list(held) == sorted(set(held))
    assert not set(held) & forum.except_days
    assert all(forum.until is None or day <= forum.until for day in held)
    by_rule = set(held) - forum.also
    assert all(work.is_working_day(day) and day.month not in forum.months_off for day in by_rule)


@given(forums, calendars, st.dates(date(2025, 6, 1), date(2028, 6, 1)))
def test_a_period_cut_in_two_holds_the_same_meetings(
    forum: MeetingCalendar, work: WorkCalendar, cut: date
) -> None:
    first, last = date(2025, 1, 1), date(2028, 12, 31)
    in_two = forum.meetings((first, cut), work) + forum.meetings((cut + ONE_DAY, last), work)
    assert in_two == forum.meetings((first, last), work)


@given(forums, calendars, ready_days, st.integers(0, 12))
def test_the_table_finds_the_next_meeting_by_bisection(
    forum: MeetingCalendar, work: WorkCalendar, ready_on: date, papers: int
) -> None:
    meeting_days, paper_days = forum.meeting_table(2026, 2028, papers, work)
    at = bisect_left(paper_days, ready_on.toordinal())
    assume(at < len(paper_days))
    found = (date.fromordinal(meeting_days[at]), date.fromordinal(paper_days[at]))
    assert found == forum.next_meeting(ready_on, papers, work)
    assert list(paper_days) == sorted(paper_days)


def test_the_table_holds_whole_years_with_papers_from_the_year_before() -> None:
    """New Year's Day 2026 is a Thursday, so Friday the 2nd is the day after Wednesday 31 December."""
    forum = MeetingCalendar(STARTS, "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2")
    meeting_days, paper_days = forum.meeting_table(2025, 2026, 1, DANISH)
    assert meeting_days == (date(2026, 1, 2).toordinal(),)
    assert paper_days == (date(2025, 12, 31).toordinal(),)


def test_the_edges_of_a_year_belong_to_it() -> None:
    new_year, new_years_eve = date(2027, 1, 1), date(2027, 12, 31)
    extra = MeetingCalendar(STARTS, "FREQ=YEARLY;COUNT=1", also=frozenset({new_year, new_years_eve}))
    meeting_days, _ = extra.meeting_table(2027, 2027, 0, DANISH)
    assert meeting_days == (new_year.toordinal(), new_years_eve.toordinal())
    assert extra.next_meeting(date(2026, 6, 1), 0, DANISH)[0] == new_year
    assert extra.next_meeting(date(2027, 6, 1), 0, DANISH)[0] == new_years_eve


def test_a_table_of_years_backwards_is_refused() -> None:
    with pytest.raises(ProblemsError, match="years_out_of_order first=2027 last=2026"):
        MeetingCalendar(STARTS, FIRST_WEDNESDAY).meeting_table(2027, 2026, 0, DANISH)


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (date(2026, 3, 4), datetime(2026, 3, 4, 15, 30, tzinfo=UTC)),
        (date(2026, 4, 1), datetime(2026, 4, 1, 14, 30, tzinfo=UTC)),
        (date(2026, 10, 7), datetime(2026, 10, 7, 14, 30, tzinfo=UTC)),
        (date(2026, 11, 4), datetime(2026, 11, 4, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_meeting_begins_by_the_local_clock(meeting: date, expected: datetime) -> None:
    assert MeetingCalendar(STARTS, FIRST_WEDNESDAY).begins_at(meeting, DANISH) == expected


def test_the_years_end_where_the_holidays_do() -> None:
    forum = MeetingCalendar(STARTS, FIRST_WEDNESDAY)
    assert days(forum, (date(2100, 12, 1), date(2100, 12, 31))) == ["1201"]
    with pytest.raises(ProblemsError, match="year_outside_calendar country=DK year=2101"):
        days(forum, (date(2100, 12, 1), date(2101, 1, 1)))


def test_a_start_with_a_zone_is_refused() -> None:
    with pytest.raises(ProblemsError, match="zoned_time at=2026-01-01 16:00:00"):
        MeetingCalendar(datetime(2026, 1, 1, 16, tzinfo=UTC), FIRST_WEDNESDAY)


@pytest.mark.parametrize(("year", "is_known"), [(1900, False), (1901, True), (2100, True), (2101, False)])
def test_a_start_outside_the_years_is_refused(year: int, is_known: bool) -> None:
    starts = STARTS.replace(year=year)
    if is_known:
        assert MeetingCalendar(starts, FIRST_WEDNESDAY).starts == starts
        return
    with pytest.raises(ProblemsError, match=f"year_outside_meetings year={year} first=1901 last=2100"):
        MeetingCalendar(starts, FIRST_WEDNESDAY)


def test_a_forum_may_meet_by_extra_meetings_alone() -> None:
    every_month, extra = frozenset(range(1, 13)), frozenset({date(2026, 7, 4)})
    assert days(MeetingCalendar(STARTS, FIRST_WEDNESDAY, also=extra, months_off=every_month)) == ["0704"]


@pytest.mark.parametrize(("months", "told"), [({7, 0}, "0, 7"), ({13, 7}, "7, 13")])
def test_a_month_that_does_not_exist_is_refused(months: set[int], told: str) -> None:
    with pytest.raises(ProblemsError, match=f"bad_month months={told}"):
        MeetingCalendar(STARTS, FIRST_WEDNESDAY, months_off=frozenset(months))


def test_a_choice_nobody_knows_for_closed_days_is_refused() -> None:
    with pytest.raises(ProblemsError, match="unknown_when_closed value=online known=skip, next, previous"):
        MeetingCalendar(STARTS, FIRST_WEDNESDAY, when_closed=cast("WhenClosed", "online"))


@pytest.mark.parametrize(
    ("rule", "code"), [("every Wednesday", "bad_recurrence"), ("FREQ=HOURLY", "too_many_meetings")]
)
def test_a_rule_that_cannot_be_used_is_refused_when_the_calendar_is_made(rule: str, code: str) -> None:
    with pytest.raises(ProblemsError, match=code):
        MeetingCalendar(STARTS, rule)
