"""The workshops of an organisation, what was found in them, and preparing another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.forms.preparing import WorkshopForm
from samspil.apps.workshops.rights import may_lead
from samspil.apps.workshops.selectors.access import access_workshop
from samspil.apps.workshops.selectors.listing import Counts, WorkshopLine, list_workshops
from samspil.apps.workshops.services.preparing import change_workshop, prepare_workshop
from samspil.apps.workshops.types import WANTED, Improves, Stage
from samspil.apps.workshops.views.told import COLOURS, crumbs, standing_words, when
from samspil.kit.web.addresses import address

Shown = dict[str, Any]


@require_safe
@page
def workshops(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The latest first; how many improvements were found, by area and over time."""
    told = list_workshops(acting.organisation_id)
    leads = may_lead(acting)
    context = {
        "rows": [_line(one) for one in told.lines],
        "areas": [{"name": name, **_counts(one)} for name, one in told.by_area.items()],
        "years": [{"name": str(year), **_counts(one)} for year, one in told.by_year.items()],
        "all": _counts(told.all),
        "wanted": WANTED,
        "may_lead": leads,
        "actions": [(_("New workshop"), address("workshops:new"))] if leads else [],
    }
    return render(request, "workshops/workshops.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """With whom, and when."""
    if not may_lead(acting):
        raise NotFoundError("new")
    form = WorkshopForm(request.POST or None, units=_units(acting))
    title = _("New workshop")
    if request.method != "POST":
        return _form(request, form, title)
    if not form.is_valid():
        return _form(request, form, title, refused=True)
    try:
        row = prepare_workshop(form.workshop(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _form(request, form, title, sentence(error.problem), refused=True)
    return redirect("workshops:workshop", row.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def change(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Another area or another time."""
    row = access_workshop(acting, public_id)
    if not may_lead(acting):
        raise NotFoundError(str(public_id))
    begins, ends = timezone.localtime(row.begins_at), timezone.localtime(row.ends_at)
    initial = {
        "unit": str(row.unit or ""),
        "area": row.area,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
    }
    form = WorkshopForm(request.POST or None, units=_units(acting), initial=initial)
    title = _("Change the workshop")
    if request.method != "POST":
        return _form(request, form, title)
    if not form.is_valid():
        return _form(request, form, title, refused=True)
    try:
        change_workshop(row, form.workshop(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _form(request, form, title, sentence(error.problem), refused=True)
    messages.success(request, _("The workshop has been changed."))
    return redirect("workshops:workshop", public_id)


def _units(acting: Acting) -> list[tuple[UUID, str]]:
    units = list_units(acting.organisation_id, timezone.localdate())
    return [(one.public_id, one.name) for one in units]


def _form(
    request: HttpRequest, form: WorkshopForm, title: str, why: str = "", *, refused: bool = False
) -> HttpResponse:
    context = {"form": form, "refusal": why, "title": title, "crumbs": crumbs(title)}
    return shown(request, "workshops/form.html", context, refused=refused)


def _counts(one: Counts) -> Shown:
    return {
        "workshops": one.workshops,
        "quality": one.found[Improves.QUALITY],
        "efficiency": one.found[Improves.EFFICIENCY],
        "sent": one.reached[Stage.SENT],
        "decided": one.reached[Stage.DECIDED],
        "in_use": one.reached[Stage.IN_USE],
    }


def _line(one: WorkshopLine) -> Shown:
    return {
        "area": one.area,
        "url": address("workshops:workshop", one.public_id),
        "when": when(one.begins_at),
        "standing": standing_words(one.standing),
        "colour": COLOURS[one.standing],
        **_counts(one.counts),
    }
