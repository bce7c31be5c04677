"""Who can what: what stands today of what people have said, and who lets the members find them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from samspil.apps.competences.models import Findable, HeldCompetence
from samspil.apps.competences.types import KEPT, SHARED_PERSON
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.types import Acting
from samspil.kit.sharing import door

MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says they can, as it stands."""

    competence: str
    level: int
    said_on: date
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Somebody of the organisation with all that they say they can."""

    person: UUID
    name: str
    unit: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody of a member's who could be asked for: by function, never by name."""

    public_id: UUID
    organisation_id: int
    organisation: str
    function: str
    level: int
    is_confirmed: bool


def standing(organisation_id: int, on: date) -> QuerySet[HeldCompetence]:
    """What has been said within two years of a day, whoever said it."""
    return HeldCompetence.objects.filter(organisation_id=organisation_id, said_on__gt=on - KEPT)


def said_of(acting: Acting, on: date) -> dict[str, Said]:
    """What one says of oneself, by competence."""
    rows = standing(acting.organisation_id, on).filter(person=acting.person)
    return {row.competence: _said(row) for row in rows}


def findable_of(acting: Acting) -> Findable | None:
    """How one lets the members find oneself; nothing where one does not."""
    rows = Findable.objects.filter(organisation_id=acting.organisation_id, person=acting.person)
    return rows.first()


def list_said(organisation_id: int, on: date) -> list[SaidBy]:
    """Everybody of today who has said something, by name; two questions."""
    said: dict[UUID, list[Said]] = defaultdict(list)
    for row in standing(organisation_id, on).order_by("competence"):
        said[row.person].append(_said(row))
    people = [one for one in list_people(organisation_id, on) if one.public_id in said]
    return [
        SaidBy(one.public_id, one.name, one.unit.name if one.unit else "", tuple(said[one.public_id]))
        for one in people
    ]


def find_elsewhere(acting: Acting, competence: str, level: int, scale: str, on: date) -> list[Found]:
    """Who at the members could be asked for: those who let themselves be found, on the same scale of levels.

    Confirmed first, then the highest level. Three questions.
    """
    with door.readable(SHARED_PERSON, on) as shared:
        rows = Findable.objects.filter(public_id__in=shared, scale=scale)
        there = list(rows.exclude(organisation_id=acting.organisation_id).select_related("organisation"))
        by_person = {(one.organisation_id, one.person): one for one in there}
        held = HeldCompetence.objects.filter(
            person__in=[one.person for one in there],
            competence=competence,
            level__gte=level,
            said_on__gt=on - KEPT,
        )
        reached = [(by_person.get((row.organisation_id, row.person)), row) for row in held]
    found = [
        Found(
            who.public_id,
            who.organisation_id,
            who.organisation.name,
            who.function,
            row.level,
            row.confirmed_at is not None,
        )
        for who, row in reached
        if who is not None
    ]
    found.sort(key=lambda one: (not one.is_confirmed, -one.level, one.organisation, one.function))
    return found[:MOST_FOUND]


def _said(row: HeldCompetence) -> Said:
    return Said(row.competence, row.level, row.said_on, row.confirmed_at is not None)
