"""What has been decided about something outside this app, which is known here by an id alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samspil.apps.governance.models import Decision, Matter


@dataclass(frozen=True, slots=True)
class DecidedAbout:
    """A matter about a subject, and where it stands; ``decision`` is the last one taken in it."""

    matter: UUID
    case_number: str
    kind: str
    result: str
    ended_at: datetime | None
    decision: UUID | None
    outcome: str
    effect: str
    decided_at: datetime | None


def was_decided_about(decision: UUID, subject: UUID) -> bool:
    """Whether a decision was taken in a matter about a subject, and approved it."""
    rows = Decision.objects.filter(public_id=decision, matter__subject=subject, is_taken=True)
    return rows.filter(effect="approves").exists()


def matters_about(subject: UUID) -> list[DecidedAbout]:
    """The matters about a subject that are in scope, the first brought first; two questions."""
    matters = list(Matter.objects.filter(subject=subject).order_by("pk").defer("version"))
    taken = Decision.objects.filter(matter__in=matters, is_taken=True).order_by("event_sequence")
    last = {one.matter_id: one for one in taken}
    return [_decided(matter, last.get(matter.pk)) for matter in matters]


def _decided(matter: Matter, decision: Decision | None) -> DecidedAbout:
    return DecidedAbout(
        matter=matter.public_id,
        case_number=matter.case_number,
        kind=matter.kind,
        result=matter.result,
        ended_at=matter.ended_at,
        decision=decision.public_id if decision else None,
        outcome=decision.outcome if decision else "",
        effect=decision.effect if decision else "",
        decided_at=decision.decided_at if decision else None,
    )
