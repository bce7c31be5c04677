"""One comparison: what was asked, what came of it, how sure that is and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.selectors.subjects import matters_about
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.rights import may_try
from samspil.apps.simulations.selectors.access import access_run
from samspil.apps.simulations.selectors.runs import list_looked_into
from samspil.apps.simulations.services import playing
from samspil.apps.simulations.types import RunSort
from samspil.apps.simulations.views.assumed import inputs_stand_on
from samspil.apps.simulations.views.came import came_told
from samspil.apps.simulations.views.crumbs import crumbs, tried
from samspil.apps.simulations.views.in_step import step_shown
from samspil.apps.simulations.views.looked import looked_shown
from samspil.apps.simulations.views.named import SORTS, STATES_OF_MANY, name_of, name_of_run, workload_told
from samspil.apps.simulations.views.shown import method_told, run_shown
from samspil.core.errors import Problem
from samspil.kit.jobs import progress
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

_NOTHING_NEW = 204


@never_cache
@require_safe
@page
def run(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """All of it; htmx asks for the answer alone, and gets nothing while it is as sure as before."""
    row = access_run(acting, public_id)
    is_part = bool(getattr(request, "htmx", False))
    if is_part and row.is_under_way and request.GET.get("seen") == str(row.runs):
        return HttpResponse(status=_NOTHING_NEW)
    if row.sort != RunSort.COMPARE.value:
        context = {**_frame(row, acting), **_looked(row)}
        return render(request, f"simulations/{'parts/' if is_part else ''}looked.html", context)
    context = {**_frame(row, acting), **run_shown(row), "step": step_shown(row)}
    if is_part:
        return render(request, "simulations/parts/answer.html", context)
    return render(request, "simulations/run.html", {**context, "came": came_told(row, acting)})


def _looked(row: Any) -> dict[str, Any]:
    """What was looked into further, and the way back to the comparison."""
    about, model = row.about, name_of(row.inputs["models"][row.inputs["of"]])
    name, url = name_of_run(about), address("simulations:run", about.public_id)
    return {
        **looked_shown(row),
        "title": name_of_run(row),
        "lead": _("%(model)s, with: %(workload)s") % {"model": model, "workload": workload_told(row.inputs)},
        "stands_on": inputs_stand_on(row.inputs),
        "method": method_told(row) if row.result else "",
        "about_url": url,
        "crumbs": [*crumbs(name, tried())[:-1], (name, url), (SORTS[row.sort], "")],
    }


def _frame(row: Any, acting: Acting) -> dict[str, Any]:
    may, here = may_try(acting, timezone.localdate()), address("simulations:run", row.public_id)
    far = progress.seen(str(row.public_id)) if row.is_under_way else None
    return {
        "row": row,
        "title": name_of_run(row),
        "here": here,
        "is_under_way": row.is_under_way,
        "far": far,
        "asked": words().moment(row.asked_at),
        "why_stopped": [words().problem(Problem(one["code"], one["args"])) for one in row.stopped_because],
        "stop_url": address("simulations:stop", row.public_id) if may and row.is_under_way else "",
        "send_url": address("simulations:send", row.public_id)
        if not row.is_under_way and not row.matter
        else "",
        "further_url": address("simulations:further", (row.about or row).public_id) if may else "",
        "looked_into": [] if row.about else list(_looked_into(row)),
        "sent": _sent(row),
        "ask_url": address("simulations:ask") if may else "",
        "crumbs": crumbs(name_of_run(row), tried()),
    }


def _looked_into(row: Any) -> Iterator[dict[str, str]]:
    """What was looked into further, the newest first."""
    for one in list_looked_into(row):
        model = name_of(row.inputs["models"][one.inputs["of"]])
        yield {
            "url": address("simulations:run", one.public_id),
            "name": f"{SORTS[one.sort]} {model}",
            "state": str(STATES_OF_MANY[one.state]),
        }


def _sent(row: Any) -> dict[str, str] | None:
    """The matter as which it was sent, and how that stands."""
    if row.matter is None:
        return None
    found = next(iter(matters_about(row.public_id)), None)
    told = {"": _("It is being decided."), "approved": _("It has been approved.")}
    word = told.get(found.result, _("It was not approved.")) if found else ""
    number = found.case_number if found else ""
    return {"url": address("governance:matter", row.matter), "number": number, "word": word}


@require_POST
@page
def stop(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """What is known by now is enough."""
    row = access_run(acting, public_id)
    if not may_try(acting, timezone.localdate()):
        raise NotFoundError(str(public_id))
    try:
        playing.stop(row, acting=acting, at=timezone.now())
    except RefusedError as error:
        messages.warning(request, sentence(error.problem))
    else:
        messages.success(request, _("It is not made surer any more. What is known stays."))
    return redirect("simulations:run", public_id)
