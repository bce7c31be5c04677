"""Rows about indicators. What was measured, and what was said before it was, is added only."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.db import models
from django.db.models import F, Q

from samspil.apps.measurements.types import Method, Reads
from samspil.core.benefits.indicator import Aggregation
from samspil.core.benefits.measuring import Grade
from samspil.core.portfolio.status import Light
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index

DIGITS: Final = 20
PLACES: Final = 6  # a value is kept to so many decimals


class Indicator(OwnedRow):
    """What is measured, of what, by whom, how often and at what cost.

    ``latest``, ``latest_on`` and ``light`` show what baseline and measurements add up to.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    subject_sort = models.CharField(max_length=20)
    subject = models.UUIDField()
    name = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=40)
    source = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Method])
    reads = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Reads])
    aggregation = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Aggregation])
    tolerance = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal("0.1"))
    every_months = models.PositiveSmallIntegerField(default=0)
    measurer = models.CharField(max_length=200)
    measurer_person = models.UUIDField(null=True, blank=True)
    cost_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    latest = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    latest_on = models.DateField(null=True, blank=True)
    light = models.CharField(
        max_length=8, default=Light.GREY.value, choices=[(one.value, one.value) for one in Light]
    )

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(tolerance__range=(0, Decimal("0.5"))), name="tolerance_to_half"
            )
        ]
        indexes = [models.Index(fields=["organisation", "subject", "id"], name="indicators_of_a_subject")]

    def __str__(self) -> str:
        return self.name


class Baseline(OwnedRow):
    """How it was, and where it is to go. Added only: a new one takes its place, by decision once approved."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="baselines", db_index=False
    )
    sequence = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    on = models.DateField()
    n = models.PositiveIntegerField(null=True, blank=True)
    method = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    decision = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["indicator", "sequence"], name="one_baseline_at_each_place")
        ]


class BaselineApproval(OwnedRow):
    """Somebody has approved a baseline. Added only; from then on another needs a decision."""

    baseline = models.OneToOneField(Baseline, on_delete=models.PROTECT, related_name="approval")
    approved_at = models.DateTimeField()
    approved_by = models.UUIDField()


class Target(OwnedRow):
    """What it is to be on a day, by a baseline. Added only."""

    baseline = models.ForeignKey(Baseline, on_delete=models.PROTECT, related_name="targets", db_index=False)
    on = models.DateField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["baseline", "on"], name="one_target_a_day")]


class Measurement(OwnedRow):
    """A value of a period. Added only: a correction is a new row that names what it takes the place of."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="measurements", db_index=False
    )
    first = models.DateField()
    last = models.DateField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    where = models.CharField(max_length=200, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Grade])
    attributed = models.DecimalField(max_digits=5, decimal_places=4, default=Decimal(1))
    evidence = models.CharField(max_length=500, blank=True)
    comment = models.TextField(blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    measured_by = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="measured_forwards"),
            models.CheckConstraint(condition=Q(attributed__range=(0, 1)), name="attributed_up_to_all"),
        ]
        indexes = [models.Index(fields=["indicator", "last", "id"], name="measurements_by_period")]


class DueMeasurement(OwnedRow):
    """A measurement that is owed on a day. Met by one whose period reaches the day before, or let go."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="due", db_index=False)
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    measurement = models.ForeignKey(
        Measurement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["indicator", "due_on"], name="a_measurement_is_due_once"),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True, measurement__isnull=True)
                | Q(met_at__isnull=False, measurement__isnull=False),
                name="met_by_a_measurement",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(met_at__isnull=True, let_go_at__isnull=True),
                name="measurements_owed",
            )
        ]
