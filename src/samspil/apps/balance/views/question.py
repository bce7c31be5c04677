"""One question at the meeting: what was answered, what the data say, what we agree, who does what by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.balance.forms.agreeing import ActionForm, AgreedForm
from samspil.apps.balance.rights import may_lead
from samspil.apps.balance.selectors.access import access_closed
from samspil.apps.balance.selectors.outcome import Asked, Outcome, outcome_of
from samspil.apps.balance.services.agreeing import agree, take_on
from samspil.apps.balance.views.closed_page import actions_shown
from samspil.apps.balance.views.figures import figure_shown, figures_of
from samspil.apps.balance.views.told import question_shown
from samspil.apps.governance.parts.pages import page, shown, tried
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address

if TYPE_CHECKING:
    from samspil.apps.balance.models import Round

_USUAL: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Here:
    """A question of a round, with all that was answered."""

    acting: Acting
    row: Round
    outcome: Outcome
    one: Asked


Forms = tuple[AgreedForm, ActionForm]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def question(request: HttpRequest, acting: Acting, public_id: UUID, key: str) -> HttpResponseBase:
    """One at a time, the most different first; whoever leads writes here."""
    here = _here(acting, public_id, key)
    agreed = AgreedForm(initial={"agreed": here.outcome.agreed.get(key, "")})
    action = _action_form(acting)
    if request.method != "POST":
        return _page(request, here, (agreed, action))
    if not may_lead(acting):
        raise NotFoundError(str(public_id))
    if "what" in request.POST:
        action = _action_form(acting, request.POST)
        why = tried(action, lambda: take_on(here.row, key, action.action(), acting=acting, at=timezone.now()))
    else:
        agreed = AgreedForm(request.POST)
        said = agreed.data.get("agreed", "")
        why = tried(agreed, lambda: agree(here.row, key, said.strip(), acting=acting, at=timezone.now()))
    if why is not None:
        return _page(request, here, (agreed, action), why, refused=True)
    messages.success(request, _("Written down."))
    return redirect("balance:question", public_id, key)


def _here(acting: Acting, public_id: UUID, key: str) -> _Here:
    row = access_closed(acting, public_id)
    outcome = outcome_of(row)
    one = next((found for found in outcome.by_difference() if found.wording.key == key), None)
    if one is None:
        raise NotFoundError(key)
    return _Here(acting, row, outcome, one)


def _action_form(acting: Acting, data: Any = None) -> ActionForm:
    today = timezone.localdate()
    people = [(one.public_id, one.name) for one in list_people(acting.organisation_id, today)]
    return ActionForm(data, people=people, initial={"due_on": today + _USUAL})


def _page(
    request: HttpRequest, here: _Here, written: Forms, why: str = "", *, refused: bool = False
) -> HttpResponse:
    row, one = here.row, here.one
    asked = here.outcome.by_difference()
    place = asked.index(one)
    kinds = one.wording.question.figures
    figures = figures_of(here.acting) if kinds else {}
    context = {
        "one": question_shown(one, here.outcome),
        "place": place + 1,
        "count": len(asked),
        "before": _url(row, asked[place - 1]) if place else "",
        "after": _url(row, asked[place + 1]) if place + 1 < len(asked) else "",
        "figures": [figure_shown(figures[kind]) for kind in kinds if kind in figures],
        "taken_on": actions_shown(here.acting, here.outcome, one.wording.key),
        "agreed_form": written[0],
        "action_form": written[1],
        "refusal": why,
        "may_lead": may_lead(here.acting),
        "record_url": address("balance:record", row.public_id),
        "crumbs": [
            (_("Balance checks"), address("balance:rounds")),
            (row.title, address("balance:round", row.public_id)),
            (_("Question %(place)s") % {"place": place + 1}, ""),
        ],
    }
    return shown(request, "balance/question.html", context, refused=refused)


def _url(row: Round, one: Asked) -> str:
    return address("balance:question", row.public_id, one.wording.key)
