"""What the association does together, as one of its members sees it in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Participation
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.kit.sharing import door


class CommonRow(NamedTuple):
    """A common initiative with how far we have come ourselves; ``own`` is our own part of it."""

    initiative_id: int
    initiative__public_id: UUID
    initiative__title: str
    initiative__organisation__name: str
    initiative__form: str
    initiative__is_mandatory: bool
    initiative__legal_deadline: date | None
    initiative__next_on: date | None
    initiative__next_name: str
    initiative__expected_end: date | None
    pace: str
    light: str
    own: UUID | None


@dataclass(frozen=True, slots=True)
class CommonPage:
    """One page of a list, newest first; ``next_before`` is the key of the next."""

    rows: list[CommonRow]
    next_before: int | None


def list_common(acting: Acting, on: date, before: int | None = None, size: int = 25) -> CommonPage:
    """The common initiatives under way that are shared with the organisation one acts for."""
    with door.readable(SHARED, on) as shared:
        rows = Participation.objects.filter(
            member_id=acting.organisation_id, initiative__public_id__in=shared, initiative__end=""
        )
        if before is not None:
            rows = rows.filter(initiative_id__lt=before)
        told = rows.order_by("-initiative_id").values_list(*CommonRow._fields)[: size + 1]
        found = [CommonRow(*row) for row in told]
    more = len(found) > size
    return CommonPage(found[:size], found[size - 1].initiative_id if more else None)
