"""Forecasts: asked for by somebody, drawn by a worker, kept with all that they were made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import Forecast
from samspil.apps.benefits.selectors.forecast_inputs import Inputs, drawable, inputs_of
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import access_initiative, may_lead
from samspil.core.errors import Problem
from samspil.core.forecasting.question import Question, as_data, question_of
from samspil.core.forecasting.reference import Measured
from samspil.kit.ids import new_id
from samspil.kit.jobs import progress
from samspil.kit.jobs.declaring import Failure, job
from samspil.kit.journal.recording import By, Told, record
from samspil.kit.tenancy import scope

SEED: Final = 1  # the same for all: what differs between two forecasts is what went in, not the luck
SCENARIOS: Final = 10_000
LEVELS: Final = (0.1, 0.2, 0.5, 0.8, 0.9)
SUBJECT: Final = "forecast"


def ask_forecast(
    initiative: UUID | None,
    chosen: Mapping[Measured, str],
    together: float = 0.0,
    *,
    acting: Acting,
    at: datetime,
) -> UUID:
    """A forecast of an initiative, or of the whole portfolio, is put in line; the id it will have.

    ``together`` is how much initiatives share their luck, from 0 to less than 1.

    Raises:
        NotFoundError: there is no such initiative of one's own.
        RefusedError: ``not_yours_to_lead``, ``not_yours_to_forecast``, ``no_such_reference_class``,
            ``initiative_is_over``, ``nothing_planned_to_forecast``.
    """
    key = _check(initiative, chosen, acting, at)
    on = timezone.localdate(at)
    inputs = inputs_of(acting.organisation_id, initiative, on, chosen)
    if not inputs.planned:
        raise RefusedError(Problem("nothing_planned_to_forecast", {}))
    question = question_for(inputs, together)
    by = str(acting.person)
    made = {"public_id": str(new_id()), "on": on.isoformat(), "at": at.isoformat(), "by": by}
    told = {
        "initiative": str(initiative) if initiative else None,
        "question": as_data(question),
        "initiatives": {str(one.public_id): one.title for one in inputs.planned},
        "left_out": list(inputs.left_out),
        "hours_left_out": inputs.hours_left_out,
        "without_end": [one.title for one in inputs.planned if not one.has_end],
        "spent": {str(one.public_id): one.spent for one in inputs.planned if one.spent},
        "overspent": list(inputs.overspent),
        "own": {measured.value: one.own for measured, one in inputs.blends.items()},
        "cautions": [{"code": one.code, "args": dict(one.args)} for one in inputs.cautions],
    }
    with transaction.atomic():
        draw.enqueue(acting.organisation_id, key, told, made)
    progress.show(_name(made["public_id"]), 0, 1)
    return UUID(made["public_id"])


def question_for(inputs: Inputs, together: float = 0.0) -> Question:
    """What is asked of chance."""
    classes = inputs.classes
    return Question(
        tuple(one.as_plan(classes) for one in inputs.planned),
        tuple(classes.values()),
        SEED,
        SCENARIOS,
        together=together,
        levels=LEVELS,
    )


def is_being_drawn(public_id: UUID) -> bool:
    """Whether somebody has asked for it and it is not there yet."""
    found = progress.seen(_name(str(public_id)))
    return found is not None and found.done < found.total


def has_failed(public_id: UUID) -> bool:
    """Whether it went wrong and is not tried again."""
    found = progress.seen(_name(str(public_id)))
    return found is not None and found.total == 0


def _went_wrong(
    failure: Failure, _organisation_id: int, _key: int | None, _told: object, made: Mapping[str, str]
) -> None:
    """Whoever waits is told once nobody tries again."""
    if failure.again_at is None:
        progress.show(_name(made["public_id"]), 0, 0)


@job(retries=2, when_it_fails=_went_wrong)
def draw(organisation_id: int, key: int | None, told: dict[str, Any], made: dict[str, str]) -> None:
    """Draw a forecast of an initiative, by the key of its row, and keep it. Done twice it is kept once."""
    from samspil.core.forecasting.futures.foretelling import foretell  # noqa: PLC0415 – needs numba

    data = foretell(question_of(told["question"])).as_data()
    result = {name: value for name, value in data.items() if name != "question"}
    with scope.within([organisation_id]):
        _keep(organisation_id, key, told, result, made)
    progress.show(_name(made["public_id"]), 1, 1)


@transaction.atomic
def _keep(
    organisation_id: int,
    key: int | None,
    told: dict[str, Any],
    result: dict[str, Any],
    made: Mapping[str, str],
) -> None:
    rows = Forecast.objects.filter(organisation_id=organisation_id, public_id=UUID(made["public_id"]))
    if rows.exists():
        return
    at = datetime.fromisoformat(made["at"])
    row = Forecast.objects.create(
        organisation_id=organisation_id,
        public_id=UUID(made["public_id"]),
        initiative_id=key,
        on=date.fromisoformat(made["on"]),
        made_at=at,
        made_by=UUID(made["by"]),
        seed=told["question"]["seed"],
        method=result["version"],
        inputs=told,
        result=result,
    )
    facts = {
        "initiative": told["initiative"],
        "method": row.method,
        "seed": row.seed,
        "digest": result["digest"],
    }
    told_journal = Told("benefits.forecast_made", SUBJECT, str(row.public_id), facts)
    record(organisation_id, [told_journal], By(made["by"], at))


def _check(
    initiative: UUID | None, chosen: Mapping[Measured, str], acting: Acting, at: datetime
) -> int | None:
    """Whether one may; the key of the initiative's row."""
    known = drawable()
    for measured, key in chosen.items():
        if key not in known[measured]:
            raise RefusedError(Problem("no_such_reference_class", {"key": key}))
    if initiative is None:
        if not may_keep_portfolio(acting):
            raise RefusedError(Problem("not_yours_to_forecast", {}))
        return None
    row = access_initiative(acting, initiative)
    if not may_lead(acting, row, timezone.localdate(at)):
        raise RefusedError(Problem("not_yours_to_lead", {"title": row.title}))
    if not row.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": row.title}))
    return row.pk


def _name(public_id: str) -> str:
    return f"forecast:{public_id}"
