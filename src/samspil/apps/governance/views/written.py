"""Between meetings: a proposal is sent out, each answers from their own log-in, and it is decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.forms.meetings import AnswerForm, WriteForm
from samspil.apps.governance.parts import naming
from samspil.apps.governance.parts.pages import REFUSED, page
from samspil.apps.governance.parts.sending import done_once, key_of
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors import meetings as asked
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forum_on
from samspil.apps.governance.selectors.written import answers_to
from samspil.apps.governance.services import meetings as services
from samspil.apps.governance.services import minutes as writing
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.governance.views import forum_words
from samspil.apps.governance.views.meetings import forum_of
from samspil.apps.governance.views.seats import seat_name, told
from samspil.apps.organisations.types import Acting
from samspil.core.governance.questions import next_steps
from samspil.kit.once.doing import AnotherRequestError
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def write(request: HttpRequest, acting: Acting, key: str, matter_id: UUID) -> HttpResponseBase:
    """Send a proposal out in writing."""
    now = timezone.now()
    found = forum_on(acting.organisation_id, key, timezone.localdate(now))
    if not services.manages(found, acting, timezone.localdate(now)):
        raise NotFoundError(key)
    matter = access.access_matter(acting, matter_id)
    model, state = standing(matter)
    is_here = state.body == f"forum {key}"
    possible = next_steps(model, state, now) if is_here else ()
    names = [(one.outcome or "", _outcome(model, matter, one.step, one.outcome or "")) for one in possible]
    form = WriteForm(request.POST if request.method == "POST" else None, outcomes=names)
    refusal = ""
    if request.method == "POST":
        if form.is_valid():
            try:
                meeting = _send(request, acting, (found, matter), form, now)
            except RefusedError as refused:
                refusal = told(refused.problem, model, key)
            else:
                messages.success(request, _("It is sent out. Everybody with a seat is asked in My work."))
                return redirect("governance:written", meeting)
        else:
            refusal = _("Nothing is sent out yet. See the fields below.")
    context = {
        "form": form,
        "matter": matter,
        "matter_url": address("governance:matter", matter.public_id),
        "refusal": refusal,
        "is_here": is_here,
        "decides": forum_words.decides(found, timezone.localdate(now)),
        "grounds": [
            (name, forum_words.by_key(model, one.mandate, timezone.localdate(now)) if one.mandate else None)
            for (_key, name), one in zip(names, possible, strict=True)
        ],
        "key": key_of(request),
        "crumbs": _crumbs(found, _("Decide in writing")),
    }
    return render(request, "governance/write.html", context, status=REFUSED if refusal else 200)


def _send(
    request: HttpRequest, acting: Acting, about: tuple[ForumOnDay, Any], form: WriteForm, now: datetime
) -> str:
    found, matter = about
    said = form.proposal()
    body = [str(matter.public_id), said.outcome, said.reason, list(said.conditions)]

    def do() -> str:
        return str(services.send_in_writing(found, matter, said, acting=acting, at=now).public_id)

    try:
        return str(done_once(request, acting, body, do, now))
    except AnotherRequestError:
        return do()  # which says what stands in the way, where it was this matter that was sent


def _outcome(model: Any, matter: Any, step: str, outcome: str) -> str:
    return naming.outcome(model, naming.step_of(model, matter.kind, step), outcome, language())


def _crumbs(found: ForumOnDay, last: str) -> list[tuple[str, str]]:
    return [
        (_("Forums"), address("governance:forums")),
        (found.forum.name.in_language(language()), address("governance:forum", found.key)),
        (last, ""),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def written(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """A proposal in writing: what is asked, who has answered, one's own answer, and the end of it."""
    meeting = access.access_meeting(acting, public_id)
    if not meeting.in_writing:
        raise NotFoundError(str(public_id))
    if meeting.state != "open":
        return redirect("governance:meeting", public_id)
    item = asked.items_of(meeting)[0]
    if request.method == "POST":
        return _posted(request, acting, meeting, item)
    return _page(request, acting, item, _own(acting, item, meeting))


def _posted(request: HttpRequest, acting: Acting, meeting: Any, item: Any) -> HttpResponseBase:
    now, what = timezone.now(), request.POST.get("do", "answer")
    form = AnswerForm(request.POST) if what == "answer" else _own(acting, item, meeting)
    if what == "answer" and not form.is_valid():
        return _page(request, acting, item, form, _("Nothing is answered yet. Choose an answer."))
    try:
        if what == "answer":
            said = form.cleaned_data
            services.answer_in_writing(item, said["vote"], said["remark"], acting=acting, at=now)
            messages.success(request, _("Your answer is kept. You can change it until it is decided."))
            return redirect("governance:written", meeting.public_id)
        if what == "decide":
            services.decide_in_writing(item, acting=acting, at=now)
            messages.success(request, _("It is decided in writing, and the minutes are kept."))
        else:
            services.drop_in_writing(item, request.POST.get("note", "")[:1000], acting=acting, at=now)
            messages.success(request, _("It ended without a decision. The matter is ready for a meeting."))
    except RefusedError as refused:
        people = {str(one.person): one.person_name for one in answers_to(item).values()}
        sentence = told(refused.problem, forum_of(meeting, now).model, meeting.forum, people)
        return _page(request, acting, item, form, sentence)
    meeting.refresh_from_db()
    writing.store_minutes(meeting, acting=acting, at=now)
    return redirect("governance:meeting", meeting.public_id)


def _own(acting: Acting, item: Any, meeting: Any) -> AnswerForm:
    mine = {held.seat for held in acting.seats if held.forum == meeting.forum}
    given = next((one for seat, one in answers_to(item).items() if seat in mine), None)
    return AnswerForm(initial={"vote": given.vote, "remark": given.remark} if given else None)


def _page(
    request: HttpRequest, acting: Acting, item: Any, form: AnswerForm, refusal: str = ""
) -> HttpResponseBase:
    now, meeting = timezone.now(), item.meeting
    found = forum_of(meeting, now)
    model, _state = standing(item.matter)
    answers = answers_to(item)
    proposal = item.proposal
    lines = asked.attendances_of(meeting)
    is_late = meeting.answers_by is not None and now > meeting.answers_by
    said = {"for": _("for"), "against": _("against"), "abstains": _("abstains")}
    context = {
        "meeting": meeting,
        "item": item,
        "matter_url": address("governance:matter", item.matter.public_id),
        "outcome": _outcome(model, item.matter, proposal.step, proposal.outcome),
        "proposal": proposal,
        "form": form,
        "refusal": refusal,
        "until": words().moment(meeting.answers_by) if meeting.answers_by else "",
        "is_late": is_late,
        "can_answer": meeting.forum in acting.forums and not is_late,
        "manages": services.manages(found, acting, timezone.localdate(now)),
        "all_answered": len(answers) >= len(lines),
        "missing": sum(line.seat not in answers for line in lines),
        "lines": [
            {
                "name": seat_name(found.model, found.key, line.seat),
                "who": answers[line.seat].person_name if line.seat in answers else line.person_name,
                "vote": answers[line.seat].vote if line.seat in answers else "",
                "said": said.get(answers[line.seat].vote, _("has an interest and stays out"))
                if line.seat in answers
                else "",
                "remark": answers[line.seat].remark if line.seat in answers else "",
            }
            for line in lines
        ],
        "papers": [
            (paper.title, address("governance:paper", paper.public_id))
            for paper in asked.papers_of([item]).get(item.matter_id, ())
        ],
        "decides": forum_words.decides(found, timezone.localdate(now)),
        "crumbs": _crumbs(found, _("In writing")),
    }
    return render(request, "governance/written.html", context, status=REFUSED if refusal else 200)
