"""A slip costs the same questions however much waits for it, and writes only what it moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.apps.portfolio.selectors.reached import ahead_of, reached_from
from samspil.apps.portfolio.services import plans, slips
from samspil.apps.portfolio.services.settling import settle
from samspil.apps.portfolio.services.showing import show_next
from samspil.kit.tenancy import scope

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


def on(days: int) -> date:
    return MAY + timedelta(days=days)


def milestone(world: World, initiative: Initiative, days: int, name: str = "Milepæl") -> Milestone:
    new = plans.NewMilestone(name, on(days))
    return plans.add_milestone(initiative, new, acting=keeper(world, HVIDOVRE), at=NOW)


def waits(world: World, later: Milestone, first: Milestone, lag: int = 0) -> None:
    plans.let_wait(later, first.public_id, lag, acting=keeper(world, HVIDOVRE), at=NOW)


def moved_to(world: World, first: Milestone, days: int) -> int:
    """How many questions it takes to move a milestone."""
    row = Milestone.objects.select_related("initiative").get(pk=first.pk)
    acting = keeper(world, HVIDOVRE)
    with CaptureQueriesContext(connection) as asked:
        slips.move(row, on(days), reason="Leverandør", acting=acting, at=NOW)
    return len(asked)


def expected(row: Milestone) -> int:
    return (Milestone.objects.get(pk=row.pk).expected_on - MAY).days


def test_a_slip_asks_as_often_for_twelve_initiatives_as_for_one(world: World) -> None:
    with world.scope(HVIDOVRE):
        first = milestone(world, local(world, HVIDOVRE, "Først"), 0)
        rows = [milestone(world, local(world, HVIDOVRE, "Venter"), 5)]
        waits(world, rows[0], first)
        for_one = moved_to(world, first, 10)
        for number in range(11):
            rows.append(milestone(world, local(world, HVIDOVRE, f"Nr. {number}"), 5))
            waits(world, rows[-1], rows[-2] if number % 2 else first)
        assert moved_to(world, first, 20) == for_one
        assert {expected(row) for row in rows} == {20}
        shown = Initiative.objects.filter(pk__in=[row.initiative_id for row in rows])
        assert set(shown.values_list("next_on", "expected_end")) == {(on(20), on(20))}


def test_what_a_slip_does_not_move_is_not_written(world: World) -> None:
    with world.scope(HVIDOVRE):
        first = milestone(world, local(world, HVIDOVRE, "Først"), 0)
        pushed = milestone(world, local(world, HVIDOVRE, "Skubbes"), 5)
        has_time = milestone(world, local(world, HVIDOVRE, "Har tid"), 90)
        waits(world, pushed, first)
        waits(world, has_time, first)
        for row in (pushed, has_time):
            Initiative.objects.filter(pk=row.initiative_id).update(next_name="Som den stod")
        moved_to(world, first, 10)
        told = dict(Initiative.objects.values_list("title", "next_name"))
        assert (told["Skubbes"], told["Har tid"]) == ("Milepæl", "Som den stod")


def test_what_pushes_is_named_even_where_the_day_stays(world: World) -> None:
    with world.scope(HVIDOVRE):
        initiative = local(world, HVIDOVRE)
        one, other, later = (milestone(world, initiative, days) for days in (10, 20, 5))
        waits(world, later, one, 10)
        assert Milestone.objects.get(pk=later.pk).pushed_by == one.public_id
        waits(world, later, other)
        moved_to(world, one, 5)
        row = Milestone.objects.get(pk=later.pk)
        assert (row.expected_on, row.pushed_by) == (on(20), other.public_id)


def test_a_day_that_comes_nearer_moves_what_waits_back_to_its_own_plan(world: World) -> None:
    with world.scope(HVIDOVRE):
        initiative = local(world, HVIDOVRE)
        first, later = milestone(world, initiative, 30), milestone(world, initiative, 10)
        waits(world, later, first)
        moved_to(world, first, 0)
        row = Milestone.objects.get(pk=later.pk)
        assert (row.expected_on, row.pushed_by) == (on(10), None)


def test_nobody_looks_ahead_in_what_is_not_in_scope(world: World) -> None:
    with world.scope(HVIDOVRE):
        first = milestone(world, local(world, HVIDOVRE), 0)
    owner = world.organisation(HVIDOVRE).pk
    with world.scope(""):
        for ask in (ahead_of, reached_from):
            with pytest.raises(scope.NoScopeError, match="not in scope"):
                ask(owner, first.public_id)
        assert ahead_of(world.association.pk, first.public_id).milestones == {}, "it is not the association's"


def test_another_organisation_s_milestone_counts_by_the_day_it_was_told(world: World) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        shared = common.milestones.get(name="Systemer tilsluttet")
    with world.scope(HVIDOVRE):
        own = milestone(world, local(world, HVIDOVRE), 0)
        waits(world, own, shared, 14)
    with world.scope(""):
        shared.refresh_from_db()
        acting = coordinator(world)
        plans.move_milestone(shared, date(2026, 10, 1), reason="Udbud", acting=acting, at=NOW)
    with world.scope(HVIDOVRE):
        settle(own)
        assert Milestone.objects.get(pk=own.pk).expected_on == date(2026, 9, 15), "as it was last told"


def test_an_initiative_without_milestones_keeps_the_end_that_was_said(world: World) -> None:
    with world.scope(HVIDOVRE):
        initiative = local(world, HVIDOVRE)
        Initiative.objects.filter(pk=initiative.pk).update(expected_end=on(99), next_name="Var her")
        show_next([initiative.pk])
        initiative.refresh_from_db()
        assert (initiative.expected_end, initiative.next_on, initiative.next_name) == (on(99), None, "")


def test_an_initiative_never_ends_before_it_starts_and_what_is_withdrawn_does_not_count(
    world: World,
) -> None:
    with world.scope(HVIDOVRE):
        initiative = local(world, HVIDOVRE)
        first, gone = milestone(world, initiative, 0, "Først"), milestone(world, initiative, 50)
        Milestone.objects.filter(pk=gone.pk).update(is_withdrawn=True)
        Initiative.objects.filter(pk=initiative.pk).update(starts_on=on(20))
        show_next([initiative.pk])
        initiative.refresh_from_db()
        assert (initiative.next_name, initiative.next_on, initiative.expected_end) == ("Først", on(0), on(20))
        Milestone.objects.filter(pk=first.pk).update(done_on=on(0))
        Initiative.objects.filter(pk=initiative.pk).update(starts_on=None)
        show_next([initiative.pk])
        initiative.refresh_from_db()
        assert (initiative.next_name, initiative.next_on, initiative.expected_end) == ("", None, on(0))
