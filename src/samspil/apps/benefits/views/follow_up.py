"""The follow-up calendar: what is to be measured when, and by whom."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.selectors.follow_up import (
    MONTHS,
    FollowUp,
    Place,
    ToMeasure,
    count_overdue,
    follow_up,
    measurable,
)
from samspil.apps.benefits.services.measuring_feed import as_icalendar
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.kit.paging import read_key, write_key
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]
SHOWN: Final = 100  # on a page; the file has a thousand


@require_safe
@page
def calendar(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What is owed first, then month by month; all of it, or what one measures oneself."""
    on, say = timezone.localdate(), words()
    is_mine = request.GET.get("who") == "me"
    after = _place(request.GET.get("after", ""))
    found = follow_up(acting, on, is_mine=is_mine, most=SHOWN, after=after)
    theirs = measurable(acting, [*found.overdue, *(one for _first, due in found.months for one in due)], on)
    is_part = found.next_after is not None or after is not None
    here = address("benefits:follow_up")
    context = {
        "crumbs": [(_("Benefits"), address("benefits:benefits")), (_("What is to be measured when"), "")],
        "overdue": [_line(one, theirs, on, say) for one in found.overdue],
        "months": [
            (_month(first), [_line(one, theirs, on, say) for one in due]) for first, due in found.months
        ],
        "late": count_overdue(acting, on, is_mine=is_mine) if is_part else len(found.overdue),
        **_links(here, found, is_mine=is_mine, is_first=after is None),
        "is_mine": is_mine,
        "nothing": after is None and not found.overdue and not found.months,
        "ahead": MONTHS,
        "tabs": [
            {"label": _("Everybody"), "url": here, "here": not is_mine},
            {"label": _("Mine"), "url": f"{here}?who=me", "here": is_mine},
        ],
        "file_url": address("benefits:follow_up_file") + ("?who=me" if is_mine else ""),
    }
    return render(request, "benefits/follow_up.html", context)


def _place(said: str) -> Place | None:
    """The key of the last line of the page before; what is no key is the first page."""
    key = read_key(said)
    try:
        return (date.fromisoformat(key[0]), key[1]) if key is not None else None
    except ValueError:
        return None


def _links(here: str, found: FollowUp, *, is_mine: bool, is_first: bool) -> dict[str, str]:
    whose = {"who": "me"} if is_mine else {}
    first, on = urlencode(whose), urlencode({**whose, "after": write_key(found.next_after)})
    return {
        "next_url": f"{here}?{on}" if found.next_after else "",
        "first_url": "" if is_first else f"{here}?{first}",
    }


@require_safe
@page
def as_file(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The same for one's own calendar."""
    found = follow_up(acting, timezone.localdate(), is_mine=request.GET.get("who") == "me")
    due = [*found.overdue, *(one for _first, month in found.months for one in month)]
    content = as_icalendar(due, is_example=acting.is_example, at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="measurements.ics"'
    return response


def _month(first: date) -> str:
    """The month as a heading."""
    said = date_format(first, "F Y")
    return said[:1].upper() + said[1:]


def _line(one: ToMeasure, theirs: set[UUID], on: date, say: Words) -> Shown:
    due, of = one.due, one.of
    latest = ""
    if due.indicator__latest is not None and due.indicator__latest_on is not None:
        latest = (
            f"{say.number(due.indicator__latest)} {due.indicator__unit}, {say.day(due.indicator__latest_on)}"
        )
    return {
        "due_on": due.due_on,
        "due": say.weekday(due.due_on),
        "days_late": max((on - due.due_on).days, 0),
        "indicator": due.indicator__name,
        "measurer": due.indicator__measurer,
        "latest": latest,
        "benefit": of.title,
        "url": addresses("benefits:benefit")(of.public_id),
        "number": of.number,
        "owner": of.line_owner or of.owner,
        "initiative": of.initiative__title,
        "measure_url": address("benefits:indicator_change", of.public_id, due.indicator__public_id, "measure")
        if due.indicator__public_id in theirs
        else "",
    }
