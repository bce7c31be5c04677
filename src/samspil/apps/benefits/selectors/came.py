"""How much a benefit had brought by each day that it was measured: the points of its curve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from samspil.apps.benefits.selectors.whole import Whole
from samspil.apps.measurements.selectors.histories import History, Measured
from samspil.apps.measurements.selectors.values import KEPT, as_measurement
from samspil.apps.measurements.types import Reads
from samspil.core.benefits.brought import Brought, counted, progressed
from samspil.core.benefits.course import Course
from samspil.core.benefits.indicator import Aggregation, Baseline, Indicator, Target, together
from samspil.core.benefits.measuring import Grade, Measurement

_HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True)
class Came:
    """What had come by the last day of a period, in whole units, and how well it was measured."""

    on: date
    value: Fraction
    grade: Grade


def came_by(whole: Whole, now: Course) -> list[Came]:
    """By day; nothing where no indicator says how much has come."""
    leading = whole.leading
    if leading is None or not leading.baselines:
        return []
    standing = [
        as_measurement(leading.unit, *_kept(one)) for one in leading.measurements if one.corrected_by is None
    ]
    return [
        Came(one.until, Fraction(one.amount.minor, _HUNDREDTHS), _worst(standing, one.until))
        for one in _brought(leading, standing, now)
    ]


def _brought(leading: History, standing: list[Measurement], now: Course) -> list[Brought]:
    if leading.reads == Reads.AMOUNT.value:
        return counted(standing, now.full.currency)
    if leading.reads == Reads.PROGRESS.value:
        return progressed(now, rules_of(leading), standing)
    return []


def _worst(standing: list[Measurement], day: date) -> Grade:
    return max((one.grade for one in standing if one.last == day), key=list(Grade).index)


def values_by(leading: History) -> list[Came]:
    """What was measured by each day: of all places, or where nothing is of all, the mean of the places."""
    standing = [one for one in leading.measurements if one.corrected_by is None]
    of_all = [one for one in standing if not one.where] or standing
    found = []
    for day in sorted({one.last for one in of_all}):
        here = [one for one in of_all if one.last == day]
        mean = together([(day, one.value) for one in here], Aggregation.MEAN)
        worst = max((Grade(one.grade) for one in here), key=list(Grade).index)
        found.append(Came(day, Fraction(mean), worst))
    return found


def rules_of(leading: History, place: int = -1) -> Indicator:
    """The indicator with the baseline at a place; with the newest where none is said."""
    said = leading.baselines[place]
    targets = tuple(Target(day, wanted) for day, wanted in said.targets)
    return Indicator(
        leading.unit, Baseline(said.value, said.on, said.n), targets, Fraction(leading.tolerance)
    )


def _kept(one: Measured) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in KEPT)
