"""The balance checks of an organisation, and a new one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.balance.forms.preparing import NewRoundForm
from samspil.apps.balance.rights import may_lead
from samspil.apps.balance.selectors.dialogues import list_dialogues
from samspil.apps.balance.selectors.standing import RoundLine, list_rounds
from samspil.apps.balance.services.preparing import prepare_round
from samspil.apps.balance.types import Standing
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

Shown = dict[str, Any]
COLOURS = {Standing.PREPARED: "neutral", Standing.OPEN: "info", Standing.CLOSED: "success"}


@require_safe
@page
def rounds(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The newest first."""
    actions = [(_("Dialogues"), address("balance:dialogues"))]
    if may_lead(acting):
        actions.insert(0, (_("New balance check"), address("balance:new")))
    context = {"rows": [_line(one) for one in list_rounds(acting.organisation_id)], "actions": actions}
    return render(
        request, "balance/rounds.html", {**context, "may_lead": may_lead(acting), "beside": _beside()}
    )


def _beside() -> list[tuple[str, str]]:
    """What an organisation looks at together with its balances."""
    return [
        (_("Surveys"), address("surveys:rounds")),
        (_("Competences"), address("competences:needs")),
        (_("Workshops"), address("workshops:workshops")),
        (_("The digital overview"), address("insight:report")),
        (_("Target pictures"), address("targets:pictures")),
        (_("Service levels"), address("service_levels:catalogue")),
        (_("Tasks and resources"), address("resources:mix")),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What is asked, until when, and how it will be shown."""
    if not may_lead(acting):
        raise NotFoundError("new")
    held = list_dialogues(acting.organisation_id)
    asked = {"dialogue": request.GET.get("dialogue", held[0].dialogue.key)}
    form = NewRoundForm(request.POST or None, held=held, language=language(), initial=asked)
    if request.method != "POST":
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, refused=True)
    try:
        row = prepare_round(form.new_round(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _form(request, form, sentence(error.problem), refused=True)
    return redirect("balance:round", row.public_id)


def _form(request: HttpRequest, form: NewRoundForm, why: str = "", *, refused: bool = False) -> HttpResponse:
    crumbs = [(_("Balance checks"), address("balance:rounds")), (_("New balance check"), "")]
    context = {"form": form, "refusal": why, "crumbs": crumbs}
    return shown(request, "balance/new.html", context, refused=refused)


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
        "url": address("balance:round", one.public_id),
        "standing": standing_words(one.standing),
        "colour": COLOURS[one.standing],
        "answer_by": words().day(one.answer_by),
        "answered": one.answered,
        "invited": one.invited,
        "open_actions": one.open_actions,
    }
