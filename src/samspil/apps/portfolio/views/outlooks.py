"""What a portfolio comes to, today and in drafts, in words side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.portfolio.selectors.scenario_changes import ADD, DROP, PACE
from samspil.apps.portfolio.selectors.scenarios import Dates, Outlook, Today
from samspil.apps.portfolio.views import naming
from samspil.core.portfolio.load import Load, Slot
from samspil.core.units import Money, PersonDays
from samspil.wording.words import Words


def rows(outlooks: Sequence[Outlook | None], say: Words) -> list[dict[str, Any]]:
    """A line for each figure, a cell for each portfolio; a dash where a draft cannot be made."""
    years = sorted({year for one in outlooks if one for year in one.costs})
    lines: list[tuple[str, list[str]]] = [
        (_("Initiatives"), [say.number(one.initiatives) if one else "–" for one in outlooks]),
        (_("Cost in all"), [say.money(one.cost) if one else "–" for one in outlooks]),
    ]
    for year in years:
        name = _("Cost in %(year)s") % {"year": year}
        lines.append((name, [say.money(one.costs.get(year, Money(0))) if one else "–" for one in outlooks]))
    lines += [
        (_("Person-days asked for"), [days(one.asked, say) if one else "–" for one in outlooks]),
        (_("Person-days lacking"), [days(one.lacking, say) if one else "–" for one in outlooks]),
        (_("Months in which a unit lacks hands"), [say.number(one.over) if one else "–" for one in outlooks]),
        (_("Mandatory share of the work"), [_share(one, say) for one in outlooks]),
        (_("The last one ends"), [_end(one, say) for one in outlooks]),
    ]
    return [
        {"name": name, "cells": [{"text": text, "differs": text != cells[0]} for text in cells]}
        for name, cells in lines
    ]


def days(amount: PersonDays, say: Words) -> str:
    """Person-days as a number."""
    return say.number(Fraction(amount.hundredths, 100))


def _share(one: Outlook | None, say: Words) -> str:
    return "–" if one is None or one.share is None else say.percent(one.share)


def _end(one: Outlook | None, say: Words) -> str:
    return "–" if one is None or one.ends_on is None else say.day(one.ends_on)


def changes(
    kept: Sequence[Mapping[str, Any]], titles: Mapping[UUID, str], members: Mapping[str, str], say: Words
) -> list[str]:
    """What a draft changes, in its order."""
    return [_change(one, titles, members, say) for one in kept]


def _change(
    one: Mapping[str, Any], titles: Mapping[UUID, str], members: Mapping[str, str], say: Words
) -> str:
    title = titles.get(UUID(one["initiative"]), _("An initiative that is not there"))
    if one["what"] == DROP:
        return _("%(title)s is not carried out") % {"title": title}
    if one["what"] == ADD:
        cost = say.money(Money(one["cost_minor"])) if one["cost_minor"] is not None else _("cost not known")
        return _("%(title)s is added (%(cost)s)") % {"title": one["title"], "cost": cost}
    if one["what"] == PACE:
        pace = naming.PACES[one["pace"]]
        name = members.get(one["member"], one["member"])
        return _("%(title)s: %(member)s is asked for the pace “%(pace)s”") % {
            "title": title,
            "member": name,
            "pace": pace,
        }
    months = abs(one["months"])
    if one["months"] > 0:
        text = ngettext(
            "%(title)s comes %(months)s month later", "%(title)s comes %(months)s months later", months
        )
    else:
        text = ngettext(
            "%(title)s comes %(months)s month earlier", "%(title)s comes %(months)s months earlier", months
        )
    return text % {"title": title, "months": months}


def dates(found: Sequence[Dates], say: Words) -> list[dict[str, Any]]:
    """When initiatives run now and in the draft, for those where it differs."""
    return [
        {
            "title": one.title,
            "was": _period(one.was, say) if one.was else _("not there"),
            "now": _period(one.now, say) if one.now else _("not there"),
            "late": _("later than the law's day, %(day)s") % {"day": say.day(one.latest)}
            if one.is_too_late and one.latest
            else "",
        }
        for one in found
    ]


def _period(period: tuple[Any, Any], say: Words) -> str:
    return f"{say.day(period[0])} – {say.day(period[1])}"


def loads(before: Outlook, after: Outlook, say: Words) -> list[dict[str, Any]]:
    """The months of a unit's competence in which something else is asked than today."""
    was: dict[Slot, Load] = {one.slot: one for one in before.loads}
    now: dict[Slot, Load] = {one.slot: one for one in after.loads}
    nothing = PersonDays(0)
    found = []
    for slot in sorted({**was, **now}):
        here = was[slot].asked if slot in was else nothing
        there = now[slot].asked if slot in now else nothing
        if here == there:
            continue
        known = now.get(slot) or was[slot]
        lacking = now[slot].lacking if slot in now else nothing
        found.append(
            {
                "month": date_format(slot.month, "M Y"),
                "where": f"{slot.unit} · {slot.competence}",
                "was": days(here, say),
                "now": days(there, say),
                "has": days(known.capacity, say) if known.capacity is not None else _("not said"),
                "lacks": days(lacking, say) if lacking.hundredths else "",
            }
        )
    return found


def titles(today: Today, kept: Sequence[Mapping[str, Any]]) -> dict[UUID, str]:
    """Names of what is there today, and of what a draft adds."""
    added = {UUID(one["initiative"]): one["title"] for one in kept if one["what"] == ADD}
    return {**{one.id: one.title for one in today.drafts}, **added}
