"""The tables say what the file says: decoded again, they are the same."""

from datetime import date
from functools import cache

import pytest
from tests.core.governance.engine_world.world import files_of
from tests.core.governance.small_world import WORLD, changed, load_from

from samspil import library
from samspil.core.governance import kernel
from samspil.core.governance.compiling import branches_of, clock_of
from samspil.core.governance.conditions import comparisons
from samspil.core.governance.language.basics import Bounds, When
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import FAR_FUTURE_DAY, Body, CompiledStep

Decoded = frozenset[frozenset[tuple[str, object]]]
ALWAYS: Decoded = frozenset({frozenset()})
MODELS = ["town", "league", *library.shipped_models()]


@cache
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


# What an outcome takes of somebody's power, and what a code gives: to decide, to recommend, or nothing.
TAKES = {
    "approves": kernel.DECIDES,
    "rejects": kernel.DECIDES,
    "closes": kernel.DECIDES,
    "advances": kernel.RECOMMENDS,
    "returns": kernel.RECOMMENDS,
    "automatic": kernel.FREE,
}
GIVES = {
    "B": kernel.DECIDES,
    "B*": kernel.DECIDES,
    "B**": kernel.DECIDES,
    "I": kernel.RECOMMENDS,
    "O": kernel.FREE,
}


@pytest.mark.parametrize("key", MODELS)
def test_an_outcome_takes_the_power_of_its_effect_and_nothing_of_the_requester(key: str) -> None:
    model = model_of(key)
    tables, program = model.program.tables, model.program
    for step in program.steps:
        for outcome in program.outcomes_of[step.index]:
            term = model.spec.terms.outcomes.get(outcome.key)
            effect = outcome.spec.effect or (term and term.effect)
            assert effect == outcome.effect
            is_own = step.spec.who.role == "requester"
            assert tables.outcome_power[outcome.index] == (kernel.FREE if is_own else TAKES[outcome.effect])
            leads_on = effect != "returns" and outcome.key != "late"
            assert tables.outcome_forward[outcome.index] == int(leads_on)
            assert program.outcomes[outcome.index] is outcome


@pytest.mark.parametrize("key", MODELS)
def test_a_mandate_has_its_power_and_holds_for_its_period(key: str) -> None:
    model = model_of(key)
    tables, program = model.program.tables, model.program
    assert list(dict.fromkeys(one.key for one in program.mandates)) == list(model.spec.mandates)
    for number, one in enumerate(program.mandates):
        spec = model.spec.mandates[one.key]
        assert (one.index, one.spec) == (number, spec)
        assert tables.mandate_power[number] == GIVES[spec.code]
        since, until = spec.valid_from, spec.valid_to
        assert tables.mandate_from[number] == (since.toordinal() if since else 0)
        assert tables.mandate_to[number] == (until.toordinal() if until else FAR_FUTURE_DAY)


@pytest.mark.parametrize("key", MODELS)
def test_every_route_begins_at_its_start_and_everything_is_found_by_its_number(key: str) -> None:
    model = model_of(key)
    tables, program = model.program.tables, model.program
    assert list(program.starts) == list(model.spec.routes)
    for route, row in program.starts.items():
        here = range(tables.outcome_branches[row], tables.outcome_branches[row + 1])
        assert {target_of(model, tables.branch_target[one]) for one in here} == {
            model.spec.routes[route].start
        }
        assert {program.steps[tables.branch_target[one]].route for one in here} == {route}
    of_no_step = {*program.starts.values(), *tables.step_overflow} - {kernel.NONE}
    for number, outcome in enumerate(program.outcomes):
        assert (outcome is None) == (number in of_no_step)
        if outcome is None:
            assert tables.outcome_step[number] == tables.outcome_guard[number] == kernel.NONE
            assert (tables.outcome_power[number], tables.outcome_forward[number]) == (kernel.FREE, 0)
        else:
            assert outcome.index == number
    for number, step in enumerate(program.steps):
        assert step.index == number == program.step_number[step.route, step.key, step.body]
        rows = range(tables.step_outcomes[number], tables.step_outcomes[number + 1])
        assert tuple(one.index for one in program.outcomes_of[number]) == tuple(rows)
    assert (program.ends, program.forums) == (tuple(model.spec.terms.ends), tuple(model.spec.forums))


@pytest.mark.parametrize("key", MODELS)
def test_a_way_to_a_looked_up_body_is_for_the_values_that_mean_it(key: str) -> None:
    model = model_of(key)
    tables, program = model.program.tables, model.program
    for step in program.steps:
        lookup = step.spec.who.forum_for or step.spec.who.role_for
        meant = ALWAYS
        if lookup:
            choices = model.spec.attributes[lookup].choices or {}
            mine = [one for one, choice in choices.items() if step.body.key in (choice.forum, choice.role)]
            assert mine
            meant = frozenset({frozenset({(lookup, frozenset({one}))}) for one in mine})
        if model.spec.routes[step.route].start == step.key:
            row = program.starts[step.route]
            here = range(tables.outcome_branches[row], tables.outcome_branches[row + 1])
            ways = [
                decoded(model, tables.branch_condition[one])
                for one in here
                if tables.branch_target[one] == step.index
            ]
            assert len(ways) == 1
            assert ways[0] <= meant


@pytest.mark.parametrize("key", MODELS)
def test_the_same_condition_is_laid_down_once(key: str) -> None:
    model = model_of(key)
    tables = model.program.tables
    count = len(tables.condition_clauses) - 1
    laid = [
        tuple(
            tuple(
                decoded_test(model, row)
                for row in range(tables.clause_tests[clause], tables.clause_tests[clause + 1])
            )
            for clause in range(tables.condition_clauses[one], tables.condition_clauses[one + 1])
        )
        for one in range(count)
    ]
    assert len(set(laid)) == len(laid)
    assert ((),) not in laid
    assert model.program.attributes == ("kind", *model.spec.attributes)
    assert model.program.values["kind"] == tuple(model.spec.kinds)


@pytest.mark.parametrize(
    ("key", "steps"),
    [
        (
            "town",
            [
                ("screen", "role head", kernel.CLOCK_WORKING_DAYS, "days"),
                ("screen", "role deputy", kernel.CLOCK_WORKING_DAYS, "days"),
                ("supplement", "role requester", kernel.CLOCK_WORKING_DAYS, "days"),
                ("told", "role deputy", kernel.CLOCK_NONE, None),
                ("board", "forum board", kernel.CLOCK_MEETINGS, "one"),
                ("council", "forum council", kernel.CLOCK_MEETINGS, "one"),
            ],
        ),
        (
            "league",
            [
                ("assembly", "forum assembly", kernel.CLOCK_MEETINGS, "one"),
                ("members", "members members", kernel.CLOCK_MONTHS, "year"),
                ("assembly", "forum assembly", kernel.CLOCK_MEETINGS, "one"),
            ],
        ),
    ],
)
def test_the_small_world_s_steps_have_these_bodies_and_clocks(
    key: str, steps: list[tuple[str, str, int, str | None]]
) -> None:
    model = model_of(key)
    tables = model.program.tables
    assert [
        (
            step.key,
            str(step.body),
            tables.step_clock[step.index],
            name_of(model, tables.step_clock_parameter[step.index]),
        )
        for step in model.program.steps
    ] == steps


def test_a_forum_that_is_looked_up_is_a_forum_and_phases_are_values() -> None:
    program = load_from({"skovby": files_of("skovby"), "common": files_of("common")}, "skovby").program
    assert [str(step.body) for step in program.steps if step.key == "group"] == [
        "forum circle",
        "forum festival",
    ]
    assert program.values["phase"] == ("plan", "plant")


def test_a_mandate_holds_from_its_first_day_to_the_day_it_ends() -> None:
    told = "{who: {forum: council}, code: O, kinds: [purchase], scope: organisation, source: assumed, "
    period = "valid_from: 2026-05-01, valid_to: 2028-01-01"
    line = f"mandates:\n  told: {told}when: {{new_appropriation: false}}, {period}}}\n"
    tables = changed("town/model.yaml", ("mandates:\n", line)).program.tables
    days = (date(2026, 5, 1).toordinal(), date(2028, 1, 1).toordinal())
    assert (tables.mandate_from[0], tables.mandate_to[0]) == days
    assert (tables.mandate_from[1], tables.mandate_to[1]) == (0, FAR_FUTURE_DAY)
