"""Working days, clocks and meetings of a model, as calendars and as the kernel's tables."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from samspil.core.calendar import ClockRules, MeetingCalendar, WorkCalendar
from samspil.core.governance.kernel import Times
from samspil.core.governance.language.model import Model
from samspil.core.governance.parameters import ParameterBook, number

if TYPE_CHECKING:
    from samspil.core.governance.load import GovernanceModel

BLOCK_YEARS: Final = 4
AHEAD_YEARS: Final = 12
# More than the municipalities of Denmark and Norway together, with room for two versions of some.
MODELS_KEPT: Final = 1024


def work_calendar(model: Model) -> WorkCalendar:
    """The organisation's working days.

    Raises:
        ProblemsError: a country, zone or closed day that is not known.
    """
    time = model.working_time
    calendar = WorkCalendar(time.country, frozenset(time.closed), frozenset(), time.zone)
    calendar.is_working_day(model.valid_from)
    return calendar


def clock_rules(model: Model, book: ParameterBook, on: date) -> ClockRules:
    """How clocks run on a day: the hours are dated parameters."""
    time = model.working_time
    return ClockRules(
        work_calendar(model),
        cut_off_hour=int(book.read(time.cut_off_hour, on).value),
        closing_hour=int(book.read(time.closing_hour, on).value),
        first_day_counts=time.first_day_counts,
    )


def meeting_calendar(model: Model, forum: str) -> MeetingCalendar:
    """A forum's calendar; a time-limited forum meets for the last time before the day of its end."""
    written, until = model.forums[forum].calendar, model.forums[forum].until
    return MeetingCalendar(
        starts=written.starts,
        rule=written.rule,
        except_days=frozenset(written.except_days),
        also=frozenset(written.also),
        months_off=frozenset(written.months_off),
        when_closed=written.when_closed.value,
        until=until - timedelta(days=1) if until else None,
    )


def next_meeting_on(model: Model, forum: str, ready_on: date) -> tuple[date, date]:
    """The forum's first meeting whose papers can still be handed in, and the day they are due.

    Raises:
        ProblemsError: the recurrence is not one, or the forum does not meet in five years.
    """
    spec = model.parameters[model.forums[forum].papers]
    papers = int(number(spec.values[max(day for day in spec.values if day <= ready_on)], spec.unit))
    return meeting_calendar(model, forum).next_meeting(ready_on, papers, work_calendar(model))


def times(model: GovernanceModel, day: int, years: int = AHEAD_YEARS - BLOCK_YEARS) -> Times:
    """The kernel's days around a day: from the year before to at least so many years after.

    Raises:
        ProblemsError: ``year_outside_calendar``.
    """
    year = date.fromordinal(day).year
    blocks = -(-max(years + BLOCK_YEARS, AHEAD_YEARS) // AHEAD_YEARS)
    return _times(model, year - year % BLOCK_YEARS, blocks * AHEAD_YEARS)


@lru_cache(maxsize=MODELS_KEPT)
def _times(model: GovernanceModel, block: int, ahead: int) -> Times:
    first, last = block - 1, block + ahead
    work = work_calendar(model.spec)
    table = work.almanac(first, last)
    offsets, meetings, papers = [0], list[int](), list[int]()
    for forum in model.program.forums:
        for meeting in meeting_calendar(model.spec, forum).meetings(
            (date(first, 1, 1), date(last, 12, 31)), work
        ):
            meetings.append(meeting.toordinal())
            papers.append(papers_day(model, forum, meeting, work).toordinal())
        # They are bisected, so a deadline that grows from a day on must not break their order.
        papers[offsets[-1] :] = accumulate(papers[offsets[-1] :], max)
        offsets.append(len(meetings))
    return Times(
        first_day=table.base,
        first_day_counts=int(model.spec.working_time.first_day_counts),
        rank=table.rank,
        day_of_rank=table.day_of_rank,
        month=_months(first, last),
        month_start=month_start(first, last),
        forum_meetings=tuple(offsets),
        meeting_day=tuple(meetings),
        papers_day=tuple(papers),
    )


def papers_day(model: GovernanceModel, forum: str, meeting: date, work: WorkCalendar) -> date:
    """The last day for a meeting's papers; the deadline is a parameter, as it was on the meeting's day."""
    spec = model.spec.parameters[model.spec.forums[forum].papers]
    since = [day for day in spec.values if day <= meeting]
    papers = int(number(spec.values[max(since, default=min(spec.values))], spec.unit))
    return work.add_working_days(meeting, -papers) if papers else meeting


@lru_cache(maxsize=64)
def month_start(first: int, last: int) -> tuple[int, ...]:
    """The first day of every month of these years."""
    return tuple(
        date(year, month, 1).toordinal() for year in range(first, last + 1) for month in range(1, 13)
    )


@lru_cache(maxsize=64)
def _months(first: int, last: int) -> tuple[int, ...]:
    """For each day of these years the row of its month; the same for every model, so made once."""
    starts = [*month_start(first, last), date(last + 1, 1, 1).toordinal()]
    return tuple(row for row, (day, end) in enumerate(pairwise(starts)) for _ in range(day, end))
