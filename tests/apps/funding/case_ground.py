"""What the tests of business cases begin with: a case of Hvidovre's own, small enough for the short form."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.apps.portfolio.ground import keeper
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.funding.models import CaseVersion
from samspil.apps.funding.services.cases import NewCase, keep_case
from samspil.core.finance.business_case import Beside, BottomLine, Case, Kind, Line
from samspil.core.units import Money

CARE, IT = "Ældre og Sundhed", "It og Digitalisering"


def kroner(*amounts: int) -> tuple[Money, ...]:
    return tuple(Money.of(one) for one in amounts)


def small(bought: int = 300_000, freed: int = 200_000, payer: str = IT) -> Case:
    """Bought once, run by nobody in particular, and some time freed in each of three years."""
    return Case(
        2027,
        2026,
        (
            Line("Indkøb", Kind.ESTABLISHMENT, payer, kroner(bought, 0, 0, 0)),
            Line("Drift", Kind.OPERATION, "", kroner(0, 50_000, 50_000, 50_000)),
            Line("Frigjort tid", Kind.BENEFIT, CARE, kroner(0, freed, freed, freed)),
        ),
        (Beside("Roligere vagter", BottomLine.WELLBEING),),
    )


def large() -> Case:
    """Above the limit of the short form, with three points on what is bought."""
    case = small(1_000_001)
    first, *rest = case.lines
    pointed = Line(first.name, first.kind, first.party, first.amounts, Fraction(3, 2), Fraction(9, 10))
    return Case(case.first_year, case.price_year, (pointed, *rest), case.beside)


def kept(world: World, initiative: Any, case: Case | None = None, **more: Any) -> CaseVersion:
    """A version, kept by whoever keeps Hvidovre's portfolio."""
    with world.scope(HVIDOVRE):
        new = NewCase(case or small(), **more)
        return keep_case(initiative, new, acting=keeper(world, HVIDOVRE), at=NOW)
