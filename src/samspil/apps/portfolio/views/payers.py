"""Who pays: every open initiative with who pays for what, from when, and what is unclear (F2.19)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil import library
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.payers import MOST_REPORTED, PaidFor, count_unclear, who_pays
from samspil.apps.portfolio.types import CostKind
from samspil.apps.portfolio.views import naming
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import language, words

UNCLEAR: Final = "unclear"


@require_safe
@page
def payers(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All of them, or those of which something is unclear."""
    today = timezone.localdate()
    only = request.GET.get("only", "") == UNCLEAR
    every = who_pays(acting, today, only_unclear=False)
    shown = [one for one in every if one.unclear] if only else every
    within = library.case_parameters().payer_named_within_on(today)
    here = address("portfolio:payers")
    context = {
        "crumbs": [(_("Portfolio"), address("portfolio:initiatives")), (_("Who pays"), "")],
        "tiles": _tiles(every, here),
        "only": only,
        "all_url": here,
        "kinds": [naming.COSTS[kind.value] for kind in CostKind],
        "rows": [_row(one, today) for one in shown[:MOST_REPORTED]],
        "more": max(0, len(shown) - MOST_REPORTED),
        "assumed": within.assumed.in_language(language()) if within and within.assumed else "",
    }
    return render(request, "portfolio/payers.html", context)


def _tiles(every: list[PaidFor], here: str) -> list[dict[str, Any]]:
    counts = count_unclear(every)
    some = sum(bool(one.unclear) for one in every)
    told = [(_("Initiatives with an unclear payer"), some)]
    told += [
        (_("Payer unclear: %(cost)s") % {"cost": str(naming.COSTS[kind.value]).lower()}, counts[kind])
        for kind in CostKind
    ]
    url = f"{here}?only={UNCLEAR}"
    return [{"label": label, "value": count, "url": url if count else ""} for label, count in told]


def _row(one: PaidFor, today: date) -> dict[str, Any]:
    late = one.unclear and one.due_on is not None and one.due_on < today
    return {
        "url": addresses("portfolio:initiative")(one.public_id),
        "title": one.title,
        "number": one.number,
        "payers": [one.payers[kind] for kind in CostKind],
        "is_late": late,
        "due": words().day(one.due_on) if one.unclear and one.due_on is not None else "",
    }
