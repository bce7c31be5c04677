"""The short cycles of an initiative: planned, changed, and what each brought."""

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

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.iterations import BroughtForm, IterationForm
from samspil.apps.portfolio.selectors.access import access_initiative, access_iteration, may_lead
from samspil.apps.portfolio.selectors.iterations import Cycle, after, cycles_of
from samspil.apps.portfolio.services.iterations import (
    change_iteration,
    plan_iteration,
    tell_what_it_brought,
)
from samspil.apps.portfolio.views import going
from samspil.kit.web.language import words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def iterations(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The cycle of now, those to come and those behind, with the milestones in each."""
    at = timezone.now()
    if request.method != "POST":
        return _page(request, acting, public_id, at)
    initiative = access_initiative(acting, public_id)
    form = IterationForm(request.POST)
    if not going.done(
        acting,
        form,
        f"iteration {public_id}",
        lambda: plan_iteration(initiative, form.said(), acting=acting, at=at),
        at,
    ):
        return _page(request, acting, public_id, at, going.Sent(form))
    messages.success(request, _("The cycle is planned."))
    return redirect("portfolio:iterations", public_id)


def _page(
    request: HttpRequest, acting: Acting, public_id: UUID, at: datetime, sent: going.Sent = going.NOTHING
) -> HttpResponse:
    today = timezone.localdate(at)
    initiative = access_initiative(acting, public_id)
    leads = may_lead(acting, initiative, today)
    found = cycles_of(initiative)
    form = sent.form or (_next(found) if leads and initiative.is_open else None)
    context = {
        **going.frame(initiative, "iterations", _("Short cycles"), is_own=True),
        "form": form,
        "leads": leads,
        "may_change": leads and initiative.is_open,
        "rows": [_row(one, today, sent) for one in found],
    }
    return going.shown(request, "portfolio/iterations.html", context, form, sent.row_form)


def _next(found: list[Cycle]) -> IterationForm:
    """A form that goes on where the last one ends."""
    days = after(found)
    return IterationForm(initial={"starts_on": days[0], "ends_on": days[1]} if days else {})


def _row(one: Cycle, today: date, sent: going.Sent) -> dict[str, Any]:
    row, say = one.iteration, words()
    again = sent.row_form if sent.row == row.public_id else None
    has_begun, is_over = row.starts_on <= today, row.ends_on < today
    return {
        "id": row.public_id,
        "name": row.name,
        "is_now": has_begun and not is_over,
        "is_over": is_over,
        "has_begun": has_begun,
        "from": say.day(row.starts_on),
        "to": say.day(row.ends_on),
        "aim": row.aim,
        "brought": row.brought,
        "milestones": [
            {
                "name": each.name,
                "day": say.day(each.done_on or each.expected_on),
                "is_done": each.done_on is not None,
                "is_late": each.done_on is None and each.expected_on < today,
            }
            for each in one.milestones
        ],
        "form": again or BroughtForm(initial={"brought": row.brought}, auto_id=f"id_brought_{row.pk}_%s"),
        "was_sent": again is not None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page
def iteration(request: HttpRequest, acting: Acting, iteration_id: UUID) -> HttpResponseBase:
    """A cycle planned otherwise."""
    at = timezone.now()
    row = access_iteration(acting, iteration_id)
    names = ("name", "starts_on", "ends_on", "aim")
    initial = {name: getattr(row, name) for name in names}
    form = IterationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and going.tried(
        form, lambda: change_iteration(row, form.said(), acting=acting, at=at)
    ):
        messages.success(request, _("The cycle is changed."))
        return redirect("portfolio:iterations", row.initiative.public_id)
    context = {
        **going.frame(row.initiative, "iterations", _("Change the cycle"), is_own=True),
        "form": form,
        "may_change": may_lead(acting, row.initiative, timezone.localdate(at)) and row.initiative.is_open,
    }
    return going.shown(request, "portfolio/iteration.html", context, form)


@require_POST
@page
def brought(request: HttpRequest, acting: Acting, iteration_id: UUID) -> HttpResponseBase:
    """What came of a cycle."""
    at = timezone.now()
    row = access_iteration(acting, iteration_id)
    form = BroughtForm(request.POST, auto_id=f"id_brought_{row.pk}_%s")
    if not going.tried(
        form, lambda: tell_what_it_brought(row, form.cleaned_data["brought"], acting=acting, at=at)
    ):
        sent = going.Sent(row=iteration_id, row_form=form)
        return _page(request, acting, row.initiative.public_id, at, sent)
    messages.success(request, _("What it brought is kept."))
    return redirect("portfolio:iterations", row.initiative.public_id)
