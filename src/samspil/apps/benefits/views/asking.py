"""Ask that a benefit lapses or gets a new plan: a matter is sent, and its decision takes effect by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samspil.apps.benefits.forms.asking import LapseForm, answers, ask_of_model
from samspil.apps.benefits.selectors.access import access_benefit
from samspil.apps.benefits.types import Asking, NewRequest
from samspil.apps.benefits.types import Asks as Sought
from samspil.apps.benefits.views.benefit_changes import plan_form, told_of_plans
from samspil.apps.benefits.views.changing import Asked, Change, changing
from samspil.apps.governance.parts.pages import page
from samspil.apps.intake.selectors.kinds import KindToBring, kinds_to_send
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.states import State, is_planned_by_decision, lapses_by_decision
from samspil.core.governance.language.routes import Nature
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@require_http_methods(["GET", "HEAD", "POST"])
@page
def ask(request: HttpRequest, acting: Acting, benefit_id: UUID, asks: str) -> HttpResponseBase:
    """Why, what instead, and what the model asks of such a matter."""
    if asks not in _ASKS:
        raise Http404(asks)
    found = access_benefit(acting, benefit_id)
    kind = request.GET.get("kind", "")[:60]
    back = address("benefits:benefit", benefit_id)
    asked = Asked(acting, found, timezone.now(), kind=kind, back=back)
    return changing(request, asked, _ASKS[asks])


def _kinds(asked: Asked) -> list[KindToBring]:
    """As what it can be sent by whoever acts: what changes something that is decided."""
    acting = asked.acting
    found = kinds_to_send(acting.organisation_id, acting.roles, Nature.CHANGE, asked.today)
    return [one for one in found if one.may]


def _kind(asked: Asked) -> KindToBring:
    kinds = _kinds(asked)
    return next((one for one in kinds if one.key == asked.kind), kinds[0])


def _choices(asked: Asked) -> list[tuple[str, str]]:
    """The kinds to choose from, where there are several and none is chosen."""
    kinds = _kinds(asked)
    if len(kinds) < 2 or any(one.key == asked.kind for one in kinds):
        return []
    return [(one.kind.name.in_language(language()), f"?kind={one.key}") for one in kinds]


def _cannot_lapse(asked: Asked) -> str:
    return _cannot(asked, takes_decision=lapses_by_decision(State(asked.subject.state)))


def _cannot_be_planned(asked: Asked) -> str:
    return _cannot(asked, takes_decision=is_planned_by_decision(State(asked.subject.state)))


def _cannot(asked: Asked, *, takes_decision: bool) -> str:
    row = asked.subject
    if not takes_decision:
        return _("Nothing is decided about it yet, or it is over: no decision is needed.")
    if row.requests.filter(decided_at=None).exists():
        return _("A decision about it is asked for already.")
    if not _kinds(asked):
        return _(
            "Your role cannot send a change to be decided, or your governance model has no kind of matter"
            " for it."
        )
    return ""


def _with_questions(asked: Asked, form: forms.Form) -> forms.Form:
    units = [(str(one.public_id), one.name) for one in list_units(asked.acting.organisation_id, asked.today)]
    ask_of_model(form, _kind(asked), units, language())
    return form


def _send(asked: Asked, form: Any, request: NewRequest, title: str) -> str:
    process: Callable[..., Any] = import_string(settings.SAMSPIL_DECIDE_BENEFIT)
    kind, unit = _kind(asked), str(form.cleaned_data.get("unit") or "")
    units = dict(form.fields["unit"].choices) if "unit" in form.fields else {}
    asking = Asking(
        request, kind.key, title, answers(form, kind), unit or None, str(units.get(unit, "")) if unit else ""
    )
    process(asked.subject, asking, acting=asked.acting, at=asked.at)
    return _("It is sent to be decided. It takes effect by itself when the decision is made.")


def _lapse(asked: Asked, form: Any) -> str:
    why = form.cleaned_data["reason"]
    title = _("The benefit “%(title)s” lapses") % {"title": asked.subject.title}
    return _send(asked, form, NewRequest(Sought.LAPSE, why), title[:300])


def _new_plan(asked: Asked, form: Any) -> str:
    title = _("New plan for the benefit “%(title)s”") % {"title": asked.subject.title}
    request = NewRequest(Sought.NEW_PLAN, form.cleaned_data["reason"], form.said())
    return _send(asked, form, request, title[:300])


_ASKS: Final[Mapping[str, Change]] = {
    Sought.LAPSE.value: Change(
        gettext_lazy("Ask that the benefit lapses"),
        gettext_lazy("Send for decision"),
        lambda asked, data: _with_questions(asked, LapseForm(data)),
        _lapse,
        told=lambda _asked: [_("Nobody owes measurements of what has lapsed. Its history stays.")],
        cannot=_cannot_lapse,
        choices=_choices,
        danger=True,
    ),
    Sought.NEW_PLAN.value: Change(
        gettext_lazy("Ask for a new plan"),
        gettext_lazy("Send for decision"),
        lambda asked, data: _with_questions(asked, plan_form(asked, data)),
        _new_plan,
        told=told_of_plans,
        cannot=_cannot_be_planned,
        choices=_choices,
    ),
}
