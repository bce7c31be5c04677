"""For whom does the one at the keyboard act? The scope comes from the session, never from what is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samspil.apps.organisations.selectors import accesses_on, acting_as
from samspil.apps.organisations.types import Acting
from samspil.kit.tenancy import scope

ACTING_FOR: Final = "acting_for"


class ActingMiddleware:
    """Sets ``request.acting`` and opens the scope of that organisation for the whole request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request in one organisation's scope; nobody's, where nobody is logged in."""
        found = who_acts(request)
        request.acting = found  # type: ignore[attr-defined]
        with scope.within([found.organisation_id] if found else []):
            answer = self.get_response(request)
        if request.user.is_authenticated:  # nothing between us and the reader keeps what is theirs
            answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer


def who_acts(request: HttpRequest) -> Acting | None:
    """The one at the keyboard, acting for the organisation chosen."""
    account: Any = request.user
    if not account.is_authenticated:
        return None
    on = timezone.localdate()
    return acting_as(accesses_on(account, on), request.session.get(ACTING_FOR, ""), on)
