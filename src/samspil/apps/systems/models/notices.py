"""Rows about what has been bought. Facts that were published; nothing here is ever changed."""

from __future__ import annotations

from django.db import models

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Notice(OwnedRow):
    """A published notice of a purchase, as its buyer's row.

    ``key`` is the publication number, or where a notice has none a hash of its facts. ``cpv`` has the main
    code first. ``dated_on`` is the day by which the list is ordered: of publication, else of dispatch.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    key = models.CharField(max_length=64)
    publication_number = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=20)
    buyer = models.TextField()
    subject = models.TextField()
    cpv = models.JSONField(default=list)
    is_it = models.BooleanField(default=False)
    value_minor = models.BigIntegerField(null=True, blank=True)
    value_currency = models.CharField(max_length=3, blank=True)
    value_is = models.CharField(max_length=10, blank=True)
    winners = models.JSONField(default=list)
    dated_on = models.DateField()
    tenders_due_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    source_link = models.TextField(blank=True)
    retrieved_on = models.DateField()
    imported_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="a_notice_once")]
        indexes = [models.Index(fields=["organisation", "dated_on", "id"], name="notices_by_day")]

    def __str__(self) -> str:
        return self.key
