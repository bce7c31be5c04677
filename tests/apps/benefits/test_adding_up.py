"""Many benefits are added up at once: as one by one, in no more questions, and one in error stops none."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.benefits.ground import acting_for, expects
from tests.apps.benefits.measured import KRONER, indicator, measure
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.benefits.models import Benefit, BenefitPlan
from samspil.apps.benefits.services import adding_up, taking
from samspil.apps.benefits.services.adding_up import SHOWN, add_up, add_up_many
from samspil.apps.benefits.types import NewTaking, Way
from samspil.apps.measurements.models import DueMeasurement
from samspil.core.units import Money
from samspil.processes.follow_benefits import follow_benefits


@pytest.fixture
def several(world: World) -> list[Benefit]:
    """Benefits of Hvidovre: measured on the way, in kroner, taken home, not planned, and only noted."""
    mine = local(world, HVIDOVRE, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 1))
    way, kroner, unplanned, _noted = (
        expects(world, mine, HVIDOVRE, f"Gevinst {number}", a_year=a_year)
        for number, a_year in enumerate([120_000, 60_000, None, None])
    )
    measure(world, way, indicator(world, way, HVIDOVRE), 30, HVIDOVRE)
    made = indicator(world, kroner, HVIDOVRE, KRONER)
    for month, where in [(1, "0153"), (1, "0167"), (2, "")]:
        measure(world, kroner, made, 1000 * month, HVIDOVRE, month=month, where=where)
    indicator(world, unplanned, HVIDOVRE)
    with world.scope(HVIDOVRE):
        said = NewTaking(2026, Money.of(500), Way.BUDGET_REDUCTION, "Budget 2027", "Ældre, drift")
        taking.take_home(kroner, said, acting=acting_for(world, HVIDOVRE), at=NOW)
        return afresh()


def afresh() -> list[Benefit]:
    """As they are held."""
    return list(Benefit.objects.select_related("initiative").order_by("pk"))


def stands() -> tuple[list[Any], list[Any]]:
    """What benefits show, and when measurements are due."""
    shown = Benefit.objects.order_by("pk").values_list(*SHOWN)
    due = DueMeasurement.objects.order_by("indicator", "due_on")
    return list(shown), list(due.values_list("indicator", "due_on", "met_at", "let_go_at"))


def test_many_at_once_are_as_one_by_one(world: World, several: list[Benefit]) -> None:
    later = TODAY + timedelta(days=40)
    with world.scope(HVIDOVRE):
        # Half a year later than was planned, so that days which were due go and others come.
        type(several[0].initiative).objects.update(expected_end=date(2026, 6, 1))
        before = stands()
        add_up_many(afresh(), later)
        together = stands()
        assert together != before
        for one in Benefit.objects.order_by("pk"):
            Benefit.objects.filter(pk=one.pk).update(measured_minor=1, taken_minor=1)
            one.refresh_from_db()
            add_up(one, later)
        assert stands() == together
        first, kroner, unplanned, noted = Benefit.objects.order_by("pk")
        # It now goes live after what was measured: that was before any effect.
        assert (first.go_live, first.measured_minor) == (date(2026, 7, 2), 0)
        assert (kroner.measured_minor, kroner.taken_minor) == ((1000 + 1000 + 2000) * 100, 50_000)
        assert (unplanned.measured_minor, noted.measured_minor) == (None, None)


def test_many_take_no_more_questions_than_one(world: World, several: list[Benefit]) -> None:
    def asked(benefits: list[Benefit]) -> int:
        with world.scope(HVIDOVRE), CaptureQueriesContext(connection) as questions:
            add_up_many(benefits, TODAY)
        return len(questions)

    assert asked(several) == asked(several[:1]) <= 12


def test_what_is_known_already_is_not_read_again(world: World, several: list[Benefit]) -> None:
    with world.scope(HVIDOVRE):
        made = several[0].leading
        assert made is not None
        key = DueMeasurement.objects.filter(indicator__public_id=made).values_list("indicator", flat=True)[0]
        add_up_many(several[:1], TODAY, {key: []})
        several[0].refresh_from_db()
        assert several[0].measured_minor is None


def test_one_that_cannot_be_added_up_stops_no_other(
    world: World, several: list[Benefit], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with world.scope(HVIDOVRE):
        Benefit.objects.update(as_of=TODAY - timedelta(days=1))
    real = adding_up._planned

    def planned(benefit: Benefit, *others: Any) -> Any:
        if benefit.pk == several[1].pk:
            raise ValueError("broken")
        return real(benefit, *others)

    monkeypatch.setattr(adding_up, "_planned", planned)
    assert follow_benefits(NOW) == len(several) - 1
    assert f"benefit {several[1].pk} could not be added up" in caplog.text
    with world.scope(HVIDOVRE):
        assert list(Benefit.objects.filter(as_of__lt=TODAY)) == [several[1]]


def test_measurements_slide_with_the_plan_and_what_was_owed_stays_owed(
    world: World, several: list[Benefit]
) -> None:
    with world.scope(HVIDOVRE):
        due = DueMeasurement.objects.filter(indicator__subject=several[0].public_id).order_by("due_on")
        days = due.values_list("due_on", flat=True)
        assert list(days.all()) == [date(2026, 4, 1), date(2026, 7, 1), date(2027, 1, 1)]
        plan = several[0].plans.get()
        row = BenefitPlan(
            **{
                one.attname: getattr(plan, one.attname)
                for one in BenefitPlan._meta.concrete_fields
                if not one.primary_key
            }
        )
        row.sequence, row.go_live, row.after_end_days = 2, date(2026, 6, 1), None
        row.save()
        add_up_many(several, date(2026, 5, 1))
        # The first of April had come and was not measured; what lay ahead moved by five months.
        assert list(days.all()) == [date(2026, 4, 1), date(2026, 9, 1), date(2026, 12, 1), date(2027, 6, 1)]


def test_values_of_six_decimals_add_up_exactly(world: World) -> None:
    mine = local(world, HVIDOVRE)
    benefit = expects(world, mine, HVIDOVRE, a_year=120_000)
    made = indicator(world, benefit, HVIDOVRE, KRONER)
    with world.scope(HVIDOVRE):
        for month in (1, 2):
            measure(world, benefit, made, Decimal("0.333333"), HVIDOVRE, month=month)  # type: ignore[arg-type]
        benefit.refresh_from_db()
        assert benefit.measured_minor == 67
