"""Looking further into a comparison: kept, answered by a worker, and answered so again to the byte."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from tests.apps.simulations.asking_about import COORDINATOR, MONTHLY, asked, question
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.services.asking import put_in_line
from samspil.apps.simulations.services.further import Vary, in_step, variants, what_helps
from samspil.apps.simulations.services.looking import trials_of
from samspil.apps.simulations.services.working_out import shared_again
from samspil.core.simulation.loop import running
from samspil.core.simulation.told import as_data
from samspil.core.simulation.trial import Trial
from samspil.kit.jobs import progress
from samspil.kit.jobs.running import run_next
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
MANY = 1
VARIED = (Vary("agenda", "board", ("1", "0")),)


@pytest.fixture(autouse=True)
def _nothing_is_told() -> None:
    cache.clear()


def looked(world: World, about: SimulationRun, ask: Any, *said: Any) -> SimulationRun:
    """Asked, and answered by a worker."""
    acting = world.acting(ASSOCIATION, COORDINATOR)
    with world.scope(ASSOCIATION):
        public_id = put_in_line(ask(about, 0, *said, acting=acting, at=NOW), acting=acting, at=NOW)
    worked()
    with world.scope(ASSOCIATION):
        return SimulationRun.objects.get(public_id=public_id)


def worked() -> None:
    while run_next("test", lambda: NOW):
        pass


def again(row: SimulationRun) -> dict[str, Any]:
    """The answer, worked out once more of what was kept."""
    trials, told = trials_of(row, running)
    for _play in range(row.runs):
        for at in range(len(trials)):
            trials.play(at)
    return told(trials)


def test_what_helps_is_told_with_the_line_of_the_model(world: World) -> None:
    row = looked(world, asked(world, question()), what_helps)
    assert (row.sort, row.state, row.runs) == ("helps", "done", MANY)
    assert [one["forum"] for one in row.result["waiting"]] == ["board", "digital_heads"]
    text = row.files["models"][0]["files"]
    for one in (*row.result["waiting"], *row.result["tried"]):
        key, _, name = one["line"]["file"].partition("/")
        assert text[key][name].splitlines()[one["line"]["line"] - 1].strip()
    assert {one["what"] for one in row.result["tried"]} == {"item", "meeting", "consent"}
    assert again(row) == row.result


def test_every_combination_is_tried_and_what_no_model_can_be_says_why(world: World) -> None:
    row = looked(world, asked(world, question()), variants, VARIED)
    as_is, short, none = row.result["rows"]
    assert (as_is["chosen"], as_is["differences"]) == ([], {})
    assert short["chosen"] == [{"sort": "agenda", "subject": "board", "value": "1"}]
    apart = short["total"]["lead_days"]["mean"] - as_is["total"]["lead_days"]["mean"]
    assert short["differences"]["lead_days"]["mean"] == pytest.approx(apart, abs=1e-5)
    assert apart > 0
    assert [one["code"] for one in none["problems"]] == ["out_of_range"]
    assert (none["total"], none["on_frontier"]) == ({}, False)
    assert again(row) == row.result


def test_meetings_in_step_come_as_one_model_more_and_the_comparison_stays(world: World) -> None:
    about = asked(world, question())
    row = looked(world, about, in_step)
    assert [one["sort"] for one in row.inputs["models"]] == ["", "in_step"]
    assert len(row.result["models"]) == 2
    found = row.inputs["in_step"]["found"]
    assert found["days_then"] < found["days_now"]
    assert {one["key"] for one in found["forums"] if one["moves"]} <= {"board", "digital_heads"}
    trial = Trial(shared_again(row.inputs, row.files).cases, row.years, row.seed, running)
    for _play in range(row.runs):
        trial.play()
    assert as_data(trial) == row.result
    with world.scope(ASSOCIATION):
        assert len(SimulationRun.objects.get(pk=about.pk).inputs["models"]) == 1


def test_the_journal_says_what_was_looked_for(world: World) -> None:
    about, acting = asked(world, question()), world.acting(ASSOCIATION, COORDINATOR)
    with world.scope(ASSOCIATION):
        put_in_line(what_helps(about, 0, acting=acting, at=NOW), acting=acting, at=NOW)
    with world.scope(ASSOCIATION):
        facts = [one.facts for one in Entry.objects.filter(action="simulations.asked").order_by("pk")]
    assert ['"sort":"helps"' in one.replace(" ", "") for one in facts] == [False, True]


def test_who_has_had_enough_stops_it_before_anything_is_known(world: World) -> None:
    about, acting = asked(world, question()), world.acting(ASSOCIATION, COORDINATOR)
    worked()
    with world.scope(ASSOCIATION):
        public_id = put_in_line(what_helps(about, 0, acting=acting, at=NOW), acting=acting, at=NOW)
    progress.stop(str(public_id))
    worked()
    with world.scope(ASSOCIATION):
        row = SimulationRun.objects.get(public_id=public_id)
    assert (row.state, row.runs, row.result) == ("stopped", 0, {})


def test_what_was_changed_already_is_not_looked_into(world: World) -> None:
    about, acting = asked(world, question(changes=MONTHLY)), world.acting(ASSOCIATION, COORDINATOR)
    for of in (1, 2):
        with world.scope(ASSOCIATION), pytest.raises(NotFoundError):
            what_helps(about, of, acting=acting, at=NOW)


def test_a_comparison_of_five_takes_no_more(world: World) -> None:
    about, acting = asked(world, question()), world.acting(ASSOCIATION, COORDINATOR)
    about.inputs["models"] *= 5
    with world.scope(ASSOCIATION), pytest.raises(RefusedError) as refused:
        in_step(about, 0, acting=acting, at=NOW)
    assert refused.value.problem.code == "too_many_models_to_try"


@pytest.mark.parametrize(
    ("varied", "code"),
    [
        ((), "nothing_to_vary"),
        ((Vary("agenda", "board", tuple(map(str, range(1, 41)))),), "too_many_variants"),
    ],
)
def test_what_cannot_be_varied_is_refused(world: World, varied: tuple[Vary, ...], code: str) -> None:
    about, acting = asked(world, question()), world.acting(ASSOCIATION, COORDINATOR)
    with world.scope(ASSOCIATION), pytest.raises(RefusedError) as refused:
        variants(about, 0, varied, acting=acting, at=NOW)
    assert refused.value.problem.code == code


def test_whoever_may_not_try_may_not_look_further(world: World) -> None:
    about, acting = asked(world, question()), world.acting(HVIDOVRE, "employee")
    with world.scope(HVIDOVRE), pytest.raises(RefusedError) as refused:
        what_helps(about, 0, acting=acting, at=NOW)
    assert refused.value.problem.code == "not_yours_to_try"
