"""A question is kept with all it was made of, made surer by a worker, and can be asked again to the byte."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from tests.apps.governance.at_time import brought, purchase
from tests.apps.simulations.asking_about import COORDINATOR, MONTHLY, asked, question
from tests.apps.simulations.conftest import FIRST, SURER
from tests.apps.simulations.kept import kept
from tests.apps.world import ASSOCIATION, BY, HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.selectors.access import access_run
from samspil.apps.simulations.services import playing
from samspil.apps.simulations.services.asking import answer_first
from samspil.apps.simulations.services.working_out import shared_again
from samspil.apps.simulations.types import OWN, ForumChange
from samspil.core.simulation.loop import running
from samspil.core.simulation.told import as_data
from samspil.core.simulation.trial import Trial
from samspil.kit.jobs import progress
from samspil.kit.jobs.running import run_next
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_told() -> None:
    cache.clear()


def worked(world: World, run: SimulationRun) -> SimulationRun:
    while run_next("test", lambda: NOW):
        pass
    with world.scope(ASSOCIATION):
        return SimulationRun.objects.get(pk=run.pk)


def test_what_is_kept_gives_the_same_answer_to_the_byte(world: World) -> None:
    run = asked(world, question("storkoebenhavn_association", "tight_association", changes=MONTHLY))
    trial = Trial(shared_again(run.inputs, run.files).cases, run.years, run.seed, running)
    for _play in range(run.runs):
        trial.play()
    assert as_data(trial) == run.result
    assert [one["sort"] for one in run.inputs["models"]] == ["", "changed", ""]


def test_a_worker_makes_it_surer_on_the_same_luck(world: World) -> None:
    run = asked(world, question())
    assert (run.state, run.runs) == ("waiting", FIRST)
    after = worked(world, run)
    assert (after.state, after.runs, after.result["runs"]) == ("done", SURER, SURER)
    assert after.result["digest"] != run.result["digest"]


def test_that_it_was_asked_stands_in_the_journal(world: World) -> None:
    run = asked(world, question())
    with world.scope(ASSOCIATION):
        entry = Entry.objects.get(action="simulations.asked")
    assert entry.subject_id == str(run.public_id)
    assert f'"{run.inputs["models"][0]["digest"]}"' in entry.facts


def test_who_has_had_enough_stops_it_and_keeps_the_answer(world: World) -> None:
    run = asked(world, question())
    acting = world.acting(ASSOCIATION, COORDINATOR)
    with world.scope(ASSOCIATION):
        playing.stop(run, acting=acting, at=NOW)
    after = worked(world, run)
    assert (after.state, after.runs) == ("stopped", FIRST)
    with world.scope(ASSOCIATION), pytest.raises(RefusedError) as refused:
        playing.stop(after, acting=acting, at=NOW)
    assert refused.value.problem.code == "simulation_is_over"


def test_a_worker_that_is_at_it_stops_at_the_next_play(world: World) -> None:
    run = asked(world, question())
    progress.stop(str(run.public_id))
    after = worked(world, run)
    assert (after.state, after.runs) == ("stopped", FIRST)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"years": 2}, "years_to_try"),
        ({"models": ()}, "no_model_to_try"),
        ({"models": tuple("abcde"), "changes": MONTHLY}, "too_many_models_to_try"),
        ({"workload": "nowhere"}, "no_such_workload"),
        ({"workload": OWN}, "nothing_came_to_count"),
        ({"changes": (ForumChange("no_such_forum", agenda=5),)}, "no_such_forum_to_change"),
        ({"models": ("light_pilots",)}, "nothing_alike_to_try"),
    ],
)
def test_what_cannot_be_tried_is_refused(world: World, said: dict[str, Any], code: str) -> None:
    acting = world.acting(ASSOCIATION, COORDINATOR)
    new = question("storkoebenhavn_association")
    new = type(new)(**{**{name: getattr(new, name) for name in new.__slots__}, **said})
    with world.scope(ASSOCIATION), pytest.raises(RefusedError) as refused:
        answer_first(new, acting=acting, at=NOW)
    assert refused.value.problem.code == code


def test_whoever_may_not_draft_may_not_try(world: World) -> None:
    acting = world.acting(HVIDOVRE, "employee")
    with world.scope(HVIDOVRE), pytest.raises(RefusedError) as refused:
        answer_first(question("gladsaxe_network", workload="purchases"), acting=acting, at=NOW)
    assert refused.value.problem.code == "not_yours_to_try"


def test_like_our_last_twelve_months_is_counted_in_our_own_matters(world: World) -> None:
    for number in range(3):
        brought(world, purchase(title=f"Ønske {number}"))
    acting = world.acting(HVIDOVRE, "head_of_digitalisation")
    with world.scope(HVIDOVRE):
        new = question("jammerbugt_purchase_screening", workload=OWN)
        found, _answer = answer_first(new, acting=acting, at=NOW + timedelta(days=1))
    assert found.inputs["counted"]["matters"] == {"purchase_request": 3}
    workload = json.loads(found.files["workload"])
    assert workload["arrivals"]["purchase_request"]["per_year"] == "3"
    # Six steps, three forums and the experts are assumed; the whole, the working day and what came are not.
    assert found.inputs["sources"] == {"assumed": 10, "all": 13}


def test_what_another_has_tried_is_not_there(world: World) -> None:
    with world.scope(HVIDOVRE):
        owner = world.organisation(HVIDOVRE).pk
        run = SimulationRun.objects.create(
            organisation_id=owner, state="done", years=1, seed=1, runs=20, asked_at=BY.at,
            asked_by=world.people[HVIDOVRE, "employee"], **kept(),
        )  # fmt: skip
        assert access_run(world.acting(HVIDOVRE, "employee"), run.public_id) == run
    acting = world.acting(RODOVRE, "head_of_digitalisation")
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_run(acting, run.public_id)


def no_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samspil.apps.simulations.services.installed.find_spec", lambda _: None)


def test_without_numpy_whoever_asks_is_told_what_to_install(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_numpy(monkeypatch)
    with pytest.raises(RefusedError) as refused:
        asked(world, question())
    assert refused.value.problem.code == "simulation_needs_numpy"


def test_a_worker_without_numpy_says_so_and_keeps_the_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = asked(world, question())
    no_numpy(monkeypatch)
    after = worked(world, run)
    assert (after.state, after.runs) == ("failed", FIRST)
    assert [one["code"] for one in after.stopped_because] == ["simulation_needs_numpy"]
