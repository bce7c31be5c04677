"""The phases of an initiative: what the next gate needs is made ready, and the gate is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.following import EnterModelForm
from samspil.apps.portfolio.forms.gates import CriterionForm, DocumentForm
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.gates import waiting_gate
from samspil.apps.portfolio.selectors.project_models import Offered, followed_by
from samspil.apps.portfolio.services.entering import follow_model
from samspil.apps.portfolio.services.gates import answer, follow, mark_ready
from samspil.apps.portfolio.types import Asking
from samspil.apps.portfolio.views import going
from samspil.apps.portfolio.views.gates_page import NOTHING, Sent, ask_form, gates_context, prefix_of
from samspil.apps.portfolio.views.model_choices import model_choices
from samspil.kit.web.language import language, words
from samspil.wording.names import named


@require_safe
@page
def phases(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """The phases of an initiative of one's own, and its next gate."""
    return _page(request, acting, access_initiative(acting, initiative_id), timezone.now())


@require_POST
@page
def document(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A document is ready, and where it is."""
    at, initiative = timezone.now(), access_initiative(acting, initiative_id)
    key = request.POST.get("document", "")
    sent = Sent(key, DocumentForm(request.POST, prefix=prefix_of("d", key)))

    def ready() -> None:
        mark_ready(initiative, key, sent.form.cleaned_data["place"], acting=acting, at=at)

    refused = _refused(sent, ready)
    if refused is not None:
        return _page(request, acting, initiative, at, refused)
    messages.success(request, _("The document is ready."))
    return redirect("portfolio:phases", initiative_id)


@require_POST
@page
def criterion(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A criterion is answered."""
    at, initiative = timezone.now(), access_initiative(acting, initiative_id)
    key = request.POST.get("criterion", "")
    sent = Sent(key, CriterionForm(request.POST, prefix=prefix_of("c", key)))

    def answered() -> None:
        said = sent.form.cleaned_data
        answer(initiative, key, said["evidence"], is_met=said["is_met"], acting=acting, at=at)

    refused = _refused(sent, answered)
    if refused is not None:
        return _page(request, acting, initiative, at, refused)
    messages.success(request, _("The answer is kept."))
    return redirect("portfolio:phases", initiative_id)


@require_POST
@page
def enter_model(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """What is outside the project model enters it, or says why not."""
    at, initiative = timezone.now(), access_initiative(acting, initiative_id)
    form = EnterModelForm(request.POST, models=model_choices(acting, timezone.localdate(at)))
    sent = Sent("enter", form)

    def entered() -> None:
        model, because = form.said
        follow_model(initiative, model, because, acting=acting, at=at)

    refused = _refused(sent, entered)
    if refused is not None:
        return _page(request, acting, initiative, at, refused)
    messages.success(request, _("It is kept."))
    return redirect("portfolio:phases", initiative_id)


def _refused(sent: Sent, do: Callable[[], None]) -> Sent | None:
    """What was sent, where it was refused; nothing where it is done. Sent twice it says the same again."""
    if not sent.form.is_valid():
        return sent
    try:
        do()
    except RefusedError as error:
        return Sent(sent.about, sent.form, sentence(error.problem))
    return None


@require_POST
@page
def ask_for_gate(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """The gate is asked for, once what was decided before has been followed."""
    at = timezone.now()
    waiting = waiting_gate(access_initiative(acting, initiative_id))
    if waiting is not None:
        follow(waiting, at=at)
    initiative = access_initiative(acting, initiative_id)
    followed = followed_by(initiative, timezone.localdate(at))
    if followed is None:
        return _page(request, acting, initiative, at, Sent(refusal=_("There is no gate to ask for.")))
    form = ask_form(initiative, followed, acting, timezone.localdate(at), request.POST)
    process: Callable[..., Any] = import_string(settings.SAMSPIL_ASK_FOR_GATE)

    def ask() -> bool:
        unit, unit_name = form.unit()
        asking = Asking(
            form.answers(),
            unit,
            unit_name,
            language(),
            form.parts_then(),
            without_baseline=form.why("without_baseline"),
            without_line_owner=form.why("without_line_owner"),
            because=form.because(),
        )
        _with_names(lambda: process(initiative, asking, acting=acting, at=at), followed)
        return True

    about = f"gate {initiative_id} {initiative.phase}"
    if not going.done(acting, form, about, ask, at):
        return _page(request, acting, initiative, at, Sent("ask", form))
    messages.success(request, _("The gate is asked for. The initiative goes on when it is decided."))
    return redirect("portfolio:phases", initiative_id)


def _with_names(do: Callable[[], object], followed: Offered) -> None:
    """A rule's no is told with the names that the model gives its parts."""
    try:
        do()
    except RefusedError as error:
        raise RefusedError(named(error.problem, followed.model, words())) from error


def _page(
    request: HttpRequest, acting: Acting, initiative: Any, at: datetime, sent: Sent = NOTHING
) -> HttpResponse:
    context = {
        **going.frame(initiative, "phases", _("Phases and decisions"), is_own=True),
        **gates_context(initiative, acting, timezone.localdate(at), sent),
        "refusal": sent.refusal,
    }
    return going.shown(request, "portfolio/phases.html", context, sent.form)
