"""A slip at one organisation moves what waits for it at another, as far as it is shown there."""

from __future__ import annotations

from datetime import datetime

from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.services.hearing import hear_of_others
from samspil.kit.tenancy import scope


def hear_of_all_milestones(now: datetime) -> int:
    """In every organisation what others show it now; how many days were new. Again changes nothing."""
    heard = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            heard += hear_of_others(organisation.pk, at=now)
    return heard
