"""Who can what, by name: for whoever confirms it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.competences.rights import may_confirm
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.people import SaidBy, list_said
from samspil.apps.competences.services.confirming import confirm
from samspil.apps.competences.views.told import competence_name, crumbs_to, level_words
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.training import register_of
from samspil.core.competences.language import Catalogue
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

Shown = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def people(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Everybody who has said something, beside what the register of training knows of them."""
    if not may_confirm(acting):
        raise NotFoundError("people")
    if request.method != "POST":
        return _page(request, acting)
    key, _space, rest = request.POST.get("confirm", request.POST.get("unconfirm", "")).partition(" ")
    try:
        person = UUID(key)
    except ValueError:
        raise NotFoundError(key) from None
    try:
        is_so = "confirm" in request.POST
        confirm(person, rest, is_so=is_so, acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, sentence(error.problem), refused=True)
    messages.success(request, _("Confirmed.") if is_so else _("No longer confirmed."))
    return redirect("competences:people")


def _page(request: HttpRequest, acting: Acting, why: str = "", *, refused: bool = False) -> HttpResponse:
    catalogue = catalogue_of(acting.organisation_id).catalogue
    trained = _trained(acting.organisation_id)
    said = list_said(acting.organisation_id, timezone.localdate())
    context = {
        "rows": [_person(one, catalogue, trained, acting) for one in said],
        "crumbs": crumbs_to(_("Who can what")),
        "refusal": why,
        "training_url": address("portfolio:training"),
    }
    return shown(request, "competences/people.html", context, refused=refused)


def _person(one: SaidBy, catalogue: Catalogue, trained: dict[UUID, list[str]], acting: Acting) -> Shown:
    return {
        "name": one.name,
        "unit": one.unit,
        "is_oneself": one.person == acting.person,
        "trained": trained.get(one.person, []),
        "said": [
            {
                "key": f"{one.person} {said.competence}",
                "name": competence_name(catalogue, said.competence),
                "level": level_words(catalogue, said.level),
                "since": words().day(said.said_on),
                "is_confirmed": said.is_confirmed,
            }
            for said in one.said
        ],
    }


def _trained(organisation_id: int) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for one in register_of(organisation_id):
        if one.person:
            found[one.person].append(f"{one.trained_by}, {words().day(one.trained_on)}")
    return found
