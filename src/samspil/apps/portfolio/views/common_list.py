"""What the association does together, for a member."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.selectors.together import CommonRow, list_common
from samspil.apps.portfolio.views import naming, seeing
from samspil.apps.portfolio.views.initiative_rows import what
from samspil.kit.paging import read_number
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words


@require_safe
@page
def commons(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The common initiatives that are shared with us, and how far we have come."""
    if acting.organisation_kind is not OrganisationKind.MUNICIPALITY:
        raise NotFoundError("commons")
    before = request.GET.get("before", "")
    found = list_common(acting, timezone.localdate(), read_number(before))
    shown = {
        **seeing.frame(request, acting, "commons"),
        "rows": rows(found.rows, words()),
        "next_url": f"?before={found.next_before}" if found.next_before else "",
        "first_url": address("portfolio:commons") if before else "",
    }
    return render(request, "portfolio/commons.html", shown)


def rows(found: list[CommonRow], say: Words) -> list[dict[str, Any]]:
    """Lines of the list."""
    where, own = addresses("portfolio:common"), addresses("portfolio:initiative")
    return [
        {
            "url": where(one.initiative__public_id),
            "own_url": own(one.own) if one.own else "",
            **_row(one, say),
        }
        for one in found
    ]


def _row(one: CommonRow, say: Words) -> dict[str, Any]:
    told = what(one.initiative__form, is_mandatory=one.initiative__is_mandatory, is_common=False)
    end = one.initiative__expected_end
    return {
        "title": one.initiative__title,
        "what": f"{told} · {one.initiative__organisation__name}",
        "pace": naming.PACES[one.pace],
        "light": one.light,
        "next_on": one.initiative__next_on,
        "next_name": one.initiative__next_name,
        "next_said": say.weekday(one.initiative__next_on) if one.initiative__next_on else "",
        "late": False,
        "end_on": end,
        "end_said": say.weekday(end) if end else _("Not known"),
    }
