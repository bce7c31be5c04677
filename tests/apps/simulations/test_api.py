"""Simulations for machines: by the same doors as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from tests.apps.api.conftest import Machine, token_for
from tests.apps.simulations.conftest import FIRST
from tests.apps.world import ASSOCIATION, HVIDOVRE, World

pytestmark = pytest.mark.django_db
ASKED = {
    "models": ["storkoebenhavn_association"],
    "workload": "association",
    "years": 1,
    "question": "Plads til fem?",
    "changes": [{"forum": "board", "agenda": 5}],
}


def machine(world: World, code: str = ASSOCIATION, role: str = "coordinator") -> Machine:
    return Machine(token_for(world, code, role))


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_question_is_answered_listed_and_read_again(world: World) -> None:
    asks = machine(world)
    made = told(asks.post("/simulations", ASKED), 201)
    assert (made["plays"], made["state"], made["seed"]) == (FIRST, "waiting", 1)
    as_is, changed = made["models"]
    assert (as_is["changed"], changed["changed"]) == (False, True)
    assert as_is["differences"] == {}
    apart = changed["differences"]["lead_days"]["mean"]
    means = [one["figures"]["lead_days"]["mean"] for one in made["models"]]
    assert apart == pytest.approx(means[1] - means[0], abs=1e-5)
    del made["asked_at"]  # to the microsecond here, to the millisecond there
    again = told(asks.get(f"/simulations/{made['id']}"))
    assert {name: again[name] for name in made} == made
    (line,) = told(asks.get("/simulations"))["items"]
    del line["asked_at"]
    assert line == {name: made[name] for name in line}


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"models": []}, 422),
        ({"years": 11}, 422),
        ({"years": 2}, 409),
        ({"workload": "nowhere"}, 409),
        ({"changes": [{"forum": "nobody", "agenda": 1}]}, 409),
    ],
)
def test_what_cannot_be_tried_is_refused(world: World, wrong: dict[str, Any], status: int) -> None:
    told(machine(world).post("/simulations", {**ASKED, **wrong}), status)


def test_what_one_may_not_see_is_not_there(world: World) -> None:
    told(
        machine(world, HVIDOVRE, "head_of_digitalisation").post(
            "/simulations", {**ASKED, "models": [str(0)]}
        ),
        404,
    )
