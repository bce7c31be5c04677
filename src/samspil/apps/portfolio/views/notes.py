"""Issues, assumptions and lessons of an initiative: noted, closed with what came of them, lessons shared."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.choices import NOTE_SORTS
from samspil.apps.portfolio.forms.going import CloseNoteForm, NoteForm
from samspil.apps.portfolio.selectors.access import access_initiative, access_note, may_lead
from samspil.apps.portfolio.selectors.registers import notes_of
from samspil.apps.portfolio.services.notes import add_note, close_note, share_lesson, take_lesson_back
from samspil.apps.portfolio.types import NoteSort
from samspil.apps.portfolio.views import going
from samspil.kit.web.language import words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def notes(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What is noted beside the plan."""
    at = timezone.now()
    if request.method != "POST":
        return _page(request, acting, public_id, at)
    initiative = access_initiative(acting, public_id)
    form = NoteForm(request.POST)
    if not going.done(
        acting,
        form,
        f"note {public_id}",
        lambda: add_note(initiative, form.said(), acting=acting, at=at),
        at,
    ):
        return _page(request, acting, public_id, at, going.Sent(form))
    messages.success(request, _("It is noted."))
    return redirect("portfolio:notes", public_id)


def _page(
    request: HttpRequest, acting: Acting, public_id: UUID, at: datetime, sent: going.Sent = going.NOTHING
) -> HttpResponse:
    initiative = access_initiative(acting, public_id)
    leads = may_lead(acting, initiative, timezone.localdate(at))
    form = sent.form or (NoteForm() if leads else None)
    context = {
        **going.frame(initiative, "notes", _("Issues and lessons"), is_own=True),
        "form": form,
        "leads": leads,
        "refusal": sent.refusal,
        "rows": [note_line(one, sent) for one in notes_of(initiative)],
        "is_over": not initiative.is_open,
    }
    return going.shown(request, "portfolio/notes.html", context, form, sent.row_form)


def note_line(one: Any, sent: going.Sent = going.NOTHING) -> dict[str, Any]:
    """A note as a line, with the form that closes it."""
    again = sent.row_form if sent.row == one.public_id else None
    return {
        "id": one.public_id,
        "sort": NOTE_SORTS[one.sort],
        "is_lesson": one.sort == NoteSort.LESSON.value,
        "title": one.title,
        "text": one.text,
        "owner": one.owner,
        "on": one.noted_on,
        "day": words().weekday(one.noted_on),
        "is_open": one.closed_on is None,
        "closed_day": words().weekday(one.closed_on) if one.closed_on else "",
        "closed_with": one.closed_with,
        "shared_day": words().weekday(one.shared_on) if one.shared_on else "",
        "form": again or CloseNoteForm(auto_id=f"id_close_{one.pk}_%s"),
        "was_sent": again is not None,
    }


@require_POST
@page
def close(request: HttpRequest, acting: Acting, note_id: UUID) -> HttpResponseBase:
    """A note is closed with what came of it."""
    at = timezone.now()
    row = access_note(acting, note_id)
    form = CloseNoteForm(request.POST, auto_id=f"id_close_{row.pk}_%s")
    if not going.tried(form, lambda: close_note(row, form.cleaned_data["came_of_it"], acting=acting, at=at)):
        return _page(request, acting, row.initiative.public_id, at, going.Sent(row=note_id, row_form=form))
    messages.success(request, _("It is closed, with what came of it."))
    return redirect("portfolio:notes", row.initiative.public_id)


@require_POST
@page
def share(request: HttpRequest, acting: Acting, note_id: UUID) -> HttpResponseBase:
    """A lesson is shared with the association, or taken back."""
    at = timezone.now()
    row = access_note(acting, note_id)
    takes_back = request.POST.get("do") == "take_back"
    try:
        if takes_back:
            take_lesson_back(row, acting=acting, at=at)
        else:
            share_lesson(row, acting=acting, at=at)
    except RefusedError as error:
        refusal = sentence(error.problem)
        return _page(request, acting, row.initiative.public_id, at, going.Sent(refusal=refusal))
    told = _("The lesson is shared no longer.") if takes_back else _("The lesson is shared.")
    messages.success(request, told)
    return redirect("portfolio:notes", row.initiative.public_id)
