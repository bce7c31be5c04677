"""A gate has a phase, what takes effect can be approved: what a kind says that it is must come true."""

from __future__ import annotations

from collections.abc import Iterator

from samspil.core.errors import Problem
from samspil.core.governance.compiling import branches_of
from samspil.core.governance.document import Document, problem_at
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Nature, Route
from samspil.core.governance.natures import OF_THE_PORTFOLIO, phase_asked


def check_natures(model: Model, document: Document) -> Iterator[Problem]:
    """Yield answers that claim to be more, gates without a phase, and what nobody could ever approve.

    A part has no phases yet: the model that is built on it gives them.
    """
    for key, kind in model.kinds.items():
        if kind.nature is None:
            continue
        path = ("kinds", key, "nature")
        nature = kind.nature.value
        if kind.answers_joint:
            yield problem_at(document, path, "answer_has_a_nature", kind=key, nature=nature)
        if kind.nature is Nature.GATE and not model.part and phase_asked(model, key) is None:
            yield problem_at(document, path, "gate_without_phases", kind=key)
        if kind.nature in OF_THE_PORTFOLIO and not _can_be_approved(model, model.routes[kind.route]):
            yield problem_at(document, path, "never_approved", kind=key, nature=nature, route=kind.route)


def _can_be_approved(model: Model, route: Route) -> bool:
    """Whether an outcome of the route leads to an end that approves; every step of it can be reached."""
    approving = {key for key, end in model.terms.ends.items() if end.result is Result.APPROVED}
    return any(
        branch.to in approving
        for step in route.steps.values()
        for outcome in step.outcomes.values()
        for branch in branches_of(outcome)
    )
