"""Somebody must be able to decide, and nothing be approved past those who may, for every matter there can be.

Conditions split matters into regions: an amount is at most a limit or over it, a choice is one of
its values. One matter of every region is walked through every outcome of its route, on every day
that a parameter or a mandate changes; what is under way on such a day goes on from where it stands.
Where an outcome amends the matter, it goes on as each of those that it may have become.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from math import prod
from typing import Final, NamedTuple

from samspil.core.errors import Problem
from samspil.core.governance import kernel
from samspil.core.governance.document import Document, problem_at
from samspil.core.governance.language.known_words import AMOUNT, CARRIED, FALLEN, LATE
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.governance.program import CompiledStep, Program

MOST_MOVES: Final = 50_000

# Whether an outcome under a mandate lets a matter end as approved; any other leaves that as it was.
DECIDES: Final = {Effect.APPROVES: True, Effect.CLOSES: True, Effect.REJECTS: False}

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """One matter that stands for all that the model cannot tell from it."""

    kind: str
    vector: Vector


def check_coverage(model: Model, document: Document, program: Program) -> Iterator[Problem]:
    """Yield each step that some matter can reach and nobody can take further, and each unearned approval.

    Linear in what there is to try, for which there is a limit: every outcome of a route for every region,
    and as often as it can amend the matter.
    """
    room = MOST_MOVES
    for kind in model.kinds:
        days = days_that_matter(model, program, kind)
        count = sum(count_moves(model, program, kind, pair) for pair in pairs_of(days))
        room -= count
        if room < 0:
            yield problem_at(
                document, ("kinds", kind), "too_many_moves", kind=kind, count=count, limit=MOST_MOVES
            )
            return
        yield from _check_kind(model, document, program, kind, days)


def _check_kind(
    model: Model, document: Document, program: Program, kind: str, days: list[int]
) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for before, day in pairs_of(days):
        vectors = list(product(*_representatives(model, program, kind, (before, day))))
        under_way: set[Standing] = set()
        if before != day:
            earlier = Walk(model, program, kind, before)
            under_way = earlier.reached(vectors)
        walk = Walk(model, program, kind, day)
        for code, place in walk.faults(walk.reached(vectors, under_way)):
            step = program.steps[place.step]
            if (code, step.key) not in told:
                told.add((code, step.key))
                yield _fault(document, program, code, Region(kind, place.vector), (step, day))


def count_moves(model: Model, program: Program, kind: str, days: Iterable[int]) -> int:
    """How many moves there are to try for a kind of matter."""
    values = [len(values) for values in _representatives(model, program, kind, days)]
    moves = sum(
        prod(values[program.attribute_number(key)] for key in outcome.spec.amends)
        for step in program.steps
        if step.route == model.kinds[kind].route
        for outcome in program.outcomes_of[step.index]
    )
    return prod(values) * moves


def pairs_of(days: list[int]) -> list[tuple[int, int]]:
    """The first day with itself, and each later one with the one before it."""
    return [(days[0], days[0]), *pairwise(days)]


def _fault(
    document: Document, program: Program, code: str, region: Region, at: tuple[CompiledStep, int]
) -> Problem:
    step, day = at
    return problem_at(
        document,
        ("routes", step.route, "steps", step.key),
        code,
        step=step.key,
        body=str(step.body),
        matter=describe(program, region),
        day=date.fromordinal(day).isoformat(),
    )


def describe(program: Program, region: Region) -> str:
    """A region's matter in words a developer of models understands; money in whole kroner and øre."""
    said = [region.kind]
    for key, value in zip(program.attributes[1:], region.vector[1:], strict=True):
        if key in program.values:
            said.append(f"{key}={program.values[key][value]}")
        elif value:
            said.append(f"{key}={value / 100:.2f}" if key == "amount" else f"{key}={value}")
    return ", ".join(said)


def days_that_matter(model: Model, program: Program, kind: str) -> list[int]:
    """The model's first day, and every later one from which anything is otherwise for a kind of matter."""
    tests = _tests_about(model, program, kind)
    asked = sorted({operand for _, operator, operand in tests if operator != kernel.IN})
    tables, seen, found = program.tables, None, []
    for day in days_of_change(model, program):
        numerators = program.book.columns_on(day)[0]
        in_force = tuple(
            since <= day < until for since, until in zip(tables.mandate_from, tables.mandate_to, strict=True)
        )
        state = (in_force, tuple(numerators[operand] for operand in asked))
        if state != seen:
            found.append(day)
        seen = state
    return found


def days_of_change(model: Model, program: Program) -> list[int]:
    """The model's first day, and every later day that a parameter or a mandate changes."""
    first = model.valid_from.toordinal()
    days = {first, *program.book.changes}
    for mandate in model.mandates.values():
        days.update(day.toordinal() for day in (mandate.valid_from, mandate.valid_to) if day)
    return sorted(day for day in days if day >= first)


def regions(model: Model, program: Program, kind: str, day: int) -> Iterator[Region]:
    """One matter of each region of a kind on a day; the product of its attributes' values."""
    for vector in product(*_representatives(model, program, kind, (day,))):
        yield Region(kind, vector)


def _representatives(model: Model, program: Program, kind: str, days: Iterable[int]) -> list[list[int]]:
    limits: dict[str, set[int]] = {}
    for attribute, operator, operand in _tests_about(model, program, kind):
        held = limits.setdefault(program.attributes[attribute], set())
        if operator != kernel.IN:
            held.update(program.book.columns_on(day)[0][operand] for day in days)
    known = model.kinds[kind].attributes
    return [
        [list(model.kinds).index(kind)],
        *(
            _values(program, limits, key) if key in known and key in limits else [0]
            for key in program.attributes[1:]
        ),
    ]


def _tests_about(model: Model, program: Program, kind: str) -> set[tuple[int, int, int]]:
    """The tests that a matter of a kind can meet on its route: of guards, branches, mandates."""
    tables, number = program.tables, list(model.kinds).index(kind)
    steps = [step for step in program.steps if step.route == model.kinds[kind].route]
    outcomes = {program.starts[model.kinds[kind].route]}
    conditions: set[int] = set()
    for step in steps:
        outcomes.update(outcome.index for outcome in program.outcomes_of[step.index])
        outcomes.add(tables.step_overflow[step.index])
        rows = range(tables.step_mandates[step.index], tables.step_mandates[step.index + 1])
        conditions.update(tables.mandate_condition[tables.mandate_of_step[row]] for row in rows)
    for outcome in outcomes - {kernel.NONE}:
        conditions.add(tables.outcome_guard[outcome])
        branches = range(tables.outcome_branches[outcome], tables.outcome_branches[outcome + 1])
        conditions.update(tables.branch_condition[branch] for branch in branches)
    found: set[tuple[int, int, int]] = set()
    for condition in conditions - {kernel.NONE}:
        for clause in range(tables.condition_clauses[condition], tables.condition_clauses[condition + 1]):
            rows = range(tables.clause_tests[clause], tables.clause_tests[clause + 1])
            tests = [
                (tables.test_attribute[row], tables.test_operator[row], tables.test_operand[row])
                for row in rows
            ]
            if all(attribute != 0 or operand >> number & 1 for attribute, _, operand in tests):
                found.update(tests)
    return found


def _values(program: Program, limits: Mapping[str, set[int]], key: str) -> list[int]:
    if key in program.values:
        return list(range(len(program.values[key])))
    around = {limit + step for limit in limits[key] for step in (-1, 0, 1)}
    return sorted(value for value in around if value >= 0)


class Standing(NamedTuple):
    """Where a matter stands, what it is like by now, and whether somebody has approved it under a mandate."""

    step: int
    vector: Vector
    approved: bool


def costly(model: Model) -> set[str]:
    """The facts that are what is approved: whoever changes one asks for a new approval."""
    return {key for key, one in model.attributes.items() if one.reserved or key == AMOUNT}


class Walk:
    """All ways of all matters of a kind on one day."""

    def __init__(self, model: Model, program: Program, kind: str, day: int) -> None:
        self.model, self.program, self.day = model, program, day
        self.parameters = program.book.columns_on(day)[0]
        self.start = program.starts[model.kinds[kind].route]
        self.visits = [0] * len(program.steps)
        self.costly = {program.attribute_number(key) for key in costly(model)}
        self.variants: dict[int, list[int]] = {}

    def reached(self, vectors: list[Vector], under_way: Iterable[Standing] = ()) -> set[Standing]:
        """Everywhere that matters can come, from the start of their route or from where they are."""
        for place, values in enumerate(zip(*vectors, strict=True)):
            self.variants[place] = sorted(set(values))
        starts = (
            Standing(
                kernel.find_target(self.program.tables, self.start, vector, self.parameters), vector, False
            )
            for vector in vectors
        )
        seen = {*under_way, *(place for place in starts if place.step >= 0)}
        waiting = list(seen)
        while waiting:
            for _, target in self.moves(waiting.pop()):
                if target.step >= 0 and target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return seen

    def faults(self, places: Iterable[Standing]) -> Iterator[tuple[str, Standing]]:
        """What is wrong where matters stand: nobody can move them, or they are approved by nobody."""
        for place in sorted(places):
            moves = list(self.moves(place))
            if all(by_clock for by_clock, _ in moves):
                yield "nobody_may_decide", place
            if any(self._is_unearned(target) for _, target in moves):
                yield "approved_by_nobody", place

    def _is_unearned(self, target: Standing) -> bool:
        """An approval that no mandate gave: by silence, by a recommendation, or past the decision."""
        if target.step >= 0 or target.approved:
            return False
        return self.model.terms.ends[self.program.end(target.step)].result is Result.APPROVED

    def moves(self, place: Standing) -> Iterator[tuple[bool, Standing]]:
        """Where a matter can go, and whether only because time has run out or a loop is used up."""
        program = self.program
        step, tables = program.steps[place.step], program.tables
        overflow = tables.step_overflow[place.step]
        if overflow != kernel.NONE:
            yield (
                True,
                place._replace(step=kernel.find_target(tables, overflow, place.vector, self.parameters)),
            )
        for outcome in program.outcomes_of[place.step]:
            amended = sorted(program.attribute_number(key) for key in outcome.spec.amends)
            stays = place.approved and not self.costly & set(amended)
            for vector in self._amended(place.vector, amended):
                code, mandate, target = kernel.move(
                    tables, step.index, outcome.index, vector, self.parameters, self.day, self.visits
                )
                if code == kernel.MOVED:
                    decided = DECIDES.get(outcome.effect, stays) if mandate != kernel.NONE else stays
                    decided = {CARRIED: True, FALLEN: False}.get(outcome.key, decided)
                    yield outcome.key == LATE, Standing(target, vector, decided)

    def _amended(self, vector: Vector, amended: list[int]) -> Iterator[Vector]:
        """The matter as it is, and as all it may become."""
        if not amended:
            yield vector
            return
        for values in product(*(self.variants[number] for number in amended)):
            changed = list(vector)
            for number, value in zip(amended, values, strict=True):
                changed[number] = value
            yield tuple(changed)
