"""Short cycles follow each other, show what of the plan falls in them, and tell what they brought."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Initiative, Iteration
from samspil.apps.portfolio.selectors.iterations import cycles_of
from samspil.apps.portfolio.services import initiatives, plans
from samspil.apps.portfolio.services.iterations import (
    IterationSaid,
    change_iteration,
    plan_iteration,
    tell_what_it_brought,
)
from samspil.apps.portfolio.types import End
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
MONDAY = NOW.date()
FIRST = IterationSaid("Sprint 1", MONDAY, MONDAY + timedelta(days=13), "Log ind med MitID")
SECOND = IterationSaid("Sprint 2", MONDAY + timedelta(days=14), MONDAY + timedelta(days=27))


def planned(world: World, mine: Initiative, said: IterationSaid = FIRST) -> Iteration:
    with world.scope(HVIDOVRE):
        return plan_iteration(mine, said, acting=keeper(world, HVIDOVRE), at=NOW)


def test_cycles_follow_each_other_the_last_first(world: World) -> None:
    mine = local(world, HVIDOVRE)
    planned(world, mine)
    planned(world, mine, SECOND)
    with world.scope(HVIDOVRE):
        assert [one.iteration.name for one in cycles_of(mine)] == ["Sprint 2", "Sprint 1"]
        assert Entry.objects.filter(action="portfolio.iteration.planned").count() == 2


@pytest.mark.parametrize(
    ("starts", "ends", "free"),
    [(-14, -1, True), (-14, 0, False), (13, 20, False), (14, 20, True), (3, 5, False), (-2, 30, False)],
)
def test_no_day_is_in_two_cycles(world: World, starts: int, ends: int, free: bool) -> None:
    mine = local(world, HVIDOVRE)
    planned(world, mine)
    said = IterationSaid("En til", MONDAY + timedelta(days=starts), MONDAY + timedelta(days=ends))
    if free:
        planned(world, mine, said)
        return
    with pytest.raises(RefusedError, match="iteration_lies_over_another"):
        planned(world, mine, said)


def test_a_cycle_of_another_initiative_is_in_nobodys_way(world: World) -> None:
    planned(world, local(world, HVIDOVRE))
    planned(world, local(world, HVIDOVRE, "Sensorer"))
    with world.scope(HVIDOVRE):
        assert Iteration.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (IterationSaid(" ", MONDAY, MONDAY), "iteration_needs_a_name"),
        (IterationSaid("Sprint", MONDAY, MONDAY - timedelta(days=1)), "ends_before_it_starts"),
    ],
)
def test_a_cycle_that_does_not_hold_together_is_refused(world: World, said: IterationSaid, code: str) -> None:
    mine = local(world, HVIDOVRE)
    with pytest.raises(RefusedError, match=code):
        planned(world, mine, said)


def test_a_cycle_can_be_planned_otherwise_and_not_over_another(world: World) -> None:
    mine = local(world, HVIDOVRE)
    row = planned(world, mine)
    planned(world, mine, SECOND)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        shorter = IterationSaid("Sprint 1", MONDAY, MONDAY + timedelta(days=6))
        change_iteration(row, shorter, acting=acting, at=NOW)
        assert Iteration.objects.get(pk=row.pk).ends_on == MONDAY + timedelta(days=6)
        longer = IterationSaid("Sprint 1", MONDAY, MONDAY + timedelta(days=14))
        with pytest.raises(RefusedError, match="iteration_lies_over_another"):
            change_iteration(row, longer, acting=acting, at=NOW)


def test_what_it_brought_is_told_once_it_has_begun(world: World) -> None:
    mine = local(world, HVIDOVRE)
    row = planned(world, mine, SECOND)
    begun = NOW + timedelta(days=14)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        with pytest.raises(RefusedError, match="iteration_has_not_begun"):
            tell_what_it_brought(row, "Alt", acting=acting, at=begun - timedelta(days=1))
        with pytest.raises(RefusedError, match="iteration_says_what_it_brought"):
            tell_what_it_brought(row, " ", acting=acting, at=begun)
        tell_what_it_brought(row, "Log ind virker", acting=acting, at=begun)
        assert Iteration.objects.get().brought == "Log ind virker"


def test_only_who_leads_plans_and_tells(world: World) -> None:
    mine = local(world, HVIDOVRE)
    row = planned(world, mine)
    with world.scope(HVIDOVRE):
        employee = world.acting(HVIDOVRE, "employee")
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            plan_iteration(mine, SECOND, acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            change_iteration(row, SECOND, acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            tell_what_it_brought(row, "Alt", acting=employee, at=NOW)


def test_what_is_over_gets_no_new_cycle_and_still_tells_what_the_last_brought(world: World) -> None:
    mine = local(world, HVIDOVRE)
    row = planned(world, mine)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        initiatives.end(mine, End.COMPLETED, learned="", acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="initiative_is_over"):
            plan_iteration(mine, SECOND, acting=acting, at=NOW)
        tell_what_it_brought(Iteration.objects.get(pk=row.pk), "Log ind virker", acting=acting, at=NOW)


def test_milestones_stand_in_the_cycle_where_they_are_reached_or_expected(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        days = {"Før": -1, "Første dag": 0, "Sidste dag": 13, "Næste": 14, "Nået før tid": 40}
        for name, after in days.items():
            new = plans.NewMilestone(name, MONDAY + timedelta(days=after))
            row = plans.add_milestone(mine, new, acting=acting, at=NOW)
            if name == "Nået før tid":
                plans.reach_milestone(row, MONDAY, acting=acting, at=NOW)
    planned(world, mine)
    planned(world, mine, SECOND)
    with world.scope(HVIDOVRE):
        found = {one.iteration.name: {each.name for each in one.milestones} for one in cycles_of(mine)}
    assert found == {"Sprint 1": {"Første dag", "Sidste dag", "Nået før tid"}, "Sprint 2": {"Næste"}}


# --- the page


@pytest.fixture
def leader(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of whoever keeps Hvidovre's portfolio, on a day in the first cycle."""
    set_clock(monkeypatch, NOW + timedelta(days=1))
    return world.log_in(browser, HVIDOVRE, "head_of_digitalisation")


def sent(said: IterationSaid, key: str = "a" * 32) -> dict[str, str]:
    days = {"starts_on": said.starts_on.isoformat(), "ends_on": said.ends_on.isoformat()}
    return {"name": said.name, "aim": said.aim, "key": key, **days}


def test_a_cycle_is_planned_once_by_a_page_that_is_sent_twice(world: World, leader: Client) -> None:
    url = reverse("portfolio:iterations", args=[local(world, HVIDOVRE).public_id])
    for _twice in range(2):
        assert leader.post(url, sent(FIRST)).status_code == 302
    (row,) = leader.get(url).context["rows"]
    assert (row["name"], row["is_now"]) == ("Sprint 1", True)


def test_the_form_goes_on_where_the_last_cycle_ends(world: World, leader: Client) -> None:
    mine = local(world, HVIDOVRE)
    planned(world, mine)
    form = leader.get(reverse("portfolio:iterations", args=[mine.public_id])).context["form"]
    assert (form.initial["starts_on"], form.initial["ends_on"]) == (SECOND.starts_on, SECOND.ends_on)


def test_a_cycle_to_the_end_of_all_days_breaks_no_page(world: World, leader: Client) -> None:
    mine = local(world, HVIDOVRE)
    planned(world, mine, IterationSaid("For evigt", MONDAY, date.max))
    assert leader.get(reverse("portfolio:iterations", args=[mine.public_id])).status_code == 200


def test_a_refused_cycle_stands_as_it_was_written(world: World, leader: Client) -> None:
    mine = local(world, HVIDOVRE)
    planned(world, mine)
    url = reverse("portfolio:iterations", args=[mine.public_id])
    answer = leader.post(url, sent(IterationSaid("Sprint 1b", MONDAY, MONDAY, "Mere")))
    assert answer.status_code == 422
    assert "Dagene ligger oven i »Sprint 1«" in answer.content.decode()
    assert answer.context["form"]["aim"].value() == "Mere"


def test_what_a_cycle_brought_is_told_on_the_page(world: World, leader: Client) -> None:
    mine = local(world, HVIDOVRE)
    row = planned(world, mine)
    url = reverse("portfolio:iteration_brought", args=[row.public_id])
    assert leader.post(url, {"brought": " "}).status_code == 422
    assert leader.post(url, {"brought": "Log ind virker"}, follow=True).status_code == 200
    (shown,) = leader.get(reverse("portfolio:iterations", args=[mine.public_id])).context["rows"]
    assert shown["brought"] == "Log ind virker"


def test_a_cycle_is_changed_on_a_page_of_its_own(world: World, leader: Client) -> None:
    row = planned(world, local(world, HVIDOVRE))
    url = reverse("portfolio:iteration", args=[row.public_id])
    assert leader.get(url).context["form"]["name"].value() == "Sprint 1"
    assert leader.post(url, sent(SECOND)).status_code == 302
    with world.scope(HVIDOVRE):
        assert Iteration.objects.get().starts_on == SECOND.starts_on


def test_a_colleague_reads_and_others_find_nothing(world: World, leader: Client) -> None:
    mine = local(world, HVIDOVRE)
    row = planned(world, mine)
    urls = [
        reverse("portfolio:iterations", args=[mine.public_id]),
        reverse("portfolio:iteration", args=[row.public_id]),
    ]
    colleague = world.log_in(Client(), HVIDOVRE, "employee")
    other = world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    for url in urls:
        assert '<form class="s-roomy' not in colleague.get(url).content.decode()
        assert colleague.post(url, sent(SECOND)).status_code == 422
        assert other.get(url).status_code == other.post(url, sent(SECOND)).status_code == 404
    with world.scope(HVIDOVRE):
        assert Iteration.objects.get().name == "Sprint 1"
