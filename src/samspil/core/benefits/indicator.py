"""An indicator: from what it was to what it is to be, and how far a measured value has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from samspil.core.errors import ProblemsError
from samspil.core.portfolio.status import Light


class Aggregation(StrEnum):
    """How the values of several units or periods become one."""

    SUM = "sum"
    MEAN = "mean"
    LATEST = "latest"
    LARGEST = "largest"
    SMALLEST = "smallest"


@dataclass(frozen=True, slots=True)
class Baseline:
    """How it was before: the value, the last day it is of, and how many were counted."""

    value: Decimal
    on: date
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What it is to be on a day."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, and where it is to go.

    Args:
        unit: of every value, such as "minutes" or "per cent".
        baseline: how it was before.
        targets: at least one, later and later; the last is the goal.
        tolerance: the share of the way that may lack while the light is green; red is beyond twice that.

    Raises:
        ProblemsError: ``no_target``, ``target_before_baseline`` (or no later than the one before),
            ``target_is_the_baseline``, ``target_turns_back``, ``tolerance_out_of_range``.
    """

    unit: str
    baseline: Baseline
    targets: tuple[Target, ...]
    tolerance: Fraction = Fraction(1, 10)

    def __post_init__(self) -> None:
        if not self.targets:
            raise ProblemsError.of("no_target", unit=self.unit)
        if not 0 <= self.tolerance <= Fraction(1, 2):
            raise ProblemsError.of("tolerance_out_of_range", tolerance=str(self.tolerance))
        if self.goal.value == self.baseline.value:
            raise ProblemsError.of("target_is_the_baseline", value=self.goal.value, unit=self.unit)
        before = Target(self.baseline.on, self.baseline.value)
        for one in self.targets:
            if one.on <= before.on:
                raise ProblemsError.of("target_before_baseline", day=one.on, before=before.on)
            if (one.value - before.value) * self._direction < 0:
                raise ProblemsError.of("target_turns_back", day=one.on, value=one.value)
            before = one

    @property
    def goal(self) -> Target:
        """The last target."""
        return self.targets[-1]

    @property
    def _direction(self) -> int:
        return 1 if self.goal.value > self.baseline.value else -1

    def target_on(self, day: date) -> Decimal:
        """What it is to be on a day: straight lines between the targets, and the goal ever after.

        >>> base = Baseline(Decimal(10), date(2026, 1, 1))
        >>> faster = Indicator("minutes", base, (Target(date(2026, 1, 11), Decimal(5)),))
        >>> faster.target_on(date(2026, 1, 5)), faster.target_on(date(2030, 1, 1))
        (Decimal('8.0'), Decimal('5'))
        """
        before = Target(self.baseline.on, self.baseline.value)
        for one in self.targets:
            if day < one.on:
                gone = Decimal(max((day - before.on).days, 0)) / (one.on - before.on).days
                return before.value + (one.value - before.value) * gone
            before = one
        return self.goal.value

    def way_gone(self, value: Decimal) -> Fraction:
        """How much of the way from the baseline to the goal a value has come: 1 is all; below 0 is backwards.

        >>> base = Baseline(Decimal(10), date(2026, 1, 1))
        >>> faster = Indicator("minutes", base, (Target(date(2026, 1, 11), Decimal(5)),))
        >>> faster.way_gone(Decimal("6.5")), faster.way_gone(Decimal(11))
        (Fraction(7, 10), Fraction(-1, 5))
        """
        return Fraction(value - self.baseline.value) / Fraction(self.goal.value - self.baseline.value)

    def degree(self, value: Decimal, on: date) -> Fraction | None:
        """How far a value of a day has come of what it was to have come by then: 1 is all of it.

        Nothing was to have come by the baseline's own day: of that there is no share.

        >>> base = Baseline(Decimal(10), date(2026, 1, 1))
        >>> faster = Indicator("minutes", base, (Target(date(2026, 1, 11), Decimal(5)),))
        >>> faster.degree(Decimal(9), date(2026, 1, 5)), faster.degree(Decimal(9), date(2026, 1, 1))
        (Fraction(1, 2), None)
        """
        wanted = self.way_gone(self.target_on(on))
        return self.way_gone(value) / wanted if wanted else None

    def light(self, value: Decimal, on: date) -> Light:
        """What a value of a day says, against what it was to be by then.

        >>> base = Baseline(Decimal(10), date(2026, 1, 1))
        >>> faster = Indicator("minutes", base, (Target(date(2026, 1, 11), Decimal(5)),))
        >>> [faster.light(Decimal(one), date(2026, 2, 1)).value for one in ("5.5", "5.6", "6", "6.1")]
        ['green', 'yellow', 'yellow', 'red']
        """
        lacks = self.way_gone(self.target_on(on)) - self.way_gone(value)
        if lacks <= self.tolerance:
            return Light.GREEN
        return Light.YELLOW if lacks <= 2 * self.tolerance else Light.RED


def together(values: Sequence[tuple[date, Decimal]], how: Aggregation) -> Decimal:
    """The values of several units or periods, each with its last day, as one.

    Raises:
        ProblemsError: ``nothing_measured``.

    >>> found = [(date(2026, 1, 31), Decimal(3)), (date(2026, 2, 28), Decimal(4))]
    >>> [str(together(found, how)) for how in Aggregation]
    ['7', '3.5', '4', '4', '3']
    """
    if not values:
        raise ProblemsError.of("nothing_measured")
    numbers = [value for _day, value in values]
    match how:
        case Aggregation.SUM:
            return sum(numbers, Decimal(0))
        case Aggregation.MEAN:
            return sum(numbers, Decimal(0)) / len(numbers)
        case Aggregation.LATEST:
            return max(values, key=lambda one: one[0])[1]
        case Aggregation.LARGEST:
            return max(numbers)
    return min(numbers)


def newest(measured: Iterable[tuple[date, str, Decimal]], how: Aggregation) -> tuple[date, Decimal]:
    """What the newest period says: its last day, and its value.

    A value of all counts before those of places; where only places are measured, theirs become one. They
    are of the same day, so the latest of them is their mean.

    Args:
        measured: of each period the last day, the place (empty for all), and the value.
        how: several values become one.

    Raises:
        ProblemsError: ``nothing_measured``.

    >>> june = date(2026, 6, 30)
    >>> found = [(date(2026, 3, 31), "", Decimal(9)), (june, "A", Decimal(6)), (june, "B", Decimal(4))]
    >>> [str(newest(found, how)[1]) for how in (Aggregation.SUM, Aggregation.LATEST)]
    ['10', '5']
    >>> str(newest([*found, (june, "", Decimal(7))], Aggregation.SUM)[1])
    '7'
    """
    periods = list(measured)
    last = max((day for day, _where, _value in periods), default=date.min)
    here = [(where, value) for day, where, value in periods if day == last]
    counts = [(last, value) for where, value in here if not where] or [
        (last, value) for _where, value in here
    ]
    return last, together(counts, Aggregation.MEAN if how is Aggregation.LATEST else how)
