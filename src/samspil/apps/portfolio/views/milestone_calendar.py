"""Milestones by month, and in calendars elsewhere: as a file once, or by an address that is fetched again."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.services.calendar_feed import tag_of
from samspil.apps.governance.services.calendar_keys import owner_of, renew_key
from samspil.apps.organisations.selectors.calendars import is_example
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.narrowing import filter_of_address
from samspil.apps.portfolio.selectors.listing import Order, place_of
from samspil.apps.portfolio.selectors.milestones import MilestoneRow, list_milestones
from samspil.apps.portfolio.services.milestone_feed import as_icalendar
from samspil.apps.portfolio.views import seeing
from samspil.kit.paging import write_key
from samspil.kit.tenancy import scope
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.kit.web.paging_links import ways_on
from samspil.wording.words import Words

_ICAL = "text/calendar; charset=utf-8"


@require_safe
@page
def calendar(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What is still to be reached, month by month, what is late first."""
    on = timezone.localdate()
    seen = seeing.see(request, acting, "calendar", on, without=("state", "order"))
    after = place_of(Order.NEXT, request.GET.get("after", ""))
    found = list_milestones(acting, seen.by, after if after and after[0] else None)
    query = seen.shown["query"]
    shown = {
        **seen.shown,
        **ways_on(request, write_key(found.next_after), seen.by.size, without=["view"]),
        "months": months(found.rows, on, words()),
        "file_url": f"{address('portfolio:calendar_file')}?{query}",
        "subscribe_url": f"{address('portfolio:calendar_subscribe')}?{query}",
    }
    return render(request, "portfolio/calendar.html", shown)


def months(found: list[MilestoneRow], on: date, say: Words) -> list[dict[str, Any]]:
    """Milestones in groups; what should have been reached stands first, whatever its month."""
    where = addresses("portfolio:initiative")

    def group(row: MilestoneRow) -> str:
        return _("The day has passed") if row.expected_on < on else date_format(row.expected_on, "F Y")

    return [
        {
            "name": name,
            "key": f"month-{place}",
            "rows": [_row(one, where(one.initiative__public_id), on, say) for one in rows],
        }
        for place, (name, rows) in enumerate(groupby(found, group))
    ]


def _row(one: MilestoneRow, url: str, on: date, say: Words) -> dict[str, Any]:
    notes = []
    if one.is_gate:
        notes.append(_("Decision point"))
    if one.expected_on > one.planned_on:
        notes.append(_("Pushed from %(day)s") % {"day": say.day(one.planned_on)})
    if one.latest_on is not None:
        notes.append(_("%(day)s at the latest") % {"day": say.day(one.latest_on)})
    return {
        "on": one.expected_on,
        "said": say.weekday(one.expected_on),
        "late": one.expected_on < on,
        "name": one.name,
        "notes": notes,
        "url": url,
        "title": one.initiative__title,
        "number": one.initiative__number,
        "light": one.initiative__light,
    }


@require_safe
@page
def calendar_file(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The same milestones as a file, to be read into a calendar once."""
    now = timezone.now()
    seen = seeing.see(request, acting, "calendar", timezone.localdate(now), without=("state", "order"))
    content = as_icalendar(acting.organisation_id, seen.by, is_example=acting.is_example, at=now)
    answer = HttpResponse(content, content_type=_ICAL)
    answer["Content-Disposition"] = f'attachment; filename="{_("milestones")}.ics"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@page
def subscribe(request: HttpRequest, acting: Acting) -> HttpResponse:
    """How to subscribe; the address is shown once, when it is made, and keeps the filter."""
    shown = ""
    if request.method == "POST":
        query = request.GET.copy()
        query["token"] = renew_key(acting, timezone.now())
        shown = request.build_absolute_uri(f"{reverse('portfolio:feed')}?{query.urlencode()}")
    crumbs = [
        (_("Portfolio"), address("portfolio:initiatives")),
        (_("Calendar"), address("portfolio:calendar")),
        (_("In your own calendar"), ""),
    ]
    answer = render(request, "portfolio/calendar_subscribe.html", {"shown": shown, "crumbs": crumbs})
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The milestones, for whoever's key it is; any other key finds nothing."""
    now = timezone.now()
    owner = owner_of(request.GET.get("token", "")[:200], timezone.localdate(now))
    if owner is None:
        raise Http404
    organisation_id, _person = owner
    with scope.within([organisation_id]):
        by = filter_of_address(request.GET)
        content = as_icalendar(organisation_id, by, is_example=is_example(organisation_id), at=now)
    answer = HttpResponse(content, content_type=_ICAL)
    answer["Content-Disposition"] = f'inline; filename="{_("milestones")}.ics"'
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    answer["ETag"] = f'W/"{tag_of(content)}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
