"""The decision register."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.governance.selectors.access import access_decision
from samspil.apps.governance.selectors.register import DecisionRow, RegisterFilter, list_decisions
from samspil.apps.organisations.bearing import acting_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Size, moment_of, page, written
from samspil.kit.api.types import Right

router = Router(tags=["decisions"])


class DecisionLine(Schema):
    """A decision: never changed, only followed by another."""

    id: UUID
    decided_at: datetime
    case_number: str
    title: str
    kind: Names
    outcome: Names
    effect: str
    decided_by: Names
    mandate: str
    reason: str
    conditions: list[str]


class Decisions(Page):
    """A page, newest first."""

    items: list[DecisionLine]


class DecisionFilter(shapes.Asked):
    """What the register is narrowed by."""

    said: Annotated[str, Field(max_length=200, pattern=shapes.LINES)] = ""
    kind: shapes.Name = ""
    body: shapes.Name = ""
    effect: shapes.Name = ""
    since: shapes.Day | None = None
    until: shapes.Day | None = None
    after: Moment | None = None
    size: Size = 25


class DecisionOut(DecisionLine):
    """One decision, with the line of the model that gave the right to it."""

    matter: UUID
    step: Names
    ground: str
    place: str
    actor_name: str
    tally: dict[str, Any] | None


@router.get("/decisions", response=Decisions, summary="What has been decided, newest first")
@operation(Right.READ)
def decisions(request: HttpRequest, asked: Query[DecisionFilter]) -> HttpResponse:
    shapes.nothing_else(request, DecisionFilter)
    by = RegisterFilter(
        said=asked.said,
        kind=asked.kind,
        body=asked.body,
        effect=asked.effect,
        since=asked.since,
        until=asked.until,
        before=moment_of(asked.after) if asked.after else None,
        size=asked.size,
    )
    found = list_decisions(acting_in(request), by)
    last = written(*found.next_before) if found.next_before else None
    return page(request, map(_line, found.rows), last)


@router.get("/decisions/{decision_id}", response=DecisionOut, summary="One decision")
@operation(Right.READ)
def decision(request: HttpRequest, decision_id: UUID) -> dict[str, Any]:
    row = access_decision(acting_in(request), decision_id)
    values = {name: getattr(row, name) for name in DecisionRow._fields}
    return {
        **_line(DecisionRow(**values)),
        "matter": row.matter.public_id,
        "step": row.step_name,
        "ground": row.ground,
        "place": row.place,
        "actor_name": row.actor_name,
        "tally": row.tally,
    }


def _line(row: DecisionRow) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "decided_at": row.decided_at,
        "case_number": row.case_number,
        "title": row.title,
        "kind": row.kind_name,
        "outcome": row.outcome_name,
        "effect": row.effect,
        "decided_by": row.body_name,
        "mandate": row.mandate,
        "reason": row.reason,
        "conditions": row.conditions,
    }
