"""The tables say what the file says: decoded again, they are the same."""

import pytest
from tests.core.governance.small_world import WORLD, load_from

from samspil import library
from samspil.core.governance import kernel
from samspil.core.governance.compiling import branches_of, clock_of
from samspil.core.governance.conditions import comparisons
from samspil.core.governance.language.basics import Bounds, When
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import Body, CompiledStep

Decoded = frozenset[frozenset[tuple[str, object]]]
ALWAYS: Decoded = frozenset({frozenset()})
MODELS = ["town", "league", *library.shipped_models()]


def model_of(key: str) -> GovernanceModel:
    return load_from(
        WORLD if key in WORLD else {key: library.model_files(key) for key in library.shipped_models()}, key
    )


def decoded(model: GovernanceModel, condition: int) -> Decoded:
    """A condition's clauses, each as its tests: which values, or which comparison with which parameter."""
    tables = model.program.tables
    if condition == kernel.NONE:
        return ALWAYS
    clauses = range(tables.condition_clauses[condition], tables.condition_clauses[condition + 1])
    return frozenset(
        frozenset(
            decoded_test(model, row)
            for row in range(tables.clause_tests[clause], tables.clause_tests[clause + 1])
        )
        for clause in clauses
    )


def decoded_test(model: GovernanceModel, row: int) -> tuple[str, object]:
    tables, program = model.program.tables, model.program
    attribute, operand = program.attributes[tables.test_attribute[row]], tables.test_operand[row]
    if tables.test_operator[row] == kernel.IN:
        values = program.values[attribute]
        return attribute, frozenset(value for number, value in enumerate(values) if operand >> number & 1)
    return attribute, (tables.test_operator[row], program.book.keys[operand])


def written(when: When | None) -> Decoded:
    clauses = when if isinstance(when, list) else [when or {}]
    return frozenset(
        frozenset((attribute, one) for attribute, test in clause.items() for one in as_decoded(test))
        for clause in clauses
    )


def as_decoded(test: bool | str | list[str] | Bounds) -> list[object]:
    if isinstance(test, Bounds):
        return list(comparisons(test))
    if isinstance(test, bool):
        return [frozenset({"yes" if test else "no"})]
    return [frozenset(test if isinstance(test, list) else [test])]


@pytest.mark.parametrize("key", MODELS)
def test_every_outcome_has_the_condition_and_the_ways_that_are_written(key: str) -> None:
    model = model_of(key)
    tables, program = model.program.tables, model.program
    for step in program.steps:
        spec = model.spec.routes[step.route].steps[step.key]
        assert [one.key for one in program.outcomes_of[step.index]] == list(spec.outcomes)
        for outcome in program.outcomes_of[step.index]:
            assert tables.outcome_step[outcome.index] == step.index
            assert decoded(model, tables.outcome_guard[outcome.index]) == written(outcome.spec.when)
            rows = range(tables.outcome_branches[outcome.index], tables.outcome_branches[outcome.index + 1])
            ways = [
                (target_of(model, tables.branch_target[row]), tables.branch_condition[row]) for row in rows
            ]
            names = list(dict.fromkeys(name for name, _ in ways))
            assert names == list(dict.fromkeys(branch.to for branch in branches_of(outcome.spec)))


def target_of(model: GovernanceModel, target: int) -> str:
    return model.program.end(target) if target < 0 else model.program.steps[target].key


@pytest.mark.parametrize("key", MODELS)
def test_every_step_has_its_clock_its_bound_and_its_body_s_mandates(key: str) -> None:
    model = model_of(key)
    tables, program = model.program.tables, model.program
    for step in program.steps:
        kind, parameter = clock_of(step.spec.clock)
        assert tables.step_clock[step.index] == kind
        assert name_of(model, tables.step_clock_parameter[step.index]) == parameter
        bound = step.spec.at_most
        assert name_of(model, tables.step_at_most[step.index]) == (bound.times if bound else None)
        if bound:
            assert overflow_of(model, step) == bound.then
        forum = tables.step_forum[step.index]
        assert (program.forums[forum] if forum >= 0 else None) == (
            step.body.key if step.body.is_forum else None
        )
        rows = range(tables.step_mandates[step.index], tables.step_mandates[step.index + 1])
        held = [program.mandates[tables.mandate_of_step[row]].index for row in rows]
        assert held == [one.index for one in program.mandates if one.body == step.body]
        for item_key, item in step.spec.items.items():
            assert decoded(model, program.items[step.index, item_key]) == written(item.when)


@pytest.mark.parametrize("key", MODELS)
def test_every_phase_has_its_condition(key: str) -> None:
    model = model_of(key)
    for (project_model, phase), condition in model.program.phases.items():
        when = model.spec.project_models[project_model].phases[phase].when
        assert decoded(model, condition) == written(when)
    counted = sum(len(one.phases) for one in model.spec.project_models.values())
    assert len(model.program.phases) == counted


def name_of(model: GovernanceModel, number: int) -> str | None:
    return None if number == kernel.NONE else model.program.book.keys[number]


def overflow_of(model: GovernanceModel, step: CompiledStep) -> str:
    tables = model.program.tables
    return target_of(model, tables.branch_target[tables.outcome_branches[tables.step_overflow[step.index]]])


def test_a_mandate_reaches_what_it_says_and_no_reserved_matter_that_it_does_not_cover() -> None:
    model = model_of("town")
    tables, program = model.program.tables, model.program
    reach = {
        (one.key, str(one.body)): decoded(model, tables.mandate_condition[one.index])
        for one in program.mandates
    }
    no, yes = ("new_appropriation", frozenset({"no"})), ("new_appropriation", frozenset({"yes"}))
    purchase, limit = ("kind", frozenset({"purchase"})), (kernel.AT_MOST, "limit")
    assert reach["head_decides", "role head"] == {
        frozenset({("area", frozenset({"schools"})), purchase, ("amount", limit), no})
    }
    assert reach["head_decides", "role deputy"] == {
        frozenset({("area", frozenset({"care"})), purchase, ("amount", limit), no})
    }
    assert reach["head_recommends", "role head"] == {
        frozenset({("area", frozenset({"schools"})), purchase, ("amount", (kernel.OVER, "limit"))}),
        frozenset({("area", frozenset({"schools"})), purchase, yes}),
    }
    assert reach["board_decides", "forum board"] == {frozenset({no})}
    assert reach["council_appropriates", "forum council"] == {frozenset({purchase, yes})}


def test_a_step_of_a_looked_up_role_is_one_step_for_each_value() -> None:
    program = model_of("town").program
    bodies = [step.body for step in program.steps if step.key == "screen"]
    assert bodies == [Body("role", "head"), Body("role", "deputy")]
    assert [str(body) for body in bodies] == ["role head", "role deputy"]
