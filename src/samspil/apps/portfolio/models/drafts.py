"""Drafts of the portfolio, views that are kept, and lists on their way in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.portfolio.types import ScenarioState
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Scenario(OwnedRow):
    """A draft: changes to the portfolio as it is. Real only by the decision in ``matter``."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=200)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    state = models.CharField(
        max_length=12,
        default=ScenarioState.DRAFT.value,
        choices=[(one.value, one.value) for one in ScenarioState],
    )
    changes = models.JSONField(default=list)
    matter = models.UUIDField(null=True, blank=True)
    decision = models.UUIDField(null=True, blank=True)
    made_real_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "state", "-id"], name="scenarios_newest")]

    def __str__(self) -> str:
        return self.name


class SavedView(OwnedRow):
    """Filters and columns under a name, shared by its link inside the organisation."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=120)
    page = models.CharField(max_length=20)
    query = models.CharField(max_length=1000)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_view_a_name")]


class TableMapping(OwnedRow):
    """How a list of a known shape is read: kept when it was corrected, found again by its headings."""

    organisation = owner_without_index()
    name = models.CharField(max_length=120)
    shape = models.CharField(max_length=64)
    mapping = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "shape"], name="one_mapping_a_shape")]


class ListUpload(OwnedRow):
    """A list that somebody has sent, until it is approved or a day has gone. What is approved is this.

    ``content`` is its tables, packed (`core.tables.packing`), and ``tables`` their names. What is large is
    carried out by a worker: from ``confirmed_at`` on it is waiting or under way, until ``applied_at``, or
    until ``stopped`` says why it was not. ``came_to`` is how many lines came to what.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    tables = models.JSONField()
    content = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)
    stopped = models.JSONField(null=True, blank=True)
    came_to = models.JSONField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["expires_at"], condition=Q(applied_at=None), name="lists_by_age")]


class ListedRow(OwnedRow):
    """What an initiative was last told as by a list, so that the same list again changes nothing."""

    organisation = owner_without_index()
    initiative = models.ForeignKey(
        "portfolio.Initiative", on_delete=models.PROTECT, related_name="listed", db_index=False
    )
    source = models.CharField(max_length=120)
    key = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    values = models.JSONField()
    listed_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source", "key"], name="one_row_a_key"),
        ]
        indexes = [models.Index(fields=["initiative"], name="rows_of_an_initiative")]
