"""Why a pool does not give what it cannot pay: asked by the engine's door before a decision is kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from samspil.apps.funding.models import Application, Pool
from samspil.apps.funding.selectors.amended import asked_now
from samspil.apps.funding.selectors.funds import free_in_fund
from samspil.apps.funding.selectors.liquidity import free_in
from samspil.apps.governance.selectors.subjects import how_it_went, something_came_of
from samspil.core.errors import Problem
from samspil.core.governance.language.organisation import Result
from samspil.core.units import Money


def objection_to(matter: UUID, result: str) -> Problem | None:
    """Nothing where it is no application, is not approved, was awarded before, or is appropriated anew.

    A pilot is given its money when it begins: it is asked here as if it were approved then.

    What the council appropriates anew is paid once it has been put into the pool. Within the transaction
    that decides: two decisions at once about one pool wait for each other.
    """
    if result != Result.APPROVED.value:
        return None
    found = Application.objects.filter(matter=matter, award=None).first()
    went = how_it_went(matter)
    if found is None or went is None:
        return None
    now = asked_now(found, went)
    if now.new_appropriation:
        return None
    pool = Pool.objects.select_for_update().get(pk=found.pool_id)
    asked = Money(now.amount_minor, pool.currency)
    there = free_in(pool, date.max) if found.fund is None else free_in_fund(found.fund)
    free = max(there - _given_just_now(found, pool), Money(0, pool.currency))
    if asked <= free:
        return None
    if found.fund is not None:
        return Problem("fund_cannot_pay", {"asked": asked, "free": free, "missing": asked - free})
    return Problem("pool_cannot_pay", {"asked": asked, "free": free, "missing": asked - free})


def _given_just_now(application: Application, pool: Pool) -> Money:
    """What has been decided and is not an award yet: it becomes one when its decision is in the database."""
    rows = pool.applications.filter(award=None, decided_at=None, fund=application.fund_id)
    rows = rows.exclude(pk=application.pk)
    waiting = dict(rows.values_list("matter", "amount_minor"))
    came = something_came_of(waiting) if waiting else set[UUID]()
    given = sum(waiting[matter] for matter in came if _is_given(matter))
    return Money(given, pool.currency)


def _is_given(matter: UUID) -> bool:
    went = how_it_went(matter)
    return went is not None and (went.result == Result.APPROVED.value or went.is_resting)
