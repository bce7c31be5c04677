"""Somebody writes a note: on a phone by the link, or whoever leads, on the shared screen."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import uuid5

from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Note, Workshop
from samspil.apps.workshops.selectors.standing import takes_notes
from samspil.apps.workshops.services.preparing import held_workshop, refuse_who_may_not
from samspil.apps.workshops.types import LONGEST_NOTE, MOST_NOTES, WORKSHOP, NewNote
from samspil.core.errors import Problem
from samspil.core.person_words import tells_of_somebody
from samspil.kit.journal.recording import By, record, told_of

# Who writes stays unknown to the journal: it says that somebody did.
SOMEBODY: Final = "participant"
_SHOWN: Final = 3


@transaction.atomic
def keep_note(workshop: Workshop, new: NewNote, *, at: datetime, acting: Acting | None = None) -> bool:
    """Hang a note on the wall; whether it hung there already because it was sent twice.

    ``acting`` is whoever leads and writes on the shared screen; a participant is nobody.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``workshop_takes_no_notes``, ``note_is_empty``,
            ``note_too_long``, ``workshop_is_full``; ``note_tells_of_somebody`` until that is meant.
    """
    if acting is not None:
        refuse_who_may_not(acting)
    row, text = held_workshop(workshop), " ".join(new.text.split())
    if not takes_notes(row, at):
        raise RefusedError(Problem("workshop_takes_no_notes", {}))
    own = Note.objects.filter(organisation_id=row.organisation_id, workshop=row)
    sent_as = uuid5(new.key, f"{new.asks.value} {text}")  # written anew on the same page it is another note
    if own.filter(sent_as=sent_as).exists():
        return True
    _refuse_text(text, is_meant=new.is_meant)
    if own.count() >= MOST_NOTES:
        raise RefusedError(Problem("workshop_is_full", {"limit": MOST_NOTES}))
    Note.objects.create(
        organisation_id=row.organisation_id,
        workshop=row,
        asks=new.asks.value,
        text=text,
        sent_as=sent_as,
    )
    turn(row)
    told = told_of("workshops.note.kept", (WORKSHOP, row.public_id), {"asks": new.asks.value})
    record(row.organisation_id, [told], By(str(acting.person) if acting else SOMEBODY, at))
    return False


def turn(row: Workshop) -> None:
    """The wall is another from now on; within the transaction that holds the workshop."""
    row.turn += 1
    row.save(update_fields=["turn"])


def _refuse_text(text: str, *, is_meant: bool) -> None:
    if not text:
        raise RefusedError(Problem("note_is_empty", {}))
    if len(text) > LONGEST_NOTE:
        raise RefusedError(Problem("note_too_long", {"limit": LONGEST_NOTE, "length": len(text)}))
    found = () if is_meant else tells_of_somebody(text)
    if found:
        raise RefusedError(Problem("note_tells_of_somebody", {"found": ", ".join(found[:_SHOWN])}))
