"""What is on somebody's table now, in every organisation they act for; the latest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.forms.acting import MeetForm
from samspil.apps.governance.parts import naming
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors import listing
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forums_on, models_on
from samspil.apps.governance.selectors.also_owed import also_owed
from samspil.apps.governance.selectors.listing import models_of
from samspil.apps.governance.selectors.written import waiting_for
from samspil.apps.governance.services.meetings.ground import manages
from samspil.apps.governance.views import clock_words, matter_list
from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.selectors import acting_elsewhere
from samspil.apps.organisations.types import Acting
from samspil.kit.paging import read_key, read_moment, write_key
from samspil.kit.tenancy import scope
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]
A_FEW = 5
SHOWN: Final = 25  # of what lies on a table; the rest is a page further on


@require_safe
@page
def my_work(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Everything that waits, then what one has brought, and the next meetings."""
    now, say = timezone.now(), words()
    after = _place(request.GET.get("after", ""))
    here = work(acting, now, say, after)
    elsewhere = [_elsewhere(one, now, say) for one in others(request, acting, now)]
    brought = matter_list.rows(listing.brought_by(acting), now, say)
    forums = _forums(acting, now)
    shown = {
        **here,
        "brought": brought,
        "meetings": _meetings(acting, forums, now, say),
        "elsewhere": elsewhere,
        "late": sum(one["late"] for one in (here, *elsewhere)),
        "waiting": sum(one["count"] for one in (here, *elsewhere)),
        "more_url": f"?{urlencode({'after': here['more']})}" if here["more"] else "",
        "first_url": address("governance:my_work") if after else "",
        "more": any(one["more"] for one in (here, *elsewhere)),
        "counts": {} if after else {"my_work": f"{here['count']}+" if here["more"] else here["count"]},
        "first_steps": [] if here["count"] or brought else _first_steps(acting),
        "bring_url": address("intake:choose"),
        "mine_url": f"{address('governance:matters')}?mine=on",
    }
    return render(request, "governance/my_work.html", shown)


def _place(said: str) -> listing.Place | None:
    """The key of the last line of the page before; what is no key is the first page."""
    key = read_key(said)
    if key is None:
        return None
    due_at = read_moment(key[0])
    return (due_at, key[1]) if due_at or not key[0] else None


def work(acting: Acting, now: datetime, say: Words, after: listing.Place | None = None) -> Shown:
    """What waits for somebody in one organisation; of their table a page."""
    found = listing.on_the_table(acting, SHOWN, after)
    table = matter_list.rows(found.rows, now, say)
    owed = [*_owed(acting, now, say), *_also_owed(acting, now, say)]
    asked = _asked(acting, now, say)
    written = _written(acting, now, say)
    waits = [*table, *owed, *asked, *written]
    late = sum((one["clock"] or {}).get("state") == "late" for one in waits)
    return {
        "table": table,
        "owed": owed,
        "asked": asked,
        "written": written,
        "count": len(waits),
        "late": late,
        "more": write_key(found.next_after),
    }


def _first_steps(acting: Acting) -> list[tuple[str, str]]:
    """What to do next where nobody has brought anything yet; nothing once somebody has."""
    if listing.has_any(acting):
        return []
    everybody = [(_("Bring the first thing: a need, an idea, a purchase"), "intake:choose")]
    keepers = [
        (_("Invite the others, and give them roles and seats"), "organisations:people"),
        (_("Send lists of your units and people"), "organisations:send_lists"),
    ]
    after = [
        (_("Look at your governance model, and make it your own"), "governance:models"),
        (_("Plan the first meetings of your forums"), "governance:forums"),
    ]
    told = [*everybody, *(keepers if may_keep(acting) else ()), *after]
    return [(label, address(view)) for label, view in told]


def _written(acting: Acting, now: datetime, say: Words) -> list[Shown]:
    """What a forum that one sits in is deciding in writing, and has no answer from one."""
    return [
        {
            "title": one.title,
            "number": one.case_number,
            "url": address("governance:written", one.meeting),
            "clock": clock_words.of_day(timezone.localdate(one.answers_by), None, now, say)
            if one.answers_by
            else None,
        }
        for one in waiting_for(acting)
    ]


def _owed(acting: Acting, now: datetime, say: Words) -> list[Shown]:
    rows = listing.owed_by(acting)
    models = models_of(one.matter.version_id for one in rows)
    return [
        {
            "name": one.name[say.language],
            "title": one.matter.title,
            "number": one.matter.case_number,
            "url": address("governance:matter", one.matter.public_id),
            "to": naming.body(models[one.matter.version_id], one.owed_to, say.language),
            "clock": clock_words.of_day(one.due_on, models[one.matter.version_id], now, say),
            "meet_url": address("governance:obligation_meet", one.public_id),
            "form": MeetForm(auto_id=f"id_{one.pk}_%s"),
        }
        for one in rows
    ]


def _also_owed(acting: Acting, now: datetime, say: Words) -> list[Shown]:
    """What is no matter's; its working days are those of the model that the organisation adopted first."""
    today = timezone.localdate(now)
    rows = also_owed(acting, today)
    model = next(iter(models_on(acting.organisation_id, today)), None) if rows else None
    return [
        {
            "name": one.name,
            "title": one.title,
            "number": one.number,
            "url": address(one.page, one.key),
            "clock": clock_words.of_day(one.due_on, model, now, say),
            "act": one.act,
        }
        for one in rows
    ]


def _asked(acting: Acting, now: datetime, say: Words) -> list[Shown]:
    return [
        {
            "title": one.title,
            "url": address("governance:joint", one.public_id),
            "owner": one.owner,
            "deferred": one.answer == "defers",
            "under_way": one.own_matter is not None,
            "clock": clock_words.of_day(one.due_on, None, now, say) if one.due_on else None,
        }
        for one in listing.asked_of(acting, timezone.localdate(now))
    ]


def _forums(acting: Acting, now: datetime) -> list[ForumOnDay]:
    """The forums that somebody sits in or is secretary of."""
    on = timezone.localdate(now)
    found = forums_on(acting.organisation_id, on)
    return [one for one in found if one.key in acting.forums or manages(one, acting, on)]


def _meetings(acting: Acting, forums: Iterable[ForumOnDay], now: datetime, say: Words) -> list[Shown]:
    names = {one.key: one.forum.name.in_language(say.language) for one in forums}
    return [
        {
            "forum": names[one.forum],
            "when": say.short_moment(one.begins_at),
            "url": address("governance:meeting", one.public_id),
            "papers": _("Papers by %(day)s") % {"day": say.day(one.papers_by)},
            "open": one.state == "open",
            "place": one.place,
        }
        for one in listing.next_meetings(acting, names, now)
    ]


def others(request: HttpRequest, acting: Acting, now: datetime) -> list[tuple[str, Acting]]:
    """The same person in the other organisations they act for, each with its public id."""
    if len(acting.others) < 2:
        return []
    return acting_elsewhere(request.user, acting, timezone.localdate(now))  # type: ignore[arg-type]


def _elsewhere(other: tuple[str, Acting], now: datetime, say: Words) -> Shown:
    """What waits in another organisation, under its name; acting there takes a switch."""
    public_id, acting = other
    with scope.within([acting.organisation_id]):
        found = work(acting, now, say)
    waits = [*found["table"], *found["asked"]]
    return {
        "id": public_id,
        "name": acting.organisation_name,
        "rows": waits[:A_FEW],
        "count": found["count"],
        "late": found["late"],
        "more": found["more"],
        "owed": len(found["owed"]),
    }
