"""What is planned is done, or dropped."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samspil.apps.competences.selectors.access import access_plan
from samspil.apps.competences.services.planning import drop_plan, say_plan_done
from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting


@require_POST
@page
def done(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Back to what it is for, where it stands as done."""
    return _tried(request, acting, public_id, say_plan_done, _("It is done."))


@require_POST
@page
def drop(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Back to what it is for, where it stands no longer."""
    return _tried(request, acting, public_id, drop_plan, _("The plan is dropped."))


def _tried(
    request: HttpRequest, acting: Acting, public_id: UUID, do: Callable[..., object], said: str
) -> HttpResponseBase:
    row = access_plan(acting, public_id)
    try:
        do(row, acting=acting, at=timezone.now())
    except RefusedError as error:
        messages.error(request, sentence(error.problem))
    else:
        messages.success(request, said)
    return redirect("competences:need", row.need.public_id)
