"""A comparison goes as a matter on its route, once, and stands as it was sent."""

from __future__ import annotations

from typing import Any

import pytest
from tests.apps.simulations.kept import kept
from tests.apps.world import ASSOCIATION, BY, NOW, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.parts.subjects import link_to
from samspil.apps.simulations.services.sending import send
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
COORDINATOR = "coordinator"


def compared(world: World, state: str = "done") -> SimulationRun:
    with world.scope(ASSOCIATION):
        return SimulationRun.objects.create(
            organisation=world.association, state=state, years=1, seed=1, runs=20, asked_at=BY.at,
            asked_by=world.people[ASSOCIATION, COORDINATOR], question="Hver måned?", **kept(),
        )  # fmt: skip


def matter(run: SimulationRun, kind: str = "way_of_governing") -> NewMatter:
    return NewMatter(kind=kind, title="Hvordan vi styrer", attributes={}, subject=run.public_id)


def sent(world: World, run: SimulationRun, **said: Any) -> SimulationRun:
    acting = world.acting(ASSOCIATION, COORDINATOR)
    with world.scope(ASSOCIATION):
        return send(run, matter(run, **said), acting=acting, at=NOW)


def test_it_begins_the_route_by_which_the_organisation_decides_how_it_governs(world: World) -> None:
    run = sent(world, compared(world))
    assert run.matter is not None
    with world.scope(ASSOCIATION):
        found = Matter.objects.get(public_id=run.matter)
        entry = Entry.objects.get(action="simulations.sent")
        about = link_to(world.acting(ASSOCIATION, COORDINATOR), run.public_id)
    assert (found.kind, found.step, found.subject) == ("way_of_governing", "heads", run.public_id)
    assert run.result["digest"] in entry.facts
    assert about is not None
    assert (about.name, about.url) == ("Hver måned?", f"/simulations/{run.public_id}/")


def test_it_is_sent_once(world: World) -> None:
    run = sent(world, compared(world))
    with pytest.raises(RefusedError) as refused:
        sent(world, run)
    assert refused.value.problem.code == "simulation_is_sent"


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_what_still_moves_is_not_sent(world: World, state: str) -> None:
    with pytest.raises(RefusedError) as refused:
        sent(world, compared(world, state))
    assert refused.value.problem.code == "simulation_is_under_way"


def test_another_kind_of_matter_does_not_carry_it(world: World) -> None:
    with pytest.raises(RefusedError) as refused:
        sent(world, compared(world), kind="portfolio_draft")
    assert refused.value.problem.code == "kind_of_another_nature"
