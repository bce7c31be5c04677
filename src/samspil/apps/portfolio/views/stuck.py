"""Where it sticks: what holds initiatives back, at whose table, and who raises what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors.overview import names_of_bodies
from samspil.apps.governance.selectors.raising import raised_by_member, raised_by_unit
from samspil.apps.governance.selectors.waiting_about import WaitingAbout
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.selectors.stuck import GATE, OWNER, PAYER, REPORT, SORTS, WAITS, Stuck
from samspil.apps.portfolio.selectors.stuck import where_it_sticks as found_stuck
from samspil.apps.portfolio.views import naming
from samspil.core.governance.language.basics import Texts
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import language, words

A_YEAR: Final = timedelta(days=365)


@require_safe
@page
def stuck(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The initiatives that something holds back, the longest waiting first."""
    now = timezone.now()
    today = timezone.localdate(now)
    only = request.GET.get("only", "")
    found = found_stuck(acting, now, only if only in SORTS else "")
    names = names_of_bodies(acting, today)
    context = {
        "crumbs": [(_("Portfolio"), address("portfolio:initiatives")), (_("Where it sticks"), "")],
        "tiles": _tiles(found.counts),
        "only": _labels()[only] if only in SORTS else "",
        "all_url": address("portfolio:stuck"),
        "rows": _rows(found.rows, names, today),
        "more": found.found - len(found.rows),
        "is_assumed": found.is_assumed,
        "raised": _raised(acting, now),
        "by_member": _is_association(acting),
    }
    return render(request, "portfolio/stuck.html", context)


def _labels() -> dict[str, str]:
    return {
        WAITS: _("Wait for a forum or a role"),
        GATE: _("Wait at a gate"),
        PAYER: _("Lack a payer"),
        OWNER: _("Lack an owner"),
        REPORT: _("Lack a report"),
    }


def _tiles(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    where = address("portfolio:stuck")
    return [
        {"label": label, "value": counts[sort], "url": f"{where}?only={sort}" if counts[sort] else ""}
        for sort, label in _labels().items()
    ]


def _rows(found: list[Stuck], names: Mapping[str, Texts], today: date) -> list[dict[str, Any]]:
    initiative, reports = addresses("portfolio:initiative"), addresses("portfolio:reports")
    return [
        {
            "url": initiative(one.initiative),
            "report_url": reports(one.initiative),
            **_row(one, names, today),
        }
        for one in found
    ]


def _row(one: Stuck, names: Mapping[str, Texts], today: date) -> dict[str, Any]:
    return {
        "title": one.title,
        "number": one.number,
        "waits": [_waits(waits, names, today) for waits in one.waiting],
        "gate_url": address("governance:matter", one.gate_matter) if one.gate_matter else "",
        "at_gate": one.gate_matter is not None,
        "payer": ", ".join(str(naming.COSTS[cost.value]) for cost in one.no_payer_for),
        "no_owner": one.has_no_owner,
        "report": _report(one),
    }


def _report(one: Stuck) -> str:
    if one.report is None:
        return ""
    days = one.report.days_late
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}


def _waits(waits: WaitingAbout, names: Mapping[str, Texts], today: date) -> dict[str, Any]:
    days = (today - timezone.localdate(waits.entered_at)).days
    name = names.get(waits.body)
    return {
        "who": name.in_language(language()) if name else _("Others"),
        "number": waits.case_number,
        "url": address("governance:matter", waits.matter),
        "days": ngettext("%(n)s day", "%(n)s days", days) % {"n": days},
        "is_late": waits.due_until is not None and timezone.localdate(waits.due_until) < today,
        "rests": waits.parked,
    }


def _is_association(acting: Acting) -> bool:
    return acting.organisation_kind is OrganisationKind.ASSOCIATION


def _raised(acting: Acting, now: datetime) -> list[dict[str, Any]]:
    """Who raised matters in the last year, with a share that can be compared."""
    if _is_association(acting):
        rows, nobodys = raised_by_member(acting, now, now - A_YEAR), _("Not for a member (the secretariat)")
    else:
        rows, nobodys = raised_by_unit(acting, now - A_YEAR), _("No unit was named")
    total = sum(one.matters for one in rows)
    return [
        {
            "name": one.name or nobodys,
            "matters": one.matters,
            "share": words().percent(Fraction(one.matters, total)),
        }
        for one in rows
    ]
