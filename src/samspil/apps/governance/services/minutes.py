"""Minutes as PDF, for everybody to read and hear: kept with their hash when a meeting closes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Final, cast

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from samspil.apps.governance.models import Meeting
from samspil.apps.governance.services.meetings.ground import managed, write
from samspil.apps.governance.services.minutes_words import told_of
from samspil.apps.governance.types import MeetingState, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit import typesetting
from samspil.wording.catalogues import Language

KEPT_IN: Final[Language] = "da"
_TEMPLATE: Final = Path(__file__).parent.parent / "templates" / "governance" / "minutes.typ"


@transaction.atomic
def store_minutes(meeting: Meeting, *, acting: Acting, at: datetime) -> Meeting:
    """The minutes of a closed meeting are kept, once, and the journal has their hash.

    Raises:
        RefusedError: the meeting is not closed, or they are kept already.
    """
    managed(meeting.organisation_id, meeting.forum, acting, at)
    content = as_pdf(meeting, is_example=acting.is_example, language=KEPT_IN)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state != MeetingState.CLOSED.value or meeting.minutes_hash:
        raise RefusedError(Problem("meeting_is_elsewhere"))
    meeting.minutes_hash = hashlib.sha256(content).hexdigest()
    meeting.minutes.save(f"{meeting.public_id.hex}.pdf", ContentFile(content), save=False)
    meeting.save(update_fields=["minutes", "minutes_hash"])
    write(meeting, "minutes_kept", {"sha256": meeting.minutes_hash}, acting, at)
    return meeting


def minutes_of(meeting: Meeting, *, is_example: bool, language: Language | None = None) -> bytes:
    """The minutes that were kept; where none were, or in another language, as they are made now.

    Raises:
        RefusedError: what is kept is not what was kept.
    """
    if meeting.minutes_hash and language in {None, KEPT_IN}:
        with meeting.minutes.open("rb") as file:
            content = cast(bytes, file.read())
        if hashlib.sha256(content).hexdigest() != meeting.minutes_hash:
            raise RefusedError(Problem("minutes_are_damaged"))
        return content
    return as_pdf(meeting, is_example=is_example, language=language or KEPT_IN)


def as_pdf(meeting: Meeting, *, is_example: bool, language: Language) -> bytes:
    """A meeting set in a language, so that it can be read aloud."""
    with translation.override(language):
        told = told_of(meeting, is_example=is_example, language=language)
    return typesetting.as_pdf(_TEMPLATE, told, meeting.closed_at or meeting.begins_at)
