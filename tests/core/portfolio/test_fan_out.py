"""Planned once, followed by nine: no milestone is ever lost on the way."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.portfolio.fan_out import (
    CommonMilestone,
    OwnMilestone,
    deviate,
    differences,
    follow,
    follow_again,
    too_late,
)

MAY = date(2026, 5, 1)
common_plans = st.lists(
    st.builds(
        CommonMilestone,
        st.integers(1, 9).map(lambda n: UUID(int=n)),
        st.sampled_from(["Data flyttet", "Medarbejdere uddannet", "I drift"]),
        st.integers(0, 300).map(lambda n: MAY + timedelta(days=n)),
    ),
    max_size=9,
    unique_by=lambda one: one.id,
)


def milestone(number: int, day: date = MAY, **more: date) -> CommonMilestone:
    return CommonMilestone(UUID(int=number), f"Milepæl {number}", day, **more)


@given(st.lists(common_plans, min_size=1, max_size=5), st.data())
def test_whatever_the_common_plan_does_nothing_is_lost_and_deviations_stand(
    plans: list[list[CommonMilestone]], data: st.DataObject
) -> None:
    own: tuple[OwnMilestone, ...] = ()
    seen: set[UUID] = set()
    deviating: dict[UUID, date] = {}
    for plan in plans:
        own = follow(plan, own)
        seen |= {one.id for one in plan}
        assert {one.common for one in own} == seen
        assert len(own) == len(seen)
        assert {one.common for one in own if not one.is_withdrawn} == {one.id for one in plan}
        days = {one.id: one.planned_on for one in plan}
        for one in own:
            expected = deviating.get(one.common, days.get(one.common))
            assert expected in (None, one.planned_on)
        assert follow(plan, own) == own
        if own:
            chosen = data.draw(st.sampled_from(own))
            day = data.draw(st.integers(0, 500).map(lambda n: MAY + timedelta(days=n)))
            deviating[chosen.common] = day
            own = tuple(deviate(one, day, "Vores arkiv") if one is chosen else one for one in own)


def test_what_is_done_keeps_the_day_it_was_planned_for() -> None:
    (mine,) = follow([milestone(1)], [])
    done = replace(mine, done_on=MAY)
    assert follow([milestone(1, date(2026, 9, 1))], [done]) == (done,)


def test_a_milestone_given_up_and_taken_back_is_the_same_one() -> None:
    mine = follow([milestone(1)], [])
    (gone,) = follow([], mine)
    assert gone.is_withdrawn
    assert follow([milestone(1)], [gone]) == mine


def test_who_deviates_says_why() -> None:
    (mine,) = follow([milestone(1)], [])
    with pytest.raises(ProblemsError, match="deviation_needs_a_reason milestone=Milepæl 1"):
        deviate(mine, MAY, "  ")


def test_a_plan_past_the_day_of_the_law_is_shown() -> None:
    plan = [milestone(1, latest_on=date(2026, 7, 1)), milestone(2)]
    on_the_day, other = follow(plan, [])
    on_the_day = deviate(on_the_day, date(2026, 7, 1), "Sommer")
    assert too_late(plan, [on_the_day, other]) == ()
    after_it = deviate(on_the_day, date(2026, 7, 2), "Sommer")
    assert [one.code for one in too_late(plan, [after_it, other])] == ["milestone_after_the_legal_day"]
    assert too_late(plan, [replace(after_it, done_on=MAY)]) == ()


def test_a_deviation_given_up_takes_the_common_day_again_and_the_next_move_takes_it_along() -> None:
    (own,) = follow([milestone(1)], [])
    later = deviate(own, MAY + timedelta(days=60), "Vores arkiv er ældre")
    moved = milestone(1, MAY + timedelta(days=20))
    again = follow_again(later, moved)
    assert (again.planned_on, again.deviation) == (moved.planned_on, "")
    (next_time,) = follow([milestone(1, MAY + timedelta(days=30))], [again])
    assert next_time.planned_on == MAY + timedelta(days=30)


def test_what_is_done_or_withdrawn_keeps_its_day_when_the_deviation_is_given_up() -> None:
    day = MAY + timedelta(days=60)
    own = deviate(OwnMilestone(UUID(int=1), "I drift", MAY), day, "Leverandøren")
    assert follow_again(own, None) == replace(own, deviation="")
    done = replace(own, done_on=day)
    assert follow_again(done, milestone(1)) == replace(done, deviation="")


def test_only_what_deviates_can_follow_again() -> None:
    with pytest.raises(ProblemsError, match="does_not_deviate"):
        follow_again(OwnMilestone(UUID(int=1), "I drift", MAY), milestone(1))


@given(common_plans, common_plans)
def test_what_differs_is_all_that_leads_from_one_plan_to_the_next(
    first: list[CommonMilestone], then: list[CommonMilestone]
) -> None:
    """Held against the two common plans: where nobody deviates, they are what members follow."""
    before = follow(first, [])
    found = differences(before, follow(then, before))
    was, now = ({one.id: one.planned_on for one in plan} for plan in (first, then))
    assert {one.common for one in found.came} == now.keys() - was.keys()
    assert {one.common for one in found.gone} == was.keys() - now.keys()
    moved = {(one.common, day, one.planned_on) for one, day in found.moved}
    assert moved == {(key, was[key], now[key]) for key in was.keys() & now.keys() if was[key] != now[key]}
    assert found.are_none == (was == now)


def test_what_has_been_given_up_and_comes_back_is_new() -> None:
    mine = follow([milestone(1)], [])
    gone = follow([], mine)
    assert [one.common for one in differences(gone, follow([milestone(1)], gone)).came] == [UUID(int=1)]
    assert differences(gone, follow([], gone)).are_none


def test_who_deviates_is_not_moved() -> None:
    mine = tuple(deviate(one, MAY, "Vores arkiv") for one in follow([milestone(1)], []))
    assert differences(mine, follow([milestone(1, date(2026, 9, 1))], mine)).are_none
