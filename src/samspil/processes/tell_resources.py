"""Beside the answers of a balance check: what time went to, where people sit, and to whom units report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final

from django.utils import timezone

from samspil.apps.balance.types import Figure, FigureLine
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.selectors.capacity import capacity_on, reports_on
from samspil.apps.resources.selectors.categories import every_category
from samspil.apps.resources.selectors.mix import MonthMix, mix_of, month_of
from samspil.apps.resources.types import ReportsTo, Seat
from samspil.core.dialogues.language import FigureKind
from samspil.core.task_mix.mix import added, apart, shares
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language

MONTHS: Final = 12
_HUNDREDTHS: Final = 100


def tell_resources(acting: Acting, now: datetime) -> Sequence[Figure]:
    """The four figures of resources, known or not; seven questions."""
    months = mix_of(acting.organisation_id, timezone.localdate(now), MONTHS)
    return [_mix(acting, months), _protected(acting, months), _seated(acting, now), _anchored(acting, now)]


def _mix(acting: Acting, months: Sequence[MonthMix]) -> Figure:
    """What share of the recorded time each sort of task had, beside what it is meant to have."""
    recorded = [one for one in months if one.by_unit]
    url, count = address("resources:mix"), len(recorded)
    if not recorded:
        return Figure(FigureKind.TASK_MIX, is_known=False, url=url)
    was, target = shares(added(one.minutes for one in recorded)), months[-1].target
    every = every_category(acting.organisation_id)
    names = {key: one.name.in_language(language()) for key, one in every.items()}
    places = {key: place for place, key in enumerate(every)}
    parts = apart(was, target.shares if target else {})
    parts = sorted(parts, key=lambda one: places.get(one.category, len(places)))
    lines = tuple(
        FigureLine(
            names.get(one.category, one.category), 0, share=one.was, target=one.target if target else None
        )
        for one in parts
    )
    return Figure(FigureKind.TASK_MIX, True, url, count=count, of=MONTHS, lines=lines)


def _protected(acting: Acting, months: Sequence[MonthMix]) -> Figure:
    """In how many of the recorded months development had what is protected for it."""
    every = every_category(acting.organisation_id)
    development = [key for key, one in every.items() if one.is_development]
    told = [found for one in months if (found := one.protected(development)) is not None]
    kept = sum(not one.lacking for one in told)
    share = Fraction(kept, len(told)) if told else None
    return Figure(FigureKind.PROTECTED_TIME, bool(told), address("resources:mix"), share, kept, len(told))


def _seated(acting: Acting, now: datetime) -> Figure:
    """How many of the full-time equivalents sit centrally, and consultants' days in the areas."""
    found = capacity_on(acting.organisation_id, month_of(timezone.localdate(now)))
    url, all_of_them = address("resources:capacity"), found.full_time
    if not all_of_them:
        return Figure(FigureKind.WHERE_PEOPLE_SIT, is_known=False, url=url)
    seats = {seat: Fraction(found.seated(seat), all_of_them) for seat in Seat}
    days = round(Fraction(found.consultant_days, _HUNDREDTHS))
    lines = (
        *(FigureLine(seat.value, 0, share=share) for seat, share in seats.items()),
        FigureLine("consultants", days),
    )
    whole = round(Fraction(all_of_them, _HUNDREDTHS))
    return Figure(FigureKind.WHERE_PEOPLE_SIT, True, url, seats[Seat.CENTRAL], of=whole, lines=lines)


def _anchored(acting: Acting, now: datetime) -> Figure:
    """To whom units report, the highest first."""
    reports = reports_on(acting.organisation_id, month_of(timezone.localdate(now)))
    counts = Counter(one.to for one in reports.values())
    lines = tuple(FigureLine(to.value, counts[to]) for to in ReportsTo if counts[to])
    return Figure(FigureKind.ANCHORED, bool(lines), address("resources:capacity"), lines=lines)
