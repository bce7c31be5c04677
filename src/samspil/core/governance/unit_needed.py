"""What reaches a matter that is of no unit: not a mandate for one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.clocks import local_day
from samspil.core.governance.language.known_words import LATE
from samspil.core.governance.language.mandates import Scope
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Matter, describe
from samspil.core.governance.schedules import MODELS_KEPT


def tables_for(model: GovernanceModel, matter: Matter) -> kernel.Tables:
    """The model's tables; for a matter of no unit without the mandates that are for one's own unit."""
    return model.program.tables if matter.unit is not None else _without_own_unit(model)


@lru_cache(maxsize=MODELS_KEPT)
def _without_own_unit(model: GovernanceModel) -> kernel.Tables:
    tables = model.program.tables
    power = tuple(
        kernel.FREE if mandate.spec.scope is Scope.OWN_UNIT else tables.mandate_power[mandate.index]
        for mandate in model.program.mandates
    )
    return tables._replace(mandate_power=power)


def refuse_without_unit(model: GovernanceModel, matter: Matter, target: int, at: datetime) -> None:
    """A matter of no unit may not set out on a way on which it would stand still for want of one.

    Args:
        model: the model the matter is handled under.
        matter: as it is known; what may be amended later is asked about when it is.
        target: the step it comes to, or an end (below zero).
        at: by whose mandates and parameters; those of a later day are not asked.

    Raises:
        ProblemsError: ``unit_is_missing``, with the line of the first mandate that needs the unit.

    Complexity: linear in the outcomes that the matter can reach.
    """
    if matter.unit is not None or _without_own_unit(model) == model.program.tables:
        return
    missing: list[Problem] = []
    seen: set[int] = set()
    waiting = [target]
    while waiting:
        step = waiting.pop()
        if step < 0 or step in seen:
            continue
        seen.add(step)
        ways = list(_ways(model, _without_own_unit(model), matter, step, at))
        if all(key == LATE for key, _, _ in ways):
            missing.extend(_missing(model, matter, step, at))
        waiting.extend(to for _, _, to in ways)
    if missing:
        raise ProblemsError(missing)


def _missing(model: GovernanceModel, matter: Matter, step: int, at: datetime) -> list[Problem]:
    """The mandates that would take a matter further from a step, were it of a unit."""
    whole = _ways(model, model.program.tables, matter, step, at)
    needs = [model.program.mandates[mandate].key for key, mandate, _ in whole if key != LATE]
    here = model.program.steps[step].key
    return [
        Problem("unit_is_missing", {"step": here, "mandate": one}, model.place("mandates", one, "scope"))
        for one in needs
    ]


def _ways(
    model: GovernanceModel, tables: kernel.Tables, matter: Matter, step: int, at: datetime
) -> Iterator[tuple[str, int, int]]:
    """What can come of a step: the outcome, the mandate (or NONE) and where it leads."""
    day = local_day(model, at).toordinal()
    vector = describe(model, matter.kind, matter.attributes)
    columns = model.program.book.columns_on(day)[0]
    visits = [0] * len(model.program.steps)
    for outcome in model.program.outcomes_of[step]:
        code, mandate, target = kernel.move(tables, step, outcome.index, vector, columns, day, visits)
        if code == kernel.MOVED:
            yield outcome.key, mandate, target
    if tables.step_overflow[step] != kernel.NONE:
        yield LATE, kernel.NONE, kernel.find_target(tables, tables.step_overflow[step], vector, columns)
