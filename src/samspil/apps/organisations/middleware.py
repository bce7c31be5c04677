"""Who is at the keyboard, and for whom do they act? It comes from the session, never from what is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from samspil.apps.organisations.selectors import accesses_on, accesses_with_account, acting_as
from samspil.apps.organisations.types import Acting
from samspil.kit.tenancy import scope

ACTING_FOR: Final = "acting_for"


class SignInMiddleware(AuthenticationMiddleware):
    """Sets ``request.user`` as Django does, with what they may act for read in the same question."""

    def process_request(self, request: HttpRequest) -> None:
        """Nothing is asked before somebody wants to know."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _account(request))  # type: ignore[assignment]


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
    accesses = getattr(request, "_accesses", None) or accesses_on(account, on)
    return acting_as(accesses, request.session.get(ACTING_FOR, ""), on)


def _account(request: Any) -> Any:
    if not hasattr(request, "_cached_user"):  # where Django keeps it
        request._cached_user = _signed_in(request) or auth.get_user(request)
    return request._cached_user


def _signed_in(request: Any) -> Any:
    """The account of a session beyond doubt, with its accesses beside it.

    Whatever is out of the ordinary, a secret that was changed, an account that was closed or may act for
    nobody, is left to Django, which asks again and ends the session where it must.
    """
    said = request.session
    if said.get(auth.BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    accesses = accesses_with_account(int(said[auth.SESSION_KEY]), timezone.localdate())
    account = accesses[0].account if accesses else None
    if account is None or not account.is_active:
        return None
    if not constant_time_compare(said.get(auth.HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return None
    request._accesses = accesses
    return account
