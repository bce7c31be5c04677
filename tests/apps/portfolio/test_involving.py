"""Who is affected, when they were involved, and what is open before it goes live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Involvement
from samspil.apps.portfolio.selectors.access import access_involvement
from samspil.apps.portfolio.selectors.registers import involvements_of, open_points
from samspil.apps.portfolio.services.involving import (
    NewInvolvement,
    involve,
    plan_involvement,
    settle_point,
)
from samspil.apps.portfolio.types import Affected
from samspil.kit.journal.models import Entry

STAFF = NewInvolvement(Affected.EMPLOYEES, "medarbejderne i hjemmeplejen", "Møde", date(2026, 3, 20))


def planned(world: World, new: NewInvolvement = STAFF) -> Involvement:
    return plan_involvement(local(world, HVIDOVRE), new, acting=keeper(world, HVIDOVRE), at=NOW)


def test_what_nobody_has_been_asked_about_and_what_is_not_settled_is_open(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        row = planned(world)
        assert open_points([row]) == [row]
        row = involve(row, TODAY, open_point="Hvem hjælper om natten?", acting=acting, at=NOW)
        assert open_points(involvements_of(row.initiative)) == [row]
        row = settle_point(row, acting=acting, at=NOW)
        assert open_points(involvements_of(row.initiative)) == []
        assert (row.involved_on, row.closed_on) == (TODAY, TODAY)
        with pytest.raises(RefusedError, match="nothing_is_open"):
            settle_point(row, acting=acting, at=NOW)


def test_being_involved_without_open_points_settles_it(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = involve(planned(world), TODAY, acting=keeper(world, HVIDOVRE), at=NOW)
        assert open_points([row]) == []
        with pytest.raises(RefusedError, match="nothing_is_open"):
            settle_point(row, acting=keeper(world, HVIDOVRE), at=NOW)


def test_a_second_open_point_does_not_push_out_the_first(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        row = involve(planned(world), TODAY, open_point="Nat", acting=acting, at=NOW)
        row = involve(row, TODAY, open_point="Weekend", acting=acting, at=NOW)
        assert row.open_point.splitlines() == ["Nat", "Weekend"]
        row = settle_point(row, acting=acting, at=NOW)
        row = involve(row, TODAY, open_point="Ferie", acting=acting, at=NOW)
        assert (row.open_point, row.closed_on) == ("Ferie", None)


def test_nobody_has_been_involved_tomorrow(world: World) -> None:
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="day_is_still_to_come"):
        involve(planned(world), TODAY + timedelta(days=1), acting=keeper(world, HVIDOVRE), at=NOW)


def test_the_plan_says_who_and_only_who_leads_writes_it(world: World) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="involvement_says_who"):
            planned(world, NewInvolvement(Affected.UNION, " "))
        row = planned(world)
        employee = world.acting(HVIDOVRE, "employee")
        tried: list[Callable[[], object]] = [
            lambda: plan_involvement(row.initiative, STAFF, acting=employee, at=NOW),
            lambda: involve(row, TODAY, acting=employee, at=NOW),
            lambda: settle_point(row, acting=employee, at=NOW),
        ]
        for do in tried:
            with pytest.raises(RefusedError, match="not_yours_to_lead"):
                do()
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_involvement(keeper(world, RODOVRE), row.public_id)


def test_the_journal_keeps_no_words(world: World) -> None:
    with world.scope(HVIDOVRE):
        involve(planned(world), TODAY, open_point="Nat", acting=keeper(world, HVIDOVRE), at=NOW)
        told = "".join(one.facts for one in Entry.objects.filter(action__startswith="portfolio.involvement"))
        assert '"affected":"employees"' in told.replace(" ", "")
        assert "hjemmeplejen" not in told
        assert "Nat" not in told
