"""A draft of the portfolio is compared, decided and made real, once; and nothing else makes it real."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.apps.portfolio.deciding import decide, draft_matter
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative, Participation, PlannedEffort, Scenario
from samspil.apps.portfolio.selectors.scenario_changes import Addition, as_changes
from samspil.apps.portfolio.selectors.scenarios import changed, dates_changed, outlook, today_of
from samspil.apps.portfolio.services import carrying_out, effort, initiatives, plans, scenarios, taking_part
from samspil.apps.portfolio.types import Form, NewEstimate, NewInitiative
from samspil.core.errors import Problem
from samspil.core.portfolio.pace import Pace
from samspil.core.units import Money, PersonDays
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry
from samspil.processes.make_scenario_real import make_decided_real, make_scenario_real

LATER = NOW + timedelta(hours=2)
ASKED = effort.Asked("IT", "Projektledelse", date(2026, 4, 1), date(2026, 6, 1), PersonDays.of(8))


def care(world: World) -> Initiative:
    """A voluntary project of Rødovre with a milestone and work from April to June."""
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        new = NewInitiative(
            "Nyt omsorgssystem",
            "",
            Form.PROJECT,
            is_mandatory=False,
            starts_on=date(2026, 4, 1),
            ends_on=date(2026, 6, 30),
        )
        estimate = NewEstimate(Money.of(300_000), None, date(2026, 4, 1), date(2026, 6, 30))
        started = initiatives.start(new, estimate, acting=acting, at=NOW)
        plans.add_milestone(started, plans.NewMilestone("I drift", date(2026, 6, 30)), acting=acting, at=NOW)
        effort.plan_effort(started, ASKED, acting=acting, at=NOW)
    return started


def law(world: World) -> Initiative:
    with world.scope(RODOVRE):
        new = NewInitiative("Ny lov om post", "", Form.PROJECT, is_mandatory=True, legal_source="Lov § 4")
        return initiatives.start(new, acting=keeper(world, RODOVRE), at=NOW)


def robot() -> Addition:
    return Addition(
        new_id(),
        "Robot til bogholderi",
        "Færre tastefejl",
        Form.PROJECT,
        date(2026, 5, 1),
        date(2026, 7, 31),
        cost=Money.of(90_000),
        unit="IT",
        competence="Udvikling",
        days_a_month=PersonDays.of(5),
    )


def draft(world: World, code: str = RODOVRE, name: str = "Omsorg senere") -> Scenario:
    with world.scope(code):
        acting = keeper(world, code) if code else coordinator(world)
        return scenarios.begin(name, acting=acting, at=NOW)


Change = Callable[[Scenario], Scenario]


def sent(world: World, *changes: Change) -> Scenario:
    scenario = draft(world)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        for change in changes:
            scenario = change(scenario)
        return scenarios.send(scenario, draft_matter(scenario.public_id), acting=acting, at=NOW)


def shifted(world: World, initiative: Initiative, months: int) -> Change:
    acting = keeper(world, RODOVRE)
    return lambda one: scenarios.shift(one, initiative.public_id, months, acting=acting, at=NOW)


def dropped(world: World, initiative: Initiative) -> Change:
    acting = keeper(world, RODOVRE)
    return lambda one: scenarios.drop(one, initiative.public_id, acting=acting, at=NOW)


def added(world: World, new: Addition) -> Change:
    acting = keeper(world, RODOVRE)
    return lambda one: scenarios.add(one, new, acting=acting, at=NOW)


def code_of(refused: pytest.ExceptionInfo[RefusedError]) -> str:
    return refused.value.problem.code


def test_a_draft_shows_load_money_and_dates_and_touches_nothing(world: World) -> None:
    project = care(world)
    scenario = draft(world)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        scenario = scenarios.shift(scenario, project.public_id, 8, acting=acting, at=NOW)
        scenario = scenarios.add(scenario, robot(), acting=acting, at=NOW)
        today = today_of(acting.organisation_id)
        after = changed(today, as_changes(scenario.changes))
        assert not isinstance(after, Problem)
        was, now = (outlook(one, today.capacity, NOW.date()) for one in (today.drafts, after))
        assert (was.initiatives, now.initiatives) == (1, 2)
        assert was.costs == {2026: Money.of(300_000)}
        # April to June, eight months later, is December to February: a third in 2026; the robot is all 2026.
        assert now.costs == {2026: Money.of(190_000), 2027: Money.of(200_000)}
        assert was.asked == PersonDays.of(24)
        assert now.asked == PersonDays.of(24 + 15)
        assert {one.slot.month for one in now.loads if one.slot.competence == "Projektledelse"} == {
            date(2026, 12, 1),
            date(2027, 1, 1),
            date(2027, 2, 1),
        }
        moved = {one.title: one.now for one in dates_changed(today, after)}
        assert moved["Nyt omsorgssystem"] == (date(2026, 12, 1), date(2027, 2, 28))
        project.refresh_from_db()
        assert project.starts_on == date(2026, 4, 1)
        assert Initiative.objects.count() == 1


def test_a_decided_draft_is_made_real_once(world: World) -> None:
    project, new = care(world), robot()
    with world.scope(RODOVRE):
        idea = initiatives.start(
            NewInitiative("Ny hjemmeside", "", Form.PROJECT, is_mandatory=False),
            acting=keeper(world, RODOVRE),
            at=NOW,
        )
    scenario = sent(world, shifted(world, project, 8), dropped(world, idea), added(world, new))
    assert scenario.matter is not None
    decide(world, scenario.matter, "approve")
    with world.scope(RODOVRE):
        assert make_scenario_real(scenario.public_id, at=LATER) is True
        after_first = Entry.objects.count()
        assert make_scenario_real(scenario.public_id, at=LATER) is False
        assert Entry.objects.count() == after_first
        scenario.refresh_from_db()
        assert (scenario.state, scenario.made_real_at) == ("made_real", LATER)
        project.refresh_from_db()
        assert (project.starts_on, project.expected_end) == (date(2026, 12, 1), date(2027, 2, 28))
        milestone = project.milestones.get()
        assert (milestone.first_on, milestone.planned_on) == (date(2026, 6, 30), date(2027, 2, 28))
        move = milestone.moves.get()
        assert "Omsorg senere" in move.reason
        assert list(
            PlannedEffort.objects.filter(initiative=project).order_by("month").values_list("month", flat=True)
        ) == [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
        idea.refresh_from_db()
        assert (idea.end, idea.ended_on) == ("stopped", LATER.date())
        started = Initiative.objects.get(public_id=new.id)
        assert (started.title, started.matter) == ("Robot til bogholderi", scenario.matter)
        assert started.estimates.get().cost_minor == Money.of(90_000).minor
        assert started.efforts.count() == 3
        assert Entry.objects.filter(action="portfolio.scenario.made_real").count() == 1


def test_what_is_real_is_what_the_draft_showed(world: World) -> None:
    project = care(world)
    scenario = sent(world, shifted(world, project, 8), added(world, robot()))
    assert scenario.matter is not None
    with world.scope(RODOVRE):
        today = today_of(scenario.organisation_id)
        promised = changed(today, as_changes(scenario.changes))
        assert not isinstance(promised, Problem)
        shown = outlook(promised, today.capacity, NOW.date())
    decide(world, scenario.matter, "approve")
    with world.scope(RODOVRE):
        make_scenario_real(scenario.public_id, at=LATER)
        after = today_of(scenario.organisation_id)
        became = outlook(after.drafts, after.capacity, NOW.date())
    assert became.loads == shown.loads
    assert became.costs == shown.costs
    assert became.ends_on == shown.ends_on


@pytest.mark.parametrize("outcome", ["", "reject"])
def test_nothing_but_a_yes_makes_a_draft_real(world: World, outcome: str) -> None:
    project = care(world)
    scenario = sent(world, shifted(world, project, 8))
    assert scenario.matter is not None
    if outcome:
        decide(world, scenario.matter, outcome)
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError) as refused:
            make_scenario_real(scenario.public_id, at=LATER)
        assert code_of(refused) == "scenario_not_decided"
        project.refresh_from_db()
        assert project.starts_on == date(2026, 4, 1)


def test_a_yes_to_another_matter_makes_no_draft_real(world: World) -> None:
    project = care(world)
    scenario = sent(world, shifted(world, project, 8))
    with world.scope(RODOVRE):
        other = scenarios.begin("Andet", acting=keeper(world, RODOVRE), at=NOW)
        other = scenarios.shift(other, project.public_id, 1, acting=keeper(world, RODOVRE), at=NOW)
        other = scenarios.send(other, draft_matter(other.public_id), acting=keeper(world, RODOVRE), at=NOW)
    assert other.matter is not None
    decide(world, other.matter, "approve")
    with world.scope(RODOVRE), pytest.raises(RefusedError) as refused:
        make_scenario_real(scenario.public_id, at=LATER)
    assert code_of(refused) == "scenario_not_decided"


def test_a_mandatory_task_cannot_be_dropped(world: World) -> None:
    task = law(world)
    scenario = draft(world)
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError) as refused:
            scenarios.drop(scenario, task.public_id, acting=keeper(world, RODOVRE), at=NOW)
        assert code_of(refused) == "scenario_drops_a_mandatory_task"
        scenario.refresh_from_db()
        assert scenario.changes == []


def test_what_has_become_mandatory_since_is_not_dropped_and_the_rest_is_not_done_either(world: World) -> None:
    project, idea = care(world), law(world)
    with world.scope(RODOVRE):
        Initiative.objects.filter(pk=idea.pk).update(is_mandatory=False)
    scenario = sent(world, shifted(world, project, 8), dropped(world, idea))
    assert scenario.matter is not None
    decide(world, scenario.matter, "approve")
    with world.scope(RODOVRE):
        Initiative.objects.filter(pk=idea.pk).update(is_mandatory=True)
        with pytest.raises(RefusedError) as refused:
            make_scenario_real(scenario.public_id, at=LATER)
        assert code_of(refused) == "scenario_drops_a_mandatory_task"
        project.refresh_from_db()
        scenario.refresh_from_db()
        assert (project.starts_on, scenario.state) == (date(2026, 4, 1), "sent")


def test_a_programme_is_dropped_with_its_parts_or_not_at_all(world: World) -> None:
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        whole = initiatives.start(
            NewInitiative("Velfærd", "", Form.PROGRAMME, is_mandatory=False), acting=acting, at=NOW
        )
        part = initiatives.start(
            NewInitiative("Skærme", "", Form.PROJECT, is_mandatory=False, programme=whole.public_id),
            acting=acting,
            at=NOW,
        )
        scenario = dropped(world, whole)(draft(world))
        with pytest.raises(RefusedError) as refused:
            scenarios.send(scenario, draft_matter(scenario.public_id), acting=acting, at=NOW)
        assert code_of(refused) == "programme_has_open_parts"
        scenario = dropped(world, part)(scenario)
        scenario = scenarios.send(scenario, draft_matter(scenario.public_id), acting=acting, at=NOW)
    assert scenario.matter is not None
    decide(world, scenario.matter, "approve")
    with world.scope(RODOVRE):
        make_scenario_real(scenario.public_id, at=LATER)
        assert set(Initiative.objects.values_list("end", flat=True)) == {"stopped"}


def test_what_was_sent_is_not_changed_and_can_be_copied(world: World) -> None:
    project = care(world)
    scenario = sent(world, shifted(world, project, 8))
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        ways: list[Callable[[], object]] = [
            lambda: scenarios.shift(scenario, project.public_id, 1, acting=acting, at=NOW),
            lambda: scenarios.take_back(scenario, 0, acting=acting, at=NOW),
            lambda: scenarios.give_up(scenario, acting=acting, at=NOW),
            lambda: scenarios.send(scenario, draft_matter(scenario.public_id), acting=acting, at=NOW),
        ]
        for again in ways:
            with pytest.raises(RefusedError) as refused:
                again()
            assert code_of(refused) == "scenario_is_sent"
        fresh = scenarios.copy(scenario, "Omsorg endnu senere", acting=acting, at=NOW)
        assert (fresh.changes, fresh.state, fresh.matter) == (scenario.changes, "draft", None)


def test_a_pace_is_proposed_to_the_member_and_stays_its_own(world: World) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        acting = coordinator(world)
        scenario = scenarios.begin("Hurtigere", acting=acting, at=NOW)
        with pytest.raises(RefusedError) as refused:
            scenarios.ask_for_pace(scenario, common.public_id, SOLROD, Pace.LIVE, acting=acting, at=NOW)
        assert code_of(refused) == "scenario_member_does_not_take_part"
        scenario = scenarios.ask_for_pace(
            scenario, common.public_id, HVIDOVRE, Pace.IMPLEMENTING, acting=acting, at=NOW
        )
        by = carrying_out.By(acting.organisation_id, new_id(), new_id(), "Hurtigere (2026-0001)")
        carrying_out.propose(common.public_id, HVIDOVRE, Pace.IMPLEMENTING, by, at=LATER)
        row = Participation.objects.get(code=HVIDOVRE)
        assert (row.pace, row.proposed_pace) == ("observing", "implementing")
    with world.scope(HVIDOVRE):
        taking_part.set_pace(common.public_id, Pace.PREPARING, acting=keeper(world, HVIDOVRE), at=LATER)
    with world.scope(""):
        row.refresh_from_db()
        assert (row.pace, row.proposed_pace, row.proposed_on) == ("preparing", "", None)


def test_only_who_keeps_the_portfolio_drafts_it_and_nobody_sees_anothers(world: World) -> None:
    scenario = draft(world)
    employee = world.acting(RODOVRE, "employee")
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError) as refused:
            scenarios.begin("Mit", acting=employee, at=NOW)
        assert code_of(refused) == "not_yours_to_keep"
    with world.scope(HVIDOVRE), pytest.raises(NotFoundError):
        scenarios.take(scenario.public_id)


def test_the_worker_makes_every_decided_draft_real_and_leaves_the_others(world: World) -> None:
    project, other = care(world), local(world, RODOVRE)
    first = sent(world, shifted(world, project, 8))
    second = sent(world, shifted(world, other, 2))
    assert first.matter is not None
    decide(world, first.matter, "approve")
    assert make_decided_real(LATER) == 1
    assert make_decided_real(LATER) == 0
    with world.scope(RODOVRE):
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == ("made_real", "sent")


def test_a_draft_of_what_is_no_longer_there_says_so(world: World) -> None:
    scenario = draft(world)
    with world.scope(RODOVRE), pytest.raises(RefusedError) as refused:
        scenarios.shift(scenario, UUID(int=7), 1, acting=keeper(world, RODOVRE), at=NOW)
    assert code_of(refused) == "scenario_knows_no_such_initiative"
