"""Looking further into a comparison: what would help, many variants at once, meetings in step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.parts.sending import done_once, has_sent_another, key_of, sent_in
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.forms.varying import VaryForm
from samspil.apps.simulations.rights import may_try
from samspil.apps.simulations.selectors.access import access_run
from samspil.apps.simulations.services import further as service
from samspil.apps.simulations.services.asking import put_in_line
from samspil.apps.simulations.types import IN_STEP, MOST_MODELS, RunSort
from samspil.apps.simulations.views.crumbs import crumbs, tried
from samspil.apps.simulations.views.named import name_of, name_of_run
from samspil.apps.simulations.views.varied import can_be_varied
from samspil.core.errors import ProblemsError
from samspil.kit.once.doing import AnotherRequestError
from samspil.kit.web.addresses import address


@require_http_methods(["GET", "HEAD", "POST"])
@page
def further(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """Three things that can be asked of one of the models; asked, the page of the answer."""
    at = timezone.now()
    row = access_run(acting, public_id)
    models = service.as_they_stand(row)
    if not may_try(acting, timezone.localdate(at)) or not models:
        raise NotFoundError(str(public_id))
    chosen = request.GET.get("of", "")
    of = int(chosen) if chosen.isdecimal() and len(chosen) < 3 and int(chosen) in models else models[0]
    data = request.POST if request.method == "POST" else None
    form = _form(row, of, data, at)
    if data is None:
        return _show(request, row, of, form)
    return _ask(request, acting, row, of, form)


def _form(row: Any, of: int, data: Any, at: datetime) -> VaryForm | None:
    """Nothing to vary in a model that this version of Samspil no longer takes."""
    is_it = data is not None and data.get("sort") == RunSort.VARY.value
    try:
        return VaryForm(data if is_it else None, *can_be_varied(row, of, timezone.localdate(at)))
    except ProblemsError:
        return None


def _ask(request: HttpRequest, acting: Acting, row: Any, of: int, form: VaryForm | None) -> HttpResponse:
    at, sort = timezone.now(), request.POST.get("sort", "")
    ways: dict[str, Callable[[], Any]] = {
        RunSort.HELPS.value: lambda: service.what_helps(row, of, acting=acting, at=at),
        IN_STEP: lambda: service.in_step(row, of, acting=acting, at=at),
    }
    if form is not None and form.is_bound:
        if not form.is_valid():
            return _show(request, row, of, form, is_wrong=True)
        ways[RunSort.VARY.value] = lambda: service.variants(row, of, form.varied(), acting=acting, at=at)
    if sort not in ways:
        return _show(request, row, of, form, _("Choose what you want to know."))
    try:
        asked = ways[sort]()  # played before anything is written, so that nobody waits for the database
        found = done_once(
            request, acting, sent_in(request), lambda: str(put_in_line(asked, acting=acting, at=at)), at
        )
    except RefusedError as error:
        return _show(request, row, of, form, sentence(error.problem))
    except AnotherRequestError:
        return _show(request, row, of, form, has_sent_another())
    return redirect("simulations:run", found)


def _show(
    request: HttpRequest,
    row: Any,
    of: int,
    form: VaryForm | None,
    refused: str = "",
    *,
    is_wrong: bool = False,
) -> HttpResponse:
    models, here = row.inputs["models"], address("simulations:run", row.public_id)
    name = name_of_run(row)
    context = {
        "form": form,
        "key": key_of(request),
        "refused": refused,
        "name": name,
        "model": name_of(models[of]),
        "others": [
            {"name": name_of(models[one]), "url": f"?of={one}"}
            for one in service.as_they_stand(row)
            if one != of
        ],
        "may_step": len(models) < MOST_MODELS,
        "here": here,
        "crumbs": [*crumbs(name, tried())[:-1], (name, here), (_("Look further"), "")],
    }
    return shown(request, "simulations/further.html", context, refused=bool(refused) or is_wrong)
