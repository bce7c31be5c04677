"""The compiled kernel gives the interpreted kernel's answers: there is one set of rules."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from samspil import library
from samspil.core.governance import kernel
from samspil.core.governance.checks.coverage import regions
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.schedules import times
from samspil.core.simulation.compiled import compiled_kernel
from samspil.core.simulation.laying_out.arrays import as_arrays

KEY = "jammerbugt_purchase_screening"
DAY = date(2026, 11, 23).toordinal()


@cache
def model() -> GovernanceModel:
    return load(KEY, library.model_files, library.municipalities())


def test_every_function_of_the_kernel_is_compiled() -> None:
    interpreted = {
        name
        for name, value in vars(kernel).items()
        if callable(value) and value.__module__ == kernel.__name__
    } - {"Tables", "Times"}
    assert set(vars(compiled_kernel())) == interpreted


def test_moves_are_the_same_for_every_step_outcome_and_sort_of_matter() -> None:
    assert _same_moves(kernel.move, compiled_kernel().move) > 500


def test_a_kernel_that_differs_in_one_comparison_is_caught() -> None:
    """The control: were the compiled limit strict, the two would part."""

    def strict(tables: kernel.Tables, *arguments: Any) -> tuple[int, int, int]:
        operators = tuple(
            kernel.UNDER if operator == kernel.AT_MOST else operator for operator in tables.test_operator
        )
        return kernel.move(tables._replace(test_operator=operators), *arguments)

    with pytest.raises(AssertionError):
        _same_moves(strict, compiled_kernel().move)


def _same_moves(interpreted: Callable[..., Any], fast: Callable[..., Any]) -> int:
    tables = model().program.tables
    arrays, columns = as_arrays(tables), model().program.book.columns_on(DAY)[0]
    compared = 0
    for vector, step in product(_vectors(), model().program.steps):
        for outcome in range(-1, len(tables.outcome_step)):
            if not -1 <= outcome - tables.step_outcomes[step.index] <= 8:
                continue
            visits = [compared % 4] * len(model().program.steps)
            slow = interpreted(tables, step.index, outcome, vector, columns, DAY, visits)
            quick = fast(
                arrays, step.index, outcome, np.array(vector), np.array(columns), DAY, np.array(visits)
            )
            assert tuple(slow) == tuple(quick)
            compared += 1
    return compared


def _vectors() -> Iterator[tuple[int, ...]]:
    for kind in model().spec.kinds:
        found = list(regions(model().spec, model().program, kind, DAY))
        yield from (region.vector for region in random.Random(1).sample(found, min(6, len(found))))


def test_whole_ways_are_the_same() -> None:
    tables = model().program.tables
    arrays, columns = as_arrays(tables), model().program.book.columns_on(DAY)[0]
    for kind, route in (("purchase_request", "purchase"), ("joint_consent", "joint_consent")):
        for region in regions(model().spec, model().program, kind, DAY):
            start, size = model().program.starts[route], len(model().program.steps)
            slow = kernel.walk(tables, start, region.vector, columns, DAY, [0] * size)
            quick = compiled_kernel().walk(
                arrays, start, np.array(region.vector), np.array(columns), DAY, np.zeros(size, np.int64)
            )
            assert tuple(slow) == tuple(quick)
            assert slow[0] < 0 < slow[1]


def test_due_days_are_the_same_for_every_step_on_every_day_of_a_year() -> None:
    tables, span = model().program.tables, times(model(), DAY)
    arrays, fast_span = as_arrays(tables), as_arrays(span)
    columns = model().program.book.columns_on(DAY)[0]
    quick_columns = np.array(columns)
    for day, step in product(range(DAY, DAY + 365), model().program.steps):
        slow = kernel.due_day(tables, span, step.index, day, day, columns)
        assert slow == compiled_kernel().due_day(arrays, fast_span, step.index, day, day, quick_columns)


def test_votes_and_answers_count_the_same() -> None:
    chance = random.Random(9)
    for _ in range(2000):
        a, b, c, d, e, f = (chance.randrange(6) for _ in range(6))
        rule, base, one, other = a % 5, b % 3, e > 2, f > 2
        fast = compiled_kernel()
        assert kernel.carries(rule, a, b, c, d, base, 2, 3, one, other) == fast.carries(
            rule, a, b, c, d, base, 2, 3, one, other
        )
        assert kernel.settle(one, a, b, c, d, e, f, other) == fast.settle(one, a, b, c, d, e, f, other)
        assert kernel.is_quorate(a, b, 1, 2) == fast.is_quorate(a, b, 1, 2)
