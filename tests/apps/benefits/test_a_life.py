"""A benefit from idea to what came of it: nothing is promised, approved or given up but by whoever may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from tests.apps.benefits.ground import expects
from tests.apps.benefits.measured_ground import faster, measured
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.portfolio.ground import keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit, BenefitPlan, Share, WithoutBaseline
from samspil.apps.benefits.selectors.access import access_benefit
from samspil.apps.benefits.services import benefits, indicators, plans, steps, taking
from samspil.apps.benefits.types import (
    Asking,
    Asks,
    BottomLine,
    NewBenefit,
    NewPlan,
    NewRequest,
    NewTaking,
    Sort,
    Way,
)
from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.measurements.models import DueMeasurement, Indicator
from samspil.apps.measurements.types import Method, NewBaseline, NewIndicator, NewMeasurement, Reads
from samspil.apps.portfolio.types import Asking as GateAsking
from samspil.core.benefits.course import ThreePoints
from samspil.core.benefits.states import State
from samspil.core.governance.entries import Choose
from samspil.core.units import Money
from samspil.kit.journal.models import Entry
from samspil.kit.journal.verifying import verify
from samspil.processes.decide_benefit import ask_to_decide, follow_all_benefit_requests
from samspil.processes.follow_benefits import follow_benefits
from samspil.processes.pass_gate import ask_for_gate

# A benefit worth 120,000 kroner a year from 1 January 2026 for twelve months, ten minutes to five.
JANUARY = NewMeasurement(date(2026, 1, 1), date(2026, 1, 31), Decimal("7.5"), "minutter", n=40)


def by(world: World, code: str = HVIDOVRE, at: datetime = NOW) -> Any:
    return {"acting": keeper(world, code), "at": at}


def test_what_was_planned_and_measured_is_added_up(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        indicators.measure(benefit, indicator.public_id, JANUARY, **by(world))
        benefit.refresh_from_db()
        assert (benefit.first_minor, benefit.expected_minor) == (12_000_000, 12_000_000)
        # Today is 2 March: two whole months of 10,000 have passed.
        assert (benefit.first_by_now_minor, benefit.expected_by_then_minor) == (2_000_000, 1_000_000)
        # Half of the way for the 31 days of January, of a year of 365.25 days.
        assert benefit.measured_minor == round(12_000_000 * 31 / 365.25 / 2)
        assert benefit.measured_until == date(2026, 1, 31)


def test_a_benefit_slides_with_its_initiative(world: World) -> None:
    mine = local(world, HVIDOVRE, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 1))
    benefit = expects(world, mine, HVIDOVRE, a_year=120_000)
    with world.scope(HVIDOVRE):
        type(mine).objects.filter(pk=mine.pk).update(expected_end=date(2026, 3, 1))
        Benefit.objects.update(as_of=date(2026, 3, 1))
    assert (follow_benefits(NOW), follow_benefits(NOW)) == (1, 0)
    with world.scope(HVIDOVRE):
        benefit.refresh_from_db()
        # Thirty-one days after the end, as when it was planned; the first promise stays where it was.
        assert benefit.go_live == date(2026, 4, 1)
        assert (benefit.slipped_months, benefit.first_by_now_minor) == (3, 2_000_000)
        assert benefit.expected_by_now_minor == 0


def test_an_idea_becomes_planned_only_with_owner_and_approved_baseline(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="benefit_step_asks to=qualified lacks=owner"):
            steps.go_on(benefit, State.QUALIFIED, **by(world))
        owner = world.acting(HVIDOVRE, "employee")
        said = NewBenefit(
            benefit.title, BottomLine.QUALITY, Sort.DIRECT, owner="Plejeleder", owner_person=owner.person
        )
        benefits.change_benefit(benefit, said, **by(world))
        steps.go_on(benefit, State.QUALIFIED, **by(world))
        with pytest.raises(RefusedError, match="lacks=baseline_approved"):
            steps.go_on(benefit, State.PLANNED, **by(world))
        with pytest.raises(RefusedError, match="not_yours_to_approve"):
            indicators.approve_baseline(benefit, indicator.public_id, acting=owner, at=NOW)
        indicators.approve_baseline(benefit, indicator.public_id, **by(world))
        steps.go_on(benefit, State.PLANNED, **by(world))
        benefit.refresh_from_db()
        assert (benefit.state, benefit.has_baseline) == ("planned", True)
        with pytest.raises(RefusedError, match="no_baseline_to_approve"):
            indicators.approve_baseline(benefit, indicator.public_id, **by(world))
        with pytest.raises(RefusedError, match="plan_is_decided"):
            plans.set_plan(benefit, NewPlan(date(2026, 6, 1)), **by(world))
        with pytest.raises(RefusedError, match="rebaseline_needs_a_decision"):
            indicators.set_baseline(benefit, indicator.public_id, baseline(12), **by(world))


def baseline(value: int, **said: Any) -> NewBaseline:
    return NewBaseline(Decimal(value), date(2025, 12, 31), ((date(2026, 12, 31), Decimal(5)),), **said)


def planned(world: World, code: str) -> Benefit:
    """A benefit whose baseline is approved."""
    benefit = expects(world, local(world, code), code, a_year=120_000, owner="Plejeleder")
    indicator = measured(world, benefit, code=code)
    with world.scope(code):
        indicators.approve_baseline(benefit, indicator.public_id, **by(world, code))
        for state in (State.QUALIFIED, State.PLANNED):
            steps.go_on(benefit, state, **by(world, code))
        benefit.refresh_from_db()
    return benefit


def asked(world: World, benefit: Benefit, request: NewRequest) -> UUID:
    asking = Asking(request, "initiative_change", "Om gevinsten", attributes={"amount": Money(0)})
    matter: UUID = ask_to_decide(benefit, asking, **by(world, RODOVRE)).matter
    return matter


def decide(world: World, matter: UUID, outcome: str) -> None:
    acting, at = keeper(world, RODOVRE), NOW + timedelta(hours=1)
    row = Matter.objects.get(public_id=matter)
    move(row, Choose(row.step, outcome, acting.actor, at, reason="Derfor"), acting=acting)


def test_a_benefit_lapses_by_decision_and_by_nothing_else(world: World) -> None:
    benefit = planned(world, RODOVRE)
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError, match="benefit_step_asks to=lapsed lacks=decision"):
            steps.go_on(benefit, State.LAPSED, **by(world, RODOVRE))
        matter = asked(world, benefit, NewRequest(Asks.LAPSE, "Løsningen blev ikke købt"))
        with pytest.raises(RefusedError, match="something_is_asked_for"):
            asked(world, benefit, NewRequest(Asks.LAPSE, "Igen"))
        benefit.refresh_from_db()
        assert benefit.state == "planned"
        decide(world, matter, "approve")
    assert (follow_all_benefit_requests(NOW), follow_all_benefit_requests(NOW)) == (1, 0)
    with world.scope(RODOVRE):
        benefit.refresh_from_db()
        assert (benefit.state, benefit.next_due_on) == ("lapsed", None)
        assert not DueMeasurement.objects.filter(met_at=None, let_go_at=None).exists()
        with pytest.raises(RefusedError, match="benefit_has_lapsed"):
            indicators.measure(benefit, Indicator.objects.get().public_id, JANUARY, **by(world, RODOVRE))


def test_a_no_leaves_the_benefit_as_it_was(world: World) -> None:
    benefit = planned(world, RODOVRE)
    with world.scope(RODOVRE):
        matter = asked(world, benefit, NewRequest(Asks.LAPSE, "Løsningen blev ikke købt"))
        decide(world, matter, "reject")
    follow_all_benefit_requests(NOW)
    with world.scope(RODOVRE):
        benefit.refresh_from_db()
        assert benefit.state == "planned"
        request = benefit.requests.get()
        assert (request.result, request.decided_at is not None) == ("rejected", True)


def test_a_new_plan_is_kept_with_its_decision_and_the_first_promise_stays(world: World) -> None:
    benefit = planned(world, RODOVRE)
    half = Money.of(60_000)
    plan = NewPlan(date(2026, 7, 1), ThreePoints(half, half, half), lasts_months=12)
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError, match="new_plan_is_missing"):
            asked(world, benefit, NewRequest(Asks.NEW_PLAN, "Færre sager"))
        matter = asked(world, benefit, NewRequest(Asks.NEW_PLAN, "Færre sager", plan))
        decide(world, matter, "approve")
    follow_all_benefit_requests(NOW)
    with world.scope(RODOVRE):
        benefit.refresh_from_db()
        assert (benefit.first_minor, benefit.expected_minor) == (12_000_000, 6_000_000)
        assert [one.decision is None for one in BenefitPlan.objects.order_by("sequence")] == [True, False]
        assert (benefit.go_live, benefit.slipped_months) == (date(2026, 7, 1), 6)


def test_no_work_begins_without_baselines_unless_it_is_said_why(world: World) -> None:
    adopt_project_model(world, HVIDOVRE, "light_pilots", "pilot_gate")
    with world.scope(HVIDOVRE):
        project = Project(world, HVIDOVRE, "pilots")
        project.make_ready()
    expects(world, project.initiative, HVIDOVRE, "Færre opkald")
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="gate_lacks_baselines") as refused:
            ask_for_gate(project.now(), GateAsking(), acting=project.leader, at=project.at)
        assert "Færre opkald" in str(refused.value.problem.args["benefits"])
        said = GateAsking(without_baseline="Vi kan først tælle efter sommerferien")
        ask_for_gate(project.now(), said, acting=project.leader, at=project.at)
        assert WithoutBaseline.objects.get().why == "Vi kan først tælle efter sommerferien"
        assert "Vi kan først tælle efter sommerferien" in project.matter().description
        assert "Færre opkald" in project.matter().description


@pytest.fixture
def closing(world: World) -> Project:
    """A pilot in its last phase, with all papers ready."""
    adopt_project_model(world, HVIDOVRE, "light_pilots", "pilot_gate")
    with world.scope(HVIDOVRE):
        project = Project(world, HVIDOVRE, "pilots")
        for _phase in range(2):
            project.ask_when_ready()
            project.decide("go")
        project.make_ready()
    return project


def test_no_project_closes_before_the_line_has_its_benefits_unless_it_is_said_why(
    world: World, closing: Project
) -> None:
    benefit = expects(world, closing.initiative, HVIDOVRE, "Færre opkald")
    lapsed = expects(world, closing.initiative, HVIDOVRE, "Færre breve")
    with world.scope(HVIDOVRE):
        steps.go_on(lapsed, State.LAPSED, **by(world))
        with pytest.raises(RefusedError, match="gate_lacks_line_owners") as refused:
            ask_for_gate(closing.now(), GateAsking(), acting=closing.leader, at=closing.at)
        assert refused.value.problem.args["benefits"] == f"{benefit.number} Færre opkald"
        said = GateAsking(without_line_owner="Borgerservice overtager den til sommer")
        ask_for_gate(closing.now(), said, acting=closing.leader, at=closing.at)
        assert "Borgerservice overtager den til sommer" in closing.matter().description
        told = Entry.objects.filter(action="benefits.gate_without_line_owner")
        assert [one.subject_id for one in told] == [str(benefit.public_id)]


def test_a_project_closes_when_the_line_has_taken_its_benefits_over(world: World, closing: Project) -> None:
    benefit = expects(world, closing.initiative, HVIDOVRE, "Færre opkald", owner="Leder af borgerservice")
    indicator = measured(world, benefit)
    with world.scope(HVIDOVRE):
        indicators.approve_baseline(benefit, indicator.public_id, **by(world))
        for state in (State.QUALIFIED, State.PLANNED, State.REALISING):
            steps.go_on(benefit, state, **by(world))
        steps.hand_over(benefit, "Borgerservice", **by(world))
        assert ask_for_gate(closing.now(), GateAsking(), acting=closing.leader, at=closing.at).attempt == 1


def test_measurements_are_due_and_met(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        days = list(DueMeasurement.objects.order_by("due_on").values_list("due_on", flat=True))
        assert days == [date(2026, 4, 1), date(2026, 7, 1), date(2027, 1, 1)]
        later = datetime(2026, 4, 10, 9, 0, tzinfo=NOW.tzinfo)
        march = NewMeasurement(date(2026, 3, 1), date(2026, 3, 31), Decimal(6), "minutter")
        indicators.measure(benefit, indicator.public_id, march, **by(world, at=later))
        benefit.refresh_from_db()
        assert (benefit.due, benefit.in_time, benefit.next_due_on) == (1, 1, date(2026, 7, 1))
        indicator.refresh_from_db()
        assert (indicator.latest, indicator.latest_on) == (Decimal(6), date(2026, 3, 31))


def test_a_correction_is_a_new_row_and_what_was_wrong_stays(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        wrong = indicators.measure(benefit, indicator.public_id, JANUARY, **by(world))
        with pytest.raises(RefusedError, match="period_is_measured"):
            indicators.measure(benefit, indicator.public_id, JANUARY, **by(world))
        right = NewMeasurement(
            JANUARY.first, JANUARY.last, Decimal(5), "minutter", corrects=wrong.public_id, comment="Talt om"
        )
        indicators.measure(benefit, indicator.public_id, right, **by(world))
        benefit.refresh_from_db()
        assert benefit.measured_minor == round(12_000_000 * 31 / 365.25)
        assert indicator.measurements.count() == 2


@pytest.mark.parametrize("table", ["measurement", "baseline", "target", "baselineapproval"])
@pytest.mark.parametrize("verb", ["DELETE FROM", "UPDATE"])
def test_the_database_refuses_to_change_what_was_measured(world: World, table: str, verb: str) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        indicators.measure(benefit, indicator.public_id, JANUARY, **by(world))
        indicators.approve_baseline(benefit, indicator.public_id, **by(world))
        ending = " SET organisation_id = organisation_id" if verb == "UPDATE" else ""
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            connection.cursor().execute(f"{verb} measurements_{table}{ending}")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"first": date(2025, 12, 1)}, "measured_before_baseline"),
        ({"last": date(2027, 1, 1)}, "measured_in_the_future"),
        ({"unit": "timer"}, "measured_in_another_unit"),
        ({"attributed": Decimal("1.5")}, "attributed_outside_0_1"),
        ({"n": 0}, "counted_below_one"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_reason(world: World, wrong: Any, code: str) -> None:
    _mine, benefit, indicator = faster(world)
    said: Any = {
        "first": JANUARY.first,
        "last": JANUARY.last,
        "value": Decimal(7),
        "unit": "minutter",
        **wrong,
    }
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match=code):
        indicators.measure(benefit, indicator.public_id, NewMeasurement(**said), **by(world))


def test_no_measurement_before_the_baseline_is_set(world: World) -> None:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE, a_year=1000)
    indicator = measured(world, benefit, baseline=False)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="indicator_without_baseline"):
        indicators.measure(benefit, indicator.public_id, JANUARY, **by(world))


def test_amounts_that_are_measured_add_up_by_the_part_that_is_its_doing(world: World) -> None:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE, a_year=120_000)
    with world.scope(HVIDOVRE):
        new = NewIndicator(
            "Sparet på licenser", "", "kroner", "Økonomi", Method.REGISTER, "x", reads=Reads.AMOUNT
        )
        found = indicators.add_indicator(benefit, new, **by(world))
        goal = NewBaseline(Decimal(0), date(2025, 12, 31), ((date(2026, 12, 31), Decimal(10_000)),))
        indicators.set_baseline(benefit, found.public_id, goal, **by(world))
        for month, value, part in [(1, 9_000, 1), (2, 11_000, Decimal("0.5"))]:
            said = NewMeasurement(
                date(2026, month, 1),
                date(2026, month, 28),
                Decimal(value),
                "kroner",
                attributed=Decimal(str(part)),
            )
            indicators.measure(benefit, found.public_id, said, **by(world))
        benefit.refresh_from_db()
        assert benefit.measured_minor == (9_000 + 5_500) * 100


def test_shares_of_those_who_take_part_add_up_to_all(world: World) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    benefit = expects(world, common)
    kept: Any = {"acting": world.acting("", "coordinator"), "at": NOW}
    half = Decimal("0.5")
    with world.scope(""):
        for shares, code in [
            ({HVIDOVRE: half}, "shares_not_all"),
            ({HVIDOVRE: half, "0101": half}, "share_takes_no_part"),
            ({HVIDOVRE: Decimal("1.5"), RODOVRE: -half}, "share_outside_0_1"),
        ]:
            with pytest.raises(RefusedError, match=code):
                benefits.share_among(benefit, shares, **kept)
        benefits.share_among(benefit, {HVIDOVRE: half, RODOVRE: half}, **kept)
        assert Share.objects.count() == 2
        benefits.share_among(benefit, {}, **kept)
        assert Share.objects.count() == 0


def test_what_is_taken_home_names_its_decision_and_can_be_taken_back(world: World) -> None:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE, a_year=120_000)
    said = NewTaking(2026, Money.of(50_000), Way.BUDGET_REDUCTION, "Budget 2027", "Ældre, drift")
    with world.scope(HVIDOVRE):
        cases: list[tuple[dict[str, Any], str]] = [
            ({"decision": " "}, "taking_names_a_decision"),
            ({"budget_line": ""}, "taking_names_a_budget_line"),
            ({"amount": Money(100, "hours")}, "nothing_to_take_home"),
            ({"way": Way.NOT_CASHABLE}, "nothing_to_take_home"),
            ({"amount": Money.of(-1)}, "taken_back_too_much"),
        ]
        for wrong, code in cases:
            with pytest.raises(RefusedError, match=code):
                taking.take_home(benefit, replace(said, **wrong), **by(world))
        taking.take_home(benefit, said, **by(world))
        back = NewTaking(2026, Money.of(-20_000), Way.BUDGET_REDUCTION, "Rettelse", "Ældre, drift")
        taking.take_home(benefit, back, **by(world))
        benefit.refresh_from_db()
        assert benefit.taken_minor == 3_000_000


@pytest.mark.parametrize(
    ("points", "code"),
    [
        (None, "plan_needs_amounts"),
        ([Money(1, "hours")] * 3, "plan_in_another_unit"),
        ([Money.of(-3), Money.of(-2), Money.of(-1)], "benefit_below_nothing"),
    ],
)
def test_a_plan_is_in_what_the_benefit_counts_in(world: World, points: Any, code: str) -> None:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE)
    plan = NewPlan(date(2026, 6, 1), ThreePoints(*points) if points else None)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match=code):
        plans.set_plan(benefit, plan, **by(world))


def test_only_who_leads_or_owns_changes_a_benefit_and_nobody_elsewhere_sees_it(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        employee: Any = {"acting": world.acting(HVIDOVRE, "employee"), "at": NOW}
        with pytest.raises(RefusedError, match="not_yours_to_change"):
            benefits.put_in_library(benefit, True, **employee)
        with pytest.raises(RefusedError, match="not_yours_to_measure"):
            indicators.measure(benefit, indicator.public_id, JANUARY, **employee)
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_benefit(keeper(world, RODOVRE), benefit.public_id)


def test_whoever_is_named_to_measure_may(world: World) -> None:
    employee = world.acting(HVIDOVRE, "employee")
    _mine, benefit, indicator = faster(world, measurer_person=employee.person)
    with world.scope(HVIDOVRE):
        indicators.measure(benefit, indicator.public_id, JANUARY, acting=employee, at=NOW)
        assert indicator.measurements.count() == 1


def test_the_journal_tells_numbers_and_no_words_and_holds(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        indicators.measure(benefit, indicator.public_id, JANUARY, **by(world))
        rows = Entry.objects.filter(subject_type__in=["benefit", "indicator"]).order_by("sequence")
        told = "".join(one.facts for one in rows)
        assert [one.action for one in rows] == [
            "benefits.added",
            "benefits.planned",
            "measurements.indicator.added",
            "measurements.baseline.set",
            "measurements.measured",
        ]
        assert "7.5" in told
        assert "Kortere sagstid" not in told
        assert verify(benefit.organisation_id)[1] is None
