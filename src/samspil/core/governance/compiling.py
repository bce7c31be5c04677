"""From the language to tables. Each row is laid down once, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from samspil.core.governance import kernel
from samspil.core.governance.conditions import (
    ALWAYS,
    YES_NO,
    Alternatives,
    Comparison,
    Tests,
    Vocabulary,
    both,
)
from samspil.core.governance.document import Document
from samspil.core.governance.language.basics import Key, Who
from samspil.core.governance.language.known_words import LATE, REQUESTER
from samspil.core.governance.language.mandates import DelegationCode, Mandate
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import AttributeType, Branch, Clock, Outcome, Route, Step
from samspil.core.governance.parameters import book
from samspil.core.governance.program import (
    FAR_FUTURE_DAY,
    KIND,
    Body,
    CompiledMandate,
    CompiledOutcome,
    CompiledStep,
    Program,
)

DECIDING_EFFECTS = frozenset({Effect.APPROVES, Effect.REJECTS, Effect.CLOSES})
_POWER_OF_EFFECT = {
    Effect.APPROVES: kernel.DECIDES,
    Effect.REJECTS: kernel.DECIDES,
    Effect.CLOSES: kernel.DECIDES,
    Effect.ADVANCES: kernel.RECOMMENDS,
    Effect.RETURNS: kernel.RECOMMENDS,
    Effect.AUTOMATIC: kernel.FREE,
}
_POWER_OF_CODE = {
    DelegationCode.DECIDES: kernel.DECIDES,
    DelegationCode.DECIDES_ITSELF: kernel.DECIDES,
    DelegationCode.DECIDES_WITHIN_FRAMEWORK: kernel.DECIDES,
    DelegationCode.RECOMMENDS: kernel.RECOMMENDS,
    DelegationCode.IS_INFORMED: kernel.FREE,
}
_CLOCKS = [
    ("working_days", kernel.CLOCK_WORKING_DAYS),
    ("calendar_days", kernel.CLOCK_CALENDAR_DAYS),
    ("months", kernel.CLOCK_MONTHS),
    ("meetings", kernel.CLOCK_MEETINGS),
]


def compile_model(model: Model, document: Document) -> Program:
    """Compile a model that has passed its checks. Linear in its size."""
    return _Compiler(model, document).program()


def vocabulary(model: Model, document: Document) -> Vocabulary:
    """What a model's conditions may speak of; attribute 0 is the kind of matter."""
    values = {KIND: tuple(model.kinds)}
    for key, attribute in model.attributes.items():
        if attribute.type is AttributeType.YES_NO:
            values[key] = YES_NO
        elif attribute.phases_of is not None:
            values[key] = tuple(model.project_models[attribute.phases_of].phases)
        elif attribute.choices is not None:
            values[key] = tuple(attribute.choices)
    return Vocabulary((KIND, *model.attributes), values, book(model.parameters, document))


def bodies(model: Model, who: Who, words: Vocabulary) -> list[tuple[Body, Alternatives]]:
    """The bodies that a ``who`` can mean, each with the condition under which it does."""
    if who.forum is not None:
        return [(Body("forum", who.forum), ALWAYS)]
    if who.role is not None:
        return [(Body("role", who.role), ALWAYS)]
    if who.members:
        return [(Body("members", "members"), ALWAYS)]
    attribute = who.forum_for or who.role_for or ""
    choices = model.attributes[attribute].choices or {}
    return [
        (
            Body("forum", choice.forum or "") if who.forum_for else Body("role", choice.role or ""),
            ((words.one_of(attribute, [value]),),),
        )
        for value, choice in choices.items()
    ]


def mandate_alternatives(model: Model, mandate: Mandate, words: Vocabulary) -> Alternatives:
    """The condition under which a mandate reaches a matter: as written, and no reserved matter uncovered."""
    uncovered: list[Comparison] = []
    if _POWER_OF_CODE[mandate.code] == kernel.DECIDES:
        uncovered.extend(
            words.one_of(key, ["no"])
            for key, attribute in model.attributes.items()
            if attribute.reserved and key not in mandate.covers
        )
    return both(written_alternatives(mandate, words), (tuple(uncovered),))


def written_alternatives(mandate: Mandate, words: Vocabulary) -> Alternatives:
    """What a mandate itself says that it reaches: kinds, amount, conditions."""
    always: list[Comparison] = []
    if mandate.kinds != "all":
        always.append(words.one_of(KIND, mandate.kinds))
    if mandate.up_to is not None:
        always.append(words.compared("amount", kernel.AT_MOST, mandate.up_to))
    return both(words.alternatives(mandate.when), (tuple(always),))


def branches_of(outcome: Outcome) -> list[Branch]:
    """Where an outcome can lead, in order."""
    return outcome.to if isinstance(outcome.to, list) else [Branch(to=outcome.to)]


def power_of(effect: Effect, step: Step) -> int:
    """The power an outcome takes. What the requester supplies or withdraws is the requester's own."""
    if step.who.role == REQUESTER:
        return kernel.FREE
    return _POWER_OF_EFFECT[effect]


def effect_of(model: Model, key: Key, outcome: Outcome) -> Effect:
    """An outcome's effect, its own or that of the model's terms."""
    return outcome.effect or model.terms.outcomes[key].effect


@dataclass(slots=True)
class _Columns:
    """The tables while they grow; offset columns start at zero and get their end after each row."""

    test_attribute: list[int] = field(default_factory=list)
    test_operator: list[int] = field(default_factory=list)
    test_operand: list[int] = field(default_factory=list)
    clause_tests: list[int] = field(default_factory=lambda: [0])
    condition_clauses: list[int] = field(default_factory=lambda: [0])
    branch_condition: list[int] = field(default_factory=list)
    branch_target: list[int] = field(default_factory=list)
    outcome_step: list[int] = field(default_factory=list)
    outcome_guard: list[int] = field(default_factory=list)
    outcome_power: list[int] = field(default_factory=list)
    outcome_forward: list[int] = field(default_factory=list)
    outcome_branches: list[int] = field(default_factory=lambda: [0])
    mandate_condition: list[int] = field(default_factory=list)
    mandate_power: list[int] = field(default_factory=list)
    mandate_from: list[int] = field(default_factory=list)
    mandate_to: list[int] = field(default_factory=list)
    step_outcomes: list[int] = field(default_factory=lambda: [0])
    step_mandates: list[int] = field(default_factory=lambda: [0])
    mandate_of_step: list[int] = field(default_factory=list)
    step_at_most: list[int] = field(default_factory=list)
    step_overflow: list[int] = field(default_factory=list)
    step_clock: list[int] = field(default_factory=list)
    step_clock_parameter: list[int] = field(default_factory=list)
    step_forum: list[int] = field(default_factory=list)

    def frozen(self) -> kernel.Tables:
        return kernel.Tables(**{name: tuple(getattr(self, name)) for name in kernel.Tables._fields})


class _Compiler:
    def __init__(self, model: Model, document: Document) -> None:
        self.model = model
        self.words = vocabulary(model, document)
        self.columns = _Columns()
        self.forums = tuple(model.forums)
        self.ends = tuple(model.terms.ends)
        self.conditions: dict[Alternatives, int] = {ALWAYS: kernel.NONE}
        self.steps: list[CompiledStep] = []
        self.step_alternatives: list[Alternatives] = []
        self.outcomes: list[CompiledOutcome | None] = []
        self.mandates: list[CompiledMandate] = []
        self.items: dict[tuple[int, str], int] = {}
        self.starts: dict[str, int] = {}

    def program(self) -> Program:
        for key, mandate in self.model.mandates.items():
            self._mandate(key, mandate)
        for key, route in self.model.routes.items():
            self._number_steps(key, route)
        for step in self.steps:
            self._step(step)
        outcomes_of = tuple(tuple(self._outcomes(step)) for step in self.steps)
        self._overflows()
        for key, route in self.model.routes.items():
            self.starts[key] = self._branches(key, [Branch(to=route.start)])
        phases = self._phases()
        return Program(
            tables=self.columns.frozen(),
            book=self.words.book,
            attributes=self.words.attributes,
            values=self.words.values,
            steps=tuple(self.steps),
            outcomes=tuple(self.outcomes),
            outcomes_of=outcomes_of,
            mandates=tuple(self.mandates),
            forums=self.forums,
            ends=self.ends,
            starts=self.starts,
            items=self.items,
            phases=phases,
            step_number={(step.route, step.key, step.body): step.index for step in self.steps},
        )

    def _phases(self) -> dict[tuple[str, str], int]:
        """The condition under which a phase of a project model is there at all."""
        return {
            (key, phase_key): self._condition(self.words.alternatives(phase.when))
            for key, project_model in self.model.project_models.items()
            for phase_key, phase in project_model.phases.items()
        }

    def _condition(self, alternatives: Alternatives) -> int:
        """The number of a condition; the same condition is laid down once."""
        if alternatives not in self.conditions:
            for tests in alternatives:
                self._clause(tests)
            self.columns.condition_clauses.append(len(self.columns.clause_tests) - 1)
            self.conditions[alternatives] = len(self.columns.condition_clauses) - 2
        return self.conditions[alternatives]

    def _clause(self, tests: Tests) -> None:
        for test in tests:
            self.columns.test_attribute.append(test.attribute)
            self.columns.test_operator.append(test.operator)
            self.columns.test_operand.append(test.operand)
        self.columns.clause_tests.append(len(self.columns.test_attribute))

    def _mandate(self, key: str, mandate: Mandate) -> None:
        for body, condition in bodies(self.model, mandate.who, self.words):
            alternatives = both(condition, mandate_alternatives(self.model, mandate, self.words))
            self.columns.mandate_condition.append(self._condition(alternatives))
            self.columns.mandate_power.append(_POWER_OF_CODE[mandate.code])
            since, until = mandate.valid_from, mandate.valid_to
            self.columns.mandate_from.append(since.toordinal() if since else 0)
            self.columns.mandate_to.append(until.toordinal() if until else FAR_FUTURE_DAY)
            self.mandates.append(CompiledMandate(len(self.mandates), key, body, mandate))

    def _number_steps(self, route_key: str, route: Route) -> None:
        for key, step in route.steps.items():
            for body, alternatives in bodies(self.model, step.who, self.words):
                compiled = CompiledStep(len(self.steps), route_key, key, body, step)
                self.steps.append(compiled)
                self.step_alternatives.append(alternatives)

    def _step(self, step: CompiledStep) -> None:
        columns, spec = self.columns, step.spec
        columns.mandate_of_step.extend(
            mandate.index for mandate in self.mandates if mandate.body == step.body
        )
        columns.step_mandates.append(len(columns.mandate_of_step))
        clock, parameter = clock_of(spec.clock)
        columns.step_clock.append(clock)
        columns.step_clock_parameter.append(self._parameter(parameter))
        columns.step_forum.append(self.forums.index(step.body.key) if step.body.is_forum else kernel.NONE)
        columns.step_at_most.append(self._parameter(spec.at_most.times if spec.at_most else None))
        for key, item in spec.items.items():
            self.items[step.index, key] = self._condition(self.words.alternatives(item.when))

    def _parameter(self, key: str | None) -> int:
        return kernel.NONE if key is None else self.words.book.number_of(key)

    def _outcomes(self, step: CompiledStep) -> list[CompiledOutcome]:
        found = []
        for key, outcome in step.spec.outcomes.items():
            effect = effect_of(self.model, key, outcome)
            number = self._branches(step.route, branches_of(outcome))
            self.columns.outcome_step[number] = step.index
            self.columns.outcome_guard[number] = self._condition(self.words.alternatives(outcome.when))
            self.columns.outcome_power[number] = power_of(effect, step.spec)
            self.columns.outcome_forward[number] = int(effect is not Effect.RETURNS and key != LATE)
            compiled = CompiledOutcome(number, key, outcome, effect)
            self.outcomes[number] = compiled
            found.append(compiled)
        self.columns.step_outcomes.append(len(self.outcomes))
        return found

    def _overflows(self) -> None:
        for step in self.steps:
            bound = step.spec.at_most
            then = kernel.NONE if bound is None else self._branches(step.route, [Branch(to=bound.then)])
            self.columns.step_overflow.append(then)

    def _branches(self, route: str, branches: list[Branch]) -> int:
        """Lay down an outcome's row with its branches; its number."""
        for branch in branches:
            alternatives = self.words.alternatives(branch.when)
            for target, condition in self._targets(route, branch.to):
                self.columns.branch_condition.append(self._condition(both(alternatives, condition)))
                self.columns.branch_target.append(target)
        self.columns.outcome_branches.append(len(self.columns.branch_target))
        self.columns.outcome_step.append(kernel.NONE)
        self.columns.outcome_guard.append(kernel.NONE)
        self.columns.outcome_power.append(kernel.FREE)
        self.columns.outcome_forward.append(0)
        self.outcomes.append(None)
        return len(self.outcomes) - 1

    def _targets(self, route: str, key: str) -> list[tuple[int, Alternatives]]:
        if key in self.model.routes[route].steps:
            return [
                (step.index, self.step_alternatives[step.index])
                for step in self.steps
                if (step.route, step.key) == (route, key)
            ]
        return [(-self.ends.index(key) - 1, ALWAYS)]


def clock_of(clock: Clock | None) -> tuple[int, str | None]:
    """The kernel's number for a clock, and the parameter that says how long."""
    for name, number in _CLOCKS:
        parameter = getattr(clock, name, None)
        if parameter is not None:
            return number, parameter
    return kernel.CLOCK_NONE, None
