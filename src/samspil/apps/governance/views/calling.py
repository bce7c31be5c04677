"""An extraordinary meeting is called: when, where and why, and what that does to the papers' deadline."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.forms.meetings import CallForm
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.parts.sending import done_once, key_of
from samspil.apps.governance.selectors.access import access_meeting
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forum_on
from samspil.apps.governance.services import meetings as services
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.kit.once.doing import AnotherRequestError
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def call(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """The form, and the meeting it makes."""
    now = timezone.now()
    found = forum_on(acting.organisation_id, key, timezone.localdate(now))
    if not services.manages(found, acting, timezone.localdate(now)):
        raise NotFoundError(key)
    if request.method != "POST":
        return _page(request, found, CallForm(), now)
    form = CallForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, now, _("No meeting is called yet. See the fields below."))
    try:
        meeting = access_meeting(acting, _called(request, acting, found, form, now))
    except RefusedError as refused:
        return _page(request, found, form, now, sentence(refused.problem, found.model))
    messages.success(request, _told(meeting))
    return redirect("governance:meeting", meeting.public_id)


def _called(request: HttpRequest, acting: Acting, found: ForumOnDay, form: CallForm, now: datetime) -> UUID:
    """The meeting, once however often the form is sent."""
    said = form.call()
    body = [found.key, said.begins_at.isoformat(), said.place, said.reason]

    def do() -> str:
        return str(services.call_meeting(found, said, acting=acting, at=now).public_id)

    try:
        return UUID(done_once(request, acting, body, do, now))
    except AnotherRequestError:
        return UUID(do())


def _told(meeting: Any) -> str:
    text = _("The meeting is called. Papers must be here by %(day)s.")
    if meeting.papers_shortened:
        text = _("The meeting is called. The usual deadline for papers has been: they can come by %(day)s.")
    return text % {"day": words().day(meeting.papers_by)}


def _page(
    request: HttpRequest, found: ForumOnDay, form: CallForm, now: datetime, refusal: str = ""
) -> HttpResponseBase:
    name = found.forum.name.in_language(language())
    context = {
        "name": name,
        "key": found.key,
        "form": form,
        "refusal": refusal,
        "once": key_of(request),
        "deadline": _deadline(found, timezone.localdate(now)),
        "crumbs": [
            (_("Forums"), address("governance:forums")),
            (name, address("governance:forum", found.key)),
            (_("Call an extraordinary meeting"), ""),
        ],
    }
    return shown(request, "governance/meeting_call.html", context, refused=bool(refusal))


def _deadline(found: ForumOnDay, on: date) -> str:
    days = int(found.model.program.book.read(found.forum.papers, on).value)
    text = ngettext(
        "Papers must be here %(days)s working day before the meeting.",
        "Papers must be here %(days)s working days before the meeting.",
        days,
    )
    return text % {"days": days}
