"""Who reads what we share, kept true as members come and go.

A common initiative is read by the members that are invited until the day they leave it; lessons and change
agents by all that we work together with on the day; an initiative of one's own that is shown, by associations
that one is a member of. Nobody else keeps a grant, and who comes late sees what was shared before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.selectors.fellows import associations_of, fellows_of
from samspil.apps.portfolio.models import ChangeAgent, Initiative, Note, Participation
from samspil.apps.portfolio.selectors.access import SHARED, SHARED_LOCAL
from samspil.apps.portfolio.selectors.agents import SHARED_AGENT
from samspil.apps.portfolio.selectors.lessons import SHARED_LESSON
from samspil.core.portfolio.taking_part import Part, may_read
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

PURPOSES: Final[Mapping[str, str]] = {
    SHARED: "joint initiative",
    SHARED_LESSON: "lesson for whoever starts something similar",
    SHARED_AGENT: "a change agent who can be asked",
    SHARED_LOCAL: "an initiative of one's own, for the association to see",
}
Subject = tuple[str, UUID]


def keep_readers_of(initiative: Initiative, by: By, *, on: date) -> int:
    """A common initiative is read by whoever may today; for how many that was otherwise."""
    owner = initiative.organisation_id
    rows = _readers_of(initiative.participations.select_related("initiative"), _members(owner, on), on)
    subject = (SHARED, initiative.public_id)
    return door.keep_to(owner, rows.get(subject, ()), subject, PURPOSES[SHARED], by, on=on)


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """All that an organisation shares; for how many readers that was otherwise. Again it changes nothing.

    Eight questions where nothing has changed.
    """
    on, by = timezone.localdate(at), By("clock", at)
    given = door.given_by(organisation_id, PURPOSES, on)
    wanted = {**_common(organisation_id, on), **_for_fellows(organisation_id, on)}
    associations = set(associations_of(organisation_id, on))
    wanted |= {
        subject: set(readers & associations)
        for subject, readers in given.items()
        if subject[0] == SHARED_LOCAL
    }
    changed = 0
    for subject in sorted(given.keys() | wanted.keys()):
        readers = wanted.get(subject, set())
        if readers != given.get(subject, frozenset()):
            purpose = PURPOSES[subject[0]]
            changed += door.keep_to(organisation_id, readers, subject, purpose, by, on=on)
    return changed


def _common(organisation_id: int, on: date) -> dict[Subject, set[int]]:
    rows = Participation.objects.filter(organisation_id=organisation_id).select_related("initiative")
    return _readers_of(rows, _members(organisation_id, on), on)


def _readers_of(rows: Iterable[Participation], members: set[int], on: date) -> dict[Subject, set[int]]:
    found: dict[Subject, set[int]] = {}
    for row in rows:
        readers = found.setdefault((SHARED, row.initiative.public_id), set())
        if row.member_id in members and may_read(Part(row.joined_on, row.leaves_on), row.invited_on, on):
            readers.add(row.member_id)
    return found


def _members(association_id: int, on: date) -> set[int]:
    return {one.pk for one in members_on(association_id, on)}


def _for_fellows(organisation_id: int, on: date) -> dict[Subject, set[int]]:
    """Lessons and change agents that are shared, to all that we work together with today."""
    lessons = Note.objects.filter(organisation_id=organisation_id, shared_on__isnull=False)
    agents = ChangeAgent.objects.filter(organisation_id=organisation_id, until=None, shows_to_members=True)
    subjects: list[Subject] = [(SHARED_LESSON, key) for key in lessons.values_list("public_id", flat=True)]
    subjects += [(SHARED_AGENT, key) for key in agents.values_list("person", flat=True)]
    fellows = set(fellows_of(organisation_id, on)) if subjects else set()
    return {subject: set(fellows) for subject in subjects}
