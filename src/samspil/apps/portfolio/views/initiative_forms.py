"""Where the forms of an initiative are. Each is a page of its own, and works without JavaScript."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_dependency, access_initiative, access_milestone
from samspil.apps.portfolio.selectors.choosing import name_of_row
from samspil.apps.portfolio.views.changing import Asked, changing
from samspil.apps.portfolio.views.initiative_aims import AIMS, AIMS_OF_A_ROW
from samspil.apps.portfolio.views.initiative_changes import CHANGES, LET_GO, MILESTONE_CHANGES, ROW_CHANGES

_METHODS = ["GET", "HEAD", "POST"]
_ALL = {**CHANGES, **AIMS}
_OF_A_ROW = {**ROW_CHANGES, **AIMS_OF_A_ROW}


@require_http_methods(_METHODS)
@page
def initiative_change(
    request: HttpRequest, acting: Acting, initiative_id: UUID, what: str
) -> HttpResponseBase:
    """Details, a role, a payer, a goal, an option, a milestone, a programme, an estimate, the end."""
    if what not in _ALL:
        raise Http404(what)
    asked = Asked(acting, access_initiative(acting, initiative_id), timezone.now())
    return changing(request, asked, _ALL[what])


@require_http_methods(_METHODS)
@page
def initiative_row(
    request: HttpRequest, acting: Acting, initiative_id: UUID, what: str, number: int
) -> HttpResponseBase:
    """A payer, a party or a goal is removed, an option chosen."""
    if what not in _OF_A_ROW:
        raise Http404(what)
    found = access_initiative(acting, initiative_id)
    about = name_of_row(found, what.partition("_")[0], number)
    asked = Asked(acting, found, timezone.now(), number=number, about=about)
    return changing(request, asked, _OF_A_ROW[what])


@require_http_methods(_METHODS)
@page
def milestone_change(request: HttpRequest, acting: Acting, milestone_id: UUID, what: str) -> HttpResponseBase:
    """A milestone is moved, reached, or waits for another."""
    if what not in MILESTONE_CHANGES:
        raise Http404(what)
    row = access_milestone(acting, milestone_id)
    words = request.GET.get("q", "")[:100].strip()
    asked = Asked(acting, row.initiative, timezone.now(), row=row, about=row.name, words=words)
    return changing(request, asked, MILESTONE_CHANGES[what])


@require_http_methods(_METHODS)
@page
def dependency_end(request: HttpRequest, acting: Acting, dependency_id: UUID) -> HttpResponseBase:
    """A milestone waits no longer."""
    row = access_dependency(acting, dependency_id)
    asked = Asked(acting, row.successor.initiative, timezone.now(), row=row, about=row.successor.name)
    return changing(request, asked, LET_GO)
