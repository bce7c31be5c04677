"""How many benefits are followed: of those that are promised, how many have been measured at least once."""

from __future__ import annotations

from django.db.models import Count, Q

from samspil.apps.benefits.models import Benefit
from samspil.core.benefits.states import State

# An idea promises nothing yet, and of what has lapsed nothing is expected any more.
_NOT_PROMISED = (State.IDEA.value, State.LAPSED.value)


def measured_share(organisation_id: int) -> tuple[int, int]:
    """How many are measured, and of how many; one question."""
    rows = Benefit.objects.filter(organisation_id=organisation_id).exclude(state__in=_NOT_PROMISED)
    told = rows.aggregate(measured=Count("id", filter=Q(measured_minor__isnull=False)), all=Count("id"))
    return told["measured"], told["all"]
