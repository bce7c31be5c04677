"""A slip moves what waits for it, shows in the rows that pages read, and never goes in a circle."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.apps.portfolio.services import initiatives, plans
from samspil.apps.portfolio.types import End

MAY = date(2026, 5, 1)


def plan(world: World, initiative: Initiative, *days: int) -> list[Milestone]:
    """Milestones so many days after the first of May."""
    acting = keeper(world, HVIDOVRE)
    return [
        plans.add_milestone(
            initiative, plans.NewMilestone(f"M{day}", MAY + timedelta(days=day)), acting=acting, at=NOW
        )
        for day in days
    ]


def row(milestone: Milestone) -> Milestone:
    return Milestone.objects.get(pk=milestone.pk)


def test_a_slip_moves_what_waits_across_initiatives(world: World) -> None:
    one, other = local(world, HVIDOVRE, "Ét"), local(world, HVIDOVRE, "Andet")
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        first, second = plan(world, one, 0, 20)
        (third,) = plan(world, other, 25)
        plans.let_wait(second, first.public_id, 10, acting=acting, at=NOW)
        plans.let_wait(third, second.public_id, 0, acting=acting, at=NOW)
        moved = plans.move_milestone(
            first, MAY + timedelta(days=40), reason="Leverandør", acting=acting, at=NOW
        )
        assert [(one.id, (one.now - MAY).days) for one in moved] == [
            (first.public_id, 40),
            (second.public_id, 50),
            (third.public_id, 50),
        ]
        assert row(third).expected_on == MAY + timedelta(days=50)
        assert row(third).planned_on == MAY + timedelta(days=25)
        assert row(third).pushed_by == second.public_id
        shown = Initiative.objects.get(pk=other.pk)
        assert (shown.next_name, shown.next_on) == ("M25", MAY + timedelta(days=50))
        assert [(one.was, one.now) for one in row(first).moves.all()] == [(MAY, MAY + timedelta(days=40))]
        assert row(first).first_on == MAY


def test_waiting_no_longer_gives_the_day_back(world: World) -> None:
    one = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        first, second = plan(world, one, 30, 10)
        waits = plans.let_wait(second, first.public_id, 0, acting=acting, at=NOW)
        assert row(second).expected_on == MAY + timedelta(days=30)
        plans.let_go(waits, acting=acting, at=NOW)
        assert row(second).expected_on == MAY + timedelta(days=10)


def test_nothing_waits_in_a_circle(world: World) -> None:
    one = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        first, second, third = plan(world, one, 0, 10, 20)
        plans.let_wait(second, first.public_id, 0, acting=acting, at=NOW)
        plans.let_wait(third, second.public_id, 0, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="would_wait_in_a_circle"):
            plans.let_wait(first, third.public_id, 0, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="milestone_waits_for_itself"):
            plans.let_wait(first, first.public_id, 0, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="lag_out_of_range"):
            plans.let_wait(third, first.public_id, -1, acting=acting, at=NOW)


def test_a_member_waits_for_the_associations_milestone_and_for_no_strangers(world: World) -> None:
    common, mine, theirs = programme(world, HVIDOVRE), local(world, HVIDOVRE), local(world, RODOVRE)
    with world.scope(""):
        shared = common.milestones.get(name="Systemer tilsluttet")
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        hidden = plans.add_milestone(theirs, plans.NewMilestone("Skjult", MAY), acting=acting, at=NOW)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        (own,) = plan(world, mine, 0)
        plans.let_wait(own, shared.public_id, 14, acting=acting, at=NOW)
        assert row(own).expected_on == date(2026, 9, 15)
        for stranger in (hidden.public_id, uuid4()):
            with pytest.raises(NotFoundError):
                plans.let_wait(own, stranger, 0, acting=acting, at=NOW)


def test_what_is_reached_is_reached_on_a_day_that_has_come(world: World) -> None:
    one = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        first, second = plan(world, one, -90, 10)
        with pytest.raises(RefusedError, match="day_is_still_to_come"):
            plans.reach_milestone(first, NOW.date() + timedelta(days=1), acting=acting, at=NOW)
        plans.reach_milestone(first, NOW.date(), acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="milestone_is_done"):
            plans.reach_milestone(first, NOW.date(), acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="milestone_is_done"):
            plans.move_milestone(first, MAY, reason="", acting=acting, at=NOW)
        shown = Initiative.objects.get(pk=one.pk)
        assert (shown.next_name, shown.expected_end) == ("M10", row(second).expected_on)


def test_only_who_leads_plans_and_nothing_is_planned_when_it_is_over(world: World) -> None:
    one = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting, new = keeper(world, HVIDOVRE), plans.NewMilestone("M", MAY)
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            plans.add_milestone(one, new, acting=world.acting(HVIDOVRE, "employee"), at=NOW)
        with pytest.raises(RefusedError, match="milestone_needs_a_name"):
            plans.add_milestone(one, plans.NewMilestone(" ", MAY), acting=acting, at=NOW)
        initiatives.end(one, End.STOPPED, learned="", acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="initiative_is_over"):
            plans.add_milestone(one, new, acting=acting, at=NOW)
        assert not one.milestones.exists()


def test_the_association_moves_its_own_milestones_only(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        (own,) = plan(world, mine, 0)
    with world.scope(""), pytest.raises(RefusedError, match="not_yours_to_lead"):
        plans.move_milestone(own, MAY, reason="", acting=coordinator(world), at=NOW)
