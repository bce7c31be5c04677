"""The page behind a link: what one is asked, and what becomes of it. Nobody logs in here."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.surveys.forms.answering import AnswerForm
from samspil.apps.surveys.selectors.invited import Opened, opened
from samspil.apps.surveys.selectors.standing import standing_of
from samspil.apps.surveys.selectors.surveys import asked_in
from samspil.apps.surveys.services.answering import answer as count
from samspil.apps.surveys.types import Readers, Standing
from samspil.core.surveys.suppression import LEAST
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

_ANSWERED: Final = "answered"  # a cookie of the page of one link; it says that somebody did, not what
_REMEMBERED: Final = 60 * 60 * 24 * 60


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
    round_ = found.round
    form = AnswerForm(data, survey=asked_in(round_), about=round_.about, language=language())
    if data is None:
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, refused=True)
    try:
        count(found, form.given(), at=timezone.now())
    except RefusedError as error:
        return _page(request, found, form, sentence(error.problem), refused=True)
    place = address("surveys:answer", key)
    response = redirect(f"{place}?thanks")
    if found.invited is None:
        response.set_cookie(_ANSWERED, "1", _REMEMBERED, path=place, httponly=True, samesite="Lax")
    return response


def _page(
    request: HttpRequest, found: Opened, form: AnswerForm, why: str = "", *, refused: bool = False
) -> HttpResponse:
    round_ = found.round
    is_late = round_.answer_by < timezone.localdate()
    standing = standing_of(round_)
    has_answered = found.invited is not None and found.invited.has_answered
    context: dict[str, Any] = {
        "form": form,
        "title": round_.title,
        "organisation": found.organisation_name,
        "area": found.area.name,
        "answer_by": words().day(round_.answer_by),
        "is_open": standing is Standing.OPEN and not is_late,
        "is_over": standing is Standing.CLOSED or is_late,
        "by_everybody": round_.readers == Readers.EVERYBODY,
        "limit": LEAST,
        "has_answered": has_answered,
        "is_thanked": "thanks" in request.GET and (has_answered or found.invited is None),
        "here_before": found.invited is None and _ANSWERED in request.COOKIES,
        "is_example": found.is_example,
        "refusal": why,
        "here": request.path,
        "navigation": [],
        "places": {"start": request.path},
    }
    return shown(request, "surveys/answer.html", context, refused=refused)
