"""Who takes part in an initiative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from samspil.apps.portfolio.models import Initiative, PaceChange, Participation
from samspil.core.portfolio.pace import Pace


def members_of(initiative: Initiative) -> list[tuple[str, str]]:
    """The code and name of each member that takes part and has not said when it leaves, by name."""
    rows = Participation.objects.filter(initiative=initiative, leaves_on=None)
    return list(rows.order_by("member__name").values_list("code", "member__name"))


def whose_parts(organisation_id: int) -> dict[UUID, str]:
    """The members' own parts of what an association does, each with the code of the member whose it is."""
    rows = Participation.objects.filter(organisation_id=organisation_id, own__isnull=False)
    return {own: code for own, code in rows.values_list("own", "code") if own is not None}


@dataclass(frozen=True, slots=True)
class Partner:
    """A member in an initiative, by code and name, and from when until when it has joined.

    ``notice_on`` is the day it said, or decided, that it leaves.
    """

    code: str
    name: str
    joined_on: date | None
    leaves_on: date | None
    notice_on: date | None = None


def partners_in(initiative: Initiative) -> list[Partner]:
    """Every member that the initiative has been shared with, those that leave too, by code."""
    rows = Participation.objects.filter(initiative=initiative).select_related("member").order_by("code")
    said = dict(
        PaceChange.objects.filter(participation__in=rows, now=Pace.OPTED_OUT.value)
        .order_by("at")
        .values_list("participation", "at")
    )
    return [
        Partner(one.code, one.member.name, one.joined_on, one.leaves_on, _notice(one, said.get(one.pk)))
        for one in rows
    ]


def _notice(row: Participation, said_at: datetime | None) -> date | None:
    """When a member said that it leaves: by its pace, by its own decision, or else the day it leaves."""
    if row.leaves_on is None:
        return None
    day = timezone.localdate(said_at) if said_at else row.decided_on
    if day is None or (row.joined_on is not None and day <= row.joined_on):
        return row.leaves_on
    return min(day, row.leaves_on)
