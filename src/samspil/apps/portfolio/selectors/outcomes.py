"""What initiatives are expected to cost and take, and what became of those that are over."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from samspil.apps.portfolio.models import Estimate, Initiative, StatusReport
from samspil.apps.portfolio.selectors.load import OWN_CURRENCY
from samspil.apps.portfolio.types import End


class Expected(NamedTuple):
    """An initiative under way, by its newest estimates; what nobody has said is nothing.

    ``spent_minor`` is the last that a report told of.
    """

    key: int
    public_id: UUID
    title: str
    programme: int | None
    cost_minor: int | None
    spent_minor: int | None
    starts_on: date | None
    ends_on: date | None


class CameOut(NamedTuple):
    """An initiative that was completed: its first estimate, and what came.

    ``spent_minor`` is the last that a report told of.
    """

    key: int
    public_id: UUID
    title: str
    cost_minor: int | None
    starts_on: date | None
    ends_on: date | None
    spent_minor: int | None
    ended_on: date


def expected_of(organisation_id: int, initiative: UUID | None = None) -> list[Expected]:
    """The open initiatives of an organisation, or one of them, in the order they were begun. One question."""
    rows = Initiative.objects.filter(organisation_id=organisation_id, end="")
    if initiative is not None:
        rows = rows.filter(public_id=initiative)
    costed = _estimates(OWN_CURRENCY, cost_minor__isnull=False).order_by("-sequence")
    ending = _estimates(Q(ends_on__isnull=False)).order_by("-sequence")
    starting = _estimates(Q(starts_on__isnull=False)).order_by("-sequence")
    found = rows.order_by("pk").annotate(
        newest_cost=Subquery(costed.values("cost_minor")[:1]),
        newest_spent=_last_spent(),
        newest_start=Subquery(starting.values("starts_on")[:1]),
        newest_end=Subquery(ending.values("ends_on")[:1]),
    )
    said = ("pk", "public_id", "title", "programme_id", "newest_cost", "newest_spent")
    days = ("starts_on", "expected_end", "newest_start", "newest_end")
    return [
        Expected(pk, public_id, title, programme, cost, spent, starts or start, ends or end)
        for pk, public_id, title, programme, cost, spent, starts, ends, start, end in found.values_list(
            *said, *days
        )
    ]


def came_out(organisation_id: int) -> list[CameOut]:
    """What became of the initiatives that were completed; one question."""
    rows = Initiative.objects.filter(
        organisation_id=organisation_id, end=End.COMPLETED.value, ended_on__isnull=False
    )
    first = _estimates(sequence=1)
    costed = _estimates(OWN_CURRENCY, cost_minor__isnull=False).order_by("sequence")
    found = rows.order_by("pk").annotate(
        first_cost=Subquery(costed.values("cost_minor")[:1]),
        first_start=Subquery(first.values("starts_on")[:1]),
        first_end=Subquery(first.values("ends_on")[:1]),
        spent=_last_spent(),
        over_on=F("ended_on"),
    )
    names = ("pk", "public_id", "title", "first_cost", "first_start", "first_end", "spent", "over_on")
    return [CameOut._make(row) for row in found.values_list(*names)]


def _estimates(*by: Q, **narrowed: object) -> QuerySet[Estimate]:
    return Estimate.objects.filter(*by, initiative=OuterRef("pk"), **narrowed)


def _last_spent() -> Subquery:
    """In our own currency, as the newest report that told of it has it."""
    told = StatusReport.objects.filter(OWN_CURRENCY, initiative=OuterRef("pk"), spent_minor__isnull=False)
    return Subquery(told.order_by("-on", "-pk").values("spent_minor")[:1])
