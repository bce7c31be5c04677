"""What an initiative takes of competences: a page of the initiative."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.competences.selectors.access import may_say_need
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.needs import list_needs
from samspil.apps.competences.types import For
from samspil.apps.competences.views.told import line_shown
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.parts.tabs import tabs
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.kit.web.addresses import address


@require_safe
@page
def of(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """For everybody in the organisation whose initiative it is."""
    initiative, today = access_initiative(acting, initiative_id), timezone.localdate()
    catalogue = catalogue_of(acting.organisation_id).catalogue
    lines = list_needs(acting.organisation_id, today, initiative=initiative_id)
    home = address("portfolio:initiative", initiative_id)
    may = initiative.is_open and may_say_need(acting, initiative_id, today)
    context = {
        "title": _("Competences"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": [
            (_("Portfolio"), address("portfolio:initiatives")),
            (initiative.title, home),
            (_("Competences"), ""),
        ],
        "tabs": tabs(initiative_id, home, "competences:of"),
        "rows": [line_shown(one, catalogue) for one in lines],
        "new_url": f"{address('competences:new')}?about={For.INITIATIVE.value}+{initiative_id}"
        if may
        else "",
        "hands_url": address("portfolio:staffing", initiative_id),
    }
    return render(request, "competences/of_initiative.html", context)
