"""The portfolio by value, risk and cost: a picture, and a table that says the same."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.pictures import MOST_IN_A_PICTURE, BubbleRow, in_bubbles
from samspil.apps.portfolio.views import naming, seeing
from samspil.core.portfolio.bubble_picture import MOST_RISK, Axes, Bubble, bubble_picture
from samspil.core.units import Money
from samspil.kit.web.addresses import addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words


@require_safe
@page
def bubbles(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What is worth how much, at what risk, for what cost."""
    on = timezone.localdate()
    seen = seeing.see(request, acting, "bubbles", on, without=("state", "order"))
    found = in_bubbles(acting, seen.by)
    lines = _lines(found[:MOST_IN_A_PICTURE], words())
    drawn = [one["bubble"] for one in lines if one["bubble"] is not None]
    context = {
        **seen.shown,
        "lines": lines,
        # Every text in it is escaped where it is written.
        "picture": mark_safe(bubble_picture(drawn, _axes(len(drawn)))) if drawn else "",  # nosec B308 B703
        "left_out": len(lines) - len(drawn),
        "most": MOST_IN_A_PICTURE if len(found) > MOST_IN_A_PICTURE else 0,
    }
    return render(request, "portfolio/bubbles.html", context)


def _axes(count: int) -> Axes:
    description = ngettext(
        "%(count)s initiative. The table below says the same in words.",
        "%(count)s initiatives. The table below says the same in words.",
        count,
    ) % {"count": count}
    return Axes(
        _("Value, risk and cost of the portfolio"),
        description,
        _("Value"),
        _("Risk"),
        _("low"),
        _("high"),
    )


def _lines(found: list[BubbleRow], say: Words) -> list[dict[str, Any]]:
    where = addresses("portfolio:initiative")
    return [_line(one, where(one.public_id), say) for one in found]


def _line(one: BubbleRow, url: str, say: Words) -> dict[str, Any]:
    value = say.number(one.value) if one.value is not None else _("Not known")
    risk = (
        _("%(risk)s of %(most)s") % {"risk": one.risk, "most": MOST_RISK}
        if one.risk is not None
        else _("None open")
    )
    cost = _cost(one, say)
    said = _("%(title)s. Value: %(value)s. Risk: %(risk)s. Cost: %(cost)s. %(light)s.") % {
        "title": one.title,
        "value": value,
        "risk": risk,
        "cost": cost,
        "light": naming.LIGHTS[one.light],
    }
    return {
        "bubble": None if one.value is None else _bubble(one, said, url),
        "title": one.title,
        "url": url,
        "what": _("Mandatory task") if one.is_mandatory else "",
        "value": value,
        "risk": risk,
        "cost": cost,
        "light": one.light,
    }


def _cost(one: BubbleRow, say: Words) -> str:
    if one.foreign is not None:
        return _("%(amount)s, not compared: another currency") % {"amount": say.money(one.foreign)}
    return say.money(Money(one.cost)) if one.cost is not None else _("Not known")


def _bubble(one: BubbleRow, said: str, url: str) -> Bubble:
    return Bubble(
        title=f"§ {one.title}" if one.is_mandatory else one.title,
        said=said,
        url=url,
        value=max(0, one.value or 0),
        risk=one.risk or 0,
        cost=max(0, one.cost) if one.cost is not None else None,
        light=one.light,
        is_mandatory=one.is_mandatory,
    )
