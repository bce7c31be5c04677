"""What our milestones wait for at others, heard again: a day may have moved since it was shown to us."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.portfolio.models import Dependency, Milestone
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.services.settling import hold_plans, settle
from samspil.apps.portfolio.services.showing import show_to_the_association
from samspil.apps.portfolio.services.telling import tell
from samspil.kit.sharing import door


@transaction.atomic
def hear_of_others(organisation_id: int, *, at: datetime) -> int:
    """What waits for another organisation's milestone counts by the day they show now; how many were new.

    What is shown to us no longer, or withdrawn, stands as it was last told. Doing it again changes nothing.
    """
    foreign = Dependency.objects.filter(organisation_id=organisation_id, given_on__isnull=False)
    waited = set(foreign.values_list("predecessor", flat=True))
    if not waited:
        return 0
    hold_plans(organisation_id)
    days = _shown(waited, timezone.localdate(at))
    rows = foreign.filter(predecessor__in=days).select_related("successor__initiative").order_by("pk")
    new = [one for one in rows if (one.given_on, one.given_name) != days[one.predecessor]]
    for one in new:
        _hear(one, *days[one.predecessor], at=at)
    return len(new)


def _shown(milestones: set[UUID], on: date) -> dict[UUID, tuple[date, str]]:
    with door.readable(SHARED, on) as shared:
        rows = Milestone.objects.filter(
            public_id__in=milestones, initiative__public_id__in=shared, is_withdrawn=False
        )
        told = rows.values_list("public_id", "expected_on", "name")
        return {key: (day, name) for key, day, name in told}


def _hear(one: Dependency, day: date, name: str, *, at: datetime) -> None:
    was, one.given_on, one.given_name = one.given_on, day, name
    one.save(update_fields=["given_on", "given_name"])
    milestone = one.successor
    moved = settle(milestone)
    facts = {"milestone": milestone.public_id, "waits_for": one.predecessor, "was": was, "now": day}
    tell(milestone.initiative, "milestone.heard", {**facts, "moves": len(moved)}, acting=None, at=at)
    show_to_the_association(milestone.initiative, at=at)
