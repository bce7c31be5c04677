"""How a benefit comes about: deliverable, change in work, benefit, goal."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.benefits.types import StepSort
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class MapStep(OwnedRow):
    """A deliverable, a change in how people work, or a goal in an initiative's benefit map."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey("portfolio.Initiative", on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=12, choices=[(one.value, one.value) for one in StepSort])
    title = models.CharField(max_length=200)
    responsible = models.CharField(max_length=200, blank=True)
    goal = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "initiative", "id"], name="steps_of_a_map")]

    def __str__(self) -> str:
        return self.title


class MapLink(OwnedRow):
    """One leads to the other: public ids of steps or benefits; ``weight`` is the part it has in that."""

    initiative = models.ForeignKey(
        "portfolio.Initiative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source = models.UUIDField()
    target = models.UUIDField()
    weight = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["initiative", "source", "target"], name="linked_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="not_to_itself"),
        ]


class WithoutBaseline(OwnedRow):
    """Why a gate is asked for although a benefit has no approved baseline. Added only; the papers tell it."""

    organisation = owner_without_index()
    initiative = models.ForeignKey("portfolio.Initiative", on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=60)
    why = models.TextField()
    benefits = models.JSONField(default=list)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "initiative", "id"], name="gates_without_baseline")]
