"""What people said of themselves goes when they leave, and when it is two years old."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.competences.models import Findable, HeldCompetence
from samspil.apps.competences.services.readers import keep_person_shown
from samspil.apps.competences.types import KEPT
from samspil.apps.organisations.selectors import list_people
from samspil.kit.journal.recording import By


@transaction.atomic
def forget_competences(organisation_id: int, now: datetime) -> int:
    """Of who is no longer in the organisation, and what nobody has said again; how many. Again it is none.

    Whoever has nothing left that they say they can is found by nobody either.
    """
    today, by = timezone.localdate(now), By("clock", now)
    here = [one.public_id for one in list_people(organisation_id, today)]
    held = HeldCompetence.objects.filter(organisation_id=organisation_id)
    if not held.exists() and not Findable.objects.filter(organisation_id=organisation_id).exists():
        return 0
    old, _each = held.filter(said_on__lte=today - KEPT).delete()
    left = set(held.order_by().values_list("person", flat=True).distinct()) - set(here)
    gone, _each = held.filter(person__in=left).delete()
    still = set(held.order_by().values_list("person", flat=True).distinct())
    for row in Findable.objects.filter(organisation_id=organisation_id).exclude(person__in=still):
        keep_person_shown(row, by, on=today, is_shown=False)
        row.delete()
    return old + gone
