"""Drafts of the portfolio: all of them, and up to five side by side with today."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.scenarios import NameForm
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.scenario_changes import as_changes
from samspil.apps.portfolio.selectors.scenarios import (
    Outlook,
    Today,
    changed,
    list_scenarios,
    outlook,
    today_of,
)
from samspil.apps.portfolio.services import scenarios as changing
from samspil.apps.portfolio.types import ScenarioState
from samspil.apps.portfolio.views import outlooks
from samspil.apps.portfolio.views.doing_once import done
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

MOST_COMPARED: Final = 5
STATES: Final[dict[str, str | Promise]] = {
    ScenarioState.DRAFT.value: gettext_lazy("Draft"),
    ScenarioState.SENT.value: gettext_lazy("Sent for decision"),
    ScenarioState.MADE_REAL.value: gettext_lazy("Has become the portfolio"),
    ScenarioState.GIVEN_UP.value: gettext_lazy("Given up"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def scenarios(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The drafts, a comparison of those that are chosen, and a new one."""
    at = timezone.now()
    form = NameForm(request.POST if request.method == "POST" else None)
    may = may_keep_portfolio(acting)
    refused = "" if may or request.method != "POST" else sentence(Problem("not_yours_to_keep", {}))
    if request.method == "POST" and may:
        made = done(form, "scenario", lambda: _begin(form, acting, at), acting=acting, at=at)
        if made is not None:
            return HttpResponseRedirect(address("portfolio:scenario", made))
    context = {
        "crumbs": [(_("Portfolio"), address("portfolio:initiatives")), (_("Drafts of the portfolio"), "")],
        "form": form if may else None,
        "refused": refused,
        **_chosen(request, acting, at),
    }
    wrong = form.is_bound and bool(form.errors)
    return shown(request, "portfolio/scenarios.html", context, refused=wrong, forbidden=bool(refused))


def _begin(form: NameForm, acting: Acting, at: datetime) -> str:
    return str(changing.begin(form.cleaned_data["name"], acting=acting, at=at).public_id)


def _chosen(request: HttpRequest, acting: Acting, at: datetime) -> dict[str, Any]:
    found = list_scenarios(acting)
    asked = set(request.GET.getlist("compare"))
    compared = [one for one in found if str(one.public_id) in asked]
    return {
        "rows": [
            {
                "id": str(one.public_id),
                "name": one.name,
                "url": address("portfolio:scenario", one.public_id),
                "state": STATES[one.state],
                "changes": len(one.changes),
                "made": words().day(timezone.localdate(one.made_at)),
                "is_compared": one in compared[:MOST_COMPARED],
            }
            for one in found
        ],
        "too_many": len(compared) > MOST_COMPARED,
        "most": MOST_COMPARED,
        "compared": _compared(compared[:MOST_COMPARED], acting, at) if compared else None,
    }


def _compared(found: list[Any], acting: Acting, at: datetime) -> dict[str, Any]:
    today, on = today_of(acting.organisation_id), timezone.localdate(at)
    say, members = words(), names_of_members(acting, at)
    drafts = [_of(today, one.changes, at) for one in found]
    own = outlook(today.drafts, today.capacity, on)
    known: list[Outlook | None] = [own, *(None if isinstance(one, Problem) else one for one in drafts)]
    return {
        "names": [one.name for one in found],
        "urls": [address("portfolio:scenario", one.public_id) for one in found],
        "rows": outlooks.rows(known, say),
        "changes": [
            outlooks.changes(one.changes, outlooks.titles(today, one.changes), members, say) for one in found
        ],
        "problems": [
            (one.name, sentence(draft))
            for one, draft in zip(found, drafts, strict=True)
            if isinstance(draft, Problem)
        ],
    }


def _of(today: Today, kept: list[dict[str, Any]], at: datetime) -> Outlook | Problem:
    after = changed(today, as_changes(kept))
    if isinstance(after, Problem):
        return after
    return outlook(after, today.capacity, timezone.localdate(at))


def names_of_members(acting: Acting, at: datetime) -> dict[str, str]:
    """The members of an association by code; none of a municipality."""
    if acting.code:
        return {}
    return {one.code: one.name for one in members_on(acting.organisation_id, timezone.localdate(at))}
