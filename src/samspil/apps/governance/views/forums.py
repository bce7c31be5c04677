"""Forums: the list, and each with its seats, its rule, what is ready, when it meets and what it owes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts import naming
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.selectors import forums as asked
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forum_on, forums_on
from samspil.apps.governance.selectors.listing import model_for
from samspil.apps.governance.services import meetings as services
from samspil.apps.governance.types import RefusedError
from samspil.apps.governance.views import clock_words, forum_words
from samspil.apps.governance.views.seats import seat_name
from samspil.apps.organisations.selectors import holders_of
from samspil.apps.organisations.types import Acting
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

_ENOUGH: Final = services.PLANNED_AHEAD


@require_safe
@page
def forums(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All forums, those one sits in first."""
    now = timezone.now()
    found = forums_on(acting.organisation_id, timezone.localdate(now))
    ready = asked.ready_counts(acting.organisation_id, [one.key for one in found])
    nexts = asked.next_meetings_at(acting.organisation_id, now)
    lines = [
        {
            "key": one.key,
            "name": one.forum.name.in_language(language()),
            "level": forum_words.level(one.forum),
            "meets": forum_words.meets(one.forum),
            "next": words().short_moment(nexts[one.key]) if one.key in nexts else "",
            "ready": ready.get(one.key, 0),
            "mine": one.key in acting.forums,
        }
        for one in found
    ]
    lines.sort(key=lambda line: not line["mine"])
    return render(request, "governance/forums.html", {"forums": lines})


@require_safe
@page
def forum(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """One forum."""
    return _shown(request, acting, key)


@require_POST
@page
def plan(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """Meetings from the calendar, now; the clock does the same by itself."""
    now = timezone.now()
    found = forum_on(acting.organisation_id, key, timezone.localdate(now))
    try:
        new = services.plan_ahead(found, acting.organisation_id, at=now, acting=acting)
    except RefusedError as refused:
        return _shown(request, acting, key, refusal=sentence(refused.problem, found.model))
    text = ngettext("%(n)s meeting is planned.", "%(n)s meetings are planned.", len(new)) % {"n": len(new)}
    messages.success(request, text if new else _("There was nothing to plan."))
    return redirect("governance:forum", key)


def _shown(request: HttpRequest, acting: Acting, key: str, refusal: str = "") -> HttpResponseBase:
    now = timezone.now()
    on = timezone.localdate(now)
    found = forum_on(acting.organisation_id, key, on)
    context = {
        "forum": found.forum,
        "key": key,
        "name": found.forum.name.in_language(language()),
        "crumbs": [
            (_("Forums"), address("governance:forums")),
            (found.forum.name.in_language(language()), ""),
        ],
        "lead": _("%(level)s forum. Meets %(rhythm)s.")
        % {"level": forum_words.level(found.forum), "rhythm": forum_words.meets(found.forum)},
        "decides": forum_words.decides(found, on),
        "mandates": forum_words.mandates(found, on),
        "source": str(found.forum.source),
        "manages": services.manages(found, acting, on),
        "writes": found.forum.deciding.written_procedure is not None,
        "refusal": refusal,
        **_people(acting, found, on),
        **_meetings(request, acting, found, now),
        **_matters(acting, found, now),
    }
    forbidden = bool(refusal) and not context["manages"]
    return shown(request, "governance/forum.html", context, refused=bool(refusal), forbidden=forbidden)


def _people(acting: Acting, found: ForumOnDay, on: date) -> dict[str, Any]:
    seats = asked.seats_today(acting.organisation_id, found, on)
    secretary = found.forum.secretary
    holders = holders_of(acting.organisation_id, [secretary], on) if secretary else []
    chairs = [one for one in seats if one.chairs]
    return {
        "seats": [
            {
                "name": seat_name(found.model, found.key, one.seat.id),
                "who": one.name,
                "chairs": one.chairs and len(chairs) == 1,
                "mine": one.person == acting.person,
            }
            for one in seats
        ],
        "anybody_chairs": len(chairs) > 1,
        "empty": sum(one.person is None for one in seats),
        "secretary_role": found.model.spec.roles[secretary].name.in_language(language()) if secretary else "",
        "secretaries": sorted({name for _role, _person, name in holders}),
    }


def _meetings(request: HttpRequest, acting: Acting, found: ForumOnDay, now: datetime) -> dict[str, Any]:
    coming = asked.coming_meetings(acting.organisation_id, found.key, now)
    earlier = _moment(request.GET.get("before", ""))
    past = asked.past_meetings(acting.organisation_id, found.key, earlier)
    open_now = next((one for one in coming if one.state == "open"), None)
    papers = next(
        (one for one in coming if one.state == "planned" and one.papers_by >= timezone.localdate(now)), None
    )
    return {
        "coming": [_meeting_line(one, found, now) for one in coming],
        "can_plan": sum(one.state == "planned" for one in coming) < _ENOUGH,
        "open_now": open_now,
        "reachable": papers
        and {
            "when": words().short_moment(papers.begins_at),
            "papers_by": words().day(papers.papers_by),
        },
        "past": [_meeting_line(one, found, now) for one in past[:10]],
        "past_before": past[9].begins_at.isoformat() if len(past) > 10 else "",
        "writing": [
            {
                "meeting": one.meeting.public_id,
                "title": one.matter.title,
                "until": one.meeting.answers_by and words().short_moment(one.meeting.answers_by),
            }
            for one in asked.written_under_way(acting.organisation_id, found.key)
        ],
    }


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.utcoffset() is not None else None


def _meeting_line(one: Any, found: ForumOnDay, now: datetime) -> dict[str, Any]:
    room = services.capacity(found, timezone.localdate(one.begins_at))
    return {
        "id": one.public_id,
        "state": one.state,
        "when": words().short_moment(one.begins_at),
        "at": one.begins_at,
        "place": one.place,
        "in_writing": one.in_writing,
        "is_extraordinary": one.is_extraordinary,
        "because": one.called_because,
        "shortened": one.papers_shortened,
        "items": one.item_count,
        "room": room,
        "papers_by": words().weekday(one.papers_by),
        "clock": clock_words.of_day(one.papers_by, found.model, now, words()),
        "papers_open": one.papers_by >= timezone.localdate(now),
        "has_minutes": one.state == "closed",
    }


def _matters(acting: Acting, found: ForumOnDay, now: datetime) -> dict[str, Any]:
    ready = asked.ready_for(acting.organisation_id, found.key)
    waits = [(now - row.entered_at).days for row in ready if row.entered_at]
    origins = asked.origins(acting.organisation_id, found.key, now - asked.A_YEAR)
    most = max((count for _unit, count in origins), default=1)
    return {
        "ready": [_ready_line(row, model_for(row), now) for row in ready],
        "longest_wait": max(waits, default=None),
        "usual_wait": sorted(waits)[len(waits) // 2] if waits else None,
        "origins": [
            {"unit": unit or _("unit not stated"), "count": count, "most": most} for unit, count in origins
        ],
        "owed": [
            {
                "name": one.name.get(language()) or one.name["da"],
                "matter": one.matter,
                "url": address("governance:matter", one.matter.public_id),
                "ours": one.owed_by == f"forum {found.key}",
                "clock": clock_words.of_day(one.due_on, found.model, now, words()),
            }
            for one in asked.owed_by_forum(acting.organisation_id, found.key)
        ],
    }


def _ready_line(row: asked.Ready, model: GovernanceModel, now: datetime) -> dict[str, Any]:
    days = (now - row.entered_at) // timedelta(days=1) if row.entered_at else 0
    return {
        "id": row.public_id,
        "url": address("governance:matter", row.public_id),
        "case": row.case_number,
        "title": row.title,
        "kind": naming.kind(model, row.kind, language()),
        "step": naming.step(model, row.kind, row.step, language()),
        "unit": row.unit_name,
        "waited": ngettext("%(days)s day", "%(days)s days", days) % {"days": days},
        "clock": row.due_on and clock_words.of_day(row.due_on, model, now, words()),
    }
