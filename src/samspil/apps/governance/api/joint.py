"""What is decided together: proposals, what each member says, and the own municipality's answer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from samspil.apps.governance.api.matters import Attributes, MatterOut, values_of, whole
from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.governance.selectors import joint as asking
from samspil.apps.governance.selectors.about import known_of
from samspil.apps.governance.selectors.access import access_shared_matter
from samspil.apps.governance.services.joint import defer as service_defer
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter, NotFoundError
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.types import Acting
from samspil.kit.api import shapes
from samspil.kit.api.listing import Number, Page, Size, page
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["joint decisions"])


class JointLine(Schema):
    """A joint proposal; `answer` is the last that your own municipality said."""

    id: UUID
    title: str
    owner: str
    waits_for_members: bool
    due_on: date | None
    answer: str


class JointList(Page):
    """A page, newest first."""

    items: list[JointLine]


class JointFilter(shapes.Asked):
    """How many, and after which."""

    after: Number | None = None
    size: Size = 25


class MemberOut(Schema):
    """A member asked: its last answer, by which mandate, and its part in what was decided."""

    code: str
    name: str
    answer: str
    answered_at: datetime | None
    decided_at: datetime | None
    mandate_name: Names | None
    pace: str
    joined_on: date | None
    leaves_on: date | None


class JointOut(Schema):
    """A joint proposal, what its members say, and your own municipality's matters about it."""

    id: UUID
    title: str
    owner: str
    members: list[MemberOut]
    consenting: int
    least_members: int
    people: int
    least_people: int
    last_day_to_join: date | None
    own_matters: list[UUID]
    answered_by_kind: str | None


class AnsweringJoint(shapes.Asked):
    """Your municipality's own matter about the proposal; its decision is the answer."""

    description: shapes.Text = ""
    attributes: Attributes = Field(default_factory=dict)


@router.get("/joint", response=JointList, summary="Joint proposals of, or shared with, your organisation")
@operation(Right.READ)
def joint_list(request: HttpRequest, asked: Query[JointFilter]) -> HttpResponse:
    shapes.nothing_else(request, JointFilter)
    found = asking.list_joint(acting_in(request), timezone.localdate(), asked.size + 1, asked.after)
    rows = found[: asked.size]
    last = rows[-1].id if len(found) > asked.size else None
    return page(request, map(_line, rows), last)


@router.get("/joint/{matter_id}", response=JointOut, summary="One joint proposal, and what each member says")
@operation(Right.READ)
def joint(request: HttpRequest, matter_id: UUID) -> dict[str, Any]:
    return _joint(acting_in(request), matter_id, timezone.now())


@router.post(
    "/joint/{matter_id}/answer",
    response={201: MatterOut},
    summary="Bring your municipality's own matter about a proposal",
    description="What that matter decides, by /matters/{matter_id}/choose or in a meeting, is the answer.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def joint_answer(request: HttpRequest, matter_id: UUID, said: AnsweringJoint) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        kind, title = _answering(acting, matter_id, timezone.localdate(at))
        new = NewMatter(
            kind=kind,
            title=title,
            attributes=values_of(said.attributes),
            description=said.description,
            unit=acting.unit,
            subject=matter_id,
            member=acting.code,
        )
        return whole(known_of(bring(new, acting=acting, at=at)), at)

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.post(
    "/joint/{matter_id}/defer",
    response=JointOut,
    summary="Say that your municipality needs more time",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def joint_defer(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        _answering(acting, matter_id, timezone.localdate(at))
        with access_shared_matter(acting, matter_id, timezone.localdate(at)) as matter:
            pass
        service_defer(matter, acting=acting, at=at)
        return JointOut.model_validate(_joint(acting, matter_id, at)).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


def _answering(acting: Acting, matter_id: UUID, on: date) -> tuple[str, str]:
    """The kind of matter by which one's municipality answers, and the proposal's title.

    Raises:
        NotFoundError: it is no proposal of another's, or the own model answers none.
    """
    with access_shared_matter(acting, matter_id, on) as matter:
        known = known_of(matter)
        rule = asking.rule_of(known) if asking.is_joint(known) else None
        is_another_s, title = matter.organisation_id != acting.organisation_id, matter.title
    kind = asking.answering_kind(acting, rule[1], on) if rule and is_another_s else None
    if kind is None:
        raise NotFoundError(str(matter_id))
    return kind.key, title


def _joint(acting: Acting, matter_id: UUID, at: datetime) -> dict[str, Any]:
    """Everything is read while the door stands open."""
    on = timezone.localdate(at)
    with access_shared_matter(acting, matter_id, on) as matter:
        known = known_of(matter)
        rule = asking.rule_of(known) if asking.is_joint(known) else None
        if rule is None:
            raise NotFoundError(str(matter_id))
        members = asking.members_of(matter)
        needed = asking.needed(known, rule[1], members, at)
        told = {
            "id": matter_id,
            "title": matter.title,
            "owner": matter.organisation.name,
            "members": [_member(one) for one in members],
            "consenting": needed.members,
            "least_members": needed.least_members,
            "people": needed.people,
            "least_people": needed.least_people,
            "last_day_to_join": asking.last_day_to_join(known, rule[1], at),
        }
        is_own = matter.organisation_id == acting.organisation_id
    own = [] if is_own else asking.own_answers(acting, matter_id)
    kind = None if is_own else asking.answering_kind(acting, rule[1], on)
    return {
        **told,
        "own_matters": [one.matter.public_id for one in own],
        "answered_by_kind": kind.key if kind else None,
    }


def _member(one: asking.Member) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "answer": one.answer,
        "answered_at": one.answered_at,
        "decided_at": one.decided_at,
        "mandate_name": one.mandate_name or None,
        "pace": one.part.pace if one.part else "",
        "joined_on": one.part.joined_on if one.part else None,
        "leaves_on": one.part.leaves_on if one.part else None,
    }


def _line(row: asking.JointRow) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "title": row.title,
        "owner": row.owner,
        "waits_for_members": row.body == asking.MEMBERS,
        "due_on": row.due_on,
        "answer": row.answer or "",
    }
