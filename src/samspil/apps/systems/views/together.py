"""Tender together: what several need, and for each who could, when, who must prolong or leave, who gains."""

from __future__ import annotations

from collections.abc import Sequence
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
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.selectors.calendar import reckoning
from samspil.apps.systems.selectors.common import CommonNeed, common_need, common_needs, names_of
from samspil.apps.systems.selectors.reach import reaching
from samspil.apps.systems.selectors.together import Joint, Need, Part, Planned, plan_together
from samspil.apps.systems.views.uses import tabs
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
    with reaching(acting, on) as reach:
        found = common_need(reach, on, key)
        name = names_of(reach, [key]).get(key, "") if found is not None else ""
        if found is None or not name:
            raise Http404
        planned = plan_together(reach, by, found)
    return _one_need(request, planned, name)


def _needs(request: HttpRequest, acting: Acting, on: date) -> HttpResponse:
    """A page of the needs, one's own first."""
    first, here = read_number(request.GET.get("first", "")) or 0, address("systems:together")
    with reaching(acting, on) as reach:
        every = common_needs(reach, on)
        first = first if first < len(every) else 0
        some = every[first : first + SIZE]
        names = names_of(reach, [one.key for one in some])
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
    }


def _one_need(request: HttpRequest, found: Planned, name: str) -> HttpResponse:
    say, prices = words(), found.prices
    least, likely, most = (say.percent(share) for share in prices.price_effect)
    here = address("systems:together")
    context = {
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
    return render(request, "systems/together_need.html", context)


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
        "todo": _todo(one, say),
        "pays": say.money(whole_kroner(Money(one.gain.pays))),
        "likely": likely,
        "least": least,
        "most": most,
    }


def _todo(one: Part, say: Words) -> Sequence[str]:
    found = []
    if one.move.options and one.move.option_by is not None:
        said = ngettext(
            "Use %(count)s option, by %(day)s", "Use %(count)s options, by %(day)s", one.move.options
        )
        found.append(said % {"count": one.move.options, "day": say.day(one.move.option_by)})
    if one.move.notice_by is not None:
        found.append(_("Give notice by %(day)s") % {"day": say.day(one.move.notice_by)})
    return found or [_("Nothing: it ends by itself")]


def whole_kroner(money: Money) -> Money:
    """Whole kroner: more would be more than anybody knows."""
    return Money(round(money.minor / 100) * 100, money.currency)
