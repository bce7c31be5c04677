"""The page of a benefit: one's own, or one of an initiative that its owner shares, to read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samspil.apps.benefits.selectors.access import access_benefit
from samspil.apps.benefits.selectors.happened import happened_to
from samspil.apps.benefits.selectors.whole import whole_of
from samspil.apps.benefits.views import benefit_page
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.kit.web.language import words


@require_safe
@page
def benefit(request: HttpRequest, acting: Acting, benefit_id: UUID) -> HttpResponse:
    """What was promised, what is expected, what was measured and taken home, and what comes next."""
    today = timezone.localdate()
    row = access_benefit(acting, benefit_id)
    whole = whole_of(row, acting, today)
    happened = happened_to(row, [one.public_id for one in whole.indicators])
    shown = benefit_page.context(whole, happened, acting, today, words())
    return render(request, "benefits/benefit.html", shown)
