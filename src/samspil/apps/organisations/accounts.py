"""How accounts come to be: by invitation. Whoever logs in from outside must be known already."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspil.apps.organisations.language import remember_language
from samspil.apps.organisations.models import Account


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """From here on the pages are in the language that the account has chosen."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        remember_language(answer, user.language, secure=request.is_secure())
        return answer


class KnownPeopleOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The log-in service vouches for an address that an organisation has invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account by the address that the service has verified; nobody else comes in."""
        if sociallogin.is_existing:
            return
        verified = [one.email for one in sociallogin.email_addresses if one.verified]
        account = Account.objects.filter(email__in=[one.lower() for one in verified]).first()
        if account is None:
            raise ImmediateHttpResponse(render(request, "organisations/unknown_person.html", status=403))
        sociallogin.connect(request, account)
