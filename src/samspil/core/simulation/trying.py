"""Models tried with a workload: laid out, run as often as asked, and summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samspil.core.governance.load import GovernanceModel
from samspil.core.simulation.laying_out.world import lay_out
from samspil.core.simulation.results import Result
from samspil.core.simulation.runs import Runner
from samspil.core.simulation.spreading import Over, spread_runs
from samspil.core.simulation.summing_up import summed_up
from samspil.core.simulation.workload.reading import ReadWorkload, refuse_what_does_not_fit


@dataclass(frozen=True, slots=True)
class How:
    """For how long and how often something is tried, as ``try_models`` takes it."""

    years: int
    runs: int
    seed: int
    loop: Any = None
    over: Over | None = None


def tried(models: Sequence[GovernanceModel], workload: ReadWorkload, how: How) -> tuple[Result, ...]:
    """``try_models``, with what it takes in one."""
    return try_models(
        models, workload, years=how.years, runs=how.runs, seed=how.seed, loop=how.loop, over=how.over
    )


def try_models(  # noqa: PLR0913 – each is a number of its own, and those who ask by `How` need not
    models: Sequence[GovernanceModel],
    workload: ReadWorkload,
    *,
    years: int,
    runs: int,
    seed: int,
    loop: Any = None,
    over: Over | None = None,
) -> tuple[Result, ...]:
    """Try models with one workload, each on the same luck.

    Args:
        models: at least one.
        workload: what they are tried with; it must fit all of them.
        years: that are counted, after its days of warming up.
        runs: how many times.
        seed: below 2^32; the same seed gives the same results, to the byte.
        loop: what runs, as ``compiled.compiled_loop`` gives it; compiled anew where it is left out.
        over: what plays the runs in parts; by this process, one after the other, where it is left out.

    Raises:
        ProblemsError: the workload does not fit, the calendar does not reach, or more comes than is done.

    Complexity: linear in models, runs, and all that happens in them.
    """
    refuse_what_does_not_fit(workload, models)
    found = []
    for model in models:
        world = lay_out(model, workload, years)
        if over is None:
            runner = Runner(world, seed, loop)
            played = [runner.run(number) for number in range(runs)]
        else:
            played = spread_runs(world, seed, runs, over)
        found.append(summed_up(world, played))
    return tuple(found)
