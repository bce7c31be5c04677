"""Changes to an initiative: proposed and weighed here, decided where the model says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.intake.parts.sending import offer
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.going import ChangeForm, SendChangeForm, WeighForm
from samspil.apps.portfolio.selectors.access import access_change, access_initiative, may_lead
from samspil.apps.portfolio.selectors.registers import ChangeLine, changes_of
from samspil.apps.portfolio.services.changes import propose_change, send_change, weigh_change
from samspil.apps.portfolio.views import going
from samspil.core.governance.language.routes import Nature
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def changes(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The changes that were proposed, and a new one."""
    at = timezone.now()
    initiative = access_initiative(acting, public_id)
    leads = may_lead(acting, initiative, timezone.localdate(at))
    form = ChangeForm(request.POST if request.method == "POST" else None)

    def propose() -> object:
        said = form.cleaned_data
        return propose_change(initiative, said["title"], said["why"], acting=acting, at=at)

    if request.method == "POST" and going.done(acting, form, f"change {public_id}", propose, at):
        messages.success(request, _("The change is proposed. Weigh it before it is sent."))
        return redirect("portfolio:changes", public_id)
    context = {
        **going.frame(initiative, "changes", _("Changes"), is_own=True),
        "form": form if form.is_bound or (leads and initiative.is_open) else None,
        "rows": [change_line(one) for one in changes_of(initiative)],
    }
    return going.shown(request, "portfolio/changes.html", context, form)


def change_line(one: ChangeLine) -> dict[str, Any]:
    """A change as a line: how far it has come, and by what it is decided."""
    results = {
        "approved": (_("Approved"), "success"),
        "rejected": (_("Rejected"), "danger"),
        "noted": (_("Taken note of"), "neutral"),
        "withdrawn": (_("Withdrawn"), "neutral"),
        "lapsed": (_("Lapsed"), "neutral"),
    }
    state = results.get(one.result)
    if state is None and one.result:
        state = (_("Ended"), "neutral")
    if state is None and one.matter:
        state = (_("Being decided"), "info")
    if state is None:
        state = (_("Weighed"), "info") if one.change.consequences else (_("Proposed"), "neutral")
    return {
        "id": one.change.public_id,
        "title": one.change.title,
        "why": one.change.why,
        "consequences": one.change.consequences,
        "at": one.change.proposed_at,
        "day": words().weekday(timezone.localdate(one.change.proposed_at)),
        "state": state[0],
        "colour": state[1],
        "number": one.case_number,
        "url": address("governance:matter", one.matter) if one.matter else "",
        "decided_day": words().weekday(timezone.localdate(one.decided_at)) if one.decided_at else "",
        "is_sent": one.matter is not None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page
def change(request: HttpRequest, acting: Acting, change_id: UUID) -> HttpResponseBase:
    """Weigh a change, and then send it; where several kinds of matter are for changes, one chooses."""
    at = timezone.now()
    row = access_change(acting, change_id)
    leads = may_lead(acting, row.initiative, timezone.localdate(at))
    form = WeighForm(
        request.POST if request.method == "POST" else None, initial={"consequences": row.consequences}
    )
    if request.method == "POST" and going.tried(
        form, lambda: weigh_change(row, form.cleaned_data["consequences"], acting=acting, at=at)
    ):
        messages.success(request, _("What the change means is kept. It can be sent now."))
        return redirect("portfolio:change", change_id)
    context = {
        **going.frame(row.initiative, "changes", row.title, is_own=True),
        "change": row,
        "form": form if form.is_bound or (leads and row.matter is None) else None,
        **(_kinds(acting, row, at) if leads and row.consequences and row.matter is None else {}),
        "matter_url": address("governance:matter", row.matter) if row.matter else "",
    }
    return going.shown(request, "portfolio/change.html", context, form)


def _kinds(acting: Acting, row: Any, at: datetime) -> dict[str, Any]:
    """The kinds for changes that whoever acts may send, as links; or why there is none."""
    offered = offer(acting, Nature.CHANGE, timezone.localdate(at))
    kinds = [
        {
            "name": one.kind.name.in_language(language()),
            "model": one.model.spec.name.in_language(language()),
            "url": address("portfolio:change_send", row.public_id, one.key),
        }
        for one in offered.kinds
    ]
    return {"kinds": kinds, "why_none": offered.why_none}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def send(request: HttpRequest, acting: Acting, change_id: UUID, kind: str) -> HttpResponseBase:
    """The questions of the model, and the sending."""
    at = timezone.now()
    row = access_change(acting, change_id)
    form = _sending(request, acting, kind, timezone.localdate(at))
    if request.method == "POST" and going.done(
        acting,
        form,
        f"send {change_id}",
        lambda: send_change(row, form.said(), acting=acting, at=at),
        at,
    ):
        messages.success(request, _("The change is sent to be decided."))
        return redirect("portfolio:changes", row.initiative.public_id)
    return _send_page(request, row, form)


def _sending(request: HttpRequest, acting: Acting, kind: str, on: date) -> SendChangeForm:
    found = next((one for one in offer(acting, Nature.CHANGE, on).kinds if one.key == kind), None)
    if found is None:
        raise NotFoundError(kind)
    units = [(str(one.public_id), one.name) for one in list_units(acting.organisation_id, on)]
    sent = request.POST if request.method == "POST" else None
    first = {"unit": acting.unit or ""}
    return SendChangeForm(sent, kind=found, units=units, language=language(), initial=first)


def _send_page(request: HttpRequest, row: Any, form: SendChangeForm) -> HttpResponse:
    context = {
        **going.frame(row.initiative, "changes", row.title, is_own=True),
        "change": row,
        "form": form,
        "kind": form.kind.kind.name.in_language(language()),
        "back": address("portfolio:change", row.public_id),
    }
    return going.shown(request, "portfolio/change_send.html", context, form)
