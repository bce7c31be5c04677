"""A month of a unit: a handful of numbers, with those of the month before as a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import page, shown, tried
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.forms.recording import MonthForm
from samspil.apps.resources.rights import may_record
from samspil.apps.resources.selectors.access import UnitHere, access_month, access_unit
from samspil.apps.resources.selectors.capacity import strength_in, strengths_of
from samspil.apps.resources.selectors.categories import categories_of
from samspil.apps.resources.selectors.mix import recorded_before, recorded_in
from samspil.apps.resources.services.recording import record_month, withdraw_month
from samspil.apps.resources.types import NewMonth, Strength
from samspil.apps.resources.views import told
from samspil.core.task_mix.mix import weekdays
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@require_http_methods(["GET", "HEAD", "POST"])
@page
def month(request: HttpRequest, acting: Acting, public_id: UUID, month: str) -> HttpResponseBase:
    """Record it, or record it anew."""
    asked = _asked(acting, public_id, month)
    form = MonthForm(
        request.POST if request.method == "POST" else None,
        categories=categories_of(acting.organisation_id).categories.categories,
        language=language(),
        stood=asked.stood,
        proposed=asked.proposed,
    )
    if request.method != "POST":
        return _page(request, acting, asked, form)
    is_new = False

    def do() -> None:
        nonlocal is_new
        new = NewMonth(asked.month, form.minutes(), form.seen_then())
        is_new = record_month(asked.unit, new, acting=acting, at=timezone.now())

    why = tried(form, do)
    if why is not None:
        return _page(request, acting, asked, form, why)
    messages.success(request, _("The month is recorded.") if is_new else _("It stood like that already."))
    return redirect("resources:unit", asked.unit.id)


@require_POST
@page
def withdraw(request: HttpRequest, acting: Acting, public_id: UUID, month: str) -> HttpResponseBase:
    """Take it back."""
    asked = _asked(acting, public_id, month)
    if withdraw_month(asked.unit, asked.month, acting=acting, at=timezone.now()):
        messages.success(request, _("The month is taken back."))
    return redirect("resources:unit", asked.unit.id)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A month of a unit: what stands there, and what is proposed where nothing does."""

    unit: UnitHere
    month: date
    stood: Mapping[str, int]
    proposed: Mapping[str, int]


def _asked(acting: Acting, public_id: UUID, written: str) -> _Asked:
    here, when = access_unit(acting, public_id, timezone.localdate()), access_month(written)
    if not may_record(acting, here.id):
        raise NotFoundError(written)
    owner = acting.organisation_id
    stood = recorded_in(owner, here.id, when)
    return _Asked(here, when, stood, stood or recorded_before(owner, here.id, when))


def _page(
    request: HttpRequest, acting: Acting, asked: _Asked, form: MonthForm, why: str = ""
) -> HttpResponse:
    here, when = asked.unit, asked.month
    strength = strength_in(strengths_of(acting.organisation_id, [here.id]).get(here.id, []), when)
    context = {
        "title": _("%(unit)s, %(month)s") % {"unit": here.name, "month": told.month_words(when)},
        "crumbs": told.crumbs((here.name, address("resources:unit", here.id)), (told.month_words(when), "")),
        "form": form,
        "refusal": why,
        "is_recorded": bool(asked.stood),
        "is_proposed": bool(asked.proposed) and not asked.stood,
        "has": _has(acting, strength, when),
        "unit": here.id,
        "month": f"{when:%Y-%m}",
    }
    return shown(request, "resources/month.html", context, refused=request.method == "POST")


def _has(acting: Acting, strength: Strength | None, when: date) -> str:
    """What the people there have, to hold the numbers against."""
    if strength is None:
        return ""
    day = categories_of(acting.organisation_id).categories.working_day.minutes
    facts = {
        "full_time": told.number(strength.hundredths),
        "hours": told.hours(strength.hundredths * weekdays(when) * day // 100),
    }
    said = _(
        "%(full_time)s full-time equivalents have at most %(hours)s hours in the month, without overtime."
    )
    return said % facts
