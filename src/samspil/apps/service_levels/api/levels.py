"""Services with what is promised today, and what was delivered in each period."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.service_levels.selectors.access import access_level
from samspil.apps.service_levels.selectors.held import LevelNow, ServiceNow, list_services
from samspil.apps.service_levels.selectors.versions import figures_of
from samspil.core.service_levels.keeping import Direction
from samspil.core.service_levels.periods import Every
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Portion, Size, day_of, page, portion, written
from samspil.kit.api.types import Right

if TYPE_CHECKING:
    from samspil.apps.service_levels.models import Figure

router = Router(tags=["service levels"])


class PromiseToArea(Schema):
    """What is promised today. `area` is empty for everybody; `value` is null where nothing is."""

    area: str
    value: str | None


class ServiceLevelOut(Schema):
    """What is measured of a service, on which side of the promise it is kept, and what is promised today."""

    id: UUID
    name: str
    unit: str
    direction: Annotated[Direction, shapes.one_of(Direction)]
    every: Annotated[Every, shapes.one_of(Every)]
    promises: list[PromiseToArea]


class ServiceOut(Schema):
    """A service in plain words, which function answers for it, and its levels."""

    id: UUID
    name: str
    words: str
    owner: str
    levels: list[ServiceLevelOut]


class Services(Page):
    """A page, by name."""

    items: list[ServiceOut]


class DeliveredFigure(Schema):
    """What was delivered in a period. `is_old` was corrected since; `source` is the list it came by."""

    area: str
    first: date
    last: date
    value: str
    n: int | None
    comment: str
    source: str
    is_old: bool
    recorded_at: datetime


class DeliveredFigures(Page):
    """A page, the newest period first."""

    items: list[DeliveredFigure]


class DeliveredAsked(shapes.Asked):
    """How many, and after which."""

    after: Moment | None = None
    size: Size = 25


@router.get("/service-levels", response=Services, summary="Services with what is promised today")
@operation(Right.READ)
def services(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    found = list_services(acting_in(request).organisation_id)
    some, after = portion(found, lambda one: str(one.service.public_id), asked)
    today = timezone.localdate()
    return page(request, (_service(one, today) for one in some), after)


@router.get(
    "/service-levels/{level_id}/figures",
    response=DeliveredFigures,
    summary="What was delivered, the newest period first",
)
@operation(Right.READ)
def figures(request: HttpRequest, level_id: UUID, asked: Query[DeliveredAsked]) -> HttpResponse:
    shapes.nothing_else(request, DeliveredAsked)
    level = access_level(acting_in(request), level_id)
    after = day_of(asked.after) if asked.after else None
    found = figures_of(level, after, asked.size + 1)
    some = found[: asked.size]
    last = written(some[-1].first, some[-1].pk) if len(found) > asked.size else None
    return page(request, (_figure(one) for one in some), last)


def _service(one: ServiceNow, today: date) -> dict[str, Any]:
    return {
        "id": one.service.public_id,
        "name": one.service.name,
        "words": one.service.words,
        "owner": one.service.owner,
        "levels": [_level(each, today) for each in one.levels],
    }


def _level(one: LevelNow, today: date) -> dict[str, Any]:
    return {
        "id": one.level.public_id,
        "name": one.level.name,
        "unit": one.level.unit,
        "direction": one.level.direction,
        "every": one.level.every,
        "promises": [{"area": area, "value": _plain(one.promised(area, today))} for area in one.promises],
    }


def _figure(one: "Figure") -> dict[str, Any]:
    same = ("area", "first", "last", "n", "comment", "source", "is_old", "recorded_at")
    return {**{name: getattr(one, name) for name in same}, "value": _plain(one.value)}


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
