"""Somebody asks: the first answer is there at once, what makes it surer is put in line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.rights import may_try
from samspil.apps.simulations.services.installed import refuse_without_numpy
from samspil.apps.simulations.services.playing import play
from samspil.apps.simulations.services.working_out import WorkedOut, work_out
from samspil.apps.simulations.types import SIMULATION, NewQuestion, RunSort, RunState
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.journal.recording import By, record, told_of

if TYPE_CHECKING:
    from samspil.core.simulation.trial import Trial
    from samspil.core.simulation.workload.shared import Case

SEED: Final = 1  # the same for all: what differs between two answers is what went in, not the luck
FIRST_SECONDS: Final = 0.8  # whoever asks waits for it
MOST_FIRST: Final = 20


def answer_first(new: NewQuestion, *, acting: Acting, at: datetime) -> tuple[WorkedOut, dict[str, Any]]:
    """Work a question out and play it as often as there is time for while somebody waits; nothing is written.

    Raises:
        NotFoundError: a model that is not there.
        RefusedError: ``not_yours_to_try``, ``simulation_needs_numpy``; what `work_out` refuses; what cannot
            be played.
    """
    if not may_try(acting, timezone.localdate(at)):
        raise RefusedError(Problem("not_yours_to_try"))
    try:
        refuse_without_numpy()
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    found = work_out(new, acting=acting, at=at)
    try:
        return found, first_answer(found.shared.cases, new.years)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error


def first_answer(cases: Sequence[Case], years: int) -> dict[str, Any]:
    """What comes out of as many plays as there is time for while somebody waits.

    Raises:
        ProblemsError: ``simulation_needs_numpy``; what cannot be played.
    """
    refuse_without_numpy()
    from samspil.core.simulation.loop import running  # noqa: PLC0415 – numpy
    from samspil.core.simulation.told import as_data  # noqa: PLC0415
    from samspil.core.simulation.trial import Trial  # noqa: PLC0415

    trial = Trial(cases, years, SEED, running)
    _play_first(trial)
    return as_data(trial)


def answer_of(cases: Sequence[Case], years: int, plays: int) -> dict[str, Any]:
    """What comes out of so many plays: on every machine the same.

    Raises:
        ProblemsError: ``simulation_needs_numpy``; what cannot be played.
    """
    refuse_without_numpy()
    from samspil.core.simulation.loop import running  # noqa: PLC0415 – numpy
    from samspil.core.simulation.told import as_data  # noqa: PLC0415
    from samspil.core.simulation.trial import Trial  # noqa: PLC0415

    trial = Trial(cases, years, SEED, running)
    for _play in range(plays):
        trial.play()
    return as_data(trial)


def _play_first(trial: Trial) -> None:
    """Once at least. How often depends on the machine, what it comes to only on how often."""
    until = perf_counter() + FIRST_SECONDS
    trial.play()
    while perf_counter() < until and trial.played < MOST_FIRST:
        trial.play()


def keep(
    found: WorkedOut, answer: dict[str, Any], *, acting: Acting, at: datetime, is_sure: bool = False
) -> UUID:
    """Keep a question with its first answer, and put in line what makes it surer; the id of the run.

    Where the answer is sure enough, no worker is asked.
    """
    row = SimulationRun(
        organisation_id=acting.organisation_id,
        question=found.new.words.strip()[:300],
        years=found.new.years,
        seed=SEED,
        method=answer["version"],
        inputs=found.inputs,
        files=found.files,
        result=answer,
        runs=answer["runs"],
    )
    return _keep(row, RunState.DONE, acting, at) if is_sure else put_in_line(row, acting=acting, at=at)


@transaction.atomic
def put_in_line(row: SimulationRun, *, acting: Acting, at: datetime) -> UUID:
    """Keep a question that somebody asks, and put it in line for a worker; its id."""
    public_id = _keep(row, RunState.WAITING, acting, at)
    play.enqueue(acting.organisation_id, str(public_id))
    return public_id


@transaction.atomic
def _keep(row: SimulationRun, state: RunState, acting: Acting, at: datetime) -> UUID:
    row.state, row.asked_at, row.asked_by = state.value, at, acting.person
    row.save()
    facts = {
        "models": [one["digest"] for one in row.inputs["models"]],
        "workload": row.inputs["workload_key"],
        "years": row.years,
        "seed": row.seed,
        "method": row.method,
    }
    if row.sort != RunSort.COMPARE.value:
        facts["sort"] = row.sort
    told = told_of("simulations.asked", (SIMULATION, row.public_id), facts, {"question": row.question})
    record(acting.organisation_id, [told], By(str(acting.person), at))
    return row.public_id
