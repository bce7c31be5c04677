"""Who works on what, when what is periodic comes next, and how far a reader of the journal has come."""

from __future__ import annotations

from django.db import models

from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Attempt(models.Model):
    """A job that a worker holds while it shows that it lives; ``count`` is how often it was begun."""

    job = models.OneToOneField(
        "django_tasks_database.DBTaskResult", on_delete=models.CASCADE, related_name="attempt"
    )
    worker = models.CharField(max_length=64)
    alive_until = models.DateTimeField(db_index=True)
    count = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.job_id} by {self.worker}"


class Turn(models.Model):
    """When something periodic comes next."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at}"


class Bookmark(OwnedRow):
    """How far a reader has come in an organisation's journal."""

    organisation = owner_without_index()
    reader = models.CharField(max_length=30)
    sequence = models.BigIntegerField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "reader"], name="one_bookmark_a_reader")
        ]
