"""Operations about organisations."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.organisations.bearing import acting_in, may
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["organisations"])


class OrganisationOut(Schema):
    """A municipality or an association; `code` is the municipality's number."""

    id: UUID
    kind: Literal["municipality", "association"]
    name: str
    code: str
    is_example: bool


class MeOut(Schema):
    """As whom the token acts, and where."""

    person: UUID
    name: str
    organisation: str
    kind: Literal["municipality", "association"]
    code: str
    is_example: bool
    roles: list[str]
    forums: list[str]


class MembersOut(Page):
    """The members of an association today."""

    items: list[OrganisationOut]


@router.get(
    "/organisations/own", response=MeOut, summary="As whom the token acts, and for which organisation"
)
@may(Right.READ)
def own(request: HttpRequest) -> dict[str, object]:
    return as_data(acting_in(request))


@router.get("/organisations/members", response=MembersOut, summary="The association's members today, by name")
@may(Right.READ)
def members(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    rows = members_on(acting_in(request).organisation_id, timezone.localdate())
    found, last = portion(rows, lambda one: one.code, asked)
    return page(
        request,
        (
            {
                "id": one.public_id,
                "kind": one.kind,
                "name": one.name,
                "code": one.code,
                "is_example": one.is_example,
            }
            for one in found
        ),
        last,
    )


def as_data(acting: Acting) -> dict[str, object]:
    """Somebody acting, for machines."""
    return {
        "person": acting.person,
        "name": acting.name,
        "organisation": acting.organisation_name,
        "kind": acting.organisation_kind.value,
        "code": acting.code,
        "is_example": acting.is_example,
        "roles": sorted(acting.roles),
        "forums": sorted(acting.forums),
    }
