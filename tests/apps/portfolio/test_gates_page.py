"""The page of phases: what the gate needs is made ready there, and the gate is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.governance.models import Matter
from samspil.apps.portfolio.models import Criterion, Gate, PhaseDocument
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.kit.journal.models import Entry


@pytest.fixture
def project(world: World) -> Iterator[Project]:
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    with world.scope(HVIDOVRE):
        yield Project(world, HVIDOVRE, "state_model")


@pytest.fixture
def leader(project: Project, client: Client) -> Client:
    project.make_ready()
    PhaseDocument.objects.all().delete()
    Criterion.objects.all().delete()
    return project.world.log_in(client, HVIDOVRE, "project_leader")


def url(project: Any, page: str = "phases") -> str:
    return reverse(f"portfolio:{page}", args=[project.initiative.public_id])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_it_says_where_the_project_is_and_what_is_missing(project: Project, leader: Client) -> None:
    shown = text(leader.get(url(project)))
    for said in ("Idéfasen", "Projektgrundlag med plan for analysefasen", "Risikotjekliste", "Mangler"):
        assert said in shown
    assert "Det mangler, før beslutningspunktet kan rejses" in shown
    assert "Projektleder" in shown
    for key in ("state_model", "project_basis<", "risk_checklist<"):
        assert f">{key}" not in shown


def test_a_document_and_an_answer_are_kept_and_a_link_is_one(project: Project, leader: Client) -> None:
    here = {"document": "project_basis", "d_project_basis-place": "https://esdh.example/26-1"}
    answer = leader.post(url(project, "document"), here, follow=True)
    assert 'href="https://esdh.example/26-1"' in text(answer)
    said = {"criterion": "reuses", "c_reuses-is_met": "no", "c_reuses-evidence": "Vi bygger forfra"}
    assert "Ikke opfyldt" in text(leader.post(url(project, "criterion"), said, follow=True))
    assert Criterion.objects.get().is_met is False


def test_a_place_that_is_no_link_never_becomes_one(project: Project, leader: Client) -> None:
    here = {"document": "project_basis", "d_project_basis-place": "javascript:alert(1)"}
    assert 'href="javascript' not in text(leader.post(url(project, "document"), here, follow=True))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("document", {"document": "project_basis", "d_project_basis-place": " "}),
        ("document", {"document": "business_case", "d_business_case-place": "Sag 1"}),
        ("document", {}),
        ("criterion", {"criterion": "reuses", "c_reuses-is_met": "", "c_reuses-evidence": "Fordi"}),
        ("criterion", {"criterion": "no_such", "c_no_such-is_met": "yes", "c_no_such-evidence": "Fordi"}),
        ("ask_for_gate", {"a_amount": "100.000"}),
    ],
)
def test_what_cannot_be_is_refused_with_the_page_and_nothing_is_kept(
    project: Project, leader: Client, page: str, said: dict[str, str]
) -> None:
    answer = leader.post(url(project, page), said)
    assert answer.status_code == 422
    assert not PhaseDocument.objects.exists()
    assert not Gate.objects.exists()


def test_what_was_typed_is_not_lost_when_it_is_refused(project: Project, leader: Client) -> None:
    said = {"criterion": "reuses", "c_reuses-is_met": "", "c_reuses-evidence": "Vi har set på tre"}
    assert "Vi har set på tre" in text(leader.post(url(project, "criterion"), said))


def test_a_gate_that_lacks_papers_names_them_as_the_model_does(project: Project, leader: Client) -> None:
    shown = text(leader.post(url(project, "ask_for_gate"), {"a_amount": "100.000"}))
    assert "Det mangler: Projektgrundlag med plan for analysefasen, Risikotjekliste" in shown
    assert "project_basis, " not in shown


def test_the_gate_is_asked_for_once_however_often_it_is_sent(project: Project, leader: Client) -> None:
    project.make_ready()
    shown = text(leader.get(url(project)))
    assert "Rejs beslutningspunktet" in shown
    sent = {"a_amount": "100.000", "key": "one-key"}
    leader.post(url(project, "ask_for_gate"), sent)
    shown = text(leader.post(url(project, "ask_for_gate"), sent, follow=True))
    assert Gate.objects.count() == 1
    assert "Beslutningspunktet venter på en beslutning" in shown
    assert project.matter().case_number in shown
    assert Matter.objects.filter(kind="gate").count() == 1


def test_what_was_decided_is_seen_with_its_decision(project: Project, leader: Client) -> None:
    project.ask_when_ready()
    project.decide("rework", "Gevinsten har ingen ejer")
    project.do("requester", "supplement")
    project.decide("go")
    shown = text(leader.get(url(project)))
    for said in ("Sendt tilbage til bearbejdning", "Gået videre", "Analysefasen", "Driften er inddraget"):
        assert said in shown
    decided = Gate.objects.order_by("pk")[0].decision
    assert reverse("governance:decision", args=[decided]) in shown


def test_outside_the_project_model_is_seen_with_its_reason(project: Project, leader: Client) -> None:
    said = "Det er begyndt før modellen"
    new = NewInitiative("Gammelt", "", Form.PROJECT, is_mandatory=False, outside_model_because=said)
    outside = initiatives.start(new, acting=keeper(project.world, HVIDOVRE), at=project.at)
    shown = text(leader.get(reverse("portfolio:phases", args=[outside.public_id])))
    assert "Uden for projektmodellen" in shown
    assert said in shown
    refused = leader.post(reverse("portfolio:ask_for_gate", args=[outside.public_id]), {})
    assert refused.status_code == 422


def test_who_does_not_lead_it_reads_and_changes_nothing(project: Project, leader: Client) -> None:
    other = project.world.log_in(Client(), HVIDOVRE, "employee")
    shown = text(other.get(url(project)))
    assert "Idéfasen" in shown
    assert "Gem, hvor det ligger" not in shown
    here = {"document": "project_basis", "d_project_basis-place": "Sag 1"}
    assert other.post(url(project, "document"), here).status_code == 422
    assert not PhaseDocument.objects.exists()


def test_another_municipality_finds_nothing(project: Project, leader: Client) -> None:
    other = project.world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    assert other.get(url(project)).status_code == 404
    for page in ("document", "criterion", "ask_for_gate"):
        assert other.post(url(project, page), {}).status_code == 404
    assert Client().get(url(project)).status_code == 302


def test_an_initiative_without_any_model_says_so(world: World, client: Client) -> None:
    mine = local(world, HVIDOVRE)
    shown = text(
        world.log_in(client, HVIDOVRE, "employee").get(reverse("portfolio:phases", args=[mine.public_id]))
    )
    assert "Ingen har sagt hvorfor" in shown


def test_the_page_asks_no_more_for_many_attempts(project: Project, leader: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert leader.get(url(project)).status_code == 200
        return len(found)

    asked()
    project.ask_when_ready()
    project.decide("rework", "Mangler en ejer")
    few = asked()
    for _time in range(1):
        project.do("requester", "supplement")
        project.decide("rework", "Mangler stadig")
    assert asked() == few


def test_who_asks_right_after_a_decision_need_not_wait_for_the_worker(
    project: Project, leader: Client
) -> None:
    project.ask_when_ready()
    project.check("project_office", "criteria", "project_basis", "risk_checklist")
    project.do("project_owner", "go")
    answer = leader.post(url(project, "ask_for_gate"), {"a_amount": "100.000"})
    assert answer.status_code == 422
    assert "Business case" in text(answer)
    assert project.now().phase == "analysis"


def test_what_is_answered_by_hand_is_shown_with_who_said_it_and_when(world: World, browser: Client) -> None:
    """Where nobody keeps the register of training (F2.10), somebody says it, and answers for it."""
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    with world.scope(HVIDOVRE):
        project = Project(world, HVIDOVRE, "shared_model")
        project.ask_when_ready(leader_trained=True, buys=False, new_appropriation=False)
        told = Entry.objects.get(action="portfolio.initiative.said_of_it")
        assert '"leader_trained":true' in told.facts.replace(" ", "")
    page = world.log_in(browser, HVIDOVRE, "head_of_digitalisation").get(url(project))
    assert page.context["said"][1] == {
        "name": "Projektlederen er uddannet i projektmodellen",
        "value": "ja",
        "by": "Projektlederen i Ældre",
        "on": "2. marts 2026",
        "is_registered": False,
        "because": "",
    }
    assert "Projektlederen i Ældre" in text(page)
