"""Where people sit: central and in the areas, consultants' days there, and to whom units report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.parts.words import REPORTS_WORDS, SEAT_WORDS, reports_words
from samspil.apps.resources.rights import may_plan
from samspil.apps.resources.selectors.access import UnitHere, units_here
from samspil.apps.resources.selectors.capacity import Capacity, capacity_on, reports_on
from samspil.apps.resources.selectors.mix import month_of
from samspil.apps.resources.types import Reports, Seat
from samspil.apps.resources.views import told
from samspil.apps.resources.views.told import Shown
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@require_safe
@page
def capacity(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What stands this month."""
    today = timezone.localdate()
    month = month_of(today)
    units = {one.id: one for one in units_here(acting.organisation_id, today)}
    found = capacity_on(acting.organisation_id, month)
    context = {
        "crumbs": told.crumbs((_("Where people sit"), "")),
        "tiles": _tiles(found),
        "strengths": _strengths(found, units),
        "consultants": _consultants(found, units),
        **_anchored(reports_on(acting.organisation_id, month), units),
        "month": told.month_words(month),
        "may_plan": may_plan(acting),
        "without": _without(found, units) if may_plan(acting) else [],
    }
    return render(request, "resources/capacity.html", context)


def _tiles(found: Capacity) -> list[Shown]:
    if not found.full_time:
        return []
    central, area = found.seated(Seat.CENTRAL), found.seated(Seat.AREA)
    share = words().percent(Fraction(central, found.full_time))
    return [
        {"label": _("Full-time equivalents"), "value": told.number(found.full_time)},
        {"label": _("Central"), "value": told.number(central), "note": share},
        {"label": _("In the areas"), "value": told.number(area)},
        {"label": _("Consultants' days in the areas a month"), "value": told.number(found.consultant_days)},
    ]


def _strengths(found: Capacity, units: Mapping[UUID, UnitHere]) -> list[Shown]:
    rows = [
        {
            "name": units[one.unit].name,
            "url": address("resources:unit", one.unit),
            "full_time": told.number(one.hundredths),
            "seat": SEAT_WORDS[one.seat],
            "since": told.month_words(one.since),
        }
        for one in found.strengths
        if one.unit in units
    ]
    return sorted(rows, key=lambda row: str(row["name"]))


def _consultants(found: Capacity, units: Mapping[UUID, UnitHere]) -> list[Shown]:
    rows = [
        {
            "area": units[one.area].name,
            "unit": units[one.unit].name,
            "url": address("resources:unit", one.unit),
            "days": told.number(one.hundredths),
            "since": told.month_words(one.since),
        }
        for one in found.consultants
        if one.unit in units and one.area in units
    ]
    return sorted(rows, key=lambda row: (str(row["area"]), str(row["unit"])))


def _anchored(every: Mapping[UUID, Reports], units: Mapping[UUID, UnitHere]) -> Shown:
    rows = [
        {
            "name": units[key].name,
            "url": address("resources:unit", key),
            "placed": units[key].placed_under,
            "reports": reports_words(one),
        }
        for key, one in every.items()
        if key in units
    ]
    counts = Counter(one.to for key, one in every.items() if key in units)
    return {
        "anchored": sorted(rows, key=lambda row: str(row["name"])),
        "anchored_counts": [(name, counts[to]) for to, name in REPORTS_WORDS.items() if counts[to]],
    }


def _without(found: Capacity, units: Mapping[UUID, UnitHere]) -> list[tuple[str, str]]:
    """Units of which nobody has said what they have."""
    known = {one.unit for one in found.strengths}
    return [(one.name, address("resources:unit", one.id)) for one in units.values() if one.id not in known]
