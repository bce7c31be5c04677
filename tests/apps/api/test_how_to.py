"""Every command in the how-to is run, in order, as it stands there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.apps.api.conftest import Machine
from tests.apps.benefits.ground import expects
from tests.apps.benefits.measured_ground import measured
from tests.apps.governance import forum_world
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.benefits.services import indicators
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import plans

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "use-the-api.md"
COMMANDS = re.findall(r"^curl .+$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
LED = ("initiatives", "milestones", "benefits")


def run(command: str, machine: Machine, known: dict[str, str]) -> Any:
    """A command as a shell would read it, asked of the application itself."""
    said = re.sub(r"\$([A-Z]+)", lambda name: known[name[1]], command)
    words = shlex.split(said)
    heads = dict(words[n + 1].split(": ", 1) for n, one in enumerate(words) if one == "-H")
    assert heads.pop("Authorization") == "Bearer token"
    path, method = words[-1], "post" if "POST" in words else "get"
    body = words[words.index("-d") + 1] if "-d" in words else None
    send = getattr(machine.client, method)
    headers = {**heads, "authorization": f"Bearer {machine.secret}"}
    if body is None:
        return send(path, headers=headers)
    return send(path, body, heads["Content-Type"], headers=headers)


def test_every_command_of_the_how_to_does_what_it_says(
    machine: Callable[..., Machine], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    employee, secretary = machine(HVIDOVRE, "employee"), machine("", forum_world.SECRETARY)
    with world.scope(""):
        plan = forum_world.plan(world)
    head = machine(HVIDOVRE, "head_of_digitalisation")
    known = {"SAMSPIL": "", "TOKEN": "token", "PLAN": str(plan.public_id), **portfolio(world)}
    for command in COMMANDS:
        is_meeting = "/api/forums" in command or "/api/meetings" in command
        is_led = "POST" in command and (
            "/api/initiatives" in command or "/api/milestones" in command or "/api/benefits" in command
        )
        is_led |= "POST" in command and ("/api/systems" in command or "/api/contracts" in command)
        answer = run(command, secretary if is_meeting else head if is_led else employee, known)
        assert answer.status_code in {200, 201}, (command, answer.content)
        told = answer.json()
        if command.endswith('/api/matters"') and "POST" in command:
            known["MATTER"] = told["id"]
        if command.endswith('forum=board"'):
            known["MEETING"] = told["items"][0]["id"]
    assert len(COMMANDS) >= 25


def portfolio(world: World) -> dict[str, str]:
    """An initiative of Hvidovre with a milestone, and a common one that it is invited to."""
    row, common = local(world, HVIDOVRE), programme(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        new = plans.NewMilestone("I drift", date(2026, 5, 1))
        milestone = plans.add_milestone(row, new, acting=keeper(world, HVIDOVRE), at=NOW)
    benefit, indicator, measured = of_benefits(world, row)
    return {
        "BENEFIT": benefit,
        "INDICATOR": indicator,
        "MEASUREMENT": measured,
        "INITIATIVE": str(row.public_id),
        "MILESTONE": str(milestone.public_id),
        "COMMON": str(common.public_id),
    }


def of_benefits(world: World, row: Initiative) -> tuple[str, str, str]:
    """A benefit, its indicator, and what was measured of January."""
    benefit = expects(world, row, HVIDOVRE, a_year=120_000)
    made = measured(world, benefit)
    with world.scope(HVIDOVRE):
        new = NewMeasurement(date(2026, 1, 1), date(2026, 1, 31), Decimal(8), "minutter")
        kept = indicators.measure(benefit, made.public_id, new, acting=keeper(world, HVIDOVRE), at=NOW)
    return str(benefit.public_id), str(made.public_id), str(kept.public_id)
