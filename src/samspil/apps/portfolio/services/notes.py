"""What is noted beside a plan: issues, assumptions, lessons. Closed with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.fellows import fellows_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Note
from samspil.apps.portfolio.selectors.lessons import SHARED_LESSON
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import NoteSort
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

_PURPOSE: Final = "lesson for whoever starts something similar"


@dataclass(frozen=True, slots=True)
class NewNote:
    """What somebody notes; ``owner`` is a function."""

    sort: NoteSort
    title: str
    text: str = ""
    owner: str = ""


@transaction.atomic
def add_note(initiative: Initiative, new: NewNote, *, acting: Acting, at: datetime) -> Note:
    """Something is noted. A lesson may come when all is over; issues and assumptions may not.

    Raises:
        RefusedError: one may not, it has no title, or the initiative is over.
    """
    check_leads(acting, initiative, at)
    if not initiative.is_open and new.sort is not NoteSort.LESSON:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    if not new.title.strip():
        raise RefusedError(Problem("note_needs_a_title", {}))
    note = Note.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        sort=new.sort.value,
        title=new.title.strip(),
        text=new.text.strip(),
        owner=new.owner.strip(),
        noted_on=timezone.localdate(at),
    )
    facts = {"note": note.public_id, "sort": note.sort}
    written = {"title": new.title, "text": new.text, "owner": new.owner}
    tell(initiative, "note.added", facts, written, acting=acting, at=at)
    return note


@transaction.atomic
def close_note(note: Note, came_of_it: str, *, acting: Acting, at: datetime) -> Note:
    """What came of it: an issue solved, an assumption that held or did not, a lesson put to use.

    Raises:
        RefusedError: one may not, it is closed already, or it is not said what came of it.
    """
    note = _locked(note, acting, at)
    if note.closed_on is not None:
        raise RefusedError(Problem("note_is_closed", {"title": note.title}))
    if not came_of_it.strip():
        raise RefusedError(Problem("note_says_what_came_of_it", {}))
    note.closed_on, note.closed_with = timezone.localdate(at), came_of_it.strip()
    note.save(update_fields=["closed_on", "closed_with"])
    written = {"closed_with": came_of_it}
    tell(note.initiative, "note.closed", {"note": note.public_id}, written, acting=acting, at=at)
    return note


@transaction.atomic
def share_lesson(note: Note, *, acting: Acting, at: datetime) -> Note:
    """A lesson can be found by the association and its members of today, once the initiative is over.

    Sharing again reaches those who have joined since.

    Raises:
        RefusedError: one may not, it is no lesson, or there is nobody to share with.
    """
    note = _locked(note, acting, at)
    if note.sort != NoteSort.LESSON.value:
        raise RefusedError(Problem("only_lessons_are_shared", {}))
    today = timezone.localdate(at)
    fellows = fellows_of(note.organisation_id, today)
    if not fellows:
        raise RefusedError(Problem("nobody_to_share_with", {}))
    note.shared_on = note.shared_on or today
    note.save(update_fields=["shared_on"])
    subject = (SHARED_LESSON, note.public_id)
    by = By(str(acting.person), at)
    door.share(note.organisation_id, fellows, subject, _PURPOSE, by, on=today)
    tell(note.initiative, "note.shared", {"note": note.public_id}, acting=acting, at=at)
    return note


@transaction.atomic
def take_lesson_back(note: Note, *, acting: Acting, at: datetime) -> Note:
    """A lesson is our own again.

    Raises:
        RefusedError: one may not.
    """
    note = _locked(note, acting, at)
    note.shared_on = None
    note.save(update_fields=["shared_on"])
    subject = (SHARED_LESSON, note.public_id)
    door.take_back(note.organisation_id, subject, By(str(acting.person), at), on=timezone.localdate(at))
    tell(note.initiative, "note.taken_back", {"note": note.public_id}, acting=acting, at=at)
    return note


def _locked(note: Note, acting: Acting, at: datetime) -> Note:
    locked = Note.objects.select_for_update().get(pk=note.pk)
    check_leads(acting, locked.initiative, at)
    return locked
