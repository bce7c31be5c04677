"""What it costs to move a matter: interpreted, compiled, and as people see it with events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from typing import Any

import numpy as np
from numba import njit

from bench.report import Row, Section
from bench.timing import time_call, time_once
from samspil import library
from samspil.core.governance import kernel
from samspil.core.governance.cases.runner import run_cases
from samspil.core.governance.clocks import clock, day_zero
from samspil.core.governance.engine import decide, register
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.events import Events
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.matter import Actor, Matter, Refusal
from samspil.core.governance.schedules import times
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.simulation.compiled import compiled_kernel
from samspil.core.simulation.laying_out.arrays import as_arrays
from samspil.core.units import Money

KEY = "jammerbugt_purchase_screening"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
EXPERT = Actor("expert", frozenset({"it_expert"}))
EMPLOYEE = Actor("employee", frozenset({"employee"}))
APPROVE = Choose("screen", "approve", EXPERT, AT)
KRONER = 40_000
MANY = 200
ROUNDS = 100_000


def sections() -> Iterator[Section]:
    """The engine's benchmarks."""
    model = loaded(KEY)
    yield Section("One transition", "one_transition", list(_transition(model)))
    yield Section("A whole matter, from registration to its end", "whole_matter", list(_whole(model)))
    yield Section("The same with more models loaded", "many_models", list(_many()))
    yield Section("Loading and checking", "loading", list(_loading()))


def loaded(key: str) -> GovernanceModel:
    """A shipped model."""
    return load(key, library.model_files, library.municipalities())


@dataclass(frozen=True, slots=True)
class Purchase:
    """A small purchase in Jammerbugt in the kernel's numbers, before the experts approve it."""

    tables: Any
    start: int
    step: int
    outcome: int
    vector: Any
    columns: Any
    visits: Any

    @classmethod
    def of(cls, model: GovernanceModel) -> Purchase:
        """The purchase as tuples, for the interpreter."""
        step = next(one for one in model.program.steps if one.key == APPROVE.step)
        outcome = next(one for one in model.program.outcomes_of[step.index] if one.key == APPROVE.outcome)
        kind = model.program.values["kind"].index("purchase_request")
        return cls(
            tables=model.program.tables,
            start=model.program.starts["purchase"],
            step=step.index,
            outcome=outcome.index,
            vector=(kind, Money.of(KRONER).minor, 0, 1, 0),
            columns=model.program.book.columns_on(AT.toordinal())[0],
            visits=[0] * len(model.program.steps),
        )

    def in_arrays(self) -> Purchase:
        """The same for compiled code."""
        return Purchase(
            as_arrays(self.tables),
            self.start,
            self.step,
            self.outcome,
            np.array(self.vector),
            np.array(self.columns),
            np.array(self.visits),
        )

    def move(self, run: Callable[..., Any], *more: int) -> Callable[[], Any]:
        """One transition by a step function."""
        given = (self.tables, self.step, self.outcome, self.vector, self.columns, AT.toordinal(), self.visits)
        return partial(run, *given, *more)

    def walk(self, run: Callable[..., Any], *more: int) -> Callable[[], Any]:
        """The whole way by a step function."""
        given = (self.tables, self.start, self.vector, self.columns, AT.toordinal(), self.visits)
        return partial(run, *given, *more)


def _transition(model: GovernanceModel) -> Iterator[Row]:
    purchase = Purchase.of(model)
    assert purchase.move(kernel.move)() == purchase.in_arrays().move(compiled_kernel().move)()
    yield Row("the step function, interpreted", time_call(purchase.move(kernel.move)))
    yield Row("the step function, compiled", _many_compiled(purchase, "move"), calls=ROUNDS)
    screened = _screened(model)
    yield Row("`decide`: who may, checklist, events", time_call(partial(decide, model, screened, APPROVE)))
    step = model.program.steps[purchase.step]
    yield Row("one clock: five working days", time_call(partial(clock, model, step, AT)))


def _many_compiled(purchase: Purchase, name: str) -> Any:
    """Time compiled calls in a compiled loop, as the simulator makes them."""
    function = getattr(compiled_kernel(), name)

    @njit
    def moves(t, step, outcome, vector, columns, day, visits, n):  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917 – the kernel's own
        total = 0
        for number in range(n):
            vector[1] = number * 10
            total += function(t, step, outcome, vector, columns, day, visits)[2]
        return total

    @njit
    def walks(t, start, vector, columns, day, visits, n):  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917 – the kernel's own
        total = 0
        for number in range(n):
            vector[1] = number * 10
            visits[:] = 0
            total += function(t, start, vector, columns, day, visits)[1]
        return total

    in_arrays = purchase.in_arrays()
    call = in_arrays.move(moves, ROUNDS) if name == "move" else in_arrays.walk(walks, ROUNDS)
    call()
    return time_once(call)


def _screened(model: GovernanceModel) -> State:
    """A purchase whose six points have been answered."""
    attributes: dict[str, bool | int | str | Money] = {
        "amount": Money.of(KRONER),
        "new_appropriation": False,
        "personal_data": True,
        "replaces_system": False,
    }
    matter = Matter("bench", "purchase_request", attributes, EMPLOYEE.id)
    state = replay(_accepted(register(model, matter, EMPLOYEE, AT)))
    for item in model.spec.routes["purchase"].steps["screen"].items:
        answer = AnswerItem("screen", item, True, "I orden", EXPERT, AT)
        state = apply_all(state, _accepted(decide(model, state, answer)))
    return state


def _accepted(answer: Events | Refusal) -> Events:
    assert not isinstance(answer, Refusal), answer
    return answer


def _whole_matter(model: GovernanceModel) -> State:
    """Registered, six answers, approved, the buyers told, ended: with every event."""
    screened = _screened(model)
    return apply_all(screened, _accepted(decide(model, screened, APPROVE)))


def _whole(model: GovernanceModel) -> Iterator[Row]:
    purchase = Purchase.of(model)
    assert _whole_matter(model).end == "approved"
    yield Row("its usual way by the step function, interpreted", time_call(purchase.walk(kernel.walk)))
    yield Row("its usual way by the step function, compiled", _many_compiled(purchase, "walk"), calls=ROUNDS)
    yield Row(
        "eight entries with all events and the state after each", time_call(partial(_whole_matter, model))
    )


def _many() -> Iterator[Row]:
    """The cost must not depend on how many other models are in memory."""
    for count in (1, len(library.shipped_models()), MANY):
        models = [loaded(KEY) for _ in range(count)]
        for other in models:
            times(other, day_zero(other, AT))
        turns = cycle([(other, _screened(other)) for other in models])
        move = Purchase.of(models[-1]).move(kernel.move)
        yield Row(f"the step function, models loaded: {count}", time_call(move))
        yield Row(f"`decide`, under each in turn of: {count}", time_call(partial(_decide_next, turns)))


def _decide_next(turns: Iterator[tuple[GovernanceModel, State]]) -> object:
    """One decision under the next model, so that no cache is warm for just one of them."""
    model, screened = next(turns)
    return decide(model, screened, APPROVE)


def _loading() -> Iterator[Row]:
    keys = library.shipped_models()
    yield Row("one model: read, checked, compiled", time_once(partial(loaded, KEY)))
    yield Row(f"all {len(keys)} that ship, parts included", time_once(lambda: list(map(loaded, keys)), 3))
    models = {key: loaded(key) for key in keys}
    count = sum(len(_cases(models, key)) for key in keys)
    yield Row(f"all their {count} cases", time_once(lambda: [_cases(models, key) for key in keys], 3))


def _cases(models: dict[str, GovernanceModel], key: str) -> list[Any]:
    return run_cases(models[key], library.model_files(key), models.__getitem__)
