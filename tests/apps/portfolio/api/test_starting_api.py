"""Other systems start initiatives, plan them and give a common plan out, by the rules of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.apps.api.conftest import Machine
from tests.apps.portfolio.ground import programme
from tests.apps.world import HVIDOVRE, RODOVRE, SOLROD, TODAY, World

from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
HEAD = "head_of_digitalisation"
STARTED = {"title": "Vagtplan i Ældre", "form": "project", "purpose": "Bedre planlægning"}
WHOLE = {
    **STARTED,
    "form": "pilot",
    "hypothesis": "Færre vikarer",
    "areas": ["Ældre"],
    "kle": ["27.36.12"],
    "starts_on": "2026-04-01",
    "ends_on": "2026-12-01",
    "cost": {"amount": "250000.00"},
    "effort_days": "12.5",
}


def problem(answer: Any) -> tuple[int, str]:
    assert answer["content-type"] == "application/problem+json", answer.content
    return answer.status_code, answer.json()["code"]


def test_what_is_started_keeps_its_first_estimate_and_stands_in_the_portfolio(
    world: World, machine: Make
) -> None:
    system = machine(HVIDOVRE, HEAD)
    answer = system.post("/initiatives", WHOLE)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["title"], made["form"], made["hypothesis"]) == ("Vagtplan i Ældre", "pilot", "Færre vikarer")
    assert (made["areas"], made["kle"], made["is_own"]) == (["Ældre"], ["27.36.12"], True)
    first = made["first_estimate"]
    assert first["cost"] == {"amount": "250000.00", "currency": "DKK"}
    assert (first["effort_days"], first["starts_on"], first["ends_on"]) == (
        "12.50",
        "2026-04-01",
        "2026-12-01",
    )
    assert system.get(f"/initiatives/{made['id']}").json() == made
    with world.scope(HVIDOVRE):
        entry = Entry.objects.filter(action="portfolio.initiative.started").get()
        assert entry.actor == str(world.people[HVIDOVRE, HEAD])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"is_mandatory": True}, (409, "mandatory_needs_a_legal_source")),
        ({"form": "pilot"}, (409, "pilot_needs_a_hypothesis")),
        ({"starts_on": "2026-05-01", "ends_on": "2026-04-01"}, (409, "ends_before_it_starts")),
        ({"project_model": "nothing_so"}, (409, "project_model_not_adopted")),
        ({"programme": "0198c0de-0000-7000-8000-000000000000"}, (404, "not_found")),
        ({"kle": ["99.99.99"]}, (404, "not_found")),
        ({"kle": ["sundhed"]}, (422, "not_valid")),
        ({"effort_days": "-1"}, (422, "not_valid")),
        ({"effort_days": 1.5}, (422, "not_valid")),
        ({"cost": {"amount": "-1.00"}}, (422, "not_valid")),
        ({"light": "green"}, (422, "not_valid")),
    ],
)
def test_what_does_not_hold_together_is_not_started(
    world: World, machine: Make, said: dict[str, Any], told: tuple[int, str]
) -> None:
    assert problem(machine(HVIDOVRE, HEAD).post("/initiatives", {**STARTED, **said})) == told
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()


def test_who_may_start_nothing_is_told_so(world: World, machine: Make) -> None:
    answer = machine(HVIDOVRE, "employee").post("/initiatives", STARTED)
    assert problem(answer) == (403, "not_yours_to_start")
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()


def test_what_is_sent_twice_with_a_key_is_started_once(world: World, machine: Make) -> None:
    system = machine(HVIDOVRE, HEAD)
    first, again = (system.post("/initiatives", STARTED, idempotency_key="k") for _ in range(2))
    assert first.json() == again.json()
    with world.scope(HVIDOVRE):
        assert Initiative.objects.count() == 1


def test_a_plan_is_made_waits_and_is_reached(world: World, machine: Make) -> None:
    system = machine(HVIDOVRE, HEAD)
    path = f"/initiatives/{system.post('/initiatives', STARTED).json()['id']}/milestones"
    first = system.post(path, {"name": "Kontrakt", "planned_on": "2026-05-01"})
    assert first.status_code == 201, first.content
    then = system.post(path, {"name": "Kurser", "planned_on": "2026-04-01", "latest_on": "2026-09-01"}).json()
    assert (then["first_on"], then["expected_on"], then["latest_on"]) == (
        *("2026-04-01", "2026-04-01", "2026-09-01"),
    )
    said = {"milestone": first.json()["id"], "lag_days": 14}
    assert system.post(f"/milestones/{then['id']}/wait", said).json()["expected_on"] == "2026-05-15"
    circle = system.post(f"/milestones/{first.json()['id']}/wait", {"milestone": then["id"]})
    assert problem(circle) == (409, "would_wait_in_a_circle")
    reached = system.post(f"/milestones/{first.json()['id']}/reach", {"on": "2026-03-01"}).json()
    assert reached["milestone"]["done_on"] == "2026-03-01"
    assert [(one["name"], one["was"], one["now"]) for one in reached["moved"]] == [
        ("Kurser", "2026-05-15", "2026-04-01")
    ]
    later = system.post(f"/milestones/{then['id']}/reach", {"on": "2026-03-03"})
    assert problem(later) == (409, "day_is_still_to_come"), TODAY


def test_a_common_plan_is_given_to_the_members_that_are_asked(world: World, machine: Make) -> None:
    common = programme(world)
    association, path = machine("", "coordinator"), f"/initiatives/{common.public_id}"
    asked = association.post(f"{path}/members", {"members": [HVIDOVRE, RODOVRE]})
    assert asked.json() == {"members": 2}
    assert association.post(f"{path}/fan-out", {}).json() == {"plans": 2}
    own = machine(HVIDOVRE, HEAD).get("/initiatives").json()["items"]
    assert [one["common"] for one in own] == [str(common.public_id)]
    with world.scope(HVIDOVRE):
        assert Milestone.objects.count() == 2
    with world.scope(SOLROD):
        assert not Initiative.objects.exists()


def test_only_members_are_asked_and_only_by_their_association(world: World, machine: Make) -> None:
    common = programme(world)
    path = f"/initiatives/{common.public_id}/members"
    answer = machine("", "coordinator").post(path, {"members": ["0101"]})
    assert problem(answer) == (409, "not_a_member_of_the_association")
    assert machine(HVIDOVRE, HEAD).post(path, {"members": [RODOVRE]}).status_code == 404
    system = machine(HVIDOVRE, HEAD)
    own = system.post("/initiatives", STARTED).json()["id"]
    answer = system.post(f"/initiatives/{own}/members", {"members": [RODOVRE]})
    assert problem(answer) == (409, "only_an_association_invites")
