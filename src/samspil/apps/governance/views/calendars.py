"""A forum's meetings in people's own calendars: the address with its key, and what is fetched there."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services.calendar_feed import as_icalendar, tag_of
from samspil.apps.governance.services.calendar_keys import owner_of, renew_key
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors.calendars import is_example
from samspil.apps.organisations.types import Acting
from samspil.kit.tenancy import scope
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@require_http_methods(["GET", "HEAD", "POST"])
@page
def calendar(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """How to subscribe; the address is shown once, when it is made."""
    now = timezone.now()
    found = forum_on(acting.organisation_id, key, timezone.localdate(now))
    shown = ""
    if request.method == "POST":
        token = renew_key(acting, now)
        shown = request.build_absolute_uri(f"{reverse('governance:forum_feed', args=[key])}?token={token}")
    name = found.forum.name.in_language(language())
    crumbs = [
        (_("Forums"), address("governance:forums")),
        (name, address("governance:forum", key)),
        (_("In your own calendar"), ""),
    ]
    context = {"key": key, "name": name, "shown": shown, "crumbs": crumbs}
    answer = render(request, "governance/calendar.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The meetings, for whoever's key it is; any other key finds nothing."""
    now = timezone.now()
    on = timezone.localdate(now)
    owner = owner_of(request.GET.get("token", "")[:200], on)
    if owner is None:
        raise Http404
    organisation_id, _person = owner
    with scope.within([organisation_id]):
        try:
            found = forum_on(organisation_id, key, on)
        except NotFoundError as error:
            raise Http404 from error
        content = as_icalendar(
            organisation_id, found, language=language(), is_example=is_example(organisation_id), at=now
        )
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{key}.ics"'
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    answer["ETag"] = f'W/"{tag_of(content)}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
