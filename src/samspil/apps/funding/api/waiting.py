"""What one has registered and another approves, or sends back; the same services as the page."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.funding.act_types import Sort
from samspil.apps.funding.api import amounts
from samspil.apps.funding.selectors.waiting import access_registered, to_answer
from samspil.apps.funding.services import two_persons
from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["money"])


class RegisteredOut(Schema):
    """Something that somebody registered. `parts` is what each member's part comes to, by its code; below
    nought it gets money back. `said` is all that was written of it. `answer` is empty while it waits.
    """

    id: UUID
    sort: Annotated[Sort, shapes.one_of(Sort)]
    about: UUID | None
    amount: amounts.MoneyAmount
    parts: dict[str, amounts.MoneyAmount]
    said: dict[str, Any]
    registered_by: UUID
    registered_at: datetime
    answer: str
    why: str
    answered_at: datetime | None
    voucher: UUID | None


class RegisteredPage(Page):
    """A page of what waits and you may answer, the first registered first."""

    items: list[RegisteredOut]


class SendingBack(shapes.Asked):
    """Why it is sent back; whoever registered it reads it."""

    why: shapes.Line


@router.get("/registered", response=RegisteredPage, summary="What waits for another to approve it")
@operation(Right.READ)
def registered(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    rows = to_answer(acting_in(request), timezone.localdate())
    found, last = portion(rows, lambda one: str(one.public_id), asked)
    return page(request, map(_told, found), last)


@router.post(
    "/registered/{registered_id}/approve",
    response=RegisteredOut,
    summary="Approve what somebody else has registered",
    description="By whoever keeps the money, or of a pool its coordinator, but not by who registered it.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def approve_registered(request: HttpRequest, registered_id: UUID) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def answer(row: Any) -> None:
        two_persons.approve(row, acting=acting, at=at)

    return _answered(request, registered_id, answer, at)


@router.post(
    "/registered/{registered_id}/send-back",
    response=RegisteredOut,
    summary="Send back what was registered, or take it back",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def send_back_registered(request: HttpRequest, registered_id: UUID, said: SendingBack) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def answer(row: Any) -> None:
        two_persons.send_back(row, said.why, acting=acting, at=at)

    return _answered(request, registered_id, answer, at)


def _answered(
    request: HttpRequest, registered_id: UUID, answer: Callable[[Any], None], at: datetime
) -> HttpResponse:
    acting = acting_in(request)

    def do() -> dict[str, Any]:
        answer(access_registered(acting, registered_id))
        told = _told(access_registered(acting, registered_id))
        return RegisteredOut.model_validate(told).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


def _told(row: Any) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "sort": row.sort,
        "about": row.about,
        "amount": amounts.told_minor(row.amount_minor, row.currency),
        "parts": {code: amounts.told_minor(minor, row.currency) for code, minor in row.parts.items()},
        "said": row.said,
        "registered_by": row.registered_by,
        "registered_at": row.registered_at,
        "answer": row.answer,
        "why": row.why,
        "answered_at": row.answered_at,
        "voucher": row.voucher,
    }
