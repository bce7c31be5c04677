"""Rows as the values that `core.benefits` counts with."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from samspil.apps.measurements.models import Indicator
from samspil.apps.measurements.types import NewBaseline, NewMeasurement
from samspil.core.benefits import indicator as core
from samspil.core.benefits import measuring
from samspil.kit.ids import new_id

# Few shares stand in many rows.
as_share = lru_cache(256)(Fraction)


def as_indicator(indicator: Indicator, said: NewBaseline) -> core.Indicator:
    """An indicator with a baseline that somebody says.

    Raises:
        ProblemsError: the two do not hold together.
    """
    return core.Indicator(
        indicator.unit,
        core.Baseline(said.value, said.on, said.n),
        tuple(core.Target(day, value) for day, value in said.targets),
        Fraction(indicator.tolerance),
    )


# Of a measurement that is kept, what `as_measurement` takes.
KEPT: Final = ("public_id", "first", "last", "value", "where", "n", "grade", "attributed")


def standing_of(indicator: Indicator) -> list[measuring.Measurement]:
    """The measurements of an indicator that nothing has corrected, by period; one question."""
    rows = indicator.measurements.filter(corrected_by=None).order_by("last", "where", "pk")
    # A hundred thousand may stand, so no row is made of each.
    return [as_measurement(indicator.unit, *one) for one in rows.values_list(*KEPT).iterator()]


def as_measurement(unit: str, *kept: Any) -> measuring.Measurement:
    """A kept measurement, under its public id."""
    public_id, first, last, value, where, n, grade, attributed = kept
    return measuring.Measurement(
        public_id, first, last, value, unit, where, n, measuring.Grade(grade), as_share(attributed)
    )


def as_new(new: NewMeasurement) -> measuring.Measurement:
    """A measurement that is not kept yet."""
    return measuring.Measurement(
        new_id(),
        new.first,
        new.last,
        new.value,
        new.unit,
        new.where.strip(),
        new.n,
        new.grade,
        Fraction(new.attributed),
        new.corrects,
    )
