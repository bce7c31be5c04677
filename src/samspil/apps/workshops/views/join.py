"""The page behind the short link: notes, by whoever is there. Nobody logs in here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.types import NotFoundError
from samspil.apps.workshops.selectors.links import Joined, joined
from samspil.apps.workshops.services.noting import keep_note
from samspil.apps.workshops.views.notes import Writing, answered, is_asking_for_news, news

_NOT_THERE = 404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, key: str) -> HttpResponseBase:
    """For whoever has the link while notes are taken; any other opens nothing, and says so."""
    try:
        with joined(key, timezone.now()) as found:
            response = _answered(request, found)
    except NotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "no-store"
    # Not less: a browser that tells no referrer tells no origin either, and what it sends is refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def _answered(request: HttpRequest, found: Joined | None) -> HttpResponse:
    if is_asking_for_news(request):
        return news(request, found.workshop if found else None, is_over=found is None)
    frame = {"navigation": [], "places": {"start": request.path}}
    if found is None:
        return render(request, "workshops/over.html", frame, status=_NOT_THERE)
    row = found.workshop
    context = {
        **frame,
        "title": row.area,
        "organisation": found.organisation_name,
        "is_example": found.is_example,
    }
    keep = Writing(row, lambda note: keep_note(row, note, at=timezone.now()), "workshops/join.html", context)
    return answered(request, keep)
