"""A model's page: the picture, and everything it says in words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts import finding
from samspil.apps.governance.parts.finding import Found
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.telling import Section, Telling, route_steps
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors.versions import adoptions_of
from samspil.apps.governance.services.adoptions import may_adopt, may_draft
from samspil.apps.governance.views.governance_model.faults import told_faults
from samspil.apps.organisations.types import Acting
from samspil.core.governance.sources import SourceKind, count_sources
from samspil.kit.ids import new_id
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@require_safe
@page
def model(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """A version or draft of the organisation's."""
    return _page(request, acting, finding.of_version(access.access_version(acting, public_id)))


@require_safe
@page
def shipped_model(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """A model that ships."""
    return _page(request, acting, finding.of_shipped(key))


def _page(request: HttpRequest, acting: Acting, found: Found) -> HttpResponseBase:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "found": found,
        "title": found.name,
        "crumbs": [(_("Governance model"), address("governance:models")), (found.title, "")],
        "picture": found.picture(today),
        "may_draft": may_draft(acting, today),
        "may_adopt": may_adopt(acting, today) and not found.is_shipped,
        "today": finding.today_s(acting, today),
        "simulate_url": address("simulations:ask") if found.model and may_draft(acting, today) else "",
        "faults": told_faults(found),
        "key": str(new_id()),
    }
    if found.version is not None and not found.is_draft:
        context["adopted"] = _adopted(acting, found)
    if found.model is not None:
        context |= _told(found.telling(today))
    return render(request, "governance/model.html", context)


def _told(telling: Telling) -> dict[str, Any]:
    spec = telling.model.spec
    assumed = len(count_sources(telling.model)[SourceKind.ASSUMED])
    lines = ngettext("%(n)s line is assumed", "%(n)s lines are assumed", assumed) % {"n": assumed}
    return {
        "summary": telling.name(spec.summary),
        "facts": [
            (_("Version"), spec.version),
            (_("Can hold from"), telling.day(spec.valid_from)),
            (_("Source"), telling.source(spec.source)),
            (_("Assumed"), lines),
        ],
        "on": telling.day(telling.on),
        "sections": [_section(one) for one in telling.sections if one.key != "routes"],
        "routes": [
            {
                "name": route.name,
                "key": route.key,
                "kinds": ", ".join(route.kinds),
                "steps": route_steps(route),
            }
            for route in telling.contents.routes
        ],
    }


def _section(section: Section) -> dict[str, Any]:
    assumed = sum(part.is_assumed for part in section.parts)
    return {"section": section, "assumed": assumed, "is_table": section.key != "forums"}


def _adopted(acting: Acting, found: Found) -> list[dict[str, Any]]:
    """For which kinds it has held, from when to when, and why."""
    told = words()
    lines = []
    for line in adoptions_of(acting, found.version):
        assert found.model is not None
        lines.append(
            {
                "kind": found.model.spec.kinds[line.kind].name.in_language(told.language),
                "since": told.day(line.valid_from),
                "until": told.day(line.valid_to) if line.valid_to else "",
                "reason": line.reason,
                "case": line.case,
                "case_url": address("governance:matter", line.decided_by) if line.case else "",
            }
        )
    return lines
