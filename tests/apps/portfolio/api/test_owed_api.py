"""The status reports that somebody owes, as another system asks for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from tests.apps.api.conftest import Machine
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import keeper, local
from tests.apps.portfolio.test_reporting import FINE
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.services.reporting import report
from samspil.apps.portfolio.types import InitiativeRole
from samspil.processes.owe_reports import owe_reports

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
LATE = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
Make = Callable[..., Machine]
HEAD = "head_of_digitalisation"


def manages(world: World, started: Initiative, role: str) -> None:
    """Somebody manages it, and so owes its reports."""
    with world.scope(HVIDOVRE):
        person, acting = world.people[HVIDOVRE, role], keeper(world, HVIDOVRE)
        initiatives.name(started, InitiativeRole.MANAGER, "Leder", person=person, acting=acting, at=NOW)


def test_what_one_owes_says_since_when_until_when_and_how_late(
    world: World, machine: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = local(world, HVIDOVRE)
    owe_reports(ASKED)
    set_clock(monkeypatch, LATE)
    (told,) = machine(HVIDOVRE, HEAD).get("/reports/owed").json()["items"]
    assert told.pop("id")
    assert told == {
        "initiative": str(mine.public_id), "initiative_number": mine.number, "initiative_title": mine.title,
        "role": "manager", "asked_on": "2026-04-02", "due_on": "2026-04-13", "days_late": 1,
    }  # fmt: skip


def test_others_owe_nothing_and_the_report_meets_it(
    world: World, machine: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = local(world, HVIDOVRE)
    manages(world, mine, "employee")
    owe_reports(ASKED)
    set_clock(monkeypatch, ASKED)
    employee = machine(HVIDOVRE, "employee")
    for system in (machine(HVIDOVRE, HEAD), machine(RODOVRE, HEAD), machine("", "coordinator")):
        assert system.get("/reports/owed").json()["items"] == []
    assert len(employee.get("/reports/owed").json()["items"]) == 1
    with world.scope(HVIDOVRE):
        report(mine, FINE, acting=keeper(world, HVIDOVRE), at=ASKED)
    assert employee.get("/reports/owed").json()["items"] == []


def test_pages_skip_nothing_where_others_owe_what_lies_between(
    world: World, machine: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The employee answers for all, and owes only those that nobody else manages."""
    for number in range(5):
        started = local(world, HVIDOVRE, f"Nummer {number}")
        with world.scope(HVIDOVRE):
            person, acting = world.people[HVIDOVRE, "employee"], keeper(world, HVIDOVRE)
            initiatives.name(started, InitiativeRole.OWNER, "Ejer", person=person, acting=acting, at=NOW)
        if number in {1, 2}:
            manages(world, started, "it_expert")
    assert owe_reports(ASKED) == 5
    set_clock(monkeypatch, ASKED)
    system, path, seen = machine(HVIDOVRE, "employee"), "/reports/owed?size=1", list[str]()
    while path:
        told = system.get(path).json()
        seen += [one["initiative_title"] for one in told["items"]]
        path = (told["next"] or "").removeprefix("/api")
    assert seen == ["Nummer 0", "Nummer 3", "Nummer 4"]
    assert system.get("/reports/owed?state=late").status_code == 422
