from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.calendar.day_by_day import DayByDay

from samspil.core.calendar import CLOSED_BY_ORGANISATION, WEEKEND, WorkCalendar, WorkdayTable
from samspil.core.errors import Problem, ProblemsError

OPTIONS = ("christmas_eve", "new_years_eve", "may_day", "constitution_day")
ZONE = "Europe/Copenhagen"
DANISH = WorkCalendar("DK", frozenset(), frozenset(), ZONE)

days = st.dates(date(2018, 1, 1), date(2032, 12, 31))
calendars = st.builds(
    WorkCalendar,
    st.just("DK"),
    st.frozensets(st.sampled_from(OPTIONS)),
    st.frozensets(st.dates(date(2022, 11, 1), date(2023, 2, 28)), max_size=60),
    st.just(ZONE),
)


def plain(calendar: WorkCalendar) -> DayByDay:
    return DayByDay(calendar.optional, calendar.extra)


@pytest.mark.parametrize(
    ("year", "working_days"),
    [
        (2023, 260 - 8),  # 6, 7, 10 April, 5, 18, 29 May, 25, 26 December; New Year's Day is a Sunday
        (2024, 262 - 8),  # 1 January, 28, 29 March, 1 April, 9, 20 May, 25, 26 December
        (2026, 261 - 7),  # 1 January, 2, 3, 6 April, 14, 25 May, 25 December; the 26th is a Saturday
    ],
)
def test_a_danish_year_has_its_weekdays_less_its_holidays(year: int, working_days: int) -> None:
    assert DANISH.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == working_days
    assert DANISH.almanac(year, year).rank[-1] == working_days


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 4, 1), None),
        (date(2026, 4, 2), "Skærtorsdag"),
        (date(2026, 4, 3), "Langfredag"),
        (date(2026, 4, 4), WEEKEND),
        (date(2026, 4, 5), WEEKEND),  # Easter Day costs nobody a working day
        (date(2028, 1, 1), WEEKEND),  # a Saturday; nor does New Year's Day here
        (date(2026, 4, 6), "Anden påskedag"),
        (date(2026, 4, 7), None),
        (date(2023, 5, 5), "Store bededag"),
        (date(2024, 4, 26), None),
        (date(2026, 12, 24), "Juleaftensdag"),
        (date(2026, 10, 16), CLOSED_BY_ORGANISATION),
    ],
)
def test_a_closed_day_says_why(day: date, why: str | None) -> None:
    own = WorkCalendar("DK", frozenset({"christmas_eve"}), frozenset({date(2026, 10, 16)}), ZONE)
    assert own.why_closed(day) == why
    assert own.is_working_day(day) == (why is None)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 4, 1), 0, date(2026, 4, 1)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 4, 1), -1, date(2026, 3, 31)),
        (date(2026, 4, 3), 0, date(2026, 4, 7)),
        (date(2026, 4, 3), 1, date(2026, 4, 7)),
        (date(2026, 4, 3), 2, date(2026, 4, 8)),
        (date(2026, 4, 3), -1, date(2026, 4, 1)),
        (date(2026, 4, 7), -1, date(2026, 4, 1)),
        (date(2026, 5, 13), 10, date(2026, 5, 29)),  # 15, 18-22, 26-29 May: over 14 and 25 May
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # 24 December is open by law, 25 is not
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # 1 January 2027 is a Friday
        (date(2027, 1, 4), -1, date(2026, 12, 31)),
        (date(2027, 1, 1), 0, date(2027, 1, 4)),
    ],
)
def test_working_days_are_counted_as_by_hand(day: date, n: int, expected: date) -> None:
    assert DANISH.add_working_days(day, n) == expected


def test_on_or_after_and_next_working_day_part_ways_on_a_working_day() -> None:
    wednesday, thursday, saturday, monday = (date(2026, 6, day) for day in (10, 11, 13, 15))
    assert (DANISH.on_or_after(wednesday), DANISH.next_working_day(wednesday)) == (wednesday, thursday)
    assert (DANISH.on_or_after(saturday), DANISH.next_working_day(saturday)) == (monday, monday)


@given(calendars, days, st.integers(-80, 80))
def test_counting_agrees_with_walking_day_by_day(calendar: WorkCalendar, day: date, n: int) -> None:
    assert calendar.add_working_days(day, n) == plain(calendar).walk(day, n)


@given(calendars, st.dates(date(2022, 10, 1), date(2023, 3, 31)), st.integers(-30, 30))
def test_counting_agrees_with_walking_where_much_is_closed(calendar: WorkCalendar, day: date, n: int) -> None:
    assert calendar.add_working_days(day, n) == plain(calendar).walk(day, n)


@given(calendars, days, st.integers(0, 900))
def test_days_between_agree_with_walking(calendar: WorkCalendar, day: date, length: int) -> None:
    end = day + timedelta(days=length)
    assert calendar.working_days_between(day, end) == plain(calendar).count(day, end)
    assert calendar.working_days_between(end, day) == -calendar.working_days_between(day, end)


@given(calendars, days, st.integers(1, 700))
def test_days_between_undo_adding(calendar: WorkCalendar, day: date, n: int) -> None:
    later = calendar.add_working_days(day, n)
    assert calendar.working_days_between(day, later) == n


@given(calendars, days, st.integers(-700, 700))
def test_subtracting_undoes_adding_from_a_working_day(calendar: WorkCalendar, day: date, n: int) -> None:
    start = calendar.on_or_after(day)
    assert calendar.add_working_days(calendar.add_working_days(start, n), -n) == start


@given(calendars, days, days, st.integers(-40, 40))
def test_a_later_day_never_gives_an_earlier_answer(calendar: WorkCalendar, a: date, b: date, n: int) -> None:
    earlier, later = min(a, b), max(a, b)
    assert calendar.add_working_days(earlier, n) <= calendar.add_working_days(later, n)


@given(calendars, days, st.integers(-40, 40))
def test_one_more_working_day_is_always_later(calendar: WorkCalendar, day: date, n: int) -> None:
    start = calendar.on_or_after(day)
    assert calendar.add_working_days(start, n) < calendar.add_working_days(start, n + 1)


@given(calendars, st.dates(date(2021, 1, 1), date(2024, 12, 31)), st.integers(-200, 200))
def test_the_almanac_answers_as_the_calendar(calendar: WorkCalendar, day: date, n: int) -> None:
    table = calendar.almanac(2020, 2026)
    expected = calendar.add_working_days(day, n).toordinal()
    assert table.add_working_days(day.toordinal(), n) == expected


@given(calendars)
def test_the_almanac_s_tables_are_what_they_say(calendar: WorkCalendar) -> None:
    table = calendar.almanac(2022, 2023)
    ordinals = range(date(2022, 1, 1).toordinal(), date(2023, 12, 31).toordinal() + 1)
    working = [ordinal for ordinal in ordinals if plain(calendar).works(date.fromordinal(ordinal))]
    assert (table.base, len(table.rank)) == (ordinals[0], len(ordinals))
    assert table.day_of_rank == (0, *working)
    steps = [after - before for before, after in zip((0, *table.rank), table.rank, strict=False)]
    assert steps == [int(ordinal in set(working)) for ordinal in ordinals]


def test_the_almanac_is_made_once() -> None:
    assert DANISH.almanac(2026, 2028) is WorkCalendar("DK", frozenset(), frozenset(), ZONE).almanac(
        2026, 2028
    )


def test_an_almanac_of_years_backwards_is_refused() -> None:
    with pytest.raises(ProblemsError, match="years_out_of_order first=2027 last=2026"):
        DANISH.almanac(2027, 2026)


@pytest.mark.parametrize(("ordinal", "n"), [(9, 0), (13, 0), (13, -1), (13, 1), (10, -1), (12, 1), (12, -3)])
def test_what_lies_outside_the_almanac_is_refused(ordinal: int, n: int) -> None:
    table = WorkdayTable(base=10, rank=(1, 2, 3), day_of_rank=(0, 10, 11, 12))
    with pytest.raises(ProblemsError, match=f"day_outside_almanac ordinal={ordinal} working_days={n}"):
        table.add_working_days(ordinal, n)


@pytest.mark.parametrize(("ordinal", "n", "expected"), [(10, 0, 10), (12, 0, 12), (12, -2, 10), (10, 2, 12)])
def test_the_almanac_reaches_to_its_edges(ordinal: int, n: int, expected: int) -> None:
    table = WorkdayTable(base=10, rank=(1, 2, 3), day_of_rank=(0, 10, 11, 12))
    assert table.add_working_days(ordinal, n) == expected


@pytest.mark.parametrize(("day", "n"), [(date(2100, 12, 30), 10), (date(1771, 1, 4), -10)])
def test_counting_out_of_the_known_years_is_refused(day: date, n: int) -> None:
    with pytest.raises(ProblemsError, match="year_outside_calendar"):
        DANISH.add_working_days(day, n)


def test_a_year_that_is_closed_throughout_is_passed_over() -> None:
    whole_year = frozenset(date(2027, 1, 1) + timedelta(days=number) for number in range(365))
    shut = WorkCalendar("DK", frozenset(), whole_year, ZONE)
    assert shut.add_working_days(date(2026, 12, 31), 1) == date(2028, 1, 3)
    assert shut.add_working_days(date(2028, 1, 3), -1) == date(2026, 12, 31)


def test_a_time_is_taken_for_its_day() -> None:
    """A datetime is a date to Python; it must not slip past the holidays by being unequal to each."""
    assert DANISH.why_closed(datetime(2026, 4, 3, 10, tzinfo=UTC)) == "Langfredag"


@pytest.mark.parametrize(
    ("country", "optional", "zone", "code", "named"),
    [
        ("XX", frozenset(), ZONE, "unknown_country", ("country", "XX")),
        ("DK", frozenset({"summer"}), ZONE, "unknown_closed_day", ("day", "summer")),
        ("DK", frozenset(), "Europe/Herning", "unknown_zone", ("zone", "Europe/Herning")),
        ("DK", frozenset(), "../etc/passwd", "unknown_zone", ("zone", "../etc/passwd")),
        ("DK", frozenset(), "Europe", "unknown_zone", ("zone", "Europe")),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused_at_once_by_what_is_wrong(
    country: str, optional: frozenset[str], zone: str, code: str, named: tuple[str, str]
) -> None:
    with pytest.raises(ProblemsError) as refused:
        WorkCalendar(country, optional, frozenset(), zone)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert named in problem.args.items()


@pytest.mark.parametrize(
    ("day", "hour", "minute", "expected"),
    [
        (date(2026, 3, 28), 16, 0, datetime(2026, 3, 28, 15, tzinfo=UTC)),
        (date(2026, 3, 29), 16, 0, datetime(2026, 3, 29, 14, tzinfo=UTC)),
        (
            date(2026, 3, 29),
            2,
            30,
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        ),  # is skipped; 03:30 by the clock
        (date(2026, 10, 25), 2, 30, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # comes twice; the first
        (date(2026, 10, 25), 16, 0, datetime(2026, 10, 25, 15, tzinfo=UTC)),
        (date(2026, 10, 24), 24, 0, datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), 24, 0, datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_the_wall_clock_is_read_over_summer_time(
    day: date, hour: int, minute: int, expected: datetime
) -> None:
    """Summer time in 2026: 29 March to 25 October (Directive 2000/84/EC); 02:30 by RFC 5545 §3.3.5."""
    at = DANISH.instant(day, hour, minute)
    assert at == expected
    assert at.tzinfo is UTC


def test_a_moment_is_shown_by_the_organisation_s_own_clock() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert DANISH.local(datetime(2026, 7, 2, 7, 30, tzinfo=tokyo)).isoformat() == "2026-07-02T00:30:00+02:00"


def test_the_organisation_s_own_clock_is_not_that_of_the_machine() -> None:
    """Thorshavn is an hour behind Copenhagen all the year; no machine shows the time of both."""
    moment = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    faroese = WorkCalendar("DK", frozenset(), frozenset(), "Atlantic/Faroe")
    shown = [calendar.local(moment).isoformat() for calendar in (DANISH, faroese)]
    assert shown == ["2026-07-02T01:30:00+02:00", "2026-07-02T00:30:00+01:00"]


def test_an_hour_alone_is_the_full_hour() -> None:
    assert DANISH.instant(date(2026, 7, 1), 16) == datetime(2026, 7, 1, 14, 0, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused_with_what_it_was() -> None:
    noon = datetime(2026, 7, 2, 12)  # noqa: DTZ001
    with pytest.raises(ProblemsError) as refused:
        DANISH.local(noon)
    assert refused.value.problems == (Problem("naive_time", {"at": noon}),)
