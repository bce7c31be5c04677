"""What a gate may stop: nothing that the law demands, and of the parts what was said beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.portfolio.ground import LAW, keeper
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.types import End, Form, NewInitiative, PartsThen
from samspil.kit.journal.models import Entry
from samspil.wording.problems import in_words
from samspil.wording.words import Words

COSTS = {"amount": 100_000}


@pytest.fixture
def hvidovre(world: World) -> Iterator[World]:
    """A municipality that follows the state's project model."""
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    with world.scope(HVIDOVRE):
        yield world


def at_the_owner(project: Project, then: PartsThen | None = None) -> None:
    """The gate has been asked for, and its papers are in order."""
    project.ask_when_ready(then)
    phase = ["project_basis", "risk_checklist", "criteria"]
    project.check("project_office", *phase)


def programme(world: World, law: str = "") -> Project:
    return Project(world, HVIDOVRE, "state_model", law=law, shape=Form.PROGRAMME)


def part(whole: Project, title: str, law: str = "") -> Initiative:
    """Something that a programme holds."""
    new = NewInitiative(
        title, "", Form.TASK, bool(law), legal_source=law, programme=whole.initiative.public_id
    )
    return initiatives.start(new, acting=keeper(whole.world, HVIDOVRE), at=NOW)


# --- what the law demands ---------------------------------------------------------------------------------
def test_a_gate_does_not_stop_what_the_law_demands_and_says_what_to_do(hvidovre: World) -> None:
    project = Project(hvidovre, HVIDOVRE, "state_model", law=LAW)
    at_the_owner(project)
    with pytest.raises(RefusedError) as refused:
        project.do("project_owner", "stop", "For dyrt")
    problem = refused.value.problem
    assert problem.code == "mandatory_is_not_stopped"
    assert problem.args == {"title": "Ny vagtplan", "legal_source": LAW}
    told = in_words(problem, Words("da"))
    assert LAW in told
    assert "vej en anden løsning" in told
    assert Matter.objects.get().step == "owner"
    project.do("project_owner", "rework", "Vej en anden løsning")
    project.follow()
    assert [one[2] for one in project.gates()] == ["rework", ""]


def test_what_is_voluntary_is_stopped_by_the_same_gate(hvidovre: World) -> None:
    project = Project(hvidovre, HVIDOVRE, "state_model")
    at_the_owner(project)
    project.do("project_owner", "stop", "For dyrt")
    project.follow()
    assert project.now().end == "stopped"


def test_should_such_a_decision_stand_the_task_goes_on_and_the_page_says_why(
    hvidovre: World, browser: Client, settings: Any
) -> None:
    """It was decided before the task became mandatory, or by an engine that nobody asked."""
    settings.SAMSPIL_OBJECTIONS = []
    project = Project(hvidovre, HVIDOVRE, "state_model", law=LAW)
    at_the_owner(project)
    project.do("project_owner", "stop", "For dyrt")
    assert project.follow() == 1
    assert (project.now().end, project.now().phase) == ("", "idea")
    assert project.gates() == [("idea", 1, "stop", "")]
    told = Entry.objects.filter(action="portfolio.gate.stop_not_followed").get()
    assert LAW in told.facts
    page = hvidovre.log_in(browser, HVIDOVRE, "head_of_digitalisation").get(
        reverse("portfolio:phases", args=[project.initiative.public_id])
    )
    assert page.context["goes_on"] == LAW
    assert LAW in page.content.decode()
    project.ask()
    assert project.gates()[-1] == ("idea", 2, "", "")


def test_whoever_leads_does_not_stop_it_either_but_completes_it(hvidovre: World) -> None:
    project = Project(hvidovre, HVIDOVRE, "state_model", law=LAW)
    head = keeper(hvidovre, HVIDOVRE)
    with pytest.raises(RefusedError, match="mandatory_is_not_stopped"):
        initiatives.end(project.now(), End.STOPPED, learned="", acting=head, at=NOW)
    initiatives.end(project.now(), End.COMPLETED, learned="", acting=head, at=NOW)
    assert project.now().end == "completed"


# --- a programme with open parts --------------------------------------------------------------------------
def test_a_programme_says_what_becomes_of_its_open_parts_before_somebody_decides(hvidovre: World) -> None:
    whole = programme(hvidovre)
    part(whole, "Skærme")
    part(whole, "Kurser")
    with pytest.raises(RefusedError) as refused:
        whole.ask_when_ready()
    assert refused.value.problem.code == "programme_says_what_of_its_parts"
    assert refused.value.problem.args == {"parts": "Kurser, Skærme"}
    assert not Matter.objects.exists()
    whole.ask(PartsThen.GO_ON)
    assert "Kurser, Skærme" in Matter.objects.get().description


def test_a_programme_that_no_gate_can_stop_is_not_asked(hvidovre: World) -> None:
    whole = programme(hvidovre, LAW)
    part(whole, "Skærme")
    assert whole.ask_when_ready().parts_then == ""


def test_parts_go_on_by_themselves_where_that_was_said(hvidovre: World) -> None:
    whole = programme(hvidovre)
    screens = part(whole, "Skærme")
    at_the_owner(whole, PartsThen.GO_ON)
    whole.do("project_owner", "stop", "For dyrt")
    whole.follow()
    screens.refresh_from_db()
    assert (whole.now().end, screens.end, screens.programme) == ("stopped", "", None)


def test_parts_are_stopped_with_it_where_that_was_said_also_after_rework(hvidovre: World) -> None:
    whole = programme(hvidovre)
    screens = part(whole, "Skærme")
    at_the_owner(whole, PartsThen.STOP)
    whole.do("project_owner", "rework", "Regn igen")
    whole.follow()
    whole.do("requester", "supplement")
    whole.check("project_office", "criteria", "project_basis", "risk_checklist")
    whole.do("project_owner", "stop", "For dyrt")
    whole.follow()
    screens.refresh_from_db()
    assert (whole.now().end, screens.end) == ("stopped", "stopped")
    assert screens.programme_id == whole.initiative.pk


def test_what_the_law_demands_is_not_stopped_with_its_programme(hvidovre: World) -> None:
    whole = programme(hvidovre)
    part(whole, "Skærme")
    part(whole, "Digital post", LAW)
    with pytest.raises(RefusedError) as refused:
        whole.ask_when_ready(PartsThen.STOP)
    assert refused.value.problem.code == "mandatory_parts_go_on"
    assert refused.value.problem.args == {"parts": "Digital post"}


def test_what_became_mandatory_since_goes_on_though_the_rest_is_stopped(hvidovre: World) -> None:
    whole = programme(hvidovre)
    screens, post = part(whole, "Skærme"), part(whole, "Digital post")
    at_the_owner(whole, PartsThen.STOP)
    Initiative.objects.filter(pk=post.pk).update(is_mandatory=True, legal_source=LAW)
    whole.do("project_owner", "stop", "For dyrt")
    whole.follow()
    for one in (screens, post):
        one.refresh_from_db()
    assert (screens.end, post.end, post.programme) == ("stopped", "", None)


def test_a_programme_that_is_done_leaves_its_open_parts_to_themselves(hvidovre: World) -> None:
    whole = programme(hvidovre)
    Initiative.objects.filter(pk=whole.initiative.pk).update(phase="realisation")
    screens = part(whole, "Skærme")
    whole.ask_when_ready(PartsThen.STOP)
    whole.check("project_office", "criteria", "benefit_report")
    whole.do("project_owner", "go")
    whole.follow()
    screens.refresh_from_db()
    assert (whole.now().end, screens.end, screens.programme) == ("completed", "", None)


def test_whoever_leads_a_programme_is_told_which_parts_are_open(hvidovre: World) -> None:
    whole = programme(hvidovre)
    part(whole, "Skærme")
    with pytest.raises(RefusedError) as refused:
        initiatives.end(whole.now(), End.STOPPED, learned="", acting=keeper(hvidovre, HVIDOVRE), at=NOW)
    assert refused.value.problem.args == {"title": "Ny vagtplan", "parts": "Skærme"}


def test_the_page_asks_and_refuses_to_go_on_without_an_answer(hvidovre: World, browser: Client) -> None:
    whole = programme(hvidovre)
    part(whole, "Skærme")
    whole.make_ready()
    head = hvidovre.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    where = reverse("portfolio:phases", args=[whole.initiative.public_id])
    form = head.get(where).context["ask_form"]
    assert form.fields["parts_then"].help_text == "Skærme"
    asked = head.post(reverse("portfolio:ask_for_gate", args=[whole.initiative.public_id]), {"a_amount": "1"})
    assert "parts_then" in asked.context["ask_form"].errors
