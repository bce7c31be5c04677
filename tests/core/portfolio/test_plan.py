"""A plan is what its milestones wait for, and a slip shows what it moves."""

from datetime import date, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.portfolio.plan import Dependency, Expected, Milestone, expect, moved

FIRST = date(2026, 1, 1)


def at(day: int) -> date:
    return FIRST + timedelta(days=day)


def one(number: int, day: int, done: int | None = None) -> Milestone:
    return Milestone(UUID(int=number), at(day), None if done is None else at(done))


def after(predecessor: int, successor: int, lag: int = 0) -> Dependency:
    return Dependency(UUID(int=predecessor), UUID(int=successor), lag)


plans = st.integers(2, 7).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(0, 60), min_size=size, max_size=size),
        st.lists(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1), st.integers(0, 30)), max_size=12
        ),
        st.lists(st.none() | st.integers(0, 90), min_size=size, max_size=size),
    )
)


def by_all_paths(milestones: list[Milestone], dependencies: list[Dependency]) -> dict[UUID, date]:
    """The same by another way: every chain of dependencies written out, the latest one counts."""
    days = {}
    for last in milestones:
        found = [last.planned_on]
        for length in range(1, len(milestones)):
            for chain in permutations([m for m in milestones if m is not last], length):
                found.extend(_ends(chain, last, dependencies))
        days[last.id] = last.done_on or max(found)
    return days


def _ends(chain: tuple[Milestone, ...], last: Milestone, dependencies: list[Dependency]) -> list[date]:
    """The days a chain leads to, from where it was last done or else began."""
    day = chain[0].done_on or chain[0].planned_on
    for before, then in zip(chain, (*chain[1:], last), strict=True):
        lags = [d.lag_days for d in dependencies if (d.predecessor, d.successor) == (before.id, then.id)]
        if not lags:
            return []
        day += timedelta(days=max(lags))
        day = then.done_on if then is not last and then.done_on else day
    return [day]


@given(plans)
def test_each_comes_when_the_longest_chain_before_it_has_come(
    plan: tuple[list[int], list[tuple[int, int, int]], list[int | None]],
) -> None:
    days, arrows, done = plan
    milestones = [one(n, day, did) for n, (day, did) in enumerate(zip(days, done, strict=True))]
    # An arrow always leads from a lower number to a higher: no circle.
    dependencies = [after(min(a, b), max(a, b), lag) for a, b, lag in arrows if a != b]
    found = expect(milestones, dependencies)
    assert {key: value.on for key, value in found.items()} == by_all_paths(milestones, dependencies)


def test_a_slip_moves_all_that_waits_and_says_who_pushes() -> None:
    plan = [one(1, 10), one(2, 20), one(3, 25)]
    waits = [after(1, 2, 5), after(2, 3)]
    before = {key: value.on for key, value in expect(plan, waits).items()}
    late = expect([one(1, 30), *plan[1:]], waits)
    assert [(move.id.int, move.was, move.now) for move in moved(before, late)] == [
        (1, at(10), at(30)),
        (2, at(20), at(35)),
        (3, at(25), at(35)),
    ]
    assert late[UUID(int=3)].pushed_by == UUID(int=2)


def test_slack_swallows_a_small_slip() -> None:
    plan, waits = [one(1, 10), one(2, 40)], [after(1, 2)]
    assert expect([one(1, 39), plan[1]], waits)[UUID(int=2)] == Expected(at(40))


def test_what_is_done_is_done_whatever_it_waited_for() -> None:
    assert expect([one(1, 50), one(2, 20, done=22)], [after(1, 2)])[UUID(int=2)] == Expected(at(22))


def test_the_first_named_pushes_where_two_push_to_the_same_day() -> None:
    plan = [one(1, 30), one(2, 30), one(3, 0)]
    for waits in permutations([after(1, 3), after(2, 3)]):
        assert expect(plan, waits)[UUID(int=3)] == Expected(at(30), UUID(int=1))


def test_another_organisations_milestone_counts_by_its_day() -> None:
    theirs = UUID(int=9)
    assert expect([one(1, 5)], [after(9, 1, 3)], {theirs: at(10)})[UUID(int=1)] == Expected(at(13), theirs)
    assert expect([one(1, 5)], [after(9, 1, 3)])[UUID(int=1)] == Expected(at(5))
    assert expect([one(1, 5)], [after(1, 9)]) == {UUID(int=1): Expected(at(5))}


def test_a_circle_is_refused() -> None:
    waits = [after(1, 2), after(2, 3)]
    with pytest.raises(ProblemsError, match="dependencies_in_a_circle number=3"):
        expect([one(n, 0) for n in (1, 2, 3, 4)], [*waits, after(3, 1)])


def test_nothing_waits_for_itself_or_backwards_or_for_ever() -> None:
    with pytest.raises(ProblemsError, match="milestone_waits_for_itself"):
        after(1, 1)
    for lag in (-1, 3661):
        with pytest.raises(ProblemsError, match="lag_out_of_range"):
            after(1, 2, lag)
    assert after(1, 2, 3660).lag_days == 3660


@pytest.mark.parametrize("first", [date(9999, 12, 31), date(9999, 12, 25)])
def test_what_waits_for_the_end_of_all_days_comes_on_the_last_of_them(first: date) -> None:
    milestones = [Milestone(UUID(int=1), first), one(2, 0)]
    assert expect(milestones, [after(1, 2, lag=6)])[UUID(int=2)].on == date(9999, 12, 31)
    assert expect(milestones, [after(1, 2, lag=3660)])[UUID(int=2)].on == date(9999, 12, 31)
