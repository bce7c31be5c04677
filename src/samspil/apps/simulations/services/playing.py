"""A worker plays a question more often, step by step; each step is kept, and somebody may stop it."""

from __future__ import annotations

from datetime import datetime
from time import perf_counter
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.rights import may_try
from samspil.apps.simulations.services.installed import refuse_without_numpy
from samspil.apps.simulations.services.looking import put_meetings_in_step, trials_of
from samspil.apps.simulations.services.working_out import shared_again
from samspil.apps.simulations.types import IN_STEP, SIMULATION, RunSort, RunState
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.jobs import progress
from samspil.kit.jobs.confirmed import why_it_failed
from samspil.kit.jobs.declaring import Failure, job
from samspil.kit.journal.recording import By, record, told_of
from samspil.kit.tenancy import scope

STEPS: Final = (20, 100, 400)
STEPS_OF_MANY: Final = (5, 20, 60)  # where many models are looked at
MOST_SECONDS: Final = 60.0  # other jobs wait for this one
_UNDER_WAY: Final = (RunState.WAITING.value, RunState.RUNNING.value)


def _went_wrong(failure: Failure, organisation_id: int, public_id: str) -> None:
    """The answer that is there stays; nobody makes it surer any more."""
    if failure.again_at is not None:
        return
    with scope.within([organisation_id]):
        _end(organisation_id, public_id, RunState.FAILED, [why_it_failed(failure)])


@job(retries=2, when_it_fails=_went_wrong)
def play(organisation_id: int, public_id: str) -> None:
    """Make an answer surer. Done twice it does no harm: what is over is left alone."""
    with scope.within([organisation_id]):
        row = _rows(organisation_id, public_id).first()
        if row is None or not row.is_under_way:
            return
        _rows(organisation_id, public_id).update(state=RunState.RUNNING.value)
        try:
            state = _play(row)
        except ProblemsError as error:
            _end(organisation_id, public_id, RunState.FAILED, error.problems)
        else:
            _end(organisation_id, public_id, state, ())
    progress.forget(public_id)


def _play(row: SimulationRun) -> RunState:
    refuse_without_numpy()
    return _compare(row) if row.sort == RunSort.COMPARE.value else _look_further(row)


def _compare(row: SimulationRun) -> RunState:
    from samspil.core.simulation.told import as_data  # noqa: PLC0415 – numpy
    from samspil.core.simulation.trial import Trial  # noqa: PLC0415

    if IN_STEP in row.inputs and row.inputs[IN_STEP]["found"] is None:
        put_meetings_in_step(row, loop())
        row.runs = 0  # what was played so far lacks the new model
    trial = Trial(shared_again(row.inputs, row.files).cases, row.years, row.seed, loop())
    trial.play()  # the first time on a machine it is compiled here, which takes half a minute
    name, until = str(row.public_id), perf_counter() + MOST_SECONDS
    for step in STEPS:
        while trial.played < step:
            if progress.is_to_stop(name):
                return RunState.STOPPED
            trial.play()
            progress.show(name, trial.played, STEPS[-1])
            if perf_counter() > until:
                _keep(row, as_data(trial))
                return RunState.DONE
        _keep(row, as_data(trial))
    return RunState.DONE


def _look_further(row: SimulationRun) -> RunState:
    trials, told = trials_of(row, loop())
    name, until = str(row.public_id), perf_counter() + MOST_SECONDS
    for step in STEPS_OF_MANY:
        while trials.played < step:
            for at in range(len(trials)):
                if progress.is_to_stop(name):
                    return RunState.STOPPED
                trials.play(at)
                progress.show(name, (trials.played - 1) * len(trials) + at, len(trials) * STEPS_OF_MANY[-1])
            if perf_counter() > until:
                _keep(row, told(trials))
                return RunState.DONE
        _keep(row, told(trials))
    return RunState.DONE


def loop() -> Any:
    """The event loop, compiled where the compiler is there; else as it is written."""
    from samspil.core.simulation.loop import running  # noqa: PLC0415 – numpy

    try:
        from samspil.core.simulation.compiled import compiled_loop  # noqa: PLC0415 – half a minute of compiling
    except ImportError:
        return running
    return compiled_loop(str(settings.HOME / "compiled"))


def _keep(row: SimulationRun, answer: Any) -> None:
    """What is known now takes the place of what was known before, where it is of more runs or more models."""
    rows = _rows(row.organisation_id, str(row.public_id)).filter(state__in=_UNDER_WAY)
    if row.runs < answer["runs"]:
        row.runs = answer["runs"]
        rows.update(result=answer, runs=row.runs, method=answer["version"])
        if IN_STEP in row.inputs:
            rows.update(inputs=row.inputs, files=row.files)


def _end(organisation_id: int, public_id: str, state: RunState, because: Any) -> None:
    reasons = [
        {"code": one.code, "args": {name: str(said) for name, said in one.args.items()}} for one in because
    ]
    rows = _rows(organisation_id, public_id).filter(state__in=_UNDER_WAY)
    rows.update(state=state.value, stopped_because=reasons)


def _rows(organisation_id: int, public_id: str) -> Any:
    return SimulationRun.objects.filter(organisation_id=organisation_id, public_id=UUID(public_id))


@transaction.atomic
def stop(run: SimulationRun, *, acting: Acting, at: datetime) -> None:
    """Nobody makes the answer surer any more; what is known of it stays.

    Raises:
        RefusedError: ``not_yours_to_try``, ``simulation_is_over``.
    """
    if not may_try(acting, timezone.localdate(at)):
        raise RefusedError(Problem("not_yours_to_try"))
    held = SimulationRun.objects.select_for_update().defer("files").get(pk=run.pk)
    if not held.is_under_way:
        raise RefusedError(Problem("simulation_is_over"))
    progress.stop(str(held.public_id))
    if held.state == RunState.WAITING.value:
        held.state = RunState.STOPPED.value
        held.save(update_fields=["state"])
    told = told_of("simulations.stopped", (SIMULATION, held.public_id), {"runs": held.runs})
    record(held.organisation_id, [told], By(str(acting.person), at))
