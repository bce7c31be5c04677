"""What initiatives are for, and what is planned for a year."""

from __future__ import annotations

from django.db import models

from samspil.apps.portfolio.models.initiatives import Initiative
from samspil.kit.ids import new_id
from samspil.kit.periods import OwnedPeriod, ends_after_it_begins
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Strategy(OwnedPeriod):
    """A strategy or action plan, of our own or of somebody who sets terms for us (F2.8)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=200)
    set_by = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=400, blank=True)

    class Meta(OwnedPeriod.Meta):
        constraints = [ends_after_it_begins("strategy_has_a_day")]

    def __str__(self) -> str:
        return self.name


class Goal(OwnedRow):
    """A goal of a strategy, and the initiatives that serve it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="goals", db_index=False)
    name = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["strategy", "name"], name="a_goal_once")]

    def __str__(self) -> str:
        return self.name


class Serves(OwnedRow):
    """An initiative serves a goal; several may, and it may serve several."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="serves", db_index=False
    )
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="served_by")

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["initiative", "goal"], name="serves_a_goal_once")]


class ActivityPlan(OwnedRow):
    """What is planned for a year; adopted by the decision in ``matter`` (F4.11)."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    matter = models.UUIDField(null=True, blank=True)
    decision = models.UUIDField(null=True, blank=True)
    adopted_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_activity_plan_a_year")
        ]


class PlannedActivity(OwnedRow):
    """An initiative in the plan of a year; what is carried out and not in it came beside it."""

    plan = models.ForeignKey(
        ActivityPlan, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="planned")
    aim = models.CharField(max_length=300, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["plan", "initiative"], name="planned_once_a_year")]
