"""The money of an initiative: who pays, what was applied for and given, its case, and where to apply."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samspil.apps.funding.selectors.applying import may_apply
from samspil.apps.funding.selectors.cases import told_of_case
from samspil.apps.funding.selectors.of_initiative import Applied, applications_for
from samspil.apps.funding.selectors.pool_rules import rules_on
from samspil.apps.funding.selectors.pools import list_pools
from samspil.apps.funding.views import pool_words as said
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.parts.tabs import tabs
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.payers import payers_of
from samspil.apps.portfolio.types import CostKind
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words
from samspil.wording.words import Words

Shown = dict[str, Any]
_COSTS: Final = {
    CostKind.ESTABLISHMENT: gettext_lazy("Establishment"),
    CostKind.OPERATION: gettext_lazy("Operation"),
    CostKind.DEVELOPMENT: gettext_lazy("Further development"),
}


@require_safe
@page
def of(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """For everybody in the organisation whose initiative it is."""
    initiative, say = access_initiative(acting, initiative_id), words()
    home = address("portfolio:initiative", initiative_id)
    context = {
        "title": _("Money"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": [
            (_("Portfolio"), address("portfolio:initiatives")),
            (initiative.title, home),
            (_("Money"), ""),
        ],
        "tabs": tabs(initiative_id, home, "funding:of"),
        "payers": [(str(_COSTS[kind]), ", ".join(names)) for kind, names in payers_of(initiative).items()],
        "case": told_of_case(initiative),
        "case_url": address("funding:case", initiative_id),
        "applications": [_applied(one, say) for one in applications_for(initiative)],
        "pools": list(_open_pools(acting, initiative_id)) if initiative.is_open else [],
        "home": home,
    }
    return render(request, "funding/of_initiative.html", context)


def _applied(one: Applied, say: Words) -> Shown:
    row = one.row
    return {
        "title": row.title,
        "url": address("funding:application", row.public_id),
        "pool": row.pool.name[language()],
        "pool_url": address("funding:pool", row.pool.public_id),
        "amount": say.money(Money(row.amount_minor, row.pool.currency)),
        "result": said.result(row),
        "version": row.case_version.number if row.case_version else "",
        "given": say.money(one.given) if one.given else "",
        "paid_out": say.money(one.paid_out) if one.given else "",
        "paid_back": say.money(one.paid_back) if one.paid_back.minor else "",
    }


def _open_pools(acting: Acting, initiative: UUID) -> list[tuple[str, str]]:
    """Where whoever looks can apply for money today."""
    on = timezone.localdate()
    known = {one.key: one for one in rules_on(acting.organisation_id, on)}
    found = []
    for pool in list_pools(acting.organisation_id):
        if may_apply(acting, pool, known.get(pool.key), on):
            url = f"{address('funding:apply', pool.public_id)}?initiative={initiative}"
            found.append((pool.name[language()], url))
    return found
