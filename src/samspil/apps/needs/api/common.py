"""Common needs: what members need alike, who has it and why it may be the same, and what each wants."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from samspil.apps.governance.parts.operations import operation
from samspil.apps.needs.selectors.common import (
    CONFIRMED,
    OPEN,
    CommonRow,
    Narrowing,
    PartShown,
    ToldRow,
    common_of,
    list_common,
)
from samspil.apps.needs.selectors.reach import reaching
from samspil.apps.needs.selectors.together import Side, together
from samspil.apps.needs.services.wishing import NewWish, wish
from samspil.apps.needs.types import Sort, Wants
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.types import Acting
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Size, day_of, page, written
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["needs"])
Wanted = Annotated[Wants, shapes.one_of(Wants)]


class Answered(StrEnum):
    """Whether anybody has said that it is the same."""

    OPEN = OPEN
    CONFIRMED = CONFIRMED


class TellingOfNeed(Schema):
    """What a member shows of a need. `sort` says whether it is a contract, a request, a system or other.

    `act` is what must be done first about it, at the latest on the day `act_by`.
    """

    id: UUID
    organisation: str
    is_own: bool
    sort: Annotated[Sort, shapes.one_of(Sort)]
    title: str
    kle: list[str]
    vendor: str
    ends_on: date | None
    act: str
    act_by: date | None


class CommonNeedLine(Schema):
    """A need of several members. `chance` is how likely they are the same, `confirmed` how many said so."""

    id: UUID
    chance: float
    confirmed: int
    act_by: date | None
    members: list[TellingOfNeed]


class CommonNeeds(Page):
    """A page: the first day by which somebody must act first, then those without a day."""

    items: list[CommonNeedLine]


class GroundOfNeed(Schema):
    """Why it may be the same, or what tells it apart: the words, codes or names that it is about."""

    ground: str
    said: list[str]


class MemberOfNeed(TellingOfNeed):
    """The same with why it may be the others', and for whom somebody has said that it is."""

    is_confirmed: bool
    chance: float
    reasons: list[GroundOfNeed]
    same_for: list[str]


class NeedWish(Schema):
    """What a member has said: whether it would like to be with. It binds nobody."""

    organisation: str
    is_own: bool
    wants: Wanted
    said_on: date | None


class CommonNeedOut(Schema):
    """A common need with all who show theirs, and what members want."""

    id: UUID
    association: str
    chance: float
    act_by: date | None
    members: list[MemberOfNeed]
    wishes: list[NeedWish]


class CommonNeedsAsked(shapes.Asked):
    """`mine`: only what your organisation has as well; `area`: a main group of KLE, as `27`."""

    after: Moment | None = None
    size: Size = 25
    mine: bool = False
    state: Annotated[Answered, shapes.one_of(Answered)] | None = None
    area: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] | None = None


class WishSaid(shapes.Asked):
    """What your organisation wants."""

    wants: Wanted


@router.get("/common-needs", response=CommonNeeds, summary="What members need alike, as far as they show it")
@operation(Right.READ)
def common_needs(request: HttpRequest, asked: Query[CommonNeedsAsked]) -> HttpResponse:
    shapes.nothing_else(request, CommonNeedsAsked)
    acting = acting_in(request)
    by = Narrowing(
        asked.mine,
        asked.state.value if asked.state else "",
        asked.area or "",
        _after(asked.after),
        asked.size,
    )
    with reaching(acting, timezone.localdate()) as reach:
        found = list_common(reach, by)
    return page(request, (_line(one, acting) for one in found.rows), _written(found.next_after))


@router.get("/common-needs/{common_id}", response=CommonNeedOut, summary="A common need, and who wants what")
@operation(Right.READ)
def common_need(request: HttpRequest, common_id: UUID) -> Any:
    return _whole(common_id, acting_in(request))


@router.post(
    "/common-needs/{common_id}/wish",
    response=CommonNeedOut,
    summary="Say whether your organisation would like to be with",
    description="By whoever may answer for what your organisation needs. It binds nobody, and the last word "
    "holds. Which way your own decision would take is shown on the page; what was shown there stays.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def say_wish(request: HttpRequest, common_id: UUID, said: WishSaid) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        wish(common_id, NewWish(said.wants, keeps_way=True), acting=acting, at=at)
        return CommonNeedOut.model_validate(_whole(common_id, acting)).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


def _after(said: str | None) -> tuple[date | None, int] | None:
    """Where the page before ended; those without a day have none."""
    if said is None:
        return None
    day, pk = day_of(said)
    return (None if said.startswith("0-") else day), pk


def _written(after: tuple[date | None, int] | None) -> str | None:
    if after is None:
        return None
    day, pk = after
    return f"0-{pk}" if day is None else written(day, pk)


def _line(one: CommonRow, acting: Acting) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "chance": one.chance,
        "confirmed": one.confirmed,
        "act_by": one.act_by,
        "members": [_told(told, acting) for told in one.told],
    }


def _whole(common: UUID, acting: Acting) -> dict[str, Any]:
    on = timezone.localdate()
    with reaching(acting, on) as reach:
        found = common_of(reach, common)
    beside = together(acting, common, on)
    return {
        "id": found.public_id,
        "association": beside.association,
        "chance": found.chance,
        "act_by": found.act_by,
        "members": [_member(one, acting) for one in found.parts],
        "wishes": [_wish(one, acting) for one in beside.sides if one.wants],
    }


def _told(one: ToldRow, acting: Acting) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "organisation": one.organisation__name,
        "is_own": one.organisation_id == acting.organisation_id,
        "sort": one.sort,
        "title": one.title,
        "kle": one.kle,
        "vendor": one.vendor_name,
        "ends_on": one.ends_on,
        "act": one.act,
        "act_by": one.act_by,
    }


def _member(one: PartShown, acting: Acting) -> dict[str, Any]:
    return {
        **_told(one.told, acting),
        "is_confirmed": one.is_confirmed,
        "chance": one.chance,
        "reasons": [{"ground": ground, "said": list(said)} for ground, said in one.reasons],
        "same_for": [name for name, _at in one.same],
    }


def _wish(one: Side, acting: Acting) -> dict[str, Any]:
    return {
        "organisation": one.name,
        "is_own": one.member_id == acting.organisation_id,
        "wants": one.wants,
        "said_on": one.said_on,
    }
