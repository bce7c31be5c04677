"""What the time went to, month by month, and what it was meant to go to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Max

from samspil.apps.resources.models import MixTarget, TaskTime
from samspil.apps.resources.types import Target
from samspil.core.task_mix.mix import Protected, added, protected, shares


@dataclass(frozen=True, slots=True)
class MonthMix:
    """A month: the minutes of each unit that recorded it by sort of task, and the target that held."""

    month: date
    by_unit: Mapping[UUID, Mapping[str, int]]
    target: Target | None

    @property
    def minutes(self) -> dict[str, int]:
        """Of all units together."""
        return added(self.by_unit.values())

    @property
    def shares(self) -> dict[str, Fraction]:
        """What share each sort of task had; nothing where nothing was recorded."""
        return shares(self.minutes) if self.by_unit else {}

    def protected(self, development: Iterable[str]) -> Protected | None:
        """Whether development had what is protected; nothing where one of the two is not known."""
        if not self.by_unit or self.target is None:
            return None
        meant = Fraction(self.target.protected, 100)
        return protected(self.shares, self.target.shares, frozenset(development), meant)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_to(last: date, count: int) -> list[date]:
    """So many months up to one, the oldest first."""
    return [month_of(last) + relativedelta(months=step - count + 1) for step in range(count)]


def mix_of(organisation_id: int, last: date, count: int, unit: UUID | None = None) -> list[MonthMix]:
    """So many months up to one, of a unit or of all together; two questions."""
    months = months_to(last, count)
    rows = TaskTime.objects.filter(
        organisation_id=organisation_id, month__gte=months[0], month__lte=months[-1]
    )
    rows = rows.filter(unit=unit) if unit else rows
    found: dict[date, dict[UUID, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for month, of, category, minutes in rows.values_list("month", "unit", "category", "minutes"):
        found[month][of][category] = minutes
    targets = targets_of(organisation_id, unit)
    return [MonthMix(one, dict(found[one]), target_on(targets, one)) for one in months]


def targets_of(organisation_id: int, unit: UUID | None) -> list[Target]:
    """What a unit's mix is meant to be, the oldest first: its own; where it has none, what holds for all."""
    rows = MixTarget.objects.filter(organisation_id=organisation_id).order_by("since")
    told = [_target(row) for row in rows]
    own = [one for one in told if one.unit == unit]
    return own or [one for one in told if one.unit is None]


def target_on(targets: Sequence[Target], month: date) -> Target | None:
    """The target that holds in a month; nothing before the first."""
    return max((one for one in targets if one.since <= month), key=lambda one: one.since, default=None)


def recorded_in(organisation_id: int, unit: UUID, month: date) -> dict[str, int]:
    """What a unit recorded of a month, in minutes by sort of task."""
    rows = TaskTime.objects.filter(organisation_id=organisation_id, unit=unit, month=month)
    return dict(rows.values_list("category", "minutes"))


def recorded_before(organisation_id: int, unit: UUID, month: date) -> dict[str, int]:
    """The newest that a unit recorded of an earlier month: the proposal for this one."""
    rows = TaskTime.objects.filter(organisation_id=organisation_id, unit=unit, month__lt=month)
    last = rows.aggregate(last=Max("month"))["last"]
    return recorded_in(organisation_id, unit, last) if last else {}


def units_recorded(organisation_id: int) -> dict[UUID, date]:
    """The units that have recorded anything, each with its last month; one question."""
    rows = TaskTime.objects.filter(organisation_id=organisation_id).order_by()
    return dict(rows.values("unit").annotate(last=Max("month")).values_list("unit", "last"))


def _target(row: MixTarget) -> Target:
    return Target(row.unit, row.since, row.percents, row.protected, row.source)
