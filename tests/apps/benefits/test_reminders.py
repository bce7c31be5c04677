"""Who is to measure hears of it two weeks before, and once when the day has passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.apps.benefits.measured_ground import faster
from tests.apps.portfolio.ground import keeper
from tests.apps.world import BY, HVIDOVRE, SINCE, World

from samspil.apps.benefits.services import indicators
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.kit.mail.models import Letter
from samspil.processes.tell_people import remind_people

# In use from 1 January 2026: the first measurement is due three months later.
DUE = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def reached_as(world: World, role: str) -> str:
    account = Account.objects.create_user(f"{role}@example.org", None, language="da")
    with world.scope(HVIDOVRE):
        services.let_act(account, world.organisation(HVIDOVRE), world.people[HVIDOVRE, role], SINCE, BY)
    return account.email


def letters(world: World) -> list[tuple[str, str]]:
    """All but those about who pays, which have tests of their own."""
    with world.scope(HVIDOVRE):
        rows = Letter.objects.exclude(key__startswith="payer:").order_by("id")
        return list(rows.values_list("account__email", "title"))


def test_whoever_is_named_hears_before_and_after_the_day_each_once(world: World) -> None:
    who = reached_as(world, "employee")
    reached_as(world, "head_of_digitalisation")
    employee = world.acting(HVIDOVRE, "employee")
    _mine, benefit, _indicator = faster(world, measurer_person=employee.person)
    remind_people(DUE - timedelta(days=15))
    assert letters(world) == []
    for days in (-14, -13, 0, 1, 2):
        remind_people(DUE + timedelta(days=days))
    assert letters(world) == [
        (who, f"En måling af {benefit.number} skal snart laves"),
        (who, f"En måling af {benefit.number} er forsinket"),
    ]


def test_what_has_been_measured_is_asked_for_no_more(world: World) -> None:
    reached_as(world, "head_of_digitalisation")
    _mine, benefit, indicator = faster(world)
    remind_people(DUE - timedelta(days=14))
    assert len(letters(world)) == 1
    with world.scope(HVIDOVRE):
        march = NewMeasurement(
            DUE.date().replace(month=3), DUE.date() - timedelta(days=1), Decimal(8), "minutter"
        )
        indicators.measure(benefit, indicator.public_id, march, acting=keeper(world, HVIDOVRE), at=DUE)
    remind_people(DUE + timedelta(days=1))
    assert len(letters(world)) == 1
