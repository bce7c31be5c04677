"""Benefits that are noted in an initiative, and what is expected of them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BeforeValidator, Field, StringConstraints

from samspil.apps.benefits.api.benefits import BenefitOut, told_of
from samspil.apps.benefits.selectors.access import access_benefit
from samspil.apps.benefits.services.benefits import OWN_CURRENCY, add_benefit
from samspil.apps.benefits.services.plans import set_plan
from samspil.apps.benefits.types import BottomLine, NewBenefit, NewPlan, Sort
from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.benefits.course import MOST_MONTHS, Recurrence, ThreePoints
from samspil.core.units import Money
from samspil.kit.api import shapes
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["benefits"])
Signed = Annotated[str, StringConstraints(strict=True, pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$")]
Fading = Annotated[str, StringConstraints(strict=True, pattern=r"^0(\.[0-9]{1,4})?$")]
Months = Annotated[int, Field(strict=True, ge=0, le=MOST_MONTHS), BeforeValidator(shapes.whole)]


class Noting(shapes.Asked):
    """A benefit that somebody has thought of: a title, its bottom line and what it counts in are enough.

    `sort` says what it counts in: kroner (`direct`), hours (`freed_time`), or its indicators alone
    (`qualitative`). `owner` and `responsible` are functions.
    """

    title: shapes.Line
    description: shapes.Text = ""
    bottom_line: Annotated[BottomLine, shapes.one_of(BottomLine)]
    sort: Annotated[Sort, shapes.one_of(Sort)]
    is_disbenefit: bool = False
    owner: shapes.Short = ""
    owner_unit: shapes.Short = ""
    responsible: shapes.Short = ""
    assumptions: shapes.Text = ""
    dependencies: shapes.Text = ""


class Expecting(shapes.Asked):
    """How much is expected with full effect, from when and for how long.

    The amounts are a year's, or all of it where it comes once: kroner or hours, by what the benefit counts
    in, as text with at most two decimals; of a disbenefit below nought; none where only indicators show it.
    `fades` is the share that each year loses. A plan after the first says why it is another. Once the
    baseline is approved, a new one takes a decision.
    """

    go_live: shapes.Day
    recurrence: Annotated[Recurrence, shapes.one_of(Recurrence)] = Recurrence.YEARLY
    pessimistic: Signed | None = None
    likely: Signed | None = None
    optimistic: Signed | None = None
    after_months: Months = 0
    rises_months: Months = 0
    lasts_months: Months = 120
    fades: Fading = "0"
    reason: shapes.Text = ""


@router.post(
    "/initiatives/{initiative_id}/benefits",
    response={201: BenefitOut},
    summary="Note a benefit",
    description="By whoever leads the initiative. It is an idea until more is known of it.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def new_benefit(request: HttpRequest, initiative_id: UUID, said: Noting) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        new = NewBenefit(**said.model_dump())
        row = add_benefit(access_initiative(acting, initiative_id), new, acting=acting, at=at)
        return _told(acting, row.public_id, at)

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.post(
    "/benefits/{benefit_id}/plan",
    response=BenefitOut,
    summary="Say what is expected of a benefit",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def plan_benefit(request: HttpRequest, benefit_id: UUID, said: Expecting) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = access_benefit(acting, benefit_id)
        set_plan(row, _plan(said, row.counted_in), acting=acting, at=at)
        return _told(acting, benefit_id, at)

    return once_by_key(request, bearer_in(request), do, at)


def _told(acting: Acting, benefit: UUID, at: datetime) -> dict[str, Any]:
    answer = told_of(acting, benefit, timezone.localdate(at))
    return BenefitOut.model_validate(answer).model_dump(mode="json")


def _plan(said: Expecting, counted_in: str) -> NewPlan:
    same = ("go_live", "recurrence", "after_months", "rises_months", "lasts_months", "reason")
    told = {name: getattr(said, name) for name in same}
    return NewPlan(**told, points=_points(said, counted_in), fades=Decimal(said.fades))


def _points(said: Expecting, counted_in: str) -> ThreePoints | None:
    """The three amounts; where one lacks, the plan lacks amounts."""
    given = (said.pessimistic, said.likely, said.optimistic)
    if any(one is None for one in given):
        return None
    # What counts in nothing takes none: in whatever it is said, it is refused.
    return ThreePoints(*(Money.of(one, counted_in or OWN_CURRENCY) for one in given if one is not None))
