"""Why a matter turns as it does: every test that it met, with the line that asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from samspil.core.errors import Place
from samspil.core.governance import kernel
from samspil.core.governance.clocks import local_day
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import CompiledOutcome, CompiledStep

_COMPARISONS = {kernel.OVER: ">", kernel.AT_LEAST: "≥", kernel.UNDER: "<", kernel.AT_MOST: "≤"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One test that a matter met: the attribute, its value, what it was held against, and the line."""

    attribute: str
    value: int | str
    comparison: str
    against: tuple[str, ...] | int
    parameter: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Turn:
    """An outcome taken at a step under a mandate (its number, or NONE)."""

    step: CompiledStep
    outcome: CompiledOutcome
    mandate: int


def reasons_for(
    model: GovernanceModel, turn: Turn, vector: tuple[int, ...], at: datetime
) -> tuple[Reason, ...]:
    """The tests behind a turn: those of the outcome, of the mandate, and of the way it leads.

    Each is told once, with the line of the parameter where a number was compared, and otherwise the
    line whose condition it was.
    """
    tables, on = model.program.tables, local_day(model, at)
    columns = model.program.book.columns_on(on.toordinal())[0]
    found: dict[tuple[int, int, int], Reason] = {}
    for condition, place in _conditions(model, turn, vector, columns):
        for test in _tests_met(tables, condition, vector, columns):
            key = (tables.test_attribute[test], tables.test_operator[test], tables.test_operand[test])
            if tables.test_attribute[test] != 0:
                found.setdefault(key, _reason(model, test, vector, on, place))
    return tuple(found.values())


def _conditions(
    model: GovernanceModel, turn: Turn, vector: tuple[int, ...], columns: tuple[int, ...]
) -> Iterator[tuple[int, Place]]:
    """The conditions that were asked, each with its line."""
    tables, outcome = model.program.tables, turn.outcome
    path = ("routes", turn.step.route, "steps", turn.step.key, "outcomes", outcome.key)
    yield tables.outcome_guard[outcome.index], model.place(*path, "when")
    if turn.mandate != kernel.NONE:
        key = model.program.mandates[turn.mandate].key
        yield tables.mandate_condition[turn.mandate], model.place("mandates", key)
    branches = range(tables.outcome_branches[outcome.index], tables.outcome_branches[outcome.index + 1])
    asked = [tables.branch_condition[branch] for branch in branches]
    held = next(condition for condition in asked if kernel.holds(tables, condition, vector, columns))
    yield held, model.place(*path, "to")


def _reason(model: GovernanceModel, test: int, vector: tuple[int, ...], on: date, place: Place) -> Reason:
    program, tables = model.program, model.program.tables
    attribute = program.attributes[tables.test_attribute[test]]
    value, operand = vector[tables.test_attribute[test]], tables.test_operand[test]
    if tables.test_operator[test] == kernel.IN:
        values = program.values[attribute]
        among = tuple(one for number, one in enumerate(values) if operand >> number & 1)
        return Reason(attribute, values[value], "∈", among, None, place)
    reading = program.book.read(program.book.keys[operand], on)
    comparison = _COMPARISONS[tables.test_operator[test]]
    return Reason(attribute, value, comparison, int(reading.value), reading.key, reading.place)


def _tests_met(
    tables: kernel.Tables, condition: int, vector: tuple[int, ...], columns: tuple[int, ...]
) -> Iterator[int]:
    """The tests of the first clause that holds."""
    if condition == kernel.NONE:
        return
    clauses = range(tables.condition_clauses[condition], tables.condition_clauses[condition + 1])
    met = next(clause for clause in clauses if _clause_holds(tables, clause, vector, columns))
    yield from range(tables.clause_tests[met], tables.clause_tests[met + 1])


def _clause_holds(
    tables: kernel.Tables, clause: int, vector: tuple[int, ...], columns: tuple[int, ...]
) -> bool:
    """One clause by itself, asked of the kernel as a condition that has no other."""
    alone = tables._replace(condition_clauses=(clause, clause + 1))
    return kernel.holds(alone, 0, vector, columns)
