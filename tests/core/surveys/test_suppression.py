"""What is hidden in a table cannot be worked out of what is shown; with only small cells hidden it can."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from tests.core.surveys.attack import EXACT, bounds_of, every_table, found_by_attack, most_of

from samspil.core.surveys.suppression import hidden_cells, shown_cells, together, with_totals

Cell = tuple[str, str]


def only_the_small(counts: dict[Cell, int]) -> dict[Cell, int | None]:
    """Suppression with its second half off."""
    return {cell: count if count >= 5 else None for cell, count in with_totals(counts).items()}


def table(*rows: list[int]) -> dict[Cell, int]:
    return {(f"r{at}", f"c{to}"): count for at, row in enumerate(rows) for to, count in enumerate(row)}


@pytest.mark.parametrize(("count", "is_hidden"), [(4, True), (5, False)])
def test_fewer_than_five_are_hidden_and_five_are_not(count: int, is_hidden: bool) -> None:
    assert (("r0", "c0") in hidden_cells(table([count, 20], [20, 20]))) is is_hidden


def test_nothing_is_hidden_where_all_are_many() -> None:
    assert hidden_cells(table([5, 6], [7, 8])) == frozenset()


def test_one_small_cell_takes_three_others_with_it_and_no_total() -> None:
    """Beside it in its row and its column and across: the cheapest four corners, by hand 6, 7 and 9."""
    hidden = hidden_cells(table([3, 6, 50], [7, 9, 50], [50, 50, 50]))
    assert hidden == {("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")}


def test_of_a_table_of_two_small_cells_in_a_row_of_three_the_sum_is_not_told_either() -> None:
    """1 + 2 hidden in a row whose total is shown would tell that three people answered."""
    shown = shown_cells(table([1, 2, 30], [30, 30, 30], [30, 30, 30]))
    low, high = bounds_of(("r0", "c0"), list(table([1, 2, 30], [30, 30, 30], [30, 30, 30])), known(shown))
    assert high - low >= 5


def known(shown: dict[Cell, int | None]) -> dict[Cell, int]:
    return {cell: value for cell, value in shown.items() if value is not None}


def test_a_single_small_area_beside_a_large_one_hides_both_and_the_whole_stays() -> None:
    hidden = hidden_cells({("it", "all"): 3, ("school", "all"): 30})
    assert ("", "") not in hidden
    assert {("it", ""), ("school", "")} <= hidden


def test_where_everybody_is_few_nothing_stands() -> None:
    assert set(shown_cells(table([1, 1], [1, 1])).values()) == {None}
    assert hidden_cells({}) == frozenset()


def test_where_nobody_was_asked_is_known_and_hides_nothing() -> None:
    counts = {("r0", "c0"): 9, ("r1", "c1"): 9}
    assert hidden_cells(counts) == frozenset()


@pytest.mark.parametrize("counts", [{("a", "b"): -1}, {("", "b"): 3}, {("a", ""): 3}])
def test_a_table_that_is_none_is_refused(counts: dict[Cell, int]) -> None:
    with pytest.raises(ValueError, match="counts from 0"):
        hidden_cells(counts)


SMALL = [("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")]


def test_no_table_of_two_by_two_tells_a_small_cell() -> None:
    """Brute force, without linear programming: at least five values are left for each, among all tables."""
    for counts in every_table(SMALL, (0, 2, 4, 5)):
        shown = shown_cells(counts)
        for cell, count in with_totals(counts).items():
            if count < 5:
                assert shown[cell] is None
                assert len(values_of(cell, known(shown))) >= 5, (counts, cell)


def values_of(cell: Cell, equal: dict[Cell, int]) -> set[int]:
    """What a cell is in all small tables that have the same numbers shown, counted one by one."""
    found = set()
    for first, second, third in product(range(11), repeat=3):
        for fourth in fourths(first, second, third, equal):
            totals = with_totals(dict(zip(SMALL, (first, second, third, fourth), strict=True)))
            if all(totals[one] == value for one, value in equal.items()):
                found.add(totals[cell])
        if len(found) >= 5:
            break
    return found


def fourths(first: int, second: int, third: int, equal: dict[Cell, int]) -> range:
    """The last cell follows from any total it is in."""
    for total, others in ((("", ""), first + second + third), (("r1", ""), third), (("", "c1"), second)):
        if total in equal:
            left = equal[total] - others
            return range(left, left + 1) if left >= 0 else range(0)
    return range(11)


def random_table(chance: random.Random) -> dict[Cell, int]:
    """Areas and functions as surveys have them: many small cells, some where nobody was asked."""
    rows, columns = chance.randint(1, 5), chance.randint(1, 5)
    return {
        (f"r{row}", f"c{column}"): chance.choice((0, 1, 2, 3, 4, 5, 6, 8, 12, 20, 40))
        for row in range(rows)
        for column in range(columns)
        if chance.random() < 0.9
    } or {("r0", "c0"): 3}


def drilled(chance: random.Random, shown: dict[Cell, int | None]) -> dict[Cell, int | None]:
    """What a reader has seen who has set filters many times; what was not asked for is hidden to them too."""
    cells = list(shown)
    asked = chance.sample(cells, chance.randint(len(cells) // 2, len(cells)))
    return {cell: shown[cell] if cell in asked else None for cell in cells}


AT_ONCE = 50
Table = dict[Cell, int]
Shown = dict[Cell, int | None]


def told_by_drilling(number: int, seed: int, show: Callable[[Table], Shown]) -> int:
    """How many tables tell that one of three small cells has fewer than five answers more than it has.

    The least that a cell can be is never above what it is, so else at least five numbers are possible.
    """
    chance, told = random.Random(seed), set()
    for begin in range(0, number, AT_ONCE):
        tables = range(begin, begin + AT_ONCE)
        asked = [(at, *one) for at in tables for one in asked_of(random_table(chance), chance, show)]
        found = most_of([(cell, list(counts), seen) for _, counts, cell, seen in asked])
        told |= {
            at
            for (at, counts, cell, _), most in zip(asked, found, strict=True)
            if most < with_totals(counts)[cell] + 5 - EXACT
        }
    return len(told)


def asked_of(
    counts: Table, chance: random.Random, show: Callable[[Table], Shown]
) -> Iterator[tuple[Table, Cell, Table]]:
    """Three small cells of a table, and what a reader has seen of it."""
    small = [cell for cell, count in with_totals(counts).items() if count < 5]
    chance.shuffle(small)
    seen = known(drilled(chance, show(counts)))
    return ((counts, cell, seen) for cell in small[:3])


def test_an_attacker_finds_nothing_and_finds_it_with_suppression_off() -> None:
    assert told_by_drilling(200, 8, shown_cells) == 0
    assert told_by_drilling(200, 8, only_the_small) > 20


def test_what_is_solved_as_one_is_the_same_as_one_by_one() -> None:
    chance = random.Random(3)
    asked = [one for _ in range(20) for one in asked_of(random_table(chance), chance, shown_cells)]
    alone = [min(bounds_of(cell, list(counts), seen, (-1,))[1], 1_000) for counts, cell, seen in asked]
    assert most_of([(cell, list(counts), seen) for counts, cell, seen in asked]) == pytest.approx(alone)


@pytest.mark.slow
def test_ten_thousand_random_drill_downs_find_nothing() -> None:
    assert told_by_drilling(10_000, 2026, shown_cells) == 0
    assert told_by_drilling(1_000, 2026, only_the_small) > 200


@pytest.mark.slow
def test_what_is_hidden_beside_the_small_cells_is_not_told_either() -> None:
    chance = random.Random(9)
    for _ in range(500):
        counts = random_table(chance)
        assert found_by_attack(list(counts), shown_cells(counts)) == [], counts


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"it": 6, "areas": 12}, (("it",), ("areas",))),
        ({"it": 6, "areas": 12, "executives": 4}, (("areas",), ("it", "executives"))),
        ({"it": 6, "areas": 12, "executives": 4, "staff": 1}, (("it",), ("areas",), ("executives", "staff"))),
        ({"it": 6, "areas": 12, "executives": 0}, (("it",), ("areas",))),
        ({"it": 3, "areas": 2}, (("it", "areas"),)),
        ({"it": 3, "areas": 1}, ()),
        ({}, ()),
    ],
)
def test_groups_that_are_few_stand_together(
    counts: dict[str, int], shown: tuple[tuple[str, ...], ...]
) -> None:
    assert together(counts) == shown
