"""Somebody looks further into a comparison: what would help, many variants, meetings in step.

Each gives a question that is not kept yet; `asking.put_in_line` keeps it, and a worker answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.rights import may_try
from samspil.apps.simulations.services.asking import first_answer
from samspil.apps.simulations.services.looking import as_varied
from samspil.apps.simulations.services.working_out import is_as_is, kept_model, shared_again
from samspil.apps.simulations.types import IN_STEP, MOST_MODELS, MOST_VARIANTS, RunSort
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.load import GovernanceModel

CONSENTS: Final = "consents"  # what is varied of a joint rule; all else is of a forum
_TOLD: Final = ("models", "workload_key", "sources", "counted", "left_out", "assumed")


@dataclass(frozen=True, slots=True)
class Vary:
    """What is varied of a forum, or of a joint rule: as ``core.simulation.varying.Varied`` takes it."""

    sort: str
    subject: str
    values: tuple[str, ...]


def what_helps(about: SimulationRun, of: int, *, acting: Acting, at: datetime) -> SimulationRun:
    """Where a model of a comparison waits, and what a little more or less of something would give.

    Raises:
        NotFoundError: the comparison has no such model as it stands.
        RefusedError: ``not_yours_to_try``.
    """
    _refuse(about, of, acting, at)
    return _row(about, of, RunSort.HELPS, [])


def variants(
    about: SimulationRun, of: int, varied: Sequence[Vary], *, acting: Acting, at: datetime
) -> SimulationRun:
    """What every combination of some values does to a model of a comparison.

    Raises:
        NotFoundError: the comparison has no such model as it stands.
        RefusedError: ``not_yours_to_try``, ``nothing_to_vary``, ``no_such_forum_to_vary``,
            ``no_such_joint_rule``, ``too_many_variants``; what this version of Samspil no longer takes.
    """
    from samspil.core.simulation.varying import combinations  # noqa: PLC0415 – numpy

    _refuse(about, of, acting, at)
    if not varied:
        raise RefusedError(Problem("nothing_to_vary"))
    told = [{"sort": one.sort, "subject": one.subject, "values": list(one.values)} for one in varied]
    try:
        _refuse_unknown(kept_model(about.files, of), varied)
        combinations(as_varied(told), MOST_VARIANTS)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    return _row(about, of, RunSort.VARY, told)


def _refuse_unknown(model: GovernanceModel, varied: Sequence[Vary]) -> None:
    for one in varied:
        if one.sort == CONSENTS and one.subject not in model.spec.joint:
            raise ProblemsError.of("no_such_joint_rule", None, rule=one.subject)
        if one.sort != CONSENTS and one.subject not in model.spec.forums:
            raise ProblemsError.of("no_such_forum_to_vary", None, forum=one.subject)


def _row(about: SimulationRun, of: int, sort: RunSort, varied: list[Any]) -> SimulationRun:
    inputs = {**{name: about.inputs[name] for name in _TOLD}, "of": of, "varied": varied}
    return SimulationRun(
        organisation_id=about.organisation_id,
        question=about.question,
        years=about.years,
        seed=about.seed,
        method=about.method,
        inputs=inputs,
        files=about.files,
        result={},
        runs=0,
        sort=sort.value,
        about=about,
    )


def in_step(about: SimulationRun, of: int, *, acting: Acting, at: datetime) -> SimulationRun:
    """The same comparison with one model more: one of it, with its meetings moved so that papers flow.

    The comparison stays as it is. The first answer of the new one is of the same models; the worker finds
    where the meetings should lie.

    Raises:
        NotFoundError: the comparison has no such model as it stands.
        RefusedError: ``not_yours_to_try``, ``too_many_models_to_try``; what cannot be played.
    """
    _refuse(about, of, acting, at)
    if len(about.inputs["models"]) >= MOST_MODELS:
        raise RefusedError(Problem("too_many_models_to_try", {"most": MOST_MODELS}))
    inputs = {**{name: about.inputs[name] for name in _TOLD}, IN_STEP: {"of": of, "found": None}}
    try:
        answer = first_answer(shared_again(inputs, about.files).cases, about.years)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    return SimulationRun(
        organisation_id=about.organisation_id,
        question=about.question,
        years=about.years,
        seed=about.seed,
        method=answer["version"],
        inputs=inputs,
        files=about.files,
        result=answer,
        runs=answer["runs"],
    )


def _refuse(about: SimulationRun, of: int, acting: Acting, at: datetime) -> None:
    if not may_try(acting, timezone.localdate(at)):
        raise RefusedError(Problem("not_yours_to_try"))
    if of not in as_they_stand(about):
        raise NotFoundError(str(of))


def as_they_stand(about: SimulationRun) -> list[int]:
    """Which models of a comparison can be looked into: those with nothing changed in them."""
    if about.sort != RunSort.COMPARE.value:
        return []
    return [number for number, told in enumerate(about.inputs["models"]) if is_as_is(told)]
