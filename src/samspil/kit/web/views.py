"""The two pages that belong to the look itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from samspil.kit.web import style_page_example
from samspil.kit.web.colours import SCHEMES, remember_scheme


@require_POST
def set_colour_scheme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or auto, and go back to the page; what is no scheme changes nothing."""
    response = HttpResponseRedirect(safe_next(request))
    scheme = request.POST.get("scheme", "")
    if scheme in SCHEMES:
        remember_scheme(response, scheme, secure=request.is_secure())
    return response


def safe_next(request: HttpRequest) -> str:
    """The page to go back to, if it is one of ours; else the front page."""
    url = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if ours else "/"


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component with made-up content. Routed only where one develops and tests."""
    return render(request, "web/style_page.html", style_page_example.context(request))
