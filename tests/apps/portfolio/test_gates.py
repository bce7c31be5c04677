"""A gate is passed by a decision of the engine, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.portfolio.gates_ground import Project, acting, adopt_project_model
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.governance.models import Decision, Matter
from samspil.apps.governance.services.clocks import pass_time
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Criterion, Gate, Initiative, PhaseDocument
from samspil.apps.portfolio.services import gates, initiatives
from samspil.apps.portfolio.types import Asking, Form, NewInitiative
from samspil.core.governance.entries import Withdraw
from samspil.kit.journal.models import Entry
from samspil.processes.pass_gate import ask_for_gate, follow_all_gates


@pytest.fixture
def project(world: World) -> Iterator[Project]:
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    with world.scope(HVIDOVRE):
        yield Project(world, HVIDOVRE, "state_model")


@pytest.fixture
def herning(world: World) -> Iterator[Project]:
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    with world.scope(HVIDOVRE):
        yield Project(world, HVIDOVRE, "shared_model")


def new(**more: object) -> NewInitiative:
    return NewInitiative("Ny vagtplan", "", Form.PROJECT, **{"is_mandatory": False, **more})  # type: ignore[arg-type]


def test_an_initiative_enters_its_project_model_at_the_first_phase(project: Project) -> None:
    here = project.now()
    assert (here.phase, here.phase_since) == ("idea", TODAY)
    assert here.version is not None


def test_only_a_project_model_that_is_adopted_can_be_followed(project: Project) -> None:
    with pytest.raises(RefusedError, match="project_model_not_adopted"):
        initiatives.start(new(project_model="shared_model"), acting=project.leader, at=NOW)


def test_a_project_outside_the_model_says_why_and_is_seen_to_be_outside(project: Project) -> None:
    with pytest.raises(RefusedError, match="outside_model_needs_a_reason"):
        initiatives.start(new(), acting=project.leader, at=NOW)
    said = new(outside_model_because="Det er begyndt før modellen")
    outside = initiatives.start(said, acting=project.leader, at=NOW)
    assert (outside.phase, outside.outside_model_because) == ("", "Det er begyndt før modellen")
    with pytest.raises(RefusedError, match="outside_the_project_model"):
        ask_for_gate(outside, Asking(), acting=keeper(project.world, HVIDOVRE), at=NOW)


def test_a_line_task_needs_no_project_model_and_no_reason(project: Project) -> None:
    said = NewInitiative("Ny drift", "", Form.TASK, is_mandatory=False)
    assert initiatives.start(said, acting=project.leader, at=NOW).outside_model_because == ""


def test_where_no_project_model_is_adopted_nobody_asks_why(world: World) -> None:
    assert local(world, RODOVRE).project_model == ""


def test_a_gate_without_its_papers_is_refused_and_names_all_of_them(project: Project) -> None:
    with pytest.raises(RefusedError) as refused:
        project.ask()
    assert refused.value.problem.code == "gate_lacks_papers"
    named = "project_basis, risk_checklist, not_first, reuses, clear_value, divided, qualified"
    assert refused.value.problem.args == {"papers": named}
    assert not Matter.objects.filter(subject=project.initiative.public_id).exists()
    assert project.gates() == []


def test_a_criterion_that_is_not_met_stands_in_the_way(project: Project) -> None:
    project.make_ready()
    here = project.now()
    gates.answer(here, "reuses", "Vi bygger forfra", is_met=False, acting=project.leader, at=NOW)
    with pytest.raises(RefusedError) as refused:
        project.ask()
    assert refused.value.problem.args == {"papers": "reuses"}


def test_a_document_has_a_place_and_a_criterion_has_evidence(project: Project) -> None:
    here, head = project.now(), keeper(project.world, HVIDOVRE)
    with pytest.raises(RefusedError, match="document_needs_a_place"):
        gates.mark_ready(here, "project_basis", "  ", acting=head, at=NOW)
    with pytest.raises(RefusedError, match="not_of_this_phase"):
        gates.mark_ready(here, "business_case", "Sag 1", acting=head, at=NOW)
    with pytest.raises(RefusedError, match="gate_criterion_needs_evidence"):
        gates.answer(here, "reuses", " ", is_met=True, acting=head, at=NOW)
    with pytest.raises(RefusedError, match="not_of_this_phase"):
        gates.answer(here, "operations_involved", "Ja", is_met=True, acting=head, at=NOW)
    assert not PhaseDocument.objects.exists()
    assert not Criterion.objects.exists()


def test_a_document_that_is_moved_is_found_at_its_new_place(project: Project) -> None:
    here, head = project.now(), keeper(project.world, HVIDOVRE)
    for place in ("Sag 26/1", "Sag 26/2"):
        gates.mark_ready(here, "project_basis", place, acting=head, at=NOW)
    assert list(PhaseDocument.objects.values_list("place", flat=True)) == ["Sag 26/2"]
    assert Entry.objects.filter(action="portfolio.gate.document_ready").count() == 2


def test_who_does_not_lead_it_makes_nothing_ready_and_asks_for_nothing(project: Project) -> None:
    other = acting(project.world, HVIDOVRE, "project_owner")
    with pytest.raises(RefusedError, match="not_yours_to_lead"):
        gates.mark_ready(project.now(), "project_basis", "Sag 1", acting=other, at=NOW)
    with pytest.raises(RefusedError, match="not_yours_to_lead"):
        ask_for_gate(project.now(), Asking(), acting=other, at=NOW)


def test_a_gate_is_a_matter_about_the_initiative_of_the_models_own_kind(project: Project) -> None:
    project.ask_when_ready()
    matter = project.matter()
    assert (matter.kind, matter.subject, matter.title) == (
        "gate",
        project.initiative.public_id,
        "Ny vagtplan",
    )
    assert matter.attributes["phase"] == "idea"
    assert "Projektgrundlag med plan for analysefasen: Sag 26/1" in matter.description
    assert project.gates() == [("idea", 1, "", "")]


def test_it_is_asked_for_once_at_a_time(project: Project) -> None:
    project.ask_when_ready()
    with pytest.raises(RefusedError, match="gate_is_asked_for"):
        project.ask()
    assert Matter.objects.filter(kind="gate").count() == 1


def test_it_goes_on_when_it_is_decided_and_not_before(project: Project) -> None:
    project.ask_when_ready()
    assert project.follow() == 0
    assert project.now().phase == "idea"
    project.decide("go")
    assert project.now().phase == "analysis"
    assert project.gates() == [("idea", 1, "go", "analysis")]
    gate = Gate.objects.get()
    assert gate.decision is not None
    assert Decision.objects.get(public_id=gate.decision).outcome == "go"
    assert gate.decided_at == project.at


def test_following_again_changes_nothing(project: Project) -> None:
    project.ask_when_ready()
    project.decide("go")
    told = Entry.objects.count()
    assert project.follow() == 0
    gate = Gate.objects.get()
    assert gates.follow(gate, at=project.at) is False
    assert Entry.objects.count() == told
    assert project.now().phase == "analysis"


def test_it_is_sent_back_for_rework_and_then_passed(project: Project) -> None:
    project.ask_when_ready()
    project.decide("rework", "Gevinsten har ingen ejer")
    assert project.now().phase == "idea"
    assert project.gates() == [("idea", 1, "rework", ""), ("idea", 2, "", "")]
    project.do("requester", "supplement")
    project.decide("go")
    assert project.gates() == [("idea", 1, "rework", ""), ("idea", 2, "go", "analysis")]
    assert project.now().phase == "analysis"
    decisions = Gate.objects.order_by("pk").values_list("decision", flat=True)
    assert len(set(decisions)) == 2


def test_nothing_is_lost_when_nobody_followed_the_rework_before_it_was_passed(project: Project) -> None:
    project.ask_when_ready()
    project.check("project_office", "criteria", "project_basis", "risk_checklist")
    project.do("project_owner", "rework", "Gevinsten har ingen ejer")
    project.do("requester", "supplement")
    project.decide("go")
    assert project.gates() == [("idea", 1, "rework", ""), ("idea", 2, "go", "analysis")]


def test_a_pause_is_seen_until_it_is_resumed(project: Project) -> None:
    project.ask_when_ready()
    project.decide("pause", "Leverandøren er forsinket")
    assert project.now().is_paused
    assert project.follow() == 0
    project.do("requester", "resume")
    assert project.follow() == 1
    assert not project.now().is_paused
    project.decide("go")
    assert project.gates() == [("idea", 1, "pause", ""), ("idea", 2, "go", "analysis")]


def test_the_days_of_a_pause_are_taken_off_the_rhythm_of_reports(project: Project) -> None:
    project.ask_when_ready()
    project.decide("pause", "Leverandøren er forsinket")
    started, paused = timezone.localdate(project.now().started_at), project.at
    assert project.now().paused_on == timezone.localdate(paused)
    project.at += timedelta(days=30)
    project.do("requester", "resume")
    project.follow()
    here = project.now()
    rested = timezone.localdate(project.at) - timezone.localdate(paused)
    assert (here.paused_on, here.reports_from) == (None, started + rested)


def test_stop_ends_it(project: Project) -> None:
    project.ask_when_ready()
    project.decide("stop", "Gevinsten er der ikke")
    here = project.now()
    assert (here.end, here.ended_on, here.phase) == ("stopped", project.at.date(), "idea")
    with pytest.raises(RefusedError, match="initiative_is_over"):
        project.ask()


def test_what_is_withdrawn_was_not_decided_and_can_be_asked_for_again(project: Project) -> None:
    project.ask_when_ready()
    leader = project.leader
    move(project.matter(), Withdraw(leader.actor, "Ikke færdig", project.at), acting=leader)
    assert project.follow() == 1
    assert project.gates() == [("idea", 1, "lapsed", "")]
    assert (project.now().phase, project.now().end) == ("idea", "")
    project.ask()
    project.decide("go")
    assert project.gates()[-1] == ("idea", 2, "go", "analysis")


def test_a_pause_that_lasts_too_long_lapses_and_it_rests_until_it_is_asked_for_again(
    project: Project,
) -> None:
    project.ask_when_ready()
    project.decide("pause", "Leverandøren er forsinket")
    project.at += timedelta(days=200)
    list(pass_time(project.initiative.organisation_id, project.at, project.at.date()))
    assert project.follow() == 1
    assert project.gates() == [("idea", 1, "pause", ""), ("idea", 2, "lapsed", "")]
    assert project.now().is_paused
    project.ask()
    assert not project.now().is_paused


def test_the_last_gate_completes_it(project: Project) -> None:
    for _phase in ("idea", "analysis", "implementation", "realisation"):
        project.ask_when_ready()
        project.decide("go")
    here = project.now()
    assert (here.end, here.phase) == ("completed", "realisation")
    assert [one[3] for one in project.gates()] == ["analysis", "implementation", "realisation", ""]


def test_a_pilot_that_has_been_through_its_phases_tells_what_it_taught(world: World) -> None:
    adopt_project_model(world, HVIDOVRE, "light_pilots", "pilot_gate")
    with world.scope(HVIDOVRE):
        pilot = Project(world, HVIDOVRE, "pilots")
        for _phase in range(3):
            pilot.ask_when_ready()
            pilot.decide("go")
        assert (pilot.now().end, pilot.now().learned) == ("completed", "Det viste vi\nDet viste vi")


def through(herning: Project, **said: Any) -> None:
    """A gate of Herning's: the process consultant checks, the owner decides."""
    herning.ask_when_ready(leader_trained=True, new_appropriation=False, **said)
    phase = herning.now().phase
    documents = PhaseDocument.objects.filter(phase=phase).values_list("document", flat=True)
    herning.check("process_consultant", *documents)
    herning.do("project_owner", "go")
    herning.follow()


def test_the_procurement_phase_is_skipped_when_nothing_is_bought(herning: Project) -> None:
    through(herning, buys=False)
    through(herning)
    assert herning.now().phase == "implementation"
    assert herning.gates() == [("idea", 1, "go", "analysis"), ("analysis", 1, "go", "implementation")]


def test_and_is_there_when_something_is(herning: Project) -> None:
    through(herning, buys=True)
    through(herning)
    assert herning.now().phase == "procurement"


def test_what_the_gate_asks_for_and_nobody_has_said_is_refused_by_the_engine(herning: Project) -> None:
    with pytest.raises(RefusedError, match="missing_attribute"):
        herning.ask_when_ready(buys=False)
    assert herning.gates() == []
    assert herning.now().facts == {}


@pytest.mark.parametrize("outcome", ["go", "rework", "pause", "stop"])
def test_the_database_lets_nobody_pass_a_gate_without_a_decision(project: Project, outcome: str) -> None:
    gate = project.ask_when_ready()
    with pytest.raises(IntegrityError), transaction.atomic():
        Gate.objects.filter(pk=gate.pk).update(outcome=outcome, decided_at=NOW)
    Gate.objects.filter(pk=gate.pk).update(outcome=outcome, decided_at=NOW, decision=uuid4())


def test_the_database_lets_nothing_but_go_lead_to_a_phase(project: Project) -> None:
    gate = project.ask_when_ready()
    with pytest.raises(IntegrityError), transaction.atomic():
        Gate.objects.filter(pk=gate.pk).update(to_phase="analysis")


def test_the_worker_follows_the_gates_of_every_organisation(project: Project) -> None:
    project.ask_when_ready()
    project.check("project_office", "criteria", "project_basis", "risk_checklist")
    project.do("project_owner", "go")
    assert follow_all_gates(project.at) == 1
    assert project.now().phase == "analysis"


def test_what_cannot_be_followed_stops_no_other(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    second = Project(project.world, HVIDOVRE, "state_model")
    for one in (project, second):
        one.ask_when_ready()
        one.check("project_office", "criteria", "project_basis", "risk_checklist")
        one.do("project_owner", "go")
    Initiative.objects.filter(pk=project.initiative.pk).update(project_model="gone")
    assert second.follow() == 1
    assert second.now().phase == "analysis"
    assert "could not be followed" in caplog.text


def test_the_journal_is_told_of_each_step_without_what_people_wrote(project: Project) -> None:
    project.ask_when_ready()
    project.decide("go")
    told = [one.action for one in Entry.objects.filter(action__startswith="portfolio.gate").order_by("pk")]
    assert told[-2:] == ["portfolio.gate.asked_for", "portfolio.gate.decided"]
    facts = "".join(Entry.objects.filter(action__startswith="portfolio.gate").values_list("facts", flat=True))
    assert "Det viste vi" not in facts


def test_gates_that_nothing_came_of_cost_one_question_together(project: Project) -> None:
    for one in (project, Project(project.world, HVIDOVRE, "state_model")):
        one.ask_when_ready()
    with CaptureQueriesContext(connection) as asked:
        assert project.follow() == 0
    assert len(asked) == 2
