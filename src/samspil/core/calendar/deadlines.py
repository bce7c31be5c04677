"""When an answer is due, and how that was worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args

from dateutil.relativedelta import relativedelta

from samspil.core.calendar.workdays import WEEKEND, WorkCalendar
from samspil.core.errors import ProblemsError

DeadlineUnit = Literal["working_days", "calendar_days", "months"]
_MOST = 10_000  # of any unit; what is longer than a working life was mistyped
_MIDNIGHT = 24


@dataclass(frozen=True, slots=True)
class ClockRules:
    """How an organisation runs its clocks.

    Args:
        calendar: its working days and zone.
        cut_off_hour: 0 to 24; what arrives at or after this local hour counts as arrived on the next working
            day. 24 is no cut-off.
        closing_hour: 1 to 24; the local hour of the last day when time is up.
        first_day_counts: whether day zero is itself the first of the days counted. Months run from date to
            date either way.

    Raises:
        ProblemsError: ``hour_out_of_range``; ``cut_off_after_closing`` when the first day counts and
            something could arrive after its own deadline.

    >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
    >>> ClockRules(danish, cut_off_hour=15, closing_hour=16, first_day_counts=False).closing_hour
    16
    """

    calendar: WorkCalendar
    cut_off_hour: int
    closing_hour: int
    first_day_counts: bool

    def __post_init__(self) -> None:
        for name, hour, lowest in (
            ("cut_off_hour", self.cut_off_hour, 0),
            ("closing_hour", self.closing_hour, 1),
        ):
            if not lowest <= hour <= _MIDNIGHT:
                raise ProblemsError.of(
                    "hour_out_of_range", name=name, hour=hour, lowest=lowest, highest=_MIDNIGHT
                )
        if self.first_day_counts and self.cut_off_hour > self.closing_hour:
            raise ProblemsError.of(
                "cut_off_after_closing", cut_off=self.cut_off_hour, closing=self.closing_hour
            )


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation, as a code with arguments; the words are chosen at the edge."""

    code: str
    args: Mapping[str, object]

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.args.items())])


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due, with everything that explains it.

    ``landed_on`` is where counting ended, before a closed day moved it to ``due_on``. ``skipped`` names the
    closed days, weekends aside, that moved day zero, were passed over in counting working days, or moved the
    last day. ``late_arrival`` says that the arrival came after the cut-off or on a closed day.
    """

    due_at: datetime
    due_on: date
    started_at: datetime
    arrived_on: date
    day_zero: date
    amount: int
    unit: DeadlineUnit
    first_day_counts: bool
    landed_on: date
    skipped: tuple[tuple[date, str], ...]
    late_arrival: bool

    def steps(self) -> tuple[Step, ...]:
        """The calculation in order; steps that did not happen are left out.

        ``arrived``, ``day_zero_moved``, ``counted``, one ``skipped`` for each named day, ``moved``, ``due``.

        >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
        >>> rules = ClockRules(danish, cut_off_hour=15, closing_hour=16, first_day_counts=False)
        >>> due = deadline(datetime(2026, 4, 3, 8, tzinfo=UTC), 1, "working_days", rules)
        >>> [str(step) for step in due.steps()][:2]
        ['arrived on=2026-04-03', 'day_zero_moved to=2026-04-07']
        """
        return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        yield Step("arrived", {"on": self.arrived_on})
        if self.late_arrival:
            yield Step("day_zero_moved", {"to": self.day_zero})
        counting = {"amount": self.amount, "unit": self.unit, "first_day_counts": self.first_day_counts}
        yield Step("counted", {**counting, "from": self.day_zero, "to": self.landed_on})
        for day, name in self.skipped:
            yield Step("skipped", {"on": day, "name": name})
        if self.landed_on != self.due_on:
            yield Step("moved", {"from": self.landed_on, "to": self.due_on})
        yield Step("due", {"on": self.due_on, "at": self.due_at})


def deadline(at: datetime, amount: int, unit: DeadlineUnit, rules: ClockRules) -> Deadline:
    """When something that arrived at ``at`` is due; always after it arrived.

    Day zero is the local day of arrival if that is a working day and the cut-off hour has not struck,
    otherwise the next working day. Working days are counted after day zero. Calendar days and months (the end
    of a shorter month where the date is missing) that land on a closed day move to the next working day. With
    ``first_day_counts``, day zero is the first of the days. Due at the closing hour by the local clock.

    Args:
        at: any moment with a zone.
        amount: how many of the unit, 1 to 10 000.
        unit: what is counted.
        rules: how the organisation runs its clocks.

    Raises:
        ProblemsError: ``naive_time``, ``amount_out_of_range``, ``unknown_deadline_unit``,
            ``year_outside_calendar``.

    O(days from arrival to due). Source: architecture.md, "Time"; governance-model.md, ``clock``.

    >>> danish = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
    >>> rules = ClockRules(danish, cut_off_hour=15, closing_hour=16, first_day_counts=False)
    >>> due = deadline(datetime(2026, 3, 27, 9, tzinfo=UTC), 5, "working_days", rules)
    >>> str(due.due_on), due.due_at.hour, [name for _, name in due.skipped]
    ('2026-04-08', 14, ['Skærtorsdag', 'Langfredag', 'Anden påskedag'])
    """
    _check_length(amount, unit)
    calendar = rules.calendar
    local = calendar.local(at)
    arrived_on, day_zero = local.date(), _day_zero(local, rules)
    landed_on = _landing(day_zero, amount, unit, rules)
    due_on = calendar.on_or_after(landed_on)
    passed_over_from = day_zero if unit == "working_days" else landed_on
    skipped = *_named(calendar, arrived_on, day_zero), *_named(calendar, passed_over_from, due_on)
    return Deadline(
        due_at=calendar.instant(due_on, rules.closing_hour),
        due_on=due_on,
        started_at=at.astimezone(UTC),
        arrived_on=arrived_on,
        day_zero=day_zero,
        amount=amount,
        unit=unit,
        first_day_counts=rules.first_day_counts,
        landed_on=landed_on,
        skipped=skipped,
        late_arrival=day_zero != arrived_on,
    )


def _check_length(amount: int, unit: str) -> None:
    if not 1 <= amount <= _MOST:
        raise ProblemsError.of("amount_out_of_range", amount=amount, lowest=1, highest=_MOST)
    if unit not in get_args(DeadlineUnit):
        raise ProblemsError.of("unknown_deadline_unit", unit=unit, known=", ".join(get_args(DeadlineUnit)))


def _day_zero(local: datetime, rules: ClockRules) -> date:
    """The first working day on which the arrival counts."""
    if local.hour < rules.cut_off_hour:
        return rules.calendar.on_or_after(local.date())
    return rules.calendar.next_working_day(local.date())


def _landing(day_zero: date, amount: int, unit: DeadlineUnit, rules: ClockRules) -> date:
    if unit == "months":
        return day_zero + relativedelta(months=amount)
    days = amount - 1 if rules.first_day_counts else amount
    if unit == "calendar_days":
        return day_zero + timedelta(days=days)
    return rules.calendar.add_working_days(day_zero, days)


def _named(calendar: WorkCalendar, first: date, end: date) -> Iterator[tuple[date, str]]:
    """The closed days from ``first``, before ``end``, that are more than a weekend."""
    for ordinal in range(first.toordinal(), end.toordinal()):
        day = date.fromordinal(ordinal)
        name = calendar.why_closed(day)
        if name not in (None, WEEKEND):
            yield day, str(name)
