"""What a picture shows, before it is drawn: of one route its own forums, roles and steps."""

from datetime import date

import pytest
from tests.core.governance.diagram.diagram_world import pictured, shipped

from samspil.core.errors import ProblemsError
from samspil.core.governance.diagram.contents import Contents, Manner, RouteContents, contents_of
from samspil.core.governance.language.routes import Do


@pytest.fixture(scope="module")
def plan() -> Contents:
    return contents_of(pictured(), "en", "plan")


@pytest.fixture(scope="module")
def route(plan: Contents) -> RouteContents:
    (found,) = plan.routes
    return found


def test_a_language_that_is_not_spoken_is_told() -> None:
    with pytest.raises(ProblemsError) as refused:
        contents_of(pictured(), "sv")
    (problem,) = refused.value.problems
    assert (problem.code, problem.args) == ("unknown_language", {"language": "sv", "known": "da, en, nb"})


def test_of_one_route_only_those_are_shown_who_are_on_it(plan: Contents) -> None:
    forums = ["council", "finance_committee", "executive_board", "task_group"]
    assert [forum.key for forum in plan.forums] == forums
    assert plan.roles == ("Adviser", "Lawyer", "The one who brought the matter")
    assert contents_of(pictured(), "en", "spare").forums == ()


def test_of_a_whole_model_all_forums_are_shown_and_its_own_routes_first() -> None:
    whole = contents_of(pictured(), "en")
    assert [forum.key for forum in whole.forums] == list(pictured().spec.forums)
    own = ["plan", "spare"]
    inherited = ["joint_consent", "initiative_change", "way_of_governing", "portfolio_draft"]
    assert [one.key for one in whole.routes] == [*own, *inherited]


def test_steps_are_numbered_as_they_are_written_with_what_they_are_for_and_whether_a_forum_meets(
    route: RouteContents,
) -> None:
    assert [(stop.key, stop.number, stop.do, stop.is_forum) for stop in route.stops] == [
        ("look", 1, Do.SCREEN, False),
        ("ask", 2, Do.SUPPLEMENT, False),
        ("group", 3, Do.DECIDE, True),
        ("finance_committee", 4, Do.ADVISE, True),
        ("council", 5, Do.DECIDE, True),
        ("tell", 6, Do.INFORM, False),
        ("run", 7, Do.FOLLOW_UP, False),
    ]


def test_what_there_is_to_answer_is_counted_and_named(route: RouteContents) -> None:
    look, *_, run = route.stops
    assert (look.more[0], look.items) == ("Answers 1 point", ("One point",))
    assert (run.more[0], run.items) == ("Answers 2 points", ("First measurement", "Second measurement"))
    assert all(not stop.more and not stop.items for stop in route.stops[1:-1])


def test_outcomes_that_lead_the_same_way_share_an_arrow_and_a_bound_is_late(route: RouteContents) -> None:
    arrows = {(one.source, one.target, one.manner): one for one in route.arrows}
    assert len(arrows) == len(route.arrows)
    tell = arrows["group", "tell", Manner.ONWARD]
    assert [said.outcome for said in tell.said] == ["approve", "approve_with_conditions"]
    assert [said.creates for said in tell.said] == [("Tell how it went",), ()]
    (bound,) = arrows["look", "lapsed", Manner.LATE].said
    assert (bound.outcome, bound.condition, bound.creates) == ("", "", ())
    assert arrows["look", "look", Manner.RETURN].said[0].name == "Wait"
    assert arrows["look", "group", Manner.LATE].said[0].outcome == "late"


def test_where_nobody_may_rest_a_matter_nothing_is_said_of_it() -> None:
    (spare,) = contents_of(pictured(), "en", "spare").routes
    assert (spare.park, spare.withdrawn_to, spare.kinds, spare.brought_by) == ("", "withdrawn", (), ())


def test_a_forum_is_told_with_its_papers_and_until_when(plan: Contents) -> None:
    (group,) = [forum for forum in plan.forums if forum.key == "task_group"]
    level, meets, papers, decides, until = group.facts
    assert (level, meets) == ("Operational", "Meets every month, first Wednesday")
    assert papers.startswith("Papers ")
    assert papers.endswith(" working days before")
    assert (decides, until) == ("Decides by the chair's decision", "Works until 2034-06-30")


def test_whoever_depends_on_a_value_is_told_for_each(route: RouteContents) -> None:
    group = route.stops[2]
    assert (group.who, group.who_each) == (
        "By theme",
        ("Health: The task group", "Schools: The executive board", "Roads: The executive board"),
    )


def test_all_numbers_are_of_the_day(route: RouteContents) -> None:
    (later,) = contents_of(pictured(), "en", "plan", date(2025, 1, 1)).routes
    assert route.park.endswith("for 1 month at most")
    assert later.park.endswith("for 7 months at most")


def test_what_is_sent_back_is_told_as_a_return() -> None:
    screening = contents_of(shipped("jammerbugt_purchase_screening"), "en")
    manners = {one.manner for way in screening.routes for one in way.arrows if one.source != one.target}
    assert manners == set(Manner)
