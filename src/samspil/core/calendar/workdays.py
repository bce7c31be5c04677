"""Working days: which they are, how to count them, and what the clock says where they are counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from samspil.core.calendar.closed_days import check_closed_day_choice, closed_days
from samspil.core.errors import ProblemsError

WEEKEND = "weekend"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkdayTable:
    """The working days of some whole years as integers, for an engine that knows no dates.

    ``base`` is the ordinal (`date.toordinal`) of the first day. ``rank[i]`` is the number of working days up
    to and including day ``base + i``. ``day_of_rank[r]`` is the ordinal of the r-th working day, from 1;
    index 0 is a filler, 0.

    >>> table = WorkdayTable(base=1, rank=(1, 2, 3, 4, 5, 5, 5), day_of_rank=(0, 1, 2, 3, 4, 5))
    >>> table.add_working_days(6, -1)  # Saturday 6 January of year 1, to the Friday
    5
    """

    base: int
    rank: tuple[int, ...]
    day_of_rank: tuple[int, ...]

    def add_working_days(self, ordinal: int, n: int) -> int:
        """As `WorkCalendar.add_working_days`, on ordinals. O(1).

        Raises:
            ProblemsError: ``day_outside_almanac`` when the day or the answer lies outside the years.

        >>> WorkdayTable(base=1, rank=(1, 2), day_of_rank=(0, 1, 2)).add_working_days(1, 1)
        2
        """
        index = ordinal - self.base
        if not 0 <= index < len(self.rank):
            raise ProblemsError.of("day_outside_almanac", ordinal=ordinal, working_days=n)
        before = self.rank[index - 1] if index else 0
        rank = self.rank[index] + n if n > 0 else before + 1 + n
        if not 1 <= rank < len(self.day_of_rank):
            raise ProblemsError.of("day_outside_almanac", ordinal=ordinal, working_days=n)
        return self.day_of_rank[rank]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When an organisation works: Monday to Friday, but for its country's and its own closed days.

    Args:
        country: "DK" or "NO".
        optional: keys of `closed_days` that the organisation has chosen to close.
        extra: further days that it closes.
        zone: IANA name, such as "Europe/Copenhagen".

    Every method raises ``year_outside_calendar`` (`closed_days`) when it leaves the known years. A year is
    laid out once and kept, so a question about one day is a look-up.

    Raises:
        ProblemsError: ``unknown_country``, ``unknown_closed_day``, ``unknown_zone``.

    >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
    >>> danish.add_working_days(date(2026, 4, 1), 1)  # over Easter
    datetime.date(2026, 4, 7)
    """

    country: str
    optional: frozenset[str]
    extra: frozenset[date]
    zone: str

    def __post_init__(self) -> None:
        check_closed_day_choice(self.country, self.optional)
        _zone(self.zone)

    def is_working_day(self, day: date) -> bool:
        """Whether people work on the day. O(1).

        >>> WorkCalendar("DK", frozenset(), frozenset(), "UTC").is_working_day(date(2026, 5, 14))
        False
        """
        return self.why_closed(day) is None

    def why_closed(self, day: date) -> str | None:
        """``weekend``, the closed day's name, or None on a working day. O(1).

        A holiday on a Sunday is a weekend: it costs nobody a working day.

        >>> WorkCalendar("DK", frozenset(), frozenset(), "UTC").why_closed(date(2026, 5, 14))
        'Kristi himmelfartsdag'
        """
        return _year(self, day.year).closed.get(day.toordinal())

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the next one. O(log days).

        >>> WorkCalendar("DK", frozenset(), frozenset(), "UTC").on_or_after(date(2026, 4, 3))
        datetime.date(2026, 4, 7)
        """
        return self.add_working_days(day, 0)

    def next_working_day(self, day: date) -> date:
        """The first working day after the day. O(log days).

        >>> WorkCalendar("DK", frozenset(), frozenset(), "UTC").next_working_day(date(2026, 4, 7))
        datetime.date(2026, 4, 8)
        """
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after the day, or the -n-th before it; for 0, `on_or_after`.

        The day itself is not counted, closed or not: from a Saturday, both 0 and 1 give Monday, and -1
        Friday. O(years crossed).

        >>> WorkCalendar("DK", frozenset(), frozenset(), "UTC").add_working_days(date(2026, 4, 7), -1)
        datetime.date(2026, 4, 1)
        """
        year, ordinal = day.year, day.toordinal()
        working = _year(self, year).working
        index = bisect_right(working, ordinal) - 1 + n if n > 0 else bisect_left(working, ordinal) + n
        while index >= len(working):
            index, year = index - len(working), year + 1
            working = _year(self, year).working
        while index < 0:
            year -= 1
            working = _year(self, year).working
            index += len(working)
        return date.fromordinal(working[index])

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days lie after ``a`` up to and including ``b``; negative when ``b`` is earlier.

        O(years crossed).

        >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "UTC")
        >>> danish.working_days_between(date(2026, 4, 1), date(2026, 4, 7))
        1
        """
        if b < a:
            return -self.working_days_between(b, a)
        whole_years = sum(len(_year(self, year).working) for year in range(a.year, b.year))
        return whole_years + self._of_year_through(b) - self._of_year_through(a)

    def _of_year_through(self, day: date) -> int:
        return bisect_right(_year(self, day.year).working, day.toordinal())

    def almanac(self, first_year: int, last_year: int) -> WorkdayTable:
        """The same calendar as integer tables, for these whole years. O(days), once: it is kept.

        Raises:
            ProblemsError: ``years_out_of_order``.

        >>> WorkCalendar("DK", frozenset(), frozenset(), "UTC").almanac(2026, 2026).rank[-1]
        254
        """
        return _almanac(self, first_year, last_year)

    def local(self, at: datetime) -> datetime:
        """A moment as the organisation's own clock shows it.

        Raises:
            ProblemsError: ``naive_time`` when the moment has no zone.

        >>> calendar = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
        >>> calendar.local(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)).date()
        datetime.date(2026, 7, 2)
        """
        if at.utcoffset() is None:
            raise ProblemsError.of("naive_time", at=at)
        return at.astimezone(_zone(self.zone))

    def instant(self, day: date, hour: int, minute: int = 0) -> datetime:
        """The moment, in UTC, when the organisation's own clock shows this; hour 24 ends the day.

        A time that the clock skips in spring is read with the offset before the skip; of one that comes twice
        in autumn, the first is meant. Source: RFC 5545 §3.3.5.

        >>> calendar = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
        >>> calendar.instant(date(2026, 3, 29), 16).hour, calendar.instant(date(2026, 3, 28), 16).hour
        (14, 15)
        """
        on_the_wall = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)
        return on_the_wall.replace(tzinfo=_zone(self.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Year:
    """One year laid out: the closed ordinals with why, and the working ones in order."""

    closed: Mapping[int, str]
    working: tuple[int, ...]


@lru_cache(maxsize=4096)
def _year(calendar: WorkCalendar, year: int) -> _Year:
    named = closed_days(calendar.country, calendar.optional, calendar.extra, year)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    weekends = {ordinal: WEEKEND for ordinal in range(first, last + 1) if (ordinal - 1) % 7 >= _SATURDAY}
    closed = {day.toordinal(): name for day, name in named.items()} | weekends
    return _Year(closed, tuple(ordinal for ordinal in range(first, last + 1) if ordinal not in closed))


@lru_cache(maxsize=64)
def _almanac(calendar: WorkCalendar, first_year: int, last_year: int) -> WorkdayTable:
    if last_year < first_year:
        raise ProblemsError.of("years_out_of_order", first=first_year, last=last_year)
    years = range(first_year, last_year + 1)
    working = [ordinal for year in years for ordinal in _year(calendar, year).working]
    first, last = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
    rank = tuple(bisect_right(working, ordinal) for ordinal in range(first, last + 1))
    return WorkdayTable(first, rank, (0, *working))


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name, or a folder of names such as "Europe"
        raise ProblemsError.of("unknown_zone", zone=name) from None
