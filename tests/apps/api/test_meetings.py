"""A forum's meetings by other systems: planned, held and decided by whoever may, as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.api.conftest import Machine
from tests.apps.governance import forum_world
from tests.apps.governance.at_time import set_clock
from tests.apps.world import NOW, RODOVRE, World

from samspil.apps.governance.models import AgendaItem, Decision, Matter, Meeting

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    set_clock(monkeypatch, NOW)
    return lambda moment: set_clock(monkeypatch, moment)


@pytest.fixture
def plan(world: World, now: object) -> Matter:
    with world.scope(""):
        return forum_world.plan(world)


@pytest.fixture
def secretary(machine: Make, plan: Matter) -> Machine:
    return machine("", forum_world.SECRETARY)


@pytest.fixture
def meeting(secretary: Machine) -> dict[str, Any]:
    """The board's next meeting, planned from its calendar by the API."""
    planned = secretary.post("/forums/board/plan", {})
    assert planned.status_code == 200, planned.content
    found: dict[str, Any] = secretary.get("/meetings?forum=board").json()["items"][0]
    return found


def test_a_meeting_is_planned_held_and_decided(
    secretary: Machine, plan: Matter, meeting: dict[str, Any], now: Callable[[Any], None], world: World
) -> None:
    at, item = f"/meetings/{meeting['id']}", f"/meetings/{meeting['id']}/items/{plan.public_id}"
    told = secretary.post(f"{at}/items", {"matter": str(plan.public_id)}).json()
    assert [(one["title"], one["state"]) for one in told["items"]] == [("Aktivitetsplan 2027", "waiting")]
    with world.scope(""):
        now(Meeting.objects.get(public_id=meeting["id"]).begins_at)
    seats = secretary.post(f"{at}/open", {}).json()["attendance"]
    present = [one["seat"] for one in seats][:7]
    told = secretary.post(f"{at}/attendance", {"present": present}).json()
    assert sum(one["is_present"] for one in told["attendance"]) == 7
    step = secretary.get(f"/matters/{plan.public_id}").json()["step"]
    decided = secretary.post(
        f"{item}/decide", {"outcome": "adopt", "step": step, "reason": "God plan"}, idempotency_key="d-1"
    )
    assert decided.status_code == 200, decided.content
    (line,) = decided.json()["items"]
    assert (line["state"], line["decision"]["reason"]) == ("decided", "God plan")
    again = secretary.post(
        f"{item}/decide", {"outcome": "adopt", "step": step, "reason": "God plan"}, idempotency_key="d-1"
    )
    assert again["Idempotent-Replayed"] == "true"
    assert secretary.post(f"{at}/close", {"notes": "Intet"}).json()["state"] == "closed"
    with world.scope(""):
        assert Decision.objects.filter(matter=plan, outcome="adopt", body="forum board").count() == 1


def test_an_item_is_put_off_or_taken_off_the_agenda(
    secretary: Machine, plan: Matter, meeting: dict[str, Any], now: Callable[[Any], None], world: World
) -> None:
    at, item = f"/meetings/{meeting['id']}", f"/meetings/{meeting['id']}/items/{plan.public_id}"
    secretary.post(f"{at}/items", {"matter": str(plan.public_id)})
    assert secretary.post(f"{item}/remove", {}).json()["items"] == []
    secretary.post(f"{at}/items", {"matter": str(plan.public_id)})
    with world.scope(""):
        now(Meeting.objects.get(public_id=meeting["id"]).begins_at)
    secretary.post(f"{at}/open", {})
    told = secretary.post(f"{item}/put-off", {"note": "Vi mangler tal"}).json()
    assert [(one["state"], one["note"]) for one in told["items"]] == [("put_off", "Vi mangler tal")]


def test_a_meeting_is_called_moved_and_cancelled(secretary: Machine) -> None:
    begins = (NOW + timedelta(days=9)).isoformat()
    called = secretary.post("/forums/board/meetings", {"begins_at": begins, "reason": "Et hackerangreb"})
    assert called.status_code == 201, called.content
    told = called.json()
    assert (told["is_extraordinary"], told["called_because"]) == (True, "Et hackerangreb")
    later = (NOW + timedelta(days=10)).isoformat()
    moved = secretary.post(f"/meetings/{told['id']}/change", {"begins_at": later, "place": "Rådhuset"})
    assert (moved.json()["place"], moved.json()["begins_at"][:10]) == ("Rådhuset", later[:10])
    assert secretary.post(f"/meetings/{told['id']}/cancel", {}).json()["state"] == "cancelled"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_out_of_all_calendars_is_refused_by_the_rule(secretary: Machine, moment: str) -> None:
    answer = secretary.post("/forums/board/meetings", {"begins_at": moment, "reason": "Nu"})
    assert answer.status_code == 409
    assert answer.json()["code"] in {"meeting_before_now", "meeting_too_far_ahead"}


def test_whoever_does_not_manage_the_forum_changes_nothing(
    machine: Make, plan: Matter, meeting: dict[str, Any], world: World
) -> None:
    director = machine("", forum_world.OTHER)
    at = f"/meetings/{meeting['id']}"
    for path, sent in (("items", {"matter": str(plan.public_id)}), ("open", {}), ("cancel", {})):
        answer = director.post(f"{at}/{path}", sent)
        assert (answer.status_code, answer.json()["code"]) == (403, "only_chair_or_secretary"), path
    with world.scope(""):
        assert not AgendaItem.objects.exists()


def test_another_organisation_s_meeting_is_not_there(machine: Make, meeting: dict[str, Any]) -> None:
    theirs = machine(RODOVRE, "council_secretary")
    assert theirs.get(f"/meetings/{meeting['id']}").status_code == 404
    assert theirs.post(f"/meetings/{meeting['id']}/open", {}).status_code == 404


def test_a_meeting_costs_the_same_questions_however_long_its_agenda(
    secretary: Machine, plan: Matter, meeting: dict[str, Any], world: World
) -> None:
    with world.scope(""):
        other = forum_world.plan(world, "Aktivitetsplan 2028")
    secretary.get(f"/meetings/{meeting['id']}")
    counts = []
    for matter in (plan, other):
        secretary.post(f"/meetings/{meeting['id']}/items", {"matter": str(matter.public_id)})
        with CaptureQueriesContext(connection) as asked:
            secretary.get(f"/meetings/{meeting['id']}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
