"""Who is affected by an initiative, who was involved and when, and what is open before it goes live."""

from __future__ import annotations

from datetime import date, datetime
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
from samspil.apps.portfolio.forms.choices import AFFECTED
from samspil.apps.portfolio.forms.going import InvolvedForm, InvolvementForm
from samspil.apps.portfolio.selectors.access import access_initiative, access_involvement, may_lead
from samspil.apps.portfolio.selectors.registers import involvements_of, open_points
from samspil.apps.portfolio.services.involving import involve, plan_involvement, settle_point
from samspil.apps.portfolio.views import going
from samspil.kit.web.language import words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def involvement(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The plan of who is involved."""
    at = timezone.now()
    if request.method != "POST":
        return _page(request, acting, public_id, at)
    initiative = access_initiative(acting, public_id)
    form = InvolvementForm(request.POST)
    if not going.done(
        acting,
        form,
        f"involvement {public_id}",
        lambda: plan_involvement(initiative, form.said(), acting=acting, at=at),
        at,
    ):
        return _page(request, acting, public_id, at, going.Sent(form))
    messages.success(request, _("They stand in the plan."))
    return redirect("portfolio:involvement", public_id)


def _page(
    request: HttpRequest, acting: Acting, public_id: UUID, at: datetime, sent: going.Sent = going.NOTHING
) -> HttpResponse:
    initiative = access_initiative(acting, public_id)
    today = timezone.localdate(at)
    leads = may_lead(acting, initiative, today)
    form = sent.form or (InvolvementForm() if leads and initiative.is_open else None)
    found = involvements_of(initiative)
    context = {
        **going.frame(initiative, "involvement", _("Involvement"), is_own=True),
        "form": form,
        "leads": leads,
        "refusal": sent.refusal,
        "before_live": before_live(initiative, found),
        "rows": [line(one, today, sent) for one in found],
    }
    return going.shown(request, "portfolio/involvement.html", context, form, sent.row_form)


def before_live(initiative: Any, found: list[Any]) -> dict[str, Any]:
    """What is open before it goes live, and when that is by the plan."""
    live_on = initiative.expected_end
    return {
        "points": [
            {
                "who": one.who,
                "affected": AFFECTED[one.affected],
                "point": one.open_point if one.open_point and not one.closed_on else "",
                "not_involved": one.involved_on is None,
            }
            for one in open_points(found)
        ],
        "day": words().day(live_on) if live_on else "",
    }


def line(one: Any, today: date, sent: going.Sent = going.NOTHING) -> dict[str, Any]:
    """Who is involved, as a line, with the form that says they have been."""
    again = sent.row_form if sent.row == one.public_id else None
    form = again or InvolvedForm(initial={"on": today}, auto_id=f"id_involved_{one.pk}_%s")
    return {
        "id": one.public_id,
        "affected": AFFECTED[one.affected],
        "who": one.who,
        "how": one.how,
        "planned_day": words().weekday(one.planned_on) if one.planned_on else "",
        "involved_day": words().weekday(one.involved_on) if one.involved_on else "",
        "is_late": one.involved_on is None and one.planned_on is not None and one.planned_on < today,
        "open_point": one.open_point,
        "is_open": bool(one.open_point) and one.closed_on is None,
        "settled_day": words().weekday(one.closed_on) if one.closed_on else "",
        "form": form,
        "was_sent": again is not None,
    }


@require_POST
@page
def involved(request: HttpRequest, acting: Acting, involvement_id: UUID) -> HttpResponseBase:
    """They have been involved."""
    at = timezone.now()
    row = access_involvement(acting, involvement_id)
    form = InvolvedForm(request.POST, auto_id=f"id_involved_{row.pk}_%s")

    def do() -> object:
        said = form.cleaned_data
        return involve(row, said["on"], open_point=said["open_point"], acting=acting, at=at)

    if not going.tried(form, do):
        return _page(
            request, acting, row.initiative.public_id, at, going.Sent(row=involvement_id, row_form=form)
        )
    messages.success(request, _("It is noted that they have been involved."))
    return redirect("portfolio:involvement", row.initiative.public_id)


@require_POST
@page
def settle(request: HttpRequest, acting: Acting, involvement_id: UUID) -> HttpResponseBase:
    """What was open is settled."""
    at = timezone.now()
    row = access_involvement(acting, involvement_id)
    try:
        settle_point(row, acting=acting, at=at)
    except RefusedError as error:
        return _page(
            request, acting, row.initiative.public_id, at, going.Sent(refusal=sentence(error.problem))
        )
    messages.success(request, _("It is settled."))
    return redirect("portfolio:involvement", row.initiative.public_id)
