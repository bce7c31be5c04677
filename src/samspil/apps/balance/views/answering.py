"""The page behind a link: what one is asked, and what becomes of it. Nobody logs in here."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samspil.apps.balance.forms.answering import AnswerForm
from samspil.apps.balance.selectors.dialogues import asked_in
from samspil.apps.balance.selectors.invited import Opened, opened, said_by
from samspil.apps.balance.selectors.standing import standing_of
from samspil.apps.balance.services.answering import answer as keep
from samspil.apps.balance.types import Shows, Standing
from samspil.apps.governance.parts.pages import sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.core.surveys.suppression import LEAST
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponseBase:
    """For whoever has the link; any other link finds nothing."""
    try:
        with opened(key) as found:
            response = _answered(request, found, key)
    except NotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "no-store"
    # Not less: a browser that tells no referrer tells no origin either, and what it sends is refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def _answered(request: HttpRequest, found: Opened, key: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    said = said_by(found.invited)
    form = AnswerForm(data, dialogue=asked_in(found.invited.round), language=language(), said=said)
    if data is None:
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, refused=True)
    try:
        keep(found.invited, form.said(), at=timezone.now())
    except RefusedError as error:
        return _page(request, found, form, sentence(error.problem), refused=True)
    return redirect(f"{address('balance:answer', key)}?thanks")


def _page(
    request: HttpRequest, found: Opened, form: AnswerForm, why: str = "", *, refused: bool = False
) -> HttpResponse:
    round_ = found.invited.round
    dialogue = asked_in(round_)
    is_late = round_.answer_by < timezone.localdate()
    standing = standing_of(round_)
    group = dialogue.groups.get(found.invited.group)
    context: dict[str, Any] = {
        "form": form,
        "title": round_.title,
        "organisation": found.organisation_name,
        "summary": dialogue.summary.in_language(language()),
        "group": group.in_language(language()) if group else "",
        "answer_by": words().day(round_.answer_by),
        "is_open": standing is Standing.OPEN and not is_late,
        "is_over": standing is Standing.CLOSED or is_late,
        "each": Shows(round_.shows) is Shows.EACH,
        "limit": LEAST,
        "has_answered": found.invited.has_answered,
        "is_thanked": "thanks" in request.GET and found.invited.has_answered,
        "is_example": found.is_example,
        "refusal": why,
        "here": request.path,
        "navigation": [],
        "places": {"start": request.path},
    }
    return shown(request, "balance/answer.html", context, refused=refused)
