"""Light, dark, or as the machine is set: kept in a cookie, so that it holds before anybody has logged in."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

SCHEMES: Final = ("auto", "light", "dark")
COOKIE: Final = "samspil_colours"
YEAR: Final = 365 * 24 * 60 * 60


def chosen_scheme(request: HttpRequest) -> str:
    """The scheme in the cookie; ``auto`` where there is none, or none that we know."""
    said = request.COOKIES.get(COOKIE, "")
    return said if said in SCHEMES else SCHEMES[0]


def remember_scheme(response: HttpResponse, scheme: str, *, secure: bool) -> None:
    """Keep a choice for a year."""
    response.set_cookie(COOKIE, scheme, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
