"""Rows as the values that `core.benefits` counts with."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from samspil.apps.measurements.models import Indicator, Measurement
from samspil.apps.measurements.types import NewBaseline, NewMeasurement
from samspil.core.benefits import indicator as core
from samspil.core.benefits import measuring
from samspil.kit.ids import new_id

# Few shares stand in many rows.
_share = lru_cache(256)(Fraction)


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


def kept_indicator(indicator: Indicator) -> core.Indicator | None:
    """An indicator with its newest baseline; nothing where it has none. Two questions."""
    baseline = indicator.baselines.order_by("-sequence").first()
    if baseline is None:
        return None
    targets = tuple(baseline.targets.order_by("on").values_list("on", "value"))
    return as_indicator(indicator, NewBaseline(baseline.value, baseline.on, targets, baseline.n))


def standing_of(indicator: Indicator) -> list[measuring.Measurement]:
    """The measurements of an indicator that nothing has corrected, by period; one question."""
    rows = indicator.measurements.filter(corrected_by=None).order_by("last", "where", "pk")
    names = ("public_id", "first", "last", "value", "where", "n", "grade", "attributed")
    # A hundred thousand may stand, so no row is made of each.
    return [
        measuring.Measurement(
            public_id,
            first,
            last,
            value,
            indicator.unit,
            where,
            n,
            measuring.Grade(grade),
            _share(attributed),
        )
        for public_id, first, last, value, where, n, grade, attributed in rows.values_list(*names).iterator()
    ]


def as_measurements(rows: Iterable[Measurement], unit: str) -> list[measuring.Measurement]:
    """Kept measurements, each under its public id."""
    return [
        measuring.Measurement(
            row.public_id,
            row.first,
            row.last,
            row.value,
            unit,
            row.where,
            row.n,
            measuring.Grade(row.grade),
            Fraction(row.attributed),
        )
        for row in rows
    ]


def as_new(new: NewMeasurement) -> measuring.Measurement:
    """A measurement that is not kept yet."""
    return measuring.Measurement(
        new_id(),
        new.first,
        new.last,
        new.value,
        new.unit,
        new.where,
        new.n,
        new.grade,
        Fraction(new.attributed),
        new.corrects,
    )
