"""A machine with a token, on a day on which pools take applications."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.api.conftest import machine
from tests.apps.funding.pool_world import START
from tests.apps.governance.at_time import set_clock

__all__ = ["machine"]


@pytest.fixture(autouse=True)
def the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, START + timedelta(days=1))
