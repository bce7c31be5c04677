"""What may be linked to what in a benefit map."""

from fractions import Fraction
from uuid import UUID

import pytest

from samspil.core.benefits.mapping import Column, Link, leading_to, refusals

SYSTEM, WORK, ROUTINE, SHORTER, CALMER, GOAL = (UUID(int=number) for number in range(6))
COLUMNS = {
    SYSTEM: Column.DELIVERABLE,
    WORK: Column.CHANGE,
    ROUTINE: Column.CHANGE,
    SHORTER: Column.BENEFIT,
    CALMER: Column.BENEFIT,
    GOAL: Column.GOAL,
}


def codes(new: Link, *links: Link) -> list[str]:
    return [one.code for one in refusals(new, COLUMNS, links)]


@pytest.mark.parametrize(
    ("source", "target"), [(SYSTEM, WORK), (WORK, SHORTER), (SHORTER, GOAL), (SYSTEM, GOAL), (WORK, ROUTINE)]
)
def test_a_link_leads_on_or_stays_in_its_column(source: UUID, target: UUID) -> None:
    assert codes(Link(source, target)) == []


@pytest.mark.parametrize(("source", "target"), [(WORK, SYSTEM), (GOAL, SHORTER), (GOAL, SYSTEM)])
def test_no_link_leads_back(source: UUID, target: UUID) -> None:
    assert codes(Link(source, target)) == ["map_link_leads_back"]


def test_nothing_leads_to_itself() -> None:
    assert codes(Link(WORK, WORK)) == ["map_link_to_itself"]


def test_what_is_not_in_the_map_is_not_linked() -> None:
    stranger = UUID(int=99)
    assert codes(Link(stranger, WORK)) == codes(Link(WORK, stranger)) == ["map_step_not_there"]


def test_two_ways_to_the_same_are_no_circle() -> None:
    links = [Link(WORK, SHORTER), Link(WORK, CALMER), Link(SHORTER, GOAL), Link(CALMER, GOAL)]
    assert codes(Link(SYSTEM, WORK), *links) == []


def test_links_inside_a_column_close_no_circle() -> None:
    third = UUID(int=50)
    columns = {**COLUMNS, third: Column.CHANGE}
    links = [Link(WORK, ROUTINE), Link(ROUTINE, third), Link(WORK, third)]
    assert [one.code for one in refusals(Link(third, WORK), columns, links)] == ["map_link_closes_a_circle"]
    assert not list(refusals(Link(WORK, third), columns, links[:2]))


def test_the_parts_in_a_benefit_are_at_most_all_of_it() -> None:
    there = Link(WORK, SHORTER, Fraction(3, 5))
    assert codes(Link(ROUTINE, SHORTER, Fraction(2, 5)), there) == []
    assert codes(Link(ROUTINE, SHORTER, Fraction(41, 100)), there) == ["map_weights_above_all"]
    (told,) = refusals(Link(ROUTINE, SHORTER, Fraction(1)), COLUMNS, [there])
    assert told.args == {"percent": 100, "left": 40}


def test_a_link_that_is_there_is_weighed_anew_without_its_old_weight() -> None:
    assert codes(Link(WORK, SHORTER, Fraction(1)), Link(WORK, SHORTER, Fraction(3, 5))) == []


def test_what_leads_into_anything_else_has_no_common_whole() -> None:
    assert codes(Link(WORK, GOAL, Fraction(1)), Link(ROUTINE, GOAL, Fraction(1))) == []


@pytest.mark.parametrize(
    ("weight", "refused"), [(Fraction(0), True), (Fraction(1, 100), False), (Fraction(101, 100), True)]
)
def test_a_part_is_more_than_nothing_and_at_most_all(weight: Fraction, refused: bool) -> None:
    assert codes(Link(WORK, SHORTER, weight)) == (["map_weight_outside_0_1"] if refused else [])


def test_all_that_leads_to_a_goal_by_any_way_is_found_and_nothing_else() -> None:
    links = [Link(SYSTEM, WORK), Link(WORK, SHORTER), Link(ROUTINE, SHORTER), Link(SHORTER, GOAL)]
    beside = [Link(WORK, CALMER)]
    assert leading_to([GOAL], [*links, *beside]) == {SYSTEM, WORK, ROUTINE, SHORTER}
    assert leading_to([CALMER], [*links, *beside]) == {SYSTEM, WORK}
    assert leading_to([CALMER, GOAL], [*links, *beside]) == {SYSTEM, WORK, ROUTINE, SHORTER}
    assert leading_to([SYSTEM], links) == frozenset()
    assert leading_to([], links) == frozenset()


def test_what_goes_round_comes_to_an_end() -> None:
    assert leading_to([GOAL], [Link(WORK, ROUTINE), Link(ROUTINE, WORK), Link(WORK, GOAL)]) == {WORK, ROUTINE}
