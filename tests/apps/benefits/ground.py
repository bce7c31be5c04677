"""What the tests of benefits begin with: an initiative, and benefits that somebody expects of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.apps.portfolio.ground import coordinator, keeper
from tests.apps.world import NOW, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.services import benefits, plans, steps
from samspil.apps.benefits.types import HOURS, BottomLine, NewBenefit, NewPlan, Sort
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.core.benefits.course import ThreePoints
from samspil.core.benefits.states import State
from samspil.core.units import Money

GO_LIVE = date(2026, 1, 1)


def acting_for(world: World, code: str) -> Acting:
    """Who keeps the portfolio of a member, or of the association."""
    return keeper(world, code) if code else coordinator(world)


def expects(
    world: World,
    initiative: Initiative,
    code: str = "",
    title: str = "Kortere sagstid",
    *,
    sort: Sort = Sort.DIRECT,
    line: BottomLine = BottomLine.TIME_AND_RESOURCES,
    a_year: int | None = None,
    **said: Any,
) -> Benefit:
    """A benefit of an initiative; with a plan where it is said how many kroner or hours it brings a year."""
    with world.scope(code):
        kept: Any = {"acting": acting_for(world, code), "at": NOW}
        benefit = benefits.add_benefit(initiative, NewBenefit(title, line, sort, **said), **kept)
        if a_year is not None:
            amount = Money(a_year * 100, HOURS if sort is Sort.FREED_TIME else "DKK")
            plan = NewPlan(GO_LIVE, ThreePoints(amount, amount, amount), lasts_months=12, fades=Decimal(0))
            plans.set_plan(benefit, plan, **kept)
        benefit.refresh_from_db()
        return benefit


def qualifies(world: World, benefit: Benefit, code: str = "") -> Benefit:
    """Somebody owns it, and it is no idea any more: from now on it promises."""
    with world.scope(code):
        return steps.go_on(benefit, State.QUALIFIED, acting=acting_for(world, code), at=NOW)
