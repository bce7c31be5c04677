"""What a worker does to look further: it finds the models to be tried, and tells what they came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.services.working_out import models_again, reading, shared_again
from samspil.apps.simulations.types import IN_STEP, MOST_VARIANTS, RunSort
from samspil.core.errors import Problem, ProblemsError

if TYPE_CHECKING:
    from samspil.core.governance.load import GovernanceModel
    from samspil.core.simulation.phasing.phase import Phased, PhasedForum
    from samspil.core.simulation.trials import Trials

PLAYED_TO_BEGIN: Final = 5  # so often a model is played to see which forums and joint rules are asked
PLAYED_TO_PHASE: Final = 20
Told = Callable[["Trials"], dict[str, Any]]


def trials_of(row: SimulationRun, loop: Any) -> tuple[Trials, Told]:
    """The models to be tried, and what tells what they came to; of the same row always the same.

    Raises:
        ProblemsError: this version of Samspil no longer takes what was kept, or it cannot be played.
    """
    return _variants(row, loop) if row.sort == RunSort.VARY.value else _remedies(row, loop)


def _remedies(row: SimulationRun, loop: Any) -> tuple[Trials, Told]:
    from samspil.core.simulation.explaining import remedied  # noqa: PLC0415 – numpy
    from samspil.core.simulation.told_further import helped_as_data  # noqa: PLC0415
    from samspil.core.simulation.trial import Trial  # noqa: PLC0415

    of = row.inputs["of"]
    first = Trial([shared_again(row.inputs, row.files).cases[of]], row.years, row.seed, loop)
    for _play in range(PLAYED_TO_BEGIN):
        first.play()
    found = list(remedied(first.results()[0], reading(row.files["models"][of]["files"])))
    trials = _side_by_side(row, [model for _remedy, model in found], loop)
    return trials, lambda played: helped_as_data(played, [remedy for remedy, _model in found])


def _variants(row: SimulationRun, loop: Any) -> tuple[Trials, Told]:
    from samspil.core.simulation.changing import with_changes  # noqa: PLC0415 – numpy
    from samspil.core.simulation.told_further import varied_as_data  # noqa: PLC0415
    from samspil.core.simulation.varying import changes_of, combinations  # noqa: PLC0415

    of = row.inputs["of"]
    chosen = combinations(as_varied(row.inputs["varied"]), MOST_VARIANTS)
    case = shared_again(row.inputs, row.files).cases[of]
    read, on = reading(row.files["models"][of]["files"]), case.workload.spec.starts
    found: list[GovernanceModel | tuple[Problem, ...]] = []
    for one in chosen[1:]:
        try:
            found.append(with_changes(case.model, read, changes_of(case.model, one, on), on))
        except ProblemsError as error:
            found.append(error.problems)
    return _side_by_side(row, found, loop), lambda played: varied_as_data(played, chosen)


def as_varied(told: Sequence[Mapping[str, Any]]) -> list[Any]:
    """What is varied, as it was kept."""
    from samspil.core.simulation.varying import Sort, Varied  # noqa: PLC0415 – numpy

    return [Varied(Sort(one["sort"]), one["subject"], tuple(one["values"])) for one in told]


def _side_by_side(
    row: SimulationRun, found: Sequence[GovernanceModel | tuple[Problem, ...]], loop: Any
) -> Trials:
    """The model that is looked into, then each of these, with what all models of the comparison know."""
    from samspil.core.simulation.trials import Trials  # noqa: PLC0415 – numpy
    from samspil.core.simulation.workload.shared import share  # noqa: PLC0415

    models, workload = models_again(row.inputs, row.files)
    more = [one for one in found if not isinstance(one, tuple)]
    cases = share([*models, *more], workload).cases
    left = iter(cases[len(models) :])
    beside = [one if isinstance(one, tuple) else next(left) for one in found]
    return Trials([cases[row.inputs["of"]], *beside], row.years, row.seed, loop)


def put_meetings_in_step(row: SimulationRun, loop: Any) -> bool:
    """Find where the meetings should lie, and put the model with them after the others; whether any moves.

    The row is changed and not saved. Of the same row it gives always the same.
    """
    from samspil.core.simulation.phasing.phase import phase  # noqa: PLC0415 – numpy
    from samspil.core.simulation.trying import How  # noqa: PLC0415

    inputs, of = row.inputs, row.inputs[IN_STEP]["of"]
    case = shared_again(inputs, row.files).cases[of]
    phased = phase(case.model, case.workload, How(row.years, PLAYED_TO_PHASE, row.seed, loop))
    changes = [[one.where, one.value] for one in phased.changes]
    models, files = inputs["models"], row.files["models"]
    found = {**inputs, IN_STEP: {"of": of, "found": _found(phased)}}
    if changes:
        told = {**models[of], "sort": IN_STEP, "set": changes}
        found["models"] = [*models, told]
        row.files = {**row.files, "models": [*files, files[of]]}
        changed, _workload = models_again(found, row.files)
        told["digest"] = changed[-1].digest
    row.inputs = found
    return bool(changes)


def _found(phased: Phased) -> dict[str, Any]:
    return {
        "forums": [_forum(one) for one in phased.forums],
        "days_now": round(phased.days_now, 3),
        "days_then": round(phased.days_then, 3),
        "bound": round(phased.bound, 3),
        "is_exact": phased.is_exact,
    }


def _forum(one: PhasedForum) -> dict[str, Any]:
    return {
        "key": one.key,
        "moves": one.then != one.now,
        "meets_now": [day.isoformat() for day in one.days_of_now],
        "meets_then": [day.isoformat() for day in one.days_of_then],
        "a_year": round(one.a_year, 3),
        "days_now": round(one.days_now, 3),
        "days_then": round(one.days_then, 3),
        "line": {"file": one.place.file, "line": one.place.line},
    }
