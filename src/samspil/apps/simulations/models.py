"""What has been tried, with all that it was made of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.simulations.types import RunSort, RunState
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class SimulationRun(OwnedRow):
    """Models tried with a workload: a question, and the answer as sure as it is by now.

    ``inputs`` (models with digests and changes), ``files`` (of each model by its place, and the workload as
    text), ``years``, ``seed`` and ``method`` are all it is made of: with ``runs`` they give the same
    ``result``, whose own digest says so. ``matter`` is the matter as which it was sent to be decided.
    What looks further into a comparison, by its ``sort``, is ``about`` it; its ``result`` is empty until a
    worker has come to it.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    question = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in RunState])
    years = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    method = models.CharField(max_length=40)
    inputs = models.JSONField()
    files = models.JSONField()
    result = models.JSONField()
    runs = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    sort = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in RunSort],
        default=RunSort.COMPARE.value,
    )
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    stopped_because = models.JSONField(default=list)
    matter = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(matter=None, sent_at=None) | Q(matter__isnull=False, sent_at__isnull=False),
                name="what_is_sent_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="simulations_newest_first")]

    def __str__(self) -> str:
        return self.question or str(self.public_id)

    @property
    def is_under_way(self) -> bool:
        """Whether a worker makes it surer, or will."""
        return self.state in (RunState.WAITING.value, RunState.RUNNING.value)
