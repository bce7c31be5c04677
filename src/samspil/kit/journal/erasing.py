"""Erasing what was said of a person. The chain keeps only commitments, so it holds as before."""

from __future__ import annotations

import json

from django.db import transaction

from samspil.kit.journal.models import Entry, PersonalValue
from samspil.kit.journal.recording import By, Told, record


@transaction.atomic
def erase(organisation_id: int, subject_type: str, subject_id: str, by: By) -> int:
    """Forget every personal value told of a subject, with its salt; how many there were.

    That it was done, and when, is told; what was erased is not. Without the salt nobody can find out from
    the commitment what the value was, not even by guessing.
    """
    told = Entry.objects.filter(
        organisation_id=organisation_id, subject_type=subject_type, subject_id=subject_id
    )
    committed = [
        one
        for facts in told.filter(facts__contains='"personal":').values_list("facts", flat=True)
        for one in json.loads(facts).get("personal", {}).values()
    ]
    values = PersonalValue.objects.filter(organisation_id=organisation_id, commitment__in=committed)
    count, _ = values.delete()
    if count:
        record(
            organisation_id,
            [Told("journal.personal.erased", subject_type, subject_id, {"values": count})],
            by,
        )
    return count
