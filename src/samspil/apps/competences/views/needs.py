"""What is needed of competences, what is lacking of it, and a new need."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.competences.forms.needing import NeedForm
from samspil.apps.competences.rights import may_confirm, may_need
from samspil.apps.competences.selectors.access import may_say_need
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.loans import asked_of_us
from samspil.apps.competences.selectors.needs import list_needs
from samspil.apps.competences.services.needing import say_need
from samspil.apps.competences.types import For
from samspil.apps.competences.views.told import crumbs_to, line_shown
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.load import initiatives_to_plan, load_of
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

Shown = dict[str, Any]
MONTHS = 12


@require_safe
@page
def needs(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The nearest day first; beside it, the days that the plans lack."""
    today = timezone.localdate()
    kept = catalogue_of(acting.organisation_id)
    actions = [(_("What I can"), address("competences:mine"))]
    if may_need(acting):
        actions.insert(0, (_("Say what is needed"), address("competences:new")))
    context = {
        "rows": [line_shown(one, kept.catalogue) for one in list_needs(acting.organisation_id, today)],
        "actions": actions,
        "may_need": may_need(acting),
        "may_confirm": may_confirm(acting),
        "to_lend": _to_lend(acting, today),
        "days": _days_lacking(acting.organisation_id, today),
        "load_url": address("portfolio:load"),
        "agents_url": address("portfolio:agents"),
        "training_url": address("portfolio:training"),
    }
    return render(request, "competences/needs.html", context)


def _to_lend(acting: Acting, today: date) -> int:
    """How many members wait for an answer."""
    if not may_confirm(acting):
        return 0
    return sum(one.is_yes is None for one in asked_of_us(acting, today))


def _days_lacking(organisation_id: int, today: date) -> list[tuple[str, str]]:
    """What the plans ask for beyond what there is, by competence as the plans name it: the most first."""
    lacking: dict[str, int] = {}
    for one in load_of(organisation_id, today, MONTHS).loads:
        name = one.slot.competence
        lacking[name] = lacking.get(name, 0) + one.lacking.hundredths
    found = sorted(((count, name) for name, count in lacking.items() if count), reverse=True)
    return [(name, words().number(round(count / 100))) for count, name in found[:MONTHS]]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What must they be able to do, how many, by when, for what?"""
    today, about = timezone.localdate(), request.POST.get("about") or request.GET.get("about", For.TASK.value)
    if not may_say_need(acting, _initiative(about), today):
        raise NotFoundError("new")
    form = NeedForm(
        request.POST or None,
        catalogue=catalogue_of(acting.organisation_id).catalogue,
        language=language(),
        units=[(str(one.public_id), one.name) for one in list_units(acting.organisation_id, today)],
        initiatives=initiatives_to_plan(acting.organisation_id),
        initial={"about": about, "by_on": today + relativedelta(months=3), "level": 3},
    )
    if request.method != "POST":
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, refused=True)
    try:
        row = say_need(form.need(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _form(request, form, sentence(error.problem), refused=True)
    messages.success(request, _("It is said. Below stands who could fill it."))
    return redirect("competences:need", row.public_id)


def _initiative(about: str) -> UUID | None:
    """The initiative that it is about, where it is about one: whoever leads it may say what it takes."""
    sort, _space, key = about.partition(" ")
    try:
        return UUID(key) if sort == For.INITIATIVE.value else None
    except ValueError:
        return None


def _form(request: HttpRequest, form: NeedForm, why: str = "", *, refused: bool = False) -> HttpResponse:
    context = {"form": form, "refusal": why, "crumbs": crumbs_to(_("Say what is needed"))}
    return shown(request, "competences/new.html", context, refused=refused)
