"""The surveys of an organisation that somebody leads or may read, and a new one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.forms.preparing import NewRoundForm
from samspil.apps.surveys.rights import may_ask
from samspil.apps.surveys.selectors.standing import RoundLine, list_rounds
from samspil.apps.surveys.selectors.surveys import list_surveys
from samspil.apps.surveys.services.preparing import prepare_round
from samspil.apps.surveys.types import Standing
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

Shown = dict[str, Any]
COLOURS = {Standing.PREPARED: "neutral", Standing.OPEN: "info", Standing.CLOSED: "success"}


@require_safe
@page
def rounds(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The newest first."""
    asks = may_ask(acting)
    actions = [(_("What can be asked"), address("surveys:surveys"))]
    if asks:
        actions.insert(0, (_("New survey"), address("surveys:new")))
    context = {"rows": [_line(one) for one in list_rounds(acting)], "actions": actions, "may_ask": asks}
    return render(request, "surveys/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What is asked, about what, until when, and who will read it."""
    if not may_ask(acting):
        raise NotFoundError("new")
    held = list_surveys(acting.organisation_id)
    asked = {"survey": request.GET.get("survey", "it_service_yearly"), "unit": acting.unit or ""}
    form = NewRoundForm(
        request.POST or None, held=held, units=_units(acting), language=language(), initial=asked
    )
    if request.method != "POST":
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, refused=True)
    try:
        row = prepare_round(form.new_round(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _form(request, form, sentence(error.problem), refused=True)
    return redirect("surveys:round", row.public_id)


def _units(acting: Acting) -> list[tuple[Any, str]]:
    today = timezone.localdate()
    return [(one.public_id, one.name) for one in list_units(acting.organisation_id, today)]


def _form(request: HttpRequest, form: NewRoundForm, why: str = "", *, refused: bool = False) -> HttpResponse:
    crumbs = [(_("Surveys"), address("surveys:rounds")), (_("New survey"), "")]
    context = {"form": form, "refusal": why, "crumbs": crumbs}
    return shown(request, "surveys/new.html", context, refused=refused)


def standing_words(standing: Standing) -> str:
    """How far a round has come, in words."""
    return {
        Standing.PREPARED: _("Being prepared"),
        Standing.OPEN: _("Open for answers"),
        Standing.CLOSED: _("Closed"),
    }[standing]


def _line(one: RoundLine) -> Shown:
    return {
        "title": one.title,
        "url": address("surveys:round", one.public_id),
        "standing": standing_words(one.standing),
        "colour": COLOURS[one.standing],
        "answer_by": words().day(one.answer_by),
        "answered": words().number(one.answered),
        "people": words().number(one.people),
    }
