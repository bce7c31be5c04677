"""How the indicators of something are followed: rules, what stands, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from samspil.apps.measurements.models import BaselineApproval, DueMeasurement, Indicator
from samspil.apps.measurements.selectors.rules import rules_of
from samspil.apps.measurements.selectors.values import standing_of
from samspil.apps.measurements.types import Reads
from samspil.core.benefits.follow_up import was_in_time
from samspil.core.benefits.indicator import Indicator as Rules
from samspil.core.benefits.measuring import Measurement


@dataclass(frozen=True, slots=True)
class Due:
    """A measurement that is due on a day, and whether it has come, and in time."""

    on: date
    is_met: bool
    in_time: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """An indicator as whoever follows it sees it; ``rules`` are none while it has no baseline."""

    row: Indicator
    public_id: UUID
    reads: Reads
    every_months: int
    rules: Rules | None
    is_approved: bool
    standing: Sequence[Measurement]


def followed(organisation_id: int, subject: UUID) -> list[Followed]:
    """The indicators of a subject that are still measured, the first made first.

    Four questions, and one more for each.
    """
    found = Indicator.objects.filter(organisation_id=organisation_id, subject=subject, ended_on=None)
    rows = {row.pk: row for row in found.order_by("pk")}
    rules = rules_of(rows)
    approvals = BaselineApproval.objects.filter(baseline__indicator__in=rows)
    approved = set(approvals.values_list("baseline__indicator", flat=True))
    return [
        Followed(
            row,
            row.public_id,
            Reads(row.reads),
            row.every_months,
            rules.get(key),
            key in approved,
            standing_of(row),
        )
        for key, row in rows.items()
    ]


def due_of(organisation_id: int, subject: UUID) -> list[Due]:
    """When the indicators of a subject that are still measured are due; one question."""
    rows = DueMeasurement.objects.filter(
        organisation_id=organisation_id,
        indicator__subject=subject,
        indicator__ended_on=None,
        let_go_at=None,
    )
    told = rows.order_by("due_on").values_list("due_on", "met_at")
    return [
        Due(on, met is not None, met is not None and was_in_time(on, timezone.localdate(met)))
        for on, met in told
    ]
