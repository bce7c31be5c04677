"""When something is due, counted by the kernel and explained by the calendar."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime
from functools import lru_cache
from typing import Final, cast

from samspil.core.calendar import ClockRules, Deadline, DeadlineUnit, WorkCalendar, deadline
from samspil.core.errors import ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.compiling import clock_of
from samspil.core.governance.events import Due
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.commitments import Duration
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import CompiledStep
from samspil.core.governance.schedules import (
    MODELS_KEPT,
    clock_rules,
    meeting_calendar,
    papers_day,
    times,
    work_calendar,
)

MIDNIGHT: Final = 24
_CLOCK_OF_UNIT = {
    Unit.WORKING_DAYS: kernel.CLOCK_WORKING_DAYS,
    Unit.CALENDAR_DAYS: kernel.CLOCK_CALENDAR_DAYS,
    Unit.MONTHS: kernel.CLOCK_MONTHS,
}
_FEWEST_IN_A_YEAR = {
    Unit.WORKING_DAYS: 200,
    Unit.CALENDAR_DAYS: 365,
    Unit.MONTHS: 12,
    Unit.COUNT: 1,
}


@lru_cache(maxsize=MODELS_KEPT)
def calendar_of(model: GovernanceModel) -> WorkCalendar:
    """The organisation's working days, made once for each model."""
    return work_calendar(model.spec)


@lru_cache(maxsize=4 * MODELS_KEPT)
def _rules_of(model: GovernanceModel, since: int) -> ClockRules:
    return clock_rules(model.spec, model.program.book, date.fromordinal(since))


def rules_on(model: GovernanceModel, on: date) -> ClockRules:
    """How clocks run on a day; the same value until a parameter changes.

    Raises:
        ProblemsError: ``no_value_on_day`` before the first hour was set.
    """
    first = on.toordinal()
    row = bisect_right(model.program.book.changes, first)
    return _rules_of(model, model.program.book.changes[row - 1] if row else first)


def local_day(model: GovernanceModel, at: datetime) -> date:
    """The organisation's own date at a moment.

    Raises:
        ProblemsError: ``naive_time`` when the moment has no zone.
    """
    return calendar_of(model).local(at).date()


def day_zero(model: GovernanceModel, at: datetime) -> int:
    """The ordinal of the working day that something arriving at ``at`` counts as arriving on."""
    calendar = calendar_of(model)
    local = calendar.local(at)
    rules = rules_on(model, local.date())
    before = local.hour < rules.cut_off_hour
    day = calendar.on_or_after(local.date()) if before else calendar.next_working_day(local.date())
    return day.toordinal()


def clock(model: GovernanceModel, step: CompiledStep, at: datetime) -> Due | None:
    """When a step that is entered at ``at`` is due, or nothing for a step that happens by itself.

    A meeting's papers count as ready on the day of arrival, before the cut-off hour.

    Raises:
        ProblemsError: the forum has no meeting left that can take the matter.

    Complexity: constant once the years around are laid out; meetings are found by halving.

    Source: docs/decisions/0005 (the kernel counts; the calendar explains, and a test holds them equal).

    >>> from zoneinfo import ZoneInfo
    >>> from samspil import library
    >>> from samspil.core.governance import load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> screen = next(step for step in model.program.steps if step.key == "screen")
    >>> at = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    >>> clock(model, screen, at).on.isoformat(), clock(model, screen, at.replace(hour=15)).on.isoformat()
    ('2026-11-30', '2026-12-01')
    """
    kind, parameter = clock_of(step.spec.clock)
    if parameter is None:
        return None
    on = local_day(model, at)
    reading = model.program.book.read(parameter, on)
    zero = day_zero(model, at)
    span = times(model, zero, _years(int(reading.value), reading.unit))
    columns = model.program.book.columns_on(on.toordinal())[0]
    if kind == kernel.CLOCK_MEETINGS:
        return _at_meeting(model, step, span, zero, columns)
    day = date.fromordinal(kernel.due_day(model.program.tables, span, step.index, zero, zero, columns))
    closing = _closing(model, day)
    return Due(
        at=closing,
        until=closing,
        on=day,
        unit=reading.unit.value,
        amount=int(reading.value),
        parameter=parameter,
        place=reading.place,
    )


def _at_meeting(
    model: GovernanceModel, step: CompiledStep, span: kernel.Times, ready: int, columns: tuple[int, ...]
) -> Due:
    forum = model.program.forums.index(step.body.key)
    amount = columns[model.program.tables.step_clock_parameter[step.index]]
    row = kernel.next_meeting(span, forum, ready) + amount - 1
    if row >= span.forum_meetings[forum + 1]:
        raise ProblemsError.of(
            "no_meeting_left",
            model.place("forums", step.body.key, "calendar"),
            forum=step.body.key,
            ready_on=date.fromordinal(ready).isoformat(),
        )
    day = date.fromordinal(span.meeting_day[row])
    parameter = model.spec.forums[step.body.key].papers
    return Due(
        at=meeting_calendar(model.spec, step.body.key).begins_at(day, calendar_of(model)),
        until=calendar_of(model).instant(day, MIDNIGHT),
        on=day,
        unit="meetings",
        amount=amount,
        parameter=parameter,
        place=model.place("forums", step.body.key, "calendar"),
        papers_by=papers_day(model, step.body.key, day, calendar_of(model)),
    )


def explain_clock(model: GovernanceModel, step: CompiledStep, at: datetime) -> Deadline | None:
    """How a step's working days, calendar days or months were counted, closed days by name."""
    due = clock(model, step, at)
    if due is None or due.unit == "meetings":
        return None
    rules = rules_on(model, local_day(model, at))
    return deadline(at, due.amount, cast("DeadlineUnit", due.unit), rules)


def count_from(model: GovernanceModel, zero: int, amount: int, unit: Unit) -> date:
    """The day on which so much time from day zero (an ordinal) is up."""
    span = times(model, zero, _years(amount, unit))
    return date.fromordinal(kernel.count(span, _CLOCK_OF_UNIT[unit], amount, zero))


def _years(amount: int, unit: Unit) -> int:
    """Years that hold so many of a unit for certain, with as many closed days as any country has."""
    return amount // _FEWEST_IN_A_YEAR[unit] + 2


def parameter_of(duration: Duration) -> str:
    """The parameter that says how long a duration is."""
    given = duration.working_days, duration.calendar_days, duration.months
    return next(key for key in given if key is not None)


def closes_after(model: GovernanceModel, parameter: str, at: datetime) -> datetime:
    """The closing hour of the day on which a parameter's time, counted from a moment, is up."""
    reading = model.program.book.read(parameter, local_day(model, at))
    return _closing(model, count_from(model, day_zero(model, at), int(reading.value), reading.unit))


def _closing(model: GovernanceModel, day: date) -> datetime:
    rules = rules_on(model, day)
    return calendar_of(model).instant(day, rules.closing_hour)
