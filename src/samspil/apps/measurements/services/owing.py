"""Measurements that are owed: planned for days, asked for when their day comes near, met by a measurement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from samspil.apps.measurements.models import DueMeasurement, Indicator, Measurement
from samspil.apps.measurements.selectors.portions import AT_ONCE, portions
from samspil.core.benefits.follow_up import GRACE

_OPEN: Final = {"met_at": None, "let_go_at": None}


def plan_due(planned: Mapping[int, Collection[date]], organisation_id: int, today: date) -> None:
    """Indicators, by their keys, are to be measured by these days.

    What was due before today stays owed, what was met stays met. Within a transaction; doing it again changes
    nothing. Three questions for every two thousand indicators.
    """
    for keys in portions(planned):
        known: dict[int, set[date]] = defaultdict(set)
        gone: list[int] = []
        rows = DueMeasurement.objects.filter(indicator__in=keys)
        for pk, key, on, met, let_go in rows.values_list(
            "pk", "indicator_id", "due_on", "met_at", "let_go_at"
        ):
            known[key].add(on)
            if on > today and met is None and let_go is None and on not in planned[key]:
                gone.append(pk)
        new = [
            DueMeasurement(organisation_id=organisation_id, indicator_id=key, due_on=day)
            for key in keys
            for day in sorted(set(planned[key]) - known[key])
            if day > today or not known[key]
        ]
        for some in portions(gone):
            DueMeasurement.objects.filter(pk__in=some).delete()
        DueMeasurement.objects.bulk_create(new, batch_size=AT_ONCE)


def meet_what_is_due(indicator: Indicator, measurement: Measurement, *, at: datetime) -> int:
    """A measurement meets what was due by the end of its period, with some days' grace; how many it met."""
    rows = indicator.due.filter(due_on__lte=measurement.last + GRACE, **_OPEN)
    return rows.update(met_at=at, measurement=measurement)


def let_go_of_all(organisation_id: int, subject: UUID, *, at: datetime) -> int:
    """Nobody owes measurements of what has lapsed; how many were let go."""
    rows = DueMeasurement.objects.filter(organisation_id=organisation_id, indicator__subject=subject, **_OPEN)
    return rows.update(let_go_at=at)
