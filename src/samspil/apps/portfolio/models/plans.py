"""Milestones, what they wait for, and the work that is asked of units."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.portfolio.models.initiatives import Initiative
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Milestone(OwnedRow):
    """A day somebody works towards.

    ``planned_on`` is the plan; ``expected_on`` what the plan and all it waits for add up to; ``first_on`` the
    day it was first planned for, which never changes. ``common`` is the milestone of the common plan that
    this follows, and ``deviation`` why it does not.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="milestones", db_index=False
    )
    name = models.CharField(max_length=200)
    phase = models.CharField(max_length=60, blank=True)
    is_gate = models.BooleanField(default=False)
    first_on = models.DateField()
    planned_on = models.DateField()
    expected_on = models.DateField()
    latest_on = models.DateField(null=True, blank=True)
    pushed_by = models.UUIDField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    common = models.UUIDField(null=True, blank=True)
    deviation = models.TextField(blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "common"],
                condition=Q(common__isnull=False),
                name="one_own_milestone_for_each_common",
            )
        ]
        indexes = [
            models.Index(fields=["initiative", "expected_on", "id"], name="milestones_of_an_initiative"),
            models.Index(
                fields=["organisation", "expected_on", "id"],
                condition=Q(done_on__isnull=True, is_withdrawn=False),
                name="milestones_to_come",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Dependency(OwnedRow):
    """A milestone of ours waits for one, of ours or of another organisation that shows it to us.

    ``given_on`` is the day of another organisation's milestone as it was last told.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    successor = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, related_name="waits_for", db_index=False
    )
    predecessor = models.UUIDField()
    lag_days = models.PositiveSmallIntegerField(default=0)
    given_on = models.DateField(null=True, blank=True)
    given_name = models.CharField(max_length=200, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["successor", "predecessor"], name="waits_once_for_each")
        ]
        indexes = [models.Index(fields=["organisation", "predecessor"], name="who_waits_for_a_milestone")]


class MilestoneMove(OwnedRow):
    """A milestone was planned for another day. Added only."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="moves", db_index=False)
    at = models.DateTimeField()
    was = models.DateField()
    now = models.DateField()
    reason = models.TextField(blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["milestone", "id"], name="moves_of_a_milestone")]


class Iteration(OwnedRow):
    """A short cycle, for those who work so: what it is to bring, and what it brought (F3.8)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="iterations")
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    aim = models.TextField(blank=True)
    brought = models.TextField(blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="iteration_ends_after_it_starts"
            )
        ]


class PlannedEffort(OwnedRow):
    """Work that an initiative asks of a unit in a month, in hundredths of a person-day."""

    organisation = owner_without_index()
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="efforts", db_index=False
    )
    unit = models.CharField(max_length=200)
    competence = models.CharField(max_length=120)
    month = models.DateField()
    hundredths = models.PositiveIntegerField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "unit", "competence", "month"], name="one_effort_a_month"
            )
        ]
        indexes = [models.Index(fields=["organisation", "month"], name="efforts_by_month")]


class Capacity(OwnedRow):
    """What a unit has in a month, in hundredths of a person-day."""

    organisation = owner_without_index()
    unit = models.CharField(max_length=200)
    competence = models.CharField(max_length=120)
    month = models.DateField()
    hundredths = models.PositiveIntegerField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "competence", "month"], name="one_capacity_a_month"
            )
        ]


class Staffing(OwnedRow):
    """Somebody of a member lends a hand in joint work, known by function (F4.5)."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="staffing")
    code = models.CharField(max_length=4)
    function = models.CharField(max_length=200)
    competence = models.CharField(max_length=120)
    first_month = models.DateField()
    last_month = models.DateField()
    hundredths_a_month = models.PositiveIntegerField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="staffing_ends_after_it_starts"
            )
        ]
