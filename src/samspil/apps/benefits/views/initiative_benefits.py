"""The benefits of one initiative: one's own, or those of an initiative that its owner shares, to read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.selectors.access import access_shared_benefit
from samspil.apps.benefits.selectors.of_initiative import of_initiative
from samspil.apps.benefits.selectors.whole import whole_of
from samspil.apps.benefits.views import benefit_page
from samspil.apps.benefits.views.benefit_list import line, row
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.parts.tabs import tabs
from samspil.apps.portfolio.selectors.access import access_shared_initiative, may_lead
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words


@require_safe
@page
def of(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponse:
    """What an initiative is to bring, by bottom line, and each benefit."""
    on, say = timezone.localdate(), words()
    with access_shared_initiative(acting, initiative_id, on) as initiative:
        found = of_initiative(initiative)
        leads = may_lead(acting, initiative, on)
    is_own = initiative.organisation_id == acting.organisation_id
    home = address("portfolio:initiative" if is_own else "portfolio:common", initiative_id)
    where = addresses("benefits:benefit") if is_own else _shared(initiative_id)
    rows = [{**row(one, on, say), "url": where(one.public_id)} for one in found.rows]
    context = {
        "initiative": initiative,
        "title": _("Benefits"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": [
            (_("Portfolio"), address("portfolio:initiatives")),
            (initiative.title, home),
            (_("Benefits"), ""),
        ],
        "actions": [(_("Note a benefit"), address("benefits:add", initiative_id))]
        if leads and initiative.is_open
        else [],
        "tabs": tabs(initiative_id, home, "benefits:of") if is_own else [],
        "rows": rows,
        "lines": [line(one, say) for one in found.sums.lines],
        "beside": _beside(initiative_id) if is_own else [],
        "leads": leads,
    }
    return render(request, "benefits/of.html", context)


def _beside(initiative: UUID) -> list[tuple[str, str]]:
    named = [(_("Benefit map"), "benefits:map"), (_("Forecast"), "benefits:forecast_of")]
    return [(label, url) for label, view in named if (url := address(view, initiative))]


def _shared(initiative: UUID) -> Any:
    return lambda benefit: address("benefits:shared", initiative, benefit)


@require_safe
@page
def shared(request: HttpRequest, acting: Acting, initiative_id: UUID, benefit_id: UUID) -> HttpResponse:
    """A benefit of an initiative that its owner shares: what is promised and what comes, but no history."""
    today = timezone.localdate()
    with access_shared_benefit(acting, initiative_id, benefit_id, today) as found:
        whole = whole_of(found, acting, today)
    shown = benefit_page.context(whole, [], acting, today, words())
    return render(request, "benefits/benefit.html", shown)
