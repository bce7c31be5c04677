"""Applications: sent, found, and what was awarded of them, with payments that are noted once."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from samspil.apps.funding.api import amounts
from samspil.apps.funding.pool_types import Form, Needs, NewApplication, RepaymentWish, Repays
from samspil.apps.funding.selectors.loans import planned_of
from samspil.apps.funding.selectors.pools import (
    access_application,
    access_pool,
    award_of,
    list_applications,
    part_of,
    parts_of,
)
from samspil.apps.funding.selectors.resting import taken_back
from samspil.apps.funding.selectors.waiting import instalments_waiting
from samspil.apps.funding.services import applying, paying
from samspil.apps.funding.services.acts import Instalment
from samspil.apps.funding.services.two_persons import do_or_register
from samspil.apps.governance.api.matters import Attributes, values_of
from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Number, Page, Size, page
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["money"])
Place = Annotated[int, Field(ge=1, le=10_000)]
GivenAs = Annotated[Form, shapes.one_of(Form)]


class ApplicationLine(Schema):
    """An application in a list. `result` is empty while its matter goes on."""

    id: UUID
    case_number: str
    matter: UUID
    title: str
    unit_name: str
    initiative: UUID | None
    form: GivenAs
    amount: amounts.MoneyAmount
    result: str
    applied_at: datetime


class Applications(Page):
    """A page, the newest first."""

    items: list[ApplicationLine]


class ApplicationsAsked(shapes.Asked):
    """How many, and after which."""

    after: Number | None = None
    size: Size = 25


class PartOut(Schema):
    """A part of an award, paid when it is reached. `needs` is what must be shown first.

    `is_registered` while its payment waits for somebody else to approve it.
    """

    number: int
    title: str
    due_on: date
    amount: amounts.MoneyAmount
    needs: list[Needs]
    is_registered: bool
    paid_on: date | None


class InstalmentOut(Schema):
    """A part of a loan that comes back. `paid_on` is empty while it has not, or where it was reversed.

    `is_registered` while it waits for somebody else to approve it.
    """

    number: int
    due_on: date
    repays: amounts.MoneyAmount
    interest: amounts.MoneyAmount
    reason: str
    is_registered: bool
    paid_on: date | None


class AwardOut(Schema):
    """What was decided: a grant or a loan, the parts it is paid in, and what it comes back in."""

    id: UUID
    form: GivenAs
    amount: amounts.MoneyAmount
    decision: UUID
    awarded_on: date
    conditions: str
    stopped_on: date | None
    parts: list[PartOut]
    instalments: list[InstalmentOut]


class ApplicationOut(ApplicationLine):
    """One application. `case_version` is the business case's version that stood when it was sent."""

    pool: UUID
    call: UUID | None
    purpose: str
    supports: list[str]
    payback_years: int | None
    operating_finance: str
    sharing: str
    case_version: int | None
    award: AwardOut | None


class Repaying(shapes.Asked):
    """How a loan comes back: in fixed instalments from a day on, of measured benefits, or of fees.

    `percent` is how much of the benefits goes to it.
    """

    repays: Repays = Repays.FIXED
    first_on: shapes.Day | None = None
    every_months: Annotated[int, Field(ge=1, le=60)] = 12
    times: Annotated[int, Field(ge=1, le=400)] = 1
    percent: Annotated[int, Field(ge=1, le=100)] = 100


class Applying(shapes.Asked):
    """An application. Which `kind` a pool takes stands on the pool, what it asks (`amount` always) in
    `/api/kinds`. `initiative` is one of your own that the money is for; its business case follows.
    """

    kind: shapes.Key
    title: shapes.Line
    purpose: shapes.Text
    form: GivenAs = Form.GRANT
    attributes: Attributes = Field(default_factory=dict)
    supports: Annotated[list[shapes.Key], Field(max_length=50)] = Field(default_factory=list)
    initiative: UUID | None = None
    needs_help: bool = False
    operating_finance: shapes.Text = ""
    sharing: shapes.Text = ""
    repayment: Repaying | None = None


class Paying(shapes.Asked):
    """`proof` is what shows that the part is reached, and what else it waits for."""

    proof: shapes.Text = ""


@router.get("/pools/{pool_id}/applications", response=Applications, summary="Applications to a pool")
@operation(Right.READ)
def applications(request: HttpRequest, pool_id: UUID, asked: Query[ApplicationsAsked]) -> HttpResponse:
    shapes.nothing_else(request, ApplicationsAsked)
    row = access_pool(acting_in(request), pool_id)
    found = list_applications(row, asked.after, asked.size + 1)
    shown = found[: asked.size]
    last = shown[-1].pk if len(found) > asked.size else None
    return page(request, (_line(one) for one in shown), last)


@router.post(
    "/pools/{pool_id}/applications",
    response={201: ApplicationOut},
    summary="Apply to a pool",
    description="It becomes a matter that goes the way of your governance model.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def apply(request: HttpRequest, pool_id: UUID, said: Applying) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = applying.apply_for(access_pool(acting, pool_id), _new(said), acting=acting, at=at)
        return _whole(access_application(acting, row.public_id))

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.get("/applications/{application_id}", response=ApplicationOut, summary="An application")
@operation(Right.READ)
def application(request: HttpRequest, application_id: UUID) -> Any:
    return _whole(access_application(acting_in(request), application_id))


@router.post(
    "/applications/{application_id}/parts/{number}/pay",
    response=ApplicationOut,
    summary="Note that a part is paid out",
    description=(
        "By whoever runs the pool. Where two persons pay, it is registered, and another approves it. Samspil"
        " moves no money: it notes that your finance system has."
    ),
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def pay_part(request: HttpRequest, application_id: UUID, number: Place, said: Paying) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def pay(row: Any) -> None:
        paying.pay_out(part_of(award_of(row), number), said.proof, acting=acting, at=at)

    return _noted(request, application_id, pay, at)


@router.post(
    "/applications/{application_id}/parts/{number}/approve",
    response=ApplicationOut,
    summary="Approve a payment that somebody else has registered",
    description="By whoever runs the pool, but not by who registered it.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def approve_part(request: HttpRequest, application_id: UUID, number: Place) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def pay(row: Any) -> None:
        paying.approve_payment(part_of(award_of(row), number), acting=acting, at=at)

    return _noted(request, application_id, pay, at)


@router.post(
    "/applications/{application_id}/instalments/{number}/pay",
    response=ApplicationOut,
    summary="Note that an instalment has come",
    description=(
        "By whoever runs the pool. Where it takes two, it is registered, and another approves it on its page."
    ),
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def pay_instalment(request: HttpRequest, application_id: UUID, number: Place) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def pay(row: Any) -> None:
        do_or_register(Instalment(row.pool.public_id, row.public_id, number), acting=acting, at=at)

    return _noted(request, application_id, pay, at)


def _noted(
    request: HttpRequest, application_id: UUID, pay: Callable[[Any], None], at: datetime
) -> HttpResponse:
    acting = acting_in(request)

    def do() -> dict[str, Any]:
        pay(access_application(acting, application_id))
        return _whole(access_application(acting, application_id))

    return once_by_key(request, bearer_in(request), do, at)


def _new(said: Applying) -> NewApplication:
    return NewApplication(
        kind=said.kind,
        title=said.title,
        purpose=said.purpose,
        form=said.form,
        attributes=values_of(said.attributes),
        supports=tuple(said.supports),
        needs_help=said.needs_help,
        operating_finance=said.operating_finance,
        sharing=said.sharing,
        repayment=_wish(said.repayment) if said.repayment else None,
        initiative=said.initiative,
    )


def _wish(said: Repaying) -> RepaymentWish:
    share = Fraction(said.percent, 100)
    return RepaymentWish(said.repays, said.first_on, said.every_months, said.times, share=share)


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "case_number": row.case_number,
        "matter": row.matter,
        "title": row.title,
        "unit_name": row.unit_name,
        "initiative": row.initiative.public_id if row.initiative else None,
        "form": row.form,
        "amount": amounts.told_minor(row.amount_minor, row.pool.currency),
        "result": row.result,
        "applied_at": row.applied_at,
    }


def _whole(row: Any) -> dict[str, Any]:
    award = getattr(row, "award", None)
    told = {
        **_line(row),
        "pool": row.pool.public_id,
        "call": row.call.public_id if row.call else None,
        "purpose": row.purpose,
        "supports": row.supports,
        "payback_years": row.payback_years,
        "operating_finance": row.operating_finance,
        "sharing": row.sharing,
        "case_version": row.case_version.number if row.case_version else None,
        "award": _award(award, row.pool.currency) if award else None,
    }
    return ApplicationOut.model_validate(told).model_dump(mode="json")


def _award(award: Any, currency: str) -> dict[str, Any]:
    parts, back = parts_of(award), planned_of(award)
    undone, waiting = taken_back([*parts, *back]), instalments_waiting(award.application)
    return {
        "id": award.public_id,
        "form": award.form,
        "amount": amounts.told_minor(award.amount_minor, currency),
        "decision": award.decision,
        "awarded_on": award.awarded_on,
        "conditions": award.conditions,
        "stopped_on": award.stopped_on,
        "parts": [_part(one, currency, is_paid=_is_paid(one, undone)) for one in parts],
        "instalments": [
            {
                **_instalment(one, currency, is_paid=_is_paid(one, undone)),
                "is_registered": one.number in waiting,
            }
            for one in back
        ],
    }


def _is_paid(row: Any, undone: Any) -> bool:
    return row.voucher is not None and row.voucher not in undone


def _part(row: Any, currency: str, *, is_paid: bool) -> dict[str, Any]:
    return {
        "number": row.sequence,
        "title": row.title,
        "due_on": row.due_on,
        "amount": amounts.told_minor(row.amount_minor, currency),
        "needs": [one.value for one in row.needed],
        "is_registered": row.asked_by is not None,
        "paid_on": row.paid_on if is_paid else None,
    }


def _instalment(row: Any, currency: str, *, is_paid: bool) -> dict[str, Any]:
    return {
        "number": row.number,
        "due_on": row.due_on,
        "repays": amounts.told_minor(row.repays_minor, currency),
        "interest": amounts.told_minor(row.interest_minor, currency),
        "reason": row.reason,
        "paid_on": row.paid_on if is_paid else None,
    }
