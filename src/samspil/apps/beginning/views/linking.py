"""The link: looking at it uses nothing up, so that no program that looks at links can."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samspil.apps.beginning.services import linking
from samspil.apps.beginning.types import GoneError
from samspil.apps.beginning.views.guide import BROWSER
from samspil.apps.organisations.selectors import is_anybody_here


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_with(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What begins here, and a button that opens it; once an organisation is here, there is no such page."""
    if is_anybody_here():
        raise Http404
    at = timezone.now()
    try:
        if request.method == "POST":
            browser = linking.open_guide(secret, at)
            request.session.cycle_key()
            request.session[BROWSER] = browser
            return redirect("beginning:summary")
        is_open = linking.is_open(secret, at)
    except GoneError:
        is_open = False
    return render(
        request, "beginning/open.html", {"is_open": is_open, "places": {}}, status=200 if is_open else 404
    )
