"""Operations about target pictures: what is wanted, and the steps; by the pages' own selectors."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.targets.selectors.access import access_kind
from samspil.apps.targets.selectors.shown import all_three, shown
from samspil.apps.targets.types import Kind
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["target pictures"])


class TargetPictureOut(Schema):
    """A target picture as it stands: empty and without a version where nobody has written it."""

    kind: Annotated[Kind, shapes.one_of(Kind)]
    version: int | None
    written_on: date | None
    wants: str
    takes: str
    steps: int
    steps_done: int


class TargetPictures(Page):
    """All three."""

    items: list[TargetPictureOut]


class TargetStepOut(Schema):
    """A step towards a picture. Who takes it is not told; `initiative` and `system` are tied to it."""

    id: UUID
    what: str
    starts_on: date | None
    due_on: date
    done_on: date | None
    initiative: UUID | None
    system: UUID | None


class TargetSteps(Page):
    """The steps that were not dropped, the nearest day first."""

    items: list[TargetStepOut]


@router.get("/target-pictures", response=TargetPictures, summary="The three target pictures")
@operation(Right.READ)
def target_pictures(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    found, last = portion(all_three(acting_in(request)), lambda one: one[0].value, asked)
    told = [
        {
            "kind": kind,
            "version": row.number if row else None,
            "written_on": timezone.localdate(row.written_at) if row else None,
            "wants": row.wants if row else "",
            "takes": row.takes if row else "",
            "steps": far.steps,
            "steps_done": far.done,
        }
        for kind, row, far in found
    ]
    return page(request, told, last)


@router.get("/target-pictures/{kind}/steps", response=TargetSteps, summary="The steps towards a picture")
@operation(Right.READ)
def target_steps(request: HttpRequest, kind: shapes.Name, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    steps = shown(acting_in(request), access_kind(kind)).steps
    found, last = portion(steps, lambda one: str(one.public_id), asked)
    return page(request, map(_step, found), last)


def _step(one: Any) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "what": one.what,
        "starts_on": one.starts_on,
        "due_on": one.due_on,
        "done_on": timezone.localdate(one.done_at) if one.done_at else None,
        "initiative": one.initiative,
        "system": one.system,
    }
