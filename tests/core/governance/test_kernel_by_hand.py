"""The step function over tables written by hand: the edge of each comparison, and what no model has yet."""

from __future__ import annotations

import pytest

from samspil.core.governance import kernel

EMPTY = kernel.Tables(*[()] * len(kernel.Tables._fields))
LIMIT, DAY = 5, 100


def one_test(operator: int) -> kernel.Tables:
    """Condition 0: the first attribute against the first parameter."""
    return EMPTY._replace(
        test_attribute=(0,), test_operator=(operator,), test_operand=(0,), clause_tests=(0, 1),
        condition_clauses=(0, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        (kernel.OVER, False, False, True),
        (kernel.AT_LEAST, False, True, True),
        (kernel.UNDER, True, False, False),
        (kernel.AT_MOST, True, True, False),
    ],
)
def test_a_limit_is_within_or_outside_as_its_word_says(
    operator: int, below: bool, at: bool, above: bool
) -> None:
    tables = one_test(operator)
    said = [kernel.holds(tables, 0, (value,), (LIMIT,)) for value in (LIMIT - 1, LIMIT, LIMIT + 1)]
    assert said == [below, at, above]


def test_a_clause_without_tests_always_holds() -> None:
    """As every test of none is met. The language writes no such clause; compiled conditions may hold one."""
    tables = EMPTY._replace(clause_tests=(0, 0), condition_clauses=(0, 1))
    assert kernel.holds(tables, 0, (), ()) is True


def test_a_condition_without_clauses_never_holds() -> None:
    assert kernel.holds(EMPTY._replace(condition_clauses=(0, 0)), 0, (), ()) is False


@pytest.mark.parametrize(
    ("day", "found"), [(DAY - 1, kernel.NONE), (DAY, 0), (DAY + 9, 0), (DAY + 10, kernel.NONE)]
)
def test_a_mandate_holds_from_its_first_day_until_the_day_it_ends(day: int, found: int) -> None:
    tables = EMPTY._replace(
        step_mandates=(0, 1), mandate_of_step=(0,), mandate_power=(kernel.DECIDES,), mandate_from=(DAY,),
        mandate_to=(DAY + 10,), mandate_condition=(kernel.NONE,),
    )  # fmt: skip
    assert kernel.find_mandate(tables, 0, kernel.DECIDES, (), (), day) == found


@pytest.mark.parametrize(("value", "limit", "target"), [(6, 5, -1), (5, 5, -2), (6, 6, -2)])
def test_where_a_loop_ends_may_hang_on_the_matter(value: int, limit: int, target: int) -> None:
    """A step that may be visited no more leads on by the branches of its end, as any outcome does."""
    tables = one_test(kernel.OVER)._replace(
        step_at_most=(1,), step_overflow=(0,), outcome_branches=(0,), branch_condition=(0, kernel.NONE),
        branch_target=(-1, -2),
    )  # fmt: skip
    visited = 3
    assert kernel.admit(tables, 0, (value,), (limit, visited + 1), (visited,)) == 0
    assert kernel.admit(tables, 0, (value,), (limit, visited), (visited,)) == target


ALWAYS = kernel.NONE

# Step 0 has three outcomes, each to an end of its own. What its route starts with is row 3 of the branches.
CROSSROADS = one_test(kernel.OVER)._replace(
    step_outcomes=(0, 3), step_at_most=(kernel.NONE,), outcome_step=(0, 0, 0), outcome_guard=(ALWAYS,) * 3,
    outcome_power=(kernel.FREE,) * 3, outcome_forward=(0, 0, 0), outcome_branches=(0, 1, 2, 3),
    branch_condition=(ALWAYS,) * 4, branch_target=(-1, -2, -3, 0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("forward", "guards", "outcome"),
    [
        ((0, 0, 1), (ALWAYS, ALWAYS, ALWAYS), 2),
        ((0, 1, 1), (ALWAYS, ALWAYS, ALWAYS), 1),
        ((0, 1, 1), (ALWAYS, 0, ALWAYS), 2),
        ((0, 0, 0), (ALWAYS, ALWAYS, ALWAYS), 0),
        ((0, 0, 0), (0, ALWAYS, ALWAYS), 1),
        ((1, 1, 1), (0, 0, 0), kernel.NONE),
    ],
)
def test_what_usually_comes_is_the_first_that_may_and_goes_forward_else_the_first_that_may(
    forward: tuple[int, ...], guards: tuple[int, ...], outcome: int
) -> None:
    """Condition 0, the guard, does not hold."""
    tables = CROSSROADS._replace(outcome_forward=forward, outcome_guard=guards)
    target = -outcome - 1 if outcome != kernel.NONE else 0
    assert kernel.usual(tables, 0, (5,), (5,), DAY, (0,)) == (outcome, kernel.NONE, target)


@pytest.mark.parametrize(("value", "end"), [(6, -4), (5, -5)])
def test_a_loop_is_walked_as_often_as_it_may_and_left_by_its_end(value: int, end: int) -> None:
    """The only outcome leads back; after three visits the end says where to, by the matter's amount."""
    tables = CROSSROADS._replace(
        step_outcomes=(0, 1), step_at_most=(1,), step_overflow=(1,), outcome_branches=(0, 1, 2, 3),
        branch_condition=(ALWAYS, 0, ALWAYS, ALWAYS), branch_target=(0, -4, -5, 0),
    )  # fmt: skip
    visits = [0]
    assert kernel.walk(tables, 3, (value,), (5, 3), DAY, visits) == (end, 3)
    assert visits == [3]


@pytest.mark.parametrize(("value", "end"), [(6, -4), (5, -5)])
def test_where_a_route_starts_may_hang_on_the_matter(value: int, end: int) -> None:
    tables = CROSSROADS._replace(branch_condition=(0, ALWAYS), branch_target=(-4, -5))
    assert kernel.walk(tables, 0, (value,), (5,), DAY, []) == (end, 0)


@pytest.mark.parametrize(("day", "expected"), [(10, 10), (11, 13), (12, 13), (13, 13), (14, 15), (15, 15)])
def test_a_closed_day_early_in_the_tables_moves_to_the_next_working_day_too(day: int, expected: int) -> None:
    """The 10th, 13th and 15th are working days, and the tables begin on the 10th."""
    times = kernel.Times(10, 0, (1, 1, 1, 2, 2, 3), (0, 10, 13, 15), (), (), (), (), ())
    assert kernel.on_or_after(times, day) == expected


@pytest.mark.parametrize(("present", "expected"), [(5, False), (6, True)])
def test_two_thirds_of_nine_are_six(present: int, expected: bool) -> None:
    assert kernel.is_quorate(present, 9, 2, 3) is expected


@pytest.mark.parametrize("base", [kernel.OF_VOTES_CAST, kernel.OF_PRESENT, kernel.OF_SEATS])
def test_a_chair_whose_seat_weighs_nothing_carries_nothing_alone(base: int) -> None:
    """None for and none in all is not half of them: there is no tie to break."""
    assert not kernel.carries(kernel.MAJORITY, 0, 0, 0, 0, base, 1, 2, True, True)
