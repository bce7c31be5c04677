"""Simulations for machines: by the same doors as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from tests.apps.api.conftest import Machine, token_for
from tests.apps.simulations.conftest import FIRST
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, World

from samspil.apps.simulations.models import SimulationRun
from samspil.kit.jobs.running import run_next

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


def compared(asks: Machine) -> str:
    return str(told(asks.post("/simulations", {**ASKED, "changes": []}), 201)["id"])


def worked() -> None:
    while run_next("test", lambda: NOW):
        pass


def test_what_would_help_is_asked_for_listed_and_read_once_a_worker_has_found_it(world: World) -> None:
    asks = machine(world)
    about = compared(asks)
    made = told(asks.post(f"/simulations/{about}/further", {"what": "helps"}), 201)
    assert (made["what"], made["model"], made["state"], made["plays"]) == ("helps", 0, "waiting", 0)
    assert (made["waiting"], made["remedies"], made["variants"], made["digest"]) == ([], [], [], "")
    worked()
    found = told(asks.get(f"/simulations/{about}/further/{made['id']}"))
    assert (found["state"], found["variants"]) == ("done", [])
    assert {one["forum"] for one in found["waiting"]} == {"board", "digital_heads"}
    assert {one["what"] for one in found["remedies"]} == {"item", "meeting", "consent"}
    assert all(one["changes"] and one["line"]["line"] > 0 for one in found["remedies"])
    with world.scope(ASSOCIATION):
        assert found["digest"] == SimulationRun.objects.get(public_id=made["id"]).result["digest"]
    (line,) = told(asks.get(f"/simulations/{about}/further"))["items"]
    assert (line["id"], line["what"], line["state"]) == (made["id"], "helps", "done")
    assert [one["id"] for one in told(asks.get("/simulations"))["items"]] == [about]


def test_every_combination_is_told_and_what_no_model_can_be_says_why(world: World) -> None:
    asks = machine(world)
    about = compared(asks)
    said = {"what": "vary", "forums": [{"forum": "board", "agendas": [2], "rules": ["majority"]}]}
    made = told(asks.post(f"/simulations/{about}/further", said), 201)
    worked()
    rows = told(asks.get(f"/simulations/{about}/further/{made['id']}"))["variants"]
    assert [[(one["sort"], one["value"]) for one in row["chosen"]] for row in rows] == [
        [],
        [("rule", "majority")],
        [("agenda", "2")],
        [("agenda", "2"), ("rule", "majority")],
    ]
    apart = rows[2]["figures"]["lead_days"]["mean"] - rows[0]["figures"]["lead_days"]["mean"]
    assert rows[2]["differences"]["lead_days"]["mean"] == pytest.approx(apart, abs=1e-5)


def test_meetings_in_step_are_a_comparison_of_their_own(world: World) -> None:
    asks = machine(world)
    made = told(asks.post(f"/simulations/{compared(asks)}/further", {"what": "in_step"}), 201)
    assert made["what"] == "in_step"
    assert told(asks.get(f"/simulations/{made['id']}"))["meetings"] == []
    worked()
    found = told(asks.get(f"/simulations/{made['id']}"))
    assert [one["in_step"] for one in found["models"]] == [False, True]
    assert {one["forum"] for one in found["meetings"] if one["moves"]} <= {"board", "digital_heads"}
    assert all((one["now"] != one["then"]) == one["moves"] for one in found["meetings"])


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"what": "nothing"}, 422, "not_valid"),
        ({"what": "vary"}, 409, "nothing_to_vary"),
        ({"what": "vary", "forums": [{"forum": "board", "agendas": [0]}]}, 422, "not_valid"),
        ({"what": "vary", "forums": [{"forum": "nobody", "agendas": [3]}]}, 409, "no_such_forum_to_vary"),
        ({"what": "vary", "joint": [{"rule": "nothing", "members": [3]}]}, 409, "no_such_joint_rule"),
        (
            {
                "what": "vary",
                "forums": [{"forum": "board", "agendas": [3, 4, 5, 6, 7, 8], "papers_days": [2, 3, 4, 5, 6]}],
            },
            409,
            "too_many_variants",
        ),
        ({"what": "helps", "model": 3}, 404, "not_found"),
    ],
)
def test_what_cannot_be_looked_into_is_refused(
    world: World, wrong: dict[str, Any], status: int, code: str
) -> None:
    asks = machine(world)
    assert told(asks.post(f"/simulations/{compared(asks)}/further", wrong), status)["code"] == code


def test_who_may_not_try_may_not_look_further_and_what_is_another_s_is_not_there(world: World) -> None:
    asks = machine(world)
    about, other = compared(asks), compared(asks)
    made = told(asks.post(f"/simulations/{about}/further", {"what": "helps"}), 201)
    told(asks.get(f"/simulations/{other}/further/{made['id']}"), 404)
    told(asks.get(f"/simulations/{made['id']}/further"), 404)
    told(asks.get(f"/simulations/{about}/further/{about}"), 404)
    member = machine(world, HVIDOVRE, "head_of_digitalisation")
    told(member.get(f"/simulations/{about}/further"), 404)
    told(member.post(f"/simulations/{about}/further", {"what": "helps"}), 404)
