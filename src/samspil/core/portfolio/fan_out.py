"""A programme planned once, and each member's own plan that follows it unless it deviates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samspil.core.errors import Problem, ProblemsError


@dataclass(frozen=True, slots=True)
class CommonMilestone:
    """A milestone of the common plan. ``latest_on`` is a day the law sets, where it does."""

    id: UUID
    name: str
    planned_on: date
    latest_on: date | None = None


@dataclass(frozen=True, slots=True)
class OwnMilestone:
    """The same milestone in one member's plan. With a ``deviation`` its day is the member's own.

    ``is_withdrawn``: the common plan has it no longer; the member keeps it and sees that.
    """

    common: UUID
    name: str
    planned_on: date
    deviation: str = ""
    done_on: date | None = None
    is_withdrawn: bool = False


def deviate(own: OwnMilestone, to: date, reason: str) -> OwnMilestone:
    """The member's own day for a milestone, with why.

    Raises:
        ProblemsError: ``deviation_needs_a_reason``.
    """
    if not reason.strip():
        raise ProblemsError.of("deviation_needs_a_reason", None, milestone=own.name)
    return replace(own, planned_on=to, deviation=reason.strip())


def follow_again(own: OwnMilestone, common: CommonMilestone | None) -> OwnMilestone:
    """The deviation given up: the common day again, or the own day kept where the common plan has none.

    Raises:
        ProblemsError: ``does_not_deviate``.
    """
    if not own.deviation:
        raise ProblemsError.of("does_not_deviate", None, milestone=own.name)
    to = common.planned_on if common is not None and own.done_on is None else own.planned_on
    return replace(own, planned_on=to, deviation="")


def follow(common: Iterable[CommonMilestone], own: Iterable[OwnMilestone]) -> tuple[OwnMilestone, ...]:
    """A member's plan brought up to date with the common one; with nothing of its own, a first plan.

    A milestone that is new comes in; one that has moved moves with it, unless the member deviates or is
    done. One that the common plan has given up stays, marked. None is ever lost, and doing it again
    changes nothing. In the order of the common plan, then what is withdrawn.

    Source: F4.3.

    >>> first = CommonMilestone(UUID(int=1), "Data moved", date(2026, 9, 1))
    >>> (mine,) = follow([first], [])
    >>> later = deviate(mine, date(2026, 11, 1), "Our archive is older")
    >>> str(follow([replace(first, planned_on=date(2026, 10, 1))], [later])[0].planned_on)
    '2026-11-01'
    """
    mine: Mapping[UUID, OwnMilestone] = {one.common: one for one in own}
    kept = [_following(one, mine.get(one.id)) for one in common]
    still = {one.common for one in kept}
    gone = [replace(one, is_withdrawn=True) for key, one in mine.items() if key not in still]
    return (*kept, *gone)


def _following(one: CommonMilestone, mine: OwnMilestone | None) -> OwnMilestone:
    if mine is None:
        return OwnMilestone(one.id, one.name, one.planned_on)
    follows = not mine.deviation and mine.done_on is None
    return replace(
        mine,
        name=one.name,
        planned_on=one.planned_on if follows else mine.planned_on,
        is_withdrawn=False,
    )


@dataclass(frozen=True, slots=True)
class Differences:
    """What following has changed in a member's plan: what is new, what has another day, what is given up.

    ``moved`` has the day before beside each.
    """

    came: tuple[OwnMilestone, ...]
    moved: tuple[tuple[OwnMilestone, date], ...]
    gone: tuple[OwnMilestone, ...]

    @property
    def are_none(self) -> bool:
        """Whether the plan is as it was."""
        return not (self.came or self.moved or self.gone)


def differences(before: Iterable[OwnMilestone], after: Iterable[OwnMilestone]) -> Differences:
    """What differs between a member's plan and the same brought up to date, in the order of ``after``.

    What has come back counts as new. Linear in the milestones.

    >>> was = OwnMilestone(UUID(int=1), "Data moved", date(2026, 9, 1))
    >>> ((_one, day),) = differences([was], [replace(was, planned_on=date(2026, 10, 1))]).moved
    >>> str(day)
    '2026-09-01'
    """
    known = {one.common: one for one in before}
    plan = list(after)
    there = {key for key, one in known.items() if not one.is_withdrawn}
    return Differences(
        tuple(one for one in plan if not one.is_withdrawn and one.common not in there),
        tuple(
            (one, known[one.common].planned_on)
            for one in plan
            if not one.is_withdrawn and one.common in there and one.planned_on != known[one.common].planned_on
        ),
        tuple(one for one in plan if one.is_withdrawn and one.common in there),
    )


def too_late(common: Iterable[CommonMilestone], own: Iterable[OwnMilestone]) -> tuple[Problem, ...]:
    """Where a member's plan goes past a day that the law sets; to be shown, never hidden."""
    latest = {one.id: one.latest_on for one in common if one.latest_on is not None}
    return tuple(
        Problem(
            "milestone_after_the_legal_day",
            {"milestone": one.name, "planned_on": one.planned_on, "latest_on": latest[one.common]},
        )
        for one in own
        if one.common in latest and one.done_on is None and one.planned_on > latest[one.common]
    )
