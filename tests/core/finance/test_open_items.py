"""What is open of each statement: counted by hand, and what must hold whatever is billed and paid."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.finance.open_items import Billed, Paid, open_items

FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
BILLED = (Billed(FIRST, 300), Billed(SECOND, 200))


@pytest.mark.parametrize(
    ("billed", "paid", "left"),
    [
        (BILLED, [], [300, 200]),
        (BILLED, [Paid(300)], [0, 200]),
        (BILLED, [Paid(301)], [0, 199]),
        (BILLED, [Paid(200, SECOND)], [300, 0]),
        (BILLED, [Paid(201, SECOND)], [299, 0]),  # a krone too much goes to the oldest
        (BILLED, [Paid(300), Paid(-100)], [100, 200]),  # a third of what came was paid back
        ((*BILLED, Billed(THIRD, -120)), [], [180, 200]),  # a credit by actual use
        ((*BILLED, Billed(THIRD, -120)), [Paid(-120)], [300, 200]),  # and it has been paid back
        (BILLED, [Paid(50, THIRD)], [250, 200]),  # of a statement that was taken back
        ((Billed(FIRST, 300), Billed(SECOND, -300)), [], [0]),
    ],
)
def test_what_is_open_of_each(billed: list[Billed], paid: list[Paid], left: list[int]) -> None:
    assert [one.open for one in open_items(billed, paid).values()] == left


_MINOR = st.integers(-1000, 1000).filter(bool)
_BILLED = st.lists(_MINOR, max_size=6).map(
    lambda many: [Billed(UUID(int=number), one) for number, one in enumerate(many, 1)]
)
_PAID = st.lists(
    st.builds(Paid, _MINOR, st.one_of(st.none(), st.integers(1, 7).map(lambda one: UUID(int=one)))),
    max_size=6,
)


@given(_BILLED, _PAID)
def test_nothing_is_covered_twice_and_nothing_that_came_is_lost(
    billed: list[Billed], paid: list[Paid]
) -> None:
    found = open_items(billed, paid)
    owed = sum(one.minor for one in billed) - sum(one.minor for one in paid)
    for one in found.values():
        assert 0 <= one.covered <= one.charged
    left = sum(one.open for one in found.values())
    if owed >= 0 and all(one.minor > 0 for one in paid):
        assert left == owed
