"""Somebody must be able to decide, for every matter that a model can meet.

Conditions split matters into regions: an amount is at most a limit or over it, a choice is one of
its values. One matter of every region is walked through every outcome of its route, on every day
that a parameter or a mandate changes. What holds for these holds for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from typing import Final

from samspil.core.errors import Problem
from samspil.core.governance import kernel
from samspil.core.governance.document import Document, problem_at
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.routes import Do
from samspil.core.governance.program import CompiledStep, Program

MOST_REGIONS: Final = 20_000

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """One matter that stands for all that the model cannot tell from it."""

    kind: str
    vector: Vector


def check_coverage(model: Model, document: Document, program: Program) -> Iterator[Problem]:
    """Yield each step that some matter can reach and nobody can take further, once."""
    told: set[tuple[str, str]] = set()
    for day in days_of_change(model, program):
        for kind in model.kinds:
            count = count_regions(model, program, kind, day)
            if count > MOST_REGIONS:
                if (kind, "") not in told:
                    yield problem_at(
                        document,
                        ("kinds", kind),
                        "too_many_regions",
                        kind=kind,
                        count=count,
                        limit=MOST_REGIONS,
                    )
                told.add((kind, ""))
                continue
            for region in regions(model, program, kind, day):
                for step in stuck_steps(program, model, region, day):
                    if (step.route, step.key) not in told:
                        told.add((step.route, step.key))
                        yield _nobody(document, program, step, region, day)


def _nobody(document: Document, program: Program, step: CompiledStep, region: Region, day: int) -> Problem:
    return problem_at(
        document,
        ("routes", step.route, "steps", step.key),
        "nobody_may_decide",
        step=step.key,
        body=str(step.body),
        matter=describe(program, region),
        day=date.fromordinal(day).isoformat(),
    )


def describe(program: Program, region: Region) -> str:
    """A region's matter in words a developer of models understands; money in whole kroner and øre."""
    said = [region.kind]
    for key, value in zip(program.attributes[1:], region.vector[1:], strict=True):
        values = program.values.get(key)
        if values is not None and value < len(values):
            said.append(f"{key}={values[value]}")
        elif values is None and value:
            said.append(f"{key}={value / 100:.2f}" if key == "amount" else f"{key}={value}")
    return ", ".join(said)


def days_of_change(model: Model, program: Program) -> list[int]:
    """The model's first day, and every later day that a parameter or a mandate changes."""
    first = model.valid_from.toordinal()
    days = {first, *program.book.changes}
    for mandate in model.mandates.values():
        days.update(day.toordinal() for day in (mandate.valid_from, mandate.valid_to) if day)
    return sorted(day for day in days if day >= first)


def regions(model: Model, program: Program, kind: str, day: int) -> Iterator[Region]:
    """One matter of each region of a kind on a day; the product of its attributes' values."""
    for vector in product(*_representatives(model, program, kind, day)):
        yield Region(kind, vector)


def count_regions(model: Model, program: Program, kind: str, day: int) -> int:
    """How many regions a kind has."""
    return prod(len(values) for values in _representatives(model, program, kind, day))


def _representatives(model: Model, program: Program, kind: str, day: int) -> list[list[int]]:
    limits = _limits(program, day)
    known = model.kinds[kind].attributes
    return [
        [list(model.kinds).index(kind)],
        *(
            _values(program, limits, key) if key in known and key in limits else [0]
            for key in program.attributes[1:]
        ),
    ]


def _limits(program: Program, day: int) -> Mapping[str, set[int]]:
    """What each attribute is compared with; an attribute nothing asks about has no entry."""
    numerators = program.book.columns_on(day)[0]
    found: dict[str, set[int]] = {}
    tables = program.tables
    for attribute, operator, operand in zip(
        tables.test_attribute, tables.test_operator, tables.test_operand, strict=True
    ):
        limits = found.setdefault(program.attributes[attribute], set())
        if operator != kernel.IN:
            limits.add(numerators[operand])
    return found


def _values(program: Program, limits: Mapping[str, set[int]], key: str) -> list[int]:
    if key in program.values:
        return list(range(len(program.values[key])))
    around = {limit + step for limit in limits[key] for step in (-1, 0, 1)}
    return sorted(value for value in around if value >= 0)


def stuck_steps(program: Program, model: Model, region: Region, day: int) -> Iterator[CompiledStep]:
    """The steps that this matter can reach, and at which nobody may choose anything."""
    parameters = program.book.columns_on(day)[0]
    start = kernel.find_target(
        program.tables, program.starts[model.kinds[region.kind].route], region.vector, parameters
    )
    seen, waiting = {start}, [start]
    while waiting:
        number = waiting.pop()
        if number < 0:
            continue
        step = program.steps[number]
        targets = _targets(program, step, region.vector, parameters, day)
        if not targets:
            yield step
        for target in targets - seen:
            seen.add(target)
            waiting.append(target)


def _targets(program: Program, step: CompiledStep, vector: Vector, parameters: Vector, day: int) -> set[int]:
    """Where the matter can go from a step by an outcome that somebody may choose.

    A clock that runs out does not count: a step must not depend on nobody acting.
    """
    targets = set()
    if program.tables.step_overflow[step.index] != kernel.NONE:
        overflow = program.tables.step_overflow[step.index]
        targets.add(kernel.find_target(program.tables, overflow, vector, parameters))
    chosen = set()
    visits = [0] * len(program.steps)
    for outcome in program.outcomes_of[step.index]:
        code, _, target = kernel.move(
            program.tables, step.index, outcome.index, vector, parameters, day, visits
        )
        if code == kernel.MOVED:
            targets.add(target)
            if outcome.key != "late" or step.spec.do is Do.INFORM:
                chosen.add(target)
    return targets if chosen else set()
