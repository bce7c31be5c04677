"""Looking further into a comparison: what would help, many variants, meetings in step."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BeforeValidator, Field

from samspil.apps.governance.parts.operations import operation
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.api.looked import FurtherLines, FurtherOut, Looked, Sought, all_told, line_told
from samspil.apps.simulations.api.simulations import Meets
from samspil.apps.simulations.selectors.access import access_run
from samspil.apps.simulations.selectors.runs import list_looked_into
from samspil.apps.simulations.services import further as service
from samspil.apps.simulations.services.asking import put_in_line
from samspil.apps.simulations.types import MOST_MODELS
from samspil.kit.api import shapes
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["simulations"])
MOST_FORUMS, MOST_VALUES = 20, 8


class Agreed(StrEnum):
    """A way to decide that a forum may be tried with."""

    CONSENT = "consent"
    MAJORITY = "majority"
    UNANIMOUS = "unanimous"


def _numbers(least: int, most: int) -> Any:
    number = Annotated[int, Field(strict=True, ge=least, le=most), BeforeValidator(shapes.whole)]
    return Annotated[list[number], Field(max_length=MOST_VALUES)]


Decides = Annotated[Agreed, shapes.one_of(Agreed)]


class ForumVariants(shapes.Asked):
    """Values to try of a forum, each beside the one it has."""

    forum: shapes.Key
    meets: Annotated[list[Meets], Field(max_length=MOST_VALUES)] = Field(default_factory=list)
    agendas: _numbers(1, 500) = Field(default_factory=list)  # type: ignore[valid-type]
    papers_days: _numbers(0, 60) = Field(default_factory=list)  # type: ignore[valid-type]
    rules: Annotated[list[Decides], Field(max_length=MOST_VALUES)] = Field(default_factory=list)


class JointVariants(shapes.Asked):
    """How many members must be with for a joint rule of the model: numbers to try."""

    rule: shapes.Key
    members: _numbers(1, 500)  # type: ignore[valid-type]


class FurtherAsked(shapes.Asked):
    """What is wanted: what would help, many variants (say which), or meetings moved so that papers flow."""

    what: Looked
    model: Annotated[int, Field(strict=True, ge=0, lt=MOST_MODELS), BeforeValidator(shapes.whole)] = 0
    forums: Annotated[list[ForumVariants], Field(max_length=MOST_FORUMS)] = Field(default_factory=list)
    joint: Annotated[list[JointVariants], Field(max_length=MOST_FORUMS)] = Field(default_factory=list)


@router.get(
    "/simulations/{simulation_id}/further", response=FurtherLines, summary="What was looked into further"
)
@operation(Right.READ)
def looked_into(request: HttpRequest, simulation_id: UUID) -> Any:
    about = _compared(acting_in(request), simulation_id)
    return {"items": [line_told(one) for one in list_looked_into(about)]}


@router.get(
    "/simulations/{simulation_id}/further/{further_id}",
    response=FurtherOut,
    summary="What was found of it",
)
@operation(Right.READ)
def looked_further(request: HttpRequest, simulation_id: UUID, further_id: UUID) -> Any:
    acting = acting_in(request)
    about, found = _compared(acting, simulation_id), access_run(acting, further_id)
    if found.about_id != about.pk:
        raise NotFoundError(str(further_id))
    return all_told(found)


@router.post(
    "/simulations/{simulation_id}/further",
    response={201: FurtherOut},
    summary="Look further into a comparison",
    description="By whoever may prepare a draft of a governance model. A worker answers: ask for it again. "
    "It binds nobody.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def look_further(request: HttpRequest, simulation_id: UUID, asked: FurtherAsked) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()
    row = _asked(access_run(acting, simulation_id), asked, acting, at)

    def do() -> dict[str, Any]:
        kept = access_run(acting, put_in_line(row, acting=acting, at=at))
        return FurtherOut.model_validate(all_told(kept)).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at, 201)


def _asked(about: Any, asked: FurtherAsked, acting: Acting, at: datetime) -> Any:
    who = {"acting": acting, "at": at}
    if asked.what is Sought.HELPS:
        return service.what_helps(about, asked.model, **who)  # type: ignore[arg-type]
    if asked.what is Sought.IN_STEP:
        return service.in_step(about, asked.model, **who)  # type: ignore[arg-type]
    return service.variants(about, asked.model, list(_varied(asked)), **who)  # type: ignore[arg-type]


def _varied(asked: FurtherAsked) -> Iterator[service.Vary]:
    for forum in asked.forums:
        said = {
            "rhythm": [one.value for one in forum.meets],
            "agenda": forum.agendas,
            "papers": forum.papers_days,
            "rule": [one.value for one in forum.rules],
        }
        for sort, values in said.items():
            if values:
                yield service.Vary(sort, forum.forum, tuple(dict.fromkeys(map(str, values))))
    for joint in asked.joint:
        yield service.Vary(service.CONSENTS, joint.rule, tuple(dict.fromkeys(map(str, joint.members))))


def _compared(acting: Acting, simulation_id: UUID) -> Any:
    """A comparison; what looks further into one is none.

    Raises:
        NotFoundError: there is no such comparison.
    """
    found = access_run(acting, simulation_id)
    if found.about_id is not None:
        raise NotFoundError(str(simulation_id))
    return found
