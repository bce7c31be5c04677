"""One item of an open meeting: what can be decided, under which mandate; then a look, then the deed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.forms.meetings import Amendable, PutOffForm, ResolutionForm, Room
from samspil.apps.governance.parts import naming
from samspil.apps.governance.parts.pages import REFUSED, page
from samspil.apps.governance.parts.sending import done_once
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors import meetings as asked
from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.services import meetings as services
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.types import ItemState, MeetingState, NotFoundError, RefusedError
from samspil.apps.governance.views import forum_words
from samspil.apps.governance.views.meetings import forum_of
from samspil.apps.governance.views.seats import seat_name, told
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Outcome
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.core.governance.questions import NextStep, next_steps
from samspil.core.governance.state import State
from samspil.kit.ids import new_id
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@dataclass(frozen=True, slots=True)
class _Item:
    """An item with all that its page needs."""

    row: Any
    forum: ForumOnDay
    model: GovernanceModel
    state: State
    possible: tuple[NextStep, ...]
    lines: list[Any]
    room: dict[str, str]
    now: datetime

    @property
    def out(self) -> list[str]:
        """The seats that have an interest."""
        forum = f"forum {self.forum.key}"
        return sorted(seat for whose, seat in self.state.recused if whose == forum)

    def seat(self, seat: str) -> str:
        """A seat by name, with whoever sits there."""
        who = next((line.person_name for line in self.lines if line.seat == seat), "")
        name = seat_name(self.model, self.forum.key, seat)
        return f"{name} ({who})" if who and who != name else name

    def told(self, problem: Problem) -> str:
        """A refusal as a sentence."""
        people = {str(line.person): line.person_name for line in self.lines if line.person}
        return told(problem, self.model, self.forum.key, people)


def _item(acting: Acting, public_id: UUID, item: int) -> _Item:
    """An item of an open meeting, for whoever manages the forum; for others there is no such page."""
    now = timezone.now()
    row = access.access_item(acting, public_id, item)
    forum = forum_of(row.meeting, now)
    if not services.manages(forum, acting, timezone.localdate(now)) or row.meeting.in_writing:
        raise NotFoundError(str(item))
    model, state = standing(row.matter)
    is_here = state.body == f"forum {forum.key}"
    return _Item(
        row=row,
        forum=forum,
        model=model,
        state=state,
        possible=next_steps(model, state, now) if is_here else (),
        lines=asked.attendances_of(row.meeting),
        room=services.in_the_room(row.meeting, state, now),
        now=now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def item(request: HttpRequest, acting: Acting, public_id: UUID, item: int) -> HttpResponseBase:
    """Decide an item: the form, then what it will be, then it is done and cannot be undone."""
    found = _item(acting, public_id, item)
    form = _form(found, request.POST if request.method == "POST" else None)
    if request.method != "POST" or request.POST.get("do") == "edit":
        return _page(request, found, form if request.method == "POST" else _form(found, None))
    if found.row.state == ItemState.DECIDED.value:
        refusal = found.told(Problem("item_is_decided", {"case": found.row.matter.case_number}))
        return _page(request, found, form, refusal)
    if not form.is_valid():
        return _page(request, found, form, _("Nothing is decided yet. See the fields below."))
    said = form.resolution(agreed="agreed" in request.POST)
    if request.POST.get("do") == "confirm":
        return _decide(request, acting, found, form)
    problem = services.refusal_of(found.row, said, acting=acting, at=found.now)
    if problem is not None:
        return _page(request, found, form, found.told(problem))
    return render(request, "governance/item_confirm.html", _confirmation(request, found, form))


def _form(found: _Item, data: Any) -> ResolutionForm:
    room = Room(
        {seat: found.seat(seat) for seat in found.room},
        found.row.meeting.chaired_by,
        forum_words.counts_votes(found.forum.forum),
    )
    return ResolutionForm(
        data,
        step=found.row.matter.step,
        outcomes=[(one.outcome or "", _outcome(found, one)) for one in found.possible],
        room=room,
        amendable=_amendable(found),
    )


def _amendable(found: _Item) -> Amendable:
    """What the outcomes that are possible now may change."""
    keys = {key: None for one in found.possible for key in _spec(found, one).amends}
    return Amendable(found.model, list(keys), found.state.matter.attributes, language())


def _spec(found: _Item, one: NextStep) -> Outcome:
    return naming.step_of(found.model, found.row.matter.kind, one.step).outcomes[one.outcome or ""]


def _outcome(found: _Item, one: NextStep) -> str:
    at = naming.step_of(found.model, found.row.matter.kind, one.step)
    return naming.outcome(found.model, at, one.outcome or "", language())


def _page(request: HttpRequest, found: _Item, form: ResolutionForm, refusal: str = "") -> HttpResponseBase:
    return render(
        request, "governance/item.html", _context(found, form, refusal), status=REFUSED if refusal else 200
    )


def _context(found: _Item, form: ResolutionForm, refusal: str) -> dict[str, Any]:
    matter, meeting = found.row.matter, found.row.meeting
    on = timezone.localdate(found.now)
    return {
        "meeting": meeting,
        "item": found.row,
        "matter_url": address("governance:matter", matter.public_id),
        "refusal": refusal,
        "form": form,
        "put_off": PutOffForm(),
        "is_open": meeting.state == MeetingState.OPEN.value and found.row.state == ItemState.WAITING.value,
        "is_here": found.state.body == f"forum {found.forum.key}",
        "grounds": _grounds(found),
        "quorum": asked.quorum(found.forum, len(found.room), len(found.out), on),
        "decides": forum_words.decides(found.forum, on)[0],
        "out": [found.seat(seat) for seat in found.out],
        "away": [found.seat(line.seat) for line in found.lines if not line.is_present and line.person],
        "can_go_out": [(seat, found.seat(seat)) for seat in found.room],
        "papers": [
            (paper.title, address("governance:paper", paper.public_id))
            for paper in asked.papers_of([found.row]).get(matter.pk, ())
        ],
        "facts": [
            (naming.attribute(found.model, key, language()), naming.value(found.model, key, value, words()))
            for key, value in found.state.matter.attributes.items()
        ],
        "kind": naming.kind(found.model, matter.kind, language()),
        "crumbs": [
            (_("Forums"), address("governance:forums")),
            (
                found.forum.forum.name.in_language(language()),
                address("governance:forum", found.forum.key),
            ),
            (_("Meeting"), address("governance:meeting", meeting.public_id)),
            (matter.title, ""),
        ],
    }


def _grounds(found: _Item) -> list[dict[str, Any]]:
    """For each outcome, by what right the forum would take it, and what is still missing."""
    on = timezone.localdate(found.now)
    return [
        {
            "outcome": _outcome(found, one),
            "mandate": forum_words.by_key(found.model, one.mandate, on) if one.mandate else None,
            "missing": [
                naming.item(found.model, found.row.matter.kind, one.step, key, language())
                for key in one.open_items
            ],
            "needs_reason": _spec(found, one).needs_reason,
            "amends": [naming.attribute(found.model, key, language()) for key in _spec(found, one).amends],
        }
        for one in found.possible
    ]


def _confirmation(request: HttpRequest, found: _Item, form: ResolutionForm) -> dict[str, Any]:
    said = form.resolution(agreed="agreed" in request.POST)
    chosen = next(one for one in found.possible if one.outcome == said.outcome)
    votes = said.votes or {}
    on = timezone.localdate(found.now)
    typed = [
        (name, value)
        for name in request.POST
        for value in request.POST.getlist(name)
        if name not in {"csrfmiddlewaretoken", "do", "key"}
    ]
    against = [found.seat(seat) for seat, vote in votes.items() if vote.value == "against"]
    abstaining = [found.seat(seat) for seat, vote in votes.items() if vote.value == "abstains"]
    return {
        **_context(found, form, ""),
        "outcome": _outcome(found, chosen),
        "reason": said.reason,
        "conditions": said.conditions,
        "mandate": forum_words.by_key(found.model, chosen.mandate, on) if chosen.mandate else None,
        "counts_votes": forum_words.counts_votes(found.forum.forum),
        "for_it": len(found.room) - len(against) - len(abstaining),
        "against": against,
        "abstaining": abstaining,
        "changes": [
            (naming.attribute(found.model, key, language()), _value(found, key), _value(found, key, value))
            for key, value in said.amends.items()
        ],
        "typed": typed,
        "key": str(new_id()),
    }


def _value(found: _Item, key: str, value: Value | None = None) -> str:
    """What is known, or what it is to be, in words."""
    told = found.state.matter.attributes.get(key) if value is None else value
    return "–" if told is None else naming.value(found.model, key, told, words())


def _decide(request: HttpRequest, acting: Acting, found: _Item, form: ResolutionForm) -> HttpResponseBase:
    said = form.resolution(agreed="agreed" in request.POST)

    def do() -> str:
        matter = services.decide_item(found.row, said, acting=acting, at=found.now)
        return matter.case_number

    body = {"item": found.row.pk, "typed": {name: request.POST.getlist(name) for name in form.fields}}
    try:
        done_once(request, acting, body, do, found.now)
    except RefusedError as refused:
        return _page(request, found, form, found.told(refused.problem))
    messages.success(request, _("%(title)s is decided.") % {"title": found.row.matter.title})
    return redirect(address("governance:meeting", found.row.meeting.public_id) + "#agenda")


@require_http_methods(["POST"])
@page
def put_off(request: HttpRequest, acting: Acting, public_id: UUID, item: int) -> HttpResponseBase:
    """An item waits for the next meeting."""
    found = _item(acting, public_id, item)
    form = PutOffForm(request.POST)
    form.is_valid()
    try:
        services.put_off_item(found.row, form.cleaned_data.get("note", ""), acting=acting, at=found.now)
    except RefusedError as refused:
        return _page(request, found, _form(found, None), found.told(refused.problem))
    messages.success(
        request, _("%(title)s is put off and is ready for the next meeting.") % {"title": found.row.matter}
    )
    return redirect(address("governance:meeting", public_id) + "#agenda")


@require_http_methods(["POST"])
@page
def interest(request: HttpRequest, acting: Acting, public_id: UUID, item: int) -> HttpResponseBase:
    """A seat has an interest: asked first, since it cannot be undone; then it is out of the item."""
    found = _item(acting, public_id, item)
    seat, reason = request.POST.get("seat", ""), request.POST.get("reason", "")[:2000]
    if seat not in found.room:
        refusal = _("Choose whoever has an interest among those present.")
        return _page(request, found, _form(found, None), refusal)
    if request.POST.get("do") != "confirm":
        context = _context(found, _form(found, None), "")
        context |= {"seat": seat, "seat_name": found.seat(seat), "reason": reason}
        return render(request, "governance/item_interest.html", context)
    try:
        services.send_out(found.row, seat, reason, acting=acting, at=found.now)
    except RefusedError as refused:
        return _page(request, found, _form(found, None), found.told(refused.problem))
    messages.success(request, _("%(seat)s takes no part in this item.") % {"seat": found.seat(seat)})
    return redirect("governance:item", public_id, item)
