"""Pages for those who are logged in and may act for an organisation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from samspil.apps.organisations.types import Acting

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Acting, P], HttpResponseBase]


def signed_in(page: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """The page gets who acts; whoever acts for nobody is told whom to ask."""

    @login_required
    @wraps(page)
    def view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        acting: Acting | None = getattr(request, "acting", None)
        if acting is None:
            return no_access(request)
        return page(request, acting, *args, **kwargs)

    return view


def no_access(request: HttpRequest) -> HttpResponse:
    """Logged in, but nobody's: a seat or a role that has ended, or none yet."""
    return render(request, "organisations/no_access.html", status=403)
