"""Try it: which models, what comes, and what one would do otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.parts.sending import done_once, has_sent_another, sent_in
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.forms.asking import AskForm
from samspil.apps.simulations.rights import may_try
from samspil.apps.simulations.services.asking import answer_first, keep
from samspil.apps.simulations.types import OWN
from samspil.apps.simulations.views.crumbs import crumbs
from samspil.apps.simulations.views.offered import offered
from samspil.kit.once.doing import AnotherRequestError
from samspil.kit.web.addresses import address


@require_http_methods(["GET", "HEAD", "POST"])
@page
def ask(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The question; sent, its first answer."""
    at = timezone.now()
    if not may_try(acting, timezone.localdate(at)):
        raise NotFoundError
    asked = request.GET.get("model", "")[:60]
    choices = offered(acting, asked, at)
    data = request.POST if request.method == "POST" else None
    form = AskForm(data, choices, _initial(choices.models, choices.workloads, asked))
    if data is None:
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, is_wrong=True)
    try:
        return redirect("simulations:run", _asked(request, form, acting, at))
    except RefusedError as error:
        return _show(request, form, sentence(error.problem))
    except AnotherRequestError:
        return _show(request, form, has_sent_another())


def _initial(models: Any, workloads: Any, asked: str) -> dict[str, Any]:
    """What holds today and the model one came from are chosen; one's own matters, where there are any."""
    chosen = [ref for ref, _name in models[:1]]
    if asked and asked not in chosen and any(ref == asked for ref, _name in models):
        chosen.append(asked)
    own = next((key for key, _name in workloads if key == OWN), workloads[0][0])
    return {"models": chosen, "workload": own}


def _asked(request: HttpRequest, form: AskForm, acting: Acting, at: datetime) -> str:
    """The id of the run. It is played before anything is written, so that nobody waits for the database."""
    found, answer = answer_first(form.question(), acting=acting, at=at)

    def do() -> str:
        return str(keep(found, answer, acting=acting, at=at))

    return str(done_once(request, acting, sent_in(request), do, at))


def _show(
    request: HttpRequest,
    form: AskForm,
    refused: str = "",
    *,
    is_wrong: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "refused": refused,
        "runs_url": address("simulations:runs"),
        "crumbs": crumbs(_("Try it")),
    }
    return shown(request, "simulations/ask.html", context, refused=bool(refused) or is_wrong)
