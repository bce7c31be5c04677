"""The business case of an initiative: what it comes to, who pays and who gains, and what it takes to pay."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.funding.selectors.cases import (
    KeptCase,
    chosen_version,
    gates_of,
    in_kroner,
    versions_of,
)
from samspil.apps.funding.selectors.money_rules import case_rules_on
from samspil.apps.funding.views.case_shown import case_shown
from samspil.apps.funding.views.case_ways import crumbs, number
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.parts.tabs import tabs
from samspil.apps.portfolio.selectors.access import access_shared_initiative, may_lead
from samspil.apps.portfolio.selectors.project_models import followed_by
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@require_safe
@page
def case(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """The newest version, or one that is asked for by its number."""
    on, say = timezone.localdate(), words()
    with access_shared_initiative(acting, initiative_id, on) as initiative:
        versions = versions_of(initiative)
        gates = gates_of(initiative)
        leads = may_lead(acting, initiative, on)
        phases = _phases(initiative, on) if gates else {}
        row = chosen_version(versions, number(request.GET.get("version")))
        kept_on = timezone.localdate(row.made_at) if row is not None else on
        rules = case_rules_on(initiative.organisation_id, kept_on)
    is_own = initiative.organisation_id == acting.organisation_id
    home = address("portfolio:initiative" if is_own else "portfolio:common", initiative_id)
    file_url = address("funding:case_file", initiative_id) if is_own else ""
    here = address("funding:case", initiative_id)
    at_gates: dict[int, list[Any]] = {}
    for gate in gates:
        url = address("governance:matter", gate.matter) if is_own else ""
        at_gates.setdefault(gate.version_id, []).append((phases.get(gate.phase, gate.phase), url))
    context = {
        "initiative": initiative,
        "title": _("Business case"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": crumbs(initiative, home, _("Business case")),
        "actions": _actions(initiative_id, bool(versions)) if leads and initiative.is_open else [],
        "tabs": tabs(initiative_id, home, "funding:case") if is_own else [],
        "here": here,
        "is_newest": bool(versions) and row == versions[0],
        "file_url": f"{file_url}?version={row.number}" if row and file_url else "",
        "compare_url": address("funding:case_compare", initiative_id) if len(versions) > 1 and is_own else "",
        "versions": [
            {
                "number": one.number,
                "url": f"{here}?version={one.number}",
                "here": one == row,
                "when": say.moment(one.made_at),
                "now": say.money(in_kroner(Money(one.net_now_minor, one.currency))),
                "why": one.why,
                "file_name": one.file_name,
                "gates": at_gates.get(one.pk, []),
            }
            for one in versions
        ],
        **(case_shown(KeptCase(row), rules, say) if row is not None else {}),
    }
    return render(request, "funding/case.html", context)


def _actions(initiative: UUID, has_one: bool) -> list[tuple[str, str]]:
    label = _("Write a new version") if has_one else _("Write the business case")
    return [
        (label, address("funding:case_write", initiative)),
        (_("Read a workbook"), address("funding:case_read", initiative)),
    ]


def _phases(initiative: Any, on: date) -> dict[str, str]:
    """What the phases of its project model are called."""
    followed = followed_by(initiative, on)
    known = followed.project.phases if followed else {}
    return {key: one.name.in_language(language()) for key, one in known.items()}
