"""A meeting: its agenda before, the items and the attendance while it is held, what came of it after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.forms.meetings import WhenAndWhereForm
from samspil.apps.governance.parts import naming
from samspil.apps.governance.parts.pages import REFUSED, page, shown
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors import meetings as asked
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forum_on
from samspil.apps.governance.selectors.forums import ready_for
from samspil.apps.governance.selectors.listing import models_of
from samspil.apps.governance.services import meetings as services
from samspil.apps.governance.types import NotFoundError, Part, RefusedError
from samspil.apps.governance.views import forum_words
from samspil.apps.governance.views.seats import seat_name, told
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

_COLOURS = {"approves": "success", "rejects": "danger"}


@require_safe
@page
def meeting(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """One meeting."""
    found = access.access_meeting(acting, public_id)
    if found.in_writing and found.state == "open":
        return redirect("governance:written", public_id)
    return shown_meeting(request, acting, found)


def shown_meeting(
    request: HttpRequest, acting: Acting, found: Any, refusal: str = "", form: WhenAndWhereForm | None = None
) -> HttpResponseBase:
    """The page, with what was refused and what was typed."""
    context = context_of(acting, found, timezone.now(), refusal) | ({"form": form} if form else {})
    forbidden = bool(refusal) and not context["manages"]
    return shown(request, "governance/meeting.html", context, refused=bool(refusal), forbidden=forbidden)


def not_yours(acting: Acting, found: Any, now: datetime) -> str:
    """Why somebody may not prepare and hold a meeting; nothing where they may."""
    forum = forum_of(found, now)
    if services.manages(forum, acting, timezone.localdate(now)):
        return ""
    return told(Problem("only_chair_or_secretary"), forum.model, found.forum)


def forum_of(found: Any, now: datetime) -> ForumOnDay:
    """The forum of a meeting: today's, or as it was when it met."""
    try:
        return forum_on(found.organisation_id, found.forum, timezone.localdate(now))
    except NotFoundError:
        return forum_on(found.organisation_id, found.forum, timezone.localdate(found.begins_at))


def context_of(acting: Acting, found: Any, now: datetime, refusal: str = "") -> dict[str, Any]:
    """All that the page of a meeting shows."""
    forum = forum_of(found, now)
    on = timezone.localdate(now)
    manages = services.manages(forum, acting, on)
    name = forum.forum.name.in_language(language())
    may_change = manages and found.state in {"planned", "open"} and not found.in_writing
    items = agenda_lines(found)
    room = services.capacity(forum, timezone.localdate(found.begins_at))
    return {
        "meeting": found,
        "forum_name": name,
        "crumbs": [
            (_("Forums"), address("governance:forums")),
            (name, address("governance:forum", found.forum)),
            (words().weekday(timezone.localdate(found.begins_at)), ""),
        ],
        "when": words().moment(found.begins_at),
        "papers_by": words().day(found.papers_by),
        "manages": manages,
        "may_change": may_change,
        "refusal": refusal,
        "items": items,
        "room": room,
        "is_full": len(items) >= room,
        "minutes_in_all": sum(one["minutes"] or 0 for one in items),
        "ready": _ready(acting, found) if may_change and len(items) < room else [],
        "form": WhenAndWhereForm(initial={"begins_at": found.begins_at, "place": found.place}),
        "decides": forum_words.decides(forum, on),
        "invitation": _invitation(acting, found, name, items) if found.state == "planned" else "",
        **_attendance(found, forum, now),
    }


def agenda_lines(found: Any) -> list[dict[str, Any]]:
    """The agenda in order: what is asked, the papers, and what was decided."""
    items = asked.items_of(found)
    models = models_of(one.matter.version_id for one in items)
    papers, decided = asked.papers_of(items), asked.decisions_of(found)
    took_part = asked.seats_of_items(found)
    return [
        _line(one, found, models[one.matter.version_id], papers, decided.get(one.matter_id))
        | {"parts": _parts(took_part.get(one.pk, ()), models[one.matter.version_id], found.forum)}
        for one in items
    ]


def _parts(lines: Sequence[Any], model: GovernanceModel, forum: str) -> list[dict[str, Any]]:
    """Who took part in an item, who stepped aside and who was not there; nobody named where nobody was."""
    said = {
        Part.TOOK_PART: _("Took part"),
        Part.STEPPED_ASIDE: _("Stepped aside"),
        Part.ABSENT: _("Not present"),
    }
    found = {
        name: [seat_name(model, forum, line.seat) for line in lines if line.part == part.value]
        for part, name in said.items()
    }
    return [{"name": name, "seats": seats} for name, seats in found.items() if seats]


def _line(item: Any, found: Any, model: GovernanceModel, papers: Any, decision: Any) -> dict[str, Any]:
    matter = item.matter
    is_here = matter.body == f"forum {found.forum}" and not matter.end
    return {
        "id": item.pk,
        "title": matter.title,
        "case": matter.case_number,
        "url": address("governance:matter", matter.public_id),
        "kind": naming.kind(model, matter.kind, language()),
        "step": naming.step(model, matter.kind, matter.step, language()) if is_here else "",
        "is_here": is_here,
        "minutes": item.minutes,
        "state": item.state,
        "note": item.note,
        "papers": [
            (paper.title, address("governance:paper", paper.public_id))
            for paper in papers.get(item.matter_id, ())
        ],
        "decision": decision and _decision(decision),
    }


def _decision(decision: Any) -> dict[str, Any]:
    tally = decision.tally
    return {
        "outcome": decision.outcome_name.get(language()) or decision.outcome_name["da"],
        "colour": _COLOURS.get(decision.effect, "neutral"),
        "reason": decision.reason,
        "conditions": decision.conditions,
        "place": decision.place,
        "url": address("governance:decision", decision.public_id),
        "votes": tally
        and _("%(votes_for)s for, %(votes_against)s against, %(present)s of %(entitled)s present") % tally,
    }


def _attendance(found: Any, forum: ForumOnDay, now: datetime) -> dict[str, Any]:
    if found.state in {"planned", "cancelled"}:
        return {}
    lines = asked.attendances_of(found)
    present = sum(line.is_present for line in lines)
    return {
        "attendance": [
            {
                "seat": line.seat,
                "name": seat_name(forum.model, forum.key, line.seat),
                "who": line.person_name,
                "is_present": line.is_present,
                "is_empty": line.person is None,
                "chairs": line.seat == found.chaired_by,
            }
            for line in lines
        ],
        "quorum": asked.quorum(forum, present, 0, timezone.localdate(found.closed_at or now)),
    }


def _ready(acting: Acting, found: Any) -> list[dict[str, Any]]:
    return [
        {"id": row.public_id, "title": row.title, "case": row.case_number}
        for row in ready_for(acting.organisation_id, found.forum)
    ]


def _invitation(acting: Acting, found: Any, name: str, items: list[dict[str, Any]]) -> str:
    """Plain text to send; whoever gets it sees at once whether it is only an example."""
    lines = [_("EXAMPLE DATA: this meeting is made up."), ""] if acting.is_example else []
    if found.is_extraordinary:
        lines += [
            _("You are invited to an extraordinary meeting of %(forum)s.") % {"forum": name},
            _("Why: %(reason)s") % {"reason": found.called_because},
        ]
    else:
        lines.append(_("You are invited to a meeting of %(forum)s.") % {"forum": name})
    lines += [
        _("Time: %(when)s") % {"when": words().moment(found.begins_at)},
    ]
    if found.place:
        lines.append(_("Place: %(place)s") % {"place": found.place})
    lines.append(_("Papers by: %(day)s") % {"day": words().day(found.papers_by)})
    lines += ["", _("Agenda")]
    lines += [f"{number}. {one['title']} ({one['case']})" for number, one in enumerate(items, 1)]
    return "\n".join(lines)


# the agenda

Change = Callable[[HttpRequest, Acting, Any, datetime], None]


def _changed(request: HttpRequest, acting: Acting, public_id: UUID, change: Change) -> HttpResponseBase:
    """One change of the agenda; the part for htmx, the page for others."""
    found = access.access_meeting(acting, public_id)
    refusal = ""
    try:
        change(request, acting, found, timezone.now())
    except RefusedError as refused:
        refusal = told(refused.problem, forum_of(found, timezone.now()).model, found.forum)
    if getattr(request, "htmx", False):
        context = context_of(acting, found, timezone.now(), refusal)
        template = "governance/parts/agenda.html"
        return render(request, template, context, status=REFUSED if refusal else 200)
    if refusal:
        return shown_meeting(request, acting, found, refusal)
    return redirect(address("governance:meeting", public_id) + "#agenda")


@require_POST
@page
def add_item(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """A matter comes on the agenda."""

    def change(request: HttpRequest, acting: Acting, found: Any, at: datetime) -> None:
        matter = access.access_matter(acting, _uuid(request.POST.get("matter", "")))
        services.put_on_agenda(found, matter, acting=acting, at=at)

    return _changed(request, acting, public_id, change)


@require_POST
@page
def change_item(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """An item moves up or down, gets minutes, or leaves."""

    def change(request: HttpRequest, acting: Acting, found: Any, at: datetime) -> None:
        item = access.access_item(acting, public_id, _number(request.POST.get("item", "")) or 0)
        move = request.POST.get("move", "")
        if move in {"up", "down"}:
            services.move_item(item, -1 if move == "up" else 1, acting=acting, at=at)
        elif move == "off":
            services.take_off_agenda(item, acting=acting, at=at)
        else:
            minutes = _number(request.POST.get("minutes", ""))
            services.give_minutes(item, minutes, acting=acting, at=at)

    return _changed(request, acting, public_id, change)


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError as error:
        raise NotFoundError(said) from error


def _number(said: str) -> int | None:
    return min(int(said), 9999) if said.isascii() and said.isdigit() and len(said) < 12 else None
