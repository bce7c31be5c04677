"""The page of an initiative: one's own, or one that its owner shares, to read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_shared_initiative
from samspil.apps.portfolio.selectors.whole import whole_of
from samspil.apps.portfolio.views import initiative_page
from samspil.kit.web.language import words


@require_safe
@page
def initiative(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponse:
    """Where it is, what it promised and says now, who decides next, and what each member does."""
    now = timezone.now()
    today = timezone.localdate(now)
    with access_shared_initiative(acting, initiative_id, today) as found:
        whole = whole_of(found, acting, today)
    shown = initiative_page.context(whole, acting, now, words())
    return render(request, "portfolio/initiative.html", shown)
