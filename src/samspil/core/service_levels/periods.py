"""The periods that a service level is measured in: months, quarters or years of the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from samspil.core.tables.values import DayOrder, read_day


class Every(StrEnum):
    """How often a service level is measured."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS: Final = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_YEAR: Final = re.compile(r"(\d{4})", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})[-./ ](\d{1,2})|(\d{1,2})[-./ ](\d{4})", re.ASCII)
_NAMED: Final = re.compile(r"([^\W\d]{3,9})\.? (\d{4})|(\d{4}) ([^\W\d]{3,9})\.?")
_QUARTER: Final = re.compile(
    r"(\d{4})[- ]?[qk]([1-4])|[qk]([1-4])[- ]?(\d{4})|([1-4])\. ?(?:kvartal|kvt\.?|quarter) (\d{4})",
    re.ASCII | re.IGNORECASE,
)


class Period(NamedTuple):
    """The first and the last day."""

    first: date
    last: date


def period_of(day: date, every: Every) -> Period:
    """The period that a day is in.

    >>> period_of(date(2026, 5, 9), Every.QUARTER)
    Period(first=datetime.date(2026, 4, 1), last=datetime.date(2026, 6, 30))
    """
    months = MONTHS[every]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    last_month = first.month + months - 1
    return Period(first, date(first.year, last_month, monthrange(first.year, last_month)[1]))


def periods_between(first: date, last: date, every: Every) -> Iterator[Period]:
    """Each period from the one that ``first`` is in to the one that ``last`` is in; none backwards.

    >>> [str(one.first) for one in periods_between(date(2025, 11, 30), date(2026, 1, 1), Every.MONTH)]
    ['2025-11-01', '2025-12-01', '2026-01-01']
    """
    at = period_of(first, every)
    while at.first <= last:
        yield at
        if at.last == date.max:
            return
        at = period_of(at.last + timedelta(days=1), every)


def read_period(text: str, every: Every, order: DayOrder = DayOrder.DAY_FIRST) -> Period | None:
    """A period as people write it, or any day in it; nothing where it is none, or longer than is asked for.

    A quarter or a year is no month: nothing is guessed.

    >>> read_period("marts 2026", Every.MONTH) == read_period("2026-03", Every.MONTH)
    True
    >>> str(read_period("2. kvartal 2026", Every.QUARTER).last), read_period("2026", Every.MONTH)
    ('2026-06-30', None)
    """
    said = " ".join(text.split())
    for reads, sort in ((_year, Every.YEAR), (_quarter, Every.QUARTER), (_month, Every.MONTH)):
        first = reads(said)
        if first is not None:
            return period_of(first, every) if MONTHS[sort] <= MONTHS[every] else None
    day = read_day(said, order)
    return period_of(day, every) if day else None


def _year(said: str) -> date | None:
    found = _YEAR.fullmatch(said)
    return _first(found[1], 1) if found else None


def _quarter(said: str) -> date | None:
    found = _QUARTER.fullmatch(said)
    if found is None:
        return None
    year, quarter = found[1] or found[4] or found[6], found[2] or found[3] or found[5]
    return _first(year, 3 * int(quarter) - 2)


def _month(said: str) -> date | None:
    if found := _MONTH.fullmatch(said):
        return _first(found[1] or found[4], int(found[2] or found[3]))
    if found := _NAMED.fullmatch(said):
        # A month with a name is read as a day of it, by the one place that knows their names.
        return read_day(f"1 {found[1] or found[4]} {found[2] or found[3]}", DayOrder.DAY_FIRST)
    return None


def _first(year: str, month: int) -> date | None:
    return date(int(year), month, 1) if 1 <= month <= 12 and int(year) >= 1 else None
