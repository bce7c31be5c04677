"""What was decided of changes to initiatives is written beside them, in every organisation."""

from __future__ import annotations

from datetime import datetime

from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.selectors.registers import with_changes_sent
from samspil.apps.portfolio.services.changes import keep_results
from samspil.kit.tenancy import scope


def follow_all_changes(now: datetime) -> int:
    """Every change whose matter has ended; how many were new. Doing it again changes nothing."""
    kept = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            for initiative in with_changes_sent(organisation.pk):
                kept += keep_results(initiative, at=now)
    return kept
