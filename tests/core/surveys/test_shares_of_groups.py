"""A share is shown with how many answered: neither is told of a hidden group by what one reads beside it.

The attacker reads every cell and total that is shown, for those who answered well and those who did not, and
how many of each area answered at all; what a group said stays between two values that differ.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import block_diag

from samspil.core.surveys.suppression import hidden_among, hidden_cells, with_totals

Cell = tuple[str, str]
EXACT = 1e-6
MANY = 10_000  # answers; more than any survey here has
AT_ONCE = 20  # surveys in one programme


@dataclass(frozen=True)
class Answers:
    """Who answered a question well, otherwise, or not at all; cell by cell."""

    good: dict[Cell, int]
    other: dict[Cell, int]
    left: dict[Cell, int]

    @property
    def everybody(self) -> dict[Cell, int]:
        return {cell: self.good[cell] + self.other[cell] + self.left[cell] for cell in self.good}

    @property
    def answered(self) -> dict[Cell, int]:
        return {cell: self.good[cell] + self.other[cell] for cell in self.good}


@dataclass(frozen=True)
class Read:
    """What stands on the page: of a question the cells that are shown, and how many answered in each area."""

    question: Mapping[Cell, tuple[int, int]]
    areas: Mapping[Cell, int]


def random_answers(chance: random.Random) -> Answers:
    rows, columns = chance.randint(1, 4), chance.randint(1, 4)
    cells = [(f"r{row}", f"c{column}") for row in range(rows) for column in range(columns)]
    happy = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
    silent = chance.choice((0.0, 0.02, 0.2))
    people = {cell: chance.choice((0, 1, 2, 3, 4, 5, 6, 8, 12, 20, 40)) for cell in cells}
    said = {cell: [chance.random() for _ in range(many)] for cell, many in people.items()}
    left = {cell: sum(one < silent for one in told) for cell, told in said.items()}
    good = {cell: sum(chance.random() < happy for _ in range(people[cell] - left[cell])) for cell in cells}
    other = {cell: people[cell] - left[cell] - good[cell] for cell in cells}
    return Answers(good, other, left)


def hidden_in(answers: Answers) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """As the application does: first who answered at all, then the question."""
    at_all = hidden_cells(answers.everybody)
    return at_all, hidden_among([answers.good, answers.other], at_all)


def read(answers: Answers, at_all: frozenset[Cell], hidden: frozenset[Cell]) -> Read:
    good, other = with_totals(answers.good), with_totals(answers.other)
    everybody = with_totals(answers.everybody)
    return Read(
        {cell: (good[cell], other[cell]) for cell in good if cell not in hidden},
        {cell: everybody[cell] for cell in everybody if cell not in at_all and not cell[1]},
    )


def counts(total: Cell, one: Cell) -> bool:
    return all(part in ("", own) for part, own in zip(total, one, strict=True))


def equations(inner: Sequence[Cell], seen: Read) -> tuple[np.ndarray, list[int]]:
    """A line for each number that is read: which groups' good, other and left answers it counts."""
    rows, values = [], []
    for total, told in seen.question.items():
        for which, value in enumerate(told):
            rows.append([counts(total, one) * (part == which) for one in inner for part in range(3)])
            values.append(value)
    for total, value in seen.areas.items():
        rows.append([counts(total, one) for one in inner for _part in range(3)])
        values.append(value)
    return np.array(rows, dtype=float).reshape(len(rows), 3 * len(inner)), values


@dataclass(frozen=True)
class Asked:
    """What an attacker would know: a sum of good, other and left answers of a cell, by all that is read."""

    cell: Cell
    of: tuple[int, int, int]
    inner: Sequence[Cell]
    seen: Read

    @property
    def aim(self) -> np.ndarray:
        wanted = [counts(self.cell, one) * self.of[part] for one in self.inner for part in range(3)]
        return np.array(wanted, dtype=float)


def widths(asked: Sequence[Asked]) -> list[float]:
    """From the least to the most that each can be, solved as one: no two have an answer in common."""
    if not asked:
        return []
    aim = np.concatenate([one.aim for one in asked])
    read_of = [equations(one.inner, one.seen) for one in asked]
    values = np.concatenate([told for _, told in read_of])
    matrix = block_diag([rows for rows, _ in read_of], "csr")
    ends = np.cumsum([3 * len(one.inner) for one in asked])[:-1]
    found = []
    for sign in (1, -1):
        told = linprog(sign * aim, A_eq=matrix, b_eq=values, bounds=(0, MANY))
        assert told.status == 0, told.message
        found.append([part.sum() for part in np.split(aim * told.x, ends)])
    return [float(most - least) for least, most in zip(*found, strict=True)]


GOOD, OTHER, BOTH = (1, 0, 0), (0, 1, 0), (1, 1, 0)


def small_cells(answers: Answers) -> list[Cell]:
    return [cell for cell, count in with_totals(answers.answered).items() if count < 5]


def asking(answers: Answers, seen: Read, cells: Sequence[Cell]) -> list[Asked]:
    """Of each group that is not shown: how many said what."""
    inner = list(answers.good)
    unseen = [cell for cell in cells if cell not in seen.question]
    return [Asked(cell, of, inner, seen) for cell in unseen for of in (GOOD, OTHER, BOTH)]


def attacks(chance: random.Random) -> tuple[list[Asked], list[Asked]]:
    """What is asked of a survey with suppression, and with only the small cells hidden.

    Who reads how many of each area answered as well may know a hidden group of five or more, and no smaller.
    """
    answers = random_answers(chance)
    small, (at_all, hidden) = small_cells(answers), hidden_in(answers)
    chance.shuffle(small)
    others = chance.sample(sorted(hidden), min(2, len(hidden)))
    seen = read(answers, at_all, hidden)
    few = frozenset(cell for cell, count in with_totals(answers.everybody).items() if count < 5)
    with_it = asking(answers, seen, small[:2]) + asking(answers, Read(seen.question, {}), others)
    return with_it, asking(answers, read(answers, few, frozenset(small)), small[:2])


def surveys_told(asked: Sequence[Sequence[Asked]]) -> int:
    """Of how many surveys an attacker knows a group."""
    found = iter(widths([one for survey in asked for one in survey]))
    return sum(min([next(found) for _ in survey], default=MANY) < EXACT for survey in asked)


def attack(number: int, seed: int) -> tuple[int, int]:
    """How many surveys are told with suppression, and how many with only the small cells hidden."""
    chance, told, without = random.Random(seed), 0, 0
    for _ in range(number // AT_ONCE):
        asked = [attacks(chance) for _ in range(AT_ONCE)]
        told += surveys_told([one for one, _ in asked])
        without += surveys_told([one for _, one in asked])
    return told, without


def test_an_attacker_learns_of_no_hidden_group_what_it_said_and_does_with_suppression_off() -> None:
    told, without = attack(40, seed=8)
    assert told == 0
    assert without > 10


@pytest.mark.slow
def test_two_thousand_surveys_tell_of_no_hidden_group() -> None:
    told, without = attack(2_000, seed=2026)
    assert told == 0
    assert without > 500


def test_where_nobody_in_the_rest_was_pleased_the_rest_is_not_told_by_subtracting() -> None:
    """3 and 6 are hidden together and none of the nine is pleased: 20 of 20 and 20 of 29 would tell it."""
    good = {("it", "x"): 0, ("care", "x"): 0, ("school", "x"): 20}
    other = {("it", "x"): 3, ("care", "x"): 6, ("school", "x"): 0}
    assert {("it", ""), ("care", "")} <= hidden_cells({cell: good[cell] + other[cell] for cell in good})
    assert ("school", "") not in hidden_cells({cell: good[cell] + other[cell] for cell in good})
    assert ("school", "") in hidden_among([good, other])


def test_what_is_hidden_elsewhere_stays_hidden_and_is_not_told_by_subtracting() -> None:
    table = {("it", "x"): 30, ("care", "x"): 30, ("school", "x"): 30}
    assert hidden_among([table]) == frozenset()
    hidden = hidden_among([table], [("it", "x")])
    assert ("it", "x") in hidden
    assert len({row for row, column in hidden if column}) == 2


@pytest.mark.parametrize("parts", [[], [{("a", "x"): 1}, {("b", "x"): 1}], [{("a", "x"): -1}]])
def test_tables_that_do_not_belong_together_are_refused(parts: list[dict[Cell, int]]) -> None:
    with pytest.raises(ValueError, match=r"counts from 0|tables of the same cells"):
        hidden_among(parts)
