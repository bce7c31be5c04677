"""What the tests of the portfolio begin with: the association's programme, and who acts for whom."""

from __future__ import annotations

from datetime import date

from tests.apps.world import NOW, World

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import initiatives, plans, taking_part
from samspil.apps.portfolio.types import Form, NewEstimate, NewInitiative
from samspil.core.units import Money, PersonDays

LAW = "Lov om digitale fuldmagter § 4"


def coordinator(world: World) -> Acting:
    """Who keeps the association's portfolio."""
    return world.acting("", "coordinator")


def keeper(world: World, code: str) -> Acting:
    """Who keeps a member's portfolio."""
    return world.acting(code, "head_of_digitalisation")


def programme(world: World, *codes: str, is_mandatory: bool = True) -> Initiative:
    """A programme of the association with two milestones, and the members that may see it."""
    with world.scope(""):
        acting = coordinator(world)
        new = NewInitiative(
            "Digitale fuldmagter",
            "Alle borgere kan give fuldmagt digitalt",
            Form.PROGRAMME,
            is_mandatory,
            legal_source=LAW if is_mandatory else "",
            legal_deadline=date(2027, 1, 1) if is_mandatory else None,
            starts_on=date(2026, 3, 1),
        )
        estimate = NewEstimate(Money.of(900_000), PersonDays.of(120), date(2026, 3, 1), date(2026, 12, 1))
        started = initiatives.start(new, estimate, acting=acting, at=NOW)
        for name, day in [("Systemer tilsluttet", date(2026, 9, 1)), ("I drift", date(2026, 12, 1))]:
            latest = date(2027, 1, 1) if is_mandatory and name == "I drift" else None
            plans.add_milestone(started, plans.NewMilestone(name, day, latest), acting=acting, at=NOW)
        taking_part.invite(started, codes, acting=acting, at=NOW)
    return started


def local(world: World, code: str, title: str = "Vagtplan i Ældre", **more: object) -> Initiative:
    """An initiative of a member's own."""
    with world.scope(code):
        new = NewInitiative(title, "Bedre planlægning", Form.PROJECT, is_mandatory=False, **more)  # type: ignore[arg-type]
        return initiatives.start(new, acting=keeper(world, code), at=NOW)
