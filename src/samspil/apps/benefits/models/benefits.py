"""What is promised: the benefit, its plans, who gets what of it, and what was taken home."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.db import models
from django.db.models import Q

from samspil.apps.benefits.types import Asks, BottomLine, Sort, Way
from samspil.core.benefits.course import Recurrence
from samspil.core.benefits.states import State
from samspil.kit.ids import new_id
from samspil.kit.periods import OwnedPeriod, ends_after_it_begins
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index

ADDED_UP: Final = (
    *("bottom_line", "counted_in", "slipped_months", "state", "counted_with", "has_baseline", "owner"),
    *("due", "in_time", "first_minor", "expected_minor", "measured_minor", "taken_minor"),
    *("expected_by_then_minor", "first_by_then_minor", "expected_by_now_minor"),
    *("is_disbenefit", "come_millionths"),
)


class Benefit(OwnedRow):
    """A benefit or disbenefit of an initiative.

    ``counted_in`` is a currency, ``hours``, or empty for what only indicators show; amounts are hundredths of
    it. ``counted_with`` is the group within which the same effect is counted once. ``leading`` is the
    indicator whose measurements say what it brought. From ``go_live`` on the columns show what plans and
    measurements add up to: ``first``, ``expected`` and ``measured`` in all, the ``_by_now`` up to ``as_of``,
    the ``_by_then`` up to ``measured_until``, so that what came is held against what should have by then.
    ``come_millionths`` is how far it has come of what should have; none where nothing says.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    initiative = models.ForeignKey("portfolio.Initiative", on_delete=models.PROTECT, related_name="+")
    is_disbenefit = models.BooleanField(default=False)
    bottom_line = models.CharField(max_length=20, choices=[(one.value, one.value) for one in BottomLine])
    sort = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Sort])
    counted_in = models.CharField(max_length=5, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    owner_person = models.UUIDField(null=True, blank=True)
    owner_unit = models.CharField(max_length=200, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    approver = models.CharField(max_length=200, blank=True)
    approver_person = models.UUIDField(null=True, blank=True)
    assumptions = models.TextField(blank=True)
    dependencies = models.TextField(blank=True)
    counted_with = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Way])
    budget_line = models.CharField(max_length=200, blank=True)
    way_share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    way_decision = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=12, default=State.IDEA.value, choices=[(one.value, one.value) for one in State]
    )
    state_since = models.DateField()
    line_owner = models.CharField(max_length=200, blank=True)
    leading = models.UUIDField(null=True, blank=True)
    in_library_since = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    go_live = models.DateField(null=True, blank=True)
    full_from = models.DateField(null=True, blank=True)
    has_baseline = models.BooleanField(default=False)
    slipped_months = models.SmallIntegerField(default=0)
    first_minor = models.BigIntegerField(default=0)
    expected_minor = models.BigIntegerField(default=0)
    measured_minor = models.BigIntegerField(null=True, blank=True)
    taken_minor = models.BigIntegerField(default=0)
    measured_until = models.DateField(null=True, blank=True)
    first_by_now_minor = models.BigIntegerField(default=0)
    first_by_then_minor = models.BigIntegerField(default=0)
    expected_by_now_minor = models.BigIntegerField(default=0)
    expected_by_then_minor = models.BigIntegerField(default=0)
    come_millionths = models.BigIntegerField(null=True, blank=True)
    due = models.PositiveIntegerField(default=0)
    in_time = models.PositiveIntegerField(default=0)
    next_due_on = models.DateField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_benefit_a_number"),
            models.CheckConstraint(
                condition=Q(way_share__isnull=True) | Q(way_share__range=(0, 1)), name="taken_home_up_to_all"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="benefits_newest"),
            models.Index(fields=["organisation", "initiative", "id"], name="benefits_of_an_initiative"),
            models.Index(fields=["organisation", "state", "-id"], name="benefits_of_a_state"),
            models.Index(fields=["organisation", "next_due_on", "id"], name="benefits_by_next_due"),
            models.Index(
                fields=["organisation", "counted_with", "counted_in"],
                condition=Q(counted_with__gt=""),
                name="benefits_counted_once",
            ),
            # All that sums over ten thousand ask for: they are added up without a look at the rows.
            models.Index(
                fields=["organisation", *ADDED_UP],
                name="benefits_added_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class BenefitPlan(OwnedRow):
    """How much was expected, from when, as of a day. Added only: the first promise is kept for ever.

    Amounts are hundredths of what the benefit counts in, a year with full effect or in all; a disbenefit's
    are below nothing. None where only indicators show what comes. ``after_end_days`` is how long after the
    initiative's expected end it goes live, as of then: the benefit slides when the initiative does.
    """

    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="plans", db_index=False)
    sequence = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    decision = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)
    go_live = models.DateField()
    after_end_days = models.IntegerField(null=True, blank=True)
    counted_in = models.CharField(max_length=5, blank=True)
    pessimistic_minor = models.BigIntegerField(null=True, blank=True)
    likely_minor = models.BigIntegerField(null=True, blank=True)
    optimistic_minor = models.BigIntegerField(null=True, blank=True)
    recurrence = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Recurrence])
    after_months = models.PositiveSmallIntegerField(default=0)
    rises_months = models.PositiveSmallIntegerField(default=0)
    lasts_months = models.PositiveSmallIntegerField(default=120)
    fades = models.DecimalField(max_digits=5, decimal_places=4, default=Decimal(0))

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["benefit", "sequence"], name="one_plan_at_each_place"),
            models.CheckConstraint(
                condition=Q(pessimistic_minor=None, likely_minor=None, optimistic_minor=None)
                | Q(
                    pessimistic_minor__lte=models.F("likely_minor"),
                    likely_minor__lte=models.F("optimistic_minor"),
                ),
                name="three_points_rise",
            ),
        ]


class Share(OwnedRow):
    """What part of a benefit a member is expected to get. Those of a benefit add up to all of it.

    ``expected_minor`` and ``measured_minor`` show what the part adds up to, in hundredths of what the benefit
    counts in; none where nothing is planned, or nothing was measured at the member. ``counted_in`` says what
    they are summed in: in nothing while the benefit is an idea, or has lapsed.
    """

    organisation = owner_without_index()
    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="shares", db_index=False)
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=200)
    share = models.DecimalField(max_digits=9, decimal_places=8)
    counted_in = models.CharField(max_length=5, blank=True)
    expected_minor = models.BigIntegerField(null=True, blank=True)
    measured_minor = models.BigIntegerField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["benefit", "code"], name="one_share_a_member"),
            models.CheckConstraint(condition=Q(share__range=(0, 1)), name="share_up_to_all"),
        ]
        # What members gain of ten thousand benefits is added up without a look at the rows.
        indexes = [
            models.Index(
                fields=["organisation", "code", "counted_in", "expected_minor", "measured_minor"],
                name="shares_added_up",
            )
        ]


class Taken(OwnedRow):
    """What was taken home in a year. Added only: what was wrong is taken back by a row below nothing."""

    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="taken", db_index=False)
    year = models.PositiveSmallIntegerField()
    amount_minor = models.BigIntegerField()
    way = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Way])
    budget_line = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=300)
    where = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["benefit", "id"], name="taken_home_of_a_benefit")]


class BenefitRequest(OwnedRow):
    """What is asked to be decided about a benefit: that it lapses, or that it gets a new plan.

    ``plan`` is the plan that is asked for, by name of column. ``result`` is what the matter came to.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="requests")
    asks = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Asks])
    why = models.TextField()
    plan = models.JSONField(default=dict)
    matter = models.UUIDField()
    asked_at = models.DateTimeField()
    result = models.CharField(max_length=20, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["benefit"], condition=Q(decided_at__isnull=True), name="one_request_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["organisation", "matter"], name="requests_of_a_matter")]


class Weight(OwnedPeriod):
    """How much a bottom line weighs from a day on, by a decision; without it none is added to another."""

    bottom_line = models.CharField(max_length=20, choices=[(one.value, one.value) for one in BottomLine])
    weight = models.DecimalField(max_digits=5, decimal_places=4)
    decision = models.CharField(max_length=300)

    class Meta(OwnedPeriod.Meta):
        constraints = [
            ends_after_it_begins("weight_has_a_day"),
            models.CheckConstraint(condition=Q(weight__range=(0, 1)), name="weight_up_to_all"),
        ]
