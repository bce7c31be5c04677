"""How often tests play: so many times, whatever the machine."""

from __future__ import annotations

import pytest

from samspil.apps.simulations.services import asking, looking, playing
from samspil.core.simulation.loop import running


def play_few(monkeypatch: pytest.MonkeyPatch, first: int, surer: int) -> None:
    """As the loop is written: compiling takes half a minute."""
    monkeypatch.setattr(asking, "MOST_FIRST", first)
    monkeypatch.setattr(asking, "FIRST_SECONDS", 600.0)
    monkeypatch.setattr(playing, "STEPS", (surer,))
    monkeypatch.setattr(playing, "STEPS_OF_MANY", (1,))
    monkeypatch.setattr(looking, "PLAYED_TO_BEGIN", 1)
    monkeypatch.setattr(looking, "PLAYED_TO_PHASE", 2)
    monkeypatch.setattr(playing, "loop", lambda: running)
