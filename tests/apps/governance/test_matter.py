"""The page of a matter: what it shows to whom, what can be done there, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import SIX, brought, purchase, set_clock
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.models import Decision, Matter, MatterEvent
from samspil.apps.governance.services.moving import move
from samspil.core.governance.entries import AnswerItem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def url(name: str, matter: Matter) -> str:
    return reverse(f"governance:{name}", args=[matter.public_id])


def page(browser: Client, matter: Matter) -> str:
    response = browser.get(url("matter", matter))
    assert response.status_code == 200
    return response.content.decode()


def fields(browser: Client, matter: Matter, **said: Any) -> dict[str, Any]:
    """What a browser would send from the page as it is now."""
    form = browser.get(url("matter", matter)).context["can"].choose
    return {
        "visit": form["visit"].value(),
        "key": form["key"].value(),
        "reason": "",
        "conditions": "",
        **said,
    }


def answer_all(world: World, matter: Matter, **conditions: str) -> None:
    expert = world.acting(HVIDOVRE, "it_expert")
    with world.scope(HVIDOVRE):
        for item in SIX:
            condition = conditions.get(item, "")
            entry = AnswerItem(
                "screen",
                item,
                not condition,
                f"Fundet om {item}",
                expert.actor,
                NOW + timedelta(minutes=5),
                condition,
            )
            move(matter, entry, acting=expert)


def test_the_page_says_what_where_whose_when_and_what_next(world: World, browser: Client) -> None:
    matter = brought(world)
    told = page(world.log_in(browser, HVIDOVRE, "employee"), matter)
    assert "Bookingsystem til hallerne" in told
    assert "Ekspertgruppen screener" in told
    assert "Ekspert i screeninggruppen" in told
    assert "9. marts 2026" in told
    assert "40.000 kr." in told
    assert "it_expert" not in told
    assert "0 af 6 besvaret" in told


def test_one_who_is_not_of_the_organisation_is_told_there_is_no_such_page(
    world: World, browser: Client
) -> None:
    matter = brought(world)
    for code, role in [(RODOVRE, "head_of_digitalisation"), ("", "coordinator")]:
        world.log_in(browser, code, role)
        assert browser.get(url("matter", matter)).status_code == 404
        assert browser.get(url("matter_answer", matter)).status_code == 404
        for name in ["choose", "item", "withdraw", "park", "resume", "step_aside", "papers"]:
            assert browser.post(url(f"matter_{name}", matter), {}).status_code == 404


def test_nobody_is_asked_to_log_in(world: World, browser: Client) -> None:
    response = browser.get(url("matter", brought(world)))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_the_expert_answers_the_six_points_one_by_one(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "it_expert")
    visit = fields(browser, matter)["visit"]
    said = {
        "visit": visit,
        "item": "security",
        "fulfilled": "no",
        "finding": "Ingen aftale",
        "condition": "Databehandleraftale",
    }
    assert browser.post(url("matter_item", matter), said).status_code == 302
    told = page(browser, matter)
    assert "1 af 6 besvaret" in told
    assert "Databehandleraftale" in told


def test_one_who_sits_elsewhere_cannot_answer_a_point(world: World, browser: Client) -> None:
    matter = brought(world)
    visit = fields(world.log_in(browser, HVIDOVRE, "it_expert"), matter)["visit"]
    world.log_in(browser, HVIDOVRE, "employee")
    said = {"visit": visit, "item": "security", "fulfilled": "yes", "finding": "", "condition": ""}
    response = browser.post(url("matter_item", matter), said)
    assert response.status_code == 422
    assert "Ekspert i screeninggruppen" in response.content.decode()
    with world.scope(HVIDOVRE):
        assert not MatterEvent.objects.filter(matter=matter, sort="ItemAnswered").exists()


def test_the_answer_comes_when_all_six_are_answered(world: World, browser: Client) -> None:
    matter = brought(world)
    answer_all(world, matter, contract="Opsigelsesvarsel på højst seks måneder")
    world.log_in(browser, HVIDOVRE, "it_expert")
    said = fields(browser, matter, outcome="approve", reason="God løsning", conditions="Kun til hallerne")
    assert browser.post(url("matter_choose", matter), said).status_code == 302
    world.log_in(browser, HVIDOVRE, "employee")
    response = browser.get(url("matter_answer", matter))
    told = response.content.decode()
    assert response.status_code == 200
    for wanted in ["Kontrakt", "Fundet om security", "God løsning", "Kun til hallerne", "Godkendt"]:
        assert wanted in told
    assert "Kontrakt: Opsigelsesvarsel på højst seks måneder" in told


def test_there_is_no_answer_before_the_end(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "employee")
    assert browser.get(url("matter_answer", matter)).status_code == 404


def test_what_waits_for_points_is_refused_and_what_was_written_is_kept(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "it_expert")
    said = fields(browser, matter, outcome="approve", reason="Det haster meget")
    response = browser.post(url("matter_choose", matter), said)
    told = response.content.decode()
    assert response.status_code == 422
    assert "Brugerstyring" in told
    assert "Det haster meget" in told
    assert "model.yaml:" in told
    with world.scope(HVIDOVRE):
        assert not Decision.objects.filter(matter=matter).exists()


def test_what_is_sent_twice_is_done_once(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "it_expert")
    said = fields(browser, matter, outcome="return", reason="Hvor mange brugere?")
    assert browser.post(url("matter_choose", matter), said).status_code == 302
    assert browser.post(url("matter_choose", matter), said).status_code == 302
    with world.scope(HVIDOVRE):
        assert Decision.objects.filter(matter=matter).count() == 1


def test_a_decision_asks_each_thing_once(world: World, browser: Client) -> None:
    """Who it is, the key, the matter, its events; then each sort of row is written once, the journal last."""
    matter = brought(world)
    answer_all(world, matter)
    world.log_in(browser, HVIDOVRE, "it_expert")
    said = fields(browser, matter, outcome="approve", reason="God løsning")
    with CaptureQueriesContext(connection) as asked:
        assert browser.post(url("matter_choose", matter), said).status_code == 302
    told = [one["sql"] for one in asked.captured_queries]
    own = [sql for sql in told if "SAVEPOINT" not in sql and "set_config" not in sql and "BEGIN" not in sql]
    written = [sql.split()[2] for sql in own if sql.startswith("INSERT")]
    assert len(written) == len(set(written))
    assert len([sql for sql in own if sql.startswith("UPDATE") and "governance_matter" in sql]) == 1
    assert len(own) <= 14
    assert len([sql for sql in told if sql.startswith("SAVEPOINT")]) == 1  # the test has the outer one


def test_of_two_at_once_the_second_is_told_and_nothing_is_doubled(world: World, browser: Client) -> None:
    matter = brought(world)
    first = world.log_in(browser, HVIDOVRE, "it_expert")
    second = world.log_in(Client(), HVIDOVRE, "it_expert")
    one = fields(first, matter, outcome="reject", reason="Vi har et i forvejen")
    other = fields(second, matter, outcome="return", reason="Hvor mange brugere?")
    assert first.post(url("matter_choose", matter), one).status_code == 302
    response = second.post(url("matter_choose", matter), other)
    assert response.status_code == 422
    assert "En anden nåede at behandle sagen" in response.content.decode()
    with world.scope(HVIDOVRE):
        assert [row.outcome for row in Decision.objects.filter(matter=matter)] == ["reject"]


def test_the_requester_gives_what_was_asked_for_and_may_change_what_the_step_lets(
    world: World, browser: Client
) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "it_expert")
    browser.post(url("matter_choose", matter), fields(browser, matter, outcome="return", reason="Pris?"))
    world.log_in(browser, HVIDOVRE, "employee")
    assert "Den ligger på dit bord" in page(browser, matter)
    said = fields(
        browser,
        matter,
        outcome="supplement",
        known_amount="62.500,00",
        known_personal_data="yes",
        known_replaces_system="no",
    )
    assert browser.post(url("matter_choose", matter), said).status_code == 302
    told = page(browser, matter)
    assert "62.500 kr." in told
    assert "Ændret: " in told


def test_the_requester_withdraws_and_another_may_not(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "buyer")
    assert browser.post(url("matter_withdraw", matter), {"reason": ""}).status_code == 422
    world.log_in(browser, HVIDOVRE, "employee")
    assert browser.post(url("matter_withdraw", matter), {"reason": "Behovet er væk"}).status_code == 302
    told = page(browser, matter)
    assert "Trukket tilbage" in told
    assert "Behovet er væk" in told


def test_a_withdrawn_matter_is_not_decided(world: World, browser: Client) -> None:
    matter = brought(world)
    expert = world.log_in(Client(), HVIDOVRE, "it_expert")
    said = fields(expert, matter, outcome="reject", reason="Nej")
    world.log_in(browser, HVIDOVRE, "employee")
    browser.post(url("matter_withdraw", matter), {"reason": ""})
    assert expert.post(url("matter_choose", matter), said).status_code == 422
    with world.scope(HVIDOVRE):
        assert not Decision.objects.filter(matter=matter).exists()


def test_the_head_lets_it_rest_and_takes_it_up_again(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    said = {"until": "2026-03-20", "reason": "Venter på budgettet"}
    assert browser.post(url("matter_park", matter), said).status_code == 302
    assert "Hviler til 20. marts 2026" in page(browser, matter)
    assert browser.post(url("matter_resume", matter), {}).status_code == 302
    assert "Taget op igen" in page(browser, matter)


def test_too_long_a_rest_is_refused_in_words_with_what_was_written(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    response = browser.post(url("matter_park", matter), {"until": "2046-03-20", "reason": "Længe"})
    assert response.status_code == 422
    assert "Længe" in response.content.decode()


def test_an_expert_with_an_interest_steps_aside_and_the_head_comes_in(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "it_expert")
    said = {"reason": "Jeg ejer aktier i leverandøren"}
    assert browser.post(url("matter_step_aside", matter), said).status_code == 302
    assert browser.get(url("matter", matter)).context["can"].choose is None
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    assert browser.get(url("matter", matter)).context["can"].choose is not None


def test_a_forum_s_matter_is_decided_in_its_meeting_not_here(world: World, browser: Client) -> None:
    matter = brought(world, purchase(new_appropriation=True))
    answer_all(world, matter)
    world.log_in(browser, HVIDOVRE, "it_expert")
    browser.post(url("matter_choose", matter), fields(browser, matter, outcome="recommend"))
    world.log_in(browser, HVIDOVRE, "finance_committee/mayor")
    told = page(browser, matter)
    assert "Økonomiudvalget" in told
    assert browser.get(url("matter", matter)).context["can"].choose is None


def test_when_the_time_is_up_the_matter_has_moved_and_the_one_who_was_late_is_told(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "it_expert")
    said = fields(browser, matter, outcome="reject", reason="Nej")
    set_clock(monkeypatch, NOW + timedelta(days=9))
    world.log_in(browser, HVIDOVRE, "it_expert")
    response = browser.post(url("matter_choose", matter), said)
    assert response.status_code == 422
    with world.scope(HVIDOVRE):
        assert Matter.objects.get(pk=matter.pk).step == "head"


def test_the_page_asks_the_database_as_often_for_a_long_history(world: World, browser: Client) -> None:
    short, long = brought(world), brought(world)
    answer_all(world, short)
    for _again in range(3):
        answer_all(world, long)
    world.log_in(browser, HVIDOVRE, "it_expert")
    page(browser, short)
    counts = []
    for matter in (short, long):
        with CaptureQueriesContext(connection) as asked:
            page(browser, matter)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 20
