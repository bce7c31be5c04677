"""Versions of governance models, and for which kinds of matter they hold from when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.governance.types import VersionState
from samspil.kit.ids import new_id
from samspil.kit.periods import OwnedPeriod, ends_after_it_begins
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class ModelVersion(OwnedRow):
    """A model with everything it builds on: ``files`` is model key to file name to text.

    Once adopted it never changes; ``digest`` is over all that it resolves to.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, blank=True)
    files = models.JSONField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in VersionState])
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "digest"], condition=~Q(digest=""), name="a_version_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="versions_newest_first")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class AdoptedKind(OwnedPeriod):
    """One kind of matter goes by one version in a period. ``decided_by`` is the matter that adopted it."""

    kind = models.CharField(max_length=60)
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="adopted_kinds")
    reason = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedPeriod.Meta):
        constraints = [
            ends_after_it_begins("adoption_has_a_day"),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(valid_to__isnull=True),
                name="one_model_for_each_kind",
            ),
        ]


class CalledOffAdoption(OwnedRow):
    """An adoption of one kind that was planned and called off before its first day. It is never changed.

    ``reason`` and ``decided_by`` are the plan's; ``called_off_by`` is the matter that decided against it.
    """

    kind = models.CharField(max_length=60)
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="called_off")
    was_from = models.DateField()
    reason = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    called_off_at = models.DateTimeField()
    called_off_because = models.TextField()
    called_off_by = models.UUIDField(null=True, blank=True)
