"""What was decided takes effect in the same request, once; no decision fails because of what follows."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet
from tests.apps.portfolio.deciding import decide, draft_matter
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.selectors import subjects
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter
from samspil.apps.portfolio.models import ActivityPlan, ChangeRequest, Scenario
from samspil.apps.portfolio.services import gates
from samspil.apps.portfolio.types import ScenarioState
from samspil.kit.journal.models import Entry
from samspil.processes.adopt_activity_plan import adopt_decided_plans
from samspil.processes.follow_changes import follow_all_changes
from samspil.processes.follow_decision import follow_decision
from samspil.processes.make_scenario_real import make_decided_real
from samspil.processes.pass_gate import follow_all_gates

LATER = NOW + timedelta(hours=2)
# What happens at a commit happens inside this; tests are never committed by themselves.
Request = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]


@pytest.fixture
def request_(django_capture_on_commit_callbacks: Request) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def project(world: World) -> Iterator[Project]:
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    with world.scope(HVIDOVRE):
        found = Project(world, HVIDOVRE, "state_model")
        found.ask_when_ready()
        yield found


def checked(project: Project) -> None:
    phase = "idea"
    documents = [one.document for one in project.now().documents.filter(phase=phase)]
    project.check("project_office", "criteria", *documents)


def brought(world: World, new: NewMatter) -> UUID:
    """A matter about something of Rødovre's portfolio is on its way."""
    with world.scope(RODOVRE):
        matter: UUID = bring(new, acting=keeper(world, RODOVRE), at=NOW).public_id
    return matter


def test_a_gate_that_is_passed_changes_the_phase_before_the_answer_is_shown(
    project: Project, request_: Any
) -> None:
    checked(project)
    with request_():
        project.do("project_owner", "go")
    assert project.now().phase == "analysis"


def test_what_took_effect_at_once_takes_effect_once(project: Project, request_: Any) -> None:
    checked(project)
    with request_() as asked:
        project.do("project_owner", "go")
    for again in asked:
        again()
    assert follow_decision(project.initiative.organisation_id, project.matter().public_id, project.at) == 0
    assert follow_all_gates(project.at) == 0
    assert [one[2] for one in project.gates()] == ["go"]
    assert Entry.objects.filter(action="portfolio.gate.decided").count() == 1


def test_without_it_the_phase_waits_for_the_workers_round(
    project: Project, request_: Any, settings: Any
) -> None:
    """The control: it is the process that the setting names that makes it happen at once."""
    settings.SAMSPIL_FOLLOW_DECISION = f"{__name__}.nothing_follows"
    checked(project)
    with request_():
        project.do("project_owner", "go")
    assert project.now().phase == "idea"
    assert follow_all_gates(project.at) == 1
    assert project.now().phase == "analysis"


def nothing_follows(*_: Any) -> int:
    return 0


def fails(*_: Any, **__: Any) -> int:
    raise RuntimeError("the disk is full")


def test_a_decision_stands_whatever_fails_of_what_follows(
    project: Project, request_: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    checked(project)
    monkeypatch.setattr("samspil.processes.follow_decision.follow", fails)
    with caplog.at_level(logging.ERROR), request_():
        project.do("project_owner", "go")
    assert project.matter().result == "approved"
    assert "could not be carried out at once" in caplog.text
    assert project.now().phase == "idea"
    assert follow_all_gates(project.at) == 1


def test_a_step_on_the_way_changes_nothing(project: Project, request_: Any) -> None:
    with request_():
        checked(project)
    assert (project.now().phase, project.gates()) == ("idea", [("idea", 1, "", "")])


def test_a_plan_is_adopted_and_a_draft_made_real_by_the_decision_itself(world: World, request_: Any) -> None:
    with world.scope(RODOVRE):
        owner = world.organisation(RODOVRE)
        plan = ActivityPlan.objects.create(organisation=owner, year=2026, name="2026")
        draft = Scenario.objects.create(
            organisation=owner, name="Senere", made_by=keeper(world, RODOVRE).person,
            made_at=NOW, state=ScenarioState.SENT.value,
        )  # fmt: skip
        plan.matter = brought(world, draft_matter(plan.public_id))
        draft.matter = brought(world, draft_matter(draft.public_id))
        plan.save()
        draft.save()
    with request_():
        decide(world, plan.matter, "approve")
        decide(world, draft.matter, "approve")
    with world.scope(RODOVRE):
        plan.refresh_from_db()
        draft.refresh_from_db()
        assert plan.adopted_on == NOW.date()
        assert draft.state == ScenarioState.MADE_REAL.value
    assert (adopt_decided_plans(LATER), make_decided_real(LATER)) == (0, 0)


def test_a_no_adopts_nothing_and_is_written_beside_the_change(world: World, request_: Any) -> None:
    mine = local(world, RODOVRE)
    with world.scope(RODOVRE):
        change = ChangeRequest.objects.create(
            organisation=world.organisation(RODOVRE), initiative=mine, title="Senere", why="x",
            proposed_at=NOW, matter=brought(world, draft_matter(mine.public_id)),
        )  # fmt: skip
    with request_():
        decide(world, change.matter or mine.public_id, "reject")
    with world.scope(RODOVRE):
        change.refresh_from_db()
        assert change.result == "rejected"
    assert follow_all_changes(LATER) == 0


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """The request and the worker follow one decision at the same moment, in transactions of their own."""

    def follow(self, world: World, settings: Any, before: Callable[[], None]) -> list[Any]:
        settings.SAMSPIL_FOLLOW_DECISION = f"{__name__}.nothing_follows"
        adopt_project_model(world, HVIDOVRE, "state_project_model")
        with world.scope(HVIDOVRE):
            project = Project(world, HVIDOVRE, "state_model")
            project.ask_when_ready()
            checked(project)
            project.do("project_owner", "go")
            matter = project.matter().public_id
        before()
        organisation, gate, answers = world.organisation(HVIDOVRE).pk, threading.Barrier(2), [-1, -1]

        def act(number: int) -> None:
            try:
                connection.ensure_connection()
                gate.wait(10)
                answers[number] = follow_decision(organisation, matter, project.at)
            finally:
                connection.close()

        threads = [threading.Thread(target=act, args=[number]) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        with world.scope(HVIDOVRE):
            assert project.now().phase == "analysis"
        return sorted(answers)

    def test_one_of_them_follows_it(self, world: World, settings: Any) -> None:
        assert self.follow(world, settings, lambda: None) == [0, 1]
        with world.scope(HVIDOVRE):
            assert Entry.objects.filter(action="portfolio.gate.decided").count() == 1

    def test_without_the_lock_both_try(
        self,
        world: World,
        settings: Any,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """The control: nothing but the initiative's row, held, keeps the second from deciding it again."""
        both, really = threading.Barrier(2), subjects.how_it_went

        def read(matter: UUID) -> Any:
            went = really(matter)
            both.wait(10)
            return went

        def take_the_lock_away() -> None:
            monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
            monkeypatch.setattr(gates, "how_it_went", read)
            monkeypatch.setattr(gates, "tell", told.append)
            monkeypatch.setattr(
                "samspil.processes.follow_decision.follow",
                gates.follow.__wrapped__,  # type: ignore[attr-defined]
            )

        decided: list[str] = []
        told = _Told(decided)
        answers = self.follow(world, settings, take_the_lock_away)
        failed = caplog.text.count("could not be carried out at once")
        assert decided.count("gate.decided") + failed == 2, (answers, decided, caplog.text)


class _Told:
    """Counts what the journal would have been told."""

    def __init__(self, found: list[str]) -> None:
        self.found = found

    def append(self, _initiative: Any, action: str, *_: Any, **__: Any) -> None:
        self.found.append(action)
