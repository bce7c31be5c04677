"""The record of a workshop as PDF: what was found and what became of it, then all that was written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import example_note, page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.selectors.access import access_workshop
from samspil.apps.workshops.selectors.became import Became, became_of
from samspil.apps.workshops.selectors.wall import wall_of
from samspil.apps.workshops.services.record import as_pdf
from samspil.apps.workshops.views.told import found_words, potential_shown, wall_shown
from samspil.kit.web.language import language, words

Shown = dict[str, Any]


@require_safe
@page
def record(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """Of a workshop that has begun, in the language of the page."""
    del request
    row, now = access_workshop(acting, public_id), timezone.now()
    if row.opened_at is None:
        raise NotFoundError(str(public_id))
    found, wall = became_of(row), wall_shown(wall_of(row))
    say = words()
    held = f"{say.day(timezone.localdate(row.begins_at))}, {say.time(row.begins_at)}–{say.time(row.ends_at)}"
    told = {
        "language": language(),
        "title": _("Workshop: %(area)s") % {"area": row.area},
        "example": example_note(acting),
        "page": _("Page"),
        "lead": f"{acting.organisation_name} · {held}",
        "found_words": found_words(found),
        **_found(found),
        **_notes(wall),
        "as_of": _("As it stands on %(day)s.") % {"day": say.day(timezone.localdate(now))},
        "note": _("It is not kept who wrote what."),
    }
    response = HttpResponse(as_pdf(told, now), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_("workshop")}-{timezone.localdate(now)}.pdf"'
    return response


def _found(found: list[Became]) -> Shown:
    rows = [potential_shown(one) for one in found]
    return {
        "found_title": _("What we found"),
        "found_head": [_("What could be improved?"), _("Improves"), _("Where it stands"), _("Matter")],
        "found": [[one["title"], one["improves"], one["stage"], one["number"] or "–"] for one in rows],
        "found_none": "" if rows else _("No improvement has been chosen yet."),
    }


def _notes(wall: Shown) -> Shown:
    groups = [
        [one["name"], [f"{note['text']} ({note['asks'].lower()})" for note in one["notes"]]]
        for one in wall["headings"]
    ]
    groups += [[one["asks"], [note["text"] for note in one["notes"]]] for one in wall["loose"]]
    written = [one for one in groups if one[1]]
    return {
        "notes_title": _("What was written"),
        "notes": written,
        "notes_none": "" if written else _("Nothing has been written yet."),
    }
