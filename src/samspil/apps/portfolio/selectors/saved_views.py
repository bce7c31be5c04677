"""Views of the portfolio that somebody has kept under a name."""

from __future__ import annotations

from typing import Final, NamedTuple
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import SavedView

MOST_SHOWN: Final = 50


class KeptView(NamedTuple):
    """A kept view as a line of the list of them."""

    public_id: UUID
    name: str
    page: str
    made_by: UUID


def list_saved_views(acting: Acting) -> list[KeptView]:
    """The views of the organisation one acts for, by name."""
    rows = SavedView.objects.filter(organisation_id=acting.organisation_id).order_by("name", "pk")
    return [KeptView(*row) for row in rows.values_list(*KeptView._fields)[:MOST_SHOWN]]
