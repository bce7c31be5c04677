"""What tests of simulations have in common."""

from __future__ import annotations

import pytest
from tests.apps.simulations.plays import play_few

FIRST, SURER = 2, 3


@pytest.fixture(autouse=True)
def few_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    play_few(monkeypatch, FIRST, SURER)
