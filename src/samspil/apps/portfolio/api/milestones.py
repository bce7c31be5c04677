"""Milestones: what is to come, a plan, and a milestone that is planned, moved, reached, or waits."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.portfolio.api.narrowing import Narrowed
from samspil.apps.portfolio.selectors.access import (
    access_initiative,
    access_milestone,
    access_shared_initiative,
)
from samspil.apps.portfolio.selectors.milestones import MilestoneRow, list_milestones
from samspil.apps.portfolio.selectors.planned import PlannedRow, as_planned, milestones_of
from samspil.apps.portfolio.services import plans, slips
from samspil.core.portfolio.plan import LONGEST_LAG_DAYS
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Size, day_of, page, written
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["milestones"])
Lag = Annotated[int, Field(strict=True, ge=0, le=LONGEST_LAG_DAYS), BeforeValidator(shapes.whole)]


class ComingLine(Schema):
    """A milestone that is still to be reached, and the initiative that it stands in."""

    id: UUID
    name: str
    is_gate: bool
    planned_on: date
    expected_on: date
    latest_on: date | None
    initiative: UUID
    initiative_number: str
    initiative_title: str


class Coming(Page):
    """A page, the first first."""

    items: list[ComingLine]


class MilestoneOut(Schema):
    """A milestone of a plan. `expected_on` is what the plan and all that it waits for add up to; `first_on`
    the day it was first planned for, which is never changed. `common` is the one of the common plan that it
    follows, and `deviation` why it does not.
    """

    id: UUID
    name: str
    phase: str
    is_gate: bool
    first_on: date
    planned_on: date
    expected_on: date
    latest_on: date | None
    done_on: date | None
    common: UUID | None
    deviation: str


class Plan(Page):
    """A page, the first first."""

    items: list[MilestoneOut]


class PlanFilter(shapes.Asked):
    """How many, and after which."""

    after: Moment | None = None
    size: Size = 25


class Moving(shapes.Asked):
    """The new day, and why."""

    to: shapes.Day
    reason: shapes.Line


class MovedOut(Schema):
    """A milestone of your organisation that is expected on another day than before."""

    name: str
    initiative: UUID
    was: date
    now: date


class MoveOut(Schema):
    """The milestone as it is now, and what else moved with it, the first first."""

    milestone: MilestoneOut
    moved: list[MovedOut]


class Planning(shapes.Asked):
    """A milestone of a plan. The day that it is first planned for is kept."""

    name: shapes.Short
    planned_on: shapes.Day
    latest_on: shapes.Day | None = None


class Reaching(shapes.Asked):
    """The day on which it was reached: today, or one before."""

    on: shapes.Day


class Waiting(shapes.Asked):
    """The milestone that it waits for, of ours or of a common initiative, and so many days after that one."""

    milestone: UUID
    lag_days: Lag = 0


@router.get("/milestones", response=Coming, summary="Milestones to come, the first first")
@operation(Right.READ)
def milestones(request: HttpRequest, asked: Query[Narrowed]) -> HttpResponse:
    shapes.nothing_else(request, Narrowed)
    after = _day_and_row(day_of(asked.after)) if asked.after else None
    found = list_milestones(acting_in(request), asked.by(), after, asked.size)
    last = found.rows[-1] if found.next_after else None
    return page(request, map(_coming, found.rows), written(last.expected_on, last.id) if last else None)


@router.get("/initiatives/{initiative_id}/milestones", response=Plan, summary="An initiative's plan")
@operation(Right.READ)
def plan(request: HttpRequest, initiative_id: UUID, asked: Query[PlanFilter]) -> HttpResponse:
    shapes.nothing_else(request, PlanFilter)
    after = day_of(asked.after) if asked.after else None
    with access_shared_initiative(acting_in(request), initiative_id, timezone.localdate()) as row:
        found = milestones_of(row, after, asked.size + 1)
    shown = found[: asked.size]
    last = written(shown[-1].expected_on, shown[-1].id) if len(found) > asked.size else None
    return page(request, map(_line, shown), last)


@router.post(
    "/milestones/{milestone_id}/move",
    response=MoveOut,
    summary="Plan a milestone for another day",
    description="One that follows a common plan deviates from it; the association sees the day and why.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def move_milestone(request: HttpRequest, milestone_id: UUID, said: Moving) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = access_milestone(acting, milestone_id)
        slip = slips.move(row, said.to, reason=said.reason, acting=acting, at=at)
        return _moved(as_planned(row), slip)

    return once_by_key(request, bearer_in(request), do, at)


@router.post(
    "/initiatives/{initiative_id}/milestones",
    response={201: MilestoneOut},
    summary="Plan a milestone",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def plan_milestone(request: HttpRequest, initiative_id: UUID, said: Planning) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        new = plans.NewMilestone(said.name, said.planned_on, said.latest_on)
        row = plans.add_milestone(access_initiative(acting, initiative_id), new, acting=acting, at=at)
        return MilestoneOut.model_validate(_line(as_planned(row))).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.post(
    "/milestones/{milestone_id}/reach",
    response=MoveOut,
    summary="Say that a milestone is reached",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def reach_milestone(request: HttpRequest, milestone_id: UUID, said: Reaching) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = access_milestone(acting, milestone_id)
        slip = slips.reach(row, said.on, acting=acting, at=at)
        return _moved(as_planned(row), slip)

    return once_by_key(request, bearer_in(request), do, at)


@router.post(
    "/milestones/{milestone_id}/wait",
    response=MilestoneOut,
    summary="Let a milestone wait for another",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def let_milestone_wait(request: HttpRequest, milestone_id: UUID, said: Waiting) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = access_milestone(acting, milestone_id)
        plans.let_wait(row, said.milestone, said.lag_days, acting=acting, at=at)
        return MilestoneOut.model_validate(_line(as_planned(row))).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


def _moved(row: PlannedRow, slip: slips.Slip) -> dict[str, Any]:
    told = {
        "milestone": _line(row),
        "moved": [
            {"name": one.name, "initiative": one.initiative, "was": one.was, "now": one.now}
            for one in slip.named
        ],
    }
    return MoveOut.model_validate(told).model_dump(mode="json")


def _day_and_row(place: tuple[date, int]) -> tuple[str, int]:
    return place[0].isoformat(), place[1]


def _coming(row: MilestoneRow) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "name": row.name,
        "is_gate": row.is_gate,
        "planned_on": row.planned_on,
        "expected_on": row.expected_on,
        "latest_on": row.latest_on,
        "initiative": row.initiative__public_id,
        "initiative_number": row.initiative__number,
        "initiative_title": row.initiative__title,
    }


def _line(row: PlannedRow) -> dict[str, Any]:
    told = row._asdict()
    del told["id"]
    return {"id": told.pop("public_id"), **told}
