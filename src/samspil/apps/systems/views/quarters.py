"""Quarter by quarter: when the tenders of what several need take over, and how many there is time for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.needs.selectors.confirmed import confirmed_needs
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.quarters import CapacityForm
from samspil.apps.systems.parts.proposing import quarter_named
from samspil.apps.systems.selectors.calendar import reckoning
from samspil.apps.systems.selectors.common import common_needs, names_of
from samspil.apps.systems.selectors.quarters import (
    MOST_NEEDS,
    PlannedTender,
    Quarter,
    QuarterPlan,
    plan_quarters,
)
from samspil.apps.systems.selectors.reach import reaching
from samspil.apps.systems.views.together import proposing, whole_kroner
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]


@require_safe
@page
def quarters(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The plan of what several need, one's own first; with room for so many tenders a quarter, if said."""
    on, form = timezone.localdate(), CapacityForm(request.GET or None)
    capacity = form.cleaned_data["most"] if form.is_valid() else None
    by, here = reckoning(acting.organisation_id, on), address("systems:together")
    confirmed = confirmed_needs(acting, on)
    with reaching(acting, on) as reach:
        needs = common_needs(reach, on, confirmed)
        found = plan_quarters(reach, by, needs, capacity)
        names = names_of(reach, [one.key for one in needs[:MOST_NEEDS]], confirmed)
    context = {
        "crumbs": [(_("Tender together"), here), (_("Quarter by quarter"), "")],
        "form": form,
        "capacity": capacity,
        "plan": _plan(found, names, words()) if found is not None else None,
        "of": len(needs) if len(needs) > MOST_NEEDS else 0,
        "together_url": here,
        **proposing(acting, on, {"plan": capacity or "all"}),
    }
    return render(request, "systems/together_quarters.html", context)


def _plan(found: QuarterPlan, names: dict[str, str], say: Words) -> Shown:
    return {
        "quarters": [_quarter(one, names) for one in found.quarters],
        "needs": found.needs,
        "tenders": sum(len(one.tenders) for one in found.quarters),
        "cost": say.money(whole_kroner(Money(found.plan.cost))),
        "more": say.money(whole_kroner(found.more)) if found.more.minor else "",
        "optimal": found.plan.optimal,
        "gap": say.percent(found.plan.gap),
        "over": sum(one.over for one in found.quarters),
        "left_out": found.left_out,
    }


def _quarter(one: Quarter, names: dict[str, str]) -> Shown:
    return {
        "name": quarter_named(one.begins),
        "tenders": [_tender(tender, names) for tender in one.tenders],
        "over": one.over,
    }


def _tender(one: PlannedTender, names: dict[str, str]) -> Shown:
    return {
        "name": names.get(one.need, ""),
        "url": f"{address('systems:together')}?{urlencode({'need': one.need})}",
        "month": date_format(one.at, "F Y"),
        "who": ", ".join(one.organisations),
        "contracts": one.contracts,
        "is_joint": len(one.organisations) > 1,
    }
