"""Work that initiatives ask of units, and what units have: both by competence and month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Capacity, Initiative, PlannedEffort
from samspil.apps.portfolio.services.leading import check_keeps, check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem
from samspil.core.units import PersonDays
from samspil.kit.journal.recording import By, Told, record

MOST_MONTHS: Final = 60
MOST_DAYS_A_MONTH: Final = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """So many person-days of a competence in a unit, in each month from the first to the last."""

    unit: str
    competence: str
    first: date
    last: date
    days: PersonDays

    @property
    def months(self) -> list[date]:
        """Each month by its first day."""
        return months_from(self.first, self.last)


def months_from(first: date, last: date) -> list[date]:
    """The months of a period, each by its first day.

    Raises:
        RefusedError: ``ends_before_it_starts``, ``too_many_months``.
    """
    if last.replace(day=1) < first.replace(day=1):
        raise RefusedError(Problem("ends_before_it_starts", {"starts_on": first, "ends_on": last}))
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count > MOST_MONTHS:
        raise RefusedError(Problem("too_many_months", {"months": count, "most": MOST_MONTHS}))
    return [first.replace(day=1) + relativedelta(months=step) for step in range(count)]


@transaction.atomic
def plan_effort(initiative: Initiative, asked: Asked, *, acting: Acting, at: datetime) -> None:
    """An initiative asks a unit for work; what it asked there in these months before is replaced.

    Raises:
        RefusedError: one may not, the initiative is over, or what is asked does not hold together.
    """
    check_leads(acting, initiative, at)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    write_effort(initiative, asked)
    facts = {"competence": asked.competence, "from": asked.first, "to": asked.last, "days": str(asked.days)}
    tell(initiative, "initiative.effort_planned", {"unit": asked.unit, **facts}, acting=acting, at=at)


def write_effort(initiative: Initiative, asked: Asked) -> None:
    """The rows alone; within a transaction. No days at all is no row."""
    _check(asked)
    unit, competence = asked.unit.strip(), asked.competence.strip()
    rows = PlannedEffort.objects.filter(initiative=initiative, unit=unit, competence=competence)
    rows.filter(month__in=asked.months).delete()
    if asked.days.hundredths:
        PlannedEffort.objects.bulk_create(
            PlannedEffort(
                organisation_id=initiative.organisation_id,
                initiative=initiative,
                unit=unit,
                competence=competence,
                month=month,
                hundredths=asked.days.hundredths,
            )
            for month in asked.months
        )


@transaction.atomic
def set_capacity(asked: Asked, *, acting: Acting, at: datetime) -> None:
    """What a unit has of a competence in these months; nothing at all is known too, and is a row.

    Raises:
        RefusedError: one does not keep the portfolio, or what is said does not hold together.
    """
    check_keeps(acting)
    _check(asked)
    unit, competence = asked.unit.strip(), asked.competence.strip()
    _write_capacity(acting, {(unit, competence): asked.days.hundredths}, asked.months)
    facts = {
        "unit": unit,
        "competence": competence,
        "from": str(asked.first),
        "to": str(asked.last),
        "days": str(asked.days),
    }
    _tell(acting, "portfolio.capacity_set", facts, at)


@transaction.atomic
def copy_capacity(month: date, last: date, *, acting: Acting, at: datetime) -> int:
    """What all units have in a month holds for the months after it, up to the last; how many lines.

    Raises:
        RefusedError: one does not keep the portfolio, there is nothing to copy, or the months are too many.
    """
    check_keeps(acting)
    known = {
        (unit, competence): hundredths
        for unit, competence, hundredths in Capacity.objects.filter(
            organisation_id=acting.organisation_id, month=month.replace(day=1)
        ).values_list("unit", "competence", "hundredths")
    }
    if not known:
        raise RefusedError(Problem("no_capacity_to_copy", {"month": month}))
    months = months_from(month.replace(day=1) + relativedelta(months=1), last)
    _write_capacity(acting, known, months)
    facts: dict[str, str | int] = {"month": str(month), "to": str(last), "lines": len(known)}
    _tell(acting, "portfolio.capacity_copied", facts, at)
    return len(known)


def _write_capacity(acting: Acting, known: dict[tuple[str, str], int], months: list[date]) -> None:
    Capacity.objects.bulk_create(
        [
            Capacity(
                organisation_id=acting.organisation_id,
                unit=unit,
                competence=competence,
                month=month,
                hundredths=hundredths,
            )
            for (unit, competence), hundredths in known.items()
            for month in months
        ],
        update_conflicts=True,
        unique_fields=["organisation", "unit", "competence", "month"],
        update_fields=["hundredths"],
        batch_size=500,
    )


def _check(asked: Asked) -> None:
    if not asked.unit.strip() or not asked.competence.strip():
        raise RefusedError(Problem("unit_and_competence_are_missing", {}))
    if asked.days.hundredths < 0:
        raise RefusedError(Problem("effort_below_zero", {"days": str(asked.days)}))
    if asked.days.hundredths > MOST_DAYS_A_MONTH * 100:
        raise RefusedError(Problem("too_many_days_a_month", {"most": MOST_DAYS_A_MONTH}))


def _tell(acting: Acting, action: str, facts: Mapping[str, str | int], at: datetime) -> None:
    told = Told(action, "organisation", str(acting.organisation_id), facts)
    record(acting.organisation_id, [told], By(str(acting.person), at))
