"""What waits for an answer about something outside this app (F2.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from samspil.apps.governance.models import Matter
from samspil.apps.organisations.types import Acting


class WaitingAbout(NamedTuple):
    """An open matter about a subject, at whose table it is and since when."""

    subject: UUID | None
    matter: UUID
    case_number: str
    title: str
    body: str
    entered_at: datetime
    due_until: datetime | None
    parked: bool


def waiting_about(acting: Acting, subjects: Iterable[UUID], own: Iterable[UUID] = ()) -> list[WaitingAbout]:
    """The organisation's open matters about some subjects, the longest waiting first; one question.

    ``own``: matters that are themselves what is asked for, whatever they are about.
    """
    rows = Matter.objects.filter(
        Q(subject__in=set(subjects)) | Q(public_id__in=set(own)),
        organisation_id=acting.organisation_id,
        end="",
    )
    found = rows.order_by("entered_at", "id").values_list(
        "subject", "public_id", "case_number", "title", "body", "brought_at", "entered_at", "due_until",
        "parked_until",
    )  # fmt: skip
    return [
        WaitingAbout(subject, matter, number, title, body, entered or brought, due, parked is not None)
        for subject, matter, number, title, body, brought, entered, due, parked in found
    ]
