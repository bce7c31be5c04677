"""The work that an initiative asks for, and who lends a hand in it: by competence and month (F4.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from dateutil.relativedelta import relativedelta

from samspil.apps.portfolio.models import Initiative, PlannedEffort, Staffing
from samspil.core.portfolio.staffing import Hand, Need, needs
from samspil.core.units import PersonDays

OUR_OWN: Final = ""


class HandLent(NamedTuple):
    """Somebody who is lent, known by function. ``code`` is the member's, empty for the owner's own."""

    pk: int
    code: str
    function: str
    competence: str
    first_month: date
    last_month: date
    hundredths_a_month: int


class Ask(NamedTuple):
    """What is asked of a unit in a month."""

    unit: str
    competence: str
    month: date
    hundredths: int


@dataclass(frozen=True, slots=True)
class StaffingPicture:
    """What is asked and lent in some months; ``units`` are those that are asked, by competence."""

    months: tuple[date, ...]
    needs: dict[str, tuple[Need, ...]]
    units: dict[str, tuple[str, ...]]
    hands: tuple[HandLent, ...]


def staffing_of(initiative: Initiative, first: date, count: int) -> StaffingPicture:
    """The picture of an initiative that one may see, in ``count`` months from the first; three questions."""
    months = tuple(first.replace(day=1) + relativedelta(months=step) for step in range(count))
    asked: dict[tuple[str, date], int] = defaultdict(int)
    units: dict[str, set[str]] = defaultdict(set)
    for ask in _asked(initiative, months[0], months[-1]):
        asked[ask.competence, ask.month] += ask.hundredths
        units[ask.competence].add(ask.unit)
    hands = hands_of(initiative, months[0])
    picture = needs(
        {key: PersonDays(hundredths) for key, hundredths in asked.items()},
        (
            Hand(one.competence, one.first_month, one.last_month, PersonDays(one.hundredths_a_month))
            for one in hands
        ),
        months[0],
        count,
    )
    return StaffingPicture(
        months, picture, {competence: tuple(sorted(of)) for competence, of in units.items()}, hands
    )


def _asked(initiative: Initiative, first: date, last: date) -> list[Ask]:
    rows = PlannedEffort.objects.filter(initiative=initiative, month__gte=first, month__lte=last)
    return [Ask(*row) for row in rows.values_list(*Ask._fields)]


def hands_of(initiative: Initiative, since: date) -> tuple[HandLent, ...]:
    """Who is lent in a month or later, the first to begin first."""
    rows = Staffing.objects.filter(initiative=initiative, last_month__gte=since)
    told = rows.order_by("first_month", "code", "pk").values_list(*HandLent._fields)
    return tuple(HandLent(*row) for row in told)


def competences_of(initiative: Initiative) -> list[str]:
    """What has been asked for or lent in an initiative, for those who fill in more."""
    asked = PlannedEffort.objects.filter(initiative=initiative).values_list("competence", flat=True)
    lent = Staffing.objects.filter(initiative=initiative).values_list("competence", flat=True)
    return sorted({*asked.distinct(), *lent.distinct()})


def units_of(initiative: Initiative) -> list[str]:
    """The units that have been asked for work in an initiative, for its leader who asks for more."""
    asked = PlannedEffort.objects.filter(initiative=initiative).values_list("unit", flat=True)
    return sorted(asked.distinct())
