"""Clocks and meetings of a model as the kernel's tables, held against the calendar on the wall."""

from datetime import date

from tests.core.governance.small_world import WORLD, changed, load_from

from samspil.core.governance.schedules import meeting_calendar, next_meeting_on, times, work_calendar

TOWN = load_from(WORLD, "town")
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
