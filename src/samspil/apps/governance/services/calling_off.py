"""A planned adoption is called off before its first day, by whoever may adopt and a decision of its sort."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.models import AdoptedKind, CalledOffAdoption, ModelVersion
from samspil.apps.governance.services.adoptions import lacks_decision_of, lock_versions, may_adopt
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, Told, record

SUBJECT: Final = "model"


@dataclass(frozen=True, slots=True)
class CallingOff:
    """Why it is called off, and by which matter it was decided."""

    because: str
    decided_by: UUID | None = None


@transaction.atomic
def call_off(
    version: ModelVersion, why: CallingOff, *, acting: Acting, at: datetime, today: date
) -> list[CalledOffAdoption]:
    """What was planned for a version is not to begin; what holds goes on as if it had never been planned.

    That it was planned, and why it was called off, stays told in rows and in the journal.

    Raises:
        RefusedError: who asks may not, gives no reason or names no decision, or nothing is planned any more.
    """
    if not may_adopt(acting, today):
        raise RefusedError(Problem("not_yours_to_adopt"))
    if not why.because.strip():
        raise RefusedError(Problem("call_off_needs_a_reason"))
    lacking = lacks_decision_of(acting, why.decided_by, today)
    if lacking is not None:
        raise RefusedError(Problem("call_off_not_decided", {"forum": lacking}))
    lock_versions(version.organisation_id)
    planned = _planned(version, today)
    kept = [_call_off(row, why, at) for row in planned]
    facts = {
        "key": version.key,
        "version": version.version,
        "digest": version.digest,
        "kinds": [row.kind for row in kept],
        "from": sorted({str(row.was_from) for row in kept}),
        "decided_by": str(why.decided_by) if why.decided_by else None,
    }
    told = Told(
        "governance.model.called_off", SUBJECT, str(version.public_id), facts, {"because": why.because}
    )
    record(version.organisation_id, [told], By(str(acting.person), at))
    return kept


def _planned(version: ModelVersion, today: date) -> list[AdoptedKind]:
    """What is to begin by a version.

    Raises:
        RefusedError: nothing is: it has begun, or somebody was quicker.
    """
    rows = AdoptedKind.objects.filter(organisation_id=version.organisation_id, version=version)
    planned = list(rows.filter(valid_from__gt=today).order_by("id"))
    if planned:
        return planned
    begun = rows.order_by("-valid_from").first()
    if begun is not None:
        raise RefusedError(Problem("adoption_has_begun", {"day": begun.valid_from}))
    raise RefusedError(Problem("nothing_to_call_off"))


def _call_off(row: AdoptedKind, why: CallingOff, at: datetime) -> CalledOffAdoption:
    """The row goes, and what went before has again the time that it was to give up."""
    kept = CalledOffAdoption.objects.create(
        organisation_id=row.organisation_id,
        kind=row.kind,
        version_id=row.version_id,
        was_from=row.valid_from,
        reason=row.reason,
        decided_by=row.decided_by,
        called_off_at=at,
        called_off_because=why.because,
        called_off_by=why.decided_by,
    )
    before = AdoptedKind.objects.filter(
        organisation_id=row.organisation_id, kind=row.kind, valid_to=row.valid_from
    )
    until = row.valid_to
    row.delete()
    before.update(valid_to=until)
    return kept
