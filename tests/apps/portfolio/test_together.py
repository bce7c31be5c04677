"""Planned once and followed by members at their own pace; nobody is committed but by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative, Milestone, Participation
from samspil.apps.portfolio.services import fanning_out, plans, taking_part
from samspil.apps.portfolio.services.taking_part import Said
from samspil.core.portfolio.pace import Pace


def fan_out(world: World, common: Initiative) -> int:
    with world.scope(""):
        return fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)


def shown(world: World, common: Initiative, code: str) -> Participation:
    with world.scope(""):
        return common.participations.get(code=code)


def own_plan(world: World, common: Initiative, code: str) -> dict[str, Milestone]:
    with world.scope(code):
        mine = Initiative.objects.get(common=common.public_id)
        return {one.name: one for one in mine.milestones.select_related("initiative")}


def test_a_mandatory_programme_is_planned_once_and_fanned_out(world: World) -> None:
    common = programme(world, HVIDOVRE, RODOVRE, SOLROD)
    assert fan_out(world, common) == 3
    for code in (HVIDOVRE, RODOVRE, SOLROD):
        plan = own_plan(world, common, code)
        assert {name: one.planned_on for name, one in plan.items()} == {
            "Systemer tilsluttet": date(2026, 9, 1),
            "I drift": date(2026, 12, 1),
        }
        row = shown(world, common, code)
        assert (row.next_name, row.next_on, row.deviations) == ("Systemer tilsluttet", date(2026, 9, 1), 0)
    assert fan_out(world, common) == 3
    with world.scope(HVIDOVRE):
        assert Milestone.objects.count() == 2


def test_a_plan_follows_the_common_one_unless_it_deviates_with_a_reason(world: World) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        mine = own_plan(world, common, HVIDOVRE)["Systemer tilsluttet"]
        acting = keeper(world, HVIDOVRE)
        with pytest.raises(RefusedError, match="deviation_needs_a_reason"):
            fanning_out.deviate(mine, date(2026, 11, 1), reason=" ", acting=acting, at=NOW)
        fanning_out.deviate(mine, date(2026, 11, 1), reason="Vores arkiv er ældre", acting=acting, at=NOW)
    assert shown(world, common, HVIDOVRE).deviations == 1
    assert shown(world, common, HVIDOVRE).next_on == date(2026, 11, 1)
    with world.scope(""):
        first = common.milestones.get(name="Systemer tilsluttet")
        plans.move_milestone(first, date(2026, 10, 1), reason="", acting=coordinator(world), at=NOW)
    fan_out(world, common)
    assert own_plan(world, common, HVIDOVRE)["Systemer tilsluttet"].planned_on == date(2026, 11, 1)
    assert own_plan(world, common, RODOVRE)["Systemer tilsluttet"].planned_on == date(2026, 10, 1)


def test_a_common_milestone_is_never_moved_without_saying_why(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    mine = own_plan(world, common, HVIDOVRE)["Systemer tilsluttet"]
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        with pytest.raises(RefusedError, match="milestone_follows_the_common_plan"):
            plans.move_milestone(mine, date(2026, 11, 1), reason="Ferie", acting=acting, at=NOW)
    with world.scope(""):
        common.milestones.filter(name="Systemer tilsluttet").update(is_withdrawn=True)
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        given_up = own_plan(world, common, HVIDOVRE)["Systemer tilsluttet"]
        plans.move_milestone(given_up, date(2026, 11, 1), reason="Vi går videre", acting=acting, at=NOW)


def test_a_plan_past_the_day_of_the_law_shows_at_the_association(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        mine = own_plan(world, common, HVIDOVRE)["I drift"]
        acting = keeper(world, HVIDOVRE)
        fanning_out.deviate(mine, date(2027, 1, 2), reason="Leverandøren", acting=acting, at=NOW)
    assert shown(world, common, HVIDOVRE).too_late == 1


def test_a_members_progress_shows_at_the_association_at_once(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        mine = own_plan(world, common, HVIDOVRE)["Systemer tilsluttet"]
        plans.reach_milestone(mine, NOW.date(), acting=keeper(world, HVIDOVRE), at=NOW)
    assert shown(world, common, HVIDOVRE).next_name == "I drift"


def test_a_milestone_given_up_stays_with_the_members_marked(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    with world.scope(""):
        common.milestones.filter(name="I drift").update(is_withdrawn=True)
    fan_out(world, common)
    plan = own_plan(world, common, HVIDOVRE)
    assert {name: one.is_withdrawn for name, one in plan.items()} == {
        "Systemer tilsluttet": False,
        "I drift": True,
    }


def test_the_association_cannot_touch_a_members_plan(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    mine = own_plan(world, common, HVIDOVRE)["I drift"]
    with world.scope(""), pytest.raises(RefusedError, match="not_yours_to_lead"):
        fanning_out.deviate(mine, date(2027, 1, 1), reason="Vi vil", acting=coordinator(world), at=NOW)


def test_no_pace_commits_a_member_without_its_own_decision(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        taking_part.set_pace(common.public_id, Pace.PREPARING, acting=acting, at=NOW)
        for pace in (Pace.JOINING, Pace.IMPLEMENTING, Pace.LIVE):
            with pytest.raises(RefusedError, match="pace_needs_a_decision"):
                taking_part.set_pace(common.public_id, pace, acting=acting, at=NOW)
    row = shown(world, common, HVIDOVRE)
    assert (row.pace, row.joined_on, row.decided_on) == ("preparing", None, None)
    assert fan_out(world, common) == 0


def test_the_pace_of_a_mandatory_task_says_what_is_and_going_back_says_why(world: World) -> None:
    common = programme(world, HVIDOVRE)
    later = NOW + timedelta(days=10)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        taking_part.set_pace(
            common.public_id, Pace.IMPLEMENTING, Said(function="Borgerservice"), acting=acting, at=NOW
        )
        with pytest.raises(RefusedError, match="pace_needs_a_reason"):
            taking_part.set_pace(common.public_id, Pace.OPTED_OUT, acting=acting, at=later)
        taking_part.set_pace(
            common.public_id, Pace.OPTED_OUT, Said("Vi løser det selv"), acting=acting, at=later
        )
    row = shown(world, common, HVIDOVRE)
    assert (row.pace, row.function, row.joined_on) == ("opted_out", "Borgerservice", NOW.date())
    assert row.leaves_on == later.date()
    with world.scope(""):
        assert [(one.was, one.now) for one in row.changes.order_by("pk")] == [
            ("observing", "implementing"),
            ("implementing", "opted_out"),
        ]


def test_only_who_keeps_the_portfolio_of_an_invited_member_sets_its_pace(world: World) -> None:
    common = programme(world, HVIDOVRE)
    employee, stranger = world.acting(HVIDOVRE, "employee"), keeper(world, RODOVRE)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="not_yours_to_keep"):
        taking_part.set_pace(common.public_id, Pace.PREPARING, acting=employee, at=NOW)
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        taking_part.set_pace(common.public_id, Pace.PREPARING, acting=stranger, at=NOW)


def test_only_an_association_invites_and_only_its_members(world: World) -> None:
    common = programme(world)
    with world.scope(""), pytest.raises(RefusedError, match="not_a_member_of_the_association codes=0101"):
        taking_part.invite(common, ["0101"], acting=coordinator(world), at=NOW)
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="only_an_association_invites"):
        taking_part.invite(mine, [RODOVRE], acting=keeper(world, HVIDOVRE), at=NOW)


def test_inviting_again_changes_nothing(world: World) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        taking_part.invite(common, [HVIDOVRE, SOLROD], acting=coordinator(world), at=NOW)
        assert list(common.participations.order_by("code").values_list("code", flat=True)) == [
            HVIDOVRE,
            SOLROD,
        ]
