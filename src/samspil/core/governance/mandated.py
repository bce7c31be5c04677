"""Which mandates reach a matter, each asked by itself; whether a decision told of could have been made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from samspil.core.governance import kernel
from samspil.core.governance.clocks import local_day
from samspil.core.governance.events import Decided
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import describe
from samspil.core.governance.program import CompiledOutcome, CompiledStep
from samspil.core.governance.standing import columns_at
from samspil.core.governance.state import State


def mandates_for(
    model: GovernanceModel, state: State, step: CompiledStep, outcome: CompiledOutcome, at: datetime
) -> Iterator[int]:
    """Every mandate of the step's body that reaches the matter, each asked of the kernel by itself."""
    tables = model.program.tables
    power = tables.outcome_power[outcome.index]
    rows = tables.step_mandates[step.index], tables.step_mandates[step.index + 1]
    vector = describe(model, state.matter.kind, state.matter.attributes)
    columns, day = columns_at(model, at), local_day(model, at).toordinal()
    for mandate in tables.mandate_of_step[slice(*rows)]:
        alone = tables._replace(step_mandates=(0, 1), mandate_of_step=(mandate,))
        if kernel.find_mandate(alone, 0, power, vector, columns, day) == mandate:
            yield mandate


def could_be_made(model: GovernanceModel, state: State, decided: Decided) -> bool:
    """Whether a decision names a mandate of this model that gave its body the power over this matter.

    Asked of a matter that somebody hands over: its step and outcome must be the model's, the outcome
    open to such a matter, and the mandate one of the body's that reaches it on the day. The matter is
    taken as it stands now. Who acted, and in which unit, is not told in a decision and is not asked.

    Raises:
        ProblemsError: the matter's attributes are not those of its kind in this model.
    """
    found = _as_in_the_model(model, state, decided)
    if found is None:
        return False
    step, outcome = found
    vector = describe(model, state.matter.kind, state.matter.attributes)
    guard = model.program.tables.outcome_guard[outcome.index]
    if not kernel.holds(model.program.tables, guard, vector, columns_at(model, decided.at)):
        return False
    reaching = mandates_for(model, state, step, outcome, decided.at)
    return decided.authority.key in {model.program.mandates[one].key for one in reaching}


def _as_in_the_model(
    model: GovernanceModel, state: State, decided: Decided
) -> tuple[CompiledStep, CompiledOutcome] | None:
    """The step and the outcome that a decision tells of, where the model has them on the matter's route."""
    route = model.spec.kinds[state.matter.kind].route
    told = (route, decided.step, decided.body)
    for step in model.program.steps:
        if (step.route, step.key, str(step.body)) == told:
            for outcome in model.program.outcomes_of[step.index]:
                if (outcome.key, outcome.effect.value) == (decided.outcome, decided.effect):
                    return step, outcome
    return None
