"""Two versions of a business case side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.funding.selectors.case_words import ESTIMATES, KINDS
from samspil.apps.funding.selectors.cases import (
    KeptCase,
    chosen_version,
    in_kroner,
    versions_of,
)
from samspil.apps.funding.views.case_ways import crumbs, number
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.finance.business_case import Estimate, figures
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@require_safe
@page
def compare(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """Two versions side by side: figures, and each line that is otherwise."""
    initiative = access_initiative(acting, initiative_id)
    versions = versions_of(initiative)
    home, back = address("portfolio:initiative", initiative_id), address("funding:case", initiative_id)
    head = {
        "title": _("Versions side by side"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": crumbs(initiative, home, _("Side by side"), (_("Business case"), back)),
    }
    if not versions:
        return render(request, "funding/case_compare.html", head)
    new = chosen_version(versions, number(request.GET.get("new"))) or versions[0]
    earlier = versions[1] if len(versions) > 1 else versions[0]
    old = chosen_version(versions, number(request.GET.get("old")) or earlier.number) or earlier
    both = (KeptCase(old), KeptCase(new))
    context = {
        **head,
        "versions": [one.number for one in versions],
        "old": old.number,
        "new": new.number,
        "why": new.why,
        "figures": _figures_of(both),
        "lines": _lines_of(both),
    }
    return render(request, "funding/case_compare.html", context)


def _figures_of(both: tuple[KeptCase, KeptCase]) -> list[dict[str, Any]]:
    say = words()
    found = [one.figures for one in both]
    rows = [
        (_("Costs, present value"), [one.costs_now for one in found]),
        (_("Benefits, present value"), [one.benefits_now for one in found]),
        (_("Present value"), [one.net_now for one in found]),
        *(
            (
                str(ESTIMATES[estimate.value]),
                [figures(one.case.at(estimate), one.rates).net_now for one in both],
            )
            for estimate in (Estimate.PESSIMISTIC, Estimate.OPTIMISTIC)
        ),
        (_("Nobody is said to pay"), [one.unclear for one in found]),
    ]
    return [
        {
            "name": name,
            "old": say.money(in_kroner(old)),
            "new": say.money(in_kroner(new)),
            "change": say.money(in_kroner(new - old)),
            "is_otherwise": old != new,
        }
        for name, (old, new) in rows
    ]


def _lines_of(both: tuple[KeptCase, KeptCase]) -> list[dict[str, Any]]:
    """Every line of either, in the order of the newer one; what is not there is told as such."""
    say = words()
    old, new = ({(one.kind, one.name, one.party): one for one in kept.case.lines} for kept in both)
    rows = []
    for key in [*new, *(one for one in old if one not in new)]:
        before, after = old.get(key), new.get(key)
        rows.append(
            {
                "name": key[1],
                "kind": KINDS[key[0].value],
                "party": key[2],
                "old": say.money(in_kroner(Money(before.total))) if before else "",
                "new": say.money(in_kroner(Money(after.total))) if after else "",
                "is_otherwise": before != after,
            }
        )
    return rows
