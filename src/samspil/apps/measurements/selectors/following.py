"""How the indicators of something are followed: rules, what stands, what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from samspil.apps.measurements.models import BaselineApproval, DueMeasurement, Indicator, Measurement
from samspil.apps.measurements.selectors.portions import portions
from samspil.apps.measurements.selectors.rules import rules_of
from samspil.apps.measurements.selectors.values import as_share
from samspil.apps.measurements.types import Reads
from samspil.core.benefits.brought import Value
from samspil.core.benefits.follow_up import was_in_time
from samspil.core.benefits.indicator import Indicator as Rules


@dataclass(frozen=True, slots=True)
class Due:
    """A measurement that is due on a day, and whether it has come, and in time."""

    on: date
    is_met: bool
    in_time: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """An indicator as whoever follows it sees it; ``rules`` are none while it has no baseline.

    ``standing`` is what nothing has corrected, by period.
    """

    row: Indicator
    public_id: UUID
    reads: Reads
    every_months: int
    rules: Rules | None
    is_approved: bool
    standing: Sequence[Value]


def followed(organisation_id: int, subject: UUID) -> list[Followed]:
    """The indicators of a subject that are still measured, the first made first; five questions."""
    return followed_of(organisation_id, [subject])[subject]


def followed_of(
    organisation_id: int, subjects: Collection[UUID], known: Mapping[int, Sequence[Value]] | None = None
) -> Mapping[UUID, list[Followed]]:
    """The same for many: five questions for every two thousand of them.

    ``known`` is what stands of some indicators, by their keys: it is not read again.
    """
    found: dict[UUID, list[Followed]] = defaultdict(list)
    for some in portions(subjects):
        rows = Indicator.objects.filter(organisation_id=organisation_id, subject__in=some, ended_on=None)
        for one in _followed({row.pk: row for row in rows.order_by("pk")}, known or {}):
            found[one.row.subject].append(one)
    return found


def _followed(rows: Mapping[int, Indicator], known: Mapping[int, Sequence[Value]]) -> list[Followed]:
    rules = rules_of(rows)
    approvals = BaselineApproval.objects.filter(baseline__indicator__in=rows)
    approved = set(approvals.values_list("baseline__indicator", flat=True))
    standing = {**_standing([key for key in rows if key not in known]), **known}
    return [
        Followed(
            row,
            row.public_id,
            Reads(row.reads),
            row.every_months,
            rules.get(key),
            key in approved,
            standing.get(key, ()),
        )
        for key, row in rows.items()
    ]


def _standing(indicators: Sequence[int]) -> Mapping[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    rows = Measurement.objects.filter(indicator__in=indicators, corrected_by=None)
    names = ("indicator_id", "last", "where", "value", "attributed")
    ordered = rows.order_by("indicator", "last", "where", "pk").values_list(*names)
    for key, last, where, value, attributed in ordered.iterator():
        found[key].append(Value(last, where, value, as_share(attributed)))
    return found


def due_of(organisation_id: int, subjects: Collection[UUID]) -> Mapping[UUID, list[Due]]:
    """When the indicators of subjects that are still measured are due, the first first; one question."""
    rows = DueMeasurement.objects.filter(
        organisation_id=organisation_id,
        indicator__subject__in=subjects,
        indicator__ended_on=None,
        let_go_at=None,
    )
    found: dict[UUID, list[Due]] = defaultdict(list)
    for subject, on, met in rows.order_by("due_on").values_list("indicator__subject", "due_on", "met_at"):
        in_time = met is not None and was_in_time(on, timezone.localdate(met))
        found[subject].append(Due(on, met is not None, in_time))
    return found
