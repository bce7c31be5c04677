"""A measurement that is due stands on My work: of who is named, else the owner, else who keeps the rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.benefits.measured_ground import faster
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.owed import count_late, on_my_work, owed_by
from samspil.apps.measurements.models import DueMeasurement, Indicator

pytestmark = pytest.mark.django_db
HEAD, EMPLOYEE = "head_of_digitalisation", "employee"
DUE = date(2026, 4, 1)  # three months after it goes live


def owed(world: World, role: str, on: date, code: str = HVIDOVRE) -> list[tuple[str, date]]:
    with world.scope(code):
        return [(one.title, one.due_on) for one in on_my_work(world.acting(code, role), on)]


@pytest.fixture
def due(world: World) -> Any:
    """One measurement of Hvidovre that is due, and that nobody is named for."""
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        DueMeasurement.objects.exclude(due_on=DUE).delete()
        Indicator.objects.update(measurer_person=None)
        Benefit.objects.update(owner_person=None)
    return benefit, indicator


def test_it_stands_there_two_weeks_before_its_day_and_until_it_is_measured(world: World, due: Any) -> None:
    benefit, indicator = due
    assert owed(world, HEAD, DUE - timedelta(days=14)) == []
    named = [(f"{indicator.name}: {benefit.title}", DUE)]
    assert owed(world, HEAD, DUE - timedelta(days=13)) == named
    assert owed(world, HEAD, DUE + timedelta(days=90)) == named
    with world.scope(HVIDOVRE):
        DueMeasurement.objects.all().delete()
    assert owed(world, HEAD, DUE) == []


def test_nobody_named_and_nobody_owning_it_is_for_who_keeps_the_portfolio(world: World, due: Any) -> None:
    assert len(owed(world, HEAD, DUE)) == 1
    assert owed(world, EMPLOYEE, DUE) == []


def test_the_owner_comes_before_who_keeps_the_portfolio(world: World, due: Any) -> None:
    with world.scope(HVIDOVRE):
        Benefit.objects.update(owner_person=world.people[HVIDOVRE, EMPLOYEE])
    assert len(owed(world, EMPLOYEE, DUE)) == 1
    assert owed(world, HEAD, DUE) == []


def test_who_is_named_comes_before_the_owner(world: World, due: Any) -> None:
    with world.scope(HVIDOVRE):
        Benefit.objects.update(owner_person=world.people[HVIDOVRE, HEAD])
        Indicator.objects.update(measurer_person=world.people[HVIDOVRE, EMPLOYEE])
    assert len(owed(world, EMPLOYEE, DUE)) == 1
    assert owed(world, HEAD, DUE) == []


def test_whom_nobody_owns_is_asked_for_with_all_else_in_one_question(world: World, due: Any) -> None:
    with world.scope(HVIDOVRE):
        keeper = world.acting(HVIDOVRE, HEAD)
        with CaptureQueriesContext(connection) as asked:
            assert len(owed_by(keeper, DUE)) == 1
    assert len(asked) == 1


def test_what_is_late_is_counted_from_the_day_after(world: World, due: Any) -> None:
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, EMPLOYEE)
        assert count_late(acting, DUE) == 0
        assert count_late(acting, DUE + timedelta(days=1)) == 1


def test_another_organisation_owes_nothing_of_it(world: World, due: Any) -> None:
    assert owed(world, HEAD, DUE + timedelta(days=90), RODOVRE) == []
