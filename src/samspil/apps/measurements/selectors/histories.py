"""All that was ever said of the indicators of a subject: baselines, targets, measurements, days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from samspil.apps.measurements.models import (
    Baseline,
    BaselineApproval,
    DueMeasurement,
    Indicator,
    Measurement,
    Target,
)

MOST_MEASUREMENTS: Final = 200


@dataclass(frozen=True, slots=True)
class BaselineVersion:
    """How it was, as somebody said on a day, and where it was to go; ``approved_at`` is none for a draft."""

    sequence: int
    value: Decimal
    on: date
    n: int | None
    method: str
    reason: str
    decision: UUID | None
    made_at: datetime
    approved_at: datetime | None
    targets: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement, and which one has taken its place where it was wrong."""

    public_id: UUID
    first: date
    last: date
    value: Decimal
    where: str
    n: int | None
    grade: str
    attributed: Decimal
    evidence: str
    comment: str
    recorded_at: datetime
    corrected_by: UUID | None
    corrects: UUID | None


@dataclass(frozen=True, slots=True)
class History:
    """An indicator with everything about it. ``measurements`` are the newest, ``count`` is all of them.

    ``owed_on`` are the days that a measurement is still due by, the first due first.
    """

    public_id: UUID
    name: str
    definition: str
    unit: str
    source: str
    method: str
    reads: str
    aggregation: str
    tolerance: Decimal
    every_months: int
    measurer: str
    measurer_person: UUID | None
    cost_minor: int | None
    currency: str
    ended_on: date | None
    latest: Decimal | None
    latest_on: date | None
    light: str
    baselines: tuple[BaselineVersion, ...]
    measurements: tuple[Measured, ...]
    count: int
    owed_on: tuple[date, ...]


_SAID: Final = (
    "public_id",
    "name",
    "definition",
    "unit",
    "source",
    "method",
    "reads",
    "aggregation",
    "tolerance",
    "every_months",
    "measurer",
    "measurer_person",
    "cost_minor",
    "currency",
    "ended_on",
    "latest",
    "latest_on",
    "light",
)


def histories_of(organisation_id: int, subject: UUID) -> list[History]:
    """The indicators of a subject, those still measured first; five questions, three more an indicator."""
    rows = list(Indicator.objects.filter(organisation_id=organisation_id, subject=subject).order_by("pk"))
    if not rows:
        return []
    baselines = _baselines([one.pk for one in rows])
    found = [_history(one, baselines.get(one.pk, ())) for one in rows]
    return sorted(found, key=lambda one: one.ended_on is not None)


def _history(row: Indicator, baselines: Sequence[BaselineVersion]) -> History:
    measurements = Measurement.objects.filter(indicator=row)
    newest = tuple(one for _key, one in _measured(measurements.order_by("-last", "-pk")[:MOST_MEASUREMENTS]))
    count = measurements.count() if len(newest) == MOST_MEASUREMENTS else len(newest)
    owed = DueMeasurement.objects.filter(indicator=row, met_at=None, let_go_at=None)
    return History(
        **{name: getattr(row, name) for name in _SAID},
        baselines=tuple(baselines),
        measurements=newest,
        count=count,
        owed_on=tuple(owed.order_by("due_on").values_list("due_on", flat=True)),
    )


def measured_of(
    indicator: Indicator, after: tuple[date, int] | None, size: int
) -> list[tuple[int, Measured]]:
    """Some measurements of an indicator with their keys, the newest period first, after one of them."""
    rows = Measurement.objects.filter(indicator=indicator)
    if after is not None:
        day, key = after
        rows = rows.filter(Q(last__lt=day) | Q(last=day, pk__lt=key))
    return _measured(rows.order_by("-last", "-pk")[:size])


def _measured(rows: QuerySet[Measurement]) -> list[tuple[int, Measured]]:
    """Measurements of one indicator with their keys, and what took the place of which.

    That is asked of the indicator's own rows: hardly any measurement corrects another, so an index of those
    that do tells SQLite that it is of no use, and it makes one anew of all measurements there are.
    """
    found = list(rows.select_related("corrects"))
    if not found:
        return []
    corrections = Measurement.objects.filter(indicator=found[0].indicator_id, corrects__isnull=False)
    after = dict(corrections.values_list("corrects_id", "public_id"))
    return [(row.pk, measured_as(row, after.get(row.pk))) for row in found]


def measured_as(row: Measurement, corrected_by: UUID | None = None) -> Measured:
    """A measurement as it is shown; ``corrected_by`` is the one that took its place."""
    return Measured(
        row.public_id,
        row.first,
        row.last,
        row.value,
        row.where,
        row.n,
        row.grade,
        row.attributed,
        row.evidence,
        row.comment,
        row.recorded_at,
        corrected_by,
        row.corrects.public_id if row.corrects else None,
    )


def _baselines(indicators: Sequence[int]) -> Mapping[int, list[BaselineVersion]]:
    rows = list(Baseline.objects.filter(indicator__in=indicators).order_by("sequence"))
    keys = [one.pk for one in rows]
    approved = dict(
        BaselineApproval.objects.filter(baseline__in=keys).values_list("baseline_id", "approved_at")
    )
    targets: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    told = Target.objects.filter(baseline__in=keys).order_by("on").values_list("baseline_id", "on", "value")
    for key, on, value in told:
        targets[key].append((on, value))
    found: dict[int, list[BaselineVersion]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(
            BaselineVersion(
                row.sequence,
                row.value,
                row.on,
                row.n,
                row.method,
                row.reason,
                row.decision,
                row.made_at,
                approved.get(row.pk),
                tuple(targets[row.pk]),
            )
        )
    return found
