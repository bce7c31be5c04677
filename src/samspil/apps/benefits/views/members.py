"""Who gains: what each member is expected to get of what is done together, has got, and pays itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.forms.narrowing import page_of_members
from samspil.apps.benefits.selectors.distribution import (
    Distribution,
    Divided,
    Gains,
    Part,
    Wanted,
    distribution_of,
    gains_of,
    names_of_former,
    shared_distribution,
    shared_gains,
)
from samspil.apps.benefits.selectors.members_costs import costs_shown_to, own_costs, paid_in_common
from samspil.apps.benefits.types import HOURS
from samspil.apps.benefits.views.amounts import NOTHING, about
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.core.units import Money
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.kit.web.paging_links import ways_on
from samspil.wording.words import Words

Shown = dict[str, Any]
Amounts = Mapping[str, Money]
Percent = Callable[[Decimal], str]
_CURRENCY = "DKK"


@require_safe
@page
def members(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """An association sees its members side by side, a member its own row."""
    on, by = timezone.localdate(), page_of_members(request.GET)
    is_association = acting.organisation_kind is OrganisationKind.ASSOCIATION
    found = distribution_of(acting, by) if is_association else shared_distribution(acting, on, by)
    context = {
        "crumbs": [(_("Benefits"), address("benefits:benefits")), (_("Who gains"), "")],
        **(_of_members(acting, found, on) if is_association else _of_oneself(acting, found, on)),
        **_pages(request, by, found),
    }
    return render(request, "benefits/members.html", context)


def _pages(request: HttpRequest, by: Wanted, found: Distribution) -> Shown:
    """Which page of the list is shown, and the others."""
    ways = [("", None, _("All")), ("divided", True, _("Divided")), ("undivided", False, _("Not divided yet"))]
    return {
        "size": by.size,
        "tabs": [
            {"url": f"?only={key}" if key else "?", "label": label, "here": is_divided is by.is_divided}
            for key, is_divided, label in ways
        ],
        "is_chosen": by.is_divided is not None or by.after is not None,
        **ways_on(request, str(found.next_after or ""), by.size),
    }


def _of_members(acting: Acting, found: Distribution, on: date) -> Shown:
    say, gains, costs = words(), gains_of(acting), costs_shown_to(acting, on)
    common = paid_in_common(acting, on)
    names = {one.code: one.name for one in members_on(acting.organisation_id, on)}
    for benefit in found.divided:
        names |= {code: part.name for code, part in benefit.parts.items() if code not in names}
    if former := (gains.keys() | common.keys()) - names.keys():
        names |= names_of_former(acting, former)
    rows = [
        _row(name, gains.get(code, Gains()), _Pays(costs.get(code), common.get(code, {})), say)
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


def _of_oneself(acting: Acting, found: Distribution, on: date) -> Shown:
    say, costs = words(), own_costs(acting, on)
    known = _added(one.cost for one in costs if one.cost is not None)
    pays = _Pays(known or None, paid_in_common(acting, on).get(acting.code, {}))
    row = _row(acting.organisation_name, shared_gains(acting, on), pays, say)
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
    percent = cache(lambda share: say.percent(Fraction(share)))  # few parts differ in size
    return {
        "benefits": [_benefit(one, codes, say, percent, is_own=is_own) for one in found.divided],
        "undivided": [_benefit(one, [], say, percent, is_own=is_own) for one in found.undivided],
        "changes": is_own and may_keep_portfolio(acting),
    }


@dataclass(frozen=True, slots=True)
class _Pays:
    """What a member pays itself, where that is known, and what it carries of what is paid in common."""

    itself: Amounts | None
    in_common: Amounts


def _row(name: str, gains: Gains, pays: _Pays, say: Words) -> Shown:
    """A member: what comes in, what goes out, and what is left where all of it is known."""
    net, pays_more, costs = NOTHING, False, pays.itself
    nothing = Money(0, _CURRENCY)
    if costs is not None and set(costs) == {_CURRENCY} and set(pays.in_common) <= {_CURRENCY}:
        out = costs[_CURRENCY] + pays.in_common.get(_CURRENCY, nothing)
        left = gains.expected.get(_CURRENCY, nothing) - out
        net, pays_more = about(left.minor, _CURRENCY, say), left.minor < 0
    return {
        "name": name,
        "money": _money(gains.expected, say),
        "hours": _hours(gains.expected, say),
        "measured": _money(gains.measured, say),
        "measured_hours": _hours(gains.measured, say),
        "out": _money(costs, say) if costs is not None else "",
        "in_common": _money(pays.in_common, say),
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


def _benefit(one: Divided, codes: list[str], say: Words, percent: Percent, *, is_own: bool) -> Shown:
    return {
        "title": one.title,
        "url": addresses("benefits:benefit")(one.public_id) if is_own else "",
        "initiative": one.initiative,
        "map_url": addresses("benefits:map")(one.initiative_id),
        "shares_url": addresses("benefits:shares")(one.public_id),
        "is_disbenefit": one.is_disbenefit,
        "counts": one.promises,
        "expected": about(one.expected, one.counted_in, say),
        "measured": about(one.measured, one.counted_in, say),
        "parts": [_part(one.parts.get(code), one.counted_in, say, percent) for code in codes],
        "total": percent(one.total),
        "is_all": one.total == 1,
    }


def _part(part: Part | None, counted_in: str, say: Words, percent: Percent) -> tuple[str, str, str]:
    """How large it is, what is expected, and what was measured: nothing where that is not known."""
    if part is None:
        return NOTHING, "", ""
    expected, measured = (
        about(one, counted_in, say) if one is not None else "" for one in (part.expected, part.measured)
    )
    return percent(part.share), expected, measured
