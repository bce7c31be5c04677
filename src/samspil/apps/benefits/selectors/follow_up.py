"""What is to be measured when, by whom: what is owed first, then month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from dateutil.relativedelta import relativedelta

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.types import SUBJECT
from samspil.apps.measurements.selectors.owed import MOST, Owed, owed_until
from samspil.apps.organisations.types import Acting

MONTHS: Final = 24


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
    """What is owed, and what comes by month; ``is_cut`` where there is more than is shown."""

    overdue: list[ToMeasure]
    months: list[tuple[date, list[ToMeasure]]]
    is_cut: bool


def follow_up(acting: Acting, on: date, *, is_mine: bool = False, months: int = MONTHS) -> FollowUp:
    """Of the organisation one acts for, the months ahead with this one first. Two questions."""
    until = on.replace(day=1) + relativedelta(months=months)
    measurer = acting.person if is_mine else None
    due = owed_until(acting.organisation_id, SUBJECT, until, measurer)
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
    return FollowUp(overdue, sorted(by_month.items()), len(due) == MOST)
