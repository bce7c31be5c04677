"""How it goes is said beside what the numbers say, and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection, transaction
from tests.apps.portfolio.gates_ground import adopt_project_model
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Initiative, StatusReport
from samspil.apps.portfolio.selectors.following import (
    ASSUMED,
    MONTHS,
    Following,
    Owing,
    due,
    following_by,
    following_of,
    followings_on,
)
from samspil.apps.portfolio.selectors.reports import last_reports, report_due_on, reports_of
from samspil.apps.portfolio.services import fanning_out, initiatives, plans
from samspil.apps.portfolio.services.reporting import NewReport, report
from samspil.apps.portfolio.types import End, Form, InitiativeRole, NewEstimate, NewInitiative
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.journal.models import Entry

GREEN, YELLOW, RED, GREY = Light.GREEN, Light.YELLOW, Light.RED, Light.GREY
FINE = NewReport(GREEN, GREEN, GREY, GREEN, GREEN, "Det går efter planen")


def promised(world: World, cost: int = 100_000, ends_on: date = date(2026, 12, 1)) -> Initiative:
    """An initiative of Hvidovre that has promised a cost and a day."""
    with world.scope(HVIDOVRE):
        new = NewInitiative("Vagtplan", "", Form.PROJECT, is_mandatory=False, ends_on=ends_on)
        estimate = NewEstimate(Money.of(cost), ends_on=ends_on)
        return initiatives.start(new, estimate, acting=keeper(world, HVIDOVRE), at=NOW)


def test_a_report_shows_on_the_initiative_at_once(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        report(started, replace(FINE, overall=GREEN), acting=keeper(world, HVIDOVRE), at=NOW)
        started.refresh_from_db()
        assert (started.light, started.reported_on) == ("green", TODAY)


@pytest.mark.parametrize(
    ("cost", "light"),
    [(104_999, GREEN), (105_000, YELLOW), (109_999, YELLOW), (110_000, RED), (90_000, GREEN)],
)
def test_money_is_held_against_what_was_promised_by_the_assumed_tolerances(
    world: World, cost: int, light: Light
) -> None:
    started = promised(world)
    said = replace(FINE, expenditure=light, overall=light, expected_cost=Money.of(cost))
    with world.scope(HVIDOVRE):
        row = report(started, said, acting=keeper(world, HVIDOVRE), at=NOW)
        assert row.from_numbers["lights"]["expenditure"] == light.value
        assert row.from_numbers["sources"]["status_yellow_cost"] == "assumed"


@pytest.mark.parametrize(("days", "light"), [(13, GREEN), (14, YELLOW), (59, YELLOW), (60, RED)])
def test_time_is_held_against_the_day_that_was_promised(world: World, days: int, light: Light) -> None:
    started = promised(world)
    later = date(2026, 12, 1) + timedelta(days=days)
    said = replace(FINE, time=light, overall=light, expected_end=later)
    with world.scope(HVIDOVRE):
        report(started, said, acting=keeper(world, HVIDOVRE), at=NOW)
        assert StatusReport.objects.get().from_numbers["lights"]["time"] == light.value


def test_a_light_that_differs_from_the_numbers_says_why(world: World) -> None:
    started = promised(world)
    rosy = replace(FINE, expected_cost=Money.of(120_000))
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        with pytest.raises(RefusedError, match="light_differs_without_a_reason"):
            report(started, rosy, acting=acting, at=NOW)
        assert not StatusReport.objects.exists()
        report(started, replace(rosy, differs_because="Puljen dækker resten"), acting=acting, at=NOW)
        row = StatusReport.objects.get()
        assert (row.expenditure, row.from_numbers["lights"]["expenditure"]) == ("green", "red")


def test_all_in_all_is_the_worst_of_the_four_unless_it_says_why(world: World) -> None:
    started = promised(world)
    said = replace(FINE, other_benefits=RED)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        with pytest.raises(RefusedError, match="light_differs_without_a_reason"):
            report(started, said, acting=acting, at=NOW)
        report(started, replace(said, overall=RED), acting=acting, at=NOW)
        assert StatusReport.objects.get().overall == "red"


def test_what_nobody_promised_is_not_held_against_anything(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        said = replace(FINE, expected_cost=Money.of(5_000_000))
        row = report(mine, said, acting=keeper(world, HVIDOVRE), at=NOW)
        assert row.from_numbers["lights"]["expenditure"] == "grey"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(FINE, text="  "), "report_needs_words"),
        (replace(FINE, spent=Money.of(-1)), "amount_is_below_nothing"),
        (replace(FINE, expected_cost=Money.of(1, "NOK"), spent=None), "currency_mismatch"),
        (replace(FINE, spent=Money.of(1, "NOK")), "currency_mismatch"),
    ],
)
def test_a_report_that_does_not_hold_together_is_refused(world: World, said: NewReport, code: str) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match=code):
            report(started, said, acting=keeper(world, HVIDOVRE), at=NOW)
        assert not StatusReport.objects.exists()


def test_amounts_are_in_the_currency_that_was_promised(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        started.estimates.create(
            organisation_id=started.organisation_id, sequence=2, cost_minor=100, currency="EUR",
            decision=started.public_id, made_at=NOW,
        )  # fmt: skip
        acting = keeper(world, HVIDOVRE)
        with pytest.raises(RefusedError, match="currency_mismatch"):
            report(started, replace(FINE, spent=Money.of(1)), acting=acting, at=NOW)
        row = report(started, replace(FINE, spent=Money.of(1, "EUR")), acting=acting, at=NOW)
        assert (row.spent_minor, row.currency) == (100, "EUR")


def test_an_initiative_that_is_over_is_reported_on_no_more(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        initiatives.end(started, End.COMPLETED, learned="", acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="initiative_is_over"):
            report(started, FINE, acting=acting, at=NOW)


def test_only_who_leads_an_initiative_reports_on_it(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        employee = world.acting(HVIDOVRE, "employee")
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            report(started, FINE, acting=employee, at=NOW)
        initiatives.name(
            started,
            InitiativeRole.MANAGER,
            "projektleder",
            person=employee.person,
            acting=keeper(world, HVIDOVRE),
            at=NOW,
        )
        report(started, FINE, acting=employee, at=NOW)
        assert StatusReport.objects.get().reported_by == employee.person


def test_another_member_reports_on_nothing_of_ours(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="not_yours_to_lead"):
        report(started, FINE, acting=keeper(world, RODOVRE), at=NOW)


@pytest.mark.parametrize(
    "verb", ["UPDATE portfolio_statusreport SET overall = 'green'", "DELETE FROM portfolio_statusreport"]
)
def test_the_database_refuses_to_change_a_report(world: World, verb: str) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        report(started, FINE, acting=keeper(world, HVIDOVRE), at=NOW)
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            connection.cursor().execute(verb)
        assert StatusReport.objects.get().overall == "green"


def test_an_initiative_can_be_changed_in_the_same_way(world: World) -> None:
    """The control: the refusal above is about reports, not about every row."""
    local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        connection.cursor().execute("UPDATE portfolio_initiative SET title = 'Ny'")
        assert Initiative.objects.get().title == "Ny"


def test_the_journal_keeps_lights_and_no_words(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        said = replace(FINE, text="Kirsten er syg", overall=YELLOW, differs_because="Kirsten")
        report(started, said, acting=keeper(world, HVIDOVRE), at=NOW)
        entry = Entry.objects.filter(action="portfolio.initiative.reported").get()
        assert '"overall":"yellow"' in entry.facts.replace(" ", "")
        assert "Kirsten" not in entry.facts


def test_a_members_light_shows_at_the_association(world: World) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)
    with world.scope(HVIDOVRE):
        mine = Initiative.objects.get(common=common.public_id)
        said = replace(FINE, other_benefits=RED, overall=RED)
        report(mine, said, acting=keeper(world, HVIDOVRE), at=NOW)
    with world.scope(""):
        assert common.participations.get(code=HVIDOVRE).light == "red"


def test_the_last_four_are_read_from_left_to_right_and_the_history_page_by_page(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        for day in range(6):
            report(started, FINE, acting=keeper(world, HVIDOVRE), at=NOW + timedelta(days=day))
        assert [one.on.day for one in last_reports(started)] == [4, 5, 6, 7]
        first = reports_of(started, size=4)
        assert [one.on.day for one in first.rows] == [7, 6, 5, 4]
        second = reports_of(started, first.older, size=4)
        assert ([one.on.day for one in second.rows], second.older) == ([3, 2], None)


def test_a_report_is_asked_for_a_month_after_the_last_and_late_when_its_working_days_are_gone(
    world: World,
) -> None:
    """A month after 2 March is Maundy Thursday; with Easter the fifth working day after it is 13 April."""
    started = promised(world)
    with world.scope(HVIDOVRE):
        following = following_of(started, TODAY)
        due = report_due_on(started, following, date(2026, 4, 13))
        assert due is not None
        assert (due.asked_on, due.on, due.days_late) == (date(2026, 4, 2), date(2026, 4, 13), 0)
        report(started, FINE, acting=keeper(world, HVIDOVRE), at=NOW + timedelta(days=20))
        started.refresh_from_db()
        later = report_due_on(started, following, date(2026, 4, 30))
        assert later is not None
        assert (later.asked_on, later.on, later.days_late) == (date(2026, 4, 22), date(2026, 4, 29), 1)


def test_nothing_is_due_where_an_initiative_rests_or_is_over(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        following = following_of(started, TODAY)
        started.is_paused = True
        assert report_due_on(started, following, date(2027, 1, 1)) is None
        started.is_paused, started.end = False, "completed"
        assert report_due_on(started, following, date(2027, 1, 1)) is None


def test_an_initiative_is_followed_as_its_project_model_says_and_others_as_the_organisation_does(
    world: World,
) -> None:
    """A pilot has ten working days for its report, everything else in Hvidovre five."""
    adopt_project_model(world, HVIDOVRE, "light_pilots", "pilot_gate")
    with world.scope(HVIDOVRE):
        pilot = Initiative(organisation=world.organisation(HVIDOVRE), project_model="pilots")
        other = Initiative(organisation=world.organisation(HVIDOVRE))
        days = [owing(following_of(one, TODAY)).working_days for one in (pilot, other)]
        every = followings_on(world.organisation(HVIDOVRE).pk, TODAY)
        assert days == [10, 5]
        assert [owing(every.of(one.project_model)).working_days for one in (pilot, other)] == [10, 5]
        assert following_of(pilot, TODAY).sources[MONTHS] == "assumed"


def test_where_reports_come_on_a_day_of_the_month_the_model_says_which(world: World) -> None:
    """Herning's project model: the fifth of the month (assumed)."""
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    with world.scope(HVIDOVRE):
        project = Initiative(organisation=world.organisation(HVIDOVRE), project_model="shared_model")
        following = following_of(project, TODAY)
        assert following.on_day == 5
        assert due(TODAY, following, TODAY).asked_on == date(2026, 4, 5)


def test_what_no_model_says_is_assumed_and_owed_by_nobody(world: World) -> None:
    with world.scope(HVIDOVRE):
        models = models_on(world.organisation(HVIDOVRE).pk, TODAY)
    before_it_holds = following_by(models, date(2015, 12, 31))
    for following in (following_by([], TODAY), before_it_holds):
        assert following.owing is None
        assert (following.months, following.sources[MONTHS]) == (1, ASSUMED)
        assert (following.tolerances.yellow_cost, following.tolerances.red_days) == (Fraction(1, 20), 60)
    assert owing(following_by(models, TODAY)).by is InitiativeRole.MANAGER


def owing(following: Following) -> Owing:
    assert following.owing is not None
    return following.owing


def test_a_plan_that_slips_is_what_the_numbers_say_where_the_report_names_no_day(world: World) -> None:
    started = promised(world)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        late = plans.NewMilestone("I drift", date(2027, 3, 1))
        plans.add_milestone(started, late, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="light_differs_without_a_reason"):
            report(started, FINE, acting=acting, at=NOW)
        report(started, replace(FINE, time=RED, overall=RED), acting=acting, at=NOW)
        assert StatusReport.objects.get().from_numbers["expected_end"] == "2027-03-01"
