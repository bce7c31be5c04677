"""What a unit has, where its consultants are, to whom it reports, and targets: said by whoever keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, shown, tried
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.forms.planning import (
    AnchoringForm,
    ConsultantsForm,
    StrengthForm,
    TargetForm,
)
from samspil.apps.resources.parts.words import SEAT_WORDS, reports_words
from samspil.apps.resources.rights import may_plan
from samspil.apps.resources.selectors.access import UnitHere, access_unit, units_here
from samspil.apps.resources.selectors.capacity import capacity_on, reports_on
from samspil.apps.resources.selectors.categories import categories_of
from samspil.apps.resources.selectors.mix import month_of, target_on, targets_of
from samspil.apps.resources.services.planning import (
    set_anchoring,
    set_consultants,
    set_strength,
    set_target,
)
from samspil.apps.resources.types import Consultants
from samspil.apps.resources.views import told
from samspil.apps.resources.views.told import Shown
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@require_http_methods(["GET", "HEAD", "POST"])
@page
def strength(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What a unit has, and where it sits."""
    here = _planned(acting, public_id)
    form = StrengthForm(_sent(request), initial=_this_month())
    title = _("What %(unit)s has") % {"unit": here.name}
    return _said(
        request,
        form,
        lambda: set_strength(form.strength(here.id), acting=acting, at=timezone.now()),
        _Around(title, here),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def consultants(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Where a unit's people work in the areas."""
    here = _planned(acting, public_id)
    every = units_here(acting.organisation_id, timezone.localdate())
    areas = [(one.id, one.name) for one in every if one.id != here.id]
    form = ConsultantsForm(_sent(request), areas=areas, initial=_this_month())
    title = _("Consultants from %(unit)s in the areas") % {"unit": here.name}
    return _said(
        request,
        form,
        lambda: set_consultants(form.consultants(here.id), acting=acting, at=timezone.now()),
        _Around(title, here),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reports(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """To whom a unit reports."""
    here = _planned(acting, public_id)
    form = AnchoringForm(_sent(request), initial=_this_month())
    title = _("To whom %(unit)s reports") % {"unit": here.name}
    lead = _("To report to somebody and to be placed somewhere are two things.")
    return _said(
        request,
        form,
        lambda: set_anchoring(form.reports(here.id), acting=acting, at=timezone.now()),
        _Around(title, here, lead),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def target(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What the mix of all units together is meant to be."""
    if not may_plan(acting):
        raise NotFoundError("target")
    return _target(request, acting, None)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def unit_target(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What the mix of a unit is meant to be."""
    return _target(request, acting, _planned(acting, public_id))


def unit_parts(acting: Acting, here: UnitHere, today: date) -> Shown:
    """What a unit has, where its consultants are and whose come to it, and to whom it reports."""
    month = month_of(today)
    found = capacity_on(acting.organisation_id, month)
    names = {one.id: one.name for one in units_here(acting.organisation_id, today)}
    has = next((one for one in found.strengths if one.unit == here.id), None)
    every = found.consultants
    reported = reports_on(acting.organisation_id, month).get(here.id)
    return {
        "has": told.number(has.hundredths) if has else "",
        "seat": SEAT_WORDS[has.seat] if has else "",
        "placed": here.placed_under,
        "reports": reports_words(reported) if reported else "",
        "sends": [(names.get(one.area, ""), days(one)) for one in every if one.unit == here.id],
        "receives": [(names.get(one.unit, ""), days(one)) for one in every if one.area == here.id],
        "ways": _ways(here) if may_plan(acting) else [],
    }


def days(one: Consultants) -> str:
    """How many days a month."""
    return told.number(one.hundredths)


def _ways(here: UnitHere) -> list[tuple[str, str]]:
    return [
        (_("What the unit has"), address("resources:strength", here.id)),
        (_("Consultants in the areas"), address("resources:consultants", here.id)),
        (_("To whom it reports"), address("resources:reports", here.id)),
        (_("A target of its own"), address("resources:unit_target", here.id)),
    ]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a form: its title, the unit that it is about, and a sentence before it."""

    title: str
    here: UnitHere | None
    lead: str = ""

    @property
    def back(self) -> str:
        """Where one came from."""
        return address("resources:unit", self.here.id) if self.here else address("resources:mix")


def _target(request: HttpRequest, acting: Acting, here: UnitHere | None) -> HttpResponse:
    unit = here.id if here else None
    today = timezone.localdate()
    holds = target_on(targets_of(acting.organisation_id, unit), month_of(today))
    begun = TargetForm.begin_with(holds) if holds else {}
    form = TargetForm(
        _sent(request),
        categories=categories_of(acting.organisation_id).categories.categories,
        language=language(),
        initial=begun | _this_month(),
    )
    title = _("The target of %(unit)s") % {"unit": here.name} if here else _("The target of all together")
    lead = _("What the time is meant to go to, in whole per cent, together 100.")
    return _said(
        request,
        form,
        lambda: set_target(form.target(unit), acting=acting, at=timezone.now()),
        _Around(title, here, lead),
    )


def _said(request: HttpRequest, form: forms.Form, do: Callable[[], object], around: _Around) -> HttpResponse:
    why: str | None = ""
    if request.method == "POST":
        why = tried(form, do)
        if why is None:
            messages.success(request, _("Kept."))
            return redirect(around.back)
    middle = [(around.here.name, around.back)] if around.here else []
    context: dict[str, Any] = {
        "title": around.title,
        "lead": around.lead,
        "crumbs": told.crumbs(*middle, (around.title, "")),
        "form": form,
        "refusal": why,
        "back": around.back,
    }
    return shown(request, "resources/planning.html", context, refused=request.method == "POST")


def _sent(request: HttpRequest) -> Any:
    """What was sent, also where it is nothing at all."""
    return request.POST if request.method == "POST" else None


def _planned(acting: Acting, public_id: UUID) -> UnitHere:
    here = access_unit(acting, public_id, timezone.localdate())
    if not may_plan(acting):
        raise NotFoundError(str(public_id))
    return here


def _this_month() -> dict[str, str]:
    return {"since": f"{timezone.localdate():%Y-%m}"}
