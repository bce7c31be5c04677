"""The rows of this app."""

from samspil.apps.governance.models.adoptions import AdoptedKind, CalledOffAdoption, ModelVersion
from samspil.apps.governance.models.joint import Consent, Participation
from samspil.apps.governance.models.matters import Decision, Matter, MatterEvent, Obligation
from samspil.apps.governance.models.meetings import (
    AgendaItem,
    Attendance,
    CalendarKey,
    Meeting,
    Paper,
    Proposal,
    SeatAtItem,
    WrittenAnswer,
)

__all__ = [
    "AdoptedKind",
    "AgendaItem",
    "Attendance",
    "CalendarKey",
    "CalledOffAdoption",
    "Consent",
    "Decision",
    "Matter",
    "MatterEvent",
    "Meeting",
    "ModelVersion",
    "Obligation",
    "Paper",
    "Participation",
    "Proposal",
    "SeatAtItem",
    "WrittenAnswer",
]
