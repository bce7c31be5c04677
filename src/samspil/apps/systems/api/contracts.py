"""Contracts of one's own: found, entered, changed, and what is drawn of them."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.systems.api import said as shape
from samspil.apps.systems.selectors.access import access_contract
from samspil.apps.systems.selectors.contracts import ContractFilter, narrowed
from samspil.apps.systems.selectors.said import contract_as_said
from samspil.apps.systems.services import contracts as services
from samspil.apps.systems.types.register import NewContract, NewDraw, NewOption
from samspil.core.systems.vocabulary import Answer, NoticeBy, Renewal, Visibility
from samspil.core.units import Money
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Number, Page, Size, day_of, page, written
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["systems"])
By = Annotated[NoticeBy, shapes.one_of(NoticeBy)]
Renews = Annotated[Renewal, shapes.one_of(Renewal)]
Begun = Annotated[Answer, shapes.one_of(Answer)]
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{8}$")]
Codes = Annotated[list[Code], Field(max_length=100)]
AMOUNTS: Final = ("acquisition", "operation", "other", "value")
_LINE: Final = (
    *("name", "contract_id", "contract_type", "supplier", "supplier_cvr", "unit", "starts_on", "ends_on"),
    *("renewal", "terminated_on", "currency", "hides_prices", "visibility", "changed_at"),
)


def _numbers(least: int, most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer", "minimum": least, "maximum": most})


Year = Annotated[
    int, Field(strict=True, ge=2000, le=2090), BeforeValidator(shapes.whole), _numbers(2000, 2090)
]
Quarter = Annotated[int, Field(strict=True, ge=1, le=4), BeforeValidator(shapes.whole), _numbers(1, 4)]
Days = Annotated[int, Field(strict=True, ge=0, le=3660), BeforeValidator(shapes.whole), _numbers(0, 3660)]
SomeMonths = Annotated[int, Field(strict=True, ge=1, le=600), BeforeValidator(shapes.whole), _numbers(1, 600)]


class ContractLine(Schema):
    """A contract in a list. Days are the first and last on which it holds; amounts are in `currency`."""

    id: UUID
    name: str
    contract_id: str
    contract_type: str
    supplier: str
    supplier_cvr: str
    unit: str
    starts_on: date | None
    ends_on: date | None
    renewal: Renews
    terminated_on: date | None
    value: str | None
    operation: str | None
    drawn: str
    currency: str
    hides_prices: bool
    visibility: shape.Shown
    changed_at: datetime


class Contracts(Page):
    """A page, the first entered first."""

    items: list[ContractLine]


class ContractsAsked(shapes.Asked):
    """Words of name, number, supplier and unit; and those that end before a day."""

    said: shapes.Short = ""
    ends_before: shapes.Day | None = None
    visibility: shape.Shown | None = None
    after: Number | None = None
    size: Size = 25


class ContractOptionOut(Schema):
    """A right to go on, and how many days before the supplier must know."""

    months: int
    notice_days: int | None
    value: str | None


class ContractOut(ContractLine):
    """A contract of our own, with all that is said of it. `systems`, `parent` and `agreement` are ids."""

    template: str
    criticality: str
    purchase_form: str
    strategy: str
    plan_year: int | None
    plan_quarter: int | None
    is_initiated: Begun
    parent: UUID | None
    owner: str
    contact: str
    signed_on: date | None
    is_enforced: bool
    duration_months: int | None
    renews_months: int | None
    irrevocable_until: date | None
    notice_months: int | None
    notice_extends: By
    notice_by: By
    extension: str
    options: list[ContractOptionOut]
    options_used: int
    payment_frequency: str
    payment_model: str
    price_regulation: str
    acquisition: str | None
    other: str | None
    cpv: list[str]
    agreement: UUID | None
    exit_plan: str
    elements: list[str]
    data_processing: str
    links: list[dict[str, str]]
    notes: str
    systems: list[UUID]


class OptionSaid(shapes.Asked):
    """A right to go on for some months."""

    months: SomeMonths
    notice_days: Days | None = None
    value: shape.Signed | None = None


class ContractChange(shapes.Asked):
    """What is said of a contract. What is left out stays as it is; lists that are sent are whole.

    Amounts are in `currency`; one of `acquisition`, `operation` and `other` may be below nought.
    """

    name: shape.Called = ""
    contract_id: shape.Word = ""
    contract_type: shape.Word = ""
    template: shape.Word = ""
    criticality: shape.Word = ""
    purchase_form: shape.Word = ""
    strategy: shape.Word = ""
    plan_year: Year | None = None
    plan_quarter: Quarter | None = None
    is_initiated: Begun = Answer.UNDECIDED
    parent: UUID | None = None
    unit: shapes.Short = ""
    owner: shapes.Short = ""
    contact: shapes.Short = ""
    signed_on: shapes.Day | None = None
    supplier: shapes.Short = ""
    supplier_cvr: shape.Number = ""
    starts_on: shapes.Day | None = None
    ends_on: shapes.Day | None = None
    is_enforced: Annotated[bool, Field(strict=True)] = False
    duration_months: shape.Months | None = None
    renewal: Renews = Renewal.ENDS
    renews_months: shape.Months | None = None
    irrevocable_until: shapes.Day | None = None
    terminated_on: shapes.Day | None = None
    notice_months: shape.Months | None = None
    notice_extends: By = NoticeBy.ANY_DAY
    notice_by: By = NoticeBy.ANY_DAY
    extension: shape.Word = ""
    options: Annotated[list[OptionSaid], Field(max_length=20)] = Field(default_factory=list)
    options_used: shape.Months = 0
    payment_frequency: shape.Word = ""
    payment_model: shape.Word = ""
    price_regulation: shapes.Short = ""
    acquisition: shape.Signed | None = None
    operation: shape.Signed | None = None
    other: shape.Signed | None = None
    value: shapes.Amount | None = None
    currency: shape.Currency = "DKK"
    cpv: Codes = Field(default_factory=list)
    agreement: UUID | None = None
    exit_plan: shapes.Text = ""
    elements: shape.Words = Field(default_factory=list)
    data_processing: shapes.Short = ""
    links: shape.Links = Field(default_factory=list)
    notes: shapes.Text = ""
    visibility: shape.Shown = Visibility.OWN
    hides_prices: Annotated[bool, Field(strict=True)] = False
    systems: Annotated[list[UUID], Field(max_length=200)] = Field(default_factory=list)


class NewContractSaid(ContractChange):
    """A contract; its name is enough, its last day and notice bring it into the re-tender calendar."""

    name: shape.Called


class DrawOut(Schema):
    """What was drawn of a contract on a day; below nought where a mistake was taken back."""

    drawn_on: date
    amount: shape.PriceOut
    what: str
    told_at: datetime


class Draws(Page):
    """A page, the newest day first."""

    items: list[DrawOut]


class DrawsAsked(shapes.Asked):
    """How many, and after which."""

    after: Moment | None = None
    size: Size = 25


class Drawing(shapes.Asked):
    """What was drawn, in the contract's currency; a minus takes a mistake back."""

    drawn_on: shapes.Day
    amount: shape.Signed
    what: shape.Called


@router.get("/contracts", response=Contracts, summary="Your organisation's contracts")
@operation(Right.READ)
def contracts(request: HttpRequest, asked: Query[ContractsAsked]) -> HttpResponse:
    shapes.nothing_else(request, ContractsAsked)
    by = ContractFilter(asked.said.strip(), ends_before=asked.ends_before, visibility=asked.visibility or "")
    shown, last = shape.after(narrowed(acting_in(request), by), asked.after, asked.size)
    return page(request, map(_line, shown), last)


@router.post(
    "/contracts",
    response={201: ContractOut},
    summary="Enter a contract",
    description="By whoever keeps the register.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def new_contract(request: HttpRequest, said: NewContractSaid) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = services.add_contract(_new(said, NewContract("")), acting=acting, at=at)
        return _whole(access_contract(acting, row.public_id))

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.get("/contracts/{contract_id}", response=ContractOut, summary="A contract")
@operation(Right.READ)
def contract(request: HttpRequest, contract_id: UUID) -> Any:
    return _whole(access_contract(acting_in(request), contract_id))


@router.post(
    "/contracts/{contract_id}",
    response=ContractOut,
    summary="Change what is said of a contract",
    description="By whoever keeps the register or owns the contract. What is left out stays as it is.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def change_contract(request: HttpRequest, contract_id: UUID, said: ContractChange) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = access_contract(acting, contract_id)
        services.change_contract(row, _new(said, contract_as_said(row)), acting=acting, at=at)
        return _whole(access_contract(acting, contract_id))

    return once_by_key(request, bearer_in(request), do, at)


@router.get("/contracts/{contract_id}/draws", response=Draws, summary="What was drawn of a contract")
@operation(Right.READ)
def draws(request: HttpRequest, contract_id: UUID, asked: Query[DrawsAsked]) -> HttpResponse:
    shapes.nothing_else(request, DrawsAsked)
    row = access_contract(acting_in(request), contract_id)
    rows = row.draws.order_by("-drawn_on", "-pk")
    if asked.after:
        day, pk = day_of(asked.after)
        rows = rows.filter(drawn_on__lte=day).exclude(drawn_on=day, pk__gte=pk)
    found = list(rows[: asked.size + 1])
    shown = found[: asked.size]
    last = written(shown[-1].drawn_on, shown[-1].pk) if len(found) > asked.size else None
    return page(request, (_draw(one, row.currency) for one in shown), last)


@router.post(
    "/contracts/{contract_id}/draws",
    response={201: DrawOut},
    summary="Draw on a contract",
    description="By whoever keeps the register or owns the contract. Take a mistake back with a minus.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def new_draw(request: HttpRequest, contract_id: UUID, said: Drawing) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = access_contract(acting, contract_id)
        new = NewDraw(said.drawn_on, Money.of(said.amount).minor, said.what)
        told = _draw(services.draw(row, new, acting=acting, at=at), row.currency)
        return DrawOut.model_validate(told).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at, 201)


def _new(said: ContractChange, before: NewContract) -> NewContract:
    found = shape.as_said(said, AMOUNTS)
    if "options" in found:
        found["options"] = tuple(
            NewOption(one.months, one.notice_days, shape.minor(one.value)) for one in said.options
        )
    return replace(before, **found)


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in _LINE},
        "value": shape.told(row.value_minor),
        "operation": shape.told(row.operation_minor),
        "drawn": shape.told(row.drawn_minor),
    }


def _whole(row: Any) -> dict[str, Any]:
    said = contract_as_said(row)
    told = {
        **asdict(said),
        **_line(row),
        "options": [
            {"months": one.months, "notice_days": one.notice_days, "value": shape.told(one.value_minor)}
            for one in said.options
        ],
        "acquisition": shape.told(row.acquisition_minor),
        "other": shape.told(row.other_minor),
        "links": shape.links_of(row.links),
    }
    return ContractOut.model_validate(told).model_dump(mode="json")


def _draw(one: Any, currency: str) -> dict[str, Any]:
    amount = shape.price(Money(one.amount_minor, currency))
    return {"drawn_on": one.drawn_on, "amount": amount, "what": one.what, "told_at": one.told_at}
