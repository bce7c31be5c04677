"""What can be asked of a model before, and while, a matter travels: the way, the mandates, the next steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from samspil.core.errors import Place, ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.checklists import open_items
from samspil.core.governance.clocks import clock, local_day
from samspil.core.governance.compiling import DECIDING_EFFECTS
from samspil.core.governance.events import Due, ObligationCreated, Registered
from samspil.core.governance.joint_decisions import consents_needed
from samspil.core.governance.language.mandates import DelegationCode
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Matter, describe
from samspil.core.governance.obligations import obligations_from
from samspil.core.governance.program import Body, CompiledMandate, CompiledOutcome, CompiledStep
from samspil.core.governance.reasons import Reason, Turn, reasons_for
from samspil.core.governance.standing import (
    Standing,
    bring,
    current_step,
    refuse_before_valid,
    time_is_up,
)
from samspil.core.governance.state import State, replay
from samspil.core.governance.unit_needed import tables_for


@dataclass(frozen=True, slots=True)
class Passage:
    """One step of the way, with what is taken to come of it and why."""

    step: CompiledStep
    at: datetime
    due: Due | None
    outcome: CompiledOutcome
    mandate: CompiledMandate | None
    reasons: tuple[Reason, ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The whole way of a matter, as long as its clocks allow."""

    passages: tuple[Passage, ...]
    end: str
    result: str
    at: datetime
    obligations: tuple[ObligationCreated, ...]

    @property
    def deciding(self) -> Passage | None:
        """The last step at which somebody decides under a mandate, or nothing: nobody needs to."""
        for passage in reversed(self.passages):
            if passage.mandate is not None and passage.outcome.effect in DECIDING_EFFECTS:
                return passage
        return None

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies passed, each once, in order; the requester and those only told are not counted."""
        passed = [passage.step.body for passage in self.passages if passage.step.spec.do is not Do.INFORM]
        return tuple(dict.fromkeys(body for body in passed if body.key != "requester"))


def route(
    model: GovernanceModel, matter: Matter, at: datetime, choices: Mapping[str, str] | None = None
) -> Way:
    """The way a matter takes when every step uses its whole time.

    Args:
        model: the model that the matter is brought under.
        matter: complete; nothing is guessed.
        at: when it is brought.
        choices: step key to outcome key; where none is given, the first outcome that somebody may
            choose and that does not send the matter back.

    Raises:
        ProblemsError: an attribute is missing or wrong, a choice is not possible, a forum has no meeting
            left, or the model is not valid yet.

    Complexity: linear in the steps passed.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> from samspil import library
    >>> from samspil.core.governance import Money, load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> known = {"new_appropriation": False, "personal_data": True, "replaces_system": False}
    >>> wish = Matter("m1", "purchase_request", {"amount": Money.of(40000), **known}, "anna")
    >>> monday = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    >>> way = route(model, wish, monday)
    >>> [(passage.step.key, passage.outcome.key) for passage in way.passages], way.end
    ([('screen', 'approve'), ('purchase', 'informed')], 'approved')
    >>> route(model, wish, monday, {"screen": "reject"}).end
    'rejected'
    """
    walker = _Walker(model, matter, choices or {})
    return walker.walk(at)


def onward(
    model: GovernanceModel, state: State, at: datetime, choices: Mapping[str, str] | None = None
) -> Way | None:
    """The way that a matter still has before it; nothing once it has ended.

    The first passage is the step it stands at, with the clock that runs there; the rest are taken to use
    their whole time from then on, and none before ``at``.

    Args:
        model: the model the matter is handled under.
        state: where it stands.
        at: when it is asked.
        choices: as for ``route``.

    Raises:
        ProblemsError: a choice is not possible, or a forum has no meeting left.

    Complexity: linear in the steps passed.
    """
    step = current_step(model, state)
    if step is None:
        return None
    here = Standing(model, state, step)
    visits = here.visits()
    visits[step.index] -= 1  # the walker counts the visit it begins with
    return _Walker(model, state.matter, choices or {}).on(step.index, here.vector(), at, visits, state.due)


@dataclass(slots=True)
class _Walker:
    model: GovernanceModel
    matter: Matter
    choices: Mapping[str, str]

    def walk(self, at: datetime) -> Way:
        vector, target = bring(self.model, self.matter, at)
        return self.on(target, vector, at, [0] * len(self.model.program.steps))

    def on(
        self,
        target: int,
        vector: tuple[int, ...],
        at: datetime,
        visits: list[int],
        running: Due | None = None,
    ) -> Way:
        """From a step (or an end, below zero) to the end; ``running`` is the clock of the first."""
        program = self.model.program
        passages: list[Passage] = []
        owed: list[ObligationCreated] = []
        while target >= 0:
            visits[target] += 1
            passage, target = self._pass(program.steps[target], vector, at, visits)
            if running is not None:
                passage, running = replace(passage, due=running), None
            passages.append(passage)
            at = max(passage.due.at, at) if passage.due else at
            owed.extend(self._owed(passage, at))
        end = program.end(target)
        return Way(tuple(passages), end, self.model.spec.terms.ends[end].result.value, at, tuple(owed))

    def _columns(self, at: datetime) -> tuple[int, ...]:
        return self.model.program.book.columns_on(local_day(self.model, at).toordinal())[0]

    def _pass(
        self, step: CompiledStep, vector: tuple[int, ...], at: datetime, visits: list[int]
    ) -> tuple[Passage, int]:
        columns = self._columns(at)
        day = local_day(self.model, at).toordinal()
        tables = tables_for(self.model, self.matter)
        possible = [
            (outcome, mandate, target)
            for outcome in self.model.program.outcomes_of[step.index]
            for code, mandate, target in [
                kernel.move(tables, step.index, outcome.index, vector, columns, day, visits)
            ]
            if code == kernel.MOVED
        ]
        usual, _, _ = kernel.usual(tables, step.index, vector, columns, day, visits)
        wanted = self.choices.get(step.key)
        chosen = [
            one for one in possible if (one[0].index == usual if wanted is None else one[0].key == wanted)
        ]
        if not chosen:
            place = self.model.place("routes", step.route, "steps", step.key, "outcomes")
            raise ProblemsError.of("choice_not_possible", place, step=step.key, outcome=wanted)
        outcome, mandate, target = chosen[0]
        due = clock(self.model, step, at)
        reasons = reasons_for(self.model, Turn(step, outcome, mandate), vector, at)
        alternatives = tuple(one.key for one, _, _ in possible if one is not outcome)
        held = None if mandate == kernel.NONE else self.model.program.mandates[mandate]
        return Passage(step, at, due, outcome, held, reasons, alternatives), target

    def _owed(self, passage: Passage, at: datetime) -> Iterator[ObligationCreated]:
        """What the outcome would create; what each participant would owe is not known before they are."""
        rules = passage.outcome.spec.creates
        state = replay([Registered(at, self.matter, self.model.key, self.model.digest)])
        yield from obligations_from(self.model, state, rules, at)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has something to say on a matter, under which line, with which code."""

    body: Body
    code: DelegationCode
    mandate: str
    place: Place


def mandate_for(model: GovernanceModel, matter: Matter, on: date) -> tuple[Holder, ...]:
    """Everybody who decides, recommends or is informed on a matter on a day, deciders first.

    Raises:
        ProblemsError: an attribute is missing or wrong, or the model is not valid yet.

    Complexity: linear in the mandates, each times its alternatives.

    Source: the delegation codes B, B*, B**, I and O of Danish delegation plans.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> from samspil import library
    >>> from samspil.core.governance import Money, load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> known = {"new_appropriation": False, "personal_data": True, "replaces_system": False}
    >>> wish = Matter("m1", "purchase_request", {"amount": Money.of(40000), **known}, "anna")
    >>> monday = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    >>> holders = mandate_for(model, wish, monday.date())
    >>> [(str(one.body), one.code.value) for one in holders if one.mandate == "group_screens"]
    [('role it_expert', 'B')]
    """
    refuse_before_valid(model, on)
    vector = describe(model, matter.kind, matter.attributes)
    tables = model.program.tables
    columns = model.program.book.columns_on(on.toordinal())[0]
    reaching = [
        mandate
        for mandate in model.program.mandates
        if tables.mandate_from[mandate.index] <= on.toordinal() < tables.mandate_to[mandate.index]
        and kernel.holds(tables, tables.mandate_condition[mandate.index], vector, columns)
    ]
    return tuple(
        Holder(mandate.body, mandate.spec.code, mandate.key, model.place("mandates", mandate.key))
        for mandate in sorted(reaching, key=lambda one: -tables.mandate_power[one.index])
    )


@dataclass(frozen=True, slots=True)
class NextStep:
    """What can be done now: an outcome and what it still lacks, or a member's answer."""

    step: str
    body: Body
    outcome: str | None
    mandate: str | None
    due: Due | None
    open_items: tuple[str, ...] = ()
    member: str | None = None


def next_steps(model: GovernanceModel, state: State, at: datetime) -> tuple[NextStep, ...]:
    """What somebody may do with a matter now. Nothing when it has ended, rests, or is out of time."""
    step = current_step(model, state)
    if step is None or state.parked_until is not None or time_is_up(model, step, state, at):
        return ()
    if step.spec.do is Do.CONSENT:
        return tuple(
            NextStep(step.key, step.body, None, None, state.due, member=code)
            for code in consents_needed(model, state)
        )
    return tuple(_open_outcomes(model, state, step, at))


def _open_outcomes(
    model: GovernanceModel, state: State, step: CompiledStep, at: datetime
) -> Iterator[NextStep]:
    day = local_day(model, at).toordinal()
    columns = model.program.book.columns_on(day)[0]
    vector = describe(model, state.matter.kind, state.matter.attributes)
    visits, tables = [0] * len(model.program.steps), tables_for(model, state.matter)
    for outcome in model.program.outcomes_of[step.index]:
        code, mandate, _ = kernel.move(tables, step.index, outcome.index, vector, columns, day, visits)
        if code == kernel.MOVED and outcome.effect is not Effect.AUTOMATIC:
            held = None if mandate == kernel.NONE else model.program.mandates[mandate].key
            missing = tuple(open_items(model, state, step, at)) if outcome.spec.needs_items else ()
            yield NextStep(step.key, step.body, outcome.key, held, state.due, missing)
