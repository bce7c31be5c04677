"""Forecasts: made of plans, others' outcomes and one's own; kept so that they can be drawn again."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from tests.apps.benefits.ground import expects
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.benefits.models import Forecast
from samspil.apps.benefits.selectors.forecast_inputs import USUAL, inputs_of, own_outcomes
from samspil.apps.benefits.services import forecasts
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative, StatusReport
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.types import End, Form, NewEstimate, NewInitiative
from samspil.core.forecasting.futures.foretelling import foretell
from samspil.core.forecasting.question import question_of
from samspil.core.forecasting.reference import Measured
from samspil.core.units import Money
from samspil.kit.jobs.declaring import Failure, who_hears
from samspil.kit.jobs.running import run_next

pytestmark = pytest.mark.django_db

ENDS = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def _nothing_is_told() -> None:
    cache.clear()


def costly(
    world: World,
    title: str = "Vagtplan i Ældre",
    kroner: int = 1_000_000,
    starts: date = date(2026, 3, 1),
    ends: date = ENDS,
    code: str = HVIDOVRE,
    form: Form = Form.PROJECT,
    **said: object,
) -> Initiative:
    """An initiative that is estimated to cost so much between two days."""
    with world.scope(code):
        new = NewInitiative(
            title,
            "Bedre planlægning",
            form,
            is_mandatory=False,
            starts_on=starts,
            ends_on=ends,
            **said,  # type: ignore[arg-type]
        )
        estimate = NewEstimate(Money.of(kroner), None, starts, ends)
        return initiatives.start(new, estimate, acting=keeper(world, code), at=NOW)


def over(world: World, spent: int, ended: date, n: int = 1) -> None:
    """Initiatives that were to cost a million in 2024, and what they came to."""
    for number in range(n):
        one = costly(world, f"Afsluttet {number}", starts=date(2024, 1, 1), ends=date(2025, 1, 1))
        with world.scope(HVIDOVRE):
            about = ("expenditure", "time", "economic_benefits", "other_benefits", "overall")
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
            Initiative.objects.filter(pk=one.pk).update(end=End.COMPLETED.value, ended_on=ended)


def made(world: World, initiative: Initiative | None) -> Forecast:
    with world.scope(HVIDOVRE):
        key = initiative.public_id if initiative else None
        public_id = forecasts.ask_forecast(key, USUAL, acting=keeper(world, HVIDOVRE), at=NOW)
        assert forecasts.is_being_drawn(public_id)
    while run_next("test", lambda: NOW):
        pass
    with world.scope(HVIDOVRE):
        assert not forecasts.is_being_drawn(public_id)
        return Forecast.objects.get(public_id=public_id)


def test_costs_are_spread_over_the_months_that_are_left_and_add_up(world: World) -> None:
    one = costly(world, kroner=1_000_001)
    with world.scope(HVIDOVRE):
        (planned,) = inputs_of(world.organisation(HVIDOVRE).pk, one.public_id, TODAY).planned
        later = inputs_of(world.organisation(HVIDOVRE).pk, one.public_id, date(2028, 1, 1)).planned[0]
    assert planned.costs == (100_000_100, *[0] * 9)
    assert planned.months_to_go_live == 12
    assert later.costs == (100_000_100, *[0] * 9)
    assert later.months_to_go_live == 0


def reports_spent(world: World, one: Initiative, kroner: int, on: date, currency: str = "DKK") -> None:
    about = ("expenditure", "time", "economic_benefits", "other_benefits", "overall")
    with world.scope(HVIDOVRE):
        StatusReport.objects.create(
            organisation=world.organisation(HVIDOVRE),
            initiative=one,
            on=on,
            reported_at=NOW,
            reported_by=keeper(world, HVIDOVRE).person,
            text="Undervejs",
            spent_minor=kroner * 100,
            currency=currency,
            **dict.fromkeys(about, "grey"),
        )


def test_what_has_been_spent_is_certain_and_only_the_rest_is_spread(world: World) -> None:
    one = costly(world)
    reports_spent(world, one, 300_000, date(2026, 1, 1))
    reports_spent(world, one, 400_000, date(2026, 2, 1))
    reports_spent(world, one, 900_000, date(2026, 2, 15), "EUR")
    row = made(world, one)
    (plan,) = row.inputs["question"]["plans"]
    assert sum(plan["costs"]) == 60_000_000
    assert row.inputs["spent"] == {str(one.public_id): 40_000_000}
    assert row.result["planned"]["cost"] == 60_000_000


def test_who_has_spent_it_all_is_named_and_not_left_out_unseen(world: World) -> None:
    one, other = costly(world), costly(world, "En anden")
    reports_spent(world, one, 1_000_000, TODAY)
    with world.scope(HVIDOVRE):
        inputs = inputs_of(world.organisation(HVIDOVRE).pk, None, TODAY)
    assert [planned.public_id for planned in inputs.planned] == [other.public_id]
    assert (inputs.overspent, inputs.left_out) == (("Vagtplan i Ældre",), ())


def test_the_whole_portfolio_is_asked_how_much_luck_is_shared(world: World, browser: Client) -> None:
    one = costly(world)
    costly(world, "En anden")
    reports_spent(world, one, 400_000, TODAY)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    page = browser.get("/benefits/forecast/").content.decode()
    assert "Antaget: ingen kilde siger, hvor meget." in page
    assert '<option value="0.2" selected>' in page
    chosen = {measured.value: key for measured, key in USUAL.items()}
    asked = browser.post("/benefits/forecast/", {**chosen, "together": "0.5"})
    while run_next("test", lambda: NOW):
        pass
    with world.scope(HVIDOVRE):
        row = Forecast.objects.get()
        assert row.inputs["question"]["together"] == 0.5
    page = browser.get(asked["Location"]).content.decode()
    assert "Meget: det, der går galt for én, går galt for de fleste" in page
    assert "400.000 kr. er brugt ifølge de nyeste statusrapporter." in page
    assert "Det, der er tilbage at betale" in page
    of_one = browser.get(f"/benefits/forecast/{one.public_id}/").content.decode()
    assert 'name="together"' not in of_one
    assert browser.post("/benefits/forecast/", {**chosen, "together": "2"}).status_code == 422


def test_benefits_come_in_the_years_after_the_day_and_slide_with_the_initiative(world: World) -> None:
    one = costly(world)
    expects(world, one, HVIDOVRE, a_year=120_000)
    expects(world, one, HVIDOVRE, "En idé uden plan")
    with world.scope(HVIDOVRE):
        inputs = inputs_of(world.organisation(HVIDOVRE).pk, one.public_id, TODAY)
    # January to December 2026, of which two months have gone in March.
    assert inputs.planned[0].benefits == (10_000_000, *[0] * 9)


def test_the_portfolio_takes_all_that_is_open_and_tells_what_it_leaves_out(world: World) -> None:
    one = costly(world)
    costly(world, "Afsluttet", kroner=5)
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(title="Afsluttet").update(end=End.STOPPED.value, ended_on=TODAY)
    local(world, HVIDOVRE, "Uden skøn")
    programme = costly(world, "Program", kroner=3_000_000, form=Form.PROGRAMME)
    part = costly(world, "Del", kroner=2_000_000, programme=programme.public_id)
    with world.scope(HVIDOVRE):
        inputs = inputs_of(world.organisation(HVIDOVRE).pk, None, TODAY)
    assert {one.public_id: sum(one.costs) for one in inputs.planned} == {
        one.public_id: 100_000_000,
        part.public_id: 200_000_000,
    }
    assert inputs.left_out == ("Uden skøn", "Program")


def test_a_forecast_is_kept_with_all_it_was_made_of_and_comes_out_the_same_again(world: World) -> None:
    one = costly(world)
    expects(world, one, HVIDOVRE, a_year=120_000)
    row = made(world, one)
    assert (row.initiative_id, row.on, row.seed, row.method) == (one.pk, TODAY, 1, "futures-1")
    again = json.loads(json.dumps(foretell(question_of(row.inputs["question"])).as_data()))
    assert {name: value for name, value in again.items() if name != "question"} == row.result
    # Half of the projects in the class keep their plan.
    middle = dict(zip(row.result["cost"]["levels"], row.result["cost"]["values"], strict=True))[0.5]
    assert middle == pytest.approx(100_000_000, rel=0.02)
    assert row.inputs["own"] == {"cost": 0, "duration": 0, "benefit": 0}
    assert {one["code"] for one in row.inputs["cautions"]} == {"forecast_without_own_history"}


def test_the_same_job_done_twice_keeps_one_forecast(world: World) -> None:
    one = costly(world)
    row = made(world, one)
    told = {
        "public_id": str(row.public_id),
        "on": "2026-03-02",
        "at": NOW.isoformat(),
        "by": str(row.made_by),
    }
    forecasts.draw.func(row.organisation_id, one.pk, row.inputs, told)
    with world.scope(HVIDOVRE):
        assert Forecast.objects.count() == 1


def test_ones_own_initiatives_are_blended_in_and_few_are_said_to_be_few(world: World) -> None:
    over(world, 2_000_000, date(2025, 7, 2), n=2)
    one = costly(world)
    with world.scope(HVIDOVRE):
        found = own_outcomes(world.organisation(HVIDOVRE).pk)
        inputs = inputs_of(world.organisation(HVIDOVRE).pk, one.public_id, TODAY)
    assert found[Measured.COST] == [2.0, 2.0]
    assert found[Measured.DURATION] == [548 / 366] * 2
    blend = inputs.blends[Measured.COST]
    assert (blend.own, blend.found.key) == (2, "it_cost_2022+own")
    assert blend.found.quantile(0.9) > blend.public.quantile(0.9)
    assert {one.code for one in inputs.cautions} == {
        "forecast_from_few_outcomes",
        "forecast_without_own_history",
    }


def test_what_was_stopped_or_never_estimated_is_no_experience(world: World) -> None:
    over(world, 2_000_000, date(2025, 7, 2))
    with world.scope(HVIDOVRE):
        Initiative.objects.update(end=End.STOPPED.value)
        assert own_outcomes(world.organisation(HVIDOVRE).pk)[Measured.COST] == []
        Initiative.objects.update(end=End.COMPLETED.value)
        assert own_outcomes(world.organisation(HVIDOVRE).pk)[Measured.COST] == [2.0]


def test_who_may_ask_and_for_what(world: World) -> None:
    one, bare = costly(world), local(world, HVIDOVRE, "Uden skøn")
    with world.scope(HVIDOVRE):
        acting, employee = keeper(world, HVIDOVRE), world.acting(HVIDOVRE, "employee")
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            forecasts.ask_forecast(one.public_id, USUAL, acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_forecast"):
            forecasts.ask_forecast(None, USUAL, acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="nothing_planned_to_forecast"):
            forecasts.ask_forecast(bare.public_id, USUAL, acting=acting, at=NOW)
        wrong = {**USUAL, Measured.COST: "state_benefits_2019"}
        with pytest.raises(RefusedError, match="no_such_reference_class key=state_benefits_2019"):
            forecasts.ask_forecast(one.public_id, wrong, acting=acting, at=NOW)
        Initiative.objects.filter(pk=one.pk).update(end=End.STOPPED.value, ended_on=TODAY)
        with pytest.raises(RefusedError, match="initiative_is_over"):
            forecasts.ask_forecast(one.public_id, USUAL, acting=acting, at=NOW)
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        forecasts.ask_forecast(one.public_id, USUAL, acting=keeper(world, RODOVRE), at=NOW)


def test_a_page_leads_from_the_question_to_the_forecast(world: World, browser: Client) -> None:
    one = costly(world)
    expects(world, one, HVIDOVRE, a_year=300_000)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    url = f"/benefits/forecast/{one.public_id}/"
    assert "Ingen prognose endnu" in browser.get(url).content.decode()
    said = {measured.value: key for measured, key in USUAL.items()}
    answer = browser.post(url, said)
    waits = browser.get(answer["Location"]).content.decode()
    assert "Prognosen er ved at blive lavet" in waits
    while run_next("test", lambda: NOW):
        pass
    told = browser.get(answer["Location"]).content.decode()
    for words in (
        "Prognose for Vagtplan i Ældre",
        "1.000.000 kr.",
        "Hvad der driver spændet",
        "20 gange det planlagte",
        "er skåret af ved 20 gange",
        "It-projekters udgifter, 5.392 projekter",
        "Skønnet bygger kun på andres erfaringer",
        "10.000 fremtider fra startværdi 1",
        "Central reserve",
    ):
        assert words in told
    assert "»it_cost_2022" not in told


def test_whoever_waits_for_a_forecast_that_cannot_be_drawn_is_told(world: World, browser: Client) -> None:
    one = costly(world)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    url = f"/benefits/forecast/{one.public_id}/"
    answer = browser.post(url, {measured.value: key for measured, key in USUAL.items()})
    public_id = answer["Location"].partition("made=")[2]
    for again_at, words in [(NOW, "Prognosen er ved at blive lavet"), (None, "Prognosen kunne ikke laves")]:
        failure = Failure(RuntimeError("no"), "1", again_at)
        who_hears(f"{forecasts.__name__}.draw")(failure, 1, one.pk, {}, {"public_id": public_id})  # type: ignore[misc]
        assert words in browser.get(answer["Location"]).content.decode()


def test_the_portfolios_page_names_what_drives_it_and_what_is_left_out(world: World, browser: Client) -> None:
    one = costly(world)
    local(world, HVIDOVRE, "Uden skøn")
    made(world, None)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    told = browser.get("/benefits/forecast/").content.decode()
    assert "De indsatser, der driver det mest" in told
    assert "Prognoser for én indsats" in told
    assert f"/benefits/forecast/{one.public_id}/" in told
    assert "Ikke med, fordi ingen har sagt, hvad de koster eller giver: Uden skøn" in " ".join(told.split())


def test_whoever_does_not_lead_it_reads_it_and_cannot_ask(world: World, browser: Client) -> None:
    one = costly(world)
    row = made(world, one)
    world.log_in(browser, HVIDOVRE, "employee")
    url = f"/benefits/forecast/{one.public_id}/"
    told = browser.get(url).content.decode()
    assert "Holder fire ud af fem gange" in told
    assert "Lav prognosen" not in told
    refused = browser.post(url, {measured.value: key for measured, key in USUAL.items()})
    assert refused.status_code == 422
    assert browser.get("/benefits/forecast/", {"made": str(row.public_id)}).status_code == 404
    assert browser.get(url, {"made": "x"}).status_code == 404


def test_anothers_forecast_is_not_there(world: World, browser: Client) -> None:
    one = costly(world)
    row = made(world, one)
    world.log_in(browser, RODOVRE, "head_of_digitalisation")
    assert browser.get(f"/benefits/forecast/{one.public_id}/").status_code == 404
    assert browser.get("/benefits/forecast/", {"made": str(row.public_id)}).status_code == 404
