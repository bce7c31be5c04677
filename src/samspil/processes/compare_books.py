"""Every night every ledger is re-added and held against what is kept of it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from samspil.apps.funding.services.comparing import compare_books
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def compare_all_books(now: datetime) -> list[str]:
    """Whose ledger does not agree with itself? It is said loudly; one stops no other."""
    broken = []
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            try:
                found = compare_books(organisation.pk, at=now)
            except Exception:
                _log.exception("the ledger of %s could not be compared", organisation.pk)
                continue
        if found:
            _log.error("the ledger of %s does not agree: %s", organisation.name, "; ".join(found))
            broken.append(organisation.name)
    return broken
