"""Who has been trained in which project model."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Training(OwnedRow):
    """Somebody was trained in a project model on a day, by somebody (F2.10).

    A person, whose name is not kept here, or else whoever has a function. Kept by who keeps the portfolio.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    project_model = models.CharField(max_length=60)
    person = models.UUIDField(null=True, blank=True)
    function = models.CharField(max_length=200, blank=True)
    trained_on = models.DateField()
    trained_by = models.CharField(max_length=200)
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(function=""), name="somebody_was_trained"
            ),
            models.UniqueConstraint(
                fields=["organisation", "project_model", "person", "trained_on"],
                condition=Q(person__isnull=False),
                name="a_person_trained_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["organisation", "project_model", "function", "trained_on"],
                condition=Q(person__isnull=True),
                name="a_function_trained_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "project_model", "-trained_on"], name="trained_in_a_model")
        ]
