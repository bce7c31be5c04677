"""By when who must act, counted back from the day on which something new must have taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from samspil.core.calendar import Step, WorkCalendar
from samspil.core.retender.ends import End, end, notice_by
from samspil.core.retender.parameters import LeadTimes, Length, Phase, Route
from samspil.core.retender.terms import Terms, months_before, months_later

_DAY = timedelta(days=1)


class Sort(StrEnum):
    """What somebody must do: begin a part of buying again, or one of the other three."""

    NEED_ANALYSIS = "need_analysis"
    MARKET_DIALOGUE = "market_dialogue"
    TENDER = "tender"
    STANDSTILL = "standstill"
    IMPLEMENTATION = "implementation"
    MIGRATION = "migration"
    OPTION = "option"
    NOTICE = "notice"
    JOIN = "join"


_ORDER = {sort: place for place, sort in enumerate(Sort)}


@dataclass(frozen=True, slots=True)
class Joining:
    """When one may join a committed agreement that others tender, and from when one can buy under it."""

    agreement: str
    opens_on: date
    closes_on: date
    supplies_from: date | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do, at the latest on ``by``, a working day.

    ``ends_on`` is the last day of the part that then begins. ``number`` says which option, ``agreement``
    which agreement; ``opens_on`` before which it cannot be done. ``because`` is how the day was found.
    """

    sort: Sort
    by: date
    because: tuple[Step, ...]
    late: bool
    ends_on: date | None = None
    number: int = 0
    agreement: str = ""
    opens_on: date | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Every act that one end of a contract asks for, by day; the end is with so many more options used."""

    options: int
    route: Route
    end: End
    acts: tuple[Act, ...]

    @property
    def late(self) -> tuple[Act, ...]:
        """What should have been done already."""
        return tuple(act for act in self.acts if act.late)

    @property
    def next(self) -> Act | None:
        """What comes first of that which is not too late."""
        return next((act for act in self.acts if not act.late), None)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a calendar is asked with: the day, the working days, how long things take, what may be joined."""

    on: date
    calendar: WorkCalendar
    lead_times: LeadTimes
    joining: tuple[Joining, ...] = ()


def chain(terms: Terms, asking: Asking, options: int = 0) -> Chain:
    """By when who must act for a contract's end with so many more options used.

    The parts of buying again follow each other without a pause and the last is over on the contract's last
    day. Each begins on a working day, at the latest: a day that is closed is moved back. Where the contract
    runs on until somebody leaves there is no end, and nothing to count back from. A notice must be given of
    what would renew by itself.

    Raises:
        ProblemsError: ``more_options_used_than_given``; ``year_outside_calendar``.

    Source: methods.md §5; F2.11. O(parts + options).
    """
    found = end(terms, asking.on, options)
    if found.on is None:
        return Chain(options, asking.lead_times.route, found, ())
    acts = [
        *_parts(found.on, asking),
        *option_acts(terms, asking, options),
        *_notice(terms, found.on, asking),
        *_joins(found.on, asking),
    ]
    in_order = sorted(acts, key=lambda act: (act.by, _ORDER[act.sort], act.number))
    return Chain(options, asking.lead_times.route, found, tuple(in_order))


def takeover(asking: Asking) -> date:
    """The first day on which something new can have taken over, if one begins on the day of asking.

    Source: as `chain`, forward.
    """
    return _takeover(asking.on, asking.calendar, asking.lead_times)


@lru_cache(maxsize=256)
def _takeover(on: date, calendar: WorkCalendar, lead_times: LeadTimes) -> date:
    """The same day for every contract that is asked about on a day."""
    for phase, length in lead_times.phases:
        on = _over(calendar.on_or_after(on), phase, length, calendar)
    return on


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of buying again as it is counted back: it must be over before ``ready``."""

    phase: Phase
    length: Length
    ready: date
    landed: date
    begins: date


def _parts(last_day: date, asking: Asking) -> Iterator[Act]:
    for one in _counted_back(last_day, asking.calendar, asking.lead_times):
        said = {"phase": one.phase.value, "amount": one.length.amount, "unit": one.length.unit}
        counted = Step("act_counted_back", {**said, "ready": one.ready})
        because = (counted, *_moved(one.landed, one.begins, asking.calendar))
        yield Act(
            Sort(one.phase.value), one.begins, because, one.begins < asking.on, ends_on=one.ready - _DAY
        )


@lru_cache(maxsize=8192)
def _counted_back(last_day: date, calendar: WorkCalendar, lead_times: LeadTimes) -> tuple[_Part, ...]:
    """The last part first. The same for every contract of a route that ends on a day."""
    ready, found = last_day + _DAY, []
    for phase, length in reversed(lead_times.phases):
        landed, begins = _before(ready, phase, length, calendar)
        found.append(_Part(phase, length, ready, landed, begins))
        ready = begins
    return tuple(found)


def _before(ready: date, phase: Phase, length: Length, calendar: WorkCalendar) -> tuple[date, date]:
    """Where counting back lands, and the last working day on which a part can begin to be over in time."""
    if length.unit == "working_days":
        landed = begins = calendar.add_working_days(ready, -length.amount)
    else:
        landed = _back(ready, phase, length)
        begins = on_or_before(calendar, landed)
    while _over(begins, phase, length, calendar) > ready:
        begins = calendar.add_working_days(begins, -1)
    return landed, begins


def _back(ready: date, phase: Phase, length: Length) -> date:
    if length.unit == "months":
        return months_before(ready, length.amount)
    return ready - timedelta(days=length.amount + (phase is Phase.STANDSTILL))


def _over(begins: date, phase: Phase, length: Length, calendar: WorkCalendar) -> date:
    """The first day after a part that begins on a working day.

    A standstill runs from the day after the losers were told, and its last day is a working day. The first
    and the last of so many working days are worked on.
    """
    if length.unit == "working_days":
        return calendar.add_working_days(begins - _DAY, length.amount) + _DAY
    if length.unit == "months":
        return months_later(begins, length.amount)
    over = begins + timedelta(days=length.amount)
    return calendar.on_or_after(over) + _DAY if phase is Phase.STANDSTILL else over


def _moved(landed: date, by: date, calendar: WorkCalendar) -> Iterator[Step]:
    closed = calendar.why_closed(landed)
    if closed is not None:
        yield Step("act_moved_back", {"from": landed, "name": closed})
    elif landed != by:
        yield Step("act_begun_earlier", {"from": landed})
    yield Step("act_begins", {"on": by})


def on_or_before(calendar: WorkCalendar, day: date) -> date:
    """The day itself if it is a working day, otherwise the last one before it.

    >>> on_or_before(WorkCalendar("DK", frozenset(), frozenset(), "UTC"), date(2026, 4, 5))
    datetime.date(2026, 4, 1)
    """
    return calendar.add_working_days(day + _DAY, -1)


def option_acts(terms: Terms, asking: Asking, options: int) -> Iterator[Act]:
    """By when the supplier must know of each option: those that are used, and the next one, or it is lost.

    Of a contract that ends, as `chain` has them.
    """
    for number, option in enumerate(() if terms.terminated_on else terms.options_left[: options + 1]):
        before = end(terms, asking.on, number).on
        assert before is not None
        landed = before - timedelta(days=option.notice_days)
        by = on_or_before(asking.calendar, landed)
        because = (
            Step(
                "option_counted_back", {"days": option.notice_days, "ends": before, "months": option.months}
            ),
            *_moved(landed, by, asking.calendar),
        )
        yield Act(Sort.OPTION, by, because, by < asking.on, number=terms.options_used + number + 1)


def _notice(terms: Terms, last_day: date, asking: Asking) -> Iterator[Act]:
    if not terms.renews_months or terms.terminated_on is not None:
        return
    landed = notice_by(terms, last_day)
    if landed is None:
        return
    by = on_or_before(asking.calendar, landed)
    counted = Step("notice_counted_back", {"months": terms.notice.months, "ends": last_day, "given": landed})
    yield Act(Sort.NOTICE, by, (counted, *_moved(landed, by, asking.calendar)), by < asking.on)


def _joins(last_day: date, asking: Asking) -> Iterator[Act]:
    for one in asking.joining:
        if one.supplies_from is not None and one.supplies_from > last_day + _DAY:
            continue
        by = on_or_before(asking.calendar, one.closes_on)
        because = (
            Step("join_in_window", {"opens": one.opens_on, "closes": one.closes_on}),
            *_moved(one.closes_on, by, asking.calendar),
        )
        yield Act(Sort.JOIN, by, because, by < asking.on, agreement=one.agreement, opens_on=one.opens_on)
