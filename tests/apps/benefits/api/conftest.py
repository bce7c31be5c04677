"""A machine with a token, on a day of the world."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.api.conftest import machine
from tests.apps.governance.at_time import set_clock
from tests.apps.world import NOW

__all__ = ["machine"]


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Machines ask an hour after what the tests lay."""
    set_clock(monkeypatch, NOW + timedelta(hours=1))
