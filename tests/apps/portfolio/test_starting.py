"""Something is started from its page: once, by who may, with what a duty and a pilot must say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.gates_ground import adopt_project_model
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.types import Form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def asked(browser: Client, **said: str) -> dict[str, str]:
    """What the page sends when it is filled in."""
    page = browser.get(reverse("portfolio:start"))
    assert page.status_code == 200
    return {"key": str(page.context["form"]["key"].value()), "title": "Vagtplan", "form": "project", **said}


def sent(browser: Client, **said: str) -> Any:
    return browser.post(reverse("portfolio:start"), asked(browser, **said))


def started(world: World) -> Initiative:
    with world.scope(HVIDOVRE):
        return Initiative.objects.prefetch_related("estimates").get()


def test_a_start_is_written_with_its_first_estimate(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    answer = sent(
        browser, purpose="Bedre vagter", cost="1.250.000", effort="12,5", starts_on="2026-04-01",
        ends_on="2026-12-01", areas="Ældre, Sundhed", kle="27.36.12",
    )  # fmt: skip
    assert answer.status_code == 302
    row = started(world)
    assert (row.title, row.areas, row.kle) == ("Vagtplan", ["Ældre", "Sundhed"], ["27.36.12"])
    assert (row.starts_on, row.expected_end) == (date(2026, 4, 1), date(2026, 12, 1))
    with world.scope(HVIDOVRE):
        estimate = row.estimates.get()
    assert (estimate.cost_minor, estimate.effort_hundredths, estimate.sequence) == (125_000_000, 1250, 1)


def test_what_nobody_knows_is_no_estimate(world: World, browser: Client) -> None:
    sent(world.log_in(browser, HVIDOVRE, "head_of_digitalisation"))
    row = started(world)
    with world.scope(HVIDOVRE):
        assert not row.estimates.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": " "}, "Dette felt er påkrævet"),
        ({"is_mandatory": "on"}, "hvilken lov eller aftale"),
        ({"form": "pilot"}, "hvad I tror"),
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, ""),
        ({"cost": "dyrt"}, "beløb"),
        ({"effort": "-1"}, ""),
        ({"kle": "99.99.99"}, "99.99.99"),
        ({"key": ""}, "for gammel"),
    ],
)
def test_what_does_not_hold_together_is_said_and_nothing_is_started_or_lost(
    world: World, browser: Client, said: dict[str, str], told: str
) -> None:
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    answer = sent(browser, purpose="Det her skrev jeg", **said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert "Det her skrev jeg" in page
    assert "ds-error-summary" in page
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()


def test_a_duty_and_a_pilot_say_what_they_must(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    said = {"is_mandatory": "on", "legal_source": "Lov 1 § 2", "legal_deadline": "2027-01-01"}
    assert sent(browser, **said).status_code == 302
    row = started(world)
    assert (row.is_mandatory, row.legal_source, row.legal_deadline) == (True, "Lov 1 § 2", date(2027, 1, 1))
    assert sent(browser, form="pilot", hypothesis="Færre ture", title="Pilot").status_code == 302


def test_the_same_page_starts_once(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    said = asked(browser)
    first, second = (browser.post(reverse("portfolio:start"), said) for _ in range(2))
    assert first["Location"] == second["Location"]
    started(world)
    other = browser.post(reverse("portfolio:start"), {**said, "title": "En anden"})
    assert other.status_code == 422
    assert "En anden" in other.content.decode()
    fresh = {**said, "title": "En anden", "key": str(other.context["form"]["key"].value())}
    assert fresh["key"] != said["key"]
    assert browser.post(reverse("portfolio:start"), fresh).status_code == 302


def test_only_who_may_start_comes_to_the_page(world: World, browser: Client) -> None:
    for role in ("employee", "it_expert"):
        world.log_in(browser, HVIDOVRE, role)
        for answer in (browser.get(reverse("portfolio:start")), browser.post(reverse("portfolio:start"))):
            assert answer.status_code == 403
            assert "bring et behov" in answer.content.decode()
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()


def test_a_programme_is_chosen_among_our_own(world: World, browser: Client) -> None:
    theirs = local(world, RODOVRE, "Deres program")
    with world.scope(RODOVRE):
        Initiative.objects.filter(pk=theirs.pk).update(form=Form.PROGRAMME.value)
    ours = local(world, HVIDOVRE, "Vores program")
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(pk=ours.pk).update(form=Form.PROGRAMME.value)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    assert sent(browser, programme=str(theirs.public_id)).status_code == 422
    assert sent(browser, programme=str(ours.public_id), title="Del").status_code == 302
    with world.scope(HVIDOVRE):
        assert Initiative.objects.get(title="Del").programme == ours


def test_a_project_enters_the_project_model_or_says_why_not(world: World, browser: Client) -> None:
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    world.log_in(browser, HVIDOVRE, "project_leader")
    answer = sent(browser)
    assert answer.status_code == 422
    assert "outside_model_because" in answer.context["form"].errors
    (key, name) = browser.get(reverse("portfolio:start")).context["form"].fields["project_model"].choices[1]
    assert name == "Den fælles projektmodel"
    assert sent(browser, project_model=key).status_code == 302
    assert started(world).phase == "idea"
    assert sent(browser, outside_model_because="Staten styrer det", title="Uden").status_code == 302
    with world.scope(HVIDOVRE):
        assert Initiative.objects.get(title="Uden").outside_model_because == "Staten styrer det"
