"""Clocks and meetings of a model as the kernel's tables, held against the calendar on the wall."""

from datetime import date

from tests.core.governance.engine_world.world import model_of
from tests.core.governance.small_world import WORLD, changed, load_from

from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.schedules import (
    clock_rules,
    meeting_calendar,
    next_meeting_on,
    papers_day,
    times,
    work_calendar,
)

TOWN = load_from(WORLD, "town")
CALENDAR = work_calendar(TOWN.spec)
DAY = date(2026, 11, 23)


def test_the_tables_know_each_day_s_month_and_the_working_days() -> None:
    span = times(TOWN, DAY.toordinal())
    index = DAY.toordinal() - span.first_day
    assert span.first_day == date(2023, 1, 1).toordinal()
    assert span.month_start[span.month[index]] == date(2026, 11, 1).toordinal()
    assert span.month[0] == 0
    assert span.month[-1] == len(span.month_start) - 1
    assert (
        span.day_of_rank[span.rank[index] + 23] == date(2026, 12, 28).toordinal()
    )  # closed on the 24th and 25th


def test_the_board_meets_on_wednesdays_but_in_july_and_its_papers_are_due_a_week_before() -> None:
    span = times(TOWN, DAY.toordinal())
    first, last = span.forum_meetings[0], span.forum_meetings[1]
    meetings = [date.fromordinal(day) for day in span.meeting_day[first:last]]
    of_year = [day for day in meetings if day.year == 2026]
    assert of_year[:2] == [date(2026, 1, 7), date(2026, 1, 14)]
    assert {day.weekday() for day in of_year} == {2}
    assert 7 not in {day.month for day in of_year}
    papers = date.fromordinal(span.papers_day[first + meetings.index(date(2026, 12, 2))])
    assert papers == date(2026, 11, 25)


def test_more_years_ahead_are_laid_out_when_asked_for() -> None:
    near, far = times(TOWN, DAY.toordinal()), times(TOWN, DAY.toordinal(), 20)
    assert len(far.rank) > len(near.rank)
    assert date(2046, 11, 23).toordinal() < far.first_day + len(far.rank)


def test_papers_that_are_due_earlier_from_a_day_on_do_not_hide_a_meeting() -> None:
    """From 2 December on papers are due 15 working days ahead, so that day's are due before 25 November's."""
    values = "value: 5, source: assumed}"
    model = changed(
        "words/parameters.yaml", (values, f"{values}, 2026-12-02: {{value: 15, source: assumed}}")
    )
    span = times(model, DAY.toordinal())
    row = list(span.meeting_day).index(date(2026, 11, 25).toordinal())
    assert span.papers_day[row] == date(2026, 11, 18).toordinal()
    assert span.papers_day[row + 1] == date(2026, 11, 18).toordinal()
    mine = span.papers_day[span.forum_meetings[0] : span.forum_meetings[1]]
    assert list(mine) == sorted(mine)


def test_without_a_time_for_papers_they_are_due_on_the_day_of_the_meeting() -> None:
    nothing = b"none:\n  name: {da: X, en: X, nb: X}\n  unit: working_days\n"
    nothing += b"  values: {2026-01-01: {value: 0, source: assumed}}\n"
    files = dict(WORLD["town"])
    files["parameters.yaml"] += nothing
    files["model.yaml"] = files["model.yaml"].replace(b"    papers: days\n", b"    papers: none\n")
    span = times(load_from({**WORLD, "town": files}, "town"), DAY.toordinal())
    assert span.papers_day == span.meeting_day


def test_a_forum_with_an_end_meets_for_the_last_time_before_it() -> None:
    model = changed(
        "town/model.yaml", ("    level: tactical\n", "    level: tactical\n    until: 2026-02-04\n")
    )
    year = (date(2026, 1, 1), date(2026, 12, 31))
    days = meeting_calendar(model.spec, "board").meetings(year, work_calendar(model.spec))
    assert days[-1] == date(2026, 1, 28)


def test_the_next_meeting_is_one_that_papers_can_still_reach() -> None:
    assert next_meeting_on(TOWN.spec, "board", date(2026, 11, 25)) == (date(2026, 12, 2), date(2026, 11, 25))
    assert next_meeting_on(TOWN.spec, "board", date(2026, 11, 26)) == (date(2026, 12, 9), date(2026, 12, 2))


def test_a_loaded_model_knows_its_key_and_where_its_parts_are_written() -> None:
    assert TOWN.key == "town"
    assert TOWN.place("forums", "board").line == 12
    assert TOWN.place("roles", "head").file == "words/model.yaml"


def test_a_calendar_is_all_that_is_written_of_it() -> None:
    """Wednesdays, but one is left out, and two more days are meetings, one of them in the month off."""
    written = "      months_off: [7]\n      when_closed: next\n"
    extra = "      except_days: [2026-01-14]\n      also: [2026-01-15, 2026-07-14]\n"
    model = changed("town/model.yaml", (written, written + extra))
    days = meeting_calendar(model.spec, "board").meetings((DAY.replace(month=1, day=1), DAY), CALENDAR)
    assert days[:4] == tuple(date(2026, 1, day) for day in (7, 15, 21, 28))
    assert [day for day in days if day.month == 7] == [date(2026, 7, 14)]


def test_a_meeting_on_a_closed_day_is_held_on_the_next_where_the_model_says_so() -> None:
    """Christmas Day 2030 is a Wednesday, and so is New Year's Day 2031."""
    winter = (date(2030, 12, 20), date(2031, 1, 7))
    assert meeting_calendar(TOWN.spec, "board").meetings(winter, CALENDAR) == (
        date(2030, 12, 27),
        date(2031, 1, 2),
    )


def test_a_forum_meets_on_the_day_before_its_end() -> None:
    model = changed(
        "town/model.yaml", ("    level: tactical\n", "    level: tactical\n    until: 2026-02-05\n")
    )
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert meeting_calendar(model.spec, "board").meetings(year, CALENDAR)[-1] == date(2026, 2, 4)


def test_a_time_for_papers_counts_from_its_very_day() -> None:
    value = "days:\n  name: {da: Dage, en: Days, nb: Dager}\n  unit: working_days\n  values: {2020-01-01: "
    model = changed("words/parameters.yaml", (value, value.replace("2020", "2026")))
    assert next_meeting_on(model.spec, "board", date(2026, 1, 1)) == (date(2026, 1, 14), date(2026, 1, 7))


def test_before_the_first_time_for_papers_they_are_due_as_they_were_first() -> None:
    """The tables begin a year before the model: Wednesday 7 June 2023 follows a holiday and a weekend."""
    model = model_of("skovby")
    assert papers_day(model, "council", date(2023, 6, 7), calendar_of(model)) == date(2023, 6, 2)


def test_without_a_time_for_papers_they_are_due_on_the_day_of_the_meeting_even_a_closed_one() -> None:
    model = model_of("skovby")
    assert papers_day(model, "circle", date(2026, 1, 1), calendar_of(model)) == date(2026, 1, 1)


def test_hours_count_the_first_day_where_the_model_says_so() -> None:
    country = 'organisation: {kind: municipality, municipality: "0101"}'
    model = changed("town/model.yaml", (country, f"{country}\nworking_time: {{first_day_counts: true}}"))
    assert clock_rules(model.spec, model.program.book, DAY).first_day_counts is True
    assert clock_rules(TOWN.spec, TOWN.program.book, DAY).first_day_counts is False


def test_the_tables_hold_every_day_and_month_of_their_years_and_the_meetings_of_the_first() -> None:
    span = times(TOWN, DAY.toordinal())
    assert len(span.month) == len(span.rank) == (date(2037, 1, 1) - date(2023, 1, 1)).days
    assert span.month_start == tuple(
        date(year, month, 1).toordinal() for year in range(2023, 2037) for month in range(1, 13)
    )
    starts = ("starts: 2026-01-07T09:00", "starts: 2022-01-05T09:00\n      also: [2023-01-01]")
    longer = times(changed("town/model.yaml", starts), DAY.toordinal())
    assert longer.meeting_day[:2] == (date(2023, 1, 1).toordinal(), date(2023, 1, 4).toordinal())
