"""The areas of a round that answer by one link for all."""

from __future__ import annotations

from samspil.apps.organisations.selectors.calendars import organisation_by_public_id, public_id_of
from samspil.apps.surveys.models import Area, Round
from samspil.apps.surveys.selectors.invited import Opened


def open_areas(round_: Round) -> list[Opened]:
    """What each of their links opens, for an example that answers by itself."""
    organisation = organisation_by_public_id(public_id_of(round_.organisation_id))
    if organisation is None:
        return []
    rows = Area.objects.filter(organisation_id=round_.organisation_id, round=round_, by_link=True)
    return [
        Opened(one, None, organisation.name, organisation.is_example)
        for one in rows.select_related("round__version").order_by("name")
    ]
