"""Whether the project leader is trained: by the register, and otherwise only with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.portfolio.ground import keeper
from tests.apps.world import BY, HVIDOVRE, NOW, SINCE, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations import services
from samspil.apps.portfolio.models import Gate
from samspil.apps.portfolio.selectors.project_models import Said, followed_by, said_of
from samspil.apps.portfolio.services.training import NewTraining, note_training
from samspil.apps.portfolio.types import Asking
from samspil.kit.journal.models import Entry
from samspil.processes.pass_gate import ask_for_gate

THE_3RD = date(2026, 2, 3)
KNOWN = {"buys": False, "new_appropriation": False}
BECAUSE = "Kurset holdes på mandag, og styregruppen ved det"


@pytest.fixture
def project(world: World) -> Iterator[Project]:
    """A project of Hvidovre that follows Herning's model, and has all its papers."""
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    with world.scope(HVIDOVRE):
        found = Project(world, HVIDOVRE, "shared_model")
        found.make_ready()
        yield found


@pytest.fixture
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def trained(project: Project, role: str = "project_leader") -> None:
    new = NewTraining("shared_model", THE_3RD, "Projektkontoret", project.world.people[HVIDOVRE, role])
    note_training(new, acting=keeper(project.world, HVIDOVRE), at=NOW)


def asks(project: Project, because: str = "", **said: Any) -> Gate:
    asking = Asking({**KNOWN, **said}, because={"leader_trained": because})
    return ask_for_gate(project.now(), asking, acting=project.leader, at=project.at)


def answered(project: Project) -> Said:
    """What is kept of the answer."""
    here = project.now()
    followed = followed_by(here, project.at.date())
    assert followed is not None
    return next(one for one in said_of(here, followed) if one.attribute == "leader_trained")


def test_the_register_answers_and_whoever_decides_reads_from_where(project: Project) -> None:
    trained(project)
    asks(project)
    assert (answered(project).value, answered(project).is_registered) == (True, True)
    assert project.matter().attributes["leader_trained"] is True
    assert "Efter registeret er Projektleder uddannet 3. februar 2026 (Projektkontoret)." in (
        project.matter().description
    )


def test_who_is_not_in_the_register_is_not_trained(project: Project) -> None:
    trained(project, "process_consultant")
    asks(project)
    assert (answered(project).value, answered(project).is_registered) == (False, True)
    assert "Projektleder står ikke i registeret over uddannede." in project.matter().description


def test_an_answer_otherwise_than_the_register_says_why(project: Project) -> None:
    trained(project, "process_consultant")
    with pytest.raises(RefusedError, match="answer_differs_from_register"):
        asks(project, leader_trained=True)
    assert not Gate.objects.exists()
    asks(project, BECAUSE, leader_trained=True)
    found = answered(project)
    assert (found.value, found.is_registered, found.because) == (True, False, BECAUSE)
    assert f"Svaret anderledes end registeret: {BECAUSE}" in project.matter().description
    told = Entry.objects.get(action="portfolio.initiative.said_of_it")
    assert BECAUSE not in str(told.facts)


def test_where_nobody_keeps_the_register_it_is_answered_by_hand_as_before(project: Project) -> None:
    with pytest.raises(RefusedError):
        asks(project)
    asks(project, leader_trained=True)
    found = answered(project)
    assert (found.value, found.is_registered, found.because) == (True, False, "")


def test_a_reason_is_kept_only_where_the_answer_differs(project: Project) -> None:
    trained(project)
    asks(project, BECAUSE, leader_trained=True)
    assert (answered(project).is_registered, answered(project).because) == (True, "")
    assert BECAUSE not in project.matter().description


def url(project: Project, page: str = "phases") -> str:
    return reverse(f"portfolio:{page}", args=[project.initiative.public_id])


def sent(project: Project, **said: str) -> dict[str, str]:
    """The form of the page: for a unit, as Herning's model asks."""
    unit = services.add_unit(project.world.organisation(HVIDOVRE), "Ældre", SINCE, BY)
    answers = {"a_buys": "no", "a_new_appropriation": "no", "a_amount": "100.000", "a_leader_trained": "yes"}
    return {**answers, "unit": str(unit.public_id), **said}


@pytest.mark.usefixtures("an_hour_later")
def test_the_page_shows_the_answer_with_its_source_and_asks_why_where_it_is_changed(
    project: Project, client: Client
) -> None:
    trained(project, "process_consultant")
    leader = project.world.log_in(client, HVIDOVRE, "project_leader")
    shown = leader.get(url(project)).content.decode()
    assert "Projektleder står ikke i registeret over uddannede." in shown
    order = [shown.index(name) for name in ('"a_leader_trained"', '"why_leader_trained"', '"a_amount"')]
    assert order == sorted(order)
    assert "Hvis du svarer anderledes end registeret: hvorfor?" in shown
    assert "uddannet 3. februar 2026" in shown  # the process consultant, among the roles to be trained
    assert "ikke i registeret" in shown
    refused = leader.post(url(project, "ask_for_gate"), sent(project))
    assert refused.status_code == 422
    assert "Skriv, hvorfor du svarer anderledes end registeret." in refused.content.decode()
    told = leader.post(url(project, "ask_for_gate"), sent(project, why_leader_trained=BECAUSE), follow=True)
    assert told.status_code == 200
    assert f"anderledes end registeret, 2. marts 2026, Projektlederen i Ældre</span><br>{BECAUSE}" in (
        told.content.decode()
    )


@pytest.mark.usefixtures("an_hour_later")
def test_the_page_asks_for_no_reason_where_the_register_is_followed(project: Project, client: Client) -> None:
    trained(project)
    leader = project.world.log_in(client, HVIDOVRE, "project_leader")
    told = leader.post(url(project, "ask_for_gate"), sent(project), follow=True)
    assert told.status_code == 200
    assert "efter registeret" in told.content.decode()
