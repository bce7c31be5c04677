"""One draft of the portfolio: what it changes, what that comes to, and the way to a decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import FORBIDDEN, REFUSED, page, sentence, shown
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.intake.parts.sending import Sending, send_page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.forms.scenarios import (
    AddForm,
    DropForm,
    NameForm,
    PaceForm,
    ShiftForm,
)
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import access_scenario
from samspil.apps.portfolio.selectors.scenario_changes import as_changes
from samspil.apps.portfolio.selectors.scenarios import (
    Today,
    changed,
    dates_changed,
    decided_about,
    outlook,
    paces_to_propose,
    refusal_of,
    today_of,
)
from samspil.apps.portfolio.services import scenarios as changing
from samspil.apps.portfolio.types import ScenarioState
from samspil.apps.portfolio.views import naming, outlooks
from samspil.apps.portfolio.views.doing_once import done
from samspil.apps.portfolio.views.model_choices import model_choices
from samspil.apps.portfolio.views.scenarios import STATES, names_of_members
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Nature
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

_MOST_OFFERED: Final = 500


@require_http_methods(["GET", "HEAD", "POST"])
@page
def scenario(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """The draft; whoever keeps the portfolio changes it while it is one."""
    at = timezone.now()
    row = access_scenario(acting, public_id)
    may = may_keep_portfolio(acting)
    if request.method == "POST" and not may:
        refused = {"refused": sentence(Problem("not_yours_to_keep", {}))}
        return render(request, "portfolio/refused.html", refused, status=FORBIDDEN)
    today = today_of(acting.organisation_id)
    filled = _forms(acting, today, row, request, at) if may else {}
    what = request.POST.get("do", "")
    wrong = ""
    if request.method == "POST" and what in filled:
        do = _DOES[what]
        form = filled[what]
        made = done(
            form, f"scenario {row.pk} {what}", lambda: do(row, form, acting, at), acting=acting, at=at
        )
        if made is not None:
            return HttpResponseRedirect(address("portfolio:scenario", made))
        wrong = what
    context = {
        **_frame(row),
        **_told(acting, today, row, at),
        "filled": filled,
        "wrong": wrong,
        "may": may,
        "may_change": may and row.state == ScenarioState.DRAFT.value,
    }
    return shown(request, "portfolio/scenario.html", context, refused=bool(wrong))


@require_POST
@page
def take_back(request: HttpRequest, acting: Acting, public_id: UUID, place: int) -> HttpResponse:
    """A change goes out of the draft."""
    row = access_scenario(acting, public_id)
    return _answered(
        request, row, lambda at: changing.take_back(row, place, acting=acting, at=at), _("Taken out.")
    )


@require_POST
@page
def give_up(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """Nobody works on the draft any longer."""
    row = access_scenario(acting, public_id)
    return _answered(request, row, lambda at: changing.give_up(row, acting=acting, at=at), _("Given up."))


def _answered(request: HttpRequest, row: Any, do: Callable[[datetime], object], told: str) -> HttpResponse:
    try:
        do(timezone.now())
    except RefusedError as error:
        status = FORBIDDEN if error.problem.code == "not_yours_to_keep" else REFUSED
        told_why = {"refused": sentence(error.problem)}
        return render(request, "portfolio/refused.html", told_why, status=status)
    messages.success(request, told)
    return HttpResponseRedirect(address("portfolio:scenario", row.public_id))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def send(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """To a forum, or whoever decides such matters by the governance model."""
    at = timezone.now()
    row = access_scenario(acting, public_id)
    if not may_keep_portfolio(acting):
        refused = {"refused": sentence(Problem("not_yours_to_keep", {}))}
        return render(request, "portfolio/refused.html", refused, status=FORBIDDEN)
    today = today_of(acting.organisation_id)
    here = address("portfolio:scenario", row.public_id)

    def sent(new: NewMatter) -> UUID:
        return changing.send(row, new, acting=acting, at=at).matter or row.public_id

    what = Sending(
        Nature.PORTFOLIO_DRAFT,
        row.public_id,
        _("Change of the portfolio: %(name)s") % {"name": row.name},
        _description(acting, today, row, at),
        here,
        [*_crumbs(), (row.name, here)],
        sent,
    )
    return send_page(request, acting, what, at)


def _description(acting: Acting, today: Today, row: Any, at: datetime) -> str:
    """What whoever decides must know: the changes, and the figures before and after."""
    say = words()
    lines = outlooks.changes(
        row.changes, outlooks.titles(today, row.changes), names_of_members(acting, at), say
    )
    after = changed(today, as_changes(row.changes))
    if isinstance(after, Problem):
        return "\n".join(f"- {one}" for one in lines)
    on = timezone.localdate(at)
    both = [outlook(today.drafts, today.capacity, on), outlook(after, today.capacity, on)]
    figures = [
        f"- {one['name']}: {one['cells'][0]['text']} → {one['cells'][1]['text']}"
        for one in outlooks.rows(both, say)
        if one["cells"][1]["differs"]
    ]
    told = [_("What is changed:"), *(f"- {one}" for one in lines)]
    return "\n".join([*told, "", _("What it comes to:"), *figures] if figures else told)


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Portfolio"), address("portfolio:initiatives")),
        (_("Drafts of the portfolio"), address("portfolio:scenarios")),
    ]


def _frame(row: Any) -> dict[str, Any]:
    return {
        "crumbs": [*_crumbs(), (row.name, "")],
        "scenario": row,
        "state": STATES[row.state],
        "is_draft": row.state == ScenarioState.DRAFT.value,
        "is_sent": row.state == ScenarioState.SENT.value,
    }


def _told(acting: Acting, today: Today, row: Any, at: datetime) -> dict[str, Any]:
    """Everything the page says of the draft against the portfolio of today."""
    say, on = words(), timezone.localdate(at)
    names = names_of_members(acting, at)
    told: dict[str, Any] = {
        "changes": outlooks.changes(row.changes, outlooks.titles(today, row.changes), names, say),
        "about": _about(row) if row.matter else None,
    }
    if row.state == ScenarioState.MADE_REAL.value:
        return {**told, "made_real": say.moment(row.made_real_at)}
    after = changed(today, as_changes(row.changes))
    if isinstance(after, Problem):
        return {**told, "problem": sentence(after)}
    before, then = (outlook(one, today.capacity, on) for one in (today.drafts, after))
    refused = refusal_of(today, row)
    return {
        **told,
        "problem": sentence(refused) if refused else "",
        "rows": outlooks.rows([before, then], say),
        "dates": outlooks.dates(dates_changed(today, after), say),
        "loads": outlooks.loads(before, then, say),
    }


def _about(row: Any) -> dict[str, Any]:
    found = decided_about(row)
    if found is None:
        return {"url": "", "number": "", "word": _("The matter is not there.")}
    if not found.result:
        word = _("It is being decided.")
    elif found.result == "approved":
        word = _("It has been approved.")
    else:
        word = _("It was not approved. Copy the draft to go on with it.")
    return {"url": address("governance:matter", found.matter), "number": found.case_number, "word": word}


def _forms(acting: Acting, today: Today, row: Any, request: HttpRequest, at: datetime) -> dict[str, OnceForm]:
    """What may be done with the draft now; the form that was sent holds what was typed."""
    what = request.POST.get("do", "")

    def given(name: str) -> Any:
        return request.POST if name == what else None

    found: dict[str, OnceForm] = {}
    if row.state == ScenarioState.DRAFT.value:
        chosen = [(str(one.id), one.title) for one in today.drafts[-_MOST_OFFERED:]]
        free = [(str(one.id), one.title) for one in today.drafts[-_MOST_OFFERED:] if not one.is_mandatory]
        found["shift"] = ShiftForm(given("shift"), chosen, prefix="shift")
        found["drop"] = DropForm(given("drop"), free, prefix="drop")
        models = model_choices(acting, timezone.localdate(at))
        found["add"] = AddForm(given("add"), list(naming.FORMS.items()), models, prefix="add")
        parts = [
            (title, [(f"{key} {code}", name) for code, name in members])
            for key, title, members in paces_to_propose(acting)
        ]
        if parts:
            paces = list(naming.PACES.items())
            found["pace"] = PaceForm(given("pace"), parts, paces, prefix="pace")
    named = {"name": _("%(name)s, once more") % {"name": row.name}}
    found["copy"] = NameForm(given("copy"), prefix="copy", initial=named)
    return found


def _shift(row: Any, form: Any, acting: Acting, at: datetime) -> str:
    changing.shift(row, form.chosen, form.cleaned_data["months"], acting=acting, at=at)
    return str(row.public_id)


def _drop(row: Any, form: Any, acting: Acting, at: datetime) -> str:
    changing.drop(row, form.chosen, acting=acting, at=at)
    return str(row.public_id)


def _add(row: Any, form: Any, acting: Acting, at: datetime) -> str:
    changing.add(row, form.addition(), acting=acting, at=at)
    return str(row.public_id)


def _pace(row: Any, form: Any, acting: Acting, at: datetime) -> str:
    initiative, member, pace = form.asked
    changing.ask_for_pace(row, initiative, member, pace, acting=acting, at=at)
    return str(row.public_id)


def _copy(row: Any, form: Any, acting: Acting, at: datetime) -> str:
    return str(changing.copy(row, form.cleaned_data["name"], acting=acting, at=at).public_id)


_DOES: Final[dict[str, Callable[[Any, Any, Acting, datetime], str]]] = {
    "shift": _shift,
    "drop": _drop,
    "add": _add,
    "pace": _pace,
    "copy": _copy,
}
