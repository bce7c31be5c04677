"""Target pictures in all their versions, and the steps that lead there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.targets.types import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_STEP,
    LONGEST_TEXT,
    Kind,
    Position,
)
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index

_KINDS = [(one.value, one.value) for one in Kind]


class Picture(OwnedRow):
    """A target picture as it was written once; never changed, what is written anew is the next number."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=_KINDS)
    number = models.PositiveIntegerField()
    wants = models.TextField(max_length=LONGEST_TEXT)
    takes = models.TextField(max_length=LONGEST_TEXT, blank=True)
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "number"], name="a_picture_once"),
        ]


class Step(OwnedRow):
    """A step towards a picture, of whichever version: owed by its owner until it is done or dropped."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=_KINDS)
    what = models.CharField(max_length=LONGEST_STEP)
    owner = models.UUIDField()
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    initiative = models.UUIDField(null=True, blank=True)
    system = models.UUIDField(null=True, blank=True)
    competence = models.CharField(max_length=60, blank=True)
    technology = models.CharField(max_length=LONGEST_NAME, blank=True)
    taken_on_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.UUIDField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on__gte=F("starts_on")),
                name="a_step_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dropped_at=None), name="a_step_is_done_or_dropped"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "due_on"], name="steps_of_a_picture"),
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(done_at=None, dropped_at=None),
                name="steps_not_done",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Placing(OwnedRow):
    """Where a technology stands on the radar from a moment on, and why. Added only: the newest holds.

    ``position`` is empty where it was taken off.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    technology = models.CharField(max_length=LONGEST_NAME)
    position = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Position]
    )
    reason = models.CharField(max_length=LONGEST_REASON)
    placed_at = models.DateTimeField()
    placed_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "id"], name="technologies_placed")]


class SharedRadar(OwnedRow):
    """An organisation lets the members see its radar. There is a row as long as it wants that."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    since = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="a_radar_shared_once")]
