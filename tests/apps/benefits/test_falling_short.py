"""The lights of benefits in a status report: by what was promised and measured, or otherwise and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.benefits.ground import GO_LIVE, expects, qualifies
from tests.apps.benefits.measured_ground import measured
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.falling_short import falling_short
from samspil.apps.benefits.services import indicators, plans
from samspil.apps.benefits.types import NewPlan, Sort
from samspil.apps.governance.types import RefusedError
from samspil.apps.measurements.models import Indicator
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services.reporting import NewReport, report
from samspil.core.benefits.course import ThreePoints
from samspil.core.portfolio.status import Light
from samspil.core.units import Money

GREEN, GREY = Light.GREEN, Light.GREY
FINE = NewReport(GREEN, GREEN, GREY, GREY, GREEN, "Det går efter planen")


@pytest.fixture
def mine(world: World) -> Initiative:
    """Hvidovre's shift plan."""
    return local(world, HVIDOVRE)


def promises(world: World, mine: Initiative, title: str = "Kortere sagstid", **said: Any) -> Benefit:
    """A benefit that somebody owns: it is no idea any more. Worth 120,000 a year from January."""
    said = {"a_year": 120_000, **said}
    return qualifies(world, expects(world, mine, HVIDOVRE, title, owner="Plejeleder", **said), HVIDOVRE)


def measures(world: World, benefit: Benefit, made: Indicator, value: Decimal) -> None:
    """January, in minutes that go from 10 to 5 in a year."""
    new = NewMeasurement(date(2026, 1, 1), date(2026, 1, 31), value, "minutter")
    with world.scope(HVIDOVRE):
        indicators.measure(benefit, made.public_id, new, acting=keeper(world, HVIDOVRE), at=NOW)


def short(world: World, mine: Initiative) -> Any:
    with world.scope(HVIDOVRE):
        found = falling_short(mine)
        return dict(found.economic), dict(found.other)


def test_what_is_measured_is_held_against_what_was_promised_by_then(world: World, mine: Initiative) -> None:
    benefit = promises(world, mine)
    measures(world, benefit, measured(world, benefit), Decimal("7.5"))
    # Half of the way for 31 days of 365.25, where a month of twelve was promised.
    came = round(12_000_000 * Fraction(31 * 100, 36525) / 2)
    assert short(world, mine) == ({"expected": 0, "measured": 1 - Fraction(came, 1_000_000)}, {})


def test_hours_are_no_economic_benefit_and_never_added_to_kroner(world: World, mine: Initiative) -> None:
    promises(world, mine, sort=Sort.FREED_TIME)
    assert short(world, mine) == ({}, {"hours_expected": 0})


def test_a_plan_that_nobody_has_decided_is_held_against_the_first(world: World, mine: Initiative) -> None:
    benefit = promises(world, mine)
    half = Money.of(60_000)
    with world.scope(HVIDOVRE):
        plan = NewPlan(GO_LIVE, ThreePoints(half, half, half), lasts_months=12, reason="Færre sager")
        plans.set_plan(benefit, plan, acting=keeper(world, HVIDOVRE), at=NOW)
    assert short(world, mine) == ({"expected": Fraction(1, 2)}, {})
    with world.scope(HVIDOVRE):
        row = benefit.plans.get(sequence=2)
        once_more(row, sequence=3, decision=benefit.public_id).save()
    assert short(world, mine) == ({"expected": 0}, {})


def once_more(row: Any, **said: Any) -> Any:
    """The same plan once more, decided."""
    names = [one.attname for one in row._meta.concrete_fields if not one.primary_key]
    return type(row)(**{**{name: getattr(row, name) for name in names}, **said})


def test_an_idea_promises_nothing_and_what_is_counted_once_is(world: World, mine: Initiative) -> None:
    expects(world, mine, HVIDOVRE, "En idé", a_year=1000)
    assert short(world, mine) == ({}, {})
    first = promises(world, mine, "Første", counted_with="opkald")
    second = promises(world, mine, "Anden", counted_with="opkald")
    with world.scope(HVIDOVRE):
        Benefit.objects.filter(pk=first.pk).update(expected_minor=6_000_000)
        Benefit.objects.filter(pk=second.pk).update(expected_minor=0)
    assert short(world, mine) == ({"expected": Fraction(1, 2)}, {})


def test_what_only_costs_or_was_never_planned_says_nothing(world: World, mine: Initiative) -> None:
    promises(world, mine, a_year=None)
    promises(world, mine, "Mere oplæring", is_disbenefit=True, a_year=-1000)
    assert short(world, mine) == ({}, {})


def test_what_only_an_indicator_shows_is_held_against_its_target(world: World, mine: Initiative) -> None:
    benefit = promises(world, mine, sort=Sort.QUALITATIVE, a_year=None)
    assert short(world, mine) == ({}, {})
    made = measured(world, benefit)
    with world.scope(HVIDOVRE):
        benefit.refresh_from_db()
        assert benefit.leading == made.public_id
    measures(world, benefit, made, Decimal(10))
    assert short(world, mine) == ({}, {"indicators": 1})


def test_a_light_of_benefits_that_differs_from_the_numbers_says_why(world: World, mine: Initiative) -> None:
    benefit = promises(world, mine)
    measures(world, benefit, measured(world, benefit), Decimal("7.5"))
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        rosy = replace(FINE, economic_benefits=GREEN)
        with pytest.raises(RefusedError, match="light_differs_without_a_reason said=green numbers=red"):
            report(mine, rosy, acting=acting, at=NOW)
        row = report(mine, replace(rosy, differs_because="Vi er lige begyndt"), acting=acting, at=NOW)
        assert row.from_numbers["lights"]["economic_benefits"] == "red"
        assert row.from_numbers["lights"]["other_benefits"] == "grey"
        kept = row.from_numbers["benefits_below"]["economic"]
        assert (kept["expected"], Fraction(kept["measured"])) == ("0/1", 1 - Fraction(509_240, 1_000_000))
        assert row.from_numbers["tolerances"]["red_benefits"] == "1/4"


def test_with_nothing_to_compare_any_light_of_benefits_stands(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        said = replace(FINE, economic_benefits=GREEN, other_benefits=GREEN)
        row = report(mine, said, acting=keeper(world, HVIDOVRE), at=NOW)
        assert row.from_numbers["lights"]["economic_benefits"] == "grey"


def test_the_page_suggests_the_light_and_says_by_how_much(
    world: World, mine: Initiative, browser: Client
) -> None:
    benefit = promises(world, mine)
    measures(world, benefit, measured(world, benefit), Decimal("7.5"))
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    page = browser.get(reverse("portfolio:reports", args=[mine.public_id])).content.decode()
    assert "49% under det lovede" in page
    assert "intet at sammenligne endnu" in page
    assert '<option value="red" selected>' in page or 'value="red" checked' in page
