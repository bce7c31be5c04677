"""The money of one initiative: what was applied for, given, paid out and paid back of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from samspil.apps.funding.models import Application, Award, Instalment, Milestone
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


@dataclass(frozen=True, slots=True)
class Applied:
    """An application for money for an initiative, and what has come of it so far."""

    row: Application
    given: Money | None
    paid_out: Money
    paid_back: Money


def applications_for(initiative: Initiative) -> list[Applied]:
    """All that was applied for, the newest first; one question."""
    rows = Application.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative
    ).select_related("pool", "award", "case_version")
    found = rows.annotate(out=_sum(Milestone, "amount_minor"), back=_sum(Instalment, "repays_minor"))
    return [_applied(row) for row in found.order_by("-pk")]


def _sum(model: type[Milestone | Instalment], field: str) -> Coalesce:
    """What has been paid of each application's award, and not taken back."""
    paid: QuerySet[Any] = model.objects.done().filter(award__application=OuterRef("pk"))
    total = paid.order_by().values("award__application").annotate(total=Sum(field)).values("total")
    return Coalesce(Subquery(total), 0)


def _applied(row: Application) -> Applied:
    award: Award | None = getattr(row, "award", None)
    currency = row.pool.currency
    return Applied(
        row,
        Money(award.amount_minor, currency) if award else None,
        Money(row.out, currency),  # type: ignore[attr-defined]
        Money(row.back, currency),  # type: ignore[attr-defined]
    )


def awards_by_initiative(organisation_id: int) -> dict[UUID, UUID]:
    """Of each award that was given for an initiative, which; one question."""
    rows = Award.objects.filter(organisation_id=organisation_id, application__initiative__isnull=False)
    return dict(rows.values_list("public_id", "application__initiative__public_id"))
