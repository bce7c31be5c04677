"""Milestones that wait for each other, and what a slip moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from samspil.core.errors import ProblemsError

LONGEST_LAG_DAYS: Final = 3660


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day somebody works towards. ``planned_on`` is the owner's plan; ``done_on`` is what came of it."""

    id: UUID
    planned_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """``successor`` comes at the earliest ``lag_days`` calendar days after ``predecessor``.

    Raises:
        ProblemsError: ``milestone_waits_for_itself``, ``lag_out_of_range`` (below zero or over ten years).
    """

    predecessor: UUID
    successor: UUID
    lag_days: int = 0

    def __post_init__(self) -> None:
        if self.predecessor == self.successor:
            raise ProblemsError.of("milestone_waits_for_itself")
        if not 0 <= self.lag_days <= LONGEST_LAG_DAYS:
            raise ProblemsError.of("lag_out_of_range", None, days=self.lag_days, most=LONGEST_LAG_DAYS)


@dataclass(frozen=True, slots=True)
class Expected:
    """When a milestone can be expected. ``pushed_by`` is the one it waits for, where that moves it."""

    on: date
    pushed_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A milestone that is expected on another day than before."""

    id: UUID
    was: date
    now: date
    pushed_by: UUID | None


def expect(
    milestones: Iterable[Milestone],
    dependencies: Iterable[Dependency],
    given: Mapping[UUID, date] | None = None,
) -> dict[UUID, Expected]:
    """When each milestone can be expected: as planned, or as soon as all it waits for has come.

    What is done is done. A dependency on a milestone that is not among them counts by its day in ``given``
    (another organisation's, or one that cannot move) and is left out where that has none. Time and memory
    are linear in milestones and dependencies.

    Raises:
        ProblemsError: ``dependencies_in_a_circle`` with how many milestones are in it.

    Source: the forward pass of the critical path method (Kelley and Walker, 1959), finish to start with lag.

    >>> a, b = UUID(int=1), UUID(int=2)
    >>> plan = [Milestone(a, date(2026, 5, 20)), Milestone(b, date(2026, 5, 10))]
    >>> str(expect(plan, [Dependency(a, b, lag_days=7)])[b].on)
    '2026-05-27'
    """
    known = {one.id: one for one in milestones}
    days = given or {}
    successors: dict[UUID, list[Dependency]] = defaultdict(list)
    waits = dict.fromkeys(known, 0)
    earliest = {key: Expected(one.planned_on) for key, one in known.items()}
    for one in dependencies:
        if one.successor not in known:
            continue
        if one.predecessor in known:
            successors[one.predecessor].append(one)
            waits[one.successor] += 1
        elif one.predecessor in days:
            _push(earliest, one, days[one.predecessor])
    ready = [key for key, number in waits.items() if number == 0]
    found: dict[UUID, Expected] = {}
    while ready:
        key = ready.pop()
        done = known[key].done_on
        found[key] = earliest[key] if done is None else Expected(done)
        for one in successors[key]:
            _push(earliest, one, found[key].on)
            waits[one.successor] -= 1
            if waits[one.successor] == 0:
                ready.append(one.successor)
    if len(found) < len(known):
        raise ProblemsError.of("dependencies_in_a_circle", None, number=len(known) - len(found))
    return found


def _push(earliest: dict[UUID, Expected], one: Dependency, comes_on: date) -> None:
    at = comes_on + timedelta(days=min(one.lag_days, (date.max - comes_on).days))  # no day comes after that
    known = earliest[one.successor]
    # Where two push to the same day the one with the least id is named, in whatever order they come.
    if at > known.on or (at == known.on and known.pushed_by and one.predecessor < known.pushed_by):
        earliest[one.successor] = Expected(at, one.predecessor)


def moved(before: Mapping[UUID, date], after: Mapping[UUID, Expected]) -> tuple[Moved, ...]:
    """What is expected on another day than before, earliest first; what is new or gone is not moved."""
    found = (
        Moved(key, before[key], one.on, one.pushed_by)
        for key, one in after.items()
        if key in before and before[key] != one.on
    )
    return tuple(sorted(found, key=lambda one: (one.now, one.id)))
