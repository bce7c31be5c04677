"""Where a matter stands: the model, what has happened so far, and the step it has come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from samspil.core.errors import ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.clocks import calendar_of, local_day
from samspil.core.governance.events import Events
from samspil.core.governance.language.known_words import LATE
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Matter, Refusal, describe, kind_of, refuse
from samspil.core.governance.program import Body, CompiledOutcome, CompiledStep
from samspil.core.governance.state import State, apply_all
from samspil.core.governance.unit_needed import refuse_without_unit

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A matter at a step: what every move is made from."""

    model: GovernanceModel
    state: State
    step: CompiledStep

    @property
    def path(self) -> tuple[str, ...]:
        """Where the step stands in the file."""
        return ("routes", self.step.route, "steps", self.step.key)

    def after(self, events: Events) -> Standing:
        """The same step once events have been added."""
        return replace(self, state=apply_all(self.state, events))

    def refuse(self, where: tuple[str, ...], code: str, /, **args: object) -> Refusal:
        """A refusal that names a line below the step's."""
        return refuse(self.model, (*self.path, *where), code, **args)

    def outcome(self, key: str) -> CompiledOutcome | None:
        """The step's outcome of that key, if it has one."""
        return next((one for one in self.model.program.outcomes_of[self.step.index] if one.key == key), None)

    def vector(self) -> Vector:
        """What is known of the matter, as numbers."""
        return describe(self.model, self.state.matter.kind, self.state.matter.attributes)

    def columns(self, at: datetime) -> Vector:
        """The parameters as they are when the move is made, so that rules and mandates are of one day."""
        return columns_at(self.model, at)

    def visits(self) -> list[int]:
        """How often the matter has come to each step, whichever of its bodies it came to.

        A bound is the step's: a matter that is amended into another area is not asked all over again.
        """
        come_to: Counter[str] = Counter()
        for (key, _), count in self.state.visits.items():
            come_to[key] += count
        route = self.step.route
        return [come_to[step.key] if step.route == route else 0 for step in self.model.program.steps]


def current_step(model: GovernanceModel, state: State) -> CompiledStep | None:
    """The compiled step a matter stands at, or nothing once it has ended."""
    if state.step is None:
        return None
    route = model.spec.kinds[state.matter.kind].route
    return model.program.steps[model.program.step_number[route, state.step, _body(state.body)]]


def time_is_up(model: GovernanceModel, step: CompiledStep, state: State, at: datetime) -> datetime | None:
    """When time moved the matter by itself, if it has by ``at``; nobody may act until that is done.

    A clock runs out after its last moment, at which everybody may still act; a rest is over as its
    day begins. Nothing else comes of time.
    """
    if state.parked_until is not None:
        over_at = calendar_of(model).instant(state.parked_until, 0)
        return over_at.astimezone(UTC) if at >= over_at else None
    moves = step.spec.do is Do.CONSENT or LATE in step.spec.outcomes
    if not moves or state.due is None or at <= state.due.until:
        return None
    return state.due.until.astimezone(UTC)


def bring(model: GovernanceModel, matter: Matter, at: datetime) -> tuple[Vector, int]:
    """A matter as numbers, and the step it first comes to.

    Raises:
        ProblemsError: the model is not valid yet, the kind is unknown, an attribute is missing or wrong,
            the matter is at a phase that is skipped for it, or it is of no unit and would need one.
    """
    refuse_before_valid(model, local_day(model, at))
    kind = kind_of(model, matter.kind)
    vector = describe(model, matter.kind, matter.attributes)
    refuse_skipped_phase(model, matter, at)
    start = model.program.starts[kind.route]
    target = kernel.find_target(model.program.tables, start, vector, columns_at(model, at))
    refuse_without_unit(model, matter, target, at)
    return vector, target


def refuse_skipped_phase(model: GovernanceModel, matter: Matter, at: datetime) -> None:
    """A matter cannot be at a phase whose condition does not hold for it.

    Raises:
        ProblemsError: ``phase_is_skipped``, with the condition's line.
    """
    vector, columns = describe(model, matter.kind, matter.attributes), columns_at(model, at)
    for attribute in model.spec.kinds[matter.kind].attributes:
        project_model = model.spec.attributes[attribute].phases_of
        if project_model is None:
            continue
        phase = str(matter.attributes[attribute])
        condition = model.program.phases[project_model, phase]
        if not kernel.holds(model.program.tables, condition, vector, columns):
            place = model.place("project_models", project_model, "phases", phase, "when")
            raise ProblemsError.of("phase_is_skipped", place, phase=phase)


def refuse_before_valid(model: GovernanceModel, on: date) -> None:
    """Nothing is answered for a day on which the model, and so its parameters, did not hold.

    Raises:
        ProblemsError: ``model_not_valid_yet``.
    """
    if on < model.spec.valid_from:
        first_day = model.spec.valid_from.isoformat()
        raise ProblemsError.of("model_not_valid_yet", model.place("valid_from"), first_day=first_day)


def columns_at(model: GovernanceModel, at: datetime) -> Vector:
    """The parameters on the organisation's own day."""
    return model.program.book.columns_on(local_day(model, at).toordinal())[0]


def _body(said: str) -> Body:
    sort, key = said.split(" ", 1)
    return Body(sort, key)
