"""The clock on the wall, set by a test; and what the purchase of these tests is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter
from samspil.core.units import Money

SIX = ("security", "user_administration", "support", "contract", "installation", "implementation")


def set_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """From now on it is ``at``."""
    monkeypatch.setattr(timezone, "now", lambda: at)


def purchase(amount: int = 40_000, title: str = "Bookingsystem til hallerne", **known: Any) -> NewMatter:
    """What somebody in Hvidovre wants to buy."""
    said = {"new_appropriation": False, "personal_data": True, "replaces_system": False, **known}
    return NewMatter(
        "purchase_request", title, {"amount": Money.of(amount), **said}, "Vi booker i et regneark."
    )


def brought(world: World, new: NewMatter | None = None, at: datetime = NOW) -> Matter:
    """Somebody in a specialist area in Hvidovre has brought it."""
    with world.scope(HVIDOVRE):
        return bring(new or purchase(), acting=world.acting(HVIDOVRE, "employee"), at=at)
