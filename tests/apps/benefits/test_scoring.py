"""Forecasts against what came: scored once, told in public, nothing said of too few."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.apps.benefits.ground import expects
from tests.apps.benefits.test_forecasts import costly, made, reports_spent
from tests.apps.portfolio.ground import keeper
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.benefits.models import Benefit, Forecast, ForecastScore
from samspil.apps.benefits.services.scoring import score_what_has_come
from samspil.apps.portfolio.models import Initiative, StatusReport
from samspil.apps.portfolio.types import End
from samspil.core.benefits.states import State
from samspil.core.forecasting.calibration import ENOUGH
from samspil.kit.journal.models import Entry
from samspil.processes.score_forecasts import score_forecasts

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=600)


def over(world: World, one: Initiative, spent: int, ended: date, end: End = End.COMPLETED) -> None:
    """It ends, and its last report tells what was spent."""
    about = ("expenditure", "time", "economic_benefits", "other_benefits", "overall")
    with world.scope(HVIDOVRE):
        StatusReport.objects.create(
            organisation=world.organisation(HVIDOVRE),
            initiative=one,
            on=ended,
            reported_at=NOW,
            reported_by=keeper(world, HVIDOVRE).person,
            text="Slut",
            spent_minor=spent * 100,
            **dict.fromkeys(about, "grey"),
        )
        Initiative.objects.filter(pk=one.pk).update(end=end.value, ended_on=ended)


def scored(world: World) -> dict[str, float]:
    with world.scope(HVIDOVRE):
        score_what_has_come(world.organisation(HVIDOVRE).pk, at=LATER)
        return dict(ForecastScore.objects.values_list("measured", "outcome"))


def test_what_it_cost_and_took_is_held_against_the_plan_of_its_day(world: World) -> None:
    one = costly(world)
    made(world, one)
    over(world, one, 1_500_000, date(2027, 9, 1))
    found = scored(world)
    # A year was left on 2 March 2026; 548 days it took.
    assert found == {"cost": 1.5, "duration": pytest.approx(548 / 365.25)}
    with world.scope(HVIDOVRE):
        row = ForecastScore.objects.get(measured="cost")
        assert (row.reference_class, row.scores["pit"]) == ("it_cost_2022", pytest.approx(0.82))
        entries = Entry.objects.filter(action="benefits.forecast_scored").count()
    assert entries == 2


def test_a_forecast_is_scored_once_and_its_benefits_when_they_have_come(world: World) -> None:
    one = costly(world)
    benefit = expects(world, one, HVIDOVRE, a_year=300_000)
    made(world, one)
    over(world, one, 1_000_000, date(2027, 3, 1))
    assert set(scored(world)) == {"cost", "duration"}
    with world.scope(HVIDOVRE):
        Benefit.objects.filter(pk=benefit.pk).update(
            state=State.PARTLY.value, measured_minor=12_000_000, first_by_then_minor=30_000_000
        )
    assert scored(world)["benefit"] == pytest.approx(0.4)
    assert len(scored(world)) == 3
    with world.scope(HVIDOVRE):
        assert ForecastScore.objects.count() == 3


def test_what_is_open_or_was_stopped_has_not_come_out(world: World) -> None:
    one, other = costly(world), costly(world, "Stoppet")
    made(world, one)
    made(world, other)
    made(world, None)
    over(world, other, 100, date(2026, 6, 1), End.STOPPED)
    assert scored(world) == {}


def test_the_clock_scores_in_every_organisation(world: World) -> None:
    one = costly(world)
    made(world, one)
    over(world, one, 1_500_000, date(2027, 9, 1))
    assert score_forecasts(LATER) == 2
    assert score_forecasts(LATER) == 0


def test_a_class_is_told_of_from_enough_on(world: World, browser: Client) -> None:
    one = costly(world)
    row = made(world, one)
    over(world, one, 1_500_000, date(2027, 9, 1))
    scored(world)
    world.log_in(browser, HVIDOVRE, "employee")
    few = " ".join(browser.get("/benefits/calibration/").content.decode().split())
    assert "1 indsats er nået til ende. Det er for få" in few
    assert "Vagtplan i Ældre" in few
    assert "Rammer ikke" not in few
    with world.scope(HVIDOVRE):
        for number in range(ENOUGH - 1):
            other = costly(world, f"Anden {number}")
            copy = Forecast.objects.create(
                organisation_id=row.organisation_id,
                initiative=other,
                on=row.on,
                made_at=NOW,
                seed=1,
                method=row.method,
                inputs=row.inputs,
                result=row.result,
            )
            first = ForecastScore.objects.get(forecast=row, measured="cost")
            ForecastScore.objects.create(
                organisation_id=row.organisation_id,
                forecast=copy,
                measured="cost",
                reference_class=first.reference_class,
                outcome=first.outcome,
                scores={**first.scores, "is_within": False, "pit": 0.99},
                scored_at=LATER,
            )
    told = " ".join(browser.get("/benefits/calibration/").content.decode().split())
    assert "1 af 10 (10%) endte, hvor 80% skulle" in told
    assert "Rammer ikke" in told


def test_a_second_forecast_of_the_same_counts_no_second_time(world: World, browser: Client) -> None:
    one = costly(world)
    made(world, one)
    made(world, one)
    over(world, one, 1_500_000, date(2027, 9, 1))
    assert len(scored(world)) == 2
    world.log_in(browser, HVIDOVRE, "employee")
    told = " ".join(browser.get("/benefits/calibration/").content.decode().split())
    assert "1 indsats er nået til ende" in told
    assert "2 indsatser er nået til ende" not in told


def test_anothers_scores_are_not_seen(world: World, browser: Client) -> None:
    one = costly(world)
    made(world, one)
    over(world, one, 1_500_000, date(2027, 9, 1))
    scored(world)
    world.log_in(browser, RODOVRE, "employee")
    assert "Intet er gjort op endnu" in browser.get("/benefits/calibration/").content.decode()


def test_what_had_been_spent_is_not_held_against_a_forecast_of_the_rest(world: World) -> None:
    one = costly(world)
    reports_spent(world, one, 400_000, TODAY)
    made(world, one)
    over(world, one, 1_300_000, date(2027, 9, 1))
    # 900,000 came of the 600,000 that were left.
    assert scored(world)["cost"] == 1.5
