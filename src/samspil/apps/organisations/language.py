"""The language of a browser."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpResponse

YEAR: Final = 365 * 24 * 60 * 60


def remember_language(answer: HttpResponse, language: str, *, secure: bool) -> None:
    """The pages of this browser are in the language from now on."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, secure=secure, httponly=True, samesite="Lax"
    )
