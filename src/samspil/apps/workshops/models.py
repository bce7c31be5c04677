"""Workshops: with whom, what was written, under which heading, and what was chosen of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.intake.types import IdeaSort
from samspil.apps.workshops.types import LONGEST_NOTE, LONGEST_TEXT, LONGEST_TITLE, Improves
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Workshop(OwnedRow):
    """A workshop with an area. ``code`` opens the page of the phones; it is empty before and after.

    ``turn`` grows with each change of what hangs on the wall, so that a page knows whether it has seen all.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    area = models.CharField(max_length=200)
    unit = models.UUIDField(null=True, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    code = models.CharField(max_length=8, blank=True)
    turn = models.PositiveIntegerField(default=0)
    prepared_at = models.DateTimeField()
    prepared_by = models.UUIDField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="a_workshop_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(opened_at__isnull=False, code=""),
                name="a_workshop_that_ended_was_open",
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"], condition=~Q(code=""), name="a_code_opens_one_workshop"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-begins_at"], name="workshops_latest")]

    def __str__(self) -> str:
        return self.area


class Heading(OwnedRow):
    """What notes have in common, in the words of whoever leads."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="headings", db_index=False)
    name = models.CharField(max_length=200)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workshop", "name"], name="a_heading_once_in_a_workshop"),
        ]
        indexes = [models.Index(fields=["organisation", "workshop"], name="headings_of_a_workshop")]

    def __str__(self) -> str:
        return self.name


class Note(OwnedRow):
    """What somebody wrote. Whose it is is not kept."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="notes", db_index=False)
    asks = models.CharField(max_length=10, choices=[(one.value, one.value) for one in IdeaSort])
    text = models.CharField(max_length=LONGEST_NOTE)
    heading = models.ForeignKey(
        Heading, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes", db_index=False
    )
    sent_as = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workshop", "sent_as"], name="a_note_is_kept_once"),
        ]
        indexes = [models.Index(fields=["organisation", "workshop"], name="notes_of_a_workshop")]

    def __str__(self) -> str:
        return self.text


class Potential(OwnedRow):
    """An improvement that an area sees, counted from when it was found; ``matter`` is as what it was sent."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="potentials", db_index=False
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    improves = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Improves])
    found_at = models.DateTimeField()
    found_by = models.UUIDField()
    matter = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    in_use_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "matter"],
                condition=Q(matter__isnull=False),
                name="a_matter_of_one_potential",
            ),
            models.CheckConstraint(
                condition=Q(matter=None, sent_at=None) | Q(matter__isnull=False, sent_at__isnull=False),
                name="what_was_sent_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "workshop"], name="potentials_of_a_workshop")]

    def __str__(self) -> str:
        return self.title
