"""What the time goes to and what units have, read by another system."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.apps.api.conftest import Machine, token_for
from tests.apps.resources.resources_world import HEAD, before, recorded
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.kit.ids import new_id


@pytest.fixture
def ask(world: World) -> Any:
    """Ask as the head of digitalisation of an organisation."""

    def do(path: str, code: str = HVIDOVRE, status: int = 200) -> Any:
        answer = Machine(token_for(world, code, HEAD)).get(path)
        assert answer.status_code == status, answer.content
        return answer.json()

    return do


def test_months_come_newest_first_with_shares_and_targets(world: World, ask: Any) -> None:
    """30, 50 and 20 of a hundred hours against 50, 25 and 25; before the target nobody knows."""
    with world.scope(HVIDOVRE):
        here = recorded(world)
    items = ask("/resources/mix")["items"]
    assert len(items) == 36
    assert items[0]["month"] == f"{timezone.localdate():%Y-%m}-01"
    assert (items[0]["units"], [one["percent"] for one in items[0]["tasks"]]) == ([], [None] * 3)
    last = items[1]
    assert (last["month"], last["units"]) == (before(1).isoformat(), [str(here.id)])
    assert [(one["key"], one["minutes"], one["percent"], one["target_percent"]) for one in last["tasks"]] == [
        ("development", 1800, 30.0, 50),
        ("operations", 3000, 50.0, 25),
        ("data_and_administration", 1200, 20.0, 25),
    ]
    assert last["protected_percent"] == 40
    assert items[35] == {**items[35], "tasks": [], "protected_percent": None}


def test_one_units_months_and_pages_of_them(world: World, ask: Any) -> None:
    with world.scope(HVIDOVRE):
        here = recorded(world)
    first = ask(f"/resources/mix?unit={here.id}&size=2")
    assert [one["month"] for one in first["items"]][1] == before(1).isoformat()
    second = ask(first["next"].removeprefix("/api"))
    assert second["items"][0]["month"] == before(2).isoformat()
    ask(f"/resources/mix?unit={new_id()}", status=404)
    ask("/resources/mix?months=3", status=422)


def test_units_with_what_they_have_and_whom_they_report_to(world: World, ask: Any) -> None:
    with world.scope(HVIDOVRE):
        here = recorded(world)
    found = {one["id"]: one for one in ask("/resources/units")["items"]}[str(here.id)]
    told = {key: found[key] for key in ("full_time_equivalents", "seat", "reports_to", "reports_to_function")}
    assert told == {
        "full_time_equivalents": 10.0,
        "seat": "central",
        "reports_to": "board",
        "reports_to_function": "Direktionen",
    }
    assert [one["days"] for one in found["consultant_days"]] == [8.0]


def test_another_organisation_reads_its_own_alone(world: World, ask: Any) -> None:
    with world.scope(HVIDOVRE):
        here = recorded(world)
    ask(f"/resources/mix?unit={here.id}", code=RODOVRE, status=404)
    assert all(not one["units"] for one in ask("/resources/mix", code=RODOVRE)["items"])
    assert str(here.id) not in {one["id"] for one in ask("/resources/units", code=RODOVRE)["items"]}
