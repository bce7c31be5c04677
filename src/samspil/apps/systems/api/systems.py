"""Systems in use: found, one with who else uses it, entered and changed."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.api import said as shape
from samspil.apps.systems.selectors.access import access_use
from samspil.apps.systems.selectors.linked import contracts_of
from samspil.apps.systems.selectors.others import OthersContract, OthersUse, who_else_uses
from samspil.apps.systems.selectors.said import use_as_said
from samspil.apps.systems.selectors.uses import UseFilter, narrowed
from samspil.apps.systems.services.uses import add_use, change_use
from samspil.apps.systems.types.register import NewUse
from samspil.core.systems.vocabulary import Answer, Hosting, LifeCycle, Visibility
from samspil.core.units import Money
from samspil.kit.api import shapes
from samspil.kit.api.listing import Number, Page, Size, page
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["systems"])
Life = Annotated[LifeCycle, shapes.one_of(LifeCycle)]
YesNo = Annotated[Answer, shapes.one_of(Answer)]
Runs = Annotated[Hosting, shapes.one_of(Hosting)]
_LINE: Final = (
    *("catalogue", "name", "local_name", "vendor", "business_type", "life_cycle", "unit", "criticality"),
    *("is_business_critical", "has_ai", "starts_on", "ends_on", "visibility", "changed_at"),
)


class SystemLine(Schema):
    """A system in use, in a list. `catalogue` is the id by which all know the system."""

    id: UUID
    catalogue: UUID
    name: str
    local_name: str
    vendor: str
    business_type: str
    life_cycle: Life
    unit: str
    criticality: str
    is_business_critical: YesNo
    has_ai: YesNo
    starts_on: date | None
    ends_on: date | None
    visibility: shape.Shown
    changed_at: datetime


class Systems(Page):
    """A page, the first entered first."""

    items: list[SystemLine]


class SystemFilter(shapes.Asked):
    """The filters of the systems' page; `said` are words of names, supplier and number."""

    said: shapes.Short = ""
    life_cycle: Life | None = None
    visibility: shape.Shown | None = None
    after: Number | None = None
    size: Size = 25


class OthersContractOut(Schema):
    """A contract that another shows. `operation` a year is null where its price is hidden."""

    name: str
    supplier: str
    starts_on: date | None
    ends_on: date | None
    operation: shape.PriceOut | None


class OthersUseOut(Schema):
    """Another's use of the same system, as it shows it."""

    organisation: str
    name: str
    life_cycle: Life
    contact: str
    contracts: list[OthersContractOut]


class SystemOut(SystemLine):
    """A system in use: all that is said of it here, our contracts about it, and who else uses it.

    `kle` is what holds here: the catalogue's with what is added and without what is taken out. `budget` is a
    year's, in `currency`.
    """

    former_name: str
    local_id: str
    system_version: str
    parent_name: str
    vendor_cvr: str
    kle: list[str]
    kle_added: list[str]
    kle_removed: list[str]
    purpose: str
    is_socially_critical: YesNo
    data_classification: str
    sensitivity: list[str]
    hosting: Runs
    owner: str
    contact: str
    users_from: int | None
    users_to: int | None
    budget: str | None
    currency: str
    links: list[dict[str, str]]
    notes: str
    contracts: list[UUID]
    others: list[OthersUseOut]


class SystemChange(shapes.Asked):
    """What is said of a system in use. What is left out stays as it is."""

    name: shape.Called = ""
    catalogue: UUID | None = None
    local_name: shapes.Short = ""
    former_name: shapes.Short = ""
    local_id: shape.Word = ""
    system_version: shape.Word = ""
    parent_name: shapes.Short = ""
    vendor: shapes.Short = ""
    vendor_cvr: shape.Number = ""
    business_type: shape.Word = ""
    kle: shape.Words = Field(default_factory=list)
    kle_added: shape.Words = Field(default_factory=list)
    kle_removed: shape.Words = Field(default_factory=list)
    purpose: shapes.Text = ""
    life_cycle: Life = LifeCycle.UNDECIDED
    criticality: shape.Word = ""
    is_business_critical: YesNo = Answer.UNDECIDED
    is_socially_critical: YesNo = Answer.UNDECIDED
    data_classification: shape.Word = ""
    sensitivity: shape.Words = Field(default_factory=list)
    has_ai: YesNo = Answer.UNDECIDED
    hosting: Runs = Hosting.UNDECIDED
    unit: shapes.Short = ""
    owner: shapes.Short = ""
    contact: shapes.Short = ""
    users_from: shape.Count | None = None
    users_to: shape.Count | None = None
    budget: shape.Signed | None = None
    currency: shape.Currency = "DKK"
    starts_on: shapes.Day | None = None
    ends_on: shapes.Day | None = None
    links: shape.Links = Field(default_factory=list)
    notes: shapes.Text = ""
    visibility: shape.Shown = Visibility.OWN


class NewSystem(SystemChange):
    """A system in use; its name is enough. `catalogue` where it is known by an id already."""

    name: shape.Called


@router.get("/systems", response=Systems, summary="The systems in use here")
@operation(Right.READ)
def systems(request: HttpRequest, asked: Query[SystemFilter]) -> HttpResponse:
    shapes.nothing_else(request, SystemFilter)
    by = UseFilter(asked.said.strip(), asked.life_cycle or "", visibility=asked.visibility or "")
    shown, last = shape.after(narrowed(acting_in(request), by), asked.after, asked.size)
    return page(request, map(_line, shown), last)


@router.post(
    "/systems",
    response={201: SystemOut},
    summary="Enter a system",
    description="By whoever keeps the register.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def new_system(request: HttpRequest, said: NewSystem) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        return _whole(add_use(_new(said, NewUse("")), acting=acting, at=at), acting)

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.get("/systems/{system_id}", response=SystemOut, summary="A system in use, and who else uses it")
@operation(Right.READ)
def system(request: HttpRequest, system_id: UUID) -> Any:
    acting = acting_in(request)
    return _whole(access_use(acting, system_id), acting)


@router.post(
    "/systems/{system_id}",
    response=SystemOut,
    summary="Change what is said of a system",
    description="By whoever keeps the register or owns the system. What is left out stays as it is.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def change_system(request: HttpRequest, system_id: UUID, said: SystemChange) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = access_use(acting, system_id)
        return _whole(change_use(row, _new(said, use_as_said(row)), acting=acting, at=at), acting)

    return once_by_key(request, bearer_in(request), do, at)


def _new(said: SystemChange, before: NewUse) -> NewUse:
    return replace(before, **shape.as_said(said, ["budget"]))


def _line(row: Any) -> dict[str, Any]:
    return {"id": row.public_id, **{name: getattr(row, name) for name in _LINE}}


def _whole(row: Any, acting: Acting) -> dict[str, Any]:
    others, theirs = who_else_uses(acting, row, timezone.localdate())
    told = {
        **asdict(use_as_said(row)),
        **_line(row),
        "kle": row.kle,
        "budget": shape.told(row.budget_minor),
        "links": shape.links_of(row.links),
        "contracts": [one.public_id for one in contracts_of(row)],
        "others": [_other(one, theirs) for one in others],
    }
    return SystemOut.model_validate(told).model_dump(mode="json")


def _other(one: OthersUse, contracts: list[OthersContract]) -> dict[str, Any]:
    return {
        "organisation": one.organisation__name,
        "name": one.name,
        "life_cycle": one.life_cycle,
        "contact": one.contact,
        "contracts": [
            {
                "name": each.name,
                "supplier": each.supplier,
                "starts_on": each.starts_on,
                "ends_on": each.ends_on,
                "operation": None
                if each.operation is None
                else shape.price(Money(each.operation, each.currency)),
            }
            for each in contracts
            if each.use_id == one.id
        ],
    }
