"""Who takes part in an initiative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.apps.portfolio.models import Initiative, Participation


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
    """A member in an initiative, by code and name, and from when until when it has joined."""

    code: str
    name: str
    joined_on: date | None
    leaves_on: date | None


def partners_in(initiative: Initiative) -> list[Partner]:
    """Every member that the initiative has been shared with, those that leave too, by code."""
    rows = Participation.objects.filter(initiative=initiative).order_by("code")
    return [Partner(*row) for row in rows.values_list("code", "member__name", "joined_on", "leaves_on")]
