"""Funds from outside: each on an account of its own, with what it was given for and until when."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import F, Q

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow

LONGEST_GIVER: Final = 200


def _owner() -> models.ForeignKey[Any, Any]:
    """Without an index of its own: another begins with it."""
    return models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Fund(OwnedRow):
    """What somebody outside gave to a pool for a purpose. It is never mixed with the pool's own money.

    ``account`` is its ledger account, ``supports`` the pool's criteria that it furthers (empty for all).
    ``told`` is what the giver was told it came to.
    """

    organisation = _owner()
    pool = models.ForeignKey("funding.Pool", on_delete=models.PROTECT, related_name="funds", db_index=False)
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    giver = models.CharField(max_length=LONGEST_GIVER)
    purpose = models.TextField()
    supports = models.JSONField(default=list)
    conditions = models.TextField(blank=True)
    spend_by = models.DateField(null=True, blank=True)
    report_by = models.DateField(null=True, blank=True)
    account = models.UUIDField()
    opened_at = models.DateTimeField()
    told = models.TextField(blank=True)
    told_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(report_by__isnull=True)
                | Q(spend_by__isnull=True)
                | Q(report_by__gte=F("spend_by")),
                name="told_of_after_it_is_spent",
            )
        ]
        indexes = [
            models.Index(fields=["pool", "id"], name="funds_of_a_pool"),
            models.Index(fields=["organisation", "spend_by"], name="funds_by_last_day"),
        ]

    def __str__(self) -> str:
        return self.giver
