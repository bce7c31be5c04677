"""Which phases of a project model hold for an initiative, which comes next, and what a gate still lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from samspil.core.errors import Problem
from samspil.core.governance.conditions import comparisons
from samspil.core.governance.language.basics import Bounds, When
from samspil.core.governance.language.commitments import InitiativeForm, Phase, ProjectModel
from samspil.core.governance.matter import Value
from samspil.core.units import Money

_Test = bool | str | list[str] | Bounds


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an initiative. ``parameter`` gives a dated value on the day, in øre or ones."""

    form: InitiativeForm
    parameter: Callable[[str], int]
    known: Mapping[str, Value] = field(default_factory=dict)


def class_of(project: ProjectModel, form: InitiativeForm) -> str | None:
    """The class that a form is of; none where the model has no classes, or none for it."""
    return next((key for key, one in project.classes.items() if form in one.forms), None)


def is_for(project: ProjectModel, form: InitiativeForm) -> bool:
    """Whether initiatives of a form follow the project model: its classes say so, else all projects."""
    if project.classes:
        return class_of(project, form) is not None
    return form is InitiativeForm.PROJECT


def phases_that_hold(project: ProjectModel, facts: Facts) -> tuple[str, ...]:
    """The phases an initiative goes through, in order.

    A phase is left out for other classes, and where its condition does not hold. As long as nobody knows
    whether it holds it stays: nothing is skipped because something was not said.

    Source: F2.10; the regions' joint model skips procurement when nothing is bought.
    """
    mine = class_of(project, facts.form)
    return tuple(
        key
        for key, phase in project.phases.items()
        if (not phase.classes or mine in phase.classes) and _holds(phase.when, facts) is not False
    )


def next_phase(project: ProjectModel, phase: str, facts: Facts) -> str | None:
    """The next phase that holds after one (before the first: an empty text); none after the last."""
    order = list(project.phases)
    after = order[order.index(phase) + 1 :] if phase else order
    holding = phases_that_hold(project, facts)
    return next((key for key in after if key in holding), None)


def _holds(when: When | None, facts: Facts) -> bool | None:
    """Whether a condition holds; nothing where that depends on what is not known."""
    if when is None:
        return True
    clauses = when if isinstance(when, list) else [when]
    found = [_all(clause, facts) for clause in clauses]
    if True in found:
        return True
    return None if None in found else False


def _all(clause: Mapping[str, _Test], facts: Facts) -> bool | None:
    found = [_passes(test, facts.known.get(attribute), facts) for attribute, test in clause.items()]
    if False in found:
        return False
    return None if None in found else True


def _passes(test: _Test, value: Value | None, facts: Facts) -> bool | None:
    if value is None:
        return None
    if isinstance(test, Bounds):
        return _within(test, value.minor if isinstance(value, Money) else int(value), facts)
    return value in test if isinstance(test, list) else value == test


def _within(bounds: Bounds, number: int, facts: Facts) -> bool:
    return all(
        (
            (bounds.over != key or number > limit)
            and (bounds.at_least != key or number >= limit)
            and (bounds.under != key or number < limit)
            and (bounds.at_most != key or number <= limit)
        )
        for _operator, key in comparisons(bounds)
        for limit in [facts.parameter(key)]
    )


@dataclass(frozen=True, slots=True)
class Lacking:
    """Required documents that are not ready, and required criteria without an answer or not met."""

    documents: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()

    @property
    def problem(self) -> Problem | None:
        """What refuses the gate, naming all that it lacks; nothing where it lacks nothing."""
        named = (*self.documents, *self.unanswered, *self.unmet)
        return Problem("gate_lacks_papers", {"papers": ", ".join(named)}) if named else None


def lacking(phase: Phase, ready: Collection[str], answers: Mapping[str, bool]) -> Lacking:
    """What a phase's gate lacks, in the model's order.

    Args:
        phase: the phase that is to be left.
        ready: the documents that are ready.
        answers: whether each criterion that has been answered is met.
    """
    criteria = phase.gate.criteria if phase.gate else {}
    required = [key for key, one in criteria.items() if one.required]
    return Lacking(
        tuple(key for key, one in phase.documents.items() if one.required and key not in ready),
        tuple(key for key in required if key not in answers),
        tuple(key for key in required if not answers.get(key, True)),
    )
