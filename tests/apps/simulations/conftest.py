"""What tests of simulations have in common."""

from __future__ import annotations

import pytest

from samspil.apps.simulations.services import asking, playing
from samspil.core.simulation.loop import running

FIRST, SURER = 2, 3


@pytest.fixture(autouse=True)
def few_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many, whatever the machine, and as it is written: compiling takes half a minute."""
    monkeypatch.setattr(asking, "MOST_FIRST", FIRST)
    monkeypatch.setattr(asking, "FIRST_SECONDS", 600.0)
    monkeypatch.setattr(playing, "STEPS", (SURER,))
    monkeypatch.setattr(playing, "loop", lambda: running)
