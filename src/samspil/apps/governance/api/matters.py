"""Matters: found, brought, moved."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field, StrictBool

from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.governance.selectors.about import Known, known_of
from samspil.apps.governance.selectors.access import access_matter
from samspil.apps.governance.selectors.adoptions import kinds_on
from samspil.apps.governance.selectors.listing import MatterRow, Narrowing, list_matters
from samspil.apps.governance.services.moving import bring as service_bring
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.core import units
from samspil.core.governance.entries import AnswerItem, Choose, Entry, Park, Resume, Withdraw
from samspil.core.governance.matter import Value
from samspil.core.governance.questions import next_steps
from samspil.kit.api import shapes
from samspil.kit.api.listing import Number, Page, Portion, Size, page, portion
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["matters"])
Attributes = Annotated[
    dict[shapes.Key, StrictBool | shapes.Whole | shapes.Key | shapes.Money],
    Field(max_length=100),
]


class MatterLine(Schema):
    """A matter in a list. At a `step` while it is open, at an `end` with a `result` when it is over."""

    id: UUID
    case_number: str
    title: str
    kind: str
    step: str
    body: str
    due_at: datetime | None
    due_on: date | None
    parked_until: date | None
    end: str
    result: str
    ended_at: datetime | None
    requester_name: str
    brought_at: datetime


class Matters(Page):
    """A page, newest first."""

    items: list[MatterLine]


class MatterFilter(shapes.Asked):
    """What the list is narrowed by."""

    state: Literal["", "open", "ended"] = ""
    kind: shapes.Name = ""
    body: shapes.Name = ""
    said: Annotated[str, Field(max_length=200, pattern=shapes.LINES)] = ""
    mine: bool = False
    after: Number | None = None
    size: Size = 25


class KindOut(Schema):
    """A kind of matter that can be brought, and what must be known of it."""

    key: str
    name: Names
    attributes: list[str]
    you_may_bring_it: bool


class Kinds(Page):
    """All kinds."""

    items: list[KindOut]


class OutcomeOut(Schema):
    """What can be chosen at the step now, under which mandate, and which points of the checklist it lacks."""

    key: str
    step: str
    mandate: str | None
    lacks: list[str]


class MatterOut(MatterLine):
    """One matter, whole."""

    description: str
    model: str
    attributes: dict[str, Any]
    outcomes: list[OutcomeOut]
    url: str


class Bringing(shapes.Asked):
    """A matter to bring. Which attributes a kind needs stands in the organisation's model (`/api/kinds`)."""

    kind: shapes.Key
    title: shapes.Line
    description: shapes.Text = ""
    attributes: Attributes = Field(default_factory=dict)


class Choosing(shapes.Asked):
    """An outcome of the step that the matter is at; `step` guards against one that has moved since."""

    outcome: shapes.Key
    step: shapes.Key
    reason: shapes.Text = ""
    conditions: list[shapes.Line] = Field(default_factory=list, max_length=50)
    amends: Attributes = Field(default_factory=dict)


class Answering(shapes.Asked):
    """One point of the step's checklist."""

    item: shapes.Key
    step: shapes.Key
    fulfilled: StrictBool
    finding: shapes.Text = ""
    condition: shapes.Text = ""


class Withdrawing(shapes.Asked):
    """Why it is taken back."""

    reason: shapes.Line


class Parking(shapes.Asked):
    """Why it rests, and until which day."""

    reason: shapes.Line
    until: shapes.Day


class Resuming(shapes.Asked):
    """Nothing more is needed."""


@router.get("/kinds", response=Kinds, summary="The kinds of matter that can be brought today")
@operation(Right.READ)
def kinds(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    acting = acting_in(request)
    rows = kinds_on(acting.organisation_id, timezone.localdate())
    found, last = portion(rows, lambda one: one.key, asked)
    return page(
        request,
        (
            {
                "key": one.key,
                "name": one.kind.name.model_dump(),
                "attributes": list(one.kind.attributes),
                "you_may_bring_it": bool(acting.roles & set(one.kind.brought_by)),
            }
            for one in found
        ),
        last,
    )


@router.get("/matters", response=Matters, summary="The organisation's matters, newest first")
@operation(Right.READ)
def matters(request: HttpRequest, asked: Query[MatterFilter]) -> HttpResponse:
    shapes.nothing_else(request, MatterFilter)
    by = Narrowing(asked.state, asked.kind, asked.body, asked.mine, asked.said, asked.after, asked.size)
    found = list_matters(acting_in(request), by)
    return page(request, map(_line, found.rows), found.next_before)


@router.post("/matters", response={201: MatterOut}, summary="Bring a matter", openapi_extra=HEADER)
@operation(Right.WRITE)
def bring(request: HttpRequest, new: Bringing) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        description, unit = new.description, acting.unit
        asked = NewMatter(new.kind, new.title, values_of(new.attributes), description, unit=unit)
        matter = service_bring(asked, acting=acting, at=at)
        return whole(known_of(matter), at)

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.get("/matters/{matter_id}", response=MatterOut, summary="One matter, and what can be chosen now")
@operation(Right.READ)
def matter(request: HttpRequest, matter_id: UUID) -> dict[str, Any]:
    return whole(known_of(access_matter(acting_in(request), matter_id)), timezone.now())


@router.post(
    "/matters/{matter_id}/choose", response=MatterOut, summary="Choose an outcome", openapi_extra=HEADER
)
@operation(Right.WRITE)
def choose(request: HttpRequest, matter_id: UUID, said: Choosing) -> HttpResponse:
    actor = acting_in(request).actor
    amends = values_of(said.amends)

    def entry(at: datetime) -> Entry:
        conditions = tuple(said.conditions)
        return Choose(
            said.step, said.outcome, actor, at, reason=said.reason, conditions=conditions, amends=amends
        )

    return _moved(request, matter_id, entry)


@router.post(
    "/matters/{matter_id}/items",
    response=MatterOut,
    summary="Answer a point of the checklist",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def answer_item(request: HttpRequest, matter_id: UUID, said: Answering) -> HttpResponse:
    actor = acting_in(request).actor
    return _moved(
        request,
        matter_id,
        lambda at: AnswerItem(said.step, said.item, said.fulfilled, said.finding, actor, at, said.condition),
    )


@router.post(
    "/matters/{matter_id}/withdraw", response=MatterOut, summary="Take a matter back", openapi_extra=HEADER
)
@operation(Right.WRITE)
def withdraw(request: HttpRequest, matter_id: UUID, said: Withdrawing) -> HttpResponse:
    actor = acting_in(request).actor
    return _moved(request, matter_id, lambda at: Withdraw(actor, said.reason, at))


@router.post(
    "/matters/{matter_id}/park", response=MatterOut, summary="Let a matter rest", openapi_extra=HEADER
)
@operation(Right.WRITE)
def park(request: HttpRequest, matter_id: UUID, said: Parking) -> HttpResponse:
    actor = acting_in(request).actor
    return _moved(request, matter_id, lambda at: Park(actor, said.reason, said.until, at))


@router.post(
    "/matters/{matter_id}/resume", response=MatterOut, summary="Let a matter go on", openapi_extra=HEADER
)
@operation(Right.WRITE)
def resume(request: HttpRequest, matter_id: UUID, said: Resuming) -> HttpResponse:
    actor = acting_in(request).actor
    return _moved(request, matter_id, lambda at: Resume(actor, at))


def _moved(request: HttpRequest, matter_id: UUID, entry: Callable[[datetime], Entry]) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        found, _events = move(access_matter(acting, matter_id), entry(at), acting=acting)
        return whole(known_of(found), at)

    return once_by_key(request, bearer_in(request), do, at)


def values_of(said: Attributes) -> dict[str, Value]:
    """What is known of a matter, as the engine reads it."""
    return {key: _value(one) for key, one in said.items()}


def _value(said: Any) -> Value:
    if isinstance(said, shapes.Money):
        return units.Money.of(said.amount, said.currency)
    value: Value = said
    return value


def _line(row: MatterRow) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "case_number": row.case_number,
        "title": row.title,
        "kind": row.kind,
        "step": row.step,
        "body": row.body,
        "due_at": row.due_at,
        "due_on": row.due_on,
        "parked_until": row.parked_until,
        "end": row.end,
        "result": row.result,
        "ended_at": row.ended_at,
        "requester_name": row.requester_name,
        "brought_at": row.brought_at,
    }


def whole(known: Known, at: datetime) -> dict[str, Any]:
    """One matter as plain values, so that it can be kept and given again."""
    row = known.matter
    told = {name: getattr(row, name) for name in MatterLine.model_fields if name != "id"}
    attributes = {key: _told(value) for key, value in known.state.matter.attributes.items()}
    whole = {
        "id": row.public_id,
        **told,
        "description": row.description,
        "model": known.model.key,
        "attributes": attributes,
        "outcomes": _outcomes(known, at),
        "url": f"/matters/{row.public_id}/",
    }
    return MatterOut.model_validate(whole).model_dump(mode="json")


def _told(value: Value) -> Any:
    if isinstance(value, units.Money):
        return {"amount": str(value).split(" ", maxsplit=1)[0], "currency": value.currency}
    return value


def _outcomes(known: Known, at: datetime) -> list[dict[str, Any]]:
    return [
        {"key": one.outcome, "step": one.step, "mandate": one.mandate, "lacks": list(one.open_items)}
        for one in next_steps(known.model, known.state, at)
        if one.outcome is not None
    ]
