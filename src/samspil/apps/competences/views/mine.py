"""What I can: said by oneself, shown to the members or not, and forgotten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.competences.forms.saying import FindableForm, MineForm
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.loans import asked_of_us
from samspil.apps.competences.selectors.people import findable_of, said_of
from samspil.apps.competences.services.saying import forget_me, hide_me, say_what_i_can, show_me
from samspil.apps.competences.types import KEPT
from samspil.apps.competences.views.told import competence_name, crumbs_to, level_words
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

Shown = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def mine(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What one says of oneself; nobody else says it."""
    form = _form(acting, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, acting, form)
    if not form.is_valid():
        return _page(request, acting, form, refused=True)
    try:
        say_what_i_can(form.said(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, form, why=sentence(error.problem), refused=True)
    messages.success(request, _("Saved. It stands for two years, or until you change it."))
    return redirect("competences:mine")


@require_POST
@page
def shown_to_members(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The members may find one from now on."""
    form = FindableForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, _form(acting), findable=form, refused=True)
    try:
        show_me(form.cleaned_data["function"], acting=acting, at=timezone.now())
    except RefusedError as error:
        why = sentence(error.problem)
        return _page(request, acting, _form(acting), findable=form, why=why, refused=True)
    messages.success(request, _("The members can find you now, by function and without your name."))
    return redirect("competences:mine")


@require_POST
@page
def hidden(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The members find one no longer."""
    hide_me(acting=acting, at=timezone.now())
    messages.success(request, _("The members can find you no longer."))
    return redirect("competences:mine")


@require_POST
@page
def forgotten(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All that one has said goes."""
    forget_me(acting=acting, at=timezone.now())
    messages.success(request, _("All that you had said is deleted, here and at the members."))
    return redirect("competences:mine")


def _form(acting: Acting, data: Any = None) -> MineForm:
    catalogue = catalogue_of(acting.organisation_id).catalogue
    said = said_of(acting, timezone.localdate())
    return MineForm(data, catalogue=catalogue, said=said, language=language())


def _page(
    request: HttpRequest,
    acting: Acting,
    form: MineForm,
    *,
    findable: FindableForm | None = None,
    why: str = "",
    refused: bool = False,
) -> HttpResponse:
    today = timezone.localdate()
    catalogue = catalogue_of(acting.organisation_id).catalogue
    said, row = said_of(acting, today), findable_of(acting)
    oldest = min((one.said_on for one in said.values()), default=None)
    context = {
        "crumbs": crumbs_to(_("What I can")),
        "form": form,
        "levels": [
            (one.name.in_language(language()), one.means.in_language(language()))
            for one in catalogue.levels.values()
        ],
        "until": words().day(oldest + KEPT) if oldest else "",
        "confirmed": [
            competence_name(catalogue, one.competence) for one in said.values() if one.is_confirmed
        ],
        "findable": row,
        "findable_form": findable or FindableForm(initial={"function": row.function} if row else None),
        "asked": [
            {
                "borrower": one.borrower,
                "what": one.what,
                "name": competence_name(catalogue, one.competence),
                "level": level_words(catalogue, one.level),
            }
            for one in asked_of_us(acting, today, person=acting.person)
        ],
        "has_said": bool(said),
        "refusal": why,
        "agents_url": address("portfolio:agents"),
    }
    return shown(request, "competences/mine.html", context, refused=refused)
