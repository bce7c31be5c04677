"""A meeting is moved, cancelled, opened and closed; who is there. What cannot be undone asks first."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil.apps.governance.forms.meetings import CloseForm, WhenAndWhereForm
from samspil.apps.governance.parts.pages import page, shown
from samspil.apps.governance.selectors import access
from samspil.apps.governance.services import meetings as services
from samspil.apps.governance.services import minutes as writing
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.governance.views.meetings import forum_of, not_yours, shown_meeting
from samspil.apps.governance.views.seats import told
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language
from samspil.wording.catalogues import LANGUAGES


@require_POST
@page
def change(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Another time or place."""
    found = access.access_meeting(acting, public_id)
    if refusal := not_yours(acting, found, timezone.now()):
        return shown_meeting(request, acting, found, refusal)
    form = WhenAndWhereForm(request.POST)
    if not form.is_valid():
        refusal = _("The meeting was not changed. See the fields below.")
        return shown_meeting(request, acting, found, refusal, form)
    said = form.cleaned_data
    try:
        services.change_meeting(found, said["begins_at"], said["place"], acting=acting, at=timezone.now())
    except RefusedError as refused:
        return shown_meeting(request, acting, found, _sentence(found, refused), form)
    messages.success(request, _("The meeting is changed. Calendars that subscribe will follow."))
    return redirect("governance:meeting", public_id)


def _sentence(found: Any, refused: RefusedError) -> str:
    return told(refused.problem, forum_of(found, timezone.now()).model, found.forum)


@require_POST
@page
def attendance(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Who is there now, and who chairs."""
    found = access.access_meeting(acting, public_id)
    if refusal := not_yours(acting, found, timezone.now()):
        return shown_meeting(request, acting, found, refusal)
    present, chair = request.POST.getlist("present"), request.POST.get("chair", "")
    try:
        services.set_attendance(found, present, acting=acting, at=timezone.now(), chaired_by=chair)
    except RefusedError as refused:
        return shown_meeting(request, acting, found, _sentence(found, refused))
    return redirect(address("governance:meeting", public_id) + "#attendance")


_QUESTIONS: Final = frozenset({"open", "cancel", "close"})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def step(request: HttpRequest, acting: Acting, public_id: UUID, what: str) -> HttpResponseBase:
    """Open, cancel or close a meeting: a page that asks, then the deed."""
    found = access.access_meeting(acting, public_id)
    now = timezone.now()
    forum = forum_of(found, now)
    if what not in _QUESTIONS or not services.manages(forum, acting, timezone.localdate(now)):
        raise NotFoundError(what)
    form = CloseForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _do(what, found, acting, form.cleaned_data["notes"])
        except RefusedError as refused:
            refusal = _sentence(found, refused)
        else:
            messages.success(request, _done(what))
            return redirect("governance:meeting", public_id)
    context = {
        "meeting": found,
        "what": what,
        "form": form if what == "close" else None,
        "refusal": refusal,
        "title": _title(what),
        "crumbs": [
            (_("Forums"), address("governance:forums")),
            (forum.forum.name.in_language(language()), address("governance:forum", found.forum)),
            (_("Meeting"), address("governance:meeting", public_id)),
            (_title(what), ""),
        ],
        "waiting": found.items.filter(state="waiting").count() if what != "open" else 0,
    }
    return shown(request, "governance/meeting_step.html", context, refused=bool(refusal))


def _do(what: str, found: Any, acting: Acting, notes: str) -> None:
    at = timezone.now()
    if what == "open":
        services.open_meeting(found, acting=acting, at=at)
    elif what == "cancel":
        services.cancel_meeting(found, acting=acting, at=at)
    else:
        closed = services.close_meeting(found, acting=acting, at=at, notes=notes)
        writing.store_minutes(closed, acting=acting, at=at)


def _title(what: str) -> str:
    return {
        "open": _("Open the meeting"),
        "cancel": _("Cancel the meeting"),
        "close": _("Close the meeting"),
    }[what]


def _done(what: str) -> str:
    return {
        "open": _("The meeting is open. Mark who is present, and take the items one by one."),
        "cancel": _("The meeting is cancelled. Its items are ready for the next one."),
        "close": _("The meeting is closed, and the minutes are kept."),
    }[what]


@require_safe
@page
def minutes(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The minutes as PDF: those that were kept when it closed, or in another language made now."""
    found = access.access_meeting(acting, public_id)
    if found.state != "closed":
        raise NotFoundError(str(public_id))
    wanted = request.GET.get("language", "")
    spoken = next((one for one in LANGUAGES if one == wanted), None)
    try:
        content = writing.minutes_of(found, is_example=acting.is_example, language=spoken)
    except RefusedError as refused:
        return shown_meeting(request, acting, found, _sentence(found, refused))
    answer = HttpResponse(content, content_type="application/pdf")
    day = timezone.localdate(found.begins_at)
    answer["Content-Disposition"] = f'inline; filename="referat-{found.forum}-{day:%Y-%m-%d}.pdf"'
    return answer


@require_POST
@page
def keep_minutes(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The minutes are kept, where that did not happen when the meeting closed."""
    found = access.access_meeting(acting, public_id)
    try:
        writing.store_minutes(found, acting=acting, at=timezone.now())
    except RefusedError as refused:
        return shown_meeting(request, acting, found, _sentence(found, refused))
    messages.success(request, _("The minutes are kept."))
    return redirect("governance:meeting", public_id)
