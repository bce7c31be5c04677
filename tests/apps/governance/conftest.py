"""The board's meeting, planned and then opened."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.apps.governance import forum_world as here
from tests.apps.governance.at_time import set_clock
from tests.apps.governance.board import HELD, Board
from tests.apps.world import World

from samspil.apps.governance.services import meetings


@pytest.fixture
def planned(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> Board:
    set_clock(monkeypatch, HELD)
    with world.scope(""):
        matters = [here.plan(world, title) for title in ("Plan A", "Plan B", "Plan C")]
        meeting = here.next_meeting(world)
        secretary = world.acting("", here.SECRETARY)
        items = [meetings.put_on_agenda(meeting, one, acting=secretary, at=HELD) for one in matters]
    return Board(world, world.log_in(browser, "", here.SECRETARY), meeting, items)


@pytest.fixture
def board(planned: Board) -> Board:
    planned.post("meeting_step", "open")
    return planned
