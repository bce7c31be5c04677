"""Status reports: the last lights, what the numbers say, a new report, and all that were made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.going import ReportForm
from samspil.apps.portfolio.selectors.access import access_initiative, access_shared_initiative, may_lead
from samspil.apps.portfolio.selectors.falling_short import falling_short_of
from samspil.apps.portfolio.selectors.following import Due, Following, Owing, following_of
from samspil.apps.portfolio.selectors.reports import (
    currency_for,
    last_reports,
    promised,
    report_due_on,
    reports_of,
)
from samspil.apps.portfolio.services.reporting import from_numbers, numbers_of, report
from samspil.apps.portfolio.types import FallingShort
from samspil.apps.portfolio.views import going
from samspil.apps.portfolio.views.naming import ROLES
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.paging import read_number
from samspil.kit.web.language import words

AREAS = ("expenditure", "time", "economic_benefits", "other_benefits")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reports(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The reports of an initiative of one's own, or to read those of one that is shared."""
    at = timezone.now()
    if request.method == "POST":
        return _send(request, acting, public_id, at)
    return _page(request, acting, public_id, at)


def _send(request: HttpRequest, acting: Acting, public_id: UUID, at: datetime) -> HttpResponseBase:
    initiative = access_initiative(acting, public_id)
    currency = currency_for(initiative, timezone.localdate(at))
    form = ReportForm(request.POST, currency=currency)
    if not going.done(
        acting,
        form,
        f"report {public_id}",
        lambda: report(initiative, form.said(), acting=acting, at=at),
        at,
    ):
        return _page(request, acting, public_id, at, form)
    messages.success(request, _("The report is sent. It can no longer be changed; a new one can follow."))
    return redirect("portfolio:reports", public_id)


def _page(
    request: HttpRequest, acting: Acting, public_id: UUID, at: datetime, form: ReportForm | None = None
) -> HttpResponse:
    today = timezone.localdate(at)
    with access_shared_initiative(acting, public_id, today) as initiative:
        is_own = initiative.organisation_id == acting.organisation_id
        following = following_of(initiative, today) if is_own else None
        currency = currency_for(initiative, today) if is_own else ""
        short = falling_short_of(initiative) if following else FallingShort()
        said = from_numbers(numbers_of(initiative, None, None), short, following, ()) if following else {}
        if form is None and may_lead(acting, initiative, today) and initiative.is_open:
            form = ReportForm(currency=currency, initial=_suggested(said) if said else {})
        found = reports_of(initiative, _before(request))
        names = names_of(one.reported_by for one in found.rows) if is_own else {}
        context = {
            **going.frame(initiative, "reports", _("Status reports"), is_own=is_own),
            "form": form,
            "strip": strip(initiative),
            "due": due_line(report_due_on(initiative, following, today)) if following else None,
            "numbers": _numbers(initiative, short, said) if following else [],
            "follows": _follows(following) if following else [],
            "is_assumed": following is not None and following.is_assumed,
            "rows": [_row(one, names) for one in found.rows],
            "older": found.older,
            "is_later_page": _before(request) is not None,
        }
    return going.shown(request, "portfolio/reports.html", context, form)


def _before(request: HttpRequest) -> int | None:
    return read_number(request.GET.get("before", ""))


def strip(initiative: Any) -> list[dict[str, Any]]:
    """The last four lights with their days, the oldest first."""
    return [
        {**going.light(one.overall), "on": one.on, "day": words().weekday(one.on)}
        for one in last_reports(initiative)
    ]


def due_line(due: Due | None) -> dict[str, Any] | None:
    """When the next report is due, in words."""
    if due is None:
        return None
    told = {"day": words().weekday(due.on), "days": due.days_late}
    if due.days_late:
        return {"is_late": True, "on": due.on, "text": _("The report was due on %(day)s.") % told}
    return {"is_late": False, "on": due.on, "text": _("The next report is due on %(day)s.") % told}


def _suggested(said: Mapping[str, Light]) -> dict[str, str]:
    """The lights of benefits as the numbers have them, where they have any: whoever reports may differ."""
    areas = ("economic_benefits", "other_benefits")
    return {area: said[area].value for area in areas if said[area] is not Light.GREY}


def _numbers(initiative: Any, short: FallingShort, said: Mapping[str, Light]) -> list[tuple[str, str]]:
    """What was promised first, what counts now, and what the plan says today."""
    first, newest = promised(initiative)
    numbers = numbers_of(initiative, None, None)
    nobody = _("nobody has said")
    told = [
        (_("Promised first"), _promise(first) or nobody),
        (_("Expected end by the plan"), _day(numbers.expected_end) or nobody),
        (_("What the plan says of time"), str(going.light(said["time"].value)["word"])),
        (_("What the numbers say of economic benefits"), _short(said["economic_benefits"], short.economic)),
        (_("What the numbers say of other benefits"), _short(said["other_benefits"], short.other)),
    ]
    if newest is not None and first is not None and newest.pk != first.pk:
        told.insert(1, (_("Decided since"), _promise(newest) or nobody))
    return told


def _short(light: Light, below: Mapping[str, Fraction]) -> str:
    """The light, and by how much the worst is below what was promised."""
    if not below:
        return _("nothing to compare yet")
    told = {"light": going.light(light.value)["word"], "share": words().percent(max(below.values()))}
    if max(below.values()) <= 0:
        return _("%(light)s: as much as was promised, or more") % told
    return _("%(light)s: %(share)s below what was promised") % told


def _promise(estimate: Any) -> str:
    if estimate is None:
        return ""
    parts = [_money(estimate.cost_minor, estimate.currency), _day(estimate.ends_on)]
    return ", ".join(one for one in parts if one)


def _money(minor: int | None, currency: str | None) -> str:
    return "" if minor is None else words().money(Money(minor, currency or "DKK"))


def _day(day: date | None) -> str:
    return words().day(day) if day else ""


def _follows(following: Following) -> list[tuple[str, str]]:
    """From where a light turns, in words."""
    said, given = words(), following.tolerances
    costs = {"yellow": said.percent(given.yellow_cost), "red": said.percent(given.red_cost)}
    days = {"yellow": given.yellow_days, "red": given.red_days}
    below = {"yellow": said.percent(following.benefits[0]), "red": said.percent(following.benefits[1])}
    told = [
        (_("Expenditure"), _("Watch from %(yellow)s over what was promised, act from %(red)s") % costs),
        (_("Time"), _("Watch from %(yellow)s days late, act from %(red)s days") % days),
        (_("Benefits"), _("Watch from %(yellow)s below what was promised, act from %(red)s") % below),
        (_("Status report"), _rhythm(following)),
    ]
    if following.owing is not None:
        told.append((_("Owed by"), _owing(following.owing)))
    return told


def _rhythm(following: Following) -> str:
    """How often, and on which day of the month where there is one."""
    often = _("every month") if following.months == 1 else _("every %(n)s months") % {"n": following.months}
    if following.on_day is None:
        return often
    return _("%(often)s, about day %(day)s") % {"often": often, "day": following.on_day}


def _owing(owing: Owing) -> str:
    """Who owes it, and how long there is to write it."""
    days = ngettext("%(days)s working day", "%(days)s working days", owing.working_days)
    time = days % {"days": owing.working_days}
    return _("%(who)s, within %(days)s") % {"who": str(ROLES[owing.by.value]), "days": time}


def _row(one: Any, names: Mapping[UUID, str]) -> dict[str, Any]:
    """A report as it was made, with what the numbers said that day where it said otherwise."""
    labels = {
        "expenditure": _("Expenditure"),
        "time": _("Time"),
        "economic_benefits": _("Economic benefits"),
        "other_benefits": _("Other benefits"),
    }
    by_numbers: Mapping[str, str] = one.from_numbers.get("lights", {})
    currency = one.currency
    facts = [
        (_("Spent so far"), _money(one.spent_minor, currency)),
        (_("Expected cost"), _money(one.expected_cost_minor, currency)),
        (_("Expected end"), _day(one.expected_end)),
    ]
    return {
        "id": one.public_id,
        "on": one.on,
        "day": words().weekday(one.on),
        "who": names.get(one.reported_by, ""),
        "overall": going.light(one.overall),
        "lights": [
            {
                "label": labels[area],
                **going.light(getattr(one, area)),
                "numbers": _otherwise(one, area, by_numbers),
            }
            for area in AREAS
        ],
        "text": one.text,
        "because": one.differs_because,
        "facts": [fact for fact in facts if fact[1]],
    }


def _otherwise(one: Any, area: str, by_numbers: Mapping[str, str]) -> str:
    """What the numbers said, where the report says otherwise."""
    said = by_numbers.get(area, "grey")
    return str(going.light(said)["word"]) if said not in ("grey", getattr(one, area)) else ""
