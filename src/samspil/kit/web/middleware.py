"""What is true of every page that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

API: Final = "/api/"


class NoNullMiddleware:
    """Refuses the character NUL in an address or a form.

    Nobody can type it, and PostgreSQL keeps no such text. The API says by its shapes what a text may
    hold, and answers in its own way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """As it was asked."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Looks before any page does.

        Raises:
            BadRequest: there is such a character.
        """
        if request.path_info.startswith(API):
            return
        sent = [request.path_info]
        for asked in (request.GET, request.POST):
            sent.extend(asked)
            sent.extend(value for _name, values in asked.lists() for value in values)
        if any("\0" in one for one in sent):
            raise BadRequest("the character NUL")
