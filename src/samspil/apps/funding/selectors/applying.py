"""Who may apply to a pool, and as what: the page that takes the application and every link to it ask here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from samspil.apps.funding.selectors.pool_rules import rules_on
from samspil.apps.funding.selectors.pools import list_pools, open_call
from samspil.apps.intake.selectors.kinds import KindToBring, kinds_to_bring
from samspil.apps.intake.types import BetterPlace
from samspil.apps.organisations.types import Acting
from samspil.kit.web.language import language

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


def pools_for(acting: Acting, kind: str, on: date) -> list[BetterPlace]:
    """The pools that take a kind of application; named by the setting ``SAMSPIL_BETTER_PLACES``.

    Where one may apply today it is the page that takes the application, else the pool's own.
    """
    rules = {one.key: one for one in rules_on(acting.organisation_id, on) if kind in one.kinds}
    if not rules:
        return []
    found = [one for one in list_pools(acting.organisation_id) if one.key in rules]
    return [
        BetterPlace(
            one.name[language()],
            "funding:apply" if may_apply(acting, one, rules[one.key], on) else "funding:pool",
            one.public_id,
        )
        for one in found
    ]
