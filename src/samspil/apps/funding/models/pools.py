"""Pools of money: what fills them, calls, applications, assessments, awards, payments out and back."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from samspil.apps.funding.models.resting import RestsOnVoucher
from samspil.apps.funding.pool_types import Fills, Form, Needs, Repays
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow

LONGEST_TITLE: Final = 200
LONGEST_DECISION: Final = 300
ENDS_A_YEAR: Final = tuple(one.value for one in Fills if one.ends_a_year)
ONCE_A_YEAR: Final = tuple(one.value for one in Fills if one.is_once_a_year)


def _owner() -> models.ForeignKey[Any, Any]:
    """Without an index of its own: each table here is asked for by another."""
    return models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Pool(OwnedRow):
    """A pool of the adopted model, opened: its rules stay the model's, its money is on ledger accounts.

    ``name`` is in three languages as it was when it was opened. ``accounts`` are the ids of its ledger
    accounts by kind.
    """

    organisation = _owner()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    key = models.CharField(max_length=60)
    name = models.JSONField()
    currency = models.CharField(max_length=3)
    accounts = models.JSONField()
    opened_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="a_pool_a_key")]

    def __str__(self) -> str:
        return self.key


class Filling(RestsOnVoucher):
    """What filled a pool in a year, or what lapsed of it when the year ended. Added only.

    ``decided`` is the decision in the register, where it stands there, and ``decision`` its words. A levy
    keeps its base and what went elsewhere; what came from outside names its ``fund``.
    ``again`` is how many like it had been taken back before.
    """

    organisation = _owner()
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="fillings", db_index=False)
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    year = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Fills])
    amount_minor = models.BigIntegerField()
    base_minor = models.BigIntegerField(null=True, blank=True)
    rest_minor = models.BigIntegerField(default=0)
    decision = models.CharField(max_length=LONGEST_DECISION)
    decided = models.UUIDField(null=True, blank=True)
    fund = models.ForeignKey(
        "funding.Fund", on_delete=models.PROTECT, related_name="fillings", null=True, blank=True
    )
    giver = models.CharField(max_length=LONGEST_TITLE, blank=True)
    conditions = models.TextField(blank=True)
    spend_by = models.DateField(null=True, blank=True)
    report_by = models.DateField(null=True, blank=True)
    again = models.PositiveSmallIntegerField(default=0)
    filled_on = models.DateField()
    filled_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "year", "sort", "again"],
                condition=Q(sort__in=ONCE_A_YEAR),
                name="filled_once_a_year",
            ),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="filled_with_something"),
        ]
        indexes = [models.Index(fields=["pool", "-year", "-id"], name="fillings_of_a_pool")]

    @property
    def told_of(self) -> tuple[str, UUID]:
        """The pool."""
        return "pool", self.pool.public_id


class Call(OwnedRow):
    """An invitation to apply: until when, by which criteria, by whom assessed. Weights stay as they were.

    ``assessors`` are ids of people; ``excused`` those who have been let off, whose points are kept and not
    counted, with why. ``ranking`` is the ranking as it was kept, for the body that decides.
    """

    organisation = _owner()
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="calls", db_index=False)
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    ceiling_minor = models.BigIntegerField(null=True, blank=True)
    weights = models.JSONField()
    most_points = models.PositiveSmallIntegerField()
    assessors = models.JSONField(default=list)
    excused = models.JSONField(default=list)
    second_part = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    made_at = models.DateTimeField()
    ranking = models.JSONField(null=True, blank=True)
    ranked_at = models.DateTimeField(null=True, blank=True)
    ranked_minor = models.BigIntegerField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="call_has_a_day"),
            models.CheckConstraint(condition=Q(second_part__range=(0, 1)), name="second_part_up_to_all"),
        ]
        indexes = [models.Index(fields=["pool", "-closes_on", "-id"], name="calls_of_a_pool")]

    def __str__(self) -> str:
        return self.title


class Application(OwnedRow):
    """What somebody applies for. A matter decides it; here is what the pool asks, and what came of it.

    ``initiative`` is what it is money for, ``case_version`` the business case that stood when it was sent.
    ``fund`` is the money from outside that pays it, and ``fits_because`` how it is what that was given for;
    without one it is paid of the pool's own.
    """

    organisation = _owner()
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="applications", db_index=False)
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="applications", null=True, blank=True
    )
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    title = models.CharField(max_length=LONGEST_TITLE)
    purpose = models.TextField()
    supports = models.JSONField(default=list)
    form = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Form])
    amount_minor = models.BigIntegerField()
    payback_years = models.PositiveSmallIntegerField(null=True, blank=True)
    is_pilot = models.BooleanField(default=False)
    unit_name = models.CharField(max_length=200, blank=True)
    needs_help = models.BooleanField(default=False)
    goes_into_operation = models.BooleanField(default=False)
    new_appropriation = models.BooleanField(default=False)
    operating_finance = models.TextField(blank=True)
    sharing = models.TextField(blank=True)
    repays = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in Repays])
    plan = models.JSONField(default=dict)
    applicant = models.UUIDField()
    kind = models.CharField(max_length=60)
    matter = models.UUIDField()
    initiative = models.ForeignKey(
        "portfolio.Initiative", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    case_version = models.ForeignKey(
        "funding.CaseVersion",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    case_number = models.CharField(max_length=20)
    applied_at = models.DateTimeField()
    fund = models.ForeignKey(
        "funding.Fund", on_delete=models.PROTECT, related_name="applications", null=True, blank=True
    )
    fits_because = models.TextField(blank=True)
    result = models.CharField(max_length=20, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="applies_for_something")]
        indexes = [
            models.Index(fields=["pool", "-id"], name="applications_of_a_pool"),
            models.Index(fields=["organisation", "matter"], name="applications_of_a_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.title}"


class Assessment(OwnedRow):
    """One assessor's points for an application, or that they stepped aside. Shown when all have scored."""

    organisation = _owner()
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assessments", db_index=False
    )
    person = models.UUIDField()
    scores = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    stepped_aside = models.BooleanField(default=False)
    assessed_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="one_assessment_an_assessor")
        ]


class Award(OwnedRow):
    """What was decided: a grant or a loan of so much, by a decision, on conditions."""

    organisation = _owner()
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="award")
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    form = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Form])
    amount_minor = models.BigIntegerField()
    decision = models.UUIDField()
    awarded_on = models.DateField()
    conditions = models.TextField(blank=True)
    stopped_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="awards_something")]


class Milestone(RestsOnVoucher):
    """A part of an award that is paid out when something is reached; ``proof`` is what showed it.

    ``asked_by`` has registered the payment, while it waits for somebody else to approve it. ``paid_on`` is
    when it was paid the last time: whether it stands, its voucher says. ``freed_by`` is the benefit that
    freed the money, where somebody has said so.
    """

    organisation = _owner()
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="milestones", db_index=False)
    sequence = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    due_on = models.DateField()
    amount_minor = models.BigIntegerField()
    needs = models.CharField(max_length=60, blank=True)
    proof = models.TextField(blank=True)
    asked_by = models.UUIDField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    freed_by = models.UUIDField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["award", "sequence"], name="one_milestone_at_each_place"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="pays_out_something"),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(voucher__isnull=False), name="paid_out_by_a_voucher"
            ),
        ]

    @property
    def told_of(self) -> tuple[str, UUID]:
        """The award."""
        return "award", self.award.public_id

    @property
    def needed(self) -> list[Needs]:
        """What must be shown before it is paid, besides that it is reached."""
        return [Needs(one) for one in self.needs.split()]


class Instalment(RestsOnVoucher):
    """A part of a loan that comes back, once: by a plan of days, or as benefits or fees have come.

    ``paid_on`` is when it came the last time: whether it stands, its voucher says.
    A plan is made again when money is lent or the loan is stopped: what has not come of the plan before is
    kept, ``replaced_on`` that day by a newer ``version``.
    """

    organisation = _owner()
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="instalments", db_index=False)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    repays_minor = models.BigIntegerField()
    interest_minor = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=LONGEST_DECISION, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    replaced_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="one_instalment_a_number"),
            models.CheckConstraint(
                condition=Q(repays_minor__gte=0, interest_minor__gte=0), name="instalment_is_paid_back"
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(voucher__isnull=False), name="paid_back_by_a_voucher"
            ),
        ]

    @property
    def told_of(self) -> tuple[str, UUID]:
        """The award."""
        return "award", self.award.public_id


class GrantResult(OwnedRow):
    """What has come of an award, as told: what it earned, and what others can learn. Added only."""

    organisation = _owner()
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="results", db_index=False)
    told_on = models.DateField()
    told_by = models.UUIDField()
    earned_minor = models.BigIntegerField(null=True, blank=True)
    text = models.TextField()
    experience = models.TextField(blank=True)
    shared_with = models.CharField(max_length=LONGEST_DECISION, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["award", "id"], name="results_of_an_award")]
