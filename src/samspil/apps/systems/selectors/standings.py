"""The re-tender calendar a page at a time: how contracts stand is asked of the database.

`services.standing` keeps with each contract how it lasts, until when, and on which route it is bought again.
How it stands today follows from these and from the day, so no contract is read that is not shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Case, Count, DateField, F, Q, QuerySet, Value, When

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Contract
from samspil.apps.systems.selectors.calendar import Held, Reckoning, Standing, calendar_of
from samspil.apps.systems.selectors.reach import reaching
from samspil.apps.systems.selectors.terms import own_terms, terms_in_reach
from samspil.core.retender.lasting import Lasts
from samspil.core.retender.parameters import Route

_DAY: Final = timedelta(days=1)
# Nothing is kept yet with those of an older version: they cannot be reckoned either.
_UNCLEAR: Final = ("", Lasts.UNCLEAR.value)
_ENDLESS: Final = (Lasts.RUNS_ON.value, *_UNCLEAR)
# What is too late comes first, then what is soon to begin, then all else by its end.
_FIRST: Final = ((Standing.LATE,), (Standing.SOON,))


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Some contracts of a calendar, in its order, and how many of all stand how."""

    counts: Mapping[Standing, int]
    held: list[Held]


@dataclass(frozen=True, slots=True)
class Part:
    """What of a calendar is asked for: who stand like this, from the first on, so many."""

    chosen: Collection[Standing]
    first: int
    size: int

    def within(self, count: int) -> int:
        """Where it begins among so many; from the start where it would begin beyond them."""
        return self.first if self.first < count else 0


def own_page(acting: Acting, by: Reckoning, part: Part) -> CalendarPage:
    """Of one's own contracts."""
    rows = Contract.objects.filter(organisation_id=acting.organisation_id, removed_on=None)
    counts, keys = _asked(rows, by, part)
    return CalendarPage(counts, calendar_of(own_terms(acting.organisation_id, Q(pk__in=keys)), by))


def shown_page(acting: Acting, by: Reckoning, part: Part) -> CalendarPage:
    """Of one's own contracts and those that others show."""
    with reaching(acting, by.by_route[Route.EU_TENDER].on) as reach:
        counts, keys = _asked(Contract.objects.filter(reach.shown, removed_on=None), by, part)
        return CalendarPage(counts, calendar_of(terms_in_reach(reach, Q(pk__in=keys)), by))


def _asked(rows: QuerySet[Contract], by: Reckoning, part: Part) -> tuple[Mapping[Standing, int], list[int]]:
    """How many stand how; the keys of those that are asked for."""
    counts = _counts(rows, by)
    first = part.within(sum(counts[one] for one in part.chosen))
    keys: list[int] = []
    for group in _groups(part.chosen):
        count = sum(counts[one] for one in group)
        wanted = part.size - len(keys)
        if first < count and wanted:
            some = rows.filter(reduce(or_, (stands(one, by) for one in group)))
            in_order = some.order_by(F("lasts_until").asc(nulls_last=True), "name", "pk")
            keys += in_order.values_list("pk", flat=True)[first : first + wanted]
        first = max(first - count, 0)
    return counts, keys


def _groups(chosen: Collection[Standing]) -> Iterator[tuple[Standing, ...]]:
    alone = [group for group in _FIRST if group[0] in chosen]
    yield from alone
    yield tuple(one for one in chosen if (one,) not in alone)


def _counts(rows: QuerySet[Contract], by: Reckoning) -> Mapping[Standing, int]:
    """How many stand how. Of those that end, only what ends before the last day that matters is weighed."""
    on, (late, soon) = by.by_route[Route.EU_TENDER].on, _days(by)
    every = rows.count()
    endless = dict(rows.filter(lasts__in=_ENDLESS).values_list("lasts").annotate(count=Count("pk")))
    runs_on = endless.pop(Lasts.RUNS_ON.value, 0)
    near = rows.filter(lasts=Lasts.ENDS.value, lasts_until__lt=max(soon.values())).aggregate(
        over=Count("pk", filter=Q(lasts_until__lt=on)),
        late=Count("pk", filter=Q(lasts_until__lt=_by_route(late))),
        soon=Count("pk", filter=Q(lasts_until__lt=_by_route(soon))),
    )
    unclear = sum(endless.values())
    return {
        Standing.LATE: near["late"] - near["over"],
        Standing.SOON: near["soon"] - near["late"],
        Standing.LATER: every - runs_on - unclear - near["soon"],
        Standing.RUNS_ON: runs_on,
        Standing.UNCLEAR: unclear,
        Standing.OVER: near["over"],
    }


def stands(one: Standing, by: Reckoning) -> Q:
    """The contracts that stand like this on the day, as `calendar.Held` says it of one."""
    on = by.by_route[Route.EU_TENDER].on
    late, soon = _cuts(by)
    ends = Q(lasts=Lasts.ENDS.value)
    match one:
        case Standing.LATE:
            return ends & Q(lasts_until__gte=on, lasts_until__lt=late)
        case Standing.SOON:
            return ends & Q(lasts_until__gte=late, lasts_until__lt=soon)
        case Standing.LATER:
            return ends & Q(lasts_until__gte=soon)
        case Standing.OVER:
            return ends & Q(lasts_until__lt=on)
        case Standing.RUNS_ON:
            return Q(lasts=Lasts.RUNS_ON.value)
    return Q(lasts__in=_UNCLEAR)


def _cuts(by: Reckoning) -> tuple[Case, Case]:
    late, soon = _days(by)
    return _by_route(late), _by_route(soon)


def _days(by: Reckoning) -> tuple[Mapping[Route, date], Mapping[Route, date]]:
    """By the route of a contract: the last day before which it is too late, and before which it is soon."""
    on = by.by_route[Route.EU_TENDER].on
    late = {route: max(on, by.late_before[route] - _DAY) for route in Route}
    return late, {route: max(late[route], by.soon_before[route] - _DAY) for route in Route}


def _by_route(days: Mapping[Route, date]) -> Case:
    cases = [When(route=route.value, then=Value(day)) for route, day in days.items()]
    return Case(*cases, output_field=DateField())
