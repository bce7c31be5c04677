"""Who gains: what each member is expected to get of what is done together, has got, and pays itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.selectors.distribution import (
    MOST,
    Distribution,
    Divided,
    Gains,
    distribution_of,
    gains_of,
    shared_distribution,
    shared_gains,
)
from samspil.apps.benefits.selectors.members_costs import costs_shown_to, own_costs
from samspil.apps.benefits.types import HOURS
from samspil.apps.benefits.views.amounts import NOTHING, about
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.core.units import Money
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]
Amounts = Mapping[str, Money]
_CURRENCY = "DKK"


@require_safe
@page
def members(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """An association sees its members side by side, a member its own row."""
    on = timezone.localdate()
    is_association = acting.organisation_kind is OrganisationKind.ASSOCIATION
    seen = _of_members(acting, on) if is_association else _of_oneself(acting, on)
    context = {"crumbs": [(_("Benefits"), address("benefits:benefits")), (_("Who gains"), "")], **seen}
    return render(request, "benefits/members.html", context)


def _of_members(acting: Acting, on: date) -> Shown:
    say, found = words(), distribution_of(acting)
    gains, costs = gains_of(acting), costs_shown_to(acting, on)
    names = {one.code: one.name for one in members_on(acting.organisation_id, on)}
    for benefit in found.divided:
        names |= {code: part.name for code, part in benefit.parts.items() if code not in names}
    rows = [
        _row(name, gains.get(code, Gains()), costs.get(code), say)
        for code, name in sorted(names.items(), key=lambda one: one[1])
    ]
    return {
        "is_association": True,
        "rows": rows,
        "told": len(costs),
        "of": len(names),
        "columns": [(code, name) for code, name in sorted(names.items(), key=lambda one: one[1])],
        **_benefits(found, sorted(names, key=lambda code: names[code]), say, acting, is_own=True),
    }


def _of_oneself(acting: Acting, on: date) -> Shown:
    say, found = words(), shared_distribution(acting, on)
    costs = own_costs(acting, on)
    known = _added(one.cost for one in costs if one.cost is not None)
    row = _row(acting.organisation_name, shared_gains(acting, on), known or None, say)
    is_shown = any(one.is_shown for one in costs)
    return {
        "is_association": False,
        "rows": [row],
        "costs": [
            {
                "title": one.title,
                "url": addresses("portfolio:initiative")(one.initiative),
                "cost": say.money(one.cost) if one.cost else _("No estimate yet"),
                "is_shown": one.is_shown,
            }
            for one in costs
        ],
        "is_shown": is_shown,
        "show_url": address("benefits:costs_show") if costs and may_keep_portfolio(acting) else "",
        "columns": [(acting.code, acting.organisation_name)],
        **_benefits(found, [acting.code], say, acting, is_own=False),
    }


def _benefits(found: Distribution, codes: list[str], say: Words, acting: Acting, *, is_own: bool) -> Shown:
    return {
        "benefits": [_benefit(one, codes, say, is_own=is_own) for one in found.divided],
        "undivided": [_benefit(one, [], say, is_own=is_own) for one in found.undivided],
        "most": MOST if found.is_cut else 0,
        "changes": is_own and may_keep_portfolio(acting),
    }


def _row(name: str, gains: Gains, costs: Amounts | None, say: Words) -> Shown:
    """A member: what comes in, what goes out, and what is left where both are known."""
    net, pays_more = NOTHING, False
    if costs is not None and set(costs) == {_CURRENCY}:
        left = gains.expected.get(_CURRENCY, Money(0, _CURRENCY)) - costs[_CURRENCY]
        net, pays_more = about(left.minor, _CURRENCY, say), left.minor < 0
    return {
        "name": name,
        "money": _money(gains.expected, say),
        "hours": _hours(gains.expected, say),
        "measured": _money(gains.measured, say),
        "measured_hours": _hours(gains.measured, say),
        "out": _money(costs, say) if costs is not None else "",
        "net": net,
        "pays_more": pays_more,
    }


def _money(amounts: Amounts, say: Words) -> str:
    told = [about(one.minor, key, say) for key, one in sorted(amounts.items()) if key != HOURS]
    return ", ".join(told) or NOTHING


def _hours(amounts: Amounts, say: Words) -> str:
    return about(amounts[HOURS].minor, HOURS, say) if HOURS in amounts else NOTHING


def _added(amounts: Iterable[Money]) -> dict[str, Money]:
    found: dict[str, Money] = {}
    for one in amounts:
        found[one.currency] = found.get(one.currency, Money(0, one.currency)) + one
    return found


def _benefit(one: Divided, codes: list[str], say: Words, *, is_own: bool) -> Shown:
    return {
        "title": one.title,
        "url": addresses("benefits:benefit")(one.public_id) if is_own else "",
        "initiative": one.initiative,
        "map_url": address("benefits:map", one.initiative_id),
        "shares_url": address("benefits:shares", one.public_id),
        "is_disbenefit": one.is_disbenefit,
        "counts": one.promises,
        "expected": _amount(one.expected, say),
        "measured": _amount(one.measured, say),
        "parts": [_part(one, code, say) for code in codes],
        "total": say.percent(one.total),
        "is_all": one.total == 1,
    }


def _part(one: Divided, code: str, say: Words) -> Shown:
    part = one.parts.get(code)
    if part is None:
        return {"share": NOTHING, "expected": "", "measured": ""}
    return {
        "share": say.percent(part.share),
        "expected": _amount(part.expected, say) if part.expected is not None else "",
        "measured": _amount(part.measured, say) if part.measured is not None else "",
    }


def _amount(found: Money | None, say: Words) -> str:
    return about(found.minor, found.currency, say) if found is not None else NOTHING
