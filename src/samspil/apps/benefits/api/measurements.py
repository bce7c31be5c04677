"""Measurements of an indicator: all that were made, a new one, and one in the place of a wrong one."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from samspil.apps.benefits.api import amounts
from samspil.apps.benefits.selectors.access import access_benefit
from samspil.apps.benefits.services.indicators import measure
from samspil.apps.governance.parts.operations import operation
from samspil.apps.measurements.selectors.access import access_indicator, access_measurement
from samspil.apps.measurements.selectors.histories import Measured, measured_as, measured_of
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.measuring import Grade
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Size, day_of, page, written
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["benefits"])
Value = Annotated[str, StringConstraints(strict=True, pattern=r"^-?[0-9]{1,13}(\.[0-9]{1,6})?$")]
Share = Annotated[str, StringConstraints(strict=True, pattern=r"^(0(\.[0-9]{1,4})?|1(\.0{1,4})?)$")]
Evidence = Annotated[str, StringConstraints(strict=True, max_length=500, pattern=shapes.LINES)]
Comment = Annotated[str, StringConstraints(strict=True, max_length=4000, pattern=shapes.LINES)]
_SAME = ("first", "last", "where", "n", "grade", "evidence", "comment", "recorded_at")


class MeasurementOut(Schema):
    """What was measured in a period; never changed. `corrected_by` is the one that took its place,
    `corrects` the one whose place it took. `attributed` is how much of the change is the benefit's doing.
    """

    id: UUID
    first: date
    last: date
    value: str
    where: str
    n: int | None
    grade: Grade
    attributed: str
    evidence: str
    comment: str
    recorded_at: datetime
    corrects: UUID | None
    corrected_by: UUID | None


class Measurements(Page):
    """A page, the newest period first."""

    items: list[MeasurementOut]


class MeasurementsAsked(shapes.Asked):
    """How many, and after which."""

    after: Moment | None = None
    size: Size = 25


class Measuring(shapes.Asked):
    """A value of a period, in the indicator's own unit. `where` is the unit or the municipality's code; empty
    is all. A value is a text, so that no reader makes a float of it.
    """

    first: shapes.Day
    last: shapes.Day
    value: Value
    unit: shapes.Short
    where: shapes.Short = ""
    n: shapes.Whole | None = None
    grade: Grade = Grade.ALL
    attributed: Share = "1"
    evidence: Evidence = ""
    comment: Comment = ""


@router.get(
    "/benefits/{benefit_id}/indicators/{indicator_id}/measurements",
    response=Measurements,
    summary="Measurements, the newest period first",
)
@operation(Right.READ)
def measurements(
    request: HttpRequest, benefit_id: UUID, indicator_id: UUID, asked: Query[MeasurementsAsked]
) -> HttpResponse:
    shapes.nothing_else(request, MeasurementsAsked)
    benefit = access_benefit(acting_in(request), benefit_id)
    indicator = access_indicator(benefit.organisation_id, benefit.public_id, indicator_id)
    after = day_of(asked.after) if asked.after else None
    found = measured_of(indicator, after, asked.size + 1)
    shown = found[: asked.size]
    last = written(shown[-1][1].last, shown[-1][0]) if len(found) > asked.size else None
    return page(request, (_told(one) for _key, one in shown), last)


@router.post(
    "/benefits/{benefit_id}/indicators/{indicator_id}/measurements",
    response={201: MeasurementOut},
    summary="Measure",
    description="By whoever leads the initiative, owns the benefit, or is named to measure the indicator.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def new_measurement(
    request: HttpRequest, benefit_id: UUID, indicator_id: UUID, said: Measuring
) -> HttpResponse:
    return _keep(request, benefit_id, indicator_id, said)


@router.post(
    "/benefits/{benefit_id}/indicators/{indicator_id}/measurements/{measurement_id}/correct",
    response={201: MeasurementOut},
    summary="Correct a measurement",
    description="The new one takes its place, and both can be seen. What was corrected is so once.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def correct_measurement(
    request: HttpRequest, benefit_id: UUID, indicator_id: UUID, measurement_id: UUID, said: Measuring
) -> HttpResponse:
    return _keep(request, benefit_id, indicator_id, said, measurement_id)


def _keep(
    request: HttpRequest, benefit_id: UUID, indicator_id: UUID, said: Measuring, wrong: UUID | None = None
) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        told = _kept(acting, benefit_id, indicator_id, _new(said, wrong), at)
        return MeasurementOut.model_validate(told).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at, 201)


def _kept(
    acting: Acting, benefit_id: UUID, indicator_id: UUID, new: NewMeasurement, at: datetime
) -> dict[str, Any]:
    benefit = access_benefit(acting, benefit_id)
    indicator = access_indicator(benefit.organisation_id, benefit.public_id, indicator_id)
    if new.corrects is not None:
        access_measurement(indicator, new.corrects)
    row = measure(benefit, indicator_id, new, acting=acting, at=at)
    return _told(measured_as(row))


def _new(said: Measuring, wrong: UUID | None) -> NewMeasurement:
    return NewMeasurement(
        said.first,
        said.last,
        Decimal(said.value),
        said.unit,
        said.where,
        said.n,
        said.grade,
        Decimal(said.attributed),
        said.evidence,
        said.comment,
        wrong,
    )


def _told(one: Measured) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in (*_SAME, "corrects", "corrected_by")},
        "id": one.public_id,
        "value": amounts.plain(one.value),
        "attributed": amounts.plain(one.attributed),
    }
