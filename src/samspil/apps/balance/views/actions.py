"""Somebody says that what they took on is done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samspil.apps.balance.selectors.access import access_action
from samspil.apps.balance.services.agreeing import say_done
from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting


@require_POST
@page
def done(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Back to the round, where it stands as done."""
    action = access_action(acting, public_id)
    try:
        say_done(action, acting=acting, at=timezone.now())
    except RefusedError as error:
        messages.error(request, sentence(error.problem))
    else:
        messages.success(request, _("It is done."))
    return redirect("balance:round", action.round.public_id)
