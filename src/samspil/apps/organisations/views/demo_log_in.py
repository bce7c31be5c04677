"""Logging in as somebody of the example, without a password. Routed in demo mode only."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from samspil.apps.organisations.demo_log_ins import is_offered
from samspil.apps.organisations.selectors import example_account

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_POST
def demo_log_in(request: HttpRequest) -> HttpResponse:
    """Only a log-in that is offered, and only while it acts for nothing but example data."""
    email = request.POST.get("email", "")
    account = example_account(email, timezone.localdate()) if is_offered(email) else None
    if not settings.SAMSPIL_DEMO or account is None:
        raise Http404
    login(request, account, backend=BACKEND)
    return HttpResponseRedirect("/")
