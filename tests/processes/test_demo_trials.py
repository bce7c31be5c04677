"""The example has tried the association's model beside a looser and a tighter one."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from tests.apps.conftest import django_db_setup, world  # noqa: F401 – the world of the applications
from tests.apps.world import ASSOCIATION, NOW, World
from tests.took import took

from samspil.apps.simulations.models import SimulationRun
from samspil.kit.jobs.running import run_next
from samspil.processes.demo import trials

pytestmark = pytest.mark.django_db


def tried(world: World) -> SimulationRun:  # noqa: F811 – the fixture
    def acting(_code: str, key: str, _on: date) -> Any:
        return world.acting(ASSOCIATION, key)

    cast: Any = SimpleNamespace(association=world.organisation(ASSOCIATION), acting=acting)
    trials.try_models(cast, NOW)
    with world.scope(ASSOCIATION):
        return SimulationRun.objects.get()


def test_the_first_page_one_opens_has_an_answer_and_no_worker_is_asked(world: World) -> None:  # noqa: F811
    run = tried(world)
    assert [one["sort"] for one in run.inputs["models"]] == ["today", "changed", ""]
    assert (run.state, run.runs, len(run.result["models"])) == ("done", 20, 3)
    as_is, looser, tighter = (one["total"] for one in run.result["models"])
    assert looser["median_days"]["mean"] < as_is["median_days"]["mean"]  # who meets more often waits less
    assert tighter["passes"]["mean"] < as_is["passes"]["mean"]  # where all must be with, less is carried
    while run_next("test", lambda: NOW):
        pass
    with world.scope(ASSOCIATION):
        assert SimulationRun.objects.get().runs == 20


def test_it_is_the_same_on_every_machine_and_quick(world: World) -> None:  # noqa: F811
    answers = []

    def again() -> None:
        answers.append(tried(world).result["digest"])
        with world.scope(ASSOCIATION):
            SimulationRun.objects.all().delete()

    assert took(again, 3) < 3
    again()
    assert len(set(answers)) == 1


def test_where_numpy_is_not_installed_the_example_does_without(
    world: World,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trials, "find_spec", lambda _: None)
    cast: Any = SimpleNamespace(association=world.organisation(ASSOCIATION), acting=None)
    trials.try_models(cast, NOW)
    with world.scope(ASSOCIATION):
        assert not SimulationRun.objects.exists()
