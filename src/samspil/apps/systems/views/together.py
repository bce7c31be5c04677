"""Tender together: what several need, and for each who could, when, who must prolong or leave, who gains."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.needs.selectors.confirmed import confirmed_needs
from samspil.apps.needs.selectors.together import kinds_to_propose
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.systems.parts.proposing import todo_of
from samspil.apps.systems.selectors.calendar import reckoning
from samspil.apps.systems.selectors.common import (
    CommonNeed,
    common_need,
    common_needs,
    confirmed_as,
    names_of,
)
from samspil.apps.systems.selectors.reach import reaching
from samspil.apps.systems.selectors.together import Joint, Need, Part, Planned, plan_together
from samspil.apps.systems.views.uses import tabs
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.natures import nature_of
from samspil.core.units import Money
from samspil.kit.paging import read_number
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words
from samspil.wording.words import Words

Shown = dict[str, Any]
SIZE: Final = 25


@require_safe
@page
def together(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What several need, and for one need the joint tenders that would cost least."""
    key, on = request.GET.get("need", ""), timezone.localdate()
    if not key:
        return _needs(request, acting, on)
    by = reckoning(acting.organisation_id, on)
    confirmed = confirmed_needs(acting, on)
    with reaching(acting, on) as reach:
        found = common_need(reach, on, key, confirmed)
        name = names_of(reach, [key], confirmed).get(key, "") if found is not None else ""
        if found is None or not name:
            raise Http404
        planned = plan_together(reach, by, found)
    context = _one_need(planned, name)
    context |= proposing(acting, on, {"tender": key})
    if (common := confirmed_as(key)) is not None:
        context["common_url"] = address("needs:together", common)
    return render(request, "systems/together_need.html", context)


def proposing(acting: Acting, on: date, asked: Mapping[str, object]) -> Shown:
    """As what an association may propose what is shown to its members; others are told that it does."""
    is_association = acting.organisation_kind is OrganisationKind.ASSOCIATION
    found = kinds_to_propose(acting, on) if is_association else []
    purchases = [one for one in found if nature_of(one.model.spec, one.key) is Nature.PURCHASE]
    return {
        "is_association": is_association,
        "kinds": [
            {
                "name": one.kind.name.in_language(language()),
                "url": f"{address('intake:bring', one.key)}?{urlencode(asked)}",
            }
            for one in purchases or found
        ],
    }


def _needs(request: HttpRequest, acting: Acting, on: date) -> HttpResponse:
    """A page of the needs, one's own first."""
    first, here = read_number(request.GET.get("first", "")) or 0, address("systems:together")
    confirmed = confirmed_needs(acting, on)
    with reaching(acting, on) as reach:
        every = common_needs(reach, on, confirmed)
        first = first if first < len(every) else 0
        some = every[first : first + SIZE]
        names = names_of(reach, [one.key for one in some], confirmed)
    context = {
        "register": tabs("together"),
        "rows": [_row(one, names[one.key], here) for one in some if one.key in names],
        "next_url": f"{here}?first={first + SIZE}" if first + SIZE < len(every) else "",
        "previous_url": f"{here}?first={max(first - SIZE, 0)}" if first else "",
        "calendar_url": address("systems:calendar"),
        "quarters_url": address("systems:together_quarters"),
    }
    return render(request, "systems/together.html", context)


def _row(one: CommonNeed, name: str, here: str) -> Shown:
    return {
        "name": name,
        "url": f"{here}?{urlencode({'need': one.key})}",
        "contracts": len(one.contracts),
        "organisations": one.organisations,
        "is_ours": one.is_ours,
        "is_confirmed": confirmed_as(one.key) is not None,
    }


def _one_need(found: Planned, name: str) -> Shown:
    say, prices = words(), found.prices
    least, likely, most = (say.percent(share) for share in prices.price_effect)
    here = address("systems:together")
    return {
        "title": name,
        "crumbs": [(_("Tender together"), here), (name, "")],
        "need": _need(found.need, say) if found.need is not None else None,
        "left_out": _left_out(found.without_price, found.too_late),
        "tender": say.money(prices.tender),
        "each_more": say.money(prices.each_more),
        "premium": say.percent(prices.extension_premium),
        "sooner": say.percent(prices.early_exit),
        "effect": {"least": least, "likely": likely, "most": most},
        "source": prices.source,
        "assumed": prices.assumed.in_language(language()) if prices.assumed else "",
        "together_url": here,
    }


def _left_out(without_price: int, too_late: int) -> list[str]:
    told = []
    if without_price:
        said = ngettext(
            "%(count)s contract is left out: it has no price a year in kroner, or it is hidden.",
            "%(count)s contracts are left out: they have no price a year in kroner, or it is hidden.",
            without_price,
        )
        told.append(said % {"count": without_price})
    if too_late:
        said = ngettext(
            "%(count)s contract is left out: it ends, options included, before anything new can be ready.",
            "%(count)s contracts are left out: they end, options included, before anything new can be ready.",
            too_late,
        )
        told.append(said % {"count": too_late})
    return told


def _need(one: Need, say: Words) -> Shown:
    contracts = sum(len(joint.parts) for joint in one.tenders)
    return {
        "contracts": contracts,
        "tenders": [_joint(joint, say) for joint in one.tenders],
        "count": len(one.tenders),
        "fewest": one.fewest,
        "optimal": one.plan.optimal,
        "gap": say.percent(one.plan.gap),
    }


def _joint(one: Joint, say: Words) -> Shown:
    told = date_format(one.at, "F Y")
    return {
        "month": told,
        "is_joint": len({part.could.held.told.organisation_id for part in one.parts}) > 1,
        "parts": [_part(part, say) for part in one.parts],
        "worth": say.money(whole_kroner(one.worth.total)),
        "limit": say.money(one.worth.limit),
        "over": one.worth.tender,
        "stands": one.gains.nearest is None or not one.gains.nearest.objects,
        "objects": _objects(one),
    }


def _objects(one: Joint) -> str:
    nearest = one.gains.nearest
    if nearest is None or not nearest.objects:
        return ""
    names = {part.gain.key: part.could.held.told.organisation for part in one.parts}
    return ", ".join(sorted({names[key] for key in nearest.members}))


def _part(one: Part, say: Words) -> Shown:
    told = one.could.held.told
    least, likely, most = (say.money(whole_kroner(Money(minor))) for minor in one.gain.saves)
    return {
        "organisation": told.organisation,
        "name": told.name,
        "ends": say.day(one.could.held.ends_on) if one.could.held.ends_on else _("Runs on"),
        "takes_over": say.day(one.move.takes_over_on),
        "todo": todo_of(one),
        "pays": say.money(whole_kroner(Money(one.gain.pays))),
        "likely": likely,
        "least": least,
        "most": most,
    }


def whole_kroner(money: Money) -> Money:
    """Whole kroner: more would be more than anybody knows."""
    return Money(round(money.minor / 100) * 100, money.currency)
