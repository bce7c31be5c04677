"""Grants."""

from __future__ import annotations

from django.db import models

from samspil.kit.periods import OwnedPeriod, ends_after_it_begins
from samspil.kit.tenancy.rows import owner_without_index


class Grant(OwnedPeriod):
    """One organisation may read one subject of another's, for a purpose, in a period."""

    organisation = owner_without_index()
    to = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    purpose = models.CharField(max_length=200)

    class Meta(OwnedPeriod.Meta):
        constraints = [ends_after_it_begins("grant_has_a_day")]
        indexes = [
            models.Index(fields=["to", "subject_type", "subject_id"], name="grant_to"),
            models.Index(fields=["organisation", "subject_id"], name="grant_of"),
        ]
