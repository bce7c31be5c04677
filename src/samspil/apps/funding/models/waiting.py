"""What one has registered and another is to approve before money is posted."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q

from samspil.apps.funding.act_types import Answer, Sort
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow

LONGEST_WHY: Final = 300


def _owner() -> models.ForeignKey[Any, Any]:
    """Without an index of its own: an index of this table begins with it."""
    return models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Registered(OwnedRow):
    """Something to be posted that waits for another than whoever registered it, and what they answered.

    ``said`` is all of it, as `services.acts` reads it; ``about`` the pool, the initiative or the voucher
    that it is of, where it is of one; the amount what it came to when it was tried, ``parts`` what each
    member's part did. ``voucher`` is what was posted of it.
    """

    organisation = _owner()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    sort = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Sort])
    about = models.UUIDField(null=True, blank=True)
    said = models.JSONField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    parts = models.JSONField(default=dict)
    registered_by = models.UUIDField()
    registered_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Answer])
    answered_by = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    voucher = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, voucher=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="answered_by_somebody",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "answer", "id"], name="registered_by_answer"),
            models.Index(
                fields=["organisation", "voucher"],
                condition=Q(voucher__isnull=False),
                name="registered_by_voucher",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.amount_minor}"
