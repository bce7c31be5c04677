"""Minutes on the clock and minutes at work, and the day that something counts as arriving on."""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from samspil.core.governance.kernel import CLOCK_MEETINGS, CLOCK_NONE, due_day, next_meeting
from samspil.core.simulation.loop.ground import (
    CLOSING,
    COLUMN,
    CUT_OFF,
    MINUTES,
    NEVER,
    ZERO_AFTER,
    ZERO_BEFORE,
    Ground,
)


def day_row(g: Ground, at: int) -> int:
    """The row of a minute's day in ``day``."""
    return at // MINUTES - g.times.first_day


def parameters_row(g: Ground, at: int) -> int:
    """Which row of the dated parameters holds at a minute."""
    row: int = g.day[day_row(g, at), COLUMN]
    return row


def day_zero(g: Ground, at: int) -> int:
    """The day that something arriving at a minute counts as arriving on, as an ordinal."""
    row = day_row(g, at)
    before = at % MINUTES < g.day[row, CUT_OFF]
    zero: int = g.day[row, ZERO_BEFORE] if before else g.day[row, ZERO_AFTER]
    return zero


def until_of_step(g: Ground, step: int, at: int) -> int:
    """The last minute at which a step that was come to at ``at`` is in time, or NEVER where it has no clock.

    The day is the kernel's; a meeting's is up as its day ends, any other at the closing hour.
    """
    clock = g.tables.step_clock[step]
    if clock == CLOCK_NONE:
        return NEVER
    parameters = g.numerators[parameters_row(g, at)]
    zero = day_zero(g, at)
    if clock == CLOCK_MEETINGS:
        forum = g.tables.step_forum[step]
        amount = parameters[g.tables.step_clock_parameter[step]]
        row = next_meeting(g.times, forum, zero) + amount - 1
        if row >= g.times.forum_meetings[forum + 1]:
            return NEVER
        return (g.times.meeting_day[row] + 1) * MINUTES
    return closing(g, due_day(g.tables, g.times, step, zero, zero, parameters))


def closing(g: Ground, day: int) -> int:
    """The minute at which a day closes."""
    return day * MINUTES + g.day[day - g.times.first_day, CLOSING]


def at_work(g: Ground, at: int) -> int:
    """How many minutes have been worked by a minute, from the first day of ``times``.

    ``working`` has the minute of the day at which work begins, and for how many it goes on.
    """
    opens = g.working[0]
    length = g.working[1]
    index = day_row(g, at)
    days = g.times.rank[index]
    if index > 0 and days == g.times.rank[index - 1]:
        return days * length
    into = at % MINUTES - opens
    return (days - 1) * length + min(max(into, 0), length)


def on_the_clock(g: Ground, worked: int) -> int:
    """The minute by which so many minutes have been worked; the other way of ``at_work``."""
    opens = g.working[0]
    length = g.working[1]
    rank = worked // length + 1
    into = worked % length
    if into == 0 and worked > 0:
        rank -= 1
        into = length
    return g.times.day_of_rank[rank] * MINUTES + opens + into


def ended_at(g: Ground, begun: int, takes: int, is_worked: int) -> int:
    """When something that takes so many minutes ends, worked ones or ones on the clock."""
    if is_worked == 0:
        return begun + takes
    if takes == 0:
        return begun
    return on_the_clock(g, at_work(g, begun) + takes)
