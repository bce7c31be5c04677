"""Who is trained in the project models of an organisation: seen by all, kept by who keeps the portfolio."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.training import TrainingForm
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.training import MOST_SHOWN, TrainingLine, register_of
from samspil.apps.portfolio.services.training import note_training, take_training_out
from samspil.apps.portfolio.views import going
from samspil.apps.portfolio.views.model_choices import model_choices
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def training(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The register; noted in and taken out by who keeps it."""
    at = timezone.now()
    if request.method != "POST":
        return _page(request, acting, at)
    if not may_keep_portfolio(acting):
        return _page(request, acting, at, refused=sentence(Problem("not_yours_to_keep", {})))
    if "out" in request.POST:
        take_training_out(_id(request.POST["out"]), acting=acting, at=at)
        messages.success(request, _("It is out of the register."))
        return redirect("portfolio:training")
    form = _form(acting, at, request.POST)

    def note() -> object:
        return note_training(form.said(), acting=acting, at=at).pk

    if not going.done(acting, form, "training", note, at):
        return _page(request, acting, at, form)
    messages.success(request, _("It stands in the register."))
    return redirect("portfolio:training")


def _id(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise NotFoundError(said) from None


def _form(acting: Acting, at: datetime, data: Any = None) -> TrainingForm:
    today = timezone.localdate(at)
    people = [(one.public_id, one.name) for one in list_people(acting.organisation_id, today)]
    return TrainingForm(data, people=people, models=model_choices(acting, today), initial={"on": today})


def _page(
    request: HttpRequest, acting: Acting, at: datetime, form: TrainingForm | None = None, refused: str = ""
) -> HttpResponse:
    models = dict(model_choices(acting, timezone.localdate(at)))
    keeps = may_keep_portfolio(acting)
    found = register_of(acting.organisation_id)
    context = {
        "crumbs": [(_("Portfolio"), address("portfolio:initiatives")), (_("Training"), "")],
        "rows": [_line(one, models) for one in found[:MOST_SHOWN]],
        "most": MOST_SHOWN if len(found) > MOST_SHOWN else 0,
        "has_models": bool(models),
        "may_keep": keeps,
        "form": (form or _form(acting, at)) if keeps and models else None,
        "refused": refused,
    }
    is_wrong = form is not None and bool(form.errors)
    return shown(request, "portfolio/training.html", context, refused=is_wrong, forbidden=bool(refused))


def _line(one: TrainingLine, models: dict[str, str]) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "who": one.name or one.function or _("Somebody who is here no more"),
        "model": models.get(one.project_model) or _("A project model that is not adopted any more"),
        "day": words().day(one.trained_on),
        "by": one.trained_by,
    }
