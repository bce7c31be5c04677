"""What initiatives are called, for pages of other apps that know them by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.kit.sharing import door


@dataclass(frozen=True, slots=True)
class Titled:
    """What an initiative is called, and whether it is our own."""

    title: str
    is_own: bool


MOST_CHOSEN: Final = 500


def open_titles(acting: Acting) -> list[tuple[UUID, str]]:
    """Our own initiatives that are not over, the newest first, as one chooses among them; one question."""
    rows = Initiative.objects.filter(organisation_id=acting.organisation_id, end="").order_by("-pk")
    found = rows.values_list("public_id", "number", "title")[:MOST_CHOSEN]
    return [(key, f"{number} {title}") for key, number, title in found]


def titles_of(acting: Acting, initiatives: Iterable[UUID], on: date) -> dict[UUID, Titled]:
    """Of our own initiatives and those that are shared with us; others are left out. Two questions."""
    wanted = set(initiatives)
    with door.readable(SHARED, on) as shared:
        own = Initiative.objects.filter(organisation_id=acting.organisation_id, public_id__in=wanted)
        others = Initiative.objects.filter(public_id__in=wanted & set(shared))
        rows = (own | others).values_list("public_id", "title", "organisation_id")
        return {key: Titled(title, owner == acting.organisation_id) for key, title, owner in rows}
