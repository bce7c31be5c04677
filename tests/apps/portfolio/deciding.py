"""A matter about something of the portfolio, from the head's table to a yes or a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tests.apps.world import NOW, RODOVRE, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import NewMatter
from samspil.core.governance.entries import Choose

UNIT = "social"


def local_issue(subject: UUID, title: str = "Ny retning for porteføljen") -> NewMatter:
    """A matter that Rødovre's area head decides alone."""
    known = {"cross_cutting": False, "business_critical": False, "new_appropriation": False}
    return NewMatter("issue", title, known, unit=UNIT, subject=subject)


def decide(world: World, matter: UUID, outcome: str, at: datetime = NOW + timedelta(hours=1)) -> Matter:
    """The area head says yes (``approve``) or no (``reject``)."""
    acting = replace(world.acting(RODOVRE, "area_head"), unit=UNIT)
    with world.scope(RODOVRE):
        row = Matter.objects.get(public_id=matter)
        said = Choose("area", outcome, acting.actor, at, reason="" if outcome == "approve" else "Ikke nu")
        moved, _events = move(row, said, acting=acting)
    return moved
