"""The mix of tasks over time against its target: of all together, and of a unit with what it has."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.rights import may_plan, may_record
from samspil.apps.resources.selectors.access import UnitHere, access_unit, units_here
from samspil.apps.resources.selectors.capacity import capacity_on
from samspil.apps.resources.selectors.categories import categories_of, every_category
from samspil.apps.resources.selectors.mix import MonthMix, mix_of, month_of, months_to, units_recorded
from samspil.apps.resources.views import told
from samspil.apps.resources.views.planning import unit_parts
from samspil.apps.resources.views.told import Shown
from samspil.kit.web.addresses import address

MONTHS: Final = (12, 24, 36)
_TO_RECORD: Final = 3


@require_safe
@page
def mix(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All units together, and each unit with its last month."""
    today = timezone.localdate()
    months = mix_of(acting.organisation_id, today, chosen_months(request))
    actions = [(_("Where people sit"), address("resources:capacity"))]
    if may_plan(acting):
        actions.append((_("Set the target"), address("resources:target")))
    actions.append((_("The sorts of tasks"), address("resources:categories")))
    context = {
        **mix_shown(acting, months),
        "of_all": True,
        "choices": MONTHS,
        "chosen": len(months),
        "actions": actions,
        "units": _units(acting, today),
        "records": may_plan(acting) or bool(acting.unit),
    }
    return render(request, "resources/mix.html", context)


@require_safe
@page
def unit(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """A unit: its mix, what it has, to whom it reports; and the months that can be recorded."""
    return unit_page(request, acting, access_unit(acting, public_id, timezone.localdate()))


def unit_page(request: HttpRequest, acting: Acting, here: UnitHere) -> HttpResponse:
    """The page of a unit."""
    today = timezone.localdate()
    months = mix_of(acting.organisation_id, today, chosen_months(request), here.id)
    context = {
        **mix_shown(acting, months),
        **unit_parts(acting, here, today),
        "choices": MONTHS,
        "chosen": len(months),
        "title": here.name,
        "crumbs": told.crumbs((here.name, "")),
        "to_record": _to_record(here, months) if may_record(acting, here.id) else [],
    }
    return render(request, "resources/unit.html", context)


def chosen_months(request: HttpRequest) -> int:
    """How many months are seen; what makes no sense is a year."""
    said = request.GET.get("months", "")
    return next((one for one in MONTHS if str(one) == said), MONTHS[0])


def mix_shown(acting: Acting, months: list[MonthMix]) -> Shown:
    """The picture, the words and the tables; nothing where nothing was recorded."""
    now, every = categories_of(acting.organisation_id).categories, every_category(acting.organisation_id)
    keys = told.used(months, every, now.categories)
    newest = next((one for one in reversed(months) if one.by_unit), None)
    development = [key for key, one in every.items() if one.is_development]
    if newest is None:
        return {"is_recorded": False}
    return {
        "is_recorded": True,
        "picture": told.drawn(months, keys, every),
        "said": told.in_words(newest, keys, every),
        "said_protected": told.protected_words(newest, development, every),
        "names": [told.name_of(key, every) for key in keys],
        "rows": told.month_rows(months, keys),
        "target": told.target_cells(months[-1].target, keys),
        "protected": told.protected_rows(months, development, every),
    }


def _units(acting: Acting, today: date) -> list[Shown]:
    """Those that have people or have recorded something; where there are none, all that could."""
    every = units_here(acting.organisation_id, today)
    last = units_recorded(acting.organisation_id)
    has = {one.unit: one.hundredths for one in capacity_on(acting.organisation_id, month_of(today)).strengths}
    some = [one for one in every if one.id in last or one.id in has] or every
    this = f"{month_of(today):%Y-%m}"
    return [
        {
            "name": one.name,
            "url": address("resources:unit", one.id),
            "full_time": told.number(has[one.id]) if one.id in has else "",
            "last": told.month_words(last[one.id]) if one.id in last else "",
            "record_url": address("resources:month", one.id, this) if may_record(acting, one.id) else "",
        }
        for one in some
    ]


def _to_record(here: UnitHere, months: list[MonthMix]) -> list[Shown]:
    """The last months, and whether they stand there."""
    known = {one.month: bool(one.by_unit) for one in months}
    return [
        {
            "name": told.month_words(one),
            "is_recorded": known.get(one, False),
            "url": address("resources:month", here.id, f"{one:%Y-%m}"),
        }
        for one in reversed(months_to(months[-1].month, _TO_RECORD))
    ]
