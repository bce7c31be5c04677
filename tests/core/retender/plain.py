"""What the calendar works out, once more and slowly: a day at a time, by what the terms say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from samspil.core.calendar import WorkCalendar
from samspil.core.retender.parameters import Length, Phase
from samspil.core.retender.terms import Notice, Segment, Terms

DAY = timedelta(days=1)
MONTHS_IN = {Segment.MONTH: 1, Segment.QUARTER: 3, Segment.YEAR: 12}


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last one that month has."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def is_last_of(segment: Segment | None, day: date) -> bool:
    assert segment is not None
    tomorrow = day + DAY
    return tomorrow.day == 1 and (tomorrow.month - 1) % MONTHS_IN[segment] == 0


def walk(day: date, step: timedelta, until: Callable[[date], bool]) -> date:
    while not until(day):
        day += step
    return day


def last_day(terms: Terms, on: date, options: int) -> date | None:
    last = terms.ends_on
    if last is None and terms.starts_on is not None and terms.duration_months:
        after = months_later(
            terms.starts_on, terms.duration_months + months_of(terms.options[: terms.options_used])
        )
        last = after - DAY
    if last is None:
        return left_on(terms, terms.terminated_on) if terms.terminated_on else None
    if terms.renews_months and terms.terminated_on is None:
        first, times = last, 0
        while last < on:
            times += 1
            last = months_later(first + DAY, terms.renews_months * times) - DAY
    for option in terms.options[terms.options_used : terms.options_used + options]:
        last = months_later(last + DAY, option.months) - DAY
    if terms.terminated_on is not None:
        last = min(last, left_on(terms, terms.terminated_on))
    return last


def months_of(options: Iterable) -> int:
    return sum(option.months for option in options)


def left_on(terms: Terms, given: date) -> date:
    """The day a contract is over when notice is given on a day."""
    notice: Notice = terms.notice
    if notice.extends is None:
        over = months_later(given, notice.months)
    else:
        segment_over = walk(given, DAY, lambda day: is_last_of(notice.extends, day))
        over = months_later(segment_over + DAY, notice.months) - DAY
    while terms.irrevocable_until is not None and over < terms.irrevocable_until:
        over += DAY
    while notice.by_end_of is not None and not is_last_of(notice.by_end_of, over):
        over += DAY
    return over


def last_notice(terms: Terms, by: date) -> date | None:
    """Every day back from the last one is asked whether notice on it would do."""
    for back in range((terms.notice.months + 26) * 31):
        given = by - DAY * back
        if left_on(terms, given) <= by:
            return given
    return None


def working_day_back(calendar: WorkCalendar, day: date) -> date:
    return walk(day, -DAY, calendar.is_working_day)


def over_after(begins: date, phase: Phase, length: Length, calendar: WorkCalendar) -> date:
    """The first day after a part."""
    if length.unit == "months":
        return months_later(begins, length.amount)
    if length.unit == "calendar_days":
        last = begins
        for _ in range(length.amount):
            last += DAY
        if phase is not Phase.STANDSTILL:
            return last
        return walk(last, DAY, calendar.is_working_day) + DAY
    day, worked = begins, 0
    while worked < length.amount:
        worked += calendar.is_working_day(day)
        day += DAY
    return day


def begin_of(ready: date, phase: Phase, length: Length, calendar: WorkCalendar) -> date:
    """Every day back from the one on which the next part begins is asked whether the part fits."""
    return walk(
        ready - DAY,
        -DAY,
        lambda day: calendar.is_working_day(day) and over_after(day, phase, length, calendar) <= ready,
    )
