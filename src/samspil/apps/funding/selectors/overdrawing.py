"""Why a pool does not give what it cannot pay: asked by the engine's door before a decision is kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from samspil.apps.funding.models import Application
from samspil.apps.funding.selectors.liquidity import free_in
from samspil.core.errors import Problem
from samspil.core.governance.language.organisation import Result
from samspil.core.units import Money


def objection_to(matter: UUID, result: str) -> Problem | None:
    """Nothing where it is no application, is not approved, was awarded before, or is appropriated anew.

    What the council appropriates anew is paid once it has been put into the pool.
    """
    if result != Result.APPROVED.value:
        return None
    row = Application.objects.filter(matter=matter, award=None, new_appropriation=False)
    found = row.select_related("pool").first()
    if found is None:
        return None
    free, asked = free_in(found.pool, date.max), Money(found.amount_minor, found.pool.currency)
    if asked <= free:
        return None
    return Problem("pool_cannot_pay", {"asked": asked, "free": free, "missing": asked - free})
