"""What the time of a unit went to: a handful of numbers a month, and what is refused of them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.apps.resources.resources_world import (
    AREA,
    HEAD,
    MEANT,
    MIX,
    before,
    leader,
    record,
    recorded,
    this_month,
    unit,
)
from tests.apps.world import BY, HVIDOVRE, RODOVRE, World

from samspil import library
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations import services
from samspil.apps.resources.models import TaskTime
from samspil.apps.resources.selectors.access import access_unit
from samspil.apps.resources.selectors.categories import categories_of, every_category
from samspil.apps.resources.selectors.mix import mix_of, recorded_before, recorded_in, target_on, targets_of
from samspil.apps.resources.services.cataloguing import keep_categories
from samspil.apps.resources.services.planning import set_strength, set_target
from samspil.apps.resources.services.recording import record_month, withdraw_month
from samspil.apps.resources.types import MOST_MINUTES, NewMonth, Seat, Strength, Target
from samspil.kit.journal.models import Entry

NOW = timezone.now()


def test_a_month_is_recorded_once_and_recorded_anew_it_is_told_what_stood(world: World) -> None:
    with world.scope(HVIDOVRE):
        here = unit(world)
        assert record(world, here, before(1))
        assert not record(world, here, before(1), seen=MIX)  # the same again is nothing new
        other = {**MIX, "operations": 60}
        assert record(world, here, before(1), other, seen=MIX)
        assert recorded_in(leader(world).organisation_id, here.id, before(1)) == other
        told = Entry.objects.filter(action="resources.month.recorded").order_by("-pk")[0]
        assert json.loads(told.facts)["before"] == MIX


def test_what_somebody_else_has_recorded_meanwhile_is_not_written_over(world: World) -> None:
    with world.scope(HVIDOVRE):
        here = unit(world)
        record(world, here, before(1))
        with pytest.raises(RefusedError, match="month_recorded_meanwhile"):
            record(world, here, before(1), {**MIX, "operations": 60})
        with pytest.raises(IntegrityError), transaction.atomic():
            TaskTime.objects.create(
                organisation_id=leader(world).organisation_id, unit=here.id, month=before(1),
                category="operations", minutes=1,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "code"),
    [
        ({"operations": -60, "development": 120}, "task_time_below_zero"),
        ({}, "task_time_is_nothing"),
        ({"operations": 0}, "task_time_is_nothing"),
        ({"golf": 60}, "task_category_unknown"),
        ({"operations": 10**18}, "task_time_too_much"),
        ({"operations": MOST_MINUTES + 1}, "task_time_too_much"),
        ({"operations": MOST_MINUTES}, ""),
    ],
)
def test_numbers_that_cannot_be_are_refused(world: World, minutes: dict[str, int], code: str) -> None:
    with world.scope(HVIDOVRE):
        here = unit(world)
        if not code:
            assert record(world, here, before(1), minutes)
            return
        with pytest.raises(RefusedError, match=code):
            record(world, here, before(1), minutes)
        assert not TaskTime.objects.exists()


def test_more_than_the_people_there_can_have_worked_is_refused_and_a_minute_less_is_not(world: World) -> None:
    """Two people in February 2026 (20 weekdays of 7.4 hours) have 296 hours, with a fourth more 370."""
    february = date(2026, 2, 1)
    with world.scope(HVIDOVRE):
        here = unit(world)
        assert record(world, here, february, {"operations": 371 * 60})  # nobody has said what there is
        set_strength(Strength(here.id, february, 200, Seat.CENTRAL), acting=leader(world), at=NOW)
        seen = {"operations": 371 * 60, "development": 0, "data_and_administration": 0}
        with pytest.raises(RefusedError, match="task_time_above_what_there_is"):
            record(world, here, february, {"operations": 370 * 60 + 1}, seen=seen)
        assert record(world, here, february, {"operations": 370 * 60}, seen=seen)


@pytest.mark.parametrize(("months", "is_refused"), [(-1, True), (0, False), (12 * 27, True)])
def test_a_month_that_has_not_begun_and_one_of_another_century_are_refused(
    world: World, months: int, is_refused: bool
) -> None:
    with world.scope(HVIDOVRE):
        here = unit(world)
        if not is_refused:
            assert record(world, here, before(months))
            return
        with pytest.raises(RefusedError, match="month_not_to_record"):
            record(world, here, before(months))


def test_who_works_in_the_unit_records_it_and_a_colleague_elsewhere_does_not(world: World) -> None:
    with world.scope(HVIDOVRE):
        here, owner = unit(world), world.organisation(HVIDOVRE)
        row = services.add_unit(owner, "Drift", date(2025, 1, 1), BY)
        person = services.add_person(owner, "Medarbejder", date(2025, 1, 1), BY, unit=row)
        world.people[HVIDOVRE, "in_drift"] = person.public_id
        acting = world.acting(HVIDOVRE, "in_drift", timezone.localdate())
        own = access_unit(acting, row.public_id, timezone.localdate())
        assert record_month(own, NewMonth(before(1), MIX, {}), acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_record_time"):
            record_month(here, NewMonth(before(1), MIX, {}), acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_record_time"):
            withdraw_month(here, before(1), acting=acting, at=NOW)
        assert withdraw_month(own, before(1), acting=acting, at=NOW)
        assert not withdraw_month(own, before(1), acting=acting, at=NOW)
        assert not TaskTime.objects.exists()


def test_another_organisations_unit_is_not_there(world: World) -> None:
    with world.scope(HVIDOVRE):
        here = unit(world)
        assert access_unit(leader(world), here.id, timezone.localdate()) == here  # the control
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_unit(world.acting(RODOVRE, HEAD), here.id, timezone.localdate())


def test_the_last_month_before_is_the_proposal_and_a_later_one_is_not(world: World) -> None:
    with world.scope(HVIDOVRE):
        here, owner = unit(world), leader(world).organisation_id
        record(world, here, before(5), {**MIX, "operations": 60})
        record(world, here, before(1))
        assert recorded_before(owner, here.id, before(3))["operations"] == 60
        assert recorded_before(owner, here.id, this_month()) == MIX
        assert recorded_before(owner, here.id, before(5)) == {}


def test_units_are_added_up_and_a_month_that_is_not_recorded_is_not_nought(world: World) -> None:
    with world.scope(HVIDOVRE):
        here, area = unit(world), unit(world, AREA)
        record(world, here, before(1), {"development": 300, "operations": 100})
        record(world, area, before(1), {"development": 100, "operations": 300})
        found = mix_of(leader(world).organisation_id, this_month(), 3)
        assert [sorted(one.shares.values()) for one in found] == [
            [],
            [Fraction(0), Fraction(1, 2), Fraction(1, 2)],
            [],
        ]
        alone = mix_of(leader(world).organisation_id, this_month(), 3, here.id)
        assert alone[1].shares["development"] == Fraction(3, 4)


def test_a_target_holds_from_its_month_and_a_units_own_comes_before_that_of_all(world: World) -> None:
    with world.scope(HVIDOVRE):
        here, owner, acting = recorded(world), leader(world).organisation_id, leader(world)
        own = {"development": 10, "operations": 80, "data_and_administration": 10}
        assert target_on(targets_of(owner, here.id), before(13)) is None
        set_target(Target(here.id, before(1), own, 5, ""), acting=acting, at=NOW)
        found = targets_of(owner, here.id)
        assert target_on(found, before(2)) is None
        assert (target_on(found, before(1)) or found[0]).percents == own
        [of_all] = targets_of(owner, None)
        assert of_all.percents == MEANT
        found_of_all = mix_of(owner, this_month(), 2)[0].protected({"development"})
        assert found_of_all is not None
        # 30, 50 and 20 of a hundred hours against 50, 25 and 25, with 40 protected.
        assert found_of_all.lacking == Fraction(10, 100)
        assert [(one.category, one.more) for one in found_of_all.took] == [("operations", Fraction(25, 100))]


@pytest.mark.parametrize(
    ("percents", "protected", "code"),
    [
        ({"development": 50, "operations": 49}, 0, "target_not_a_hundred"),
        ({"development": 110, "operations": -10}, 0, "target_not_a_hundred"),
        ({"development": 50, "golf": 50}, 0, "task_category_unknown"),
        ({"development": 50, "operations": 50}, 51, "protected_above_target"),
        ({"development": 50, "operations": 50}, -1, "protected_above_target"),
        ({"development": 50, "operations": 50}, 50, ""),
    ],
)
def test_a_target_that_cannot_be_is_refused(
    world: World, percents: dict[str, int], protected: int, code: str
) -> None:
    with world.scope(HVIDOVRE):
        new = Target(None, this_month(), percents, protected, "")
        if not code:
            set_target(new, acting=leader(world), at=NOW)
            return
        with pytest.raises(RefusedError, match=code):
            set_target(new, acting=leader(world), at=NOW)


def test_months_keep_their_sorts_when_an_organisation_counts_by_its_own(world: World) -> None:
    with world.scope(HVIDOVRE):
        here, owner, acting = unit(world), leader(world).organisation_id, leader(world)
        record(world, here, before(1))
        shipped = library.task_categories().decode()
        own = shipped.replace("  operations:\n", "  support:\n").replace("Drift og support", "Support")
        assert keep_categories(own, acting=acting, at=NOW) == 1
        assert keep_categories(own, acting=acting, at=NOW) == 1
        assert "operations" not in categories_of(owner).categories.categories
        assert list(every_category(owner))[-1] == "operations"
        with pytest.raises(RefusedError, match="task_category_unknown"):
            record(world, here, this_month())
        assert record(world, here, this_month(), {"support": 60})
        employee = world.acting(HVIDOVRE, "employee", timezone.localdate())
        with pytest.raises(RefusedError, match="not_yours_to_plan_resources"):
            keep_categories(shipped, acting=employee, at=NOW + timedelta(days=1))
