"""The forms of a benefit map: a workshop of many lines, one step, one link."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samspil.apps.benefits.forms.maps import (
    COLUMN_NAMES,
    LinkForm,
    StepChangeForm,
    StepForm,
    UnlinkForm,
    WorkshopForm,
)
from samspil.apps.benefits.selectors.maps import BenefitMap, access_step, map_of
from samspil.apps.benefits.services import maps
from samspil.apps.benefits.services.workshop import add_chains
from samspil.apps.benefits.views.maps import crumbs
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative, may_lead
from samspil.apps.portfolio.selectors.strategies import strategies_on
from samspil.core.benefits.mapping import COLUMNS, Column
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@page
def workshop(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """Many lines at once, each from what is delivered to what it is for."""
    row = access_initiative(acting, initiative_id)
    there = map_of(row.pk)
    benefits = frozenset(one.title.casefold() for one in there.of(Column.BENEFIT))

    def do(form: Any, at: datetime) -> str:
        came = add_chains(row, form.chains(), acting=acting, at=at)
        told = ngettext("%(n)s is added to the map.", "%(n)s are added to the map.", came.added)
        return told % {"n": came.added}

    more = {"known": [(column.value, [one.title for one in there.of(column)]) for column in COLUMNS]}
    sheet = _sheet(
        acting,
        row,
        _("Benefit workshop"),
        _("Keep"),
        template="benefits/workshop.html",
        more=_goals_too(more, row),
    )
    return answered(request, acting, sheet, lambda data: WorkshopForm(data, benefits), do)


@_form
@page
def step_add(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A deliverable, a change in work or a goal."""
    row = access_initiative(acting, initiative_id)
    goals = _goals(row)

    def do(form: Any, at: datetime) -> str:
        step = maps.add_step(row, form.step(), acting=acting, at=at)
        return _("“%(title)s” is added to the map.") % {"title": step.title}

    told = [_("A benefit is added in the workshop, where many are written at once.")]
    sheet = _sheet(acting, row, _("Add one to the map"), _("Add"), told=told)
    return answered(request, acting, sheet, lambda data: StepForm(data, goals), do)


@_form
@page
def step(request: HttpRequest, acting: Acting, initiative_id: UUID, step_id: UUID) -> HttpResponseBase:
    """What a step is called."""
    row = access_step(acting, initiative_id, step_id)

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        maps.change_step(row, said["title"], said["responsible"], acting=acting, at=at)
        return _("“%(title)s” is changed.") % {"title": said["title"]}

    more = {"remove_url": address("benefits:map_step_remove", initiative_id, step_id)}
    sheet = _sheet(
        acting, row.initiative, _("Change it"), _("Keep"), template="benefits/map_step.html", more=more
    )
    initial = {"title": row.title, "responsible": row.responsible}
    return answered(request, acting, sheet, lambda data: StepChangeForm(data, initial=initial), do)


@_form
@page
def step_remove(request: HttpRequest, acting: Acting, initiative_id: UUID, step_id: UUID) -> HttpResponseBase:
    """A step is taken out."""
    row = access_step(acting, initiative_id, step_id)

    def do(_form: Any, at: datetime) -> str:
        maps.remove_step(row, acting=acting, at=at)
        return _("“%(title)s” is taken out of the map.") % {"title": row.title}

    told = [
        _("“%(title)s” is taken out of the map with its links. The journal keeps that it stood there.")
        % {"title": row.title}
    ]
    sheet = _sheet(
        acting, row.initiative, _("Take it out of the map"), _("Take it out"), told=told, danger=True
    )
    return answered(request, acting, sheet, forms.Form, do)


@_form
@page
def link(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """One leads to the other."""
    row = access_initiative(acting, initiative_id)
    there = map_of(row.pk)

    def do(form: Any, at: datetime) -> str:
        source, target, part = form.said()
        maps.link(row, source, target, part, acting=acting, at=at)
        return _("The two are linked.")

    told = [_("What is linked already gets the part that you write now.")]
    sheet = _sheet(acting, row, _("Link two in the map"), _("Link them"), told=told)
    initial = {"source": request.GET.get("from", "")[:36]}
    return answered(request, acting, sheet, lambda data: LinkForm(data, _grouped(there), initial=initial), do)


@_form
@page
def unlink(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """One leads to the other no longer."""
    row = access_initiative(acting, initiative_id)
    named = map_of(row.pk).named()
    initial = {name: request.GET.get(name, "")[:36] for name in ("source", "target")}

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        maps.unlink(row, said["source"], said["target"], acting=acting, at=at)
        return _("The link is taken away.")

    titles = {str(key): one.title for key, one in named.items()}
    source, target = (titles.get(initial[name], "") for name in ("source", "target"))
    told = [_("“%(source)s” leads to “%(target)s”.") % {"source": source, "target": target}] if target else []
    sheet = _sheet(acting, row, _("Take a link away"), _("Take it away"), told=told, danger=True)
    return answered(request, acting, sheet, lambda data: UnlinkForm(data, initial=initial), do)


def _sheet(acting: Acting, row: Initiative, title: str, button: str, **rest: Any) -> Sheet:
    back = address("benefits:map", row.public_id)
    may = may_lead(acting, row, timezone.localdate())
    *way, (name, _here) = crumbs(row.title, row.public_id)
    return Sheet(
        title,
        row.title,
        button,
        [*way, (name, back)],
        back,
        str(row.public_id),
        forbidden=None if may else Problem("not_yours_to_lead", {"title": row.title}),
        **rest,
    )


def _goals(row: Initiative) -> list[tuple[str, list[tuple[str, str]]]]:
    """The goals of the strategies that hold today, by strategy."""
    found = strategies_on(row.organisation_id, timezone.localdate())
    return [
        (one.name, [(str(goal.public_id), goal.name) for goal in one.goals]) for one in found if one.goals
    ]


def _goals_too(more: dict[str, Any], row: Initiative) -> dict[str, Any]:
    """What is in the map already, and goals of the strategies beside those that are."""
    names = [name for _strategy, goals in _goals(row) for _key, name in goals]
    known = [
        (column, list(dict.fromkeys([*titles, *names])) if column == Column.GOAL.value else titles)
        for column, titles in more["known"]
    ]
    return {"known": known, "wide": True}


def _grouped(there: BenefitMap) -> list[tuple[str, list[tuple[str, str]]]]:
    """All that is in the map, by column."""
    return [
        (str(COLUMN_NAMES[column]), [(str(one.public_id), one.title) for one in there.of(column)])
        for column in COLUMNS
        if there.of(column)
    ]
