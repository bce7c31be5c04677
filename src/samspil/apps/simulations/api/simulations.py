"""Simulations: what has been tried and what came of it, and trying something."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field, StringConstraints

from samspil.apps.governance.parts.operations import operation
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.simulations.selectors.access import access_run
from samspil.apps.simulations.selectors.runs import list_runs
from samspil.apps.simulations.services.asking import answer_first, keep
from samspil.apps.simulations.types import (
    CHANGED,
    IN_STEP,
    MOST_MODELS,
    ForumChange,
    NewQuestion,
    Rhythm,
    RunState,
)
from samspil.kit.api import shapes
from samspil.kit.api.listing import Number, Page, Size, page
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["simulations"])
Ref = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
State = Annotated[RunState, shapes.one_of(RunState)]
Meets = Annotated[Rhythm, shapes.one_of(Rhythm)]


class SimulatedFigure(Schema):
    """A mean over plays, and its interval of 95 in 100; null where there is nothing to say."""

    mean: float | None
    low: float | None
    high: float | None


class SimulationLine(Schema):
    """Something that was tried: how far it has come and of how many plays the answer is."""

    id: UUID
    question: str
    state: State
    asked_at: datetime
    years: int
    plays: int
    matter: UUID | None


class Simulations(Page):
    """A page, the newest first."""

    items: list[SimulationLine]


class SimulatedModel(Schema):
    """A model of a comparison: which it is, its figures, and how they differ from the first model's.

    `changed` says that it is the first, with what was asked to be changed in it; `in_step`, one of them with
    its meetings moved so that papers flow.
    """

    key: str
    version: str
    digest: str
    name: str
    changed: bool
    in_step: bool
    figures: dict[str, SimulatedFigure]
    differences: dict[str, SimulatedFigure]
    overloaded: list[str]


class SimulatedMeetings(Schema):
    """When a forum meets in a year, and when it would with its meetings in step with the others'."""

    forum: str
    moves: bool
    now: list[date]
    then: list[date]


class SimulationOut(SimulationLine):
    """All of a comparison. `digest` is of the answer: the same inputs, seed and plays give the same.

    `meetings` are there where meetings were to be put in step and a worker has found how.
    """

    seed: int
    method: str
    workload: str
    digest: str
    models: list[SimulatedModel]
    meetings: list[SimulatedMeetings]


class SimulationsAsked(shapes.Asked):
    """A page of what was tried."""

    after: Number | None = None
    size: Size = 25


class ForumChanged(shapes.Asked):
    """A forum of the first model that is to meet otherwise; what is left out stays as it is."""

    forum: shapes.Key
    meets: Meets | None = None
    agenda: Annotated[int, Field(strict=True, ge=1, le=500), BeforeValidator(shapes.whole)] | None = None
    papers_days: Annotated[int, Field(strict=True, ge=0, le=60), BeforeValidator(shapes.whole)] | None = None


class SimulationAsked(shapes.Asked):
    """What is to be tried. A model is the id of one of your versions or drafts, or the key of one that ships.

    `workload` is `own` (your last twelve months) or the key of one that ships.
    """

    models: Annotated[list[Ref], Field(min_length=1, max_length=MOST_MODELS)]
    workload: shapes.Key
    years: Annotated[int, Field(strict=True, ge=1, le=10), BeforeValidator(shapes.whole)]
    question: Annotated[str, StringConstraints(strict=True, max_length=300, pattern=shapes.LINES)] = ""
    changes: Annotated[list[ForumChanged], Field(max_length=20)] = Field(default_factory=list)


@router.get("/simulations", response=Simulations, summary="What has been tried")
@operation(Right.READ)
def simulations(request: HttpRequest, asked: Query[SimulationsAsked]) -> HttpResponse:
    shapes.nothing_else(request, SimulationsAsked)
    found = list_runs(acting_in(request), asked.after, asked.size, only_compared=True)
    return page(request, (_line(one) for one in found.rows), found.next_after)


@router.get("/simulations/{simulation_id}", response=SimulationOut, summary="One comparison")
@operation(Right.READ)
def simulation(request: HttpRequest, simulation_id: UUID) -> Any:
    found = access_run(acting_in(request), simulation_id)
    if found.about is not None:
        raise NotFoundError(str(simulation_id))
    return _whole(found)


@router.post(
    "/simulations",
    response={201: SimulationOut},
    summary="Try models",
    description="By whoever may prepare a draft of a governance model. The answer is a first one, of few "
    "plays; ask for it again to see it made surer. It binds nobody.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def try_models(request: HttpRequest, asked: SimulationAsked) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()
    found, answer = answer_first(_question(asked), acting=acting, at=at)

    def do() -> dict[str, Any]:
        row = access_run(acting, keep(found, answer, acting=acting, at=at))
        return SimulationOut.model_validate(_whole(row)).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at, 201)


def _question(asked: SimulationAsked) -> NewQuestion:
    changes = (ForumChange(one.forum, one.meets, one.agenda, one.papers_days) for one in asked.changes)
    return NewQuestion(asked.question, tuple(asked.models), tuple(changes), asked.workload, asked.years)


def _line(one: Any) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "question": one.question,
        "state": one.state,
        "asked_at": one.asked_at,
        "years": one.years,
        "plays": one.runs,
        "matter": one.matter,
    }


def _whole(one: Any) -> dict[str, Any]:
    result = one.result
    apart = [{}, *result["differences"]]
    return {
        **_line(one),
        "seed": one.seed,
        "method": one.method,
        "workload": one.inputs["workload_key"],
        "digest": result["digest"],
        "models": [
            {
                "key": told["key"],
                "version": told["number"],
                "digest": told["digest"],
                "name": told["name"]["da"],
                "changed": told["sort"] == CHANGED,
                "in_step": told["sort"] == IN_STEP,
                "figures": played["total"],
                "differences": differs,
                "overloaded": played["overloaded"],
            }
            for told, played, differs in zip(one.inputs["models"], result["models"], apart, strict=True)
        ],
        "meetings": [
            {
                "forum": forum["key"],
                "moves": forum["moves"],
                "now": forum["meets_now"],
                "then": forum["meets_then"],
            }
            for forum in ((one.inputs.get(IN_STEP) or {}).get("found") or {}).get("forums", [])
        ],
    }
