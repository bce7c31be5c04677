"""What was looked into further, as it is told to machines."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema

from samspil.apps.simulations.api.simulations import SimulatedFigure, State
from samspil.apps.simulations.types import IN_STEP
from samspil.kit.api import shapes


class Sought(StrEnum):
    """What somebody wants to know of a model."""

    HELPS = "helps"
    VARY = "vary"
    IN_STEP = "in_step"


Looked = Annotated[Sought, shapes.one_of(Sought)]


class SimulatedLine(Schema):
    """The line of the model that something goes back to."""

    file: str
    line: int


class SimulatedProblem(Schema):
    """Why no model can be so."""

    code: str
    args: dict[str, str]


class SimulatedWaiting(Schema):
    """How many days a year matters wait for a forum, which share of all waiting that is, and for what."""

    forum: str
    days: SimulatedFigure
    share: float
    causes: dict[str, SimulatedFigure]
    line: SimulatedLine


class SimulatedChange(Schema):
    """Where in the model something would be otherwise, and what it would be."""

    where: str
    value: str


class SimulatedRemedy(Schema):
    """One more or one less, and what it would change: an agenda's `item`, a `meeting` a year, a `consent`."""

    what: str
    subjects: list[str]
    before: int
    after: int
    changes: list[SimulatedChange]
    differences: dict[str, SimulatedFigure]
    line: SimulatedLine


class SimulatedChoice(Schema):
    """A value that was tried: `rhythm`, `agenda`, `papers`, `rule` of a forum; `consents` of a joint rule."""

    sort: str
    subject: str
    value: str


class SimulatedVariant(Schema):
    """A combination of values; the first has none.

    `on_frontier` says that no other is as good in all that was asked for and better in something.
    """

    chosen: list[SimulatedChoice]
    figures: dict[str, SimulatedFigure]
    differences: dict[str, SimulatedFigure]
    overloaded: list[str]
    on_frontier: bool
    problems: list[SimulatedProblem]


class FurtherLine(Schema):
    """Something that was looked into: which of the models, counted from 0, and how far it has come."""

    id: UUID
    what: Looked
    model: int
    state: State
    asked_at: datetime
    plays: int


class FurtherOut(FurtherLine):
    """What was found; nothing of it before a worker has come to it.

    Of `in_step` what was found is a comparison: ask for it by its id among the simulations.
    """

    seed: int
    method: str
    digest: str
    waiting: list[SimulatedWaiting]
    remedies: list[SimulatedRemedy]
    variants: list[SimulatedVariant]


class FurtherLines(Schema):
    """What was looked into of a comparison, the newest first, twenty at most."""

    items: list[FurtherLine]


def line_told(one: Any) -> dict[str, Any]:
    """That something was looked into, without what was found."""
    steps = one.inputs.get(IN_STEP)
    return {
        "id": one.public_id,
        "what": one.sort if steps is None else IN_STEP,
        "model": one.inputs["of"] if steps is None else steps["of"],
        "state": one.state,
        "asked_at": one.asked_at,
        "plays": one.runs,
    }


def all_told(one: Any) -> dict[str, Any]:
    """All of it; of meetings in step the comparison is told among the comparisons."""
    result = one.result
    return {
        **line_told(one),
        "seed": one.seed,
        "method": one.method,
        "digest": result.get("digest", ""),
        "waiting": result.get("waiting", []),
        "remedies": [_remedy(tried) for tried in result.get("tried", [])],
        "variants": [{**row, "figures": row["total"]} for row in result.get("rows", [])],
    }


def _remedy(tried: dict[str, Any]) -> dict[str, Any]:
    changes = [{"where": where, "value": str(value)} for where, value in tried["changes"]]
    return {**tried, "changes": changes}
