"""What the example shares: keys for establishment and operation, and the first year by them.

Made by the same services as in real use. All numbers are made up.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from samspil.apps.funding.selectors.cost_keys import sharers_of
from samspil.apps.funding.services.cost_keys import NewCost, NewKey, keep_key, share_cost
from samspil.apps.organisations.types import Acting
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import CostKind
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative

_DECISION: Final = "Bestyrelsen, punktet om den fælles løsning"
_BY_PEOPLE: Final[dict[str, Any]] = {"by": "inhabitants"}
_HALF: Final[dict[str, Any]] = {
    "by": "split",
    "parts": [{"share": "1/5", "rule": {"by": "equal"}}, {"share": "4/5", "rule": _BY_PEOPLE}],
}


def share_together(initiative: Initiative, since: date, acting: Acting, at: datetime) -> None:
    """A fifth of the operation alike and the rest by inhabitants; the establishment by inhabitants."""
    known = [one for one in sharers_of(initiative) if one.inhabitants]
    members = tuple(Member(one.code, one.inhabitants, from_on=one.from_on, to_on=one.to_on) for one in known)
    names = {one.code: one.name for one in known}
    counted = min((one.population_on for one in known if one.population_on), default=since)
    last = since + timedelta(days=364)
    costs = (
        (CostKind.ESTABLISHMENT, _BY_PEOPLE, "Etablering af den fælles løsning", since, 1_350_000),
        (CostKind.OPERATION, _HALF, "Drift af den fælles løsning, første år", last, 640_000),
    )
    for kind, rule, text, until, kroner in costs:
        content = {"kind": kind.value, "rule": rule, "population_on": counted.isoformat()}
        keep_key(initiative, NewKey(content, since, _DECISION), acting=acting, at=at)
        new = NewCost(kind, text, since, until, members, names, Money.of(kroner))
        share_cost(initiative, new, acting=acting, at=at)
