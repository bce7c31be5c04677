"""What the time of units went to and is meant to go to, where people sit, and to whom units report."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.resources.types import LONGEST_NOTE, ReportsTo, Seat
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index
from samspil.kit.tenancy.versions import DocumentVersion


class CategoriesVersion(DocumentVersion):
    """The sorts of tasks of an organisation, as it wrote them once."""

    class Meta(DocumentVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "number"], name="task_categories_once"),
        ]


class TaskTime(OwnedRow):
    """What went to one sort of task in a unit in a month, in minutes. A month has all sorts, or none."""

    organisation = owner_without_index()
    unit = models.UUIDField()
    month = models.DateField()
    category = models.CharField(max_length=60)
    minutes = models.PositiveIntegerField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "unit", "category"], name="a_sort_of_task_once_a_month"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "unit", "month"], name="task_time_of_a_unit")]


class MixTarget(OwnedRow):
    """What the mix of tasks is meant to be from a month on: of a unit, or of all together.

    ``percents`` says it by sort of task, together 100; ``protected`` is what development has at least.
    """

    organisation = owner_without_index()
    unit = models.UUIDField(null=True, blank=True)
    since = models.DateField()
    percents = models.JSONField()
    protected = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "since"],
                condition=Q(unit__isnull=False),
                name="one_target_of_a_unit",
            ),
            models.UniqueConstraint(
                fields=["organisation", "since"], condition=Q(unit__isnull=True), name="one_target_of_all"
            ),
            models.CheckConstraint(condition=Q(protected__lte=100), name="protected_to_a_hundred"),
        ]


class UnitStrength(OwnedRow):
    """What a unit has from a month on, in hundredths of a full-time equivalent, and where it sits."""

    organisation = owner_without_index()
    unit = models.UUIDField()
    since = models.DateField()
    hundredths = models.PositiveIntegerField()
    seat = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Seat])

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "unit", "since"], name="one_strength_a_month"),
        ]


class ConsultantDays(OwnedRow):
    """How much of a unit's people works in another from a month on, in hundredths of a day a month."""

    organisation = owner_without_index()
    unit = models.UUIDField()
    area = models.UUIDField()
    since = models.DateField()
    hundredths = models.PositiveIntegerField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "area", "since"], name="consultant_days_once_a_month"
            ),
            models.CheckConstraint(condition=~Q(unit=F("area")), name="consultants_work_elsewhere"),
        ]


class Anchoring(OwnedRow):
    """To whom a unit reports from a month on, whatever it is placed under."""

    organisation = owner_without_index()
    unit = models.UUIDField()
    since = models.DateField()
    reports_to = models.CharField(max_length=20, choices=[(one.value, one.value) for one in ReportsTo])
    function = models.CharField(max_length=LONGEST_NOTE)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "unit", "since"], name="one_anchoring_a_month"),
        ]
