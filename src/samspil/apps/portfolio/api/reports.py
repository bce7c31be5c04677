"""Status reports: all that were made, and a new one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.selectors import names_of
from samspil.apps.portfolio.api import amounts
from samspil.apps.portfolio.selectors.access import access_initiative, access_shared_initiative
from samspil.apps.portfolio.selectors.owed import Owed, owed_by
from samspil.apps.portfolio.selectors.reports import reports_of
from samspil.apps.portfolio.services.reporting import NewReport, report
from samspil.apps.portfolio.types import InitiativeRole
from samspil.core.portfolio.rhythm import days_late
from samspil.core.portfolio.status import Light
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Number, Page, Size, day_of, page, written
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["status reports"])
_SAME = (
    *("on", "reported_at", "expenditure", "time", "economic_benefits", "other_benefits", "overall"),
    *("differs_because", "text", "expected_end"),
)


class ByNumbers(Schema):
    """What the numbers said on the day of the report; grey where there was nothing to hold them against."""

    expenditure: Light
    time: Light
    economic_benefits: Light
    other_benefits: Light
    overall: Light


class ReportOut(Schema):
    """A status report: never changed, only followed by another. `reported_by` is told to its own only."""

    id: UUID
    on: date
    reported_at: datetime
    reported_by: str
    expenditure: Light
    time: Light
    economic_benefits: Light
    other_benefits: Light
    overall: Light
    by_numbers: ByNumbers
    differs_because: str
    text: str
    spent: shapes.Money | None
    expected_cost: shapes.Money | None
    expected_end: date | None


class Reports(Page):
    """A page, newest first."""

    items: list[ReportOut]


class ReportFilter(shapes.Asked):
    """How many, and after which."""

    after: Number | None = None
    size: Size = 25


class Reporting(shapes.Asked):
    """How it goes. Where a light differs from the numbers, `differs_because` says why. What nobody knows is
    left out: an amount or a day that is missing is unknown, not nought.
    """

    expenditure: Light
    time: Light
    economic_benefits: Light
    other_benefits: Light
    overall: Light
    text: shapes.Text
    differs_because: shapes.Text = ""
    spent: shapes.Money | None = None
    expected_cost: shapes.Money | None = None
    expected_end: shapes.Day | None = None


class OwedOut(Schema):
    """A status report that is owed; `days_late` counts from the day after it is due. Writing the report meets
    it. `role` is who owes it by the model; where nobody has that role, whoever answers instead.
    """

    id: UUID
    initiative: UUID
    initiative_number: str
    initiative_title: str
    role: InitiativeRole
    asked_on: date
    due_on: date
    days_late: int


class OwedReports(Page):
    """What the token's person owes, the first due first."""

    items: list[OwedOut]


class OwedFilter(shapes.Asked):
    """How many, and after which."""

    after: Moment | None = None
    size: Size = 25


@router.get("/reports/owed", response=OwedReports, summary="Status reports you owe, the first due first")
@operation(Right.READ)
def owed_reports(request: HttpRequest, asked: Query[OwedFilter]) -> HttpResponse:
    shapes.nothing_else(request, OwedFilter)
    today = timezone.localdate()
    found = owed_by(acting_in(request), today, asked.size + 1, day_of(asked.after) if asked.after else None)
    shown = found[: asked.size]
    last = written(shown[-1].due_on, shown[-1].id) if len(found) > asked.size else None
    return page(request, (_owed(one, today) for one in shown), last)


@router.get("/initiatives/{initiative_id}/reports", response=Reports, summary="Status reports, newest first")
@operation(Right.READ)
def reports(request: HttpRequest, initiative_id: UUID, asked: Query[ReportFilter]) -> HttpResponse:
    shapes.nothing_else(request, ReportFilter)
    acting = acting_in(request)
    with access_shared_initiative(acting, initiative_id, timezone.localdate()) as row:
        found = reports_of(row, asked.after, asked.size)
        is_own = row.organisation_id == acting.organisation_id
        names = names_of(one.reported_by for one in found.rows) if is_own else {}
    return page(request, (_told(one, names) for one in found.rows), found.older)


@router.post(
    "/initiatives/{initiative_id}/reports",
    response={201: ReportOut},
    summary="Report how it goes",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def new_report(request: HttpRequest, initiative_id: UUID, said: Reporting) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = report(access_initiative(acting, initiative_id), _new(said), acting=acting, at=at)
        told = _told(row, names_of([row.reported_by]))
        return ReportOut.model_validate(told).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at, 201)


def _owed(one: Owed, today: date) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "initiative": one.initiative,
        "initiative_number": one.number,
        "initiative_title": one.title,
        "role": one.role,
        "asked_on": one.asked_on,
        "due_on": one.due_on,
        "days_late": days_late(one.due_on, today),
    }


def _new(said: Reporting) -> NewReport:
    return NewReport(
        expenditure=said.expenditure,
        time=said.time,
        economic_benefits=said.economic_benefits,
        other_benefits=said.other_benefits,
        overall=said.overall,
        text=said.text,
        differs_because=said.differs_because,
        spent=amounts.said(said.spent),
        expected_cost=amounts.said(said.expected_cost),
        expected_end=said.expected_end,
    )


def _told(row: Any, names: Mapping[UUID, str]) -> dict[str, Any]:
    lights: Mapping[str, str] = row.from_numbers.get("lights", {})
    return {
        **{name: getattr(row, name) for name in _SAME},
        "id": row.public_id,
        "reported_by": names.get(row.reported_by, ""),
        "by_numbers": {name: lights.get(name, Light.GREY) for name in ByNumbers.model_fields},
        "spent": amounts.told(row.spent_minor, row.currency),
        "expected_cost": amounts.told(row.expected_cost_minor, row.currency),
    }
