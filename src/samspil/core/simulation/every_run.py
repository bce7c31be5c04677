"""What models are compared by, one value for each run: the same run of each has the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from samspil.core.governance.compare import Decider
from samspil.core.governance.language.organisation import OrganisationKind, Result
from samspil.core.governance.language.routes import Do
from samspil.core.simulation.laying_out.world import World
from samspil.core.simulation.loop import ground as g
from samspil.core.simulation.results import COMPARED, quantile, ratio
from samspil.core.simulation.runs import Run

DAY: Final = 1440
_HOURS: Final = (("by_forum", g.F_MINUTES), ("by_role", g.R_MINUTES), ("by_member", g.B_MINUTES))


def every_run(world: World, runs: Sequence[Run]) -> dict[str, tuple[float, ...]]:
    """Each figure of ``COMPARED``, one value a run; no number where there is nothing to count.

    What was under way as a run began is left out, but for how matters end and who decides them.
    """
    new = world.fixed["source"][:, g.UNDER_WAY] == 0
    told = [_of_a_run(world, run, new) for run in runs]
    return {name: tuple(one[name] for one in told) for name in COMPARED}


def _of_a_run(world: World, run: Run, new: Any) -> dict[str, float]:
    source, lead = run.sums["by_source"][new], run.sums["lead"][new].sum(axis=0)
    years = (world.ends - world.warm) / DAY / 365
    ended, carried = source[:, g.K_ENDED].sum(), source[:, g.K_CARRIED].sum()
    minutes = sum(int(run.sums[table][:, column].sum()) for table, column in _HOURS)
    return {
        "lead_days": ratio(source[:, g.K_LEAD].sum() / DAY, ended),
        "median_days": quantile(lead, 0.5),
        "p80_days": quantile(lead, 0.8),
        "in_time": ratio(source[:, g.K_KEPT].sum(), ended),
        "ended": float(ended / years),
        "under_way": under_way(world, run, new),
        "approved": _approved(world, run),
        "passes": ratio(carried, carried + source[:, g.K_FALLEN].sum()),
        "taking_part": ratio(source[:, g.K_TAKING_PART].sum(), carried),
        "locally": _locally(world, run),
        "hours": minutes / 60 / years,
    }


def under_way(world: World, run: Run, sources: Any) -> float:
    """How many matters of these sources were under way at a time, on the average."""
    return float(run.sums["by_source"][sources, g.K_AREA].sum()) / (world.ends - world.warm)


def _approved(world: World, run: Run) -> float:
    """The share of what ended that got a yes."""
    ends = world.model.spec.terms.ends
    approved = [ends[key].result is Result.APPROVED for key in world.model.program.ends]
    return ratio(run.sums["ended"][:, approved].sum(), run.sums["ended"].sum())


def _locally(world: World, run: Run) -> float:
    """The share of what somebody decided that was decided locally, or by each member for itself."""
    decided = run.sums["decided"][:, :-1].sum(axis=0)
    local = [decider_at(world, at) in (Decider.LOCALLY, Decider.MEMBERS) for at in range(len(decided))]
    return ratio(decided[local].sum(), decided.sum())


def decider_at(world: World, step: int) -> Decider:
    """Where the step of a last decision stands; behind the last step stand those that nobody decided."""
    program = world.model.program
    if step == len(program.steps):
        return Decider.NOBODY
    spec = program.steps[step]
    if spec.spec.do is Do.CONSENT:
        return Decider.MEMBERS
    if not spec.body.is_forum:
        return Decider.LOCALLY
    is_association = world.model.spec.organisation.kind is OrganisationKind.ASSOCIATION
    return Decider.ASSOCIATION if is_association else Decider.FORUM
