"""Measurements that are owed: planned for days, asked for when their day comes near, met by a measurement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Final
from uuid import UUID

from samspil.apps.measurements.models import DueMeasurement, Indicator, Measurement
from samspil.core.benefits.follow_up import GRACE

_OPEN: Final = {"met_at": None, "let_go_at": None}


def plan_due(indicator: Indicator, days: Collection[date], today: date) -> None:
    """It is to be measured by these days. What was due before today stays owed, what was met stays met.

    Within a transaction; doing it again changes nothing.
    """
    known = dict(indicator.due.values_list("due_on", "met_at"))
    indicator.due.filter(due_on__gt=today, **_OPEN).exclude(due_on__in=list(days)).delete()
    DueMeasurement.objects.bulk_create(
        [
            DueMeasurement(organisation_id=indicator.organisation_id, indicator=indicator, due_on=day)
            for day in sorted(set(days) - set(known))
            if day > today or not known
        ]
    )


def meet_what_is_due(indicator: Indicator, measurement: Measurement, *, at: datetime) -> int:
    """A measurement meets what was due by the end of its period, with some days' grace; how many it met."""
    rows = indicator.due.filter(due_on__lte=measurement.last + GRACE, **_OPEN)
    return rows.update(met_at=at, measurement=measurement)


def let_go_of_all(organisation_id: int, subject: UUID, *, at: datetime) -> int:
    """Nobody owes measurements of what has lapsed; how many were let go."""
    rows = DueMeasurement.objects.filter(organisation_id=organisation_id, indicator__subject=subject, **_OPEN)
    return rows.update(let_go_at=at)
