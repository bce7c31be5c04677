"""Lessons of initiatives that are over: our own, and those that others in the association share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Note
from samspil.apps.portfolio.types import NoteSort
from samspil.core.word_search import index_words, search_words
from samspil.kit.sharing import door

SHARED_LESSON: Final = "lesson"
MOST_LOOKED_IN: Final = 2000
MOST_SHOWN: Final = 50
_TOO_SHORT: Final = 3
_COLUMNS: Final = (
    "public_id",
    "title",
    "text",
    "noted_on",
    "initiative__title",
    "initiative__public_id",
    "initiative__end",
    "organisation__name",
    "organisation_id",
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody learned, where, and how that ended; ``initiative`` can be opened by its own alone."""

    id: UUID
    title: str
    text: str
    noted_on: date
    initiative_title: str
    initiative: UUID
    end: str
    organisation: str
    is_own: bool


def find_lessons(acting: Acting, said: str, on: date, most: int = MOST_SHOWN) -> list[Lesson]:
    """The lessons that words are met in, the best first; without words the newest. Three questions.

    Among the newest 2000 of one's own and of those that are shared.
    """
    lessons = _lessons(acting, on)
    if not said.strip():
        return lessons[:most]
    index = index_words(
        {str(place): (one.title, one.initiative_title, one.text) for place, one in enumerate(lessons)}
    )
    return [lessons[int(key)] for key in search_words(index, said, most)]


def lessons_like(acting: Acting, said: str, on: date, most: int = 3) -> list[Lesson]:
    """The few lessons to show whoever starts something; none before there is a word to go by."""
    return find_lessons(acting, said, on, most) if len(said.strip()) >= _TOO_SHORT else []


def _lessons(acting: Acting, on: date) -> list[Lesson]:
    own = _read(_over().filter(organisation_id=acting.organisation_id), acting)
    with door.readable(SHARED_LESSON, on) as shared:
        others = _over().filter(public_id__in=shared, shared_on__isnull=False)
        own += _read(others.exclude(organisation_id=acting.organisation_id), acting)
    return sorted(own, key=lambda one: (one.noted_on, str(one.id)), reverse=True)


def _over() -> QuerySet[Note]:
    """The lessons in scope now of initiatives that are over."""
    return Note.objects.filter(sort=NoteSort.LESSON.value, initiative__end__gt="")


def _read(rows: QuerySet[Note], acting: Acting) -> list[Lesson]:
    found = rows.order_by("-id").values_list(*_COLUMNS)[:MOST_LOOKED_IN]
    return [
        Lesson(key, title, text, on, about, initiative, end, organisation, owner == acting.organisation_id)
        for key, title, text, on, about, initiative, end, organisation, owner in found
    ]
