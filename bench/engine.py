"""What it costs to move a matter: interpreted, compiled, and as people see it with events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial

import numpy as np

from bench.report import Row, Section
from bench.timing import time_call, time_once
from samspil import library
from samspil.core.governance import kernel
from samspil.core.governance.cases.runner import run_cases
from samspil.core.governance.clocks import clock, day_zero
from samspil.core.governance.engine import decide, register
from samspil.core.governance.entries import AnswerItem, Choose, Entry
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.matter import Actor, Matter, Refusal
from samspil.core.governance.schedules import times
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.simulation.compiled import as_arrays, compiled_kernel
from samspil.core.units import Money

KEY = "jammerbugt_purchase_screening"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
EXPERT = Actor("expert", frozenset({"it_expert"}))
EMPLOYEE = Actor("employee", frozenset({"employee"}))
MANY = 200


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


def purchase() -> Matter:
    """A small purchase in Jammerbugt."""
    attributes = {
        "amount": Money.of(40_000),
        "new_appropriation": False,
        "personal_data": True,
        "replaces_system": False,
    }
    return Matter("bench", "purchase_request", attributes, EMPLOYEE.id)


def _kernel_call(model: GovernanceModel) -> tuple[object, ...]:
    """The arguments of one transition: the experts approve a small purchase."""
    step = next(one for one in model.program.steps if one.key == "screen")
    outcome = next(one for one in model.program.outcomes_of[step.index] if one.key == "approve")
    columns = model.program.book.columns_on(AT.toordinal())[0]
    kinds = model.program.values["kind"]
    vector = (kinds.index("purchase_request"), Money.of(40_000).minor, 0, 1, 0)
    visits = [0] * len(model.program.steps)
    return step.index, outcome.index, vector, columns, AT.toordinal(), visits


def _transition(model: GovernanceModel) -> Iterator[Row]:
    step, outcome, vector, columns, day, visits = _kernel_call(model)
    tables = model.program.tables
    arrays = as_arrays(tables)
    in_arrays = (np.array(vector), np.array(columns), day, np.array(visits))
    fast = compiled_kernel()
    loop = _compiled_loop()
    assert kernel.move(tables, step, outcome, vector, columns, day, visits) == fast.move(  # type: ignore[arg-type]
        arrays, step, outcome, *in_arrays
    )
    yield Row(
        "the step function, interpreted",
        time_call(partial(kernel.move, tables, step, outcome, vector, columns, day, visits)),  # type: ignore[arg-type]
    )
    loop(arrays, step, outcome, *in_arrays, 10)
    rounds = 100_000
    spent = time_once(partial(loop, arrays, step, outcome, *in_arrays, rounds))
    yield Row("the step function, compiled", spent, calls=rounds)
    state = _screened(model)
    yield Row(
        "`decide`: who may, votes, events, next clock",
        time_call(partial(decide, model, state, Choose("screen", "approve", EXPERT, AT))),
    )
    compiled_step = model.program.steps[step]  # type: ignore[call-overload]
    yield Row("one clock (five working days)", time_call(partial(clock, model, compiled_step, AT)))


def _compiled_loop() -> object:
    """Many compiled transitions in one call, so that crossing into machine code is paid once."""
    from numba import njit  # noqa: PLC0415 – only this benchmark compiles

    move = compiled_kernel().move

    @njit
    def loop(t, step, outcome, vector, columns, day, visits, rounds):  # type: ignore[no-untyped-def]
        total = 0
        for number in range(rounds):
            vector[1] = number * 100
            code, mandate, target = move(t, step, outcome, vector, columns, day, visits)
            total += code + target
        return total

    return loop


def _screened(model: GovernanceModel) -> State:
    """A purchase whose six points have been answered."""
    state = _applied(None, register(model, purchase(), EMPLOYEE, AT))
    for entry in _answers(model):
        state = _applied(state, decide(model, state, entry))
    return state


def _answers(model: GovernanceModel) -> list[Entry]:
    items = model.spec.routes["purchase"].steps["screen"].items
    return [AnswerItem("screen", item, True, "I orden", EXPERT, AT) for item in items]


def _applied(state: State | None, answer: object) -> State:
    assert not isinstance(answer, Refusal), answer
    return replay(answer) if state is None else apply_all(state, answer)  # type: ignore[arg-type]


def _whole_matter(model: GovernanceModel) -> State:
    """Registered, six answers, approved, the buyers told, ended: with every event."""
    state = _applied(_screened(model), decide(model, _screened(model), Choose("screen", "approve", EXPERT, AT)))
    assert state.end == "approved"
    return state


def _walk(model: GovernanceModel, run: object, arrays: bool) -> object:
    _, _, vector, columns, day, visits = _kernel_call(model)
    start = model.program.starts["purchase"]
    tables = as_arrays(model.program.tables) if arrays else model.program.tables
    pack = (lambda values: np.array(values)) if arrays else (lambda values: values)
    return partial(run, tables, start, pack(vector), pack(columns), day, pack(visits))  # type: ignore[arg-type]


def _whole(model: GovernanceModel) -> Iterator[Row]:
    yield Row("its usual way by the step function, interpreted", time_call(_walk(model, kernel.walk, False)))  # type: ignore[arg-type]
    yield Row("its usual way by the step function, compiled", time_call(_walk(model, compiled_kernel().walk, True)))  # type: ignore[arg-type]
    yield Row("eight entries with all events and the state after each", time_call(partial(_whole_matter, model)))


def _many() -> Iterator[Row]:
    """The cost must not depend on how many other models are in memory."""
    for count in (1, MANY):
        models = [loaded(KEY) for _ in range(count)]
        for other in models:
            times(other, day_zero(other, AT))
        model = models[-1]
        step, outcome, vector, columns, day, visits = _kernel_call(model)
        call = partial(kernel.move, model.program.tables, step, outcome, vector, columns, day, visits)  # type: ignore[arg-type]
        yield Row(f"the step function, {count} models loaded", time_call(call))
        choose = Choose("screen", "approve", EXPERT, AT)
        yield Row(f"`decide`, {count} models loaded", time_call(partial(decide, model, _screened(model), choose)))


def _loading() -> Iterator[Row]:
    keys = [key for key in library.shipped_models()]
    yield Row("one model: read, checked, compiled", time_once(partial(loaded, KEY)))
    yield Row(f"all {len(keys)} that ship, parts included", time_once(lambda: [loaded(key) for key in keys], 3))
    models: Mapping[str, GovernanceModel] = {key: loaded(key) for key in keys}
    cases = [run_cases(model, library.model_files(key), loaded) for key, model in models.items()]
    total = sum(len(found) for found in cases)
    run = lambda: [run_cases(model, library.model_files(key), models.__getitem__) for key, model in models.items()]  # noqa: E731
    yield Row(f"all their {total} cases", time_once(run, 3))
