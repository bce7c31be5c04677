"""Page 4: whoever sits here, and those to invite."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.beginning.forms.people import FirstForm, rows_of
from samspil.apps.beginning.selectors.planning import first_left, holdable, is_ready_for, keeping_roles
from samspil.apps.beginning.types import Step
from samspil.apps.beginning.views.guide import Here, in_guide, onwards, shown
from samspil.apps.organisations.types import Holdable
from samspil.kit.web.language import language

EMPTY_ROWS: Final = 3
ROWS: Final = "others"


@require_http_methods(["GET", "HEAD", "POST"])
@in_guide
def people(request: HttpRequest, here: Here) -> HttpResponseBase:
    """More rows can be asked for; what is written stays."""
    if not is_ready_for(Step.PEOPLE, here.chosen, here.today):
        left = first_left(here.chosen, here.today)
        return redirect(f"beginning:{(left or Step.MODEL).value}")
    there = holdable(here.chosen, here.today, language())
    roles = [(one.key, one.name) for one in keeping_roles(here.chosen.kind, there.roles)]
    first, rows = _forms(request, here, roles, {"what": _choices(there)})
    wants_more = "more" in request.POST
    if request.method == "POST" and not wants_more:
        valid = [first.is_valid(), rows.is_valid()]
        if all(valid) and _are_different(first, rows):
            kept = here.keep(**first.cleaned_data, others=[asdict(one) for one in rows.invitees()])
            return onwards(kept, Step.PEOPLE)
        if not first.errors:
            first.add_error(None, _("Look at the rows of those you invite."))
    refused = request.method == "POST" and not wants_more
    return shown(request, here, Step.PEOPLE, {"form": first, "rows": rows}, refused=refused)


def _forms(
    request: HttpRequest, here: Here, roles: list[tuple[str, str]], what: dict[str, Any]
) -> tuple[FirstForm, Any]:
    """As they were sent, or as they were kept; with more rows where that is asked for."""
    if "more" in request.POST:
        sent = request.POST.copy()
        total = sent.get(f"{ROWS}-TOTAL_FORMS", "0")
        sent[f"{ROWS}-TOTAL_FORMS"] = str(int(total) + EMPTY_ROWS if total.isdigit() else EMPTY_ROWS)
        first = FirstForm(initial=sent.dict(), roles=roles)
        return first, _unjudged(sent, what)
    if request.method == "POST":
        first = FirstForm(request.POST, roles=roles)
        return first, rows_of(0)(request.POST, prefix=ROWS, form_kwargs=what)
    chosen = here.chosen
    was = {"person": chosen.person, "email": chosen.email, "role": chosen.role or roles[0][0]}
    written = [asdict(one) for one in chosen.others]
    rows = rows_of(EMPTY_ROWS)(prefix=ROWS, initial=written, form_kwargs=what)
    return FirstForm(initial=was, roles=roles), rows


def _unjudged(sent: Any, what: dict[str, Any]) -> Any:
    """The rows as they are written, without a word on what is missing."""
    total = min(int(sent[f"{ROWS}-TOTAL_FORMS"]), 100)
    names = ("name", "email", "what")
    written = [{name: sent.get(f"{ROWS}-{row}-{name}", "") for name in names} for row in range(total)]
    filled = [one for one in written if any(one.values())]
    extra = max(total - len(filled), EMPTY_ROWS)
    return rows_of(extra)(prefix=ROWS, initial=filled, form_kwargs=what)


def _are_different(first: FirstForm, rows: Any) -> bool:
    """Nobody invites themselves."""
    same = [row for row in rows.forms if row.cleaned_data.get("email") == first.cleaned_data["email"]]
    for row in same:
        row.add_error("email", _("This is your own address. You come in by yourself."))
    return not same


def _choices(there: Holdable) -> list[Any]:
    roles = [(one.key, one.name) for one in there.roles]
    seats = [
        (forum.name, [(f"{forum.key}/{seat.id}", seat.name) for seat in forum.seats])
        for forum in there.forums
    ]
    return [("", _("None yet")), (_("Roles"), roles), *seats]
