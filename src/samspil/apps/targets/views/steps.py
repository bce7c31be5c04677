"""A step: where it stands, that it is done, that it is dropped."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.targets.rights import may_draw
from samspil.apps.targets.selectors.access import access_step
from samspil.apps.targets.services.stepping import drop_step, say_done
from samspil.kit.web.addresses import address


@require_safe
@page
def step(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """It stands on the page of its picture."""
    del request
    row = access_step(acting, public_id)
    return redirect(f"{address('targets:picture', row.kind)}#step-{row.public_id}")


@require_POST
@page
def done(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Whoever takes it says so, or whoever writes the pictures."""
    row = access_step(acting, public_id)
    return _back(request, row.kind, lambda: say_done(row, acting=acting, at=timezone.now()), _("It is done."))


@require_POST
@page
def drop(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """It is not taken after all."""
    row = access_step(acting, public_id)
    if not may_draw(acting):
        raise NotFoundError(str(public_id))
    told = _("The step is dropped, and counts no more.")
    return _back(request, row.kind, lambda: drop_step(row, acting=acting, at=timezone.now()), told)


def _back(request: HttpRequest, kind: str, do: Callable[[], object], told: str) -> HttpResponseBase:
    try:
        do()
    except RefusedError as error:
        messages.error(request, sentence(error.problem))
    else:
        messages.success(request, told)
    return redirect("targets:picture", kind)
