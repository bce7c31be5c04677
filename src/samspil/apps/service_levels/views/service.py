"""A service: its levels, changed, ended, and a new level."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil.apps.governance.parts.pages import page, shown, tried
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.forms.describing import LevelForm, ServiceForm
from samspil.apps.service_levels.parts.words import crumbs_to, level_now
from samspil.apps.service_levels.rights import may_promise
from samspil.apps.service_levels.selectors.access import access_service
from samspil.apps.service_levels.selectors.held import known_areas, service_now
from samspil.apps.service_levels.services.describing import add_level, change_service, end_service
from samspil.kit.web.addresses import address

if TYPE_CHECKING:
    from samspil.apps.service_levels.models import Service


@require_safe
@page
def service(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What its users can count on, and what they got."""
    row, today = access_service(acting, public_id), timezone.localdate()
    may = may_promise(acting) and row.ended_at is None
    actions = [
        (_("Say what else they can count on"), address("service_levels:level_new", public_id)),
        (_("Change the words"), address("service_levels:change", public_id)),
    ]
    context = {
        "title": row.name,
        "words": row.words,
        "owner": row.owner,
        "is_ended": row.ended_at is not None,
        "levels": [level_now(one, today) for one in service_now(row).levels],
        "public_id": public_id,
        "may_promise": may,
        "actions": actions if may else [],
        "crumbs": crumbs_to((row.name, "")),
    }
    return render(request, "service_levels/service.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def change(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Its name, its words, who answers for it."""
    row = _for_keeper(acting, public_id)
    form = ServiceForm(
        request.POST or None, initial={"name": row.name, "words": row.words, "owner": row.owner}
    )
    title, submit = _("Change the words"), _("Save the words")
    if request.method != "POST":
        return _form(request, row, form, (title, submit))
    why = tried(form, lambda: change_service(row, form.service(), acting=acting, at=timezone.now()))
    if why is not None:
        return _form(request, row, form, (title, submit), why, refused=True)
    messages.success(request, _("Kept. What was promised and delivered is as it was."))
    return redirect("service_levels:service", public_id)


@require_POST
@page
def end(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """It is offered no more."""
    end_service(_for_keeper(acting, public_id), acting=acting, at=timezone.now())
    messages.success(request, _("The service is offered no more. What was promised and delivered is kept."))
    return redirect("service_levels:catalogue")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def level_new(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What can its users count on?"""
    row, today = _for_keeper(acting, public_id), timezone.localdate()
    form = LevelForm(request.POST or None, initial={"valid_from": today.replace(day=1)})
    said = (_("What can they count on?"), _("Keep the promise"))
    areas = known_areas(acting.organisation_id, today)
    if request.method != "POST":
        return _form(request, row, form, said, areas=areas)
    made = []
    at = timezone.now()
    why = tried(form, lambda: made.append(add_level(row, form.level(), form.promise(), acting=acting, at=at)))
    if why is not None:
        return _form(request, row, form, said, why, areas=areas, refused=True)
    messages.success(request, _("It is promised. Figures can be entered by hand or come by a file."))
    return redirect("service_levels:level", made[0].public_id)


def _for_keeper(acting: Acting, public_id: UUID) -> Service:
    if not may_promise(acting):
        raise NotFoundError(str(public_id))
    return access_service(acting, public_id)


def _form(  # noqa: PLR0913
    request: HttpRequest,
    row: Service,
    form: forms.Form,
    said: tuple[str, str],
    why: str = "",
    *,
    areas: list[str] | None = None,
    refused: bool = False,
) -> HttpResponse:
    title, submit = said
    crumbs = crumbs_to((row.name, address("service_levels:service", row.public_id)), (title, ""))
    context = {
        "form": form,
        "refusal": why,
        "title": title,
        "submit": submit,
        "crumbs": crumbs,
        "areas": areas,
    }
    return shown(request, "service_levels/form.html", context, refused=refused)
