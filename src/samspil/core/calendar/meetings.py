"""When a forum meets, and when its papers must be ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from dateutil.relativedelta import relativedelta

from samspil.core.calendar.closed_days import check_year
from samspil.core.calendar.recurrence import read_recurrence
from samspil.core.calendar.workdays import WorkCalendar
from samspil.core.errors import ProblemsError

WhenClosed = Literal["skip", "next", "previous"]
_YEARS_AHEAD = 5
_STARTS = range(1901, 2101)

# How many years before and after a year may hold the planned day of a meeting that is moved into it.
_MOVED_OVER: dict[WhenClosed, tuple[int, int]] = {"skip": (0, 0), "next": (1, 0), "previous": (0, 1)}


@dataclass(frozen=True, slots=True)
class MeetingCalendar:
    """A forum's meetings: a rule of recurrence, what departs from it, and what a closed day does.

    Args:
        starts: naive and local; no meeting is planned before it, and each begins at its time of day.
        rule: RFC 5545 RRULE, as `read_recurrence` takes it.
        except_days: no meeting is held on these, planned, moved or extra.
        also: extra meetings, held as given, even on a closed day or in a month off.
        months_off: 1 to 12; no meeting is planned in these nor moved into them.
        when_closed: a planned meeting on a closed day is skipped, or moved to the next or previous working
            day.
        until: the last day of the calendar, for extra meetings too.

    Raises:
        ProblemsError: ``bad_recurrence``, ``too_many_meetings``, ``zoned_time``, ``year_outside_meetings``,
            ``bad_month``, ``unknown_when_closed``.

    >>> forum = MeetingCalendar(datetime(2026, 1, 1, 16), "FREQ=MONTHLY;BYDAY=1WE", months_off=frozenset({7}))
    >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
    >>> [str(day) for day in forum.meetings((date(2026, 6, 1), date(2026, 8, 31)), danish)]
    ['2026-06-03', '2026-08-05']
    """

    starts: datetime
    rule: str
    except_days: frozenset[date] = frozenset()
    also: frozenset[date] = frozenset()
    months_off: frozenset[int] = frozenset()
    when_closed: WhenClosed = "skip"
    until: date | None = None

    def __post_init__(self) -> None:
        if self.starts.tzinfo is not None:
            raise ProblemsError.of("zoned_time", at=self.starts)
        if self.starts.year not in _STARTS:
            first, last = _STARTS[0], _STARTS[-1]
            raise ProblemsError.of("year_outside_meetings", year=self.starts.year, first=first, last=last)
        if not self.months_off <= set(range(1, 13)):
            raise ProblemsError.of("bad_month", months=", ".join(map(str, sorted(self.months_off))))
        if self.when_closed not in _MOVED_OVER:
            known = ", ".join(_MOVED_OVER)
            raise ProblemsError.of("unknown_when_closed", value=self.when_closed, known=known)
        read_recurrence(self.rule, self.starts)

    def meetings(self, between: tuple[date, date], work: WorkCalendar) -> tuple[date, ...]:
        """The days of meeting from the first day to the second, both included, in order, each once.

        Raises:
            ProblemsError: ``year_outside_calendar`` beyond the years of `closed_days`; a move may need the
                next one.

        O(years, and once for each year the rule's periods since the start).

        >>> forum = MeetingCalendar(datetime(2026, 1, 1, 16), "FREQ=WEEKLY;BYDAY=TH", when_closed="previous")
        >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
        >>> [str(day) for day in forum.meetings((date(2026, 4, 1), date(2026, 4, 9)), danish)]
        ['2026-04-01', '2026-04-09']
        """
        first, last = between
        before, after = _MOVED_OVER[self.when_closed]
        years = range(max(first.year - before, self.starts.year), last.year + after + 1)
        held = {day for year in years for day in _held(self, work, year)} | self.also
        return tuple(sorted(day for day in held if first <= day <= last and self._may_be_held(day)))

    def next_meeting(self, ready_on: date, papers_working_days: int, work: WorkCalendar) -> tuple[date, date]:
        """The first meeting that papers ready on this day can reach, with the day its papers are due.

        Papers are due the given number of working days before the meeting; with 0, on its day.

        Raises:
            ProblemsError: ``calendar_never_meets`` when none is found within five years;
                ``negative_working_days``.

        O(meetings until then).

        >>> forum = MeetingCalendar(datetime(2026, 1, 1, 16), "FREQ=MONTHLY;BYDAY=1WE")
        >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
        >>> [str(day) for day in forum.next_meeting(date(2026, 3, 20), 5, danish)]
        ['2026-04-01', '2026-03-25']
        """
        for meeting in self._meetings_ahead(ready_on, work):
            papers_due = _papers_due(meeting, papers_working_days, work)
            if papers_due >= ready_on:
                return meeting, papers_due
        raise ProblemsError.of("calendar_never_meets", rule=self.rule, ready_on=ready_on, years=_YEARS_AHEAD)

    def meeting_table(
        self, first_year: int, last_year: int, papers_working_days: int, work: WorkCalendar
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The meetings of whole years and the days their papers are due, as ordinals side by side, ascending.

        For an engine that knows no dates: the meeting to reach is the first whose papers are due on or after
        a day, one bisection. O(meetings).

        Raises:
            ProblemsError: ``years_out_of_order``, ``negative_working_days``, ``year_outside_calendar``.

        >>> forum = MeetingCalendar(datetime(2026, 1, 1, 16), "FREQ=YEARLY;BYMONTH=4;BYDAY=1WE")
        >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
        >>> forum.meeting_table(2026, 2026, 1, danish)
        ((739707,), (739706,))
        """
        if last_year < first_year:
            raise ProblemsError.of("years_out_of_order", first=first_year, last=last_year)
        days = self.meetings((date(first_year, 1, 1), date(last_year, 12, 31)), work)
        papers = (_papers_due(day, papers_working_days, work) for day in days)
        return tuple(day.toordinal() for day in days), tuple(day.toordinal() for day in papers)

    def begins_at(self, meeting: date, work: WorkCalendar) -> datetime:
        """The moment, in UTC, when the meeting of a day begins. O(1).

        >>> forum = MeetingCalendar(datetime(2026, 1, 1, 16, 30), "FREQ=MONTHLY;BYDAY=1WE")
        >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
        >>> forum.begins_at(date(2026, 7, 1), danish).time()
        datetime.time(14, 30)
        """
        return work.instant(meeting, self.starts.hour, self.starts.minute)

    def _meetings_ahead(self, ready_on: date, work: WorkCalendar) -> Iterator[date]:
        """Year by year, so that a meeting soon is found without looking far."""
        horizon = ready_on + relativedelta(years=_YEARS_AHEAD)
        for year in range(ready_on.year, horizon.year + 1):
            yield from self.meetings(
                (max(ready_on, date(year, 1, 1)), min(horizon, date(year, 12, 31))), work
            )

    def _may_be_planned(self, day: date) -> bool:
        return day.month not in self.months_off and self._may_be_held(day)

    def _may_be_held(self, day: date) -> bool:
        return day not in self.except_days and (self.until is None or day <= self.until)

    def _moved(self, day: date, work: WorkCalendar) -> date | None:
        if work.is_working_day(day):
            return day
        if self.when_closed == "skip":
            return None
        return work.add_working_days(day, 1 if self.when_closed == "next" else -1)


@lru_cache(maxsize=4096)
def _held(calendar: MeetingCalendar, work: WorkCalendar, year: int) -> frozenset[date]:
    """What the rule plans in a year, where it is held; what was moved may lie outside the year."""
    check_year(work.country, year)
    planned = read_recurrence(calendar.rule, calendar.starts).days_of(year)
    moved = (calendar._moved(day, work) for day in planned if calendar._may_be_planned(day))
    return frozenset(day for day in moved if day is not None and calendar._may_be_planned(day))


def _papers_due(meeting: date, working_days: int, work: WorkCalendar) -> date:
    if working_days < 0:
        raise ProblemsError.of("negative_working_days", working_days=working_days)
    return work.add_working_days(meeting, -working_days) if working_days else meeting
