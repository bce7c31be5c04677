"""What a contract says of its own time: when it runs, how it is prolonged, how one leaves it."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.systems.checks import FIRST_YEAR, LAST_YEAR, is_reckoned_with

MOST_MONTHS: Final = 600
MOST_NOTICE_DAYS: Final = 3660
MOST_OPTIONS: Final = 20
_DAY = timedelta(days=1)
_YEAR: Final = 12
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORTEST: Final = 28
_OPTIONS: Final = re.compile(
    r"\s*(\d{1,2})\s*[xX×]\s*(\d{1,2}|½|0,5|1/2)\s*(år|måneder|måned|mdr\.?|md\.?)\s*"
)
_HALVES: Final = frozenset({"½", "0,5", "1/2"})


class Segment(StrEnum):
    """The part of a year that a notice is counted to the end of."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it is.

        >>> Segment.QUARTER.months
        3
        """
        return {Segment.MONTH: 1, Segment.QUARTER: 3, Segment.YEAR: 12}[self]

    def last_day(self, day: date) -> date:
        """The last day of the segment that a day is in.

        >>> Segment.QUARTER.last_day(date(2027, 2, 3))
        datetime.date(2027, 3, 31)
        """
        return months_later(self.first_day(day), self.months) - _DAY

    def first_day(self, day: date) -> date:
        """The first day of the segment that a day is in.

        >>> Segment.YEAR.first_day(date(2027, 2, 3))
        datetime.date(2027, 1, 1)
        """
        return date(day.year, (day.month - 1) // self.months * self.months + 1, 1)


@dataclass(frozen=True, slots=True)
class Option:
    """A right to prolong: by how many months, and how many days before the end the supplier must know.

    Raises:
        ProblemsError: ``option_out_of_range``.
    """

    months: int
    notice_days: int = 0

    def __post_init__(self) -> None:
        if not (1 <= self.months <= MOST_MONTHS and 0 <= self.notice_days <= MOST_NOTICE_DAYS):
            raise ProblemsError.of("option_out_of_range", months=self.months, notice_days=self.notice_days)


@dataclass(frozen=True, slots=True)
class Notice:
    """How one leaves: so many months, counted from the end of the current segment, to the end of a segment.

    Args:
        months: 0 to 120.
        extends: the notice begins to run at the end of the segment in which it is given.
        by_end_of: the contract ends at the end of such a segment.

    Raises:
        ProblemsError: ``notice_out_of_range``.
    """

    months: int = 0
    extends: Segment | None = None
    by_end_of: Segment | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.months <= MOST_MONTHS // 5:
            raise ProblemsError.of("notice_out_of_range", months=self.months)


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract's own time. Days are the last or first on which it holds, never the one after.

    Args:
        starts_on: the first day; none where nobody has said.
        ends_on: the last day, options that have been used included.
        duration_months: how long it was made for, where no last day is stated.
        continuous: it runs until somebody leaves.
        options: every right to prolong, used ones first.
        options_used: how many of them have been used.
        renews_months: prolonged by so many months each time, unless notice was given; 0 where it just ends.
        irrevocable_until: it cannot end before this day.
        notice: how one leaves it.
        terminated_on: the day notice was given.
        enforced: somebody has said that it holds whatever its days say (KITOS, "Gennemtving gyldighed").
        parent_valid: whether the contract that it depends on holds; none where it depends on none.

    Raises:
        ProblemsError: ``contract_ends_before_it_begins``, ``contract_out_of_range``,
            ``more_options_used_than_given``, ``contract_has_two_lengths``.

    Source: KITOS ItContract; reference/kitos-and-os2.md §1.2.
    """

    starts_on: date | None = None
    ends_on: date | None = None
    duration_months: int | None = None
    continuous: bool = False
    options: tuple[Option, ...] = ()
    options_used: int = 0
    renews_months: int = 0
    irrevocable_until: date | None = None
    notice: Notice = Notice()
    terminated_on: date | None = None
    enforced: bool = False
    parent_valid: bool | None = None

    def __post_init__(self) -> None:
        if self.starts_on is not None and self.ends_on is not None and self.ends_on < self.starts_on:
            raise ProblemsError.of("contract_ends_before_it_begins", starts=self.starts_on, ends=self.ends_on)
        if not 0 <= self.options_used <= len(self.options):
            raise ProblemsError.of(
                "more_options_used_than_given", used=self.options_used, given=len(self.options)
            )
        if self.continuous and self.duration_months:
            raise ProblemsError.of("contract_has_two_lengths", months=self.duration_months)
        if not self._in_range():
            raise ProblemsError.of("contract_out_of_range", first=FIRST_YEAR, last=LAST_YEAR)

    def _in_range(self) -> bool:
        days = (self.starts_on, self.ends_on, self.irrevocable_until, self.terminated_on)
        return (
            all(is_reckoned_with(day) for day in days if day is not None)
            and 0 <= (self.duration_months or 0) <= MOST_MONTHS
            and 0 <= self.renews_months <= MOST_MONTHS
            and len(self.options) <= MOST_OPTIONS
        )

    @property
    def options_left(self) -> tuple[Option, ...]:
        """The rights to prolong that have not been used, the next one first."""
        return self.options[self.options_used :]


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last one that month has; below nothing, so many months before.

    >>> months_later(date(2027, 1, 31), 1), months_later(date(2027, 1, 31), -2)
    (datetime.date(2027, 2, 28), datetime.date(2026, 11, 30))
    """
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    last = _LENGTHS[month] + (month == 1 and isleap(year))
    return date(year, month + 1, min(day.day, last))


def prolonged(last_day: date, months: int) -> date:
    """The last day when a contract that ends on one runs so many months more, whole months staying whole.

    >>> prolonged(date(2027, 2, 28), 12), prolonged(date(2027, 6, 30), 6)
    (datetime.date(2028, 2, 29), datetime.date(2027, 12, 31))
    """
    return months_later(last_day + _DAY, months) - _DAY


def months_before(day: date, months: int) -> date:
    """The last day from which so many months are over by a day.

    >>> months_before(date(2027, 2, 28), 1), months_before(date(2027, 5, 31), 3)
    (datetime.date(2027, 1, 31), datetime.date(2027, 2, 28))
    """
    begins = months_later(day, -months)
    while begins.day > _SHORTEST - 1 and months_later(begins + _DAY, months) <= day:
        begins += _DAY
    return begins


def options_said(text: str) -> tuple[Option, ...]:
    """The options that "2 x 1 år" says, each without a notice of its own; none where it is not so written.

    >>> [option.months for said in ("2 x 1 år", "1 x ½ år", "1 x 18 mdr.") for option in options_said(said)]
    [12, 12, 6, 18]
    >>> options_said("efter aftale"), options_said("1 x ½ måned"), options_said("90 x 1 år")
    ((), (), ())
    """
    found = _OPTIONS.fullmatch(text)
    if found is None:
        return ()
    number, length, unit = int(found[1]), found[2], found[3]
    years = unit == "år"
    months = (6 if years else 0) if length in _HALVES else int(length) * (12 if years else 1)
    return (Option(months),) * number if months and 1 <= number <= MOST_OPTIONS else ()
