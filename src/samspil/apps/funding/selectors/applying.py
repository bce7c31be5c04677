"""Who may apply to a pool, and as what: the page that takes the application and every link to it ask here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from samspil.apps.funding.selectors.pools import open_call
from samspil.apps.intake.selectors.kinds import KindToBring, kinds_to_bring
from samspil.apps.organisations.types import Acting

if TYPE_CHECKING:
    from samspil.apps.funding.models import Pool
    from samspil.apps.funding.pool_types import PoolRules


def kinds_to_apply(acting: Acting, rules: PoolRules, on: date) -> list[KindToBring]:
    """The kinds of application to a pool that somebody may bring."""
    found = kinds_to_bring(acting.organisation_id, acting.roles, on)
    return [one for one in found if one.may and one.key in rules.kinds]


def takes_applications(pool: Pool, rules: PoolRules, on: date) -> bool:
    """Whether a pool takes applications on a day: one that ranks does while a call is open."""
    return not rules.ranks or open_call(pool, on) is not None


def may_apply(acting: Acting, pool: Pool, rules: PoolRules | None, on: date) -> bool:
    """Whether somebody may send an application to a pool on a day."""
    if rules is None or not kinds_to_apply(acting, rules, on):
        return False
    return takes_applications(pool, rules, on)
