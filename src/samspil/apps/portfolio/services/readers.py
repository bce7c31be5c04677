"""Who reads what we share, kept true as members come and go.

A common initiative is read by the members that are invited until the day they leave it; lessons and change
agents by all that we work together with on the day; an initiative of one's own that is shown, by associations
that one is a member of. Nobody else keeps a grant, and who comes late sees what was shared before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
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
    subject = (SHARED, initiative.public_id)
    found = _readers_of(initiative.participations.all(), owner, on)
    return door.keep_to(owner, found.get(subject, ()), subject, PURPOSES[SHARED], by, on=on)


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """All that an organisation shares; for how many readers that was otherwise. Again it changes nothing.

    Eight questions where nothing has changed.
    """
    on, by = timezone.localdate(at), By("clock", at)
    given = door.given_by(organisation_id, PURPOSES, on)
    parts = Participation.objects.filter(organisation_id=organisation_id)
    wanted = {**_readers_of(parts, organisation_id, on), **_for_fellows(organisation_id, on)}
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


def _readers_of(parts: QuerySet[Participation], association: int, on: date) -> dict[Subject, set[int]]:
    """The members that may read each initiative that parts are of; two questions, however many parts."""
    members = {one.pk for one in members_on(association, on)}
    names = ("initiative__public_id", "member_id", "joined_on", "leaves_on", "invited_on")
    found: dict[Subject, set[int]] = {}
    for initiative, member, joined_on, leaves_on, invited_on in parts.values_list(*names):
        readers = found.setdefault((SHARED, initiative), set())
        if member in members and may_read(Part(joined_on, leaves_on), invited_on, on):
            readers.add(member)
    return found


def _for_fellows(organisation_id: int, on: date) -> dict[Subject, set[int]]:
    """Lessons and change agents that are shared, to all that we work together with today."""
    lessons = Note.objects.filter(organisation_id=organisation_id, shared_on__isnull=False)
    agents = ChangeAgent.objects.filter(organisation_id=organisation_id, until=None, shows_to_members=True)
    subjects: list[Subject] = [(SHARED_LESSON, key) for key in lessons.values_list("public_id", flat=True)]
    subjects += [(SHARED_AGENT, key) for key in agents.values_list("person", flat=True)]
    fellows = set(fellows_of(organisation_id, on)) if subjects else set()
    return {subject: set(fellows) for subject in subjects}
