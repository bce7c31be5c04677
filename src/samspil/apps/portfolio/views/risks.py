"""The risk register: a picture of five by five, the list, and each risk looked at again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.going import RiskForm
from samspil.apps.portfolio.selectors.access import (
    access_initiative,
    access_risk,
    access_shared_initiative,
    may_lead,
)
from samspil.apps.portfolio.selectors.registers import risks_of
from samspil.apps.portfolio.services.risks import close_risk, raise_risk, review_risk
from samspil.apps.portfolio.views import going
from samspil.apps.portfolio.views.risk_picture import numbered, picture, risk_line


@require_http_methods(["GET", "HEAD", "POST"])
@page
def risks(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The risks of an initiative of one's own, or to read those of one that is shared."""
    at = timezone.now()
    if request.method != "POST":
        return _page(request, acting, public_id, at)
    initiative = access_initiative(acting, public_id)
    form = RiskForm(request.POST)
    if not going.done(
        acting,
        form,
        f"risk {public_id}",
        lambda: raise_risk(initiative, form.said(), acting=acting, at=at),
        at,
    ):
        return _page(request, acting, public_id, at, going.Sent(form))
    messages.success(request, _("The risk is added."))
    return redirect("portfolio:risks", public_id)


def _page(
    request: HttpRequest, acting: Acting, public_id: UUID, at: datetime, sent: going.Sent = going.NOTHING
) -> HttpResponse:
    today = timezone.localdate(at)
    with access_shared_initiative(acting, public_id, today) as initiative:
        leads = may_lead(acting, initiative, today)
        found = numbered(risks_of(initiative))
        form = sent.form or (RiskForm() if leads and initiative.is_open else None)
        context = {
            **going.frame(
                initiative, "risks", _("Risks"), is_own=initiative.organisation_id == acting.organisation_id
            ),
            "form": form,
            "leads": leads,
            "refusal": sent.refusal,
            "picture": picture(found),
            "rows": [risk_line(number, one, today) for number, one in found if one.closed_on is None],
            "closed": [risk_line(number, one, today) for number, one in found if one.closed_on is not None],
        }
    return going.shown(request, "portfolio/risks.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def risk(request: HttpRequest, acting: Acting, risk_id: UUID) -> HttpResponseBase:
    """A risk looked at again: how it stands now."""
    at = timezone.now()
    row = access_risk(acting, risk_id)
    form = RiskForm(request.POST if request.method == "POST" else None, initial=_as_said(row))
    if request.method == "POST" and going.tried(
        form, lambda: review_risk(row, form.said(), acting=acting, at=at)
    ):
        messages.success(request, _("The risk is brought up to date."))
        return redirect("portfolio:risks", row.initiative.public_id)
    context: dict[str, Any] = {
        **going.frame(row.initiative, "risks", _("Look at the risk again"), is_own=True),
        "form": form,
        "risk": row,
        "leads": may_lead(acting, row.initiative, timezone.localdate(at)),
    }
    return going.shown(request, "portfolio/risk.html", context, form)


def _as_said(row: Any) -> dict[str, Any]:
    names = ("title", "likelihood", "impact", "response", "what_is_done", "owner", "review_on")
    return {name: getattr(row, name) for name in names}


@require_POST
@page
def close(request: HttpRequest, acting: Acting, risk_id: UUID) -> HttpResponseBase:
    """A risk is over."""
    at = timezone.now()
    row = access_risk(acting, risk_id)
    try:
        close_risk(row, acting=acting, at=at)
    except RefusedError as error:
        return _page(
            request, acting, row.initiative.public_id, at, going.Sent(refusal=sentence(error.problem))
        )
    messages.success(request, _("The risk is closed."))
    return redirect("portfolio:risks", row.initiative.public_id)
