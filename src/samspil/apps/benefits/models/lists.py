"""A list of measurements that somebody has sent, until it is confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow


class MeasuredList(OwnedRow):
    """A file with measurements, as it came. What is confirmed is this; a day later it is gone.

    ``content`` is its table, packed (`core.tables.packing`), none once it was kept; ``language`` says how its
    numbers are written; ``came_to`` how many measurements were kept, and how many stood already. What has
    many ``lines`` (none is not known) is kept by a worker: from ``confirmed_at`` on it is waiting or under
    way, until ``kept_at``, or until ``stopped`` says why it was not.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    language = models.CharField(max_length=2)
    lines = models.PositiveIntegerField(null=True, blank=True)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped = models.JSONField(null=True, blank=True)
    came_to = models.JSONField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [
            models.Index(
                fields=["organisation", "expires_at"], condition=Q(kept_at=None), name="measured_lists_by_age"
            )
        ]
