"""The colour choice, the style page, and what is said when a page cannot be shown."""

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


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for what is not there and for what is another's."""
    return render(request, "web/not_found.html", status=404)


def too_much(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Sent in a way that no form of ours sends: too large, too many fields, cut off."""
    return render(request, "web/too_much.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Asked in a way that is not allowed, such as a form that is too old."""
    return render(request, "web/forbidden.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Our fault. No detail is told."""
    return render(request, "web/failed.html", status=500)
