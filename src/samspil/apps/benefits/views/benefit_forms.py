"""Where the forms of a benefit are. Each is a page of its own, and works without JavaScript."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samspil.apps.benefits.selectors.access import access_benefit
from samspil.apps.benefits.views.benefit_changes import ADD, CHANGES
from samspil.apps.benefits.views.changing import Asked, changing
from samspil.apps.benefits.views.indicator_changes import CORRECT, INDICATOR_CHANGES
from samspil.apps.governance.parts.pages import page
from samspil.apps.measurements.selectors.access import access_indicator, access_measurement
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.kit.web.addresses import address

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
@page
def add(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """An initiative is to bring something about."""
    back = address("benefits:of", initiative_id)
    asked = Asked(acting, access_initiative(acting, initiative_id), timezone.now(), back=back)
    return changing(request, asked, ADD)


@require_http_methods(_METHODS)
@page
def change(request: HttpRequest, acting: Acting, benefit_id: UUID, what: str) -> HttpResponseBase:
    """The benefit itself, its plan, an indicator, what is taken home, a step, the library."""
    if what not in CHANGES:
        raise Http404(what)
    asked = Asked(acting, access_benefit(acting, benefit_id), timezone.now(), back=_back(benefit_id))
    return changing(request, asked, CHANGES[what])


@require_http_methods(_METHODS)
@page
def indicator_change(
    request: HttpRequest, acting: Acting, benefit_id: UUID, indicator_id: UUID, what: str
) -> HttpResponseBase:
    """An indicator is changed or ended, gets a baseline, is measured."""
    if what not in INDICATOR_CHANGES:
        raise Http404(what)
    found = access_benefit(acting, benefit_id)
    row = access_indicator(found.organisation_id, found.public_id, indicator_id)
    back = _back(benefit_id, f"#i{indicator_id}")
    chosen = request.GET.get("round", "")
    asked = Asked(acting, found, timezone.now(), row=row, chosen=chosen, back=back)
    return changing(request, asked, INDICATOR_CHANGES[what])


@require_http_methods(_METHODS)
@page
def correct(
    request: HttpRequest, acting: Acting, benefit_id: UUID, indicator_id: UUID, measurement_id: UUID
) -> HttpResponseBase:
    """A measurement was wrong: another takes its place."""
    found = access_benefit(acting, benefit_id)
    row = access_indicator(found.organisation_id, found.public_id, indicator_id)
    wrong = access_measurement(row, measurement_id)
    back = _back(benefit_id, f"#i{indicator_id}")
    asked = Asked(acting, found, timezone.now(), row=row, corrects=wrong, back=back)
    return changing(request, asked, CORRECT)


def _back(benefit: UUID, place: str = "") -> str:
    return f"{address('benefits:benefit', benefit)}{place}"
