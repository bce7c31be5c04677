"""How far a workshop has come, and whether notes are taken now."""

from __future__ import annotations

from datetime import datetime

from samspil.apps.workshops.models import Workshop
from samspil.apps.workshops.types import LINK_LASTS, Standing


def standing_of(workshop: Workshop) -> Standing:
    """How far a workshop has come."""
    if workshop.ended_at is not None:
        return Standing.ENDED
    return Standing.PREPARED if workshop.opened_at is None else Standing.OPEN


def takes_notes(workshop: Workshop, at: datetime) -> bool:
    """Whether notes are taken: it is open, and should not have ended more than an hour ago."""
    return standing_of(workshop) is Standing.OPEN and at < workshop.ends_at + LINK_LASTS
