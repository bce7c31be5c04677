"""What is to be measured when, by whom: what is owed first, then month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from dateutil.relativedelta import relativedelta

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.access import changeable
from samspil.apps.benefits.types import SUBJECT
from samspil.apps.measurements.selectors.owed import MOST, Owed, owed_until
from samspil.apps.measurements.selectors.waiting import count_late
from samspil.apps.organisations.types import Acting

MONTHS: Final = 24
Place = tuple[date, int]


class Of(NamedTuple):
    """The benefit that a measurement is of."""

    public_id: UUID
    number: str
    title: str
    owner: str
    line_owner: str
    initiative__title: str
    initiative__public_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class ToMeasure:
    """A measurement that is due, and the benefit it is of."""

    due: Owed
    of: Of


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is owed, and what comes by month.

    ``next_after`` is the key of what follows; none where there is no more.
    """

    overdue: list[ToMeasure]
    months: list[tuple[date, list[ToMeasure]]]
    next_after: Place | None


def follow_up(
    acting: Acting, on: date, *, is_mine: bool = False, most: int = MOST, after: Place | None = None
) -> FollowUp:
    """Of the organisation one acts for, two years ahead, so many from a place on. Two questions."""
    until = on.replace(day=1) + relativedelta(months=MONTHS)
    measurer = acting.person if is_mine else None
    read = owed_until(acting.organisation_id, SUBJECT, until, measurer, most + 1, after)
    due = read[:most]
    rows = Benefit.objects.filter(
        organisation_id=acting.organisation_id, public_id__in={one.indicator__subject for one in due}
    )
    of = {one.public_id: one for one in (Of(*row) for row in rows.values_list(*Of._fields))}
    found = [ToMeasure(one, of[one.indicator__subject]) for one in due if one.indicator__subject in of]
    by_month: dict[date, list[ToMeasure]] = {}
    for one in found:
        if one.due.due_on >= on:
            by_month.setdefault(one.due.due_on.replace(day=1), []).append(one)
    overdue = [one for one in found if one.due.due_on < on]
    more = (due[-1].due_on, due[-1].id) if len(read) > most else None
    return FollowUp(overdue, sorted(by_month.items()), more)


def measurable(acting: Acting, due: Sequence[ToMeasure], on: date) -> set[UUID]:
    """The indicators among them that somebody may measure: their own, and those of benefits they may change.

    One question, as far as it is not known already.
    """
    others = {one.of.public_id for one in due if one.due.indicator__measurer_person != acting.person}
    changes = changeable(acting, others, on) if others else set()
    return {
        one.due.indicator__public_id
        for one in due
        if one.due.indicator__measurer_person == acting.person or one.of.public_id in changes
    }


def count_overdue(acting: Acting, on: date, *, is_mine: bool = False) -> int:
    """How many measurements are overdue in all; one question."""
    return count_late(acting.organisation_id, SUBJECT, on, acting.person if is_mine else None)
