"""What a step asks to be answered or handed in: its own points, and the documents of a phase."""

from __future__ import annotations

from datetime import datetime

from samspil.core.governance import kernel
from samspil.core.governance.clocks import local_day
from samspil.core.governance.language.commitments import PhaseDocument
from samspil.core.governance.language.routes import Item
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import describe
from samspil.core.governance.program import CompiledStep
from samspil.core.governance.state import State


def items_of(
    model: GovernanceModel, state: State, step: CompiledStep, at: datetime
) -> dict[str, Item | PhaseDocument]:
    """The points that this matter must or may answer at a step, in order, as the rules are at ``at``."""
    vector = describe(model, state.matter.kind, state.matter.attributes)
    columns = model.program.book.columns_on(local_day(model, at).toordinal())[0]
    items: dict[str, Item | PhaseDocument] = {
        key: item
        for key, item in step.spec.items.items()
        if kernel.holds(model.program.tables, model.program.items[step.index, key], vector, columns)
    }
    return items | _documents(model, state, step)


def _documents(model: GovernanceModel, state: State, step: CompiledStep) -> dict[str, PhaseDocument]:
    """The documents of the phase that the matter says it is in."""
    if step.spec.documents_of is None:
        return {}
    phases = model.spec.project_models[step.spec.documents_of].phases
    attribute = next(
        key for key, one in model.spec.attributes.items() if one.phases_of == step.spec.documents_of
    )
    return dict(phases[str(state.matter.attributes[attribute])].documents)


def open_items(model: GovernanceModel, state: State, step: CompiledStep, at: datetime) -> list[str]:
    """The required points that have no answer that will do: a yes, or a condition."""
    return [
        key
        for key, item in items_of(model, state, step, at).items()
        if item.required and not _will_do(state, step, key)
    ]


def _will_do(state: State, step: CompiledStep, item: str) -> bool:
    answer = state.items.get((step.key, item))
    return answer is not None and (answer.fulfilled or bool(answer.condition.strip()))
