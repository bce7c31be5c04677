"""What initiatives are called, for pages of other apps that know them by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.kit.sharing import door


def titles_of(acting: Acting, initiatives: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Of our own initiatives and those that are shared with us; others are left out. Two questions."""
    wanted = set(initiatives)
    with door.readable(SHARED, on) as shared:
        own = Initiative.objects.filter(organisation_id=acting.organisation_id, public_id__in=wanted)
        others = Initiative.objects.filter(public_id__in=wanted & set(shared))
        return dict((own | others).values_list("public_id", "title"))
